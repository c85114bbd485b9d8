/** The memory engine's tables: rows by model, and indexes over them that are built when first asked for. */

import { GatewayError } from '../../base/errors.ts'
import { tupleKey, type Value } from '../../base/json.ts'
import type { Path } from '../../query/query.ts'

/** A row by field name; nested objects inside. Never changed in place: a write puts another object in its stead. */
export type Row = Readonly<Record<string, Value>>

export interface Tables {
  /** The models that have a table. */
  models(): readonly string[]
  /** In order of insertion. */
  rows(model: string): readonly Row[]
  /** The rows whose values at these paths are the tuple; none where it holds a null. */
  find(model: string, paths: readonly Path[], tuple: readonly Value[]): readonly Row[]
  /** Puts another list of rows in a table's place. */
  replace(model: string, rows: readonly Row[]): void
  /** Takes over everything another set of tables holds. */
  adopt(other: Tables): void
}

/** The value at a path of a row; null where anything on the way is. */
export function valueAt(row: Row | null, path: readonly string[]): Value {
  let value: Value = row
  for (const step of path) {
    if (value === null) return null
    value = (value as Row)[step] ?? null
  }
  return value
}

export function createTables(initial: ReadonlyMap<string, readonly Row[]> = new Map()): Tables {
  let rows = new Map(initial)
  let indexes = new Map<string, Map<string, Map<string, Row[]>>>()

  const rowsOf = (model: string): readonly Row[] => {
    const found = rows.get(model)
    if (found === undefined) throw new GatewayError('SCHEMA_VERSION_MISMATCH', `There is no table for ${model}; create it first.`)
    return found
  }
  const indexOf = (model: string, paths: readonly Path[]): Map<string, Row[]> => {
    const name = JSON.stringify(paths)
    const ofModel = indexes.get(model) ?? new Map<string, Map<string, Row[]>>()
    indexes.set(model, ofModel)
    let index = ofModel.get(name)
    if (index === undefined) {
      index = new Map()
      for (const row of rowsOf(model)) {
        const key = tupleKey(paths.map((path) => valueAt(row, path)))
        const bucket = index.get(key)
        if (bucket === undefined) index.set(key, [row])
        else bucket.push(row)
      }
      ofModel.set(name, index)
    }
    return index
  }

  return {
    models: () => [...rows.keys()],
    rows: rowsOf,
    find: (model, paths, tuple) => (tuple.includes(null) ? [] : (indexOf(model, paths).get(tupleKey(tuple)) ?? [])),
    replace(model, next) {
      rows.set(model, next)
      indexes.delete(model)
    },
    adopt(other) {
      rows = new Map(other.models().map((model) => [model, other.rows(model)]))
      indexes = new Map()
    },
  }
}

/** A copy whose changes the original does not see. */
export function copyTables(tables: Tables): Tables {
  return createTables(new Map(tables.models().map((model) => [model, tables.rows(model)])))
}
