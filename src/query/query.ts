/** The language every engine speaks: types only. No alias, no value, no engine, no tenant; pure JSON-able data. */

import type { Value } from '../base/json.ts'
import type { ScalarType } from '../model/scalars.ts'

/** A place in Binds. Values never stand in a query, so text compiled from one never holds a client's input. */
export interface Slot {
  readonly slot: number
}
/** The values of one operation, in canonical form. A list slot holds Value[], a tuple slot Value[][]. */
export type Binds = readonly Value[]
/** `['address', 'city']`: every step is declared in the model. */
export type Path = readonly [string, ...string[]]
/** In UTC; weeks are ISO weeks. */
export type Unit = 'YEAR' | 'QUARTER' | 'MONTH' | 'WEEK' | 'DAY' | 'HOUR'
/** `native`: the column's own order. `binary`: by code point. */
export type Collation = 'native' | 'binary'

export type Aggregate =
  /** Rows, or with `of` the rows where it is not null. */
  | { readonly kind: 'aggregate'; readonly fn: 'count'; readonly of?: Operand }
  /** Over no values these are null (countDistinct: 0). `avg` is exact: scale + 6 digits, half away from zero; min and max of text are by code point. */
  | { readonly kind: 'aggregate'; readonly fn: 'countDistinct' | 'sum' | 'avg' | 'min' | 'max'; readonly of: Operand }

export type Operand =
  /** `via`: to-one relations inside this datasource; [] is the row itself. A missing row on the way is null. Never a computed field. */
  | { readonly kind: 'field'; readonly via: readonly string[]; readonly path: Path }
  /** A scalar inside a JSON field. `keys` is bound to a list of object keys, arrays are not entered; null where the value there is of another type than `as`; as json it is whatever stands there, JSON's null being null. */
  | { readonly kind: 'json'; readonly via: readonly string[]; readonly path: Path; readonly keys: Slot; readonly as: ScalarType }
  /** The first moment or day of the period, in the type of `of`. */
  | { readonly kind: 'bucket'; readonly of: Operand; readonly unit: Unit }
  /** Exact arithmetic over int, bigInt and decimal, rounded to `scale` half away from zero; null where a side is null. */
  | { readonly kind: 'math'; readonly op: 'add' | 'sub' | 'mul'; readonly left: Operand; readonly right: Operand; readonly scale: number }
  /** A bound value of a known type: a model's constant. */
  | { readonly kind: 'bound'; readonly slot: number; readonly type: ScalarType }
  /** An aggregate over the rows of a to-many relation of the row at the end of `via` (absent: the row itself), each related row once. */
  | {
      readonly kind: 'related'
      readonly via?: readonly string[]
      readonly relation: string
      readonly where?: Predicate
      readonly of: Aggregate
    }
  /**
   * A value from a bound table: the slot holds rows of [...key, value], keys distinct; the value whose key equals `fields` exactly,
   * else `otherwise`, else null. `fields` belong to the row at the end of `via`. How values of another datasource sort and group here.
   */
  | {
      readonly kind: 'lookup'
      readonly via: readonly string[]
      readonly fields: readonly Path[]
      readonly table: Slot
      readonly as: ScalarType
      readonly otherwise?: Slot
    }
  /** Only where `group` is set, or in a read that selects nothing but aggregates: in select, having, order. */
  | Aggregate

/** What may be compared: every comparison with null is unknown and matches nothing, except under `same`. */
export type CompareOp = 'eq' | 'same' | 'lt' | 'lte' | 'gt' | 'gte' | 'in' | 'contains' | 'startsWith' | 'endsWith'

export type Predicate =
  | { readonly kind: 'const'; readonly value: boolean }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Predicate[] }
  /** Gone after normal. three-valued: SQL's NOT. complement: "is not true", so unknown becomes true. */
  | { readonly kind: 'not'; readonly of: Predicate; readonly mode: 'three-valued' | 'complement' }
  /**
   * Exact by code point; with `collation` instead by that sort order, ties included (lt, lte, gt, gte on text and keyset ties).
   * `same` is null-safe equality: null same null; a slot may then hold null. `in` takes a list slot without nulls.
   * `fold: 'ascii'` folds A-Z on both sides (eq, in, contains, startsWith, endsWith).
   */
  | {
      readonly kind: 'compare'
      readonly left: Operand
      readonly op: CompareOp
      readonly negated: boolean
      readonly right: Slot | Operand
      readonly fold?: 'ascii'
      readonly collation?: Collation
    }
  | { readonly kind: 'null'; readonly of: Operand; readonly negated: boolean }
  /** On a list of scalars. A null list is unknown. hasSome of [] is false, hasEvery of [] is true. */
  | {
      readonly kind: 'list'
      readonly of: Operand
      readonly op: 'has' | 'hasSome' | 'hasEvery' | 'isEmpty'
      readonly negated: boolean
      readonly value?: Slot
    }
  /** On a JSON field: the object at the keys has the last of them. A null field is unknown. */
  | { readonly kind: 'hasKey'; readonly of: Operand; readonly keys: Slot; readonly negated: boolean }
  /** Two-valued: a related row exists for which `where` is true. `every p` is not exists(complement p). */
  | { readonly kind: 'exists'; readonly relation: string; readonly where?: Predicate; readonly negated: boolean }
  /** Two-valued semi-join on a tuple slot; a tuple with a null is no member. */
  | { readonly kind: 'member'; readonly fields: readonly Path[]; readonly of: Slot; readonly negated: boolean }
  /** Keyset page: rows strictly after these values in this order; ties by each term's collation. `nullAt[i]`: the i-th value is null. */
  | { readonly kind: 'after'; readonly order: readonly Order[]; readonly values: readonly Slot[]; readonly nullAt: readonly boolean[] }

export interface Order {
  readonly by: Operand
  readonly direction: 'asc' | 'desc'
  readonly nulls: 'first' | 'last'
  readonly collation: Collation
}

export type Selected =
  /** A field, whole objects and lists included, or any other operand. */
  | { readonly kind: 'value'; readonly of: Operand }
  /** The index-th group key. */
  | { readonly kind: 'group'; readonly index: number }
  /** Related rows. Page, count, aggregates and groups of one relation are separate entries. `one`: at most one row is wanted. */
  | { readonly kind: 'nested'; readonly relation: string; readonly one: boolean; readonly read: Read }

export interface Page {
  readonly limit?: Slot
  readonly offset?: Slot
  /** The last rows instead of the first: limit counts from the end. Rows still come in the asked order. */
  readonly flip?: true
}

export interface Read {
  readonly model: string
  /** Output i is column i. */
  readonly select: readonly Selected[]
  readonly where?: Predicate
  /** One row per distinct tuple of these; [] is one row over everything. Without it, selecting aggregates alone means the same as []. */
  readonly group?: readonly Operand[]
  readonly having?: Predicate
  readonly order?: readonly Order[]
  readonly page?: Page
  readonly each?: Each
  /** Inside a transaction only: no one else changes or removes the rows that are answered before it ends. Only with rows, never with groups. */
  readonly lock?: 'update'
}

/**
 * Answer the read once per key, in one round trip; page, order, aggregates and groups are then per key.
 * Each row starts with its key (its owner, if there is one), then the selected values; rows of one key come in order.
 * A key without rows has no row, not even for aggregates: whoever asked supplies count 0 and null.
 */
export interface Each {
  /** Distinct tuples without nulls: [...owner, ...match]. */
  readonly keys: Slot
  /** The fields of this model that equal the match part. */
  readonly on: readonly Path[]
  /** The match part equals `near` of the model between, whose `far` equal `on`; each row once per key. Same datasource. */
  readonly through?: { readonly model: string; readonly near: readonly Path[]; readonly far: readonly Path[] }
  /** How many leading columns of a tuple only name whom the match belongs to; rows then start with these. 0 or absent: with the match. */
  readonly owner?: number
}

/** One change of a field, or of a field inside an object: what else stands in the object stays. */
export interface Assign {
  readonly path: Path
  /** `increment` adds to what the row holds at that moment, in one step; what is null stays null. */
  readonly op: 'set' | 'increment'
  /** `set` to null makes the field null. */
  readonly value: Slot
}

/**
 * Rows to be put in. Defaults, versions and clocks are no matter of the engine: whoever writes gives every value but
 * those that the database makes.
 */
export interface Insert {
  readonly kind: 'insert'
  readonly model: string
  readonly fields: readonly Path[]
  /** Bound to a list of rows, each a list of values in the order of `fields`. */
  readonly rows: Slot
  /** What becomes of a row whose values of `target`, the key or a unique group, are taken. `set`: only with `capabilities.upsert`. */
  readonly conflict?: { readonly target: readonly Path[]; readonly set: readonly Assign[] | 'nothing' }
  /** Keys that the database made; the payload of a mutation is a Read in the same session. */
  readonly returning: readonly Path[]
}

/**
 * Changes every row for which `where` is true. `where` stays inside the datasource and is otherwise what a read's is.
 * `affected` is the number of rows for which it was true, whether or not they were different afterwards.
 */
export interface Update {
  readonly kind: 'update'
  readonly model: string
  readonly where: Predicate
  readonly set: readonly Assign[]
}
/** Removes every row for which `where` is true; `affected` is how many. */
export interface Delete {
  readonly kind: 'delete'
  readonly model: string
  readonly where: Predicate
}
export type Write = Insert | Update | Delete
