/** What the driver throws, as codes of the gateway's table: the server's own words by SQLSTATE, those of the connection without one. */

import type { Trouble } from '../../datasource/report.ts'
import { failure } from '../hosted/failure.ts'
import type { Failure } from '../hosted/host.ts'
import { troubleOf } from '../server/trouble.ts'
import { classifySqlState, type ServerFields } from '../sql/sqlstate.ts'

/** Most of the driver's errors of connections carry no code. As in pg 8.23. */
const CONNECTION =
  /^(Connection terminated|timeout expired$|Client (has encountered a connection error|was closed)|The server does not support SSL|There was an error establishing an SSL connection|SASL: |Received unexpected |write after end|This socket has been ended)/
/** Of the system, the resolver or TLS. */
const CODED =
  /^(E[A-Z]+|EAI_[A-Z]+|ERR_(TLS|SSL|STREAM|SOCKET)_?[A-Z_]*|[A-Z]+_CERT[A-Z_]*|CERT_[A-Z_]+|UNABLE_TO_[A-Z_]+|.*SELF_SIGNED.*|HOSTNAME_MISMATCH)$/

/** What the server itself said. */
interface ServerError extends Error, ServerFields {
  readonly code: string
  readonly severity: string
}

function isServerError(error: unknown): error is ServerError {
  return error instanceof Error && 'severity' in error && 'code' in error && typeof error.code === 'string'
}

/** A failure while a statement ran. */
export function classifyStatement(error: unknown, reads = false): Failure {
  if (isServerError(error)) return classifySqlState(error.code, wordsOf(error), reads, error)
  if (!(error instanceof Error)) return failure('INTERNAL_SERVER_ERROR', String(error))
  const { code } = error as NodeJS.ErrnoException
  if (CONNECTION.test(error.message) || (typeof code === 'string' && CODED.test(code)))
    return failure('DATASOURCE_UNAVAILABLE', wordsOf(error))
  return failure('INTERNAL_SERVER_ERROR', error.stack ?? error.message)
}

/** A failure before the connection stood: whatever it is, the datasource is not there. */
export function classifyConnect(error: unknown): Failure {
  const found = failure('DATASOURCE_UNAVAILABLE', error instanceof Error ? wordsOf(error) : String(error), {
    trouble: troubleOf(error, ownTrouble),
  })
  return isServerError(error) && error.code === TOO_MANY ? { ...found, full: true } : found
}

const TOO_MANY = '53300'

/** Wrong user or password, no right to come in from here. */
const REFUSED_LOGIN = /^28/

function ownTrouble(error: Error): Trouble | undefined {
  if (isServerError(error)) return REFUSED_LOGIN.test(error.code) ? 'auth' : 'other'
  if (/^SASL: /.test(error.message)) return 'auth'
  if (/SSL/.test(error.message)) return 'tls'
  return /^(timeout expired$|Connection terminated due to connection timeout)/.test(error.message) ? 'timeout' : undefined
}

/** After these the session is no more, or belongs to a server that has changed its part. */
export function endsSession(error: unknown): boolean {
  if (!isServerError(error)) return true
  const { code, severity } = error
  return severity === 'FATAL' || severity === 'PANIC' || /^(08(?!P01)|57P0[1-5]|58|XX00[12])/.test(code)
}

function wordsOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException
  const detail = isServerError(error) && error.detail !== undefined ? ` (${error.detail})` : ''
  // Of an address that has two numbers the error of each is hidden in a list.
  const parts = error instanceof AggregateError ? error.errors.map((each) => (each instanceof Error ? each.message : String(each))) : []
  const message = [error.message, ...parts].filter((part) => part !== '').join('; ')
  return `${code === undefined ? '' : `${code}: `}${message}${detail}`
}
