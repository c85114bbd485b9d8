/** Writes as operators see them: what they cost, what is told of them, what stands beside them, and what becomes of one at the end. */

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asks, KEYS } from '../support/admin.ts'
import { type Answer, type Client, startGateway } from './harness.ts'

const SQLITE = {
  DATABASES__main__DB_TYPE: 'sqlite',
  DATABASES__products_db__DB_TYPE: 'sqlite',
  DATABASES__users_db__DB_TYPE: 'sqlite',
}
const ORIGIN = 'https://app.example.org'

let on: Client
beforeAll(async () => {
  on = await startGateway({
    ...SQLITE,
    ...KEYS,
    DATABASES__products_db__ADMIN_SQL__ENABLED: 'true',
    ...{ ACCESS_LOG: 'true', SLOW_OPERATION: '1', LOG_LEVEL: 'info', CORS_ORIGINS: ORIGIN, ALLOW_GET: 'true' },
  })
})
afterAll(() => on?.[Symbol.asyncDispose]())

const categories = async (client = on) =>
  (await client.data<{ categories: { totalCount: number } }>('{ categories { totalCount } }')).categories.totalCount
const codes = ({ errors = [] }: Answer<unknown>) => errors.map(({ extensions }) => extensions.code)
const LOOK = 'executeQuery(datasource: "products_db", query: "select 1") { rows }'

test('a thousand rows at once fit the default limits, and are charged by their number', async () => {
  const before = await categories()
  const inputs = Array.from({ length: 1_000 }, (_, i) => ({ name: `shelf ${i}`, description: 'One of many.' }))
  const { createCategories } = await on.data<{ createCategories: { categories: { id: string }[] } }>(
    'mutation Many($inputs: [CreateCategoryInput!]!) { createCategories(inputs: $inputs) { affected categories { id name description } } }',
    { inputs },
  )
  expect(createCategories.categories).toHaveLength(1_000)
  // Itself, its count and list, and for each row its two values, three fields, the object around its values and what it takes to write it.
  const line = on.logged.map((one) => JSON.parse(one)).find(({ operation }) => operation === 'Many')
  expect(line.cost).toBe(3 + 1_000 * (2 + 3 + 20 + 10))
  const remove = 'deleteCategories(where: {name: {startsWith: "shelf"}}, atMost: 1000)'
  const tooMuch = `mutation { ${remove} { categories { products(first: 100) { nodes { id } } } } }`
  expect(codes(await on.ask(tooMuch))).toEqual(['QUERY_LIMIT_EXCEEDED'])
  expect(await on.data(`mutation { ${remove} { affected } }`)).toEqual({ deleteCategories: { affected: 1_000 } })
  expect(await categories()).toBe(before)
})

test('each statement of a transaction is told of, and the transaction once', async () => {
  await on.data('mutation Told { createCategory(input: {name: "told"}) { category { id } } }')
  const line = on.logged.map((one) => JSON.parse(one)).find(({ operation }) => operation === 'Told')
  const steps = line.statements as readonly Record<string, unknown>[]
  expect(steps.map(({ action, model, rows }) => [action, model, rows])).toEqual([
    ['insert', 'Category', 1],
    ['read', 'Category', 1],
    [undefined, undefined, 0],
  ])
  expect([line.type, line.ran, line.rows, line.datasources]).toEqual(['mutation', 2, 2, ['products_db']])
  expect(steps.at(-1)?.text).toBeUndefined()
  expect(codes(await on.ask('mutation { deleteCategory(id: "987654") { affected } }'))).toEqual(['NOT_FOUND'])
  const page = await (await fetch(`${on.url}/metrics`)).text()
  for (const operation of ['INSERT', 'transaction'])
    expect(page).toMatch(new RegExp(`db_client_operation_duration_seconds_count\\{[^}]*"products_db"[^}]*"${operation}"`))
  expect(page).toMatch(/"transaction"[^}]*error_type="TRANSACTION_ROLLED_BACK"/)
})

test('executeQuery answers by itself, and neither beside a generated mutation nor before one', async () => {
  const ask = asks(on.url)
  const before = await categories()
  expect((await ask('both', `mutation { ${LOOK} }`)).data).toEqual({ executeQuery: { rows: [[1]] } })
  const make = 'createCategory(input: {name: "beside"}) { affected }'
  for (const operation of [`mutation { ${LOOK} ${make} }`, `mutation { ${make} ${LOOK} }`, `mutation @independent { ${make} ${LOOK} }`])
    expect(codes(await ask('both', operation))).toEqual(['QUERY_UNSUPPORTED', 'QUERY_UNSUPPORTED'])
  expect(await categories()).toBe(before)
})

test('a mutation is not explained, and not taken by GET', async () => {
  const before = await categories()
  const document = 'mutation { createCategory(input: {name: "explained"}) { affected } }'
  const explained = await asks(on.url)('admin', `{ admin { explain(operation: ${JSON.stringify(document)}) { text } } }`)
  expect(codes(explained)).toEqual(['QUERY_UNSUPPORTED'])
  const got = await fetch(`${on.url}/graphql?query=${encodeURIComponent(document)}`, { headers: { 'graphql-require-preflight': '1' } })
  expect(got.status).toBe(405)
  expect(await categories()).toBe(before)
})

test('a page of a listed origin may send an Idempotency-Key', async () => {
  const asked = { origin: ORIGIN, 'access-control-request-method': 'POST', 'access-control-request-headers': 'idempotency-key' }
  const { headers } = await fetch(`${on.url}/graphql`, { method: 'OPTIONS', headers: asked })
  expect(headers.get('access-control-allow-headers')).toContain('idempotency-key')
})

test('a mutation that is under way when the gateway stops is finished', async () => {
  const client = await startGateway(SQLITE)
  // Another process' hold on the file: until it lets go nobody writes.
  const other = new DatabaseSync(join(client.gateway.config.dataDir, 'products_db.sqlite'))
  other.exec('begin immediate')
  let stopped: Promise<void> | undefined
  try {
    const answer = client.ask('mutation { createCategory(input: {name: "at the end"}) { affected } }')
    while ((client.gateway.registry.get('products_db').pool?.()?.used ?? 0) === 0) await pause(5)
    stopped = Promise.resolve(client[Symbol.asyncDispose]())
    other.exec('rollback')
    expect(await answer).toEqual({ data: { createCategory: { affected: 1 } } })
  } finally {
    other.close()
    await (stopped ?? client[Symbol.asyncDispose]())
  }
})
