/** Credentials that do not hold: one answer for all of them, and the reason for the operator alone. */

import { GatewayError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'

/** Why a credential does not hold, in words that hold nothing of it. */
export class Invalid extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.name = 'Invalid'
  }
}

/** Milliseconds for which refusals are counted before they leave another line in the log. */
const QUIET = 10_000

/**
 * Makes refusals. Whatever is wrong, the client reads the same: which keys there are, and what a token lacks, is not to be found out by trying.
 * The log has the reasons; whoever floods with bad credentials does not flood it.
 * @param now milliseconds of a monotonic clock
 */
export function createRefusals(log: Log | undefined, now: () => number = () => performance.now()): (reason: Invalid) => GatewayError {
  const counts = new Map<string, number>()
  let told = Number.NEGATIVE_INFINITY
  let waiting: NodeJS.Timeout | undefined
  const tell = (): void => {
    clearTimeout(waiting)
    waiting = undefined
    told = now()
    log?.warn('Credentials were refused.', { reasons: [...counts].map(([why, times]) => `${times} × ${why}`) })
    counts.clear()
  }
  return (reason) => {
    counts.set(reason.message, (counts.get(reason.message) ?? 0) + 1)
    const wait = told + QUIET - now()
    if (wait <= 0) tell()
    else waiting ??= setTimeout(tell, wait).unref()
    return new GatewayError(
      'UNAUTHENTICATED',
      'The credential is not valid here. Send one API key or token that is in force, as "authorization: Bearer <API key or token>", or none.',
      { cause: reason },
    )
  }
}
