/** The operators of one filter as predicates over one operand. */

import { badInput, GatewayError } from '../base/errors.ts'
import type { Value } from '../base/json.ts'
import type { FieldType } from '../model/model.ts'
import { canonical, NotCanonical, type ScalarType } from '../model/scalars.ts'
import { and, type BindList, FALSE, or, TRUE } from '../query/build.ts'
import type { Collation, CompareOp, Operand, Path, Predicate, Slot } from '../query/query.ts'

/** How deep the objects of a condition may stand in each other. */
const MAX_DEPTH = 20
/** How many conditions one argument may have. */
const MAX_CONDITIONS = 500

export interface FilterEnv {
  /** The sort order of text in the datasource of this model. */
  readonly collationOf: (model: string) => Collation
}

/** What the reading of one argument needs on its whole way down. */
export interface Reading {
  readonly binds: BindList
  readonly env: FilterEnv
  /** How many conditions were met so far. */
  conditions: number
}

export const startReading = (binds: BindList, env: FilterEnv): Reading => ({ binds, env, conditions: 0 })

/** The entries of an input object. Null is refused by name: a variable that happens to be null must not widen or narrow a filter unsaid. */
export function entriesOf(value: unknown, path: string): (readonly [name: string, value: unknown, path: string])[] {
  if (value === null || typeof value !== 'object') throw badInput(`${path} may not be null. Leave it out, or use isNull.`)
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => {
      if (inner === null) throw badInput(`${path}.${name} may not be null. Leave it out, or use isNull.`)
      return [name, inner, `${path}.${name}`]
    })
}

/** All of them, or true where there are none. */
export const all = (of: readonly Predicate[]): Predicate => (of.length === 0 ? TRUE : and(of))

/** The entries of a filter. An empty one counts as a condition, or a list of them would be free. */
export function filterEntries(reading: Reading, filter: unknown, path: string): ReturnType<typeof entriesOf> {
  const entries = entriesOf(filter, path)
  if (entries.length === 0) spend(reading, path)
  return entries
}

function spend(reading: Reading, path: string): void {
  reading.conditions++
  if (reading.conditions > MAX_CONDITIONS)
    throw new GatewayError('QUERY_LIMIT_EXCEEDED', `${path} is one condition too many: at most ${MAX_CONDITIONS} are allowed.`)
}

/** Refuses objects that stand too deep in each other. */
export function checkDepth(depth: number, path: string): void {
  if (depth > MAX_DEPTH)
    throw new GatewayError('QUERY_LIMIT_EXCEEDED', `${path} is nested too deep: at most ${MAX_DEPTH} levels are allowed.`)
}

/**
 * An object with `and`, `or`, `not` and entries of its own, which must all hold.
 * @param depth how many objects it stands in, itself counted
 * @param one reads an entry of its own
 */
export function conjunction(
  reading: Reading,
  value: unknown,
  path: string,
  depth: number,
  one: (name: string, value: unknown, path: string, depth: number) => Predicate,
): Predicate {
  checkDepth(depth, path)
  const entries = filterEntries(reading, value, path)
  const inner = (item: unknown, at: string) => conjunction(reading, item, at, depth + 1, one)
  return all(
    entries.map(([name, given, at]): Predicate => {
      if (name === 'and') return all(itemsOf(given).map((item, i) => inner(item, `${at}[${i}]`)))
      if (name === 'or') {
        const of = itemsOf(given).map((item, i) => inner(item, `${at}[${i}]`))
        return of.length === 0 ? FALSE : or(of)
      }
      if (name === 'not') return { kind: 'not', of: inner(given, at), mode: 'three-valued' }
      return one(name, given, at, depth + 1)
    }),
  )
}

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

/** A value in its canonical form, or a refusal that names where it stands. */
function canonicalAt(type: ScalarType, value: unknown, path: string): Value {
  if (value === null || value === undefined) throw badInput(`${path} may not be null. Leave it out, or use isNull.`)
  try {
    return canonical(type, value)
  } catch (error) {
    if (error instanceof NotCanonical) throw badInput(`${path} ${error.message}.`)
    throw error
  }
}

const canonicalList = (type: ScalarType, value: unknown, path: string): Value[] =>
  itemsOf(value).map((item, i) => canonicalAt(type, item, `${path}[${i}]`))

/** The operators that `mode` applies to. */
const FOLDING = new Set(['eq', 'neq', 'in', 'notIn', 'contains', 'startsWith', 'endsWith'])
/** Beside these, what may stand in a filter whose mode is INSENSITIVE. */
const MODELESS = new Set(['mode', 'isNull', 'path', 'hasKey'])

/** `ascii` where the filter asks for it; operators that it cannot mean are refused rather than left as they are. */
function foldOf(filter: unknown, path: string): 'ascii' | undefined {
  if ((filter as { mode?: unknown } | null)?.mode !== 'INSENSITIVE') return undefined
  for (const [name, , at] of entriesOf(filter, path))
    if (!FOLDING.has(name) && !MODELESS.has(name))
      throw badInput(`${at} does not go with mode: INSENSITIVE. Put it into a filter of its own, with and.`)
  return 'ascii'
}

interface Site {
  readonly left: Operand
  readonly type: ScalarType
  readonly fold?: 'ascii' | undefined
  readonly collation?: Collation | undefined
}

function compare(site: Site, op: CompareOp, right: Slot, negated = false): Predicate {
  const base: Predicate = { kind: 'compare', left: site.left, op, negated, right }
  if (site.fold !== undefined && op !== 'same') return { ...base, fold: site.fold }
  const sorts = op === 'lt' || op === 'lte' || op === 'gt' || op === 'gte'
  return sorts && site.collation !== undefined && site.type.kind === 'string' ? { ...base, collation: site.collation } : base
}

/** One operator of a scalar filter. */
function operator(reading: Reading, site: Site, name: string, value: unknown, path: string): Predicate {
  spend(reading, path)
  const { binds } = reading
  const one = () => binds.bind(canonicalAt(site.type, value, path))
  switch (name) {
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return compare(site, name, one())
    case 'neq':
      return compare(site, 'eq', one(), true)
    case 'in':
    case 'notIn':
      return compare(site, 'in', binds.bind(canonicalList(site.type, value, path)), name === 'notIn')
    case 'distinctFrom':
      return compare(site, 'same', one(), true)
    case 'between': {
      const { from, to } = value as { from: unknown; to: unknown }
      return and([
        compare(site, 'gte', binds.bind(canonicalAt(site.type, from, `${path}.from`))),
        compare(site, 'lte', binds.bind(canonicalAt(site.type, to, `${path}.to`))),
      ])
    }
    case 'isNull':
      return { kind: 'null', of: site.left, negated: value === false }
    default:
      throw new Error(`no operator ${name}`)
  }
}

/**
 * The conditions of a filter on a scalar.
 * @param collation the sort order for text in lt, lte, gt, gte and between; by code point if absent
 */
export function scalarConditions(
  reading: Reading,
  left: Operand,
  type: ScalarType,
  filter: unknown,
  path: string,
  collation?: Collation,
): Predicate {
  const site: Site = { left, type, fold: foldOf(filter, path), collation }
  const entries = entriesOf(filter, path).filter(([name]) => name !== 'mode')
  if (entries.length === 0) spend(reading, path)
  return all(entries.map(([name, value, at]) => operator(reading, site, name, value, at)))
}

/** True for `isNull: true`, whatever the operand is. */
export function nullCondition(reading: Reading, of: Operand, value: unknown, path: string): Predicate {
  spend(reading, path)
  return { kind: 'null', of, negated: value === false }
}

/** The conditions of a filter on a list. */
export function listConditions(reading: Reading, of: Operand, items: FieldType, filter: unknown, path: string): Predicate {
  return all(
    filterEntries(reading, filter, path).map(([name, value, at]): Predicate => {
      spend(reading, at)
      switch (name) {
        case 'isNull':
          return { kind: 'null', of, negated: value === false }
        case 'isEmpty':
          return { kind: 'list', of, op: 'isEmpty', negated: value === false }
        case 'has':
          return { kind: 'list', of, op: 'has', negated: false, value: reading.binds.bind(canonicalAt(items as ScalarType, value, at)) }
        case 'hasSome':
        case 'hasEvery':
          return { kind: 'list', of, op: name, negated: false, value: reading.binds.bind(canonicalList(items as ScalarType, value, at)) }
        default:
          throw new Error(`no operator ${name}`)
      }
    }),
  )
}

const STRING: ScalarType = { kind: 'string' }
const JSON_SCALARS: Readonly<Record<string, ScalarType>> = { string: STRING, number: { kind: 'float' }, boolean: { kind: 'boolean' } }

/** The type of the scalars that a JSON filter compares with; all of one list are of one type. */
function jsonScalar(values: readonly unknown[], path: string): ScalarType {
  const kinds = new Set(values.map((value) => (value === null ? 'null' : typeof value)))
  const [kind = 'string'] = kinds
  const type = JSON_SCALARS[kind]
  if (type === undefined || kinds.size > 1) throw badInput(`${path} takes strings, numbers or booleans, all of one type.`)
  return type
}

const jsonItems = (name: string, value: unknown): readonly unknown[] =>
  name === 'between' && typeof value === 'object' && value !== null ? Object.values(value) : itemsOf(value)

/** The conditions of a filter on a JSON field, or on one place inside it. */
export function jsonConditions(reading: Reading, field: Path, filter: unknown, path: string): Predicate {
  const fold = foldOf(filter, path)
  const keys = canonicalList(STRING, (filter as { path?: unknown }).path ?? [], `${path}.path`)
  const entries = entriesOf(filter, path).filter(([name]) => name !== 'mode' && name !== 'path')
  if (entries.length === 0) spend(reading, path)
  const whole: Operand = { kind: 'field', via: [], path: field }
  const slot = reading.binds.bind(keys)
  const scalar = (as: ScalarType): Operand => ({ kind: 'json', via: [], path: field, keys: slot, as })
  return all(
    entries.map(([name, value, at]): Predicate => {
      if (name === 'hasKey') {
        spend(reading, at)
        return { kind: 'hasKey', of: whole, keys: reading.binds.bind([...keys, canonicalAt(STRING, value, at)]), negated: false }
      }
      if (name === 'isNull') {
        spend(reading, at)
        return { kind: 'null', of: keys.length === 0 ? whole : scalar({ kind: 'json' }), negated: value === false }
      }
      const type = name === 'contains' || name === 'startsWith' || name === 'endsWith' ? STRING : jsonScalar(jsonItems(name, value), at)
      if (type.kind === 'boolean' && /^([gl]te?|between)$/.test(name)) throw badInput(`${at} takes a string or a number.`)
      return operator(reading, { left: scalar(type), type, fold: type.kind === 'string' ? fold : undefined }, name, value, at)
    }),
  )
}
