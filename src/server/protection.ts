/** What the operator decides about who may ask, and how much: the protection of the graph, on by default. */

export interface Protection {
  /** Whether anybody may ask for the schema; principals with the role admin always may. Messages suggest names only where it is so. */
  readonly introspection: boolean
  /** Whether queries are also taken by GET, with a header that no foreign page can send. */
  readonly allowGet: boolean
  /** The origins whose pages may call, as browsers write them. */
  readonly corsOrigins: ReadonlySet<string>
  /** Addresses and networks (CIDR) whose word on the client's address and protocol counts. */
  readonly trustedProxies: readonly string[]
  /** What one operation may cost. */
  readonly maxCost: number
  /** What one caller may spend per minute; 0 for any amount. */
  readonly rateLimit: number
  /** What one caller may spend beyond it, once in ten minutes. */
  readonly rateBurst: number
}

/** What holds where the caller says nothing else. */
export const DEFAULT_PROTECTION: Protection = {
  introspection: true,
  allowGet: false,
  corsOrigins: new Set(),
  trustedProxies: [],
  maxCost: 100_000,
  rateLimit: 10_000_000,
  rateBurst: 10_000_000,
}
