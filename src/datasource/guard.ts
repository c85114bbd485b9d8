/** What stands before every datasource: a bulkhead, a circuit breaker, the deadline, and errors of the gateway's own kind. */

import { asGatewayError, type Code, GatewayError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import { bounded, holdable, outcomeUnknown } from './bounded.ts'
import { type Attempt, createBreaker, type Outcome } from './breaker.ts'
import { type Bulkhead, createBulkhead } from './bulkhead.ts'
import type { Datasource, RunOptions, RunResult, Session } from './datasource.ts'
import type { Health, Observer, StatementEvent, Stats } from './report.ts'

export interface Limits {
  /** Statements and transactions of the traffic lane at the same time. */
  readonly concurrency: number
  /** How many may wait for that; the rest is turned away at once. */
  readonly queue: number
  /** Milliseconds that one may wait for it; absent: until its deadline. */
  readonly acquireTimeout?: number | undefined
  /** Milliseconds that a statement of the traffic lane may take, waiting included; absent: as long as its request. */
  readonly statementTimeout?: number | undefined
  /** Whatever writes is refused. */
  readonly readOnly?: boolean
  /** Is told when the datasource goes and when it is back, with the cause that clients never see. */
  readonly log?: Log
  readonly observe?: Observer | undefined
}

/** An engine answers at the deadline by itself; this much later the guard does. Milliseconds. */
const GRACE = 50
/** Probes and admin work never wait behind traffic; they are few. */
const SIDE_LANE = { concurrency: 2, queue: 32 }

const NO_STATS: Stats = { tables: [], bytes: null, sessions: null, lastBackup: null }

/** What is special about something that is asked. */
interface Manner<T> {
  /** Of a statement. */
  readonly text?: unknown
  readonly transaction?: 'whole'
  rows?(value: T): number
  /** What observers are told of a failure; absent: its own code. */
  code?(): Code | undefined
  /** What is answered where the engine does not even say that it is too late. */
  late?(error: GatewayError): GatewayError | undefined
  /** Fires when nobody waits any longer; absent: the signal of the options. */
  readonly signal?: AbortSignal
}

type Ended = Pick<StatementEvent, 'text' | 'transaction' | 'startedAt' | 'ms' | 'waitedMs' | 'rows' | 'code'>

/** The same datasource, safe to call: every promise settles by its deadline, rejections are GatewayErrors that name the datasource. */
export function guard(datasource: Datasource, limits: Limits): Datasource {
  const { name } = datasource
  const breaker = createBreaker()
  const lanes: Record<RunOptions['lane'], Bulkhead> = {
    traffic: createBulkhead(name, { ...limits, patience: limits.acquireTimeout }),
    probe: createBulkhead(name, SIDE_LANE),
    admin: createBulkhead(name, SIDE_LANE),
  }
  let closed = false
  let down = false

  const unavailable = (): GatewayError =>
    new GatewayError('DATASOURCE_UNAVAILABLE', `The datasource ${name} is not available at the moment.`, { datasource: name })

  const report = (attempt: Attempt, outcome: Outcome, cause: unknown): void => {
    const was = breaker.state
    attempt.report(outcome)
    // Those who wait would fail one after the other, each after a connect timeout of its own.
    if (was === 'closed' && breaker.state !== 'closed') lanes.traffic.refuse(unavailable())
    if (outcome === 'down' && !down) {
      down = true
      limits.log?.error(`The datasource ${name} is not available.`, { datasource: name, cause: wordsOf(cause) })
    } else if (outcome === 'up' && down) {
      down = false
      limits.log?.info(`The datasource ${name} is available again.`, { datasource: name })
    }
  }
  // Probes and admin work go through an open breaker: they are what finds the database again.
  const learning: Attempt = { report: breaker.learn }

  const tell = (options: RunOptions, ended: Ended): void => {
    if (limits.observe === undefined && options.observe === undefined) return
    const { lane, about, requestId } = options
    const event: StatementEvent = { datasource: name, engine: datasource.engine.type, lane, about, requestId, ...ended }
    limits.observe?.(event)
    options.observe?.(event)
  }

  const guarded = async <T>(options: RunOptions, work: () => Promise<T>, manner: Manner<T> = {}): Promise<T> => {
    const startedAt = Date.now()
    const began = performance.now()
    let waitedMs = 0
    let rows = 0
    if (closed) throw shuttingDown(name)
    const attempt = options.lane === 'traffic' ? breaker.admit() : learning
    if (attempt === null) throw unavailable()
    let outcome: Outcome = 'unknown'
    let failure: unknown
    let leave: (() => void) | undefined
    try {
      leave = await lanes[options.lane].enter(options)
      waitedMs = performance.now() - began
      const value = await bounded(name, { ...options, signal: manner.signal ?? options.signal }, work, manner.late, GRACE)
      outcome = 'up'
      rows = manner.rows?.(value) ?? 0
      return value
    } catch (error) {
      failure = error
      const known = named(error, name)
      // Who was kept waiting has asked nothing and learnt nothing.
      if (leave !== undefined) outcome = outcomeOf(known, name)
      throw known
    } finally {
      // Before the next one is let in: with this failure it may be the last.
      report(attempt, outcome, failure)
      leave?.()
      const ms = performance.now() - began
      const code = failure === undefined ? null : (manner.code?.() ?? named(failure, name).code)
      const { text, transaction } = manner
      tell(options, { text, transaction, startedAt, ms, waitedMs: leave === undefined ? ms : waitedMs, rows, code })
    }
  }

  /** A transaction has waited for its place, and what becomes of it tells of the connection; its statements only have their time. */
  const inside = (session: Session): Session => ({
    async run(compiled, binds, asked) {
      const options = within(asked, limits.statementTimeout)
      const startedAt = Date.now()
      const began = performance.now()
      let rows = 0
      let code: Code | null = null
      try {
        const result = await bounded(name, options, () => session.run(compiled, binds, options), undefined, GRACE)
        rows = rowsOf(result)
        return result
      } catch (error) {
        const known = named(error, name)
        code = known.code
        throw known
      } finally {
        tell(options, { text: compiled.text, transaction: 'part', startedAt, ms: performance.now() - began, waitedMs: 0, rows, code })
      }
    },
  })

  const refuseWrites = (): void => {
    if (limits.readOnly)
      throw new GatewayError('DATASOURCE_READ_ONLY', `The datasource ${name} is configured as READ_ONLY.`, { datasource: name })
  }

  return {
    name,
    engine: datasource.engine,
    capabilities: datasource.capabilities,
    collation: datasource.collation,
    version: datasource.version,
    async run(compiled, binds, asked) {
      const writes = compiled.touched !== undefined
      if (writes) refuseWrites()
      const options = within(asked, limits.statementTimeout)
      const late = (error: GatewayError) => (writes ? outcomeUnknown(name, error) : undefined)
      return guarded(options, () => datasource.run(compiled, binds, options), { text: compiled.text, rows: rowsOf, late })
    },
    async transaction(options, work) {
      if (!options.readOnly) refuseWrites()
      // What the caller's own work throws is the caller's, and leaves as it is.
      let own: { readonly error: unknown } | undefined
      let worked = false
      // Once the work is done the engine commits, and nobody takes that back any more.
      using client = holdable(options.signal)
      try {
        return await guarded(
          options,
          () =>
            datasource.transaction(options, async (inner) => {
              try {
                const value = await work(inside(inner))
                worked = true
                client.hold()
                return value
              } catch (error) {
                own = { error }
                throw error
              }
            }),
          {
            transaction: 'whole',
            signal: client.signal,
            code: () => (own === undefined ? undefined : 'TRANSACTION_ROLLED_BACK'),
            late: (error) => (worked && !options.readOnly ? outcomeUnknown(name, error) : undefined),
          },
        )
      } catch (error) {
        throw own === undefined ? error : own.error
      }
    },
    breaker: () => breaker.state,
    ...(datasource.pool === undefined
      ? {}
      : {
          pool() {
            const state = datasource.pool?.() ?? null
            return state === null ? null : { ...state, waiting: state.waiting + lanes.traffic.waiting }
          },
        }),
    ...(datasource.stats === undefined
      ? {}
      : { stats: (options: RunOptions) => guarded(options, async () => datasource.stats?.(options) ?? NO_STATS) }),
    async health(options): Promise<Health> {
      const began = performance.now()
      const probe: RunOptions = { ...options, lane: 'probe' }
      let leave: (() => void) | undefined
      try {
        if (closed) throw shuttingDown(name)
        leave = await lanes.probe.enter(probe)
        const health = await bounded(name, probe, () => datasource.health(probe), undefined, GRACE)
        report(learning, health.ok ? 'up' : health.error === 'DATASOURCE_UNAVAILABLE' ? 'down' : 'unknown', health.trouble)
        return health
      } catch (error) {
        const { code } = named(error, name)
        const trouble = code === 'DATASOURCE_TIMEOUT' ? 'timeout' : 'other'
        return { ok: false, latency: performance.now() - began, serverVersion: null, database: null, error: code, trouble }
      } finally {
        leave?.()
      }
    },
    ...(datasource.introspect === undefined
      ? {}
      : { introspect: (options) => guarded(options, async () => (await datasource.introspect?.(options)) ?? []) }),
    async [Symbol.asyncDispose]() {
      if (closed) return
      closed = true
      for (const lane of Object.values(lanes)) lane.refuse(shuttingDown(name))
      await datasource[Symbol.asyncDispose]()
    },
  }
}

/** Of a write the rows that it was about, whether or not they came back. */
const rowsOf = ({ rows, affected }: RunResult): number => affected ?? rows.length

/** The same options with a nearer deadline, where a statement may not take as long as its request. */
function within(options: RunOptions, timeout: number | undefined): RunOptions {
  const deadline = timeout === undefined || options.lane !== 'traffic' ? options.deadline : Math.min(options.deadline, Date.now() + timeout)
  return deadline === options.deadline ? options : { ...options, deadline }
}

const shuttingDown = (name: string): GatewayError =>
  new GatewayError('SHUTTING_DOWN', 'The gateway is shutting down.', { datasource: name })

/** Any failure as a GatewayError that names the datasource. */
function named(error: unknown, datasource: string): GatewayError {
  const known = asGatewayError(error)
  if (known.datasource !== undefined) return known
  return new GatewayError(known.code, known.message, { datasource, fields: known.fields, cause: known.cause })
}

/** Codes from which nothing can be told about the connection. */
const UNKNOWN: ReadonlySet<Code> = new Set([
  'DATASOURCE_TIMEOUT',
  'DATASOURCE_OVERLOADED',
  'QUERY_CANCELLED',
  'WRITE_OUTCOME_UNKNOWN',
  'SHUTTING_DOWN',
  'INTERNAL_SERVER_ERROR',
])

function outcomeOf(error: GatewayError, datasource: string): Outcome {
  // A transaction's work may have met the failure of another datasource.
  if (error.datasource !== datasource || UNKNOWN.has(error.code)) return 'unknown'
  return error.code === 'DATASOURCE_UNAVAILABLE' ? 'down' : 'up'
}

/** The messages of an error and all that caused it. */
function wordsOf(error: unknown): string {
  const words: string[] = []
  for (let at = error; at !== undefined && at !== null && words.length < 5; at = at instanceof Error ? at.cause : undefined) {
    const text = at instanceof Error ? at.message : String(at)
    if (!words.some((known) => known.includes(text))) words.push(text)
  }
  return words.join(' Cause: ')
}
