/** Inserts as one statement each, whatever the number of rows. */

import { GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import type { Compiled, CompileTarget } from '../../datasource/datasource.ts'
import { type CatalogModel, fieldAt, modelOf } from '../../model/catalog.ts'
import type { ScalarType } from '../../model/scalars.ts'
import type { Insert, Path } from '../../query/query.ts'
import { settingList, settingsOf } from './assign.ts'
import { type Column, columnFor, decoder } from './decode.ts'
import type { SqlDialect } from './dialect.ts'
import { columnName, columnOf, tableName, tableOf } from './names.ts'
import { predicate } from './predicate.ts'
import { type Context, createContext } from './scope.ts'
import { EMPTY, hole, join, name, render, type Sql, sql, words } from './text.ts'
import { byNumber, counted, lastNumber, touchedBy } from './written.ts'

/**
 * Compiles an insert. Rows go in, and what the database made of them comes back, in the order in which they are bound.
 * @throws GatewayError QUERY_UNSUPPORTED for a conflict, or keys of several rows, that this product cannot say
 */
export function compileInsert(insert: Insert, at: CompileTarget, dialect: SqlDialect): Compiled {
  const model = modelOf(at.catalog, insert.model)
  const context = createContext(dialect, at, predicate)
  const returned = insert.returning.map((path) => returnedColumn(context, model, path))
  const {
    sql: statement,
    counts,
    last,
  } = dialect.insert === undefined ? plain(context, insert, model, returned) : own(context, insert, model)
  const touched = touchedBy('insert', model, at)
  const text = render(statement, dialect)
  if (counts) return { ...text, decode: [Number], settle: counted, touched }
  const number = insert.returning.findIndex(([field]) => model.fields.get(field)?.generated === 'identity')
  if (number < 0) return { ...text, decode: returned.map(decoder), touched }
  const type = fieldAt(model, insert.returning[number] as Path).type as ScalarType
  return last
    ? { ...text, decode: [], settle: lastNumber(type), touched }
    : { ...text, decode: returned.map(decoder), settle: byNumber(number, type), touched }
}

interface Statement {
  readonly sql: Sql
  /** It answers with the number of rows. */
  readonly counts: boolean
  /** It answers with the number of the only row, beside the rows. */
  readonly last: boolean
}

function returnedColumn(context: Context, model: CatalogModel, path: Path): Column {
  const field = fieldAt(model, path)
  if (path.length > 1) throw new Error('an insert returns the model’s own fields')
  const column = name(columnName(field))
  return columnFor(context, {
    sql: context.dialect.column?.(column, field.type, field) ?? column,
    type: field.type,
    nullable: field.nullable,
    fields: path,
  })
}

/** The columns of an insert, and its rows as a parameter. */
function bound(insert: Insert, model: CatalogModel) {
  const heads = [...new Set(insert.fields.map(([head]) => head))]
  const types = heads.map((head) => fieldAt(model, [head]).type)
  const columns = heads.map((head) => columnOf(model, head))
  const rows = (value: Value) => (value as readonly (readonly Value[])[]).map((row) => wholeFields(insert, heads, row))
  return { heads, types, columns, rows }
}

function plain(context: Context, insert: Insert, model: CatalogModel, returned: readonly Column[]): Statement {
  const { dialect, namespace } = context
  const { types, columns, rows } = bound(insert, model)
  const table = tableOf(model, namespace)
  const parameter = hole(insert.rows.slot, 'insert', (value) =>
    dialect.encodeInserted === undefined ? dialect.encodeRows(types, rows(value)) : dialect.encodeInserted(columns, types, rows(value)),
  )
  const returning = returned.length === 0 ? EMPTY : dialect.returning(returned.map((column) => column.sql))
  const last = returning === undefined
  if (last && (returned.length > 1 || model.fields.get(insert.returning[0]?.[0] ?? '')?.generated !== 'identity'))
    unsupported('What an insert made cannot be asked of')
  const statement = words(
    sql`insert into ${table} (${join(columns.map((column) => name(column)))})`,
    dialect.inserted(table, columns, types, parameter),
    onConflict(context, insert, model, table),
    returning ?? EMPTY,
  )
  return { sql: statement, counts: false, last }
}

/** As the product puts an insert together by itself. */
function own(context: Context, insert: Insert, model: CatalogModel): Statement {
  const { dialect, namespace } = context
  const { heads, types, columns, rows } = bound(insert, model)
  const { conflict, returning } = insert
  if (dialect.insert === undefined) throw new Error(`${dialect.name} puts no insert together`)
  if (conflict !== undefined && conflict.set !== 'nothing') unsupported('Inserting or else updating is not supported by')
  const numbered = (field: string) => model.fields.get(field)?.generated === 'identity'
  const columnAt = ([field]: Path) => ({ column: columnOf(model, field), type: fieldAt(model, [field]).type })
  const statement = dialect.insert({
    table: tableOf(model, namespace),
    columns,
    types,
    rows: hole(insert.rows.slot, 'placed', (value) =>
      dialect.encodeRows(
        [...types, { kind: 'int' }],
        rows(value).map((row, i) => [...row, i]),
      ),
    ),
    numbers: heads.some(numbered),
    ignore: conflict?.target.map(columnAt),
    returning: returning.map((path) => ({ ...columnAt(path), numbered: numbered(path[0]) })),
  })
  return { sql: statement, counts: dialect.rowCount !== undefined && returning.length === 0, last: false }
}

/** A row's values by own field; values of paths inside an object are put together to that object. */
function wholeFields({ fields }: Insert, heads: readonly string[], row: readonly Value[]): Value[] {
  return heads.map((head) =>
    fields.reduce<Value>((whole, [first, ...rest], i) => (first === head ? placed(whole, rest, row[i] ?? null) : whole), null),
  )
}

function placed(whole: Value, [step, ...rest]: readonly string[], value: Value): Value {
  if (step === undefined) return value
  const object = (whole ?? {}) as { readonly [key: string]: Value }
  return { ...object, [step]: placed(object[step] ?? null, rest, value) }
}

function onConflict(context: Context, { conflict, returning }: Insert, model: CatalogModel, table: Sql): Sql {
  if (conflict === undefined) return EMPTY
  const { dialect } = context
  const target = conflict.target.map(([field]) => name(columnOf(model, field)))
  if (conflict.set === 'nothing')
    return dialect.ignoreConflict(target, table, returning.length > 0) ?? unsupported('Inserting or else updating is not supported by')
  if (dialect.updateConflict === undefined) return unsupported('Inserting or else updating is not supported by')
  // Bare names would be ambiguous: beside the row that is there stands the one that was to be inserted.
  const settings = settingsOf(context, model, conflict.set, table, tableName(model))
  return dialect.updateConflict(target, settingList(settings))
}

function unsupported(what: string): never {
  throw new GatewayError('QUERY_UNSUPPORTED', `${what} this datasource.`)
}
