/** The commands that back a database up and bring it back: exact, without a password, and safe whatever a name holds. */

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Compiled, Datasource, Engine, RunOptions, Settings } from '../src/datasource/datasource.ts'
import type { BackupGuide } from '../src/datasource/report.ts'
import { loadEngine } from '../src/engines/index.ts'

const options = (): RunOptions => ({
  ...{ signal: new AbortController().signal, deadline: Date.now() + 60_000, lane: 'admin', maxRows: 10_000 },
})
const root = mkdtempSync(join(tmpdir(), 'switchyard-backup-'))
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

describe('backup', () => {
  const guide = async (type: string, settings: Settings, dataDir = '/data'): Promise<BackupGuide> => {
    const found = (await loadEngine(type)).backup?.('main', settings, { dataDir })
    if (found === undefined || found === null) throw new Error(`${type} has no guide`)
    return found
  }
  const SERVER: Settings = {
    DB_HOST: 'db.example',
    DB_PORT: 1234,
    DB_USER: 'ann',
    DB_PASSWORD: 'CANARY',
    DB_NAME: 'shop',
    SSL__MODE: 'verify',
    SSL__CA: 'PEM',
  }

  test('the commands of each product', async () => {
    const lines = await Promise.all(
      ['postgres', 'mysql', 'mariadb', 'sqlserver', 'mongodb'].map(async (type) => {
        const { backup, restore } = await guide(type, SERVER)
        return [type, backup, restore]
      }),
    )
    expect(lines).toMatchInlineSnapshot(`
      [
        [
          "postgres",
          "pg_dump --format=custom --file=main.dump '--dbname=host='\\''db.example'\\'' port='\\''1234'\\'' user='\\''ann'\\'' dbname='\\''shop'\\'' sslmode='\\''verify-full'\\'' sslrootcert='\\''ca.pem'\\'''",
          "pg_restore --clean --if-exists --single-transaction '--dbname=host='\\''db.example'\\'' port='\\''1234'\\'' user='\\''ann'\\'' dbname='\\''shop'\\'' sslmode='\\''verify-full'\\'' sslrootcert='\\''ca.pem'\\''' main.dump",
        ],
        [
          "mysql",
          "mysqldump --protocol=TCP --host=db.example --port=1234 --user=ann --password --ssl-mode=VERIFY_IDENTITY --ssl-ca=ca.pem --default-character-set=utf8mb4 --single-transaction --no-tablespaces --routines --triggers --events --hex-blob --result-file=main.sql --set-gtid-purged=OFF -- shop",
          "mysql --protocol=TCP --host=db.example --port=1234 --user=ann --password --ssl-mode=VERIFY_IDENTITY --ssl-ca=ca.pem --default-character-set=utf8mb4 --database=shop < main.sql",
        ],
        [
          "mariadb",
          "mariadb-dump --protocol=TCP --host=db.example --port=1234 --user=ann --password --ssl --ssl-verify-server-cert --ssl-ca=ca.pem --default-character-set=utf8mb4 --single-transaction --no-tablespaces --routines --triggers --events --hex-blob --result-file=main.sql -- shop",
          "mariadb --protocol=TCP --host=db.example --port=1234 --user=ann --password --ssl --ssl-verify-server-cert --ssl-ca=ca.pem --default-character-set=utf8mb4 --database=shop < main.sql",
        ],
        [
          "sqlserver",
          "sqlcmd -S tcp:db.example,1234 -d master -U ann -N -b -x -Q 'BACKUP DATABASE [shop] TO DISK = N'\\''main.bak'\\'' WITH COPY_ONLY, CHECKSUM, INIT'",
          "sqlcmd -S tcp:db.example,1234 -d master -U ann -N -b -x -Q 'ALTER DATABASE [shop] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; RESTORE DATABASE [shop] FROM DISK = N'\\''main.bak'\\'' WITH REPLACE, CHECKSUM; ALTER DATABASE [shop] SET MULTI_USER'",
        ],
        [
          "mongodb",
          "mongodump --host=db.example:1234 --username=ann --authenticationDatabase=admin --db=shop --ssl --sslCAFile=ca.pem --archive=main.archive.gz --gzip",
          "mongorestore --host=db.example:1234 --username=ann --authenticationDatabase=admin '--nsInclude=shop.*' --ssl --sslCAFile=ca.pem --archive=main.archive.gz --gzip --drop",
        ],
      ]
    `)
  })

  test('in plain text the tools of MySQL ask for the key that the password is sent under', async () => {
    const plain = await guide('mysql', { ...SERVER, SSL__MODE: 'off' })
    for (const line of [plain.backup, plain.restore]) expect(line).toContain('--ssl-mode=DISABLED --get-server-public-key ')
    expect(JSON.stringify(await guide('mysql', SERVER))).not.toContain('--get-server-public-key')
  })

  test('no password, in no form, and whom to tell it', async () => {
    for (const type of ['postgres', 'mysql', 'mariadb', 'sqlserver', 'mongodb']) {
      const found = await guide(type, SERVER)
      expect(JSON.stringify(found)).not.toMatch(/CANARY|PEM/)
      expect(found).toMatchObject({ host: 'db.example', port: 1234, user: 'ann', database: 'shop' })
      expect(found.note).toMatch(/password/)
    }
  })

  // What the shell hands to the tool, word by word, is what was meant, and nothing else is run.
  const bin = join(root, 'bin')
  const TOOLS = ['pg_dump', 'pg_restore', 'mysqldump', 'mysql', 'mariadb-dump', 'mariadb', 'sqlcmd', 'mongodump', 'mongorestore']
  beforeAll(() => {
    mkdirSync(bin)
    for (const tool of [...TOOLS, 'sqlite3', 'tar', 'mv'])
      writeFileSync(join(bin, tool), `#!/bin/sh\nprintf '%s\\0' ${tool} "$@"\n`, { mode: 0o755 })
  })
  const wordsOf = (line: string): string[] => {
    const out = execFileSync('/bin/sh', ['-c', line.replace(/ < \S+$/, '')], { cwd: bin, env: { PATH: `${bin}:/usr/bin:/bin` } })
    expect(existsSync(join(bin, 'pwned'))).toBe(false)
    return out.toString().split('\0').slice(0, -1)
  }
  const NASTY = [
    ...ODD,
    '$(touch pwned)',
    '`touch pwned`',
    "'; touch pwned; '",
    '-Q',
    '--help',
    'a=b',
    'back\\slash',
    'mix\'\\"',
    'line\nbreak',
    '!x',
    '*',
  ]

  test.each(NASTY)('the database %j is no more than a name', async (database) => {
    const given = { ...SERVER, DB_NAME: database, DB_USER: database }
    const escaped = `'${database.replace(/['\\]/g, '\\$&')}'`
    const postgres = await guide('postgres', given)
    for (const line of [postgres.backup, postgres.restore])
      expect(wordsOf(line).find((word) => word.startsWith('--dbname='))).toBe(
        `--dbname=host='db.example' port='1234' user=${escaped} dbname=${escaped} sslmode='verify-full' sslrootcert='ca.pem'`,
      )
    for (const type of ['mysql', 'mariadb']) {
      const { backup, restore } = await guide(type, given)
      expect(wordsOf(backup).slice(-2)).toEqual(['--', database])
      expect(wordsOf(restore)).toEqual(expect.arrayContaining([`--user=${database}`, `--database=${database}`]))
    }
    const sqlserver = await guide('sqlserver', given)
    const query = wordsOf(sqlserver.backup)
    expect(query.at(-1)).toBe(`BACKUP DATABASE [${database.replaceAll(']', ']]')}] TO DISK = N'main.bak' WITH COPY_ONLY, CHECKSUM, INIT`)
    expect(query).toContain('-x')
    const mongodb = await guide('mongodb', given)
    expect(wordsOf(mongodb.backup)).toEqual(expect.arrayContaining([`--db=${database}`, `--username=${database}`]))
    expect(wordsOf(mongodb.restore)).toContain(`--nsInclude=${database.replace(/[*\\]/g, '\\$&')}.*`)
    const place = `/data/${database}`
    expect(wordsOf((await guide('sqlite', { DB_FILE: place })).backup)).toEqual(['sqlite3', place, '.backup main.backup.sqlite'])
    expect(wordsOf((await guide('pglite', { DB_FOLDER: place })).restore).slice(0, 3)).toEqual(['mv', place, `${place}.before`])
  })

  test('what is configured of the way there is in the command', async () => {
    expect((await guide('mongodb', { ...SERVER, SRV: true, DB_USER: 'a@b', AUTH_SOURCE: 'users', SSL__MODE: 'insecure' })).backup).toBe(
      `mongodump '--uri=mongodb+srv://a%40b@db.example/shop?authSource=users' --ssl --tlsInsecure --archive=main.archive.gz --gzip`,
    )
    expect((await guide('mongodb', { DB_NAME: 'shop', REPLICA_SET: 'rs' })).backup).toContain('--host=rs/127.0.0.1:27017 --db=shop')
    expect((await guide('postgres', { ...SERVER, DB_HOST: '10.0.0.7', SSL__SERVERNAME: 'db.example' })).backup).toContain(
      `host='\\''db.example'\\'' hostaddr='\\''10.0.0.7'\\''`,
    )
    expect((await guide('postgres', { ...SERVER, POOLER: true })).note).toContain('pooler')
    expect((await guide('mariadb', { DB_NAME: 'shop' })).backup).toContain('--skip-ssl')
    expect((await guide('sqlserver', { DB_NAME: 'shop' })).backup).toContain(' -C ')
  })

  test('what lives in memory alone has none', async () => {
    for (const [type, settings] of [
      ['sqlite', { DB_FILE: ':memory:' }],
      ['pglite', { DB_FOLDER: ':memory:' }],
    ] as const)
      expect((await loadEngine(type)).backup?.('main', settings, { dataDir: '/data' })).toBeNull()
    expect((await guide('sqlite', {})).backup).toBe("sqlite3 /data/main.sqlite '.backup main.backup.sqlite'")
  })

  test.skipIf(!existsSync('/usr/bin/sqlite3'))('SQLite comes back from its copy (skipped without sqlite3)', async () => {
    const dir = mkdtempSync(join(root, `o'dd "dir`))
    const engine = await loadEngine('sqlite')
    const settings: Settings = { DB_FILE: join(dir, 'shop.sqlite') }
    const datasource = open(engine, settings, 'main', dir)
    const run = (text: string, on = datasource) => on.run(statement(text), [], options())
    const { backup, restore } = await guide('sqlite', settings, dir)
    await run('create table kept (id integer)')
    await run('insert into kept values (1), (2)')
    // While it is open.
    execFileSync('/bin/sh', ['-c', backup], { cwd: dir })
    await run('drop table kept')
    await datasource[Symbol.asyncDispose]()
    execFileSync('/bin/sh', ['-c', restore], { cwd: dir })
    expect((await open(engine, settings, 'main', dir).stats?.(options()))?.tables).toMatchObject([{ table: 'kept', rows: 2 }])
  })

  test('PGlite comes back from its archive', async () => {
    const dir = mkdtempSync(join(root, `o'dd "dir`))
    const engine = await loadEngine('pglite')
    const { backup, restore } = await guide('pglite', {}, dir)
    const datasource = open(engine, {}, 'main', dir)
    await datasource.run(statement('create table kept as select generate_series(1, 3) as id'), [], options())
    await datasource[Symbol.asyncDispose]()
    execFileSync('/bin/sh', ['-c', backup], { cwd: dir })
    const changed = open(engine, {}, 'main', dir)
    await changed.run(statement('drop table kept'), [], options())
    await changed[Symbol.asyncDispose]()
    execFileSync('/bin/sh', ['-c', restore], { cwd: dir })
    expect((await open(engine, {}, 'main', dir).stats?.(options()))?.tables).toMatchObject([{ table: 'kept', rows: 3 }])
  })
})
