/** What a write's statement says beside its text: which table it is about, and what its answer means. */

import type { CompileTarget, RunResult, Touched, Written } from '../../datasource/datasource.ts'
import type { CatalogModel } from '../../model/catalog.ts'
import { canonical, compareValues, type ScalarType } from '../../model/scalars.ts'
import { columnName, tableName } from './names.ts'

/** The table, and its columns by field. */
export function touchedBy(kind: Touched['kind'], model: CatalogModel, at: CompileTarget): Touched {
  const stored = [...model.fields.values()].filter((field) => field.computed === undefined)
  return {
    kind,
    table: tableName(model),
    namespace: at.namespace ?? model.schema,
    columns: Object.fromEntries(stored.map((field) => [columnName(field), field.name])),
  }
}

/** The number of rows came as the only row. */
export const counted = ({ rows }: Written): RunResult => ({ rows: [], affected: Number(rows[0]?.[0] ?? 0) })

/**
 * Rows in the order in which they were bound. The database numbers them in that order, because the select that brings them is sorted;
 * in which order it then tells of them none promises.
 * @param at the column that the database numbered
 */
export const byNumber =
  (at: number, type: ScalarType) =>
  ({ rows, affected = rows.length }: Written): RunResult => ({
    // A number that does not fit its type is an error of its cell; there is no order then.
    rows: rows.some((row) => row[at] instanceof Error)
      ? rows
      : rows.toSorted((a, b) => compareValues(type, a[at] as string | number, b[at] as string | number)),
    affected,
  })

/** The number that the database gave to the only row. */
export const lastNumber =
  (type: ScalarType) =>
  ({ affected = 0, inserted }: Written): RunResult => ({
    rows: affected === 0 || inserted === undefined ? [] : [[canonical(type, inserted)]],
    affected,
  })
