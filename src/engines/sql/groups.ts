/** Reads that yield groups: keys and arguments are worked out below, grouped above, so that each stands once. */

import { canonicalJson, type Value } from '../../base/json.ts'
import { modelOf } from '../../model/catalog.ts'
import type { Operand, Read } from '../../query/query.ts'
import { aggregate } from './aggregate.ts'
import { type Column, columnFor, NOTHING } from './decode.ts'
import type { CellType, Expr } from './dialect.ts'
import { keysOf } from './keys.ts'
import { conditionsOf, derived, rowFrame } from './operand.ts'
import { type Context, type Frame, joinsOf, openScope, tableAs } from './scope.ts'
import { carried, numbered, onPage, orderAndPage, orderBy, pageConditions, selectOf, termsOf, whereOf } from './select.ts'
import { EMPTY, join, name, type Sql, sql, words } from './text.ts'

const SOURCE = 's'
const GROUPS = 'g'
const PAGE = 'p'

/** Equal operands have equal text, in whatever order their properties were written. */
const textOf = (operand: Operand): string => JSON.stringify(canonicalJson(operand as unknown as Value))

export function groupsStatement(context: Context, read: Read): { sql: Sql; columns: Column[] } {
  const { each, page } = read
  const scope = openScope(context, modelOf(context.catalog, read.model))
  const keys = each && keysOf(context, each, scope)
  const source = sourceColumns(rowFrame(scope))
  const groups = (read.group ?? []).map((operand) => ({ text: textOf(operand), expr: source.column(operand) }))
  // Filtered and numbered from outside, the values of a group are columns there.
  const outside = context.dialect.apart !== undefined && (read.having !== undefined || (keys !== undefined && page !== undefined))
  const lifted = liftedColumns()
  const lift = (text: string, expr: Expr): Expr => (outside ? lifted.column(text, expr) : expr)
  const frame: Frame = {
    context,
    operand(operand) {
      const text = textOf(operand)
      const group = groups.find((key) => key.text === text)
      if (group !== undefined) return lift(text, group.expr)
      return operand.kind === 'aggregate' ? lift(text, aggregate(context, operand, source.column)) : derived(frame, operand)
    },
  }
  const asked = read.select.map((item): Column => {
    if (item.kind === 'nested') throw new Error('a nested entry cannot be selected from groups')
    if (item.kind === 'value') return columnFor(context, frame.operand(item.of))
    const key = groups[item.index]
    if (key === undefined) throw new Error('no such group key')
    return columnFor(context, lift(key.text, key.expr))
  })
  const values = asked.length === 0 ? [NOTHING] : asked
  const having = [...conditionsOf(frame, read.having), ...(keys === undefined ? pageConditions(context, page) : [])]
  const terms = termsOf(frame, read.order)
  const conditions = conditionsOf(rowFrame(scope), read.where)

  // All operands are compiled by now, so that the columns and joins they ask for are known.
  const columnsBelow = [...(keys?.named ?? []), ...source.definitions()]
  const below = words(
    // Where only rows are counted it still takes a column, and not every product has columns without names.
    selectOf(columnsBelow.length === 0 ? [sql`null as ${name('v0')}`] : columnsBelow),
    sql`from ${keys?.from ?? tableAs(scope)}`,
    joinsOf(scope),
    whereOf(conditions),
    read.group?.every(isColumn) === false ? (context.dialect.apart ?? EMPTY) : EMPTY,
  )
  const ownKeys = (keys?.columns ?? []).map((_, i) => name(SOURCE, `c${i}`))
  const grouping: readonly { sql: Sql; type: CellType }[] = [
    ...ownKeys.map((column, i) => ({ sql: column, type: keys?.types[i] ?? null })),
    ...groups.map(({ expr }) => expr),
  ]
  // The exact form makes the groups; the plain one beside it adds none, but only what is grouped by may be selected.
  const by = [...new Set(grouping.flatMap((each) => [context.dialect.exact(each.sql, each.type), each.sql]))]
  const groupsOnly = words(sql`from (${below}) as ${name(SOURCE)}`, by.length === 0 ? EMPTY : sql`group by ${join(by)}`)
  const found = outside ? GROUPS : SOURCE
  const keyColumns = ownKeys.map((_, i) => name(found, `c${i}`))
  const ownNamed = ownKeys.map((column, i) => sql`${column} as ${name(`c${i}`)}`)
  const grouped = outside
    ? words(sql`from (${words(selectOf([...ownNamed, ...lifted.definitions()]), groupsOnly)}) as ${name(GROUPS)}`, whereOf(having))
    : words(groupsOnly, having.length === 0 ? EMPTY : sql`having ${join(having, ' and ')}`)

  if (page === undefined || (keys === undefined && page.flip === undefined)) {
    const columns = [...(keys?.outputs(found) ?? []), ...values]
    return { sql: words(selectOf(columns.map((column) => column.sql)), grouped, orderAndPage(context, terms, page)), columns }
  }

  const named = values.map((column, i) => sql`${column.sql} as ${name(`r${i}`)}`)
  const results = values.map((column, i): Column => ({ ...column, sql: name(PAGE, `r${i}`) }))
  if (keys === undefined) {
    const ordered = carried(terms, PAGE)
    const last = orderAndPage(context, terms, page, { backwards: true, derived: true })
    const inner = words(selectOf([...named, ...ordered.columns]), grouped, last)
    const outer = words(
      selectOf(results.map((column) => column.sql)),
      sql`from (${inner}) as ${name(PAGE)}`,
      orderBy(context, ordered.terms),
    )
    return { sql: outer, columns: results }
  }
  const columns = [...keys.outputs(PAGE), ...results]
  const keyed = keyColumns.map((column, i) => sql`${column} as ${name(`c${i}`)}`)
  const inner = words(
    selectOf([...keyed, ...named, sql`${numbered(context, { columns: keyColumns, types: keys.types }, terms, page)} as ${name('n')}`]),
    grouped,
  )
  const outer = words(
    selectOf(columns.map((column) => column.sql)),
    sql`from (${inner}) as ${name(PAGE)}`,
    onPage(context, name(PAGE, 'n'), page),
  )
  return { sql: outer, columns }
}

/** Whether it lies in its row as it is. */
const isColumn = (operand: Operand): boolean => operand.kind === 'field' && operand.path.length === 1

/** Values of the groups as columns h0, h1, … of a table of groups, each once. */
function liftedColumns(): { column(text: string, expr: Expr): Expr; definitions(): Sql[] } {
  const definitions: Sql[] = []
  const known = new Map<string, Expr>()
  const define = (of: Sql): Sql => {
    const column = `h${definitions.length}`
    definitions.push(sql`${of} as ${name(column)}`)
    return name(GROUPS, column)
  }
  return {
    column(text, { sql: value, type, nullable, fields, presence, output }) {
      const found = known.get(text)
      if (found !== undefined) return found
      const made: Expr = {
        ...{ sql: define(value), type, nullable, fields },
        ...(presence === undefined ? {} : { presence: define(presence) }),
        ...(output === undefined ? {} : { output: { sql: define(output.sql), read: output.read } }),
      }
      known.set(text, made)
      return made
    },
    definitions: () => definitions,
  }
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
