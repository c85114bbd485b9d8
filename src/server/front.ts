/** The front: the checks of a request as one ordered list of plain functions, before any GraphQL server reads it. */

import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { ANONYMOUS, type Principal } from '../access/principal.ts'
import { badInput, GatewayError } from '../base/errors.ts'
import { type Answer, bodyTooLarge, json, methodRefused, Refused, refuse } from './answer.ts'
import type { ReadBody } from './body.ts'
import { chooseOperation, type Documents } from './documents.ts'
import type { Graphiql } from './graphiql.ts'
import { limitExceeded, valueDepth } from './limits.ts'

/** A request as the checks see it, whatever server stands under it. */
export interface FrontRequest {
  readonly id: string
  readonly method: string
  /** Without the query string and a closing slash. */
  readonly path: string
  readonly header: (name: string) => string | null
  readonly readBody: ReadBody
}

/** What the checks find out on the way; each relies on those before it. */
export interface Findings {
  principal: Principal
  json: unknown
  query: string
  operationName: string | undefined
  variables: Record<string, unknown> | undefined
  document: DocumentNode | undefined
  operation: OperationDefinitionNode | undefined
}

/** What the checks need to know of the gateway. */
export interface FrontOptions {
  readonly schema: GraphQLSchema
  readonly documents: Documents
  readonly graphiql: Graphiql | undefined
  readonly maxBodyBytes: number
  readonly maxValueDepth: number
  readonly ready: () => boolean
  readonly draining: () => boolean
}

/** Answers, refuses by throwing a GatewayError, or lets the request on by returning nothing. */
type Check = (request: FrontRequest, found: Findings, front: FrontOptions) => Answer | undefined | Promise<Answer | undefined>

export const GRAPHQL_PATH = '/graphql'

const health: Check = ({ method, path }, _, front) => {
  if (path !== '/livez' && path !== '/readyz') return undefined
  if (method !== 'GET' && method !== 'HEAD') throw methodRefused(method, 'GET, HEAD')
  if (path === '/livez') return json(200, { status: 'ok' })
  if (front.draining()) return json(503, { status: 'draining' })
  // Up or down, no more: whoever asks is not authenticated.
  return front.ready() ? json(200, { status: 'ok' }) : json(503, { status: 'unavailable' })
}

const route: Check = ({ path }) => {
  if (path === GRAPHQL_PATH || path.startsWith(`${GRAPHQL_PATH}/assets/`)) return undefined
  throw new GatewayError('NOT_FOUND', `Nothing is served here; the graph is at ${GRAPHQL_PATH}.`)
}

const graphiql: Check = (request, _, front) => {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
  if (front.graphiql === undefined) return undefined
  if (request.path !== GRAPHQL_PATH) return front.graphiql.asset(request)
  return request.header('accept')?.includes('text/html') ? front.graphiql.page() : undefined
}

const assets: Check = ({ path }) => {
  if (path !== GRAPHQL_PATH) throw new GatewayError('NOT_FOUND', 'There is no such asset.')
  return undefined
}

const method: Check = (request) => {
  if (request.method !== 'POST') throw methodRefused(request.method, 'POST')
  return undefined
}

/** Only a content type that no HTML form can send, so that no foreign page can post with the user's cookies. */
const contentType: Check = (request) => {
  const type = request.header('content-type')
  if (type === null || !/^application\/json\s*(;\s*charset="?utf-8"?\s*)?;?$/i.test(type))
    throw new Refused(415, 'BAD_USER_INPUT', 'Send the body as "content-type: application/json", in UTF-8.')
  const encoding = request.header('content-encoding')
  if (encoding !== null && encoding !== 'identity') throw new Refused(415, 'BAD_USER_INPUT', 'Send the body without a content-encoding.')
  return undefined
}

const declaredLength: Check = (request, _, front) => {
  const length = request.header('content-length')
  if (length === null) return undefined
  if (!/^\d+$/.test(length)) throw badInput('The content-length is not a number.')
  if (Number(length) > front.maxBodyBytes) throw bodyTooLarge(front.maxBodyBytes)
  return undefined
}

// Authentication belongs here: it reads headers only, and nobody's body is worth reading before it.

const UTF8 = new TextDecoder('utf-8', { fatal: true })

const body: Check = async (request, found, front) => {
  const bytes = await request.readBody(front.maxBodyBytes)
  try {
    found.json = JSON.parse(UTF8.decode(bytes))
  } catch {
    // The parser's own message quotes the body, which may hold what its sender would not see in a log.
    throw badInput('The body is not valid JSON in UTF-8.')
  }
  return undefined
}

const HOW = 'Send {"query": "{ __typename }", "variables": {}, "operationName": null} with your own query.'

const parameters: Check = (_, found, front) => {
  const sent = found.json
  if (Array.isArray(sent)) throw badInput('Send one operation per request; batches are not served.')
  if (!isObject(sent)) throw badInput(`The body must be a JSON object. ${HOW}`)
  const { query, operationName, variables, extensions } = sent
  if (typeof query !== 'string') throw badInput(`"query" must be a text. ${HOW}`)
  if (query.trim() === '') throw new GatewayError('GRAPHQL_PARSE_FAILED', `The document is empty. ${HOW}`)
  if (operationName != null && typeof operationName !== 'string') throw badInput('"operationName" must be a text.')
  if (variables != null && !isObject(variables)) throw badInput('"variables" must be an object.')
  if (extensions != null && !isObject(extensions)) throw badInput('"extensions" must be an object.')
  // The object of all variables is a level of its own.
  const depth = variables == null ? 0 : valueDepth(variables, front.maxValueDepth + 2) - 1
  if (depth > front.maxValueDepth)
    throw limitExceeded('maxValueDepth', 'levels of lists and objects in "variables"', depth, front.maxValueDepth)
  found.query = query
  // Some clients send an empty name when there is none.
  found.operationName = operationName == null || operationName === '' ? undefined : operationName
  found.variables = variables ?? undefined
  return undefined
}

const document: Check = (_, found, front) => {
  found.document = front.documents.read(found.query)
  found.operation = chooseOperation(found.document, found.operationName, front.schema)
  return undefined
}

/** The order is the meaning: what is cheap and what protects comes first, and none may need what comes after the list. */
const CHECKS: readonly Check[] = [health, route, graphiql, assets, method, contentType, declaredLength, body, parameters, document]

/**
 * Leads a request through every check.
 * @returns the answer that ends it here, or what was found out about a request that may be executed
 */
export async function passFront(request: FrontRequest, found: Findings, front: FrontOptions): Promise<Answer | undefined> {
  try {
    for (const check of CHECKS) {
      const step = check(request, found, front)
      const answer = step instanceof Promise ? await step : step
      if (answer !== undefined) return answer
    }
    return undefined
  } catch (error) {
    if (error instanceof GatewayError) return refuse(error, request.id, request.header('accept'))
    throw error
  }
}

export function noFindings(): Findings {
  return {
    principal: ANONYMOUS,
    json: undefined,
    query: '',
    operationName: undefined,
    variables: undefined,
    document: undefined,
    operation: undefined,
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
