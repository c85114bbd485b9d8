/** What each product is told when rows change: one golden file each, and SQL Server's own rules. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import { defineTables } from '../src/engines/sql/define.ts'
import type { SqlDialect } from '../src/engines/sql/dialect.ts'
import { mariadbDialect } from '../src/engines/sql/mariadb.ts'
import { mysqlDialect } from '../src/engines/sql/mysql.ts'
import { postgresDialect } from '../src/engines/sql/postgres.ts'
import { compileRead } from '../src/engines/sql/read.ts'
import { sqliteDialect } from '../src/engines/sql/sqlite.ts'
import { sqlserverDialect } from '../src/engines/sql/sqlserver.ts'
import { compileWrite } from '../src/engines/sql/write.ts'
import { buildCatalog } from '../src/model/catalog.ts'
import { int, rowVersion, string } from '../src/model/fields.ts'
import { defineModel } from '../src/model/model.ts'
import { fieldOperand } from '../src/query/build.ts'
import { normaliseWrite } from '../src/query/normal.ts'
import type { Predicate, Read, Write } from '../src/query/query.ts'
import { cases } from './conformance/writes.ts'
import { writesCatalog } from './conformance/writes-catalog.ts'
import { bindingFaults } from './tsql-binder.ts'
import { faultsOf } from './tsql-rules.ts'
import { tablesOf } from './tsql-types.ts'

const GOLDEN = join(import.meta.dirname, 'golden')
const at = { catalog: writesCatalog(), version: '1' }

/** Each shape once, under the name of the first case that has it. */
const shapes = new Map<string, { readonly name: string; readonly write: Write }>()
for (const { name, steps } of cases)
  for (const { write } of steps) {
    const key = JSON.stringify(write)
    if (!shapes.has(key)) shapes.set(key, { name, write: normaliseWrite(at.catalog, write) })
  }

const locked: Read = {
  model: 'Product',
  select: [{ kind: 'value', of: fieldOperand(['id']) }],
  where: { kind: 'compare', left: fieldOperand(['sku']), op: 'eq', negated: false, right: { slot: 0 } },
  order: [{ by: fieldOperand(['id']), direction: 'asc', nulls: 'first', collation: 'binary' }],
  page: { limit: { slot: 1 } },
  lock: 'update',
}
const numbered: Write = { kind: 'insert', model: 'Ticket', fields: [['label']], rows: { slot: 0 }, returning: [['id']] }

function texts(dialect: SqlDialect): { name: string; text: string; params: number }[] {
  const compiled = [...shapes.values()].flatMap(({ name, write }) => {
    try {
      const { text, params } = compileWrite(write, at, dialect)
      return [{ name, text: String(text), params: params.length }]
    } catch (error) {
      // Some products have no upsert.
      if (error instanceof GatewayError && error.code === 'QUERY_UNSUPPORTED') return []
      throw error
    }
  })
  const read = compileRead(locked, at, dialect)
  const made = compileWrite(numbered, at, dialect)
  return [
    ...compiled,
    { name: 'a row that is numbered', text: String(made.text), params: made.params.length },
    { name: 'rows that are locked', text: String(read.text), params: read.params.length },
  ]
}

describe.each([sqliteDialect, postgresDialect, mysqlDialect, mariadbDialect, sqlserverDialect])('writes for $name', (dialect) => {
  test('every shape', () => {
    const text = texts(dialect)
      .map((each) => `-- ${each.name}\n${each.text};\n`)
      .join('\n')
    const file = join(GOLDEN, `${dialect.name}-changes.sql`)
    if (process.env.UPDATE === '1') {
      mkdirSync(GOLDEN, { recursive: true })
      writeFileSync(file, text)
    }
    expect(text).toBe(readFileSync(file, 'utf8'))
  })
})

describe('by the rules of SQL Server', () => {
  const all = texts(sqlserverDialect)
  const tables = tablesOf(at.catalog.models.values(), (column) => ['name', 'stock_no'].includes(column))

  test.each(all.map(({ name, text, params }) => [name, text, params] as const))('%s', (_name, text, params) => {
    const numbers = new Set([...text.matchAll(/@p(\d+)/g)].map(([, number]) => Number(number)))
    expect(numbers.size).toBe(params)
    for (const statement of text.split('; ')) {
      const own = new Set([...statement.matchAll(/@p(\d+)/g)].map(([, number]) => Number(number)))
      // Numbered over the whole text, which each of its statements holds a part of.
      const faults = faultsOf(statement, own.size).filter((fault) => fault !== 'parameters that are not those of the text')
      expect(faults, statement).toEqual([])
    }
    expect(bindingFaults(text, tables), text).toEqual([])
  })

  test('a table with triggers gives what an insert made in no other way than into a table', () => {
    for (const { text } of all) expect(text.replaceAll(/output [^;]*? into @made/g, '')).not.toMatch(/\boutput\b/)
  })
})

test('nothing that changes rows begins as reads do, by which drivers and threads tell them apart', () => {
  for (const dialect of [sqliteDialect, postgresDialect, mysqlDialect, mariadbDialect, sqlserverDialect])
    for (const { name, text } of texts(dialect).slice(0, -1)) expect(text, name).not.toMatch(/^(select|with)\b/)
})

describe('a version that the database raises by itself', () => {
  const model = defineModel('Paper', {
    datasource: 'main',
    fields: { id: int(), text: string({ nullable: true }), version: rowVersion({ column: 'rv' }) },
    key: ['id'],
  })
  const place = { catalog: buildCatalog([{ model, file: 'test.ts' }]), version: '1' }

  test('is a rowversion in SQL Server, compared as a number', () => {
    expect(defineTables(['Paper'], place, sqlserverDialect)[0]?.text).toContain('"rv" rowversion not null')
    const equals = (field: string, slot: number): Predicate => ({
      ...({ kind: 'compare', left: fieldOperand([field]), op: 'eq', negated: false, right: { slot } } as const),
    })
    const where: Predicate = { kind: 'and', of: [equals('id', 0), equals('version', 1)] }
    const write: Write = { kind: 'update', model: 'Paper', where, set: [{ path: ['text'], op: 'set', value: { slot: 2 } }] }
    const { text } = compileWrite(write, place, sqlserverDialect)
    expect(text).toContain('cast("t0"."rv" as bigint) = cast(@p')
    expect(faultsOf(String(text).split('; ')[0] ?? '', 3)).toEqual([])
  })

  test.each([sqliteDialect, postgresDialect, mysqlDialect, mariadbDialect])('cannot be made in $name', (dialect) => {
    expect(() => defineTables(['Paper'], place, dialect)).toThrow('use version()')
  })
})
