/** What a T-SQL server says of tables that others made. */

import { Connection, Request } from 'tedious'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TableInfo } from '../../src/datasource/introspection.ts'
import { loadEngine } from '../../src/engines/index.ts'
import { type FreshDatabase, freshDatabase } from './databases.ts'

const url = process.env.TEST_SQLSERVER_URL ?? ''

const STATEMENTS = [
  'create table seats (id int primary key, hall int null, number int not null)',
  'create unique index ux_hall on seats (hall) where hall is not null',
  'create unique index ux_number on seats (number) where number > 5',
]

describe.skipIf(url === '')('tables of others in SQL Server (skipped where TEST_SQLSERVER_URL is not set)', () => {
  let database: FreshDatabase
  let tables: readonly TableInfo[]

  beforeAll(async () => {
    database = await freshDatabase('sqlserver', url)
    const { DB_HOST, DB_PORT, DB_USER, DB_PASSWORD, DB_NAME } = database.settings
    const connection = new Connection({
      server: String(DB_HOST),
      authentication: { type: 'default', options: { userName: String(DB_USER), password: String(DB_PASSWORD) } },
      options: { port: Number(DB_PORT), database: String(DB_NAME), encrypt: false, trustServerCertificate: true },
    })
    await new Promise<void>((done, fail) => connection.connect((error) => (error ? fail(error) : done())))
    for (const statement of STATEMENTS)
      await new Promise<void>((done, fail) =>
        connection.execSqlBatch(new Request(statement, (error: Error | null | undefined) => (error ? fail(error) : done()))),
      )
    connection.close()
    const datasource = (await loadEngine('sqlserver')).open('theirs', database.settings, { dataDir: '' })
    const asked = { signal: new AbortController().signal, deadline: Date.now() + 100_000, lane: 'admin', maxRows: 10_000 } as const
    tables = (await datasource.introspect?.(asked)) ?? []
    await datasource[Symbol.asyncDispose]()
  }, 120_000)
  afterAll(() => database?.drop(), 60_000)

  test('a unique index over some of the rows makes nothing unique', () => {
    const [seats] = tables
    expect(seats).toMatchObject({
      primaryKey: ['id'],
      uniques: [['hall']],
      notes: [expect.stringContaining('covers only some of the rows')],
    })
    expect(seats?.columns.map(({ computed }) => computed)).toEqual([false, false, false])
  })
})
