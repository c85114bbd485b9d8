/** Whether the gateway and its datasources are well: what the server is told of them, and when the log is. */

import type { Log } from '../base/log.ts'

/** A datasource as the last probe found it. */
export interface DatasourceView {
  readonly name: string
  /** The gateway is not ready while it is down. */
  readonly required: boolean
  /** null: not probed yet. */
  readonly up: boolean | null
  /** For operators only. */
  readonly details: Readonly<Record<string, unknown>>
}

export interface HealthSource {
  /** Must answer at once, from what is known already. */
  readonly datasources: () => readonly DatasourceView[]
  readonly draining: () => boolean
}

/** Health that tells the log when readiness comes and goes, with the details that a probe must not show to anybody. */
export function loggedHealth({ datasources, draining }: HealthSource, log: Log): HealthSource {
  let was = true
  return {
    draining,
    datasources() {
      const views = datasources()
      const missing = missingOf(views, new Set())
      if (was !== (missing.length === 0)) {
        was = missing.length === 0
        if (was) log.info('Ready again.')
        else log.warn('Not ready.', { datasources: Object.fromEntries(missing.map(({ name, details }) => [name, details])) })
      }
      return views
    },
  }
}

/** Those without which the gateway cannot serve. */
export const missingOf = (views: readonly DatasourceView[], excluded: ReadonlySet<string>): readonly DatasourceView[] =>
  views.filter(({ name, required, up }) => required && up !== true && !excluded.has(name))
