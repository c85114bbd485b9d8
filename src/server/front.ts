/** The front: the checks of a request in their order, before any GraphQL server reads it. */

import { GatewayError } from '../base/errors.ts'
import { type Answer, refuse } from './answer.ts'
import type { Check, Findings, FrontOptions, FrontRequest } from './check.ts'
import { authentication } from './checks/authentication.ts'
import { arrival, reading, spending } from './checks/caller.ts'
import { health } from './checks/health.ts'
import { crowd, room, seat } from './checks/load.ts'
import { metrics } from './checks/metrics.ts'
import { cost, document, parameters } from './checks/operation.ts'
import { assets, graphiql, route } from './checks/paths.ts'
import { body, contentType, cors, declaredLength, method, transportSecurity } from './checks/transport.ts'

/**
 * The order is the meaning: what is cheap and what protects comes first, each relies on what those before it found, and none
 * needs what comes after the list.
 */
const CHECKS: readonly Check[] = [
  // What everybody is answered, however busy the gateway is and whoever asks.
  health,
  metrics,
  route,
  // What a browser must be told with every answer, refusals included.
  transportSecurity,
  cors,
  // The explorer's page needs no credential: a browser sends none with it, and it holds no data.
  graphiql,
  assets,
  // By headers alone whether a body is worth reading.
  method,
  contentType,
  declaredLength,
  // Whether there is room for anybody.
  crowd,
  // Who asks, whether there is room for him, and whether he may ask any more.
  authentication,
  room,
  arrival,
  // What is asked, as far as text shows it.
  body,
  seat,
  parameters,
  // What that means in this graph, and what it would cost; no database has been asked so far.
  reading,
  document,
  cost,
  spending,
]

/** Those of them that tell whether a request for the graph gets in while the gateway is full, and what its answer must say. */
const DOOR: readonly Check[] = [transportSecurity, cors, method, crowd, authentication, room]

/**
 * Leads a request through every check.
 * @returns the answer that ends it here, or what was found out about a request that may be executed
 */
export const passFront = (request: FrontRequest, found: Findings, front: FrontOptions) => pass(CHECKS, request, found, front)

/** The same for a request that the gateway may have no room for; who passes has all checks before him yet. */
export const passDoor = (request: FrontRequest, found: Findings, front: FrontOptions) => pass(DOOR, request, found, front)

async function pass(checks: readonly Check[], request: FrontRequest, found: Findings, front: FrontOptions): Promise<Answer | undefined> {
  try {
    for (const check of checks) {
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
