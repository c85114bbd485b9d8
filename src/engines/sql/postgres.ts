/** PostgreSQL's dialect, from version 13 on. Every value travels as the server's text, in both directions. */

import type { Value } from '../../base/json.ts'
import type { FieldType } from '../../model/model.ts'
import { scaleOf } from '../../query/build.ts'
import type { CellType, Expr, SqlDialect } from './dialect.ts'
import { encodeKeys, hasKey, jsonScalar, jsonValue, listTest } from './postgres-json.ts'
import { cell, encode, encodeList, fromText, output, readFloat, text, typeName } from './postgres-values.ts'
import { postgresWrites } from './postgres-writes.ts'
import { toStored } from './stored.ts'
import { block, EMPTY, integer, join, literal, name, type Sql, sql, word, words } from './text.ts'
import { decimalTotal } from './totals.ts'

const UTC = literal('UTC')
const C = name('C')

export const postgresDialect: SqlDialect = {
  name: 'postgres',
  nameQuote: '"',
  numbered: true,
  placeholder: (number) => `$${number}`,

  encode,
  param: fromText,
  output,

  encodeRows: (types, rows) =>
    JSON.stringify(
      (rows as readonly (readonly Value[])[]).map((row) =>
        types.map((type, i) => {
          const value = row[i] ?? null
          return type === null ? value : toStored(type, value)
        }),
      ),
    ),
  unpack(hole, types, columns) {
    const cells = types.map((type, i) => sql`${cell(type, i)} as ${name(columns[i] ?? '')}`)
    return sql`select ${join(cells)} from jsonb_array_elements(${hole}::jsonb) as e(v)`
  },
  encodeList,
  inList(left, list) {
    const items = sql`any (${list}::${typeName(left.type)}[])`
    const exact = exactText(left.sql, left.type)
    return exact === left.sql ? sql`${left.sql} = ${items}` : sql`(${left.sql} = ${items} and ${also(sql`${exact} = ${items}`)})`
  },
  notInList(left, list) {
    const test = sql`${exactText(left.sql, left.type)} <> all (${list}::${typeName(left.type)}[])`
    return left.nullable ? sql`(${left.sql} is not null and ${test})` : test
  },
  // Measured on 15 and 18, 100,000 rows, newest 20 of them: a select of keys becomes a nested loop (500 keys: 1.5 s to 20 s); `(… in (select …)) is true`
  // is looked up by hash but never finds an index (5 keys: 11 ms); a list does both (500 keys: 11 ms; 5 keys: 0.2 ms).
  keyLists: true,
  materialized: word('materialized '),
  drivenJoin: word('join'),

  column,
  exact: exactText,
  also,
  collate: (of, collation) => (collation === 'native' ? of : sql`(${of} collate ${C})`),
  fold: (of) => sql`lower(${of} collate ${C})`,
  match(op, of, part) {
    // Before version 18 a collation that takes different texts for equal finds no parts of texts.
    const exact = sql`(${of} collate ${C})`
    if (op === 'contains') return sql`strpos(${exact}, ${part}) > 0`
    return op === 'startsWith' ? sql`starts_with(${exact}, ${part})` : sql`right(${exact}, length(${part})) = ${part}`
  },
  same: (left, right, negated) => sql`${left} ${word(negated ? 'is distinct from' : 'is not distinct from')} ${right}`,
  align: (left, right) => [left.sql, right.sql],
  sortTerm: (by, direction, nulls) => words(by, word(direction), nulls === undefined ? EMPTY : word(`nulls ${nulls}`)),
  page: (limit, offset) => words(limit === undefined ? EMPTY : sql`limit ${limit}`, offset === undefined ? EMPTY : sql`offset ${offset}`),

  math(op, left, right, scale) {
    const operator = word({ add: '+', sub: '-', mul: '*' }[op])
    return sql`round(${left.sql}::numeric ${operator} ${right.sql}::numeric, ${integer(scale)})`
  },
  total,
  totalOutput(fn, of) {
    if (of.type.kind === 'float') return { sql: total(fn, of), read: readFloat }
    const scale = scaleOf(of.type) + (fn === 'avg' ? 6 : 0)
    return { sql: total(fn, of), read: (raw) => decimalTotal(text(raw), scale) }
  },
  extreme(fn, of) {
    const { kind } = of.type
    if (kind === 'boolean') return sql`${word(fn === 'min' ? 'bool_and' : 'bool_or')}(${of.sql})`
    // Before version 18 there is no min of uuid.
    if (kind === 'uuid') return sql`${word(fn)}(${of.sql}::text collate ${C})::uuid`
    return kind === 'string' || kind === 'objectId' ? sql`${word(fn)}(${of.sql} collate ${C})` : sql`${word(fn)}(${of.sql})`
  },
  bucket(of, unit) {
    const period = literal(unit.toLowerCase())
    if (of.type.kind === 'date') return sql`date_trunc(${period}, ${of.sql}::timestamp)::date`
    return sql`(date_trunc(${period}, ${of.sql} at time zone ${UTC}) at time zone ${UTC})`
  },

  encodeKeys,
  jsonValue,
  jsonScalar,
  hasKey,
  encodeItems: (op, item, value) =>
    JSON.stringify(op === 'has' ? [toStored(item, value)] : (value as readonly Value[]).map((each) => toStored(item, each))),
  listTest,

  columnType(type) {
    if (type.kind === 'decimal') return sql`numeric(${integer(type.precision)}, ${integer(type.scale)})`
    if (type.kind === 'float' && type.single === true) return word('real')
    return type.kind === 'time' || type.kind === 'dateTime' ? sql`${typeName(type)}(${integer(type.precision)})` : typeName(type)
  },
  identity: (type) => ({ type: sql`${typeName(type)} generated by default as identity`, isKey: false }),
  createNamespace: (namespace) => sql`create schema if not exists ${name(namespace)}`,
  createIndex(namespace, index, table, columns) {
    const on = namespace === undefined ? name(table) : name(namespace, table)
    return sql`create index if not exists ${name(index)} on ${on} (${join(columns.map((column) => name(column)))})`
  },
  // A constraint cannot be created "if not exists".
  addForeignKey: (table, constraint, definition) =>
    block(sql`alter table ${table} add constraint ${name(constraint)} ${definition}; exception when duplicate_object then null;`),
  ...postgresWrites,
  analyze: (table) => sql`analyze ${table}`,
  alignIdentity(namespace, table, column) {
    const place = namespace === undefined ? [table] : [namespace, table]
    const quoted = sql`format(${literal(place.map(() => '%I').join('.'))}, ${join(place.map(literal))})`
    const top = sql`select max(${name(column)}) as top from ${name(...place)}`
    return sql`select setval(pg_get_serial_sequence(${quoted}, ${literal(column)}), t.top) from (${top}) as t where t.top > 0`
  },
}

/** No index of a column in another collation serves this. */
function exactText(of: Sql, type: CellType): Sql {
  return type?.kind === 'string' ? sql`(${of}::text collate ${C})` : of
}

/** Of a comparison the planner would take the share of rows twice; of this it takes half of them. */
function also(test: Sql): Sql {
  return sql`coalesce(${test}, false)`
}

/** Where the column is of the type itself the cast is none, and leaves indexes and plans as they are. */
function column(of: Sql, type: FieldType): Sql {
  switch (type.kind) {
    case 'string': // char(n), citext, name
    case 'enum': // an enum of the database
      return sql`${of}::text`
    case 'float':
      // As a double a real has digits that it is not shown with, and equals no number that it is written as.
      return type.single === true ? sql`${of}::text::${typeName(type)}` : sql`${of}::${typeName(type)}`
    case 'dateTime': // timestamp without a zone
    case 'json': // json that is not jsonb
    case 'object':
      return sql`${of}::${typeName(type)}`
    case 'list': // an array
      return sql`to_jsonb(${of})`
    default:
      return of
  }
}

function total(fn: 'sum' | 'avg', of: Expr): Sql {
  if (fn === 'sum') return sql`sum(${of.sql})`
  // The server's average also squares what it adds up, which leaves doubles long before the sum does.
  if (of.type.kind === 'float') return sql`(sum(${of.sql}) / count(${of.sql}))`
  // The server's own division rounds once already; whole units divided without a rest round once in all.
  const digits = scaleOf(of.type) + 6
  const sum = sql`sum(${of.sql})::numeric`
  const count = sql`count(${of.sql})`
  const units = sql`div(abs(${sum}) * ${integer(2n * 10n ** BigInt(digits))} + ${count}, 2 * ${count})`
  return sql`(sign(${sum}) * ${units} * ${word(`0.${'1'.padStart(digits, '0')}`)})`
}
