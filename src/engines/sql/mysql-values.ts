/** How values look in MySQL and MariaDB: parameters are texts, what comes back is the driver's exact form of each type. */

import { canonicalJson, type Value } from '../../base/json.ts'
import type { FieldType } from '../../model/model.ts'
import { canonical, NotCanonical } from '../../model/scalars.ts'
import type { CellType, ColumnRole, Expr, Output } from './dialect.ts'
import { shortFloat } from './single.ts'
import { enumFromStored, enumToStored, fromStored, parseStored, toStored } from './stored.ts'
import { integer, isName, literal, type Sql, sql, word } from './text.ts'

/** Where the two products differ in how values are held. */
export interface Holding {
  /** Compares by code point and heeds trailing blanks. */
  readonly collation: string
  /** A type of its own, or text that is checked. */
  readonly json: 'type' | 'text'
  /** The most digits behind the point. */
  readonly scale: number
}

const isJson = ({ kind }: FieldType): boolean => kind === 'json' || kind === 'list' || kind === 'object'

/** A value, not null, as the text of a parameter. */
export function encode(type: FieldType, value: Value): string {
  switch (type.kind) {
    case 'boolean':
      return value === true ? '1' : '0'
    case 'dateTime':
      return (value as string).slice(0, -1).replace('T', ' ')
    case 'bytes':
      return Buffer.from(value as string, 'base64').toString('hex')
    case 'enum':
      return enumToStored(type, value)
    case 'json':
    case 'list':
    case 'object':
      return JSON.stringify(canonicalJson(toStored(type, value)))
    default:
      return String(value)
  }
}

/** Text, such as a parameter, as a value of the type: compared with a number or a moment, bare text would become a double. */
export function fromText(type: FieldType, of: Sql, { json, scale }: Holding): Sql {
  switch (type.kind) {
    case 'int':
    case 'bigInt':
    case 'boolean':
      return sql`cast(${of} as signed)`
    case 'float':
      return type.single === true ? sql`cast(${of} as float)` : sql`cast(${of} as double)`
    case 'decimal':
      // An average has six more than its values may have, and what it is compared with as well.
      return sql`cast(${of} as decimal(65, ${integer(Math.min(type.scale, scale))}))`
    case 'date':
      return sql`cast(${of} as date)`
    case 'time':
      return sql`cast(${of} as time(6))`
    case 'dateTime':
      return sql`cast(${of} as datetime(6))`
    case 'bytes':
      return sql`unhex(${of})`
    default:
      return isJson(type) && json === 'type' ? sql`cast(${of} as json)` : of
  }
}

/** Rows as objects of texts; a null is left out. */
export function encodeRows(types: readonly CellType[], rows: Value): string {
  return JSON.stringify(
    (rows as readonly (readonly Value[])[]).map((row) =>
      Object.fromEntries(
        types.flatMap((type, i) => {
          const value = row[i] ?? null
          return value === null ? [] : [[`c${i}`, type === null ? JSON.stringify(value) : encode(type, value)]]
        }),
      ),
    ),
  )
}

/**
 * The text of a JSON string. The function that is made for it has, in MariaDB up to 10.6.23 and 11.4.5, no characters beyond 16 bits:
 * it makes question marks of them. The text of an array's entry is whole there, and of no collation of its own either.
 */
export function unquoted(json: Sql, holding: Holding): Sql {
  if (holding.json === 'type') return sql`json_unquote(${json})`
  return sql`json_value(json_array_append(${literal('[]')}, ${literal('$')}, json_compact(${json})), ${literal('$[0]')})`
}

/** The i-th cell of an unpacked row. */
export function cell(type: CellType, i: number, holding: Holding): Sql {
  // Text made by this function, unlike that of a column, gives way to the collation of a column it is compared with.
  const text = unquoted(sql`e.${word(`c${i}`)}`, holding)
  return type === null ? text : fromJson(type, text, holding)
}

/** An unquoted text as a value of the type. */
export function fromJson(type: FieldType, text: Sql, holding: Holding): Sql {
  // Where a column is ASCII, as those of UUIDs are, other text would have the column converted, and no index found.
  return type.kind === 'uuid' ? sql`convert(${text} using ascii)` : fromText(type, text, holding)
}

/** The columns of a table of JSON objects. */
export const cellColumn = (i: number): Sql => sql`${word(`c${i}`)} json path ${literal(`$.c${i}`)}`

/** A list as JSON texts. */
export const encodeList = (type: FieldType, values: Value): string =>
  JSON.stringify((values as readonly Value[]).map((value) => encode(type, value)))

/** Columns under whose names the driver takes no result, though it names nothing in the rows that it gives. */
const UNSPEAKABLE: ReadonlySet<string> = new Set([
  '__proto__',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
])

/** The column under the name that an expression gets. */
function spoken(of: Sql): Sql {
  const last = of.pieces.at(-1)
  const refused = isName(of) && typeof last === 'object' && 'name' in last && UNSPEAKABLE.has(last.name)
  return refused ? sql`if(true, ${of}, null)` : of
}

/** Moments and times go out as text, which no setting of the driver changes. */
export function output({ sql: given, type }: Expr): Output {
  const of = spoken(given)
  switch (type.kind) {
    case 'float':
      return { sql: of, read: type.single === true ? readSingle : readFloat }
    case 'boolean':
      return { sql: of, read: readBoolean }
    case 'date':
    case 'time':
      return { sql: sql`cast(${of} as char)`, read: (raw) => canonical(type, text(raw)) }
    case 'dateTime':
      return { sql: sql`cast(${of} as char)`, read: (raw) => canonical(type, `${text(raw).replace(' ', 'T')}Z`) }
    case 'bytes':
      return { sql: of, read: (raw) => bytes(raw).toString('base64') }
    case 'enum':
      return { sql: of, read: (raw) => enumFromStored(type, raw) }
    case 'json':
    case 'list':
    case 'object':
      return { sql: of, read: (raw) => fromStored(type, parseStored(raw)) }
    default:
      return { sql: of, read: (raw) => canonical(type, raw) }
  }
}

export function text(raw: unknown): string {
  if (typeof raw !== 'string') throw new NotCanonical('is no text')
  return raw
}

export const readFloat = (raw: unknown): Value => canonical({ kind: 'float' }, typeof raw === 'string' ? Number(raw) : raw)

/** The least or greatest of such a column comes with twice the digits. */
const readSingle = (raw: unknown): Value => {
  const value = readFloat(raw)
  return typeof value === 'number' ? shortFloat(value) : value
}

function readBoolean(raw: unknown): boolean {
  // A column of the type bit(1) comes as a byte.
  const number = raw instanceof Uint8Array && raw.length === 1 ? raw[0] : Number(raw)
  if (number === 1) return true
  if (number === 0) return false
  throw new NotCanonical('is not true or false')
}

function bytes(raw: unknown): Buffer {
  if (raw instanceof Uint8Array) return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  throw new NotCanonical('is no binary value')
}

/** Characters that an index can hold of a column: 3072 bytes of four each. */
const LONGEST_KEY = 768
/** What a text without a declared length may have where a key or an index needs one. */
const KEYED_LENGTH = 255
/** Characters of a long text that an index looks at. */
const PREFIX = 191

/** Longer texts are kept outside their row, whose columns share 65,535 bytes. */
const isLong = ({ type, keyed }: ColumnRole): boolean =>
  (type.kind === 'string' && !keyed && (type.max === undefined || type.max > KEYED_LENGTH)) ||
  (type.kind === 'bytes' && !keyed) ||
  isJson(type)

export function columnType(role: ColumnRole, { collation }: Holding): Sql {
  const { type, keyed } = role
  const inWords = (kind: string) => sql`${word(kind)} character set utf8mb4 collate ${word(collation)}`
  switch (type.kind) {
    case 'int':
      return word('int')
    case 'bigInt':
      return word('bigint')
    case 'float':
      return word(type.single === true ? 'float' : 'double')
    case 'boolean':
      return word('tinyint(1)')
    case 'decimal':
      return sql`decimal(${integer(type.precision)}, ${integer(type.scale)})`
    case 'string':
      if (isLong(role)) return inWords('longtext')
      // A longer one cannot be a key; the server refuses it with words that say so.
      return inWords(`varchar(${Math.max(1, type.max ?? (keyed ? KEYED_LENGTH : LONGEST_KEY))})`)
    case 'enum':
      return inWords(`varchar(${KEYED_LENGTH})`)
    case 'date':
      return word('date')
    case 'time':
      return sql`time(${integer(type.precision)})`
    case 'dateTime':
      return sql`datetime(${integer(type.precision)})`
    case 'uuid':
      return word('char(36) character set ascii collate ascii_bin')
    case 'objectId':
      return word('char(24) character set ascii collate ascii_bin')
    case 'bytes':
      return word(keyed ? `varbinary(${KEYED_LENGTH})` : 'longblob')
    default:
      return word('json')
  }
}

/** What of a column an index holds. */
export const indexedPart = (role: ColumnRole): Sql => (isLong(role) ? word(`(${PREFIX})`) : sql``)
