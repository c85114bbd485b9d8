/** What answers must not tell (S32–S40 of the reliability reference): the schema where it is closed, what is behind the gateway, who else is there. */

import { type GraphQLNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startGateway } from './e2e/harness.ts'
import { post, read } from './support/ask.ts'

const CANARY = 'CANARY7f3e21'

/** As in production, its schema closed. */
let closed: Client
/** Its databases are nowhere, and every secret and place of theirs is marked. */
let marked: Client

beforeAll(async () => {
  closed = await startGateway({ NODE_ENV: 'production', AUTH_REQUIRED: 'false' })
  marked = await startGateway(
    {
      SECRET_KEY: `${CANARY}-secret-key`,
      METRICS_TOKEN: `${CANARY}-metrics-token`,
      DATABASES__main__DB_TYPE: 'postgres',
      DATABASES__main__DB_HOST: '127.0.0.1',
      DATABASES__main__DB_PORT: '1',
      DATABASES__main__DB_USER: `user-${CANARY}`,
      DATABASES__main__DB_PASSWORD: `password-${CANARY}`,
      DATABASES__main__DB_NAME: `name-${CANARY}`,
      DATABASES__products_db__CONNECTION_STRING: `mysql://u-${CANARY}:p-${CANARY}@host-${CANARY}.invalid:3306/d-${CANARY}`,
      DATABASES__users_db__CONNECTION_STRING: `mongodb://u-${CANARY}:p-${CANARY}@127.0.0.1:1/d-${CANARY}?authSource=a-${CANARY}`,
    },
    false,
  )
}, 120_000)

afterAll(async () => {
  await closed[Symbol.asyncDispose]()
  await marked[Symbol.asyncDispose]()
})

/** Every name that only the schema tells: of types, fields, arguments, inputs and values. */
function namesOf(types: readonly GraphQLNamedType[]): Set<string> {
  const names = new Set<string>()
  for (const type of types.filter(({ name }) => !name.startsWith('__'))) {
    names.add(type.name)
    if (isEnumType(type)) for (const { name } of type.getValues()) names.add(name)
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue
    for (const field of Object.values(type.getFields())) {
      names.add(field.name)
      if ('args' in field) for (const { name } of field.args) names.add(name)
    }
  }
  return names
}

const words = (text: string): string[] => text.match(/\w+/g) ?? []

/** The schema's names in what came back that were not in what was sent. */
async function learned(body: unknown, names: ReadonlySet<string>): Promise<{ codes: readonly unknown[]; names: string[] }> {
  const { messages, codes } = await post(fetch, body, {}, closed.url)
  const sent = new Set(words(JSON.stringify(body)))
  // What our own sentences say is nobody's secret.
  const said = new Set(
    words(
      'The document does not fit this graph whose schema is not open here Check it against the printed schema value of is valid for its type',
    ),
  )
  return { codes, names: words(messages.join(' ')).filter((word) => names.has(word) && !sent.has(word) && !said.has(word)) }
}

describe('S32 introspection in production', () => {
  it.each([
    '{ __schema { types { name } } }',
    '{ a: __schema { b: types { c: name } } }',
    '{ __type(name: "Product") { fields { name } } }',
    'query Q { ...F } fragment F on Query { __schema { queryType { name } } }',
    '{ ... on Query { ... { x: __type(name: "Order") { name } } } }',
    'query ($n: String!) { __type(name: $n) { name } }',
  ])('is refused: %s', async (query) => {
    const reply = await post(fetch, { query, variables: { n: 'Product' } }, {}, closed.url)
    expect([reply.status, reply.codes, reply.data]).toEqual([403, ['FORBIDDEN'], undefined])
    const get = await fetch(`${closed.url}/graphql?query=${encodeURIComponent(query)}`, { headers: { 'graphql-require-preflight': '1' } })
    expect(get.status).toBe(405)
  })

  it('S34 nor is there an explorer', async () => {
    const page = await read(await fetch(`${closed.url}/graphql`, { headers: { accept: 'text/html' } }))
    expect([page.status, page.text.includes('<')]).toEqual([405, false])
    expect((await fetch(`${closed.url}/graphql/assets/graphiql.js`)).status).toBe(404)
  })
})

describe('S33 guessing names', () => {
  it('recovers none from a list of words, wherever they are tried', async () => {
    const { schema } = closed.gateway
    const names = namesOf(Object.values(schema.getTypeMap()))
    expect(names.size).toBeGreaterThan(300)
    const fields = Object.keys(schema.getQueryType()?.getFields() ?? {})
    // As such tools do: nearly right, so that a helpful server would finish them.
    const near = [...names].filter((name) => name.length > 4).map((name) => name.slice(0, -1))
    const bodies: unknown[] = []
    for (let from = 0; from < near.length; from += 18) bodies.push({ query: `{ ${near.slice(from, from + 18).join(' ')} }` })
    for (const name of fields)
      bodies.push({ query: `{ ${name} }` }, { query: `{ ${name} { nope } }` }, { query: `{ ${name}(nope: 1) { __typename } }` })
    for (const type of ['Product', 'Order', 'Customer'])
      for (let from = 0; from < near.length; from += 90)
        bodies.push({ query: `{ node(nodeId: "x") { ... on ${type} { ${near.slice(from, from + 18).join(' ')} } } }` })
    const recovered: string[] = []
    for (const body of bodies) recovered.push(...(await learned(body, names)).names)
    expect(recovered).toEqual([])
  })

  it.each([
    { query: '{ products(where: {nam: {eq: "x"}}) { totalCount } }' },
    { query: '{ products(where: {name: {equals: "x"}}) { totalCount } }' },
    { query: '{ orders(where: {status: {eq: OPE}}) { totalCount } }' },
    { query: '{ products(orderBy: [{name: UP}]) { totalCount } }' },
    { query: '{ products { groups { key { name } } } }' },
    { query: '{ product { name } }' },
    { query: '{ orderLine(orderId: 1) { quantity } }' },
    { query: 'query ($w: ProductWhere) { products(where: $w) { totalCount } }', variables: { w: { nam: { eq: 'x' } } } },
    { query: 'query ($w: ProductWhere) { products(where: $w) { totalCount } }', variables: { w: { name: { equals: 'x' } } } },
    { query: 'query ($w: OrderWhere) { orders(where: $w) { totalCount } }', variables: { w: { status: { eq: 'OPE' } } } },
    { query: 'query ($o: [ProductOrderBy!]) { products(orderBy: $o) { totalCount } }', variables: { o: [{ name: 'UP' }, {}] } },
    { query: 'query ($n: Nope) { products(first: $n) { totalCount } }' },
  ])('tells nothing by the errors of inputs: $query', async (body) => {
    const names = namesOf(Object.values(closed.gateway.schema.getTypeMap()))
    const { codes, names: told } = await learned(body, names)
    expect(codes.length).toBeGreaterThan(0)
    expect(told).toEqual([])
  })
})

describe('S35–S37 what is behind the gateway', () => {
  it('is in no answer, and no secret of it in the log', async () => {
    const replies = [
      await post(
        fetch,
        { query: '{ orders(first: 1) { nodes { id } } products(first: 1) { nodes { id } } customers(first: 1) { nodes { id } } }' },
        {},
        marked.url,
      ),
      await post(
        fetch,
        { query: '{ product(id: 1) { name } orders(where: {customer: {companyName: {eq: "x"}}}) { totalCount } }' },
        {},
        marked.url,
      ),
      await post(fetch, { query: '{ orders(after: "x") { nodes { id } } node(nodeId: "x") { nodeId } }' }, {}, marked.url),
      await post(fetch, { query: '{ nope }' }, {}, marked.url),
      await read(await fetch(`${marked.url}/readyz`)),
      await read(await fetch(`${marked.url}/livez`)),
      await read(await fetch(`${marked.url}/metrics`, { headers: { authorization: `Bearer ${CANARY}-metrics-token` } })),
      await read(await fetch(`${marked.url}/nope`)),
    ]
    expect(replies[0]?.codes).toEqual(['DATASOURCE_UNAVAILABLE', 'DATASOURCE_UNAVAILABLE', 'DATASOURCE_UNAVAILABLE'])
    for (const { text, headers } of replies) {
      const all = `${text}\n${JSON.stringify([...headers])}`
      expect(all).not.toContain(CANARY)
      expect(all).not.toMatch(
        /127\.0\.0\.1|ECONNREFUSED|ENOTFOUND|MongoServer|node_modules|\bat \w+ \(|\.[jt]s:\d|stack|"exception"|"tracing"|SELECT /,
      )
      expect([headers.get('server'), headers.get('x-powered-by')]).toEqual([null, null])
    }
    const log = marked.logged.join('\n')
    expect(log).not.toBe('')
    for (const secret of [`password-${CANARY}`, `p-${CANARY}`, `${CANARY}-secret-key`, `${CANARY}-metrics-token`])
      expect(log).not.toContain(secret)
  })

  it('S40 health tells strangers up or down, and no more', async () => {
    for (const [path, query] of [
      ['/readyz', ''],
      ['/livez', ''],
      ['/readyz', '?verbose'],
      ['/readyz', '?verbose=1&full'],
    ]) {
      const { text } = await read(await fetch(`${marked.url}${path}${query}`))
      expect(text).not.toMatch(/main|users_db|products_db|postgres|mysql|mongo/)
      expect(text.length).toBeLessThan(300)
    }
    const metrics = await fetch(`${marked.url}/metrics`)
    expect(metrics.status).toBeGreaterThanOrEqual(400)
  })
})

it('S39 what is not there and what cannot be read answer alike', async () => {
  const ask = async (id: string) => (await post(fetch, { query: `{ product(id: "${id}") { name } }` }, {}, closed.url)).text
  expect(await ask('999999999')).toBe(await ask('888888888'))
})
