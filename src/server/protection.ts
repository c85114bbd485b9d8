/** What the operator decides about who may ask, and how much: the protection of the graph, on by default. */

import type { ProtectionConfig } from '../config/protection.ts'

export type Protection = ProtectionConfig

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
