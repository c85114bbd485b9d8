/** What a server, and the network before it, can do to a datasource, while another datasource goes on as if nothing were. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { GatewayError } from '../../src/base/errors.ts'
import type { Compiled, Datasource, Engine, RunOptions, Session, Settings } from '../../src/datasource/datasource.ts'
import { createRegistry, type Registry } from '../../src/datasource/registry.ts'
import { loadEngine } from '../../src/engines/index.ts'
import { buildCatalog } from '../../src/model/catalog.ts'
import { int, string } from '../../src/model/fields.ts'
import { defineModel } from '../../src/model/model.ts'
import { bindList, fieldOperand } from '../../src/query/build.ts'
import type { Insert, Read } from '../../src/query/query.ts'
import { type FaultyWay, type Mode, startProxy } from '../support/proxy.ts'
import { type FreshDatabase, freshDatabase } from './databases.ts'

const ROWS = 20
const POOL = 4
/** Every statement is answered by then; what is later than twice this hangs. Milliseconds. */
const DEADLINE = 3_000
const SEED = Number(process.env.SEED ?? 1)

const catalog = buildCatalog([
  {
    model: defineModel('Thing', { datasource: 'sick', fields: { id: int(), name: string({ max: 40 }) }, key: ['id'] }),
    file: 'thing.ts',
  },
])
const at = (datasource: Datasource) => ({ catalog, version: datasource.version })
const READ: Read = {
  model: 'Thing',
  select: [
    { kind: 'value', of: fieldOperand(['id']) },
    { kind: 'value', of: fieldOperand(['name']) },
  ],
  order: [{ by: fieldOperand(['id']), direction: 'asc', nulls: 'first', collation: 'binary' }],
  page: { limit: { slot: 0 } },
}
const EXPECTED = Array.from({ length: ROWS }, (_, i) => [i, `the thing with number ${i}`])

const options = (ms = DEADLINE, more: Partial<RunOptions> = {}): RunOptions => ({
  ...{ signal: new AbortController().signal, deadline: Date.now() + ms, lane: 'traffic', maxRows: 1_000 },
  ...more,
})
const raw = (text: string, columns = 1): Compiled => ({
  text,
  params: [],
  decode: Array.from({ length: columns }, () => (value) => value as never),
})

/** `fine` for the right rows; wrong ones fail the test, whatever else went wrong is a code. */
async function outcome(datasource: Session & Datasource, given = options()): Promise<string> {
  try {
    const { rows } = await datasource.run(datasource.engine.compile(READ, at(datasource)), [ROWS], given)
    expect(rows).toEqual(EXPECTED)
    return 'fine'
  } catch (error) {
    if (error instanceof GatewayError) return error.code
    throw error
  }
}
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'fine',
    (error: unknown) => (error instanceof GatewayError ? error.code : String(error)),
  )

async function fill(datasource: Datasource): Promise<void> {
  const admin = () => options(60_000, { lane: 'admin' })
  for (const statement of datasource.engine.define(['Thing'], at(datasource))) await datasource.run(statement, [], admin())
  const binds = bindList()
  const insert: Insert = {
    ...{ kind: 'insert', model: 'Thing', fields: [['id'], ['name']], rows: binds.bind(EXPECTED), returning: [] },
  }
  await datasource.run(datasource.engine.compile(insert, at(datasource)), binds.values, admin())
}

/** Clients that ask one after the other until they are told to stop. */
function keepAsking(datasource: Datasource, clients: number) {
  const codes = new Map<string, number>()
  let longest = 0
  let over = false
  const client = async (): Promise<void> => {
    while (!over) {
      const began = performance.now()
      const code = await outcome(datasource)
      longest = Math.max(longest, performance.now() - began)
      codes.set(code, (codes.get(code) ?? 0) + 1)
      await pause(code === 'fine' ? 2 : 10)
    }
  }
  const ended = Promise.all(Array.from({ length: clients }, client))
  return async () => {
    over = true
    await ended
    return { codes, longest }
  }
}

async function eventually(holds: () => boolean | Promise<boolean>, ms = 5_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end; await pause(25)) if (await holds()) return
  expect.fail(`it did not come about in ${ms} ms`)
}

/** The same numbers for the same seed. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

interface Product {
  readonly name: string
  readonly type: string
  readonly variable: string
  /** A statement that sleeps for so many seconds and then answers 42; absent where there is none. */
  readonly sleep?: (seconds: number, mark: string) => string
  /** Counts the statements at work whose text holds this mark. */
  readonly working?: (mark: string) => string
  /** So many rows of a million characters. */
  readonly large?: (rows: number) => string
  /** Makes and drops a login that may have one connection. */
  readonly limited?: (user: string, database: string) => { readonly make: readonly string[]; readonly drop: readonly string[] }
}

const MYSQL_FAMILY: Pick<Product, 'sleep' | 'working' | 'limited'> = {
  sleep: (seconds, mark) => `select 42 + sleep(${seconds}) /* ${mark} */`,
  working: (mark) => `select count(*) from information_schema.processlist where info like '%${mark}%' and id <> connection_id()`,
  limited: (user, database) => ({
    make: [`create user ${user} identified by 'limited' with max_user_connections 1`, `grant select on \`${database}\`.* to ${user}`],
    drop: [`drop user ${user}`],
  }),
}

const PRODUCTS: readonly Product[] = [
  {
    ...{ name: 'PostgreSQL', type: 'postgres', variable: 'TEST_POSTGRES_URL' },
    sleep: (seconds, mark) => `select 42 from pg_sleep(${seconds}) /* ${mark} */`,
    working: (mark) =>
      `select count(*) from pg_stat_activity where state = 'active' and query like '%${mark}%' and pid <> pg_backend_pid()`,
    large: (rows) => `select repeat('x', 1000000) from generate_series(1, ${rows})`,
    limited: (user) => ({
      make: [`create role ${user} login password 'limited' connection limit 1`, `grant select on all tables in schema public to ${user}`],
      drop: [`drop owned by ${user}`, `drop role ${user}`],
    }),
  },
  {
    ...{ name: 'MariaDB', type: 'mariadb', variable: 'TEST_MARIADB_URL', ...MYSQL_FAMILY },
    large: (rows) => `select repeat('x', 1000000) from seq_1_to_${rows}`,
  },
  {
    ...{ name: 'MySQL', type: 'mysql', variable: 'TEST_MYSQL_URL', ...MYSQL_FAMILY },
    large: (rows) =>
      `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${rows}) select repeat('x', 1000000) from n`,
  },
  { name: 'FerretDB', type: 'mongodb', variable: 'TEST_MONGODB_URL' },
  { name: 'mongo-java-server', type: 'mongodb', variable: 'TEST_MONGODB_JAVA_URL' },
]

for (const { name, type, variable, sleep, working, large, limited } of PRODUCTS) {
  const url = process.env[variable] ?? ''
  describe.skipIf(url === '')(`${name} (skipped where ${variable} is not set)`, () => {
    let dir: string
    let database: FreshDatabase
    let engine: Engine
    let direct: Datasource
    let proxy: FaultyWay
    let settings: Settings
    let registry: Registry
    let sick: Datasource
    let well: Datasource
    const opened: Datasource[] = []
    const unheard: unknown[] = []
    const hear = (error: unknown): void => void unheard.push(error)

    const openRegistry = (more: Settings = {}): Registry => {
      const entries = [
        { name: 'sick', engine, settings: { ...settings, ...more } },
        { name: 'well', engine: sqlite, settings: { DB_FILE: join(dir, 'well.sqlite'), POOL__MAX: 2, COLLATION: 'binary' } },
      ]
      return createRegistry(entries, { dataDir: dir })
    }
    let sqlite: Engine
    /** Without the guard before it, whose breaker would keep most of what is tried here from the server. */
    const unguarded = (more: Settings = {}): Datasource => {
      const made = engine.open('sick', { ...settings, ...more }, { dataDir: dir })
      opened.push(made)
      return made
    }
    const admin = async (text: string): Promise<unknown> =>
      (await direct.run(raw(text), [], options(10_000, { lane: 'admin' }))).rows[0]?.[0]

    beforeAll(async () => {
      process.on('unhandledRejection', hear)
      process.on('uncaughtException', hear)
      dir = mkdtempSync(join(tmpdir(), 'switchyard-faults-'))
      database = await freshDatabase(type, url)
      engine = await loadEngine(type)
      sqlite = await loadEngine('sqlite')
      direct = engine.open('direct', { ...database.settings, COLLATION: 'binary' }, { dataDir: dir })
      await fill(direct)
      proxy = await startProxy({ host: String(database.settings.DB_HOST ?? '127.0.0.1'), port: Number(database.settings.DB_PORT) })
      settings = {
        ...database.settings,
        ...{ COLLATION: 'binary', DB_HOST: '127.0.0.1', DB_PORT: proxy.port, POOL__MAX: POOL },
        ...{ POOL__CONNECT_TIMEOUT: 1_000, POOL__ACQUIRE_TIMEOUT: 1_000, STATEMENT_TIMEOUT: 2_000 },
      }
      registry = openRegistry()
      sick = registry.get('sick')
      well = registry.get('well')
      await fill(well)
    }, 120_000)
    afterEach(async () => {
      await proxy.set('pass')
      proxy.cutAfter(0, 0)
      for (const datasource of opened.splice(0)) await datasource[Symbol.asyncDispose]()
    })
    afterAll(async () => {
      await registry?.[Symbol.asyncDispose]()
      await direct?.[Symbol.asyncDispose]()
      await proxy?.[Symbol.asyncDispose]()
      await database?.drop()
      rmSync(dir, { recursive: true, force: true })
      process.off('unhandledRejection', hear)
      process.off('uncaughtException', hear)
      expect(unheard).toEqual([])
    })

    /** As many at once as there are connections, and some that wait for one: none is lost. */
    const isWhole = async (): Promise<void> => {
      await eventually(async () => (await outcome(sick)) === 'fine')
      const codes = await Promise.all(Array.from({ length: POOL + 3 }, () => outcome(sick)))
      expect(codes).toEqual(Array.from({ length: POOL + 3 }, () => 'fine'))
      await eventually(() => sick.pool?.()?.used === 0 && sick.pool?.()?.waiting === 0)
      expect(sick.breaker?.()).toBe('closed')
    }

    test.each<Mode>(['hole', 'rst', 'refuse'])(
      '%s: every request is answered in time, nobody else notices, and it heals by itself',
      async (mode) => {
        await isWhole()
        const [stopSick, stopWell] = [keepAsking(sick, POOL + 2), keepAsking(well, 2)]
        await pause(300)
        await proxy.set(mode)
        await pause(2_500)
        const probe = await sick.health(options(2_000, { lane: 'probe' }))
        expect(probe.ok).toBe(false)
        await proxy.set('pass')
        await eventually(async () => (await outcome(sick)) === 'fine')
        const [ill, healthy] = [await stopSick(), await stopWell()]
        expect([...healthy.codes.keys()]).toEqual(['fine'])
        expect([...ill.codes.keys()].filter((code) => !/^(fine|DATASOURCE_(UNAVAILABLE|TIMEOUT|OVERLOADED))$/.test(code))).toEqual([])
        expect(ill.codes.get('DATASOURCE_UNAVAILABLE') ?? 0).toBeGreaterThan(0)
        expect(ill.longest).toBeLessThan(DEADLINE * 2)
        await isWhole()
        expect((await sick.health(options(5_000, { lane: 'probe' }))).ok).toBe(true)
      },
    )

    test('down when it is first asked: said so, and answered once it is up', async () => {
      await proxy.set('refuse')
      await using late = openRegistry()
      const datasource = late.get('sick')
      for (let i = 0; i < 8; i++) expect(await outcome(datasource)).toBe('DATASOURCE_UNAVAILABLE')
      expect(await datasource.health(options(3_000, { lane: 'probe' }))).toMatchObject({ ok: false, trouble: 'refused' })
      expect(datasource.breaker?.()).not.toBe('closed')
      await proxy.set('pass')
      await eventually(async () => (await outcome(datasource)) === 'fine')
    })

    test('cut after any number of bytes: the right rows or a code, never wrong rows, never a hang, and the next one is answered', async () => {
      const random = seeded(SEED)
      const whole = unguarded()
      const before = proxy.answered
      expect(await outcome(whole)).toBe('fine')
      const session = proxy.answered - before
      const datasource = unguarded()
      for (let i = 0; i < 40; i++) {
        const bytes = random(session + 40)
        proxy.reset()
        proxy.cutAfter(bytes, 2)
        const began = performance.now()
        const codes = await Promise.all([outcome(datasource), outcome(datasource)])
        expect(performance.now() - began).toBeLessThan(DEADLINE * 2)
        for (const code of codes)
          expect(code, `cut after ${bytes} bytes, SEED=${SEED}`).toMatch(/^(fine|DATASOURCE_(UNAVAILABLE|TIMEOUT))$/)
        proxy.cutAfter(0, 0)
        await eventually(async () => (await outcome(datasource)) === 'fine')
      }
    })

    test('clients that leave at any moment hit nobody but themselves', async () => {
      const random = seeded(SEED)
      const datasource = unguarded()
      const leaving = async (): Promise<string[]> => {
        const codes: string[] = []
        for (let i = 0; i < 40; i++) {
          const control = new AbortController()
          const given = options(DEADLINE, { signal: control.signal })
          setTimeout(() => control.abort(), random(12))
          codes.push(
            sleep === undefined ? await outcome(datasource, given) : await codeOf(datasource.run(raw(sleep(0.005, 'leaving')), [], given)),
          )
        }
        return codes
      }
      const stay = async (): Promise<string[]> => {
        const codes: string[] = []
        for (let i = 0; i < 150; i++) codes.push(await outcome(datasource, options(20_000)))
        return codes
      }
      const [gone, stayed] = await Promise.all([Promise.all([leaving(), leaving()]), Promise.all([stay(), stay()])])
      expect(new Set(gone.flat())).toEqual(new Set(gone.flat().includes('fine') ? ['fine', 'QUERY_CANCELLED'] : ['QUERY_CANCELLED']))
      expect(new Set(stayed.flat())).toEqual(new Set(['fine']))
    })

    test.skipIf(working === undefined)('what a client leaves behind ends at the server', async () => {
      const mark = `left_${Date.now().toString(36)}`
      const count = async () => Number(await admin(working?.(mark) ?? ''))
      const control = new AbortController()
      const all = Array.from({ length: POOL }, () =>
        codeOf(sick.run(raw(sleep?.(20, mark) ?? ''), [], options(DEADLINE, { signal: control.signal }))),
      )
      await eventually(async () => (await count()) === POOL)
      control.abort()
      expect(await Promise.all(all)).toEqual(Array.from({ length: POOL }, () => 'QUERY_CANCELLED'))
      await eventually(async () => (await count()) === 0)
      // And what takes longer than it may.
      expect(await codeOf(sick.run(raw(sleep?.(20, mark) ?? ''), [], options(10_000)))).toBe('DATASOURCE_TIMEOUT')
      await eventually(async () => (await count()) === 0)
      await isWhole()
    })

    test.skipIf(sleep === undefined)(
      'a pool that is exhausted: those that wait too long are told so, probes and operators are not kept waiting',
      async () => {
        const busy = Array.from({ length: POOL }, () => codeOf(sick.run(raw(sleep?.(1.6, 'busy') ?? ''), [], options())))
        const waiting = Array.from({ length: 6 }, () => outcome(sick))
        await eventually(() => sick.pool?.()?.waiting === 6)
        expect(await sick.health(options(2_000, { lane: 'probe' }))).toMatchObject({ ok: true })
        expect(await outcome(sick, options(2_000, { lane: 'admin' }))).toBe('fine')
        expect(await Promise.all(waiting)).toEqual(Array.from({ length: 6 }, () => 'DATASOURCE_OVERLOADED'))
        expect(await Promise.all(busy)).toEqual(Array.from({ length: POOL }, () => 'fine'))
        await isWhole()
      },
    )

    test.skipIf(large === undefined)(
      'more bytes than may be: told so before they are all here, and the next statement is answered',
      async () => {
        const before = proxy.answered
        expect(await codeOf(sick.run(raw(large?.(900) ?? ''), [], options(20_000)))).toMatch(/^(RESULT_TOO_LARGE|DATASOURCE_TIMEOUT)$/)
        expect(await codeOf(sick.run(raw(large?.(900) ?? ''), [], options(20_000, { maxBytes: 3_000_000 })))).toBe('RESULT_TOO_LARGE')
        expect(proxy.answered - before).toBeLessThan(600_000_000)
        expect(await codeOf(sick.run(raw(large?.(2) ?? ''), [], options(20_000, { maxBytes: 3_000_000 })))).toBe('fine')
        await isWhole()
      },
    )

    test.skipIf(limited === undefined)(
      'more connections than the server grants: those that get none are told so, and there is no storm',
      async () => {
        const user = `limited_${process.pid}_${Date.now().toString(36)}`
        const { make, drop } = limited?.(user, String(settings.DB_NAME)) ?? { make: [], drop: [] }
        for (const text of make) await direct.run(raw(text, 0), [], options(10_000, { lane: 'admin' }))
        const few = openRegistry({ DB_USER: user, DB_PASSWORD: 'limited' })
        try {
          const datasource = few.get('sick')
          expect(await outcome(datasource)).toBe('fine')
          const before = proxy.opened
          const codes = await Promise.all(Array.from({ length: 60 }, () => outcome(datasource)))
          expect(codes).toContain('fine')
          expect(codes.filter((code) => !/^(fine|DATASOURCE_(UNAVAILABLE|OVERLOADED))$/.test(code))).toEqual([])
          expect(proxy.opened - before).toBeLessThan(30)
          await eventually(async () => (await outcome(datasource)) === 'fine')
        } finally {
          await few[Symbol.asyncDispose]()
          for (const text of drop) await direct.run(raw(text, 0), [], options(10_000, { lane: 'admin' }))
        }
      },
    )

    test.skipIf(sleep === undefined)('wrong credentials are tried once in a while only, by traffic and probes together', async () => {
      await using wrong = openRegistry({ DB_USER: 'nobody_at_all', DB_PASSWORD: 'wr0ng' })
      const datasource = wrong.get('sick')
      const before = proxy.opened
      for (let i = 0; i < 30; i++) {
        expect(await outcome(datasource)).toBe('DATASOURCE_UNAVAILABLE')
        expect(await datasource.health(options(2_000, { lane: 'probe' }))).toMatchObject({ ok: false, trouble: 'auth' })
        await pause(20)
      }
      expect(proxy.opened - before).toBe(1)
    })

    test.skipIf(sleep === undefined)(
      'of two transactions that wait for each other one is told to try again, and the other is kept',
      async () => {
        const datasource = unguarded()
        const change = (session: Session, id: number) =>
          session.run(raw(`update things set name = name where id = ${id}`, 0), [], options(9_000))
        const meeting = Promise.withResolvers<void>()
        let there = 0
        const transaction = (first: number, second: number) =>
          codeOf(
            datasource.transaction({ ...options(9_000), readOnly: false }, async (session) => {
              await change(session, first)
              if (++there === 2) meeting.resolve()
              await meeting.promise
              await change(session, second)
            }),
          )
        const codes = await Promise.all([transaction(1, 2), transaction(2, 1)])
        expect(codes.sort()).toEqual(['SERIALIZATION_CONFLICT', 'fine'].sort())
      },
    )

    test.skipIf(sleep === undefined)('a column that was dropped is said plainly, and the breaker is not for that', async () => {
      await direct.run(raw('alter table things rename column name to other', 0), [], options(10_000, { lane: 'admin' }))
      try {
        for (let i = 0; i < 8; i++) expect(await outcome(sick)).toBe('SCHEMA_VERSION_MISMATCH')
        expect(sick.breaker?.()).toBe('closed')
      } finally {
        await direct.run(raw('alter table things rename column other to name', 0), [], options(10_000, { lane: 'admin' }))
      }
      await isWhole()
    })
  })
}
