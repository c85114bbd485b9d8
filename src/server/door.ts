/** The door: while the gateway is full it refuses on node's own request, before a GraphQL server spends anything on it. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log } from '../base/log.ts'
import type { Proxies } from './address.ts'
import { type Answer, send } from './answer.ts'
import { nodeBody } from './body.ts'
import { type FrontOptions, GRAPHQL_PATH, noFindings } from './check.ts'
import { passDoor } from './front.ts'
import { tell } from './request-log.ts'
import { noteErrors, startTrail, type Telemetry } from './trail.ts'
import { headerOf, readFront, unexpected } from './visit.ts'

export interface DoorOptions {
  readonly front: FrontOptions
  readonly proxies: Proxies
  readonly log: Log
  readonly telemetry: Telemetry
}

/** Resolves to true when it has answered; never rejects. Undefined, at once, when there is nothing for it to look at. */
export type Door = (request: IncomingMessage, response: ServerResponse) => Promise<boolean> | undefined

/** Milliseconds between two lines on how many were turned away. */
const SUMMARY = 1_000

export function createDoor({ front, proxies, log, telemetry }: DoorOptions): Door {
  // They come by the thousand, and a line or a trace of each would cost more than its refusal: that is time taken from those inside.
  const counted: Telemetry = { accessLog: false, slowAfter: Number.POSITIVE_INFINITY, ...(telemetry.count && { count: telemetry.count }) }
  let away = 0
  const summarize = (): void => {
    log.warn('Turned requests away: as many were under way as the gateway can do.', { requests: away, limit: front.overload.limit })
    away = 0
  }
  const look = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const startedAt = performance.now()
    const header = headerOf(request)
    const target = request.url ?? '/'
    const seen = readFront({ header, target, method: request.method, remote: request.socket.remoteAddress }, nodeBody(request), proxies)
    // What is answered in any case, and the explorer's page, is not the door's.
    if (seen.path !== GRAPHQL_PATH || header('accept')?.includes('text/html')) return false
    const found = noFindings()
    const answer = await passDoor(seen, found, front).catch((error): Answer => unexpected(seen, error, log))
    if (answer === undefined) return false
    const trail = startTrail()
    if (answer.code !== undefined) noteErrors(trail, [answer.code])
    send(response, answer, { 'x-request-id': seen.id, ...found.headers })
    const isAway = answer.code === 'OVERLOADED'
    if (isAway && away++ === 0) setTimeout(summarize, SUMMARY).unref()
    tell({ front: seen, found, startedAt, trail }, answer.status, log, isAway ? counted : telemetry)
    return true
  }
  return (request, response) => (front.overload.isFull ? look(request, response) : undefined)
}
