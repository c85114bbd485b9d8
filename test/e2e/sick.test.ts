/** One sick database makes one part of the answer null, and says no more than a client may know. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../../src/base/log.ts'
import { type Gateway, openGateway } from '../../src/gateway.ts'
import { datasourceViews } from '../../src/observation.ts'
import { createServer, type Server } from '../../src/server/server.ts'

let dir: string
let gateway: Gateway
let server: Server
const logged: string[] = []

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'switchyard-sick-'))
  const file = join(dir, 'canary-users.sqlite')
  writeFileSync(file, 'no database')
  const env = {
    DATA_DIR: dir,
    DATABASES__main__DB_TYPE: 'pglite',
    DATABASES__products_db__DB_TYPE: 'sqlite',
    DATABASES__users_db__DB_TYPE: 'sqlite',
    DATABASES__users_db__DB_FILE: file,
    DATABASES__users_db__REQUIRED: 'true',
  }
  const log = createLog((line) => logged.push(line), 'json')
  gateway = await openGateway(env, { log })
  await gateway.seed('main', 0.1)
  await gateway.seed('products_db', 0.1)
  const { limits } = gateway.config
  server = createServer({
    ...{ schema: gateway.schema, contextFor: (request) => gateway.contextFor(request), limits, log, host: '127.0.0.1', port: 0 },
    ...{ graphiql: false, datasources: () => datasourceViews(gateway), authenticate: gateway.access.authenticate },
  })
})
afterAll(async () => {
  await server?.close(1_000)
  await gateway?.[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true, force: true })
})

async function ask(query: string) {
  const request = new Request('http://localhost/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const text = await (await server.fetch(request)).text()
  expect(text).not.toMatch(/canary|sqlite|\.ts:/i)
  return JSON.parse(text)
}

test('the rest is answered, each field of the sick one is null with its path, its code and its datasource', async () => {
  const { data, errors } = await ask(
    '{ orders(first: 2) { totalCount nodes { id customer { companyName } lines { totalCount } } } customers { totalCount } }',
  )
  expect(data.orders.totalCount).toBe(100)
  expect(data.orders.nodes).toHaveLength(2)
  for (const node of data.orders.nodes) {
    expect(node.customer).toBeNull()
    expect(node.lines.totalCount).toBeGreaterThan(0)
  }
  expect(data.customers).toBeNull()
  expect(errors.map(({ path }: { path: unknown }) => path)).toEqual(
    expect.arrayContaining([['orders', 'nodes', 0, 'customer'], ['orders', 'nodes', 1, 'customer'], ['customers']]),
  )
  expect(errors).toHaveLength(3)
  for (const { extensions } of errors)
    expect(extensions).toMatchObject({ code: 'DATASOURCE_UNAVAILABLE', datasource: 'users_db', retryable: true })
})

test('a filter that needs the sick one fails its own field only', async () => {
  const { data, errors } = await ask(
    '{ orders(where: { customer: { companyName: { contains: "a" } } }) { totalCount } products { totalCount } }',
  )
  expect(data).toEqual({ orders: null, products: { totalCount: 10 } })
  expect(errors).toHaveLength(1)
  expect(errors[0]).toMatchObject({ path: ['orders'], extensions: { code: 'DATASOURCE_UNAVAILABLE', datasource: 'users_db' } })
})

test('it is not ready while a required datasource is down, alive all the same, and the log knows the cause', async () => {
  expect((await server.fetch(new Request('http://localhost/livez'))).status).toBe(200)
  expect((await server.fetch(new Request('http://localhost/readyz'))).status).toBe(503)
  expect(logged.join('\n')).toMatch(/is not a SQLite database/)
})
