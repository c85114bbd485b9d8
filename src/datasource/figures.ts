/** Statistics of one datasource, asked for in the background while somebody reads them: any number of readers cost what one costs. */

import { asGatewayError, type Code, type GatewayError } from '../base/errors.ts'
import { bounded, type Ending } from './bounded.ts'
import type { Stats } from './report.ts'

export interface StatsReport {
  readonly stats: Stats
  /** Milliseconds since the epoch. */
  readonly takenAt: number
  /** Why the last attempt to renew them failed; then they are older than usual. */
  readonly error: Code | null
}

export interface Figures extends Disposable {
  /**
   * What is known, at once; only where nothing is known yet the database is waited for.
   * Rejects with GatewayError where it did not answer, or not in time.
   */
  read(ending: Ending): Promise<StatsReport>
}

export interface FiguresOptions {
  /** The datasource's name. */
  readonly name: string
  /** Bounded by itself. */
  readonly ask: () => Promise<Stats>
  /** Milliseconds from one answer to the next question, and from a failure to the next attempt. */
  readonly interval: number
  readonly retry: number
  /** Milliseconds after its last reader in which a datasource is still asked. */
  readonly attention: number
}

export function createFigures({ name, ask, interval, retry, attention }: FiguresOptions): Figures {
  let known: StatsReport | null = null
  let failed: GatewayError | null = null
  let lastRead = 0
  /** The question that is under way. */
  let pending: Promise<void> | null = null
  /** Set between two questions; what is known is then as new as it gets. */
  let timer: NodeJS.Timeout | null = null
  let over = false

  const renew = async (): Promise<void> => {
    try {
      known = { stats: await ask(), takenAt: Date.now(), error: null }
      failed = null
    } catch (error) {
      failed = asGatewayError(error)
      if (known !== null) known = { ...known, error: failed.code }
    }
    pending = null
    if (over) return
    timer = setTimeout(
      () => {
        timer = null
        // Nobody looks any more: the next reader begins anew.
        if (Date.now() - lastRead < attention) begin()
      },
      failed === null ? interval : retry,
    )
    timer.unref()
  }
  const begin = (): Promise<void> => {
    pending ??= renew()
    return pending
  }
  const current = (): StatsReport => {
    if (known !== null) return known
    throw failed ?? asGatewayError(new Error('there are no statistics and no failure'))
  }

  return {
    async read(ending) {
      lastRead = Date.now()
      if (timer !== null) return current()
      // While readers follow each other closely nobody waits; after a pause the first one wants to know how it is now.
      const stale = known === null || lastRead - known.takenAt > attention + interval
      const question = begin()
      if (!stale) return current()
      await bounded(name, ending, () => question).catch((error: unknown) => {
        if (known === null) throw error
      })
      return current()
    },
    [Symbol.dispose]() {
      over = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
