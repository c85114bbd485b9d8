/** MariaDB and MySQL as others made them: tables whose texts are blind for case, accents and trailing blanks; and MySQL's way to write, as far as MariaDB reads it. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Datasource, Engine } from '../../src/datasource/datasource.ts'
import { loadEngine } from '../../src/engines/index.ts'
import { MARIADB, MYSQL, openMysql } from '../../src/engines/mysql/open.ts'
import { defineTables } from '../../src/engines/sql/define.ts'
import { mysqlFamily } from '../../src/engines/sql/mysql-family.ts'
import { compileRead } from '../../src/engines/sql/read.ts'
import { compileWrite } from '../../src/engines/sql/write.ts'
import { everyCase, pagesPartition, randomReads, runOptions, type Stage, stage, worldOf } from '../conformance/stage.ts'
import { writesCatalog } from '../conformance/writes-catalog.ts'
import { everyWriteCase, numberedRows, writeStage } from '../conformance/writes-stage.ts'
import { type FreshDatabase, freshDatabase } from './databases.ts'

const url = process.env.TEST_MARIADB_URL ?? ''
const PRODUCTS = {
  mariadb: { product: MARIADB, variable: 'TEST_MARIADB_URL' },
  mysql: { product: MYSQL, variable: 'TEST_MYSQL_URL' },
}
const LONG = { timeout: 900_000 }
const world = worldOf()

/** Tables in another collation than those the gateway makes. */
const recollated = (engine: Engine, collation: string): Engine => ({
  ...engine,
  define: (models, at) =>
    engine.define(models, at).map((statement) => ({
      ...statement,
      text: String(statement.text).replaceAll(/character set \w+ collate \w+/g, `character set utf8mb4 collate ${collation}`),
    })),
})

describe.each([
  ['mariadb', 'utf8mb4_general_ci', 'binary'],
  ['mariadb', 'utf8mb4_unicode_520_nopad_ci', 'binary'],
  ['mariadb', 'utf8mb4_general_ci', 'native'],
  ['mariadb', 'utf8mb4_unicode_520_nopad_ci', 'native'],
  ['mysql', 'utf8mb4_general_ci', 'binary'],
  ['mysql', 'utf8mb4_bin', 'binary'],
  ['mysql', 'utf8mb4_0900_ai_ci', 'binary'],
  ['mysql', 'utf8mb4_general_ci', 'native'],
  ['mysql', 'utf8mb4_bin', 'native'],
  ['mysql', 'utf8mb4_0900_ai_ci', 'native'],
] as const)('on %s texts in %s, under %s', (type, collation, sorted) => {
  const { product, variable } = PRODUCTS[type]
  const url = process.env[variable] ?? ''
  if (url === '') return test.skip(`${variable} is not set`)
  let database: FreshDatabase
  let on: Stage
  beforeAll(async () => {
    database = await freshDatabase(type, url)
    const engine = recollated(await loadEngine(type), collation)
    on = await stage({ routing: 'one', cast: { main: type } }, sorted, world, async (_, name, order) =>
      openMysql(engine, product, name, { ...database.settings, COLLATION: order }),
    )
  }, LONG.timeout)
  afterAll(async () => {
    await on?.[Symbol.asyncDispose]()
    await database?.drop()
  })

  if (sorted === 'binary') {
    test('every case', LONG, () => everyCase(on, collation).then((gaps) => expect(gaps.size).toBe(0)))
    test('random reads', LONG, () => randomReads(on, collation).then((gaps) => expect(gaps.size).toBe(0)))
  } else test.each([...world.one.models.keys()])('pages of %s partition the whole', LONG, (name) => pagesPartition(on, name))
})

describe.skipIf(url === '')('what MySQL is told, told to MariaDB (skipped where TEST_MARIADB_URL is not set)', () => {
  /** MySQL's dialect, but for the name of a collation and the type of JSON, which MariaDB has not. */
  const dialect = mysqlFamily({
    name: 'mysql',
    collation: 'utf8mb4_nopad_bin',
    json: 'text',
    scale: 38,
    createsMissing: false,
    returns: false,
  })
  let database: FreshDatabase
  let on: Stage
  let datasource: Datasource
  beforeAll(async () => {
    database = await freshDatabase('mariadb', url)
    const mariadb = await loadEngine('mariadb')
    const engine: Engine = {
      ...mariadb,
      compile: (query, at) => ('kind' in query ? compileWrite(query, at, dialect) : compileRead(query, at, dialect)),
      define: (models, at) => defineTables(models, at, dialect),
    }
    on = await stage({ routing: 'one', cast: { main: 'mysql' } }, 'binary', world, async (_, name, order) => {
      datasource = openMysql(engine, MARIADB, name, { ...database.settings, COLLATION: order })
      return datasource
    })
  }, LONG.timeout)
  afterAll(async () => {
    await on?.[Symbol.asyncDispose]()
    await database?.drop()
  })

  test('every case', LONG, () => everyCase(on, 'mysql').then((gaps) => expect(gaps.size).toBe(0)))
  test('random reads', LONG, () => randomReads(on, 'mysql').then((gaps) => expect(gaps.size).toBe(0)))
  test('every case of writes', LONG, async () => {
    const other = await freshDatabase('mariadb', url)
    try {
      const engine: Engine = { ...datasource.engine, capabilities: (await loadEngine('mysql')).capabilities }
      const writes = await writeStage(writesCatalog(), openMysql(engine, MARIADB, 'writes', { ...other.settings, COLLATION: 'binary' }))
      const gaps = await everyWriteCase(writes, 'mysql')
      expect([...gaps.keys()].filter((reason) => !/upsert/.test(reason))).toEqual([])
      await numberedRows(writes)
      await writes[Symbol.asyncDispose]()
    } finally {
      await other.drop()
    }
  })
  test('tables, indexes and foreign keys that are there are left as they are', async () => {
    const at = { catalog: world.one, version: datasource.version }
    for (const statement of datasource.engine.define([...world.one.models.keys()], at)) await datasource.run(statement, [], runOptions())
  })
})
