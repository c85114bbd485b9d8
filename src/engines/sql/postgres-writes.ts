/** How PostgreSQL changes rows. */

import type { Value } from '../../base/json.ts'
import type { FieldType } from '../../model/model.ts'
import { settingList } from './assign.ts'
import type { SqlDialect } from './dialect.ts'
import { fromText } from './postgres-values.ts'
import { toStored } from './stored.ts'
import { join, literal, name, sql, words } from './text.ts'

type Writes = Pick<
  SqlDialect,
  | 'encodeInserted'
  | 'inserted'
  | 'ignoreConflict'
  | 'updateConflict'
  | 'returning'
  | 'stored'
  | 'added'
  | 'jsonParam'
  | 'jsonWith'
  | 'update'
  | 'delete'
  | 'lock'
>

const OBJECT = sql`${literal('{}')}::jsonb`

/** A value as it stands in the JSON of a row. */
function member(type: FieldType, value: Value): Value {
  if (type.kind === 'bytes' && value !== null) return `\\x${Buffer.from(value as string, 'base64').toString('hex')}`
  return toStored(type, value)
}

/** Columns that others declared may be of a type of theirs: an enum, an array, a timestamp without a zone. */
const isOwn = ({ kind }: FieldType): boolean => kind !== 'enum' && kind !== 'list' && kind !== 'dateTime'

export const postgresWrites: Writes = {
  // Read as a row of the table, every value goes through the input of its column's own type, as a client's text would.
  encodeInserted: (columns, types, rows) =>
    JSON.stringify(
      (rows as readonly (readonly Value[])[]).map((row) =>
        Object.fromEntries(
          types.flatMap((type, i) => {
            const value = row[i] ?? null
            return value === null ? [] : [[columns[i] as string, member(type, value)]]
          }),
        ),
      ),
    ),
  inserted(table, columns, _types, hole) {
    const cells = columns.map((column) => name('r', column))
    const rows = sql`jsonb_array_elements(${hole}::jsonb) with ordinality as e(v, n) cross join lateral jsonb_populate_record(null::${table}, e.v) as ${name('r')}`
    return sql`select ${join(cells)} from ${rows} order by e.n`
  },
  ignoreConflict: (target) => sql`on conflict (${join(target)}) do nothing`,
  updateConflict: (target, set) => sql`on conflict (${join(target)}) do update set ${set}`,
  returning: (columns) => sql`returning ${join(columns)}`,
  stored(hole, type, row, column) {
    if (isOwn(type)) return fromText(type, hole)
    const value = type.kind === 'list' ? sql`${hole}::jsonb` : sql`${hole}::text`
    return sql`(jsonb_populate_record(${row}, jsonb_build_object(${literal(column)}, ${value}))).${name(column)}`
  },
  added: (column, amount, _type) => sql`${column} + ${amount}`,
  jsonParam: (hole) => sql`${hole}::jsonb`,
  jsonWith(json, members) {
    const object = sql`case when jsonb_typeof(${json}) = ${literal('object')} then ${json} else ${OBJECT} end`
    return sql`(${object} || jsonb_build_object(${join(members.flatMap(([key, value]) => [literal(key), value]))}))`
  },
  update: ({ table, alias, set, where }) => words(sql`update ${table} as ${alias} set ${settingList(set)}`, where),
  delete: ({ table, alias, where }) => words(sql`delete from ${table} as ${alias}`, where),
  lock: { clause: (alias) => sql`for update of ${alias}` },
}
