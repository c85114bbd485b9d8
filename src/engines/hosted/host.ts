/** Whoever lends sessions of a database, threads or connections alike, and what a session is asked. */

import { type Code, GatewayError } from '../../base/errors.ts'
import type { RunOptions } from '../../datasource/datasource.ts'
import type { PoolState, Trouble } from '../../datasource/report.ts'

/** What a database is asked. */
export type Task =
  | {
      readonly kind: 'run'
      readonly text: string
      readonly params: readonly unknown[]
      readonly maxRows: number
      /** Absent: as many as come. */
      readonly maxBytes?: number
    }
  | { readonly kind: 'begin'; readonly readOnly: boolean }
  | { readonly kind: 'commit' | 'rollback' }

/** A failure, classified where the driver's error still is an object. */
export interface Failure {
  readonly code: Code
  /** Fit for a client. */
  readonly message: string
  /** What really happened, for the log. */
  readonly detail: string
  /** Why there is no connection, where this is why. */
  readonly trouble?: Trouble | undefined
  /** The server is there and has no place for one more connection at the moment. */
  readonly full?: boolean
  readonly violated?: Violated | undefined
  /** A text is beyond the character set of what it was compared with; nothing was done. */
  readonly narrow?: true
}

/** What a database says of a constraint that a write violated. None of it may reach a client. */
export interface Violated {
  /** Without its schema. */
  readonly table?: string | undefined
  readonly columns?: readonly string[] | undefined
  /** The name of the constraint or index, where columns are not told. */
  readonly constraint?: string | undefined
}

/** A session's answer was a failure, or the session is no more. */
export class SessionFailure extends Error {
  readonly failure: Failure

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.detail, options)
    this.name = 'SessionFailure'
    this.failure = failure
  }
}

/** Why a run failed for want of a connection, from the failure that caused it. */
export function troubleBehind(error: unknown): Trouble {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof SessionFailure && at.failure.trouble !== undefined) return at.failure.trouble
    if (at instanceof GatewayError && at.code === 'DATASOURCE_TIMEOUT') return 'timeout'
  }
  return 'other'
}

/** Rows as the driver gave them, a list of values each. */
export interface Rows {
  readonly kind: 'rows'
  readonly rows: readonly (readonly unknown[])[]
  readonly affected?: number | undefined
  /** The number that the database gave to an inserted row, where it tells it beside the rows. */
  readonly inserted?: string | undefined
  /** There were more than maxRows. */
  readonly more: boolean
}
export type Answer = Rows | { readonly kind: 'done' }

/** One session held for a statement or a transaction; past its deadline the hold is lost. */
export interface Lease {
  /** The session served someone before, so it may have died unnoticed since. */
  readonly reused: boolean
  /** Rejects with GatewayError; past the deadline the lease is lost and all that follows rejects too. */
  ask(task: Task, options: RunOptions): Promise<Answer>
  /** Gives the session back in good order. */
  release(): void
  /** Gives the session back with whatever it is doing; an open transaction is rolled back. */
  discard(): void
}

export interface Host extends AsyncDisposable {
  /** @param write at most one lease at a time writes; others wait for it here rather than in the database */
  lease(options: RunOptions, write: boolean): Promise<Lease>
  /** The server's version, and whether sessions at work keep others waiting; null before the first one was there. */
  state(): { readonly serverVersion: string; readonly busy: boolean } | null
  /** The sessions at this moment; where lanes have sessions of their own, those for traffic. */
  pool(): PoolState
}
