/** What drivers and servers do today together, where the engines rely on it or work around it; see test/canaries.test.ts. */

import { setTimeout as pause } from 'node:timers/promises'
import { createConnection, createPool } from 'mysql2/promise'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { parseMariadbUrl, parseMysqlUrl } from '../../src/engines/mysql/options.ts'
import { parsePostgresUrl } from '../../src/engines/postgres/options.ts'
import { startProxy } from '../support/proxy.ts'

const failure = (work: Promise<unknown>): Promise<Error & Record<string, unknown>> =>
  work.then(
    () => Object.assign(new Error('it did not fail'), {}) as Error & Record<string, unknown>,
    (error: unknown) => error as Error & Record<string, unknown>,
  )
const loginOf = ({ DB_HOST, DB_PORT, DB_USER, DB_PASSWORD, DB_NAME }: Record<string, unknown>) => ({
  ...{ host: String(DB_HOST), port: Number(DB_PORT), user: String(DB_USER), password: String(DB_PASSWORD), database: String(DB_NAME) },
})

const POSTGRES = process.env.TEST_POSTGRES_URL ?? ''
describe.skipIf(POSTGRES === '')('pg and PostgreSQL (skipped where TEST_POSTGRES_URL is not set)', () => {
  const login = () => loginOf(parsePostgresUrl(POSTGRES))
  const connected = async (): Promise<pg.Client> => {
    const client = new pg.Client(login())
    client.on('error', () => undefined)
    await client.connect()
    return client
  }

  /** Resolves when the server works at the sleep of this backend: told to stop before that, it would go on to the end. */
  const asleep = (by: pg.Client, pid: number) =>
    expect
      .poll(async () => (await by.query('select wait_event from pg_stat_activity where pid = $1', [pid])).rows, { timeout: 15_000 })
      .toEqual([{ wait_event: 'PgSleep' }])

  test('a statement that was cancelled says the same as one that took too long, and the connection is sound', async () => {
    const client = await connected()
    const other = await connected()
    try {
      const { rows } = await client.query('select pg_backend_pid() as pid')
      const sleeping = failure(client.query('select pg_sleep(20)'))
      await asleep(other, rows[0].pid)
      await other.query('select pg_cancel_backend($1)', [rows[0].pid])
      expect((await sleeping).code).toBe('57014')
      await client.query(`set statement_timeout = '100ms'`)
      expect((await failure(client.query('select pg_sleep(20)'))).code).toBe('57014')
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    } finally {
      await Promise.all([client.end(), other.end()])
    }
  })

  test('a connection that the server ends says 57P01 to who is asking, and nothing with a code to who is not', async () => {
    const client = await connected()
    const other = await connected()
    try {
      const { rows } = await client.query('select pg_backend_pid() as pid')
      const heard = new Promise<Error & { code?: string }>((done) => client.on('error', done))
      const asking = failure(client.query('select pg_sleep(20)'))
      await asleep(other, rows[0].pid)
      await other.query('select pg_terminate_backend($1)', [rows[0].pid])
      expect((await asking).code).toBe('57P01')
      expect((await heard).message).toMatch(/Connection terminated|terminating connection/)
    } finally {
      await other.end()
      await client.end().catch(() => undefined)
    }
  })
})

const MYSQL_FAMILY = [
  ['MariaDB', 'TEST_MARIADB_URL', '@@in_transaction'],
  [
    'MySQL',
    'TEST_MYSQL_URL',
    `(select count(*) from performance_schema.events_transactions_current join performance_schema.threads using (thread_id)
      where processlist_id = connection_id() and state = 'ACTIVE' and autocommit = 'NO')`,
  ],
] as const
describe.each(MYSQL_FAMILY)('mysql2 and %s (skipped where %s is not set)', (_, variable, isOpen) => {
  const url = process.env[variable] ?? ''
  if (url === '') return test.skip(`${variable} is not set`)
  const login = () => loginOf(parseMariadbUrl(url))

  test('a transaction that was left open goes to the next borrower of a pooled connection', async () => {
    const pool = createPool({ ...login(), connectionLimit: 1 })
    try {
      const first = await pool.getConnection()
      await first.query('set @kept = 1')
      await first.beginTransaction()
      first.release()
      const second = await pool.getConnection()
      const [rows] = await second.query(`select @kept as kept, ${isOpen} as open`)
      expect(rows).toEqual([{ kept: 1, open: 1 }])
      second.release()
    } finally {
      await pool.end()
    }
  })

  test('a statement that was killed may succeed, with a wrong value', async () => {
    const [victim, killer] = [await createConnection(login()), await createConnection(login())]
    try {
      const [[{ id }]] = (await victim.query('select connection_id() as id')) as unknown as [[{ id: number }]]
      const running = victim.query('select benchmark(2000000000, sha2(1, 256)) as worth')
      const working = async () =>
        (await killer.query('select info like ? as it from information_schema.processlist where id = ?', ['%sha2(1, 256)%', id]))[0]
      await expect.poll(working, { timeout: 15_000 }).toEqual([{ it: 1 }])
      await killer.query(`kill query ${id}`)
      const [rows] = await running
      expect(rows).toEqual([{ worth: 0 }])
    } finally {
      await Promise.all([victim.end(), killer.end()])
    }
  })

  test('a refused login names user and host', async () => {
    const refused = await failure(createConnection({ ...login(), password: 'wrong' }))
    expect(refused.errno).toBe(1045)
    expect(refused.message).toContain(login().user)
  })

  test('a connection whose bytes are swallowed is not given up by the driver', async () => {
    await using proxy = await startProxy(login())
    const connection = await createConnection({ ...login(), host: '127.0.0.1', port: proxy.port })
    await proxy.set('hole')
    const asked = connection.execute({ sql: 'select 1', timeout: 200 })
    asked.catch(() => undefined)
    expect(await Promise.race([pause(700, 'nothing'), failure(asked)])).toBe('nothing')
    connection.destroy()
  })
})

const MYSQL = process.env.TEST_MYSQL_URL ?? ''
describe.skipIf(MYSQL === '')('MySQL (skipped where TEST_MYSQL_URL is not set)', () => {
  test('a parameter that is cast to a time is read as a moment, its hour as a year', async () => {
    const connection = await createConnection(loginOf(parseMysqlUrl(MYSQL)))
    try {
      const [rows] = await connection.execute('select cast(? as time) as bare, cast(cast(? as char) as time) as told', [
        '08:00:01',
        '08:00:01',
      ])
      expect(rows).toEqual([{ bare: '00:00:00', told: '08:00:01' }])
    } finally {
      await connection.end()
    }
  })
})
