/** What clients are told of each kind of failure, whichever database it came from. */

import { type Code, GatewayError } from '../../base/errors.ts'
import type { Failure } from './host.ts'

/** Fit for a client: what is wrong and what to do, without the driver's words. */
const MESSAGES: Partial<Record<Code, string>> = {
  UNIQUE_VIOLATION: 'A row with the same unique values exists already.',
  FOREIGN_KEY_VIOLATION: 'The row refers to one that does not exist, or another row still refers to it.',
  NOT_NULL_VIOLATION: 'A required value is missing.',
  CHECK_VIOLATION: 'A value is outside what its column allows, or breaks another rule of the database. Send other values.',
  BAD_USER_INPUT: 'A value is outside what its column can hold.',
  SERIALIZATION_CONFLICT: 'Another transaction changed the same rows at the same time; try again.',
  DATASOURCE_OVERLOADED: 'The datasource is locked by other work; try again later.',
  DATASOURCE_TIMEOUT: 'The datasource did not answer in time.',
  DATASOURCE_READ_ONLY: 'The datasource takes no changes at the moment.',
  DATASOURCE_STORAGE_FULL: 'The storage of the datasource is full; reading still works.',
  DATASOURCE_UNAVAILABLE: 'The datasource is not available.',
  VALUE_NOT_REPRESENTABLE: 'A value that was worked out is outside what its type can hold.',
  RESULT_TOO_LARGE: 'The statement needs more memory than the datasource has; ask for less at once.',
  SCHEMA_VERSION_MISMATCH: 'A table or column that the models name is missing in this datasource. Create the tables, or correct the model.',
  QUERY_UNSUPPORTED: 'The datasource cannot answer this about these columns: it does not compare texts of two different collations.',
  TRANSACTION_ROLLED_BACK: 'The transaction was rolled back.',
}

/** @param maxBytes more than these came */
export function resultTooLarge(maxBytes: number): Failure {
  const message = `The answer has more than ${maxBytes} bytes; ask for fewer rows or fields at once.`
  return { code: 'RESULT_TOO_LARGE', message, detail: message }
}

/** One stored value that is no value of its field, as the model declares it: the error of that cell. */
export function unfit(fields: readonly string[], cause: Error): GatewayError {
  const message = `A stored value of ${fields.join(', ')} does not fit its declared type. Correct it in the database, or the type in the model.`
  return new GatewayError('VALUE_NOT_REPRESENTABLE', message, { fields, cause })
}

/**
 * @param detail what really happened, for the log
 * @param because why there is no connection, or which constraint was violated, where this is why
 */
export function failure(code: Code, detail: string, { trouble, violated }: Pick<Failure, 'trouble' | 'violated'> = {}): Failure {
  const known = { ...(trouble === undefined ? {} : { trouble }), ...(violated === undefined ? {} : { violated }) }
  return { code, message: MESSAGES[code] ?? 'Unexpected error.', detail, ...known }
}
