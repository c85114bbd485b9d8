/** What a SQL Server database says of its own tables. */

import type { ColumnInfo, ForeignKeyInfo, IntrospectOptions, TableInfo } from '../../datasource/introspection.ts'
import type { Query } from '../hosted/datasource.ts'
import { COLUMNS, FOREIGN_KEYS, INDEXES, TABLES } from './catalog-text.ts'
import { defaultOf, type NativeType, typeOfColumn, written } from './types.ts'

type Cells = readonly unknown[]

const text = (cell: unknown): string => (typeof cell === 'string' ? cell : '')
const optional = (cell: unknown): string | null => (typeof cell === 'string' ? cell : null)

export async function introspectSqlServer(query: Query, { schemas }: IntrospectOptions): Promise<readonly TableInfo[]> {
  const wanted = schemas === undefined ? null : JSON.stringify(schemas)
  const ask = async (statement: string): Promise<Cells[]> => [...(await query(statement, [wanted]))]
  const tables = await ask(TABLES)
  const columns = grouped(await ask(COLUMNS), 1)
  const foreignKeys = grouped(await ask(FOREIGN_KEYS), 1)
  const indexes = grouped(await ask(INDEXES), 1)
  return tables.map(([id, schema, name, kind, comment]): TableInfo => {
    const of = (rows: ReadonlyMap<string, readonly Cells[]>) => rows.get(String(id)) ?? []
    const notes: string[] = []
    return {
      schema: optional(schema),
      name: text(name),
      kind: kind === 'V' ? 'view' : 'table',
      comment: optional(comment),
      columns: of(columns).map(columnOf),
      ...keysOf(of(indexes), notes),
      foreignKeys: [...grouped(of(foreignKeys), 2).values()].map(foreignKeyOf),
      notes,
    }
  })
}

/** Rows by their first cells, in the order in which they came. */
function grouped(rows: readonly Cells[], count: number): Map<string, Cells[]> {
  const groups = new Map<string, Cells[]>()
  for (const row of rows) {
    const key = count === 1 ? String(row[0]) : JSON.stringify(row.slice(0, count))
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}

function columnOf(row: Cells): ColumnInfo {
  const [, name, type, base, length, precision, scale, nullable, identity, computed, expression, comment, collation] = row
  const native: NativeType = {
    name: text(type),
    base: optional(base),
    length: Number(length),
    precision: Number(precision),
    scale: Number(scale),
    collation: optional(collation),
  }
  const found = typeOfColumn(native)
  const versioned = native.base === 'timestamp'
  const worked = computed === 1 || versioned
  return {
    name: text(name),
    nativeType: written(native),
    ...found,
    nullable: nullable === 1,
    identity: identity === 1,
    computed: worked,
    default: worked || identity === 1 ? null : defaultOf(optional(expression), found.type),
    comment: optional(comment),
  }
}

/** Nothing is done where the server says "no action", as elsewhere. */
const ON_DELETE: Readonly<Record<number, ForeignKeyInfo['onDelete']>> = { 1: 'cascade', 2: 'setNull' }

function foreignKeyOf(rows: readonly Cells[]): ForeignKeyInfo {
  const [, name, , schema, table, , rule] = rows[0] ?? []
  return {
    name: text(name),
    columns: rows.map((row) => text(row[2])),
    schema: optional(schema),
    table: text(table),
    references: rows.map((row) => text(row[5])),
    onDelete: ON_DELETE[Number(rule)] ?? null,
  }
}

/** Of a clustered, an ordinary or a memory-optimised index; others answer no question that models ask. */
const ORDINARY = new Set([1, 2, 7])

/** Of values that are there, such an index says what a unique constraint says in other products: nulls are never equal. */
function leavesOutNulls(filter: string, columns: readonly string[]): boolean {
  // Look-alikes put other brackets around parts and names.
  const bare = (text: string) => text.replace(/[[\]"()]/g, '')
  return filter.split(/ AND /i).every((part) => columns.some((column) => bare(part) === `${bare(column)} IS NOT NULL`))
}

/** @param notes what of the indexes cannot be said is added here */
function keysOf(rows: readonly Cells[], notes: string[]): Pick<TableInfo, 'primaryKey' | 'uniques' | 'indexes'> {
  let primaryKey: string[] = []
  const uniques: string[][] = []
  const indexes: string[][] = []
  for (const group of grouped(rows, 2).values()) {
    const [, name, , primary, unique, filtered, disabled, kind, filter] = group[0] ?? []
    const columns = group.map((row) => text(row[2]))
    const partial = filtered === 1 && !(unique === 1 && leavesOutNulls(text(filter), columns))
    if (disabled === 1) notes.push(`The index ${text(name)} is disabled.`)
    else if (primary === 1) primaryKey = columns
    else if (partial) notes.push(`The index ${text(name)} covers only some of the rows, which models cannot say.`)
    else if (unique === 1) uniques.push(columns)
    else if (ORDINARY.has(Number(kind))) indexes.push(columns)
  }
  return { primaryKey, uniques, indexes }
}
