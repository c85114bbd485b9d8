/** Which fields of the graph a violated constraint is about, from what the database says of it. */

import type { Code } from '../../base/errors.ts'
import type { Touched } from '../../datasource/datasource.ts'
import type { Violated } from './host.ts'

const VIOLATIONS: ReadonlySet<Code> = new Set([
  'UNIQUE_VIOLATION',
  'FOREIGN_KEY_VIOLATION',
  'NOT_NULL_VIOLATION',
  'CHECK_VIOLATION',
  // Too long, or beyond the range of its column.
  'BAD_USER_INPUT',
])

/** Whether fields can be named: a deletion meets rows that refer to its own, and none of its fields is at fault. */
export const isBlamable = (code: Code, touched: Touched): boolean => VIOLATIONS.has(code) && touched.kind !== 'delete'

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/**
 * Columns as fields, or none where a column is no field of the model or the table is another one, such as one that a trigger
 * writes to: rather none than wrong ones.
 */
export function fieldsOf(touched: Touched, { table, columns }: Violated): readonly string[] | undefined {
  if (columns === undefined || columns.length === 0) return undefined
  if (table !== undefined && !same(table, touched.table)) return undefined
  const known = Object.entries(touched.columns)
  const fields = columns.map((column) => (known.find(([own]) => own === column) ?? known.find(([own]) => same(own, column)))?.[1])
  return fields.every((field) => field !== undefined) ? fields : undefined
}
