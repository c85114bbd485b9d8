/** Checks of the caller: whether what he spent so far lets him ask. */

import type { Check, Findings, FrontRequest } from '../check.ts'

/** Points that every request costs, so that refused ones are not free. */
const ARRIVAL = 10
/** Points per character of a document that is new. */
const CHARACTER = 5

/** Before the body is read: who has spent all is refused for next to nothing. */
export const arrival: Check = async (request, found, front) => {
  Object.assign(found.headers, await front.rates.spend(spender(request, found), ARRIVAL))
  return undefined
}

/** A text that was not read before must be parsed and validated, which takes longer than most else that a client can cause here. */
export const reading: Check = async (request, found, front) => {
  if (!front.documents.knows(found.query)) await front.rates.spend(spender(request, found), found.query.length * CHARACTER)
  return undefined
}

/** What the operation may cost is paid before any database is asked. */
export const spending: Check = async (request, found, front) => {
  Object.assign(found.headers, await front.rates.spend(spender(request, found), found.cost))
  return undefined
}

const spender = ({ address }: FrontRequest, { principal }: Findings) => ({ principal, address })
