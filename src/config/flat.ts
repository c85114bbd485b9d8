/** The gateway's own settings, those without a datasource: names, types, defaults and one sentence on each. */

import { customCleanEnv, host, str } from 'envalid'
import { rememberSecret } from '../base/log.ts'
import { MAX_RESULT_BYTES } from '../datasource/datasource.ts'
import { ACCESS, ACCESS_FILES, ACCESS_SECRETS, type AccessConfig, accessOf } from './access.ts'
import type { Effective } from './datasources.ts'
import { type Environment, readSettings } from './env.ts'
import { givenOf, quoted, type Reading } from './given.ts'
import { OBSERVATION, OBSERVATION_FILES, OBSERVATION_SECRETS, type ObservationConfig, observationOf } from './observation.ts'
import { PROTECTION, type ProtectionSettings, protectionOf } from './protection.ts'
import { choice, flag, secret, whole } from './specs.ts'
import { NotValid } from './values.ts'

/** The longest delay a timer can hold. */
const MAX_DELAY = 2_147_483_647
const COUNT = 2_147_483_647

const SPECS = {
  PORT: whole(0, 65535)({ default: 4000, desc: 'The port that is listened on.' }),
  HOST: host({ default: '127.0.0.1', desc: 'The address that is listened on.' }),
  NODE_ENV: choice('development', 'production', 'test')({ default: 'development', desc: 'production hides what only developers need.' }),
  LOG_FORMAT: choice('text', 'json')({ default: undefined, desc: 'Text for people, JSON for machines.' }),
  ECHO: flag({ default: false, desc: 'Log the text of every statement.' }),
  SCHEMA: choice('files', 'introspect')({ default: 'files', desc: 'introspect serves databases without models of their own as they are.' }),
  SCHEMA_DIR: str({ default: 'schema', desc: 'The folder of the models.' }),
  DATA_DIR: str({ default: '.switchyard', desc: 'The folder of embedded databases and of kept keys.' }),
  AUDIT_FILE: str({ default: undefined, desc: 'The file that what admins do with executeQuery is written to.' }),
  SECRET_KEY: secret({ default: undefined, desc: 'Signs cursors; all gateways of one service share it.' }),
  ...ACCESS,
  SEED_DEMO: flag({ default: undefined, desc: 'Fill empty databases with the demonstration data.' }),
  MODEL_ROUTING: str({ default: undefined, desc: 'Which datasource serves a model, instead of the one it names.' }),
  POOL_SIZE: whole(1, 10_000)({ default: 5, desc: 'Connections per datasource that are kept.' }),
  MAX_OVERFLOW: whole(0, 10_000)({ default: 5, desc: 'Connections per datasource beyond POOL_SIZE.' }),
  REQUEST_TIMEOUT: whole(
    1,
    MAX_DELAY,
  )({ default: 10_000, desc: 'Milliseconds after which a request is answered, whatever a database does.' }),
  HEALTH_INTERVAL: whole(500, MAX_DELAY)({ default: 5000, desc: 'Milliseconds between two looks at the health of each datasource.' }),
  SLOW_STATEMENT: whole(1, MAX_DELAY)({ default: 500, desc: 'Milliseconds from which on a statement is listed among the slow ones.' }),
  DEFAULT_PAGE_SIZE: whole(1, COUNT)({ default: undefined, desc: 'Rows of a page when a client does not say.' }),
  MAX_PAGE_SIZE: whole(1, COUNT)({ default: 1000, desc: 'Rows that a client may ask for at once.' }),
  MAX_BATCH_SIZE: whole(1, 100_000)({ default: 1000, desc: 'Rows that one mutation may write.' }),
  IDEMPOTENCY_HOURS: whole(1, 24 * 365)({ default: 24, desc: 'Hours for which what was done under an Idempotency-Key is remembered.' }),
  MAX_ROWS: whole(1, COUNT)({ default: 100_000, desc: 'Rows that one statement may return.' }),
  CROSS_DATABASE_KEYS: whole(1, COUNT)({ default: 10_000, desc: 'Keys that a filter may carry from one datasource to another.' }),
  MAX_BODY_BYTES: whole(1024, COUNT)({ default: 262_144, desc: 'Bytes of a request body.' }),
  MAX_CONCURRENT_REQUESTS: whole(1, COUNT)({ default: 1000, desc: 'Requests under way at the same time; more are turned away at once.' }),
  MAX_RESULT_BYTES: whole(1024, COUNT)({ default: MAX_RESULT_BYTES, desc: 'Bytes that one statement may return, and one answer have.' }),
  MAX_TOKENS: whole(1, COUNT)({ default: 2000, desc: 'Tokens of a document.' }),
  MAX_DEPTH: whole(1, 1000)({ default: 20, desc: 'How deep a document nests.' }),
  MAX_ALIASES: whole(0, COUNT)({ default: 50, desc: 'Aliases of a document.' }),
  MAX_ROOT_FIELDS: whole(1, COUNT)({ default: 20, desc: 'Root fields of a document.' }),
  ...PROTECTION,
  ...OBSERVATION,
}

/** Settings that may stand in a file: the others' `…_FILE` names are left to other software. */
const FROM_FILE: readonly string[] = ['SECRET_KEY', 'MODEL_ROUTING', ...ACCESS_FILES, ...OBSERVATION_FILES]

/** Settings whose values are never shown. */
const SECRETS: ReadonlySet<string> = new Set(['SECRET_KEY', ...ACCESS_SECRETS, ...OBSERVATION_SECRETS])

/** What the default page holds when neither it nor the maximum says otherwise. */
const PAGE = 100

export interface GatewaySettings extends ProtectionSettings {
  /** What is logged, measured and traced. */
  readonly observation: ObservationConfig
  readonly port: number
  readonly host: string
  readonly environment: 'development' | 'production' | 'test'
  readonly logFormat: 'text' | 'json'
  /** Statement texts are logged. */
  readonly echo: boolean
  /** `introspect`: datasources that no model is bound to are served as they are. */
  readonly schema: 'files' | 'introspect'
  readonly schemaDir: string
  readonly dataDir: string
  /** undefined: audit.jsonl in the data folder. */
  readonly auditFile: string | undefined
  readonly secretKey: string | undefined
  /** Who may ask, and what his credential is checked with. */
  readonly access: AccessConfig
  /** undefined: as the embedded default decides. */
  readonly seedDemo: boolean | undefined
  /** JSON text, not yet read. */
  readonly modelRouting: string | undefined
  readonly poolMax: number
  /** Milliseconds between two probes of a datasource. */
  readonly healthInterval: number
  /** Milliseconds. */
  readonly slowStatement: number
  readonly limits: Limits
  readonly effective: readonly Effective[]
}

export interface Limits {
  readonly defaultPageSize: number
  readonly maxPageSize: number
  readonly maxBatchSize: number
  /** Hours. */
  readonly idempotencyHours: number
  readonly maxRows: number
  readonly crossDatabaseKeys: number
  /** Milliseconds. */
  readonly requestTimeout: number
  readonly maxBodyBytes: number
  readonly maxConcurrentRequests: number
  readonly maxResultBytes: number
  readonly maxTokens: number
  readonly maxDepth: number
  readonly maxAliases: number
  readonly maxRootFields: number
}

/** Names and descriptions of all settings, for documents and their tests. */
export function settingNames(): readonly { readonly name: string; readonly about: string }[] {
  return Object.entries(SPECS).map(([name, spec]) => ({ name, about: spec.desc ?? '' }))
}

/**
 * Reads and checks all settings; faults are collected, and end the start later.
 * @param terminal true when the log is read by a person
 */
export function readFlat(env: Environment, terminal: boolean, around: Reading): GatewaySettings {
  const { findings, secretVariables } = around
  const names = new Set([...Object.keys(SPECS), ...FROM_FILE.map((name) => `${name}_FILE`)])
  const variables = readSettings(env, names, findings)
  const texts = new Map<string, string>()
  const origin = new Map<string, string>()
  const files = new Map<string, string>()
  for (const name of Object.keys(SPECS)) {
    const own = FROM_FILE.includes(name) ? givenOf(name, variables, around) : undefined
    const text = FROM_FILE.includes(name) ? own?.text : variables.get(name)?.value
    if (text === undefined) continue
    texts.set(name, text)
    origin.set(name, own === undefined ? (variables.get(name)?.name ?? name) : `${own.variable.name}${own.file ? ' (file)' : ''}`)
    if (own?.file) files.set(name, own.variable.value)
    if (!SECRETS.has(name)) continue
    rememberSecret(text)
    secretVariables.add(own?.variable.name ?? name)
  }
  // A setting at fault is undefined from here on; nobody sees it, because the faults end the start.
  const values = clean(texts, findings.faults)
  const defaultPageSize = values.DEFAULT_PAGE_SIZE ?? Math.min(PAGE, values.MAX_PAGE_SIZE)
  if (defaultPageSize > values.MAX_PAGE_SIZE)
    findings.faults.push(
      `DEFAULT_PAGE_SIZE is ${defaultPageSize}, more than MAX_PAGE_SIZE, which is ${values.MAX_PAGE_SIZE}. Lower the one or raise the other.`,
    )
  const logFormat = values.LOG_FORMAT ?? (terminal ? 'text' : 'json')
  const access = accessOf(values, { production: values.NODE_ENV === 'production', files, given: variables }, findings.faults)
  const observation = observationOf(values, logFormat === 'json', around)
  const protection = protectionOf(values, values.NODE_ENV === 'production', around)
  const inForce: Record<string, string | number | boolean | undefined> = {
    ...values,
    AUTH_REQUIRED: access.required,
    JWT_ALGORITHMS: access.tokens?.algorithms.join(','),
    INTROSPECTION: protection.protection.introspection,
    GRAPHIQL: protection.graphiql,
    RATE_LIMIT_BURST: protection.protection.rateBurst,
    LOG_FORMAT: logFormat,
    ACCESS_LOG: observation.accessLog,
    DEFAULT_PAGE_SIZE: defaultPageSize,
  }
  return {
    port: values.PORT,
    host: values.HOST,
    environment: values.NODE_ENV,
    logFormat,
    echo: values.ECHO,
    schema: values.SCHEMA,
    schemaDir: values.SCHEMA_DIR,
    dataDir: values.DATA_DIR,
    auditFile: values.AUDIT_FILE,
    secretKey: values.SECRET_KEY,
    access,
    ...protection,
    observation,
    seedDemo: values.SEED_DEMO,
    modelRouting: values.MODEL_ROUTING,
    poolMax: values.POOL_SIZE + values.MAX_OVERFLOW,
    healthInterval: values.HEALTH_INTERVAL,
    slowStatement: values.SLOW_STATEMENT,
    limits: {
      defaultPageSize,
      maxPageSize: values.MAX_PAGE_SIZE,
      maxBatchSize: values.MAX_BATCH_SIZE,
      idempotencyHours: values.IDEMPOTENCY_HOURS,
      maxRows: values.MAX_ROWS,
      crossDatabaseKeys: values.CROSS_DATABASE_KEYS,
      requestTimeout: values.REQUEST_TIMEOUT,
      maxBodyBytes: values.MAX_BODY_BYTES,
      maxConcurrentRequests: values.MAX_CONCURRENT_REQUESTS,
      maxResultBytes: values.MAX_RESULT_BYTES,
      maxTokens: values.MAX_TOKENS,
      maxDepth: values.MAX_DEPTH,
      maxAliases: values.MAX_ALIASES,
      maxRootFields: values.MAX_ROOT_FIELDS,
    },
    effective: Object.keys(SPECS).map((name) => ({
      name,
      value: inForce[name],
      from: origin.get(name) ?? 'default',
      secret: SECRETS.has(name),
    })),
  }
}

/** The typed values of these texts. Envalid by itself would print its errors and end the process. */
function clean(texts: ReadonlyMap<string, string>, faults: string[]) {
  return customCleanEnv(Object.fromEntries(texts), SPECS, (cleaned) => cleaned, {
    reporter: ({ errors }) => {
      for (const [name, error] of Object.entries<Error | undefined>(errors)) {
        if (error === undefined) continue
        const must = error instanceof NotValid ? error.message : 'must be a host name or an IP address'
        faults.push(SECRETS.has(name) ? `${name} ${must}.` : `${name} is ${quoted(texts.get(name) ?? '')}, but ${must}.`)
      }
    },
  })
}
