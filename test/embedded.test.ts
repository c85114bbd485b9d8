/** The embedded engines' runtime: threads, deadlines, transactions, the one owner of a folder, damaged storage. */

import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import type { Value } from '../src/base/json.ts'
import type { Compiled, Datasource, Engine, RunOptions, Settings } from '../src/datasource/datasource.ts'
import { CREATING, PG_MAJOR } from '../src/engines/embedded/folder.ts'
import { openPGlite, openSqlite } from '../src/engines/embedded/open.ts'
import { parsePGliteUrl, parseSqliteUrl } from '../src/engines/embedded/options.ts'
import { mayWrite, paramCount } from '../src/engines/embedded/sqlite-text.ts'
import { ENGINES, engineEntry } from '../src/engines/index.ts'

const root = mkdtempSync(join(tmpdir(), 'switchyard-embedded-'))
const template = join(root, 'template')
const opened: Datasource[] = []
let counter = 0

const newDir = (): string => {
  const dir = join(root, `d${++counter}`)
  mkdirSync(dir)
  return dir
}

/** The runtime needs no more of an engine than this; compiling has its own tests. */
const engine = { version: '1', type: 'test', capabilities: () => ({}) } as unknown as Engine

type Kind = 'sqlite' | 'pglite'
function open(kind: Kind, dataDir: string, settings: Settings = {}, name = 'main'): Datasource {
  const datasource = (kind === 'sqlite' ? openSqlite : openPGlite)(engine, name, settings, { dataDir })
  opened.push(datasource)
  return datasource
}

/** A folder with a database in it, faster than creating one. */
function folderOf(kind: Kind): string {
  const dir = newDir()
  if (kind === 'pglite') cpSync(template, join(dir, 'main'), { recursive: true })
  return dir
}

function options(ms = 20_000, more: Partial<RunOptions> = {}): RunOptions {
  return { signal: new AbortController().signal, deadline: Date.now() + ms, lane: 'traffic', maxRows: 1_000, ...more }
}

const plain = (raw: unknown): Value => (typeof raw === 'bigint' ? Number(raw) : (raw as Value))
/** `?` becomes the engine's placeholder. */
function sql(kind: Kind, text: string, columns = 0): Compiled {
  let count = 0
  const numbered = text.replace(/\?/g, () => `${kind === 'sqlite' ? '?' : '$'}${++count}`)
  return {
    text: numbered,
    params: Array.from({ length: count }, (_, slot) => ({ slot, encode: (value: Value) => value })),
    decode: Array.from({ length: columns }, () => plain),
  }
}

const failure = async (work: Promise<unknown>): Promise<GatewayError> => {
  const error = await work.then(
    () => new Error('did not fail'),
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(GatewayError)
  return error as GatewayError
}
const causeOf = (error: GatewayError): string => (error.cause instanceof Error ? error.cause.message : '')

/** Some seconds on any machine, and then it ends: a native step cannot be stopped, and the tests' process has to. */
/** Tries until it works, for as long as an abandoned statement may still run. */
async function eventually<T>(work: () => Promise<T>): Promise<T> {
  const end = Date.now() + 40_000
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > end) throw error
      await pause(200)
    }
  }
}

const LONG: Record<Kind, string> = {
  sqlite: 'with recursive c(x) as (select 1 union all select x + 1 from c where x < 12000000) select count(*) from c',
  pglite: 'select count(*) from generate_series(1, 1000000000000)',
}
const TABLE = 'create table t (id integer primary key, name text not null unique, n integer check (n < 100))'

beforeAll(async () => {
  const datasource = openPGlite(engine, 'main', { DB_FOLDER: template }, { dataDir: root })
  await datasource.run(sql('pglite', 'select 1', 1), [], options(60_000))
  await datasource[Symbol.asyncDispose]()
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((datasource) => datasource[Symbol.asyncDispose]()))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe.each(['sqlite', 'pglite'] as const)('%s', (kind) => {
  const run = (datasource: Datasource, text: string, columns = 0, binds: Value[] = [], at = options()) =>
    datasource.run(sql(kind, text, columns), binds, at)
  const insert = (datasource: Pick<Datasource, 'run'>, id: number, name: string | null = `n${id}`, n: number | null = null) =>
    datasource.run(sql(kind, 'insert into t (id, name, n) values (?, ?, ?)'), [id, name, n], options())
  const count = async (datasource: Datasource) => Number((await run(datasource, 'select count(*) from t', 1)).rows[0]?.[0])

  test('opening starts nothing; the first run creates the database and later ones find it', async () => {
    const dir = newDir()
    const first = open(kind, dir)
    await pause(50)
    expect(readdirSync(dir)).toEqual([])
    await run(first, TABLE)
    expect((await insert(first, 1)).affected).toBe(1)
    await first[Symbol.asyncDispose]()
    const files = readdirSync(dir, { recursive: true }).map(String)
    expect(files.filter((name) => /switchyard\.(lock|creating)/.test(name))).toEqual([])
    const again = open(kind, dir)
    expect(await count(again)).toBe(1)
  })

  test('values, nulls and affected rows', async () => {
    const datasource = open(kind, folderOf(kind))
    const text = kind === 'sqlite' ? "select 9007199254740993, null, 'ü€😀', ?" : "select 9007199254740993, null, 'ü€😀', ?::text"
    const raw = { ...sql(kind, text), decode: [String, plain, plain, plain] }
    expect((await datasource.run(raw, ['x'], options())).rows).toEqual([['9007199254740993', null, 'ü€😀', 'x']])
    expect((await run(datasource, TABLE)).rows).toEqual([])
    await insert(datasource, 1)
    await insert(datasource, 2)
    expect((await run(datasource, "update t set name = name || '!'")).affected).toBe(2)
    const returned = await run(datasource, "insert into t (id, name) values (3, 'c'), (4, 'd') returning id", 1)
    expect(returned).toMatchObject({ affected: 2 })
    expect(returned.rows.map(([id]) => Number(id))).toEqual([3, 4])
  })

  test('what the database refuses has a code, a safe message and the cause', async () => {
    const datasource = open(kind, folderOf(kind))
    await run(datasource, TABLE)
    await run(datasource, 'create table child (t_id integer references t (id))')
    await insert(datasource, 1)
    for (const [code, work] of [
      ['UNIQUE_VIOLATION', () => insert(datasource, 1, 'other')],
      ['UNIQUE_VIOLATION', () => insert(datasource, 2, 'n1')],
      ['NOT_NULL_VIOLATION', () => insert(datasource, 2, null)],
      ['CHECK_VIOLATION', () => insert(datasource, 2, 'b', 100)],
      ['FOREIGN_KEY_VIOLATION', () => run(datasource, 'insert into child values (77)')],
      ['SCHEMA_VERSION_MISMATCH', () => run(datasource, 'select * from nowhere')],
      ['SCHEMA_VERSION_MISMATCH', () => run(datasource, 'select absent from t')],
      ['INTERNAL_SERVER_ERROR', () => run(datasource, 'selec 1')],
    ] as const) {
      const error = await failure(work())
      expect(error).toMatchObject({ code, datasource: 'main' })
      expect(error.message).not.toMatch(/n1|child|nowhere|absent|selec|constraint|sqlite|relation/i)
      expect(causeOf(error)).not.toBe('')
    }
    expect(await count(datasource)).toBe(1)
  })

  test('a value without a canonical form is the trouble of its cell alone', async () => {
    const datasource = open(kind, folderOf(kind))
    const refuse = (): Value => {
      throw new GatewayError('VALUE_NOT_REPRESENTABLE', 'no')
    }
    const { rows } = await datasource.run({ ...sql(kind, "select 'a', 'b'"), decode: [plain, refuse] }, [], options())
    expect(rows[0]?.[0]).toBe('a')
    expect(rows[0]?.[1]).toMatchObject({ code: 'VALUE_NOT_REPRESENTABLE', datasource: 'main' })
    expect((await failure(run(datasource, "select 'a', 'b'", 1))).code).toBe('INTERNAL_SERVER_ERROR')
  })

  test('more rows than wanted are RESULT_TOO_LARGE, exactly as many are not', async () => {
    const datasource = open(kind, folderOf(kind))
    const three = 'select 1 union all select 2 union all select 3'
    expect((await run(datasource, three, 1, [], options(20_000, { maxRows: 3 }))).rows).toHaveLength(3)
    expect((await failure(run(datasource, three, 1, [], options(20_000, { maxRows: 2 })))).code).toBe('RESULT_TOO_LARGE')
    const endless =
      kind === 'sqlite'
        ? 'with recursive c(x) as (select 1 union all select x + 1 from c) select x from c'
        : LONG.pglite.replace('count(*)', '*')
    if (kind === 'sqlite') expect((await failure(run(datasource, endless, 1))).code).toBe('RESULT_TOO_LARGE')
    expect((await run(datasource, three, 1)).rows).toHaveLength(3)
  })

  test('more bytes than wanted are RESULT_TOO_LARGE, and the next statement is answered', async () => {
    const datasource = open(kind, folderOf(kind))
    const large =
      kind === 'sqlite'
        ? 'select hex(zeroblob(5000)) union all select hex(zeroblob(5001))'
        : `select repeat('x', 10000) from generate_series(1, 2)`
    expect((await failure(run(datasource, large, 1, [], options(20_000, { maxBytes: 15_000 })))).code).toBe('RESULT_TOO_LARGE')
    expect((await run(datasource, large, 1, [], options(20_000, { maxBytes: 25_000 }))).rows).toHaveLength(2)
  })

  test('a parameter too many or too few is found out', async () => {
    const datasource = open(kind, folderOf(kind))
    const text = kind === 'sqlite' ? "select ?1, '?2' -- ?3" : "select $1::int, '$2' -- $3"
    for (const slots of [[], [0, 1]])
      expect(
        (
          await failure(
            datasource.run({ text, params: slots.map((slot) => ({ slot, encode: plain })), decode: [plain, plain] }, ['1', '2'], options()),
          )
        ).code,
      ).toBe('INTERNAL_SERVER_ERROR')
    expect(
      (await datasource.run({ text, params: [{ slot: 0, encode: plain }], decode: [plain, plain] }, ['1'], options())).rows,
    ).toHaveLength(1)
  })

  test('an endless statement is answered at the deadline and the next one works', async () => {
    const datasource = open(kind, folderOf(kind))
    await run(datasource, TABLE)
    await insert(datasource, 1)
    for (let i = 0; i < 2; i++) {
      const began = performance.now()
      expect((await failure(run(datasource, LONG[kind], 1, [], options(200)))).code).toBe('DATASOURCE_TIMEOUT')
      // Only a hang is meant: what runs beside the tests may take the processor.
      expect(performance.now() - began).toBeLessThan(5_000)
      expect(await count(datasource)).toBe(1)
    }
  })

  test('a client that goes away is a cancellation, a signal that timed out a timeout', async () => {
    const datasource = open(kind, folderOf(kind))
    await run(datasource, 'select 1', 1)
    const client = new AbortController()
    setTimeout(() => client.abort(), 50)
    expect((await failure(run(datasource, LONG[kind], 1, [], options(20_000, { signal: client.signal })))).code).toBe('QUERY_CANCELLED')
    await run(datasource, 'select 1', 1)
    const timer = AbortSignal.timeout(50)
    expect((await failure(run(datasource, LONG[kind], 1, [], options(20_000, { signal: timer })))).code).toBe('DATASOURCE_TIMEOUT')
    expect((await failure(run(datasource, 'select 1', 1, [], options(20_000, { signal: client.signal })))).code).toBe('QUERY_CANCELLED')
  })

  test('a statement that ends soon after its client left costs no restart', async () => {
    const memory = kind === 'sqlite' ? { DB_FILE: ':memory:' } : { DB_FOLDER: ':memory:' }
    const datasource = open(kind, newDir(), memory)
    await run(datasource, TABLE)
    const client = new AbortController()
    const short = kind === 'sqlite' ? LONG.sqlite.replace('12000000', '1000000') : LONG.pglite.replace('1000000000000', '1000000')
    const left = failure(run(datasource, short, 1, [], options(20_000, { signal: client.signal })))
    await pause(20)
    client.abort()
    expect((await left).code).toBe('QUERY_CANCELLED')
    // A new thread would have an empty memory.
    expect(await count(datasource)).toBe(0)
  })

  describe('transactions', () => {
    const write = (ms = 20_000) => ({ ...options(ms), readOnly: false })

    test('commit when the work resolves, roll back when it rejects', async () => {
      const datasource = open(kind, folderOf(kind))
      await run(datasource, TABLE)
      const value = await datasource.transaction(write(), async (session) => {
        await insert(session, 1)
        return (await session.run(sql(kind, 'select name from t', 1), [], options())).rows
      })
      expect(value).toEqual([['n1']])
      const own = new Error('mine')
      await expect(
        datasource.transaction(write(), async (session) => {
          await insert(session, 2)
          throw own
        }),
      ).rejects.toBe(own)
      expect(await count(datasource)).toBe(1)
    })

    test('a failed statement fails the transaction, also when the work looks away', async () => {
      const datasource = open(kind, folderOf(kind))
      await run(datasource, TABLE)
      const looksAway = datasource.transaction(write(), async (session) => {
        await insert(session, 1)
        await insert(session, 1).catch(() => undefined)
      })
      expect((await failure(looksAway)).code).toBe('TRANSACTION_ROLLED_BACK')
      expect(await count(datasource)).toBe(0)
    })

    test('one that is read-only changes nothing', async () => {
      const datasource = open(kind, folderOf(kind))
      await run(datasource, TABLE)
      const refused = datasource.transaction({ ...options(), readOnly: true }, (session) => insert(session, 1))
      expect((await failure(refused)).code).toBe('DATASOURCE_READ_ONLY')
      await insert(datasource, 1)
      expect(await count(datasource)).toBe(1)
    })

    test('ends at the deadline in a statement and between statements', async () => {
      const datasource = open(kind, folderOf(kind))
      await run(datasource, TABLE)
      for (const stall of [
        (session: Pick<Datasource, 'run'>) => session.run(sql(kind, LONG[kind], 1), [], options(300)),
        () => pause(15_000, undefined, { ref: false }),
      ]) {
        const began = performance.now()
        const stuck = datasource.transaction(write(300), async (session) => {
          await insert(session, 1)
          await stall(session)
        })
        expect((await failure(stuck)).code).toBe('DATASOURCE_TIMEOUT')
        expect(performance.now() - began).toBeLessThan(10_000)
      }
      expect(await count(datasource)).toBe(0)
      // A native step that was given up holds the file's lock until it ends by itself.
      await eventually(() => datasource.transaction(write(), (session) => insert(session, 2)))
      expect(await count(datasource)).toBe(1)
    })

    test('a session is worth nothing after its transaction', async () => {
      const datasource = open(kind, folderOf(kind))
      let kept: Pick<Datasource, 'run'> | undefined
      await datasource.transaction(write(), async (session) => {
        kept = session
      })
      expect((await failure((kept as Datasource).run(sql(kind, 'select 1', 1), [], options()))).code).toBe('INTERNAL_SERVER_ERROR')
    })

    test('many at once lose no update', async () => {
      const datasource = open(kind, folderOf(kind), { POOL__MAX: 3 })
      await run(datasource, TABLE)
      await insert(datasource, 1, 'counter', 0)
      const increment = () =>
        datasource.transaction(write(), async (session) => {
          const n = Number((await session.run(sql(kind, 'select n from t where id = 1', 1), [], options())).rows[0]?.[0])
          await session.run(sql(kind, 'update t set n = ? where id = 1'), [n + 1], options())
        })
      const reads = Array.from({ length: 100 }, () => run(datasource, 'select n from t', 1))
      await Promise.all([...Array.from({ length: 40 }, increment), ...reads])
      expect(Number((await run(datasource, 'select n from t', 1)).rows[0]?.[0])).toBe(40)
    })
  })

  test('health tells the version, and that busy is not sick', async () => {
    const datasource = open(kind, folderOf(kind))
    const probe = (ms: number) => options(ms, { lane: 'probe' })
    expect(await datasource.health(probe(20_000))).toMatchObject({
      ok: true,
      error: null,
      serverVersion: expect.stringMatching(kind === 'sqlite' ? /^3\./ : /^18\./),
    })
    const busy = [run(datasource, LONG[kind], 1, [], options(600)), run(datasource, LONG[kind], 1, [], options(600))].map(failure)
    const health = await datasource.health(probe(200))
    expect(health).toMatchObject({ ok: true, error: null })
    expect(health.latency).toBeLessThan(5_000)
    await Promise.all(busy)
  })

  test('a table changed under a prepared statement is no trouble', async () => {
    const datasource = open(kind, folderOf(kind))
    await run(datasource, TABLE)
    await insert(datasource, 1)
    await run(datasource, 'select * from t', 3)
    await run(datasource, 'alter table t add column more text')
    expect((await run(datasource, 'select * from t', 4)).rows).toHaveLength(1)
  })

  test('hundreds of different statements are no trouble', async () => {
    const datasource = open(kind, folderOf(kind))
    for (let round = 0; round < 2; round++)
      for (let i = 0; i < 300; i++) expect(Number((await run(datasource, `select ${i}`, 1)).rows[0]?.[0])).toBe(i)
  })

  test('after dispose nothing runs, and what waited is told', async () => {
    const datasource = open(kind, folderOf(kind), { POOL__MAX: 1 })
    const waiting = [failure(run(datasource, 'select 1', 1)), failure(run(datasource, 'select 1', 1))]
    await datasource[Symbol.asyncDispose]()
    for (const error of await Promise.all(waiting)) expect(error.code).toBe('SHUTTING_DOWN')
    expect((await failure(run(datasource, 'select 1', 1))).code).toBe('SHUTTING_DOWN')
  })

  describe('one owner', () => {
    const storage = (dir: string) => join(dir, kind === 'sqlite' ? 'main.sqlite' : 'main')
    const lock = (dir: string) => (kind === 'sqlite' ? `${storage(dir)}.switchyard.lock` : join(storage(dir), 'switchyard.lock'))

    test('a second process is told which one has it, and gets it when that one has died', async () => {
      const dir = folderOf(kind)
      const child = await owner(kind, dir)
      const second = open(kind, dir)
      const error = await failure(run(second, 'select 1', 1))
      expect(error).toMatchObject({ code: 'DATASOURCE_UNAVAILABLE', datasource: 'main' })
      expect(error.message).not.toContain(dir)
      expect(causeOf(error)).toContain(storage(dir))
      expect(causeOf(error)).toContain(`process ${child.pid}`)
      child.kill('SIGKILL')
      await ended(child)
      expect(existsSync(lock(dir))).toBe(true)
      await run(second, 'select 1', 1)
    })

    test('a process that ends without closing gives it free', async () => {
      const dir = folderOf(kind)
      const child = await owner(kind, dir)
      child.stdin?.write('exit\n')
      expect(await ended(child)).toBe(0)
      expect(existsSync(lock(dir))).toBe(false)
    })

    test('two datasources of one process do not share it', async () => {
      const dir = folderOf(kind)
      const first = open(kind, dir)
      await run(first, 'select 1', 1)
      const second = open(kind, dir, kind === 'sqlite' ? { DB_FILE: storage(dir) } : { DB_FOLDER: storage(dir) }, 'other')
      const error = await failure(run(second, 'select 1', 1))
      expect(causeOf(error)).toMatch(/already used by the datasource main.*of its own/)
      await first[Symbol.asyncDispose]()
      await run(second, 'select 1', 1)
    })

    test('a lock of a pid that is used again is stale, one from another machine only when it is silent', async () => {
      const dir = folderOf(kind)
      const owner = { pid: process.pid, started: '1', host: hostname(), datasource: 'x', token: 't' }
      writeFileSync(lock(dir), JSON.stringify({ ...owner, host: 'elsewhere' }))
      const datasource = open(kind, dir)
      expect(causeOf(await failure(run(datasource, 'select 1', 1)))).toMatch(/on elsewhere.*If it was killed, try again in 30 seconds/)
      writeFileSync(lock(dir), JSON.stringify(owner))
      if (process.platform === 'linux') await run(datasource, 'select 1', 1)
    })

    test('a half-written lock is taken over', async () => {
      const dir = folderOf(kind)
      writeFileSync(lock(dir), '{"pid":')
      await run(open(kind, dir), 'select 1', 1)
    })
  })
})

describe('sqlite alone', () => {
  const run = (datasource: Datasource, text: string, columns = 0, at = options()) => datasource.run(sql('sqlite', text, columns), [], at)

  test('readers go on beside a slow statement', async () => {
    const datasource = open('sqlite', newDir())
    await run(datasource, 'select 1', 1)
    let ended = false
    const slow = run(datasource, LONG.sqlite.replace('12000000', '24000000'), 1, options(20_000)).finally(() => {
      ended = true
    })
    await pause(50)
    await run(datasource, 'select 1', 1)
    expect(ended).toBe(false)
    await slow.catch(() => undefined)
  })

  test("threads that start together on a new file do not stand in each other's way", async () => {
    for (let i = 0; i < 5; i++) {
      const datasource = open('sqlite', newDir(), { POOL__MAX: 4 })
      await Promise.all(Array.from({ length: 12 }, () => run(datasource, 'create table if not exists a (b)')))
      await datasource[Symbol.asyncDispose]()
    }
  })

  test('threads that cannot be stopped are counted, and it heals when they end', async () => {
    const datasource = open('sqlite', newDir(), { POOL__MAX: 4 })
    // Long enough to outlive the deadline on any machine, short enough to end by itself while this waits for it.
    const long = LONG.sqlite.replace('12000000', '24000000')
    // Time enough for four threads to start on a busy machine: one that has not begun can be stopped.
    await Promise.all(Array.from({ length: 4 }, () => failure(run(datasource, long, 1, options(3_000)))))
    await pause(400)
    const error = await failure(run(datasource, 'select 1', 1))
    expect(error.code).toBe('DATASOURCE_OVERLOADED')
    const end = Date.now() + 50_000
    let rows = 0
    while (rows === 0 && Date.now() < end) {
      await pause(200)
      rows = await run(datasource, 'select 1', 1).then(
        (result) => result.rows.length,
        () => 0,
      )
    }
    expect(rows).toBe(1)
  })

  test('a statement that failed once is as good as new', async () => {
    const datasource = open('sqlite', newDir())
    const ask = (json: string) => datasource.run(sql('sqlite', "select json_extract(?, '$.a')", 1), [json], options())
    await failure(ask('no JSON'))
    expect((await ask('{"a":"b"}')).rows).toEqual([['b']])
  })

  test.each(['endless', 'within its deadline'])('a process with a thread in a step that does not end still ends (%s)', async (step) => {
    const dir = newDir()
    const child = await owner('sqlite', dir)
    child.stdin?.write(`${step}\n`)
    const began = performance.now()
    await ended(child)
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(existsSync(join(dir, 'main.sqlite.switchyard.lock'))).toBe(false)
  })

  test('a full database takes no more, says so, has kept nothing of it, and is read as before', async () => {
    const datasource = open('sqlite', newDir(), { POOL__MAX: 1 })
    await run(datasource, 'create table t (id integer primary key, name text)')
    await run(datasource, "insert into t values (1, 'a')")
    await run(datasource, 'pragma max_page_count = 8', 1)
    const fill = datasource.transaction({ ...options(), readOnly: false }, (session) =>
      session.run({ text: 'insert into t values (2, hex(zeroblob(100000)))', params: [], decode: [] }, [], options()),
    )
    expect((await failure(fill)).code).toBe('DATASOURCE_STORAGE_FULL')
    expect((await run(datasource, 'select name from t', 1)).rows).toEqual([['a']])
    await run(datasource, "insert into t values (3, 'b')")
    expect((await run(datasource, 'select count(*) from t', 1)).rows).toHaveLength(1)
  })

  test('READ_ONLY reads, refuses to write, takes no lock and needs the file', async () => {
    const dir = newDir()
    const writer = open('sqlite', dir)
    await run(writer, TABLE)
    const reader = open('sqlite', dir, { READ_ONLY: true })
    expect((await run(reader, 'select * from t', 3)).rows).toEqual([])
    expect((await failure(run(reader, "insert into t (id, name) values (1, 'a')"))).code).toBe('DATASOURCE_READ_ONLY')
    expect(
      await reader.transaction({ ...options(), readOnly: true }, (session) => session.run(sql('sqlite', 'select 1', 1), [], options())),
    ).toBeTruthy()
    const absent = open('sqlite', newDir(), { READ_ONLY: true })
    expect(causeOf(await failure(run(absent, 'select 1', 1)))).toContain('does not exist')
  })

  test('other files cannot be attached', async () => {
    const datasource = open('sqlite', newDir())
    await failure(run(datasource, `attach database '${join(root, 'other.db')}' as other`))
    expect(existsSync(join(root, 'other.db'))).toBe(false)
  })

  test('what is no database is left as it is', async () => {
    const dir = newDir()
    const file = join(dir, 'main.sqlite')
    writeFileSync(file, 'my diary\n'.repeat(1_000))
    const before = readFileSync(file)
    const error = await failure(run(open('sqlite', dir), 'select 1', 1))
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(error.code).toBe('DATASOURCE_UNAVAILABLE')
    expect(causeOf(error)).toContain(file)
    writeFileSync(file, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8_000, 7)]))
    const damaged = await failure(run(open('sqlite', dir, {}, 'main'), 'select 1', 1))
    expect(causeOf(damaged)).toMatch(new RegExp(`${file}.*nothing in it was changed`))
    await Promise.all(opened.splice(0).map((datasource) => datasource[Symbol.asyncDispose]()))
    expect(readdirSync(dir)).toEqual(['main.sqlite'])
  })

  test('text is read without being parsed', () => {
    expect(paramCount(`select ?1, ?12, '?99''?98', "?97" -- ?96\n /* ?95 */`)).toBe(12)
    expect([mayWrite(' (select 1)'), mayWrite('with x as (select 1) select'), mayWrite('insert into t'), mayWrite('CREATE TABLE')]).toEqual(
      [false, false, true, true],
    )
  })
})

describe('pglite alone', () => {
  const run = (datasource: Datasource, text: string, columns = 1) => datasource.run(sql('pglite', text, columns), [], options())

  test('every column comes as the text of the server', async () => {
    const datasource = open('pglite', folderOf('pglite'))
    const text = `select true, '{"a": [1]}'::jsonb, array['a', null], '2026-01-31 12:00:00.5+02'::timestamptz, date '2026-01-31', 1.50::numeric,
      (-9007199254740993)::int8, '\\x00ff'::bytea, 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid, 0.1::float8 + 0.2, 'x'::"char", null::int`
    const { rows } = await run(datasource, text, 12)
    expect(rows[0]).toEqual([
      ...['t', '{"a": [1]}', '{a,NULL}', '2026-01-31 10:00:00.5+00', '2026-01-31', '1.50', '-9007199254740993', '\\x00ff'],
      ...['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '0.30000000000000004', 'x', null],
    ])
    const typed = 'select ?::boolean, ?::jsonb, ?::int[], ?::timestamptz, ?::bytea, ?::int8, ?::numeric'
    const given = ['true', '{"b":1}', '{1,2}', '2026-01-31T00:00:00Z', '\\x01', null, '1.10']
    expect((await datasource.run(sql('pglite', typed, 7), given, options())).rows[0]).toEqual([
      't',
      '{"b": 1}',
      '{1,2}',
      '2026-01-31 00:00:00+00',
      '\\x01',
      null,
      '1.10',
    ])
  })

  test('an acknowledged row outlives a process that is killed', async () => {
    const dir = folderOf('pglite')
    const child = await owner('pglite', dir)
    child.stdin?.write('write\n')
    await said(child, 'written')
    child.kill('SIGKILL')
    await ended(child)
    expect((await run(open('pglite', dir), 'select x from kept')).rows).toEqual([['42']])
  })

  test.each([
    [
      'foreign files',
      /holds no PostgreSQL data/,
      (folder: string) => {
        rmSync(folder, { recursive: true })
        mkdirSync(folder)
        writeFileSync(join(folder, 'diary.txt'), 'x')
      },
    ],
    ['another version', /PostgreSQL 16;.*PostgreSQL 18/, (folder: string) => writeFileSync(join(folder, 'PG_VERSION'), '16\n')],
    ['a missing part', /damaged \(global.pg_control is missing\)/, (folder: string) => rmSync(join(folder, 'global', 'pg_control'))],
    ['a broken part', /cannot be opened/, (folder: string) => writeFileSync(join(folder, 'global', 'pg_control'), Buffer.alloc(8_192, 7))],
    [
      'a file',
      /is a file/,
      (folder: string) => {
        rmSync(folder, { recursive: true })
        writeFileSync(folder, 'x')
      },
    ],
  ])('%s where the folder should be: a clear word, and nothing is touched', async (_, words, damage) => {
    const dir = folderOf('pglite')
    const folder = join(dir, 'main')
    damage(folder)
    const list = () => readdirSync(dir, { recursive: true }).map(String).sort()
    const before = list()
    const datasource = open('pglite', dir)
    const error = await failure(run(datasource, 'select 1'))
    expect(error.code).toBe('DATASOURCE_UNAVAILABLE')
    expect(causeOf(error)).toContain(folder)
    expect(causeOf(error)).toMatch(words)
    expect(await datasource.health(options(20_000, { lane: 'probe' }))).toMatchObject({ ok: false, error: 'DATASOURCE_UNAVAILABLE' })
    await datasource[Symbol.asyncDispose]()
    expect(list()).toEqual(before)
  })

  test('a creation that was interrupted starts again', async () => {
    const dir = newDir()
    const folder = join(dir, 'main')
    mkdirSync(join(folder, 'base'), { recursive: true })
    writeFileSync(join(folder, CREATING), '')
    writeFileSync(join(folder, 'PG_VERSION'), PG_MAJOR)
    await run(open('pglite', dir), 'select 1')
    expect(existsSync(join(folder, CREATING))).toBe(false)
    expect(readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()).toBe(PG_MAJOR)
  })
})

test('of processes that find a stale lock together exactly one gets the folder', async () => {
  const dir = newDir()
  writeFileSync(
    join(dir, 'main.sqlite.switchyard.lock'),
    JSON.stringify({ pid: 4_000_000, started: '1', host: hostname(), datasource: 'x', token: 't' }),
  )
  const children = Array.from({ length: 4 }, () => start('sqlite', dir))
  const words = await Promise.all(children.map((child) => said(child, /ready|failed/)))
  expect(words.filter((word) => word === 'ready')).toHaveLength(1)
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(children.map(ended))
})

describe('options', () => {
  test('connection strings', () => {
    expect(parseSqliteUrl('sqlite:///var/a%20b.db')).toEqual({ DB_FILE: '/var/a b.db' })
    expect(parseSqliteUrl('sqlite:data/x.db?COLLATION=binary&pool__max=4&mode=ro')).toEqual({
      DB_FILE: 'data/x.db',
      COLLATION: 'binary',
      POOL__MAX: 4,
      READ_ONLY: true,
    })
    for (const url of ['sqlite::memory:', 'sqlite://:memory:', 'sqlite:///:memory:'])
      expect(parseSqliteUrl(url)).toEqual({ DB_FILE: ':memory:' })
    expect(parseSqliteUrl('file:./dev.db')).toEqual({ DB_FILE: './dev.db' })
    expect(parsePGliteUrl('pglite:///var/main')).toEqual({ DB_FOLDER: '/var/main' })
    for (const url of ['pglite::memory:', 'memory://', 'pglite://memory']) expect(parsePGliteUrl(url)).toEqual({ DB_FOLDER: ':memory:' })
    expect(() => parseSqliteUrl('sqlite:x?sslmode=on&POOL__MAX=many')).toThrow(/sslmode[\s\S]*POOL__MAX/)
    expect(() => parsePGliteUrl('postgres://u:secret@h/db')).toThrow(/^(?![\s\S]*secret)/)
  })

  test('the list of engines loads no driver', async () => {
    const script = `const { ENGINES } = await import(${JSON.stringify(new URL('../src/engines/index.ts', import.meta.url).href)})
      console.log(ENGINES.length, process.moduleLoadList.filter((name) => /sqlite/.test(name)).length, Object.keys(process.versions).length > 0)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    expect(await said(child, /true/)).toBe(`${ENGINES.length} 0 true`)
    expect(engineEntry('SQLite3')?.type).toBe('sqlite')
    expect(engineEntry('toString')).toBeUndefined()
  })
})

/** A process that opens the datasource `main` in a folder and then does as it is told on its standard input. */
function start(kind: Kind, dir: string): ChildProcess {
  const script = `
    import { createInterface } from 'node:readline'
    const { openSqlite, openPGlite } = await import(${JSON.stringify(new URL('../src/engines/embedded/open.ts', import.meta.url).href)})
    const engine = { version: '1', capabilities: () => ({}) }
    const datasource = ${kind === 'sqlite' ? 'openSqlite' : 'openPGlite'}(engine, 'main', {}, { dataDir: ${JSON.stringify(dir)} })
    const run = (text, ms = 20000) => datasource.run({ text, params: [], decode: /^(select|with)/.test(text) ? [String] : [] }, [], { signal: new AbortController().signal, deadline: Date.now() + ms, lane: 'traffic', maxRows: 10 })
    createInterface({ input: process.stdin }).on('line', async (line) => {
      if (line === 'exit') process.exit(0)
      if (line === 'write') {
        await run('create table kept (x int)')
        await run('insert into kept values (42)')
        console.log('written')
      }
      if (line === 'endless' || line === 'within its deadline') {
        const answer = run('with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c', line === 'endless' ? 200 : 60000)
        if (line === 'endless') await answer.catch(() => undefined)
        setTimeout(() => process.exit(0), 600)
      }
    })
    await run('select 1').then(() => console.log('ready'), (error) => console.log('failed', error.cause?.message))`
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] })
}

async function owner(kind: Kind, dir: string): Promise<ChildProcess> {
  const child = start(kind, dir)
  expect(await said(child, /ready|failed/)).toBe('ready')
  return child
}

/** The first line that matches. */
function said(child: ChildProcess, words: string | RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk) => {
      text += chunk
      const line = text.split('\n').find((each) => each.match(words) !== null)
      if (line !== undefined && text.includes('\n')) resolve(line)
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${text}`)))
  })
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode)
    else child.once('exit', resolve)
  })
}
