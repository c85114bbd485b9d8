/** Who may ask what: origins, GET, introspection, suggestions, headers of every answer, persisted operations. */

import { createHash } from 'node:crypto'
import { getIntrospectionQuery } from 'graphql'
import { describe, expect, it } from 'vitest'
import { ANONYMOUS } from '../src/access/principal.ts'
import { post, read, smallServer } from './support/ask.ts'

const APP = 'https://app.example.org'
const QUERY = { query: '{ hello }' }
const asAdmin = () => ({ id: 'root', roles: ['admin'], claims: {} })

describe('other origins', () => {
  const allowed = { protection: { corsOrigins: new Set([APP]) } }
  const preflight = (origin: string, method = 'OPTIONS') =>
    new Request('http://localhost/graphql', {
      method,
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    })

  it('are named by nothing unless they are listed', async () => {
    await using closed = smallServer()
    const send = closed.server.fetch
    for (const origin of [APP, 'null', '*', 'http://localhost']) {
      const before = await read(await send(preflight(origin)))
      expect([before.status, before.headers.get('access-control-allow-origin')]).toEqual([405, null])
      expect((await post(send, QUERY, { origin })).headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('are let in exactly as listed, never with credentials', async () => {
    await using small = smallServer(allowed)
    const send = small.server.fetch
    const listed = await send(preflight(APP))
    expect(listed.status).toBe(204)
    expect(Object.fromEntries(listed.headers)).toMatchObject({
      'access-control-allow-origin': APP,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': expect.stringContaining('content-type'),
      vary: 'origin',
    })
    expect(listed.headers.get('access-control-allow-credentials')).toBeNull()
    for (const origin of [
      'https://app.example.org.evil.example',
      'http://app.example.org',
      'https://APP.example.org',
      `${APP}:443`,
      'null',
    ]) {
      const refused = await send(preflight(origin))
      expect([origin, refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([origin, 405, null])
    }
    const reply = await post(send, QUERY, { origin: APP })
    expect([reply.status, reply.headers.get('access-control-allow-origin'), reply.headers.get('vary')]).toEqual([200, APP, 'origin'])
    // A page must be able to read why it was refused.
    const refused = await post(send, '{', { origin: APP })
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([400, APP])
    expect((await post(send, QUERY)).headers.get('vary')).toBe('origin')
  })
})

describe('GET', () => {
  const ask = async (small: ReturnType<typeof smallServer>, search: string, headers: Record<string, string> = {}) =>
    read(await small.server.fetch(new Request(`http://localhost/graphql?${search}`, { headers })))
  const CSRF = { 'graphql-require-preflight': '1' }

  it('is off unless it is turned on, and then needs a header that no foreign page can send', async () => {
    await using closed = smallServer()
    expect((await ask(closed, 'query={hello}', CSRF)).status).toBe(405)
    await using small = smallServer({ protection: { allowGet: true } })
    const bare = await ask(small, 'query={hello}')
    expect([bare.status, bare.codes]).toEqual([403, ['FORBIDDEN']])
    const reply = await ask(small, 'query={hello}', CSRF)
    expect([reply.status, reply.data]).toEqual([200, { hello: 'hello' }])
    const variables = encodeURIComponent(JSON.stringify({ c: 'CRIMSON' }))
    const named = `query=${encodeURIComponent('query A($c: Color) { hello(color: $c) } query B { nope: hello }')}&operationName=A&variables=${variables}`
    expect((await ask(small, named, CSRF)).data).toEqual({ hello: 'hello' })
  })

  it('writes nothing, and refuses what is malformed', async () => {
    await using small = smallServer({ protection: { allowGet: true } })
    const write = await ask(small, 'query=mutation{write}', CSRF)
    expect([write.status, write.headers.get('allow'), write.codes]).toEqual([405, 'POST', ['BAD_USER_INPUT']])
    for (const search of [
      '',
      'query=',
      'query={hello}&query={hello}',
      'query={hello}&variables={',
      'query={hello}&variables=[1]',
      'query=%ff{',
    ]) {
      const reply = await ask(small, search, CSRF)
      expect([search, reply.codes.length]).toEqual([search, 1])
      expect(reply.data).toBeUndefined()
    }
  })
})

describe('introspection', () => {
  const closed = { protection: { introspection: false } }
  const ways = [
    getIntrospectionQuery(),
    '{ __schema { queryType { name } } }',
    '{ a: __type(name: "Query") { name } }',
    '{ hello ...F } fragment F on Query { x: __schema { types { name } } }',
    '{ ... on Query { ... { __type(name: "Item") { name } } } }',
    'query ($off: Boolean = true) { hello __schema @skip(if: $off) { types { name } } }',
    // Not valid either, and no less refused for it.
    '{ hello } fragment Unused on Query { __schema { types { name } } }',
  ]

  it('is refused by whatever alias or fragment, where it is off', async () => {
    await using small = smallServer(closed)
    for (const query of ways) {
      const reply = await post(small.server.fetch, { query })
      expect([query, reply.status, reply.codes]).toEqual([query, 403, ['FORBIDDEN']])
      expect(reply.text).not.toMatch(/Item|types/)
    }
    expect((await post(small.server.fetch, { query: '{ __typename hello }' })).data).toEqual({ __typename: 'Query', hello: 'hello' })
  })

  it('is open to admins in any case, and to all where it is on', async () => {
    await using admins = smallServer({ ...closed, authenticate: asAdmin })
    await using open = smallServer()
    for (const { server } of [admins, open])
      expect((await post(server.fetch, { query: ways[1] })).data).toEqual({ __schema: { queryType: { name: 'Query' } } })
    await using others = smallServer({ ...closed, authenticate: () => ({ id: 'x', roles: ['administrator', 'Admin'], claims: {} }) })
    expect((await post(others.server.fetch, { query: ways[1] })).codes).toEqual(['FORBIDDEN'])
  })

  const NAMES = 'hello color filter secretThing items first nodes totalCount name colorOfThing CRIMSON SCARLET Query Item'.split(' ')

  it('takes with it what errors tell of the schema', async () => {
    const slips = [
      { query: '{ helo }' },
      { query: '{ secretThin }' },
      { query: '{ hello(colour: CRIMSON) }' },
      { query: '{ hello(color: CRIMSO) }' },
      { query: '{ hello(filter: {colorOfThin: CRIMSON}) }' },
      { query: '{ items }' },
      { query: '{ items { nodes { name } } ... on Itm { name } }' },
      { query: '{ hello @skp(if: true) }' },
      { query: 'query ($c: Colr) { hello(color: $c) }' },
      { query: 'query ($c: Color) { hello(color: $c) }', variables: { c: 'CRIMSO' } },
      { query: 'query ($f: Filter) { hello(filter: $f) }', variables: { f: { colorOfThin: 'CRIMSON' } } },
      { query: 'query ($f: Filter) { hello(filter: $f) }', variables: { f: { colorOfThing: 'SCARLE' } } },
    ]
    await using small = smallServer(closed)
    await using open = smallServer()
    let suggested = 0
    for (const slip of slips) {
      const reply = await post(small.server.fetch, slip)
      expect(reply.codes.length).toBeGreaterThan(0)
      expect(reply.text).not.toContain('Did you mean')
      const sent = JSON.stringify(slip)
      expect([sent, NAMES.filter((name) => reply.text.includes(name) && !sent.includes(name))]).toEqual([sent, []])
      if ((await post(open.server.fetch, slip)).text.includes('Did you mean')) suggested += 1
    }
    // What is held back here is told where the schema is open to all.
    expect(suggested).toBeGreaterThanOrEqual(9)
  })
})

describe('errors of validation', () => {
  it('come once each, and few', async () => {
    await using small = smallServer()
    const same = await post(small.server.fetch, { query: `{ hello ${'@aa '.repeat(10)} }` })
    expect(same.codes).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    const other = await post(small.server.fetch, { query: `{ hello ${Array.from({ length: 30 }, (_, n) => `@a${n}`).join(' ')} }` })
    expect(other.codes).toHaveLength(5)
  })
})

describe('headers', () => {
  it('keep every answer from being run, framed, guessed at or kept', async () => {
    await using small = smallServer()
    const { url } = await small.server.listen()
    const answers = [
      await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(QUERY) }),
      await fetch(`${url}/graphql`, { method: 'POST', body: 'x' }),
      await fetch(`${url}/livez`),
      await fetch(`${url}/nope`),
      await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } }),
    ]
    for (const answer of [...answers, await small.server.fetch(new Request('http://localhost/livez'))]) {
      const headers = Object.fromEntries(answer.headers)
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
        'cache-control': expect.stringMatching(/^no-(store|cache)$/),
      })
      expect(Object.keys(headers)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(server|x-powered-by|strict-transport-security)$/)]),
      )
      await answer.body?.cancel()
    }
    const page = answers.at(-1) as Response
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("worker-src 'self' blob:")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
  })

  it('promise TLS only where a trusted proxy says so', async () => {
    const forwarded = { 'content-type': 'application/json', 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' }
    for (const [trustedProxies, expected] of [[[], null] as const, [['127.0.0.0/8'], 'max-age=31536000'] as const]) {
      await using small = smallServer({ protection: { trustedProxies } })
      const { url } = await small.server.listen()
      const answer = await fetch(`${url}/graphql`, { method: 'POST', headers: forwarded, body: JSON.stringify(QUERY) })
      expect(answer.headers.get('strict-transport-security')).toBe(expected)
    }
  })
})

describe('persisted operations', () => {
  const KNOWN = 'query Known { hello }'
  const HASH = createHash('sha256').update(KNOWN).digest('hex')
  const manifest = { file: 'operations.json', text: JSON.stringify({ [HASH]: KNOWN, greeting: '{ a: hello }' }) }
  const apollo = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } })

  it('are asked for by id or hash, and none is added by a client', async () => {
    await using small = smallServer({ persisted: { mode: 'allow', manifest } })
    const send = small.server.fetch
    for (const body of [
      { documentId: HASH },
      { documentId: `sha256:${HASH}` },
      apollo(HASH),
      apollo(HASH.toUpperCase()),
      { query: KNOWN, ...apollo(HASH) },
    ])
      expect((await post(send, body)).data).toEqual({ hello: 'hello' })
    expect((await post(send, { documentId: 'greeting', variables: {} })).data).toEqual({ a: 'hello' })
    expect((await post(send, { query: '{ b: hello }' })).data).toEqual({ b: 'hello' })
    const text = '{ c: hello }'
    const hash = createHash('sha256').update(text).digest('hex')
    expect((await post(send, { query: text, ...apollo(hash) })).data).toEqual({ c: 'hello' })
    const again = await post(send, apollo(hash))
    expect([again.status, again.codes]).toEqual([400, ['PERSISTED_QUERY_NOT_FOUND']])
    for (const id of ['toString', '__proto__', 'constructor', 'nope', '../greeting'])
      expect([id, (await post(send, { documentId: id })).codes]).toEqual([id, ['PERSISTED_QUERY_NOT_FOUND']])
  })

  it('are refused when hash and document differ, or are malformed', async () => {
    await using small = smallServer({ persisted: { mode: 'allow', manifest } })
    const cases = [
      { query: '{ secretThing }', ...apollo(HASH) },
      { query: '{ secretThing }', documentId: 'greeting' },
      { documentId: 'greeting', ...apollo(HASH) },
      { documentId: 1 },
      { documentId: '' },
      { documentId: 'x'.repeat(300) },
      apollo('abc'),
      { extensions: { persistedQuery: { version: 2, sha256Hash: HASH } } },
      { extensions: { persistedQuery: 'x' } },
    ]
    for (const body of cases) {
      const reply = await post(small.server.fetch, body)
      expect([body, reply.status, reply.codes]).toEqual([body, 400, ['BAD_USER_INPUT']])
    }
  })

  it('are all there is where nothing else is allowed, for admins too', async () => {
    await using small = smallServer({ persisted: { mode: 'only', manifest }, authenticate: asAdmin })
    const send = small.server.fetch
    const other = createHash('sha256').update('{ hello }').digest('hex')
    for (const body of [{ query: '{ hello }' }, { query: '{ hello }', ...apollo(other) }, { query: KNOWN }, {}]) {
      const reply = await post(send, body)
      expect([body, reply.status, reply.codes]).toEqual([body, 400, ['PERSISTED_QUERY_NOT_FOUND']])
    }
    expect((await post(send, { documentId: HASH })).data).toEqual({ hello: 'hello' })
    expect((await post(send, { query: KNOWN, ...apollo(HASH) })).data).toEqual({ hello: 'hello' })
  })

  it('are checked against the schema at start, all faults at once', () => {
    const start = (json: unknown) => () =>
      smallServer({
        persisted: { mode: 'only', manifest: { file: 'm.json', text: typeof json === 'string' ? json : JSON.stringify(json) } },
      })
    const wrong = start({ a: '{ nope }', b: '{ hello', c: 'fragment F on Query { hello }', [HASH]: '{ hello }', right: '{ a: hello }' })
    for (const part of [
      'The operation a: Cannot query field "nope"',
      'The operation b: Syntax Error',
      'The operation c:',
      `The operation ${HASH}: its id is not`,
    ])
      expect(wrong).toThrow(part)
    expect(wrong).toThrow(/^(?!.*The operation right)/s)
    for (const json of [
      '{',
      '[]',
      '{}',
      '{"a": 1}',
      { format: 'other', version: 1 },
      { format: 'apollo-persisted-query-manifest', version: 1, operations: [{}] },
    ])
      expect(start(json)).toThrow('m.json')
    const operations = [{ id: HASH, name: 'Known', type: 'query', body: KNOWN }]
    expect(start({ format: 'apollo-persisted-query-manifest', version: 1, operations })).not.toThrow()
  })
})

describe('cost', () => {
  it('is refused over the budget, with both figures, and at the budget it is not', async () => {
    await using small = smallServer({ protection: { maxCost: 102 }, authenticate: () => ANONYMOUS })
    const query = 'query ($n: Int) { items(first: $n) { nodes { name } } }'
    expect((await post(small.server.fetch, { query, variables: { n: 100 } })).data).toEqual({ items: null })
    const dear = await post(small.server.fetch, { query, variables: { n: 101 } })
    expect([dear.status, dear.codes]).toEqual([400, ['QUERY_LIMIT_EXCEEDED']])
    expect(dear.messages[0]).toMatch(/103 .*maxCost is 102/)
  })
})
