/** What the last minutes' statements did, kept in bounded memory: how many there were, which errors, which were slow. */

import type { Code } from '../base/errors.ts'
import type { About, Lane, Observer, StatementEvent } from './report.ts'

export interface SlowStatement {
  /** When it began, in milliseconds since the epoch. */
  readonly at: number
  /** Milliseconds, waiting included. */
  readonly ms: number
  /** Milliseconds of them in the queue. */
  readonly waitedMs: number
  readonly rows: number
  readonly lane: Lane
  readonly about: About | null
  readonly requestId: string | null
  readonly code: Code | null
  /** The statement's text, which holds no values; null where it is none. */
  readonly text: string | null
}

export interface ActivityReport {
  /** How many minutes it covers, the present one not yet whole. */
  readonly minutes: number
  readonly statements: number
  /** Most first. */
  readonly errors: readonly { readonly code: Code; readonly count: number }[]
  /** Slowest first. */
  readonly slow: readonly SlowStatement[]
}

export interface Activity {
  readonly observe: Observer
  /** Of one datasource; empty where it has done nothing yet. */
  report(datasource: string): ActivityReport
  /** When a statement last ended with this code, in milliseconds since the epoch. */
  lastAt(datasource: string, code: Code): number | null
}

/** One minute of one datasource. */
interface Minute {
  /** Minutes since the epoch; what it counted before is of no interest once another one begins. */
  number: number
  statements: number
  readonly errors: Map<Code, number>
}

interface Kept {
  readonly minutes: readonly Minute[]
  readonly last: Map<Code, number>
  /** A ring: once full, each takes the place of the oldest. */
  readonly slow: SlowStatement[]
  next: number
}

const MINUTES = 10
const MINUTE = 60_000
const SLOW_KEPT = 50
/** Characters of a statement's text; beyond them nobody reads on. */
const LONGEST_TEXT = 4_000

/**
 * @param threshold milliseconds from which on a statement is slow
 * @param now milliseconds since the epoch
 */
export function createActivity(threshold: number, now: () => number = Date.now): Activity {
  const all = new Map<string, Kept>()

  const keptOf = (datasource: string): Kept => {
    const found = all.get(datasource)
    if (found !== undefined) return found
    const minutes = Array.from({ length: MINUTES }, (): Minute => ({ number: -1, statements: 0, errors: new Map() }))
    const made: Kept = { minutes, last: new Map(), slow: [], next: 0 }
    all.set(datasource, made)
    return made
  }
  const first = (): number => Math.floor(now() / MINUTE) - MINUTES + 1

  return {
    observe(event) {
      const kept = keptOf(event.datasource)
      const at = now()
      const minute = minuteAt(kept, at)
      if (event.transaction !== 'whole') minute.statements++
      if (event.code !== null) {
        minute.errors.set(event.code, (minute.errors.get(event.code) ?? 0) + 1)
        kept.last.set(event.code, at)
      }
      if (event.ms < threshold) return
      kept.slow[kept.next] = slowOf(event)
      kept.next = (kept.next + 1) % SLOW_KEPT
    },
    report(datasource) {
      const kept = all.get(datasource)
      const minutes = kept?.minutes.filter(({ number }) => number >= first()) ?? []
      const errors = new Map<Code, number>()
      for (const minute of minutes) for (const [code, count] of minute.errors) errors.set(code, (errors.get(code) ?? 0) + count)
      return {
        minutes: MINUTES,
        statements: minutes.reduce((sum, { statements }) => sum + statements, 0),
        errors: [...errors].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
        slow: (kept?.slow ?? []).filter(({ at, ms }) => at + ms >= first() * MINUTE).sort((a, b) => b.ms - a.ms),
      }
    },
    lastAt: (datasource, code) => all.get(datasource)?.last.get(code) ?? null,
  }
}

function minuteAt({ minutes }: Kept, at: number): Minute {
  const number = Math.floor(at / MINUTE)
  const minute = minutes[number % MINUTES] as Minute
  if (minute.number === number) return minute
  minute.number = number
  minute.statements = 0
  minute.errors.clear()
  return minute
}

function slowOf({ startedAt, ms, waitedMs, rows, lane, about, requestId, code, text }: StatementEvent): SlowStatement {
  return {
    ...{ at: startedAt, ms, waitedMs, rows, lane, code },
    about: about ?? null,
    requestId: requestId ?? null,
    // What is no text, of an engine without one, says no more than `about` does.
    text: typeof text === 'string' ? text.slice(0, LONGEST_TEXT) : null,
  }
}
