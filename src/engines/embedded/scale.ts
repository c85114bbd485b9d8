/** Weighs the rows of an answer while they come. */

import { resultTooLarge } from '../hosted/failure.ts'
import { SessionFailure } from '../hosted/host.ts'

/**
 * @param maxBytes absent: as many as come
 * @returns takes one row after the other; throws SessionFailure at the one that is too much
 */
export function scale(maxBytes = Number.POSITIVE_INFINITY): (row: readonly unknown[]) => void {
  let bytes = 0
  return (row) => {
    for (const value of row) bytes += typeof value === 'string' || value instanceof Uint8Array ? value.length : 8
    if (bytes > maxBytes) throw new SessionFailure(resultTooLarge(maxBytes))
  }
}
