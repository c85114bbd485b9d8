/** Watches every datasource in the background, each by itself, so that questions about health and size never wait for a database. */

import { deadlineIn } from '../base/deadline.ts'
import type { Code } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import type { Catalog } from '../model/catalog.ts'
import type { Activity, ActivityReport } from './activity.ts'
import { bounded, type Ending } from './bounded.ts'
import type { Datasource, Settings } from './datasource.ts'
import { createFigures, type Figures, type StatsReport } from './figures.ts'
import { createModelCheck, type ModelCheck } from './model-check.ts'
import type { Health, PoolState, Trouble } from './report.ts'

/** DEGRADED: it answers, but slowly, or not everything that the models promise, or its connections do not suffice. */
export type Condition = 'HEALTHY' | 'DEGRADED' | 'UNHEALTHY'

/** Moments are milliseconds since the epoch. */
export interface DatasourceState {
  readonly name: string
  readonly condition: Condition
  /** When the condition changed last. */
  readonly since: number
  readonly checkedAt: number
  readonly lastSuccess: number | null
  readonly lastError: { readonly at: number; readonly code: Code; readonly trouble: Trouble } | null
  /** What the last probe said. */
  readonly health: Health
  /** Why it is not HEALTHY, one sentence each, for operators. */
  readonly reasons: readonly string[]
  /** What is wrong with its models, one sentence each, for operators. */
  readonly faults: readonly string[]
}

/** A datasource to watch. */
export interface Watched {
  readonly name: string
  /** Milliseconds above which an answer is slow. */
  readonly threshold: number
  /** Milliseconds in which a probe must be answered. */
  readonly timeout: number
}

/** As its settings say. A probe may take a little longer than a connection, so that the reason of a failed one comes through. */
export function watchedOf(name: string, settings: Settings): Watched {
  const connect = typeof settings.POOL__CONNECT_TIMEOUT === 'number' ? settings.POOL__CONNECT_TIMEOUT : CONNECT_TIMEOUT
  const threshold = typeof settings.HEALTH__THRESHOLD === 'number' ? settings.HEALTH__THRESHOLD : THRESHOLD
  return { name, threshold, timeout: Math.min(connect + PROBE_GRACE, LONGEST_PROBE) }
}

export interface MonitorOptions {
  readonly watched: readonly Watched[]
  readonly datasource: (name: string) => Datasource
  readonly catalog: Catalog
  readonly activity: Activity
  /** Milliseconds from the answer of one probe to the next. */
  readonly interval: number
  /** Milliseconds from one answer about sizes to the next question. */
  readonly statsInterval?: number
  readonly log?: Log | undefined
}

export interface Monitor extends Disposable {
  /** Begins to probe, unless it has begun; every question begins it too. */
  start(): void
  /** What the last probe said; null before the first has answered. */
  state(name: string): DatasourceState | null
  /** The same, but waits for the first probe. Rejects with GatewayError at the deadline. */
  health(name: string, ending: Ending): Promise<DatasourceState>
  /** Figures that are at most a minute old; null where the engine has none. Rejects with GatewayError where there are none yet and none come. */
  stats(name: string, ending: Ending): Promise<StatsReport | null>
  /** The gateway's own sessions at this moment; null where there are none to count. */
  pool(name: string): PoolState | null
  /** What the last minutes' statements did. */
  activity(name: string): ActivityReport
}

const THRESHOLD = 1_000
const CONNECT_TIMEOUT = 2_000
const PROBE_GRACE = 500
const LONGEST_PROBE = 5_000
/** Milliseconds until a sick datasource is asked again: it is found within two seconds of its return. */
const SICK_INTERVAL = 500
const STATS_INTERVAL = 30_000
const STATS_RETRY = 5_000
const STATS_TIMEOUT = 10_000
/** After a reader. */
const ATTENTION = 60_000
/** Tables of one statement about all of them. */
const MAX_TABLES = 100_000

/** What is kept of one datasource. */
interface Watch {
  readonly of: Watched
  readonly check: ModelCheck
  readonly figures: Figures
  readonly first: Promise<void>
  state: DatasourceState | null
  /** At the last probe all sessions were at work and somebody waited for one. */
  crowded: boolean
  /** The sessions, where they did not suffice for a while. */
  exhausted: PoolState | null
  timer: NodeJS.Timeout | null
  answered(): void
}

/** Nothing is asked before the first question or `start`. */
export function createMonitor(options: MonitorOptions): Monitor {
  const { datasource, catalog, activity, interval, log } = options
  let started = false
  let over = false

  const watchOf = (of: Watched): Watch => {
    const { promise: first, resolve: answered } = Promise.withResolvers<void>()
    const figures = createFigures({
      name: of.name,
      ask: async () => {
        const { at, signal } = deadlineIn(STATS_TIMEOUT)
        const live = datasource(of.name)
        if (live.stats === undefined) throw new Error(`${live.engine.type} has no statistics`)
        return live.stats({ deadline: at, signal, lane: 'admin', maxRows: MAX_TABLES })
      },
      ...{ interval: options.statsInterval ?? STATS_INTERVAL, retry: STATS_RETRY, attention: ATTENTION },
    })
    const judgeAgain = (): void => {
      if (watch.state !== null) watch.state = judge(watch, watch.state.health, watch.state.checkedAt)
    }
    const watch: Watch = {
      ...{ of, figures, first, answered, state: null, crowded: false, exhausted: null, timer: null },
      check: createModelCheck({ datasource: () => datasource(of.name), catalog, log, onChange: judgeAgain }),
    }
    return watch
  }
  const all = new Map(options.watched.map((of) => [of.name, watchOf(of)]))

  const probe = async (watch: Watch): Promise<void> => {
    const { name, timeout } = watch.of
    const { at, signal } = deadlineIn(timeout)
    const began = performance.now()
    let health: Health
    try {
      health = await datasource(name).health({ deadline: at, signal, lane: 'probe', maxRows: 10 })
    } catch (error) {
      // An engine answers with its failure; this one is a fault of ours.
      log?.error(`The probe of the datasource ${name} failed.`, { datasource: name, cause: error })
      const latency = performance.now() - began
      health = { ok: false, latency, serverVersion: null, database: null, error: 'INTERNAL_SERVER_ERROR', trouble: 'other' }
    }
    if (over) return
    if (health.ok) {
      watch.check.look(activity.lastAt(name, 'SCHEMA_VERSION_MISMATCH'))
      const pool = datasource(name).pool?.() ?? null
      const crowded = pool !== null && pool.waiting > 0 && pool.used >= pool.max
      // One moment without a free session is no shortage, two probes in a row are.
      watch.exhausted = crowded && watch.crowded ? pool : null
      watch.crowded = crowded
    }
    watch.state = judge(watch, health)
    watch.answered()
    watch.timer = setTimeout(() => void probe(watch), health.ok ? interval : Math.min(interval, SICK_INTERVAL)).unref()
  }

  const start = (): void => {
    if (started || over) return
    started = true
    for (const watch of all.values()) void probe(watch)
  }
  const watchNamed = (name: string): Watch => {
    start()
    const found = all.get(name)
    if (found === undefined) throw new Error(`no datasource ${name}`)
    return found
  }

  return {
    start,
    state: (name) => watchNamed(name).state,
    async health(name, ending) {
      const watch = watchNamed(name)
      if (watch.state === null) await bounded(name, ending, () => watch.first)
      return watch.state as DatasourceState
    },
    async stats(name, ending) {
      const { figures } = watchNamed(name)
      return datasource(name).stats === undefined ? null : figures.read(ending)
    },
    pool: (name) => datasource(name).pool?.() ?? null,
    activity: (name) => activity.report(name),
    [Symbol.dispose]() {
      over = true
      for (const { timer, figures } of all.values()) {
        if (timer !== null) clearTimeout(timer)
        figures[Symbol.dispose]()
      }
    },
  }
}

/** @param now when the probe was answered */
function judge({ of, check, exhausted, state: before }: Watch, health: Health, now = Date.now()): DatasourceState {
  const { faults } = check
  const reasons = health.ok ? shortcomings(of, health, faults, exhausted) : [TROUBLES[health.trouble ?? 'other']]
  const condition = !health.ok ? 'UNHEALTHY' : reasons.length > 0 ? 'DEGRADED' : 'HEALTHY'
  return {
    name: of.name,
    condition,
    since: before?.condition === condition ? before.since : now,
    checkedAt: now,
    lastSuccess: health.ok ? now : (before?.lastSuccess ?? null),
    lastError: health.error === null ? (before?.lastError ?? null) : { at: now, code: health.error, trouble: health.trouble ?? 'other' },
    health,
    reasons,
    faults,
  }
}

const TROUBLES: Readonly<Record<Trouble, string>> = {
  refused: 'Nothing listens at its address: the server is down, or DB_HOST or DB_PORT is wrong.',
  timeout: 'It does not answer in time: the server hangs, or something between swallows what is sent.',
  auth: 'It refuses the login: DB_USER or DB_PASSWORD is wrong, or the user may not come in from here.',
  tls: 'No secure connection comes about: SSL__MODE, SSL__CA or the certificate of the server is wrong.',
  dns: 'The name of its host is not known: DB_HOST is wrong, or the name service is down.',
  other: 'It cannot be used; the gateway’s log says why.',
}

function shortcomings({ threshold }: Watched, { latency }: Health, faults: readonly string[], exhausted: PoolState | null): string[] {
  const reasons: string[] = []
  if (latency > threshold)
    reasons.push(`It answered after ${Math.round(latency)} ms, which is more than HEALTH__THRESHOLD allows (${threshold} ms).`)
  if (faults.length > 0) reasons.push(`It is not what the models say in ${faults.length === 1 ? 'one point' : `${faults.length} points`}.`)
  if (exhausted !== null)
    reasons.push(`All of its ${exhausted.max} connections are at work, and ${exhausted.waiting} statements wait; POOL__MAX may be too low.`)
  return reasons
}
