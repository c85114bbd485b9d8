/** Aggregates and groups of a list, as outputs of a grouped read and the way back from its rows. */

import { type GraphQLObjectType, getArgumentValues, type SelectionSetNode } from 'graphql'
import { averageDecimal, formatDecimal, parseDecimal } from '../../base/decimal.ts'
import { badInput, GatewayError } from '../../base/errors.ts'
import type { CatalogModel } from '../../model/catalog.ts'
import type { Row, Rows } from '../../plan/execute.ts'
import { operandAt } from '../../query/build.ts'
import type { Aggregate, Predicate, Read } from '../../query/query.ts'
import { aggregateFields, type FieldInfo, groupOrderTerms, groupTerms, havingPredicate } from '../group.ts'
import { type Collected, collectFields, subSets } from './collect.ts'
import { type Outputs, outputs, record, type SelectEnv, type Take } from './outputs.ts'
import { sizeOf } from './page.ts'

type Sets = readonly (SelectionSetNode | undefined)[]
type Fn = Exclude<Aggregate['fn'], 'count'>

/** @returns makes the aggregate object from a row of these outputs */
export function selectAggregate(env: SelectEnv, model: CatalogModel, type: GraphQLObjectType, sets: Sets, out: Outputs): Take {
  const entries: [string, Take][] = []
  for (const field of collectFields(env, type, sets)) {
    if (field.name === 'count') {
      const column = out.value({ kind: 'aggregate', fn: 'count' })
      entries.push([field.key, (row) => row[column]])
    } else if (field.name !== '__typename') entries.push([field.key, selectFunction(env, model, type, field, out)])
  }
  return recordOf(entries)
}

function recordOf(entries: readonly (readonly [string, Take])[]): Take {
  return (row) => {
    const object = record()
    for (const [key, take] of entries) object[key] = take(row)
    return object
  }
}

function selectFunction(env: SelectEnv, model: CatalogModel, type: GraphQLObjectType, field: Collected, out: Outputs): Take {
  const fn = field.name as Fn
  const fields = aggregateFields(model)[fn]
  const inner = type.getFields()[field.name]?.type as GraphQLObjectType
  const entries: [string, Take][] = []
  for (const { key, name } of collectFields(env, inner, subSets(field))) {
    const info = fields.find((one) => one.name === name)
    if (info !== undefined) entries.push([key, takeAggregate(env, model, fn, info, out)])
  }
  return recordOf(entries)
}

function takeAggregate(env: SelectEnv, model: CatalogModel, fn: Fn, info: FieldInfo, out: Outputs): Take {
  const of = operandAt(model, info.path, [], env.binds)
  if (fn !== 'avg' || info.type.kind !== 'decimal') {
    const column = out.value({ kind: 'aggregate', fn, of })
    return (row) => row[column]
  }
  // An exact average is worked out here, from what every engine counts and sums alike.
  const { scale } = info.type
  const sum = out.value({ kind: 'aggregate', fn: 'sum', of })
  const count = out.value({ kind: 'aggregate', fn: 'count', of })
  return (row) => {
    const [total, rows] = [row[sum], row[count]]
    if (total instanceof GatewayError) return total
    if (rows instanceof GatewayError) return rows
    const exact = typeof total === 'string' ? parseDecimal(total) : null
    return exact === null || typeof rows !== 'number' || rows === 0 ? null : formatDecimal(averageDecimal(exact, BigInt(rows), scale))
  }
}

/** One `groups` field of a list: a read of its own. */
export function selectGroups(
  env: SelectEnv,
  model: CatalogModel,
  connection: GraphQLObjectType,
  field: Collected,
  where: Predicate | undefined,
): { read: Read; build(rows: Rows): unknown } {
  const definition = connection.getFields()[field.name]
  const type = env.schema.getType(`${model.name}Group`) as GraphQLObjectType
  if (definition === undefined) throw new Error(`no field ${field.name}`)
  const args = getArgumentValues(definition, field.nodes[0] as Collected['nodes'][number], env.variables)
  const groups = groupTerms(env.catalog, model.name, args.by, env.binds)
  if (groups.length === 0) throw badInput('groups needs at least one entry in by.')
  const out = outputs()
  const columns = groups.map((_, index) => out.add({ kind: 'group', index }))
  const keyOf = (row: Row) => {
    const key = record()
    for (const [i, { path }] of groups.entries()) setAt(key, path, row[columns[i] as number])
    return key
  }
  const entries: [string, Take][] = []
  for (const part of collectFields(env, type, subSets(field))) {
    if (part.name === 'key') entries.push([part.key, keyOf])
    if (part.name === 'aggregate') {
      const aggregate = env.schema.getType(`${model.name}Aggregate`) as GraphQLObjectType
      entries.push([part.key, selectAggregate(env, model, aggregate, subSets(part), out)])
    }
  }
  const offset = typeof args.offset === 'number' ? args.offset : 0
  if (offset < 0) throw badInput(`offset is ${offset}; it must be 0 or more.`)
  const having = havingPredicate(env.catalog, model.name, args.having, env.binds, env)
  const order = groupOrderTerms(env.catalog, model.name, args.orderBy, groups, env.binds, env)
  const limit = sizeOf(env, args.first, 'first') ?? env.limits.defaultPageSize
  const take = recordOf(entries)
  return {
    read: {
      model: model.name,
      select: out.items,
      group: groups.map(({ operand }) => operand),
      ...(where === undefined ? {} : { where }),
      ...(having === undefined ? {} : { having }),
      ...(order.length === 0 ? {} : { order }),
      page: { limit: env.binds.bind(limit), ...(offset === 0 ? {} : { offset: env.binds.bind(offset) }) },
    },
    build: (rows) => rows.map(take),
  }
}

/** Sets a value inside nested objects, making those that are missing. */
function setAt(object: Record<string | symbol, unknown>, path: readonly string[], value: unknown): void {
  const [head = '', ...rest] = path
  if (rest.length === 0) {
    object[head] = value
    return
  }
  object[head] ??= record()
  setAt(object[head] as Record<string, unknown>, rest, value)
}
