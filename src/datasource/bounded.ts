/** Waiting no longer than a run may take: past the deadline or after an abort the answer goes out, whatever the database does. */

import { remaining } from '../base/deadline.ts'
import { GatewayError } from '../base/errors.ts'
import type { RunOptions } from './datasource.ts'

/** When to wait no longer. */
export type Ending = Pick<RunOptions, 'signal' | 'deadline'>

/** setTimeout takes no more. */
const LONGEST = 2 ** 31 - 1

const isTimeout = (reason: unknown): boolean => reason instanceof Error && reason.name === 'TimeoutError'

export function timedOut(datasource: string): GatewayError {
  return new GatewayError('DATASOURCE_TIMEOUT', `The datasource ${datasource} did not answer in time.`, { datasource })
}

/** Why the run is over already; null while it may go on. A signal that fired for its timeout is a timeout, any other abort a cancellation. */
export function over(datasource: string, { signal, deadline }: Ending): GatewayError | null {
  if (Date.now() >= deadline) return timedOut(datasource)
  if (!signal.aborted) return null
  return isTimeout(signal.reason)
    ? timedOut(datasource)
    : new GatewayError('QUERY_CANCELLED', 'The request was cancelled.', { datasource, cause: signal.reason })
}

/** A write was sent, and nobody waits for its answer any longer or none will come. */
export function outcomeUnknown(datasource: string, cause: unknown): GatewayError {
  return new GatewayError(
    'WRITE_OUTCOME_UNKNOWN',
    `Whether the datasource ${datasource} kept the changes is not known; read before writing again.`,
    { datasource, cause },
  )
}

/** A signal that can be made deaf: once it is held it does not fire any more. */
export interface Holdable extends Disposable {
  readonly signal: AbortSignal
  hold(): void
}

/** Fires with another signal until it is held. */
export function holdable(of: AbortSignal): Holdable {
  const controller = new AbortController()
  const fire = (): void => controller.abort(of.reason)
  const hold = (): void => of.removeEventListener('abort', fire)
  if (of.aborted) fire()
  else of.addEventListener('abort', fire, { once: true })
  return { signal: controller.signal, hold, [Symbol.dispose]: hold }
}

/**
 * What `start` yields, unless the deadline or an abort comes first.
 * @param onEnd called once, at that moment; an error it returns is sent instead
 * @param grace milliseconds beyond the deadline or abort, for a second line of defence that lets the first one answer
 */
export function bounded<T>(
  datasource: string,
  options: Ending,
  start: () => Promise<T>,
  onEnd?: (error: GatewayError) => GatewayError | undefined,
  grace = 0,
): Promise<T> {
  const early = over(datasource, options)
  if (early !== null) return Promise.reject(early)
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      clearTimeout(timer)
      options.signal.removeEventListener('abort', aborted)
    }
    const end = (): void => {
      finish()
      // A timer may fire a fraction of a millisecond before the clock shows its moment.
      const error = over(datasource, options) ?? timedOut(datasource)
      reject(onEnd?.(error) ?? error)
    }
    const aborted = (): void => {
      if (grace === 0) end()
      else {
        clearTimeout(timer)
        timer = setTimeout(end, grace)
      }
    }
    let timer = setTimeout(end, Math.min(remaining(options.deadline) + grace, LONGEST))
    options.signal.addEventListener('abort', aborted, { once: true })
    // Within a promise, so that what throws at once also clears the timer.
    new Promise<T>((settle) => settle(start())).then(
      (value) => {
        finish()
        resolve(value)
      },
      (error: unknown) => {
        finish()
        reject(error)
      },
    )
  })
}
