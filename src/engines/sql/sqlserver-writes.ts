/** How SQL Server changes rows. */

import type { FieldType } from '../../model/model.ts'
import { settingList } from './assign.ts'
import type { ChangeParts, InsertParts, SqlDialect } from './dialect.ts'
import { AS_JSON, object } from './sqlserver-json.ts'
import { math } from './sqlserver-numbers.ts'
import { BIN2, bound, cell, opened, output, typeName } from './sqlserver-values.ts'
import { EMPTY, join, literal, name, type Sql, sql, words } from './text.ts'

type Writes = Pick<
  SqlDialect,
  | 'inserted'
  | 'ignoreConflict'
  | 'insert'
  | 'returning'
  | 'added'
  | 'jsonParam'
  | 'jsonWith'
  | 'update'
  | 'delete'
  | 'rowCount'
  | 'tablesFirst'
  | 'lock'
>

/** What the statement itself met: a driver would also count what triggers did. */
const COUNT = sql`select @@rowcount`

const DOT = literal('.')
const exactly = (key: Sql): Sql => sql`(${key} + ${DOT}) collate ${BIN2}`

/** An object's members are taken apart and put together again: JSON_MODIFY takes numbers by their type, and would shorten doubles. */
function jsonWith(json: Sql, members: readonly (readonly [string, Sql])[]): Sql {
  const key = name('j', 'key')
  const others = join(
    members.map(([own]) => sql`${exactly(key)} <> ${literal(own)} + ${DOT}`),
    ' and ',
  )
  const escaped = sql`string_escape(${key}, ${literal('json')}) collate ${BIN2}`
  const member = sql`cast(${literal('"')} as nvarchar(max)) + ${escaped} + ${literal('":')} + ${AS_JSON}`
  const kept = sql`(select string_agg(${member}, ${literal(',')}) from openjson(${object(json)}) as ${name('j')} where ${others})`
  const placed = members.map(
    ([own, value], i) => sql`${literal(`${i === 0 ? '' : ','}${JSON.stringify(own)}:`)} + coalesce(${value}, ${literal('null')})`,
  )
  return sql`(${literal('{')} + coalesce(${kept} + ${literal(',')}, ${literal('')}) + ${join(placed, ' + ')} + ${literal('}')})`
}

const rows = ({ table, alias, where }: ChangeParts): Sql => words(sql`from ${table} as ${alias}`, where)

export const sqlserverWrites: Writes = {
  insert,
  inserted: () => {
    throw new Error('SQL Server puts its inserts together by itself')
  },
  ignoreConflict: () => undefined,
  returning: () => undefined,
  added(column, amount, type) {
    // With all 38 digits a sum could need one more, and the server would take it from the fraction.
    if (type.kind !== 'decimal' || type.precision < 38) return sql`${column} + ${amount}`
    const side = (of: Sql) => ({ sql: of, type, nullable: true, fields: [] })
    return math('add', side(column), side(amount), type.scale)
  },
  jsonParam: (hole) => sql`cast(${hole} as nvarchar(max))`,
  jsonWith,
  update: (parts) => sql`update ${parts.alias} set ${settingList(parts.set)} ${rows(parts)}`,
  delete: (parts) => sql`delete ${parts.alias} ${rows(parts)}`,
  rowCount: COUNT,
  tablesFirst: true,
  // Under row versioning such a read does not take an old version of the row either.
  lock: { hint: sql`with (updlock, rowlock)` },
}

/**
 * What an insert made goes into a table of its own: a table with triggers gives it in no other way.
 * The last cell of a row is its place: by it the database numbers rows, and by it they come back.
 */
function insert({ table, columns, types, rows, numbers, ignore, returning }: InsertParts): Sql {
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
  // Where the database numbered the rows, that is their order: in which one it tells of them is not promised.
  const numbered = returning.findIndex((column) => column.numbered)
  const order = numbered < 0 ? sql`n` : name(`r${numbered}`)
  const parts = [
    numbers ? sql`set identity_insert ${table} on` : EMPTY,
    returning.length === 0
      ? EMPTY
      : sql`declare @made table (${join([sql`n int identity(1, 1)`, ...returning.map(({ type }, i) => sql`${name(`r${i}`)} ${typeName(type)}`)])})`,
    words(into, kept, chosen),
    // Before anything else is set, which would count as well.
    returning.length === 0 ? COUNT : EMPTY,
    numbers ? sql`set identity_insert ${table} off` : EMPTY,
    returning.length === 0
      ? EMPTY
      : sql`select ${join(returning.map(({ type }, i) => output({ sql: name(`r${i}`), type, nullable: true, fields: [] }).sql))} from @made order by ${order}`,
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
