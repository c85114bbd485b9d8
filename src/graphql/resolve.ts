/** The resolvers of root fields: a selection becomes reads, their rows become what the fields below find. */

import type { GraphQLResolveInfo } from 'graphql'
import { asGatewayError, badInput, type GatewayError } from '../base/errors.ts'
import type { Value } from '../base/json.ts'
import { type CatalogModel, fieldAt, modelOf } from '../model/catalog.ts'
import { canonical, NotCanonical, type ScalarType } from '../model/scalars.ts'
import type { Row, Rows } from '../plan/execute.ts'
import { bindList, paths } from '../query/build.ts'
import type { Selected } from '../query/query.ts'
import type { RequestContext } from './context.ts'
import { decodeNodeId } from './cursor.ts'
import { atLeastKey, type GraphEnv, outputs, type SelectEnv, type Take } from './select/outputs.ts'
import { selectConnection, selectRow } from './select/select.ts'

function selectEnv(env: GraphEnv, info: GraphQLResolveInfo): SelectEnv {
  return { ...env, schema: info.schema, fragments: info.fragments, variables: info.variableValues, binds: bindList() }
}

const setsOf = (info: GraphQLResolveInfo) => info.fieldNodes.map((node) => node.selectionSet)

/** A list of a model's rows: the parts of the connection are asked side by side, and fail each for itself. */
export async function resolveMany(
  env: GraphEnv,
  model: CatalogModel,
  args: Readonly<Record<string, unknown>>,
  context: RequestContext,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  const select = selectEnv(env, info)
  const { parts, build } = selectConnection(select, model, setsOf(info), args)
  const settled = parts.map((read): Promise<Rows | GatewayError> => context.answer(read, select.binds.values).catch(asGatewayError))
  return build(await Promise.all(settled))
}

/** One point read: which row, and what of it. */
export interface PointKey {
  readonly model: CatalogModel
  readonly fields: readonly string[]
  readonly tuple: readonly Value[]
  readonly select: readonly Selected[]
  readonly binds: readonly Value[]
  readonly take: Take
}

export function pointKey(
  env: GraphEnv,
  model: CatalogModel,
  fields: readonly string[],
  tuple: readonly Value[],
  info: GraphQLResolveInfo,
): PointKey {
  const select = selectEnv(env, info)
  const out = outputs()
  const take = selectRow(select, model, setsOf(info), out)
  return { model, fields, tuple, select: atLeastKey(model, out), binds: select.binds.values, take }
}

/** What two point reads must share to be answered by one statement. */
const shapeKey = ({ model, fields, select, binds }: PointKey): string => JSON.stringify([model.name, fields, select, binds])

/** Names the row and what is asked of it: a key alone would let one field's selection stand for another's. */
export const cacheKey = (key: PointKey): string => JSON.stringify([shapeKey(key), key.tuple])

/** Answers many point reads with one statement per model and selection shape. */
export async function loadPoints(keys: readonly PointKey[], context: RequestContext): Promise<unknown[]> {
  const groups = new Map<string, { index: number; key: PointKey }[]>()
  keys.forEach((key, index) => {
    const shape = shapeKey(key)
    const group = groups.get(shape)
    if (group === undefined) groups.set(shape, [{ index, key }])
    else group.push({ index, key })
  })
  const results: unknown[] = keys.map(() => null)
  await Promise.all(
    [...groups.values()].map(async (group) => {
      try {
        const found = await loadGroup(
          group.map(({ key }) => key),
          context,
        )
        for (const { index, key } of group) {
          const row = found.get(JSON.stringify(key.tuple))
          if (row !== undefined) results[index] = key.take(row)
        }
      } catch (error) {
        for (const { index } of group) results[index] = asGatewayError(error)
      }
    }),
  )
  return results
}

async function loadGroup(keys: readonly PointKey[], context: RequestContext): Promise<Map<string, Row>> {
  const [{ model, fields, select, binds }] = keys as [PointKey]
  const all = bindList([...binds])
  const tuples = [...new Map(keys.map(({ tuple }) => [JSON.stringify(tuple), tuple])).values()]
  const each = { keys: all.bind(tuples), on: paths(fields) }
  const rows = await context.answer({ model: model.name, select, each }, all.values)
  return new Map(rows.map((row) => [JSON.stringify(row.slice(0, fields.length)), row.slice(fields.length)]))
}

/** The canonical key of a point read's arguments. */
export function tupleOf(model: CatalogModel, fields: readonly string[], values: readonly unknown[]): Value[] {
  return fields.map((name, i) => {
    try {
      return canonical(fieldAt(model, [name]).type as ScalarType, values[i])
    } catch (error) {
      if (error instanceof NotCanonical) throw badInput(`${name} ${error.message}.`, [name])
      throw error
    }
  })
}

/** The model and key that a global id stands for. */
export function nodeOf(env: GraphEnv, nodeId: string): { model: CatalogModel; tuple: Value[] } {
  const { model: name, key } = decodeNodeId(nodeId)
  if (!env.catalog.models.has(name))
    throw badInput('nodeId names a type that this graph has not. Take it from the field nodeId of an object.')
  const model = modelOf(env.catalog, name)
  if (key.length !== model.key.length)
    throw badInput('nodeId is not a global id of this graph. Take it from the field nodeId of an object.')
  return { model, tuple: tupleOf(model, model.key, key) }
}
