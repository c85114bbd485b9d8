/** The monitor over the gateway's own databases: well, their sizes, and what is wrong with their models once something is. */

import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Client, startGateway } from './harness.ts'

let client: Client
const ending = () => ({ signal: new AbortController().signal, deadline: Date.now() + 30_000 })
const statement = (text: string) => ({ text, params: [], decode: [] })
const run = () => ({ ...ending(), lane: 'admin' as const, maxRows: 10 })

beforeAll(async () => {
  client = await startGateway({ HEALTH_INTERVAL: '500', SLOW_STATEMENT: '1' })
})
afterAll(() => client?.[Symbol.asyncDispose]())

test('the embedded databases are well, know their tables, and serve all that the models say', async () => {
  const { monitor, catalog, registry } = client.gateway
  for (const name of registry.names) {
    await vi.waitFor(
      async () => expect(await monitor.health(name, ending())).toMatchObject({ condition: 'HEALTHY', faults: [], reasons: [] }),
      {
        timeout: 20_000,
      },
    )
    const models = [...catalog.models.values()].filter(({ datasource }) => datasource === name)
    const report = await monitor.stats(name, ending())
    expect(report?.stats.tables).toHaveLength(models.length)
    expect(report?.stats.tables.every(({ rows, estimated }) => rows !== null && rows > 0 && !estimated)).toBe(true)
    expect(monitor.pool(name)?.max).toBeGreaterThan(0)
  }
})

test('statements are counted, and the slow ones are told with what they did and for whom', async () => {
  await client.data('{ orders(first: 3) { nodes { id } } }')
  const { statements, slow } = client.gateway.monitor.activity('main')
  expect(statements).toBeGreaterThan(0)
  expect(slow.length).toBeGreaterThan(0)
  expect(slow.map(({ text }) => text).join('\n')).toMatch(/^(select|insert|create)/im)
})

test('a column that goes is a fault of that datasource alone', async () => {
  const { monitor, registry } = client.gateway
  const users = registry.get('users_db')
  await users.run(statement('alter table customers rename column company_name to other_name'), [], run())
  // A request stumbles over it; that is what has the models compared anew.
  await vi.waitFor(
    async () => {
      expect((await client.ask('{ customers(first: 1) { nodes { companyName } } }')).errors?.[0]?.extensions).toMatchObject({
        code: 'SCHEMA_VERSION_MISMATCH',
      })
      expect(monitor.state('users_db')).toMatchObject({
        condition: 'DEGRADED',
        faults: [expect.stringMatching(/^Customer\.companyName: the table customers has no column company_name/)],
      })
    },
    { timeout: 40_000, interval: 500 },
  )
  expect(monitor.activity('users_db').errors).toContainEqual({ code: 'SCHEMA_VERSION_MISMATCH', count: expect.any(Number) })
  expect(monitor.state('main')?.condition).toBe('HEALTHY')
})
