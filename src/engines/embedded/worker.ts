/** The outside of one worker thread: asks answered in order, and what happens when the thread dies. */

import { Worker } from 'node:worker_threads'
import { type Answer, SessionFailure } from '../hosted/host.ts'
import type { Ask, Message } from './protocol.ts'

export interface RunningWorker {
  /** The server's version, once the database is open; rejects with SessionFailure. */
  readonly ready: Promise<string>
  /** Resolves when the thread has really ended. */
  readonly ended: Promise<void>
  /** Asks still without an answer. */
  readonly pending: number
  /** Rejects with SessionFailure. */
  ask(ask: Ask): Promise<Answer>
  /** Resolves when nothing is pending. */
  settled(): Promise<void>
  /** Ends the thread as soon as the runtime can; a native step in progress runs on until then. */
  terminate(): void
}

interface Pending {
  resolve(answer: Message): void
  reject(error: SessionFailure): void
}

export function startWorker(file: URL, workerData: unknown): RunningWorker {
  // Flags of this process such as --input-type are not for it.
  const worker = new Worker(file, { workerData, execArgv: [] })
  const waiting: Pending[] = []
  let idle: (() => void)[] = []
  let dead: SessionFailure | null = null
  let crash = 'the worker thread ended'

  const answered = (): Pending | undefined => {
    const first = waiting.shift()
    if (waiting.length === 0) {
      // An idle database does not keep the process alive.
      worker.unref()
      for (const call of idle) call()
      idle = []
    }
    return first
  }
  const ask = (message: Ask): Promise<Answer> =>
    new Promise<Answer>((resolve, reject) => {
      if (dead !== null) return reject(dead)
      // First the message: what cannot be cloned throws here, and then nothing is pending.
      worker.postMessage(message)
      worker.ref()
      waiting.push({ resolve: (answer) => resolve(answer as Answer), reject })
    })

  const ready = new Promise<string>((resolve, reject) => {
    waiting.push({ resolve: (answer) => resolve(answer.kind === 'ready' ? answer.serverVersion : ''), reject })
  })
  worker.on('message', (answer: Message) => {
    const first = answered()
    if (answer.kind === 'failed') first?.reject(new SessionFailure(answer.failure))
    else first?.resolve(answer)
  })
  worker.on('error', (error) => {
    crash = error instanceof Error ? (error.stack ?? error.message) : String(error)
  })
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      dead = new SessionFailure({ code: 'DATASOURCE_UNAVAILABLE', message: 'The embedded database stopped unexpectedly.', detail: crash })
      while (waiting.length > 0) answered()?.reject(dead)
      resolve()
    })
  })
  return {
    ready,
    ended,
    get pending() {
      return waiting.length
    },
    ask,
    settled: () => (waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve))),
    terminate() {
      void worker.terminate()
      worker.unref()
    },
  }
}
