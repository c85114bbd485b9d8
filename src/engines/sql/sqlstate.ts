/** PostgreSQL's SQLSTATEs as codes of the gateway's table, for every engine that speaks its language. */

import type { Code } from '../../base/errors.ts'
import type { HostedOptions } from '../hosted/datasource.ts'
import { failure } from '../hosted/failure.ts'
import type { Failure, Violated } from '../hosted/host.ts'

const SQLSTATES: Readonly<Record<string, Code>> = {
  '23505': 'UNIQUE_VIOLATION',
  '23503': 'FOREIGN_KEY_VIOLATION',
  '23001': 'FOREIGN_KEY_VIOLATION',
  '23502': 'NOT_NULL_VIOLATION',
  '23514': 'CHECK_VIOLATION',
  '23P01': 'CHECK_VIOLATION',
  '22001': 'BAD_USER_INPUT',
  '22003': 'BAD_USER_INPUT',
  '22008': 'BAD_USER_INPUT',
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
  // Two columns, each with a collation of its own, and which of them is meant cannot be told.
  '42P22': 'QUERY_UNSUPPORTED',
  // A message of ours that the server did not understand, such as a wrong number of parameters.
  '08P01': 'INTERNAL_SERVER_ERROR',
  '3D000': 'DATASOURCE_UNAVAILABLE',
  '25P02': 'TRANSACTION_ROLLED_BACK',
  '53300': 'DATASOURCE_UNAVAILABLE',
  '58030': 'DATASOURCE_UNAVAILABLE',
  XX001: 'DATASOURCE_UNAVAILABLE',
  XX002: 'DATASOURCE_UNAVAILABLE',
}

/** Whether a text is a read of ours: those begin so. */
export const isRead = (statement: string): boolean => /^(select|with)\b/.test(statement)

/** Whole classes: connections, authorization, operator intervention. */
const SQLSTATE_CLASSES: Readonly<Record<string, Code>> = {
  '08': 'DATASOURCE_UNAVAILABLE',
  '28': 'DATASOURCE_UNAVAILABLE',
  '57': 'DATASOURCE_UNAVAILABLE',
}

/** What a read works out that no value can hold, such as a sum of doubles beyond the greatest; nobody has sent it. */
const OVERFLOWS = new Set(['22003', '22008'])
const DENIED = '42501'
/** `raise exception` and `assert` of a trigger: a rule that somebody wrote for this database. */
const RAISED = new Set(['P0001', 'P0004'])

/** What the server says of a constraint beside its words. */
export interface ServerFields {
  readonly table?: string | undefined
  readonly column?: string | undefined
  readonly constraint?: string | undefined
  readonly detail?: string | undefined
}

/**
 * The columns of a constraint. Those of a unique or foreign key stand in the detail, in every language as `(a, b)=(`, before any value.
 * Columns of an index are quoted where they must be, those of a foreign key are not.
 */
function violatedBy({ table, column, constraint, detail }: ServerFields): Violated | undefined {
  const listed = /^[^(]*\((.*?)\)=\(/s.exec(detail ?? '')?.[1]
  const columns = column === undefined ? listed?.split(', ').map(unquoted) : [column]
  if (columns !== undefined) return { table, columns }
  return constraint === undefined ? undefined : { table, constraint }
}

/** The columns of a check, of which the server tells the name. */
export const checkedColumns: HostedOptions['columnsOf'] = (code, { constraint }, { table, namespace }) =>
  code === 'CHECK_VIOLATION' && constraint !== undefined
    ? {
        text: `select a.attname from pg_constraint as c join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
          where c.contype = 'c' and c.conname = $1::text and c.conrelid = to_regclass(concat_ws('.', quote_ident($2::text), quote_ident($3::text)))
          order by a.attnum`,
        params: [constraint, namespace ?? null, table],
      }
    : null

const unquoted = (name: string): string => (/^".*"$/s.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name)

/**
 * @param detail the server's words, for the log
 * @param reads whether the statement was a read
 */
export function classifySqlState(state: string | undefined, detail: string, reads = false, fields: ServerFields = {}): Failure {
  if (state === DENIED)
    return {
      // Not a failure of the connection: the other tables are there, and to try again helps nobody.
      ...failure('SCHEMA_VERSION_MISMATCH', `${state}: ${detail}`),
      message: 'The gateway’s login lacks a right on a table of this datasource.',
    }
  if (!reads && state !== undefined && RAISED.has(state)) return failure('CHECK_VIOLATION', `${state}: ${detail}`)
  if (reads && state !== undefined && OVERFLOWS.has(state)) return failure('VALUE_NOT_REPRESENTABLE', `${state}: ${detail}`)
  const code = state === undefined ? undefined : (SQLSTATES[state] ?? SQLSTATE_CLASSES[state.slice(0, 2)])
  const violated = state?.startsWith('23') ? violatedBy(fields) : undefined
  return failure(code ?? 'INTERNAL_SERVER_ERROR', state === undefined ? detail : `${state}: ${detail}`, { violated })
}
