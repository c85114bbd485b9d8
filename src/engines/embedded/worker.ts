/** The outside of one worker thread: asks answered in order, and what happens when the thread dies. */

import { Worker } from 'node:worker_threads'
import type { Answer, Ask, Failure } from './protocol.ts'

/** The worker's answer was a failure, or the worker is no more. */
export class WorkerFailure extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.detail)
    this.name = 'WorkerFailure'
    this.failure = failure
  }
}

export interface RunningWorker {
  /** The server's version, once the database is open; rejects with WorkerFailure. */
  readonly ready: Promise<string>
  /** Resolves when the thread has really ended. */
  readonly ended: Promise<void>
  /** Asks still without an answer. */
  readonly pending: number
  /** Rejects with WorkerFailure. */
  ask(ask: Ask): Promise<Answer>
  /** Resolves when nothing is pending. */
  settled(): Promise<void>
  /** Ends the thread as soon as the runtime can; a native step in progress runs on until then. */
  terminate(): void
}

interface Pending {
  resolve(answer: Answer): void
  reject(error: WorkerFailure): void
}

export function startWorker(file: URL, workerData: unknown): RunningWorker {
  // Flags of this process such as --input-type are not for it.
  const worker = new Worker(file, { workerData, execArgv: [] })
  const waiting: Pending[] = []
  let idle: (() => void)[] = []
  let dead: WorkerFailure | null = null
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
    new Promise((resolve, reject) => {
      if (dead !== null) return reject(dead)
      // First the message: what cannot be cloned throws here, and then nothing is pending.
      worker.postMessage(message)
      worker.ref()
      waiting.push({ resolve, reject })
    })

  const ready = new Promise<string>((resolve, reject) => {
    waiting.push({ resolve: (answer) => resolve(answer.kind === 'ready' ? answer.serverVersion : ''), reject })
  })
  worker.on('message', (answer: Answer) => {
    const first = answered()
    if (answer.kind === 'failed') first?.reject(new WorkerFailure(answer.failure))
    else first?.resolve(answer)
  })
  worker.on('error', (error) => {
    crash = error instanceof Error ? (error.stack ?? error.message) : String(error)
  })
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      dead = new WorkerFailure({ code: 'DATASOURCE_UNAVAILABLE', message: 'The embedded database stopped unexpectedly.', detail: crash })
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
