/** Operators' own questions: who may ask, what is refused and audited, and that a SQLite file is never written to by one. */

import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Console } from '../src/datasource/report.ts'
import { fit } from '../src/engines/console/console.ts'
import { mysqlFence, postgresFence, sqliteFence, sqlserverFence } from '../src/engines/console/fences.ts'
import { lex } from '../src/engines/console/lex.ts'
import { screen } from '../src/engines/console/screen.ts'
import { sqliteConsole } from '../src/engines/embedded/sqlite-console.ts'
import { unfitPrivileges } from '../src/engines/mongodb/console.ts'
import { readQuestion } from '../src/engines/mongodb/console-question.ts'
import { unfitRights } from '../src/engines/mysql/console.ts'
import { sqlite } from '../src/engines/sqlite.ts'
import { type Client, startGateway } from './e2e/harness.ts'
import { MARIADB, MONGODB, POSTGRES, SQLITE, SQLSERVER, TARGET } from './fixtures/escapes.ts'
import { type Ask, asks, dataOf, KEYS } from './support/admin.ts'
import { sqliteGround, strayFiles } from './support/escapes.ts'

const QUERY = `mutation ($datasource: String!, $query: String!, $params: [JSON!], $limit: Int) {
  executeQuery(datasource: $datasource, query: $query, params: $params, limit: $limit) { columns rows rowCount truncated ms }
}`

interface Result {
  readonly columns: readonly string[]
  readonly rows: readonly unknown[]
  readonly rowCount: number
  readonly truncated: boolean
  readonly ms: number
}
const ACTIVITY = '{ admin { datasource(name: "products_db") { activity { statements errors { code count } } } } }'
interface Line {
  readonly phase: string
  readonly [key: string]: unknown
}

describe('through the gateway', () => {
  const dir = mkdtempSync(join(tmpdir(), 'switchyard-console-'))
  const auditFile = join(dir, 'audit', 'lines.jsonl')
  let client: Client
  let ask: Ask
  beforeAll(async () => {
    client = await startGateway({
      ...KEYS,
      AUDIT_FILE: auditFile,
      ACCESS_LOG: 'true',
      DATABASES__main__DB_TYPE: 'pglite',
      DATABASES__products_db__DB_TYPE: 'sqlite',
      DATABASES__products_db__ADMIN_SQL__ENABLED: 'true',
      DATABASES__users_db__DB_TYPE: 'sqlite',
    })
    ask = asks(client.url)
  }, 120_000)
  afterAll(async () => {
    await client?.[Symbol.asyncDispose]()
    rmSync(dir, { recursive: true, force: true })
  })

  const audited = (): Line[] =>
    existsSync(auditFile)
      ? readFileSync(auditFile, 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line))
      : []
  const result = async (query: string, more: object = {}) =>
    (await dataOf<{ executeQuery: Result }>(ask('sql', QUERY, { datasource: 'products_db', query, ...more }))).executeQuery
  const refusal = async (who: Parameters<Ask>[0], variables: Record<string, unknown>) => {
    const { data, errors } = await ask(who, QUERY, { datasource: 'products_db', query: 'select 1', ...variables })
    expect(data).toEqual({ executeQuery: null })
    return { code: errors?.[0]?.extensions.code, message: errors?.[0]?.message ?? '', datasource: errors?.[0]?.extensions.datasource }
  }

  test('a question, its parameters, its limit', async () => {
    expect(await result('select count(*) as n from products')).toMatchObject({ columns: ['n'], rowCount: 1, truncated: false })
    expect(await result('select ? + 1 as a, ? as b', { params: [41, 'x'] })).toMatchObject({ columns: ['a', 'b'], rows: [[42, 'x']] })
    expect(await result('select id from products order by id', { limit: 2 })).toMatchObject({
      rows: [[1], [2]],
      rowCount: 2,
      truncated: true,
    })
    expect((await result('select id from products')).rowCount).toBeLessThanOrEqual(100)
  })

  test('values are exact', async () => {
    const { rows } = await result("select 9007199254740993, 1.5, x'00ff', null, 'é', 1e999")
    expect(rows).toEqual([['9007199254740993', 1.5, 'AP8=', null, 'é', 'Infinity']])
  })

  test.each([
    ['nobody', 'UNAUTHENTICATED'],
    ['reader', 'FORBIDDEN'],
    ['admin', 'FORBIDDEN'],
  ] as const)('%s may not ask', async (who, code) => {
    const before = audited().length
    expect(await refusal(who, {})).toMatchObject({ code })
    // Whoever is known is audited, in a line that does not grow with what he sends; nobody could fill the disk.
    const lines = audited().slice(before)
    expect(lines.map(({ phase, code: found }) => [phase, found])).toEqual(who === 'nobody' ? [] : [['refused', code]])
    for (const line of lines) expect(line).not.toHaveProperty('text')
  })

  test('only where it is configured, and it says how', async () => {
    expect(await refusal('sql', { datasource: 'users_db' })).toMatchObject({
      code: 'QUERY_UNSUPPORTED',
      datasource: 'users_db',
      message: expect.stringContaining('DATABASES__users_db__ADMIN_SQL__ENABLED=true'),
    })
    expect(await refusal('sql', { datasource: 'main' })).toMatchObject({ code: 'QUERY_UNSUPPORTED', datasource: 'main' })
    expect(await refusal('sql', { datasource: 'nope' })).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('bad input', async () => {
    for (const limit of [0, -1, 1001]) expect(await refusal('sql', { limit })).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(await refusal('sql', { params: Array.from({ length: 101 }, () => 1) })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('100 are taken'),
    })
    expect(await refusal('sql', { query: 'select * from nope' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'The database says: no such table: nope',
    })
    expect(await refusal('sql', { query: '' })).toMatchObject({ code: 'QUERY_UNSUPPORTED' })
    expect(await refusal('sql', { query: `select '${'x'.repeat(20_001)}'` })).toMatchObject({ code: 'QUERY_UNSUPPORTED' })
    // The query is a value of the operation; the limits of the request hold for it as well.
    expect(await refusal('sql', { query: 'select 1; select 2' })).toMatchObject({ code: 'QUERY_UNSUPPORTED' })
  })

  test('bytes are capped', async () => {
    const { rows, truncated } = await result(
      'with recursive n(i) as (select 1 union all select i + 1 from n where i < 900) select hex(zeroblob(5000)) from n',
      {
        limit: 1000,
      },
    )
    expect(truncated).toBe(true)
    expect(rows.length).toBeGreaterThan(50)
    expect(JSON.stringify(rows).length).toBeLessThan(1_100_000)
  })

  test('two at a time, and those that wait are answered', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, i) => result(`select ${i} as n`)))
    expect(answers.map(({ rows }) => rows)).toEqual(Array.from({ length: 6 }, (_, i) => [[i]]))
  })

  test('the audit says who asked what before it is asked, and how it ended; it holds no values and only its owner reads it', async () => {
    const before = audited().length
    const query = "select 'CANARY-literal' as a where 1 = ?"
    await result(query, { params: [1] })
    await refusal('both', { query: 'drop table products' })
    const lines = audited().slice(before)
    expect(lines).toMatchObject([
      {
        event: 'executeQuery',
        phase: 'before',
        principal: 'key:operator',
        roles: ['admin:sql'],
        datasource: 'products_db',
        requestId: expect.any(String),
        sha256: createHash('sha256').update(query).digest('hex'),
        text: "select '…' as a where 1 = ?",
        params: 1,
      },
      { phase: 'after', code: null, rows: 1, truncated: false, ms: expect.any(Number) },
      { phase: 'before', principal: 'key:owner', text: 'drop table products' },
      { phase: 'after', code: 'QUERY_UNSUPPORTED', rows: 0 },
    ])
    expect(readFileSync(auditFile, 'utf8')).not.toContain('CANARY')
    expect(statSync(auditFile).mode & 0o777).toBe(0o600)
    expect(client.logged.join('\n')).toContain('"phase":"after"')
  })

  test('is a statement like any other in the log and among what the last minutes did, but for its text', async () => {
    const requests = () => client.logged.filter((line) => line.includes('"outcome":')).map((line) => JSON.parse(line))
    const activity = async () =>
      (await dataOf<{ admin: { datasource: { activity: object } } }>(ask('both', ACTIVITY))).admin.datasource.activity as {
        statements: number
        errors: { code: string; count: number }[]
      }
    const before = await activity()
    await result('select 1 as a union select 2')
    expect(requests().at(-1)).toMatchObject({ datasources: ['products_db'], ran: 1, rows: 2, outcome: 'ok', principal: 'key:operator' })
    await refusal('sql', { query: 'select * from nope' })
    expect(requests().at(-1)).toMatchObject({ datasources: ['products_db'], ran: 1, rows: 0, outcome: 'failed' })
    // What is not taken has asked no database.
    await refusal('sql', { query: 'drop table nope' })
    expect(requests().at(-1)).toMatchObject({ datasources: [], ran: 0 })
    const after = await activity()
    expect(after.statements - before.statements).toBe(2)
    expect(after.errors).toContainEqual({ code: 'BAD_USER_INPUT', count: expect.any(Number) })
    expect(requests().map((line) => JSON.stringify(line))).not.toContainEqual(expect.stringContaining('union'))
  })

  test('without an audit nothing is asked', async () => {
    const broken = await startGateway(
      {
        ...KEYS,
        // A folder where the file should be.
        AUDIT_FILE: dir,
        DATABASES__main__DB_TYPE: 'pglite',
        DATABASES__products_db__DB_TYPE: 'sqlite',
        DATABASES__products_db__ADMIN_SQL__ENABLED: 'true',
        DATABASES__users_db__DB_TYPE: 'sqlite',
      },
      false,
    )
    try {
      const { data, errors } = await asks(broken.url)('sql', QUERY, { datasource: 'products_db', query: 'select 1' })
      expect(data).toEqual({ executeQuery: null })
      expect(errors?.[0]).toMatchObject({ message: expect.stringContaining('audit'), extensions: { code: 'FORBIDDEN' } })
    } finally {
      await broken[Symbol.asyncDispose]()
    }
  }, 60_000)
})

describe('SQLite', () => {
  const dir = mkdtempSync(join(tmpdir(), 'switchyard-escape-'))
  const { settings } = sqliteGround(dir)
  const file = String(settings.DB_FILE)
  const console = sqlite.console?.('target', settings, { dataDir: dir }) as Console
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  const execute = (query: string) =>
    console.execute({
      query,
      params: [],
      signal: AbortSignal.timeout(30_000),
      deadline: Date.now() + 30_000,
      maxRows: 10,
      maxBytes: 1_000_000,
    })
  const hash = () => createHash('sha256').update(readFileSync(file)).digest('hex')

  test(`${SQLITE.length} escapes: none is answered, the file is as it was, nothing is beside it`, { timeout: 120_000 }, async () => {
    expect(SQLITE.length).toBeGreaterThanOrEqual(200)
    const before = hash()
    const answered: string[] = []
    for (const query of SQLITE)
      await execute(query).then(
        () => answered.push(query),
        (error: { code: string }) =>
          expect.soft(error.code, query).toMatch(/^(QUERY_UNSUPPORTED|FORBIDDEN|BAD_USER_INPUT|DATASOURCE_TIMEOUT)$/),
      )
    expect(answered).toEqual([])
    expect(hash()).toBe(before)
    expect(await execute(`select count(*) from ${TARGET}`)).toMatchObject({ rows: [[2]] })
  })

  test('without the fence the handle itself holds, and takes no second statement', { timeout: 120_000 }, async () => {
    const before = hash()
    const open = sqliteConsole('target', settings, { dataDir: dir }, null) as Console
    const ask = (query: string) =>
      open.execute({
        query,
        params: [],
        signal: AbortSignal.timeout(30_000),
        deadline: Date.now() + 30_000,
        maxRows: 10,
        maxBytes: 1_000_000,
      })
    // Undisguised, since nothing looks at them; the endless one has its own test.
    for (const query of SQLITE.filter((text) => !/^(select (1|';')|;|\/\*|--)|recursive/.test(text)))
      await ask(query).catch(() => undefined)
    expect(hash()).toBe(before)
    expect(strayFiles()).toEqual([])
    await expect(ask('select 1; select 2')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
    for (const query of [`delete from ${TARGET}`, "attach ':memory:' as x", 'pragma user_version = 9', 'begin'])
      await expect(ask(query), query).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('what ends at its time leaves no process behind and others can ask meanwhile', { timeout: 60_000 }, async () => {
    const endless = execute('with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n')
    expect(await execute('select 1 as a')).toMatchObject({ rows: [[1]] })
    await expect(endless).rejects.toMatchObject({ code: 'DATASOURCE_TIMEOUT' })
    expect(await Promise.all([execute('select 1 as a'), execute('select 2 as a')])).toMatchObject([{ rows: [[1]] }, { rows: [[2]] }])
  })

  test('what would fill the memory or the disk ends', { timeout: 60_000 }, async () => {
    // All arguments are there at once: without a limit 800 MB.
    const wide = `select max(${Array.from({ length: 100 }, () => 'hex(z)').join(', ')}) from (select zeroblob(4000000) z)`
    // What is sorted goes to a file elsewhere: without a limit, gigabytes in the time that it has.
    const sorted = `with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from (select hex(zeroblob(2000000)) || i x from n order by x)`
    for (const query of [wide, sorted]) await expect(execute(query), query).rejects.toMatchObject({ code: 'RESULT_TOO_LARGE' })
    expect(await execute(`select name from ${TARGET} order by name desc`)).toMatchObject({ rows: [['two'], ['one']] })
  })

  test('off unless it is enabled, and in memory', () => {
    expect(sqlite.console?.('x', { DB_FILE: file }, { dataDir: dir })).toBeNull()
    expect(sqlite.console?.('x', { DB_FILE: ':memory:', ADMIN_SQL__ENABLED: true }, { dataDir: dir })).toBeNull()
  })

  test('a file that is not there', async () => {
    const gone = sqlite.console?.('x', { DB_FILE: join(dir, 'gone.sqlite'), ADMIN_SQL__ENABLED: true }, { dataDir: dir }) as Console
    const question = {
      query: 'select 1',
      params: [],
      signal: AbortSignal.timeout(30_000),
      deadline: Date.now() + 30_000,
      maxRows: 1,
      maxBytes: 1000,
    }
    await expect(gone.execute(question)).rejects.toMatchObject({ code: 'DATASOURCE_UNAVAILABLE' })
    expect(existsSync(join(dir, 'gone.sqlite'))).toBe(false)
  })
})

describe('the fences', () => {
  // What the database alone refuses has its test with the servers; here a statement that begins harmlessly must be one.
  // `select 1 set role x` is none there: these take one statement at a time, as the tests with servers show.
  const harmlessFor = (list: readonly string[], refuse: (text: string) => string | undefined, parsed = true) =>
    list.filter((text) => refuse(text) === undefined && !(parsed && /^select 1 (set|reset|do|kill|flush|savepoint)\b/.test(text)))

  test('of PostgreSQL leave to the database only what needs rights there', () => {
    expect(POSTGRES.length).toBeGreaterThanOrEqual(200)
    expect(harmlessFor(POSTGRES, (text) => screen(text, postgresFence)).toSorted()).toEqual([
      'select * from escape_delete()',
      'select * from pg_authid',
      'select * from pg_shadow',
      'select 1 where exists (select 1 from escape_delete())',
      'select escape_delete()',
      'select rolpassword from pg_authid',
      'values (escape_delete())',
    ])
  })
  test('of MariaDB and MySQL too', () => {
    expect(MARIADB.length).toBeGreaterThanOrEqual(200)
    expect(harmlessFor(MARIADB, (text) => screen(text, mysqlFence)).toSorted()).toEqual([
      'select * from mysql.user',
      'select authentication_string from mysql.global_priv',
      'select escape_function()',
    ])
    // Of the login itself, too: MariaDB adds the hash of its password.
    for (const text of ['show grants', 'SHOW /* */ Grants for current_user()', 'show create user'])
      expect(screen(text, mysqlFence), text).toMatch(/is not taken/)
  })
  test('of SQL Server, which runs whatever follows, leave nothing', () => {
    for (const text of ['select * from srv.db.dbo.t', 'select * from "srv".[db]..t', 'select a from srv...t as x'])
      expect(screen(text, sqlserverFence), text).toMatch(/another server/)
    expect(screen('select d.dbo.t.a, 1.5 from d.dbo.t as t', sqlserverFence)).toMatch(/four parts/)
    expect(screen('select t.a, dbo.t.b, 1.5 from d..t as t', sqlserverFence)).toBeUndefined()
    expect(SQLSERVER.length).toBeGreaterThanOrEqual(200)
    expect(harmlessFor(SQLSERVER, (text) => screen(text, sqlserverFence), false)).toEqual([])
  })
  test('of SQLite leave what its limits end', () => {
    expect(harmlessFor(SQLITE, (text) => screen(text, sqliteFence)).toSorted()).toEqual([
      'select hex(zeroblob(500000000))',
      "select printf('%.*c', 2000000000, 'x')",
      'select randomblob(2000000000)',
      'select zeroblob(2000000000)',
      'with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n',
    ])
  })
  test('of MongoDB leave nothing', () => {
    expect(MONGODB.length).toBeGreaterThanOrEqual(200)
    expect(MONGODB.filter((text) => typeof readQuestion(text) !== 'string')).toEqual([])
  })

  test('questions that people ask pass', () => {
    const sql = [
      'select 1',
      "SELECT * FROM \"orders\" WHERE status = 'it''s; drop table x' ORDER BY 1;",
      'select \'insert into\', "update" from t -- delete\n where a = 1 /* drop */',
      'with a as (select 1 as x), b as (select x from a) select * from b where x in (select x from a)',
      'select count(*) from (select distinct a from t) as s',
      'select case when a > 1 then (select max(b) from u) else 0 end from t',
      'select a from t union all select b from u except select c from v',
      '(select 1) union (select 2)',
      'select updated_at, deleted, created_by, inserted from t',
    ]
    for (const text of sql) {
      expect(screen(text, postgresFence), text).toBeUndefined()
      expect(screen(text, mysqlFence), text).toBeUndefined()
      expect(screen(text, sqliteFence), text).toBeUndefined()
      if (!text.startsWith('(')) expect(screen(text, sqlserverFence), text).toBeUndefined()
    }
    for (const text of [
      'select top (5) * from dbo.[Order Details] with (nolock) where UnitPrice > @p1 order by 1 offset 5 rows fetch next 5 rows only',
      'select name, (select count(*) from sys.columns c where c.object_id = t.object_id) as n from sys.tables as t',
      'select * from t cross apply (select top 1 * from u where u.a = t.a) x',
      'select a, sum(b) from t group by a with rollup',
    ])
      expect(screen(text, sqlserverFence), text).toBeUndefined()
    for (const text of [
      "select $1::text, $tag$; drop$tag$, E'\\'; drop'",
      'explain analyze select 1',
      'show server_version',
      'select * from u',
    ])
      expect(screen(text, postgresFence), text).toBeUndefined()
    for (const text of ['show tables', 'describe t', 'select `insert` from t # drop', 'select 1--1'])
      expect(screen(text, mysqlFence), text).toBeUndefined()
    for (const text of [
      '{"find": "orders", "filter": {"a": {"$gt": {"$numberLong": "5"}}}, "sort": {"_id": -1}}',
      '{"aggregate": "orders", "pipeline": [{"$lookup": {"from": "lines", "as": "l", "pipeline": [{"$match": {}}]}}, {"$count": "n"}]}',
    ])
      expect(readQuestion(text), text).toMatchObject({ collection: 'orders' })
  })

  test('words of a text', () => {
    const words = (text: string, lexicon = {}) => lex(text, lexicon)?.tokens.map(({ text: word }) => word)
    expect(words('select 1drop, .5x, 0xfgh')).toEqual(['select', '1', 'drop', ',', '.', '5', 'x', ',', '0xf', 'gh'])
    expect(words("a''b /* c */ --d\ne")).toEqual(['a', '', 'b', 'e'])
    expect(words('/* a /* b */ c */ d', { nested: true })).toEqual(['d'])
    expect(words('/* a /* b */ c', {})).toEqual(['c'])
    expect(words("$a$ ' $b$ $a$ c", { dollar: true })).toEqual([" ' $b$ ", 'c'])
    expect(words('[a]]b]', { brackets: true })).toEqual(['a]]b'])
    expect(words("'unclosed")).toBeUndefined()
    expect(words('(')).toBeUndefined()
  })
})

describe('logins that may do more than read are told apart', () => {
  test('by grants of MySQL', () => {
    const of = (...grants: string[]) => unfitRights(grants.map((grant) => [grant]))
    expect(
      of(
        "GRANT USAGE ON *.* TO `r`@`%` IDENTIFIED BY PASSWORD '*X'",
        'GRANT SELECT, SHOW VIEW ON `db`.* TO `r`@`%`',
        'GRANT `role`@`%` TO `r`@`%`',
      ),
    ).toEqual([])
    expect(of('GRANT SELECT (`a`, `b`) ON `db`.`t` TO `r`@`%`')).toEqual([])
    expect(of('GRANT SELECT, INSERT, FILE ON *.* TO `r`@`%`')).toEqual(['INSERT on *.*', 'FILE on *.*'])
    expect(of('GRANT ALL PRIVILEGES ON `db`.* TO `r`@`%` WITH GRANT OPTION')).toEqual(['ALL PRIVILEGES on `db`.*'])
    expect(of('GRANT EXECUTE ON `db`.* TO `r`@`%`', "GRANT PROXY ON ''@'%' TO 'r'@'%'")).toHaveLength(2)
    expect(of('GRANT SELECT, UPDATE (`a`) ON `db`.`t` TO `r`@`%`')).toEqual(['UPDATE (`a`) on `db`.`t`'])
  })
  test('by privileges of MongoDB', () => {
    const of = (...actions: string[]) =>
      unfitPrivileges({ authInfo: { authenticatedUserPrivileges: [{ resource: { db: 'shop' }, actions }] } })
    expect(of('find', 'listCollections', 'collStats', 'killCursors')).toEqual([])
    expect(of('find', 'insert', 'remove')).toEqual(['insert on shop', 'remove on shop'])
    expect(unfitPrivileges({ authInfo: {} })).toHaveLength(1)
  })
})

test("a database's words hold no login, no address and no line break", () => {
  expect(fit("Access denied for user 'root'@'10.0.0.7' (host 10.0.0.9:3306)\n\u001b[31mred")).toBe(
    'Access denied for user this login (host …) [31mred',
  )
  expect(fit('x'.repeat(1000)).length).toBeLessThan(310)
})
