/** Bad requests by transport (S1–S15 of the reliability reference), against a whole gateway: each a coded refusal, none a crash, a hang or a leak. */

import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startGateway } from './e2e/harness.ts'
import { post, type Reply, raw, read } from './support/ask.ts'

const QUERY = '{"query":"{ __typename }"}'
const CANARY = 'CANARY-3f9a'

let client: Client
let port = 0
/** Another gateway, with what is off by default turned on. */
let open: Client

beforeAll(async () => {
  client = await startGateway()
  open = await startGateway({ ALLOW_GET: 'true', CORS_ORIGINS: 'https://app.example.org' })
  port = Number(new URL(client.url).port)
}, 120_000)

afterAll(async () => {
  // The gateway that was attacked still serves, and met nothing that it did not expect.
  expect((await post(fetch, QUERY, {}, client.url)).data).toEqual({ __typename: 'Query' })
  expect(client.logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
  await client[Symbol.asyncDispose]()
  await open[Symbol.asyncDispose]()
})

interface Attack {
  readonly id: string
  readonly what: string
  readonly path?: string
  readonly init: RequestInit
  readonly status: number
  readonly code?: string
  /** Sent to the gateway that allows GET and another origin. */
  readonly open?: boolean
}

const json = { 'content-type': 'application/json' }
const CSRF = { 'graphql-require-preflight': '1' }
const bodied = (type: string, body: BodyInit = QUERY, more: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': type, ...more },
  body,
})

const ATTACKS: readonly Attack[] = [
  { id: 'S1', what: 'a mutation by GET', path: '?query=mutation{x}', init: { headers: CSRF }, status: 405, code: 'BAD_USER_INPUT' },
  { id: 'S1', what: 'a mutation by HEAD', path: '?query=mutation{x}', init: { method: 'HEAD', headers: CSRF }, status: 405 },
  { id: 'S2', what: 'a query by GET', path: '?query={__typename}', init: { headers: CSRF }, status: 405, code: 'BAD_USER_INPUT' },
  {
    id: 'S2',
    what: 'a query by GET without the header',
    path: '?query={__typename}',
    init: {},
    status: 403,
    code: 'FORBIDDEN',
    open: true,
  },
  { id: 'S2', what: 'a query by GET with the header', path: '?query={__typename}', init: { headers: CSRF }, status: 200, open: true },
  ...[
    'application/x-www-form-urlencoded',
    'text/plain',
    'text/plain; application/json',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/xml',
  ].flatMap((type) =>
    [{}, CSRF].map((more): Attack => ({ id: 'S3', what: type, init: bodied(type, QUERY, more), status: 415, code: 'BAD_USER_INPUT' })),
  ),
  {
    id: 'S3',
    what: 'a form',
    init: bodied('application/x-www-form-urlencoded', 'query=%7B__typename%7D', CSRF),
    status: 415,
    code: 'BAD_USER_INPUT',
  },
  ...[
    'application/json; charset=utf-7',
    'application/json; charset=utf-16',
    'application/json; charset=utf-8; charset=utf-7',
    'application/json, application/json',
    'application/json;charset="utf-16le"',
    'application/jsonp',
    'application/json\u00e9',
    ' ; application/json',
    `application/json; ${'a=b; '.repeat(500)}`,
  ].map((type): Attack => ({ id: 'S4', what: type.slice(0, 40), init: bodied(type), status: 415, code: 'BAD_USER_INPUT' })),
  ...['gzip', 'br', 'deflate', 'gzip, gzip', 'x-unknown', 'identity, gzip'].map(
    (encoding): Attack => ({
      id: 'S5',
      what: encoding,
      init: bodied('application/json', gzipSync(Buffer.alloc(10_000_000)), { 'content-encoding': encoding }),
      status: 415,
      code: 'BAD_USER_INPUT',
    }),
  ),
  {
    id: 'S6',
    what: 'a large body',
    init: bodied('application/json', `{"query":"{ __typename } #${'x'.repeat(300_000)}"}`),
    status: 413,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    id: 'S6',
    what: 'a very large body',
    init: bodied('application/json', 'x'.repeat(20_000_000)),
    status: 413,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  ...['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'LOCK'].map(
    (method): Attack => ({ id: 'S12', what: method, init: { method }, status: 405, code: 'BAD_USER_INPUT' }),
  ),
  ...[
    '{',
    '',
    'null',
    '[]',
    '1',
    `{"query": "${CANARY}`,
    `{${CANARY}}`,
    '{"query":"{ __typename }"}{',
    '\ufeff\ufeff{}',
    `{"query": {"a": "${CANARY}"}}`,
    '"\\ud800"',
  ].map((body): Attack => ({ id: 'S14', what: body, init: bodied('application/json', body), status: 400, code: 'BAD_USER_INPUT' })),
  {
    id: 'S14',
    what: 'invalid UTF-8',
    init: bodied('application/json', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])),
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  {
    id: 'S14',
    what: 'UTF-16',
    init: bodied('application/json', new Uint8Array(Buffer.from(QUERY, 'utf16le'))),
    status: 400,
    code: 'BAD_USER_INPUT',
  },
  { id: 'S14', what: 'a batch', init: bodied('application/json', `[${QUERY},${QUERY}]`), status: 400, code: 'BAD_USER_INPUT' },
  {
    id: 'S15',
    what: 'a wrong document, to who knows the media type',
    init: bodied('application/json', '{"query":"{ nope }"}', { accept: 'application/graphql-response+json' }),
    status: 400,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    id: 'S15',
    what: 'a wrong document',
    init: bodied('application/json', '{"query":"{ nope }"}'),
    status: 200,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
]

/** Nothing of us, and nothing of others' doing. */
function expectDiscreet(reply: Reply): void {
  expect(reply.text).not.toMatch(/node:|node_modules|\.[jt]s:\d|at \w+ \(|SELECT |sqlite|pglite/i)
  expect(reply.text).not.toContain(CANARY)
  for (const name of ['server', 'x-powered-by', 'via', 'access-control-allow-credentials']) expect(reply.headers.get(name)).toBeNull()
}

describe('one request', () => {
  it.each(ATTACKS)('$id $what', async ({ path = '', init, status, code, open: toOpen }) => {
    const reply = await read(await fetch(`${toOpen ? open.url : client.url}/graphql${path}`, init))
    expect([reply.status, reply.codes]).toEqual([status, code === undefined ? [] : [code]])
    expectDiscreet(reply)
  })

  it('S10 from a foreign page is let through by nothing', async () => {
    for (const origin of ['https://evil.example', 'null', 'https://app.example.org.evil.example', 'https://app.example.orG'])
      for (const { url } of [client, open]) {
        const asked = await fetch(`${url}/graphql`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })
        const reply = await post(fetch, QUERY, { origin }, url)
        for (const answer of [asked, reply])
          expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
        expect(asked.status).toBe(405)
        await asked.body?.cancel()
      }
    const listed = await post(fetch, QUERY, { origin: 'https://app.example.org' }, open.url)
    expect(listed.headers.get('access-control-allow-origin')).toBe('https://app.example.org')
  })
})

describe('over a socket', () => {
  const tail = `content-type: application/json\r\nconnection: close\r\n`
  const head = `POST /graphql HTTP/1.1\r\nhost: x\r\n${tail}`
  const length = `content-length: ${QUERY.length}\r\n`

  it.each([
    ['S4 two content types', `${head}content-type: text/plain\r\n${length}\r\n${QUERY}`, 415],
    ['S7 chunks without end', `${head}transfer-encoding: chunked\r\n\r\n${`4000\r\n${'x'.repeat(0x4000)}\r\n`.repeat(20)}0\r\n\r\n`, 413],
    ['S9 length and chunks', `${head}${length}transfer-encoding: chunked\r\n\r\n0\r\n\r\n${QUERY}`, 400],
    ['S9 chunks and length', `${head}transfer-encoding: chunked\r\n${length}\r\n0\r\n\r\n${QUERY}`, 400],
    ['S9 two lengths', `${head}${length}content-length: 3\r\n\r\n${QUERY}`, 400],
    ['S9 two equal lengths', `${head}${length}${length}\r\n${QUERY}`, 400],
    ['S9 a list of lengths', `${head}content-length: ${QUERY.length}, 3\r\n\r\n${QUERY}`, 400],
    ['S9 a negative length', `${head}content-length: -1\r\n\r\n${QUERY}`, 400],
    ['S9 a length with a sign', `${head}content-length: +${QUERY.length}\r\n\r\n${QUERY}`, 400],
    ['S9 a length in hexadecimal', `${head}content-length: 0x1a\r\n\r\n${QUERY}`, 400],
    ['S9 an unknown coding', `${head}transfer-encoding: xchunked\r\n\r\n${QUERY}`, 400],
    ['S9 chunks, then another coding', `${head}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n`, 400],
    ['S9 a blank before the colon', `POST /graphql HTTP/1.1\r\nhost: x\r\n${tail}content-length : 3\r\n\r\n${QUERY}`, 400],
    ['S9 a chunk of no size', `${head}transfer-encoding: chunked\r\n\r\nzz\r\nx\r\n0\r\n\r\n`, 400],
    ['S9 a size that overflows', `${head}transfer-encoding: chunked\r\n\r\nfffffffffffffffffff\r\nx\r\n0\r\n\r\n`, 400],
    ['S9 a folded header', `POST /graphql HTTP/1.1\r\nhost: x\r\nx-a: b\r\n c: d\r\n${tail}${length}\r\n${QUERY}`, 400],
    ['S9 a NUL in a header', `POST /graphql HTTP/1.1\r\nhost: x\r\nx-a: b\0c\r\n${tail}${length}\r\n${QUERY}`, 400],
    ['S9 two hosts', `POST /graphql HTTP/1.1\r\nhost: x\r\nhost: y\r\n${tail}${length}\r\n${QUERY}`, 400],
    ['S9 no host', `POST /graphql HTTP/1.1\r\n${tail}${length}\r\n${QUERY}`, 400],
    ['S9 another protocol', `POST /graphql HTTP/9.9\r\nhost: x\r\n${tail}\r\n`, 400],
    ['S8 headers without bound', `${head}${'x-a: b\r\n'.repeat(5_000)}\r\n`, 431],
    ['S8 a long header', `${head}x-a: ${'b'.repeat(100_000)}\r\n\r\n`, 431],
    ['S12 TRACE', `TRACE /graphql HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`, 405],
    ['S13 a host that is none', `POST /graphql HTTP/1.1\r\nhost: a b\r\n${tail}${length}\r\n${QUERY}`, 400],
  ])('%s', async (_, text, status) => {
    const answer = await raw(port, text)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    // One request, one answer: what is left of a body is nobody's next request.
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1)
    expect(answer).not.toMatch(/node:|\.[jt]s:\d|__typename":/)
  })

  it('S11 no other protocol is switched to, and no stream is opened', async () => {
    const upgrade = `GET /graphql HTTP/1.1\r\nhost: x\r\norigin: https://evil.example\r\nupgrade: websocket\r\nconnection: upgrade, close\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`
    const answer = await raw(port, upgrade)
    expect(answer).toMatch(/^HTTP\/1\.1 405 /)
    const connect = await raw(port, 'CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example\r\n\r\n')
    expect(connect).not.toMatch(/ 200 /)
    for (const accept of ['text/event-stream', 'multipart/mixed', 'multipart/mixed; deferSpec=20220824', 'text/html']) {
      const reply = await post(fetch, QUERY, { accept }, client.url)
      expect([accept, reply.headers.get('content-type')]).toEqual([
        accept,
        expect.stringMatching(/^application\/(json|graphql-response\+json)/),
      ])
    }
  })

  it('S13 a host of one’s own is nowhere in the answer', async () => {
    const tricks = `host: evil.example\r\nx-forwarded-host: evil.example\r\nx-host: evil.example\r\nforwarded: host=evil.example\r\nx-original-url: /evil\r\n`
    for (const start of ['POST /graphql', 'POST http://evil.example/graphql', 'GET /nope', 'GET /graphql/assets/evil.js', 'GET /livez']) {
      const answer = await raw(port, `${start} HTTP/1.1\r\n${tricks}${tail}${length}\r\n${QUERY}`)
      expect(answer).toMatch(/^HTTP\/1\.1 \d\d\d /)
      expect(answer).not.toContain('evil')
    }
  })

  it('S8 who sends a request drop by drop is cut off', async () => {
    const cut = await Promise.all([
      raw(port, 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: applica', 40_000),
      raw(port, `${head}content-length: 100\r\n\r\n{"query"`, 40_000),
    ])
    for (const answer of cut) expect(answer).toMatch(/^(HTTP\/1\.1 (408|504) [\s\S]*)?$/)
  }, 60_000)
})

it('S14 the text of a request is not in the log either', async () => {
  const before = client.logged.length
  await post(fetch, `{"query": "{ ${CANARY.replace('-', '')} }"}`, json, client.url)
  await post(fetch, `{${CANARY}`, json, client.url)
  expect(client.logged.slice(before).join('\n')).not.toMatch(/CANARY/)
})
