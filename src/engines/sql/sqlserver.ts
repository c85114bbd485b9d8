/**
 * SQL Server's dialect, from version 2019 on.
 * Nothing depends on the collation of the database or of a column: what decides is compared unit by unit, whatever stands beside it.
 */

import { badInput } from '../../base/errors.ts'
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
  unlabelled,
  wide,
} from './sqlserver-values.ts'
import { sqlserverWrites } from './sqlserver-writes.ts'
import { EMPTY, integer, join, literal, name, reencoded, type Sql, sql, word, words } from './text.ts'

const UPPER = literal('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const LOWER = literal('abcdefghijklmnopqrstuvwxyz')
const DOT = literal('.')
const ANY_ORDER = sql`order by (select null)`

const LONGEST_PART = 4_000

function short(part: unknown): unknown {
  if (typeof part === 'string' && part.length > LONGEST_PART)
    throw badInput(`SQL Server looks for no more than ${LONGEST_PART} characters inside a text.`)
  return part
}

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
  fold: (of) => unlabelled(sql`translate(${wide(of)} collate ${BIN2}, ${UPPER}, ${LOWER})`),
  // charindex finds no empty text, and none of more than 8,000 bytes; len does not count blanks at the end.
  match(op, of, part) {
    const [own, wanted] = [sql`${wide(of)} collate ${BIN2}`, wide(op === 'contains' ? reencoded(part, 'short', short) : part)]
    if (op === 'contains') return sql`(charindex(${wanted}, ${own}) > 0 or ${of} is not null and datalength(${wanted}) = 0)`
    const end = word(op === 'startsWith' ? 'left' : 'right')
    return sql`${end}(${own}, len((${wanted} + ${DOT}) collate ${BIN2}) - 1) + ${DOT} = ${wanted} + ${DOT}`
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
