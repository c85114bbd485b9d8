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
  /** The one row where the server finds none. */
  readonly nothing?: readonly (0 | null)[]
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
}

/** A field and its new value; null where there is to be none. */
export interface Replacement {
  readonly path: string
  readonly value: Hole
}

/** A field that is added to. */
export interface Addition {
  readonly path: string
  /** Its name in the graph. */
  readonly field: string
  readonly value: Hole
  /** The query that finds values which are too much already. */
  readonly beyond: Hole
  readonly nullable: boolean
}

export interface Change {
  readonly kind: 'update' | 'delete'
  readonly database: string | undefined
  readonly collection: string
  /** What leaves the documents that are meant; where that is more than filters, they are found first. */
  readonly stages: readonly Stage[]
  readonly set: readonly Replacement[]
  readonly add: readonly Addition[]
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
  /** Columns that may be null: documents without such a value are not in the index. */
  readonly sparse: readonly string[]
}

export type Statement = Aggregation | Insertion | Change | Definition
