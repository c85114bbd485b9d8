/** The argument `where` in the language: what a client asks for as a predicate. */

import { badInput } from '../base/errors.ts'
import { type Catalog, type CatalogModel, type CatalogRelation, modelOf, relationOf } from '../model/catalog.ts'
import type { FieldType } from '../model/model.ts'
import { type BindList, fieldOperand, operandAt, TRUE } from '../query/build.ts'
import type { Operand, Path, Predicate } from '../query/query.ts'
import {
  all,
  conjunction,
  entriesOf,
  type FilterEnv,
  filterEntries,
  jsonConditions,
  listConditions,
  nullCondition,
  type Reading,
  scalarConditions,
  startReading,
} from './conditions.ts'

/**
 * The predicate that a `where` means, or undefined where there is none.
 * @param where the coerced argument, of the model's input type
 * @param binds receives the values, in canonical form
 * @throws GatewayError BAD_USER_INPUT for null operators and values that their field cannot have, QUERY_LIMIT_EXCEEDED for too much of it
 */
export function wherePredicate(catalog: Catalog, model: string, where: unknown, binds: BindList, env: FilterEnv): Predicate | undefined {
  if (where === undefined || where === null) return undefined
  return rowsWhere(catalog, startReading(binds, env), model, where, 'where', 1)
}

function rowsWhere(catalog: Catalog, reading: Reading, name: string, where: unknown, path: string, depth: number): Predicate {
  const model = modelOf(catalog, name)
  return conjunction(reading, where, path, depth, (entry, value, at, below) => {
    const field = model.fields.get(entry)
    if (field !== undefined) return fieldWhere(reading, model, [entry], field.type, value, at, below)
    const relation = relationOf(model, entry)
    return relation.many
      ? relatedWhere(catalog, reading, relation, value, at, below)
      : exists(relation, rowsWhere(catalog, reading, relation.to, value, at, below))
  })
}

function fieldWhere(
  reading: Reading,
  model: CatalogModel,
  path: Path,
  type: FieldType,
  value: unknown,
  at: string,
  depth: number,
): Predicate {
  if (type.kind === 'list') return listConditions(reading, fieldOperand(path), type.of, value, at)
  if (type.kind === 'json') return jsonConditions(reading, path, value, at)
  if (type.kind !== 'object')
    return scalarConditions(reading, operandAt(model, path, [], reading.binds), type, value, at, reading.env.collationOf(model.name))
  return conjunction(reading, value, at, depth, (entry, inner, innerAt, below) => {
    if (entry === 'isNull') return nullCondition(reading, fieldOperand(path), inner, innerAt)
    const field = type.fields[entry]
    if (field === undefined) throw new Error(`no field ${type.name}.${entry}`)
    return fieldWhere(reading, model, [...path, entry], field.type, inner, innerAt, below)
  })
}

/** `some`, `every`, `none` and `count` of a to-many relation. */
function relatedWhere(
  catalog: Catalog,
  reading: Reading,
  relation: CatalogRelation,
  filter: unknown,
  path: string,
  depth: number,
): Predicate {
  return all(
    filterEntries(reading, filter, path).map(([name, value, at]) => {
      if (name === 'count') return countWhere(catalog, reading, relation, value, at, depth + 1)
      const matches = rowsWhere(catalog, reading, relation.to, value, at, depth + 1)
      // Every: there is no related row for which it is anything but true.
      if (name === 'every') return exists(relation, { kind: 'not', of: matches, mode: 'complement' }, true)
      return exists(relation, matches, name === 'none')
    }),
  )
}

function countWhere(
  catalog: Catalog,
  reading: Reading,
  relation: CatalogRelation,
  filter: unknown,
  path: string,
  depth: number,
): Predicate {
  const entries = entriesOf(filter, path)
  const { where, ...operators } = Object.fromEntries(entries) as { where?: unknown }
  if (where !== undefined && Object.keys(operators).length === 0)
    throw badInput(`${path} says which rows to count, but not how many there must be. Add an operator, such as gt: 0.`)
  const counted = where === undefined ? undefined : rowsWhere(catalog, reading, relation.to, where, `${path}.where`, depth)
  const left: Operand = { kind: 'related', relation: relation.name, of: { kind: 'aggregate', fn: 'count' }, ...only(counted) }
  return scalarConditions(reading, left, { kind: 'int' }, operators, path)
}

function exists(relation: CatalogRelation, where: Predicate, negated = false): Predicate {
  return { kind: 'exists', relation: relation.name, negated, ...only(where) }
}

/** A condition that is always true is left out. */
const only = (where: Predicate | undefined): { where?: Predicate } => (where === undefined || where === TRUE ? {} : { where })
