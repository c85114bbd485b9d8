/** How many requests are under way at most: beyond that they are turned away at once, while operators still get in. */

import { performance } from 'node:perf_hooks'
import { GatewayError } from '../base/errors.ts'

/**
 * Gives back a place, however often it is called.
 * @param waited milliseconds that the request waited for databases; undefined when it asked none
 */
export type Leave = (waited: number | undefined) => void

export interface Overload extends Disposable {
  readonly underWay: number
  /** At this moment; less than the most while the process cannot keep up. */
  readonly limit: number
  /** Whether nobody without a place of his own would get in. */
  readonly isFull: boolean
  /**
   * @param reserved whether it may be one of the places kept for operators
   * @throws GatewayError OVERLOADED when he would not get in
   */
  check(reserved: boolean): void
  /**
   * Takes a place.
   * @throws GatewayError OVERLOADED
   */
  enter(reserved: boolean): Leave
}

export interface Bounds {
  readonly most: number
  readonly least: number
}

/** What was seen in a window of time; of times the least, in milliseconds: one long turn is a large answer, only several in a row are a queue. */
export interface Look {
  /** By which turns of the event loop were late. */
  readonly delay: number
  /** That requests waited for databases. */
  readonly waited: number
  /** The part of the time in which the event loop was at work. */
  readonly busy: number
  /** The most requests that were under way. */
  readonly busiest: number
}

/** Places kept for operators. */
const RESERVE = 32
/** However late everything is, so many may be under way: a machine that gives this process little time makes everything late, and a burst of one page is no overload. */
const LEAST = 100
/** Milliseconds between two turns that are looked at, and in a window; it has so many turns at least. */
const TICK = 10
const WINDOW = 100
const TURNS = 3
/** Milliseconds from which on a turn is too late, and a wait for databases too long; the latter once no more than this part of the time is left. */
const LATE = 40
const LONG_WAIT = 50
const BUSY = 0.9
/** The most that one look takes away, and what one adds, both as parts of the limit. */
const BACK_OFF = 0.5
const RECOVERY = 0.1
/** Milliseconds that one turn may take in new requests for, and how many it may in any case. */
const LONG_TURN = 50
const BURST = 128

/**
 * What is under way waits for databases or for this thread. Of the former many are no harm, and each datasource bounds its own; of the
 * latter each makes all others later. So nobody is turned away for slow databases while the thread has time.
 * @param most requests under way at the same time
 */
export function createOverload(most: number): Overload {
  const bounds = { most, least: Math.min(LEAST, most) }
  // One for all: a stack for each would cost more than the rest of a refusal.
  const overloaded = new GatewayError('OVERLOADED', 'The gateway has too much to do at the moment; try again later.')
  let underWay = 0
  let limit = most
  let busiest = 0
  let shortest = Number.POSITIVE_INFINITY
  const windows = startWindows((delay, busy) => {
    // Where nobody has asked a database, nobody waits for one.
    const waited = Number.isFinite(shortest) ? shortest : 0
    limit = nextLimit(limit, { delay, waited, busy, busiest }, bounds)
    busiest = underWay
    shortest = Number.POSITIVE_INFINITY
  })
  const turn = createTurn()
  const isFull = (): boolean => {
    if (underWay >= limit) return true
    if (underWay < BURST || turn.age() <= LONG_TURN) return false
    // No window ends before this turn, and all who wait in it would be let in.
    limit = Math.max(bounds.least, underWay)
    return true
  }
  const check = (reserved: boolean): void => {
    if (reserved ? underWay >= most + RESERVE : isFull()) throw overloaded
  }
  return {
    get underWay() {
      return underWay
    },
    get limit() {
      return limit
    },
    get isFull() {
      return isFull()
    },
    check,
    enter(reserved) {
      check(reserved)
      underWay++
      busiest = Math.max(busiest, underWay)
      let inside = true
      return (waited) => {
        if (!inside) return
        inside = false
        underWay--
        if (waited !== undefined) shortest = Math.min(shortest, waited)
      }
    },
    [Symbol.dispose]: () => windows[Symbol.dispose](),
  }
}

/**
 * The limit after a window. It falls by the gradient of what is wanted and what is, as Netflix's concurrency-limits and Envoy's adaptive
 * concurrency have it (Netflix, "Performance Under Load", 2018), and grows by a part of itself; what counts is what stands for a
 * while, as in CoDel (RFC 8289).
 */
export function nextLimit(limit: number, { delay, waited, busy, busiest }: Look, { most, least }: Bounds): number {
  const excess = Math.max(delay / LATE, busy >= BUSY ? waited / LONG_WAIT : 0)
  if (excess <= 1) return Math.min(most, Math.ceil(limit * (1 + RECOVERY)))
  return Math.max(least, Math.floor(Math.min(limit, busiest) * Math.max(BACK_OFF, 1 / excess)))
}

/** Tells, window by window, the least delay of its turns, and the part of it in which the event loop was at work. */
function startWindows(told: (delay: number, busy: number) => void): Disposable {
  let last = performance.now()
  let began = last
  let before = performance.eventLoopUtilization()
  let turns = 0
  let delay = Number.POSITIVE_INFINITY
  const timer = setInterval(() => {
    const now = performance.now()
    delay = Math.min(delay, Math.max(0, now - last - TICK))
    last = now
    if (++turns < TURNS || now - began < WINDOW) return
    const used = performance.eventLoopUtilization()
    told(delay, performance.eventLoopUtilization(used, before).utilization)
    before = used
    began = now
    turns = 0
    delay = Number.POSITIVE_INFINITY
  }, TICK).unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

/** How long the event loop has been at the requests of this turn. */
function createTurn() {
  let began: number | undefined
  const end = (): void => {
    began = undefined
  }
  return {
    age(): number {
      const now = performance.now()
      if (began === undefined) {
        began = now
        setImmediate(end)
      }
      return now - began
    },
  }
}
