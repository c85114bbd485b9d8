/** What a mutation asks for, before any engine hears of it: plain data, values in canonical form. */

import type { Value } from '../../base/json.ts'
import type { BindList } from '../../query/build.ts'
import type { Predicate, Selected } from '../../query/query.ts'
import type { Row } from '../execute.ts'

/** A row to be made. Defaults, versions and generated keys are not among its values. */
export interface NewRow {
  /** By field; null is a value, what is absent is left to defaults. */
  readonly values: ReadonlyMap<string, Value>
  /** Rows that are there, whose keys this one takes over; each by a belongsTo. */
  readonly connect: readonly Connect[]
  /** Rows that are made with it, in the same datasource: one before it by a belongsTo, any number after it by another relation. */
  readonly create: readonly NestedRows[]
}

export interface Connect {
  readonly relation: string
  /** The key of the other row. */
  readonly key: readonly Value[]
}

export interface NestedRows {
  readonly relation: string
  readonly rows: readonly NewRow[]
}

/** A new value of a field, or what is added to the one it has. */
export interface Change {
  readonly field: string
  readonly op: 'set' | 'increment'
  readonly value: Value
}

/** `where` names slots of the field's own binds. */
export type Mutation =
  | { readonly kind: 'create'; readonly model: string; readonly rows: readonly NewRow[] }
  | {
      readonly kind: 'update'
      readonly model: string
      readonly key: readonly Value[]
      readonly version?: Value
      readonly set: readonly Change[]
    }
  | {
      readonly kind: 'updateMany'
      readonly model: string
      readonly where: Predicate | undefined
      readonly atMost: number
      readonly set: readonly Change[]
    }
  | { readonly kind: 'upsert'; readonly model: string; readonly row: NewRow; readonly target: readonly string[] }
  | { readonly kind: 'delete'; readonly model: string; readonly key: readonly Value[]; readonly version?: Value }
  | { readonly kind: 'deleteMany'; readonly model: string; readonly where: Predicate | undefined; readonly atMost: number }

/** One root field: the mutation, and what is asked of the rows it touched. */
export interface MutationField {
  readonly mutation: Mutation
  /** Absent where nothing is asked of the rows. */
  readonly select?: readonly Selected[] | undefined
  readonly binds: BindList
  /** The field and its arguments as text, whatever is asked of the rows: what an idempotency key stands for. */
  readonly identity?: string
}

export interface MutationAnswer {
  readonly affected: number
  /** What was asked of each row: in the order of the given rows, else by key; of deleted ones as they were. */
  readonly rows: readonly Row[]
}
