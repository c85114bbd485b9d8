/** What the memory engine computes from canonical values: comparisons, exact arithmetic, aggregates and date buckets. */

import {
  addDecimals,
  averageDecimal,
  compareDecimals,
  type Decimal,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  rescale,
  subtractDecimals,
} from '../../base/decimal.ts'
import { canonicalJson, type Value } from '../../base/json.ts'
import type { FieldType } from '../../model/model.ts'
import { compareText, compareValues, ORDERED_KINDS, type ScalarType } from '../../model/scalars.ts'
import { scaleOf } from '../../query/build.ts'
import type { Unit } from '../../query/query.ts'

const EXACT: ReadonlySet<string> = new Set(['int', 'bigInt', 'decimal'])

/** The exact number that a canonical int, bigInt or decimal is. */
export function exactNumber(value: Value): Decimal {
  const parsed = parseDecimal(String(value))
  if (parsed === null) throw new Error('no exact number')
  return parsed
}

/** Compares two values that are not null and whose types may differ in kind of number only. */
export function compareCanonical(left: FieldType, a: Value, right: FieldType, b: Value): number {
  if (EXACT.has(left.kind) && EXACT.has(right.kind)) return compareDecimals(exactNumber(a), exactNumber(b))
  if (left.kind === 'float' || right.kind === 'float') return Number(a) - Number(b)
  if (left.kind !== 'list' && left.kind !== 'object' && ORDERED_KINDS.has(left.kind)) return compareValues(left, a, b)
  // What has no order still has equality: by its canonical text.
  return compareText(JSON.stringify(canonicalJson(a)), JSON.stringify(canonicalJson(b)))
}

/** `left op right`, rounded to `scale` half away from zero; null where a side is null. */
export function calculate(op: 'add' | 'sub' | 'mul', left: Value, right: Value, scale: number): Value {
  if (left === null || right === null) return null
  const a = exactNumber(left)
  const b = exactNumber(right)
  const exact = op === 'add' ? addDecimals(a, b) : op === 'sub' ? subtractDecimals(a, b) : multiplyDecimals(a, b)
  return formatDecimal(rescale(exact, scale))
}

/**
 * An aggregate over values of one type.
 * @param values without nulls
 */
export function aggregate(fn: 'countDistinct' | 'sum' | 'avg' | 'min' | 'max', type: FieldType, values: readonly Value[]): Value {
  if (fn === 'countDistinct') return new Set(values.map((value) => JSON.stringify(value))).size
  if (values.length === 0) return null
  if (fn === 'min' || fn === 'max') {
    const sign = fn === 'min' ? 1 : -1
    return values.reduce((best, value) => (sign * compareCanonical(type, value, type, best) < 0 ? value : best))
  }
  if (type.kind === 'float') {
    const sum = values.reduce<number>((total, value) => total + (value as number), 0)
    return fn === 'sum' ? sum : sum / values.length
  }
  const sum = values.map(exactNumber).reduce(addDecimals)
  const scale = scaleOf(type)
  if (fn === 'sum') return formatDecimal(rescale(sum, scale))
  return formatDecimal(averageDecimal(sum, BigInt(values.length), scale + 6))
}

const DAY = 86_400_000

/** The first moment (or day) of the period a moment (or day) lies in, in UTC; weeks begin on Monday. */
export function bucketOf(type: ScalarType, value: Value, unit: Unit): Value {
  if (value === null) return null
  const text = value as string
  if (type.kind === 'date') return periodStart(`${text}T00:00:00Z`, unit).slice(0, 10)
  if (type.kind !== 'dateTime') throw new Error(`no buckets of ${type.kind}`)
  const fraction = type.precision === 0 ? '' : `.${'0'.repeat(type.precision)}`
  return `${periodStart(`${text.slice(0, 19)}Z`, unit).slice(0, 19)}${fraction}Z`
}

function periodStart(moment: string, unit: Unit): string {
  const month = Number(moment.slice(5, 7))
  switch (unit) {
    case 'YEAR':
      return `${moment.slice(0, 4)}-01-01T00:00:00Z`
    case 'QUARTER':
      return `${moment.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01T00:00:00Z`
    case 'MONTH':
      return `${moment.slice(0, 7)}-01T00:00:00Z`
    case 'DAY':
      return `${moment.slice(0, 10)}T00:00:00Z`
    case 'HOUR':
      return `${moment.slice(0, 13)}:00:00Z`
    case 'WEEK': {
      const day = Date.parse(`${moment.slice(0, 10)}T00:00:00Z`)
      const sinceMonday = (new Date(day).getUTCDay() + 6) % 7
      return new Date(day - sinceMonday * DAY).toISOString()
    }
  }
}
