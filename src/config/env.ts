/** The environment as a tree: `DATABASES__<name>__<KEY>`, the short form `DB_*` of main, and old names, per datasource and option. */

import { didYouMean } from './nearest.ts'
import { isOldFamily, renamedOption, renamedSetting, renamedVariable } from './oldnames.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** A variable as it stands in the environment. */
export interface Variable {
  /** In its own spelling. */
  readonly name: string
  readonly value: string
}

/** What one datasource was given. */
export interface DatasourceVariables {
  /** Lower case. */
  readonly name: string
  /** `short`: main, by `DB_*`. */
  readonly form: 'short' | 'long'
  /** By option in upper case, `_FILE` not yet resolved. */
  readonly options: ReadonlyMap<string, Variable>
}

/** What a reading of the configuration collects on its way. */
export interface Findings {
  readonly faults: string[]
  readonly notices: string[]
}

const PREFIX = 'DATABASES__'
const NAME = /^[a-z][a-z0-9_-]*$/
/** Names that objects answer to by themselves; refused so that no later code can mistake them. */
const REFUSED = new Set(['__proto__', 'constructor', 'prototype'])

/** One variable's claim to set one option of one datasource. */
interface Claim {
  readonly datasource: string
  readonly key: string
  readonly variable: Variable
  readonly form: 'short' | 'long' | 'old'
  /** For an old name: what is written today instead. */
  readonly instead?: string
}

/** The variable that sets an option of a datasource, for messages. */
export function variableFor(datasource: string, key: string, form: 'short' | 'long'): string {
  if (form === 'long') return `${PREFIX}${datasource}__${key}`
  return key.startsWith('DB_') ? key : `DB_${key}`
}

/** What is wrong with this datasource name, as the end of a sentence; undefined when nothing is. @param name lower case */
export function nameFault(name: string): string | undefined {
  if (REFUSED.has(name)) return 'is a name that objects in JavaScript answer to by themselves; choose another.'
  if (name === '') return 'is empty; write DATABASES__<name>__<KEY> with two underscores on each side of the name.'
  return NAME.test(name) ? undefined : 'must begin with a letter and have only letters, digits, _ and -.'
}

/**
 * All datasources that the environment speaks of. Empty values count as not set, as compose files write them.
 * @param known option names of all engines: what makes a `DB_*` variable ours
 */
export function readDatasources(
  env: Environment,
  known: ReadonlySet<string>,
  findings: Findings,
): ReadonlyMap<string, DatasourceVariables> {
  const claims: Claim[] = []
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || value === '') continue
    const claim = claimOf({ name, value }, known, findings)
    if (claim !== undefined) claims.push(claim)
  }
  checkForms(claims, findings)
  const found = new Map<string, { form: 'short' | 'long'; options: Map<string, Variable> }>()
  for (const group of grouped(claims)) {
    const [first] = group
    if (first === undefined) continue
    const kept = found.get(first.datasource) ?? { form: 'long', options: new Map<string, Variable>() }
    if (group.some((claim) => claim.form === 'short')) kept.form = 'short'
    kept.options.set(first.key, settle(group, findings))
    found.set(first.datasource, kept)
  }
  return new Map([...found].map(([name, { form, options }]) => [name, { name, form, options }]))
}

/** The gateway's own settings among the environment, old names translated; the rest of the environment is let be. */
export function readSettings(env: Environment, names: ReadonlySet<string>, findings: Findings): ReadonlyMap<string, Variable> {
  const found = new Map<string, Variable>()
  for (const name of names) {
    const value = env[name]
    if (value !== undefined && value !== '') found.set(name, { name, value })
  }
  for (const [name, value] of Object.entries(env)) {
    const today = renamedSetting(name)
    if (today === undefined || !names.has(today) || value === undefined || value === '') continue
    findings.notices.push(`${name} is an old name; write ${today} instead.`)
    const twin = found.get(today)
    if (twin === undefined) found.set(today, { name, value })
    else if (twin.value !== value) findings.faults.push(`${name} and ${twin.name} set the same thing to different values. Remove ${name}.`)
  }
  return found
}

/** The option this variable sets, or undefined when it is none of ours or has a fault. */
function claimOf(variable: Variable, known: ReadonlySet<string>, findings: Findings): Claim | undefined {
  const upper = variable.name.toUpperCase()
  if (upper.startsWith(PREFIX)) return longClaim(variable, findings)
  if (upper.startsWith('DB_') || variable.name === 'CONNECTION_STRING') return shortClaim(variable, upper, known, findings)
  const renamed = renamedVariable(upper, known)
  if (renamed !== undefined) {
    const { datasource, key } = renamed
    const fault = nameFault(datasource)
    if (fault === undefined) return { datasource, key, variable, form: 'old', instead: variableFor(datasource, key, 'long') }
    findings.faults.push(`${variable.name}: the datasource name "${datasource}" ${fault}`)
  } else if (isOldFamily(upper) && renamedSetting(upper) === undefined)
    findings.notices.push(`${variable.name} is an old name that is no longer understood and is ignored; write DATABASES__<name>__<KEY>.`)
  else if (/^DATABASES?_.*__/.test(upper))
    findings.notices.push(`${variable.name} is ignored; settings of a datasource begin with ${PREFIX}.`)
  return undefined
}

function longClaim(variable: Variable, findings: Findings): Claim | undefined {
  const rest = variable.name.slice(PREFIX.length)
  const cut = rest.indexOf('__')
  // `__proto__` as a name begins with the separator and would otherwise only be called empty.
  const name = /^__proto__(__|$)/i.test(rest) ? '__proto__' : (cut < 0 ? rest : rest.slice(0, cut)).toLowerCase()
  const fault = nameFault(name)
  if (fault !== undefined) {
    findings.faults.push(`${variable.name}: the datasource name "${name}" ${fault}`)
    return undefined
  }
  const key = cut < 0 ? '' : rest.slice(cut + 2).toUpperCase()
  if (key === '') {
    findings.faults.push(`${variable.name} names no option; write for example ${variableFor(name, 'DB_TYPE', 'long')}.`)
    return undefined
  }
  const today = renamedOption(key)
  if (today === undefined) return { datasource: name, key, variable, form: 'long' }
  return { datasource: name, key: today, variable, form: 'long', instead: variableFor(name, today, 'long') }
}

function shortClaim(variable: Variable, upper: string, known: ReadonlySet<string>, findings: Findings): Claim | undefined {
  if (upper === 'DB_PORT' && /^(tcp|udp|sctp):\/\//.test(variable.value)) {
    findings.notices.push(
      `${variable.name}=${variable.value} looks like what Kubernetes injects for a service named "db" and is ignored. To set a port write ` +
        'DATABASES__main__DB_PORT (and main by this form throughout), or give the pod enableServiceLinks: false.',
    )
    return undefined
  }
  const isOption = (key: string): boolean => known.has(key) || (key.endsWith('_FILE') && known.has(key.slice(0, -'_FILE'.length)))
  const bare = upper.replace(/^DB_/, '')
  const key = isOption(upper) ? upper : isOption(bare) ? bare : undefined
  if (key !== undefined) return { datasource: 'main', key, variable, form: 'short' }
  const today = renamedOption(upper)
  if (today !== undefined) return { datasource: 'main', key: today, variable, form: 'short', instead: today }
  // Not ours: other software has DB_ variables too. Only what looks like a slip of the pen is worth a line.
  const guess = /^DB_(SERVICE_|PORT_\d)/.test(upper) ? '' : didYouMean(upper, known)
  if (guess !== '') findings.notices.push(`${variable.name} is no setting of the gateway and is ignored.${guess}`)
  return undefined
}

function checkForms(claims: readonly Claim[], findings: Findings): void {
  const ofMain = (form: Claim['form']) =>
    claims.filter((claim) => claim.datasource === 'main' && claim.form === form).map((c) => c.variable.name)
  const short = ofMain('short')
  const long = ofMain('long')
  if (short.length > 0 && long.length > 0)
    findings.faults.push(
      `The datasource main is given in two forms: ${short.join(', ')} and ${long.join(', ')}. Keep one: rename the former to ` +
        `${PREFIX}main__…, or remove them if they belong to other software.`,
    )
}

/** Claims to the same option of the same datasource, in order of first appearance. */
function grouped(claims: readonly Claim[]): Iterable<readonly Claim[]> {
  const groups = new Map<string, Claim[]>()
  for (const claim of claims) {
    const slot = `${claim.datasource} ${claim.key}`
    groups.set(slot, [...(groups.get(slot) ?? []), claim])
  }
  return groups.values()
}

/** The one variable that counts. Two of today's names collide; an old one beside a new one may only repeat it. */
function settle(group: readonly Claim[], findings: Findings): Variable {
  const today = group.filter((claim) => claim.instead === undefined)
  const winner = (today[0] ?? group[0]) as Claim
  // Both forms of main at once are one fault already, not one per option.
  const twins = today.filter((claim) => claim.form === winner.form)
  if (twins.length > 1)
    findings.faults.push(`${twins.map((claim) => claim.variable.name).join(' and ')} set the same thing. Keep one of them.`)
  for (const claim of group) {
    if (claim.instead === undefined) continue
    findings.notices.push(`${claim.variable.name} is an old name; write ${claim.instead} instead.`)
    if (claim.variable.value !== winner.variable.value)
      findings.faults.push(
        `${claim.variable.name} and ${winner.variable.name} set the same thing to different values. Remove ${claim.variable.name}.`,
      )
  }
  return winner.variable
}
