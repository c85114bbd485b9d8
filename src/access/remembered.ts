/** Tokens that held a moment ago: clients send the same one with every request, and its signature costs more to check than all else of it. */

import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { TokenVerifier } from './jwt.ts'
import type { Principal } from './principal.ts'

const MAX_TOKENS = 10_000
/** Milliseconds; by so much longer a token holds whose key was withdrawn. */
const MAX_AGE = 30_000

/** Known at once for a token that held a moment ago. Rejects with Invalid. */
export type QuickVerifier = (token: string) => Principal | Promise<Principal>

/**
 * Tokens are known by their hash, so that a picture of the memory holds none. What does not hold is not remembered.
 * @param now milliseconds since the epoch
 */
export function remembering(verify: TokenVerifier, now: () => number = Date.now): QuickVerifier {
  const held = new LRUCache<string, { readonly principal: Principal; readonly until: number }>({ max: MAX_TOKENS })
  return (token) => {
    const hash = createHash('sha256').update(token).digest('base64')
    const known = held.get(hash)
    if (known !== undefined && now() < known.until) return known.principal
    return verify(token).then((principal) => {
      // Not a moment beyond its exp: the tolerance is for clocks, and is asked for when the token is checked.
      held.set(hash, { principal, until: Math.min(Number(principal.claims.exp) * 1000, now() + MAX_AGE) })
      return principal
    })
  }
}
