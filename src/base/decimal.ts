/** Exact decimal arithmetic on canonical texts, over bigint: what the gateway and the oracle compute themselves. */

export interface Decimal {
  /** The value times 10^scale. */
  readonly units: bigint
  readonly scale: number
}

const PATTERN = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/

/** Reads `-12.50`, `12`, `1.5e3`; null when the text is no decimal number. */
export function parseDecimal(text: string): Decimal | null {
  const match = PATTERN.exec(text)
  if (match === null) return null
  const [, sign, whole, fraction = '', exponent = '0'] = match
  let units = BigInt(`${whole}${fraction}`)
  if (sign === '-') units = -units
  const scale = fraction.length - Number(exponent)
  return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 }
}

/** As text with exactly `scale` fraction digits: `{units: -1250n, scale: 2}` is `-12.50`. */
export function formatDecimal({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const sign = units < 0n ? '-' : ''
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** Integer quotient rounded half away from zero; the divisor is positive. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const half = (dividend < 0n ? -dividend : dividend) * 2n + divisor
  const quotient = half / (divisor * 2n)
  return dividend < 0n ? -quotient : quotient
}

/** The same value at another scale, rounded half away from zero when digits are lost. */
export function rescale(value: Decimal, scale: number): Decimal {
  if (scale === value.scale) return value
  if (scale > value.scale) return { units: value.units * 10n ** BigInt(scale - value.scale), scale }
  return { units: divideRounded(value.units, 10n ** BigInt(value.scale - scale)), scale }
}

/** True when the value can be written with `scale` fraction digits without losing anything. */
export function fitsScale(value: Decimal, scale: number): boolean {
  return value.scale <= scale || value.units % 10n ** BigInt(value.scale - scale) === 0n
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { units: rescale(a, scale).units + rescale(b, scale).units, scale }
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, { units: -b.units, scale: b.scale })
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale }
}

/** Negative, zero or positive, as a sort comparator. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale)
  const difference = rescale(a, scale).units - rescale(b, scale).units
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** `sum / count` with `scale` fraction digits, half away from zero. */
export function averageDecimal(sum: Decimal, count: bigint, scale: number): Decimal {
  return {
    units: divideRounded(rescale(sum, Math.max(sum.scale, scale)).units, count * 10n ** BigInt(Math.max(0, sum.scale - scale))),
    scale,
  }
}
