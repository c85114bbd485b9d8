/** How SQL Server's types look in parameters, in bound tables and in results. */

import { canonicalJson, type Value } from '../../base/json.ts'
import type { Field, FieldType } from '../../model/model.ts'
import { canonical, NotCanonical } from '../../model/scalars.ts'
import type { Collation } from '../../query/query.ts'
import type { CellType, Expr, Output } from './dialect.ts'
import { enumFromStored, enumToStored, fromStored, parseStored, toStored } from './stored.ts'
import { integer, join, literal, name, type Sql, sql, word } from './text.ts'

/** Compares UTF-16 units, without regard to language. */
export const BIN2 = word('Latin1_General_100_BIN2')
/** Text in this collation is UTF-8 once it is varchar. */
const UTF8 = word('Latin1_General_100_BIN2_UTF8')
const DOT = literal('.')

const TYPES = {
  int: 'int',
  bigInt: 'bigint',
  float: 'float',
  boolean: 'bit',
  date: 'date',
  uuid: 'uniqueidentifier',
  bytes: 'varbinary(max)',
  json: 'nvarchar(max)',
  list: 'nvarchar(max)',
  object: 'nvarchar(max)',
  enum: 'nvarchar(4000)',
  objectId: 'nvarchar(24)',
} as const

/** The most UTF-16 units of a text whose type has a bound. */
const MOST_UNITS = 4000

/** The most UTF-16 units of a type's texts; null where there is no bound, or none that a column could have. */
export function units(type: CellType): number | null {
  if (type?.kind === 'string') return type.max !== undefined && type.max <= 2000 ? type.max * 2 : null
  return type?.kind === 'objectId' ? 24 : null
}

/** The type of values; of text without a bound the longest, because a shorter one would cut. */
export function typeName(type: FieldType): Sql {
  switch (type.kind) {
    case 'string':
      return word(units(type) === null ? 'nvarchar(max)' : 'nvarchar(4000)')
    case 'decimal':
      return sql`decimal(${integer(type.precision)}, ${integer(type.scale)})`
    case 'time':
      return sql`time(${integer(type.precision)})`
    case 'dateTime':
      return sql`datetime2(${integer(type.precision)})`
    default:
      return word(TYPES[type.kind])
  }
}

/**
 * Text in a form to which something may be added, or that is compared in another collation. Both are done in the type of the text: an
 * nvarchar with 4,000 units stays one, a varchar of more than 4,000 bytes becomes one, and a varchar leaves its code page for that of the
 * collation. What does not fit is cut, or becomes a question mark.
 */
export const wide = (of: Sql): Sql => (isCast(of, NVARCHAR_MAX) ? of : sql`cast(${of} as ${NVARCHAR_MAX})`)

/** Text made from bytes has no collation of its own: it takes that of what stands beside it, and one that had one already may be given another. */
export const unlabelled = (of: Sql, length = word('max')): Sql => sql`cast(cast(${of} as varbinary(max)) as nvarchar(${length}))`

const NVARCHAR_MAX = word('nvarchar(max)')
const VARBINARY_MAX = word('varbinary(max)')

/** A parameter of this type already, as `param` writes it. */
function isCast({ pieces: [before, value, as, to, end, ...rest] }: Sql, { pieces: [type] }: Sql): boolean {
  const isParameter = typeof value === 'object' && 'slot' in value
  return isParameter && rest.length === 0 && before === 'cast(' && as === ' as ' && to === type && end === ')'
}

/** A value that is stored and compared as text. */
export const isTextual = (type: CellType): boolean =>
  type === null || type.kind === 'string' || type.kind === 'enum' || type.kind === 'objectId'

const isJson = ({ kind }: FieldType): boolean => kind === 'json' || kind === 'list' || kind === 'object'

/** A value, not null, as the connection takes it: an integer, a double, a text or bytes. */
export function encode(type: FieldType, value: Value): unknown {
  switch (type.kind) {
    case 'int':
    case 'bigInt':
      return BigInt(value as number | string)
    case 'boolean':
      return value === true ? 1n : 0n
    case 'float':
      return value
    case 'bytes':
      return Buffer.from(value as string, 'base64')
    case 'dateTime':
      return String(value).slice(0, -1)
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

export const param = (type: FieldType, hole: Sql): Sql => sql`cast(${hole} as ${typeName(type)})`

/** A value as it stands in a JSON parameter; bytes are hex, what is of no known type is JSON within the JSON. */
function token(type: CellType, value: Value): unknown {
  if (value === null) return null
  if (type === null) return JSON.stringify(value)
  if (type.kind === 'bytes') return Buffer.from(value as string, 'base64').toString('hex')
  if (type.kind === 'int' || type.kind === 'float' || type.kind === 'boolean') return value
  return type.kind === 'bigInt' ? String(value) : encode(type, value)
}

export const encodeRows = (types: readonly CellType[], rows: Value): string =>
  JSON.stringify((rows as readonly (readonly Value[])[]).map((row) => types.map((type, i) => token(type, row[i] ?? null))))

export const encodeList = (type: FieldType, values: Value): string =>
  JSON.stringify((values as readonly Value[]).map((value) => token(type, value)))

/** The type in which OPENJSON gives a cell. */
function cellType(type: CellType): Sql {
  if (type === null || isTextual(type) || isJson(type)) return word('nvarchar(max)')
  return type.kind === 'bytes' ? word('varchar(max)') : typeName(type)
}

/** What `token` wrote, as the value. */
const fromCell = (type: CellType, of: Sql): Sql => (type?.kind === 'bytes' ? sql`convert(varbinary(max), ${of}, 2)` : of)

const isHex = ({ pieces }: Sql): boolean => pieces[0] === 'convert(varbinary(max), '

/** Cells of text have names of their own: Babelfish gives them as they stand in the JSON, escapes and all. */
const cellName = (type: CellType, i: number | ''): string => `${type === null || isTextual(type) || isJson(type) ? 's' : 'c'}${i}`

/** A cell of what `opened` or `openedList` opened. */
export const cell = (type: CellType, i: number | ''): Sql => fromCell(type, name('e', cellName(type, i)))

/** `openjson(…) with (…) as "e"`: a bound table with a column for each cell. */
export function opened(hole: Sql, types: readonly CellType[]): Sql {
  const columns = types.map((type, i) => sql`${name(cellName(type, i))} ${cellType(type)} '$[${integer(i)}]'`)
  return sql`openjson(${hole}) with (${join(columns)}) as ${name('e')}`
}

/** `openjson(…) with (…) as "e"`: a bound list, its items in one column. */
export const openedList = (hole: Sql, type: FieldType): Sql =>
  sql`openjson(${hole}) with (${name(cellName(type, ''))} ${cellType(type)} '$') as ${name('e')}`

/**
 * In comparisons SQL Server ignores trailing blanks, and of bytes trailing zeros, in its binary collations too:
 * something behind them makes them count.
 */
export function exact(of: Sql, type: CellType): Sql {
  if (isTextual(type)) return sql`((${hasRoom(type) ? of : wide(of)} + ${DOT}) collate ${BIN2})`
  if (type?.kind !== 'bytes') return of
  return sql`(${isCast(of, VARBINARY_MAX) || isHex(of) ? of : sql`cast(${of} as ${VARBINARY_MAX})`} + 0x01)`
}

/** Whether texts of the type are short enough for one more unit behind them; what OPENJSON gives is of the longest type. */
function hasRoom(type: CellType): boolean {
  const length = units(type)
  return type === null || type.kind === 'enum' || (length !== null && length < MOST_UNITS)
}

/**
 * Text from OPENJSON is in the database's collation, and two columns of different collations cannot be compared.
 * Without one it takes that of the column beside it, so that the column's index serves.
 */
export function bound(of: Sql, type: CellType): Sql {
  if (!isTextual(type)) return of
  const length = units(type)
  return unlabelled(of, length === null ? undefined : integer(length))
}

/** The bytes of text in UTF-8, which sort by code point; UTF-16 units do not, and text of any kind is filled up with blanks. */
export function codePoints(of: Sql, type: CellType): Sql {
  const length = units(type)
  // A bound value may be longer than what the column holds, and is not cut to it.
  const size =
    length === null || of.pieces.some((piece) => typeof piece === 'object' && 'slot' in piece) ? word('max') : integer(length * 2)
  return sql`cast(cast(${wide(of)} collate ${UTF8} as varchar(${size})) as varbinary(${size}))`
}

/** UUIDs sort as text here; by themselves they would sort by their last six bytes. */
export const uuidText = (of: Sql): Sql => sql`(convert(char(36), ${of}) collate ${BIN2})`

export function sortKey(of: Sql, type: FieldType, collation: Collation): Sql {
  if (type.kind === 'uuid') return uuidText(of)
  return (type.kind === 'string' && collation === 'binary') || type.kind === 'objectId' ? codePoints(of, type) : of
}

/**
 * Moments in columns of an older kind have digits that are no part of their value, and newer ones may have a seventh:
 * they are what the type holds. A rowversion is eight bytes, which are read as a number.
 * Where the column is of the type itself the cast is none.
 */
export function column(of: Sql, type: FieldType, { version, readOnly }: Field): Sql {
  const isRowVersion = version === true && readOnly === true
  return type.kind === 'dateTime' || type.kind === 'time' || isRowVersion ? sql`cast(${of} as ${typeName(type)})` : of
}

/** The driver would make doubles of exact numbers, and milliseconds of moments: these come as text. */
export function output({ sql: of, type }: Expr): Output {
  switch (type.kind) {
    case 'bigInt':
      return { sql: sql`convert(varchar(41), ${of})`, read: (raw) => canonical(type, raw) }
    case 'decimal':
      return { sql: decimalText(of, type), read: (raw) => canonical(type, raw) }
    case 'boolean':
      return { sql: of, read: (raw) => canonical(type, raw === 1 ? true : raw === 0 ? false : raw) }
    case 'date':
      return { sql: sql`convert(char(10), ${of}, 23)`, read: (raw) => canonical(type, raw) }
    case 'time':
      return { sql: sql`convert(varchar(16), ${of}, 121)`, read: (raw) => canonical(type, raw) }
    case 'dateTime':
      // Babelfish knows one style only, with a blank for the T.
      return { sql: sql`convert(varchar(27), ${of}, 126)`, read: (raw) => canonical(type, `${text(raw).replace(' ', 'T')}Z`) }
    case 'bytes':
      return { sql: of, read: readBytes }
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

/** As text money has two of its four digits; as a decimal with more digits still, what does not fit the type shows. */
function decimalText(of: Sql, { precision, scale }: { readonly precision: number; readonly scale: number }): Sql {
  return precision <= 19 && scale === 4 ? sql`convert(varchar(41), cast(${of} as decimal(38, 8)))` : sql`convert(varchar(41), ${of})`
}

export function text(raw: unknown): string {
  if (typeof raw !== 'string') throw new NotCanonical('is no text')
  return raw
}

function readBytes(raw: unknown): Value {
  if (!(raw instanceof Uint8Array)) throw new NotCanonical('is no bytes')
  return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('base64')
}
