/** The oracle: what the memory engine answers to a read with every model in one place. */

import type { Value } from '../../src/base/json.ts'
import { answer } from '../../src/engines/memory/read.ts'
import { createTables, type Row, type Tables } from '../../src/engines/memory/tables.ts'
import type { Catalog } from '../../src/model/catalog.ts'
import type { Binds, Read } from '../../src/query/query.ts'

const kept = new WeakMap<ReadonlyMap<string, readonly Row[]>, Tables>()

/** @param rows by model; the same map again finds its indexes built */
export function memoryAnswer(catalog: Catalog, rows: ReadonlyMap<string, readonly Row[]>, read: Read, binds: Binds): Value[][] {
  const tables = kept.get(rows) ?? createTables(rows)
  kept.set(rows, tables)
  return answer({ catalog, tables, binds }, read)
}
