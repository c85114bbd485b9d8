/** Answers that need no GraphQL, and the refusals of requests as a whole, in GraphQL's shape. */

import type { ServerResponse } from 'node:http'
import { CODES, type Code, GatewayError } from '../base/errors.ts'
import { isDocumentRefusal, refusalBody } from './errors.ts'
import { SECURITY_HEADERS } from './headers.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array<ArrayBuffer> | null
  /** Why it is a refusal. */
  readonly code?: Code
}

/** A refusal with an HTTP status of its own, because HTTP has a word for it that the table of codes has not. */
export class Refused extends GatewayError {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, code: Code, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(code, message)
    this.status = status
    this.headers = headers
  }
}

export function bodyTooLarge(cap: number): Refused {
  return new Refused(413, 'QUERY_LIMIT_EXCEEDED', `The body is larger than ${cap} bytes.`)
}

export function methodRefused(method: string, allow: string): Refused {
  return new Refused(405, 'BAD_USER_INPUT', `${method} is not served here; use ${allow}.`, { allow })
}

/** @param accept the request's header: it decides between GraphQL's own media type and plain JSON */
export function refuse(refusal: GatewayError, requestId: string, accept: string | null): Answer {
  const spec = accept?.includes('application/graphql-response+json') === true
  return {
    status: statusOf(refusal, spec),
    headers: {
      'content-type': `${spec ? 'application/graphql-response+json' : 'application/json'}; charset=utf-8`,
      'cache-control': 'no-store',
      ...(refusal.retryable ? { 'retry-after': '1' } : {}),
      ...(refusal.code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer' } : {}),
      ...(refusal instanceof Refused ? refusal.headers : {}),
    },
    body: refusalBody(refusal, requestId),
    code: refusal.code,
  }
}

const ALWAYS: Readonly<Record<string, string>> = Object.fromEntries(SECURITY_HEADERS)

/** Bytes from which on a body may have to wait for its reader. */
const LARGE = 64 * 1024

/** Sends an answer over node's own response. */
export function send(response: ServerResponse, { status, headers, body }: Answer, more: Readonly<Record<string, string>> = {}): void {
  const length = body === null ? undefined : { 'content-length': Buffer.byteLength(body) }
  response.writeHead(status, { ...ALWAYS, ...headers, ...more, ...length })
  // To node a connection is idle as soon as its answer has been ended, sent or not, and a listener that closes cuts idle ones.
  if (body !== null && body.length > LARGE) response.write(body, () => response.end())
  else response.end(body)
}

export function json(status: number, body: unknown): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  }
}

function statusOf(refusal: GatewayError, spec: boolean): number {
  if (refusal instanceof Refused) return refusal.status
  // Clients that only know application/json take a 4xx for a failure of HTTP and would not read the errors.
  return isDocumentRefusal(refusal.code) && !spec ? 200 : CODES[refusal.code].status
}
