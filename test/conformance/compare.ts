/** Compares two answers to one read: byte for byte, but for sums and averages of floats and the order of an object's keys. */

import { GatewayError } from '../../src/base/errors.ts'
import { canonicalJson, type Value } from '../../src/base/json.ts'
import type { Cell } from '../../src/datasource/datasource.ts'
import type { Catalog } from '../../src/model/catalog.ts'
import { relationOf } from '../../src/model/catalog.ts'
import { modelVia, typeOf } from '../../src/query/build.ts'
import type { Binds, Operand, Read, Selected } from '../../src/query/query.ts'

const TOLERANCE = 1e-12

/** Whether an operand is worked out from a sum of floats, whose last digit depends on the order of adding. */
function isFloatSum(catalog: Catalog, model: string, operand: Operand): boolean {
  if (operand.kind === 'related')
    return isFloatSum(catalog, relationOf(modelVia(catalog, model, operand.via ?? []), operand.relation).to, operand.of)
  return operand.kind === 'aggregate' && (operand.fn === 'sum' || operand.fn === 'avg') && typeOf(catalog, model, operand).kind === 'float'
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b))
}

const text = (cell: unknown): string => (cell instanceof GatewayError ? `error ${cell.code}` : (JSON.stringify(cell) ?? 'undefined'))

/** The first difference, in words; null where there is none. */
function differenceOfRows(
  catalog: Catalog,
  read: Read,
  expected: readonly (readonly Cell[])[],
  actual: readonly (readonly Cell[])[],
  at: string,
): string | null {
  if (!Array.isArray(actual)) return `${at}: no rows but ${text(actual)}`
  const lead = read.each === undefined ? 0 : (expected[0]?.length ?? actual[0]?.length ?? 0) - read.select.length
  // Rows of one key come in order; the keys themselves in any.
  const [left, right] = lead === 0 ? [expected, actual] : [byKey(expected, lead), byKey(actual, lead)]
  for (let row = 0; row < Math.max(left.length, right.length); row++) {
    const place = `${at}[${row}]`
    const [one, other] = [left[row], right[row]]
    if (one === undefined) return `${place}: unexpected row ${text(other)}`
    if (other === undefined) return `${place}: missing row ${text(one)}`
    if (one.length !== other.length) return `${place}: ${other.length} cells instead of ${one.length}: ${text(other)}`
    for (let i = 0; i < one.length; i++) {
      const item = i < lead ? undefined : read.select[i - lead]
      const difference = differenceOfCells(catalog, read, item, one[i] ?? null, other[i] ?? null, `${place}[${i}]`)
      if (difference !== null) return difference
    }
  }
  return null
}

const byKey = (rows: readonly (readonly Cell[])[], lead: number) =>
  rows
    .map((row) => ({ row, key: JSON.stringify(row.slice(0, lead)) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row)

function differenceOfCells(
  catalog: Catalog,
  read: Read,
  item: Selected | undefined,
  expected: Cell,
  actual: Cell,
  at: string,
): string | null {
  const differ = () => `${at}: expected ${text(expected)}, got ${text(actual)}`
  if (item?.kind === 'nested')
    return differenceOfRows(catalog, item.read, expected as Value[][], actual as Value[][], `${at}.${item.relation}`)
  if (expected instanceof GatewayError || actual instanceof GatewayError) return text(expected) === text(actual) ? null : differ()
  if (item?.kind === 'value' && typeof expected === 'number' && typeof actual === 'number' && isFloatSum(catalog, read.model, item.of))
    return near(expected, actual) ? null : differ()
  const of = item?.kind === 'value' ? item.of : undefined
  const kind = of === undefined ? undefined : typeOf(catalog, read.model, of).kind
  // An object's fields are picked by name, so their order carries nothing; that of a JSON value is canonical.
  const loose = kind === 'object' || kind === 'list'
  const same = loose ? text(canonicalJson(expected)) === text(canonicalJson(actual)) : text(expected) === text(actual)
  return same ? null : differ()
}

/** The first difference between two answers; null where they are the same. */
export function differenceOf(
  catalog: Catalog,
  read: Read,
  expected: readonly (readonly Cell[])[],
  actual: readonly (readonly Cell[])[],
): string | null {
  return differenceOfRows(catalog, read, expected, actual, 'rows')
}

/**
 * Throws, with everything needed to run it again, where two answers differ.
 * @param label which engine and which case or seed
 */
export function assertSame(
  catalog: Catalog,
  { read, binds }: { readonly read: Read; readonly binds: Binds },
  expected: readonly (readonly Cell[])[],
  actual: readonly (readonly Cell[])[],
  label: string,
): void {
  const difference = differenceOf(catalog, read, expected, actual)
  if (difference === null) return
  const shown = (rows: readonly (readonly Cell[])[]) =>
    rows
      .slice(0, 20)
      .map((row) => `    [${row.map(text).join(', ')}]`)
      .join('\n')
  throw new Error(
    [
      `${label}: ${difference}`,
      `  read: ${JSON.stringify(read)}`,
      `  binds: ${JSON.stringify(binds)}`,
      `  expected ${expected.length} rows:`,
      shown(expected),
      `  got ${actual.length} rows:`,
      shown(actual),
    ].join('\n'),
  )
}
