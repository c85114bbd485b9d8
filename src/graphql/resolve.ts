/** The resolvers of root fields: a selection becomes reads, their rows become what the fields below find. */

import { dataloaderGetter } from '@pothos/plugin-dataloader'
import type { FieldNode, GraphQLResolveInfo } from 'graphql'
import { asGatewayError, badInput, type GatewayError } from '../base/errors.ts'
import type { Value } from '../base/json.ts'
import { type CatalogModel, fieldAt, modelOf } from '../model/catalog.ts'
import { canonical, NotCanonical, type ScalarType } from '../model/scalars.ts'
import type { Row, Rows } from '../plan/execute.ts'
import { and, bindList, eq, fieldOperand, paths } from '../query/build.ts'
import type { Selected } from '../query/query.ts'
import type { RequestContext } from './context.ts'
import { decodeNodeId } from './cursor.ts'
import { atLeastKey, type GraphEnv, outputs, type SelectEnv } from './select/outputs.ts'
import { selectConnection, selectRow } from './select/select.ts'
import { holdsVariable } from './select/variables.ts'

function selectEnv(env: GraphEnv, info: GraphQLResolveInfo): SelectEnv {
  return { ...env, schema: info.schema, fragments: info.fragments, variables: info.variableValues, binds: bindList() }
}

/** The response key of the root field. */
const rootKey = ({ path }: GraphQLResolveInfo): string => String(path.key)

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
  const settled = parts.map(
    (read): Promise<Rows | GatewayError> => context.answer(read, select.binds.values, [rootKey(info)]).catch(asGatewayError),
  )
  return build(await Promise.all(settled))
}

/** What a point read asks of its row, whichever row it is. */
interface PointSelection {
  readonly select: readonly Selected[]
  readonly binds: readonly Value[]
  /** What the field's resolvers find, from a row of `select`. */
  readonly take: (row: Row) => unknown
  /** What two point reads must share to be answered by one statement. */
  readonly shape: string
}

/** One point read: which row, and what of it. */
interface PointKey {
  readonly model: CatalogModel
  readonly fields: readonly string[]
  readonly tuple: readonly Value[]
  readonly selection: PointSelection
  /** The response key of the root field; no part of what makes two reads one. */
  readonly field: string
}

/**
 * All point reads of an operation, whatever field they come from: one statement per model and selection shape.
 * The loader keeps rows, not objects, since two fields may ask the same of a row under other response keys; and its key
 * names the row and what is asked of it, since a key alone would let one field's selection stand for another's.
 */
const points = dataloaderGetter<PointKey, Row | null, string>(
  { cacheKeyFn: ({ selection, tuple }) => `${selection.shape} ${JSON.stringify(tuple)}` },
  loadPoints,
  undefined,
  undefined,
)

/** The selection of a root field on a model; null where a variable stands in it, so that it may be another one the next time. */
interface Kept {
  readonly model: CatalogModel
  readonly nodes: readonly FieldNode[]
  readonly selection: PointSelection | null
}

/** By the first of the nodes that ask for it: a document is parsed once and kept. */
const kept = new WeakMap<FieldNode, Kept>()

function selectionOf(env: GraphEnv, model: CatalogModel, fields: readonly string[], info: GraphQLResolveInfo): PointSelection {
  const { fieldNodes: nodes, fragments } = info
  const first = nodes[0] as FieldNode
  const known = kept.get(first)
  // A global id may be of another model each time, and a fragment may have more nodes in one operation than in another.
  const fits = known?.model === model && known.nodes.length === nodes.length && known.nodes.every((node, i) => node === nodes[i])
  if (fits && known.selection !== null) return known.selection
  const selection = newSelection(env, model, fields, info)
  if (!fits) kept.set(first, { model, nodes, selection: setsOf(info).some((set) => holdsVariable(set, fragments)) ? null : selection })
  return selection
}

function newSelection(env: GraphEnv, model: CatalogModel, fields: readonly string[], info: GraphQLResolveInfo): PointSelection {
  const select = selectEnv(env, info)
  const out = outputs()
  const take = selectRow(select, model, setsOf(info), out)
  // Sorted, so that the order in which fields are asked makes no other shape.
  const items = atLeastKey(model, out).map((item, column) => ({ item, column, text: JSON.stringify(item) }))
  items.sort((a, b) => (a.text < b.text ? -1 : 1))
  const { values: binds } = select.binds
  return {
    select: items.map(({ item }) => item),
    binds,
    take(row) {
      const asked: Row[number][] = new Array(row.length)
      for (const [place, { column }] of items.entries()) asked[column] = row[place] as Row[number]
      return take(asked)
    },
    shape: JSON.stringify([model.name, fields, items.map(({ text }) => text), binds]),
  }
}

/** One row by the values of some fields that are unique; null where there is none. */
export async function resolvePoint(
  env: GraphEnv,
  model: CatalogModel,
  fields: readonly string[],
  tuple: readonly Value[],
  context: RequestContext,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  const selection = selectionOf(env, model, fields, info)
  const row = await points(context).load({ model, fields, tuple, selection, field: rootKey(info) })
  return row === null ? null : selection.take(row)
}

/** Answers many point reads with one statement per model and selection shape. */
async function loadPoints(keys: readonly PointKey[], context: object): Promise<readonly (Row | null | Error)[]> {
  const groups = new Map<string, { index: number; key: PointKey }[]>()
  for (const [index, key] of keys.entries()) {
    const { shape } = key.selection
    const group = groups.get(shape)
    if (group === undefined) groups.set(shape, [{ index, key }])
    else group.push({ index, key })
  }
  const results: (Row | null | Error)[] = keys.map(() => null)
  await Promise.all(
    [...groups.values()].map(async (group) => {
      try {
        const found = await loadGroup(
          group.map(({ key }) => key),
          context as RequestContext,
        )
        for (const { index, key } of group) results[index] = found.get(JSON.stringify(key.tuple)) ?? null
      } catch (error) {
        for (const { index } of group) results[index] = asGatewayError(error)
      }
    }),
  )
  return results
}

async function loadGroup(keys: readonly PointKey[], context: RequestContext): Promise<Map<string, Row>> {
  const [{ model, fields, selection, tuple }] = keys as [PointKey]
  const { select, binds } = selection
  const all = bindList([...binds])
  const roots = [...new Set(keys.map(({ field }) => field))]
  if (keys.length === 1) {
    // One key, the commonest case, is a comparison like any other: a plan that the database keeps, where one for a list is made anew.
    const of = fields.map((field, i) => eq(fieldOperand([field]), all.bind(tuple[i] as Value)))
    const rows = await context.answer({ model: model.name, select, where: and(of) }, all.values, roots)
    return new Map(rows.map((row) => [JSON.stringify(tuple), row]))
  }
  const each = { keys: all.bind(keys.map(({ tuple }) => tuple)), on: paths(fields) }
  const rows = await context.answer({ model: model.name, select, each }, all.values, roots)
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
