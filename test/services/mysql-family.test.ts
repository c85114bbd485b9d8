/** Tables that others made, on real servers of both products: what is read of them, and that they are served. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TableInfo } from '../../src/datasource/introspection.ts'
import { loadEngine } from '../../src/engines/index.ts'
import { type Client, startGateway } from '../e2e/harness.ts'
import { type FreshDatabase, freshDatabase } from './databases.ts'

const TABLES = [
  `create table films (id int primary key, features set('Z','A','M') not null, \`constructor\` int, \`__proto__\` int)`,
  `insert into films values (1,'Z',1,5), (2,'A',2,null), (3,'Z,A',1,6), (4,'M',null,7), (5,'',1,8), (6,'A,M',2,9)`,
  `create table posts (id int primary key, title varchar(9), drafted datetime not null default '0000-00-00 00:00:00', day date not null)`,
  `insert into posts (id, title, day) values (1, 'a', '0000-00-00')`,
  `insert into posts values (2, 'b', '2020-01-01 10:00:00', '2020-01-01')`,
  'create table flags (flag tinyint(1) primary key)',
  'create table seats (id int primary key, flag tinyint(1), foreign key (flag) references flags (flag))',
  'insert into flags values (0), (1)',
  'insert into seats values (1, 1), (2, null)',
  'create table gone (id int primary key)',
  'create view lost as select id from gone',
  'drop table gone',
  'create table gauges (id int primary key, ratio float)',
  'insert into gauges values (1, 0.1), (2, 16777216), (3, 1.2345678), (4, -3.4e38), (5, null)',
  // One value of it is made of several.
  'create view failing as select id, cast((select id from films) as char(36)) as broken from seats',
]
const VERSIONED = [
  `create table kept (id int primary key, x int, began timestamp(6) generated always as row start, ended timestamp(6) generated always as row end,
    period for system_time (began, ended)) with system versioning`,
]

for (const [type, variable] of [
  ['mariadb', 'TEST_MARIADB_URL'],
  ['mysql', 'TEST_MYSQL_URL'],
] as const) {
  const url = process.env[variable] ?? ''

  describe.skipIf(url === '')(`tables of others in ${type} (skipped where ${variable} is not set)`, () => {
    let database: FreshDatabase
    let client: Client
    let tables: readonly TableInfo[]
    let folder: string
    const tableOf = (name: string) => tables.find((each) => each.name === name)
    const columnOf = (table: string, name: string) => tableOf(table)?.columns.find((each) => each.name === name)

    beforeAll(async () => {
      database = await freshDatabase(type, url)
      const { DB_HOST, DB_PORT, DB_USER, DB_PASSWORD, DB_NAME } = database.settings
      const connection = await createConnection({
        ...{ host: String(DB_HOST), port: Number(DB_PORT), user: String(DB_USER), password: String(DB_PASSWORD) },
        database: String(DB_NAME),
      })
      for (const statement of [`set sql_mode = ''`, ...TABLES, ...(type === 'mariadb' ? VERSIONED : [])]) await connection.query(statement)
      await connection.end()
      const datasource = (await loadEngine(type)).open('theirs', database.settings, { dataDir: '' })
      const asked = { signal: new AbortController().signal, deadline: Date.now() + 60_000, lane: 'admin', maxRows: 10_000 } as const
      tables = (await datasource.introspect?.(asked)) ?? []
      await datasource[Symbol.asyncDispose]()
      folder = await mkdtemp(join(tmpdir(), 'switchyard-theirs-'))
      client = await startGateway({ ...database.env('theirs'), SCHEMA: 'introspect', SCHEMA_DIR: folder }, false)
    }, 120_000)
    afterAll(async () => {
      await client?.[Symbol.asyncDispose]()
      await database?.drop()
      if (folder !== undefined) await rm(folder, { recursive: true, force: true })
    })

    test('pages by a set partition the whole', async () => {
      for (const direction of ['ASC', 'DESC']) {
        const seen: number[] = []
        let after: string | null = null
        do {
          const { films }: { films: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } } =
            await client.data(
              `query ($after: String) { films(first: 2, after: $after, orderBy: [{ features: ${direction} }]) { nodes { id } pageInfo { endCursor hasNextPage } } }`,
              { after },
            )
          seen.push(...films.nodes.map(({ id }) => Number(id)))
          after = films.pageInfo.hasNextPage ? films.pageInfo.endCursor : null
        } while (after !== null)
        expect(seen).toEqual(direction === 'ASC' ? [5, 2, 6, 4, 1, 3] : [3, 1, 4, 6, 2, 5])
      }
    })

    test('fields may be named as what every object has', async () => {
      const { films } = await client.data<{ films: object }>(
        `query ($where: FilmWhere, $order: [FilmOrderBy!]) { films(where: $where, orderBy: $order) { nodes { id constructor proto } } }`,
        { where: { constructor: { eq: 1 } }, order: [{ proto: 'DESC' }] },
      )
      const row = (id: string, proto: number) => ({ id, constructor: 1, proto })
      expect(films).toEqual({ nodes: [row('5', 8), row('3', 6), row('1', 5)] })
      expect(
        (await client.data<{ films: { totalCount: number } }>('query ($w: FilmWhere) { films(where: $w) { totalCount } }', { w: {} }))
          .films,
      ).toEqual({
        totalCount: 6,
      })
    })

    test('a date of zeros costs its field, not its row', async () => {
      expect(columnOf('posts', 'drafted')).toMatchObject({ nullable: true, note: expect.stringContaining('without a year') })
      expect(columnOf('posts', 'day')).toMatchObject({ nullable: true })
      expect(columnOf('posts', 'title')?.note).toBeNull()
      const { data, errors } = await client.ask<{ posts: { nodes: object[] } }>('{ posts { nodes { id title drafted day } } }')
      expect(data?.posts.nodes).toEqual([
        { id: '1', title: 'a', drafted: null, day: null },
        { id: '2', title: 'b', drafted: '2020-01-01T10:00:00Z', day: '2020-01-01' },
      ])
      expect(errors?.map(({ path, extensions }) => [path?.at(-1), extensions.code])).toEqual([
        ['drafted', 'VALUE_NOT_REPRESENTABLE'],
        ['day', 'VALUE_NOT_REPRESENTABLE'],
      ])
    })

    test('a key of true and false joins', async () => {
      expect([columnOf('flags', 'flag')?.type, columnOf('seats', 'flag')?.type]).toEqual([{ kind: 'int' }, { kind: 'int' }])
      const { seats } = await client.data<{ seats: object }>('{ seats { nodes { id flagFlag: flagByFlag { flag } } } }')
      expect(seats).toEqual({
        nodes: [
          { id: '1', flagFlag: { flag: '1' } },
          { id: '2', flagFlag: null },
        ],
      })
    })

    test('a float of 32 bits is what is shown, wherever it is asked for', async () => {
      expect(columnOf('gauges', 'ratio')?.type).toEqual({ kind: 'float', single: true })
      const { gauges } = await client.data<{ gauges: { nodes: { id: string; ratio: number | null }[] } }>(
        '{ gauges { nodes { id ratio } } }',
      )
      const shown = gauges.nodes.map(({ ratio }) => ratio)
      expect(shown).toEqual([0.1, 16777216, 1.2345678, -3.4e38, null])
      for (const { id, ratio } of gauges.nodes.filter((each) => each.ratio !== null)) {
        const found = await client.data(
          `query ($r: Float!, $l: [Float!]) { eq: gauges(where: { ratio: { eq: $r } }) { nodes { id } } in: gauges(where: { ratio: { in: $l } }) { nodes { id } }
            rest: gauges(where: { or: [{ ratio: { lt: $r } }, { ratio: { gt: $r } }] }) { totalCount } }`,
          { r: ratio, l: [ratio, 7] },
        )
        expect(found).toEqual({ eq: { nodes: [{ id }] }, in: { nodes: [{ id }] }, rest: { totalCount: 3 } })
      }
      const query = '{ gauges { aggregate { max { ratio } min { ratio } } groups(by: [{ ratio: VALUE }]) { key { ratio } } } }'
      const { gauges: all } = await client.data<{ gauges: { groups: { key: { ratio: number | null } }[] } }>(query)
      expect(all).toMatchObject({ aggregate: { max: { ratio: 16777216 }, min: { ratio: -3.4e38 } } })
      expect(new Set(all.groups.map(({ key }) => key.ratio))).toEqual(new Set(shown))
    })

    test('what cannot be read is said, and the rest is read', () => {
      expect(tableOf('lost')?.notes).toEqual(['The view refers to something that is not there.'])
      expect(tableOf('failing')?.notes).toEqual(['Reading it failed, so that nothing is known of its values.'])
      expect(tableOf('films')?.notes).toEqual([])
    })

    test.skipIf(type === 'mysql')('when a version of a row ends is no part of its key', () => {
      expect(tableOf('kept')).toMatchObject({ primaryKey: ['id'] })
      expect(columnOf('kept', 'ended')?.computed).toBe(true)
    })
  })
}
