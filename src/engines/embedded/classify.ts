/** What node:sqlite throws, as codes of the gateway's table. */

import type { Code } from '../../base/errors.ts'
import { failure } from '../hosted/failure.ts'
import type { Failure, Violated } from '../hosted/host.ts'

/** Extended result codes first; the low byte is the primary code. */
const SQLITE: Readonly<Record<number, Code>> = {
  2067: 'UNIQUE_VIOLATION',
  1555: 'UNIQUE_VIOLATION',
  2579: 'UNIQUE_VIOLATION',
  787: 'FOREIGN_KEY_VIOLATION',
  1299: 'NOT_NULL_VIOLATION',
  275: 'CHECK_VIOLATION',
  3091: 'CHECK_VIOLATION',
  517: 'SERIALIZATION_CONFLICT',
}
const SQLITE_PRIMARY: Readonly<Record<number, Code>> = {
  3: 'DATASOURCE_UNAVAILABLE',
  5: 'DATASOURCE_OVERLOADED',
  6: 'DATASOURCE_OVERLOADED',
  7: 'RESULT_TOO_LARGE',
  8: 'DATASOURCE_READ_ONLY',
  9: 'DATASOURCE_TIMEOUT',
  10: 'DATASOURCE_UNAVAILABLE',
  11: 'DATASOURCE_UNAVAILABLE',
  13: 'DATASOURCE_STORAGE_FULL',
  14: 'DATASOURCE_UNAVAILABLE',
  18: 'BAD_USER_INPUT',
  19: 'CHECK_VIOLATION',
  26: 'DATASOURCE_UNAVAILABLE',
}

/** `UNIQUE constraint failed: products.shop, products.sku`. */
function violatedBy(detail: string): Violated | undefined {
  const named = /^(?:UNIQUE|NOT NULL) constraint failed: (.+)$/s.exec(detail)?.[1]
  const columns = named?.split(', ').map((each) => each.split('.'))
  if (columns === undefined || columns.some((parts) => parts.length !== 2)) return undefined
  return { table: columns[0]?.[0], columns: columns.map(([, column]) => column as string) }
}

/**
 * @param error what node:sqlite threw; `errcode` is SQLite's extended result code
 * @param writes whether the statement was a write: what overflows then is what someone sent
 */
export function classifySqlite(error: unknown, writes = false): Failure {
  const detail = error instanceof Error ? error.message : String(error)
  const errcode = (error as { errcode?: unknown } | null)?.errcode
  if (typeof errcode !== 'number') return failure('INTERNAL_SERVER_ERROR', detail)
  const code =
    SQLITE[errcode] ??
    SQLITE_PRIMARY[errcode & 0xff] ??
    // SQLite has one code for all that is wrong with a statement; only its words tell which.
    (/^no such (table|column|view)/.test(detail) || /has no column named/.test(detail)
      ? 'SCHEMA_VERSION_MISMATCH'
      : detail === 'integer overflow'
        ? writes
          ? 'BAD_USER_INPUT'
          : 'VALUE_NOT_REPRESENTABLE'
        : 'INTERNAL_SERVER_ERROR')
  return failure(code, `${errcode}: ${detail}`, { violated: violatedBy(detail) })
}
