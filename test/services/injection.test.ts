/** Injection on real servers: what the embedded engines are asked, asked of those that a variable names. */

import { afterAll, describe, expect, test } from 'vitest'
import { startGateway } from '../e2e/harness.ts'
import { HOSTILE } from '../fixtures/hostile.ts'
import { post } from '../support/ask.ts'
import { injectionChecks } from '../support/injection.ts'
import { type FreshDatabase, freshDatabase } from './databases.ts'

const databases: FreshDatabase[] = []
afterAll(async () => {
  for (const database of databases) await database.drop()
})

const named = (variable: string): string | undefined => process.env[variable] || undefined

async function on(datasource: string, type: string, url: string | undefined): Promise<Readonly<Record<string, string>>> {
  if (url === undefined) return { [`DATABASES__${datasource}__DB_TYPE`]: 'sqlite' }
  const database = await freshDatabase(type, url)
  databases.push(database)
  return database.env(datasource)
}

const [postgres, mariadb, mysql] = [named('TEST_POSTGRES_URL'), named('TEST_MARIADB_URL'), named('TEST_MYSQL_URL')]
if (postgres === undefined && mariadb === undefined && mysql === undefined) test.skip('no SQL server is named', () => {})
else
  injectionChecks('on servers', async () => ({
    ...(await on('main', 'postgres', postgres)),
    ...(await on('products_db', 'mariadb', mariadb)),
    ...(mysql === undefined ? await on('users_db', 'postgres', postgres) : await on('users_db', 'mysql', mysql)),
  }))

const mongodb = named('TEST_MONGODB_URL')
describe.skipIf(mongodb === undefined)('MongoDB', () => {
  test('S74 operators are values, wherever a value may stand', async () => {
    const env = {
      DATABASES__main__DB_TYPE: 'sqlite',
      DATABASES__products_db__DB_TYPE: 'sqlite',
      ...(await on('users_db', 'mongodb', mongodb)),
    }
    // Its collections are empty: what is sent is what counts.
    await using client = await startGateway(env, false)
    const query = 'query ($w: CustomerWhere) { customers(where: $w) { totalCount nodes { id } } }'
    const ask = (where: unknown) => post(fetch, { query, variables: { w: where } }, {}, client.url)
    const shapes = ['eq', 'neq', 'contains', 'startsWith', 'gt'].map((operator) => (text: string) => ({
      companyName: { [operator]: text },
    }))
    for (const shape of [...shapes, (text: string) => ({ companyName: { in: [text, 'x'] } })]) {
      const templates = (await client.statements(() => ask(shape('abc')))).map(({ text }) => text)
      expect(templates.length).toBeGreaterThan(0)
      for (const text of HOSTILE) {
        const statements = await client.statements(async () => {
          const { codes } = await ask(shape(text))
          // What a look-alike cannot evaluate says nothing of us; what it was sent does.
          if (process.env.TEST_MONGODB_LOOKALIKE === undefined) expect([text, codes]).toEqual([text, []])
        })
        expect([text, statements.filter((one) => !templates.includes(one.text))]).toEqual([text, []])
      }
    }
    for (const where of [
      { $where: 'sleep(1)' },
      { companyName: { $ne: null } },
      { companyName: { eq: { $gt: '' } } },
      { companyName: { in: [{ $regex: '.*' }] } },
      { id: { eq: { $ne: null } } },
    ])
      expect([where, (await ask(where)).codes]).toEqual([where, ['BAD_USER_INPUT']])
  }, 120_000)
})
