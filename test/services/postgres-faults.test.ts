/** What PostgreSQL connections go through: cancelled, killed, cut, swallowed by the network; tables with collations and types of their own. */

import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { GatewayError } from '../../src/base/errors.ts'
import type { Datasource, RunOptions, Session, Settings } from '../../src/datasource/datasource.ts'
import { loadEngine } from '../../src/engines/index.ts'
import { createZoo, readZoo, zooAnswer } from '../fixtures/postgres-zoo.ts'
import { type FaultyWay, startProxy } from '../support/proxy.ts'
import { type FreshDatabase, freshDatabase } from './databases.ts'

const URL = process.env.TEST_POSTGRES_URL ?? ''

const options = (milliseconds = 10_000, maxRows = 1_000): RunOptions => ({
  signal: new AbortController().signal,
  deadline: Date.now() + milliseconds,
  lane: 'traffic',
  maxRows,
})

const run = async (on: Session, text: string, given = options()): Promise<unknown[][]> => {
  const width = /^select /.test(text) ? (text.match(/ as c\d/g)?.length ?? 1) : 0
  const decode = Array.from({ length: width }, () => (raw: unknown) => raw as string)
  return (await on.run({ text, params: [], decode }, [], given)).rows as unknown[][]
}
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  return error instanceof GatewayError ? error.code : String(error)
}

describe.skipIf(URL === '')('PostgreSQL under faults (skipped where TEST_POSTGRES_URL is not set)', () => {
  let database: FreshDatabase
  let admin: Datasource
  let proxy: FaultyWay
  let settings: Settings
  const opened: Datasource[] = []
  const unheard: unknown[] = []
  const hear = (error: unknown): void => void unheard.push(error)

  const open = async (more: Settings = {}): Promise<Datasource> => {
    const datasource = (await loadEngine('postgres')).open('main', { ...settings, POOL__MAX: 3, ...more }, { dataDir: '' })
    opened.push(datasource)
    return datasource
  }
  const viaProxy = () => open({ DB_HOST: '127.0.0.1', DB_PORT: proxy.port, POOL__CONNECT_TIMEOUT: 500 })
  const active = async (mark: string): Promise<number> => {
    const [row] = await run(
      admin,
      `select count(*) as c0 from pg_stat_activity where datname = current_database() and state = 'active' and query like '%${mark}%' and pid <> pg_backend_pid()`,
    )
    return Number(row?.[0])
  }
  const eventually = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let i = 0; i < 60; i++)
      if (await holds()) return
      else await pause(50)
    expect.fail('it did not come about in three seconds')
  }

  beforeAll(async () => {
    process.on('unhandledRejection', hear)
    process.on('uncaughtException', hear)
    database = await freshDatabase('postgres', URL)
    settings = database.settings
    admin = (await loadEngine('postgres')).open('admin', settings, { dataDir: '' })
    proxy = await startProxy({ host: String(settings.DB_HOST ?? '127.0.0.1'), port: Number(settings.DB_PORT ?? 5432) })
    await run(admin, 'create table t (id int primary key, n int)')
  }, 60_000)
  afterEach(async () => {
    await proxy.set('pass')
    for (const datasource of opened.splice(0)) await datasource[Symbol.asyncDispose]()
  })
  afterAll(async () => {
    await proxy?.[Symbol.asyncDispose]()
    await admin?.[Symbol.asyncDispose]()
    await database?.drop()
    process.off('unhandledRejection', hear)
    process.off('uncaughtException', hear)
    expect(unheard).toEqual([])
  })

  test('a statement past its deadline is answered in time and ended at the server', async () => {
    const datasource = await open()
    const began = Date.now()
    expect(await codeOf(run(datasource, `select pg_sleep(20) as c0, 'late' as c1`, options(400)))).toBe('DATASOURCE_TIMEOUT')
    expect(Date.now() - began).toBeLessThan(5_000)
    await eventually(async () => (await active('late')) === 0)
    expect(await run(datasource, 'select 1 as c0')).toEqual([['1']])
  })

  test('a request that is given up ends its statement at the server', async () => {
    const datasource = await open()
    const control = new AbortController()
    const pending = codeOf(run(datasource, `select pg_sleep(20) as c0, 'gone' as c1`, { ...options(), signal: control.signal }))
    await eventually(async () => (await active('gone')) === 1)
    control.abort()
    expect(await pending).toBe('QUERY_CANCELLED')
    await eventually(async () => (await active('gone')) === 0)
  })

  test('connections killed while idle are not noticed by anyone', async () => {
    const datasource = await open()
    await Promise.all([1, 2, 3].map(() => run(datasource, 'select pg_sleep(0.1) as c0')))
    await run(
      admin,
      `select pg_terminate_backend(pid) as c0 from pg_stat_activity where datname = current_database() and application_name = 'switchyard main'`,
    )
    for (let i = 0; i < 5; i++) expect(await run(datasource, 'select 1 as c0')).toEqual([['1']])
  })

  test('a connection killed at work fails that statement alone; a read on a used one is asked again', async () => {
    const datasource = await open()
    const kill = (mark: string) =>
      run(
        admin,
        `select pg_terminate_backend(pid) as c0 from pg_stat_activity where datname = current_database() and query like '%${mark}%' and pid <> pg_backend_pid()`,
      )
    const fresh = codeOf(run(datasource, `select pg_sleep(20) as c0, 'first' as c1`))
    await eventually(async () => (await active('first')) === 1)
    await kill('first')
    expect(await fresh).toBe('DATASOURCE_UNAVAILABLE')
    expect(await run(datasource, 'select 1 as c0')).toEqual([['1']])
    const used = run(datasource, `select pg_sleep(0.5) as c0, 'second' as c1`)
    await eventually(async () => (await active('second')) === 1)
    await kill('second')
    expect(await used).toEqual([['', 'second']])
  })

  test('a write on a connection that is killed is not sent again', async () => {
    const datasource = await open()
    await run(datasource, 'select 1 as c0')
    const pending = codeOf(run(datasource, 'insert into t select 100, 1 from pg_sleep(20)'))
    await eventually(async () => (await active('select 100')) === 1)
    await run(
      admin,
      `select pg_terminate_backend(pid) as c0 from pg_stat_activity where datname = current_database() and query like 'insert%select 100%'`,
    )
    // It was sent, and no transaction of ours was around it.
    expect(await pending).toBe('WRITE_OUTCOME_UNKNOWN')
    expect(await run(admin, 'select id as c0 from t where id = 100')).toEqual([])
  })

  test('an error of a statement costs no connection', async () => {
    const datasource = await open()
    const pid = await run(datasource, 'select pg_backend_pid() as c0')
    expect(await codeOf(run(datasource, 'insert into t values (1, 1), (1, 1)'))).toBe('UNIQUE_VIOLATION')
    expect(await codeOf(run(datasource, 'select nothing as c0 from t'))).toBe('SCHEMA_VERSION_MISMATCH')
    expect(await codeOf(run(datasource, 'select x as c0 from nowhere'))).toBe('SCHEMA_VERSION_MISMATCH')
    expect(await run(datasource, 'select pg_backend_pid() as c0')).toEqual(pid)
  })

  test('the network swallows everything: answers in time, no slot lost, and all is well once it is back', async () => {
    const datasource = await viaProxy()
    await Promise.all([1, 2, 3].map(() => run(datasource, 'select pg_sleep(0.1) as c0')))
    await proxy.set('hole')
    const began = Date.now()
    const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(run(datasource, 'select 1 as c0', options(600)))))
    expect(Date.now() - began).toBeLessThan(5_000)
    for (const code of codes) expect(['DATASOURCE_TIMEOUT', 'DATASOURCE_UNAVAILABLE']).toContain(code)
    await proxy.set('pass')
    proxy.reset()
    await eventually(async () => (await codeOf(run(datasource, 'select 1 as c0', options(500)))) === 'undefined')
    const again = await Promise.all([1, 2, 3, 4].map(() => run(datasource, 'select 1 as c0')))
    expect(again).toEqual([[['1']], [['1']], [['1']], [['1']]])
  })

  test('a reset at work, and a server that refuses for a while', async () => {
    const datasource = await viaProxy()
    const pending = codeOf(run(datasource, 'select pg_sleep(20) as c0'))
    await pause(200)
    await proxy.set('refuse')
    proxy.reset()
    expect(await pending).toBe('DATASOURCE_UNAVAILABLE')
    expect(await codeOf(run(datasource, 'select 1 as c0'))).toBe('DATASOURCE_UNAVAILABLE')
    await proxy.set('pass')
    expect(await run(datasource, 'select 1 as c0')).toEqual([['1']])
  })

  test('a transaction whose commit is swallowed has an unknown outcome', async () => {
    const datasource = await viaProxy()
    const work = datasource.transaction({ ...options(700), readOnly: false }, async (session) => {
      await run(session, 'insert into t values (7, 7)', options(700))
      await proxy.set('hole')
    })
    expect(await codeOf(work)).toBe('WRITE_OUTCOME_UNKNOWN')
  })

  test('nothing of a transaction is left behind, neither when it fails nor when its statement does', async () => {
    const datasource = await open({ POOL__MAX: 1 })
    const failing = datasource.transaction({ ...options(), readOnly: false }, async (session) => {
      await run(session, 'insert into t values (8, 8)')
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    const refused = datasource.transaction({ ...options(), readOnly: true }, (session) => run(session, 'insert into t values (9, 9)'))
    expect(await codeOf(refused)).toBe('DATASOURCE_READ_ONLY')
    expect(await run(datasource, 'select id as c0 from t where id in (8, 9)')).toEqual([])
    // A connection that is given up is cancelled and closed behind the answer.
    const idle = `select count(*) as c0 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`
    await eventually(async () => (await run(admin, idle))[0]?.[0] === '0')
  })

  test('a datasource that is read-only cannot be written', async () => {
    const datasource = await open({ READ_ONLY: true })
    expect(await codeOf(run(datasource, 'insert into t values (10, 10)'))).toBe('DATASOURCE_READ_ONLY')
  })

  test('rows beyond the limit are not fetched', async () => {
    const datasource = await open()
    const began = Date.now()
    // Would be 40 GB.
    const text = `select repeat('x', 4000) as c0 from generate_series(1, 10000000)`
    expect(await codeOf(run(datasource, text, options(5_000, 50)))).toBe('RESULT_TOO_LARGE')
    expect(Date.now() - began).toBeLessThan(20_000)
    expect(await run(datasource, 'select i as c0 from generate_series(1, 50) as i', options(5_000, 50))).toHaveLength(50)
  })

  test('a prepared statement whose table changed is prepared anew', async () => {
    const datasource = await open({ POOL__MAX: 1 })
    await run(admin, 'create table changing (a int)')
    await run(admin, 'insert into changing values (1)')
    const read = () => run(datasource, 'select a as c0 from changing')
    expect(await read()).toEqual([['1']])
    await run(admin, `alter table changing alter column a type text using 'n' || a`)
    expect(await read()).toEqual([['n1']])
    await run(admin, 'alter table changing rename column a to b')
    expect(await codeOf(read())).toBe('SCHEMA_VERSION_MISMATCH')
    await run(admin, 'alter table changing rename column b to a')
    expect(await read()).toEqual([['n1']])
  })

  test('more statements than are kept prepared, and no more of them at the server', async () => {
    const datasource = await open({ POOL__MAX: 1 })
    for (let i = 0; i < 300; i++) await run(datasource, `select ${i} as c0`)
    expect(await codeOf(run(datasource, 'select syntax error as c0'))).toBe('INTERNAL_SERVER_ERROR')
    const [row] = await run(datasource, 'select count(*) as c0 from pg_prepared_statements')
    expect(Number(row?.[0])).toBeLessThanOrEqual(257)
    expect(Number(row?.[0])).toBeGreaterThan(200)
    // Whoever makes them long fills no memory there: not by one of them, and not by many.
    const padded = (n: number, length: number) => `select ${n} /* ${'x'.repeat(length)} */ as c0`
    for (let i = 0; i < 100; i++) await run(datasource, padded(i, 15_000))
    for (let i = 0; i < 2; i++) expect(await run(datasource, padded(7, 50_000))).toEqual([['7']])
    const [sum] = await run(
      datasource,
      'select sum(length(statement)) || chr(32) || max(length(statement)) as c0 from pg_prepared_statements',
    )
    const [all = 0, longest = 0] = String(sum?.[0]).split(' ').map(Number)
    expect(all).toBeLessThan(450_000)
    expect(longest).toBeLessThan(20_000)
  })

  test('behind a pooler nothing is kept in the session', async () => {
    const datasource = await open({ POOL__MAX: 1, POOLER: true })
    for (let i = 0; i < 3; i++) expect(await run(datasource, `select ${i} as c0`)).toEqual([[String(i)]])
    expect(await run(datasource, 'select count(*) as c0 from pg_prepared_statements')).toEqual([['0']])
  })

  test('a wrong password and a wrong database: the client learns that it is not there, the log why', async () => {
    for (const [wrong, words] of [
      [{ DB_NAME: 'no such database' }, '3D000'],
      [{ DB_USER: 'nobody at all', DB_PASSWORD: 'wr0ng-s3cret' }, '28'],
    ] as const) {
      const error = (await run(await open(wrong), 'select 1 as c0').catch((caught: unknown) => caught)) as GatewayError
      expect(error.code).toBe('DATASOURCE_UNAVAILABLE')
      expect((error.cause as Error).message).toContain(words)
      expect(JSON.stringify([error.message, (error.cause as Error).message])).not.toContain('wr0ng')
    }
  })

  test('a schema of another name', async () => {
    await run(admin, 'create schema "a ""B"" c"')
    const datasource = await open({ DB_SCHEMA: 'a "B" c' })
    await run(datasource, 'create table here (id int)')
    expect(await run(admin, `select table_schema as c0 from information_schema.tables where table_name = 'here'`)).toEqual([['a "B" c']])
  })

  test('tables that others made are told and read', async () => {
    const own = await freshDatabase('postgres', URL)
    const datasource = (await loadEngine('postgres')).open('main', own.settings, { dataDir: '' })
    try {
      await createZoo(datasource, false)
      const tables = (await datasource.introspect?.(options())) ?? []
      expect(tables.map(({ name }) => name)).toEqual(['the.Parents', 'counted', 'parents', 'parts', 'seen', 'select', 'zoo'])
      expect(await readZoo(datasource)).toEqual(zooAnswer)
    } finally {
      await datasource[Symbol.asyncDispose]()
      await own.drop()
    }
  }, 60_000)
})
