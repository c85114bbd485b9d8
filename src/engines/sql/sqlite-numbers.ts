/** Exact numbers and dates in SQLite, which has integers of 64 bits, doubles and texts. */

import { formatDecimal } from '../../base/decimal.ts'
import type { FieldType } from '../../model/model.ts'
import { NotCanonical } from '../../model/scalars.ts'
import { scaleOf } from '../../query/build.ts'
import type { Unit } from '../../query/query.ts'
import type { Expr, Output } from './dialect.ts'
import { readFloat } from './sqlite-values.ts'
import { integer, literal, type Sql, sql, word } from './text.ts'
import { average } from './totals.ts'

const power = (exponent: number): Sql => integer(10n ** BigInt(exponent))

/** The scaled integer at another scale, rounded half away from zero when digits are lost. */
function rescaled(of: Sql, from: number, to: number): Sql {
  if (from === to) return of
  if (to > from) return sql`(${of} * ${power(to - from)})`
  const divisor = power(from - to)
  const half = integer(5n * 10n ** BigInt(from - to - 1))
  // The rest holds the half at most once, and division cuts towards zero.
  return sql`(${of} / ${divisor} + ${of} % ${divisor} / ${half})`
}

/** Beyond 64 bits SQLite goes on with doubles, which tell near numbers apart no more: rather the statement fails, as abs() of the least integer does. */
const kept = (of: Sql): Sql =>
  sql`(case typeof(${of}) when ${literal('real')} then abs(-9223372036854775807 - (${of} is not null)) else ${of} end)`

export const math = (op: 'add' | 'sub' | 'mul', left: Expr, right: Expr, scale: number): Sql => kept(mathOutput(op, left, right, scale))

/** As it is selected: what became a double is an error of its cell alone. */
export function mathOutput(op: 'add' | 'sub' | 'mul', left: Expr, right: Expr, scale: number): Sql {
  const [a, b] = [scaleOf(left.type), scaleOf(right.type)]
  if (op === 'mul') return rescaled(sql`(${left.sql} * ${right.sql})`, a + b, scale)
  const common = Math.max(a, b)
  const operator = word(op === 'add' ? '+' : '-')
  return rescaled(sql`(${rescaled(left.sql, a, common)} ${operator} ${rescaled(right.sql, b, common)})`, common, scale)
}

const isExact = ({ kind }: FieldType): boolean => kind === 'int' || kind === 'bigInt' || kind === 'decimal'

/** Numbers at one scale, moments and times at one precision. */
export function aligned(left: Expr, right: Expr): readonly [Sql, Sql] {
  const common = Math.max(scaleOf(left.type), scaleOf(right.type))
  const one = (of: Expr, other: Expr): Sql => {
    if (isExact(of.type)) return isExact(other.type) ? rescaled(of.sql, scaleOf(of.type), common) : real(of)
    const { type } = of
    if ((type.kind !== 'dateTime' && type.kind !== 'time') || other.type.kind !== type.kind) return of.sql
    const missing = other.type.precision - type.precision
    if (missing <= 0) return of.sql
    const digits = literal(`${type.precision === 0 ? '.' : ''}${'0'.repeat(missing)}${type.kind === 'time' ? '' : 'Z'}`)
    return type.kind === 'time' ? sql`(${of.sql} || ${digits})` : sql`(rtrim(${of.sql}, ${literal('Z')}) || ${digits})`
  }
  return [one(left, right), one(right, left)]
}

const real = ({ sql: of, type }: Expr): Sql => (scaleOf(type) === 0 ? of : sql`(${of} / ${power(scaleOf(type))}.0)`)

// sum() of integers fails beyond 64 bits. The sums of the upper and of the lower 32 bits of each number do not.
const upper = (of: Sql): Sql => sql`sum(${of} >> 32)`
const lower = (of: Sql): Sql => sql`sum(${of} & 4294967295)`

/** Null over no values; beyond 64 bits the nearest double, which still tells all but near neighbours apart. */
function sum(of: Sql): Sql {
  const high = sql`(${upper(of)} + (${lower(of)} >> 32))`
  const fits = sql`${high} between -2147483648 and 2147483647`
  const exact = sql`${high} * 4294967296 + (${lower(of)} & 4294967295)`
  return sql`(case when ${fits} then ${exact} when count(${of}) > 0 then ${high} * 4294967296.0 + (${lower(of)} & 4294967295) end)`
}

export function total(fn: 'sum' | 'avg', of: Expr): Sql {
  if (of.type.kind === 'float') return sql`${word(fn)}(${of.sql})`
  if (fn === 'sum') return sum(of.sql)
  const all = sum(of.sql)
  const count = sql`count(${of.sql})`
  // Whole part, then six digits of the rest, then the half: each step stays exact in integers, or becomes a double beyond 64 bits.
  const rest = sql`${all} % ${count} * 1000000`
  return sql`(${all} / ${count} * 1000000 + ${rest} / ${count} + ${rest} % ${count} * 2 / ${count})`
}

export function totalOutput(fn: 'sum' | 'avg', of: Expr): Output {
  if (of.type.kind === 'float') return { sql: total(fn, of), read: readFloat }
  const scale = scaleOf(of.type)
  const colon = literal(':')
  const foreign = sql`count(case when typeof(${of.sql}) not in (${literal('integer')}, ${literal('null')}) then 1 end)`
  const parts = sql`${upper(of.sql)} || ${colon} || ${lower(of.sql)} || ${colon} || count(${of.sql}) || ${colon} || ${foreign}`
  return {
    sql: parts,
    read(raw) {
      const [high, low, count, others] = String(raw).split(':').map(BigInt)
      if (high === undefined || low === undefined || count === undefined || others !== 0n)
        throw new NotCanonical('is a total of numbers that are no integers of 64 bits')
      const exact = { units: high * 4294967296n + low, scale }
      return fn === 'sum' ? formatDecimal(exact) : average(exact, count)
    },
  }
}

/** The first day or moment of the period, by cutting the canonical text. */
export function bucket({ sql: of, type }: Expr, unit: Unit): Sql {
  const isDate = type.kind === 'date'
  if (unit === 'HOUR' && isDate) return of
  const fraction = type.kind === 'dateTime' && type.precision > 0 ? `.${'0'.repeat(type.precision)}` : ''
  const ending = (text: string) => (isDate ? text : `${text}${fraction}Z`)
  if (unit === 'HOUR') return sql`(substr(${of}, 1, 13) || ${literal(ending(':00:00'))})`
  const day = dayOf(of, unit)
  return isDate ? sql`(${day})` : sql`(${day} || ${literal(ending('T00:00:00'))})`
}

function dayOf(of: Sql, unit: Exclude<Unit, 'HOUR'>): Sql {
  switch (unit) {
    case 'YEAR':
      return sql`substr(${of}, 1, 4) || ${literal('-01-01')}`
    case 'QUARTER':
      // The month of the quarter's begin stands at the month's place in this text.
      return sql`substr(${of}, 1, 5) || substr(${literal('010101040404070707101010')}, substr(${of}, 6, 2) * 2 - 1, 2) || ${literal('-01')}`
    case 'MONTH':
      return sql`substr(${of}, 1, 7) || ${literal('-01')}`
    case 'WEEK':
      // What is no day of the calendar stays what it is, and is told when it is read; date() would make a near day or null of it.
      return sql`(case when date(substr(${of}, 1, 10)) = substr(${of}, 1, 10) then date(substr(${of}, 1, 10), ${literal('-6 days')}, ${literal('weekday 1')}) else substr(${of}, 1, 10) end)`
    case 'DAY':
      return sql`substr(${of}, 1, 10)`
  }
}
