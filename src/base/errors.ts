/** The one closed table of error codes, and the error that carries one to a client. */

interface CodeRow {
  /** What the client may do again without changing anything. */
  readonly retryable: boolean
  /** The HTTP status when the whole request fails with this code before execution. */
  readonly status: number
}

const row = (status: number, retryable = false): CodeRow => ({ status, retryable })

export const CODES = {
  GRAPHQL_PARSE_FAILED: row(400),
  GRAPHQL_VALIDATION_FAILED: row(400),
  BAD_USER_INPUT: row(400),
  BAD_CURSOR: row(400),
  QUERY_LIMIT_EXCEEDED: row(400),
  QUERY_UNSUPPORTED: row(400),
  NOT_FOUND: row(404),
  UNIQUE_VIOLATION: row(409),
  FOREIGN_KEY_VIOLATION: row(409),
  NOT_NULL_VIOLATION: row(409),
  CHECK_VIOLATION: row(409),
  VERSION_CONFLICT: row(409),
  AT_MOST_EXCEEDED: row(409),
  IDEMPOTENCY_KEY_REUSED: row(409),
  IDEMPOTENCY_UNSUPPORTED: row(400),
  TRANSACTION_ROLLED_BACK: row(409),
  SERIALIZATION_CONFLICT: row(409, true),
  WRITE_OUTCOME_UNKNOWN: row(500),
  CROSS_DATABASE_LIMIT_EXCEEDED: row(400),
  CROSS_DATABASE_TRANSACTION_UNSUPPORTED: row(400),
  VALUE_NOT_REPRESENTABLE: row(500),
  RESULT_TOO_LARGE: row(400),
  DATASOURCE_UNAVAILABLE: row(503, true),
  DATASOURCE_TIMEOUT: row(504, true),
  DATASOURCE_OVERLOADED: row(503, true),
  DATASOURCE_READ_ONLY: row(503, true),
  DATASOURCE_STORAGE_FULL: row(507),
  QUERY_CANCELLED: row(499),
  TENANT_REQUIRED: row(400),
  TENANT_NOT_FOUND: row(403),
  SCHEMA_VERSION_MISMATCH: row(503),
  UNAUTHENTICATED: row(401),
  FORBIDDEN: row(403),
  RATE_LIMITED: row(429, true),
  OVERLOADED: row(503, true),
  PERSISTED_QUERY_NOT_FOUND: row(400),
  SHUTTING_DOWN: row(503, true),
  INTERNAL_SERVER_ERROR: row(500),
} as const satisfies Record<string, CodeRow>

export type Code = keyof typeof CODES

export interface ErrorDetails {
  /** The datasource's configured name; never its host. */
  readonly datasource?: string | undefined
  /** The model's fields that are at fault, by their names in the graph. */
  readonly fields?: readonly string[] | undefined
  /** What really happened: logged, never sent. */
  readonly cause?: unknown
}

/** An error whose code and message are fit for a client. Its cause is not. */
export class GatewayError extends Error {
  readonly code: Code
  readonly datasource: string | undefined
  readonly fields: readonly string[] | undefined

  /**
   * @param code one of the closed table
   * @param message what is wrong and what to do; no secret, SQL text or driver message
   */
  constructor(code: Code, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'GatewayError'
    this.code = code
    this.datasource = details.datasource
    this.fields = details.fields
  }

  get retryable(): boolean {
    return CODES[this.code].retryable
  }
}

/** The `extensions` of a GraphQL error for this failure. */
export function extensionsOf(error: GatewayError): Record<string, unknown> {
  return {
    code: error.code,
    ...(error.datasource === undefined ? {} : { datasource: error.datasource }),
    ...(error.retryable ? { retryable: true } : {}),
    ...(error.fields === undefined ? {} : { fields: error.fields }),
  }
}

/** Shorthand for the commonest refusal: the client's input is wrong. */
export function badInput(message: string, fields?: readonly string[]): GatewayError {
  return new GatewayError('BAD_USER_INPUT', message, { fields })
}

/** Any thrown thing as a GatewayError; what is not one becomes INTERNAL_SERVER_ERROR with the original as its cause. */
export function asGatewayError(error: unknown): GatewayError {
  return error instanceof GatewayError ? error : new GatewayError('INTERNAL_SERVER_ERROR', 'Unexpected error.', { cause: error })
}

/** Faults of configuration or models, all of them at once; each line names what is wrong and the remedy. */
export class Faults extends Error {
  readonly faults: readonly string[]

  constructor(title: string, faults: readonly string[]) {
    super(`${title}\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
    this.name = 'Faults'
    this.faults = faults
  }
}
