/** What stands before every datasource: a bulkhead, a circuit breaker, the deadline, and errors of the gateway's own kind. */

import { asGatewayError, GatewayError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import { bounded } from './bounded.ts'
import { createBreaker, type Outcome } from './breaker.ts'
import { type Bulkhead, createBulkhead } from './bulkhead.ts'
import type { Datasource, Health, RunOptions, Session } from './datasource.ts'

export interface Limits {
  /** Statements and transactions of the traffic lane at the same time. */
  readonly concurrency: number
  /** How many may wait for that; the rest is turned away at once. */
  readonly queue: number
  /** Is told when the datasource goes and when it is back, with the cause that clients never see. */
  readonly log?: Log
}

/** An engine answers at the deadline by itself; this much later the guard does. Milliseconds. */
const GRACE = 50
/** Probes and admin work never wait behind traffic; they are few. */
const SIDE_LANE = { concurrency: 2, queue: 32 }

/** The same datasource, safe to call: every promise settles by its deadline, rejections are GatewayErrors that name the datasource. */
export function guard(datasource: Datasource, limits: Limits): Datasource {
  const { name } = datasource
  const breaker = createBreaker()
  const lanes: Record<RunOptions['lane'], Bulkhead> = {
    traffic: createBulkhead(name, limits.concurrency, limits.queue),
    probe: createBulkhead(name, SIDE_LANE.concurrency, SIDE_LANE.queue),
    admin: createBulkhead(name, SIDE_LANE.concurrency, SIDE_LANE.queue),
  }
  let closed = false
  let down = false

  const report = (outcome: Outcome, cause: unknown): void => {
    breaker.report(outcome)
    if (outcome === 'down' && !down) {
      down = true
      limits.log?.error(`The datasource ${name} is not available.`, { datasource: name, cause: wordsOf(cause) })
    } else if (outcome === 'up' && down) {
      down = false
      limits.log?.info(`The datasource ${name} is available again.`, { datasource: name })
    }
  }

  const guarded = async <T>(options: RunOptions, work: () => Promise<T>): Promise<T> => {
    if (closed) throw shuttingDown(name)
    // Probes go through an open breaker: they are what finds the database again.
    if (options.lane === 'traffic' && !breaker.admit())
      throw new GatewayError('DATASOURCE_UNAVAILABLE', `The datasource ${name} is not available at the moment.`, { datasource: name })
    let outcome: Outcome = 'unknown'
    let failure: unknown
    let leave: (() => void) | undefined
    try {
      leave = await lanes[options.lane].enter(options)
      const value = await bounded(name, options, work, undefined, GRACE)
      outcome = 'up'
      return value
    } catch (error) {
      failure = error
      const known = named(error, name)
      outcome = outcomeOf(known)
      throw known
    } finally {
      leave?.()
      report(outcome, failure)
    }
  }

  return {
    name,
    engine: datasource.engine,
    capabilities: datasource.capabilities,
    collation: datasource.collation,
    version: datasource.version,
    run: (compiled, binds, options) => guarded(options, () => datasource.run(compiled, binds, options)),
    async transaction(options, work) {
      // What the caller's own work throws is the caller's, and leaves as it is.
      let own: { readonly error: unknown } | undefined
      const guardedWork = async (session: Session) => {
        try {
          return await work({
            run: async (compiled, binds, statement) => {
              try {
                return await bounded(name, statement, () => session.run(compiled, binds, statement), undefined, GRACE)
              } catch (error) {
                throw named(error, name)
              }
            },
          })
        } catch (error) {
          own = { error }
          throw error
        }
      }
      return guarded(options, () => datasource.transaction(options, guardedWork)).catch((error: unknown) => {
        throw own !== undefined && (error === own.error || (error as Error).cause === own.error) ? own.error : error
      })
    },
    async health(options): Promise<Health> {
      const began = performance.now()
      try {
        const health = await guarded({ ...options, lane: 'probe' }, async () => {
          const answer = await datasource.health({ ...options, lane: 'probe' })
          if (answer.error === 'DATASOURCE_UNAVAILABLE') throw new Unhealthy(answer)
          return answer
        })
        return health
      } catch (error) {
        const { code, cause } = named(error, name)
        if (cause instanceof Unhealthy) return cause.health
        return { ok: false, latency: performance.now() - began, serverVersion: null, error: code }
      }
    },
    async [Symbol.asyncDispose]() {
      if (closed) return
      closed = true
      for (const lane of Object.values(lanes)) lane.close(shuttingDown(name))
      await datasource[Symbol.asyncDispose]()
    },
  }
}

const shuttingDown = (name: string): GatewayError =>
  new GatewayError('SHUTTING_DOWN', 'The gateway is shutting down.', { datasource: name })
