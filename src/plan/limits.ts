/** What one operation may ask across datasources, and how it is refused. */

import { GatewayError } from '../base/errors.ts'

/** The refusal of an operation that needs more keys of another datasource than are allowed. */
export function tooManyKeys(allowed: number, datasource: string): GatewayError {
  return new GatewayError(
    'CROSS_DATABASE_LIMIT_EXCEEDED',
    `Crossing between databases needs more than ${allowed} keys from ${datasource}. Narrow the filter, or raise CROSS_DATABASE_KEYS.`,
    { datasource },
  )
}

/** The refusal of an operation that crosses too often. */
export function tooManyFills(allowed: number): GatewayError {
  return new GatewayError(
    'QUERY_LIMIT_EXCEEDED',
    `The operation has more than ${allowed} filters, orders or groups that cross between databases. Ask for less at once.`,
  )
}
