/** JSON columns in SQLite: texts that hold canonical JSON. */

import type { Value } from '../../base/json.ts'
import type { FieldType } from '../../model/model.ts'
import type { ScalarType } from '../../model/scalars.ts'
import type { JsonPlace } from './dialect.ts'
import { toStored } from './stored.ts'
import { integer, isName, join, literal, type Sql, sql } from './text.ts'

/** Every key quoted, so that none is an index or a wildcard. */
export function encodeKeys(keys: readonly string[]): string {
  return `$${keys.map((key) => `.${JSON.stringify(key)}`).join('')}`
}

/** The JSON text to look into and the path to look at. */
function at({ column, keys, below }: JsonPlace): { json: Sql; path: Sql } {
  const declared = literal(encodeKeys(keys))
  const json = whole(column)
  if (below === undefined) return { json, path: declared }
  return { json: keys.length === 0 ? json : sql`(${json} -> ${declared})`, path: below }
}

/** To look inside a text that is no JSON would fail the statement; it has no parts. What was taken out of JSON is JSON. */
const whole = (json: Sql): Sql => (isName(json) ? sql`(case when json_valid(${json}) then ${json} end)` : json)

export function jsonValue(place: JsonPlace): Sql {
  const { json, path } = at(place)
  return sql`nullif(${json} -> ${path}, ${literal('null')})`
}

/** The value as it is selected: of what is no JSON a text that is none either, so that the cell is an error. */
export function jsonOutput({ column, keys, below }: JsonPlace): Sql {
  const found = jsonValue({ column, keys, ...(below === undefined ? {} : { below }) })
  return isName(column) ? sql`(case when not json_valid(${column}) then ${literal('')} else ${found} end)` : found
}

/** Unknown of what is no JSON. */
export const hasKey = (json: Sql, path: Sql): Sql =>
  isName(json)
    ? sql`(case when json_valid(${json}) then json_type(${json}, ${path}) is not null end)`
    : sql`(json_type(${json}, ${path}) is not null)`

const digits = (count: number) => '[0-9]'.repeat(count)
const fraction = (precision: number) => (precision === 0 ? '' : `.${digits(precision)}`)
const CLOCK = '[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'
const DAY = `${digits(4)}-${digits(2)}-${digits(2)}`
const hexes = (count: number) => '[0-9a-f]'.repeat(count)

export function jsonScalar(place: JsonPlace, type: ScalarType): Sql {
  const { json, path } = at(place)
  const kind = sql`json_type(${json}, ${path})`
  const value = sql`json_extract(${json}, ${path})`
  const when = (condition: Sql, found: Sql) => sql`(case when ${condition} then ${found} end)`
  const texts = (conditions: readonly Sql[], found = value) =>
    when(join([sql`${kind} = ${literal('text')}`, ...conditions], ' and '), found)
  const like = (pattern: string) => sql`${value} glob ${literal(pattern)}`
  const isDay = sql`date(substr(${value}, 1, 10)) = substr(${value}, 1, 10)`
  switch (type.kind) {
    case 'json':
      return jsonValue(place)
    case 'boolean':
      return sql`(case ${kind} when ${literal('true')} then 1 when ${literal('false')} then 0 end)`
    case 'int':
      return when(
        sql`${kind} in (${literal('integer')}, ${literal('real')}) and ${value} = cast(${value} as integer) and ${value} between -2147483648 and 2147483647`,
        sql`cast(${value} as integer)`,
      )
    case 'float':
      return when(sql`${kind} in (${literal('integer')}, ${literal('real')})`, sql`cast(${value} as real)`)
    case 'bigInt': {
      const form = [like('[-0-9]*'), like('*[0-9]'), sql`substr(${value}, 2) not glob ${literal('*[^0-9]*')}`]
      return texts(form, sql`cast(${value} as integer)`)
    }
    case 'decimal': {
      // Canonical text has all digits of the scale: without its point it is the scaled integer.
      const point = type.scale === 0 ? integer(0) : sql`length(${value}) - ${integer(type.scale)}`
      const unscaled = sql`replace(${value}, ${literal('.')}, ${literal('')})`
      const form = [like(`[-0-9]*`), like(`*[0-9]${fraction(type.scale)}`), sql`instr(${value}, ${literal('.')}) = ${point}`]
      return texts([...form, sql`${unscaled} not glob ${literal('?*[^0-9]*')}`], sql`cast(${unscaled} as integer)`)
    }
    case 'date':
      return texts([like(DAY), isDay])
    case 'time':
      return texts([like(`${CLOCK}${fraction(type.precision)}`), sql`${value} < ${literal('24')}`])
    case 'dateTime':
      return texts([like(`${DAY}T${CLOCK}${fraction(type.precision)}Z`), isDay, sql`substr(${value}, 12) < ${literal('24')}`])
    case 'uuid':
      return texts([like([8, 4, 4, 4, 12].map(hexes).join('-'))])
    default:
      return texts([])
  }
}

/** An item as json_each gives it. */
function item(type: FieldType, value: Value): unknown {
  const stored = toStored(type, value)
  if (typeof stored === 'boolean') return stored ? 1n : 0n
  return typeof stored === 'number' && Number.isSafeInteger(stored) ? BigInt(stored) : stored
}

export function encodeItems(op: 'has' | 'hasSome' | 'hasEvery', type: FieldType, value: Value): unknown {
  if (op === 'has') return item(type, value)
  return JSON.stringify((value as readonly Value[]).map((each) => toStored(type, each)))
}

/** Unknown of what is no JSON list. */
export function listTest(op: 'has' | 'hasSome' | 'hasEvery' | 'isEmpty', list: Sql, value: Sql): Sql {
  return sql`(case json_type(${whole(list)}) when ${literal('array')} then ${itemsTest(op, list, value)} end)`
}

function itemsTest(op: 'has' | 'hasSome' | 'hasEvery' | 'isEmpty', list: Sql, value: Sql): Sql {
  const items = sql`select l.value from json_each(${list}) as l`
  switch (op) {
    case 'isEmpty':
      return sql`json_array_length(${list}) = ${integer(0)}`
    case 'has':
      return sql`${value} in (${items})`
    case 'hasSome':
      return sql`exists (select 1 from json_each(${value}) as w where w.value in (${items}))`
    case 'hasEvery':
      return sql`not exists (select 1 from json_each(${value}) as w where w.value not in (${items}))`
  }
}
