/** A bounded pool of connections that are lent with a deadline; one that outlives it is cancelled, closed and replaced. */

import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'tarn'
import { asGatewayError, GatewayError } from '../../base/errors.ts'
import { bounded } from '../../datasource/bounded.ts'
import type { RunOptions } from '../../datasource/datasource.ts'
import { type Host, type Lease, SessionFailure } from '../hosted/host.ts'
import { createLease } from '../hosted/lease.ts'
import type { Connection } from './connection.ts'

export interface ServerHostOptions {
  /** The datasource's name. */
  readonly name: string
  /** Connections for traffic; probes and admin work have some beside these. */
  readonly size: number
  /** Opens and checks a connection. Rejects with SessionFailure, within `connectTimeout` milliseconds. */
  readonly connect: () => Promise<Connection>
  readonly connectTimeout: number
}

/** Connections beside those for traffic: two lanes of two each may be at work. */
const RESERVE = 4
const IDLE_TIMEOUT = 30_000
/** Below what firewalls and load balancers forget silently. Milliseconds. */
const MAX_LIFETIME = 30 * 60_000
/** How long the server may take to hear of a cancellation. */
const CANCEL_TIMEOUT = 1_000
const CLOSE_TIMEOUT = 3_000

interface Kept {
  readonly connection: Connection
  readonly generation: number
  readonly born: number
  lent: number
}

export function createServerHost({ name, size, connect, connectTimeout }: ServerHostOptions): Host {
  // Raised when a connection is found dead: the others were probably cut at the same moment, and none of them is lent again.
  let generation = 0
  let serverVersion: string | null = null
  let closed = false
  const pool = new Pool<Kept>({
    min: 0,
    max: size + RESERVE,
    create: async () => {
      const connection = await connect()
      serverVersion = connection.serverVersion
      return { connection, generation, born: Date.now(), lent: 0 }
    },
    validate: (kept) => kept.connection.usable && kept.generation === generation && Date.now() - kept.born < MAX_LIFETIME,
    destroy: (kept) => kept.connection.close(),
    // The waiter's own deadline is nearer than these.
    acquireTimeoutMillis: 60_000,
    createTimeoutMillis: connectTimeout + 1_000,
    destroyTimeoutMillis: CLOSE_TIMEOUT,
    idleTimeoutMillis: IDLE_TIMEOUT,
    reapIntervalMillis: 5_000,
    createRetryIntervalMillis: 200,
    propagateCreateError: true,
  })

  const acquire = async (options: RunOptions): Promise<Kept> => {
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
      throw error instanceof SessionFailure ? refused(error, name) : asGatewayError(error)
    }
  }

  const giveBack = (kept: Kept): void => {
    if (!kept.connection.usable) {
      generation++
      void kept.connection.close()
    }
    pool.release(kept)
  }

  /** Past its deadline a connection is in no known state: the server is told to stop, and it is never lent again. */
  const giveLate = async (kept: Kept): Promise<void> => {
    const told = kept.connection.cancel().catch(() => undefined)
    await Promise.race([told, pause(CANCEL_TIMEOUT, undefined, { ref: false })])
    await kept.connection.close()
    pool.release(kept)
  }

  return {
    async lease(options): Promise<Lease> {
      if (closed) throw new GatewayError('SHUTTING_DOWN', 'The gateway is shutting down.', { datasource: name })
      const kept = await acquire(options)
      const reused = kept.lent++ > 0
      return createLease(name, {
        reused,
        ask: (task) => kept.connection.ask(task),
        giveBack: () => giveBack(kept),
        giveLate: () => void giveLate(kept),
      })
    },
    state: () => (serverVersion === null ? null : { serverVersion, busy: pool.numUsed() > 0 }),
    async [Symbol.asyncDispose]() {
      closed = true
      await Promise.race([pool.destroy(), pause(CLOSE_TIMEOUT, undefined, { ref: false })])
    },
  }
}

/** A connection that could not be had; the client learns that it is not there, the log why. */
function refused(error: SessionFailure, datasource: string): GatewayError {
  return new GatewayError(error.failure.code, error.failure.message, { datasource, cause: error })
}
