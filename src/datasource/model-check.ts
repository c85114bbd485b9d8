/** Compares the models with the live database in the background, now and then, and whenever a request found something missing. */

import { deadlineIn } from '../base/deadline.ts'
import type { Log } from '../base/log.ts'
import type { Catalog } from '../model/catalog.ts'
import { compareModels, compareOptionsOf } from './compare.ts'
import type { Datasource } from './datasource.ts'

export interface ModelCheck {
  /** One sentence each, for operators. */
  readonly faults: readonly string[]
  /**
   * The datasource is well: compares where it is time for that.
   * @param mismatch when a request last missed a table or column, in milliseconds since the epoch
   */
  look(mismatch: number | null): void
}

export interface ModelCheckOptions {
  readonly datasource: () => Datasource
  readonly catalog: Catalog
  readonly log?: Log | undefined
  readonly onChange: () => void
}

/** Milliseconds between two comparisons: while all is well; while something is wrong, so that its repair is seen; after a request missed something. */
const INTERVAL = 5 * 60_000
const FAULTY_INTERVAL = 30_000
const SHORTEST_INTERVAL = 10_000
/** Of a large database, which nobody waits for. */
const TIMEOUT = 60_000
const MAX_ROWS = 1_000_000

export function createModelCheck({ datasource, catalog, log, onChange }: ModelCheckOptions): ModelCheck {
  let faults: readonly string[] = []
  let last: number | null = null
  let running = false

  const isDue = (mismatch: number | null): boolean => {
    if (last === null) return true
    const passed = Date.now() - last
    if (passed > (faults.length > 0 ? FAULTY_INTERVAL : INTERVAL)) return true
    return mismatch !== null && mismatch > last && passed > SHORTEST_INTERVAL
  }

  const compare = async (): Promise<void> => {
    const live = datasource()
    const { at, signal } = deadlineIn(TIMEOUT)
    const tables = await live.introspect?.({ deadline: at, signal, lane: 'admin', maxRows: MAX_ROWS })
    if (tables === undefined) return
    const findings = compareModels(catalog, live.name, tables, compareOptionsOf(live.engine))
    const found = findings.filter(({ level }) => level === 'fault').map(({ text }) => text)
    if (JSON.stringify(found) === JSON.stringify(faults)) return
    faults = found
    onChange()
    if (found.length > 0) log?.warn(`The datasource ${live.name} is not what its models say.`, { datasource: live.name, faults: found })
    else log?.info(`The datasource ${live.name} is what its models say again.`, { datasource: live.name })
  }

  return {
    get faults() {
      return faults
    },
    look(mismatch) {
      if (running || !isDue(mismatch)) return
      last = Date.now()
      running = true
      compare()
        // What was found before stands; the next one may go better.
        .catch((error: unknown) => log?.warn('The models could not be compared with their database.', { cause: error }))
        .finally(() => {
          running = false
        })
    },
  }
}
