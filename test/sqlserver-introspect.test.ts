/** What SQL Server says of tables that others made: rows of its catalog, as tables. */

import { describe, expect, test } from 'vitest'
import { COLUMNS, FOREIGN_KEYS, INDEXES, TABLES } from '../src/engines/sqlserver/catalog-text.ts'
import { introspectSqlServer } from '../src/engines/sqlserver/introspect.ts'

type Cells = readonly unknown[]

const tableOf = async (columns: readonly Cells[], indexes: readonly Cells[]) => {
  const rows = new Map<string, readonly Cells[]>([
    [TABLES, [[1, null, 'seats', 'U', null]]],
    [COLUMNS, columns],
    [INDEXES, indexes],
    [FOREIGN_KEYS, []],
  ])
  const [table] = await introspectSqlServer(async (text) => rows.get(text) ?? [], {})
  return table
}
const column = (name: string, computed = 0): Cells => [1, name, 'int', 'int', 4, 10, 0, 0, 0, computed, null, null, null]
const unique = (name: string, columns: readonly string[], filter: string | null): Cells[] =>
  columns.map((each) => [1, name, each, 0, 1, filter === null ? 0 : 1, 0, 2, filter])

describe('unique indexes of SQL Server', () => {
  test.each([
    ['[hall] IS NOT NULL', true],
    ['([hall] IS NOT NULL AND [number] IS NOT NULL)', true],
    ['((hall IS NOT NULL) AND ("number" IS NOT NULL))', true],
    ['([hall]>(5))', false],
    ['([hall] IS NOT NULL AND [number]=(1))', false],
    ['([other] IS NOT NULL)', false],
  ])('over %s count only where they leave out nulls alone', async (filter, whole) => {
    const table = await tableOf([column('hall'), column('number')], unique('ux', ['hall', 'number'], filter))
    expect(table?.uniques).toEqual(whole ? [['hall', 'number']] : [])
    expect(table?.notes).toEqual(whole ? [] : ['The index ux covers only some of the rows, which models cannot say.'])
  })
})

test('when a version of a row begins and ends, the server writes', async () => {
  // Of temporal tables; it is nothing that is worked out from other columns.
  expect(COLUMNS).toContain('when c.is_computed = 1 or c.generated_always_type > 0 then 1')
  const table = await tableOf([column('id'), column('valid_to', 1)], [])
  expect(table?.columns.map(({ computed }) => computed)).toEqual([false, true])
})
