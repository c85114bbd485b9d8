/** Inserts as one statement each, whatever the number of rows. */

import { GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import type { Compiled, CompileTarget } from '../../datasource/datasource.ts'
import { type CatalogModel, fieldAt, modelOf } from '../../model/catalog.ts'
import type { Insert, Path } from '../../query/query.ts'
import { columnFor, decoder } from './decode.ts'
import type { SqlDialect } from './dialect.ts'
import { columnName, columnOf, tableOf } from './names.ts'
import { predicate } from './predicate.ts'
import { createContext } from './scope.ts'
import { EMPTY, hole, join, name, render, type Sql, sql, words } from './text.ts'

/**
 * Compiles an insert. Rows go in, and come back, in the order in which they are bound.
 * @throws GatewayError QUERY_UNSUPPORTED for a conflict that changes the row that is there
 */
export function compileInsert(insert: Insert, at: CompileTarget, dialect: SqlDialect): Compiled {
  const model = modelOf(at.catalog, insert.model)
  const heads = [...new Set(insert.fields.map(([head]) => head))]
  const types = heads.map((head) => fieldAt(model, [head]).type)
  const columns = heads.map((head) => columnOf(model, head))
  const wholeRows = (value: Value) => (value as readonly (readonly Value[])[]).map((row) => wholeFields(insert, heads, row))
  const rows = hole(insert.rows.slot, 'insert', (value) => dialect.encodeRows(types, wholeRows(value)))
  const context = createContext(dialect, at, predicate)
  const returned = insert.returning.map((path) => {
    const field = fieldAt(model, path)
    if (path.length > 1) throw new Error('an insert returns the model’s own fields')
    const column = name(columnName(field))
    return columnFor(context, {
      sql: dialect.column?.(column, field.type) ?? column,
      type: field.type,
      nullable: field.nullable,
      fields: path,
    })
  })
  if (dialect.insert !== undefined) {
    const numbered = (field: string) => model.fields.get(field)?.generated === 'identity'
    const columnAt = ([field]: Path) => ({ column: columnOf(model, field), type: fieldAt(model, [field]).type })
    const { conflict } = insert
    if (conflict !== undefined && conflict.set !== 'nothing') unsupported('Inserting or else updating is not supported by')
    const whole = dialect.insert({
      table: tableOf(model, at.namespace),
      columns,
      types,
      rows: hole(insert.rows.slot, 'placed', (value) =>
        dialect.encodeRows(
          [...types, { kind: 'int' }],
          wholeRows(value).map((row, i) => [...row, i]),
        ),
      ),
      numbers: heads.some(numbered),
      ignore: conflict?.target.map(columnAt),
      returning: insert.returning.map((path) => ({ ...columnAt(path), numbered: numbered(path[0]) })),
    })
    return { ...render(whole, dialect), decode: returned.map(decoder) }
  }
  const statement = words(
    sql`insert into ${tableOf(model, at.namespace)} (${join(columns.map((column) => name(column)))})`,
    dialect.unpack(rows, types, columns),
    onConflict(insert, model, at, dialect),
    returned.length === 0
      ? EMPTY
      : (dialect.returning(returned.map((column) => column.sql)) ?? unsupported('What an insert made cannot be asked of')),
  )
  return { ...render(statement, dialect), decode: returned.map(decoder) }
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

function onConflict({ conflict, returning }: Insert, model: CatalogModel, { namespace }: CompileTarget, dialect: SqlDialect): Sql {
  if (conflict === undefined) return EMPTY
  const target = conflict.target.map(([field]) => name(columnOf(model, field)))
  const ignored = conflict.set === 'nothing' ? dialect.ignoreConflict(target, tableOf(model, namespace), returning.length > 0) : undefined
  return ignored ?? unsupported('Inserting or else updating is not supported by')
}

function unsupported(what: string): never {
  throw new GatewayError('QUERY_UNSUPPORTED', `${what} this datasource.`)
}
