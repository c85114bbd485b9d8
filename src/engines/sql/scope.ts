/** A table in a statement, with the joins that its operands ask for. */

import type { CompileTarget } from '../../datasource/datasource.ts'
import { type Catalog, type CatalogModel, type CatalogRelation, modelOf, relationOf, typeAt } from '../../model/catalog.ts'
import type { FieldType } from '../../model/model.ts'
import type { Collation, Operand, Predicate, Slot } from '../../query/query.ts'
import type { CellType, Expr, SqlDialect } from './dialect.ts'
import { columnOf, tableName, tableOf } from './names.ts'
import { hole, join, name, type Sql, sql, words } from './text.ts'

/** What one statement shares. */
export interface Context {
  readonly dialect: SqlDialect
  readonly catalog: Catalog
  readonly namespace: string | undefined
  /** Compiles a predicate over a frame; handed in, because operands hold predicates and predicates operands. */
  readonly predicate: (frame: Frame, predicate: Predicate) => Sql
  /** Bound tables that are unpacked once for the whole statement, by what they are. */
  readonly tables: Map<string, { readonly name: string; readonly definition: Sql }>
  /** `t0`, `t1`, …: no two in a statement. */
  alias(): string
}

/** How operands are read: off a row, or off a group. */
export interface Frame {
  readonly context: Context
  operand(operand: Operand): Expr
  /** The row's table; a group has none. */
  readonly scope?: Scope
}

export interface Scope {
  readonly context: Context
  readonly model: CatalogModel
  readonly alias: string
  /** By the chain of relations, or by the lookup. Filled while operands compile. */
  readonly joins: Map<string, { readonly alias: string; readonly model: CatalogModel; readonly text: Sql }>
}

export function createContext(dialect: SqlDialect, at: CompileTarget, predicate: Context['predicate']): Context {
  let aliases = 0
  return {
    dialect,
    catalog: at.catalog,
    namespace: at.namespace,
    predicate,
    tables: new Map(),
    alias: () => `t${aliases++}`,
  }
}

/** The slot's value as a value of the type. */
export function param({ dialect }: Context, { slot }: Slot, type: FieldType): Sql {
  return dialect.param(
    type,
    hole(slot, `value ${JSON.stringify(type)}`, (value) => (value === null ? null : dialect.encode(type, value))),
  )
}

/** A select of the rows bound to a slot, as columns of these names. */
export function unpack({ dialect }: Context, { slot }: Slot, types: readonly CellType[], columns: readonly string[]): Sql {
  return dialect.unpack(
    hole(slot, `rows ${JSON.stringify(types)}`, (rows) => dialect.encodeRows(types, rows)),
    types,
    columns,
  )
}

export function openScope(context: Context, model: CatalogModel): Scope {
  return { context, model, alias: context.alias(), joins: new Map() }
}

/** `"orders" as "t0"`. */
export const tableAs = ({ context, model, alias }: Scope): Sql => sql`${tableOf(model, context.namespace)} as ${name(alias)}`

/** The left joins that were asked for, in an order in which each finds what it refers to. */
export const joinsOf = ({ joins }: Scope): Sql => words(...[...joins.values()].map(({ text }) => text))

export const columnIn = (alias: string, model: CatalogModel, field: string): Sql => name(alias, columnOf(model, field))

export const all = (conditions: readonly Sql[]): Sql => join(conditions, ' and ')

export interface End {
  readonly context: Context
  readonly alias: string
  readonly model: CatalogModel
}

/**
 * Two values of one type are equal, by code point whatever the collation of their columns.
 * The plain comparison finds an index, the exact one decides.
 */
export function equal({ dialect }: Context, left: Sql, right: Sql, type: CellType): Sql {
  const exact = dialect.exact(left, type)
  if (exact === left) return sql`${left} = ${right}`
  const test = sql`${exact} = ${exactOther(dialect, right, type)}`
  if (dialect.plain === false) return test
  return sql`(${left} = ${right} and ${dialect.also?.(test) ?? test})`
}

/** Anything but an enum in the form that sorts. */
export function sortKey(dialect: SqlDialect, of: Sql, type: FieldType, collation: Collation): Sql {
  if (dialect.sortKey !== undefined) return dialect.sortKey(of, type, collation)
  return type.kind === 'string' ? dialect.collate(of, collation, type) : of
}

/** What an exact form is compared with. */
export const exactOther = (dialect: SqlDialect, right: Sql, type: CellType): Sql =>
  dialect.exactBoth === true ? dialect.exact(right, type) : right

/** A column of a bound table, to be compared with others. */
export const boundColumn = ({ dialect }: Context, of: Sql, type: CellType): Sql => dialect.bound?.(of, type) ?? of

/**
 * The row of these values is among the rows of a select.
 * @param rows makes the select, of these columns of its own
 */
export function among(
  { dialect }: Context,
  values: readonly Sql[],
  types: readonly CellType[],
  columns: readonly Sql[],
  rows: (columns: readonly Sql[]) => Sql,
): Sql {
  const exact = values.map((value, i) => dialect.exact(value, types[i] ?? null))
  if (dialect.plain === false) {
    const wanted = columns.map((column, i) => exactOther(dialect, column, types[i] ?? null))
    return sql`${exact.length === 1 ? join(exact) : sql`(${join(exact)})`} in (${rows(wanted)})`
  }
  const inexact = exact.flatMap((value, i) => (value === values[i] ? [] : [i]))
  const tuple = [...values, ...inexact.map((i) => exact[i] as Sql)]
  const wanted = [...columns, ...inexact.map((i) => exactOther(dialect, columns[i] as Sql, types[i] ?? null))]
  return sql`${tuple.length === 1 ? join(tuple) : sql`(${join(tuple)})`} in (${rows(wanted)})`
}

/** The type of two values that are compared: of texts the longer one's. */
export function common(left: FieldType, right: FieldType): FieldType {
  if (left.kind !== 'string' || right.kind !== 'string' || left.max === undefined) return left
  return right.max !== undefined && right.max <= left.max ? left : right
}

/** `near` fields equal `far` fields, pairwise. */
export function pairs(near: End, nearFields: readonly string[], far: End, farFields: readonly string[]): Sql {
  return all(
    nearFields.map((field, i) => {
      const farField = farFields[i] ?? ''
      const [own, other] = [columnIn(far.alias, far.model, farField), columnIn(near.alias, near.model, field)]
      return equal(near.context, own, other, common(typeAt(near.model, [field]), typeAt(far.model, [farField])))
    }),
  )
}

/** The row at the end of a chain of to-one relations; joined on first use. */
export function endOf(scope: Scope, via: readonly string[]): End {
  const last = via.at(-1)
  if (last === undefined) return scope
  const key = JSON.stringify(via)
  const known = scope.joins.get(key)
  if (known !== undefined) return { context: scope.context, ...known }
  const near = endOf(scope, via.slice(0, -1))
  const { context } = scope
  const relation = relationOf(near.model, last)
  if (relation.through !== undefined) throw new Error(`${relation.from}.${relation.name} is no way to one row`)
  const far = { context, alias: context.alias(), model: modelOf(context.catalog, relation.to) }
  const on = pairs(near, relation.fields, far, relation.references)
  const condition = isUnique(far.model, relation.references) ? on : sql`${on} and not exists (${earlier(context, near, relation, far)})`
  const text = sql`left join ${tableOf(far.model, context.namespace)} as ${name(far.alias)} on ${condition}`
  scope.joins.set(key, { alias: far.alias, model: far.model, text })
  return far
}

function isUnique(model: CatalogModel, fields: readonly string[]): boolean {
  return [model.key, ...model.unique].some((group) => group.every((field) => fields.includes(field)))
}

/** Of several rows at the far end of a hasOne the first by key is meant: a row before this one. */
function earlier(context: Context, near: End, relation: CatalogRelation, far: End): Sql {
  const other = { context, alias: context.alias(), model: far.model }
  const key = ({ alias }: End) =>
    far.model.key.map((field) => {
      return sortKey(context.dialect, columnIn(alias, far.model, field), typeAt(far.model, [field]), 'binary')
    })
  const [others, own] = [key(other), key(far)]
  const before = others.map((column, i) => {
    const ties = others.slice(0, i).map((tie, j) => sql`${tie} = ${own[j] ?? tie}`)
    return sql`(${all([...ties, sql`${column} < ${own[i] ?? column}`])})`
  })
  const on = pairs(near, relation.fields, other, relation.references)
  return sql`select 1 from ${tableOf(far.model, context.namespace)} as ${name(other.alias)} where ${on} and (${join(before, ' or ')})`
}

type Lookup = Extract<Operand, { kind: 'lookup' }>

/**
 * The rows bound to a slot as a table of the statement, with the columns c0, c1, …
 * Worked out once: as a subselect SQLite would unpack it per row of what it is joined with, and find no index on it.
 */
export function boundTable(context: Context, slot: Slot, types: readonly CellType[]): Sql {
  const key = JSON.stringify([slot, types])
  const columns = types.map((_, i) => `c${i}`)
  const made = context.tables.get(key) ?? { name: unusedName(context), definition: unpack(context, slot, types, columns) }
  context.tables.set(key, made)
  return name(made.name)
}

/** Within the statement it would hide a table of the same name. */
function unusedName({ catalog, tables }: Context): string {
  const taken = [...catalog.models.values()].map((model) => tableName(model).toLowerCase())
  let prefix = 'bound'
  while (taken.some((table) => table.startsWith(prefix))) prefix += ' rows'
  return `${prefix} ${tables.size}`
}

/** The statement with its bound tables before it. */
export function withTables({ tables, dialect }: Context, statement: Sql): Sql {
  if (tables.size === 0) return statement
  const definitions = [...tables.values()].map((table) => sql`${name(table.name)} as ${dialect.materialized}(${table.definition})`)
  return sql`with ${join(definitions)} ${statement}`
}

/** The joined row of a lookup's table: the columns of its first key and of its value. */
export function lookupIn(scope: Scope, operand: Lookup): { readonly key: Sql; readonly value: Sql } {
  const { context } = scope
  const end = endOf(scope, operand.via)
  const types = operand.fields.map((path) => typeAt(end.model, path))
  const table = boundTable(context, operand.table, [...types, operand.as])
  const key = JSON.stringify([operand.via, operand.fields, operand.table, operand.as])
  const alias = scope.joins.get(key)?.alias ?? context.alias()
  const on = operand.fields.map((path, i) => {
    if (path.length > 1) throw new Error('a lookup goes by the model’s own fields')
    const bound = boundColumn(context, name(alias, `c${i}`), types[i] ?? null)
    return equal(context, bound, columnIn(end.alias, end.model, path[0]), types[i] ?? null)
  })
  const text = sql`left join ${table} as ${name(alias)} on ${all(on)}`
  scope.joins.set(key, { alias, model: end.model, text })
  return { key: name(alias, 'c0'), value: name(alias, `c${types.length}`) }
}
