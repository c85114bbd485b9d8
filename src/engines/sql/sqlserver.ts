/**
 * SQL Server's dialect, from version 2019 on.
 * Nothing depends on the collation of the database or of a column: what decides is compared unit by unit, whatever stands beside it.
 */

import type { SqlDialect } from './dialect.ts'
import { encodeItems, encodeKeys, hasKey, jsonScalar, jsonValue, listTest } from './sqlserver-json.ts'
import { bucket, extreme, math, total, totalOutput } from './sqlserver-numbers.ts'
import { addForeignKey, columnType, createIndex, createNamespace, createTable, uniqueIndex } from './sqlserver-tables.ts'
import {
  BIN2,
  bound,
  cell,
  codePoints,
  column,
  encode,
  encodeList,
  encodeRows,
  exact,
  isTextual,
  opened,
  openedList,
  output,
  param,
  sortKey,
  typeName,
} from './sqlserver-values.ts'
import { sqlserverWrites } from './sqlserver-writes.ts'
import { EMPTY, integer, join, literal, name, type Sql, sql, word, words } from './text.ts'

const UPPER = literal('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const LOWER = literal('abcdefghijklmnopqrstuvwxyz')
const DOT = literal('.')
const ANY_ORDER = sql`order by (select null)`

const page = (limit: Sql | undefined, offset: Sql | undefined): Sql => {
  if (limit === undefined && offset === undefined) return EMPTY
  // A page of no rows is an error here: `pageCondition` says that there is none.
  const rows = limit && sql`fetch next (case when ${limit} < 1 then 1 else ${limit} end) rows only`
  return words(sql`offset ${offset ?? integer(0)} rows`, rows ?? EMPTY)
}

export const sqlserverDialect: SqlDialect = {
  name: 'sqlserver',
  // Names in brackets may hold no closing one on look-alikes. The driver sets QUOTED_IDENTIFIER, as every one does.
  nameQuote: '"',
  literalPrefix: 'N',
  numbered: true,
  placeholder: (number) => `@p${number}`,

  encode,
  param,
  output,

  encodeRows,
  unpack(hole, types, columns) {
    const cells = types.map((type, i) => sql`${cell(type, i)} as ${name(columns[i] ?? '')}`)
    return sql`select ${join(cells)} from ${opened(hole, types)}`
  },
  encodeList,
  inList(left, list) {
    const item = cell(left.type, '')
    const items = openedList(list, left.type)
    if (!isTextual(left.type) && left.type.kind !== 'bytes') return sql`${left.sql} in (select ${item} from ${items})`
    const test = sql`${left.sql} = ${bound(item, left.type)} and ${exact(left.sql, left.type)} = ${exact(item, left.type)}`
    return sql`exists (select 1 from ${items} where ${test})`
  },
  notInList(left, list) {
    const item = cell(left.type, '')
    const items = openedList(list, left.type)
    const test =
      isTextual(left.type) || left.type.kind === 'bytes'
        ? sql`not exists (select 1 from ${items} where ${exact(left.sql, left.type)} = ${exact(item, left.type)})`
        : sql`${left.sql} not in (select ${item} from ${items})`
    return left.nullable ? sql`(${left.sql} is not null and ${test})` : test
  },
  materialized: EMPTY,
  drivenJoin: word('join'),

  column,
  exact,
  exactBoth: true,
  bound,
  collate: (of, collation) => (collation === 'native' ? of : codePoints(of, null)),
  sortKey,
  fold: (of) => sql`translate(${of} collate ${BIN2}, ${UPPER}, ${LOWER})`,
  // charindex finds no empty text, and len does not count blanks at the end.
  match(op, of, part) {
    const own = sql`${of} collate ${BIN2}`
    if (op === 'contains') return sql`(charindex(${part}, ${own}) > 0 or ${of} is not null and datalength(${part}) = 0)`
    if (op === 'startsWith') return sql`charindex(${DOT} + ${part}, (${DOT} + ${of}) collate ${BIN2}) = 1`
    return sql`right(${own}, len((${part} + ${DOT}) collate ${BIN2}) - 1) + ${DOT} = ${part} + ${DOT}`
  },
  // Two rows that intersect are the same, nulls included; the optimizer knows the form.
  same: (left, right, negated) => sql`${word(negated ? 'not ' : '')}exists (select ${left} intersect select ${right})`,
  align: (left, right) => [left.sql, right.sql],
  // Nulls are smallest here as well.
  sortTerm(by, direction, nulls) {
    const term = words(by, word(direction))
    if (nulls === undefined || (nulls === 'first') === (direction === 'asc')) return term
    return sql`case when ${by} is null then ${integer(nulls === 'first' ? 0 : 1)} else ${integer(nulls === 'first' ? 1 : 0)} end, ${term}`
  },
  page,
  // Neither stands without the other, but for the order of the whole.
  orderAndPage(order, limit, offset, derived) {
    if (limit === undefined && offset === undefined && !(derived && order !== EMPTY)) return order
    return words(order === EMPTY ? ANY_ORDER : order, page(limit, offset ?? integer(0)))
  },
  pageCondition: (limit) => sql`${limit} > 0`,
  unordered: ANY_ORDER,
  tuples: false,
  plainArguments: true,

  math,
  total,
  totalOutput,
  extreme,
  bucket,

  encodeKeys,
  jsonValue,
  jsonScalar,
  hasKey,
  encodeItems,
  listTest,

  createTable,
  uniqueIndex,
  strictReferences: true,
  columnType,
  rowVersion: word('rowversion'),
  identity: (type) => ({ type: sql`${typeName(type)} identity(1, 1) not null`, isKey: false }),
  createNamespace,
  createIndex,
  addForeignKey,
  ...sqlserverWrites,
  // The numbering goes on after the highest number that was inserted.
  alignIdentity: () => undefined,
}
