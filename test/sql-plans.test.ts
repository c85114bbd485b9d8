/** What statements cost on the embedded engines: bounds far above what is right and far below what is wrong. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Value } from '../src/base/json.ts'
import type { Datasource } from '../src/datasource/datasource.ts'
import { load } from '../src/datasource/load.ts'
import { loadEngine } from '../src/engines/index.ts'
import { buildCatalog } from '../src/model/catalog.ts'
import { int, string, uuid } from '../src/model/fields.ts'
import { defineModel, hasMany, manyToMany } from '../src/model/model.ts'
import type { Binds, Operand, Order, Predicate, Read, Selected } from '../src/query/query.ts'

/** Milliseconds. What is right takes some ten, what reads all rows for each key many thousand. */
const HOPELESS = 5_000
const ROWS = 30_000
const KEYS = 5_000
const uuidOf = (i: number) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`
const purchase = defineModel('Purchase', {
  datasource: 'main',
  fields: { id: int(), buyer: uuid(), code: string(), region: int() },
  key: ['id'],
  indexes: [['buyer']],
  relations: { parts: hasMany('Part', { fields: ['id'], references: ['purchaseId'] }) },
})
const shelf = defineModel('Shelf', {
  datasource: 'main',
  fields: { id: int() },
  key: ['id'],
  relations: { purchases: manyToMany('Purchase', { through: 'Part', near: ['shelfId'], far: ['purchaseId'] }) },
})
const part = defineModel('Part', {
  datasource: 'main',
  fields: { purchaseId: int(), shelfId: int() },
  key: ['purchaseId', 'shelfId'],
})
const catalog = buildCatalog(
  [purchase, shelf, part].map((model) => ({ model, file: 'test.ts' })),
  {},
)
const run = { signal: new AbortController().signal, lane: 'traffic' as const, maxRows: 100_000 }
const options = () => ({ ...run, deadline: Date.now() + 60_000 })

const f = (name: string): Operand => ({ kind: 'field', via: [], path: [name] })
const val = (...of: Operand[]): Selected[] => of.map((one) => ({ kind: 'value', of: one }))
const desc = (by: Operand): Order => ({ by, direction: 'desc', nulls: 'last', collation: 'binary' })

describe.each(['pglite', 'sqlite'])('%s', (type) => {
  let datasource: Datasource
  beforeAll(async () => {
    const folder = type === 'pglite' ? 'DB_FOLDER' : 'DB_FILE'
    datasource = (await loadEngine(type)).open('main', { [folder]: ':memory:', COLLATION: 'binary' }, { dataDir: '.' })
    const count = Array.from({ length: ROWS }, (_, i) => i + 1)
    await load(
      datasource,
      { catalog, version: datasource.version },
      ['Purchase', 'Shelf', 'Part'],
      [
        // Only the oldest were bought by the first hundred.
        {
          model: 'Purchase',
          fields: ['id', 'buyer', 'code', 'region'],
          rows: count.map((i) => [i, uuidOf(i < 1_000 ? i % 100 : 100 + (i % KEYS)), `c${i % KEYS}`, i % 7]),
        },
        { model: 'Shelf', fields: ['id'], rows: count.filter((i) => i % 3 === 0).map((i) => [i]) },
        { model: 'Part', fields: ['purchaseId', 'shelfId'], rows: count.filter((i) => i % 3 === 0).map((i) => [i - 1, i]) },
      ],
      options(),
    )
  })
  afterAll(() => datasource?.[Symbol.asyncDispose]())

  /** Milliseconds of the slowest of some runs. */
  const slowest = async (read: Read, binds: Binds, times = 1): Promise<number> => {
    const compiled = datasource.engine.compile(read, { catalog, version: datasource.version })
    let worst = 0
    for (let i = 0; i < times; i++) {
      const began = performance.now()
      await datasource.run(compiled, binds, options())
      worst = Math.max(worst, performance.now() - began)
    }
    return worst
  }
  const newest = (where: Predicate): Read => ({
    model: 'Purchase',
    select: val(f('id')),
    where,
    order: [desc(f('id'))],
    page: { limit: { slot: 1 } },
  })
  const among = (fields: readonly string[], negated = false): Predicate => ({
    kind: 'member',
    fields: fields.map((field) => [field] as const),
    of: { slot: 0 },
    negated,
  })
  const buyers = (from: number, length: number): Value[] => Array.from({ length }, (_, i) => uuidOf(from + i))

  test('a semi-join does not try each key with each row', async () => {
    const keys = buyers(0, 100).map((key) => [key])
    expect(await slowest(newest(among(['buyer'])), [keys, 20])).toBeLessThan(HOPELESS)
    const many = buyers(1e6, KEYS).map((key) => [key])
    expect(await slowest(newest(among(['buyer'])), [many, 20])).toBeLessThan(HOPELESS)
    expect(await slowest(newest(among(['buyer'], true)), [many, 20])).toBeLessThan(HOPELESS)
    const pairs = buyers(1e6, KEYS).map((key, i) => [key, i % 7])
    expect(await slowest(newest(among(['buyer', 'region'])), [pairs, 20])).toBeLessThan(HOPELESS)
    expect(await slowest(newest(among(['buyer', 'region'], true)), [pairs, 20])).toBeLessThan(HOPELESS)
    const texts = buyers(0, KEYS).map((key) => [key])
    expect(await slowest(newest(among(['code'])), [texts, 20])).toBeLessThan(HOPELESS)
  })

  test('a statement with a list does not become slower when it is asked again', async () => {
    const where = (negated: boolean): Predicate => ({ kind: 'compare', left: f('code'), op: 'in', negated, right: { slot: 0 } })
    const list = buyers(0, KEYS)
    expect(await slowest(newest(where(false)), [list, 20], 9)).toBeLessThan(HOPELESS)
    expect(await slowest(newest(where(true)), [list, 20], 9)).toBeLessThan(HOPELESS)
  })

  test('rows sort by how many there are at the far end of a many-to-many relation', async () => {
    const count: Operand = { kind: 'related', relation: 'purchases', of: { kind: 'aggregate', fn: 'count' } }
    const read: Read = { model: 'Shelf', select: val(f('id')), order: [desc(count), desc(f('id'))], page: { limit: { slot: 0 } } }
    expect(await slowest(read, [20])).toBeLessThan(HOPELESS)
  })
})
