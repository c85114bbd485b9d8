/** Exact numbers and dates in SQL Server, which cuts fraction digits as soon as a result might have more than 38 in all. */

import type { FieldType } from '../../model/model.ts'
import { NotCanonical } from '../../model/scalars.ts'
import { scaleOf } from '../../query/build.ts'
import type { Unit } from '../../query/query.ts'
import type { Expr, Output } from './dialect.ts'
import { BIN2, codePoints, text, typeName, unlabelled, uuidText } from './sqlserver-values.ts'
import { integer, literal, type Sql, sql, word } from './text.ts'
import { decimalTotal } from './totals.ts'

const MOST = 38

/** Digits before the point that values of the type may have. */
function whole(type: FieldType): number {
  if (type.kind === 'decimal') return type.precision - type.scale
  return type.kind === 'int' ? 10 : 19
}

const decimal = (of: Sql, digits: number, scale: number): Sql =>
  sql`cast(${of} as decimal(${integer(Math.max(1, digits + scale))}, ${integer(scale)}))`

/** Both sides so wide that the result keeps every digit; a value that is wider still is an error of the server, never a wrong result. */
export function math(op: 'add' | 'sub' | 'mul', left: Expr, right: Expr, scale: number): Sql {
  const [a, b] = [scaleOf(left.type), scaleOf(right.type)]
  const result = (of: Sql): Sql => sql`cast(${of} as decimal(38, ${integer(scale)}))`
  if (op === 'mul') {
    const [m, n] = shared(whole(left.type), whole(right.type), a + b === 0 ? MOST : MOST - 1 - a - b)
    return result(sql`${decimal(left.sql, m, a)} * ${decimal(right.sql, n, b)}`)
  }
  const common = Math.max(a, b)
  const digits = Math.min(Math.max(whole(left.type), whole(right.type)), MOST - 1 - common)
  return result(sql`${decimal(left.sql, digits, common)} ${word(op === 'add' ? '+' : '-')} ${decimal(right.sql, digits, common)}`)
}

/** Digits for two factors within a budget: the shorter keeps its own as long as it takes no more than half. */
function shared(a: number, b: number, budget: number): readonly [number, number] {
  if (a + b <= budget) return [a, b]
  const half = Math.floor(budget / 2)
  if (a <= half) return [a, budget - a]
  return b <= half ? [budget - b, b] : [budget - half, half]
}

/** Sums of integers leave their type, and money sums up to money, which as text is cut to two digits. */
function sum({ sql: of, type }: Expr): Sql {
  if (type.kind === 'int' || type.kind === 'bigInt') return sql`sum(cast(${of} as decimal(38, 0)))`
  return type.kind === 'decimal' && type.precision <= 19 && type.scale === 4 ? sql`sum(cast(${of} as decimal(38, 8)))` : sql`sum(${of})`
}

export function total(fn: 'sum' | 'avg', of: Expr): Sql {
  if (of.type.kind === 'float') return sql`${word(fn)}(${of.sql})`
  return fn === 'sum' ? sum(of) : average(of)
}

/** Long division: a division keeps too few digits, remainders are exact. */
function average(of: Expr): Sql {
  const scale = scaleOf(of.type)
  const digits = scale + 6
  const added = decimal(sum(of), MOST - 1 - scale, scale)
  const count = sql`cast(nullif(count(${of.sql}), 0) as decimal(10, 0))`
  const rest = sql`(${added} % ${count})`
  const before = decimal(sql`(${added} - ${rest}) / ${count}`, MOST - 1 - digits, digits)
  // Twice the rest in units of the last digit, and half a divisor more, so that what is cut off has been rounded.
  const rests = decimal(
    sql`cast(abs(${rest}) as decimal(${integer(10 + scale)}, ${integer(scale)})) * cast(${integer(10n ** BigInt(scale))} as decimal(${integer(scale + 1)}, 0))`,
    scale + 10,
    0,
  )
  const twice = decimal(sql`${rests} * cast(2000000 as decimal(7, 0)) + ${count}`, scale + 19, 0)
  const divisor = sql`(2 * ${count})`
  const units = decimal(sql`(${twice} - ${twice} % ${divisor}) / ${divisor}`, digits + 1, 0)
  const after = decimal(asFraction(units, digits), MOST - 1 - digits, digits)
  return sql`(case when ${sum(of)} < 0 then ${before} - ${after} else ${before} + ${after} end)`
}

/** So many digits moved behind the point, in two steps where one product would be too long. */
function asFraction(units: Sql, digits: number): Sql {
  const moved = (of: Sql, by: number): Sql =>
    sql`${of} * cast(${word(`0.${'1'.padStart(by, '0')}`)} as decimal(${integer(by)}, ${integer(by)}))`
  const most = MOST - 2 - digits
  if (digits <= most) return moved(units, digits)
  return moved(decimal(moved(units, most), digits + 1 - most, most), digits - most)
}

export function totalOutput(fn: 'sum' | 'avg', of: Expr): Output {
  if (of.type.kind === 'float')
    return {
      sql: total(fn, of),
      read(raw) {
        if (typeof raw !== 'number' || !Number.isFinite(raw)) throw new NotCanonical('is no finite number')
        return Object.is(raw, -0) ? 0 : raw
      },
    }
  const scale = scaleOf(of.type) + (fn === 'avg' ? 6 : 0)
  return { sql: sql`convert(varchar(41), ${total(fn, of)})`, read: (raw) => decimalTotal(text(raw), scale) }
}

const SEPARATOR = sql`nchar(1)`

export function extreme(fn: 'min' | 'max', { sql: of, type }: Expr): Sql {
  const found = (value: Sql) => sql`${word(fn)}(${value})`
  switch (type.kind) {
    case 'boolean':
      return sql`cast(${found(sql`cast(${of} as int)`)} as bit)`
    case 'uuid':
      return sql`cast(${found(uuidText(of))} as uniqueidentifier)`
    case 'string':
    case 'objectId': {
      // The text is found by its bytes in hex, behind which it comes along.
      const best = found(sql`(convert(nvarchar(max), ${codePoints(of, type)}, 2) + ${SEPARATOR} + ${of}) collate ${BIN2}`)
      return unlabelled(sql`stuff(${best}, 1, charindex(${SEPARATOR}, ${best}), ${literal('')})`)
    }
    default:
      return found(of)
  }
}

/** A Monday, and the first day there is. */
const EPOCH = sql`cast(${literal('0001-01-01')} as date)`

/** The first day or moment of the period, by no setting of the session. */
export function bucket({ sql: of, type }: Expr, unit: Unit): Sql {
  const start = (day: Sql): Sql => (type.kind === 'date' ? day : sql`cast(${day} as ${typeName(type)})`)
  switch (unit) {
    case 'YEAR':
      return start(sql`datefromparts(year(${of}), 1, 1)`)
    case 'QUARTER':
      return start(sql`datefromparts(year(${of}), (month(${of}) - 1) / 3 * 3 + 1, 1)`)
    case 'MONTH':
      return start(sql`datefromparts(year(${of}), month(${of}), 1)`)
    case 'WEEK':
      return start(sql`dateadd(day, -(datediff(day, ${EPOCH}, ${of}) % 7), cast(${of} as date))`)
    case 'DAY':
      return start(sql`cast(${of} as date)`)
    case 'HOUR':
      return type.kind === 'date' ? of : sql`dateadd(hour, datepart(hour, ${of}), ${start(sql`cast(${of} as date)`)})`
  }
}
