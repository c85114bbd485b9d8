/** A request's clock: its deadline as a signal, and the moment at which it is answered whatever still hangs. */

import type { Deadline } from '../base/deadline.ts'
import { GatewayError } from '../base/errors.ts'

/** Milliseconds between the deadline and the answer in its place: time for fields that gave up to be sent as partial data. */
export const MARGIN = 250

export interface Clock {
  readonly deadline: Deadline
  /** Resolves, with the reason, when the request must be answered without waiting any longer. Never rejects. */
  readonly overdue: Promise<GatewayError>
  /** The client went away. */
  leave(): void
  /** Ends the request early: the signal fires now, `overdue` comes `margin` milliseconds later. */
  end(reason: GatewayError, margin: number): void
  /** The request is answered: nothing fires any more. */
  stop(): void
}

/**
 * Starts the clock of one request. The signal's reason is a GatewayError, so whoever rethrows it says the right thing.
 * One plain timer, cleared at the answer: `AbortSignal.timeout` would keep a timer and a signal alive for the whole
 * deadline after each request, and they arrive by the thousand per second.
 * @param ms milliseconds from now to the deadline
 */
export function startClock(ms: number): Clock {
  const controller = new AbortController()
  const { promise: overdue, resolve } = Promise.withResolvers<GatewayError>()
  const at = Date.now() + ms
  let timer = setTimeout(() => {
    const reason = new GatewayError('DATASOURCE_TIMEOUT', `The request took longer than ${ms} ms.`)
    // The platform's name for it, by which those who wait on a signal tell a timeout from a cancellation.
    reason.name = 'TimeoutError'
    end(reason, MARGIN)
  }, ms)
  let over = false

  const end = (reason: GatewayError, margin: number) => {
    if (over) return
    over = true
    clearTimeout(timer)
    controller.abort(reason)
    if (margin === 0) resolve(reason)
    else timer = setTimeout(() => resolve(reason), margin)
  }
  return {
    deadline: { at, signal: controller.signal },
    overdue,
    end,
    leave: () => {
      if (!over) end(new GatewayError('QUERY_CANCELLED', 'The client went away.'), MARGIN)
    },
    stop() {
      over = true
      clearTimeout(timer)
    },
  }
}
