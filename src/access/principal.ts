/** Who a request acts for, as authentication established it; policies and tenancy read nothing else. */

export interface Principal {
  /** `key:<id>` of an API key, `user:<sub>` of a token, `anonymous`: nobody can be taken for somebody of another kind. */
  readonly id: string
  /** Exact texts; `Admin` is not `admin`. */
  readonly roles: readonly string[]
  /** Verified claims of the credential, frozen and without a prototype; empty where there are none. */
  readonly claims: Readonly<Record<string, unknown>>
}

/**
 * A request without a credential. A principal only ever comes from a verified credential: headers such as `x-user-id`
 * or `x-roles` are anybody's to send, so nothing reads them.
 */
export const ANONYMOUS: Principal = principalOf('anonymous', [], {})

/** A principal that nobody can change on its way through the request. */
export function principalOf(id: string, roles: readonly string[], claims: Readonly<Record<string, unknown>>): Principal {
  return Object.freeze({ id, roles: Object.freeze([...new Set(roles)]), claims: frozen(claims) as Principal['claims'] })
}

/** A deep copy that is frozen and answers to its own keys only: `claims.constructor` is a claim or nothing. */
function frozen(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return Object.freeze(value.map(frozen))
  const copy: Record<string, unknown> = Object.create(null)
  for (const [key, inner] of Object.entries(value)) copy[key] = frozen(inner)
  return Object.freeze(copy)
}
