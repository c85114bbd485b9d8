/**
 * What the drivers do today, where the engines rely on it or work around it. When one of these fails, a driver has changed:
 * read the sentence, look at the code that knows of it, and see whether it still has to.
 */

import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { MongoClient } from 'mongodb'
import { createConnection, createPool } from 'mysql2/promise'
import pg from 'pg'
import { Pool as Tarn } from 'tarn'
import { Connection, Request } from 'tedious'
import { afterEach, describe, expect, test } from 'vitest'
import { healthy, mongoStub } from './fixtures/mongo-stub.ts'
import { NOT_UNIQUE, postgresStub, silentMysql, silentSqlServer, socketStub, type WireStub } from './fixtures/wire-stubs.ts'

const kept: AsyncDisposable[] = []
const keep = async <T extends AsyncDisposable>(made: Promise<T>): Promise<T> => {
  const one = await made
  kept.push(one)
  return one
}
const closing = (close: () => unknown): void => {
  kept.push({
    async [Symbol.asyncDispose]() {
      await close()
    },
  })
}
afterEach(async () => {
  for (const each of kept.splice(0).reverse()) await each[Symbol.asyncDispose]()
})

const failure = (work: Promise<unknown>): Promise<Error & Record<string, unknown>> =>
  work.then(
    () => Object.assign(new Error('it did not fail'), {}) as Error & Record<string, unknown>,
    (error: unknown) => error as Error & Record<string, unknown>,
  )
/** What has happened after this many milliseconds: nothing, or the outcome. */
const after = (milliseconds: number, work: Promise<unknown>): Promise<unknown> =>
  Promise.race([
    pause(milliseconds).then(() => 'nothing'),
    work.then(
      () => 'done',
      (error: Error) => error.message,
    ),
  ])
/** A port that nobody listens on. */
const nobody = async (): Promise<number> => {
  const stub = await socketStub(() => undefined)
  await stub[Symbol.asyncDispose]()
  return stub.port
}
const silent = () => keep(socketStub(() => undefined))

describe('pg', () => {
  const client = (stub: Pick<WireStub, 'port'>, more: pg.ClientConfig = {}) => {
    const made = new pg.Client({ host: '127.0.0.1', port: stub.port, user: 'u', password: 'p', database: 'd', ...more })
    made.on('error', () => undefined)
    closing(() => (made as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy())
    return made
  }

  test('says in words alone that it could not connect in time, lost the connection, or was refused TLS', async () => {
    const late = await failure(client(await silent(), { connectionTimeoutMillis: 50 }).connect())
    expect([late.message, late.code]).toEqual(['timeout expired', undefined])
    const hanging = await keep(socketStub((socket) => socket.once('data', () => socket.end())))
    const lost = await failure(client(hanging).connect())
    expect([lost.message, lost.code]).toEqual(['Connection terminated unexpectedly', undefined])
    const plain = await keep(socketStub((socket) => socket.once('data', () => socket.write('N'))))
    const refused = await failure(client(plain, { ssl: { rejectUnauthorized: false } }).connect())
    expect([refused.message, refused.code]).toEqual(['The server does not support SSL connections', undefined])
    expect((await failure(client({ port: await nobody() }).connect())).code).toBe('ECONNREFUSED')
  })

  test('its pool throws a connection away for every error of a statement, so that the engine has a pool of its own', async () => {
    const stub = await keep(postgresStub(NOT_UNIQUE))
    const pool = new pg.Pool({ host: '127.0.0.1', port: stub.port, user: 'u', password: 'p', database: 'd', max: 1 })
    pool.on('error', () => undefined)
    closing(() => pool.end())
    for (let i = 0; i < 3; i++) expect((await failure(pool.query('insert'))).code).toBe('23505')
    expect(stub.opened).toBe(3)
  })

  test('a client whose query ran into query_timeout is stuck, and goes back to the pool so', async () => {
    const stub = await keep(postgresStub(null))
    const pool = new pg.Pool({ host: '127.0.0.1', port: stub.port, user: 'u', password: 'p', database: 'd', max: 1, query_timeout: 100 })
    pool.on('error', () => undefined)
    const first = await pool.connect()
    expect((await failure(first.query('select 1'))).message).toBe('Query read timeout')
    first.release()
    const second = await pool.connect()
    expect((await failure(second.query('select 1'))).message).toBe('Query read timeout')
    expect(stub.opened).toBe(1)
    second.release(true)
  })

  test('without a timeout a query on a network that swallows it waits for ever', async () => {
    const connected = client(await keep(postgresStub(null)))
    await connected.connect()
    const query = connected.query('select 1')
    query.catch(() => undefined)
    expect(await after(500, query)).toBe('nothing')
  })

  test('a client of which nobody hears an error throws it at the process', async () => {
    const stub = await keep(postgresStub(null))
    const unheard = new pg.Client({ host: '127.0.0.1', port: stub.port, user: 'u', password: 'p', database: 'd' })
    await unheard.connect()
    expect(() => unheard.emit('error', new Error('gone'))).toThrow('gone')
    unheard.on('error', () => undefined)
    ;(unheard as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
  })
})

describe('mysql2', () => {
  const options = ({ port }: Pick<WireStub, 'port'>) => ({ host: '127.0.0.1', port, user: 'u', password: 'p', database: 'd' })

  test('tells by codes that it could not connect in time, was refused, or got no TLS', async () => {
    expect(await failure(createConnection({ ...options(await silent()), connectTimeout: 50 }))).toMatchObject({
      code: 'ETIMEDOUT',
      syscall: 'connect',
    })
    expect((await failure(createConnection(options({ port: await nobody() })))).code).toBe('ECONNREFUSED')
    const stub = await keep(silentMysql())
    expect((await failure(createConnection({ ...options(stub), ssl: { rejectUnauthorized: false } }))).code).toBe(
      'HANDSHAKE_NO_SSL_SUPPORT',
    )
  })

  test('a query of its pool that ran into its timeout never gives the connection back', async () => {
    const stub = await keep(silentMysql())
    const pool = createPool({ ...options(stub), connectionLimit: 2 })
    closing(() =>
      (pool as unknown as { pool: { _allConnections: { toArray(): { destroy(): void }[] } } }).pool._allConnections
        .toArray()
        .forEach((each) => {
          each.destroy()
        }),
    )
    for (let i = 0; i < 2; i++)
      expect((await failure(pool.query({ sql: 'select 1', timeout: 100 }))).code).toBe('PROTOCOL_SEQUENCE_TIMEOUT')
    const third = pool.query({ sql: 'select 1', timeout: 100 })
    third.catch(() => undefined)
    expect(await after(500, third)).toBe('nothing')
  })

  test('the preparation of a statement is not bounded by its timeout, and nobody who waits for a connection is told when to stop', async () => {
    const stub = await keep(silentMysql())
    const pool = createPool({ ...options(stub), connectionLimit: 1 })
    const held = await pool.getConnection()
    closing(() => held.destroy())
    const executed = held.execute({ sql: 'select 1', timeout: 100 })
    executed.catch(() => undefined)
    expect(await after(500, executed)).toBe('nothing')
    const waiting = pool.getConnection()
    waiting.catch(() => undefined)
    expect(await after(500, waiting)).toBe('nothing')
  })
})

describe('tedious', () => {
  const connect = async (stub: Pick<WireStub, 'port'>, more: object = {}): Promise<Connection> => {
    const made = new Connection({
      server: '127.0.0.1',
      authentication: { type: 'default', options: { userName: 'u', password: 'p' } },
      options: {
        port: stub.port,
        encrypt: false,
        trustServerCertificate: true,
        connectTimeout: 2_000,
        maxRetriesOnTransientErrors: 0,
        ...more,
      },
    })
    made.on('error', () => undefined)
    closing(() => made.close())
    await new Promise<void>((done, fail) => made.connect((error) => (error ? fail(error) : done())))
    return made
  }

  test('says ESOCKET of one who refuses, with the address in its words, and ETIMEOUT of one who says nothing', async () => {
    const port = await nobody()
    const refused = await failure(connect({ port }))
    expect(refused.code).toBe('ESOCKET')
    expect(refused.message).toContain(String(port))
    expect((await failure(connect(await silent(), { connectTimeout: 100 }))).code).toBe('ETIMEOUT')
  })

  test('a request that is cancelled while the server hangs ends with the connection, after the cancel timeout', async () => {
    const driver = await connect(await keep(silentSqlServer()), { requestTimeout: 0, cancelTimeout: 200 })
    const ended = new Promise<void>((done) => driver.once('end', done))
    const work = new Promise<void>((done, fail) => driver.execSql(new Request('select 1', (error) => (error ? fail(error) : done()))))
    const failed = failure(work)
    await pause(50)
    driver.cancel()
    expect((await failed).message).toMatch(/cancel/i)
    await ended
  })

  test('a request without a timeout waits for ever', async () => {
    const driver = await connect(await keep(silentSqlServer()), { requestTimeout: 0 })
    const work = new Promise<void>((done, fail) => driver.execSql(new Request('select 1', (error) => (error ? fail(error) : done()))))
    work.catch(() => undefined)
    expect(await after(500, work)).toBe('nothing')
  })
})

describe('mongodb', () => {
  const client = (port: number, more: object = {}) => {
    const made = new MongoClient(`mongodb://127.0.0.1:${port}/`, { serverSelectionTimeoutMS: 300, connectTimeoutMS: 300, ...more })
    made.on('error', () => undefined)
    closing(() => made.close(true))
    return made
  }
  const silentTo =
    (command: string): Parameters<typeof mongoStub>[0] =>
    (asked, body) =>
      asked === command ? undefined : healthy()(asked, body)

  test('timeoutMS does nothing', async () => {
    const stub = await keep(mongoStub(silentTo('aggregate')))
    const read = client(stub.port, { timeoutMS: 100 }).db('d').collection('c').aggregate([]).toArray()
    read.catch(() => undefined)
    expect(await after(700, read)).toBe('nothing')
  })

  test('a client that found no server at its first use never looks again by itself; connect() heals it', async () => {
    const port = await nobody()
    const driver = client(port)
    const ping = () => driver.db('d').command({ ping: 1 })
    expect((await failure(ping())).name).toBe('MongoServerSelectionError')
    await keep(mongoStub(healthy(), port))
    expect((await failure(ping())).name).toBe('MongoTopologyClosedError')
    await driver.connect()
    expect(await ping()).toMatchObject({ ok: 1 })
  })

  test('who waits for a connection for too long gets an error whose class is told by its name only', async () => {
    const stub = await keep(mongoStub(silentTo('aggregate')))
    const driver = client(stub.port, { maxPoolSize: 1, waitQueueTimeoutMS: 100 })
    await driver.connect()
    const first = driver.db('d').collection('c').aggregate([]).toArray()
    first.catch(() => undefined)
    await pause(50)
    expect((await failure(driver.db('d').command({ ping: 1 }))).name).toBe('MongoWaitQueueTimeoutError')
  })

  test('an aborted read closes its connection, and no killOp is sent', async () => {
    const stub = await keep(mongoStub(silentTo('aggregate')))
    const driver = client(stub.port)
    const gone = new Promise<void>((done) => driver.once('connectionClosed', () => done()))
    const leaving = new AbortController()
    const read = failure(driver.db('d').collection('c').aggregate([], { signal: leaving.signal }).toArray())
    while (!stub.asked.includes('aggregate')) await pause(10)
    leaving.abort(new Error('left'))
    expect((await read).message).toContain('left')
    await gone
    expect(stub.asked).not.toContain('killOp')
  })

  test('maxTimeMS and comment reach the server', async () => {
    let asked: Record<string, unknown> = {}
    const stub = await keep(
      mongoStub((command, body) => {
        if (command === 'aggregate') asked = body
        return healthy()(command, body)
      }),
    )
    await client(stub.port).db('d').collection('c').aggregate([], { maxTimeMS: 123, comment: 'who' }).toArray()
    expect(asked).toMatchObject({ maxTimeMS: 123, comment: 'who' })
  })
})

describe('node:sqlite', () => {
  test('a step in native code cannot be interrupted: its thread ends when it ends', async () => {
    const worker = new Worker(
      `const { DatabaseSync } = require('node:sqlite')
       const { parentPort } = require('node:worker_threads')
       const db = new DatabaseSync(':memory:')
       parentPort.postMessage('now')
       db.prepare('with recursive n(i) as (select 1 union all select i + 1 from n where i < 4000000) select count(*) from n').get()
       parentPort.postMessage('done')
       setInterval(() => {}, 1000)`,
      { eval: true },
    )
    const said: unknown[] = []
    await new Promise<void>((started) =>
      worker.on('message', (word) => {
        said.push(word)
        if (word === 'now') started()
      }),
    )
    await pause(50)
    const ended = worker.terminate()
    expect(await after(100, ended)).toBe('nothing')
    await ended
  })

  test('of two statements in one text only the first is run, without a word', async () => {
    const { DatabaseSync } = await import('node:sqlite')
    const db = new DatabaseSync(':memory:')
    db.exec('create table t (a)')
    db.prepare('insert into t values (1); drop table t').run()
    expect(db.prepare('select count(*) as n from t').get()).toEqual({ n: 1 })
    db.close()
  })

  test('a full database says 13 and has rolled back', async () => {
    const { DatabaseSync } = await import('node:sqlite')
    const db = new DatabaseSync(':memory:')
    db.exec('create table t (a); pragma max_page_count = 4; begin')
    const error = await failure((async () => db.exec(`insert into t values (zeroblob(100000))`))())
    expect([error.code, error.errcode]).toEqual(['ERR_SQLITE_ERROR', 13])
    expect(db.isTransaction).toBe(false)
    db.close()
  })
})

describe('tarn', () => {
  test('a failure to create is told to the one who waits longest, and a resource that comes after its time is destroyed', async () => {
    const destroyed: number[] = []
    let created = 0
    const pool = new Tarn<number>({
      min: 0,
      max: 2,
      create: async () => {
        const which = ++created
        if (which === 1) throw new Error('refused')
        await pause(100)
        return which
      },
      destroy: (which) => void destroyed.push(which),
      createTimeoutMillis: 50,
      createRetryIntervalMillis: 10,
      acquireTimeoutMillis: 10_000,
      propagateCreateError: true,
    })
    expect((await failure(pool.acquire().promise)).message).toBe('refused')
    const waiting = pool.acquire()
    expect(await failure(waiting.promise)).toBeInstanceOf(Error)
    while (destroyed.length === 0) await pause(10)
    expect(pool.numUsed() + pool.numFree()).toBe(0)
    await pool.destroy()
  })
})
