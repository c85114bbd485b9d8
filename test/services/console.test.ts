/** executeQuery on real servers: logins of the test's own with few rights, some two hundred ways to escape, none of which may leave a trace. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { Connection, Request } from 'tedious'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileAudit } from '../../src/access/audit.ts'
import { principalOf } from '../../src/access/principal.ts'
import type { Console } from '../../src/datasource/report.ts'
import { loadEngine } from '../../src/engines/index.ts'
import { mongodbConsoleAs } from '../../src/engines/mongodb/console.ts'
import { mysqlConsole } from '../../src/engines/mysql/console.ts'
import { MARIADB as MARIADB_PRODUCT, MYSQL as MYSQL_PRODUCT } from '../../src/engines/mysql/open.ts'
import { postgresConsole } from '../../src/engines/postgres/console.ts'
import { executeQuery } from '../../src/graphql/admin/execute.ts'
import type { AdminSource } from '../../src/graphql/admin/source.ts'
import type { RequestContext } from '../../src/graphql/context.ts'
import { MARIADB, MONGODB, MYSQL, POSTGRES, PREY, SQLSERVER, TARGET } from '../fixtures/escapes.ts'
import { type Ground, mysqlGround, PASSWORD, postgresGround, READER, withLogin } from '../support/escapes.ts'
import { type FreshDatabase, freshDatabase } from './databases.ts'

const LONG = { timeout: 600_000 }

const question = (query: string, more: object = {}) => ({
  query,
  params: [],
  signal: AbortSignal.timeout(60_000),
  deadline: Date.now() + 60_000,
  maxRows: 10,
  maxBytes: 1_000_000,
  ...more,
})

/** A code, or null for an answer. */
const codeOf = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (error: { code: string; message: string }) => {
      expect.soft(error.message).not.toMatch(/CANARY|127\.0\.0\.1|\.ts:|node_modules/)
      return error.code
    },
  )

/** Asks each question as an operator does, through the audit. */
async function audited(console: Console, list: readonly string[]): Promise<{ codes: (string | null)[]; lines: { phase: string }[] }> {
  const dir = mkdtempSync(join(tmpdir(), 'switchyard-audit-'))
  const file = join(dir, 'audit.jsonl')
  const source = { audit: fileAudit(file), datasources: [{ name: 'x', console, consoleRemedy: '' }] } as unknown as AdminSource
  const codes: (string | null)[] = []
  try {
    for (const query of list) {
      const { signal, deadline } = question(query)
      const context = {
        requestId: 'r',
        principal: principalOf('key:test', ['admin:sql'], {}),
        signal,
        deadline,
        observe: () => undefined,
        admin: source,
      } as unknown as RequestContext
      codes.push(await codeOf(executeQuery({ datasource: 'x', query, params: [], limit: 10 }, context)))
    }
    const lines = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { phase: string })
    return { codes, lines }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function allAudited({ codes, lines }: Awaited<ReturnType<typeof audited>>): void {
  expect(lines.filter(({ phase }) => phase === 'before')).toHaveLength(codes.length)
  expect(lines.filter(({ phase }) => phase === 'after')).toHaveLength(codes.length)
}

describe.skipIf(process.env.TEST_POSTGRES_URL === undefined)('PostgreSQL (skipped where TEST_POSTGRES_URL is not set)', () => {
  let ground: Ground
  let console: Console
  beforeAll(async () => {
    ground = await postgresGround(process.env.TEST_POSTGRES_URL as string)
    console = postgresConsole('x', ground.settings) as Console
  }, LONG.timeout)
  afterAll(() => ground?.[Symbol.asyncDispose]())

  test('reads, exactly', async () => {
    expect(await console.execute(question(`select * from ${TARGET} where id = $1`, { params: [1] }))).toEqual({
      columns: ['id', 'name'],
      rows: [[1, 'one']],
      truncated: false,
    })
    const text =
      "select 9007199254740993::bigint a, 1.10::numeric b, '2026-01-31T10:00:00.123456Z'::timestamptz c, '2026-01-31'::date d, '\\x00ff'::bytea e, 'NaN'::float8 f, null g"
    expect((await console.execute(question(text))).rows).toEqual([
      ['9007199254740993', '1.10', '2026-01-31T10:00:00.123456Z', '2026-01-31', 'AP8=', 'NaN', null],
    ])
  })

  test(`${POSTGRES.length} escapes leave no trace, and each is audited`, LONG, async () => {
    const before = await ground.state()
    const done = await audited(console, POSTGRES)
    allAudited(done)
    const answered = POSTGRES.filter((_, i) => done.codes[i] === null)
    expect(answered).toEqual([])
    expect(await ground.state()).toEqual(before)
  })

  test('without the fence the database itself holds, and takes no second statement', LONG, async () => {
    const before = await ground.state()
    const open = postgresConsole('x', ground.settings, null) as Console
    // Those that only take their time need not take it here.
    for (const query of POSTGRES.filter((text) => !/sleep/.test(text))) await codeOf(open.execute(question(query)))
    expect(await ground.state()).toEqual(before)
    expect(await codeOf(open.execute(question('select 1; select 2')))).toBe('BAD_USER_INPUT')
    expect(await codeOf(open.execute(question(`delete from ${TARGET}`)))).toBe('FORBIDDEN')
  })

  test('time, rows and bytes end by themselves', LONG, async () => {
    expect(await codeOf(console.execute(question('select count(*) from generate_series(1, 1000000000000)')))).toBe('DATASOURCE_TIMEOUT')
    expect(await console.execute(question('select generate_series(1, 1000000)'))).toMatchObject({ truncated: true, rows: { length: 10 } })
    expect(await console.execute(question("select repeat('x', 30000000)"))).toMatchObject({ truncated: true, rows: [] })
    // The server hears of it a moment after the answer.
    const active = async () => {
      const rows = await ground.run(`select count(*)::int as n from pg_stat_activity where usename = '${READER}' and state = 'active'`)
      return rows[0]?.n
    }
    await expect.poll(active, { timeout: 20_000, interval: 200 }).toBe(0)
  })

  test('a login that may write is not used', async () => {
    const { settings } = ground
    const own = { ...settings, ADMIN_SQL__USER: settings.DB_USER, ADMIN_SQL__PASSWORD: settings.DB_PASSWORD }
    expect(await codeOf((postgresConsole('x', own) as Console).execute(question('select 1')))).toBe('FORBIDDEN')
    await ground.run(`grant insert on ${TARGET} to "${READER}"`)
    expect(await codeOf(console.execute(question('select 1')))).toBe('FORBIDDEN')
    await ground.run(`revoke insert on ${TARGET} from "${READER}"`)
    expect(await codeOf(console.execute(question('select 1')))).toBeNull()
  })

  test('a wrong password is told as no more than that it is not available', async () => {
    const wrong = postgresConsole('x', { ...ground.settings, ADMIN_SQL__PASSWORD: 'wrong' }) as Console
    expect(await codeOf(wrong.execute(question('select 1')))).toBe('DATASOURCE_UNAVAILABLE')
  })
})

for (const { type, variable, product, escapes, many } of [
  { type: 'mariadb', variable: 'TEST_MARIADB_URL', product: MARIADB_PRODUCT, escapes: MARIADB, many: 'select seq from seq_1_to_10000000' },
  { type: 'mysql', variable: 'TEST_MYSQL_URL', product: MYSQL_PRODUCT, escapes: MYSQL, many: 'select 1 from information_schema.columns' },
] as const)
  describe.skipIf(process.env[variable] === undefined)(`${product.name} (skipped where ${variable} is not set)`, () => {
    let ground: Ground
    let console: Console
    beforeAll(async () => {
      ground = await mysqlGround(type, process.env[variable] as string)
      console = mysqlConsole(product, 'x', ground.settings) as Console
    }, LONG.timeout)
    afterAll(() => ground?.[Symbol.asyncDispose]())

    test('reads, exactly', async () => {
      expect(await console.execute(question(`select * from ${TARGET} where id = ?`, { params: [1] }))).toEqual({
        columns: ['id', 'name'],
        rows: [[1, 'one']],
        truncated: false,
      })
      const text =
        "select 9007199254740993 a, 1.10 b, cast('2026-01-31 10:00:00.123456' as datetime(6)) c, date'2026-01-31' d, x'00ff' e, null g"
      expect((await console.execute(question(text))).rows).toEqual([
        ['9007199254740993', '1.10', '2026-01-31T10:00:00.123456', '2026-01-31', 'AP8=', null],
      ])
    })

    test(`${escapes.length} escapes leave no trace, and each is audited`, LONG, async () => {
      const before = await ground.state()
      const done = await audited(console, escapes)
      allAudited(done)
      expect(escapes.filter((_, i) => done.codes[i] === null)).toEqual([])
      expect(await ground.state()).toEqual(before)
    })

    test('without the fence the database itself holds, and takes no second statement', LONG, async () => {
      const before = await ground.state()
      const open = mysqlConsole(product, 'x', ground.settings, null) as Console
      for (const query of escapes.filter((text) => !/sleep|benchmark|get_lock/i.test(text))) await codeOf(open.execute(question(query)))
      expect(await ground.state()).toEqual(before)
      expect(await codeOf(open.execute(question('select 1; select 2')))).toBe('BAD_USER_INPUT')
      expect(await codeOf(open.execute(question(`delete from ${TARGET}`)))).toBe('FORBIDDEN')
    })

    test('time, rows and bytes end by themselves', LONG, async () => {
      const endless = 'select count(*) from information_schema.columns a, information_schema.columns b, information_schema.columns c'
      expect(await codeOf(console.execute(question(endless)))).toBe('DATASOURCE_TIMEOUT')
      expect(await console.execute(question(many))).toMatchObject({ truncated: true, rows: { length: 10 } })
      expect(await console.execute(question("select repeat('x', 10000000)"))).toMatchObject({ truncated: true, rows: [] })
    })

    test('a login that may write is not used, nor what comes by a role', async () => {
      const { settings } = ground
      const own = { ...settings, ADMIN_SQL__USER: settings.DB_USER, ADMIN_SQL__PASSWORD: settings.DB_PASSWORD }
      expect(await codeOf((mysqlConsole(product, 'x', own) as Console).execute(question('select 1')))).toBe('FORBIDDEN')
      await ground.run(`grant insert on ${TARGET} to '${READER}'`)
      expect(await codeOf(console.execute(question('select 1')))).toBe('FORBIDDEN')
      await ground.run(`revoke insert on ${TARGET} from '${READER}'`)
      expect(await codeOf(console.execute(question('select 1')))).toBeNull()
    })
  })

describe.skipIf(process.env.TEST_SQLSERVER_URL === undefined)(
  'SQL Server, or what speaks like it (skipped where TEST_SQLSERVER_URL is not set)',
  () => {
    let database: FreshDatabase
    let owner: Connection
    let console: Console
    const batch = (text: string): Promise<unknown[][]> =>
      new Promise((done, fail) => {
        const rows: unknown[][] = []
        const request = new Request(text, (error: Error | null | undefined) => (error ? fail(error) : done(rows)))
        request.on('row', (columns: readonly { readonly value: unknown }[]) => rows.push(columns.map(({ value }) => value)))
        owner.execSqlBatch(request)
      })
    beforeAll(async () => {
      database = await freshDatabase('sqlserver', process.env.TEST_SQLSERVER_URL as string)
      const { DB_HOST, DB_PORT, DB_USER, DB_PASSWORD, DB_NAME } = database.settings
      owner = new Connection({
        server: String(DB_HOST),
        authentication: { type: 'default', options: { userName: String(DB_USER), password: String(DB_PASSWORD) } },
        options: { port: Number(DB_PORT), database: String(DB_NAME), encrypt: false, trustServerCertificate: true },
      })
      await new Promise<void>((done, fail) => owner.connect((error) => (error ? fail(error) : done())))
      await batch(`create table ${TARGET} (id int, name nvarchar(100))`)
      await batch(`insert into ${TARGET} values (1, N'one'), (2, N'two')`)
      await batch(`create login ${READER} with password = '${PASSWORD}'`)
      await batch(`create user ${READER} for login ${READER}`)
      await batch(`grant select on ${TARGET} to ${READER}`)
      console = (await loadEngine('sqlserver')).console?.('x', withLogin({ ...database.settings, POOL__CONNECT_TIMEOUT: 10_000 }, READER), {
        dataDir: tmpdir(),
      }) as Console
    }, LONG.timeout)
    afterAll(async () => {
      await batch(`revoke select on ${TARGET} from ${READER}`).catch(() => undefined)
      await batch(`drop user ${READER}`).catch(() => undefined)
      await batch(`drop login ${READER}`).catch(() => undefined)
      owner?.close()
      await database?.drop()
    }, LONG.timeout)

    const state = async () => ({
      rows: await batch(`select id, name from ${TARGET} order by id`),
      tables: await batch('select name from sys.tables order by name'),
      file: existsSync(`/tmp/${PREY}`),
    })

    test('reads, exactly', LONG, async () => {
      expect(await console.execute(question(`select id, name from ${TARGET} where id = @p1`, { params: [1] }))).toEqual({
        columns: ['id', 'name'],
        rows: [[1, 'one']],
        truncated: false,
      })
      const text =
        "select cast(9007199254740993 as bigint) a, cast(1.10 as decimal(10, 2)) b, cast('2026-01-31T10:00:00.1234567' as datetime2(7)) c, cast('2026-01-31' as date) d, cast(1 as bit) e, null g"
      expect((await console.execute(question(text))).rows[0]).toEqual([
        '9007199254740993',
        '1.10',
        expect.stringMatching(/^2026-01-31T10:00:00\.12345\d/),
        '2026-01-31',
        true,
        null,
      ])
      expect(await codeOf(console.execute(question('select cast(12345678901234567890.12 as decimal(38, 2))')))).toBe(
        'VALUE_NOT_REPRESENTABLE',
      )
    })

    test(`${SQLSERVER.length} escapes leave no trace, and each is audited`, LONG, async () => {
      const before = await state()
      const done = await audited(console, SQLSERVER)
      allAudited(done)
      expect(SQLSERVER.filter((_, i) => done.codes[i] === null)).toEqual([])
      expect(await state()).toEqual(before)
    })

    test('what passes the lexer and only needs rights is refused by them; rows end by themselves', LONG, async () => {
      const before = await state()
      expect(await codeOf(console.execute(question('select * from sys.sql_logins_nope')))).toMatch(/BAD_USER_INPUT|FORBIDDEN/)
      const numbers = 'with n(i) as (select 1 union all select i + 1 from n where i < 90) select i from n'
      expect(await console.execute(question(numbers))).toMatchObject({ truncated: true, rows: { length: 10 } })
      expect(await state()).toEqual(before)
    })

    test('a login that may write is not used', LONG, async () => {
      const { settings } = database
      const own = { ...settings, ADMIN_SQL__USER: settings.DB_USER, ADMIN_SQL__PASSWORD: settings.DB_PASSWORD }
      const console = (await loadEngine('sqlserver')).console?.('x', own, { dataDir: tmpdir() }) as Console
      expect(await codeOf(console.execute(question('select 1')))).toBe('FORBIDDEN')
    })
  },
)

describe.each(['TEST_MONGODB_URL', 'TEST_MONGODB_JAVA_URL'])(
  'MongoDB, or what speaks like it (skipped where %s is not set)',
  (variable) => {
    const url = process.env[variable]
    let database: FreshDatabase
    let client: MongoClient
    let console: Console
    beforeAll(async () => {
      if (url === undefined) return
      database = await freshDatabase('mongodb', url)
      client = await new MongoClient(url).connect()
      await client
        .db(String(database.settings.DB_NAME))
        .collection(TARGET)
        .insertMany([
          { _id: 1 as never, name: 'one' },
          { _id: 2 as never, name: 'two', more: { a: [1, 'x'] } },
        ])
      // These servers know no logins, so here the questions alone are what holds.
      console = mongodbConsoleAs('x', database.settings, null)
    }, LONG.timeout)
    afterAll(async () => {
      await client?.close()
      await database?.drop()
    })

    const state = async () => {
      const db = client.db(String(database.settings.DB_NAME))
      return {
        rows: await db.collection(TARGET).find().sort({ _id: 1 }).toArray(),
        collections: (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).toSorted(),
      }
    }

    test.skipIf(url === undefined)('reads', async () => {
      expect(await console.execute(question(`{"find": "${TARGET}", "sort": {"_id": 1}}`))).toEqual({
        columns: ['_id', 'name', 'more'],
        rows: [
          [1, 'one', null],
          [2, 'two', { a: [1, 'x'] }],
        ],
        truncated: false,
      })
      expect(await console.execute(question(`{"aggregate": "${TARGET}", "pipeline": [{"$match": {"_id": 2}}]}`))).toMatchObject({
        rows: [[2, 'two', { a: [1, 'x'] }]],
      })
      expect(await console.execute(question(`{"find": "${TARGET}"}`, { maxRows: 1 }))).toMatchObject({
        truncated: true,
        rows: { length: 1 },
      })
    })

    test.skipIf(url === undefined)(`${MONGODB.length} escapes leave no trace, and each is audited`, LONG, async () => {
      const before = await state()
      const done = await audited(console, MONGODB)
      allAudited(done)
      expect(MONGODB.filter((_, i) => done.codes[i] === null)).toEqual([])
      expect(await state()).toEqual(before)
    })
  },
)
