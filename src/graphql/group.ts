/** The arguments of `groups` in the language, and which fields each aggregate takes. */

import { badInput } from '../base/errors.ts'
import { type Catalog, type CatalogModel, modelOf } from '../model/catalog.ts'
import type { FieldType } from '../model/model.ts'
import type { ScalarKind, ScalarType } from '../model/scalars.ts'
import { aggregateType, type BindList, operandAt } from '../query/build.ts'
import type { Operand, Order, Path, Predicate, Unit } from '../query/query.ts'
import { all, conjunction, type FilterEnv, filterEntries, scalarConditions, startReading } from './conditions.ts'
import { entryOf, locate, orderOf, termsOf } from './order.ts'
import { isIdentity } from './scalars.ts'

/** A field that an aggregate takes. */
export interface FieldInfo {
  readonly name: string
  readonly path: Path
  /** The type of the aggregate, not of the field. */
  readonly type: ScalarType
}

export interface AggregateFields {
  readonly countDistinct: readonly FieldInfo[]
  readonly sum: readonly FieldInfo[]
  readonly avg: readonly FieldInfo[]
  readonly min: readonly FieldInfo[]
  readonly max: readonly FieldInfo[]
}

const NUMBERS: readonly ScalarKind[] = ['int', 'bigInt', 'decimal', 'float']
const EXTREMES: readonly ScalarKind[] = [...NUMBERS, 'date', 'time', 'dateTime', 'string']

/** The fields of a model's own, computed ones included, that each aggregate takes. IDs are only counted: their sums mean nothing. */
export function aggregateFields(model: CatalogModel): AggregateFields {
  const fields = [...model.fields.values()].flatMap((field) => {
    const { type, name } = field
    if (field.hidden || type.kind === 'object' || type.kind === 'list' || type.kind === 'json' || type.kind === 'bytes') return []
    return [{ name, type, path: [name] as Path, isKey: isIdentity(model, field) }]
  })
  const infos = (fn: 'sum' | 'avg' | 'min' | 'max', kinds: readonly ScalarKind[]): FieldInfo[] =>
    fields
      .filter(({ type, isKey }) => !isKey && kinds.includes(type.kind))
      .map(({ name, path, type }) => ({ name, path, type: aggregateType(fn, type) }))
  return {
    countDistinct: fields.map(({ name, path }) => ({ name, path, type: { kind: 'int' } })),
    sum: infos('sum', NUMBERS),
    avg: infos('avg', NUMBERS),
    min: infos('min', EXTREMES),
    max: infos('max', EXTREMES),
  }
}

/** One key of the groups. */
export interface GroupTerm {
  readonly operand: Operand
  /** Where the key stands in the object of keys: `['category', 'name']`. */
  readonly path: readonly string[]
  readonly type: FieldType
  /** Absent: by value. */
  readonly unit?: Unit
}

/**
 * The group keys that a `by` means.
 * @param by the coerced argument: a list of the model's group type
 * @throws GatewayError BAD_USER_INPUT for null entries and for a field that is named twice
 */
export function groupTerms(catalog: Catalog, model: string, by: unknown, binds: BindList): GroupTerm[] {
  const groups: GroupTerm[] = []
  for (const { term, at } of termsOf(by, 'by')) {
    const found = locate(catalog, model, term, at)
    if (found.kind === 'count') throw new Error(`groups by the count of ${found.relation}`)
    const path = [...found.via, ...found.path]
    if (groups.some((group) => samePath(group.path, path)))
      throw badInput(`${at}: ${path.join('.')} is grouped by already; name each field once.`)
    const of = operandAt(found.model, found.path, found.via, binds)
    if (found.value === 'VALUE') groups.push({ operand: of, path, type: found.type })
    else {
      const unit = found.value as Unit
      groups.push({ operand: { kind: 'bucket', of, unit }, path, type: found.type, unit })
    }
  }
  return groups
}

const samePath = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((step, i) => step === b[i])

/** An aggregate over a field of the model's own. */
function aggregateOf(model: CatalogModel, fn: keyof AggregateFields, name: string, binds: BindList): { of: Operand; type: ScalarType } {
  const info = aggregateFields(model)[fn].find((field) => field.name === name)
  if (info === undefined) throw new Error(`no ${fn} of ${model.name}.${name}`)
  return { of: { kind: 'aggregate', fn, of: operandAt(model, info.path, [], binds) }, type: info.type }
}

/**
 * The condition on groups that a `having` means, or undefined where there is none.
 * Text compares by code point, as the least and the greatest text are found.
 * @throws GatewayError as wherePredicate does
 */
export function havingPredicate(catalog: Catalog, model: string, having: unknown, binds: BindList, env: FilterEnv): Predicate | undefined {
  if (having === undefined || having === null) return undefined
  const target = modelOf(catalog, model)
  const reading = startReading(binds, env)
  return conjunction(reading, having, 'having', 1, (fn, value, at) => {
    if (fn === 'count') return scalarConditions(reading, { kind: 'aggregate', fn }, { kind: 'int' }, value, at)
    return all(
      filterEntries(reading, value, at).map(([name, filter, filterAt]) => {
        const { of, type } = aggregateOf(target, fn as keyof AggregateFields, name, binds)
        return scalarConditions(reading, of, type, filter, filterAt)
      }),
    )
  })
}

/**
 * The sort of groups that an `orderBy` means; empty where there is none.
 * @param groups what groupTerms made of `by`: a `key` must be one of them
 * @throws GatewayError BAD_USER_INPUT for null entries and for a key that is not grouped by
 */
export function groupOrderTerms(
  catalog: Catalog,
  model: string,
  orderBy: unknown,
  groups: readonly GroupTerm[],
  binds: BindList,
  env: FilterEnv,
): Order[] {
  return termsOf(orderBy, 'orderBy').map(({ term, at: termAt }) => {
    const [name, value, at] = entryOf(term, termAt)
    if (name === 'count') return orderOf({ kind: 'aggregate', fn: name }, value as string, env.collationOf(model))
    if (name === 'key') {
      const found = locate(catalog, model, value, at)
      const path = found.kind === 'count' ? [found.relation] : [...found.via, ...found.path]
      const group = groups.find((candidate) => samePath(candidate.path, path))
      if (group === undefined || found.kind === 'count')
        throw badInput(`${at}: ${path.join('.')} is not grouped by. Add it to \`by\`, or leave it out.`)
      return orderOf(group.operand, found.value, env.collationOf(found.model.name))
    }
    const [field, direction] = entryOf(value, at)
    const { of, type } = aggregateOf(modelOf(catalog, model), name as keyof AggregateFields, field, binds)
    // The least and the greatest text are those by code point, on every collation; so are their sorts.
    return orderOf(of, direction as string, type.kind === 'string' ? 'binary' : env.collationOf(model))
  })
}
