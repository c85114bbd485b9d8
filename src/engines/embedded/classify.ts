/** What node:sqlite throws, as codes of the gateway's table. */

import type { Code } from '../../base/errors.ts'
import { failure } from '../hosted/failure.ts'
import type { Failure } from '../hosted/host.ts'

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

/** @param error what node:sqlite threw; `errcode` is SQLite's extended result code */
export function classifySqlite(error: unknown): Failure {
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
        ? 'VALUE_NOT_REPRESENTABLE'
        : 'INTERNAL_SERVER_ERROR')
  return failure(code, `${errcode}: ${detail}`)
}
