/** Exact numbers of rows where they are cheap: tables so small that to count them is to read a few pages. */

import { GatewayError } from '../../base/errors.ts'
import type { TableStats } from '../../datasource/report.ts'
import type { Query } from '../hosted/datasource.ts'

/** Bytes of a table that is counted; a larger one keeps what the database's own statistics say. */
const SMALL = 1_048_576
/** Tables that are counted, in one statement. */
const MOST = 100

/** A table as the catalog tells of it, and its name as statements write it. */
export interface Measured extends TableStats {
  readonly quoted: string
}

/**
 * The same tables, the small ones with the number of rows that they really have. One round trip.
 * @param count the product's aggregate, `count(*)`
 */
export async function countSmall(query: Query, tables: readonly Measured[], count: string): Promise<TableStats[]> {
  const small = tables.filter(({ estimated, bytes }) => estimated && bytes !== null && bytes <= SMALL).slice(0, MOST)
  const parts = small.map(({ quoted }, i) => `select ${i}, ${count} from ${quoted}`)
  const counted = parts.length === 0 ? [] : await query(parts.join(' union all ')).catch(otherwise)
  const exact = new Map(counted.map(([i, rows]) => [small[Number(i)], Number(rows)]))
  return tables.map((table): TableStats => {
    const rows = exact.get(table)
    const { quoted: _, ...rest } = table
    return rows === undefined ? rest : { ...rest, rows, estimated: false }
  })
}

/** What keeps estimates: a table that went or is locked meanwhile, or one that the login may not read. */
const HARMLESS: ReadonlySet<string> = new Set(['SCHEMA_VERSION_MISMATCH', 'DATASOURCE_OVERLOADED', 'DATASOURCE_UNAVAILABLE'])

function otherwise(error: unknown): [] {
  // A connection that is lost fails whatever is asked next.
  if (error instanceof GatewayError && HARMLESS.has(error.code)) return []
  throw error
}
