/** What a database says of its own tables: the common form in which engines report it, before it becomes models. */

import type { Value } from '../base/json.ts'
import type { FieldType, OnDelete } from '../model/model.ts'

export interface IntrospectOptions {
  /** Only these SQL schemas; by default the connection's own, or all that are not the system's. */
  readonly schemas?: readonly string[]
  /** How many documents of a collection are looked at, where there are no declared columns. */
  readonly sample?: number
}

export interface TableInfo {
  /** The SQL schema, where it is not the connection's own. */
  readonly schema: string | null
  readonly name: string
  readonly kind: 'table' | 'view'
  readonly comment: string | null
  /** In the order of the table. */
  readonly columns: readonly ColumnInfo[]
  /** Empty where there is none. */
  readonly primaryKey: readonly string[]
  readonly uniques: readonly (readonly string[])[]
  /** Leading columns first; without the primary key and the uniques. */
  readonly indexes: readonly (readonly string[])[]
  /** What a transaction wrote here stays when it is rolled back. */
  readonly rollsBack?: false
  readonly foreignKeys: readonly ForeignKeyInfo[]
  /** Nothing declares the columns: they are those of so many documents, and others may have more. */
  readonly sampled?: number
  /** What the database has here and this form cannot say, such as a partial index: one sentence each. */
  readonly notes?: readonly string[]
}

export interface ColumnInfo {
  readonly name: string
  /** As the database writes it, such as `numeric(10,2)`. */
  readonly nativeType: string
  /** The canonical type that holds every value of the column; null where none does. */
  readonly type: FieldType | null
  /** Why there is no type, or what of it is a guess; for a comment beside the field. */
  readonly note: string | null
  readonly nullable: boolean
  readonly identity: boolean
  /** The database works it out; it cannot be written. */
  readonly computed: boolean
  /** `other`: there is one that models cannot say. */
  readonly default: 'now' | 'uuid' | 'other' | { readonly value: Value } | null
  readonly comment: string | null
}

export interface ForeignKeyInfo {
  readonly name: string
  readonly columns: readonly string[]
  readonly schema: string | null
  readonly table: string
  readonly references: readonly string[]
  readonly onDelete: OnDelete | null
}
