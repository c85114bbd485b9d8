/** The check of `/metrics`: who may read the figures. */

import { createHash, timingSafeEqual } from 'node:crypto'
import { ADMIN, requireRole } from '../../access/authorize.ts'
import { isLoopback } from '../../config/access.ts'
import { methodRefused } from '../answer.ts'
import type { Check, FrontRequest } from '../check.ts'
import { identify } from './authentication.ts'

/** The holder of the token, and admins in any case. Without a token whoever asks from this machine, unless a proxy speaks for him. */
export const metrics: Check = async (request, _, front) => {
  if (request.path !== '/metrics' || front.metrics === undefined) return undefined
  if (request.method !== 'GET' && request.method !== 'HEAD') throw methodRefused(request.method, 'GET, HEAD')
  const { token, page } = front.metrics
  const allowed = token === undefined ? isFromHere(request) : isToken(request.header('authorization'), token)
  if (!allowed) requireRole(await identify(request, front), ADMIN)
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
    body: await page(),
  }
}

/** Hashed first: equal lengths are compared in a time that tells nothing. */
function isToken(authorization: string | null, token: string): boolean {
  const sent = /^Bearer +([^\s,]+)$/i.exec(authorization ?? '')?.[1]
  return sent !== undefined && timingSafeEqual(digest(sent), digest(token))
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function isFromHere({ address, header }: FrontRequest): boolean {
  const spokenFor = ['forwarded', 'x-forwarded-for', 'x-real-ip'].some((name) => header(name) !== null)
  return address !== null && isLoopback(address) && !spokenFor
}
