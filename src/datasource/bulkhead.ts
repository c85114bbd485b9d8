/** A bulkhead: so many at once, so many waiting no longer than their deadline, the rest turned away at once. */

import { GatewayError } from '../base/errors.ts'
import { bounded } from './bounded.ts'
import type { RunOptions } from './datasource.ts'

export interface Bulkhead {
  /** Resolves when there is room; call the result exactly once, when the work is done. */
  enter(options: RunOptions): Promise<() => void>
  /** Turns away all who wait. */
  close(error: GatewayError): void
}

interface Waiter {
  enter(): void
  refuse(error: GatewayError): void
}

/**
 * @param concurrency how many may be inside at once
 * @param queue how many may wait
 */
export function createBulkhead(datasource: string, concurrency: number, queue: number): Bulkhead {
  const waiting: Waiter[] = []
  let inside = 0

  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) inside--
    else next.enter()
  }
  const once = (): (() => void) => {
    let left = false
    return () => {
      if (left) return
      left = true
      leave()
    }
  }

  return {
    async enter(options) {
      if (inside < concurrency) {
        inside++
        return once()
      }
      if (waiting.length >= queue)
        throw new GatewayError('DATASOURCE_OVERLOADED', `The datasource ${datasource} has too much to do; try again later.`, { datasource })
      let waiter: Waiter | undefined
      let entered = false
      await bounded(
        datasource,
        options,
        () =>
          new Promise<void>((enter, refuse) => {
            waiter = {
              enter() {
                entered = true
                enter()
              },
              refuse,
            }
            waiting.push(waiter)
          }),
        () => {
          if (entered) leave()
          else if (waiter !== undefined) waiting.splice(waiting.indexOf(waiter), 1)
          return undefined
        },
      )
      return once()
    },
    close(error) {
      for (const waiter of waiting.splice(0)) waiter.refuse(error)
    },
  }
}
