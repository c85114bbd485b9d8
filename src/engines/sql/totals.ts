/** Sums and averages as exact texts, from what databases can say exactly; not limited to 64 bits. */

import { averageDecimal, type Decimal, formatDecimal, parseDecimal, rescale } from '../../base/decimal.ts'
import { NotCanonical } from '../../model/scalars.ts'

/** A number in decimal text at its scale, such as a sum. */
export function decimalTotal(text: string, scale: number): string {
  const parsed = parseDecimal(text)
  if (parsed === null) throw new NotCanonical('is no finite number')
  return formatDecimal(rescale(parsed, scale))
}

/** `sum / count` with six digits more than the sum, half away from zero. */
export function average(sum: Decimal, count: bigint): string {
  return formatDecimal(averageDecimal(sum, count, sum.scale + 6))
}
