/** How values look in SQLite: in parameters, in bound tables and in results. */

import { formatDecimal, parseDecimal, rescale } from '../../base/decimal.ts'
import { canonicalJson, type Value } from '../../base/json.ts'
import type { FieldType } from '../../model/model.ts'
import { canonical, NotCanonical } from '../../model/scalars.ts'
import type { CellType, Expr, Output } from './dialect.ts'
import { asCompared, enumFromStored, enumToStored, fromStored, parseStored, toStored } from './stored.ts'
import { integer, type Sql, sql } from './text.ts'

/** Exact numbers beyond 64 bits become the nearest double: they still compare rightly with everything that is stored. */
function wide(value: bigint): bigint | number {
  return BigInt.asIntN(64, value) === value ? value : Number(value)
}

/** A decimal text as an integer of units of the scale. */
function units(value: Value, scale: number): bigint {
  const parsed = parseDecimal(String(value))
  if (parsed === null) throw new Error('no decimal number')
  const exact = rescale(parsed, scale)
  if (rescale(exact, parsed.scale).units !== parsed.units) throw new Error(`a bound number has more than ${scale} fraction digits`)
  return exact.units
}

const jsonText = (type: FieldType, value: Value): string => JSON.stringify(canonicalJson(toStored(type, value)))

/** A value, not null, as the driver takes it. */
export function encode(type: FieldType, value: Value): unknown {
  switch (type.kind) {
    case 'int':
      return BigInt(value as number)
    case 'bigInt':
      return wide(BigInt(value as string))
    case 'decimal':
      return wide(units(value, type.scale))
    case 'boolean':
      return value === true ? 1n : 0n
    case 'bytes':
      return Buffer.from(value as string, 'base64')
    case 'enum':
      return enumToStored(type, value)
    case 'json':
    case 'list':
    case 'object':
      return jsonText(type, value)
    default:
      return value
  }
}

/** A value as JSON that SQLite reads as the stored value; bytes are hex. */
export function token(type: CellType, value: Value): string {
  if (type === null || value === null) return JSON.stringify(value)
  switch (type.kind) {
    case 'int':
      return String(value)
    case 'bigInt':
      return BigInt(value as string).toString()
    case 'decimal':
      return units(value, type.scale).toString()
    case 'boolean':
      return value === true ? '1' : '0'
    case 'bytes':
      return JSON.stringify(Buffer.from(value as string, 'base64').toString('hex'))
    default:
      return JSON.stringify(encode(type, value))
  }
}

/** What `token` wrote, as the stored value. */
export function fromJson(type: FieldType, of: Sql): Sql {
  return type.kind === 'bytes' ? sql`unhex(${of})` : of
}

/** The i-th cell of an unpacked row; the casts give it the affinity of a column, without which no index serves a join. */
export function cell(type: CellType, i: number): Sql {
  if (type === null) return sql`e.value -> ${integer(i)}`
  const value = sql`(e.value ->> ${integer(i)})`
  switch (type.kind) {
    case 'bytes':
    case 'decimal':
      return fromJson(type, value)
    case 'int':
    case 'bigInt':
    case 'boolean':
      return sql`cast(${value} as integer)`
    case 'float':
      return sql`cast(${value} as real)`
    default:
      return sql`cast(${value} as text)`
  }
}

/** An exact number as it was stored; a sum or product that left 64 bits comes as a double, which is exact no more. */
function integral(raw: unknown): bigint {
  if (typeof raw !== 'bigint') throw new NotCanonical('is no integer of 64 bits')
  return raw
}

export function readFloat(raw: unknown): Value {
  return canonical({ kind: 'float' }, typeof raw === 'bigint' ? Number(raw) : raw)
}

export function output({ sql: of, type }: Expr): Output {
  return { sql: of, read: reader(type) }
}

function reader(type: FieldType): (raw: unknown) => Value {
  switch (type.kind) {
    case 'int':
    case 'bigInt':
      return (raw) => canonical(type, integral(raw))
    case 'float':
      return (raw) => {
        // A column that others made may hold integers where doubles are declared; a double does not hold each of them.
        if (typeof raw === 'bigint' && BigInt(Number(raw)) !== raw) throw new NotCanonical('is an integer that no double holds')
        return readFloat(raw)
      }
    case 'boolean':
      return (raw) => (raw === 0n ? false : raw === 1n ? true : canonical(type, raw))
    case 'decimal':
      return (raw) => canonical(type, formatDecimal({ units: integral(raw), scale: type.scale }))
    case 'bytes':
      return (raw) => {
        if (!(raw instanceof Uint8Array)) throw new NotCanonical('is no blob')
        return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('base64')
      }
    case 'enum':
      return (raw) => enumFromStored(type, raw)
    case 'json':
    case 'list':
    case 'object':
      return (raw) => fromStored(type, parseStored(raw))
    default:
      return (raw) => asCompared(type, raw)
  }
}
