/** What one statement is asked with, and how its commands are sent. */

import type { ClientSession, Db } from 'mongodb'
import { remaining } from '../../base/deadline.ts'
import type { RunOptions } from '../../datasource/datasource.ts'
import type { Statement } from './statement.ts'

export interface Asked {
  readonly db: Db
  readonly datasource: string
  readonly statement: Statement
  /** The parameters, encoded. */
  readonly values: readonly unknown[]
  readonly options: RunOptions
  /** Ends what runs when the answer is no longer waited for. */
  readonly signal: AbortSignal
  readonly session: ClientSession | undefined
  readonly collations: boolean
}

export interface Found {
  readonly rows: readonly (readonly unknown[])[]
  readonly affected?: number
}

export const commandOf = ({ session, options }: Asked) => ({
  comment: 'switchyard',
  maxTimeMS: Math.max(1, remaining(options.deadline)),
  ...(session === undefined ? {} : { session }),
})

/** Outside of a transaction writes have no time limit of the server's: half of one would be left. */
export const writing = (asked: Asked) => {
  const { maxTimeMS, ...rest } = commandOf(asked)
  return asked.session === undefined ? rest : { maxTimeMS, ...rest }
}

/** A collection may have an order of text of its own, blind for case, which would then also decide what is equal. */
export const simple = ({ collations }: Asked) => (collations ? { collation: { locale: 'simple' } } : {})
