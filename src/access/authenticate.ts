/** From a request's credentials to a principal: what the front asks, whoever answers. */

import type { Principal } from './principal.ts'

/** What a request shows of who sends it. */
export interface Credentials {
  /** A header's value, several of one name joined by ", "; null where it was not sent. */
  readonly header: (name: string) => string | null
  /** The address that the connection comes from; null where there is no connection. */
  readonly address: string | null
}

/**
 * Rejects or throws GatewayError UNAUTHENTICATED for a credential that does not hold; a request without one is the anonymous
 * principal, where that is allowed.
 */
export type Authenticator = (credentials: Credentials) => Principal | Promise<Principal>
