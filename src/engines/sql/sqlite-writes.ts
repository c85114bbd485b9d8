/** How SQLite changes rows. */

import type { ScalarType } from '../../model/scalars.ts'
import { settingList } from './assign.ts'
import type { SqlDialect } from './dialect.ts'
import { encodeKeys } from './sqlite-json.ts'
import { cell } from './sqlite-values.ts'
import { integer, join, literal, type Sql, sql, word, words } from './text.ts'

type Writes = Pick<
  SqlDialect,
  'inserted' | 'ignoreConflict' | 'updateConflict' | 'returning' | 'added' | 'jsonParam' | 'jsonWith' | 'update' | 'delete'
>

/** A sum beyond its type fails the statement, as abs() of the least integer does; SQLite itself would go on with a double, or keep what is too long. */
function added(column: Sql, amount: Sql, type: ScalarType): Sql {
  const sum = sql`${column} + ${amount}`
  const fails = sql`abs(-9223372036854775807 - (${column} is not null))`
  const [type_, least, most] = bounds(type)
  return sql`case when ${column} is null then null when typeof(${sum}) = ${literal(type_)} and ${sum} between ${least} and ${most} then ${sum} else ${fails} end`
}

function bounds(type: ScalarType): readonly [string, Sql, Sql] {
  switch (type.kind) {
    case 'int':
      return ['integer', integer(-2147483648), integer(2147483647)]
    case 'bigInt':
      return ['integer', sql`-9223372036854775807 - 1`, integer(9223372036854775807n)]
    case 'decimal': {
      const most = 10n ** BigInt(type.precision) - 1n
      return ['integer', integer(-most), integer(most)]
    }
    default:
      return ['real', word('-1.7976931348623157e308'), word('1.7976931348623157e308')]
  }
}

export const sqliteWrites: Writes = {
  // The condition keeps what may follow from being read as part of a join.
  inserted: (_table, _columns, types, hole) =>
    sql`select ${join(types.map((type, i) => cell(type, i)))} from json_each(${hole}) as e where 1 = 1 order by e.key`,
  ignoreConflict: (target) => sql`on conflict (${join(target)}) do nothing`,
  updateConflict: (target, set) => sql`on conflict (${join(target)}) do update set ${set}`,
  returning: (columns) => sql`returning ${join(columns)}`,
  added,
  jsonParam: (hole) => sql`json(${hole})`,
  jsonWith(json, members) {
    const isObject = sql`case when json_valid(${json}) then json_type(${json}) end = ${literal('object')}`
    const parts = members.flatMap(([key, value]) => [literal(encodeKeys([key])), value])
    return sql`json_set(case when ${isObject} then ${json} else ${literal('{}')} end, ${join(parts)})`
  },
  update: ({ table, alias, set, where }) => words(sql`update ${table} as ${alias} set ${settingList(set)}`, where),
  delete: ({ table, alias, where }) => words(sql`delete from ${table} as ${alias}`, where),
}
