/** What the MongoDB driver throws, as codes of the gateway's table. */

import {
  BSON,
  MongoBulkWriteError,
  MongoClientClosedError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoNotConnectedError,
  MongoParseError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
} from 'mongodb'
import type { Code } from '../../base/errors.ts'
import type { Trouble } from '../../datasource/report.ts'
import { failure } from '../hosted/failure.ts'
import type { Failure } from '../hosted/host.ts'
import { troubleOf } from '../server/trouble.ts'

/** Error codes of the server. */
const CODES: Readonly<Record<number, Code>> = {
  11000: 'UNIQUE_VIOLATION',
  11001: 'UNIQUE_VIOLATION',
  12582: 'UNIQUE_VIOLATION',
  121: 'CHECK_VIOLATION',
  112: 'SERIALIZATION_CONFLICT',
  246: 'SERIALIZATION_CONFLICT',
  251: 'SERIALIZATION_CONFLICT',
  24: 'DATASOURCE_OVERLOADED',
  46: 'DATASOURCE_OVERLOADED',
  50: 'DATASOURCE_TIMEOUT',
  89: 'DATASOURCE_TIMEOUT',
  262: 'DATASOURCE_TIMEOUT',
  11601: 'DATASOURCE_TIMEOUT',
  14031: 'DATASOURCE_STORAGE_FULL',
  // A value stands where an object or a number is declared.
  14: 'VALUE_NOT_REPRESENTABLE',
  28: 'VALUE_NOT_REPRESENTABLE',
  146: 'RESULT_TOO_LARGE',
  292: 'RESULT_TOO_LARGE',
  10334: 'RESULT_TOO_LARGE',
  17280: 'RESULT_TOO_LARGE',
  17419: 'RESULT_TOO_LARGE',
  26: 'SCHEMA_VERSION_MISMATCH',
  20: 'QUERY_UNSUPPORTED',
  // A sharded collection whose key an upsert does not name; a view that is written to; one with a collation of its own; no transaction
  // for this; a capped collection whose documents would grow; a sharded collection joined, before 5.1.
  61: 'QUERY_UNSUPPORTED',
  166: 'QUERY_UNSUPPORTED',
  167: 'QUERY_UNSUPPORTED',
  263: 'QUERY_UNSUPPORTED',
  10003: 'QUERY_UNSUPPORTED',
  28769: 'QUERY_UNSUPPORTED',
  6: 'DATASOURCE_UNAVAILABLE',
  7: 'DATASOURCE_UNAVAILABLE',
  // Without the right to it a collection cannot be told from one that is not there.
  13: 'SCHEMA_VERSION_MISMATCH',
  18: 'DATASOURCE_UNAVAILABLE',
  43: 'DATASOURCE_UNAVAILABLE',
  91: 'DATASOURCE_UNAVAILABLE',
  133: 'DATASOURCE_UNAVAILABLE',
  189: 'DATASOURCE_UNAVAILABLE',
  8000: 'DATASOURCE_UNAVAILABLE',
  9001: 'DATASOURCE_UNAVAILABLE',
  10107: 'DATASOURCE_UNAVAILABLE',
  11600: 'DATASOURCE_UNAVAILABLE',
  11602: 'DATASOURCE_UNAVAILABLE',
  13388: 'SERIALIZATION_CONFLICT',
  13435: 'DATASOURCE_UNAVAILABLE',
  13436: 'DATASOURCE_UNAVAILABLE',
}

const BAD_VALUE = 2

const UNSUPPORTED = 'The server of this datasource cannot do what is asked, such as a transaction without a replica set.'

/** Where numbers are read as they are stored, codes are too. */
const codeOf = ({ code }: MongoServerError): number => Number(code ?? 0)

export function classify(error: unknown): Failure {
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof MongoServerError) {
    // Of two lists in one document, where single values are declared, the server cannot tell by which items to sort.
    const unsortable = codeOf(error) === BAD_VALUE && /parallel arrays/.test(detail) ? 'VALUE_NOT_REPRESENTABLE' : undefined
    const known = CODES[codeOf(error)] ?? (isUnsupported(error) ? 'QUERY_UNSUPPORTED' : unsortable)
    // The server says that the whole transaction may be tried again: it has been rolled back.
    const code = error.hasErrorLabel('TransientTransactionError') && known !== 'DATASOURCE_UNAVAILABLE' ? 'SERIALIZATION_CONFLICT' : known
    const found = failure(code ?? 'INTERNAL_SERVER_ERROR', `${error.code ?? ''} ${error.codeName ?? ''}: ${detail}`, {
      trouble: ownTrouble(error),
    })
    return found.code === 'QUERY_UNSUPPORTED' ? { ...found, message: UNSUPPORTED } : found
  }
  const name = error instanceof Error ? error.name : ''
  if (name === 'MongoWaitQueueTimeoutError') return failure('DATASOURCE_OVERLOADED', detail)
  // A document cannot be read, such as one with a text that is no UTF-8.
  if (error instanceof BSON.BSONError) return failure('VALUE_NOT_REPRESENTABLE', detail)
  if (error instanceof MongoNetworkTimeoutError) return failure('DATASOURCE_TIMEOUT', detail, { trouble: 'timeout' })
  if (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    error instanceof MongoParseError ||
    isDead(error) ||
    isCut(error) ||
    name === 'MongoPoolClearedError' ||
    name === 'MongoPoolClosedError'
  )
    return failure('DATASOURCE_UNAVAILABLE', detail, { trouble: troubleOf(error, ownTrouble) })
  return failure('INTERNAL_SERVER_ERROR', detail)
}

/** Not authorised, login failed, the same of a hosted service. */
const REFUSED_LOGIN: readonly number[] = [13, 18, 8000]

function ownTrouble(error: Error): Trouble | undefined {
  if (error instanceof MongoServerError) return REFUSED_LOGIN.includes(codeOf(error)) ? 'auth' : undefined
  if (error instanceof MongoNetworkTimeoutError) return 'timeout'
  // No server was found, and none of them said why.
  if (error instanceof MongoServerSelectionError && !hasReason(error)) return 'timeout'
  return undefined
}

const hasReason = ({ reason }: MongoServerSelectionError): boolean =>
  [...(reason?.servers.values() ?? [])].some(({ error }) => error !== null)

/** The client itself has to be connected again: after one failure to find a server it never looks for one by itself. */
export const isDead = (error: unknown): boolean =>
  error instanceof MongoTopologyClosedError || error instanceof MongoNotConnectedError || error instanceof MongoClientClosedError

/** What befalls a connection while it is written to: the driver passes the system's error on as it is, and asks nothing again by itself. */
export const isCut = (error: unknown): boolean =>
  error instanceof Error && !error.name.startsWith('Mongo') && /^E[A-Z]+$/.test(String((error as NodeJS.ErrnoException).code))

/** A write that was sent and not answered may have been done; a client that is closed cuts what is under way. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof MongoNetworkError || error instanceof MongoClientClosedError || isCut(error)

/** Interrupted as the server shut down or was no primary any more: of several documents some may be written. */
const INTERRUPTED: readonly number[] = [91, 189, 11600, 11602]

/** A write that was done and may be taken back, because not enough members have it, or that was broken off. */
export const isUnsettled = (error: unknown): boolean =>
  error instanceof MongoWriteConcernError ||
  (error instanceof MongoBulkWriteError && [error.writeErrors].flat().length === 0) ||
  (error instanceof MongoServerError && INTERRUPTED.includes(codeOf(error)))

/** Anything that a server answered, as opposed to one that did not answer. */
export const isClassified = (error: unknown): boolean => error instanceof MongoServerError

const FORBIDDEN = 13

export const isForbidden = (error: unknown): boolean => error instanceof MongoServerError && codeOf(error) === FORBIDDEN

/** Unknown stages, operators and commands; from 301 on as Amazon DocumentDB says it. */
const UNKNOWN_TO_SERVER: readonly number[] = [59, 115, 238, 40324, 16436, 168, 31325, 301, 303, 304]

export const isUnsupported = (error: unknown): boolean => error instanceof MongoServerError && UNKNOWN_TO_SERVER.includes(codeOf(error))

/** What Atlas says of all that a tier has not. */
const ATLAS = 8000

export const isWithoutCollations = (error: unknown): boolean =>
  error instanceof MongoServerError && (isUnsupported(error) || codeOf(error) === ATLAS) && /collation/.test(error.message)
