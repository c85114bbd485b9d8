/** The lease of a session: each ask bounded by its deadline, failures as the gateway's own. */

import { GatewayError } from '../../base/errors.ts'
import { bounded } from '../../datasource/bounded.ts'
import { type Answer, type Lease, SessionFailure, type Task } from './host.ts'

export interface LentSession {
  readonly reused: boolean
  /** Rejects with SessionFailure. */
  ask(task: Task): Promise<Answer>
  /** Takes the session back in good order. */
  giveBack(): void
  /** Takes it back with whatever it is doing. */
  giveLate(): void
}

export function createLease(name: string, session: LentSession): Lease {
  let lost: GatewayError | null = null
  let over = false
  const discard = (): void => {
    if (over) return
    over = true
    session.giveLate()
  }
  return {
    reused: session.reused,
    async ask(task, runOptions) {
      if (lost !== null) throw lost
      if (over)
        throw new GatewayError('INTERNAL_SERVER_ERROR', 'Unexpected error.', { datasource: name, cause: new Error('the lease is over') })
      try {
        return await bounded(
          name,
          runOptions,
          () => session.ask(task),
          (error) => {
            lost = error
            discard()
            return undefined
          },
        )
      } catch (error) {
        if (!(error instanceof SessionFailure)) throw error
        const { code, message } = error.failure
        throw new GatewayError(code, message, { datasource: name, cause: error })
      }
    },
    release() {
      if (over) return
      over = true
      session.giveBack()
    },
    discard,
  }
}
