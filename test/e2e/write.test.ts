/** Mutations over HTTP on embedded databases: across datasources, under an idempotency key, and refused. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, type Client, startGateway } from './harness.ts'

let on: Client
let customer: string
beforeAll(async () => {
  on = await startGateway({
    DATABASES__main__DB_TYPE: 'pglite',
    DATABASES__main__IDEMPOTENCY: 'true',
    DATABASES__products_db__DB_TYPE: 'sqlite',
    DATABASES__users_db__DB_TYPE: 'sqlite',
    MAX_BATCH_SIZE: '5',
  })
  const found = await on.data<{ customers: { nodes: { id: string }[] } }>('{ customers(first: 1) { nodes { id } } }')
  customer = found.customers.nodes[0]?.id ?? ''
})
afterAll(() => on?.[Symbol.asyncDispose]())

/** The answer to a document that was sent under a key. */
async function send(query: string, key: string): Promise<Answer<{ createOrder: { order: { id: string; status: string } } | null }>> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key }
  const response = await fetch(`${on.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })
  return (await response.json()) as never
}

const orders = async () => (await on.data<{ orders: { totalCount: number } }>('{ orders { totalCount } }')).orders.totalCount
const order = (asked: string, more = '') =>
  `mutation { createOrder(input: {customer: {connect: {id: "${customer}"}} ${more}}) { affected order { ${asked} } } }`

test('an order is made with its lines, for a customer of another database, and answered across three', async () => {
  const lines = ', lines: {create: [{productId: 1, quantity: 2, unitPrice: "10.50"}, {productId: 2, quantity: 1, unitPrice: 3}]}'
  const asked = 'id status freight customer { id } total lines(orderBy: {productId: ASC}) { nodes { lineTotal product { id } } }'
  const { createOrder } = await on.data<{ createOrder: { affected: number; order: { id: string } } }>(order(asked, lines))
  expect(createOrder).toEqual({
    affected: 1,
    order: {
      ...{ id: expect.any(String), status: 'OPEN', freight: '0.00', customer: { id: customer }, total: '24.00' },
      lines: {
        nodes: [
          { lineTotal: '21.00', product: { id: '1' } },
          { lineTotal: '3.00', product: { id: '2' } },
        ],
      },
    },
  })
  const { id } = createOrder.order
  const { deleteOrder } = await on.data<{ deleteOrder: unknown }>(
    `mutation { deleteOrder(id: "${id}") { order { id lines { totalCount } customer { id } } } }`,
  )
  expect(deleteOrder).toEqual({ order: { id, lines: { totalCount: 2 }, customer: { id: customer } } })
  expect(await on.data(`{ order(id: "${id}") { id } }`)).toEqual({ order: null })
})

test('the examples of GraphiQL that write do so, as often as they are sent', async () => {
  const writes = on.gateway.user.examples.map(({ query }) => query).filter((query) => /^mutation /m.test(query))
  expect(writes).not.toEqual([])
  const before = await orders()
  for (const query of [...writes, ...writes]) await on.data(query)
  expect(await orders()).toBe(before + 2 * writes.length)
})

test('what fails is undone, and told in codes without the database’s words', async () => {
  const before = await orders()
  const answer = await on.ask(`mutation {
    a: createOrder(input: {customerId: "${customer}"}) { affected }
    b: createOrderLine(input: {orderId: 99999999, productId: 1, quantity: 1, unitPrice: 1}) { affected }
  }`)
  expect(answer.data).toEqual({ a: null, b: null })
  expect(answer.errors?.map(({ path, extensions }) => [path, extensions.code, extensions.datasource, extensions.fields])).toEqual([
    [['a'], 'TRANSACTION_ROLLED_BACK', undefined, undefined],
    [['b'], 'FOREIGN_KEY_VIOLATION', 'main', ['orderId']],
  ])
  expect(JSON.stringify(answer)).not.toMatch(/order_lines|fkey|constraint|insert/i)
  const bad = await on.ask('mutation { createOrderLine(input: {quantity: 0, unitPrice: -1}) { affected } }')
  expect(bad.errors?.[0]?.extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    fields: ['input.quantity', 'input.unitPrice', 'input.orderId', 'input.productId'],
  })
  const many = Array.from({ length: 6 }, () => `{customerId: "${customer}"}`).join()
  expect((await on.ask(`mutation { createOrders(inputs: [${many}]) { affected } }`)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  expect(await orders()).toBe(before)
})

test('two databases are not one transaction', async () => {
  const fields = `createOrder(input: {customerId: "${customer}"}) { affected independent }
    createCategory(input: {name: "Novelties"}) { affected independent category { products { totalCount } } }`
  const refused = await on.ask(`mutation { ${fields} }`)
  expect(refused.errors?.map(({ extensions }) => extensions.code)).toEqual(Array(2).fill('CROSS_DATABASE_TRANSACTION_UNSUPPORTED'))
  expect(await on.data(`mutation @independent { ${fields} }`)).toEqual({
    createOrder: { affected: 1, independent: true },
    createCategory: { affected: 1, independent: true, category: { products: { totalCount: 0 } } },
  })
})

test('under an idempotency key an order is made once', async () => {
  const document = order('id status')
  const unprepared = await send(document, 'first')
  expect(unprepared.errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_UNSUPPORTED')
  expect(await on.gateway.prepare()).toEqual(['main'])
  const before = await orders()
  const [one, two] = await Promise.all([send(document, 'first'), send(document, 'first')])
  expect(one.errors).toBeUndefined()
  expect(two).toEqual(one)
  expect(await send(document, 'first')).toEqual(one)
  expect(await orders()).toBe(before + 1)
  const id = one.data?.createOrder?.order.id
  await on.data(`mutation { updateOrder(id: "${id}", set: {status: PAID}) { affected } }`)
  expect((await send(document, 'first')).data?.createOrder?.order).toEqual({ id, status: 'PAID' })
  expect((await send(order('id', ', freight: 1'), 'first')).errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSED')
  expect((await send('mutation { createCategory(input: {name: "Others"}) { affected } }', 'second')).errors?.[0]?.extensions.code).toBe(
    'IDEMPOTENCY_UNSUPPORTED',
  )
  expect((await send(document, 'a b')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  expect(await orders()).toBe(before + 1)
})
