/** A small seeded generator: the same seed is the same sequence on every machine. */

export interface Random {
  /** 0 <= x < 1 */
  next(): number
  /** An integer from `low` to `high`, both included. */
  int(low: number, high: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** `count` different ones, or all there are, in random order. */
  some<T>(from: readonly T[], count: number): T[]
  /** One of the entries, as often as its weight says. */
  weighted<T>(from: readonly (readonly [number, T])[]): T
}

/** mulberry32 */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const pick = <T>(from: readonly T[]): T => {
    if (from.length === 0) throw new Error('nothing to pick from')
    return from[int(0, from.length - 1)] as T
  }
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick,
    some(from, count) {
      const left = [...from]
      const taken: (typeof left)[number][] = []
      while (taken.length < count && left.length > 0) taken.push(...left.splice(int(0, left.length - 1), 1))
      return taken
    },
    weighted(from) {
      let mark = next() * from.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, entry] of from) {
        mark -= weight
        if (mark < 0) return entry
      }
      return pick(from)[1]
    },
  }
}
