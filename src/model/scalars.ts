/** The closed list of scalars: the shape of each type, the one canonical form of its values, and how canonical values compare. */

import { compareDecimals, fitsScale, formatDecimal, parseDecimal, rescale } from '../base/decimal.ts'
import { canonicalJson, type Value } from '../base/json.ts'

export type ScalarType =
  | { readonly kind: 'int' }
  | { readonly kind: 'bigInt' }
  /** `single`: kept with half the digits, as `real` is; what counts is the shortest number that means the same, which the database shows. */
  | { readonly kind: 'float'; readonly single?: true }
  | { readonly kind: 'boolean' }
  /** `max` counts code points. */
  | { readonly kind: 'string'; readonly max?: number }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'date' }
  /** `precision` is the number of fraction digits of the second, 0 to 6. */
  | { readonly kind: 'time'; readonly precision: number }
  | { readonly kind: 'dateTime'; readonly precision: number }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'json' }
  | { readonly kind: 'bytes' }
  | { readonly kind: 'objectId' }
  /** `values` maps the GraphQL name, which is the canonical form, to what the database stores. */
  | { readonly kind: 'enum'; readonly name: string; readonly values: Readonly<Record<string, string>> }

export type ScalarKind = ScalarType['kind']

/** The types whose values are IDs in the graph, where they identify a row. */
export const ID_KINDS: ReadonlySet<ScalarKind> = new Set(['int', 'bigInt', 'uuid', 'string', 'objectId'])

/** The types that may serve as a key or as the end of a relation: each of their values has one text. */
export const KEY_KINDS: ReadonlySet<ScalarKind> = new Set([...ID_KINDS, 'decimal', 'date', 'time', 'dateTime'])

/** Whether equal values of the two types have one text, so that a relation may join them. */
export function joinAlike(a: { readonly kind: string }, b: { readonly kind: string }): boolean {
  const digits = (type: object) => ('scale' in type ? type.scale : 'precision' in type ? type.precision : null)
  return a.kind === b.kind && digits(a) === digits(b)
}

/** The types with an order: they sort, page, take `gt` and `between`, `min` and `max`. Enums sort by GraphQL name but take no `gt`. */
export const ORDERED_KINDS: ReadonlySet<ScalarKind> = new Set([
  'int',
  'bigInt',
  'float',
  'boolean',
  'string',
  'decimal',
  'date',
  'time',
  'dateTime',
  'uuid',
  'objectId',
  'enum',
])

/** What `canonical` says instead of a value: why the input is none of this type. */
export class NotCanonical extends Error {}

const INT_MIN = -2147483648
const INT_MAX = 2147483647
const BIG_MIN = -(2n ** 63n)
const BIG_MAX = 2n ** 63n - 1n
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const DATE = /^\d{4}-\d{2}-\d{2}$/
const DAYS: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?$/
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)([Zz]|[+-]\d{2}:\d{2})$/
/** What databases answer is nearly always of these forms, which need no parts taken out and nothing reckoned. */
const SHORT_INTEGER = /^-?\d{1,15}$/
const PLAIN_DECIMAL = /^(?:0|[1-9]\d*)(?:\.\d+)?$/
const UTC_TIME = /^\d{4}-\d{2}-\d{2}[Tt ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?[Zz]$/
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

function refuse(what: string): never {
  throw new NotCanonical(what)
}

/** An integer from a number, a bigint or text of digits; floats beyond 2^53 are refused because they are no longer exact. */
function integer(value: unknown): bigint {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : refuse('is not a safe integer; send it as a string')
  if (typeof value === 'string' && /^-?\d{1,40}$/.test(value)) return BigInt(value)
  return refuse('is not an integer')
}

/** An integer that fits a double, or one that is beyond 32 bits anyway. */
function shortInteger(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  return Number(typeof value === 'string' && SHORT_INTEGER.test(value) ? value : integer(value))
}

/** Whether a text is what `exactDecimal` would make of it. */
function isExact(text: string, precision: number, scale: number): boolean {
  const dot = text.indexOf('.')
  const [fraction, digits] = dot < 0 ? [0, text.length] : [text.length - dot - 1, text.length - 1]
  return fraction === scale && digits <= precision && PLAIN_DECIMAL.test(text)
}

function exactDecimal(value: unknown, precision: number, scale: number): string {
  if (typeof value === 'string' && isExact(value, precision, scale)) return value
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    refuse('is a number with a fraction or too large to be exact; send it as a string')
  const parsed = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? parseDecimal(String(value)) : null
  if (parsed === null) return refuse('is not a decimal number')
  if (!fitsScale(parsed, scale)) refuse(`has more than ${scale} fraction digits`)
  const exact = rescale(parsed, scale)
  if ((exact.units < 0n ? -exact.units : exact.units) >= 10n ** BigInt(precision)) refuse(`has more than ${precision} digits`)
  return formatDecimal(exact)
}

function calendarDate(text: string): string {
  if (!DATE.test(text)) return refuse('is not a date like 2026-01-31')
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))]
  // Reckoned, because results bring days by the thousand and a Date for each costs more than all else about them.
  const days = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : DAYS[month - 1]
  if (year === 0 || days === undefined || day < 1 || day > days) refuse('is not a day of the calendar')
  return text
}

function clockTime(text: string, precision: number): string {
  const match = TIME.exec(text)
  if (match === null) return refuse('is not a time like 13:45:00')
  const [, hour, minute, second, fraction = ''] = match
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) refuse('is not a time of the day')
  return `${hour}:${minute}:${second}${fractionOf(fraction, precision)}`
}

/** `.123` with exactly `precision` digits; digits that would be lost are refused, never rounded. */
function fractionOf(digits: string, precision: number): string {
  if (digits.length > precision && /[1-9]/.test(digits.slice(precision))) refuse(`has more than ${precision} fraction digits of a second`)
  return precision === 0 ? '' : `.${digits.slice(0, precision).padEnd(precision, '0')}`
}

function instant(text: string, precision: number): string {
  if (UTC_TIME.test(text)) return `${calendarDate(text.slice(0, 10))}T${text.slice(11, 19)}${fractionOf(text.slice(20, -1), precision)}Z`
  const match = DATE_TIME.exec(text)
  if (match === null) return refuse('is not a date and time with a zone like 2026-01-31T13:45:00Z')
  const [, day = '', time = '', zone = ''] = match
  calendarDate(day)
  const clock = clockTime(time, 9)
  const fraction = fractionOf(clock.slice(9), precision)
  if (/^z$/i.test(zone)) return `${day}T${clock.slice(0, 8)}${fraction}Z`
  const offset = (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))) * (zone[0] === '-' ? -60_000 : 60_000)
  const shifted = new Date(Date.parse(`${day}T${clock.slice(0, 8)}Z`) - offset).toISOString()
  if (!/^\d{4}-/.test(shifted) || shifted.startsWith('0000')) refuse('is outside the years 0001 to 9999')
  return `${shifted.slice(0, 19)}${fraction}Z`
}

/** Well-formed text without NUL, which PostgreSQL cannot hold. */
function text(value: unknown, max: number | undefined): string {
  if (typeof value !== 'string') return refuse('is not a string')
  if (!value.isWellFormed()) refuse('is not well-formed Unicode')
  if (value.includes('\0')) refuse('contains a NUL character')
  if (max !== undefined && value.length > max && [...value].length > max) refuse(`is longer than ${max} characters`)
  return value
}

function json(value: unknown): Value {
  if (typeof value === 'number' && !Number.isFinite(value)) refuse('contains a number that JSON cannot hold')
  if (typeof value === 'string') return text(value, undefined)
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return Object.is(value, -0) ? 0 : value
  if (Array.isArray(value)) return value.map(json)
  if (typeof value !== 'object') return refuse('is not JSON')
  return canonicalJson(Object.fromEntries(Object.entries(value).map(([key, inner]) => [text(key, undefined), json(inner)])))
}

/**
 * The canonical form of a value of this type, or a NotCanonical that says why it has none.
 * Accepts canonical forms and the looser ones that clients send; never rounds, cuts or guesses.
 * @param value not null
 */
export function canonical(type: ScalarType, value: unknown): Value {
  switch (type.kind) {
    case 'int': {
      const exact = shortInteger(value)
      // No value of the gateway is -0.
      return exact < INT_MIN || exact > INT_MAX ? refuse('does not fit 32 bits') : exact + 0
    }
    case 'bigInt': {
      const exact = integer(value)
      return exact < BIG_MIN || exact > BIG_MAX ? refuse('does not fit 64 bits') : exact.toString()
    }
    case 'float':
      if (typeof value !== 'number' || !Number.isFinite(value)) return refuse('is not a finite number')
      return Object.is(value, -0) ? 0 : value
    case 'boolean':
      return typeof value === 'boolean' ? value : refuse('is not true or false')
    case 'string':
      return text(value, type.max)
    case 'decimal':
      return exactDecimal(value, type.precision, type.scale)
    case 'date':
      return calendarDate(text(value, 10))
    case 'time':
      return clockTime(text(value, 18), type.precision)
    case 'dateTime':
      return instant(text(value, 40), type.precision)
    case 'uuid':
      return typeof value === 'string' && UUID.test(value) ? value.toLowerCase() : refuse('is not a UUID')
    case 'json':
      return json(value)
    case 'bytes':
      return typeof value === 'string' && BASE64.test(value) ? value : refuse('is not base64')
    case 'objectId':
      return typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value)
        ? value.toLowerCase()
        : refuse('is not an ObjectId of 24 hex digits')
    case 'enum':
      return typeof value === 'string' && Object.hasOwn(type.values, value)
        ? value
        : refuse(`is not one of ${Object.keys(type.values).join(', ')}`)
  }
}

/** Order by Unicode code point, which is also the order of UTF-8 bytes; JavaScript's `<` compares UTF-16 units. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    // Surrogates stand above every other unit, in the order of their code points.
    const liftedX = x >= 0xd800 && x <= 0xdfff ? x + 0x10000 : x
    const liftedY = y >= 0xd800 && y <= 0xdfff ? y + 0x10000 : y
    return liftedX - liftedY
  }
  return a.length - b.length
}

/** Compares two canonical values of one ordered type: negative, zero or positive. Text is compared by code point. */
export function compareValues(type: ScalarType, a: Value, b: Value): number {
  switch (type.kind) {
    case 'int':
    case 'float':
      return (a as number) - (b as number)
    case 'boolean':
      return Number(a) - Number(b)
    case 'bigInt':
    case 'decimal': {
      const x = parseDecimal(a as string)
      const y = parseDecimal(b as string)
      return x === null || y === null ? 0 : compareDecimals(x, y)
    }
    default:
      return compareText(a as string, b as string)
  }
}

/** The text with A to Z folded to a to z and nothing else: what `mode: INSENSITIVE` means on every engine. */
export function foldAscii(value: string): string {
  return value.replace(/[A-Z]+/g, (run) => run.toLowerCase())
}
