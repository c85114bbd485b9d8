/** What a check of the front is: a plain function over a small neutral request, whatever server stands under it. */

import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { Authenticator } from '../access/authenticate.ts'
import { ADMIN, mayUse } from '../access/authorize.ts'
import { ANONYMOUS, type Principal } from '../access/principal.ts'
import type { Answer } from './answer.ts'
import type { ReadBody } from './body.ts'
import type { Documents } from './documents.ts'
import type { Graphiql } from './graphiql.ts'
import type { HealthSource } from './health.ts'
import type { MetricsPage } from './metrics-page.ts'
import type { Leave, Overload } from './overload.ts'
import type { Persisted } from './persisted.ts'
import type { Protection } from './protection.ts'
import type { Rates } from './rates.ts'

export const GRAPHQL_PATH = '/graphql'

/** A request as the checks see it. */
export interface FrontRequest {
  readonly id: string
  readonly method: string
  /** Without the query string and a closing slash. */
  readonly path: string
  /** The query string, without its question mark; empty where there is none. */
  readonly search: string
  readonly header: (name: string) => string | null
  /** The client's address, seen through trusted proxies only; null where there is no connection. */
  readonly address: string | null
  /** Whether a trusted proxy says that the client came by TLS. */
  readonly secure: boolean
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
  /** What the operation with these variables may cost; 0 until it is known. */
  cost: number
  /** Gives back the place among the requests under way; undefined until it has one. */
  leave: Leave | undefined
  /** True once the answer has gone out, which may be in the middle of the checks. */
  answered: boolean
  /** Headers for the answer, whoever gives it: a refusal, a page or the graph. */
  readonly headers: Record<string, string>
}

/** What the checks need to know of the gateway. */
export interface FrontOptions {
  readonly authenticate: Authenticator
  readonly schema: GraphQLSchema
  readonly documents: Documents
  readonly graphiql: Graphiql | undefined
  readonly persisted: Persisted
  readonly protection: Protection
  readonly rates: Rates
  readonly overload: Overload
  readonly maxBodyBytes: number
  readonly maxValueDepth: number
  readonly health: HealthSource
  readonly metrics: MetricsPage | undefined
}

/** Answers, refuses by throwing a GatewayError, or lets the request on by returning nothing. */
export type Check = (request: FrontRequest, found: Findings, front: FrontOptions) => Answer | undefined | Promise<Answer | undefined>

/** Whether the schema is open to who asks: he may introspect it, and errors tell what it has. */
export function isOpen({ principal }: Findings, { protection }: FrontOptions): boolean {
  return protection.introspection || mayUse(principal, ADMIN)
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
    cost: 0,
    leave: undefined,
    answered: false,
    headers: {},
  }
}
