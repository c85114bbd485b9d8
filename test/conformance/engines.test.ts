/** One suite over every engine: hand-written cases and seeded random reads, compared byte for byte with the memory engine. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Value } from '../../src/base/json.ts'
import type { Datasource, RunOptions } from '../../src/datasource/datasource.ts'
import { load, type RowBatch } from '../../src/datasource/load.ts'
import { loadEngine } from '../../src/engines/index.ts'
import { openMemory } from '../../src/engines/memory.ts'
import { type Catalog, fieldAt, modelOf } from '../../src/model/catalog.ts'
import { createAnswerer } from '../../src/plan/answer.ts'
import { fieldOperand } from '../../src/query/build.ts'
import { normalise, totalOrder } from '../../src/query/normal.ts'
import type { Order, Read } from '../../src/query/query.ts'
import { cases } from './cases.ts'
import { conformanceCatalog, ROUTINGS } from './catalog.ts'
import { assertSame } from './compare.ts'
import { memoryAnswer } from './oracle.ts'
import { randomRead } from './random.ts'
import { conformanceRows } from './rows.ts'

const READS = Number(process.env.READS ?? 2000)
const SEED = Number(process.env.SEED ?? 1)
/** Every model in one place: what the oracle answers for. */
const ONE = conformanceCatalog()

const options = (): RunOptions => ({
  signal: new AbortController().signal,
  deadline: Date.now() + 60_000,
  lane: 'traffic',
  maxRows: 1_000_000,
})

/** Who stands behind each datasource of a routing. */
type Cast = Readonly<Record<string, string>>
const CASTS: readonly { name: string; routing: keyof typeof ROUTINGS; cast: Cast }[] = [
  { name: 'memory, level by level', routing: 'one', cast: { main: 'memory' } },
  { name: 'memory three times', routing: 'three', cast: { main: 'memory', second: 'memory', third: 'memory' } },
  { name: 'sqlite', routing: 'one', cast: { main: 'sqlite' } },
  { name: 'pglite', routing: 'one', cast: { main: 'pglite' } },
  { name: 'pglite and sqlite', routing: 'two', cast: { main: 'pglite', second: 'sqlite' } },
  { name: 'sqlite, pglite and memory', routing: 'three', cast: { main: 'sqlite', second: 'pglite', third: 'memory' } },
]

interface Stage {
  readonly catalog: Catalog
  readonly datasources: ReadonlyMap<string, Datasource>
  answer(read: Read, binds: readonly Value[]): Promise<readonly (readonly unknown[])[]>
}

async function open(engine: string, name: string, collation: 'binary' | 'native', dataDir: string, catalog: Catalog): Promise<Datasource> {
  const models = [...catalog.models.values()].filter((model) => model.datasource === name)
  if (engine === 'memory')
    return openMemory(name, new Map(models.map((model) => [model.name, conformanceRows.get(model.name) ?? []])), { nest: false, collation })
  const loaded = await loadEngine(engine)
  const datasource = loaded.open(name, { COLLATION: collation }, { dataDir })
  const result = await load(
    datasource,
    { catalog, version: datasource.version },
    models.map((model) => model.name),
    batches(catalog),
    options(),
  )
  expect(result.status).toBe('loaded')
  return datasource
}

function* batches(catalog: Catalog): Generator<RowBatch> {
  for (const [name, rows] of conformanceRows) {
    const fields = [...modelOf(catalog, name).fields.values()].filter((field) => field.computed === undefined).map((field) => field.name)
    yield { model: name, fields, rows: rows.map((row) => fields.map((field) => row[field] ?? null)) }
  }
}

async function stage(
  { routing, cast }: { routing: keyof typeof ROUTINGS; cast: Cast },
  collation: 'binary' | 'native',
  dataDir: string,
): Promise<Stage> {
  const catalog = conformanceCatalog(ROUTINGS[routing])
  const datasources = new Map<string, Datasource>()
  for (const [name, engine] of Object.entries(cast))
    datasources.set(name, await open(engine, name, collation, join(dataDir, `${routing}-${collation}`), catalog))
  const datasource = (name: string) => datasources.get(name) as Datasource
  const answerer = createAnswerer({ catalog, datasource, crossKeys: 10_000 })
  return { catalog, datasources, answer: (read, binds) => answerer.answer(read, binds, options()) }
}

const expected = (read: Read, binds: readonly Value[]) =>
  memoryAnswer(
    ONE,
    conformanceRows,
    normalise(ONE, read, () => 'binary'),
    binds,
  )

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'switchyard-conformance-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

describe.each(CASTS)('$name under binary', (casting) => {
  let on: Stage
  beforeAll(async () => {
    on = await stage(casting, 'binary', join(dataDir, casting.name.replaceAll(/\W+/g, '-')))
  })
  afterAll(async () => {
    for (const datasource of on?.datasources.values() ?? []) await datasource[Symbol.asyncDispose]()
  })

  test('every case', async () => {
    for (const { name, read, binds, rows, level } of cases) {
      // Cases that say what the planner itself produces are for one datasource alone.
      if (level === 'datasource' && on.datasources.size > 1) continue
      const wanted = rows ?? expected(read, binds)
      assertSame(ONE, { read, binds }, wanted as never, (await on.answer(read, binds)) as never, `${casting.name}: ${name}`)
    }
  })

  test(`${READS} random reads from seed ${SEED}`, async () => {
    let withRows = 0
    for (let seed = SEED; seed < SEED + READS; seed++) {
      const { read, binds } = randomRead(seed)
      const wanted = expected(read, binds)
      if (wanted.length > 0) withRows++
      const actual = await on.answer(read, binds).catch((error: unknown) => {
        throw new Error(`${casting.name}, SEED=${seed} READS=1: ${JSON.stringify({ read, binds })}`, { cause: error })
      })
      assertSame(ONE, { read, binds }, wanted as never, actual as never, `${casting.name}, SEED=${seed} READS=1`)
    }
    expect(withRows).toBeGreaterThan(READS / 2)
  })
})

describe.each(['sqlite', 'pglite'])('%s under native', (engine) => {
  let on: Stage
  beforeAll(async () => {
    on = await stage({ routing: 'one', cast: { main: engine } }, 'native', join(dataDir, `native-${engine}`))
  })
  afterAll(async () => {
    for (const datasource of on?.datasources.values() ?? []) await datasource[Symbol.asyncDispose]()
  })

  test.each([...ONE.models.keys()])('pages of %s partition the whole, forward and backward, by every text field', async (name) => {
    const model = modelOf(ONE, name)
    const texts = [...model.fields.values()].filter((field) => field.type.kind === 'string').map((field) => field.name)
    for (const field of [...texts, ...model.key]) {
      for (const direction of ['asc', 'desc'] as const) {
        const nulls = direction === 'asc' ? 'first' : 'last'
        const order = totalOrder(model, [{ by: fieldOperand([field]), direction, nulls, collation: 'native' }], undefined, 'native')
        const whole = await on.answer({ model: name, select: selectOf(model.key, order), order }, [])
        const pages = await pagesOf(on, name, selectOf(model.key, order), order, model.key.length)
        expect(pages).toEqual(whole)
        expect(whole.length).toBe(conformanceRows.get(name)?.length)
        expect(fieldAt(model, [field]).name).toBe(field)
      }
    }
  })
})

const selectOf = (key: readonly string[], order: readonly Order[]): Read['select'] => [
  ...key.map((name) => ({ kind: 'value', of: fieldOperand([name]) }) as const),
  ...order.map(({ by }) => ({ kind: 'value', of: by }) as const),
]

/** The whole, three rows at a time: each page begins after the last row of the one before. */
async function pagesOf(on: Stage, model: string, select: Read['select'], order: readonly Order[], keyWidth: number): Promise<unknown[]> {
  const rows: (readonly unknown[])[] = []
  for (;;) {
    const last = rows.at(-1)?.slice(keyWidth) as Value[] | undefined
    const binds: Value[] = [3, ...(last ?? [])]
    const where =
      last === undefined
        ? {}
        : {
            where: {
              kind: 'after',
              order,
              values: order.map((_, i) => ({ slot: i + 1 })),
              nullAt: last.map((value) => value === null),
            } as const,
          }
    const page = await on.answer({ model, select, order, page: { limit: { slot: 0 } }, ...where }, binds)
    rows.push(...page)
    if (page.length < 3) return rows
  }
}
