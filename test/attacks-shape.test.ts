/** Documents that would cost too much (S16–S31 of the reliability reference): refused with a code before any database is asked. */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, startGateway } from './e2e/harness.ts'
import { ATTACKS, many } from './fixtures/attack-documents.ts'
import { post, type Reply, read } from './support/ask.ts'

let client: Client

beforeAll(async () => {
  client = await startGateway()
}, 120_000)

afterAll(async () => {
  expect((await post(fetch, { query: '{ products(first: 1) { nodes { id } } }' }, {}, client.url)).codes).toEqual([])
  expect(client.logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
  await client[Symbol.asyncDispose]()
})

it.each(ATTACKS)('$id $what', async ({ body, code, says }) => {
  let reply: Reply | undefined
  const statements = await client.statements(async () => {
    reply = await post(fetch, body, {}, client.url)
  })
  const { codes, status, messages, text } = reply as Reply
  if (code === 'none') return expect([codes, status]).toEqual([[], 200])
  // S30: whatever is refused says so by a code, and no database was asked for it.
  expect([[...new Set(codes)], codes.length <= 5]).toEqual([[code], true])
  expect(statements).toEqual([])
  if (says !== undefined) expect(messages[0]).toMatch(says)
  expect(status).toBeLessThan(500)
  expect(text.length).toBeLessThan(3_000)
})

it('S23 a flood of dear documents leaves others their answers', async () => {
  const dear = (n: number) => ({
    query: `{ products(first: 1) { nodes { ${many(80, (f) => `...F${f}`)} } } } ${many(80, (f) => `fragment F${f} on Product { id name }`)} # ${n}`,
  })
  const flood = Array.from({ length: 60 }, (_, n) => post(fetch, dear(n), {}, client.url))
  const others = Array.from({ length: 20 }, () => post(fetch, { query: '{ __typename }' }, {}, client.url))
  for (const reply of await Promise.all(others)) expect(reply.data).toEqual({ __typename: 'Query' })
  for (const reply of await Promise.all(flood)) expect([200, 503]).toContain(reply.status)
})

it('S19 a batch is refused, in either way of asking for one', async () => {
  const one = { query: '{ __typename }' }
  for (const body of [[one], [one, one], [], [[one]]]) expect((await post(fetch, body, {}, client.url)).codes).toEqual(['BAD_USER_INPUT'])
  const reply = await read(
    await fetch(`${client.url}/graphql?batch=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([one]),
    }),
  )
  expect(reply.codes).toEqual(['BAD_USER_INPUT'])
})

it('S28 what is refused is paid for, whatever address a header claims', async () => {
  await using limited = await startGateway({ RATE_LIMIT: '1000', RATE_LIMIT_BURST: '0', MAX_COST: '500' })
  const statuses: number[] = []
  for (let n = 0; n < 120; n++)
    statuses.push((await post(fetch, '{', { 'x-forwarded-for': `10.0.0.${n}`, 'x-real-ip': `10.0.1.${n}` }, limited.url)).status)
  expect(statuses.filter((status) => status === 400)).toHaveLength(100)
  expect(statuses.at(-1)).toBe(429)
}, 60_000)
