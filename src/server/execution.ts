/** What is the same for both executors, the lane and Yoga: the graph's context of a visit, and the result as its client may see it. */

import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql'
import type { Principal } from '../access/principal.ts'
import type { Code, GatewayError } from '../base/errors.ts'
import type { Observer } from '../datasource/report.ts'
import { type FrontOptions, isOpen } from './check.ts'
import { clientErrors } from './errors.ts'
import { noteErrors } from './trail.ts'
import type { Visit, VisitOptions } from './visit.ts'
import { answerTooLarge, isHeavier } from './weight.ts'

/** What the graph's context is made of, once per operation. */
export interface ContextRequest {
  /** A header by its name in lower case. */
  readonly header: (name: string) => string | null
  readonly id: string
  /** Milliseconds since the epoch after which nothing is awaited any more. */
  readonly deadline: number
  /** Fires at the deadline and when the client goes away; its reason is a GatewayError. */
  readonly signal: AbortSignal
  readonly principal: Principal
  /** To be told of the statements that run for it. */
  readonly observe: Observer
  /** To be told whether something may have been written by now, whenever that changes. */
  readonly writing: (mayBe: boolean) => void
}

export type ContextFor = (request: ContextRequest) => object | Promise<object>

export interface ExecutionOptions extends VisitOptions {
  readonly schema: GraphQLSchema
  readonly front: FrontOptions
  /** Its keys must not be `request`, `params`, `req`, `res` or `waitUntil`, which are Yoga's. */
  readonly contextFor: ContextFor
  /** Bytes that an answer may have, about. */
  readonly maxAnswerBytes: number
}

export function contextOf({ front, found, clock, trail }: Visit, contextFor: ContextFor): object | Promise<object> {
  const { at, signal } = clock.deadline
  return contextFor({
    header: front.header,
    id: front.id,
    deadline: at,
    signal,
    principal: found.principal,
    observe: trail.observe,
    writing: (mayBe) => {
      trail.writing = mayBe
    },
  })
}

/** The result as it is sent; what of it is not for the client is logged. */
export function resultOf(made: ExecutionResult, visit: Visit, options: ExecutionOptions): ExecutionResult {
  const { trail } = visit
  const result = isHeavier(made.data, options.maxAnswerBytes) ? { data: null, errors: [tooLarge(visit, options)] } : made
  trail.data = result.data != null && (result.errors === undefined || Object.values(result.data).some((value) => value !== null))
  if (result.errors === undefined) return made
  const executed = 'data' in result
  // Yoga drops errors of aborted work, and would answer a context that failed so with an empty list of errors.
  const errors = executed || result.errors.length > 0 ? result.errors : [new Error('The context was aborted.')]
  return { ...result, errors: sentErrors(errors, executed, visit, options) } as ExecutionResult
}

export const tooLarge = ({ found }: Visit, { maxAnswerBytes }: ExecutionOptions): GatewayError =>
  answerTooLarge(maxAnswerBytes, found.operation?.operation === 'mutation')

/**
 * The errors as they are sent, noted and logged.
 * @param executed false when the request failed as a whole
 */
export function sentErrors(
  errors: readonly unknown[],
  executed: boolean,
  { front, found, trail }: Visit,
  options: ExecutionOptions,
): readonly GraphQLError[] {
  const sent = clientErrors(errors, { requestId: front.id, log: options.log, executed, open: isOpen(found, options.front) })
  noteErrors(
    trail,
    sent.map(({ extensions }) => extensions.code as Code),
  )
  return sent
}
