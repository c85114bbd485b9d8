/** Who a request acts for, as authentication established it; policies and tenancy read nothing else. */

export interface Principal {
  readonly id: string
  readonly roles: readonly string[]
  /** Verified claims of the credential; empty for the anonymous principal. */
  readonly claims: Readonly<Record<string, unknown>>
}

/**
 * A request without a credential. A principal only ever comes from a verified credential: headers such as `x-user-id`
 * or `x-roles` are anybody's to send, so nothing reads them.
 */
export const ANONYMOUS: Principal = Object.freeze({ id: 'anonymous', roles: Object.freeze([]), claims: Object.freeze({}) })
