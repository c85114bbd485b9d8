/** The selection on a model's object or on a connection, as outputs of reads and the way back from their rows. */

import { type GraphQLObjectType, getArgumentValues, type SelectionSetNode } from 'graphql'
import { GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import { type CatalogModel, modelOf, relationOf } from '../../model/catalog.ts'
import type { Cell, Row, Rows } from '../../plan/execute.ts'
import { operandAt } from '../../query/build.ts'
import type { Read } from '../../query/query.ts'
import { encodeNodeId } from '../cursor.ts'
import { wherePredicate } from '../filter.ts'
import { type Meaning, MODEL, meaningOf } from '../meaning.ts'
import { selectAggregate, selectGroups } from './aggregate.ts'
import { type Collected, collectFields, subSets } from './collect.ts'
import { preparePage, selectPage } from './list.ts'
import { atLeastKey, keyColumns, type Outputs, objectType, outputs, record, type SelectEnv, type Take } from './outputs.ts'
import { failureOf, type ListArgs } from './page.ts'

/**
 * Adds what the selection needs to the outputs.
 * @returns makes, from a row of these outputs, the object whose fields the resolvers find under their response keys
 */
export function selectRow(env: SelectEnv, model: CatalogModel, sets: readonly (SelectionSetNode | undefined)[], out: Outputs): Take {
  const type = objectType(env, model.name)
  const entries: [key: string, take: Take][] = []
  for (const field of collectFields(env, type, sets)) {
    const definition = type.getFields()[field.name]
    const meaning = definition === undefined ? undefined : meaningOf(definition.extensions)
    if (meaning !== undefined) entries.push([field.key, takeField(env, model, type, field, meaning, out)])
  }
  return (row) => {
    const object = record()
    object[MODEL] = model.name
    for (const [key, take] of entries) object[key] = take(row)
    return object
  }
}

function takeField(env: SelectEnv, model: CatalogModel, type: GraphQLObjectType, field: Collected, meaning: Meaning, out: Outputs): Take {
  switch (meaning.kind) {
    case 'field': {
      const column = out.value(operandAt(model, meaning.path, [], env.binds))
      return (row) => row[column]
    }
    case 'nodeId': {
      const columns = keyColumns(model, out)
      return (row) => {
        const key = columns.map((column) => row[column] as Cell)
        return key.find((value) => value instanceof GatewayError) ?? encodeNodeId(model.name, key as Value[])
      }
    }
    case 'one':
      return takeOne(env, model, meaning.relation, subSets(field), out)
    case 'connection': {
      const definition = type.getFields()[field.name]
      if (definition === undefined) throw new Error(`no field ${field.name}`)
      const args = getArgumentValues(definition, field.nodes[0] as Collected['nodes'][number], env.variables)
      const target = modelOf(env.catalog, relationOf(model, meaning.relation).to)
      const connection = selectConnection(env, target, subSets(field), args)
      const columns = connection.parts.map((read) => out.add({ kind: 'nested', relation: meaning.relation, one: false, read }))
      return (row) => connection.build(columns.map((column) => row[column] as Rows | GatewayError))
    }
    case 'required':
      return selectRow({ ...env, fragments: {}, variables: {} }, model, [meaning.requires], out)
  }
}

function takeOne(
  env: SelectEnv,
  model: CatalogModel,
  relation: string,
  sets: readonly (SelectionSetNode | undefined)[],
  out: Outputs,
): Take {
  const target = modelOf(env.catalog, relationOf(model, relation).to)
  const inner = outputs()
  const take = selectRow(env, target, sets, inner)
  const column = out.add({ kind: 'nested', relation, one: true, read: { model: target.name, select: atLeastKey(target, inner) } })
  return (row) => {
    const rows = row[column] as Rows | GatewayError
    if (rows instanceof GatewayError) return rows
    const first = rows[0] as Row | undefined
    return first === undefined ? null : take(first)
  }
}

export interface ConnectionPlan {
  readonly parts: readonly Read[]
  /** The connection object from the results of the parts; the error itself where every part failed. */
  build(results: readonly (Rows | GatewayError)[]): unknown
}

type Entry = (results: readonly (Rows | GatewayError)[]) => unknown

/**
 * @param sets the selections on the connection
 * @param args the arguments of the field, as the schema coerced them
 */
export function selectConnection(
  env: SelectEnv,
  model: CatalogModel,
  sets: readonly (SelectionSetNode | undefined)[],
  args: ListArgs,
): ConnectionPlan {
  const type = objectType(env, `${model.name}Connection`)
  const fields = collectFields(env, type, sets)
  const where = wherePredicate(env.catalog, model.name, args.where, env.binds, env)
  const prepared = preparePage(env, model, args)
  const parts: Read[] = []
  const entries: [string, Entry][] = []
  const ofPage = fields.filter(({ name }) => name === 'nodes' || name === 'edges' || name === 'pageInfo')
  if (ofPage.length > 0) {
    const { read, trim, takes } = selectPage(selectRow, env, model, ofPage, where, prepared)
    const index = parts.push(read) - 1
    for (const [key, take] of takes)
      entries.push([
        key,
        (results) => {
          const rows = results[index] as Rows | GatewayError
          return rows instanceof GatewayError ? rows : take(trim(rows))
        },
      ])
  }
  const ofSummary = fields.filter(({ name }) => name === 'totalCount' || name === 'aggregate')
  if (ofSummary.length > 0) {
    const out = outputs()
    const takes = ofSummary.map((field): [string, Take] => [field.key, selectSummary(env, model, field, out)])
    if (out.items.length === 0) out.value({ kind: 'aggregate', fn: 'count' })
    const index = parts.push({ model: model.name, select: out.items, ...(where === undefined ? {} : { where }) }) - 1
    for (const [key, take] of takes)
      entries.push([
        key,
        (results) => {
          const rows = results[index] as Rows | GatewayError
          return rows instanceof GatewayError ? rows : take(rows[0] as Row)
        },
      ])
  }
  for (const field of fields.filter(({ name }) => name === 'groups')) {
    const { read, build } = selectGroups(env, model, type, field, where)
    const index = parts.push(read) - 1
    entries.push([
      field.key,
      (results) => {
        const rows = results[index] as Rows | GatewayError
        return rows instanceof GatewayError ? rows : build(rows)
      },
    ])
  }
  return {
    parts,
    build(results) {
      const failures = results.map(failureOf)
      if (failures.length > 0 && failures.every((failure) => failure !== undefined)) return failures[0]
      const object = record()
      for (const [key, entry] of entries) object[key] = entry(results)
      return object
    },
  }
}

function selectSummary(env: SelectEnv, model: CatalogModel, field: Collected, out: Outputs): Take {
  if (field.name === 'aggregate') return selectAggregate(env, model, objectType(env, `${model.name}Aggregate`), subSets(field), out)
  const column = out.value({ kind: 'aggregate', fn: 'count' })
  return (row) => row[column]
}
