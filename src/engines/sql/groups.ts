/** Reads that yield groups: keys and arguments are worked out below, grouped above, so that each stands once. */

import { canonicalJson, type Value } from '../../base/json.ts'
import { modelOf } from '../../model/catalog.ts'
import type { Operand, Read } from '../../query/query.ts'
import { aggregate } from './aggregate.ts'
import { type Column, columnFor, NOTHING } from './decode.ts'
import type { Expr } from './dialect.ts'
import { keysOf } from './keys.ts'
import { conditionsOf, derived, rowFrame } from './operand.ts'
import { type Context, type Frame, joinsOf, openScope, tableAs } from './scope.ts'
import { carried, numbered, onPage, orderBy, pageOf, selectOf, termsOf, whereOf } from './select.ts'
import { EMPTY, join, name, type Sql, sql, words } from './text.ts'

const SOURCE = 's'
const PAGE = 'p'

/** Equal operands have equal text, in whatever order their properties were written. */
const textOf = (operand: Operand): string => JSON.stringify(canonicalJson(operand as unknown as Value))

export function groupsStatement(context: Context, read: Read): { sql: Sql; columns: Column[] } {
  const { each, page } = read
  const scope = openScope(context, modelOf(context.catalog, read.model))
  const keys = each && keysOf(context, each, scope)
  const source = sourceColumns(rowFrame(scope))
  const groups = (read.group ?? []).map((operand) => ({ text: textOf(operand), expr: source.column(operand) }))
  const frame: Frame = {
    context,
    operand(operand) {
      const text = textOf(operand)
      const group = groups.find((key) => key.text === text)
      if (group !== undefined) return group.expr
      return operand.kind === 'aggregate' ? aggregate(context, operand, source.column) : derived(frame, operand)
    },
  }
  const asked = read.select.map((item): Column => {
    if (item.kind === 'nested') throw new Error('a nested entry cannot be selected from groups')
    const expr = item.kind === 'value' ? frame.operand(item.of) : groups[item.index]?.expr
    if (expr === undefined) throw new Error('no such group key')
    return columnFor(context, expr)
  })
  const values = asked.length === 0 ? [NOTHING] : asked
  const having = conditionsOf(frame, read.having)
  const terms = termsOf(frame, read.order)
  const conditions = conditionsOf(rowFrame(scope), read.where)

  // All operands are compiled by now, so that the columns and joins they ask for are known.
  const below = words(
    selectOf([...(keys?.named ?? []), ...source.definitions()]),
    sql`from ${keys?.from ?? tableAs(scope)}`,
    joinsOf(scope),
    whereOf(conditions),
  )
  const keyColumns = (keys?.columns ?? []).map((_, i) => name(SOURCE, `c${i}`))
  const by = [...keyColumns, ...groups.map(({ expr }) => expr.sql)]
  const grouped = words(
    sql`from (${below}) as ${name(SOURCE)}`,
    by.length === 0 ? EMPTY : sql`group by ${join(by)}`,
    having.length === 0 ? EMPTY : sql`having ${join(having, ' and ')}`,
  )

  if (page === undefined || (keys === undefined && page.flip === undefined)) {
    const columns = [...(keys?.outputs(SOURCE) ?? []), ...values]
    const order = orderBy(context, terms)
    return { sql: words(selectOf(columns.map((column) => column.sql)), grouped, order, pageOf(context, page)), columns }
  }

  const named = values.map((column, i) => sql`${column.sql} as ${name(`r${i}`)}`)
  const results = values.map((column, i): Column => ({ ...column, sql: name(PAGE, `r${i}`) }))
  if (keys === undefined) {
    const ordered = carried(terms, PAGE)
    const inner = words(selectOf([...named, ...ordered.columns]), grouped, orderBy(context, terms, true), pageOf(context, page))
    const outer = words(
      selectOf(results.map((column) => column.sql)),
      sql`from (${inner}) as ${name(PAGE)}`,
      orderBy(context, ordered.terms),
    )
    return { sql: outer, columns: results }
  }
  const columns = [...keys.outputs(PAGE), ...results]
  const keyed = keyColumns.map((column, i) => sql`${column} as ${name(`c${i}`)}`)
  const inner = words(selectOf([...keyed, ...named, sql`${numbered(context, keyColumns, terms, page)} as ${name('n')}`]), grouped)
  const outer = words(
    selectOf(columns.map((column) => column.sql)),
    sql`from (${inner}) as ${name(PAGE)}`,
    onPage(context, name(PAGE, 'n'), page),
  )
  return { sql: outer, columns }
}

/** Operands of the rows as columns v0, v1, … of the source, each once. */
function sourceColumns(rows: Frame): { column(operand: Operand): Expr; definitions(): Sql[] } {
  const definitions: Sql[] = []
  const known = new Map<string, Expr>()
  const define = (of: Sql): Sql => {
    const column = `v${definitions.length}`
    definitions.push(sql`${of} as ${name(column)}`)
    return name(SOURCE, column)
  }
  return {
    column(operand) {
      const text = textOf(operand)
      const found = known.get(text)
      if (found !== undefined) return found
      const { sql: value, type, nullable, fields, presence } = rows.operand(operand)
      const made: Expr = { sql: define(value), type, nullable, fields, ...(presence === undefined ? {} : { presence: define(presence) }) }
      known.set(text, made)
      return made
    },
    definitions: () => definitions,
  }
}
