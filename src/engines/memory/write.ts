/** What a Write means: rows put in, changed and removed; keys, unique groups and references kept. */

import { addDecimals, formatDecimal } from '../../base/decimal.ts'
import { GatewayError } from '../../base/errors.ts'
import { tupleKey, type Value } from '../../base/json.ts'
import { type CatalogModel, modelOf, typeAt } from '../../model/catalog.ts'
import type { FieldType } from '../../model/model.ts'
import { type Reference, referencesAround } from '../../model/references.ts'
import { canonical, NotCanonical, type ScalarType } from '../../model/scalars.ts'
import { paths } from '../../query/build.ts'
import type { Assign, Delete, Insert, Update, Write } from '../../query/query.ts'
import { exactNumber } from './arithmetic.ts'
import { bound, rowFrame, truth, type World } from './evaluate.ts'
import { type Row, valueAt } from './tables.ts'

export interface Written {
  /** Of an insert: the returned paths of each row that was put in or updated. */
  readonly rows: Value[][]
  readonly affected: number
}

/** A row as it was and as it is; null: it was not there, or is no more. */
interface Change {
  readonly before: Row | null
  readonly after: Row | null
}

/**
 * Applies a write to the tables.
 * @throws GatewayError UNIQUE_VIOLATION, NOT_NULL_VIOLATION, FOREIGN_KEY_VIOLATION, BAD_USER_INPUT; nothing is changed then
 */
export function write(world: World, query: Write): Written {
  if (query.kind === 'insert') return insert(world, query)
  return query.kind === 'update' ? update(world, query) : remove(world, query)
}

function insert(world: World, query: Insert): Written {
  const model = modelOf(world.catalog, query.model)
  const rows = [...world.tables.rows(query.model)]
  const changes: Change[] = []
  const target = query.conflict?.target.map(([name]) => name)
  for (const values of bound(world, query.rows) as readonly Value[][]) {
    const row = complete(model, rows, query, values)
    const clash = target === undefined ? -1 : indexOfTwin(rows, target, row)
    const old = rows[clash]
    if (old === undefined) {
      rows.push(row)
      changes.push({ before: null, after: row })
    } else if (query.conflict !== undefined && query.conflict.set !== 'nothing') {
      const after = assigned(world, model, old, query.conflict.set)
      rows[clash] = after
      changes.push({ before: old, after })
    }
    // Looked at after each row: the next one may meet this one.
    if (target !== undefined) checkUnique(model, rows)
  }
  checkUnique(model, rows)
  settle(world, model, rows, changes)
  return {
    rows: changes.map(({ after }) => query.returning.map((path) => valueAt(after, path))),
    affected: changes.length,
  }
}

function update(world: World, query: Update): Written {
  const model = modelOf(world.catalog, query.model)
  const holds = truth(rowFrame(world, model), query.where)
  const changes: Change[] = []
  const rows = world.tables.rows(query.model).map((before) => {
    if (holds(before) !== true) return before
    const after = assigned(world, model, before, query.set)
    changes.push({ before, after })
    return after
  })
  checkUnique(model, rows)
  settle(world, model, rows, changes)
  return { rows: [], affected: changes.length }
}

/** A parent is not removed while it has children, whatever `onDelete` says: whoever deletes takes those first. */
function remove(world: World, query: Delete): Written {
  const model = modelOf(world.catalog, query.model)
  const holds = truth(rowFrame(world, model), query.where)
  const [gone, rows]: [Row[], Row[]] = [[], []]
  for (const row of world.tables.rows(query.model)) (holds(row) === true ? gone : rows).push(row)
  settle(
    world,
    model,
    rows,
    gone.map((before) => ({ before, after: null })),
  )
  return { rows: [], affected: gone.length }
}

/** Puts the rows in place, unless a reference would then lead nowhere. */
function settle(world: World, model: CatalogModel, rows: readonly Row[], changes: readonly Change[]): void {
  const before = world.tables.rows(model.name)
  world.tables.replace(model.name, rows)
  try {
    const { up, down } = referencesAround(world.catalog, model.name)
    for (const reference of up) checkParents(world, reference, changes)
    for (const reference of down) checkChildren(world, reference, changes)
  } catch (error) {
    world.tables.replace(model.name, before)
    throw error
  }
}

const tupleOf = (row: Row, fields: readonly string[]): Value[] => fields.map((field) => row[field] ?? null)

/** Only what was written is looked at: rows that lead nowhere may have been there before. */
function checkParents({ tables }: World, { fields, parent, references }: Reference, changes: readonly Change[]): void {
  for (const { before, after } of changes) {
    if (after === null) continue
    const tuple = tupleOf(after, fields)
    if (tuple.includes(null)) continue
    if (before !== null && tupleKey(tupleOf(before, fields)) === tupleKey(tuple)) continue
    if (tables.find(parent.name, paths(references), tuple).length === 0) throw dangling(fields)
  }
}

function checkChildren({ tables }: World, { child, fields, parent, references }: Reference, changes: readonly Change[]): void {
  for (const { before } of changes) {
    if (before === null) continue
    const tuple = tupleOf(before, references)
    if (tuple.includes(null) || tables.find(parent.name, paths(references), tuple).length > 0) continue
    if (tables.find(child.name, paths(fields), tuple).length > 0) throw dangling(undefined)
  }
}

const dangling = (fields: readonly string[] | undefined): GatewayError =>
  new GatewayError('FOREIGN_KEY_VIOLATION', 'The row refers to one that does not exist, or another row still refers to it.', { fields })

/** Every stored field of the model, in its order: the given value, the next number, or null. */
function complete(model: CatalogModel, rows: readonly Row[], { fields }: Insert, values: readonly Value[]): Row {
  const given = fields.reduce<Row>((row, path, i) => placed(typesOf(model), row, path, values[i] ?? null), {})
  const stored = [...model.fields.values()].filter((field) => field.computed === undefined)
  const row = Object.fromEntries(
    stored.map((field) => {
      const value = given[field.name] ?? null
      if (value !== null || field.generated !== 'identity') return [field.name, value]
      const highest = rows.reduce((top, other) => (BigInt(String(other[field.name])) > top ? BigInt(String(other[field.name])) : top), 0n)
      return [field.name, field.type.kind === 'int' ? Number(highest + 1n) : String(highest + 1n)]
    }),
  )
  checkNulls(model, row)
  return row
}

type Types = (name: string) => FieldType | undefined
const typesOf =
  (model: CatalogModel): Types =>
  (name) =>
    model.fields.get(name)?.type

/** A copy of the row with the value at the path; an object that was not there comes with all its fields. */
function placed(types: Types, row: Row, [head, ...rest]: readonly string[], value: Value): Row {
  if (head === undefined) return row
  if (rest.length === 0) return { ...row, [head]: value }
  const type = types(head)
  if (type?.kind !== 'object') throw new Error(`${head} is no object`)
  const object = row[head] ?? Object.fromEntries(Object.keys(type.fields).map((name) => [name, null]))
  return { ...row, [head]: placed((name) => type.fields[name]?.type, object as Row, rest, value) }
}

/** The row with all changes made; each is worked out from the row as it was. */
function assigned(world: World, model: CatalogModel, row: Row, set: readonly Assign[]): Row {
  const after = set.reduce((at, { path, op, value }) => {
    const given = bound(world, value)
    return placed(typesOf(model), at, path, op === 'set' ? given : incremented(model, path, valueAt(row, path), given))
  }, row)
  checkNulls(model, after)
  return after
}

function incremented(model: CatalogModel, path: Assign['path'], old: Value, by: Value): Value {
  if (old === null || by === null) return null
  const type = typeAt(model, path) as ScalarType
  const sum = type.kind === 'float' ? (old as number) + (by as number) : formatDecimal(addDecimals(exactNumber(old), exactNumber(by)))
  try {
    return canonical(type, sum)
  } catch (error) {
    if (!(error instanceof NotCanonical)) throw error
    throw new GatewayError('BAD_USER_INPUT', 'A value is outside what its column can hold.', { fields: [path[0]] })
  }
}

function checkNulls(model: CatalogModel, row: Row): void {
  const missing = [...model.fields.values()].filter(
    (field) => field.computed === undefined && !field.nullable && (row[field.name] ?? null) === null,
  )
  if (missing.length > 0)
    throw new GatewayError('NOT_NULL_VIOLATION', `${model.name} needs a value where none was given.`, {
      fields: missing.map((field) => field.name),
    })
}

function checkUnique(model: CatalogModel, rows: readonly Row[]): void {
  for (const group of [model.key, ...model.unique]) {
    const seen = new Set<string>()
    for (const row of rows) {
      const tuple = tupleOf(row, group)
      // A null is like no other value, as in SQL.
      if (tuple.includes(null)) continue
      const key = tupleKey(tuple)
      if (seen.has(key))
        throw new GatewayError('UNIQUE_VIOLATION', `Another ${model.name} has the same ${group.join(', ')}.`, { fields: group })
      seen.add(key)
    }
  }
}

/** The place of the row with the same values in these fields. */
function indexOfTwin(rows: readonly Row[], fields: readonly string[], row: Row): number {
  const tuple = tupleOf(row, fields)
  if (tuple.includes(null)) return -1
  const key = tupleKey(tuple)
  return rows.findIndex((other) => tupleKey(tupleOf(other, fields)) === key)
}
