/** What `Compiled.text` holds for MongoDB. */

import type { Hole, Stage } from './template.ts'

export interface Aggregation {
  readonly kind: 'aggregate'
  /** Another database than the connection's own. */
  readonly database: string | undefined
  readonly collection: string
  readonly pipeline: readonly Stage[]
  /** Where in a result's documents each column stands. */
  readonly columns: readonly (readonly string[])[]
  /** Rows come last first. */
  readonly reversed: boolean
  /** MongoDB refuses a limit of 0, which needs no question anyway. */
  readonly limit: Hole | undefined
}

export interface Insertion {
  readonly kind: 'insert'
  readonly database: string | undefined
  readonly collection: string
  /** The parameter that becomes a list of documents. */
  readonly documents: Hole
  /** Columns of which a document with the same values may be there already: then nothing happens. */
  readonly unless: readonly string[] | undefined
  readonly returning: readonly (readonly string[])[]
  /** Field by column, to name what violates a unique index. */
  readonly fields: Readonly<Record<string, string>>
}

export interface Definition {
  readonly kind: 'define'
  readonly database: string | undefined
  readonly collection: string
  readonly indexes: readonly IndexDefinition[]
}

export interface IndexDefinition {
  readonly columns: readonly string[]
  readonly unique: boolean
  /** Columns that may be null, with the types of their values: documents without such a value are not in the index. */
  readonly sparse: Readonly<Record<string, readonly string[]>>
}

export type Statement = Aggregation | Insertion | Definition
