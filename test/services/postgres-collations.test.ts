/** The conformance suite over PostgreSQL columns that take texts of another case or accent for equal: the answers stay the same. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Datasource } from '../../src/datasource/datasource.ts'
import { loadEngine } from '../../src/engines/index.ts'
import { everyCase, pagesPartition, randomReads, runOptions, type Stage, stage, worldOf } from '../conformance/stage.ts'
import { type FreshDatabase, freshDatabase } from './databases.ts'

const URL = process.env.TEST_POSTGRES_URL ?? ''
const LONG = { timeout: 900_000 }

const ask = async (on: Datasource, text: string): Promise<string[]> => {
  const decode = /^select/.test(text) ? [(raw: unknown) => raw as string] : []
  return (await on.run({ text, params: [], decode }, [], runOptions())).rows.map(([cell]) => String(cell))
}

/** Every text column, keys and all. No two keys of the suite's rows differ by case or accents alone. */
async function blind(on: Datasource): Promise<number> {
  // From PostgreSQL 18 on both ends of a foreign key must have the same blind collation, so keys go and come back.
  const keys = (sql: string) =>
    ask(
      on,
      `select format(${sql}) from pg_constraint c where contype = 'f' and connamespace = current_schema()::regnamespace order by conname`,
    )
  const drops = await keys(`'alter table %s drop constraint %I', conrelid::regclass, conname`)
  const adds = await keys(`'alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(c.oid)`)
  expect(drops.length).toBeGreaterThan(0)
  for (const drop of drops) await ask(on, drop)
  await ask(on, `create collation blind (provider = icu, locale = 'und-u-ks-level1', deterministic = false)`)
  const changes = await ask(
    on,
    `select format('alter table %I alter column %I type text collate blind', table_name, column_name)
       from information_schema.columns where table_schema = current_schema() and data_type = 'text'`,
  )
  for (const statement of [...changes, ...adds]) await ask(on, statement)
  return changes.length
}

describe.skipIf(URL === '')('PostgreSQL with blind collations (skipped where TEST_POSTGRES_URL is not set)', () => {
  const databases: FreshDatabase[] = []
  const world = worldOf(6)
  const stages: Partial<Record<'binary' | 'native', Stage>> = {}

  beforeAll(async () => {
    for (const collation of ['binary', 'native'] as const) {
      const on = await stage({ routing: 'one', cast: { main: 'postgres' } }, collation, world, async (type, name) => {
        const database = await freshDatabase(type, URL)
        databases.push(database)
        return (await loadEngine(type)).open(name, { ...database.settings, COLLATION: collation }, { dataDir: '' })
      })
      stages[collation] = on
      expect(await blind(on.datasources.get('main') as Datasource)).toBeGreaterThan(10)
    }
  }, LONG.timeout)
  afterAll(async () => {
    for (const on of Object.values(stages)) await on[Symbol.asyncDispose]()
    for (const database of databases) await database.drop()
  })

  test('the columns do take different texts for equal', async () => {
    const main = stages.binary?.datasources.get('main') as Datasource
    expect(await ask(main, `select count(distinct title) < count(distinct title collate "C") from items`)).toEqual(['t'])
  })
  test('every case', LONG, async () => {
    expect([...(await everyCase(stages.binary as Stage, 'blind'))]).toEqual([])
  })
  test('random reads', LONG, async () => {
    expect([...(await randomReads(stages.binary as Stage, 'blind'))]).toEqual([])
  })
  test.each([...world.one.models.keys()])('pages of %s partition the whole in the columns’ own order', LONG, (name) =>
    pagesPartition(stages.native as Stage, name),
  )
})
