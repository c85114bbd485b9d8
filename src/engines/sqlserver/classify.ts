/** What the driver throws, as codes of the gateway's table: the server's own errors by number, those of the connection by code. */

import type { Code } from '../../base/errors.ts'
import type { Trouble } from '../../datasource/report.ts'
import { failure } from '../hosted/failure.ts'
import type { Failure, Violated } from '../hosted/host.ts'
import { troubleOf } from '../server/trouble.ts'

const NUMBERS: Readonly<Record<number, Code>> = {
  2601: 'UNIQUE_VIOLATION',
  2627: 'UNIQUE_VIOLATION',
  // Of a check as well; the words tell which.
  547: 'FOREIGN_KEY_VIOLATION',
  515: 'NOT_NULL_VIOLATION',
  // Too long, overflow, not convertible, no number, outside a key's bytes.
  220: 'BAD_USER_INPUT',
  232: 'BAD_USER_INPUT',
  241: 'BAD_USER_INPUT',
  242: 'BAD_USER_INPUT',
  295: 'BAD_USER_INPUT',
  245: 'BAD_USER_INPUT',
  248: 'BAD_USER_INPUT',
  511: 'BAD_USER_INPUT',
  517: 'BAD_USER_INPUT',
  1946: 'BAD_USER_INPUT',
  2628: 'BAD_USER_INPUT',
  8023: 'BAD_USER_INPUT',
  8114: 'BAD_USER_INPUT',
  8115: 'BAD_USER_INPUT',
  8152: 'BAD_USER_INPUT',
  8169: 'BAD_USER_INPUT',
  // Deadlock victim; a changed row under snapshot isolation; the same of memory-optimised tables.
  1205: 'SERIALIZATION_CONFLICT',
  3960: 'SERIALIZATION_CONFLICT',
  3961: 'SERIALIZATION_CONFLICT',
  41301: 'SERIALIZATION_CONFLICT',
  41302: 'SERIALIZATION_CONFLICT',
  41305: 'SERIALIZATION_CONFLICT',
  41325: 'SERIALIZATION_CONFLICT',
  // A view that takes only rows it shows; a row that a policy keeps out; a trigger that rolled back.
  550: 'CHECK_VIOLATION',
  33504: 'CHECK_VIOLATION',
  3609: 'CHECK_VIOLATION',
  // Nested too deeply, or more than a plan can be made of.
  191: 'RESULT_TOO_LARGE',
  8618: 'RESULT_TOO_LARGE',
  8623: 'RESULT_TOO_LARGE',
  8631: 'RESULT_TOO_LARGE',
  8632: 'RESULT_TOO_LARGE',
  // Lock wait; no lock, memory or worker for the statement; throttled.
  1222: 'DATASOURCE_OVERLOADED',
  1204: 'DATASOURCE_OVERLOADED',
  701: 'DATASOURCE_OVERLOADED',
  802: 'DATASOURCE_OVERLOADED',
  8628: 'DATASOURCE_OVERLOADED',
  8645: 'DATASOURCE_OVERLOADED',
  8651: 'DATASOURCE_OVERLOADED',
  10928: 'DATASOURCE_OVERLOADED',
  10929: 'DATASOURCE_OVERLOADED',
  10936: 'DATASOURCE_OVERLOADED',
  40501: 'DATASOURCE_OVERLOADED',
  40549: 'DATASOURCE_OVERLOADED',
  40550: 'DATASOURCE_OVERLOADED',
  40551: 'DATASOURCE_OVERLOADED',
  40552: 'DATASOURCE_OVERLOADED',
  40553: 'DATASOURCE_OVERLOADED',
  49918: 'DATASOURCE_OVERLOADED',
  49919: 'DATASOURCE_OVERLOADED',
  49920: 'DATASOURCE_OVERLOADED',
  // The database or its file group is read-only, or this is a secondary.
  652: 'DATASOURCE_READ_ONLY',
  978: 'DATASOURCE_READ_ONLY',
  3906: 'DATASOURCE_READ_ONLY',
  3908: 'DATASOURCE_READ_ONLY',
  // File group, log, or quota is full.
  1101: 'DATASOURCE_STORAGE_FULL',
  1105: 'DATASOURCE_STORAGE_FULL',
  9002: 'DATASOURCE_STORAGE_FULL',
  40544: 'DATASOURCE_STORAGE_FULL',
  // A table or column that is not there; OPENJSON below compatibility level 130.
  207: 'SCHEMA_VERSION_MISMATCH',
  208: 'SCHEMA_VERSION_MISMATCH',
  // A column that is numbered, worked out, or kept by the server, which the model takes for an ordinary one, or the other way round.
  271: 'SCHEMA_VERSION_MISMATCH',
  273: 'SCHEMA_VERSION_MISMATCH',
  544: 'SCHEMA_VERSION_MISMATCH',
  8102: 'SCHEMA_VERSION_MISMATCH',
  8106: 'SCHEMA_VERSION_MISMATCH',
  13536: 'SCHEMA_VERSION_MISMATCH',
  13537: 'SCHEMA_VERSION_MISMATCH',
  // Collations that cannot be compared, or of which a text has two.
  446: 'QUERY_UNSUPPORTED',
  447: 'QUERY_UNSUPPORTED',
  449: 'QUERY_UNSUPPORTED',
  451: 'QUERY_UNSUPPORTED',
  457: 'QUERY_UNSUPPORTED',
  468: 'QUERY_UNSUPPORTED',
  // Without the right to it a table cannot be told from one that is not there.
  229: 'SCHEMA_VERSION_MISMATCH',
  230: 'SCHEMA_VERSION_MISMATCH',
  1088: 'SCHEMA_VERSION_MISMATCH',
  // Unreadable pages; shutting down; starting; no such database, or one that is not up; login refused; failover.
  823: 'DATASOURCE_UNAVAILABLE',
  824: 'DATASOURCE_UNAVAILABLE',
  6005: 'DATASOURCE_UNAVAILABLE',
  17142: 'DATASOURCE_UNAVAILABLE',
  911: 'DATASOURCE_UNAVAILABLE',
  916: 'DATASOURCE_UNAVAILABLE',
  921: 'DATASOURCE_UNAVAILABLE',
  922: 'DATASOURCE_UNAVAILABLE',
  926: 'DATASOURCE_UNAVAILABLE',
  927: 'DATASOURCE_UNAVAILABLE',
  942: 'DATASOURCE_UNAVAILABLE',
  945: 'DATASOURCE_UNAVAILABLE',
  952: 'DATASOURCE_UNAVAILABLE',
  976: 'DATASOURCE_UNAVAILABLE',
  983: 'DATASOURCE_UNAVAILABLE',
  9001: 'DATASOURCE_UNAVAILABLE',
  4060: 'DATASOURCE_UNAVAILABLE',
  18456: 'DATASOURCE_UNAVAILABLE',
  40197: 'DATASOURCE_UNAVAILABLE',
  40613: 'DATASOURCE_UNAVAILABLE',
  // The transaction is no more.
  3902: 'TRANSACTION_ROLLED_BACK',
  3903: 'TRANSACTION_ROLLED_BACK',
  3930: 'TRANSACTION_ROLLED_BACK',
  3998: 'TRANSACTION_ROLLED_BACK',
}

/** From here on numbers are those of whoever wrote the database's triggers: a rule of theirs was broken. */
const RAISED = 50_000
/** Babelfish's number for all that it has no number for; its words are PostgreSQL's. */
const UNMAPPED = 33557097
const WORDS: readonly (readonly [RegExp, Code])[] = [
  [/duplicate key value/, 'UNIQUE_VIOLATION'],
  [/(relation|column|table) ".*" does not exist|Invalid (object|column) name/i, 'SCHEMA_VERSION_MISMATCH'],
  [/out of range|value too long|invalid input syntax|overflow/i, 'BAD_USER_INPUT'],
  [/could not serialize|deadlock/i, 'SERIALIZATION_CONFLICT'],
  [/lock (request )?time/i, 'DATASOURCE_OVERLOADED'],
]

/** The driver's own codes that mean a connection that is no more, or never was. */
const CONNECTION = new Set([
  'ECONNCLOSED',
  'ECONNRESET',
  'EINVALIDSTATE',
  'ESOCKET',
  'ELOGIN',
  'EINSTLOOKUP',
  'EENCRYPT',
  'ENOTOPEN',
  'ECLOSE',
  'EFEDAUTH',
])

interface DriverError extends Error {
  readonly code?: string
  /** A number where the server spoke; the driver's own errors may have their code here. */
  readonly number?: unknown
  /** How severe it is. */
  readonly class?: unknown
}

/** The last part of `shop.dbo.products`. */
const lastPart = (object: string | undefined): string | undefined => object?.split('.').at(-1)

/** The same in the words of Babelfish, which gives the numbers and keeps PostgreSQL's words. */
function violatedByWords(words: string): Violated | undefined {
  const [, constraint] =
    /(?:unique constraint|^insert or update on table ".+?" violates foreign key constraint) "(.+?)"$/s.exec(words) ?? []
  if (constraint !== undefined) return { constraint }
  const missing = /^null value in column "(.+?)" of relation "(.+?)"/s.exec(words)
  return missing === null ? undefined : { table: missing[2], columns: [missing[1] as string] }
}

/** What the server's words tell of a constraint; sessions speak English. */
function violatedBy(number: number, words: string): Violated | undefined {
  switch (number) {
    case 2627: {
      const found = /constraint '(.+?)'\. Cannot insert duplicate key in object '(.+?)'\./s.exec(words)
      return found === null ? undefined : { table: lastPart(found[2]), constraint: found[1] }
    }
    case 2601: {
      const found = /in object '(.+?)' with unique index '(.+?)'\./s.exec(words)
      return found === null ? undefined : { table: lastPart(found[1]), constraint: found[2] }
    }
    case 515: {
      const found = /into column '(.+?)', table '(.+?)';/s.exec(words)
      return found === null ? undefined : { table: lastPart(found[2]), columns: [found[1] as string] }
    }
    case 2628: {
      const found = /in table '(.+?)', column '(.+?)'\./s.exec(words)
      return found === null ? undefined : { table: lastPart(found[1]), columns: [found[2] as string] }
    }
    case 547: {
      // Of a reference to the table itself the words are of the other table.
      const [, constraint] = /with the FOREIGN KEY(?: SAME TABLE)? constraint "(.+?)"\./s.exec(words) ?? []
      if (constraint !== undefined) return { constraint }
      const check = /with the CHECK constraint ".+?"\. .*table "(.+?)", column '(.+?)'\./s.exec(words)
      return check === null ? undefined : { table: lastPart(check[1]), columns: [check[2] as string] }
    }
    default:
      return undefined
  }
}

/** What the server said, one error after the other: of a trigger its own words come first, then that the transaction is over. */
const spoken = (error: Error): readonly DriverError[] =>
  error instanceof AggregateError ? error.errors.filter((each): each is DriverError => each instanceof Error) : [error]

/** A failure while a statement ran. */
export function classifyStatement(error: unknown): Failure {
  if (!(error instanceof Error)) return failure('INTERNAL_SERVER_ERROR', String(error))
  const { code } = error as DriverError
  const detail = wordsOf(error)
  const numbered = spoken(error).flatMap(({ number, message }) => (typeof number === 'number' ? [{ number, message }] : []))
  const found = numbered.find(({ number, message }) => codeOf(number, message) !== 'INTERNAL_SERVER_ERROR') ?? numbered[0]
  if (found !== undefined)
    return failure(codeOf(found.number, found.message), detail, {
      violated: violatedBy(found.number, found.message) ?? violatedByWords(found.message),
    })
  if (code !== undefined && CONNECTION.has(code)) return failure('DATASOURCE_UNAVAILABLE', detail)
  if (code === 'ETIMEOUT' || code === 'ECANCEL') return failure('DATASOURCE_TIMEOUT', detail)
  return failure('INTERNAL_SERVER_ERROR', code === undefined ? (error.stack ?? detail) : detail)
}

function codeOf(number: number, message: string): Code {
  if (number === 547 && /\bCHECK constraint\b|check constraint/.test(message)) return 'CHECK_VIOLATION'
  const known = NUMBERS[number]
  if (known !== undefined) return known
  if (number >= RAISED && number !== UNMAPPED) return 'CHECK_VIOLATION'
  return (number === UNMAPPED ? WORDS.find(([pattern]) => pattern.test(message))?.[1] : undefined) ?? 'INTERNAL_SERVER_ERROR'
}

/** After errors of these classes the server has closed the connection, or is about to. */
const FATAL = 20

/** Whether after this error the session is no more, or in no known state. */
export function endsSession(error: unknown): boolean {
  if (!(error instanceof Error)) return true
  return spoken(error).some(({ number, class: severity }) => {
    if (typeof number !== 'number') return true
    // Babelfish's sessions do not always survive what it has no number for.
    return (typeof severity === 'number' && severity >= FATAL) || number === UNMAPPED
  })
}

/** A failure before the connection stood: whatever it is, the datasource is not there. */
export function classifyConnect(error: unknown, said: readonly string[] = []): Failure {
  const words = error instanceof Error ? wordsOf(error) : String(error)
  // Only the last of the server's messages is in the error; the one before it may be the reason.
  const all = [...new Set([...said, words])]
  // A login is refused for want of the database, too.
  const trouble = said.some((each) => NO_DATABASE.test(each)) ? 'other' : troubleOf(error, ownTrouble)
  const found = failure('DATASOURCE_UNAVAILABLE', all.join('; '), { trouble })
  return all.some((each) => TOO_MANY.test(each)) ? { ...found, full: true } : found
}

/** Of the server, of the database, of its workers. */
const TOO_MANY = /^(17809|10928|10936):/

/** What the server says before it refuses a login because the database is not there, or not this user's. */
const NO_DATABASE = /^(911|4060):/

function ownTrouble({ code }: DriverError): Trouble | undefined {
  if (code === 'ELOGIN' || code === 'EFEDAUTH') return 'auth'
  if (code === 'EENCRYPT') return 'tls'
  // It is closed before it stands when its time is over.
  return code === 'ETIMEOUT' || code === 'ECLOSE' ? 'timeout' : undefined
}

function wordsOf(error: Error): string {
  const { code, number } = error as DriverError
  const parts = error instanceof AggregateError ? error.errors.map((each) => (each instanceof Error ? wordsOf(each) : String(each))) : []
  const cause = error.cause instanceof Error ? [error.cause.message] : []
  const label = typeof number === 'number' ? `${number}: ` : code === undefined ? '' : `${code}: `
  return `${label}${[error.message, ...parts, ...cause].filter((part) => part !== '').join('; ')}`
}
