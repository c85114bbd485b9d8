/** The inside of an embedded database's worker thread: opens the database, answers one ask after the other. */

import { parentPort } from 'node:worker_threads'
import { type Answer, type Failure, SessionFailure, type Task } from '../hosted/host.ts'
import type { Ask, Message } from './protocol.ts'

/** Characters of all statements that are kept prepared, and of one: those with hundreds of conditions are hardly the same twice. */
export const MAX_PREPARED_TEXT = 400_000
export const LONGEST_PREPARED = 16_000

/** A database as its worker holds it. */
export interface Served {
  readonly serverVersion: string
  ask(task: Task): Answer | Promise<Answer>
  close(): void | Promise<void>
}

/** @param open may reject; the failure then is the worker's only answer */
export async function serve(open: () => Served | Promise<Served>, classify: (error: unknown) => Failure): Promise<void> {
  const port = parentPort
  if (port === null) throw new Error('this file runs as a worker thread')
  const say = (answer: Message): void => port.postMessage(answer)
  const failed = (error: unknown): Message => ({
    kind: 'failed',
    failure: error instanceof SessionFailure ? error.failure : classify(error),
  })
  let served: Served
  try {
    served = await open()
  } catch (error) {
    say(failed(error))
    port.close()
    return
  }
  const answer = async (ask: Ask): Promise<void> => {
    try {
      if (ask.kind !== 'close') return say(await served.ask(ask))
      await served.close()
      say({ kind: 'done' })
    } catch (error) {
      say(failed(error))
    }
    if (ask.kind === 'close') port.close()
  }
  let tail: Promise<void> = Promise.resolve()
  port.on('message', (ask: Ask) => {
    tail = tail.then(() => answer(ask))
  })
  say({ kind: 'ready', serverVersion: served.serverVersion })
}
