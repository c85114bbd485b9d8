/** One request on its way through the server: what the front found out, its clock, its answer. */

import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { asGatewayError, GatewayError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import type { Proxies } from './address.ts'
import { type Answer, refuse } from './answer.ts'
import { nodeBody, type ReadBody, webBody } from './body.ts'
import { type Findings, type FrontRequest, noFindings } from './check.ts'
import { type Clock, startClock } from './deadline.ts'
import { tell } from './request-log.ts'
import { startTrail, type Telemetry, type Trail } from './trail.ts'

/** What Yoga hands along when it stands under node:http; absent when a Request comes in by itself. */
export interface NodeSide {
  readonly req?: IncomingMessage
  readonly res?: ServerResponse
}

export interface Visit {
  readonly front: FrontRequest
  readonly found: Findings
  readonly clock: Clock
  /** By the monotonic clock, in milliseconds. */
  readonly startedAt: number
  readonly trail: Trail
}

/** What visits are made and ended with. */
export interface VisitOptions {
  /** Milliseconds from a request's arrival to its deadline. */
  readonly requestTimeout: number
  /** Whose word on where a request comes from counts. */
  readonly proxies: Proxies
  /** The requests under way. */
  readonly visits: Set<Visit>
  readonly log: Log
  readonly telemetry: Telemetry
}

/** The visit of a request that came in by itself, without a socket. */
export function visitOf(request: Request, options: VisitOptions): Visit {
  const header = (name: string) => request.headers.get(name)
  const visit = begin({ header, method: request.method, target: request.url, remote: undefined }, webBody(request.body), options)
  const { signal } = request
  if (signal.aborted) visit.clock.leave()
  else signal.addEventListener('abort', visit.clock.leave, { once: true })
  return visit
}

/** The visit of a request that node's own server received. */
export function nodeVisitOf(request: IncomingMessage, response: ServerResponse, options: VisitOptions): Visit {
  const line = { header: headerOf(request), method: request.method, target: request.url ?? '/', remote: request.socket.remoteAddress }
  const visit = begin(line, nodeBody(request), options)
  // It closes after every answer; a clock that was stopped by then does not mind.
  response.once('close', visit.clock.leave)
  return visit
}

function begin(head: Head, readBody: ReadBody, { proxies, requestTimeout, visits }: VisitOptions): Visit {
  const visit: Visit = {
    front: readFront(head, readBody, proxies),
    found: noFindings(),
    clock: startClock(requestTimeout),
    startedAt: performance.now(),
    trail: startTrail(),
  }
  visits.add(visit)
  return visit
}

/** The visit is over, with an answer of this status. */
export function endVisit(visit: Visit, status: number, { visits, log, telemetry }: VisitOptions): void {
  visit.clock.stop()
  visits.delete(visit)
  visit.found.answered = true
  visit.found.leave?.(visit.trail.waited)
  tell(visit, status, log, telemetry)
}

/** A header by its name, as the checks read it. */
export function headerOf({ headers }: IncomingMessage): (name: string) => string | null {
  return (name) => {
    const value = headers[name]
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value
  }
}

/** A request before its body, from whatever it came in. */
export interface Head extends Pick<FrontRequest, 'header'> {
  readonly method: string | undefined
  /** A URL, or only its path and query string. */
  readonly target: string
  /** The address of the connection; undefined where there is none. */
  readonly remote: string | undefined
}

export function readFront({ header, method = '', target, remote }: Head, readBody: ReadBody, proxies: Proxies): FrontRequest {
  const peer = proxies.client(remote, header('x-forwarded-for'))
  const given = header('x-request-id')
  return {
    // A caller's id joins its log with ours; only one that can't disturb a log or a header.
    id: given !== null && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID(),
    method,
    path: pathOf(target),
    search: searchOf(target),
    header,
    address: peer.address,
    secure: peer.trusted && header('x-forwarded-proto')?.trim().toLowerCase() === 'https',
    readBody,
  }
}

/** The path of a URL or of a request target, by text: parsing a URL costs more than all other checks of a request. */
export function pathOf(url: string): string {
  const start = url.startsWith('/') ? 0 : url.indexOf('/', url.indexOf('//') + 2)
  if (start < 0) return '/'
  const end = url.slice(start).search(/[?#]/)
  const path = end < 0 ? url.slice(start) : url.slice(start, start + end)
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}

function searchOf(url: string): string {
  const start = url.indexOf('?')
  return start < 0 ? '' : (url.slice(start + 1).split('#')[0] as string)
}

/** The answer when the time is over or the client gone, whatever still hangs. */
export const overdue = (visit: Visit): Promise<Answer> =>
  visit.clock.overdue.then((reason) => refuse(lateRefusal(visit, reason), visit.front.id, visit.front.header('accept')))

/** What to say of a request that is answered before it is done: a write under way may or may not have happened. */
function lateRefusal({ found, trail }: Visit, reason: GatewayError): GatewayError {
  // Whoever executes mutations and does not tell whether he writes is taken to do so.
  const mayHaveWritten = trail.writing ?? (trail.executedAt !== undefined && found.operation?.operation === 'mutation')
  if (!mayHaveWritten) return reason
  return new GatewayError('WRITE_OUTCOME_UNKNOWN', `${reason.message} What it was writing may or may not have been written.`)
}

/** The answer when the server itself failed; a fault of ours, so it is always logged. */
export function unexpected({ id, header }: FrontRequest, error: unknown, log: Log): Answer {
  log.error('The server failed at a request.', { requestId: id, cause: error })
  return refuse(asGatewayError(error), id, header('accept'))
}
