/** Checks by path: what is served here at all, and the explorer's page with its assets. */

import { GatewayError } from '../../base/errors.ts'
import { type Check, GRAPHQL_PATH } from '../check.ts'

export const route: Check = ({ path }) => {
  if (path === GRAPHQL_PATH || path.startsWith(`${GRAPHQL_PATH}/assets/`)) return undefined
  throw new GatewayError('NOT_FOUND', `Nothing is served here; the graph is at ${GRAPHQL_PATH}.`)
}

export const graphiql: Check = (request, _, front) => {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
  if (front.graphiql === undefined) return undefined
  if (request.path !== GRAPHQL_PATH) return front.graphiql.asset(request)
  return request.header('accept')?.includes('text/html') ? front.graphiql.page() : undefined
}

export const assets: Check = ({ path }) => {
  if (path !== GRAPHQL_PATH) throw new GatewayError('NOT_FOUND', 'There is no such asset.')
  return undefined
}
