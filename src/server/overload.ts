/** How many requests are under way at most: beyond that they are turned away at once, while operators still get in. */

import { GatewayError } from '../base/errors.ts'

export interface Overload extends Disposable {
  readonly underWay: number
  /** At this moment; less than the most while the process cannot keep up. */
  readonly limit: number
  /** @throws GatewayError OVERLOADED when nobody without a place of his own would get in */
  check(): void
  /**
   * Takes a place.
   * @param reserved whether it may be one of those kept for operators
   * @returns gives it back, however often it is called
   * @throws GatewayError OVERLOADED
   */
  enter(reserved: boolean): () => void
}

/** Places kept for operators. */
const RESERVE = 32
/** However late everything is, so many may be under way: fewer would not keep a core busy. */
const LEAST = 64
/** Milliseconds between two looks at how late timers are, and the lateness from which on it is too much. */
const LOOK = 100
const TOO_LATE = 150
/** What is left of the limit after a look that was too late, and what is added, of the most, after each that was not. */
const BACK_OFF = 0.7
const RECOVERY = 0.05

/** @param most requests under way at the same time */
export function createOverload(most: number): Overload {
  const least = Math.min(LEAST, most)
  let underWay = 0
  let limit = most
  let last = performance.now()
  // What is under way waits for databases or for this thread. Of the former many are no harm; of the latter each makes all later.
  const timer = setInterval(() => {
    const now = performance.now()
    limit = nextLimit(limit, underWay, now - last - LOOK, most, least)
    last = now
  }, LOOK).unref()
  const overloaded = (): GatewayError => new GatewayError('OVERLOADED', 'The gateway has too much to do at the moment; try again later.')
  return {
    get underWay() {
      return underWay
    },
    get limit() {
      return limit
    },
    check() {
      if (underWay >= limit) throw overloaded()
    },
    enter(reserved) {
      if (underWay >= (reserved ? most + RESERVE : limit)) throw overloaded()
      underWay++
      let inside = true
      return () => {
        if (inside) underWay--
        inside = false
      }
    },
    [Symbol.dispose]: () => clearInterval(timer),
  }
}

/** @param late milliseconds */
export function nextLimit(limit: number, underWay: number, late: number, most: number, least: number): number {
  return late > TOO_LATE
    ? Math.max(least, Math.floor(Math.min(limit, underWay) * BACK_OFF))
    : Math.min(most, Math.ceil(limit + most * RECOVERY))
}
