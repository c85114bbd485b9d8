/** Exact numbers and periods in MySQL and MariaDB, whose decimals have up to 65 digits. */

import { scaleOf } from '../../query/build.ts'
import type { Unit } from '../../query/query.ts'
import type { Expr, Output } from './dialect.ts'
import { readFloat } from './mysql-values.ts'
import { integer, literal, type Sql, sql, word } from './text.ts'
import { decimalTotal } from './totals.ts'

/** Integers as decimals: products of integers fail beyond 64 bits. */
const decimal = ({ sql: of, type }: Expr): Sql => (type.kind === 'decimal' ? of : sql`cast(${of} as decimal(65, 0))`)

export function math(op: 'add' | 'sub' | 'mul', left: Expr, right: Expr, scale: number): Sql {
  const operator = word({ add: '+', sub: '-', mul: '*' }[op])
  return sql`round(${decimal(left)} ${operator} ${decimal(right)}, ${integer(scale)})`
}

export function total(fn: 'sum' | 'avg', of: Expr): Sql {
  if (of.type.kind === 'float' || fn === 'sum') return sql`${word(fn)}(${of.sql})`
  // The server's own division rounds to some digits; whole units divided without a rest round once in all.
  const digits = scaleOf(of.type) + 6
  const sum = sql`sum(${of.sql})`
  const count = sql`count(${of.sql})`
  const dividend = sql`(abs(${sum}) * ${integer(2n * 10n ** BigInt(digits))} + ${count})`
  const divisor = sql`(2 * ${count})`
  const units = sql`((${dividend} - mod(${dividend}, ${divisor})) / ${divisor})`
  return sql`round(sign(${sum}) * ${units} * ${word(`0.${'1'.padStart(digits, '0')}`)}, ${integer(digits)})`
}

export function totalOutput(fn: 'sum' | 'avg', of: Expr): Output {
  if (of.type.kind === 'float') return { sql: total(fn, of), read: readFloat }
  const scale = scaleOf(of.type) + (fn === 'avg' ? 6 : 0)
  return { sql: total(fn, of), read: (raw) => decimalTotal(String(raw), scale) }
}

/** The first day or moment of the period. */
export function bucket({ sql: of, type }: Expr, unit: Unit): Sql {
  const day = dayOf(of, unit)
  if (type.kind === 'date') return day
  const moment = unit === 'HOUR' ? sql`date_format(${of}, ${literal('%Y-%m-%d %H:00:00')})` : day
  return sql`cast(${moment} as datetime(${integer(type.kind === 'dateTime' ? type.precision : 0)}))`
}

function dayOf(of: Sql, unit: Unit): Sql {
  const formed = (text: Sql) => sql`cast(${text} as date)`
  switch (unit) {
    case 'YEAR':
      return formed(sql`date_format(${of}, ${literal('%Y-01-01')})`)
    case 'QUARTER':
      return formed(sql`concat(date_format(${of}, ${literal('%Y-')}), lpad(quarter(${of}) * 3 - 2, 2, ${literal('0')}), ${literal('-01')})`)
    case 'MONTH':
      return formed(sql`date_format(${of}, ${literal('%Y-%m-01')})`)
    case 'WEEK':
      return sql`date_sub(cast(${of} as date), interval weekday(${of}) day)`
    default:
      return sql`cast(${of} as date)`
  }
}
