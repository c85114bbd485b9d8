/** How much a caller may spend, who that caller is, and through which proxies his address is believed. */

import { buildSchema, GraphQLObjectType, GraphQLScalarType, GraphQLSchema, GraphQLString } from 'graphql'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ANONYMOUS } from '../src/access/principal.ts'
import { GatewayError } from '../src/base/errors.ts'
import { createLog } from '../src/base/log.ts'
import { createProxies, networkOf } from '../src/server/address.ts'
import { createDocuments } from '../src/server/documents.ts'
import { DEFAULT_DOCUMENT_LIMITS } from '../src/server/limits.ts'
import { createRates } from '../src/server/rates.ts'
import { post, smallServer } from './support/ask.ts'

const from = (address: string | null) => ({ principal: ANONYMOUS, address })
const as = (id: string, address = '10.0.0.1') => ({ principal: { id, roles: [], claims: {} }, address })

afterEach(() => {
  vi.useRealTimers()
})

/** The refusal that it must end in. */
const refusal = async (work: Promise<unknown>): Promise<GatewayError & { headers: Record<string, string> }> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof GatewayError)) throw new Error(`it was not refused: ${String(error)}`)
  return error as never
}

describe('the rate', () => {
  it('is spent by cost, then the burst once, and comes back with the minute', async () => {
    vi.useFakeTimers()
    const rates = createRates(100, 50)
    expect(await rates.spend(from('1.1.1.1'), 60)).toEqual({ 'ratelimit-policy': '"cost";q=100;w=60', ratelimit: '"cost";r=40;t=60' })
    await rates.spend(from('1.1.1.1'), 40)
    // The minute is spent; the burst is still there, once.
    await rates.spend(from('1.1.1.1'), 50)
    const refused = await refusal(rates.spend(from('1.1.1.1'), 1))
    expect([refused.code, refused.headers['retry-after']]).toEqual(['RATE_LIMITED', '60'])
    expect(refused.headers.ratelimit).toContain('r=0')
    vi.advanceTimersByTime(60_001)
    await rates.spend(from('1.1.1.1'), 100)
    await refusal(rates.spend(from('1.1.1.1'), 1))
  })

  it('is each caller’s own: a principal wherever he is, an address, a network of IPv6', async () => {
    const rates = createRates(10, 0)
    await rates.spend(as('ada', '10.0.0.1'), 10)
    await refusal(rates.spend(as('ada', '10.0.0.2'), 1))
    await rates.spend(as('ben', '10.0.0.1'), 10)
    await rates.spend(from('10.0.0.1'), 10)
    await refusal(rates.spend(from('10.0.0.1'), 1))
    await rates.spend(from('10.0.0.2'), 10)
    await rates.spend(from('2001:db8:1:2:3::4'), 10)
    await refusal(rates.spend(from('2001:db8:1:2::5'), 1))
    await rates.spend(from('2001:db8:1:3::5'), 10)
    // Nobody can name himself like an address.
    await rates.spend(as('network 10.0.0.3'), 10)
    await rates.spend(from('10.0.0.3'), 10)
  })

  it('remembers a bounded number of callers', async () => {
    const rates = createRates(10, 0)
    await rates.spend(from('10.0.0.1'), 10)
    for (let n = 0; n < 10_000; n++) await rates.spend(as(`p${n}`), 1)
    // Forgotten, as somebody who was never here.
    await rates.spend(from('10.0.0.1'), 10)
    await refusal(rates.spend(as('p9999'), 10))
  })

  it('can be turned off', async () => {
    const rates = createRates(0, 0)
    expect(await rates.spend(from('1.1.1.1'), 1e9)).toEqual({})
  })

  it('is limited by address for credentials that do not hold, until the minute is over', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'Date', 'performance'] })
    const rates = createRates(0, 0)
    for (let n = 0; n < 300; n++) {
      rates.checkFailures('1.1.1.1')
      await rates.failed('1.1.1.1')
    }
    expect(() => rates.checkFailures('1.1.1.1')).toThrow('did not hold')
    rates.checkFailures('1.1.1.2')
    vi.advanceTimersByTime(60_001)
    rates.checkFailures('1.1.1.1')
  })
})

describe('over HTTP', () => {
  const limited = { protection: { rateLimit: 2_000, rateBurst: 0, maxCost: 2_000 } }
  const items = { query: 'query ($n: Int) { items(first: $n) { nodes { name } } }', variables: { n: 900 } }

  it('answers 429 with a code and when to come back; refused requests cost too', async () => {
    await using small = smallServer(limited)
    const first = await post(small.server.fetch, items)
    expect([first.status, first.headers.get('ratelimit-policy')]).toEqual([200, '"cost";q=2000;w=60'])
    const left = Number(/r=(\d+)/.exec(first.headers.get('ratelimit') ?? '')?.[1])
    expect(left).toBeLessThan(2_000 - 900)
    expect(left).toBeGreaterThan(0)
    for (let n = 0; n < 200; n++) await post(small.server.fetch, '{')
    const refused = await post(small.server.fetch, { query: '{ hello }' })
    expect([refused.status, refused.codes]).toEqual([429, ['RATE_LIMITED']])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.get('ratelimit')).toMatch(/^"cost";r=0;t=\d+$/)
    expect((await small.server.fetch(new Request('http://localhost/livez'))).status).toBe(200)
  })

  it('charges a document that it has to read first, and what an operation costs each time', async () => {
    const cost = async (bodies: unknown[]) => {
      await using small = smallServer({ protection: { rateLimit: 100_000 } })
      const left: number[] = [100_000]
      for (const body of bodies) {
        const reply = await post(small.server.fetch, body)
        left.push(Number(/r=(\d+)/.exec(reply.headers.get('ratelimit') ?? '')?.[1]))
      }
      return left.slice(1).map((now, n) => (left[n] as number) - now)
    }
    const [first, again, dear] = (await cost([items, items, { ...items, variables: { n: 1_000 } }])) as [number, number, number]
    expect(again).toBeGreaterThanOrEqual(900)
    expect(first - again).toBe(items.query.length * 5)
    expect(dear - again).toBe(100)
  })

  it('is not evaded by a header that says where one comes from', async () => {
    await using small = smallServer(limited)
    const { url } = await small.server.listen()
    const statuses: number[] = []
    for (let n = 0; n < 3; n++)
      statuses.push((await post(fetch, items, { 'x-forwarded-for': `10.0.0.${n}`, forwarded: `for=10.0.0.${n}` }, url)).status)
    expect(statuses).toEqual([200, 429, 429])
  })

  it('counts each client of a trusted proxy by himself', async () => {
    await using small = smallServer({ protection: { ...limited.protection, trustedProxies: ['127.0.0.1'] } })
    const { url } = await small.server.listen()
    const ask = async (forwarded: string) => (await post(fetch, items, { 'x-forwarded-for': forwarded }, url)).status
    expect([await ask('10.0.0.1'), await ask('10.0.0.2'), await ask('10.0.0.1')]).toEqual([200, 200, 429])
    // What a client wrote before the proxy's own entry is nobody's word.
    expect(await ask('8.8.8.8, 10.0.0.1')).toBe(429)
  })

  it('stops credentials that do not hold, and nobody who sends none', async () => {
    await using small = smallServer({
      authenticate: ({ header }) => {
        if (header('authorization') === null) return ANONYMOUS
        throw new GatewayError('UNAUTHENTICATED', 'No.')
      },
    })
    const guess = () => post(small.server.fetch, { query: '{ hello }' }, { authorization: 'Bearer x' })
    for (let n = 0; n < 300; n++) expect((await guess()).status).toBe(401)
    const refused = await guess()
    expect([refused.status, refused.codes]).toEqual([429, ['RATE_LIMITED']])
    expect((await post(small.server.fetch, { query: '{ hello }' })).status).toBe(200)
  })
})

describe('addresses', () => {
  const client = (trusted: string[], remote: string, forwarded: string | null) => createProxies(trusted).client(remote, forwarded).address

  it('are the connection’s, or what trusted proxies say from the nearest on', () => {
    const cases: [trusted: string[], remote: string, forwarded: string | null, address: string][] = [
      [[], '10.0.0.1', '8.8.8.8', '10.0.0.1'],
      [['10.0.0.0/8'], '11.0.0.1', '8.8.8.8', '11.0.0.1'],
      [['10.0.0.0/8'], '10.0.0.1', null, '10.0.0.1'],
      [['10.0.0.0/8'], '10.0.0.1', '8.8.8.8', '8.8.8.8'],
      [['10.0.0.0/8'], '::ffff:10.0.0.1', '::ffff:8.8.8.8', '8.8.8.8'],
      [['10.0.0.0/8'], '10.0.0.1', '1.1.1.1, 8.8.8.8, 10.0.0.2', '8.8.8.8'],
      [['10.0.0.0/8'], '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
      [['10.0.0.0/8'], '10.0.0.1', '8.8.8.8, unknown', '10.0.0.1'],
      [['10.0.0.0/8'], '10.0.0.1', '8.8.8.8:4711', '8.8.8.8'],
      [['10.0.0.0/8'], '10.0.0.1', '[2001:db8::1]:4711', '2001:db8::1'],
      [['fd00::/8'], 'fd00::1', "' or 1=1 --", 'fd00::1'],
      [['::1', '127.0.0.1'], '::1', '8.8.8.8, 127.0.0.1', '8.8.8.8'],
    ]
    for (const [trusted, remote, forwarded, address] of cases)
      expect([forwarded, client(trusted, remote, forwarded)]).toEqual([forwarded, address])
  })

  it('of IPv6 count by their network', () => {
    expect(networkOf('10.0.0.1')).toBe('10.0.0.1')
    expect(networkOf('2001:0DB8:0001:0002:3::4')).toBe('2001:db8:1:2::/64')
    expect(networkOf('::1')).toBe('0:0:0:0::/64')
    expect(networkOf('2001:db8::1:2:3:4:5')).toBe('2001:db8:0:1::/64')
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  })
})

describe('documents', () => {
  it('that are long do not fill the memory: few of them are kept', async () => {
    const documents = createDocuments({
      schema: buildSchema('type Query { a: Int }'),
      limits: { ...DEFAULT_DOCUMENT_LIMITS, maxDepth: 5, maxRootFields: 5 },
      maxTokens: 100,
      sizes: { defaultPageSize: 10, maxPageSize: 100, maxBatchSize: 100 },
      suggestions: false,
      log: createLog(() => undefined, 'json'),
    })
    const texts = Array.from({ length: 40 }, (_, n) => `{ a } # ${n} ${'x'.repeat(250_000)}`)
    for (const text of texts) documents.read(text)
    const kept = texts.filter((text) => documents.knows(text))
    expect(kept.length).toBeGreaterThan(5)
    expect(kept.join('').length).toBeLessThanOrEqual(4_000_000)
  })

  it('are parsed, validated and priced once per text', async () => {
    const seen: string[] = []
    const Watched = new GraphQLScalarType({
      name: 'Watched',
      parseValue: (value) => value,
      parseLiteral: (node) => {
        seen.push(new Error('where').stack?.includes('validat') === true ? 'validated' : 'executed')
        return node.kind
      },
    })
    const schema = new GraphQLSchema({
      query: new GraphQLObjectType({
        name: 'Query',
        fields: { echo: { type: GraphQLString, args: { x: { type: Watched } }, resolve: () => 'x' } },
      }),
    })
    await using small = smallServer({ schema })
    for (let n = 0; n < 3; n++) expect((await post(small.server.fetch, { query: '{ echo(x: 1) }' })).data).toEqual({ echo: 'x' })
    expect(seen.filter((what) => what === 'validated')).toHaveLength(1)
    expect(seen.filter((what) => what === 'executed')).toHaveLength(3)
    // What does not fit is found out once as well.
    for (let n = 0; n < 3; n++)
      expect((await post(small.server.fetch, { query: '{ echo(x: 1) nope }' })).codes).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    expect(seen.filter((what) => what === 'validated')).toHaveLength(2)
  })
})
