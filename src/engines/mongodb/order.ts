/** Order and pages, of rows and groups alike, over the whole or per key. */

import type { Order, Page } from '../../query/query.ts'
import { sortable } from './aggregate.ts'
import type { Context, Expr, Frame } from './context.ts'
import { type Hole, literal, orNull, type Stage, type Template } from './template.ts'

export interface Sorting {
  /** What has to be worked out first. */
  readonly set: Readonly<Record<string, Template>>
  readonly by: Readonly<Record<string, 1 | -1>>
}

/** What documents are sorted by, a field of theirs or a value that is worked out. */
interface Term {
  readonly path?: string
  readonly value: Template
  readonly up: boolean
}

/** A sort takes 32 keys, one of them what `$setWindowFields` partitions by. */
const MOST_TERMS = 31

/** @param flip backwards, so that a page from the end is one from the beginning */
export function sorting(frame: Frame, order: readonly Order[], flip: boolean): Sorting {
  const terms = order.flatMap(({ by: operand, direction, nulls }): Term[] => {
    const expr = frame.operand(operand)
    const up = (direction === 'asc') !== flip
    const own = { value: sortable(frame, expr), up, ...(expr.type.kind === 'enum' || !isName(expr.path) ? {} : { path: expr.path }) }
    // Nulls and missing fields are smallest to MongoDB; where they shall stand elsewhere, whether there is a value sorts before it.
    return (direction === 'asc') === (nulls === 'first') ? [own] : [{ value: { $lte: [expr.value, null] }, up }, own]
  })
  const set: Record<string, Template> = {}
  const by: Record<string, 1 | -1> = {}
  for (const { path, value, up } of terms.length > MOST_TERMS ? together(terms) : terms) {
    const key = path ?? frame.context.fresh()
    if (path === undefined) set[key] = value
    by[key] ??= up ? 1 : -1
  }
  return { set, by }
}

/** Objects of JavaScript put keys that are numbers first, and one of them is no key of theirs at all. */
const isName = (path: string | undefined): path is string => path !== undefined && !/^(\d+|__proto__)$/.test(path)

/** Terms of one direction that follow each other become one, since documents are compared field by field. */
function together(terms: readonly Term[]): Term[] {
  const runs: Term[][] = []
  for (const term of terms) {
    const run = runs.at(-1)
    if (run !== undefined && run[0]?.up === term.up) run.push(term)
    else runs.push([term])
  }
  return runs.map((run) =>
    run.length === 1
      ? (run[0] as Term)
      : { up: run[0]?.up === true, value: Object.fromEntries(run.map(({ value }, i) => [`t${i}`, orNull(value)])) },
  )
}

export function sorted({ set, by }: Sorting): Stage[] {
  if (Object.keys(by).length === 0) return []
  return [...(Object.keys(set).length === 0 ? [] : [{ $addFields: set }]), { $sort: by }]
}

const number = (value: unknown) => value

export const limitOf = (context: Context, page: Page | undefined): Hole | undefined =>
  page?.limit === undefined ? undefined : context.hole(page.limit.slot, 'limit', number)

const offsetOf = (context: Context, page: Page | undefined): Hole | undefined =>
  page?.offset === undefined ? undefined : context.hole(page.offset.slot, 'offset', number)

/** A page of everything. */
export function paged(context: Context, page: Page | undefined): Stage[] {
  const [offset, limit] = [offsetOf(context, page), limitOf(context, page)]
  return [...(offset === undefined ? [] : [{ $skip: offset }]), ...(limit === undefined ? [] : [{ $limit: limit }])]
}

/** From this version on documents are numbered within their key; before, each key's documents are gathered and cut. */
const WINDOWS = 6

/** True where pages per key are cut by number, so that only the rows of a page are looked at any further. */
export const numbered = ({ version }: Context): boolean => Number.parseInt(version, 10) >= WINDOWS

const keyDocument = (keys: readonly Expr[]): Template => Object.fromEntries(keys.map(({ value }, i) => [`k${i}`, value]))

/** A page per key by the number of each row among those of its key. */
export function pagedByNumber(context: Context, keys: readonly Expr[], order: Sorting, page: Page): Stage[] {
  const at = context.fresh()
  const [offset, limit] = [offsetOf(context, page), limitOf(context, page)]
  const from: Template = offset === undefined ? 0 : literal(offset)
  const until: Template = limit === undefined ? undefined : { $add: [from, literal(limit)] }
  const bounds = [{ $gt: [`$${at}`, from] }, ...(until === undefined ? [] : [{ $lte: [`$${at}`, until] }])]
  return [
    ...(Object.keys(order.set).length === 0 ? [] : [{ $addFields: order.set }]),
    // `$documentNumber` would take an order of one term alone.
    {
      $setWindowFields: {
        partitionBy: keyDocument(keys),
        sortBy: order.by,
        output: { [at]: { $sum: 1, window: { documents: ['unbounded', 'current'] } } },
      },
    },
    { $match: { $expr: { $and: bounds } } },
    { $sort: order.by },
  ]
}

const LARGEST = 2 ** 31 - 1

/** A page per key of lists of each key's rows; the columns then stand at the top. */
export function pagedByList(
  context: Context,
  keys: readonly Expr[],
  order: Sorting,
  page: Page,
  columns: Readonly<Record<string, Template>>,
): Stage[] {
  const [offset, limit] = [offsetOf(context, page), limitOf(context, page)]
  return [
    ...sorted(order),
    { $group: { _id: keyDocument(keys), rows: { $push: columns } } },
    { $project: { rows: { $slice: ['$rows', offset ?? 0, limit ?? LARGEST] } } },
    { $unwind: '$rows' },
    { $replaceRoot: { newRoot: '$rows' } },
  ]
}
