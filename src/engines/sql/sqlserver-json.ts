/** JSON columns in SQL Server: texts, looked into with OPENJSON, which unlike JSON_VALUE tells of what type a value is. */

import { badInput } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import type { FieldType } from '../../model/model.ts'
import type { ScalarType } from '../../model/scalars.ts'
import type { JsonPlace } from './dialect.ts'
import { BIN2, isTextual, typeName } from './sqlserver-values.ts'
import { toStored } from './stored.ts'
import { EMPTY, integer, join, literal, name, reencoded, type Sql, sql, word, words } from './text.ts'

/** The types that OPENJSON numbers. */
const STRING = integer(1)
const NUMBER = integer(2)
const BOOLEAN = integer(3)

const VALUE = name('j', 'value')
const TYPE = name('j', 'type')

const step = (key: string): string => `.${JSON.stringify(key)}`

/** Checked here and split where it is used: the last key is looked for among those of the object that the others lead to. */
export function encodeKeys(keys: readonly string[]): readonly string[] {
  for (const key of keys) if (key.includes('\0') || !key.isWellFormed()) throw badInput('A key of a JSON path is no well-formed text.')
  return keys
}

/** Of an array of one, so that a document may be a scalar, which OPENJSON does not open. Of what is no JSON, nothing. */
function wrapped(json: Sql): Sql {
  const array = sql`cast(${literal('[')} as nvarchar(max)) + ${json} + ${literal(']')}`
  return sql`case when isjson(${array}) = 1 then ${array} end`
}

/** Where to look: the path of the object or array, the key in it, and, where it may be the number of an item, what the text there begins with. */
interface Look {
  readonly path: Sql
  readonly key: Sql
  readonly opens?: Sql
}

/** Without keys the document itself is meant: the first item of the array. */
function declared(keys: readonly string[]): Look {
  const last = keys.at(-1)
  if (last === undefined) return { path: literal('$'), key: literal('0') }
  const look = { path: literal(`$[0]${keys.slice(0, -1).map(step).join('')}`), key: literal(last) }
  return /^\d+$/.test(last) ? { ...look, opens: literal('{') } : look
}

function given(hole: Sql): Look {
  const of = (form: string, turn: (keys: readonly string[]) => string) => {
    const parameter = reencoded(hole, form, (keys) => turn(keys as readonly string[]))
    return sql`${parameter}`
  }
  return {
    path: of('path', (keys) => (keys.length === 0 ? '$' : `$[0]${keys.slice(0, -1).map(step).join('')}`)),
    key: sql`cast(${of('key', (keys) => keys.at(-1) ?? '0')} as nvarchar(4000))`,
    opens: sql`cast(${of('opens', (keys) => (keys.length === 0 ? '[' : '{'))} as nvarchar(1))`,
  }
}

/** `select … from` the value at the place, one row or none. Arrays are not entered, though their items have keys too. */
function looked(json: Sql, { path, key, opens }: Look, selected: Sql): Sql {
  const array = wrapped(json)
  const found = sql`(${name('j', 'key')} + ${literal('.')}) collate ${BIN2} = ${key} + ${literal('.')}`
  const object = opens === undefined ? EMPTY : sql`and left(json_query(${array}, ${path}), 1) = ${opens}`
  return words(sql`select ${selected} from openjson(${array}, ${path}) as ${name('j')} where ${found}`, object)
}

/** The value in the row `j` as JSON text. It says its collation: keys have another one than values, and together they would have none. */
export const AS_JSON = sql`case ${TYPE} when 0 then null when ${STRING} then ${literal('"')} + string_escape(${VALUE}, ${literal('json')}) + ${literal('"')} else ${VALUE} end collate ${BIN2}`

/** The document, where it is an object. Each condition stands by itself, because the order of those in one is the server's to choose. */
export function object(json: Sql): Sql {
  const array = wrapped(json)
  return sql`case when left(json_query(${array}, ${literal('$[0]')}), 1) = ${literal('{')} then ${json} end`
}

function at({ column, keys, below }: JsonPlace): { readonly json: Sql; readonly look: Look } {
  if (below === undefined) return { json: column, look: declared(keys) }
  return { json: keys.length === 0 ? column : jsonValue({ column, keys }), look: given(below) }
}

/** Text is of this type already, which a look-alike forgets on the way. */
const asText = (of: Sql): Sql => sql`cast(${of} as nvarchar(max))`

export function jsonValue(place: JsonPlace): Sql {
  if (place.keys.length === 0 && place.below === undefined) return sql`nullif(${place.column}, ${literal('null')})`
  const { json, look } = at(place)
  return asText(sql`(${looked(json, look, sql`top (1) ${AS_JSON}`)})`)
}

export function hasKey(json: Sql, path: Sql): Sql {
  return sql`exists (${looked(json, given(path), sql`1`)})`
}

const CLASS = '[0-9]'
const digits = (count: number) => CLASS.repeat(count)
const fraction = (precision: number) => (precision === 0 ? '' : `.${digits(precision)}`)
const CLOCK = `[0-2]${CLASS}:[0-5]${CLASS}:[0-5]${CLASS}`
const DAY = `${digits(4)}-${digits(2)}-${digits(2)}`
const UUID = [8, 4, 4, 4, 12].map((count) => '[0-9a-f]'.repeat(count)).join('-')

/** The scalar in the row `j` as a value of the type; null where it is of another. Casts that fail are null as well. */
function scalar(type: Exclude<ScalarType, { kind: 'json' }>): Sql {
  const when = (conditions: readonly Sql[], found: Sql) => sql`case when ${join(conditions, ' and ')} then ${found} end`
  const is = (kind: Sql) => sql`${TYPE} = ${kind}`
  const like = (pattern: string, of = VALUE) => sql`${of} collate ${BIN2} like ${literal(pattern)}`
  const unlike = (pattern: string, of = VALUE) => sql`${of} collate ${BIN2} not like ${literal(pattern)}`
  // like knows nothing of lengths, and a look-alike lets it pass over blanks at the end.
  const cast = (of = VALUE) => sql`try_cast(${of} as ${typeName(type)})`
  switch (type.kind) {
    case 'boolean':
      return when([is(BOOLEAN)], sql`cast(case ${VALUE} when ${literal('true')} then 1 else 0 end as bit)`)
    case 'int': {
      const double = sql`try_cast(${VALUE} as float)`
      const fits = sql`${double} = floor(${double}) and ${double} between -2147483648 and 2147483647`
      return when([is(NUMBER), fits], sql`cast(${double} as int)`)
    }
    case 'float':
      return when([is(NUMBER)], cast())
    case 'bigInt':
      return when([is(STRING), like('[-0-9]%'), like('%[0-9]'), unlike('%[^0-9]%', sql`substring(${VALUE}, 2, 4000)`)], cast())
    case 'decimal': {
      const fits = sql`charindex(${literal('.')}, reverse(${VALUE})) <= ${integer(type.scale + 1)}`
      const form = [like('[-0-9]%'), like('%[0-9]'), unlike('%[^0-9.]%', sql`substring(${VALUE}, 2, 4000)`), fits]
      return when([is(STRING), ...form], sql`try_cast(${VALUE} as decimal(38, ${integer(type.scale)}))`)
    }
    case 'date':
      return when([is(STRING), like(DAY)], cast())
    case 'time':
      return when([is(STRING), like(`${CLOCK}${fraction(type.precision)}`)], cast())
    case 'dateTime':
      return when(
        [is(STRING), like(`${DAY}T${CLOCK}${fraction(type.precision)}Z`)],
        cast(sql`substring(${VALUE}, 1, ${integer(19 + (type.precision === 0 ? 0 : type.precision + 1))})`),
      )
    case 'uuid':
      return when([is(STRING), like(UUID)], cast())
    default:
      return when([is(STRING)], VALUE)
  }
}

export function jsonScalar(place: JsonPlace, type: ScalarType): Sql {
  if (type.kind === 'json') return jsonValue(place)
  const { json, look } = at(place)
  const found = sql`(${looked(json, look, sql`top (1) ${scalar(type)}`)})`
  return isTextual(type) ? asText(found) : found
}

/** Always a list, so that items of both sides are found in the same way. */
export function encodeItems(op: 'has' | 'hasSome' | 'hasEvery', type: FieldType, value: Value): string {
  const items = op === 'has' ? [value] : (value as readonly Value[])
  return JSON.stringify(items.map((item) => toStored(type, item)))
}

export function listTest(op: 'has' | 'hasSome' | 'hasEvery' | 'isEmpty', list: Sql, value: Sql): Sql {
  const own = sql`openjson(case when isjson(${list}) = 1 then ${list} end)`
  if (op === 'isEmpty') return sql`not exists (select 1 from ${own})`
  const [item, wanted] = [name('l', 'value'), name('w', 'value')]
  const number = (of: Sql) => sql`try_cast(${of} as float)`
  const text = sql`(${item} + ${literal('.')}) collate ${BIN2} = ${wanted} + ${literal('.')}`
  const same = sql`${name('l', 'type')} = ${name('w', 'type')} and (${text} or ${name('l', 'type')} = ${NUMBER} and ${number(item)} = ${number(wanted)})`
  const among = sql`exists (select 1 from ${own} as ${name('l')} where ${same})`
  const every = op === 'hasEvery' ? word('not ') : EMPTY
  return sql`${every}exists (select 1 from openjson(${value}) as ${name('w')} where ${every}${among})`
}
