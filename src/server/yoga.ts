/** GraphQL Yoga behind the front: it validates, executes and answers what the front let through and the lane declined. */

import type { IncomingMessage } from 'node:http'
import { createYoga, type Plugin, processRegularResult, type YogaServerInstance } from 'graphql-yoga'
import type { Answer } from './answer.ts'
import { GRAPHQL_PATH } from './check.ts'
import { executeOperation } from './execute.ts'
import { contextOf, type ExecutionOptions, resultOf } from './execution.ts'
import { passFront } from './front.ts'
import { SECURITY_HEADERS } from './headers.ts'
import { noteErrors } from './trail.ts'
import { endVisit, type NodeSide, nodeVisitOf, overdue, unexpected, type Visit, visitOf as webVisitOf } from './visit.ts'

export interface YogaOptions extends ExecutionOptions {
  /** Visits that have passed the front already, by the request that they belong to. */
  readonly handed: WeakMap<IncomingMessage, Visit>
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
    context: ({ request }) => contextOf(visitOf(request), options.contextFor),
    plugins: [gateway(options, byRequest, visitOf)],
  })
}

function gateway(options: YogaOptions, byRequest: WeakMap<Request, Visit>, visitOf: (request: Request) => Visit): Plugin<object, NodeSide> {
  const { log, handed } = options
  return {
    async onRequest({ request, serverContext, fetchAPI, requestHandler, setRequestHandler, endResponse }) {
      const { req, res } = serverContext
      const known = req === undefined ? undefined : handed.get(req)
      const visit = known ?? (req === undefined || res === undefined ? webVisitOf(request, options) : nodeVisitOf(req, res, options))
      byRequest.set(request, visit)
      const respond = ({ status, headers, body, code }: Answer) => {
        if (code !== undefined) noteErrors(visit.trail, [code])
        return new fetchAPI.Response(body, { status, headers })
      }
      const late = overdue(visit).then(respond)
      const passed = known === undefined ? passFront(visit.front, visit.found, options.front) : undefined
      const answer = await Promise.race([passed?.catch((error) => unexpected(visit.front, error, log)), late])
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
      const result = resultOf(made, visitOf(request), options)
      if (result !== made) setResult(result)
    },
    onResponse({ request, response, serverContext }) {
      const visit = visitOf(request)
      const set = (name: string, value: string) => {
        // On the node side a header set beside the response keeps the response's own way to the socket short.
        if (serverContext.res === undefined) response.headers.set(name, value)
        else if (!serverContext.res.headersSent) serverContext.res.setHeader(name, value)
      }
      set('x-request-id', visit.front.id)
      // What the answer says of its own wins, on either side.
      for (const [name, value] of SECURITY_HEADERS) if (serverContext.res !== undefined || !response.headers.has(name)) set(name, value)
      for (const name in visit.found.headers) set(name, visit.found.headers[name] as string)
      endVisit(visit, response.status, options)
    },
  }
}
