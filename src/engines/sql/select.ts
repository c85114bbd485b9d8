/** Parts of a select statement that reads of rows and of groups share. */

import type { Order, Page, Slot } from '../../query/query.ts'
import { sortable } from './aggregate.ts'
import type { Expr } from './dialect.ts'
import type { Keys } from './keys.ts'
import { all, type Context, type Frame, param } from './scope.ts'
import { EMPTY, join, name, type Sql, sameSql, sql, words } from './text.ts'

/** A term of an order, compiled. */
export interface Term {
  readonly by: Sql
  readonly direction: 'asc' | 'desc'
  readonly nulls: 'first' | 'last' | undefined
}

export function termsOf(frame: Frame, order: readonly Order[] | undefined): Term[] {
  return (order ?? []).map(({ by, direction, nulls, collation }): Term => {
    const expr: Expr = frame.operand(by)
    return { by: sortable(frame.context, expr, collation), direction, nulls: expr.nullable ? nulls : undefined }
  })
}

/** `order by …`, or nothing; `backwards` is the same order from its end. */
export function orderBy({ dialect }: Context, terms: readonly Term[], backwards = false): Sql {
  if (terms.length === 0) return EMPTY
  // What is sorted by already cannot tell rows apart any more, and not every product takes it twice.
  const distinct = terms.filter(({ by }, i) => !terms.slice(0, i).some((earlier) => sameSql(earlier.by, by)))
  const texts = distinct.map(({ by, direction, nulls }) => {
    if (!backwards) return dialect.sortTerm(by, direction, nulls)
    return dialect.sortTerm(by, direction === 'asc' ? 'desc' : 'asc', nulls && (nulls === 'first' ? 'last' : 'first'))
  })
  return sql`order by ${join(texts)}`
}

const counted = (context: Context, slot: Slot): Sql => param(context, slot, { kind: 'bigInt' })

/**
 * `order by … limit … offset …`, or what of it there is.
 * @param place `backwards`: from the end; `derived`: in a table of another select
 */
export function orderAndPage(
  context: Context,
  terms: readonly Term[],
  page: Page | undefined,
  { backwards = false, derived = false } = {},
): Sql {
  const { dialect } = context
  const order = orderBy(context, terms, backwards)
  if (page === undefined) return order
  const part = (slot: Slot | undefined) => slot && counted(context, slot)
  const [limit, offset] = [part(page.limit), part(page.offset)]
  return dialect.orderAndPage?.(order, limit, offset, derived) ?? words(order, dialect.page(limit, offset))
}

/** The conditions under which there is such a page at all. */
export function pageConditions(context: Context, page: Page | undefined): Sql[] {
  const { pageCondition } = context.dialect
  return page?.limit === undefined || pageCondition === undefined ? [] : [pageCondition(counted(context, page.limit))]
}

/** `where …` the row's number within its key lies on the page, and the rows in their order. */
export function onPage(context: Context, number: Sql, { limit, offset, flip }: Page): Sql {
  const skipped = offset && counted(context, offset)
  const length = limit && counted(context, limit)
  const conditions: Sql[] = []
  if (skipped !== undefined) conditions.push(sql`${number} > ${skipped}`)
  if (length !== undefined) conditions.push(sql`${number} <= ${skipped === undefined ? length : sql`${skipped} + ${length}`}`)
  return words(whereOf(conditions), sql`order by ${number}${flip === true ? sql` desc` : EMPTY}`)
}

/** Numbers rows within their key, from the end the page is counted from. */
export function numbered(context: Context, keys: Pick<Keys, 'columns' | 'types'>, terms: readonly Term[], page: Page): Sql {
  const by = keys.columns.map((column, i) => context.dialect.exact(column, keys.types[i] ?? null))
  const order = terms.length === 0 ? (context.dialect.unordered ?? EMPTY) : orderBy(context, terms, page.flip === true)
  return sql`row_number() over (${words(sql`partition by ${join(by)}`, order)})`
}

/** The terms as columns o0, o1, … of a derived table, and as terms that refer to them there. */
export function carried(terms: readonly Term[], alias: string): { columns: Sql[]; terms: Term[] } {
  return {
    columns: terms.map(({ by }, i) => sql`${by} as ${name(`o${i}`)}`),
    terms: terms.map((term, i) => ({ ...term, by: name(alias, `o${i}`) })),
  }
}

/** `where …`, or nothing. */
export const whereOf = (conditions: readonly Sql[]): Sql => (conditions.length === 0 ? EMPTY : sql`where ${all(conditions)}`)

/** `select …`; a select of nothing still says that there are rows. */
export const selectOf = (columns: readonly Sql[]): Sql => (columns.length === 0 ? sql`select null` : sql`select ${join(columns)}`)
