/** What the gateway's thread and an embedded database's thread say to each other. */

import type { Code } from '../../base/errors.ts'

/** What a database is asked. */
export type Task =
  | { readonly kind: 'run'; readonly text: string; readonly params: readonly unknown[]; readonly maxRows: number }
  | { readonly kind: 'begin'; readonly readOnly: boolean }
  | { readonly kind: 'commit' | 'rollback' }

export type Ask = Task | { readonly kind: 'close' }

/** A failure, classified where the driver's error still is an object. */
export interface Failure {
  readonly code: Code
  /** Fit for a client. */
  readonly message: string
  /** What really happened, for the log. */
  readonly detail: string
}

export type Answer =
  /** The first message of a worker: the database is open. */
  | { readonly kind: 'ready'; readonly serverVersion: string }
  /** Rows as the driver gave them; `more` when there were more than maxRows. */
  | { readonly kind: 'rows'; readonly rows: readonly (readonly unknown[])[]; readonly affected?: number; readonly more: boolean }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly failure: Failure }
