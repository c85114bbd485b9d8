/** What the MongoDB driver throws, as codes of the gateway's table. */

import {
  MongoClientClosedError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoNotConnectedError,
  MongoParseError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
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
  // A value stands where an object is declared.
  28: 'VALUE_NOT_REPRESENTABLE',
  146: 'RESULT_TOO_LARGE',
  292: 'RESULT_TOO_LARGE',
  10334: 'RESULT_TOO_LARGE',
  17280: 'RESULT_TOO_LARGE',
  26: 'SCHEMA_VERSION_MISMATCH',
  20: 'QUERY_UNSUPPORTED',
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

const UNSUPPORTED = 'The server of this datasource cannot do what is asked, such as a transaction without a replica set.'

/** Where numbers are read as they are stored, codes are too. */
const codeOf = ({ code }: MongoServerError): number => Number(code ?? 0)

export function classify(error: unknown): Failure {
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof MongoServerError) {
    const known = CODES[codeOf(error)]
    // The server says that the whole transaction may be tried again: it has been rolled back.
    const code = error.hasErrorLabel('TransientTransactionError') && known !== 'DATASOURCE_UNAVAILABLE' ? 'SERIALIZATION_CONFLICT' : known
    const found = failure(code ?? 'INTERNAL_SERVER_ERROR', `${error.code ?? ''} ${error.codeName ?? ''}: ${detail}`, {
      trouble: ownTrouble(error),
    })
    return found.code === 'QUERY_UNSUPPORTED' ? { ...found, message: UNSUPPORTED } : found
  }
  const name = error instanceof Error ? error.name : ''
  if (name === 'MongoWaitQueueTimeoutError') return failure('DATASOURCE_OVERLOADED', detail)
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

/** Anything that a server answered, as opposed to one that did not answer. */
export const isClassified = (error: unknown): boolean => error instanceof MongoServerError

/** Unknown stages and commands. */
const UNKNOWN_TO_SERVER: readonly number[] = [59, 115, 238, 40324, 16436, 168]

export const isUnsupported = (error: unknown): boolean => error instanceof MongoServerError && UNKNOWN_TO_SERVER.includes(codeOf(error))

export const isWithoutCollations = (error: unknown): boolean => isUnsupported(error) && /collation/.test((error as Error).message)
