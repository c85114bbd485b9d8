/** What embedded databases throw, as codes of the gateway's table: SQLSTATE for PostgreSQL, result codes for SQLite. */

import type { Code } from '../../base/errors.ts'
import type { Failure } from '../hosted/host.ts'

/** Fit for a client: what is wrong and what to do, without the driver's words. */
const MESSAGES: Partial<Record<Code, string>> = {
  UNIQUE_VIOLATION: 'A row with the same unique values exists already.',
  FOREIGN_KEY_VIOLATION: 'The row refers to one that does not exist, or another row still refers to it.',
  NOT_NULL_VIOLATION: 'A required value is missing.',
  CHECK_VIOLATION: 'A value is outside what its column allows.',
  BAD_USER_INPUT: 'A value is outside what its column can hold.',
  SERIALIZATION_CONFLICT: 'Another transaction changed the same rows at the same time; try again.',
  DATASOURCE_OVERLOADED: 'The datasource is locked by other work; try again later.',
  DATASOURCE_TIMEOUT: 'The datasource did not answer in time.',
  DATASOURCE_READ_ONLY: 'The datasource takes no changes at the moment.',
  DATASOURCE_STORAGE_FULL: 'The storage of the datasource is full; reading still works.',
  DATASOURCE_UNAVAILABLE: 'The datasource is not available.',
  RESULT_TOO_LARGE: 'The statement needs more memory than the datasource has; ask for less at once.',
  SCHEMA_VERSION_MISMATCH: 'A table or column that the models name is missing in this datasource. Create the tables, or correct the model.',
  TRANSACTION_ROLLED_BACK: 'The transaction was rolled back.',
}

function failure(code: Code, detail: string): Failure {
  return { code, message: MESSAGES[code] ?? 'Unexpected error.', detail }
}

const SQLSTATES: Readonly<Record<string, Code>> = {
  '23505': 'UNIQUE_VIOLATION',
  '23503': 'FOREIGN_KEY_VIOLATION',
  '23001': 'FOREIGN_KEY_VIOLATION',
  '23502': 'NOT_NULL_VIOLATION',
  '23514': 'CHECK_VIOLATION',
  '23P01': 'CHECK_VIOLATION',
  '22001': 'BAD_USER_INPUT',
  '22003': 'BAD_USER_INPUT',
  '22021': 'BAD_USER_INPUT',
  '40001': 'SERIALIZATION_CONFLICT',
  '40P01': 'SERIALIZATION_CONFLICT',
  '55P03': 'DATASOURCE_OVERLOADED',
  '57014': 'DATASOURCE_TIMEOUT',
  '25006': 'DATASOURCE_READ_ONLY',
  '53100': 'DATASOURCE_STORAGE_FULL',
  '53200': 'RESULT_TOO_LARGE',
  '42P01': 'SCHEMA_VERSION_MISMATCH',
  '42703': 'SCHEMA_VERSION_MISMATCH',
  '3F000': 'SCHEMA_VERSION_MISMATCH',
  // A message of ours that the server did not understand, such as a wrong number of parameters.
  '08P01': 'INTERNAL_SERVER_ERROR',
  '3D000': 'DATASOURCE_UNAVAILABLE',
  '25P02': 'TRANSACTION_ROLLED_BACK',
  '53300': 'DATASOURCE_UNAVAILABLE',
  '58030': 'DATASOURCE_UNAVAILABLE',
  XX001: 'DATASOURCE_UNAVAILABLE',
  XX002: 'DATASOURCE_UNAVAILABLE',
}

/** Whole classes: connections, authorization, operator intervention. */
const SQLSTATE_CLASSES: Readonly<Record<string, Code>> = {
  '08': 'DATASOURCE_UNAVAILABLE',
  '28': 'DATASOURCE_UNAVAILABLE',
  '57': 'DATASOURCE_UNAVAILABLE',
}

/** @param detail the server's words, for the log */
export function classifySqlState(state: string | undefined, detail: string): Failure {
  const code = state === undefined ? undefined : (SQLSTATES[state] ?? SQLSTATE_CLASSES[state.slice(0, 2)])
  return failure(code ?? 'INTERNAL_SERVER_ERROR', state === undefined ? detail : `${state}: ${detail}`)
}

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
        ? 'BAD_USER_INPUT'
        : 'INTERNAL_SERVER_ERROR')
  return failure(code, `${errcode}: ${detail}`)
}
