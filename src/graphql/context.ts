/** What every resolver is given of the request it works for. */

import type { Principal } from '../access/principal.ts'
import type { GatewayError } from '../base/errors.ts'
import type { Value } from '../base/json.ts'
import type { Observer } from '../datasource/report.ts'
import type { Rows } from '../plan/execute.ts'
import type { MutationAnswer, MutationField } from '../plan/mutate/mutation.ts'
import type { Read } from '../query/query.ts'
import type { AdminSource } from './admin/source.ts'

export interface RequestContext {
  readonly requestId: string
  readonly principal: Principal
  /** Fires at the deadline, or when the client goes away. */
  readonly signal: AbortSignal
  /** Milliseconds since the epoch. */
  readonly deadline: number
  /**
   * Answers a read under this request's rights and deadline, in as many round trips as its plan has.
   * @param fields the response keys of the root fields it is for
   */
  answer(read: Read, binds: readonly Value[], fields: readonly string[]): Promise<Rows>
  /**
   * Runs the mutations of one operation, all or nothing, or each by itself where they are independent.
   * @param fields an error stands for a field that could not be read
   */
  mutate(
    fields: readonly (MutationField | GatewayError)[],
    options: { readonly independent: boolean },
  ): Promise<readonly (MutationAnswer | GatewayError)[]>
  /** To be told of statements that run for it and not by `answer`. */
  readonly observe: Observer
  /** The gateway's own side, for operators; absent where an operation is only explained. */
  readonly admin?: AdminSource
}
