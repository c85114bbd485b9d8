/** What real servers tell of themselves: why a connection fails, sizes compared with direct questions, backups that come back. */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { GatewayError } from '../../src/base/errors.ts'
import type { Datasource, RunOptions, Settings } from '../../src/datasource/datasource.ts'
import { loadEngine } from '../../src/engines/index.ts'
import { type FreshDatabase, freshDatabase, SERVERS } from './databases.ts'

const options = (lane: RunOptions['lane'] = 'admin'): RunOptions => ({
  ...{ signal: new AbortController().signal, deadline: Date.now() + 60_000, lane, maxRows: 10_000 },
})
const QUOTES: Readonly<Record<string, (name: string) => string>> = {
  postgres: (name) => `"${name.replaceAll('"', '""')}"`,
  mysql: (name) => `\`${name.replaceAll('`', '``')}\``,
  mariadb: (name) => `\`${name.replaceAll('`', '``')}\``,
  sqlserver: (name) => `[${name.replaceAll(']', ']]')}]`,
}
const ODD = [`it's`, 'say "hi"', 'select', 'größe', '`tick`', '[bracket]', '-- comment', 'a.b']

for (const { type, variable } of SERVERS)
  describe.skipIf((process.env[variable] ?? '') === '')(`${type} (skipped where ${variable} is not set)`, () => {
    const url = process.env[variable] ?? ''
    const isDocuments = type === 'mongodb'
    let database: FreshDatabase
    const opened: Datasource[] = []
    const open = async (more: Settings = {}): Promise<Datasource> => {
      const datasource = (await loadEngine(type)).open('main', { ...database.settings, ...more }, { dataDir: '' })
      opened.push(datasource)
      return datasource
    }
    const run = async (on: Datasource, text: string, columns = 0) => {
      const decode = Array.from({ length: columns }, () => (raw: unknown) => (raw === null ? null : String(raw)))
      return (await on.run({ text, params: [], decode }, [], options())).rows
    }

    beforeAll(async () => {
      database = await freshDatabase(type, url)
    })
    afterEach(async () => {
      for (const datasource of opened.splice(0)) await datasource[Symbol.asyncDispose]()
    })
    afterAll(() => database.drop())

    test('well, with its version and its own name', async () => {
      const datasource = await open()
      const health = await datasource.health(options('probe'))
      expect(health).toMatchObject({ ok: true, error: null, trouble: null, serverVersion: expect.stringMatching(/^\d+\.\d+/) })
      expect(health.database).toBe(database.settings.DB_NAME)
      expect(datasource.pool?.()).toMatchObject({ used: 0, waiting: 0 })
    })

    const withoutTls: [string, string, Settings][] = [['TLS asked of a server without', 'tls', { SSL__MODE: 'insecure' }]]
    // The look-alikes of MongoDB ask for no login.
    const secured: [string, string, Settings][] = [
      ['a wrong user and password', 'auth', { DB_USER: 'switchyard_nobody', DB_PASSWORD: 'CANARY-wrong' }],
      ['a database that is not there', 'other', { DB_NAME: 'switchyard_no_such' }],
    ]
    test.for<[string, string, Settings]>([
      ['a port where nobody listens', 'refused', { DB_PORT: 1 }],
      ['a host that nobody knows', 'dns', { DB_HOST: 'no-such-host.invalid' }],
      // MySQL makes a certificate of its own, which nobody vouches for; the others have none.
      ['TLS that cannot be verified', 'tls', { SSL__MODE: 'verify' }],
      ...(type === 'mysql' ? [] : withoutTls),
      ...(isDocuments ? [] : secured),
    ])('%s is %s', async ([, trouble, settings], { skip }) => {
      if (settings.SSL__MODE === 'insecure' && (await hasTls(type, database.settings))) skip('this server has TLS')
      const datasource = await open({ POOL__CONNECT_TIMEOUT: 3_000, ...settings })
      const health = await datasource.health(options('probe'))
      expect(health).toMatchObject({ ok: false, error: 'DATASOURCE_UNAVAILABLE', trouble, serverVersion: null, database: null })
      // A client learns no more than the code.
      const error = await datasource.stats?.(options()).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(GatewayError)
      expect((error as GatewayError).code).toBe('DATASOURCE_UNAVAILABLE')
      expect((error as GatewayError).message).not.toMatch(/CANARY|nobody|no-such|no_such|127\.0\.0\.1|auth|SSL|TLS|ECONN/i)
    })

    test('counts what is in its tables, whatever they are called, in few round trips', async () => {
      const datasource = await open()
      // Reads no bracket within brackets; its catalog knows no numbers before somebody analyses, and no sizes at all.
      const isBabelfish =
        type === 'sqlserver' &&
        (await run(datasource, `select cast(serverproperty('BabelfishVersion') as varchar(20))`, 1))[0]?.[0] !== null
      const names = isDocuments ? ['plain', 'two words', 'größe'] : ODD.filter((name) => !(isBabelfish && name.includes('[')))
      if (isDocuments) await fill(url, String(database.settings.DB_NAME), names)
      else
        for (const [i, name] of names.entries()) {
          const table = QUOTES[type]?.(name)
          await run(datasource, `create table ${table} (id int not null primary key, body varchar(200))`)
          for (let row = 0; row < i; row++) await run(datasource, `insert into ${table} (id, body) values (${row}, 'x')`)
        }
      const stats = await datasource.stats?.(options())
      const found = new Map(stats?.tables.map((table) => [table.table, table]))
      expect([...found.keys()].sort()).toEqual([...names].sort())
      for (const [i, name] of names.entries()) if (!isBabelfish) expect(found.get(name)?.rows).toBe(i)
      for (const table of found.values()) {
        expect(table.estimated).toBe(isDocuments || type === 'sqlserver')
        if (!isBabelfish && !isDocuments) expect(table.bytes).toBeGreaterThanOrEqual(0)
      }
      expect(stats?.lastBackup).toBeNull()
      if (!isBabelfish && !isDocuments) expect(stats?.bytes).toBeGreaterThan(0)
      const sessions = stats?.sessions ?? null
      if (!isDocuments) expect(sessions).not.toBeNull()
      if (sessions !== null) {
        // This one at least, unless other tests' come and go; never more than there may be.
        expect(sessions.used + sessions.idle).toBeGreaterThan(0)
        expect(sessions.used + sessions.idle).toBeLessThanOrEqual(sessions.max ?? Number.POSITIVE_INFINITY)
      }
    })

    test('its sessions are counted', async () => {
      const datasource = await open()
      await Promise.all([
        datasource.health(options('traffic')),
        datasource.health(options('traffic')),
        datasource.health(options('traffic')),
      ])
      const pool = datasource.pool?.()
      expect(pool).toMatchObject({ used: 0, waiting: 0 })
      expect(pool?.idle).toBeGreaterThan(0)
      expect(pool?.idle).toBeLessThanOrEqual(pool?.max ?? 0)
    })
  })

/** MariaDB makes a certificate of its own from 11.4 on. */
const TLS: Readonly<Record<string, string>> = { postgres: 'show ssl', mariadb: 'select @@have_ssl' }

async function hasTls(type: string, settings: Settings): Promise<boolean> {
  const text = TLS[type]
  if (text === undefined) return false
  const on = (await loadEngine(type)).open('main', settings, { dataDir: '' })
  try {
    const { rows } = await on.run({ text, params: [], decode: [(raw) => raw as string] }, [], options())
    return /^(on|yes)$/i.test(String(rows[0]?.[0]))
  } finally {
    await on[Symbol.asyncDispose]()
  }
}

async function fill(url: string, database: string, names: readonly string[]): Promise<void> {
  const client = new MongoClient(url)
  try {
    for (const [i, name] of names.entries()) {
      await client.db(database).createCollection(name)
      if (i > 0)
        await client
          .db(database)
          .collection(name)
          .insertMany(Array.from({ length: i }, (_, id) => ({ note: `n${id}` })))
    }
  } finally {
    await client.close()
  }
}

/** MariaDB brings tools of its own under MySQL's names. */
const has = (tool: string): boolean => {
  try {
    return (
      /mariadb/i.test(execFileSync(tool, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) ===
      /^mariadb/.test(tool)
    )
  } catch {
    return false
  }
}

const versionOf = (tool: string): string => execFileSync(tool, ['--version'], { encoding: 'utf8' })
const majorOf = (version: string | null): number => Number(/\d+/.exec(version ?? '')?.[0])

// With the products' own tools, a database with rows comes back from what the guide says.
for (const [type, variable, tools] of [
  ['postgres', 'TEST_POSTGRES_URL', ['pg_dump', 'pg_restore']],
  ['mariadb', 'TEST_MARIADB_URL', ['mariadb-dump', 'mariadb']],
  ['mysql', 'TEST_MYSQL_URL', ['mysqldump', 'mysql']],
] as const)
  describe.skipIf((process.env[variable] ?? '') === '' || !tools.every(has))(
    `backup of ${type} (skipped without ${tools.join(', ')})`,
    () => {
      test('what the guide says brings the rows back', async ({ skip }) => {
        const database = await freshDatabase(type, process.env[variable] ?? '')
        const engine = await loadEngine(type)
        const dir = mkdtempSync(join(tmpdir(), 'switchyard-backup-'))
        const password = String(database.settings.DB_PASSWORD)
        const datasource = engine.open('main', database.settings, { dataDir: '' })
        const run = (text: string) => datasource.run({ text, params: [], decode: [] }, [], options())
        // Nobody is there to answer a prompt.
        const shell = (line: string) =>
          execFileSync('/bin/sh', ['-c', line.replace(' --password', '')], {
            cwd: dir,
            env: { ...process.env, PGPASSWORD: password, MYSQL_PWD: password },
          })
        try {
          const { serverVersion } = await datasource.health(options('probe'))
          if (type === 'postgres' && majorOf(serverVersion) > majorOf(versionOf('pg_dump'))) skip('pg_dump is older than the server')
          await run('create table kept (id int not null primary key, body varchar(20))')
          await run(`insert into kept (id, body) values (1, 'a'), (2, 'ü''')`)
          const guide = engine.backup?.('main', database.settings, { dataDir: '' })
          shell(guide?.backup ?? '')
          await run('delete from kept where id = 1')
          await run('create table meanwhile (id int not null primary key)')
          shell(guide?.restore ?? '')
          const stats = await datasource.stats?.(options())
          expect(stats?.tables.find(({ table }) => table === 'kept')).toMatchObject({ rows: 2, estimated: false })
        } finally {
          await datasource[Symbol.asyncDispose]()
          await database.drop()
          rmSync(dir, { recursive: true })
        }
      })
    },
  )

describe.skipIf((process.env.TEST_POSTGRES_URL ?? '') === '')('PostgreSQL, compared with its catalog', () => {
  test('sizes and estimates are the server’s own', async () => {
    const database = await freshDatabase('postgres', process.env.TEST_POSTGRES_URL ?? '')
    const datasource = (await loadEngine('postgres')).open('main', database.settings, { dataDir: '' })
    const run = async (text: string, columns = 0) => {
      const decode = Array.from({ length: columns }, () => (raw: unknown) => raw as string)
      return (await datasource.run({ text, params: [], decode }, [], options())).rows
    }
    try {
      await run(`create table large as select g as id, repeat('x', 500) as body from generate_series(1, 10000) as g`)
      await run('create index on large (id)')
      await run('analyze large')
      await run('create schema aside')
      await run('create table aside.small as select 1 as id')
      await run('create table never (id int, body text)')
      await run(`insert into never select g, repeat('x', 500) from generate_series(1, 5000) as g`)
      const stats = await datasource.stats?.(options())
      const [[size, total] = []] = await run(`select pg_total_relation_size('large'), pg_database_size(current_database())`, 2)
      expect(stats?.tables).toEqual([
        { table: 'aside.small', rows: 1, estimated: false, bytes: expect.any(Number) },
        { table: 'large', rows: 10_000, estimated: true, bytes: Number(size) },
        { table: 'never', rows: expect.toSatisfy((rows) => rows === null || rows === 5_000), estimated: true, bytes: expect.any(Number) },
      ])
      expect(stats?.bytes).toBeGreaterThan(Number(size))
      expect(Math.abs(Number(total) - (stats?.bytes ?? 0))).toBeLessThan(1_000_000)
    } finally {
      await datasource[Symbol.asyncDispose]()
      await database.drop()
    }
  })
})
