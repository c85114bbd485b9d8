/** From a request's credentials to a principal: what the front asks, whoever answers. */

import { GatewayError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import type { Keyring } from './keyring.ts'
import { KEY_PREFIX } from './keys.ts'
import { ANONYMOUS, type Principal } from './principal.ts'
import { createRefusals, Invalid } from './refusal.ts'
import type { QuickVerifier } from './remembered.ts'

/** What a request shows of who sends it. */
export interface Credentials {
  /** A header's value, several of one name joined by ", "; null where it was not sent. */
  readonly header: (name: string) => string | null
}

/**
 * Rejects or throws GatewayError UNAUTHENTICATED for a credential that does not hold; a request without one is the anonymous
 * principal, where that is allowed. A promise only where the answer has to be waited for.
 */
export type Authenticator = (credentials: Credentials) => Principal | Promise<Principal>

export interface AuthenticatorOptions {
  /** Requests without a credential are refused. */
  readonly required: boolean
  /** Undefined: no API key is right. */
  readonly keys: Pick<Keyring, 'verify'> | undefined
  /** Undefined: no token is right. */
  readonly tokens: QuickVerifier | undefined
  readonly log: Log | undefined
}

/** One word, so that a list of credentials is none. */
const BEARER = /^Bearer +([^\s,]+)$/i

/**
 * One credential per request, as `authorization: Bearer <API key or token>` or `x-api-key: <API key>`; with two it would be open whose rights count.
 * A credential that does not hold is refused even where none is needed: whoever sends one means it.
 */
export function createAuthenticator({ required, keys, tokens, log }: AuthenticatorOptions): Authenticator {
  const refuse = createRefusals(log)
  const refused = (error: unknown): never => {
    throw error instanceof Invalid ? refuse(error) : error
  }
  const verify = (credential: string, keyOnly: boolean): Principal | Promise<Principal> => {
    if (credential.startsWith(KEY_PREFIX)) {
      if (keys === undefined) throw new Invalid('an API key, though none is configured')
      return keys.verify(credential)
    }
    if (keyOnly) throw new Invalid('an x-api-key that is no API key')
    if (tokens === undefined) throw new Invalid('a token, though no key for tokens is configured')
    const principal = tokens(credential)
    return principal instanceof Promise ? principal.catch(refused) : principal
  }
  return ({ header }) => {
    const authorization = header('authorization')
    const apiKey = header('x-api-key')
    if (authorization === null && apiKey === null) {
      if (!required) return ANONYMOUS
      throw new GatewayError('UNAUTHENTICATED', 'This needs a credential. Send "authorization: Bearer <API key or token>".')
    }
    try {
      if (apiKey !== null && authorization !== null) throw new Invalid('two credentials at once')
      if (apiKey !== null) return verify(apiKey, true)
      const bearer = BEARER.exec(authorization ?? '')?.[1]
      if (bearer === undefined) throw new Invalid('an authorization header that is not one Bearer credential')
      return verify(bearer, false)
    } catch (error) {
      return refused(error)
    }
  }
}
