/** Tables in SQL Server: how they are created where they do not exist, and how rows go in. */

import type { FieldType } from '../../model/model.ts'
import type { ColumnRole, InsertParts } from './dialect.ts'
import { BIN2, bound, cell, opened, output, typeName, units } from './sqlserver-values.ts'
import { EMPTY, integer, join, literal, name, type Sql, sql, word, words } from './text.ts'

/** A key may have 900 bytes: the units of keyed text without a bound of its own. */
const KEY_UNITS = 450

/**
 * Keyed text compares unit by unit, so that uniqueness means what it means elsewhere; both ends of a foreign key must agree in it.
 * Other text is left to the collation of the database, which is its own order.
 */
export function columnType(type: FieldType, keyed: boolean): Sql {
  switch (type.kind) {
    case 'string': {
      const length = units(type) ?? (keyed ? KEY_UNITS : null)
      const text = sql`nvarchar(${length === null ? word('max') : integer(length)})`
      return keyed ? sql`${text} collate ${BIN2}` : text
    }
    case 'enum': {
      const longest = Math.max(20, ...Object.values(type.values).map((stored) => stored.length))
      return sql`nvarchar(${integer(longest)}) collate ${BIN2}`
    }
    case 'objectId':
      return sql`nvarchar(24) collate ${BIN2}`
    default:
      return typeName(type)
  }
}

/** Columns of a `max` type are in no index. */
function isIndexable({ type, keyed }: ColumnRole): boolean {
  if (type.kind === 'string') return keyed || units(type) !== null
  return !['bytes', 'json', 'list', 'object'].includes(type.kind)
}

/** A table's name, quoted, as a text to ask the server for. */
function quoted({ pieces }: Sql): Sql {
  return literal(
    pieces.map((piece) => (typeof piece === 'object' && 'name' in piece ? `"${piece.name.replaceAll('"', '""')}"` : '.')).join(''),
  )
}

const object = (table: Sql): Sql => sql`object_id(${quoted(table)})`

export const createTable = (table: Sql, body: Sql): Sql => sql`if ${object(table)} is null create table ${table} (${body})`

/** A schema is created by a statement that stands alone. */
export const createNamespace = (namespace: string): Sql =>
  sql`if schema_id(${literal(namespace)}) is null exec (${literal(`create schema "${namespace.replaceAll('"', '""')}"`)})`

const missingIndex = (table: Sql, index: string): Sql =>
  sql`if not exists (select 1 from sys.indexes where object_id = ${object(table)} and name = ${literal(index)})`

/** As many of the columns as can be indexed; an index of none is no statement. */
export function createIndex(
  namespace: string | undefined,
  index: string,
  table: string,
  columns: readonly string[],
  roles: readonly ColumnRole[],
): Sql {
  const end = roles.findIndex((role) => !isIndexable(role))
  const parts = columns.slice(0, end < 0 ? columns.length : end).map((column) => name(column))
  if (parts.length === 0) return EMPTY
  const on = namespace === undefined ? name(table) : name(namespace, table)
  return sql`${missingIndex(on, index)} create index ${name(index)} on ${on} (${join(parts)})`
}

export function uniqueIndex(table: Sql, index: string, columns: readonly Sql[], nullable: readonly Sql[]): Sql {
  const whole = join(
    nullable.map((column) => sql`${column} is not null`),
    ' and ',
  )
  return sql`${missingIndex(table, index)} create unique index ${name(index)} on ${table} (${join(columns)}) where ${whole}`
}

export function addForeignKey(table: Sql, constraint: string, definition: Sql): Sql {
  const known = sql`select 1 from sys.foreign_keys where parent_object_id = ${object(table)} and name = ${literal(constraint)}`
  return sql`if not exists (${known}) alter table ${table} add constraint ${name(constraint)} ${definition}`
}

/**
 * What an insert made goes into a table of its own: a table with triggers gives it in no other way.
 * The last cell of a row is its place: by it the database numbers rows, and by it they come back.
 */
export function insert({ table, columns, types, rows, numbers, ignore, returning }: InsertParts): Sql {
  const place = name('e', `c${types.length}`)
  const source = opened(rows, [...types, { kind: 'int' }])
  const cells = types.map((type, i) => cell(type, i))
  const into = sql`insert into ${table} (${join(columns.map((column) => name(column)))})`
  const made = returning.map((_, i) => name(`r${i}`))
  const returned = join(returning.map(({ column }) => name('inserted', column)))
  const kept = returning.length === 0 ? EMPTY : sql`output ${returned} into @made (${join(made)})`
  const chosen =
    ignore === undefined
      ? sql`select ${join(cells)} from ${source} order by ${place}`
      : newRows(table, columns, types, cells, sql`${source}`, place, ignore)
  const parts = [
    numbers ? sql`set identity_insert ${table} on` : EMPTY,
    returning.length === 0
      ? EMPTY
      : sql`declare @made table (${join([sql`n int identity(1, 1)`, ...returning.map(({ type }, i) => sql`${name(`r${i}`)} ${typeName(type)}`)])})`,
    words(into, kept, chosen),
    numbers ? sql`set identity_insert ${table} off` : EMPTY,
    returning.length === 0
      ? EMPTY
      : sql`select ${join(returning.map(({ type }, i) => output({ sql: name(`r${i}`), type, nullable: true, fields: [] }).sql))} from @made order by n`,
  ]
  return join(
    parts.filter((part) => part.pieces.length > 0),
    '; ',
  )
}

/** Of rows that are taken to be the same the first, and only where there is none yet; locked, so that none comes between. */
function newRows(
  table: Sql,
  columns: readonly string[],
  types: readonly FieldType[],
  cells: readonly Sql[],
  source: Sql,
  place: Sql,
  ignore: NonNullable<InsertParts['ignore']>,
): Sql {
  const targets = ignore.map(({ column }) => {
    const i = columns.indexOf(column)
    if (i < 0) throw new Error('a conflict is about columns that are inserted')
    return { own: name('t', column), given: name('b', `v${i}`), type: types[i] ?? null }
  })
  const values = cells.map((_, i) => name('b', `v${i}`))
  const same = targets.map(({ given, type }) => (type?.kind === 'string' ? sql`${given} collate ${BIN2}` : given))
  const bare = sql`select ${join([...cells.map((value, i) => sql`${value} as ${name(`v${i}`)}`), sql`${place} as ${name('n')}`])} from ${source}`
  const counted = sql`select ${join(values)}, ${name('b', 'n')}, row_number() over (partition by ${join(same)} order by ${name('b', 'n')}) as ${name('turn')} from (${bare}) as ${name('b')}`
  const taken = join(
    targets.map(({ own, given, type }) => sql`${own} = ${bound(given, type)}`),
    ' and ',
  )
  const isNull = targets.map(({ given }) => sql`${given} is null`)
  const first = sql`(${join([sql`${name('b', 'turn')} = 1`, ...isNull], ' or ')})`
  const free = sql`not exists (select 1 from ${table} as ${name('t')} with (updlock, holdlock) where ${taken})`
  return sql`select ${join(values)} from (${counted}) as ${name('b')} where ${first} and ${free} order by ${name('b', 'n')}`
}
