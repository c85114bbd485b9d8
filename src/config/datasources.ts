/** One datasource's variables, typed and checked against its engine's option table. */

import { Faults } from '../base/errors.ts'
import { redactText, rememberSecret } from '../base/log.ts'
import type { Engine, Option, OptionSpec, Settings } from '../datasource/datasource.ts'
import type { Collation } from '../query/query.ts'
import { type DatasourceVariables, type Findings, type Variable, variableFor } from './env.ts'
import { type Given, givenOf, quoted, type Reading } from './given.ts'
import { didYouMean } from './nearest.ts'
import { NotValid, optionValue } from './values.ts'

/** What the configuration needs to know of an engine. */
export type EngineOptions = Pick<Engine, 'type' | 'aliases' | 'options' | 'parse'>

/** One value in force, and where it came from. */
export interface Effective {
  /** The variable that sets it. */
  readonly name: string
  readonly value: string | number | boolean | undefined
  /** `default`, or the variable that was read. */
  readonly from: string
  readonly secret: boolean
}

export interface DatasourceConfig {
  readonly name: string
  /** The engine's type, aliases resolved. */
  readonly type: string
  /** The engine's own options and the common ones, by key; connection strings are already taken apart. */
  readonly settings: Settings
  readonly collation: Collation
  readonly readOnly: boolean
  /** The gateway is not ready while this datasource is down. */
  readonly required: boolean
  /** Milliseconds a statement may run; undefined: as long as its request. */
  readonly statementTimeout: number | undefined
  readonly effective: readonly Effective[]
}

const WHICH: OptionSpec = {
  DB_TYPE: { type: 'string', about: 'Which engine it is.' },
  CONNECTION_STRING: { type: 'string', secret: true, about: 'Everything in one URL, instead of DB_HOST and the others.' },
}

/** Options of every datasource; an engine's own option of the same name takes precedence. */
const COMMON: OptionSpec = {
  COLLATION: { type: { oneOf: ['native', 'binary'] }, default: 'native', about: 'How text sorts: as the column does, or by code point.' },
  IDEMPOTENCY: {
    type: 'boolean',
    default: false,
    about: 'Honour Idempotency-Key: remember in a table what was done (npm run switchyard -- prepare makes it).',
  },
  READ_ONLY: { type: 'boolean', default: false, about: 'Refuse every write.' },
  REQUIRED: { type: 'boolean', default: false, about: 'Not ready while this datasource is down.' },
  SERVER_VERSION: { type: 'string', about: 'The version of the server, when it is newer than the oldest supported one.' },
  STATEMENT_TIMEOUT: { type: 'int', about: 'Milliseconds that one statement may run.' },
  HEALTH__THRESHOLD: { type: 'int', default: 1000, about: 'Milliseconds above which its answer to a probe counts as slow.' },
}

/** Options of pools: harmless at an engine without one, so that changing DB_TYPE alone does not stop the start. */
const POOL_KEYS = new Set(['POOL__MAX', 'POOL__MIN', 'POOL__ACQUIRE_TIMEOUT', 'POOL__IDLE_TIMEOUT', 'POOL__MAX_LIFETIME'])

/** What the short form means on every installation, also one whose engines are all embedded and would not know a host. */
const SHORT_KEYS = ['DB_HOST', 'DB_PORT', 'DB_USER', 'DB_PASSWORD', 'DB_NAME', 'DB_FILE']

/** What resolving a datasource needs from around it. */
export interface Surroundings extends Reading {
  readonly engines: readonly EngineOptions[]
  /** POOL_SIZE + MAX_OVERFLOW: the default of POOL__MAX for an engine that gives it none, as an embedded one with its threads does. */
  readonly poolMax: number
}

/** All options of all engines: what makes a `DB_*` variable ours. */
export function knownOptions(engines: readonly EngineOptions[]): ReadonlySet<string> {
  return new Set([
    ...Object.keys(WHICH),
    ...Object.keys(COMMON),
    ...POOL_KEYS,
    ...SHORT_KEYS,
    ...engines.flatMap((engine) => Object.keys(engine.options)),
  ])
}

/** Keeps a connection string, and the password in it as written and decoded, out of everything that is printed. */
function rememberUrl(url: string): void {
  rememberSecret(url)
  // Up to the last @ before the path, and up to the last one at all: a password with an unescaped / is a fault, but no less secret.
  for (const pattern of [/^[^:]*:\/\/[^/?#@:]*:([^/?#]*)@/s, /^[^:]*:\/\/[^/?#@:]*:(.*)@/s]) {
    const raw = pattern.exec(url)?.[1]
    if (raw === undefined) continue
    rememberSecret(raw)
    try {
      rememberSecret(decodeURIComponent(raw))
    } catch {
      // A password that cannot be decoded is a fault of its own, found when the string is parsed.
    }
  }
}

/** The datasource's configuration; undefined when a fault leaves nothing to go on with. */
export function resolveDatasource(given: DatasourceVariables, around: Surroundings): DatasourceConfig | undefined {
  const { engines, findings, secretVariables } = around
  const type = givenOf('DB_TYPE', given.options, around)
  const connection = givenOf('CONNECTION_STRING', given.options, around)
  if (connection !== undefined) {
    rememberUrl(connection.text)
    secretVariables.add(connection.variable.name)
  }
  const engine = engineOf(given, type, connection, around)
  if (engine === undefined) {
    const known = knownOptions(engines)
    rememberSecrets(given, new Map(engines.flatMap((each) => Object.entries(each.options))), around)
    for (const [key, variable] of given.options) if (!isKey(key, known)) findings.faults.push(unknownKey(key, variable, known))
    return undefined
  }
  const spec = new Map<string, Option>(Object.entries({ ...COMMON, ...engine.options }))
  rememberSecrets(given, spec, around)
  checkKeys(given, engine, spec, around)
  const parsed = connection === undefined ? new Map<string, string | number | boolean>() : parsedUrl(connection, engine, spec, findings)
  const effective: Effective[] = [
    {
      name: variableFor(given.name, 'DB_TYPE', given.form),
      value: engine.type,
      from: (type ?? connection)?.variable.name ?? '',
      secret: false,
    },
  ]
  const settings = new Map<string, string | number | boolean>()
  for (const [key, option] of spec) {
    const name = variableFor(given.name, key, given.form)
    const own = givenOf(key, given.options, around, spec)
    const explicit = own === undefined ? undefined : typed(key, option, own, findings)
    const fromUrl = parsed.get(key)
    if (own !== undefined && explicit !== undefined && fromUrl !== undefined && explicit !== fromUrl && connection !== undefined)
      findings.faults.push(`${own.variable.name} and ${connection.variable.name} disagree about ${key}. Remove it from one of them.`)
    const fallback = option.default ?? (key === 'POOL__MAX' ? around.poolMax : undefined)
    const value = explicit ?? fromUrl ?? fallback
    if (value !== undefined) settings.set(key, value)
    // A value that was given and is at fault is not missing as well, nor is one that a broken connection string may hold.
    else if (option.required && !isGiven(key, given) && (connection === undefined || parsed.size > 0))
      findings.faults.push(`${name} is not set. ${option.about}`)
    const from =
      explicit !== undefined && own !== undefined
        ? `${own.variable.name}${own.file ? ' (file)' : ''}`
        : fromUrl !== undefined
          ? (connection?.variable.name ?? '')
          : key === 'POOL__MAX' && option.default === undefined
            ? 'POOL_SIZE + MAX_OVERFLOW'
            : 'default'
    effective.push({ name, value, from, secret: option.secret === true })
  }
  checkVersion(given, settings, findings)
  return datasourceConfig(given.name, engine.type, settings, effective)
}

function datasourceConfig(
  name: string,
  type: string,
  settings: ReadonlyMap<string, string | number | boolean>,
  effective: readonly Effective[],
): DatasourceConfig {
  const timeout = settings.get('STATEMENT_TIMEOUT')
  return {
    name,
    type,
    settings: Object.freeze(Object.fromEntries(settings)),
    collation: settings.get('COLLATION') === 'binary' ? 'binary' : 'native',
    readOnly: settings.get('READ_ONLY') === true,
    required: settings.get('REQUIRED') === true,
    statementTimeout: typeof timeout === 'number' && timeout > 0 ? timeout : undefined,
    effective,
  }
}

/** The engine that DB_TYPE names, or, without one, the scheme of the connection string. */
function engineOf(
  given: DatasourceVariables,
  type: Given | undefined,
  connection: Given | undefined,
  { engines, findings }: Surroundings,
): EngineOptions | undefined {
  const types = engines.map((engine) => engine.type)
  const find = (word: string) =>
    engines.find((engine) => [engine.type, ...engine.aliases].some((name) => name.toLowerCase() === word.toLowerCase()))
  if (type !== undefined) {
    const engine = find(type.text.trim())
    if (engine === undefined)
      findings.faults.push(
        `${type.variable.name} is ${quoted(type.text)}, which is no engine.${didYouMean(type.text.toLowerCase(), types)} There are ${types.join(', ')}.`,
      )
    return engine
  }
  if (isGiven('DB_TYPE', given)) return undefined
  const scheme = /^([A-Za-z][A-Za-z0-9.-]*)[A-Za-z0-9+.-]*:/.exec(connection?.text ?? '')?.[1]
  const engine = scheme === undefined ? undefined : find(scheme)
  if (engine === undefined && (connection !== undefined || !isGiven('CONNECTION_STRING', given)))
    findings.faults.push(
      `${variableFor(given.name, 'DB_TYPE', given.form)} is not set${connection === undefined ? '' : ` and ${connection.variable.name} does not begin with the name of an engine`}. ` +
        `Say which engine ${given.name} is: ${types.join(', ')}; or remove ${[...given.options.values()].map((variable) => variable.name).join(', ')}.`,
    )
  return engine
}

function isGiven(key: string, given: DatasourceVariables): boolean {
  return given.options.has(key) || given.options.has(`${key}_FILE`)
}

function isKey(key: string, known: { has(key: string): boolean }): boolean {
  return known.has(key) || (key.endsWith('_FILE') && known.has(key.slice(0, -'_FILE'.length)))
}

/** Remembers secrets before anything that could quote one is said. */
function rememberSecrets(given: DatasourceVariables, spec: ReadonlyMap<string, Option>, around: Surroundings): void {
  for (const [key, option] of spec) {
    if (!option.secret) continue
    const silent = { readFile: around.readFile, findings: { faults: [], notices: [] } }
    const value = givenOf(key, given.options, silent, spec)
    if (value === undefined) continue
    rememberSecret(value.text)
    around.secretVariables.add(value.variable.name)
  }
}

function checkKeys(given: DatasourceVariables, engine: EngineOptions, spec: ReadonlyMap<string, Option>, around: Surroundings): void {
  const { engines, findings } = around
  for (const [key, variable] of given.options) {
    if (isKey(key, spec) || isKey(key, new Set(Object.keys(WHICH)))) continue
    const others = engines.filter((other) => isKey(key, new Set(Object.keys(other.options)))).map((other) => other.type)
    if (POOL_KEYS.has(key)) findings.notices.push(`${variable.name} is ignored: ${engine.type} has no such pool setting.`)
    // The short form shares its prefix with other software, so what does not fit is not necessarily meant for us.
    else if (given.form === 'short') findings.notices.push(`${variable.name} is ignored: ${engine.type} has no option ${key}.`)
    else if (others.length === 0) findings.faults.push(unknownKey(key, variable, [...Object.keys(WHICH), ...spec.keys()]))
    else
      findings.faults.push(
        `${variable.name}: ${engine.type} has no option ${key} (${others.join(', ')} has). Remove it or correct DB_TYPE.`,
      )
  }
}

function unknownKey(key: string, variable: Variable, known: Iterable<string>): string {
  const names = [...known].sort()
  const hint = didYouMean(key, names)
  return `${variable.name}: there is no option ${key}.${hint === '' ? ` The options are ${names.join(', ')}.` : hint}`
}

function typed(key: string, option: Option, own: Given, findings: Findings): string | number | boolean | undefined {
  try {
    return optionValue(key, option, own.text)
  } catch (error) {
    if (!(error instanceof NotValid)) throw error
    // A file's content is not shown either: it is most often a secret, or the wrong file.
    const shown = option.secret || own.file ? '' : ` is ${quoted(own.text)}, but`
    findings.faults.push(`${own.variable.name}${shown} ${error.message}. ${option.about}`)
    return undefined
  }
}

/** The fields of a connection string; empty after a fault. */
function parsedUrl(
  connection: Given,
  engine: EngineOptions,
  spec: ReadonlyMap<string, Option>,
  findings: Findings,
): ReadonlyMap<string, string | number | boolean> {
  const found = new Map<string, string | number | boolean>()
  try {
    for (const [key, value] of Object.entries(engine.parse(connection.text))) {
      if (value === undefined || !spec.has(key)) continue
      found.set(key, value)
      if (spec.get(key)?.secret && typeof value === 'string') rememberSecret(value)
    }
  } catch (error) {
    // Anything but Faults is a parser's own message and may quote the string.
    const reasons = error instanceof Faults ? error.faults : [`it is no connection string that ${engine.type} understands.`]
    for (const reason of reasons) findings.faults.push(`${connection.variable.name}: ${redactText(reason)}`)
    found.clear()
  }
  return found
}

function checkVersion(given: DatasourceVariables, settings: ReadonlyMap<string, string | number | boolean>, findings: Findings): void {
  const version = settings.get('SERVER_VERSION')
  if (typeof version === 'string' && !/^\d+(\.\d+){0,3}$/.test(version))
    findings.faults.push(
      `${variableFor(given.name, 'SERVER_VERSION', given.form)} is ${quoted(version)}, but must be a version in digits, such as 16 or 8.0.36.`,
    )
}
