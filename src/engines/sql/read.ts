/** Reads as one select statement each. */

import type { Compiled, CompileTarget } from '../../datasource/datasource.ts'
import { modelOf } from '../../model/catalog.ts'
import { isGrouped } from '../../query/build.ts'
import type { Operand, Read, Selected } from '../../query/query.ts'
import { type Column, columnFor, decoder, NOTHING } from './decode.ts'
import type { SqlDialect } from './dialect.ts'
import { groupsStatement } from './groups.ts'
import { KEYS_ALIAS, keysOf } from './keys.ts'
import { conditionsOf, rowFrame } from './operand.ts'
import { predicate } from './predicate.ts'
import { all, type Context, columnIn, createContext, type Frame, joinsOf, openScope, tableAs, withTables } from './scope.ts'
import { carried, numbered, onPage, orderBy, pageOf, selectOf, termsOf, whereOf } from './select.ts'
import { EMPTY, name, render, type Sql, sql, words } from './text.ts'

/** A statement and the columns it returns. */
export interface Statement {
  readonly sql: Sql
  readonly columns: readonly Column[]
}

/**
 * Compiles a normalised read.
 * @param read without `not` and `nested`; its order is total
 */
export function compileRead(read: Read, at: CompileTarget, dialect: SqlDialect): Compiled {
  const context = createContext(dialect, at, predicate)
  const { sql: statement, columns } = isGrouped(read) ? groupsStatement(context, read) : rowsStatement(context, read)
  return { ...render(withTables(context, statement), dialect), decode: columns.map(decoder) }
}

function rowsStatement(context: Context, read: Read): Statement {
  const { each, page } = read
  if (page !== undefined && (each !== undefined || page.flip === true || read.select.some(isCostly))) return pagedFirst(context, read)
  const scope = openScope(context, modelOf(context.catalog, read.model))
  const keys = each && keysOf(context, each, scope)
  const frame = rowFrame(scope)
  const columns = [...(keys?.outputs(KEYS_ALIAS) ?? []), ...selected(frame, read)]
  const where = whereOf(conditionsOf(frame, read.where))
  const order = orderBy(context, termsOf(frame, read.order))
  const select = selectOf(columns.map((column) => column.sql))
  const from = sql`from ${keys?.from ?? tableAs(scope)}`
  return { sql: words(select, from, joinsOf(scope), where, order, pageOf(context, page)), columns }
}

const PAGE = 'p'

/**
 * The page is found first, by keys and by what the order needs; only then are the selected values worked out, so that
 * nothing is worked out for rows the page leaves out.
 */
function pagedFirst(context: Context, read: Read): Statement {
  const { each, page = {} } = read
  const model = modelOf(context.catalog, read.model)
  const found = openScope(context, model)
  const keys = each && keysOf(context, each, found)
  const foundFrame = rowFrame(found)
  const conditions = conditionsOf(foundFrame, read.where)
  const terms = termsOf(foundFrame, read.order)
  const ordered = carried(terms, PAGE)
  const number = name(PAGE, 'n')
  const rowKeys = model.key.map((field, i) => sql`${columnIn(found.alias, model, field)} as ${name(`r${i}`)}`)
  const extra = keys === undefined ? ordered.columns : [...keys.named, sql`${numbered(context, keys.columns, terms, page)} as ${name('n')}`]
  const inner = words(
    selectOf([...rowKeys, ...extra]),
    sql`from ${keys?.from ?? tableAs(found)}`,
    joinsOf(found),
    whereOf(conditions),
    keys === undefined ? words(orderBy(context, terms, page.flip === true), pageOf(context, page)) : EMPTY,
  )

  const scope = openScope(context, model)
  const columns = [...(keys?.outputs(PAGE) ?? []), ...selected(rowFrame(scope), read)]
  const back = all(model.key.map((field, i) => sql`${columnIn(scope.alias, model, field)} = ${name(PAGE, `r${i}`)}`))
  const from = sql`from (${inner}) as ${name(PAGE)} ${context.dialect.drivenJoin} ${tableAs(scope)} on ${back}`
  const tail =
    keys === undefined
      ? orderBy(context, ordered.terms)
      : words(whereOf(onPage(context, number, page)), sql`order by ${number}${page.flip === true ? sql` desc` : EMPTY}`)
  return { sql: words(selectOf(columns.map((column) => column.sql)), from, joinsOf(scope), tail), columns }
}

function selected(frame: Frame, { select }: Read): Column[] {
  if (select.length === 0) return [NOTHING]
  return select.map((item) => {
    if (item.kind !== 'value') throw new Error(`a ${item.kind} entry cannot be selected from rows`)
    return columnFor(frame.context, frame.operand(item.of))
  })
}

/** Whether a selected value takes more than a look at its row. */
function isCostly(item: Selected): boolean {
  const costly = (of: Operand): boolean => {
    if (of.kind === 'related' || of.kind === 'lookup') return true
    if (of.kind === 'math') return costly(of.left) || costly(of.right)
    return of.kind === 'bucket' && costly(of.of)
  }
  return item.kind === 'value' && costly(item.of)
}
