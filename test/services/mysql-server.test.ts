/** What a MariaDB or MySQL server does to its connections, and what it says of tables that others made. */

import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Compiled, Datasource, RunOptions, Settings } from '../../src/datasource/datasource.ts'
import { loadEngine } from '../../src/engines/index.ts'
import { type FreshDatabase, freshDatabase } from './databases.ts'

interface Product {
  readonly name: string
  readonly type: 'mariadb' | 'mysql'
  /** Of which it is not. */
  readonly other: 'mariadb' | 'mysql'
  readonly variable: string
  readonly version: RegExp
  /** A thousand rows. */
  readonly numbers: string
  /** What only this product has, of a table that others made: columns, how they are read, indexes, notes. */
  readonly own: { readonly columns: string; readonly kinds: Readonly<Record<string, string | null>>; readonly notes: readonly string[] }
}

const PRODUCTS: readonly Product[] = [
  {
    ...{ name: 'MariaDB', type: 'mariadb', other: 'mysql', variable: 'TEST_MARIADB_URL', version: /^1\d\.\d+\.\d+$/ },
    numbers: 'select seq from seq_1_to_1000',
    own: { columns: 'native uuid, key unseen (wide) ignored', kinds: { native: 'uuid' }, notes: [] },
  },
  {
    ...{ name: 'MySQL', type: 'mysql', other: 'mariadb', variable: 'TEST_MYSQL_URL', version: /^\d+\.\d+\.\d+$/ },
    numbers: 'with recursive n (i) as (select 1 union all select i + 1 from n where i < 1000) select i from n',
    own: {
      columns: `made char(36) character set ascii not null default (uuid()), told json default (json_object('a', 1)), hidden int invisible default 5,
        thrice bigint as (wide * 3) stored, key unseen (wide) invisible, key lowered ((lower(title)))`,
      kinds: { made: 'uuid', told: 'json', hidden: 'int', thrice: 'bigInt' },
      notes: ['The index lowered is over an expression, which models cannot say.'],
    },
  },
]

const within = (milliseconds: number, more: Partial<RunOptions> = {}): RunOptions => ({
  ...{ signal: new AbortController().signal, deadline: Date.now() + milliseconds, lane: 'traffic', maxRows: 100 },
  ...more,
})
const statement = (text: string, columns = 1): Compiled => ({
  text,
  params: [],
  decode: Array.from({ length: columns }, () => (raw: unknown) => raw as never),
})

for (const { name, type, other, variable, version, numbers, own } of PRODUCTS) {
  const url = process.env[variable] ?? ''
  describe.skipIf(url === '')(`${name} (skipped where ${variable} is not set)`, () => {
    let database: FreshDatabase
    let open: Datasource[] = []
    const datasource = async (more: Settings = {}, engine: string = type): Promise<Datasource> => {
      const made = (await loadEngine(engine)).open('main', { ...database.settings, ...more }, { dataDir: '' })
      open.push(made)
      return made
    }
    const admin = async (...texts: string[]): Promise<unknown[][]> => {
      const { DB_HOST, DB_PORT, DB_USER, DB_PASSWORD, DB_NAME } = database.settings
      const connection = await createConnection({
        ...{ host: String(DB_HOST), port: Number(DB_PORT), user: String(DB_USER), password: String(DB_PASSWORD) },
        ...{ database: String(DB_NAME), rowsAsArray: true },
      })
      try {
        let rows: unknown = []
        for (const text of texts) [rows] = await connection.query(text)
        return rows as unknown[][]
      } finally {
        await connection.end()
      }
    }
    const failure = async (run: Promise<unknown>): Promise<{ code: string; cause: string }> => {
      const error = await run.then(
        () => new Error('it did not fail'),
        (reason: unknown) => reason,
      )
      const { code, cause } = error as { code?: string; cause?: Error }
      return { code: code ?? String(error), cause: cause?.message ?? '' }
    }

    beforeAll(async () => {
      database = await freshDatabase(type, url)
    })
    afterAll(async () => {
      for (const each of open) await each[Symbol.asyncDispose]()
      open = []
      await database?.drop()
    })

    test('past its deadline a statement is answered at once and killed on the server', async () => {
      const on = await datasource({ POOL__MAX: 1 })
      const began = performance.now()
      expect(await failure(on.run(statement('select sleep(20)'), [], within(300)))).toMatchObject({ code: 'DATASOURCE_TIMEOUT' })
      expect(performance.now() - began).toBeLessThan(5_000)
      const working = () => admin(`select count(*) from information_schema.processlist where info like 'select sleep(20)%'`)
      await expect.poll(working, { timeout: 10_000 }).toEqual([[0]])
      // The one connection was replaced.
      expect((await on.run(statement('select 7'), [], within(2_000))).rows.flat().map(Number)).toEqual([7])
    })

    test('a long statement is prepared, run and forgotten; a short one is kept', async () => {
      const on = await datasource({ POOL__MAX: 1 })
      const ran = async (text: string, times: number) => {
        const closed = async () => (await on.run(statement("show session status like 'Com_stmt_close'", 2), [], within(5_000))).rows[0]?.[1]
        const before = Number(await closed())
        for (let i = 0; i < times; i++) expect((await on.run(statement(text), [], within(5_000))).rows.flat().map(Number)).toEqual([7])
        return Number(await closed()) - before
      }
      expect(await ran('select 7', 5)).toBe(0)
      expect(await ran(`select 7 /* ${'x'.repeat(50_000)} */`, 5)).toBe(5)
    })

    test('a cancelled request ends its statement', async () => {
      const on = await datasource()
      const abort = new AbortController()
      setTimeout(() => abort.abort(new Error('gone')), 100)
      expect(
        await failure(on.run(statement("select benchmark(2000000000, sha2('1', 256))"), [], within(5_000, { signal: abort.signal }))),
      ).toMatchObject({
        code: 'QUERY_CANCELLED',
      })
    })

    test('what the server stops by itself is a timeout, with whatever it answered', async () => {
      const on = await datasource({ STATEMENT_TIMEOUT: 100 })
      // A second more than the timeout of the datasource, whose guard is not here.
      for (const text of ['select sleep(5)', "select benchmark(2000000000, sha2('1', 256))"])
        expect(await failure(on.run(statement(text), [], within(10_000)))).toMatchObject({ code: 'DATASOURCE_TIMEOUT' })
    })

    test('more rows than asked for are refused, and the next statement is not cut', async () => {
      const on = await datasource({ POOL__MAX: 1 })
      const thousand = statement(numbers)
      expect(await failure(on.run(thousand, [], within(2_000)))).toMatchObject({ code: 'RESULT_TOO_LARGE' })
      expect((await on.run(thousand, [], within(2_000, { maxRows: 1_000 }))).rows).toHaveLength(1_000)
      expect(await failure(on.run(thousand, [], within(2_000, { maxRows: 999 })))).toMatchObject({ code: 'RESULT_TOO_LARGE' })
    })

    test('a connection that was killed while it lay idle is replaced without a word', async () => {
      const on = await datasource({ POOL__MAX: 1 })
      const [[id] = []] = (await on.run(statement('select connection_id()'), [], within(2_000))).rows
      await admin(`kill ${Number(id)}`)
      await new Promise((done) => setTimeout(done, 50))
      expect((await on.run(statement('select 1'), [], within(2_000))).rows).toHaveLength(1)
    })

    test('transactions roll back whole, and read-only ones change nothing', async () => {
      const on = await datasource()
      await admin('create table notes (id int primary key, body varchar(20) not null) engine=innodb')
      const insert = (id: number) => statement(`insert into notes values (${id}, 'x')`, 0)
      await expect(
        on.transaction({ ...within(2_000), readOnly: false }, async (session) => {
          await session.run(insert(1), [], within(2_000))
          throw new Error('changed my mind')
        }),
      ).rejects.toThrow('changed my mind')
      expect(await admin('select count(*) from notes')).toEqual([[0]])
      expect(
        await failure(on.transaction({ ...within(2_000), readOnly: true }, (session) => session.run(insert(1), [], within(2_000)))),
      ).toMatchObject({ code: 'DATASOURCE_READ_ONLY' })
      const readOnly = await datasource({ READ_ONLY: true })
      expect(await failure(readOnly.run(insert(1), [], within(2_000)))).toMatchObject({ code: 'DATASOURCE_READ_ONLY' })
      await on.run(insert(1), [], within(2_000))
      expect(await failure(on.run(insert(1), [], within(2_000)))).toMatchObject({ code: 'UNIQUE_VIOLATION' })
      expect(await failure(on.run(statement('insert into notes values (2, null)'), [], within(2_000)))).toMatchObject({
        code: 'NOT_NULL_VIOLATION',
      })
      expect(await failure(on.run(statement(`insert into notes values (2, repeat('x', 21))`), [], within(2_000)))).toMatchObject({
        code: 'BAD_USER_INPUT',
      })
      expect(await failure(on.run(statement('select gone from notes'), [], within(2_000)))).toMatchObject({
        code: 'SCHEMA_VERSION_MISMATCH',
      })
    })

    test('a server that cannot be had is not available, whatever the reason; the log has it', async () => {
      for (const [more, reason, engine] of [
        [{ DB_PASSWORD: 'wrong' }, /Access denied/],
        [{ DB_PORT: 1 }, /ECONNREFUSED/],
        [{ DB_NAME: 'nowhere_at_all' }, /Unknown database/],
        [{ SSL__MODE: 'verify' }, /secure connection|certificate|SSL/i],
        [{}, new RegExp(`set DB_TYPE=${type}$`), other],
      ] as const) {
        const { code, cause } = await failure((await datasource(more, engine)).run(statement('select 1'), [], within(3_000)))
        expect(code).toBe('DATASOURCE_UNAVAILABLE')
        expect(cause).toMatch(reason)
      }
      const health = await (await datasource({ DB_PORT: 1 })).health(within(2_000, { lane: 'probe' }))
      expect(health).toMatchObject({ ok: false, error: 'DATASOURCE_UNAVAILABLE' })
      expect(await (await datasource()).health(within(2_000, { lane: 'probe' }))).toMatchObject({
        ok: true,
        serverVersion: expect.stringMatching(version),
      })
    })

    // Known ones are let in by a shorter way, until the server starts again.
    test.skipIf(type !== 'mysql').each(['off', 'insecure'])(
      'a login that the server has not seen comes in with TLS %s, whatever is in its password',
      async (mode) => {
        const user = `fresh_${process.pid}_${mode}`
        const password = `it's "pässwörd" 😀 ${'x'.repeat(100)}`
        await admin(
          `create user ${user} identified with caching_sha2_password by '${password.replaceAll("'", "''")}'`,
          `grant select on \`${String(database.settings.DB_NAME)}\`.* to ${user}`,
        )
        try {
          const login = { DB_USER: user, DB_PASSWORD: password, SSL__MODE: mode }
          const cipher = await (await datasource(login)).run(statement("show session status like 'Ssl_cipher'", 2), [], within(5_000))
          expect(cipher.rows).toEqual([['Ssl_cipher', mode === 'off' ? '' : expect.stringMatching(/./)]])
          const wrong = await datasource({ ...login, DB_PASSWORD: `${password}!` })
          expect(await wrong.health(within(5_000, { lane: 'probe' }))).toMatchObject({ ok: false, trouble: 'auth' })
        } finally {
          await admin(`drop user ${user}`)
        }
      },
    )

    test('tables that others made are told as they are', async () => {
      const [[version] = []] = await admin('select version()')
      // MariaDB's own type of UUIDs came with 10.7.
      const has = /^10\.6\./.test(String(version)) ? { ...own, columns: 'plain int', kinds: { plain: 'int' } } : own
      await admin(
        `create table \`Odd table\` (
        id bigint unsigned auto_increment primary key,
        small smallint unsigned not null default 7,
        wide int unsigned,
        huge bigint unsigned,
        amount decimal(12,3) default 1.5,
        far decimal(50,2),
        flag tinyint(1) not null default 1,
        tiny tinyint(1),
        one bit(1),
        bits bit(9),
        code char(4),
        title varchar(40) character set latin1 not null default 'it''s',
        body mediumtext,
        kind enum('a','it''s','c d') default 'a',
        marks set('x','y'),
        token char(36) not null,
        data json,
        raw varbinary(16),
        ratio float,
        at datetime(3) default current_timestamp(3),
        stamp timestamp null,
        day date,
        clock time(2),
        spot point,
        doubled bigint as (wide * 2) virtual,
        ${has.columns},
        unique key (title, small), key (day), key part (body(20))
      ) comment 'Odd things'`,
        `create table child (id int primary key, odd bigint unsigned comment 'whose', foreign key (odd) references \`Odd table\` (id) on delete cascade)`,
        'create table loose (id int primary key, v int) engine=myisam',
        'create view seen as select id, title from `Odd table`',
        `set sql_mode = ''`,
        `insert into \`Odd table\` (token, tiny, ratio, at, day, title) values ('0A000000-0000-4000-8000-000000000001', 3, 0.1, '0000-00-00', '0000-00-00', 'é')`,
      )
      const on = await datasource()
      const tables = (await on.introspect?.(within(5_000, { maxRows: 10_000 }))) ?? []
      const odd = tables.find(({ name }) => name === 'Odd table')
      expect(odd).toMatchObject({ schema: null, kind: 'table', comment: 'Odd things', primaryKey: ['id'], uniques: [['title', 'small']] })
      expect(odd?.notes).toEqual(has.notes)
      expect(odd?.indexes).toEqual([['day'], ['body']])
      const column = (name: string) => odd?.columns.find((each) => each.name === name)
      expect(Object.fromEntries((odd?.columns ?? []).map(({ name, type }) => [name, type?.kind ?? null]))).toEqual({
        ...{ id: 'bigInt', small: 'int', wide: 'bigInt', huge: 'decimal', amount: 'decimal', far: null, flag: 'boolean', tiny: 'int' },
        ...{ one: 'boolean', bits: null, code: 'string', title: 'string', body: 'string', kind: 'enum', marks: 'string', token: 'uuid' },
        ...{ data: 'json', raw: 'bytes', ratio: 'float', at: 'dateTime', stamp: 'dateTime', day: 'date', clock: 'time' },
        ...{ spot: null, doubled: 'bigInt', ...has.kinds },
      })
      expect(column('id')).toMatchObject({ identity: true, nullable: false, default: null })
      expect(column('kind')).toMatchObject({ type: { values: { a: 'a', "it's": "it's", 'c d': 'c d' } }, default: { value: 'a' } })
      expect(column('title')).toMatchObject({ type: { max: 40 }, default: { value: "it's" }, nullable: false })
      expect(column('small')?.default).toEqual({ value: 7 })
      expect(column('amount')?.default).toEqual({ value: '1.500' })
      expect(column('flag')?.default).toEqual({ value: true })
      expect(column('at')?.default).toBe('now')
      expect(column('doubled')?.computed).toBe(true)
      expect(column('body')?.default).toBeNull()
      const child = tables.find(({ name }) => name === 'child')
      expect(child?.foreignKeys).toMatchObject([
        { columns: ['odd'], schema: null, table: 'Odd table', references: ['id'], onDelete: 'cascade' },
      ])
      expect(child?.columns[1]).toMatchObject({ type: { kind: 'bigInt' }, comment: 'whose' })
      expect(tables.map(({ name, rollsBack }) => [name, rollsBack]).filter(([, rollsBack]) => rollsBack !== undefined)).toEqual([
        ['loose', false],
      ])
      expect(tables.find(({ name }) => name === 'seen')).toMatchObject({ kind: 'view', comment: null, primaryKey: [] })
      const read = await on.run(statement('select ratio, cast(at as char), title from `Odd table`', 3), [], within(2_000))
      expect(read.rows).toEqual([[0.1, '0000-00-00 00:00:00.000', 'é']])
    })
  })
}
