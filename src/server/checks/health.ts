/** The checks by which load balancers and operators learn whether the gateway and its datasources are well. */

import { ADMIN, mayUse, requireRole } from '../../access/authorize.ts'
import { GatewayError } from '../../base/errors.ts'
import { type Answer, json, methodRefused } from '../answer.ts'
import type { Check, FrontOptions, FrontRequest } from '../check.ts'
import { missingOf } from '../health.ts'
import { identify } from './authentication.ts'

const UP = { status: 'ok' }
const DOWN = { status: 'unavailable' }
const DRAINING = { status: 'draining' }

const ONE = '/readyz/'

/**
 * `/livez`: the process answers, whatever its databases do. `/readyz`, `/healthz`: it can serve; `?exclude=<datasource>` leaves one
 * out of account. `/readyz/<datasource>`: that one. Whoever is no admin learns up or down, no more; `?verbose` tells admins the rest.
 */
export const health: Check = (request, _, front) => {
  const { method, path } = request
  if (path !== '/livez' && path !== '/readyz' && path !== '/healthz' && !path.startsWith(ONE)) return undefined
  if (method !== 'GET' && method !== 'HEAD') throw methodRefused(method, 'GET, HEAD')
  if (path === '/livez') return json(200, UP)
  const asked = new URLSearchParams(request.search)
  const name = path.startsWith(ONE) ? nameIn(path.slice(ONE.length)) : undefined
  if (asked.has('verbose')) return verbose(request, front, asked, name)
  if (name !== undefined) return one(request, front, name)
  return readiness(front, asked)
}

function readiness({ health: { datasources, draining } }: FrontOptions, asked: URLSearchParams): Answer {
  const excluded = new Set(asked.getAll('exclude').map((name) => name.toLowerCase()))
  // Also asked for while draining: what is missing goes to the log.
  const ready = missingOf(datasources(), excluded).length === 0
  if (draining()) return json(503, DRAINING)
  return ready ? json(200, UP) : json(503, DOWN)
}

async function one(request: FrontRequest, front: FrontOptions, name: string): Promise<Answer> {
  const view = front.health.datasources().find((datasource) => datasource.name === name)
  if (view !== undefined) return view.up === true ? json(200, UP) : json(503, DOWN)
  // A name that is not there looks like one that is down, so that nobody tries out which there are.
  if (!(await isAdmin(request, front))) return json(503, DOWN)
  throw unknownDatasource(name, front)
}

async function isAdmin(request: FrontRequest, front: FrontOptions): Promise<boolean> {
  try {
    return mayUse(await identify(request, front), ADMIN)
  } catch (error) {
    if (error instanceof GatewayError) return false
    throw error
  }
}

async function verbose(request: FrontRequest, front: FrontOptions, asked: URLSearchParams, name: string | undefined): Promise<Answer> {
  requireRole(await identify(request, front), ADMIN)
  const views = front.health.datasources().filter((view) => name === undefined || view.name === name)
  if (name !== undefined && views.length === 0) throw unknownDatasource(name, front)
  const plain = name === undefined ? readiness(front, asked) : json(views[0]?.up === true ? 200 : 503, views[0]?.up === true ? UP : DOWN)
  const datasources = Object.fromEntries(views.map(({ name, required, up, details }) => [name, { up, required, ...details }]))
  return { ...plain, body: `${JSON.stringify({ ...JSON.parse(String(plain.body)), datasources }, undefined, 2)}\n` }
}

function unknownDatasource(name: string, front: FrontOptions): GatewayError {
  const known = front.health.datasources().map((view) => view.name)
  return new GatewayError('NOT_FOUND', `There is no datasource ${JSON.stringify(name)}; there are: ${known.join(', ')}.`)
}

function nameIn(segment: string): string {
  try {
    return decodeURIComponent(segment).toLowerCase()
  } catch {
    return segment
  }
}
