/** A bulkhead: so many at once, so many waiting no longer than they may, the rest turned away at once. */

import { GatewayError } from '../base/errors.ts'
import { bounded, type Ending } from './bounded.ts'

export interface Bulkhead {
  /** Resolves when there is room; call the result exactly once, when the work is done. */
  enter(options: Ending): Promise<() => void>
  /** Turns away all who wait. */
  refuse(error: GatewayError): void
  readonly waiting: number
}

export interface BulkheadOptions {
  /** How many may be inside at once. */
  readonly concurrency: number
  /** How many may wait. */
  readonly queue: number
  /** Milliseconds that one may wait; its deadline may be nearer. */
  readonly patience?: number | undefined
}

interface Waiter {
  enter(): void
  refuse(error: GatewayError): void
}

export function createBulkhead(datasource: string, { concurrency, queue, patience = Number.POSITIVE_INFINITY }: BulkheadOptions): Bulkhead {
  // In the order in which they came; a set, because most who give up stand somewhere in the middle.
  const waiting = new Set<Waiter>()
  let inside = 0

  const overloaded = (): GatewayError =>
    new GatewayError('DATASOURCE_OVERLOADED', `The datasource ${datasource} has too much to do; try again later.`, { datasource })
  const leave = (): void => {
    const [next] = waiting
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
  const wait = async ({ signal, deadline }: Ending): Promise<void> => {
    const patienceEnds = Date.now() + patience
    let waiter: Waiter | undefined
    let entered = false
    await bounded(
      datasource,
      { signal, deadline: Math.min(deadline, patienceEnds) },
      () =>
        new Promise<void>((enter, refuse) => {
          const self: Waiter = {
            enter() {
              entered = true
              waiting.delete(self)
              enter()
            },
            refuse,
          }
          waiter = self
          waiting.add(self)
        }),
      (error) => {
        if (entered) leave()
        else if (waiter !== undefined) waiting.delete(waiter)
        // A request that still had time was kept out by those before it.
        return error.code === 'DATASOURCE_TIMEOUT' && patienceEnds < deadline && !signal.aborted ? overloaded() : undefined
      },
    )
  }

  return {
    async enter(options) {
      if (inside < concurrency) inside++
      else if (waiting.size >= queue) throw overloaded()
      else await wait(options)
      return once()
    },
    refuse(error) {
      for (const waiter of waiting) waiter.refuse(error)
      waiting.clear()
    },
    get waiting() {
      return waiting.size
    },
  }
}
