/** Exact arithmetic in Decimal128: rounding half away from zero, which MongoDB does not know, and averages. */

import type { FieldType } from '../../model/model.ts'
import { scaleOf } from '../../query/build.ts'
import { type Context, type Expr, once } from './context.ts'
import type { Template } from './template.ts'
import { isSet } from './template.ts'
import { decimal } from './values.ts'

/** Digits of a Decimal128. */
export const DIGITS = 34
const NOT_A_NUMBER = decimal('NaN')

const isExact = (type: FieldType): boolean => type.kind === 'int' || type.kind === 'bigInt' || type.kind === 'decimal'

/** As a Decimal128; null where there is no number, since a stored text would fail the whole statement. */
export function exact({ context }: { readonly context: Context }, of: Expr): Template {
  if (!isExact(of.type)) throw new Error('only exact numbers are calculated with')
  if (of.exact === true) return of.value
  return once({ context }, of.value, (value) => ({ $toDecimal: { $cond: [{ $isNumber: value }, value, null] } }))
}

/** Fewer fraction digits, half away from zero. Both roundings of MongoDB's `$round` and `$trunc` are others. */
export function rounded(frame: { readonly context: Context }, value: Template, scale: number): Template {
  const half = (sign: string) => decimal(`${sign}5E-${scale + 1}`)
  return once(frame, value, (exactly) => ({
    $trunc: [{ $add: [exactly, { $cond: [{ $lt: [exactly, decimal('0')] }, half('-'), half('')] }] }, scale],
  }))
}

/** `left op right`, rounded to `scale`; not a number where that would need more digits than there are. */
export function calculated(frame: { readonly context: Context }, op: 'add' | 'sub' | 'mul', left: Expr, right: Expr, scale: number): Expr {
  const sides = [exact(frame, left), exact(frame, right)]
  const value: Template = op === 'add' ? { $add: sides } : op === 'sub' ? { $subtract: sides } : { $multiply: sides }
  const [a, b] = [scaleOf(left.type), scaleOf(right.type)]
  const exactScale = op === 'mul' ? a + b : Math.max(a, b)
  const [whole, otherWhole] = [(left.digits ?? DIGITS) - a, (right.digits ?? DIGITS) - b]
  const digits = exactScale + (op === 'mul' ? whole + otherWhole : Math.max(whole, otherWhole) + 1)
  const fits = (exactly: Template): Template => {
    const fewer = exactScale > scale ? rounded(frame, exactly, scale) : exactly
    if (digits <= DIGITS) return fewer
    const tooLarge = { $gte: [{ $abs: exactly }, decimal(`1E${DIGITS - exactScale}`)] }
    return { $cond: [tooLarge, NOT_A_NUMBER, fewer] }
  }
  return {
    value: digits <= DIGITS ? fits(value) : once(frame, value, fits),
    type: { kind: 'decimal', precision: 38, scale },
    fields: [...left.fields, ...right.fields],
    exact: true,
    digits: Math.min(DIGITS, digits - exactScale + scale),
  }
}

/**
 * `sum / count` with `scale` fraction digits, half away from zero: from whole quotient and remainder,
 * because a quotient of 34 digits may itself be rounded to where it looks like a half.
 */
export function averaged(frame: { readonly context: Context }, sum: Template, count: Template, scale: number): Template {
  // A count of nothing divides nothing, but some servers work out a branch that is not taken.
  const number = { $toDecimal: { $max: [count, 1] } }
  const average = once(frame, { $multiply: [sum, decimal(`1E${scale}`)] }, (units) => {
    const rest = { $mod: [units, number] }
    const whole = { $divide: [{ $subtract: [units, rest] }, number] }
    const isHalf = { $gte: [{ $multiply: [{ $abs: rest }, decimal('2')] }, number] }
    const away = { $cond: [{ $lt: [units, decimal('0')] }, decimal('-1'), decimal('1')] }
    return { $multiply: [{ $add: [whole, { $cond: [isHalf, away, decimal('0')] }] }, decimal(`1E-${scale}`)] }
  })
  return { $cond: [{ $and: [isSet(sum), { $gt: [count, 0] }] }, average, null] }
}
