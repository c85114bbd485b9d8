/** What every run of the conformance suite shares: rows loaded into datasources, the oracle beside them, and the checks. */

import { expect } from 'vitest'
import type { Value } from '../../src/base/json.ts'
import type { Datasource, RunOptions } from '../../src/datasource/datasource.ts'
import { load, type RowBatch } from '../../src/datasource/load.ts'
import { loadEngine } from '../../src/engines/index.ts'
import type { Row } from '../../src/engines/memory/tables.ts'
import { openMemory } from '../../src/engines/memory.ts'
import { type Catalog, modelOf } from '../../src/model/catalog.ts'
import { createAnswerer } from '../../src/plan/answer.ts'
import { fieldOperand } from '../../src/query/build.ts'
import { normalise, totalOrder } from '../../src/query/normal.ts'
import type { Binds, Collation, Order, Read } from '../../src/query/query.ts'
import { cases } from './cases.ts'
import { conformanceCatalog, ROUTINGS } from './catalog.ts'
import { assertSame } from './compare.ts'
import { memoryAnswer } from './oracle.ts'
import { type Asked, randomRead } from './random.ts'
import { conformanceRows } from './rows.ts'

export const READS = Number(process.env.READS ?? 2000)
export const SEED = Number(process.env.SEED ?? 1)
export type Routing = keyof typeof ROUTINGS

/** Models and rows as an engine can hold them, and what the oracle makes of them. */
export interface World {
  /** Every model in one place: what the oracle answers for. */
  readonly one: Catalog
  readonly rows: ReadonlyMap<string, readonly Row[]>
  catalog(routing: Routing): Catalog
  /** The values of a question as this world writes them. */
  binds(binds: Binds): Binds
  expected(read: Read, binds: Binds): readonly (readonly Value[])[]
  /** Whether answers that were worked out by hand hold here too. */
  readonly whole: boolean
}

/** @param timePrecision fraction digits of a second that the least able engine keeps; what is finer is cut off */
export function worldOf(timePrecision = 6): World {
  const whole = timePrecision >= 6
  const one = conformanceCatalog({}, timePrecision)
  const cut = (value: Value): Value => cutMoments(value, timePrecision)
  const rows: World['rows'] = whole
    ? conformanceRows
    : new Map(
        [...conformanceRows].map(([name, of]) => [
          name,
          keyedOnce(
            modelOf(one, name).key,
            of.map((row) => cut(row as Value) as Row),
          ),
        ]),
      )
  const binds: World['binds'] = (values) => (whole ? values : (values.map((value) => once(cut(value as Value))) as Binds))
  return {
    ...{ one, rows, binds, whole },
    catalog: (routing) => conformanceCatalog(ROUTINGS[routing], timePrecision),
    expected: (read, values) =>
      memoryAnswer(
        one,
        rows,
        normalise(one, read, () => 'binary'),
        binds(values),
      ),
  }
}

/** Keys that differ in what was cut off alone are one; the planner gives none twice. */
const once = (value: Value): Value =>
  Array.isArray(value) ? [...new Map(value.map((entry) => [JSON.stringify(entry), entry])).values()] : value

/** Rows whose keys differ in what was cut off alone are one. */
const keyedOnce = (key: readonly string[], rows: readonly Row[]): Row[] => [
  ...new Map(rows.map((row) => [JSON.stringify(key.map((name) => row[name])), row])).values(),
]

const MICROSECONDS = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.)(\d{6})Z$/

function cutMoments(value: Value, precision: number): Value {
  if (typeof value === 'string')
    return value.replace(MICROSECONDS, (_, head: string, digits: string) => `${head}${digits.slice(0, precision)}Z`)
  if (Array.isArray(value)) return value.map((entry) => cutMoments(entry, precision))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, cutMoments(entry, precision)]))
}

export const runOptions = (): RunOptions => ({
  signal: new AbortController().signal,
  deadline: Date.now() + 60_000,
  lane: 'traffic',
  maxRows: 1_000_000,
})

/** How a cast member becomes an empty datasource. */
export type Opener = (engine: string, name: string, collation: Collation) => Promise<Datasource>

/** Engines that live in this process, in a folder. */
export const openEmbedded =
  (dataDir: string): Opener =>
  async (engine, name, collation) =>
    (await loadEngine(engine)).open(name, { COLLATION: collation }, { dataDir })

export interface Stage extends AsyncDisposable {
  readonly world: World
  readonly datasources: ReadonlyMap<string, Datasource>
  answer(read: Read, binds: Binds): Promise<readonly (readonly unknown[])[]>
}

export interface Casting {
  readonly routing: Routing
  /** The engine behind each datasource of the routing. */
  readonly cast: Readonly<Record<string, string>>
}

/** Opens a cast and loads the rows of its world. */
export async function stage({ routing, cast }: Casting, collation: Collation, world: World, open: Opener): Promise<Stage> {
  const catalog = world.catalog(routing)
  const datasources = new Map<string, Datasource>()
  const close = async () => {
    for (const datasource of datasources.values()) await datasource[Symbol.asyncDispose]()
  }
  try {
    for (const [name, engine] of Object.entries(cast)) {
      const models = [...catalog.models.values()].filter((model) => model.datasource === name).map((model) => model.name)
      if (engine === 'memory') {
        const rows = new Map(models.map((model) => [model, world.rows.get(model) ?? []]))
        datasources.set(name, openMemory(name, rows, { nest: false, collation }))
        continue
      }
      const datasource = await open(engine, name, collation)
      datasources.set(name, datasource)
      const result = await load(datasource, { catalog, version: datasource.version }, models, batches(catalog, world.rows), runOptions())
      expect(result.status).toBe('loaded')
    }
  } catch (error) {
    await close()
    throw error
  }
  const datasource = (name: string) => datasources.get(name) as Datasource
  const answerer = createAnswerer({ catalog, datasource, crossKeys: 10_000 })
  return {
    ...{ world, datasources, [Symbol.asyncDispose]: close },
    answer: (read, binds) => answerer.answer(read, world.binds(binds), runOptions()),
  }
}

function* batches(catalog: Catalog, all: World['rows']): Generator<RowBatch> {
  for (const [name, rows] of all) {
    const fields = [...modelOf(catalog, name).fields.values()].filter((field) => field.computed === undefined).map((field) => field.name)
    yield { model: name, fields, rows: rows.map((row) => fields.map((field) => row[field] ?? null)) }
  }
}

/**
 * What a server of this make cannot run, and says so: the reason, or undefined where the failure is one.
 * A wrong answer is never a gap.
 */
export type GapOf = (error: unknown, asked: Asked) => string | undefined

const NO_GAPS: GapOf = () => undefined

/** Asks, and compares; true where there were rows to compare, null where the server says that it cannot. */
async function compared(
  on: Stage,
  asked: Asked,
  byHand: readonly (readonly Value[])[] | undefined,
  label: string,
  gaps: Map<string, number>,
  gapOf: GapOf,
) {
  const { read, binds } = asked
  const wanted = (on.world.whole ? byHand : undefined) ?? on.world.expected(read, binds)
  let actual: readonly (readonly unknown[])[]
  try {
    actual = await on.answer(read, binds)
  } catch (error) {
    const reason = gapOf(error, asked)
    if (reason === undefined) throw new Error(`${label}: ${JSON.stringify({ read, binds })}`, { cause: error })
    gaps.set(reason, (gaps.get(reason) ?? 0) + 1)
    return null
  }
  assertSame(on.world.one, { read, binds: on.world.binds(binds) }, wanted as never, actual as never, label)
  return wanted.length > 0
}

/** Every hand-written case; returns how often which gap was met. */
export async function everyCase(on: Stage, label: string, gapOf: GapOf = NO_GAPS): Promise<ReadonlyMap<string, number>> {
  const gaps = new Map<string, number>()
  for (const one of cases) {
    // Cases that say what the planner itself produces are for one datasource alone.
    if (one.level === 'datasource' && on.datasources.size > 1) continue
    await compared(on, one, one.rows, `${label}: ${one.name}`, gaps, gapOf)
  }
  return gaps
}

/** READS random reads from SEED on; returns how often which gap was met. */
export async function randomReads(on: Stage, label: string, gapOf: GapOf = NO_GAPS): Promise<ReadonlyMap<string, number>> {
  const gaps = new Map<string, number>()
  let [ran, withRows] = [0, 0]
  for (let seed = SEED; seed < SEED + READS; seed++) {
    const found = await compared(on, randomRead(seed), undefined, `${label}, SEED=${seed} READS=1`, gaps, gapOf)
    if (found !== null) ran++
    if (found === true) withRows++
  }
  // A replay of single seeds may well meet an empty one.
  if (READS >= 100) expect(withRows).toBeGreaterThan(ran / 2)
  return gaps
}

/** Pages of a model, by every text field and its key and both ways, are the whole in its order. */
export async function pagesPartition(on: Stage, name: string): Promise<void> {
  const model = modelOf(on.world.one, name)
  const texts = [...model.fields.values()].filter((field) => field.type.kind === 'string').map((field) => field.name)
  for (const field of [...texts, ...model.key]) {
    for (const direction of ['asc', 'desc'] as const) {
      const nulls = direction === 'asc' ? 'first' : 'last'
      const order = totalOrder(model, [{ by: fieldOperand([field]), direction, nulls, collation: 'native' }], undefined, 'native')
      const select = selectOf(model.key, order)
      const whole = await on.answer({ model: name, select, order }, [])
      const pages = await pagesOf(on, name, select, order, model.key.length)
      expect(pages, `${name} by ${field} ${direction}`).toEqual(whole)
      expect(whole.length).toBe(on.world.rows.get(name)?.length)
    }
  }
}

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
