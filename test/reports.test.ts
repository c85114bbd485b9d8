/** What datasources tell of themselves: why a connection fails, health, sessions and sizes. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoNetworkError, MongoNetworkTimeoutError, MongoServerError, MongoServerSelectionError } from 'mongodb'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import { compareModels } from '../src/datasource/compare.ts'
import type { Compiled, Datasource, Engine, RunOptions, Settings } from '../src/datasource/datasource.ts'
import type { Stats } from '../src/datasource/report.ts'
import type { Query } from '../src/engines/hosted/datasource.ts'
import { loadEngine } from '../src/engines/index.ts'
import { openMemory } from '../src/engines/memory.ts'
import { classify as classifyMongodb } from '../src/engines/mongodb/classify.ts'
import { classifyConnect as classifyMysql } from '../src/engines/mysql/classify.ts'
import { statsOfMysql } from '../src/engines/mysql/stats.ts'
import { classifyConnect as classifyPostgres } from '../src/engines/postgres/classify.ts'
import { statsOfPostgres } from '../src/engines/postgres/stats.ts'
import { classifyConnect as classifySqlServer } from '../src/engines/sqlserver/classify.ts'
import { statsOfSqlServer } from '../src/engines/sqlserver/stats.ts'
import { buildCatalog } from '../src/model/catalog.ts'
import { int, string } from '../src/model/fields.ts'
import { defineModel } from '../src/model/model.ts'
import { healthy, mongoStub } from './fixtures/mongo-stub.ts'

const coded = (code: string, message = 'words', more: object = {}) => Object.assign(new Error(message), { code, ...more })

describe('why a connection fails, by what drivers throw', () => {
  // As seen with the versions in package.json; a driver that says it otherwise fails here or at a real server.
  const system = {
    refused: [
      coded('ECONNREFUSED'),
      new AggregateError([coded('ECONNREFUSED', 'connect ECONNREFUSED ::1:1'), coded('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1')]),
    ],
    timeout: [coded('ETIMEDOUT')],
    dns: [coded('ENOTFOUND'), coded('EAI_AGAIN')],
    tls: [
      coded('DEPTH_ZERO_SELF_SIGNED_CERT'),
      coded('SELF_SIGNED_CERT_IN_CHAIN'),
      coded('CERT_HAS_EXPIRED'),
      coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
      coded('ERR_TLS_CERT_ALTNAME_INVALID'),
      coded('EPROTO'),
      coded('ERR_SSL_WRONG_VERSION_NUMBER'),
      coded('ECONNRESET', 'Client network socket disconnected before secure TLS connection was established'),
    ],
    other: [coded('ECONNRESET'), coded('EHOSTUNREACH'), new Error('something new')],
  }
  const said = (code: string) => coded(code, 'words', { severity: 'FATAL' })
  const errno = (number: number) => coded('ER_X', 'words', { errno: number, sqlState: '08000', fatal: true })
  const selection = (error: Error | null) =>
    new MongoServerSelectionError('words', { servers: new Map([['h:1', { error }]]) } as unknown as ConstructorParameters<
      typeof MongoServerSelectionError
    >[1])
  const drivers: Readonly<
    Record<string, { classify: (error: unknown) => { trouble?: string }; own: Readonly<Record<string, unknown[]>> }>
  > = {
    postgres: {
      classify: classifyPostgres,
      own: {
        auth: [said('28P01'), said('28000'), new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a non-empty string')],
        tls: [new Error('The server does not support SSL connections'), new Error('There was an error establishing an SSL connection')],
        timeout: [new Error('timeout expired'), new Error('Connection terminated due to connection timeout')],
        other: [said('3D000'), said('53300'), said('57P03'), new Error('Connection terminated unexpectedly')],
      },
    },
    mysql: {
      classify: classifyMysql,
      own: {
        auth: [errno(1045), errno(1044), errno(1130), errno(1698), coded('AUTH_SWITCH_PLUGIN_ERROR')],
        tls: [coded('HANDSHAKE_NO_SSL_SUPPORT'), coded('HANDSHAKE_SSL_ERROR'), errno(3159)],
        timeout: [coded('PROTOCOL_SEQUENCE_TIMEOUT')],
        other: [errno(1049), errno(1040), coded('PROTOCOL_CONNECTION_LOST'), coded('HANDSHAKE_UNKNOWN_ERROR')],
      },
    },
    sqlserver: {
      classify: (error) => classifySqlServer(error),
      own: {
        auth: [coded('ELOGIN', 'Login failed.', { number: 18456 }), coded('ELOGIN')],
        tls: [coded('EENCRYPT'), coded('ESOCKET', 'words', { cause: coded('SELF_SIGNED_CERT_IN_CHAIN') })],
        refused: [coded('ESOCKET', 'words', { cause: new AggregateError([coded('ECONNREFUSED')]) })],
        dns: [coded('ESOCKET', 'words', { cause: coded('ENOTFOUND') })],
        timeout: [coded('ETIMEOUT'), coded('ECLOSE')],
        other: [coded('ESOCKET', 'socket hang up')],
      },
    },
    mongodb: {
      classify: (error) => classifyMongodb(error instanceof Error && error.name.startsWith('Mongo') ? error : selection(error as Error)),
      own: {
        auth: [new MongoServerError({ errmsg: 'x', code: 18 }), new MongoServerError({ errmsg: 'x', code: 8000 })],
        refused: [selection(new MongoNetworkError('connect ECONNREFUSED', { cause: coded('ECONNREFUSED') }))],
        dns: [selection(new MongoNetworkError('getaddrinfo', { cause: coded('ENOTFOUND') }))],
        timeout: [selection(null), selection(new MongoNetworkTimeoutError('connection <monitor> to h:1 timed out'))],
        other: [new MongoNetworkError('connection 1 to h:1 closed')],
      },
    },
  }

  test.each(Object.entries(drivers))('%s', (_, { classify, own }) => {
    for (const cases of [system, own])
      for (const [trouble, errors] of Object.entries(cases))
        for (const error of errors) expect([error, classify(error).trouble]).toEqual([error, trouble])
  })

  test('a login that SQL Server refuses for want of the database is no wrong password', () => {
    const failed = coded('ELOGIN', 'Login failed.', { number: 18456 })
    expect(classifySqlServer(failed, ['4060: Cannot open database "x"']).trouble).toBe('other')
  })

  test('a failure that has nothing to do with the connection has no trouble', () => {
    expect(classifyMongodb(new MongoServerError({ errmsg: 'x', code: 11000 }))).not.toHaveProperty('trouble')
  })
})

const options = (lane: RunOptions['lane'] = 'admin'): RunOptions => ({
  ...{ signal: new AbortController().signal, deadline: Date.now() + 60_000, lane, maxRows: 10_000 },
})
const root = mkdtempSync(join(tmpdir(), 'switchyard-reports-'))
const opened: Datasource[] = []
const open = (engine: Engine, settings: Settings, name = 'main', dataDir = root): Datasource => {
  const datasource = engine.open(name, settings, { dataDir })
  opened.push(datasource)
  return datasource
}
const statement = (text: string): Compiled => ({ text, params: [], decode: [] })
const ODD = [`it's`, 'say "hi"', 'select', 'Größe 😀', '`tick`', '[bracket]', '-- comment', 'a.b', '__proto__', `nul'); drop table x`]

afterEach(async () => {
  for (const datasource of opened.splice(0)) await datasource[Symbol.asyncDispose]()
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe.each(['sqlite', 'pglite'])('%s', (type) => {
  const memory: Settings = type === 'sqlite' ? { DB_FILE: ':memory:' } : { DB_FOLDER: ':memory:' }

  test('its test query runs, and names the database', async () => {
    const datasource = open(await loadEngine(type), memory)
    expect(await datasource.health(options('probe'))).toMatchObject({
      ...{ ok: true, error: null, trouble: null, database: type === 'sqlite' ? null : 'postgres' },
      serverVersion: expect.stringMatching(/^\d+\.\d+/),
    })
    expect(datasource.pool?.()).toEqual({ max: 1, used: 0, idle: 1, waiting: 0 })
  })

  test('counts its tables, whatever they are called', async () => {
    const datasource = open(await loadEngine(type), memory)
    const run = (text: string) => datasource.run(statement(text), [], options())
    for (const [i, name] of ODD.entries()) {
      const table = `"${name.replaceAll('"', '""')}"`
      await run(`create table ${table} (id integer primary key, body text)`)
      const values = Array.from({ length: i }, (_, row) => `(${row}, '${'x'.repeat(1_000)}')`)
      if (i > 0) await run(`insert into ${table} values ${values.join()}`)
    }
    await run('create view seen as select 1 as id')
    const stats = await datasource.stats?.(options())
    expect(stats).toMatchObject({ sessions: null, lastBackup: null })
    const found = new Map(stats?.tables.map((table) => [table.table, table]))
    expect([...found.keys()].sort()).toEqual([...ODD].sort())
    for (const [i, name] of ODD.entries()) {
      expect(found.get(name)).toMatchObject({ rows: i, estimated: false })
      expect(found.get(name)?.bytes).toBeGreaterThanOrEqual(i * 1_000)
    }
    expect(stats?.bytes).toBeGreaterThan([...found.values()].reduce((sum, { bytes }) => sum + (bytes ?? 0), 0))
  })

  test('of an empty database there is nothing to count', async () => {
    const stats = await open(await loadEngine(type), memory).stats?.(options())
    expect(stats?.tables).toEqual([])
  })
})

test('PGlite adds up the parts of a table, names the schema of another one, and estimates a large one', async () => {
  const datasource = open(await loadEngine('pglite'), { DB_FOLDER: ':memory:' })
  const run = (text: string) => datasource.run(statement(text), [], options())
  await run('create table parted (id int) partition by range (id)')
  await run('create table part1 partition of parted for values from (0) to (5)')
  await run('create table part2 partition of parted for values from (5) to (10)')
  await run('insert into parted select generate_series(0, 9)')
  await run('create schema "other.one"')
  await run('create table "other.one".thing as select 1 as id')
  await run(`create table zbig as select g as id, repeat('x', 200) as body from generate_series(1, 20000) as g`)
  await run('analyze zbig')
  const stats = await datasource.stats?.(options())
  expect(stats?.tables).toEqual([
    { table: 'other.one.thing', rows: 1, estimated: false, bytes: expect.any(Number) },
    { table: 'parted', rows: 10, estimated: false, bytes: 16_384 },
    { table: 'zbig', rows: 20_000, estimated: true, bytes: expect.any(Number) },
  ])
})

test('SQLite does not read a large file through', async () => {
  const datasource = open(await loadEngine('sqlite'), { DB_FILE: join(root, 'large.sqlite') })
  const run = (text: string) => datasource.run(statement(text), [], options())
  const many = 'with recursive n (i) as (select 1 union all select i + 1 from n where i < 1200)'
  await run('create table big (id integer primary key, body blob)')
  await run(`insert into big ${many} select i, zeroblob(60000) from n`)
  await run('create table keyed (id text primary key) without rowid')
  await run(`delete from big where id % 2 = 0`)
  const before = await datasource.stats?.(options())
  expect(before?.bytes).toBeGreaterThan(64 * 1_048_576)
  expect(before?.tables).toEqual([
    { table: 'big', rows: 1_199, estimated: true, bytes: null },
    { table: 'keyed', rows: null, estimated: true, bytes: null },
  ])
  await run('analyze')
  expect((await datasource.stats?.(options()))?.tables[0]).toEqual({ table: 'big', rows: 600, estimated: true, bytes: null })
})

test('the memory engine counts its rows', async () => {
  const datasource = openMemory('main', new Map([['Book', [{ id: 1 }, { id: 2 }]]]))
  expect(await datasource.stats?.(options())).toEqual({
    ...{ bytes: null, sessions: null, lastBackup: null },
    tables: [{ table: 'Book', rows: 2, estimated: false, bytes: null }],
  })
  expect(datasource.pool?.()).toBeNull()
})

describe.each(['postgres', 'mysql', 'mariadb', 'sqlserver', 'mongodb'])('%s without a server', (type) => {
  test('is refused, and its sessions are counted all the same', async () => {
    const engine = await loadEngine(type)
    const datasource = open(engine, { DB_HOST: '127.0.0.1', DB_PORT: 1, DB_USER: 'u', DB_PASSWORD: 'p', DB_NAME: 'd', POOL__MAX: 3 })
    expect(await datasource.health(options('probe'))).toMatchObject({
      ...{ ok: false, error: 'DATASOURCE_UNAVAILABLE', trouble: 'refused', serverVersion: null, database: null },
    })
    expect(datasource.pool?.()).toMatchObject({ used: 0, idle: 0, waiting: 0 })
    const error = await datasource.stats?.(options()).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(GatewayError)
    expect((error as GatewayError).message).not.toMatch(/127\.0\.0\.1|ECONNREFUSED/)
  })
})

describe('round trips, however many tables there are', () => {
  const many = Array.from({ length: 1_000 }, (_, i) => `table ${i}`)

  test.each<[string, (query: Query) => Promise<Stats>, (name: string) => unknown[], number]>([
    ['postgres', (query) => statsOfPostgres(query, true), (name) => [null, 'public', name, '5', '8192'], 3],
    ['mariadb', (query) => statsOfMysql(query, true), (name) => [name, 'InnoDB', 5, 8_192], 3],
    ['mysql', (query) => statsOfMysql(query, false), (name) => [name, 'InnoDB', 5, 8_192], 4],
    ['sqlserver', statsOfSqlServer, (name) => [null, name, '5', '8192'], 3],
  ])('%s', async (_, stats, row, most) => {
    let asked = 0
    const found = await stats(async (text) => {
      asked++
      return /information_schema\.tables|pg_class|sys\.objects/.test(text) ? many.map(row) : []
    })
    expect(found.tables.map(({ table }) => table)).toEqual(many)
    expect(found.tables.every(({ rows, bytes }) => rows === 5 && bytes === 8_192)).toBe(true)
    expect(asked).toBeLessThanOrEqual(most)
  })

  const collection = (name: string) => ({ name, type: 'collection' })
  const listing = (names: readonly string[]) => ({
    ok: 1,
    cursor: { firstBatch: names.map(collection), id: 0n, ns: 'd.$cmd.listCollections' },
  })

  test('mongodb', async () => {
    const pipelines: unknown[] = []
    await using stub = await mongoStub((command, body) => {
      if (command === 'listCollections') return listing(['a', 'b.c', 'system.views'])
      if (command === 'dbStats') return { ok: 1, storageSize: 100, indexSize: 20 }
      if (command === 'serverStatus') return { ok: 1, connections: { current: 7, available: 93, active: 2 } }
      if (command !== 'aggregate') return healthy()(command, body)
      pipelines.push(body.pipeline)
      // A sharded collection is told of by each shard.
      const part = (ns: string, rows: number) => ({ ns, rows, size: 4_096, indexes: 1_024 })
      return { ok: 1, cursor: { firstBatch: [part('d.a', 3), part('d.b.c', 5), part('d.b.c', 6)], id: 0n, ns: 'd.a' } }
    })
    const datasource = open(await loadEngine('mongodb'), { DB_HOST: '127.0.0.1', DB_PORT: stub.port, DB_NAME: 'd' })
    expect(await datasource.stats?.(options())).toEqual({
      tables: [
        { table: 'a', rows: 3, estimated: true, bytes: 5_120 },
        { table: 'b.c', rows: 11, estimated: true, bytes: 10_240 },
      ],
      ...{ bytes: 120, sessions: { used: 2, idle: 5, max: 100 }, lastBackup: null },
    })
    expect(pipelines).toHaveLength(1)
    expect(pipelines[0]).toMatchObject([{ $collStats: {} }, {}, { $unionWith: { coll: 'b.c', pipeline: [{ $collStats: {} }, {}] } }])
  })

  test('mongodb, where a login may not ask for everything', async () => {
    await using stub = await mongoStub((command, body) => {
      if (command === 'listCollections') return listing(['a', 'b'])
      if (command === 'collStats' && body.collStats === 'a') return { ok: 1, count: 4, storageSize: 10, totalIndexSize: 5 }
      if (['collStats', 'dbStats', 'serverStatus', 'aggregate'].includes(command)) return { ok: 0, code: 13, errmsg: 'not authorized' }
      return healthy()(command, body)
    })
    const datasource = open(await loadEngine('mongodb'), { DB_HOST: '127.0.0.1', DB_PORT: stub.port, DB_NAME: 'd' })
    expect(await datasource.stats?.(options())).toEqual({
      tables: [
        { table: 'a', rows: 4, estimated: true, bytes: 15 },
        { table: 'b', rows: null, estimated: true, bytes: null },
      ],
      ...{ bytes: null, sessions: null, lastBackup: null },
    })
  })
})

describe('models over documents that nothing declares', () => {
  const catalog = buildCatalog([
    {
      model: defineModel('Book', {
        ...{ datasource: 'main', key: ['id'] },
        fields: { id: int(), title: string(), note: { ...string(), nullable: true } },
      }),
      file: 'main.ts',
    },
  ])
  const seen = (documents: number, columns: string[]) =>
    compareModels(catalog, 'main', [
      {
        ...{ schema: null, name: 'books', kind: 'table', comment: null, primaryKey: ['id'], uniques: [], indexes: [], foreignKeys: [] },
        sampled: documents,
        columns: columns.map((name) => ({
          ...{ name, nativeType: '', type: { kind: name === 'id' ? 'int' : 'string' }, note: null, nullable: name === 'note' },
          ...{ identity: false, computed: false, default: null, comment: null },
        })),
      },
    ])

  test('an empty collection is no fault, nor is a field that may be missing', () => {
    expect(seen(0, ['id'])).toEqual([])
    expect(seen(7, ['id', 'title', 'note'])).toEqual([])
    expect(seen(7, ['id', 'title'])).toEqual([expect.objectContaining({ level: 'hint', field: 'note' })])
    expect(seen(7, ['id', 'note'])).toEqual([expect.objectContaining({ level: 'fault', field: 'title' })])
  })
})
