/** What an Insert means: rows appended, keys and unique groups kept, conflicts resolved as asked. */

import { addDecimals, formatDecimal } from '../../base/decimal.ts'
import { GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import { type CatalogModel, modelOf, typeAt } from '../../model/catalog.ts'
import type { Assign, Insert, Path } from '../../query/query.ts'
import { exactNumber } from './arithmetic.ts'
import { bound, type World } from './evaluate.ts'
import { type Row, valueAt } from './tables.ts'

/**
 * Applies an insert to the tables.
 * @returns the returned paths of each row that was inserted or updated
 * @throws GatewayError UNIQUE_VIOLATION, NOT_NULL_VIOLATION; nothing is changed then
 */
export function insert(world: World, query: Insert): Value[][] {
  const model = modelOf(world.catalog, query.model)
  const rows = [...world.tables.rows(query.model)]
  const written: Row[] = []
  for (const values of bound(world, query.rows) as readonly Value[][]) {
    const row = complete(model, rows, query, values)
    const target = query.conflict?.target.map(([name]) => name)
    const clash = target === undefined ? -1 : indexOfTwin(rows, target, row)
    if (clash < 0) {
      checkUnique(model, rows, row)
      rows.push(row)
      written.push(row)
    } else if (query.conflict !== undefined && query.conflict.set !== 'nothing') {
      const [old] = rows.splice(clash, 1) as [Row]
      const updated = query.conflict.set.reduce((at, assign) => assigned(world, model, at, assign), old)
      checkNulls(model, updated)
      checkUnique(model, rows, updated)
      rows.splice(clash, 0, updated)
      written.push(updated)
    }
  }
  world.tables.replace(query.model, rows)
  return written.map((row) => query.returning.map((path) => valueAt(row, path)))
}

/** Every stored field of the model, in its order: the given value, the next number, or null. */
function complete(model: CatalogModel, rows: readonly Row[], { fields }: Insert, values: readonly Value[]): Row {
  const given = fields.reduce<Row>((row, path, i) => placed(row, path, values[i] ?? null), {})
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

/** A copy of the row with the value at the path. */
function placed(row: Row, [head, ...rest]: readonly string[], value: Value): Row {
  if (head === undefined) return row
  const [next, ...deeper] = rest
  if (next === undefined) return { ...row, [head]: value }
  return { ...row, [head]: placed((row[head] ?? {}) as Row, [next, ...deeper], value) }
}

function assigned(world: World, model: CatalogModel, row: Row, assign: Assign): Row {
  switch (assign.op) {
    case 'unset':
      return placed(row, assign.path, null)
    case 'now':
      return placed(row, assign.path, now(model, assign.path))
    case 'set':
      return placed(row, assign.path, bound(world, assign.value))
    case 'increment': {
      const old = valueAt(row, assign.path)
      const by = bound(world, assign.value)
      if (old === null || by === null) return placed(row, assign.path, null)
      if (typeAt(model, assign.path).kind === 'float') return placed(row, assign.path, (old as number) + (by as number))
      const sum = formatDecimal(addDecimals(exactNumber(old), exactNumber(by)))
      return placed(row, assign.path, typeof old === 'number' ? Number(sum) : sum)
    }
  }
}

function now(model: CatalogModel, path: Path): Value {
  const type = typeAt(model, path)
  const text = new Date().toISOString()
  if (type.kind === 'date') return text.slice(0, 10)
  const precision = type.kind === 'dateTime' ? type.precision : 3
  const fraction = text.slice(20, 23).padEnd(precision, '0').slice(0, precision)
  return `${text.slice(0, 19)}${precision === 0 ? '' : `.${fraction}`}Z`
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

function checkUnique(model: CatalogModel, rows: readonly Row[], row: Row): void {
  for (const group of [model.key, ...model.unique])
    if (indexOfTwin(rows, group, row) >= 0)
      throw new GatewayError('UNIQUE_VIOLATION', `Another ${model.name} has the same ${group.join(', ')}.`, { fields: group })
}

/** The row with the same values in these fields; a null is like no other value, as in SQL. */
function indexOfTwin(rows: readonly Row[], fields: readonly string[], row: Row): number {
  if (fields.some((field) => (row[field] ?? null) === null)) return -1
  return rows.findIndex((other) => fields.every((field) => other[field] === row[field]))
}
