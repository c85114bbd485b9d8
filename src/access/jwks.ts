/** The keys that an issuer of tokens publishes: fetched when they are needed, kept while the issuer cannot be reached. */

import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose'
import type { Log } from '../base/log.ts'
import { Invalid } from './refusal.ts'

/** All in milliseconds. */
export interface JwksTiming {
  /** Of one fetch. */
  readonly timeout: number
  /** Between two fetches, whatever asks for them and whether or not the last one succeeded. */
  readonly cooldown: number
  /** After which the keys are fetched again: as long as a key that was withdrawn may still serve. */
  readonly maxAge: number
  /** For which they serve while they cannot be fetched again. */
  readonly outage: number
}

const TIMING: JwksTiming = { timeout: 3_000, cooldown: 30_000, maxAge: 10 * 60_000, outage: 60 * 60_000 }

/**
 * Finds the key of a token among the issuer's. The remote set of jose itself asks again at every token while the issuer is down;
 * here tokens with keys of their own invention cost one fetch per cooldown, up or down.
 */
export function remoteKeys(url: string, log: Log | undefined, { timeout, cooldown, maxAge, outage } = TIMING): JWTVerifyGetKey {
  let keys: ReturnType<typeof createLocalJWKSet> | undefined
  let fetchedAt = Number.NEGATIVE_INFINITY
  let askedAt = Number.NEGATIVE_INFINITY
  let failing = false
  let pending: Promise<void> | undefined

  const fetchKeys = async (): Promise<void> => {
    askedAt = performance.now()
    try {
      const response = await fetch(url, {
        // Another host has no say in whose tokens are taken.
        redirect: 'error',
        headers: { accept: 'application/jwk-set+json, application/json' },
        signal: AbortSignal.timeout(timeout),
      })
      if (response.status !== 200) throw new Error(`It answered ${response.status}.`)
      keys = createLocalJWKSet((await response.json()) as Parameters<typeof createLocalJWKSet>[0])
      fetchedAt = performance.now()
      if (failing) log?.info('The keys of JWT_JWKS_URL can be fetched again.')
      failing = false
    } catch (error) {
      if (!failing) log?.warn('The keys of JWT_JWKS_URL cannot be fetched; those that were fetched before serve on.', { cause: error })
      failing = true
    }
  }
  /** Resolves when the keys are as new as can be had; never rejects. */
  const refresh = async (): Promise<void> => {
    if (pending === undefined && performance.now() - askedAt < cooldown) return
    pending ??= fetchKeys().finally(() => {
      pending = undefined
    })
    await pending
  }
  return async (header, token) => {
    // An issuer that publishes keys names the one it signed with; to guess which is meant would outlive a rotation.
    if (typeof header.kid !== 'string') throw new Invalid('a token that does not name its key (kid)')
    if (keys === undefined || performance.now() - fetchedAt > maxAge) {
      const refreshed = refresh()
      // While the issuer hangs, nobody waits for it who has keys to go on with.
      if (keys === undefined || !failing) await refreshed
    }
    if (keys === undefined || performance.now() - fetchedAt > outage)
      throw new Invalid('a token, while the keys of its issuer cannot be fetched')
    try {
      return await keys(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      await refresh()
      return keys(header, token)
    }
  }
}
