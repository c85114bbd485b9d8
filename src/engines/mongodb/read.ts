/** Reads as aggregation pipelines. */

import { canonicalJson, type Value } from '../../base/json.ts'
import type { Compiled, CompileTarget } from '../../datasource/datasource.ts'
import { modelOf } from '../../model/catalog.ts'
import { NotCanonical } from '../../model/scalars.ts'
import { isGrouped } from '../../query/build.ts'
import type { Operand, Read, Selected } from '../../query/query.ts'
import { unfit } from '../hosted/failure.ts'
import { type Gathering, gather } from './aggregate.ts'
import { type Context, createContext, type Expr, type Frame, openScope, type Scope } from './context.ts'
import { type Keyed, keyed } from './keys.ts'
import { restrict } from './match.ts'
import { collectionName } from './names.ts'
import { derived, rowFrame } from './operand.ts'
import { limitOf, numbered, paged, pagedByList, pagedByNumber, sorted, sorting } from './order.ts'
import { predicate } from './predicate.ts'
import type { Aggregation } from './statement.ts'
import type { Stage, Template } from './template.ts'
import { decode } from './values.ts'

/** @param read in its core form */
export function compileRead(read: Read, at: CompileTarget): Compiled {
  const context = createContext(at.catalog, at.version, { rows: rowFrame, predicate, restrict })
  const model = modelOf(at.catalog, read.model)
  const { scope, collection, keys }: Keyed =
    read.each === undefined
      ? { scope: openScope(context, model), collection: collectionName(model), keys: [] }
      : keyed(context, read.each, model)
  restrict(scope, read.where)
  const columns = isGrouped(read) ? groups(scope, keys, read) : rows(scope, keys, read)
  const nothing = isGrouped(read) && keys.length === 0 ? nothingOf(read) : undefined
  const text: Aggregation = {
    kind: 'aggregate',
    database: at.namespace,
    collection,
    pipeline: scope.stages,
    columns: columns.map(({ path }) => path),
    reversed: read.page?.flip === true,
    limit: limitOf(context, read.page),
    ...(nothing === undefined ? {} : { nothing }),
  }
  return { text, params: context.params, decode: columns.map(({ expr }) => decoder(expr)) }
}

interface Column {
  readonly expr: Expr
  /** Where it stands in the documents of the result. */
  readonly path: readonly string[]
}

function rows(scope: Scope, keys: readonly Expr[], read: Read): Column[] {
  const { context } = scope
  const frame = rowFrame(scope)
  const selected = () => [...keys, ...read.select.map((item) => frame.operand(operandOf(item)))]
  const { page } = read
  const order = sorting(frame, read.order ?? [], page?.flip === true)
  return finish(context, scope.stages, keys, order, page, selected, true)
}

/** The ends that rows and groups share: order, page, columns. */
function finish(
  context: Context,
  stages: Stage[],
  keys: readonly Expr[],
  order: ReturnType<typeof sorting>,
  page: Read['page'],
  selected: () => Expr[],
  plain: boolean,
): Column[] {
  if (keys.length === 0 || page === undefined) stages.push(...sorted(order), ...(keys.length === 0 ? paged(context, page) : []))
  else if (numbered(context) && Object.keys(order.by).length > 0) stages.push(...pagedByNumber(context, keys, order, page))
  else {
    const exprs = selected()
    const columns = exprs.map((expr, i): Column => ({ expr, path: [`c${i}`] }))
    stages.push(...pagedByList(context, keys, order, page, Object.fromEntries(exprs.map(({ value }, i) => [`c${i}`, value]))))
    return columns
  }
  // What only the answer needs is joined now, for the rows that are left.
  const exprs = selected()
  const paths = exprs.map(({ path }) => path)
  if (plain && areFields(paths)) {
    const included: Record<string, 0 | 1> = Object.fromEntries([...new Set(paths)].map((path) => [path, 1]))
    // What is inside the key cannot be included and the key left out.
    const keyed = Object.keys(included).some((path) => path === '_id' || path.startsWith('_id.'))
    stages.push({ $project: { ...included, ...(keyed ? {} : { _id: 0 }) } })
    return exprs.map((expr, i) => ({ expr, path: (paths[i] as string).split('.') }))
  }
  stages.push({ $project: { _id: 0, ...Object.fromEntries(exprs.map(({ value }, i) => [`c${i}`, value])) } })
  return exprs.map((expr, i) => ({ expr, path: [`c${i}`] }))
}

/** Fields alone, none inside another: then the documents are the answer as they are. */
function areFields(paths: readonly (string | undefined)[]): paths is readonly string[] {
  if (paths.length === 0) return false
  const known = [...new Set(paths)]
  return known.every((path) => path !== undefined && !known.some((other) => other?.startsWith(`${path}.`)))
}

function operandOf(item: Selected): Operand {
  if (item.kind !== 'value') throw new Error(`a row has no ${item.kind}`)
  return item.of
}

/** Equal operands have equal text. */
const textOf = (of: Operand): string => JSON.stringify(canonicalJson(of as unknown as Value))

/**
 * What aggregates over no rows at all come to. The server makes no group of nothing: it would take a `$facet`, which not every server
 * has and no shard works on, so that only what has to be worked out further is asked with one.
 */
function nothingOf({ group = [], having, page, select }: Read): readonly (0 | null)[] | undefined {
  if (group.length > 0 || having !== undefined || page !== undefined) return undefined
  const found = select.map((item) => (item.kind === 'value' && item.of.kind === 'aggregate' ? item.of : undefined))
  if (found.includes(undefined)) return undefined
  return found.map((of) => (of?.fn === 'count' || of?.fn === 'countDistinct' ? 0 : null))
}

function groups(scope: Scope, keys: readonly Expr[], read: Read): Column[] {
  const { context, stages } = scope
  const frame = rowFrame(scope)
  const group = read.group ?? []
  const exprs = group.map((operand) => frame.operand(operand))
  const places = new Map(group.map((operand, i) => [textOf(operand), i]))
  const known = new Map<string, Gathering>()
  const finished: Record<string, Template> = {}
  const done = new Map<string, Expr>()
  const keyAt = (i: number): Expr => {
    const expr = exprs[i]
    if (expr === undefined) throw new Error('no such key')
    return { ...expr, value: `$_id.g${i}`, path: `_id.g${i}` }
  }
  const grouped: Frame = {
    context,
    scope: undefined,
    operand(of) {
      const text = textOf(of)
      const place = places.get(text)
      if (place !== undefined) return keyAt(place)
      if (of.kind !== 'aggregate') return derived(grouped, of)
      const found = done.get(text)
      if (found !== undefined) return found
      const name = `a${known.size}`
      const gathering = gather(context, name, of, frame.operand)
      known.set(text, gathering)
      const { value, ...rest } = gathering.finish([])
      // Worked out once, however often it is asked for.
      if (value !== `$${name}`) finished[name] = value
      const expr: Expr = { ...rest, value: `$${name}`, path: name }
      done.set(text, expr)
      return expr
    },
  }
  // All of these may still join something to the rows or gather something of them, so they come before the group.
  const having = read.having === undefined ? undefined : predicate(grouped, read.having)
  const order = sorting(grouped, read.order ?? [], read.page?.flip === true)
  const selected = read.select.map((item) => (item.kind === 'group' ? keyAt(item.index) : grouped.operand(operandOf(item))))

  const owned = keys.map((key, i): Expr => ({ ...key, value: `$_id.k${i}`, path: `_id.k${i}` }))
  const id: Record<string, Template> = Object.fromEntries([
    ...keys.map(({ value }, i) => [`k${i}`, { $ifNull: [value, null] }] as const),
    ...exprs.map(({ value }, i) => [`g${i}`, { $ifNull: [value, null] }] as const),
  ])
  const overAll = Object.keys(id).length === 0
  const accumulators = Object.assign({}, ...[...known.values()].map((gathering) => gathering.accumulators))
  const stage: Stage = { $group: { _id: overAll ? null : id, ...accumulators } }
  // A group over nothing is no group, but one row is asked for.
  if (overAll && nothingOf(read) === undefined) {
    const one = context.fresh()
    stages.push({ $facet: { [one]: [stage] } }, { $replaceRoot: { newRoot: { $ifNull: [{ $arrayElemAt: [`$${one}`, 0] }, {}] } } })
  } else stages.push(stage)
  if (Object.keys(finished).length > 0) stages.push({ $addFields: finished })
  if (having !== undefined) stages.push({ $match: { $expr: having } })
  return finish(context, stages, owned, order, read.page, () => [...owned, ...selected], false)
}

function decoder({ type, read = (raw) => decode(type, raw), fields }: Expr): (raw: unknown) => Value {
  return (raw) => {
    if (raw === null || raw === undefined) return null
    try {
      return read(raw)
    } catch (error) {
      if (!(error instanceof NotCanonical)) throw error
      throw unfit(fields, error)
    }
  }
}
