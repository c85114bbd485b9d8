/** Puts authentication together from its settings. */

import { Faults } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import { type Authenticator, createAuthenticator } from './authenticate.ts'
import { ADMIN, ADMIN_SQL } from './authorize.ts'
import { createTokenVerifier, type TokenSettings } from './jwt.ts'
import { createKeyring, type KeysSource } from './keyring.ts'
import { createKeySet, makeKey } from './keys.ts'
import { remembering } from './remembered.ts'

export interface AccessSettings {
  /** Requests without a credential are refused. */
  readonly required: boolean
  readonly keys: KeysSource | undefined
  readonly tokens: TokenSettings | undefined
}

export interface Access extends Disposable {
  readonly authenticate: Authenticator
  /** A key with every right, made for this run alone; null where one must be configured. */
  readonly adminKey: string | null
}

/**
 * @param offerKey nobody else can reach the gateway: where no credential is configured, one key is made for whoever started it
 * @throws Faults with everything that is wrong with keys and tokens
 */
export function openAccess({ required, keys, tokens }: AccessSettings, offerKey: boolean, log: Log | undefined): Access {
  const faults: string[] = []
  const collect = <T>(make: () => T): T | undefined => {
    try {
      return make()
    } catch (error) {
      if (!(error instanceof Faults)) throw error
      faults.push(...error.faults)
      return undefined
    }
  }
  const verifyToken = tokens === undefined ? undefined : collect(() => remembering(createTokenVerifier(tokens, log)))
  const keyring = keys === undefined ? undefined : collect(() => createKeyring(keys, log))
  if (faults.length > 0) {
    keyring?.[Symbol.dispose]()
    throw new Faults('Authentication cannot be configured so:', faults)
  }
  const own = offerKey && keys === undefined && tokens === undefined ? ownKey() : undefined
  return {
    authenticate: createAuthenticator({ required, keys: keyring ?? own, tokens: verifyToken, log }),
    adminKey: own?.key ?? null,
    [Symbol.dispose]: () => keyring?.[Symbol.dispose](),
  }
}

function ownKey() {
  const { key, sha256 } = makeKey('this-run')
  const set = createKeySet([{ id: 'this-run', sha256, roles: [ADMIN, ADMIN_SQL] }])
  return { key, verify: (sent: string) => set.verify(sent, Date.now()) }
}
