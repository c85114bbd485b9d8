/** GraphQL Yoga behind the front: it validates, executes and answers what the front let through. */

import type { GraphQLSchema } from 'graphql'
import { createYoga, type Plugin, processRegularResult, type YogaServerInstance } from 'graphql-yoga'
import type { Principal } from '../access/principal.ts'
import type { Code, GatewayError } from '../base/errors.ts'
import type { Observer } from '../datasource/report.ts'
import { type Answer, refuse } from './answer.ts'
import { GRAPHQL_PATH, isOpen } from './check.ts'
import type { DoorOptions } from './door.ts'
import { clientErrors } from './errors.ts'
import { executeOperation } from './execute.ts'
import { passFront } from './front.ts'
import { SECURITY_HEADERS } from './headers.ts'
import { tell } from './request-log.ts'
import { noteErrors } from './trail.ts'
import { beginVisit, lateRefusal, type NodeSide, unexpected, type Visit } from './visit.ts'
import { answerTooLarge, isHeavier } from './weight.ts'

/** What the graph's context is made of, once per operation. */
export interface ContextRequest {
  readonly headers: Headers
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

export interface YogaOptions extends DoorOptions {
  readonly schema: GraphQLSchema
  /** Its keys must not be `request`, `params`, `req`, `res` or `waitUntil`, which are Yoga's. */
  readonly contextFor: ContextFor
  readonly requestTimeout: number
  /** Bytes that an answer may have, about. */
  readonly maxAnswerBytes: number
  /** The requests under way; the plugin keeps it. */
  readonly visits: Set<Visit>
}

export type Yoga = YogaServerInstance<NodeSide, object>

export function createYogaServer(options: YogaOptions): Yoga {
  const byRequest = new WeakMap<Request, Visit>()
  const visitOf = (request: Request): Visit => {
    const visit = byRequest.get(request)
    if (visit === undefined) throw new Error('A request reached Yoga without passing the front.')
    return visit
  }
  return createYoga<NodeSide, object>({
    schema: options.schema,
    graphqlEndpoint: GRAPHQL_PATH,
    // The front answers these. Yoga's health check can't be turned off; no URL holds a space.
    healthCheckEndpoint: ' ',
    landingPage: false,
    graphiql: false,
    maxRequestBodySize: false,
    multipart: false,
    batching: false,
    // No other origin may call: a browser then asks before it sends JSON, and is refused.
    cors: false,
    // Errors are masked and logged in one place, where the request's id is known: onResultProcess below.
    maskedErrors: false,
    logging: false,
    // The front has parsed, measured and validated the document, and keeps it.
    parserAndValidationCache: false,
    context: ({ request }) => {
      const { front, found, clock, trail } = visitOf(request)
      const { at, signal } = clock.deadline
      const { observe } = trail
      const writing = (mayBe: boolean): void => {
        trail.writing = mayBe
      }
      return options.contextFor({
        headers: request.headers,
        id: front.id,
        deadline: at,
        signal,
        principal: found.principal,
        observe,
        writing,
      })
    },
    plugins: [gateway(options, byRequest, visitOf)],
  })
}

function gateway(options: YogaOptions, byRequest: WeakMap<Request, Visit>, visitOf: (request: Request) => Visit): Plugin<object, NodeSide> {
  const { log, visits } = options
  return {
    async onRequest({ request, serverContext, fetchAPI, requestHandler, setRequestHandler, endResponse }) {
      const visit = beginVisit(request, serverContext, options.requestTimeout, options.proxies)
      byRequest.set(request, visit)
      visits.add(visit)
      const respond = ({ status, headers, body, code }: Answer) => {
        if (code !== undefined) noteErrors(visit.trail, [code])
        return new fetchAPI.Response(body, { status, headers })
      }
      const late = visit.clock.overdue.then((reason) => respond(refuseVisit(visit, lateRefusal(visit, reason))))
      const answer = await Promise.race([
        passFront(visit.front, visit.found, options.front).catch((error) => unexpected(visit.front, error, log)),
        late,
      ])
      if (answer instanceof fetchAPI.Response) endResponse(answer)
      else if (answer !== undefined) endResponse(respond(answer))
      else {
        // Nothing may be thrown from here on: the adapter under Yoga would answer with the stack.
        visit.trail.executedAt = performance.now()
        const handle = async (...call: Parameters<typeof requestHandler>) => {
          try {
            return await requestHandler(...call)
          } catch (error) {
            return respond(unexpected(visit.front, error, log))
          }
        }
        setRequestHandler((...call) => Promise.race([handle(...call), late]))
      }
    },
    onRequestParse({ request, setRequestParser }) {
      const { query, operationName, variables } = visitOf(request).found
      setRequestParser(() => ({
        query,
        ...(operationName === undefined ? {} : { operationName }),
        ...(variables === undefined ? {} : { variables }),
      }))
    },
    onParse({ context, setParsedDocument }) {
      const { document } = visitOf(context.request).found
      if (document === undefined) throw new Error('A request reached Yoga without a document.')
      setParsedDocument(document)
    },
    onValidate({ setResult }) {
      setResult([])
    },
    onExecute({ setExecuteFn }) {
      setExecuteFn(executeOperation)
    },
    onResultProcess({ request, result: made, setResult, resultProcessor, setResultProcessor }) {
      // To one who asks for a stream Yoga would open one, and to one who takes no JSON it would say nothing.
      if (resultProcessor !== processRegularResult) setResultProcessor(processRegularResult, 'application/json')
      if (Array.isArray(made) || Symbol.asyncIterator in made) return
      const { front, found, trail } = visitOf(request)
      const most = options.maxAnswerBytes
      const result = isHeavier(made.data, most)
        ? { data: null, errors: [answerTooLarge(most, found.operation?.operation === 'mutation')] }
        : made
      trail.data = result.data != null && (result.errors === undefined || Object.values(result.data).some((value) => value !== null))
      if (result.errors === undefined) return
      const scope = { requestId: front.id, log, executed: 'data' in result, open: isOpen(found, options.front) }
      // Yoga drops errors of aborted work, and would answer a context that failed so with an empty list of errors.
      const errors = scope.executed || result.errors.length > 0 ? result.errors : [new Error('The context was aborted.')]
      const sent = clientErrors(errors, scope)
      noteErrors(
        trail,
        sent.map(({ extensions }) => extensions.code as Code),
      )
      setResult({ ...result, errors: sent })
    },
    onResponse({ request, response, serverContext }) {
      const visit = visitOf(request)
      visit.clock.stop()
      visits.delete(visit)
      visit.found.answered = true
      visit.found.leave?.(visit.trail.waited)
      const set = (name: string, value: string) => {
        // On the node side a header set beside the response keeps the response's own way to the socket short.
        if (serverContext.res === undefined) response.headers.set(name, value)
        else if (!serverContext.res.headersSent) serverContext.res.setHeader(name, value)
      }
      set('x-request-id', visit.front.id)
      // What the answer says of its own wins, on either side.
      for (const [name, value] of SECURITY_HEADERS) if (serverContext.res !== undefined || !response.headers.has(name)) set(name, value)
      for (const name in visit.found.headers) set(name, visit.found.headers[name] as string)
      tell(visit, response.status, log, options.telemetry)
    },
  }
}

function refuseVisit({ front }: Visit, refusal: GatewayError): Answer {
  return refuse(refusal, front.id, front.header('accept'))
}
