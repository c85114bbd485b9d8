/** The lane: what is posted to the graph passes the front on node's own request, and a query is executed and answered there. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import { TooLarge } from '../graphql/completion.ts'
import { createQueryExecutor, type Executed } from '../graphql/execute.ts'
import { type Answer, send } from './answer.ts'
import { GRAPHQL_PATH } from './check.ts'
import { contextOf, type ExecutionOptions, sentErrors, tooLarge } from './execution.ts'
import { passFront } from './front.ts'
import { noteErrors } from './trail.ts'
import { endVisit, nodeVisitOf, overdue, pathOf, unexpected, type Visit } from './visit.ts'

export interface LaneOptions extends ExecutionOptions {
  /** Where Yoga finds the visits that the lane has begun and declines. */
  readonly handed: WeakMap<IncomingMessage, Visit>
}

/** Resolves to true when it has answered, to false when Yoga must; never rejects. Undefined, at once, when it does not look at such requests. */
export type Lane = (request: IncomingMessage, response: ServerResponse) => Promise<boolean> | undefined

/**
 * A GraphQL server makes a web request of node's, a web response of its answer, and leads both through its hooks, which costs several
 * times as much as to execute a small query; and its executor visits every leaf of a large one. Whatever is not plain the lane
 * declines, and Yoga, which can everything, goes on with the same visit: mutations, answers of other media types, variables that do
 * not fit, fields that the gateway has not generated.
 */
export function createLane(options: LaneOptions): Lane {
  const { front, log, handed } = options
  const execute = createQueryExecutor(options.schema)
  const query = async (visit: Visit, type: string): Promise<Answer | undefined> => {
    const { document, operation, variables } = visit.found
    if (document === undefined || operation === undefined) return undefined
    visit.trail.executedAt = performance.now()
    try {
      const context = await contextOf(visit, options.contextFor)
      const running = execute({ document, operation, variables }, context, options.maxAnswerBytes)
      if (running === undefined) return undefined
      const body = bodyOf(await running.catch(caught), visit, options)
      return { status: 200, headers: { 'content-type': `${type}; charset=utf-8` }, body }
    } catch (error) {
      return unexpected(visit.front, error, log)
    }
  }
  const look = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const visit = nodeVisitOf(request, response, options)
    const late = overdue(visit)
    const passed = passFront(visit.front, visit.found, front).catch((error): Answer => unexpected(visit.front, error, log))
    let answer = await Promise.race([passed, late])
    if (answer === undefined && visit.found.operation?.operation === 'query') {
      const type = mediaType(visit.front.header('accept'))
      if (type !== undefined) answer = await Promise.race([query(visit, type), late])
    }
    if (answer === undefined) {
      handed.set(request, visit)
      return false
    }
    if (answer.code !== undefined) noteErrors(visit.trail, [answer.code])
    if (!response.destroyed) send(response, answer, { 'x-request-id': visit.front.id, ...visit.found.headers })
    endVisit(visit, answer.status, options)
    return true
  }
  return (request, response) =>
    request.method === 'POST' && pathOf(request.url ?? '/') === GRAPHQL_PATH ? look(request, response) : undefined
}

function caught(error: unknown): 'too large' {
  if (error instanceof TooLarge) return 'too large'
  throw error
}

/** The answer's JSON text. */
function bodyOf(made: Executed | 'too large', visit: Visit, options: LaneOptions): string {
  const { data, errors, any } = made === 'too large' ? { data: 'null', errors: [tooLarge(visit, options)], any: false } : made
  visit.trail.data = any || errors.length === 0
  return errors.length === 0 ? `{"data":${data}}` : `{"errors":${JSON.stringify(sentErrors(errors, true, visit, options))},"data":${data}}`
}

const JSON_TYPE = 'application/json'
const GRAPHQL_TYPE = 'application/graphql-response+json'

/** The first that is named and that we have, as Yoga chooses; undefined where the choice is not plain. */
function mediaType(accept: string | null): string | undefined {
  if (accept === null) return JSON_TYPE
  for (const entry of accept.split(',')) {
    const [type = '', ...parameters] = entry.trim().toLowerCase().split(';')
    if (parameters.some((parameter) => parameter.includes('charset'))) return undefined
    if (type === JSON_TYPE || type === '*/*' || type === 'application/*') return JSON_TYPE
    if (type === GRAPHQL_TYPE) return GRAPHQL_TYPE
  }
  return undefined
}
