/** What columns become in an update: whole values, sums, and objects with some of their members replaced. */

import { GatewayError } from '../../base/errors.ts'
import { type CatalogField, type CatalogModel, fieldAt } from '../../model/catalog.ts'
import type { FieldType } from '../../model/model.ts'
import type { ScalarType } from '../../model/scalars.ts'
import type { Assign, Slot } from '../../query/query.ts'
import type { JsonPlace, Setting, SqlDialect } from './dialect.ts'
import { columnName, storedKey } from './names.ts'
import { type Context, param } from './scope.ts'
import { toStored } from './stored.ts'
import { hole, join, name, type Sql, sql } from './text.ts'

/** Members of an object by their declared names: a new value, or members of an object inside. */
type Members = Map<string, Slot | Members>

/**
 * The settings of an update, one per column: no product takes a column twice.
 * @param table the table, as its type is known to the database
 * @param alias what a row's own columns are qualified with; undefined where they stand bare
 */
export function settingsOf(
  context: Context,
  model: CatalogModel,
  set: readonly Assign[],
  table: Sql,
  alias: string | undefined,
): readonly Setting[] {
  const settings = new Map<string, Sql>()
  const inside = new Map<string, Members>()
  for (const { path, op, value } of set) {
    const [head, ...rest] = path
    const field = fieldAt(model, [head])
    const column = columnName(field)
    if (settings.has(column) || (rest.length === 0 && inside.has(head))) throw new Error(`${model.name}.${head} is set twice`)
    if (rest.length > 0) {
      if (op !== 'set') throw new GatewayError('QUERY_UNSUPPORTED', 'A number inside an object cannot be incremented in one step.')
      place(inside.get(head) ?? created(inside, head), rest, value)
    } else
      settings.set(
        column,
        op === 'set'
          ? whole(context, value, field.type, alias === undefined ? sql`null::${table}` : sql`${name(alias)}.*`, column)
          : sum(context, value, field, alias),
      )
  }
  for (const [head, members] of inside) {
    const field = fieldAt(model, [head])
    const column = columnName(field)
    if (settings.has(column)) throw new Error(`${model.name}.${head} is set twice`)
    const own = alias === undefined ? name(column) : name(alias, column)
    const at = context.dialect.column?.(own, field.type, field) ?? own
    settings.set(column, object(context.dialect, { column: at, keys: [] }, field.type, members))
  }
  return [...settings].map(([column, value]) => ({ column, value }))
}

/** `"a" = …, "b" = …` */
export const settingList = (settings: readonly Setting[], qualifier?: Sql): Sql =>
  join(settings.map(({ column, value }) => sql`${qualifier === undefined ? name(column) : sql`${qualifier}.${name(column)}`} = ${value}`))

function whole(context: Context, slot: Slot, type: FieldType, row: Sql, column: string): Sql {
  const { dialect } = context
  if (dialect.stored === undefined) return param(context, slot, type)
  const encode = hole(slot.slot, `value ${JSON.stringify(type)}`, (value) => (value === null ? null : dialect.encode(type, value)))
  return dialect.stored(encode, type, row, column)
}

function sum(context: Context, slot: Slot, field: CatalogField, alias: string | undefined): Sql {
  const column = columnName(field)
  const own = alias === undefined ? name(column) : name(alias, column)
  return context.dialect.added(own, param(context, slot, field.type), field.type as ScalarType)
}

function created(inside: Map<string, Members>, head: string): Members {
  const members: Members = new Map()
  inside.set(head, members)
  return members
}

function place(members: Members, [step = '', ...rest]: readonly string[], slot: Slot): void {
  const there = members.get(step)
  if (rest.length === 0) {
    if (there !== undefined) throw new Error(`${step} is set twice`)
    members.set(step, slot)
    return
  }
  if (there !== undefined && !(there instanceof Map)) throw new Error(`${step} is set twice`)
  const inner: Members = there ?? new Map()
  members.set(step, inner)
  place(inner, rest, slot)
}

function object(dialect: SqlDialect, at: JsonPlace, type: FieldType, members: Members): Sql {
  if (type.kind !== 'object') throw new Error('only an object has members')
  return dialect.jsonWith(
    at.keys.length === 0 ? at.column : dialect.jsonValue(at),
    [...members].map(([step, wanted]): readonly [string, Sql] => {
      const field = type.fields[step]
      if (field === undefined) throw new Error(`no field ${step} in ${type.name}`)
      const key = storedKey(step, field)
      if (wanted instanceof Map) return [key, object(dialect, { column: at.column, keys: [...at.keys, key] }, field.type, wanted)]
      const encode = hole(wanted.slot, `json ${JSON.stringify(field.type)}`, (value) =>
        value === null ? null : JSON.stringify(toStored(field.type, value)),
      )
      return [key, dialect.jsonParam(encode)]
    }),
  )
}
