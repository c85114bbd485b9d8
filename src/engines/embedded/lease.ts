/** One thread held for a statement or a transaction; past its deadline the hold is lost. */

import { GatewayError } from '../../base/errors.ts'
import { bounded } from '../../datasource/bounded.ts'
import type { RunOptions } from '../../datasource/datasource.ts'
import type { Answer, Ask } from './protocol.ts'
import { type RunningWorker, WorkerFailure } from './worker.ts'

export interface Lease {
  /** Rejects with GatewayError; past the deadline the lease is lost and all that follows rejects too. */
  ask(ask: Ask, options: RunOptions): Promise<Answer>
  /** Gives the thread back in good order. */
  release(): void
  /** Gives the thread back with whatever it is doing; an open transaction is rolled back. */
  discard(): void
}

/**
 * @param giveBack takes the thread back in good order
 * @param giveLate takes it back with whatever it is doing
 */
export function createLease(
  name: string,
  worker: RunningWorker,
  giveBack: (worker: RunningWorker) => void,
  giveLate: (worker: RunningWorker) => void,
): Lease {
  let lost: GatewayError | null = null
  let over = false
  const discard = (): void => {
    if (over) return
    over = true
    giveLate(worker)
  }
  return {
    async ask(ask, runOptions) {
      if (lost !== null) throw lost
      if (over)
        throw new GatewayError('INTERNAL_SERVER_ERROR', 'Unexpected error.', { datasource: name, cause: new Error('the lease is over') })
      try {
        return await bounded(
          name,
          runOptions,
          () => worker.ask(ask),
          (error) => {
            lost = error
            discard()
            return undefined
          },
        )
      } catch (error) {
        if (!(error instanceof WorkerFailure)) throw error
        const { code, message } = error.failure
        throw new GatewayError(code, message, { datasource: name, cause: error })
      }
    },
    release() {
      if (over) return
      over = true
      giveBack(worker)
    },
    discard,
  }
}
