/** Canonical values as BSON and back. */

import { Binary, BSONRegExp, DBRef, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'mongodb'
import { badInput } from '../../base/errors.ts'
import { canonicalJson, type Value } from '../../base/json.ts'
import type { FieldType } from '../../model/model.ts'
import { canonical, NotCanonical } from '../../model/scalars.ts'
import { enumFromStored, enumToStored } from '../sql/stored.ts'
import { innerName } from './names.ts'

type JsonObject = { readonly [key: string]: Value }

/** BSON dates keep milliseconds. Moments with more digits are kept as canonical text, which sorts as they do. */
export const isDate = (type: FieldType): boolean => type.kind === 'dateTime' && type.precision <= 3

/** A canonical value as it is stored and compared; null stays null. */
export function encode(type: FieldType, value: Value): unknown {
  if (value === null) return null
  switch (type.kind) {
    case 'int':
      return new Int32(value as number)
    case 'bigInt':
      return Long.fromString(value as string)
    case 'float':
      return new Double(value as number)
    case 'decimal':
      return decimal(value as string)
    case 'dateTime':
      return isDate(type) ? new Date(value as string) : value
    case 'bytes':
      return new Binary(Buffer.from(value as string, 'base64'), Binary.SUBTYPE_DEFAULT)
    case 'objectId':
      return ObjectId.createFromHexString(value as string)
    case 'enum':
      return enumToStored(type, value)
    case 'json':
      return document(canonicalJson(value))
    case 'list':
      return (value as readonly Value[]).map((item) => encode(type.of, item))
    case 'object':
      return new Map(
        Object.entries(type.fields)
          .map(([name, field]) => [innerName(name, field), encode(field.type, (value as JsonObject)[name] ?? null)] as const)
          .filter(([, inner]) => inner !== null),
      )
    default:
      return value
  }
}

/** UUIDs are written as text; those that others wrote as binary are found too. */
export const uuidBinary = (value: Value): unknown =>
  value === null ? null : new Binary(Buffer.from((value as string).replaceAll('-', ''), 'hex'), Binary.SUBTYPE_UUID)

export function decimal(text: string): Decimal128 {
  try {
    return Decimal128.fromString(text)
  } catch (error) {
    throw error instanceof Error ? badInput('A number has more than the 34 digits that this datasource compares exactly.') : error
  }
}

/** JSON as maps: the driver would take a key such as `_bsontype` in an object for a type, and put keys of digits first. */
function document(value: Value): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(document)
  return new Map(Object.entries(value).map(([key, inner]) => [key, document(inner)]))
}

/** What stands below a list where an object is declared: it is the value of no field. */
export const MISPLACED = Symbol('misplaced')

/** The value of a document under a key, whether it was read or is about to be written. */
export function member(of: unknown, key: string): unknown {
  if (of instanceof Map) return of.get(key)
  return typeof of === 'object' && of !== null && Object.hasOwn(of, key) ? (of as Record<string, unknown>)[key] : undefined
}

/**
 * A BSON value in canonical form; objects have every declared field, in the order of the declaration.
 * @throws NotCanonical
 */
export function decode(type: FieldType, raw: unknown): Value {
  if (raw === null || raw === undefined) return null
  if (raw === MISPLACED) throw new NotCanonical('stands inside a list')
  const plain = unboxed(raw)
  switch (type.kind) {
    case 'int':
    case 'bigInt':
    case 'decimal':
      if (typeof plain === 'string') throw new NotCanonical('is stored as text, not as a number')
      return canonical(type, plain instanceof Decimal128 ? digits(plain) : plain)
    case 'float':
      return canonical(type, typeof plain === 'bigint' ? safe(plain) : plain)
    case 'dateTime':
      if (isDate(type) !== plain instanceof Date)
        throw new NotCanonical(
          isDate(type) ? 'is not stored as a date' : 'is stored as a date, which has milliseconds: declare at most 3 digits',
        )
      return canonical(type, plain instanceof Date ? moment(plain) : plain)
    case 'uuid':
      return canonical(type, plain instanceof Binary && plain.sub_type === Binary.SUBTYPE_UUID ? plain.toUUID().toHexString(true) : plain)
    case 'bytes':
      if (!(plain instanceof Binary) || plain.sub_type !== Binary.SUBTYPE_DEFAULT) throw new NotCanonical('is not stored as plain bytes')
      return Buffer.from(plain.value()).toString('base64')
    case 'objectId':
      if (!(plain instanceof ObjectId)) throw new NotCanonical('is not stored as an ObjectId')
      return plain.toHexString()
    case 'enum':
      return enumFromStored(type, plain)
    case 'json':
      return canonical(type, jsonOf(plain))
    case 'list':
      if (!Array.isArray(plain)) throw new NotCanonical('is no list')
      return plain.map((item) => {
        if (item === null || item === undefined) throw new NotCanonical('has a null among its items')
        return decode(type.of, item)
      })
    case 'object':
      if (!isDocument(plain)) throw new NotCanonical('is no object')
      return Object.fromEntries(
        Object.entries(type.fields).map(([name, field]) => [name, decode(field.type, member(plain, innerName(name, field)))]),
      )
    default:
      return canonical(type, plain)
  }
}

/** What the driver would have unboxed had it read the value: an insert answers with what it wrote. */
function unboxed(raw: unknown): unknown {
  if (raw instanceof Int32 || raw instanceof Double) return raw.valueOf()
  return raw instanceof Long && !(raw instanceof Timestamp) ? raw.toBigInt() : raw
}

function isDocument(value: unknown): boolean {
  return value instanceof Map || (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
}

/** The digits of a Decimal128; NaN and infinities have none. */
export function digits(value: Decimal128): string {
  const text = value.toString()
  if (!/^[-+0-9.E]+$/i.test(text) || /inf/i.test(text)) throw new NotCanonical('is no finite number')
  return text
}

function moment(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new NotCanonical('is no moment')
  return date.toISOString()
}

function safe(value: bigint): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new NotCanonical('is an integer that a float cannot hold')
  return number
}

/** Any stored value as JSON: what JSON has not is given as text. */
function jsonOf(raw: unknown): unknown {
  const value = unboxed(raw)
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return value.map(jsonOf)
  if (typeof value === 'bigint') return safe(value)
  if (typeof value !== 'object') return value
  if (value instanceof Date) return moment(value)
  if (value instanceof ObjectId) return value.toHexString()
  if (value instanceof Decimal128) return digits(value)
  if (value instanceof Binary)
    return value.sub_type === Binary.SUBTYPE_UUID ? value.toUUID().toHexString(true) : Buffer.from(value.value()).toString('base64')
  // A document that looks like a reference is read as one.
  if (value instanceof DBRef) return jsonOf(value.toJSON())
  if (value instanceof BSONRegExp || !isDocument(value)) throw new NotCanonical('contains a value that JSON cannot hold')
  const entries = value instanceof Map ? value.entries() : Object.entries(value)
  return Object.fromEntries([...entries].map(([key, inner]) => [key, jsonOf(inner)]))
}
