/** What a read becomes before it runs: one Fetch per round trip, tied together by joins and by fills of slots. */

import type { Value } from '../base/json.ts'
import type { Capabilities } from '../datasource/capabilities.ts'
import type { Catalog } from '../model/catalog.ts'
import type { BindList } from '../query/build.ts'
import type { CollationOf } from '../query/normal.ts'
import type { Read, Slot } from '../query/query.ts'

/** What plans are made with. */
export interface SplitEnv {
  readonly catalog: Catalog
  capabilities(datasource: string): Capabilities
  readonly collationOf: CollationOf
  /** The operation's values; a plan appends slots of its own, which are filled as it runs. */
  readonly binds: BindList
  /** How many keys one operation may carry from one datasource to another. */
  readonly crossKeys: number
  /** Counts what the plan has to fetch before its reads. */
  readonly budget: { fills: number }
}

/** One round trip to one datasource, what must be known before it, and what hangs on its rows. */
export interface Fetch {
  readonly datasource: string
  /** All of it answerable by that datasource: nothing nested (unless it nests), nothing that crosses. */
  readonly read: Read
  /** Where each output of the asked read comes from. */
  readonly columns: readonly Column[]
  /** Slots to fill first: stages one after another, the fills of a stage side by side. */
  readonly stages: readonly (readonly Fill[])[]
  readonly joins: readonly Join[]
}

/** An output of this fetch's own row (its key columns not counted), or a join's rows. */
export type Column = { readonly kind: 'own'; readonly index: number } | { readonly kind: 'join'; readonly index: number }

/** Runs `from` first and binds its rows: distinct tuples without nulls for `keys`, all rows for a `table`. */
export interface Fill {
  readonly slot: number
  readonly kind: 'keys' | 'table'
  readonly from: Fetch
}

/** Related rows of all parents at once, grouped by key. */
export interface Join {
  /** Outputs of the parent's own row that make up the key. */
  readonly parentColumns: readonly number[]
  /** Bound to the distinct keys of the parents. */
  readonly keys: Slot
  readonly fetch: Fetch
  /** At most one row is wanted. */
  readonly one: boolean
  /** The row of a key that has none: count 0 and null for aggregates; null where rows are wanted. */
  readonly missing: readonly Value[] | null
  /** A model between that lives in another datasource than the target: asked first for the pairs. */
  readonly bridge?: Bridge
}

export interface Bridge {
  /** Rows of [...near, ...far] for the parents' keys. */
  readonly fetch: Fetch
  /** Bound to the parents' keys, for `fetch`. The pairs found are then the join's keys. */
  readonly keys: Slot
  /** How many leading columns of a pair name the parent. */
  readonly owner: number
  /** Bound to the far parts of the pairs. */
  readonly matches: Slot
}
