/** What a principal may do: for now by its roles alone. */

import { GatewayError } from '../base/errors.ts'
import { ANONYMOUS, type Principal } from './principal.ts'

/** Sees how the gateway and its databases are: health, statistics, plans, the schema. */
export const ADMIN = 'admin'
/** May send statements of its own to a database. A role apart: `admin` does not include it, nor the other way round. */
export const ADMIN_SQL = 'admin:sql'

/** Whether the principal has exactly this role; no role includes another. */
export function mayUse(principal: Principal, role: string): boolean {
  return principal.roles.includes(role)
}

/** @throws GatewayError UNAUTHENTICATED where nobody is known to ask, FORBIDDEN where somebody without the role does */
export function requireRole(principal: Principal, role: string): void {
  if (mayUse(principal, role)) return
  if (principal.id === ANONYMOUS.id)
    throw new GatewayError(
      'UNAUTHENTICATED',
      `This needs a credential with the role ${role}. Send "authorization: Bearer <API key or token>".`,
    )
  throw new GatewayError('FORBIDDEN', `This needs the role ${role}.`)
}
