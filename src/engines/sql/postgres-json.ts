/** JSON columns in PostgreSQL. */

import { badInput } from '../../base/errors.ts'
import type { ScalarType } from '../../model/scalars.ts'
import type { JsonPlace } from './dialect.ts'
import { jsonForm } from './json-forms.ts'
import { fromText } from './postgres-values.ts'
import { join, literal, type Sql, sql } from './text.ts'

const NULL = sql`${literal('null')}::jsonb`
const NO_VARIABLES = literal('{}')

/** A strict path: the lax one would enter arrays. */
export function encodeKeys(keys: readonly string[]): string {
  return `strict $${keys.map((key) => `.${JSON.stringify(storable(key))}`).join('')}`
}

function storable(key: string): string {
  if (key.includes('\0') || !key.isWellFormed()) throw badInput('A key of a JSON path is no well-formed text.')
  return key
}

function at({ column, keys, below }: JsonPlace): Sql {
  const declared = keys.length === 0 ? column : sql`(${join([column, ...keys.map(literal)], ' -> ')})`
  return below === undefined ? declared : sql`jsonb_path_query_first(${declared}, ${below}::jsonpath, ${NO_VARIABLES}, true)`
}

export const jsonValue = (place: JsonPlace): Sql => sql`nullif(${at(place)}, ${NULL})`

export const hasKey = (json: Sql, path: Sql): Sql =>
  sql`coalesce(jsonb_path_exists(${json}, ${path}::jsonpath, ${NO_VARIABLES}, true), false)`

export function jsonScalar(place: JsonPlace, type: ScalarType): Sql {
  const json = at(place)
  const asText = sql`(${json} #>> ${NO_VARIABLES})`
  const is = (kind: string) => sql`jsonb_typeof(${json}) = ${literal(kind)}`
  switch (type.kind) {
    case 'json':
      return jsonValue(place)
    case 'boolean':
      return sql`(case ${json} when ${literal('true')}::jsonb then true when ${literal('false')}::jsonb then false end)`
    case 'int': {
      const number = sql`${asText}::numeric`
      const fits = sql`${number} = trunc(${number}) and ${number} between -2147483648 and 2147483647`
      return sql`(case when ${is('number')} then case when ${fits} then ${number}::integer end end)`
    }
    case 'float': {
      const number = sql`${asText}::numeric`
      const fits = sql`${number} = 0 or abs(${number}) between 4.94e-324 and 1.7976931348623157e308`
      return sql`(case when ${is('number')} then case when ${fits} then ${number}::double precision end end)`
    }
    default: {
      const form = jsonForm(type)
      const found = form === undefined ? is('string') : sql`${is('string')} and ${asText} ~ ${literal(`^${form}$`)}`
      // Nineteen digits may be more than 64 bits hold.
      return sql`(case when ${found} then ${type.kind === 'bigInt' ? sql`${asText}::numeric` : fromText(type, asText)} end)`
    }
  }
}

export function listTest(op: 'has' | 'hasSome' | 'hasEvery' | 'isEmpty', list: Sql, value: Sql): Sql {
  if (op === 'isEmpty') return sql`${list} = ${literal('[]')}::jsonb`
  if (op !== 'hasSome') return sql`${list} @> ${value}::jsonb`
  return sql`exists (select 1 from jsonb_array_elements(${value}::jsonb) as e(v) where ${list} @> jsonb_build_array(e.v))`
}
