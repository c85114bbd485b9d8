/** The check of who asks: by headers alone, before anybody's body is read. */

import type { Principal } from '../../access/principal.ts'
import { GatewayError } from '../../base/errors.ts'
import type { Check, FrontOptions, FrontRequest } from '../check.ts'

export const authentication: Check = (request, found, front) => {
  const known = (principal: Principal): undefined => {
    found.principal = principal
    return undefined
  }
  const principal = identify(request, front)
  // Keys are known at once, and an await for each request is one too many.
  return principal instanceof Promise ? principal.then(known) : known(principal)
}

/**
 * Who asks, for every path where that counts: whoever guesses is stopped before his next guess is looked at; those beside him
 * without a credential are not.
 * @throws GatewayError, or rejects with one
 */
export function identify(request: FrontRequest, front: Pick<FrontOptions, 'authenticate' | 'rates'>): Principal | Promise<Principal> {
  const guesses = request.header('authorization') !== null || request.header('x-api-key') !== null
  const failed = async (error: unknown): Promise<never> => {
    if (guesses && error instanceof GatewayError && error.code === 'UNAUTHENTICATED') await front.rates.failed(request.address)
    throw error
  }
  if (guesses) front.rates.checkFailures(request.address)
  try {
    const principal = front.authenticate(request)
    return principal instanceof Promise ? principal.catch(failed) : principal
  } catch (error) {
    return failed(error)
  }
}
