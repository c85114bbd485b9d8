/** A circuit breaker: a datasource that cannot be reached is asked by one request at a time, and all others are answered at once. */

import type { BreakerState } from './report.ts'

/** up: the database answered, be it with an error. down: it could not be reached. unknown: nothing was learnt. */
export type Outcome = 'up' | 'down' | 'unknown'

/** Permission to ask once. */
export interface Attempt {
  /** Call it exactly once. */
  report(outcome: Outcome): void
}

export interface Breaker {
  /** Null: answer without asking. */
  admit(): Attempt | null
  /** What somebody learnt who asked without permission, as background probes do. */
  learn(outcome: Outcome): void
  readonly state: BreakerState
}

/** Failures in a row after which it opens. */
const FAILURES = 5
/** Milliseconds until the first attempt; each that fails doubles them. */
const FIRST_DELAY = 250
const LONGEST_DELAY = 2_000

/** @param now milliseconds of a clock that never goes back */
export function createBreaker(now: () => number = () => performance.now()): Breaker {
  let failures = 0
  let open = false
  let delay = FIRST_DELAY
  let next = 0
  let probing: Attempt | null = null

  const close = (): void => {
    failures = 0
    open = false
    delay = FIRST_DELAY
    probing = null
  }
  /** From the moment of the failed attempt's start: one that hung has waited enough. */
  const rest = (since: number): void => {
    probing = null
    // Jitter, so that several gateways do not knock together.
    next = Math.max(now(), since + delay * (0.75 + Math.random() / 4))
  }
  const learn = (outcome: Outcome): void => {
    if (outcome === 'up') close()
    if (outcome !== 'down' || open || ++failures < FAILURES) return
    open = true
    rest(now())
  }
  const knock = (): Attempt => {
    const since = now()
    const attempt: Attempt = {
      report(outcome) {
        if (outcome === 'up') return close()
        if (probing !== attempt) return
        if (outcome === 'down') delay = Math.min(delay * 2, LONGEST_DELAY)
        rest(since)
      },
    }
    // One that hangs, perhaps for its whole deadline, must not keep others from finding the database again.
    next = since + LONGEST_DELAY
    probing = attempt
    return attempt
  }
  // Those who were let in while it was closed: what they learn later must neither end nor lengthen the wait of the one attempt.
  const through: Attempt = { report: learn }

  return {
    admit() {
      if (!open) return through
      return now() < next ? null : knock()
    },
    learn,
    get state() {
      if (!open) return 'closed'
      return probing === null ? 'open' : 'half-open'
    },
  }
}
