/** Bounded pools of connections, one for each lane, lent with a deadline; a connection that outlives it is cancelled, closed and replaced. */

import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'tarn'
import { asGatewayError, GatewayError } from '../../base/errors.ts'
import { bounded } from '../../datasource/bounded.ts'
import type { RunOptions } from '../../datasource/datasource.ts'
import type { Lane } from '../../datasource/report.ts'
import { type Answer, type Host, type Lease, SessionFailure, type Task } from '../hosted/host.ts'
import { createLease } from '../hosted/lease.ts'
import type { Connection } from './connection.ts'
import { createLogins, refusalOf } from './login.ts'

export interface ServerHostOptions {
  /** The datasource's name. */
  readonly name: string
  /** Connections for traffic; probes and admin work have some beside these. */
  readonly size: number
  /** Opens and checks a connection. Rejects with SessionFailure, within `connectTimeout` milliseconds. */
  readonly connect: (lane: Lane) => Promise<Connection>
  readonly connectTimeout: number
}

/** Connections of each lane beside traffic. */
const SIDE = 2
const IDLE_TIMEOUT = 30_000
/** Below what firewalls and load balancers forget silently. Milliseconds. */
const MAX_LIFETIME = 30 * 60_000
/** How long the server may take to hear of a cancellation, and after which time it is told again. */
const CANCEL_TIMEOUT = 1_000
const CANCEL_AGAIN = 25
const CLOSE_TIMEOUT = 3_000

interface Kept {
  readonly lane: Lane
  readonly connection: Connection
  readonly generation: number
  readonly born: number
  lent: number
  asking: boolean
}

export function createServerHost({ name, size, connect, connectTimeout }: ServerHostOptions): Host {
  // Raised when a connection is found dead: the others were probably cut at the same moment, and none of them is lent again.
  let generation = 0
  let serverVersion: string | null = null
  // When the server last answered a statement.
  let answered = Number.NEGATIVE_INFINITY
  let closed = false
  const logins = createLogins((error) => (error instanceof SessionFailure ? refusalOf(error.failure) : null))

  const isSound = ({ connection, generation: own, born }: Kept): boolean =>
    connection.usable && own === generation && Date.now() - born < MAX_LIFETIME

  // A pool each, so that a probe tells of the server and not of the traffic, and an operator gets in while that holds everything.
  const poolFor = (lane: Lane, max: number): Pool<Kept> =>
    new Pool<Kept>({
      min: 0,
      max,
      create: async () => {
        const connection = await logins.attempt(() => connect(lane))
        serverVersion = connection.serverVersion
        return { lane, connection, generation, born: Date.now(), lent: 0, asking: false }
      },
      validate: isSound,
      destroy: (kept) => kept.connection.close(),
      // The waiter's own deadline is nearer than these.
      acquireTimeoutMillis: 60_000,
      // The one before it may have to be waited for.
      createTimeoutMillis: 2 * connectTimeout + 1_000,
      destroyTimeoutMillis: CLOSE_TIMEOUT,
      idleTimeoutMillis: IDLE_TIMEOUT,
      reapIntervalMillis: 5_000,
      createRetryIntervalMillis: 200,
      propagateCreateError: true,
    })
  const pools: Readonly<Record<Lane, Pool<Kept>>> = {
    traffic: poolFor('traffic', size),
    probe: poolFor('probe', SIDE),
    admin: poolFor('admin', SIDE),
  }

  /** A login that took too long says nothing of a server that answered meanwhile: too much is going on there, or here. */
  const isBusy = (error: unknown): boolean =>
    error instanceof SessionFailure && error.failure.trouble === 'timeout' && performance.now() - answered < connectTimeout

  const acquire = async (options: RunOptions): Promise<Kept> => {
    const pool = pools[options.lane]
    for (;;) {
      const pending = pool.acquire()
      try {
        return await bounded(name, options, () => pending.promise)
      } catch (error) {
        pending.abort()
        // A connection that comes all the same goes back instead of being forgotten.
        pending.promise.then(
          (kept) => pool.release(kept),
          () => undefined,
        )
        // The pool tells whoever waits longest; there are connections that others give back.
        if (isBusy(error)) continue
        throw error instanceof SessionFailure ? refused(error, name) : asGatewayError(error)
      }
    }
  }

  const ask = async (kept: Kept, task: Task): Promise<Answer> => {
    kept.asking = true
    try {
      const answer = await kept.connection.ask(task)
      answered = performance.now()
      return answer
    } catch (error) {
      // Of those that die together only the first tells something new: what was connected since then is sound.
      const isDead = error instanceof SessionFailure && error.failure.code === 'DATASOURCE_UNAVAILABLE' && !kept.connection.usable
      if (isDead && kept.generation === generation) generation++
      throw error
    } finally {
      kept.asking = false
    }
  }

  const giveBack = (kept: Kept): void => {
    if (!kept.connection.usable) void kept.connection.close()
    pools[kept.lane].release(kept)
  }

  /** Until it has stopped: a server forgets what reaches it before the statement, and goes on with the next step of one that has several. */
  const stop = async (kept: Kept): Promise<void> => {
    const end = Date.now() + CANCEL_TIMEOUT
    do {
      await kept.connection.cancel()
      if (kept.asking) await pause(CANCEL_AGAIN, undefined, { ref: false })
    } while (kept.asking && Date.now() < end)
  }

  /** Past its deadline a connection is in no known state: the server is told to stop, and it is never lent again. */
  const giveLate = async (kept: Kept): Promise<void> => {
    const told = stop(kept).catch(() => undefined)
    await Promise.race([told, pause(CANCEL_TIMEOUT, undefined, { ref: false })])
    await kept.connection.close()
    pools[kept.lane].release(kept)
  }

  return {
    async lease(options): Promise<Lease> {
      if (closed) throw new GatewayError('SHUTTING_DOWN', 'The gateway is shutting down.', { datasource: name })
      const kept = await acquire(options)
      const reused = kept.lent++ > 0
      return createLease(name, {
        reused,
        ask: (task) => ask(kept, task),
        giveBack: () => giveBack(kept),
        giveLate: () => void giveLate(kept),
      })
    },
    // Probes have sessions of their own: one that cannot be had says something about the server.
    state: () => (serverVersion === null ? null : { serverVersion, busy: false }),
    pool: () => ({
      max: size,
      used: pools.traffic.numUsed(),
      idle: pools.traffic.numFree(),
      waiting: pools.traffic.numPendingAcquires(),
    }),
    async [Symbol.asyncDispose]() {
      closed = true
      const ended = Promise.all(Object.values(pools).map((pool) => pool.destroy()))
      await Promise.race([ended, pause(CLOSE_TIMEOUT, undefined, { ref: false })])
    },
  }
}

/** A connection that could not be had; the client learns that it is not there, the log why. */
function refused(error: SessionFailure, datasource: string): GatewayError {
  return new GatewayError(error.failure.code, error.failure.message, { datasource, cause: error })
}
