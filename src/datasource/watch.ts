/** Watches datasources in the background, so that questions about their health never wait for a database. */

import { deadlineIn } from '../base/deadline.ts'
import type { Datasource } from './datasource.ts'
import type { Health } from './report.ts'

export interface Watch extends Disposable {
  /** What the last probe of each watched datasource said; null before the first has answered. */
  last(): ReadonlyMap<string, Health | null>
}

/** Milliseconds that a probe may take. */
const PROBE_TIMEOUT = 2_000

/**
 * Probes at once and then again `interval` milliseconds after each answer.
 * @param datasources are opened by being watched
 */
export function watch(datasources: readonly Datasource[], interval: number): Watch {
  const last = new Map<string, Health | null>(datasources.map(({ name }) => [name, null]))
  const timers = new Map<string, NodeJS.Timeout>()
  let over = false
  const probe = async (datasource: Datasource): Promise<void> => {
    const { at, signal } = deadlineIn(PROBE_TIMEOUT)
    const health = await datasource.health({ deadline: at, signal, lane: 'probe', maxRows: 10 }).catch(
      (): Health => ({
        ok: false,
        latency: PROBE_TIMEOUT,
        serverVersion: null,
        database: null,
        error: 'DATASOURCE_UNAVAILABLE',
        trouble: 'timeout',
      }),
    )
    if (over) return
    last.set(datasource.name, health)
    timers.set(datasource.name, setTimeout(() => void probe(datasource), interval).unref())
  }
  for (const datasource of datasources) void probe(datasource)
  return {
    last: () => last,
    [Symbol.dispose]() {
      over = true
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
