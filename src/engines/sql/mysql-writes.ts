/** How MySQL and MariaDB change rows. */

import { settingList } from './assign.ts'
import type { ChangeParts, SqlDialect } from './dialect.ts'
import { encodeKeys } from './mysql-json.ts'
import { cell, cellColumn, type Holding } from './mysql-values.ts'
import { EMPTY, join, literal, name, type Sql, sql, words } from './text.ts'

type Writes = Pick<
  SqlDialect,
  'inserted' | 'ignoreConflict' | 'returning' | 'added' | 'jsonParam' | 'jsonWith' | 'update' | 'delete' | 'chosenApart' | 'lock'
>

/** @param returns an insert can return what it made */
export function mysqlWrites(holding: Holding, returns: boolean): Writes {
  return {
    inserted(_table, columns, types, hole) {
      const cells = types.map((type, i) => sql`${cell(type, i, holding)} as ${name(columns[i] ?? '')}`)
      const table = sql`json_table(${hole}, ${literal('$[*]')} columns (${join([sql`n for ordinality`, ...types.map((_, i) => cellColumn(i))])}))`
      return sql`select ${join(cells)} from ${table} as e order by e.n`
    },
    // An assignment that changes nothing; the statement for ignoring would also let other mistakes pass.
    ignoreConflict(target, table, returning) {
      const [first] = target
      return returning || first === undefined ? undefined : sql`on duplicate key update ${first} = ${table}.${first}`
    },
    returning: (columns) => (returns ? sql`returning ${join(columns)}` : undefined),
    // Beyond the column's type the strict mode refuses it.
    added: (column, amount, _type) => sql`${column} + ${amount}`,
    jsonParam: (hole) => (holding.json === 'type' ? sql`cast(${hole} as json)` : sql`json_extract(${hole}, ${literal('$')})`),
    jsonWith(json, members) {
      const object = sql`case when json_type(${json}) = ${literal('OBJECT')} then ${json} else json_object() end`
      return sql`json_set(${object}, ${join(members.flatMap(([key, value]) => [literal(encodeKeys([key])), value]))})`
    },
    chosenApart: true,
    // Before MariaDB 11.6 a deletion from one table has no name for its rows, so both are written as of several.
    update: (parts) => words(sql`update ${rows(parts)} set ${settingList(parts.set, parts.alias)}`, parts.where),
    delete: (parts) => words(sql`delete ${parts.alias} from ${rows(parts)}`, parts.where),
    // Of joined tables it locks the rows as well; MariaDB cannot say of which.
    lock: { clause: () => sql`for update` },
  }
}

const rows = ({ table, alias, chosen }: ChangeParts): Sql =>
  words(sql`${table} as ${alias}`, chosen === undefined ? EMPTY : sql`join (${chosen.keys}) as ${chosen.alias} on ${chosen.on}`)
