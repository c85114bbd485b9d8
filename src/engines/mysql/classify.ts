/** What MySQL, MariaDB and their driver throw, as codes of the gateway's table: by the server's error numbers. */

import type { Code } from '../../base/errors.ts'
import type { Trouble } from '../../datasource/report.ts'
import { failure } from '../hosted/failure.ts'
import type { Failure, Violated } from '../hosted/host.ts'
import { troubleOf } from '../server/trouble.ts'

const NUMBERS: Readonly<Record<number, Code>> = {
  1022: 'UNIQUE_VIOLATION',
  1062: 'UNIQUE_VIOLATION',
  1169: 'UNIQUE_VIOLATION',
  1586: 'UNIQUE_VIOLATION',
  1216: 'FOREIGN_KEY_VIOLATION',
  1217: 'FOREIGN_KEY_VIOLATION',
  1451: 'FOREIGN_KEY_VIOLATION',
  1452: 'FOREIGN_KEY_VIOLATION',
  1048: 'NOT_NULL_VIOLATION',
  1364: 'NOT_NULL_VIOLATION',
  3819: 'CHECK_VIOLATION',
  4025: 'CHECK_VIOLATION',
  // A trigger's signal, which has a number of its own only where its author gave it one.
  1644: 'CHECK_VIOLATION',
  1264: 'BAD_USER_INPUT',
  1265: 'BAD_USER_INPUT',
  1292: 'BAD_USER_INPUT',
  1366: 'BAD_USER_INPUT',
  1406: 'BAD_USER_INPUT',
  1690: 'BAD_USER_INPUT',
  3751: 'BAD_USER_INPUT',
  3752: 'BAD_USER_INPUT',
  3140: 'BAD_USER_INPUT',
  1205: 'DATASOURCE_OVERLOADED',
  3572: 'DATASOURCE_OVERLOADED',
  1461: 'DATASOURCE_OVERLOADED',
  1040: 'DATASOURCE_OVERLOADED',
  1203: 'DATASOURCE_OVERLOADED',
  1226: 'DATASOURCE_OVERLOADED',
  1213: 'SERIALIZATION_CONFLICT',
  1020: 'SERIALIZATION_CONFLICT',
  3024: 'DATASOURCE_TIMEOUT',
  1969: 'DATASOURCE_TIMEOUT',
  1317: 'DATASOURCE_TIMEOUT',
  3058: 'SERIALIZATION_CONFLICT',
  1290: 'DATASOURCE_READ_ONLY',
  1792: 'DATASOURCE_READ_ONLY',
  1836: 'DATASOURCE_READ_ONLY',
  1874: 'DATASOURCE_READ_ONLY',
  3100: 'DATASOURCE_READ_ONLY',
  1021: 'DATASOURCE_STORAGE_FULL',
  1114: 'DATASOURCE_STORAGE_FULL',
  1037: 'RESULT_TOO_LARGE',
  1038: 'RESULT_TOO_LARGE',
  1041: 'RESULT_TOO_LARGE',
  1153: 'RESULT_TOO_LARGE',
  1301: 'RESULT_TOO_LARGE',
  1049: 'SCHEMA_VERSION_MISMATCH',
  1051: 'SCHEMA_VERSION_MISMATCH',
  1054: 'SCHEMA_VERSION_MISMATCH',
  1146: 'SCHEMA_VERSION_MISMATCH',
  // Without the right to it a table cannot be told from one that is not there.
  1142: 'SCHEMA_VERSION_MISMATCH',
  1143: 'SCHEMA_VERSION_MISMATCH',
  1253: 'QUERY_UNSUPPORTED',
  1267: 'QUERY_UNSUPPORTED',
  1270: 'QUERY_UNSUPPORTED',
  1271: 'QUERY_UNSUPPORTED',
  3854: 'QUERY_UNSUPPORTED',
  3988: 'QUERY_UNSUPPORTED',
  1030: 'DATASOURCE_UNAVAILABLE',
  1034: 'DATASOURCE_UNAVAILABLE',
  1194: 'DATASOURCE_UNAVAILABLE',
  1053: 'DATASOURCE_UNAVAILABLE',
  1077: 'DATASOURCE_UNAVAILABLE',
  1152: 'DATASOURCE_UNAVAILABLE',
  1159: 'DATASOURCE_UNAVAILABLE',
  1161: 'DATASOURCE_UNAVAILABLE',
  1184: 'DATASOURCE_UNAVAILABLE',
  1243: 'DATASOURCE_UNAVAILABLE',
  1927: 'DATASOURCE_UNAVAILABLE',
  2013: 'DATASOURCE_UNAVAILABLE',
  3169: 'DATASOURCE_UNAVAILABLE',
  4031: 'DATASOURCE_UNAVAILABLE',
}

/** What the server, the driver or the system says of a failure. */
export interface DriverError extends Error {
  readonly errno?: number
  readonly code?: string
  readonly sqlState?: string
  /** The driver's connection is no more. */
  readonly fatal?: boolean
}

/** The number of an error that the server itself sent; negative or absent ones are the system's. */
export function serverNumber(error: unknown): number | undefined {
  const { errno, sqlState } = (error ?? {}) as DriverError
  return typeof errno === 'number' && errno >= 1000 && sqlState !== undefined ? errno : undefined
}

const COLLATIONS =
  'Texts that are compared lie in columns of different character sets or collations in this datasource; give them the same.'

const CHARACTERS =
  'A text that is asked for has characters that the character set of its column lacks, so that they have no order there; ask for it by equality.'

/** MySQL has numbers for it; MariaDB says of a mix of collations whether one of them could give way. */
const isNarrow = (number: number | undefined, words: string): boolean => number === 3854 || number === 3988 || /,COERCIBLE\)/.test(words)

const QUOTED = '`((?:[^`]|``)*)`'
const REFERENCE = new RegExp(String.raw`\(${QUOTED}\.${QUOTED}, CONSTRAINT ${QUOTED} FOREIGN KEY \(([^)]*)\)`)
const plain = (quoted: string | undefined): string => (quoted ?? '').replaceAll('``', '`')

/** What the server's words tell of a constraint: an index by its name, with its table on MySQL; a foreign key and a single column as they are. */
function violatedBy(words: string): Violated | undefined {
  const reference = REFERENCE.exec(words)
  if (reference !== null)
    return { table: plain(reference[2]), columns: (reference[4] ?? '').split(', ').map((each) => plain(each.slice(1, -1))) }
  const column = /^(?:Column|Field|.* for column) '([^']*)'(?: cannot be null| doesn't have a default value| at row \d+)$/s.exec(words)?.[1]
  if (column !== undefined) return { columns: [column] }
  const key = /.* for key '([^']*)'$/s.exec(words)?.[1]
  const index = key === undefined ? null : /^(?:([^.]*)\.)?(.*)$/s.exec(key)
  return index === null ? undefined : { table: index[1], constraint: index[2] }
}

/** A failure while a statement ran. */
export function classifyStatement(error: unknown): Failure {
  if (!(error instanceof Error)) return failure('INTERNAL_SERVER_ERROR', String(error))
  const number = serverNumber(error)
  const code = number === undefined ? undefined : NUMBERS[number]
  if (code === 'QUERY_UNSUPPORTED') {
    const narrow = isNarrow(number, error.message)
    return { code, message: narrow ? CHARACTERS : COLLATIONS, detail: wordsOf(error), ...(narrow ? { narrow: true } : {}) }
  }
  if (code !== undefined) return failure(code, wordsOf(error), { violated: violatedBy(error.message) })
  return number === undefined && isLost(error)
    ? failure('DATASOURCE_UNAVAILABLE', wordsOf(error))
    : failure('INTERNAL_SERVER_ERROR', wordsOf(error))
}

/** A failure before the connection stood: whatever it is, the datasource is not there. */
export function classifyConnect(error: unknown): Failure {
  const found = failure('DATASOURCE_UNAVAILABLE', error instanceof Error ? wordsOf(error) : String(error), {
    trouble: troubleOf(error, ownTrouble),
  })
  return TOO_MANY.has(serverNumber(error) ?? 0) ? { ...found, full: true } : found
}

/** Of the server, of this user, of this user in an hour. */
const TOO_MANY: ReadonlySet<number> = new Set([1040, 1203, 1226])

/** User, password, host, the right to the database, a locked account, a password that has to be changed, a way of logging in. */
const REFUSED_LOGIN: ReadonlySet<number> = new Set([1044, 1045, 1130, 1251, 1524, 1698, 1820, 1862, 2059, 3118, 4151])
/** Plain text is not taken. */
const WANTS_TLS = 3159

function ownTrouble(error: DriverError): Trouble | undefined {
  const number = serverNumber(error)
  if (number !== undefined) return REFUSED_LOGIN.has(number) ? 'auth' : number === WANTS_TLS ? 'tls' : 'other'
  const code = error.code ?? ''
  if (/^HANDSHAKE_(NO_)?SSL_/.test(code)) return 'tls'
  if (code.startsWith('AUTH_SWITCH_')) return 'auth'
  return code === 'PROTOCOL_SEQUENCE_TIMEOUT' ? 'timeout' : undefined
}

const LOST = /^(PROTOCOL_|HANDSHAKE_|E[A-Z]+$|EAI_|ERR_(TLS|SSL|STREAM|SOCKET)|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/

/** The driver lost the connection, or the order in which packets come. */
const isLost = (error: DriverError): boolean =>
  error.fatal === true || LOST.test(error.code ?? '') || /closed state|^Connection lost/.test(error.message)

/** After these the session is no more, or belongs to a server that has changed its part. */
export function endsSession(error: unknown, readOnly: boolean): boolean {
  const number = serverNumber(error)
  if (number === undefined) return true
  const code = NUMBERS[number]
  return code === 'DATASOURCE_UNAVAILABLE' || (code === 'DATASOURCE_READ_ONLY' && !readOnly)
}

function wordsOf(error: Error): string {
  const { errno, code } = error as DriverError
  // Of an address that has two numbers the error of each is hidden in a list.
  const parts = error instanceof AggregateError ? error.errors.map((each) => (each instanceof Error ? each.message : String(each))) : []
  const message = [error.message, ...parts].filter((part) => part !== '').join('; ')
  return [code, errno, message].filter((part) => part !== undefined).join(' ')
}
