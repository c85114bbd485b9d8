/** Reads as one select statement each. */

import type { Compiled, CompileTarget } from '../../datasource/datasource.ts'
import { fieldAt, modelOf } from '../../model/catalog.ts'
import { both, fieldOperand, isGrouped } from '../../query/build.ts'
import type { Operand, Read, Selected } from '../../query/query.ts'
import { type Column, columnFor, decoder, NOTHING } from './decode.ts'
import type { SqlDialect } from './dialect.ts'
import { groupsStatement } from './groups.ts'
import { KEYS_ALIAS, keysOf } from './keys.ts'
import { conditionsOf, rowFrame } from './operand.ts'
import { predicate } from './predicate.ts'
import {
  all,
  type Context,
  columnIn,
  createContext,
  equal,
  type Frame,
  joinsOf,
  openScope,
  type Scope,
  tableAs,
  withTables,
} from './scope.ts'
import { carried, numbered, onPage, orderAndPage, orderBy, pageConditions, selectOf, termsOf, whereOf } from './select.ts'
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

function rowsStatement(context: Context, asked: Read): Statement {
  const read = withKeyList(context.dialect, asked)
  const { each, page } = read
  if (read.lock !== undefined) return lockedStatement(context, read)
  if (page !== undefined && (each !== undefined || page.flip === true || read.select.some(isCostly))) return pagedFirst(context, read)
  const scope = openScope(context, modelOf(context.catalog, read.model))
  const keys = each && keysOf(context, each, scope)
  const frame = rowFrame(scope)
  const columns = [...(keys?.outputs(KEYS_ALIAS) ?? []), ...selected(frame, read)]
  const where = whereOf([...conditionsOf(frame, read.where), ...pageConditions(context, page)])
  const order = orderAndPage(context, termsOf(frame, read.order), page)
  const select = selectOf(columns.map((column) => column.sql))
  const from = sql`from ${keys?.from ?? tableAs(scope)}`
  return { sql: words(select, from, joinsOf(scope), where, order), columns }
}

/** Rows that no one else changes or removes: of one table, since not every product can say which of several it shall lock. */
function lockedStatement(context: Context, read: Read): Statement {
  const { each, page } = read
  if (each !== undefined || page?.flip === true) throw new Error('rows are locked neither per key nor from the end')
  const scope = openScope(context, modelOf(context.catalog, read.model))
  const frame = rowFrame(scope)
  const columns = selected(frame, read)
  const where = whereOf([...conditionsOf(frame, read.where), ...pageConditions(context, page)])
  const order = orderAndPage(context, termsOf(frame, read.order), page)
  const { hint = EMPTY, clause = () => EMPTY } = context.dialect.lock ?? {}
  const from = words(sql`from ${tableAs(scope)}`, hint, joinsOf(scope))
  return { sql: words(selectOf(columns.map((column) => column.sql)), from, where, order, clause(name(scope.alias))), columns }
}

/**
 * Keys of one column as a list in the filter, where the product plans lists by their length: of a table that is unpacked
 * PostgreSQL expects 100 rows, and reads all of a table of 10,000 for one key. The row's own value is the key it answers.
 */
function withKeyList({ keyLists }: SqlDialect, read: Read): Read {
  const { each, ...rest } = read
  const [path, ...more] = each?.on ?? []
  if (keyLists !== true || each === undefined || path === undefined || more.length > 0) return read
  if (read.page !== undefined || each.through !== undefined || each.owner) return read
  const where = both(read.where, { kind: 'member', fields: each.on, of: each.keys, negated: false })
  return { ...rest, select: [{ kind: 'value', of: fieldOperand(path) }, ...read.select], ...(where === undefined ? {} : { where }) }
}

const PAGE = 'p'

/**
 * The page is found first; only then are costly values worked out, so that nothing is worked out for rows it leaves out.
 * Values that merely lie in the row come along, which spares looking the row up again.
 */
function pagedFirst(context: Context, read: Read): Statement {
  const { each, page = {} } = read
  const model = modelOf(context.catalog, read.model)
  const found = openScope(context, model)
  const keys = each && keysOf(context, each, found)
  const frame = rowFrame(found)
  const conditions = conditionsOf(frame, read.where)
  const terms = termsOf(frame, read.order)
  const ordered = carried(terms, PAGE)
  const rest = read.select.some(isCostly) ? lookedUp(context, read) : broughtAlong(selected(frame, read))
  const placed = keys === undefined ? ordered.columns : [...keys.named, sql`${numbered(context, keys, terms, page)} as ${name('n')}`]
  const inner = words(
    selectOf([...rest.from(found), ...placed]),
    sql`from ${keys?.from ?? tableAs(found)}`,
    joinsOf(found),
    whereOf(keys === undefined ? [...conditions, ...pageConditions(context, page)] : conditions),
    keys === undefined ? orderAndPage(context, terms, page, { backwards: page.flip === true, derived: true }) : EMPTY,
  )
  const columns = [...(keys?.outputs(PAGE) ?? []), ...rest.columns]
  const select = selectOf(columns.map((column) => column.sql))
  const from = words(sql`from (${inner}) as ${name(PAGE)}`, rest.join)
  const tail = keys === undefined ? orderBy(context, ordered.terms) : onPage(context, name(PAGE, 'n'), page)
  return { sql: words(select, from, tail), columns }
}

/** How selected values get out of the subselect that finds the page. */
interface Rest {
  /** What the subselect has to select for it. */
  from(found: Scope): Sql[]
  readonly join: Sql
  readonly columns: readonly Column[]
}

function broughtAlong(values: readonly Column[]): Rest {
  return {
    from: () => values.map((column, i) => sql`${column.sql} as ${name(`r${i}`)}`),
    join: EMPTY,
    columns: values.map((column, i) => ({ ...column, sql: name(PAGE, `r${i}`) })),
  }
}

/** The rows of the page again, by their keys. */
function lookedUp(context: Context, read: Read): Rest {
  const { key } = modelOf(context.catalog, read.model)
  const scope = openScope(context, modelOf(context.catalog, read.model))
  const columns = selected(rowFrame(scope), read)
  const back = all(
    key.map((field, i) =>
      equal(context, columnIn(scope.alias, scope.model, field), name(PAGE, `r${i}`), fieldAt(scope.model, [field]).type),
    ),
  )
  return {
    from: (found) => key.map((field, i) => sql`${columnIn(found.alias, found.model, field)} as ${name(`r${i}`)}`),
    join: words(sql`${context.dialect.drivenJoin} ${tableAs(scope)} on ${back}`, joinsOf(scope)),
    columns,
  }
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
