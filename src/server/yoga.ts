/** GraphQL Yoga behind the front: it validates, executes and answers what the front let through. */

import { type GraphQLSchema, validate } from 'graphql'
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga'
import type { Principal } from '../access/principal.ts'
import { asGatewayError, type GatewayError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import { type Answer, refuse } from './answer.ts'
import type { Documents } from './documents.ts'
import { clientErrors, MAX_REFUSALS } from './errors.ts'
import { type FrontOptions, GRAPHQL_PATH, passFront } from './front.ts'
import { beginVisit, lateRefusal, type NodeSide, type Visit } from './visit.ts'

/** What the graph's context is made of, once per operation. */
export interface ContextRequest {
  readonly headers: Headers
  readonly id: string
  /** Milliseconds since the epoch after which nothing is awaited any more. */
  readonly deadline: number
  /** Fires at the deadline and when the client goes away; its reason is a GatewayError. */
  readonly signal: AbortSignal
  readonly principal: Principal
}

export type ContextFor = (request: ContextRequest) => object | Promise<object>

export interface YogaOptions {
  readonly schema: GraphQLSchema
  /** Its keys must not be `request`, `params`, `req`, `res` or `waitUntil`, which are Yoga's. */
  readonly contextFor: ContextFor
  readonly front: FrontOptions
  readonly documents: Documents
  readonly requestTimeout: number
  readonly log: Log
  readonly accessLog: boolean
  /** Requests that take longer, in milliseconds, leave a line in the log. */
  readonly slowAfter: number
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
    // The front has parsed and measured the document: Yoga must take that one, and never parses without limits.
    parserAndValidationCache: { documentCache: { get: (text) => options.documents.kept(text), set: () => {} } },
    context: ({ request }) => {
      const { front, found, clock } = visitOf(request)
      const { at, signal } = clock.deadline
      return options.contextFor({ headers: request.headers, id: front.id, deadline: at, signal, principal: found.principal })
    },
    plugins: [gateway(options, byRequest, visitOf)],
  })
}

function gateway(options: YogaOptions, byRequest: WeakMap<Request, Visit>, visitOf: (request: Request) => Visit): Plugin<object, NodeSide> {
  const { log, visits } = options
  return {
    async onRequest({ request, serverContext, fetchAPI, requestHandler, setRequestHandler, endResponse }) {
      const visit = beginVisit(request, serverContext, options.requestTimeout)
      byRequest.set(request, visit)
      visits.add(visit)
      const respond = ({ status, headers, body }: Answer) => new fetchAPI.Response(body, { status, headers })
      const late = visit.clock.overdue.then((reason) => respond(refuseVisit(visit, lateRefusal(visit, reason))))
      const answer = await Promise.race([
        passFront(visit.front, visit.found, options.front).catch((error) => unexpected(visit, error, log)),
        late,
      ])
      if (answer instanceof fetchAPI.Response) endResponse(answer)
      else if (answer !== undefined) endResponse(respond(answer))
      else {
        // Nothing may be thrown from here on: the adapter under Yoga would answer with the stack.
        const handle = async (...call: Parameters<typeof requestHandler>) => {
          try {
            return await requestHandler(...call)
          } catch (error) {
            return respond(unexpected(visit, error, log))
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
    onValidate({ setValidationFn }) {
      // Yoga passes no options, and graphql's own default of errors is ten times what anybody reads.
      setValidationFn((schema, document, rules) => validate(schema, document, rules, { maxErrors: MAX_REFUSALS - 1 }))
    },
    onResultProcess({ request, result, setResult }) {
      if (Array.isArray(result) || !('errors' in result) || result.errors === undefined) return
      const scope = { requestId: visitOf(request).front.id, log, executed: 'data' in result }
      // Yoga drops errors of aborted work, and would answer a context that failed so with an empty list of errors.
      const errors = scope.executed || result.errors.length > 0 ? result.errors : [new Error('The context was aborted.')]
      setResult({ ...result, errors: clientErrors(errors, scope) })
    },
    onResponse({ request, response, serverContext }) {
      const visit = visitOf(request)
      visit.clock.stop()
      visits.delete(visit)
      const set = (name: string, value: string) => {
        // On the node side a header set beside the response keeps the response's own way to the socket short.
        if (serverContext.res === undefined) response.headers.set(name, value)
        else if (!serverContext.res.headersSent) serverContext.res.setHeader(name, value)
      }
      set('x-request-id', visit.front.id)
      set('x-content-type-options', 'nosniff')
      if (request.method === 'POST') set('cache-control', 'no-store')
      note(visit, response.status, options)
    },
  }
}

function refuseVisit({ front }: Visit, refusal: GatewayError): Answer {
  return refuse(refusal, front.id, front.header('accept'))
}

/** The answer when the server itself failed; a fault of ours, so it is always logged. */
function unexpected(visit: Visit, error: unknown, log: Log): Answer {
  const refusal = asGatewayError(error)
  log.error('The server failed at a request.', { requestId: visit.front.id, cause: error })
  return refuseVisit(visit, refusal)
}

function note({ front, found, startedAt }: Visit, status: number, { log, accessLog, slowAfter }: YogaOptions): void {
  const ms = Math.round(performance.now() - startedAt)
  const slow = ms >= slowAfter
  if (!slow && !accessLog) return
  const fields = { requestId: front.id, method: front.method, path: front.path, operation: found.operation?.name?.value, status, ms }
  if (slow) log.warn('A slow request.', fields)
  else log.info('Request.', fields)
}
