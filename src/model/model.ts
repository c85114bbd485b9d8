/** What a user writes: models, their fields and relations, as plain data. */

import type { Value } from '../base/json.ts'
import type { Expression } from './computed.ts'
import type { ScalarType } from './scalars.ts'

export interface ObjectType {
  readonly kind: 'object'
  /** The GraphQL type's name. */
  readonly name: string
  readonly fields: Readonly<Record<string, Field>>
}
export interface ListType {
  readonly kind: 'list'
  /** The items are never null. */
  readonly of: ScalarType | ObjectType
}
export type FieldType = ScalarType | ObjectType | ListType

export interface FieldOptions {
  /** Null is opt-in. */
  readonly nullable?: boolean
  /** The physical name; by default the field's name in snake case in SQL, as it is in MongoDB. */
  readonly column?: string
  readonly description?: string
  /**
   * `now`: the gateway's clock, read once per operation. `uuid`: a new UUIDv7. `database`: whatever the database puts there.
   * Anything else: that canonical value.
   */
  readonly default?: 'now' | 'uuid' | 'database' | { readonly value: Value }
  /** `identity`: the database numbers the rows. */
  readonly generated?: 'identity'
  /** Set by the gateway at every insert and update, never by clients. */
  readonly onUpdate?: 'now'
  /** Inclusive bounds, in canonical form. */
  readonly min?: string | number
  readonly maxValue?: string | number
  /** Bounds, both included, of a text's characters or a list's items. */
  readonly length?: { readonly min?: number; readonly max?: number }
  /** What a text must match. */
  readonly pattern?: RegExp
  /** Whether a text must look like an email address. */
  readonly email?: boolean
  /** A rule of one's own: what is wrong with a value, such as 'must be even'; undefined where it is right. Never asked about null. */
  readonly check?: (value: Value) => string | undefined
  /** Made by the database or by other software: shown, but never written. */
  readonly readOnly?: boolean
  /** Kept out of the graph; still usable as the end of a relation. */
  readonly hidden?: boolean
}
export interface Field extends FieldOptions {
  readonly type: FieldType
  /** A row's version, raised by every update (by the database itself where it is `readOnly`); at most one per model. */
  readonly version?: true
  /** Not stored: worked out from other fields of the row, by every engine alike. */
  readonly computed?: Expression
}

export type OnDelete = 'cascade' | 'restrict' | 'setNull'

export type Relation =
  | {
      readonly kind: 'belongsTo' | 'hasMany' | 'hasOne'
      readonly to: string
      /** This model's fields, pairwise equal to `references` of the other. */
      readonly fields: readonly string[]
      readonly references: readonly string[]
      readonly onDelete?: OnDelete
      readonly description?: string
    }
  | {
      readonly kind: 'manyToMany'
      readonly to: string
      /** The model between: its `near` fields reference this model's key, its `far` fields the target's key. */
      readonly through: string
      readonly near: readonly string[]
      readonly far: readonly string[]
      readonly description?: string
    }

export interface ModelDefinition {
  readonly kind: 'model'
  readonly name: string
  /** The named datasource this model is bound to. */
  readonly datasource: string
  /** Table or collection; by default the plural in snake case in SQL, the plural in MongoDB. */
  readonly source?: string
  /** The SQL schema that holds the table, where that is not the connection's own. */
  readonly schema?: string
  /** The plural used in generated names; by default derived from the name, and `…List` where the two are the same. */
  readonly plural?: string
  readonly description?: string
  readonly fields: Readonly<Record<string, Field>>
  readonly key: readonly string[]
  /** Further unique field groups. */
  readonly unique?: readonly (readonly string[])[]
  readonly indexes?: readonly (readonly string[])[]
  /** There are no mutations for it. */
  readonly readOnly?: boolean
  readonly relations?: Readonly<Record<string, Relation>>
}

/** A model and where it came from, for faults. */
export interface ModelSource {
  readonly model: ModelDefinition
  /** Such as `schema/main.ts`. */
  readonly file: string
}

/**
 * Defines a model. Nothing is checked here: the catalog checks all models together and reports every fault at once.
 * @param name singular, PascalCase: the GraphQL type's name
 */
export function defineModel(name: string, definition: Omit<ModelDefinition, 'kind' | 'name'>): ModelDefinition {
  return { kind: 'model', name, ...definition }
}

// A relation's or a field's model is named by text, so that files may refer to each other in circles.

type RelationOptions = {
  readonly fields: readonly string[]
  readonly references: readonly string[]
  readonly onDelete?: OnDelete
  readonly description?: string
}

export const belongsTo = (to: string, options: RelationOptions): Relation => ({ kind: 'belongsTo', to, ...options })
export const hasMany = (to: string, options: RelationOptions): Relation => ({ kind: 'hasMany', to, ...options })
export const hasOne = (to: string, options: RelationOptions): Relation => ({ kind: 'hasOne', to, ...options })
export const manyToMany = (
  to: string,
  options: { readonly through: string; readonly near: readonly string[]; readonly far: readonly string[]; readonly description?: string },
): Relation => ({ kind: 'manyToMany', to, ...options })
