/** The background watch: conditions and their reasons, one datasource's trouble apart from the others', figures that many readers share. */

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import { type Activity, createActivity } from '../src/datasource/activity.ts'
import type { Datasource, Engine } from '../src/datasource/datasource.ts'
import type { ColumnInfo, TableInfo } from '../src/datasource/introspection.ts'
import { createMonitor, type Monitor, type MonitorOptions, watchedOf } from '../src/datasource/monitor.ts'
import type { Health, PoolState, StatementEvent, Stats } from '../src/datasource/report.ts'
import { buildCatalog } from '../src/model/catalog.ts'
import { int, string } from '../src/model/fields.ts'
import { defineModel } from '../src/model/model.ts'

const catalog = buildCatalog([
  { model: defineModel('Book', { datasource: 'main', key: ['id'], fields: { id: int(), title: string() } }), file: 'main.ts' },
])
const column = (name: string, type: ColumnInfo['type']): ColumnInfo => ({
  ...{ name, nativeType: 'x', type, note: null, nullable: false, identity: false, computed: false, default: null, comment: null },
})
const books: TableInfo = {
  ...{ schema: null, name: 'books', kind: 'table', comment: null, primaryKey: ['id'], uniques: [], indexes: [], foreignKeys: [] },
  columns: [column('id', { kind: 'int' }), column('title', { kind: 'string' })],
}

const well = (latency = 1): Health => ({ ok: true, latency, serverVersion: '1', database: 'd', error: null, trouble: null })
const sick = (error: Health['error'] = 'DATASOURCE_UNAVAILABLE', trouble: Health['trouble'] = 'refused'): Health => ({
  ...{ ok: false, latency: 2, serverVersion: null, database: null, error, trouble },
})
const figures = (rows: number): Stats => ({
  ...{ bytes: 1, sessions: null, lastBackup: null, tables: [{ table: 'book', rows, estimated: false, bytes: null }] },
})

/** A datasource that answers what the test says, and counts how often it is asked. */
interface Fake extends Datasource {
  answer: () => Health | Promise<Health>
  state: PoolState | null
  tables: readonly TableInfo[]
  sizes: () => Stats | Promise<Stats>
  readonly asked: { health: number; stats: number; introspect: number }
}

function fake(name: string): Fake {
  const asked = { health: 0, stats: 0, introspect: 0 }
  const self: Fake = {
    ...{ name, engine: { type: 'fake' } as Engine, collation: 'native', version: '1', asked },
    capabilities: { nest: false, transactions: true, identity: true, objectId: true, decimalPrecision: 38, timePrecision: 6 },
    answer: () => well(),
    state: null,
    tables: [books],
    sizes: () => figures(1),
    run: () => Promise.reject(new Error('nobody runs anything here')),
    transaction: () => Promise.reject(new Error('nobody runs anything here')),
    async health() {
      asked.health++
      return self.answer()
    },
    pool: () => self.state,
    async stats() {
      asked.stats++
      return self.sizes()
    },
    async introspect() {
      asked.introspect++
      return self.tables
    },
    async [Symbol.asyncDispose]() {},
  }
  return self
}

const START = Date.parse('2026-11-20T12:00:00Z')
let activity: Activity
let monitor: Monitor | undefined
const ending = (ms = 5_000) => ({ signal: new AbortController().signal, deadline: Date.now() + ms })

function watching(fakes: readonly Fake[], more: Partial<MonitorOptions> = {}): Monitor {
  monitor = createMonitor({
    watched: fakes.map(({ name }) => watchedOf(name, {})),
    datasource: (name) => fakes.find((each) => each.name === name) as Datasource,
    ...{ catalog, activity, interval: 5_000 },
    ...more,
  })
  return monitor
}

const event = (more: Partial<StatementEvent> = {}): StatementEvent => ({
  ...{ datasource: 'main', engine: 'fake', lane: 'traffic', about: undefined, requestId: undefined, text: 'select 1' },
  ...{ startedAt: Date.now(), ms: 1, waitedMs: 0, rows: 1, code: null },
  ...more,
})

beforeEach(() => {
  vi.useFakeTimers({ now: START })
  activity = createActivity(500)
})
afterEach(() => {
  monitor?.[Symbol.dispose]()
  vi.useRealTimers()
})

describe('conditions', () => {
  test('nothing is asked before the first question', async () => {
    const main = fake('main')
    const watched = watching([main])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(main.asked.health).toBe(0)
    expect(watched.state('main')).toBeNull()
    await vi.advanceTimersByTimeAsync(0)
    expect(watched.state('main')).toMatchObject({
      condition: 'HEALTHY',
      reasons: [],
      faults: [],
      lastSuccess: START + 60_000,
      lastError: null,
    })
    expect(() => watched.state('other')).toThrow('no datasource other')
  })

  test('who asks before the first probe has answered waits for it, no longer than he may', async () => {
    const main = fake('main')
    const { promise, resolve } = Promise.withResolvers<Health>()
    main.answer = () => promise
    const watched = watching([main])
    const late = watched.health('main', ending(1_000)).catch((error: unknown) => error)
    const patient = watched.health('main', ending(60_000))
    await vi.advanceTimersByTimeAsync(1_500)
    expect(await late).toMatchObject({ code: 'DATASOURCE_TIMEOUT', datasource: 'main' })
    resolve(well())
    expect((await patient).condition).toBe('HEALTHY')
  })

  test('the moment of the last change, the last error and the last success are kept', async () => {
    const main = fake('main')
    const watched = watching([main])
    watched.start()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(watched.state('main')).toMatchObject({ condition: 'HEALTHY', since: START, checkedAt: START + 10_000 })
    main.answer = () => sick('DATASOURCE_UNAVAILABLE', 'auth')
    await vi.advanceTimersByTimeAsync(5_000)
    const down = watched.state('main')
    expect(down).toMatchObject({ condition: 'UNHEALTHY', since: START + 15_000, lastSuccess: START + 10_000 })
    expect(down?.lastError).toEqual({ at: START + 15_000, code: 'DATASOURCE_UNAVAILABLE', trouble: 'auth' })
    expect(down?.reasons.join()).toContain('DB_PASSWORD')
    main.answer = () => well()
    await vi.advanceTimersByTimeAsync(1_000)
    const up = watched.state('main')
    expect(up?.condition).toBe('HEALTHY')
    expect(up?.since).toBeGreaterThan(START + 15_000)
    expect(up?.lastError).toEqual(down?.lastError)
  })

  test('a sick one is asked again at once, a healthy one at the interval', async () => {
    const [main, other] = [fake('main'), fake('other')]
    main.answer = () => sick()
    const watched = watching([main, other], { interval: 30_000 })
    watched.start()
    await vi.advanceTimersByTimeAsync(29_000)
    expect(other.asked.health).toBe(1)
    expect(main.asked.health).toBeGreaterThan(29)
    main.answer = () => well()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(watched.state('main')?.condition).toBe('HEALTHY')
  })

  test('a datasource that never answers delays no other', async () => {
    const [hung, other] = [fake('hung'), fake('other')]
    hung.answer = () => new Promise(() => undefined)
    const watched = watching([hung, other])
    watched.start()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(watched.state('hung')).toBeNull()
    expect(other.asked.health).toBe(5)
    expect(watched.state('other')?.condition).toBe('HEALTHY')
  })

  test('an engine that throws instead of answering is a fault of ours and is asked again', async () => {
    const main = fake('main')
    main.answer = () => {
      throw new TypeError('x')
    }
    const watched = watching([main])
    watched.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(watched.state('main')).toMatchObject({ condition: 'UNHEALTHY', lastError: { code: 'INTERNAL_SERVER_ERROR', trouble: 'other' } })
    main.answer = () => well()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(watched.state('main')?.condition).toBe('HEALTHY')
  })

  test('slower than its threshold is degraded, and says so', async () => {
    const main = fake('main')
    main.answer = () => well(251)
    const watched = watching([main], { watched: [watchedOf('main', { HEALTH__THRESHOLD: 250 })] })
    watched.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(watched.state('main')).toMatchObject({ condition: 'DEGRADED', lastError: null, lastSuccess: START })
    expect(watched.state('main')?.reasons).toEqual([expect.stringMatching(/251 ms.*HEALTH__THRESHOLD.*250 ms/)])
    main.answer = () => well(250)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(watched.state('main')?.condition).toBe('HEALTHY')
  })

  test('a pool that does not suffice at two probes in a row is degraded, a moment without a free session is not', async () => {
    const main = fake('main')
    main.state = { max: 4, used: 4, idle: 0, waiting: 3 }
    const watched = watching([main])
    watched.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(watched.state('main')?.condition).toBe('HEALTHY')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(watched.state('main')).toMatchObject({ condition: 'DEGRADED', reasons: [expect.stringMatching(/4 connections.*3 statements/)] })
    expect(watched.pool('main')).toEqual({ max: 4, used: 4, idle: 0, waiting: 3 })
    main.state = { max: 4, used: 4, idle: 0, waiting: 0 }
    await vi.advanceTimersByTimeAsync(5_000)
    expect(watched.state('main')?.condition).toBe('HEALTHY')
  })

  test('after its end nothing is asked any more', async () => {
    const main = fake('main')
    const watched = watching([main])
    watched.start()
    void watched.stats('main', ending())
    await vi.advanceTimersByTimeAsync(0)
    watched[Symbol.dispose]()
    const before = { ...main.asked }
    await vi.advanceTimersByTimeAsync(600_000)
    expect(main.asked).toEqual(before)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('faults of the models', () => {
  const missing = [{ ...books, columns: books.columns.slice(0, 1) }]

  test('are those of the check, found after the first good probe, and gone once they are repaired', async () => {
    const main = fake('main')
    main.answer = () => sick()
    main.tables = missing
    const watched = watching([main])
    watched.start()
    await vi.advanceTimersByTimeAsync(400)
    expect(main.asked.introspect).toBe(0)
    main.answer = () => well()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(watched.state('main')).toMatchObject({ condition: 'DEGRADED', faults: [expect.stringMatching(/^Book\.title.*no column title/)] })
    main.tables = [books]
    await vi.advanceTimersByTimeAsync(60_000)
    expect(watched.state('main')).toMatchObject({ condition: 'HEALTHY', faults: [], reasons: [] })
  })

  test('are looked for again when a request missed something, but not with every such request', async () => {
    const main = fake('main')
    const watched = watching([main])
    watched.start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(main.asked.introspect).toBe(1)
    main.tables = missing
    for (let i = 0; i < 100; i++) activity.observe(event({ code: 'SCHEMA_VERSION_MISMATCH' }))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(main.asked.introspect).toBe(2)
    expect(watched.state('main')?.condition).toBe('DEGRADED')
  })

  test('an engine that cannot tell has none', async () => {
    const main = fake('main')
    const { introspect: _, ...blind } = main
    const watched = watching([], { watched: [watchedOf('main', {})], datasource: () => blind as Datasource })
    watched.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(watched.state('main')).toMatchObject({ condition: 'HEALTHY', faults: [] })
  })
})

describe('figures', () => {
  test('a thousand readers over ten minutes cost what one costs', async () => {
    const [crowd, one] = [fake('crowd'), fake('one')]
    const watched = watching([crowd, one])
    for (let second = 0; second < 600; second += 5) {
      const reads = Array.from({ length: 1_000 }, () => watched.stats('crowd', ending()))
      const single = watched.stats('one', ending())
      await vi.advanceTimersByTimeAsync(0)
      expect((await reads[999])?.stats).toEqual(figures(1))
      await single
      await vi.advanceTimersByTimeAsync(5_000)
    }
    expect(crowd.asked.stats).toBe(one.asked.stats)
    expect(crowd.asked.stats).toBe(21)
    expect(crowd.asked.health).toBe(one.asked.health)
  })

  test('are not asked for while nobody reads them, and new ones for the first reader after that', async () => {
    const main = fake('main')
    const watched = watching([main])
    void watched.stats('main', ending())
    await vi.advanceTimersByTimeAsync(600_000)
    const idle = main.asked.stats
    expect(idle).toBeLessThanOrEqual(3)
    main.sizes = () => figures(2)
    const read = watched.stats('main', ending())
    await vi.advanceTimersByTimeAsync(0)
    expect(await read).toMatchObject({ stats: figures(2), takenAt: START + 600_000, error: null })
    expect(main.asked.stats).toBe(idle + 1)
  })

  test('old ones stay, with the code of what went wrong; without any the failure is the answer', async () => {
    const main = fake('main')
    const fail = () => Promise.reject(new GatewayError('DATASOURCE_UNAVAILABLE', 'gone', { datasource: 'main' }))
    main.sizes = fail
    const watched = watching([main])
    const first = watched.stats('main', ending()).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(0)
    expect(await first).toMatchObject({ code: 'DATASOURCE_UNAVAILABLE' })
    // Those who come right after it do not ask a dead database again.
    await expect(watched.stats('main', ending())).rejects.toMatchObject({ code: 'DATASOURCE_UNAVAILABLE' })
    expect(main.asked.stats).toBe(1)
    main.sizes = () => figures(3)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await watched.stats('main', ending())).toMatchObject({ stats: figures(3), error: null })
    main.sizes = fail
    await vi.advanceTimersByTimeAsync(40_000)
    expect(await watched.stats('main', ending())).toMatchObject({ stats: figures(3), error: 'DATASOURCE_UNAVAILABLE' })
  })

  test('a reader waits for the first ones no longer than he may', async () => {
    const main = fake('main')
    main.sizes = () => new Promise(() => undefined)
    const read = watching([main])
      .stats('main', ending(2_000))
      .catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(2_100)
    expect(await read).toMatchObject({ code: 'DATASOURCE_TIMEOUT' })
  })

  test('an engine without them answers null', async () => {
    const { stats: _, ...plain } = fake('main')
    const watched = watching([], { watched: [watchedOf('main', {})], datasource: () => plain as Datasource })
    expect(await watched.stats('main', ending())).toBeNull()
  })
})

describe('activity', () => {
  test('counts errors by code over the last ten minutes, and no longer', async () => {
    activity.observe(event({ code: 'DATASOURCE_TIMEOUT' }))
    await vi.advanceTimersByTimeAsync(8 * 60_000)
    for (const code of ['UNIQUE_VIOLATION', 'UNIQUE_VIOLATION', null, 'DATASOURCE_TIMEOUT'] as const) activity.observe(event({ code }))
    expect(activity.report('main')).toMatchObject({
      minutes: 10,
      statements: 5,
      errors: [
        { code: 'DATASOURCE_TIMEOUT', count: 2 },
        { code: 'UNIQUE_VIOLATION', count: 2 },
      ],
    })
    await vi.advanceTimersByTimeAsync(2 * 60_000)
    expect(activity.report('main')).toMatchObject({ statements: 4, errors: [{ code: 'UNIQUE_VIOLATION', count: 2 }, { count: 1 }] })
    await vi.advanceTimersByTimeAsync(60 * 60_000)
    expect(activity.report('main')).toEqual({ minutes: 10, statements: 0, errors: [], slow: [] })
    expect(activity.lastAt('main', 'UNIQUE_VIOLATION')).toBe(START + 8 * 60_000)
  })

  test('lists the slow ones, slowest first, fifty at most, each datasource for itself', () => {
    for (let ms = 400; ms < 600; ms++) activity.observe(event({ ms, about: { action: 'read', model: 'Book' }, requestId: `r${ms}` }))
    activity.observe(event({ datasource: 'other', ms: 9_000, text: { not: 'text' }, code: 'DATASOURCE_TIMEOUT' }))
    const { slow } = activity.report('main')
    expect(slow).toHaveLength(50)
    expect(slow[0]).toEqual({
      ...{ at: START, ms: 599, waitedMs: 0, rows: 1, lane: 'traffic', code: null, text: 'select 1' },
      ...{ about: { action: 'read', model: 'Book' }, requestId: 'r599' },
    })
    expect(slow[49]?.ms).toBe(550)
    expect(activity.report('other').slow).toMatchObject([
      { ms: 9_000, text: null, about: null, requestId: null, code: 'DATASOURCE_TIMEOUT' },
    ])
    expect(activity.report('never seen')).toEqual({ minutes: 10, statements: 0, errors: [], slow: [] })
  })
})
