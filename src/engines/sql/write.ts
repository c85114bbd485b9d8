/** Updates and deletions as one statement each, and what all writes share. */

import type { Compiled, CompileTarget } from '../../datasource/datasource.ts'
import { modelOf, typeAt } from '../../model/catalog.ts'
import type { Delete, Operand, Predicate, Update, Write } from '../../query/query.ts'
import { settingsOf } from './assign.ts'
import type { ChangeParts, SqlDialect } from './dialect.ts'
import { compileInsert } from './insert.ts'
import { tableOf } from './names.ts'
import { rowFrame } from './operand.ts'
import { predicate } from './predicate.ts'
import { all, type Context, columnIn, createContext, equal, joinsOf, openScope, type Scope, tableAs, withTables } from './scope.ts'
import { selectOf, whereOf } from './select.ts'
import { join, name, render, type Sql, sql, words } from './text.ts'
import { counted, touchedBy } from './written.ts'

/** @param write its filter in core form */
export function compileWrite(write: Write, at: CompileTarget, dialect: SqlDialect): Compiled {
  return write.kind === 'insert' ? compileInsert(write, at, dialect) : compileChange(write, at, dialect)
}

function compileChange(write: Update | Delete, at: CompileTarget, dialect: SqlDialect): Compiled {
  const model = modelOf(at.catalog, write.model)
  const context = createContext(dialect, at, predicate)
  const scope = openScope(context, model)
  const table = tableOf(model, at.namespace)
  const set = write.kind === 'update' ? settingsOf(context, model, write.set, table, scope.alias) : []
  if (write.kind === 'update' && set.length === 0) throw new Error('an update sets something')
  const parts: ChangeParts = { table, alias: name(scope.alias), set, ...conditions(scope, write.where) }
  const change = write.kind === 'update' ? dialect.update(parts) : dialect.delete(parts)
  const statement = dialect.tablesFirst === true ? withTables(context, change) : change
  const touched = touchedBy(write.kind, model, at)
  if (dialect.rowCount === undefined) return { ...render(statement, dialect), decode: [], touched }
  return { ...render(sql`${statement}; ${dialect.rowCount}`, dialect), decode: [Number], settle: counted, touched }
}

/**
 * Conditions on the row itself stand in the statement: when it had to wait for another transaction, the database looks at them
 * again. Those that look beyond it choose rows by their keys.
 */
function conditions(scope: Scope, where: Predicate): Pick<ChangeParts, 'where' | 'chosen'> {
  const { context } = scope
  const { dialect } = context
  const parts = conjuncts(where)
  const own = parts.filter((part) => reach(part) === 'row')
  const direct = own.map((part) => predicate(rowFrame(scope), part))
  const further = parts.filter((part) => reach(part) !== 'row')
  if (further.length === 0) return { where: whereOf(direct) }
  if (dialect.chosenApart !== true && !further.some((part) => reach(part) === 'joins'))
    return { where: whereOf([...direct, ...further.map((part) => predicate(rowFrame(scope), part))]) }
  if (dialect.chosenApart !== true) return { where: whereOf([...direct, sql`exists (${chosen(context, scope, where)})`]) }
  const alias = context.alias()
  const on = scope.model.key.map((field, i) =>
    equal(context, columnIn(scope.alias, scope.model, field), name(alias, `c${i}`), typeAt(scope.model, [field])),
  )
  return { where: whereOf(direct), chosen: { keys: chosen(context, scope, where), alias: name(alias), on: all(on) } }
}

/** A select of the rows for which the predicate is true: of their keys where it stands apart, else of the outer row alone. */
function chosen(context: Context, outer: Scope, where: Predicate): Sql {
  const { chosenApart, tablesFirst } = context.dialect
  const inner: Context = tablesFirst === true ? context : { ...context, tables: new Map() }
  const { model } = outer
  const scope = openScope(inner, model)
  const found = predicate(rowFrame(scope), where)
  const key = model.key.map((field) => ({ own: columnIn(scope.alias, model, field), field }))
  const rows = (selected: Sql, conditions: readonly Sql[]): Sql =>
    words(selected, sql`from ${tableAs(scope)}`, joinsOf(scope), whereOf([...conditions, found]))
  const select =
    chosenApart === true
      ? rows(sql`select distinct ${join(key.map(({ own }, i) => sql`${own} as ${name(`c${i}`)}`))}`, [])
      : rows(
          selectOf([sql`1`]),
          key.map(({ own, field }) => equal(inner, own, columnIn(outer.alias, model, field), typeAt(model, [field]))),
        )
  return tablesFirst === true ? select : withTables(inner, select)
}

const conjuncts = (where: Predicate): readonly Predicate[] => (where.kind === 'and' ? where.of.flatMap(conjuncts) : [where])

type Reach = 'row' | 'related' | 'joins'

const farther = (...of: readonly Reach[]): Reach => (of.includes('joins') ? 'joins' : of.includes('related') ? 'related' : 'row')

/** How far a condition looks: at the row, at rows that refer to it, or along relations and into bound tables, which takes joins. */
function reach(of: Predicate): Reach {
  switch (of.kind) {
    case 'and':
    case 'or':
      return farther(...of.of.map(reach))
    case 'not':
      return reach(of.of)
    case 'exists':
      return of.where === undefined ? 'related' : farther('related', ...(asksTables(of.where) ? (['joins'] as const) : []))
    case 'compare':
      return farther(operandReach(of.left), 'kind' in of.right ? operandReach(of.right) : 'row')
    case 'null':
    case 'list':
    case 'hasKey':
      return operandReach(of.of)
    case 'after':
      return farther(...of.order.map(({ by }) => operandReach(by)))
    default:
      return 'row'
  }
}

function operandReach(of: Operand): Reach {
  switch (of.kind) {
    case 'field':
    case 'json':
      return of.via.length > 0 ? 'joins' : 'row'
    case 'lookup':
      return 'joins'
    case 'related':
      return (of.via ?? []).length > 0 || (of.where !== undefined && asksTables(of.where)) ? 'joins' : 'related'
    case 'bucket':
      return operandReach(of.of)
    case 'math':
      return farther(operandReach(of.left), operandReach(of.right))
    default:
      return 'row'
  }
}

/** Whether somewhere inside a value is looked up in a bound table. */
function asksTables(part: unknown): boolean {
  if (part === null || typeof part !== 'object') return false
  return (part as { readonly kind?: unknown }).kind === 'lookup' || Object.values(part).some(asksTables)
}
