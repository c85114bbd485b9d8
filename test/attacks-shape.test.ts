/** Documents that would cost too much (S16–S31 of the reliability reference): refused with a code before any database is asked. */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, startGateway } from './e2e/harness.ts'
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

interface Attack {
  readonly id: string
  readonly what: string
  readonly body: unknown
  readonly code: string
  /** What the message must say, so that the refusal is the one that is meant. */
  readonly says?: RegExp
}

const many = (count: number, one: (n: number) => string, between = ' ') => Array.from({ length: count }, (_, n) => one(n)).join(between)
const LIMIT = 'QUERY_LIMIT_EXCEEDED'
const INVALID = 'GRAPHQL_VALIDATION_FAILED'
const INPUT = 'BAD_USER_INPUT'
const at = (id: string, what: string, query: string, code: string, says?: RegExp, variables?: unknown): Attack => ({
  id,
  what,
  body: { query, ...(variables === undefined ? {} : { variables }) },
  code,
  ...(says === undefined ? {} : { says }),
})
const nested = (levels: number, self = 'product { orderLines { nodes', inner = 'id') =>
  `{ orderLines(first: 1) { nodes { ${`${self} { `.repeat(levels)}${inner}${' } } }'.repeat(levels)} } } }`

const ATTACKS: readonly Attack[] = [
  at('S16', '101 aliases', `{ ${many(101, (n) => `a${n}: __typename`)} }`, LIMIT),
  at('S16', '60 aliases below', `{ products(first: 1) { nodes { ${many(60, (n) => `a${n}: name`)} } } }`, LIMIT, /maxAliases/),
  at(
    'S16',
    '60 aliases by fragments',
    `{ products(first: 1) { nodes { ...F b: name ...F } } } fragment F on Product { ${many(30, (n) => `a${n}: name`)} }`,
    LIMIT,
    /maxAliases/,
  ),
  at('S17', '500 equal fields', `{ ${'__typename '.repeat(500)} }`, LIMIT),
  at('S17', '500 equal fields below', `{ products(first: 1) { nodes { ${'name '.repeat(500)} } } }`, LIMIT, /maxRepeats/),
  at('S17', 'equal fields in inline fragments', `{ products(first: 1) { nodes { ${'... { name } '.repeat(100)} } } }`, LIMIT, /maxRepeats/),
  at('S18', '10 unknown directives', `{ __typename ${'@aa '.repeat(10)} }`, INVALID, /Unknown directive "@aa"/),
  at('S18', '500 directives', `{ __typename ${'@include(if: true) '.repeat(150)} }`, LIMIT, /maxDirectives/),
  at('S20', 'depth', nested(12), LIMIT, /maxDepth/),
  at('S20', 'great depth', `${'{ a '.repeat(600)} ${'}'.repeat(600)}`, LIMIT, /maxDepth/),
  at(
    'S20',
    'depth by fragments named as the schema',
    `{ ...__schema } ${many(25, (n) => `fragment ${n === 0 ? '__schema' : `__type${n}`} on Query { node(nodeId: "x") { ...__type${n + 1} } }`)} fragment __type25 on Node { nodeId }`,
    LIMIT,
    /maxDepth/,
  ),
  at('S20', 'depth by inline fragments', `{ products(first: 1) { nodes { ${'... { '.repeat(400)} name ${'} '.repeat(400)} } } }`, 'none'),
  at(
    'S21',
    'fragments in a circle',
    '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
    INVALID,
    /Cannot spread fragment/,
  ),
  at(
    'S21',
    'a fragment in itself',
    '{ products { nodes { ...P } } } fragment P on Product { name ...P }',
    INVALID,
    /Cannot spread fragment/,
  ),
  at(
    'S22',
    'circular introspection',
    `{ __schema { types { ${'fields { type { '.repeat(11)} name ${'} } '.repeat(11)} } } }`,
    LIMIT,
    /maxDepth/,
  ),
  at('S22', 'wide introspection', `{ __schema { types { ${many(60, (n) => `a${n}: fields { name }`)} } } }`, LIMIT, /maxAliases/),
  at(
    'S23',
    'fragment spreads, each compared with each',
    `{ products(first: 1) { nodes { ${many(200, (n) => `...F${n}`)} } } } ${many(200, (n) => `fragment F${n} on Product { id }`)}`,
    LIMIT,
    /maxSpreads/,
  ),
  at('S23', 'one fragment 500 times', `{ products(first: 1) { ${'nodes { ...F } '.repeat(500)} } } fragment F on Product { id }`, LIMIT),
  at('S23', '5,000 fields', `{ ${many(5_000, (n) => `a(n: ${n})`)} }`, LIMIT, /maxTokens/),
  at(
    'S23',
    'fragments that double each other',
    `{ products(first: 1) { nodes { ...F0 } } } ${many(30, (n) => `fragment F${n} on Product { ${n === 29 ? 'id' : `...F${n + 1} ...F${n + 1}`} }`)}`,
    LIMIT,
    /maxFields/,
  ),
  at('S24', 'tokens', `{ ${many(3_000, () => 'x')} }`, LIMIT, /maxTokens/),
  at('S24', 'brackets', `{ a(b: ${'['.repeat(100_000)}) }`, LIMIT),
  at('S24', 'a long text', `{ product(id: "${'x'.repeat(250_000)}") { id } }`, INPUT),
  at('S24', 'a longer text', `{ product(id: "${'x'.repeat(1_000_000)}") { id } }`, LIMIT, /bytes/),
  at('S24', 'a deep literal', `{ products(where: ${'{and: ['.repeat(100)}${']}'.repeat(100)}) { totalCount } }`, LIMIT, /maxValueDepth/),
  at('S24', '10,000 variables', `query (${many(10_000, (n) => `$a${n}: Int`, ', ')}) { __typename }`, LIMIT, /maxTokens/),
  at(
    'S24',
    '10,000 values',
    '{ products(first: 1) { totalCount } }',
    'none',
    undefined,
    Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`a${n}`, n])),
  ),
  at('S24', 'deep values', 'query ($w: ProductWhere) { products(where: $w) { totalCount } }', LIMIT, /maxValueDepth/, {
    w: JSON.parse(`${'{"and":['.repeat(200)}${']}'.repeat(200)}`),
  }),
  at('S24', 'a huge Int', '{ products(first: 99999999999999999999999) { totalCount } }', INVALID),
  at('S24', 'a number without end', `{ products(first: 1e${'9'.repeat(5_000)}) { totalCount } }`, INVALID),
  at('S24', 'a lone surrogate', '{ product(id: "\\ud800") { id } }', 'GRAPHQL_PARSE_FAILED'),
  at('S24', 'a NUL', '{ product(id: "\u0000") { id } }', INPUT),
  at('S24', 'a NUL in a value', 'query ($i: ID!) { product(id: $i) { id } }', INPUT, undefined, { i: '\u0000' }),
  at('S24', '600 conditions', 'query ($w: ProductWhere) { products(where: $w) { totalCount } }', LIMIT, /condition too many/, {
    w: { or: Array.from({ length: 600 }, (_, n) => ({ name: { eq: String(n) } })) },
  }),
  at('S25', 'first: 99999999', '{ products(first: 99999999) { nodes { id } } }', INPUT),
  at('S25', 'first: 99999999 as a value', 'query ($n: Int) { products(first: $n) { nodes { id } } }', INPUT, undefined, { n: 99_999_999 }),
  at('S25', 'first: -1', '{ products(first: -1) { nodes { id } } }', INPUT),
  at('S25', 'first: 1.5', '{ products(first: 1.5) { nodes { id } } }', INVALID),
  at('S25', 'first: 1.5 as a value', 'query ($n: Int) { products(first: $n) { nodes { id } } }', INPUT, undefined, { n: 1.5 }),
  at('S25', 'first: "1"', 'query ($n: Int) { products(first: $n) { nodes { id } } }', INPUT, undefined, { n: '1' }),
  at('S25', 'first and last', '{ products(first: 1, last: 1) { nodes { id } } }', INPUT),
  at('S25', 'offset: -1', '{ products(offset: -1) { nodes { id } } }', INPUT),
  at(
    'S26',
    'rows times rows',
    '{ orders(first: 1000) { nodes { lines(first: 1000) { nodes { id: quantity } } } } }',
    LIMIT,
    /maxCost is 100000/,
  ),
  at(
    'S26',
    'default pages, nested',
    '{ orders { nodes { lines { nodes { product { orderLines { nodes { quantity } } } } } } } }',
    LIMIT,
    /maxCost/,
  ),
  at(
    'S26',
    'by a variable',
    'query ($n: Int) { orders(first: $n) { nodes { lines(first: $n) { nodes { quantity } } } } }',
    LIMIT,
    /maxCost/,
    { n: 1_000 },
  ),
  at(
    'S26',
    'by fragments',
    '{ orders(first: 1000) { ...O } } fragment O on OrderConnection { nodes { ...L } } fragment L on Order { lines(first: 500) { nodes { quantity } } }',
    LIMIT,
    /maxCost/,
  ),
  at(
    'S26',
    'by edges',
    '{ orders(first: 1000) { edges { node { lines(first: 500) { edges { node { quantity } } } } } } }',
    LIMIT,
    /maxCost/,
  ),
  at(
    'S26',
    'counts per row',
    '{ customers(first: 1000) { nodes { orders { totalCount aggregate { count } groups(by: [{status: VALUE}]) { aggregate { count } } } } } }',
    LIMIT,
    /maxCost/,
  ),
  at(
    'S26',
    'side by side',
    `{ ${many(20, (n) => `a${n}: products(first: 1000) { nodes { id name sku unitPrice unitsInStock } }`)} }`,
    LIMIT,
    /maxCost/,
  ),
  at('S27', '21 root fields', `{ ${many(21, (n) => `a${n}: product(id: "${n}") { id }`)} }`, LIMIT, /maxRootFields/),
  at(
    'S27',
    '22 root fields by fragments',
    `{ ...A ...A } fragment A on Query { ${many(11, (n) => `a${n}: product(id: "${n}") { id }`)} }`,
    LIMIT,
    /maxRootFields/,
  ),
  at('S29', '@defer', '{ products(first: 1) { ... @defer { totalCount } } }', INVALID, /Unknown directive "@defer"/),
  at('S29', '@stream', '{ products(first: 1) { nodes @stream(initialCount: 0) { id } } }', INVALID, /Unknown directive "@stream"/),
  at('S29', 'a subscription', 'subscription { products { totalCount } }', 'QUERY_UNSUPPORTED'),
]

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
  for (const body of [[one], [one, one], [], [[one]]]) expect((await post(fetch, body, {}, client.url)).codes).toEqual([INPUT])
  const reply = await read(
    await fetch(`${client.url}/graphql?batch=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([one]),
    }),
  )
  expect(reply.codes).toEqual([INPUT])
})

it('S28 what is refused is paid for, whatever address a header claims', async () => {
  await using limited = await startGateway({ RATE_LIMIT: '1000', RATE_LIMIT_BURST: '0', MAX_COST: '500' })
  const statuses: number[] = []
  for (let n = 0; n < 120; n++)
    statuses.push((await post(fetch, '{', { 'x-forwarded-for': `10.0.0.${n}`, 'x-real-ip': `10.0.1.${n}` }, limited.url)).status)
  expect(statuses.filter((status) => status === 400)).toHaveLength(100)
  expect(statuses.at(-1)).toBe(429)
}, 60_000)
