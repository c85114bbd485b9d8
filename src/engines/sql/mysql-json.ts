/** JSON in MySQL and MariaDB. */

import type { Value } from '../../base/json.ts'
import type { FieldType } from '../../model/model.ts'
import type { ScalarType } from '../../model/scalars.ts'
import type { JsonPlace } from './dialect.ts'
import { jsonForm } from './json-forms.ts'
import { fromText, type Holding, unquoted } from './mysql-values.ts'
import { toStored } from './stored.ts'
import { literal, type Sql, sql } from './text.ts'

/** Every key quoted, so that none is an index or a wildcard. */
export function encodeKeys(keys: readonly string[]): string {
  return `$${keys.map((key) => `.${JSON.stringify(key)}`).join('')}`
}

function at({ column, keys, below }: JsonPlace): Sql {
  const declared = keys.length === 0 ? column : sql`json_extract(${column}, ${literal(encodeKeys(keys))})`
  return below === undefined ? declared : sql`json_extract(${declared}, ${below})`
}

export function jsonValue(place: JsonPlace): Sql {
  const json = at(place)
  return sql`(case when json_type(${json}) <> ${literal('NULL')} then ${json} end)`
}

export const hasKey = (json: Sql, path: Sql): Sql => sql`(coalesce(json_contains_path(${json}, ${literal('one')}, ${path}), 0) = 1)`

export function jsonScalar(place: JsonPlace, type: ScalarType, holding: Holding): Sql {
  const json = at(place)
  const kind = sql`json_type(${json})`
  const asText = sql`json_unquote(${json})`
  switch (type.kind) {
    case 'json':
      return jsonValue(place)
    case 'boolean':
      return sql`(case when ${kind} = ${literal('BOOLEAN')} then case ${asText} when ${literal('true')} then 1 else 0 end end)`
    case 'int':
    case 'float': {
      const number = sql`cast(${asText} as double)`
      const isNumber = sql`${kind} in (${literal('INTEGER')}, ${literal('UNSIGNED INTEGER')}, ${literal('DOUBLE')}, ${literal('DECIMAL')})`
      if (type.kind === 'float') return sql`(case when ${isNumber} then ${number} end)`
      const fits = sql`${number} = floor(${number}) and ${number} between -2147483648 and 2147483647`
      return sql`(case when ${isNumber} then case when ${fits} then cast(${number} as signed) end end)`
    }
    default: {
      const form = jsonForm(type)
      const isText = sql`${kind} = ${literal('STRING')}`
      const whole = unquoted(json, holding)
      // A dollar would also match before a line's end.
      const found = form === undefined ? isText : sql`${isText} and ${whole} rlike ${literal(`^${form}\\z`)}`
      const plain = type.kind === 'dateTime' ? sql`trim(trailing ${literal('Z')} from ${whole})` : whole
      // Nineteen digits may be more than 64 bits hold.
      const value = type.kind === 'bigInt' ? sql`cast(${whole} as decimal(20, 0))` : fromText(type, plain, holding)
      return sql`(case when ${found} then ${value} end)`
    }
  }
}

/** A candidate of json_contains; several to be looked for one by one are texts, because a table of JSON has none of its own scalars. */
export function encodeItems(op: 'has' | 'hasSome' | 'hasEvery', type: FieldType, value: Value): string {
  if (op === 'has') return JSON.stringify([toStored(type, value)])
  const items = (value as readonly Value[]).map((each) => toStored(type, each))
  return JSON.stringify(op === 'hasEvery' ? items : items.map((item) => JSON.stringify(item)))
}

export function listTest(op: 'has' | 'hasSome' | 'hasEvery' | 'isEmpty', list: Sql, value: Sql, holding: Holding): Sql {
  if (op === 'isEmpty') return sql`(json_length(${list}) = 0)`
  if (op !== 'hasSome') return sql`json_contains(${list}, ${value})`
  const items = sql`json_table(${value}, ${literal('$[*]')} columns (v json path ${literal('$')})) as l`
  return sql`exists (select 1 from ${items} where json_contains(${list}, ${unquoted(sql`l.v`, holding)}))`
}
