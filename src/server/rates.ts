/** How much each caller may spend in a time, kept in memory for a bounded number of callers. */

import { LRUCache } from 'lru-cache'
import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { ANONYMOUS, type Principal } from '../access/principal.ts'
import { networkOf } from './address.ts'
import { Refused } from './answer.ts'

/** Callers whose spending is known; beyond it the one not seen for longest starts anew, as whoever has as many addresses may anyway. */
const MAX_CALLERS = 10_000
/** Seconds in which the rate is counted. */
const WINDOW = 60
/** Seconds in which the burst may be spent once. */
const BURST_WINDOW = 600
/** Credentials that do not hold, per address and minute: far more than a mistake makes, far fewer than guessing needs. */
const MAX_FAILURES = 300

export interface Spender {
  readonly principal: Principal
  readonly address: string | null
}

export interface Rates {
  /**
   * Takes points from a caller: the principal, or the address of one who has no credential.
   * @returns headers that tell what is left
   * @throws Refused RATE_LIMITED, with the time to wait
   */
  spend(caller: Spender, points: number): Promise<Readonly<Record<string, string>>>
  /** Notes a credential that does not hold. */
  failed(address: string | null): Promise<void>
  /**
   * At once, because every request is asked for it.
   * @throws Refused RATE_LIMITED when too many credentials from there did not hold
   */
  checkFailures(address: string | null): void
}

const NOTHING: Readonly<Record<string, string>> = Object.freeze({})

/**
 * @param perMinute points for each minute; 0 for any amount
 * @param burst points beyond them, once in ten minutes
 */
export function createRates(perMinute: number, burst: number): Rates {
  const rate = new RateLimiterMemory({ points: perMinute, duration: WINDOW })
  const beyond = new RateLimiterMemory({ points: burst, duration: BURST_WINDOW })
  const bursty = new BurstyRateLimiter(rate, beyond)
  const callers = latest(rate, beyond)
  const failures = new RateLimiterMemory({ points: MAX_FAILURES, duration: WINDOW })
  const places = latest(failures)
  /** Until when, by the monotonic clock. */
  const barred = new LRUCache<string, number>({ max: MAX_CALLERS })
  const policy = `"cost";q=${perMinute};w=${WINDOW}`
  const told = (state: RateLimiterRes) => ({
    'ratelimit-policy': policy,
    ratelimit: `"cost";r=${state.remainingPoints};t=${seconds(state.msBeforeNext)}`,
  })
  return {
    async spend({ principal, address }, points) {
      if (perMinute === 0) return NOTHING
      const caller = principal.id === ANONYMOUS.id ? placeOf(address) : `principal ${principal.id}`
      callers.set(caller, true)
      try {
        return told(await bursty.consume(caller, points))
      } catch (state) {
        // The library rejects with the state itself.
        if (!(state instanceof RateLimiterRes)) throw state
        throw refusal(`You have spent the ${perMinute} points of cost that a minute allows`, state.msBeforeNext, told(state))
      }
    },
    async failed(address) {
      const place = placeOf(address)
      places.set(place, true)
      const { consumedPoints, msBeforeNext } = await failures.penalty(place)
      if (consumedPoints >= MAX_FAILURES) barred.set(place, performance.now() + msBeforeNext)
    },
    checkFailures(address) {
      const wait = (barred.get(placeOf(address)) ?? 0) - performance.now()
      if (wait > 0) throw refusal('Too many credentials sent from your address did not hold', wait, NOTHING)
    },
  }
}

/** The callers seen last; what limiters keep of one that falls out is dropped with it. */
function latest(...limiters: readonly RateLimiterMemory[]): LRUCache<string, true> {
  return new LRUCache({
    max: MAX_CALLERS,
    dispose: (_, caller, reason) => {
      if (reason === 'evict') for (const limiter of limiters) void limiter.delete(caller)
    },
  })
}

const placeOf = (address: string | null): string => (address === null ? 'here' : `network ${networkOf(address)}`)

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000))

function refusal(what: string, wait: number, headers: Readonly<Record<string, string>>): Refused {
  const after = seconds(wait)
  return new Refused(429, 'RATE_LIMITED', `${what}. Ask again in ${after} s.`, { ...headers, 'retry-after': String(after) })
}
