/** Tables in SQL Server: how they are created where they do not exist. */

import type { FieldType } from '../../model/model.ts'
import type { ColumnRole } from './dialect.ts'
import { BIN2, typeName, units } from './sqlserver-values.ts'
import { EMPTY, integer, join, literal, name, type Sql, sql, word } from './text.ts'

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
    case 'enum':
      return sql`nvarchar(${integer(enumUnits(type))}) collate ${BIN2}`
    case 'objectId':
      return sql`nvarchar(24) collate ${BIN2}`
    default:
      return typeName(type)
  }
}

/** The most bytes of a row's values in an index that is not the table itself: a row with more would be refused. */
const INDEX_BYTES = 1_700
/** Of any number, moment or identifier. */
const FIXED_BYTES = 17

/** The most bytes of a column's values; columns of a `max` type are in no index. */
function indexBytes({ type, keyed }: ColumnRole): number {
  switch (type.kind) {
    case 'string':
      return 2 * (units(type) ?? (keyed ? KEY_UNITS : Number.POSITIVE_INFINITY))
    case 'enum':
      return 2 * enumUnits(type)
    case 'objectId':
      return 48
    case 'bytes':
    case 'json':
    case 'list':
    case 'object':
      return Number.POSITIVE_INFINITY
    default:
      return FIXED_BYTES
  }
}

const enumUnits = (type: Extract<FieldType, { kind: 'enum' }>): number =>
  Math.max(20, ...Object.values(type.values).map((stored) => stored.length))

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
  let bytes = 0
  const end = roles.findIndex((role) => {
    bytes += indexBytes(role)
    return bytes > INDEX_BYTES
  })
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
