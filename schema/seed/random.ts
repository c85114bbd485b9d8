/** Chance that can be repeated: every row has a generator of its own, so that any row can be made without those before it. */

export interface Random {
  /** From 0 up to, not including, 1. */
  unit(): number
  /** A whole number, both ends included. */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
}

/** The generator of one row: the same salt and index always give the same numbers (sfc32). */
export function randomFor(salt: string, index: number): Random {
  let a = 0x9e3779b9
  for (const letter of salt) a = Math.imul(a ^ letter.charCodeAt(0), 0x01000193)
  let b = index | 0
  let c = 0x243f6a88
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let round = 0; round < 12; round++) next()
  const unit = (): number => next() / 0x1_0000_0000
  const between = (low: number, high: number): number => low + Math.floor(unit() * (high - low + 1))
  return {
    unit,
    between,
    chance: (probability) => unit() < probability,
    pick(from) {
      const item = from[between(0, from.length - 1)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
  }
}

/** A UUIDv7 for this moment. @param moment milliseconds since the epoch */
export function uuidAt(moment: number, random: Random): string {
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')
  const time = hex(moment, 12)
  const tail = `${hex(random.between(0, 0xffffff), 6)}${hex(random.between(0, 0xffffff), 6)}`
  const variant = hex(0x8000 | random.between(0, 0x3fff), 4)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(random.between(0, 0xfff), 3)}-${variant}-${tail}`
}
