/** The check of who asks: by headers alone, before anybody's body is read. */

import type { Principal } from '../../access/principal.ts'
import { GatewayError } from '../../base/errors.ts'
import type { Check } from '../check.ts'

export const authentication: Check = (request, found, front) => {
  const known = (principal: Principal): undefined => {
    found.principal = principal
    return undefined
  }
  const failed = async (error: unknown): Promise<never> => {
    if (guesses && error instanceof GatewayError && error.code === 'UNAUTHENTICATED') await front.rates.failed(request.address)
    throw error
  }
  // Whoever guesses is stopped before his next guess is looked at; those beside him without a credential are not.
  const guesses = request.header('authorization') !== null || request.header('x-api-key') !== null
  if (guesses) front.rates.checkFailures(request.address)
  try {
    const principal = front.authenticate(request)
    // Keys are known at once, and an await for each request is one too many.
    return principal instanceof Promise ? principal.then(known, failed) : known(principal)
  } catch (error) {
    return failed(error)
  }
}
