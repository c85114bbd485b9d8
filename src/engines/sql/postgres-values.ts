/** How PostgreSQL's types look in parameters, in bound tables and in results. */

import type { Value } from '../../base/json.ts'
import type { FieldType } from '../../model/model.ts'
import { canonical, NotCanonical } from '../../model/scalars.ts'
import type { CellType, Expr, Output } from './dialect.ts'
import { enumFromStored, enumToStored, fromStored, parseStored, toStored } from './stored.ts'
import { integer, literal, type Sql, sql, word } from './text.ts'

const TYPES = {
  int: 'integer',
  bigInt: 'bigint',
  float: 'double precision',
  boolean: 'boolean',
  string: 'text',
  decimal: 'numeric',
  date: 'date',
  time: 'time',
  dateTime: 'timestamptz',
  uuid: 'uuid',
  json: 'jsonb',
  bytes: 'bytea',
  objectId: 'text',
  enum: 'text',
  list: 'jsonb',
  object: 'jsonb',
} as const satisfies Record<FieldType['kind'], string>

export const typeName = (type: FieldType): Sql => word(TYPES[type.kind])

const isJson = ({ kind }: FieldType): boolean => kind === 'json' || kind === 'list' || kind === 'object'

/** A value, not null, as the text of a parameter. */
export function encode(type: FieldType, value: Value): string {
  if (isJson(type)) return JSON.stringify(toStored(type, value))
  return type.kind === 'enum' ? enumToStored(type, value) : String(value)
}

/** An encoded value as it travels: text, whatever its type. */
export function bindText(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'bigint') return String(value)
  throw new Error(`PostgreSQL takes text, not a value of type ${typeof value}`)
}

/** Text, such as a parameter, as a value of the type. */
export function fromText(type: FieldType, of: Sql): Sql {
  return type.kind === 'bytes' ? sql`decode(${of}::text, ${literal('base64')})` : sql`${of}::${typeName(type)}`
}

/** The i-th cell of an unpacked row. */
export function cell(type: CellType, i: number): Sql {
  const json = sql`e.v -> ${integer(i)}`
  if (type === null) return json
  if (isJson(type)) return sql`nullif(${json}, ${literal('null')}::jsonb)`
  return fromText(type, sql`(e.v ->> ${integer(i)})`)
}

/** A list as an array's text: unlike a list that is unpacked, the planner knows its length and looks items up by hash. */
export function encodeList(type: FieldType, values: Value): string {
  const items = (values as readonly Value[]).map((value) => {
    const item = type.kind === 'bytes' ? `\\x${Buffer.from(value as string, 'base64').toString('hex')}` : encode(type, value)
    return `"${item.replace(/["\\]/g, '\\$&')}"`
  })
  return `{${items.join()}}`
}

/**
 * Whether a statement takes a list. A plan that is kept for any list has to search each of them from its beginning to its end
 * (5,000 items and 60,000 rows: 300 times slower), so such a statement is planned for the list it is given.
 */
export const takesList = (statement: string): boolean => statement.includes('[])')

/** Dates and moments go out as JSON, which no session setting changes; bytes as hex likewise. */
export function output({ sql: of, type }: Expr): Output {
  switch (type.kind) {
    case 'int':
      return { sql: of, read: (raw) => canonical(type, text(raw)) }
    case 'float':
      return { sql: of, read: readFloat }
    case 'boolean':
      return { sql: of, read: readBoolean }
    case 'date':
      return { sql: sql`to_json(${of})`, read: (raw) => canonical(type, unquoted(raw)) }
    case 'dateTime':
      return { sql: sql`to_json(${of} at time zone ${literal('UTC')})`, read: (raw) => canonical(type, `${unquoted(raw)}Z`) }
    case 'bytes':
      return { sql: sql`encode(${of}, ${literal('hex')})`, read: (raw) => Buffer.from(text(raw), 'hex').toString('base64') }
    case 'enum':
      return { sql: of, read: (raw) => enumFromStored(type, raw) }
    case 'json':
    case 'list':
    case 'object':
      return { sql: of, read: (raw) => fromStored(type, parseStored(raw)) }
    default:
      return { sql: of, read: (raw) => canonical(type, text(raw)) }
  }
}

export function text(raw: unknown): string {
  if (typeof raw !== 'string') throw new NotCanonical('is no text')
  return raw
}

export function readFloat(raw: unknown): Value {
  return canonical({ kind: 'float' }, Number(text(raw)))
}

function readBoolean(raw: unknown): boolean {
  if (raw === 't' || raw === 'true') return true
  if (raw === 'f' || raw === 'false') return false
  throw new NotCanonical('is not true or false')
}

const unquoted = (raw: unknown): string => text(raw).slice(1, -1)
