/** A circuit breaker: a datasource that cannot be reached is asked by one request at a time, and all others are answered at once. */

/** up: the database answered, be it with an error. down: it could not be reached. unknown: nothing was learnt. */
export type Outcome = 'up' | 'down' | 'unknown'

export interface Breaker {
  /** True when the request may try; then its outcome must be reported. */
  admit(): boolean
  report(outcome: Outcome): void
  readonly open: boolean
}

const FAILURES = 5
const FIRST_DELAY = 250
const LONGEST_DELAY = 2_000

/** @param now milliseconds of a clock that never goes back */
export function createBreaker(now: () => number = () => performance.now()): Breaker {
  let failures = 0
  let open = false
  let delay = FIRST_DELAY
  let next = 0
  let probing = false
  return {
    admit() {
      if (!open) return true
      if (probing || now() < next) return false
      probing = true
      return true
    },
    report(outcome) {
      probing = false
      if (outcome === 'unknown') return
      if (outcome === 'up') {
        failures = 0
        open = false
        delay = FIRST_DELAY
        return
      }
      failures++
      if (failures < FAILURES) return
      if (open) delay = Math.min(delay * 2, LONGEST_DELAY)
      open = true
      // Jitter, so that several gateways do not knock together.
      next = now() + delay * (0.75 + Math.random() / 4)
    },
    get open() {
      return open
    },
  }
}
