/** Reads that are answered once per key: the keys come as one table, and drive. */

import type { Value } from '../../base/json.ts'
import { type CatalogModel, fieldAt, modelOf } from '../../model/catalog.ts'
import type { Each, Path } from '../../query/query.ts'
import { type Column, columnFor } from './decode.ts'
import type { CellType } from './dialect.ts'
import { all, boundColumn, boundTable, type Context, columnIn, equal, openScope, type Scope, tableAs } from './scope.ts'
import { parseStored } from './stored.ts'
import { join, name, type Sql, sql, word } from './text.ts'

export interface Keys {
  /** The keys joined with the scope's table. */
  readonly from: Sql
  /** What names a key in `from`, qualified. */
  readonly columns: readonly Sql[]
  readonly types: readonly CellType[]
  /** The same columns under the names c0, c1, … */
  readonly named: readonly Sql[]
  /** Those names in a derived table, as they are selected. */
  outputs(alias: string): Column[]
}

const KEYS = 'k'

export function keysOf(context: Context, each: Each, scope: Scope): Keys {
  const { through, owner = 0 } = each
  const matched = through === undefined ? scope.model : modelOf(context.catalog, through.model)
  const match = (through?.near ?? each.on).map((path) => ({ path, type: fieldAt(matched, path).type }))
  const types: CellType[] = [...Array.from({ length: owner }, () => null), ...match.map(({ type }) => type)]
  const columns = types.map((_, i) => `c${i}`)
  const matchColumns = columns.slice(owner)
  const keyColumns = owner > 0 ? columns.slice(0, owner) : columns
  const bound = sql`${boundTable(context, each.keys, types)} as ${name(KEYS)}`
  const { drivenJoin, exact } = context.dialect
  const on = (alias: string, model: CatalogModel, paths: readonly Path[], to: readonly string[]) =>
    all(
      paths.map((path, i) => {
        const { type } = fieldAt(model, path)
        const key = name(KEYS, to[i] ?? '')
        return equal(context, ownColumn(alias, model, path), to === matchColumns ? boundColumn(context, key, type) : key, type)
      }),
    )

  let source = bound
  let reached = matchColumns
  if (through !== undefined) {
    const between = openScope(context, matched)
    const farTypes = through.far.map((path) => fieldAt(matched, path).type)
    // Distinct here, so that a row comes once per key however many ways lead to it.
    reached = through.far.map((_, i) => `f${i}`)
    const near = keyColumns.map((column) => name(KEYS, column))
    const far = through.far.map((path) => ownColumn(between.alias, matched, path))
    // What the plain columns may take for the same is told apart by columns beside them.
    const apart = [
      ...near.map((column, i) => exact(column, types[i] ?? null)),
      ...far.map((column, i) => exact(column, farTypes[i] ?? null)),
    ]
    const pairs = join([
      ...near,
      ...far.map((column, i) => sql`${column} as ${name(`f${i}`)}`),
      ...apart.flatMap((column, i) => (column === (near[i] ?? far[i - near.length]) ? [] : [sql`${column} as ${name(`x${i}`)}`])),
    ])
    const linked = sql`${bound} join ${tableAs(between)} on ${on(between.alias, matched, through.near, matchColumns)}`
    source = sql`(select distinct ${pairs} from ${linked}) as ${name(KEYS)}`
  }
  return {
    from: sql`${source} ${through === undefined ? word('join') : drivenJoin} ${tableAs(scope)} on ${on(scope.alias, scope.model, each.on, reached)}`,
    columns: keyColumns.map((column) => name(KEYS, column)),
    types: types.slice(0, keyColumns.length),
    named: keyColumns.map((column) => sql`${name(KEYS, column)} as ${name(column)}`),
    outputs: (alias) =>
      keyColumns.map((column, i): Column => {
        const type = types[i] ?? null
        const key = name(alias, column)
        if (type === null) return { sql: key, read: (raw) => parseStored(raw) as Value, fields: [] }
        return columnFor(context, { sql: key, type, nullable: false, fields: match[i]?.path ?? [] })
      }),
  }
}

function ownColumn(alias: string, model: CatalogModel, path: Path): Sql {
  if (path.length > 1) throw new Error('keys are matched with the model’s own fields')
  return columnIn(alias, model, path[0])
}

/** The alias under which `Keys.from` has the keys. */
export const KEYS_ALIAS = KEYS
