/** Checks of how busy the gateway is. */

import { ADMIN, mayUse } from '../../access/authorize.ts'
import { GatewayError } from '../../base/errors.ts'
import type { Check, Findings } from '../check.ts'

/** Nobody's credential is worth looking at, or body worth reading, for an answer that will be no. */
export const crowd: Check = (request, _, front) => {
  // Who has a credential may be an operator, for whom places are kept.
  if (request.header('authorization') === null && request.header('x-api-key') === null) front.overload.check(false)
  return undefined
}

/** The same once it is known who asks. */
export const room: Check = (_, found, front) => {
  front.overload.check(isOperator(found))
  return undefined
}

/** Once the body is there: whoever sends it drop by drop takes nobody's place. The place is given back with the answer. */
export const seat: Check = (_, found, front) => {
  if (found.answered) throw new GatewayError('QUERY_CANCELLED', 'The request was over before its body had come.')
  found.leave = front.overload.enter(isOperator(found))
  return undefined
}

const isOperator = ({ principal }: Findings): boolean => mayUse(principal, ADMIN)
