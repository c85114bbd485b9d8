/** A pool of embedded database threads: leases with a deadline, and threads that are given up when a statement outlives it. */

import { setTimeout as pause } from 'node:timers/promises'
import { GatewayError } from '../../base/errors.ts'
import { bounded } from '../../datasource/bounded.ts'
import type { RunOptions } from '../../datasource/datasource.ts'
import type { Host, Lease } from '../hosted/host.ts'
import { createLease } from '../hosted/lease.ts'
import { rememberThread } from './exit.ts'
import type { Claim } from './lock.ts'
import { type RunningWorker, startWorker } from './worker.ts'

export interface HostOptions {
  /** The datasource's name. */
  readonly name: string
  readonly file: URL
  readonly workerData: unknown
  /** Threads for traffic. */
  readonly size: number
  /** Threads beside these for probes and admin work. */
  readonly reserve: number
  /** Two threads on one folder at once would corrupt it: a replacement waits until the old one has really ended. */
  readonly exclusive: boolean
  /** A thread can be ended in the middle of a statement; WebAssembly can, native code cannot. */
  readonly interruptible: boolean
  /**
   * Milliseconds in which a statement past its deadline may still end by itself before its thread is given up.
   * Every client that goes away in the middle of a statement would otherwise cost a restart.
   */
  readonly patience: number
  /** Such as `The folder /data/main`; for the log. */
  readonly storage: string
  /** Runs before the first thread: claims and checks the storage. Throws an Error that names storage and remedy. */
  readonly claim: () => Claim
}

/** Threads given up that still run: a native step cannot be interrupted. */
const MAX_ABANDONED = 4
const START_LIMIT = 60_000
const CLOSE_LIMIT = 3_000

interface Waiter {
  readonly write: boolean
  readonly lane: RunOptions['lane']
  give(worker: RunningWorker): void
  fail(error: GatewayError): void
}

export function createHost(options: HostOptions): Host {
  const { name } = options
  const live = new Set<RunningWorker>()
  const starting = new Set<RunningWorker>()
  const leased = new Set<RunningWorker>()
  const abandoned = new Set<RunningWorker>()
  const idle: RunningWorker[] = []
  const waiting: Waiter[] = []
  let writer: RunningWorker | null = null
  let claim: Claim | null = null
  let serverVersion: string | null = null
  let closed = false

  const unavailable = (cause: unknown): GatewayError =>
    new GatewayError('DATASOURCE_UNAVAILABLE', `The embedded datasource ${name} cannot be opened; the gateway's log says why.`, {
      datasource: name,
      cause,
    })

  const forget = (worker: RunningWorker): void => {
    live.delete(worker)
    leased.delete(worker)
    starting.delete(worker)
    const at = idle.indexOf(worker)
    if (at >= 0) idle.splice(at, 1)
    if (writer === worker) writer = null
  }

  const failWaiting = (error: GatewayError): void => {
    for (const waiter of waiting.splice(0)) waiter.fail(error)
  }

  const abandon = (worker: RunningWorker): void => {
    if (!live.has(worker)) return
    forget(worker)
    abandoned.add(worker)
    worker.terminate()
    void worker.ended.then(() => {
      abandoned.delete(worker)
      pump()
    })
    pump()
  }

  const giveBack = (worker: RunningWorker): void => {
    if (!live.has(worker)) return
    leased.delete(worker)
    if (writer === worker) writer = null
    idle.push(worker)
    pump()
  }

  /** Lets a thread finish what it does and roll back, and gives it up when that takes too long. */
  const late = async (worker: RunningWorker): Promise<void> => {
    const limit = new AbortController()
    const tooLong = pause(options.patience, false, { signal: limit.signal, ref: false }).catch(() => false)
    const tidy = worker
      .settled()
      .then(() => worker.ask({ kind: 'rollback' }))
      .then(
        () => true,
        () => false,
      )
    const clean = await Promise.race([tidy, tooLong])
    limit.abort()
    if (clean) giveBack(worker)
    else giveUp(worker)
  }

  const giveUp = (worker: RunningWorker): void => {
    if (!options.interruptible) rememberThread(worker.ended, () => true)
    abandon(worker)
  }

  const start = (): void => {
    try {
      claim ??= options.claim()
    } catch (error) {
      failWaiting(unavailable(error))
      return
    }
    const worker = startWorker(options.file, options.workerData)
    live.add(worker)
    starting.add(worker)
    const limit = setTimeout(() => {
      failWaiting(unavailable(new Error(`the embedded database did not start within ${START_LIMIT / 1000} s`)))
      abandon(worker)
    }, START_LIMIT)
    limit.unref()
    void worker.ended.then(() => {
      if (!live.has(worker)) return
      forget(worker)
      pump()
    })
    worker.ready.then(
      (version) => {
        clearTimeout(limit)
        serverVersion = version
        starting.delete(worker)
        if (!options.interruptible) rememberThread(worker.ended, () => worker.pending > 0)
        if (live.has(worker)) giveBack(worker)
      },
      (error: unknown) => {
        clearTimeout(limit)
        if (!live.has(worker)) return
        const words = error instanceof Error ? error.message : String(error)
        failWaiting(unavailable(new Error(`${options.storage} cannot be opened; nothing in it was changed. ${words}`, { cause: error })))
        abandon(worker)
      },
    )
  }

  const room = (lane: RunOptions['lane']): boolean => live.size < options.size + (lane === 'traffic' ? 0 : options.reserve)

  /** Gives idle threads to those who wait, in their order, and starts threads where there is room. */
  const pump = (): void => {
    let missing = 0
    for (let at = 0; at < waiting.length; ) {
      const waiter = waiting[at] as Waiter
      if (waiter.write && writer !== null) {
        at++
        continue
      }
      const worker = idle.pop()
      if (worker !== undefined) {
        waiting.splice(at, 1)
        take(worker, waiter.write)
        waiter.give(worker)
        continue
      }
      if (++missing <= starting.size) {
        at++
        continue
      }
      // The first thread is alone while it creates what is not there yet.
      if (!room(waiter.lane) || (serverVersion === null && starting.size > 0)) break
      if (options.exclusive && abandoned.size > 0) break
      if (abandoned.size >= MAX_ABANDONED) {
        if (live.size === 0) failWaiting(overloaded())
        break
      }
      start()
      at++
    }
  }

  const overloaded = (): GatewayError =>
    new GatewayError('DATASOURCE_OVERLOADED', `The datasource ${name} is still busy with statements that were given up; try again later.`, {
      datasource: name,
    })

  const take = (worker: RunningWorker, write: boolean): void => {
    leased.add(worker)
    if (write) writer = worker
  }

  const leaseOf = (worker: RunningWorker): Lease =>
    createLease(name, {
      // A thread does not die unnoticed.
      reused: false,
      ask: (task) => worker.ask(task),
      giveBack: () => giveBack(worker),
      giveLate: () => void late(worker),
    })

  return {
    async lease(runOptions, write) {
      if (closed) throw new GatewayError('SHUTTING_DOWN', 'The gateway is shutting down.', { datasource: name })
      const ready = waiting.length === 0 && !(write && writer !== null) ? idle.pop() : undefined
      if (ready !== undefined) {
        take(ready, write)
        return leaseOf(ready)
      }
      let waiter: Waiter | undefined
      let given: RunningWorker | undefined
      const worker = await bounded(
        name,
        runOptions,
        () =>
          new Promise<RunningWorker>((give, fail) => {
            const accept = (worker: RunningWorker): void => {
              given = worker
              give(worker)
            }
            waiter = { write, lane: runOptions.lane, give: accept, fail }
            if (runOptions.lane === 'traffic') waiting.push(waiter)
            else waiting.splice(waiting.filter(({ lane }) => lane !== 'traffic').length, 0, waiter)
            pump()
          }),
        () => {
          const at = waiter === undefined ? -1 : waiting.indexOf(waiter)
          if (at >= 0) waiting.splice(at, 1)
          if (given !== undefined) giveBack(given)
          return undefined
        },
      )
      return leaseOf(worker)
    },
    state() {
      return serverVersion === null ? null : { serverVersion, busy: leased.size > 0 }
    },
    pool: () => ({ max: options.size + options.reserve, used: leased.size, idle: idle.length, waiting: waiting.length }),
    async [Symbol.asyncDispose]() {
      if (closed) return
      closed = true
      failWaiting(new GatewayError('SHUTTING_DOWN', 'The gateway is shutting down.', { datasource: name }))
      const all = [...live, ...(options.exclusive ? abandoned : [])]
      for (const worker of live) worker.ask({ kind: 'close' }).catch(() => worker.terminate())
      const limit = new AbortController()
      const ended = Promise.all(all.map((worker) => worker.ended))
      const left = pause(CLOSE_LIMIT, undefined, { signal: limit.signal })
        .then(() => {
          for (const worker of [...live]) giveUp(worker)
          // A terminated thread needs a moment; one inside a native step may need for ever.
          return pause(500, undefined, { signal: limit.signal })
        })
        .catch(() => undefined)
      await Promise.race([ended, left])
      limit.abort()
      // Where two threads would corrupt the storage, it stays claimed as long as one still runs: until the process ends.
      if (!options.exclusive || abandoned.size === 0) claim?.release()
    },
  }
}
