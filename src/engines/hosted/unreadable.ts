/** Tables that cannot be read, although they are there: told with the reason, while the others are introspected all the same. */

import { GatewayError } from '../../base/errors.ts'
import type { TableInfo } from '../../datasource/introspection.ts'

/** Failures of the whole database, not of one table. */
const LOST = ['DATASOURCE_UNAVAILABLE', 'DATASOURCE_TIMEOUT', 'QUERY_CANCELLED', 'SHUTTING_DOWN', 'RESULT_TOO_LARGE']

/** What failed about one table, in the database's words; anything that is not about it ends the introspection. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof GatewayError) || LOST.includes(error.code)) throw error
  const said = error.cause instanceof Error ? error.cause.message : error.message
  return said.replace(/^(?:[0-9A-Z]{1,5}: )+/, '')
}

/** A table without columns, which is left out with this reason. */
export const unreadable = (
  { schema = null, name, kind }: { readonly schema?: string | null } & Pick<TableInfo, 'name' | 'kind'>,
  reason: string,
): TableInfo => ({
  schema,
  name,
  kind,
  comment: null,
  columns: [],
  primaryKey: [],
  uniques: [],
  indexes: [],
  foreignKeys: [],
  notes: [`it cannot be read (${reason}).`],
})
