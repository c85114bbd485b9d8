/** SQLite's dialect, from version 3.45 on: decimals are scaled integers, dates and UUIDs their canonical texts. */

import type { Value } from '../../base/json.ts'
import type { CellType, SqlDialect } from './dialect.ts'
import { encodeItems, encodeKeys, hasKey, jsonOutput, jsonScalar, jsonValue, listTest } from './sqlite-json.ts'
import { aligned, bucket, math, mathOutput, total, totalOutput } from './sqlite-numbers.ts'
import { cell, encode, fromJson, output, token } from './sqlite-values.ts'
import { sqliteWrites } from './sqlite-writes.ts'
import { EMPTY, integer, join, name, type Sql, sql, word, words } from './text.ts'

const STORAGE = {
  int: 'integer',
  bigInt: 'integer',
  boolean: 'integer',
  decimal: 'integer',
  float: 'real',
  bytes: 'blob',
} as const

export const sqliteDialect: SqlDialect = {
  name: 'sqlite',
  nameQuote: '"',
  numbered: true,
  placeholder: (number) => `?${number}`,

  encode,
  param: (_type, hole) => hole,
  output,

  encodeRows: (types, rows) =>
    `[${(rows as readonly (readonly Value[])[]).map((row) => `[${types.map((type, i) => token(type, row[i] ?? null)).join()}]`).join()}]`,
  unpack(hole, types, columns) {
    const cells = types.map((type, i) => sql`${cell(type, i)} as ${name(columns[i] ?? '')}`)
    return sql`select ${join(cells)} from json_each(${hole}) as e`
  },
  encodeList: (type, values) => `[${(values as readonly Value[]).map((value) => token(type, value)).join()}]`,
  inList(left, list) {
    const items = sql`(select ${fromJson(left.type, sql`e.value`)} from json_each(${list}) as e)`
    const exact = exactText(left.sql, left.type)
    return exact === left.sql ? sql`${left.sql} in ${items}` : sql`(${left.sql} in ${items} and ${exact} in ${items})`
  },
  notInList(left, list) {
    const test = sql`${exactText(left.sql, left.type)} not in (select ${fromJson(left.type, sql`e.value`)} from json_each(${list}) as e)`
    return left.nullable ? sql`(${left.sql} is not null and ${test})` : test
  },
  materialized: word('materialized '),
  // Keeps the planner from scanning the table and unpacking the bound rows once per row of it.
  drivenJoin: word('cross join'),

  exact: exactText,
  collate: (of, collation) => (collation === 'native' ? of : sql`(${of} collate binary)`),
  fold: (of) => sql`lower(${of})`,
  // like is case-blind, glob has wildcards.
  match(op, of, part) {
    if (op === 'contains') return sql`instr(${of}, ${part}) > 0`
    if (op === 'startsWith') return sql`substr(${of}, 1, length(${part})) = ${part}`
    return sql`substr(${of}, length(${of}) - length(${part}) + 1) = ${part}`
  },
  same: (left, right, negated) => sql`${left} ${word(negated ? 'is not' : 'is')} ${right}`,
  align: aligned,
  sortTerm: (by, direction, nulls) => words(by, word(direction), nulls === undefined ? EMPTY : word(`nulls ${nulls}`)),
  page(limit, offset) {
    if (limit === undefined && offset === undefined) return EMPTY
    return words(sql`limit ${limit ?? integer(-1)}`, offset === undefined ? EMPTY : sql`offset ${offset}`)
  },

  math,
  mathOutput,
  total,
  totalOutput,
  extreme: (fn, of) => sql`${word(fn)}(${of.type.kind === 'string' ? sql`${of.sql} collate binary` : of.sql})`,
  bucket,

  encodeKeys,
  jsonValue,
  jsonOutput,
  jsonScalar,
  hasKey,
  encodeItems,
  listTest,

  columnType: ({ kind }) => word(kind in STORAGE ? STORAGE[kind as keyof typeof STORAGE] : 'text'),
  // Only these very words make a column the number of its row.
  identity: () => ({ type: word('integer primary key'), isKey: true }),
  createNamespace: () => undefined,
  createIndex(namespace, index, table, columns) {
    const named = namespace === undefined ? name(index) : name(namespace, index)
    return sql`create index if not exists ${named} on ${name(table)} (${join(columns.map((column) => name(column)))})`
  },
  addForeignKey: () => undefined,
  alignIdentity: () => undefined,
  ...sqliteWrites,
}

/**
 * A column of a table that others made may be declared with a collation that is blind for case or for blanks at the end.
 * Whatever is no column, such as a function's value, compares by code point anyway.
 */
function exactText(of: Sql, type: CellType): Sql {
  const isColumn = of.pieces.every((piece) => piece === '.' || (typeof piece === 'object' && 'name' in piece))
  return isColumn && (type?.kind === 'string' || type?.kind === 'enum') ? sql`(${of} collate binary)` : of
}
