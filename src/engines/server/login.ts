/** Logging in without a storm: servers lock accounts, and addresses, after a few refused passwords, and have no more places for being asked more often. */

import type { Failure } from '../hosted/host.ts'

/** Why a server turned a login away: it does not take this user or password, or it takes nobody at the moment. */
export type Refusal = 'credentials' | 'place'

/** What went wrong on the way to a server is no refusal. */
export function refusalOf({ trouble, full }: Pick<Failure, 'trouble' | 'full'>): Refusal | null {
  if (trouble === 'auth') return 'credentials'
  return full === true ? 'place' : null
}

export interface Logins {
  /**
   * Logs in, unless one was turned away a moment ago: then with that refusal, without a word to the server.
   * Until one has been accepted only one is under way, and those who came meanwhile share its failure.
   */
  attempt<T>(login: () => Promise<T>): Promise<T>
}

/** Milliseconds between two attempts, at first and after many refusals. */
const PAUSES: Readonly<Record<Refusal, { readonly first: number; readonly longest: number }>> = {
  credentials: { first: 5_000, longest: 30_000 },
  place: { first: 50, longest: 200 },
}

/**
 * @param refusalOf whether a failure is the server's refusal; null for one that says nothing of the next attempt
 * @param now milliseconds of a clock that never goes back
 */
export function createLogins(refusalOf: (error: unknown) => Refusal | null, now: () => number = () => performance.now()): Logins {
  let accepted = false
  let first: Promise<unknown> | null = null
  let refused: { readonly error: unknown; readonly why: Refusal; readonly pause: number; readonly until: number } | null = null

  const isRefused = (): boolean => refused !== null && now() < refused.until
  const failed = (error: unknown): void => {
    const why = refusalOf(error)
    if (why === null) return
    if (why === 'credentials') accepted = false
    const { first: shortest, longest } = PAUSES[why]
    const before = refused?.why === why ? refused : null
    // Several that were under way together are one refusal.
    const pause = before === null ? shortest : isRefused() ? before.pause : Math.min(before.pause * 2, longest)
    refused = { error, why, pause, until: now() + pause }
  }
  const attempt = async <T>(login: () => Promise<T>): Promise<T> => {
    try {
      const value = await login()
      accepted = true
      refused = null
      return value
    } catch (error) {
      failed(error)
      throw error
    }
  }

  return {
    async attempt(login) {
      if (refused !== null && isRefused()) throw refused.error
      if (accepted) return attempt(login)
      if (first !== null) {
        await first
        return attempt(login)
      }
      const own = attempt(login)
      first = own
      try {
        return await own
      } finally {
        first = null
      }
    },
  }
}
