/** What MySQL and MariaDB have in common, given the few things in which they differ. */

import type { Compiled } from '../../datasource/datasource.ts'
import type { SqlDialect } from './dialect.ts'
import { encodeItems, encodeKeys, hasKey, jsonScalar, jsonValue, listTest } from './mysql-json.ts'
import { bucket, math, total, totalOutput } from './mysql-numbers.ts'
import {
  cell,
  cellColumn,
  columnType,
  encode,
  encodeList,
  encodeRows,
  fromJson,
  fromText,
  type Holding,
  indexedPart,
  output,
  unquoted,
} from './mysql-values.ts'
import { mysqlWrites } from './mysql-writes.ts'
import { EMPTY, join, literal, name, type Sql, sql, word, words } from './text.ts'

export interface Product extends Holding {
  readonly name: string
  /** An index can be created where it does not exist. */
  readonly createsMissing: boolean
  /** An insert can return what it made. */
  readonly returns: boolean
}

/** LIMIT takes a parameter and nothing around it. */
const bare = ({ pieces }: Sql): Sql => ({ pieces: pieces.filter((piece) => typeof piece === 'object') })
/** The most there can be; an offset does not stand alone. */
const ALL = word('18446744073709551615')

/** @param wide for text that a column's character set may lack: see `SqlDialect.plain` */
export function mysqlFamily(product: Product, wide = false): SqlDialect {
  const collation = word(product.collation)
  // A column may be in any character set; converting one that is in this one already costs little.
  const exactText = (of: Sql): Sql => sql`(convert(${of} using utf8mb4) collate ${collation})`
  /** An item of a list, as text. */
  const listed = unquoted(sql`e.v`, product)
  const isText = (kind: string | undefined): boolean => kind === undefined || kind === 'string' || kind === 'enum'
  return {
    name: product.name,
    nameQuote: '`',
    numbered: false,
    placeholder: () => '?',

    encode,
    // MySQL takes a parameter that is cast to a time for a moment, and reads its hour as a year.
    param: (type, hole) => fromText(type, type.kind === 'time' ? sql`cast(${hole} as char)` : hole, product),
    output,

    encodeRows,
    unpack(hole, types, columns) {
      const cells = types.map((type, i) => sql`${cell(type, i, product)} as ${name(columns[i] ?? '')}`)
      const table = sql`json_table(${hole}, ${literal('$[*]')} columns (${join(types.map((_, i) => cellColumn(i)))}))`
      return sql`select ${join(cells)} from ${table} as e`
    },
    encodeList,
    inList(left, list) {
      const items = itemsOf(list)
      if (!isText(left.type.kind)) return sql`${left.sql} in (select ${fromJson(left.type, listed, product)} from ${items})`
      if (wide) return sql`${exactText(left.sql)} in (select ${exactText(listed)} from ${items})`
      return sql`(${left.sql}, ${exactText(left.sql)}) in (select ${listed}, ${exactText(listed)} from ${items})`
    },
    notInList(left, list) {
      const own = isText(left.type.kind) ? exactText(left.sql) : left.sql
      const item = fromJson(left.type, listed, product)
      const test = sql`${own} not in (select ${isText(left.type.kind) ? exactText(item) : item} from ${itemsOf(list)})`
      return left.nullable ? sql`(${left.sql} is not null and ${test})` : test
    },
    materialized: EMPTY,
    drivenJoin: word('straight_join'),

    exact: (of, type) => (isText(type?.kind) ? exactText(of) : of),
    // What is not is made distinct by its own collation, where a list is materialised.
    exactBoth: true,
    ...(wide ? { plain: false as const } : {}),
    collate(of, wanted, { max }) {
      if (wanted === 'binary') return exactText(of)
      // A set compares as text but sorts by its number, unless it is made text first; a column with a length is none, and keeps its index.
      return max === undefined ? sql`concat(${of})` : of
    },
    // Seen as bytes in a character set without letters beyond ASCII, only A to Z have lower ones.
    fold: (of) =>
      sql`convert(convert(lower(convert(convert(convert(${of} using utf8mb4) using binary) using hebrew)) using binary) using utf8mb4)`,
    match(op, of, part) {
      const own = exactText(of)
      if (op === 'contains') return sql`locate(${part}, ${own}) > 0`
      return sql`${word(op === 'startsWith' ? 'left' : 'right')}(${own}, char_length(${part})) = ${part}`
    },
    same: (left, right, negated) => (negated ? sql`not (${left} <=> ${right})` : sql`${left} <=> ${right}`),
    align: (left, right) => [left.sql, right.sql],
    // Nulls are smallest here as well.
    sortTerm(by, direction, nulls) {
      const term = words(by, word(direction))
      if (nulls === undefined || (nulls === 'first') === (direction === 'asc')) return term
      return sql`${by} is null ${word(nulls === 'first' ? 'desc' : 'asc')}, ${term}`
    },
    page(limit, offset) {
      if (limit === undefined && offset === undefined) return EMPTY
      return words(sql`limit ${limit === undefined ? ALL : bare(limit)}`, offset === undefined ? EMPTY : sql`offset ${bare(offset)}`)
    },

    // MariaDB 10.11 loses groups where one select groups by what it works out itself, or has a list or a window as well.
    apart: sql`limit ${ALL}`,

    math,
    total,
    totalOutput,
    extreme: (fn, of) => sql`${word(fn)}(${of.type.kind === 'string' ? exactText(of.sql) : of.sql})`,
    bucket,

    encodeKeys,
    jsonValue,
    jsonScalar: (place, type) => jsonScalar(place, type, product),
    hasKey,
    encodeItems,
    listTest: (op, list, value) => listTest(op, list, value, product),

    columnType: (type, keyed) => columnType({ type, keyed }, product),
    identity: (type) => ({ type: sql`${columnType({ type, keyed: true }, product)} not null auto_increment primary key`, isKey: true }),
    createNamespace: (namespace) => sql`create database if not exists ${name(namespace)}`,
    createIndex(namespace, index, table, columns, roles) {
      const parts = columns.map((column, i) => {
        const role = roles[i]
        return role === undefined ? name(column) : sql`${name(column)}${indexedPart(role)}`
      })
      const on = namespace === undefined ? name(table) : name(namespace, table)
      return sql`create index ${word(product.createsMissing ? 'if not exists ' : '')}${name(index)} on ${on} (${join(parts)})`
    },
    // Neither can create a constraint only where it is missing: the connection takes "is there already" for done.
    addForeignKey: (table, constraint, definition) => sql`alter table ${table} add constraint ${name(constraint)} ${definition}`,
    ...mysqlWrites(product, product.returns),
    alignIdentity: () => undefined,
  }
}

const itemsOf = (list: Sql): Sql => sql`json_table(${list}, ${literal('$[*]')} columns (v json path ${literal('$')})) as e`

/** A statement that finds indexes, and the other way to put it where the server finds its texts beyond a column's character set. */
export function inTwoWays(compile: (dialect: SqlDialect) => Compiled, usual: SqlDialect, wide: SqlDialect): Compiled {
  let made: Compiled | undefined
  return {
    ...compile(usual),
    wider() {
      made ??= compile(wide)
      return made
    },
  }
}
