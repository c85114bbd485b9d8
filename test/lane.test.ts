/** The two executors behind the front: over a socket the lane answers what it can, and nobody can tell it from Yoga. */

import { connect } from 'node:net'
import { buildSchema } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { ANONYMOUS } from '../src/access/principal.ts'
import { GatewayError } from '../src/base/errors.ts'
import { byKey } from '../src/graphql/refs.ts'
import type { ContextRequest } from '../src/server/execution.ts'
import { post, type Reply, type Small, smallServer } from './support/ask.ts'

const SCHEMA = buildSchema(`
  type Query { hello: String  huge: String  who: String  echo(text: String!, n: Int): String  large: String  fails: String  breaks: String
    item: Item  items: [Item]  strict: Int!  hangs: String }
  type Mutation { write: String }
  type Item { id: ID!  name: String  child: Item }
`)
const HUGE = 40_000_000
const item = { id: 1, name: 'one', child: { id: 2, name: new GatewayError('VALUE_NOT_REPRESENTABLE', 'The value is none.'), child: null } }
const ROOT: Readonly<Record<string, (parent: unknown, args: Record<string, unknown>, context: ContextRequest) => unknown>> = {
  hello: () => 'hello',
  who: (_, __, { principal, header }) => `${principal.id} ${header('x-name')}`,
  echo: (_, { text }) => text,
  large: () => 'x'.repeat(400),
  // More than a socket takes before it is read from.
  huge: () => 'x'.repeat(HUGE),
  fails: async () => {
    throw new GatewayError('DATASOURCE_UNAVAILABLE', 'It is not there.', { datasource: 'main' })
  },
  breaks: () => {
    throw new Error('CANARY')
  },
  item: async () => item,
  items: () => [item, null, new GatewayError('NOT_FOUND', 'None.')],
  strict: () => null,
  hangs: (_, __, { signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  write: () => 'written',
}
for (const type of [SCHEMA.getQueryType(), SCHEMA.getMutationType()])
  for (const field of Object.values(type?.getFields() ?? {})) field.resolve = ROOT[field.name] as never
for (const field of Object.values((SCHEMA.getType('Item') as NonNullable<ReturnType<typeof SCHEMA.getQueryType>>).getFields()))
  field.resolve = byKey as never

/** Says the same to whoever reads it, but the lane does not. */
const YOGAS = 'application/json; charset=utf-8'
const JSON_TYPE = 'application/json'
const GRAPHQL_TYPE = 'application/graphql-response+json'

type Line = Readonly<Record<string, unknown>> & { readonly message: string }

/** How long it took, when it was and through which code it went is nobody's answer. */
function plain(line: string): Line {
  const { time: _, ms: __, ...rest } = JSON.parse(line.replace(/\\n {4}at [^"]*/g, ''))
  return rest
}

interface Both {
  readonly lane: Reply
  readonly yoga: Reply
  /** What the log said of each. */
  readonly logged: readonly [lane: Line[], yoga: Line[]]
}

let small: Small
let url: string

beforeAll(async () => {
  small = smallServer({
    schema: SCHEMA,
    limits: { maxBodyBytes: 4_000, maxTokens: 500, maxDepth: 5, maxRootFields: 20, requestTimeout: 300, maxResultBytes: 2_000 },
    authenticate: () => ({ ...ANONYMOUS, id: 'tester' }),
    telemetry: { accessLog: true },
  })
  url = (await small.server.listen()).url
  return () => small[Symbol.asyncDispose]()
})

async function both(body: unknown, accept: readonly [lane: string | undefined, yoga: string] = [JSON_TYPE, YOGAS]): Promise<Both> {
  const asked = async (type: string | undefined) => {
    const before = small.lines.length
    const reply = await post(fetch, body, { 'x-request-id': 'same', 'x-name': 'n', ...(type === undefined ? {} : { accept: type }) }, url)
    return {
      reply,
      logged: small.lines
        .slice(before)
        .map(plain)
        .sort((a, b) => (a.message < b.message ? -1 : 1)),
    }
  }
  const [lane, yoga] = [await asked(accept[0]), await asked(accept[1])]
  return { lane: lane.reply, yoga: yoga.reply, logged: [lane.logged, yoga.logged] }
}

/** Those that say something of this very connection or moment. */
const PASSING = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding', 'ratelimit']
const headers = ({ headers: of }: Reply) => [...of].filter(([name]) => !PASSING.includes(name))

/** The answer's text; errors may come in any order, which is that of the document here and that of events there. */
function textOf({ text }: Reply): string {
  const { errors, ...rest } = JSON.parse(text) as { errors?: unknown[] }
  return errors === undefined ? text : JSON.stringify([errors.map((error) => JSON.stringify(error)).sort(), rest])
}

function expectSame({ lane, yoga, logged }: Both): void {
  expect({ status: lane.status, headers: headers(lane), text: textOf(lane) }).toEqual({
    status: yoga.status,
    headers: headers(yoga),
    text: textOf(yoga),
  })
  expect(logged[0]).toEqual(logged[1])
}

describe('the lane', () => {
  const QUERIES: readonly (readonly [query: string, variables?: unknown])[] = [
    ['{ hello }'],
    ['query A { a: hello __typename who }'],
    ['query ($t: String!) { echo(text: $t) }', { t: 'quo"te \\ 😀 \u0000 </script>' }],
    ['{ item { id name child { id name child { id } } } items { id __typename } }'],
    ['{ fails hello }'],
    ['{ fails breaks }'],
    ['{ strict hello }'],
    ['{ a: large b: large c: large d: large e: large f: large }'],
    ['{ hangs hello }'],
    [`{ items { ${'long'.repeat(400)}: name } }`],
    ['query ($off: Boolean = true) { hello @skip(if: $off) }', { off: null }],
    ['query ($off: Boolean = true) { item { id @include(if: $off) } }', { off: null }],
    // Refused by the front.
    ['{ nope }'],
    ['{ hello'],
    ['{ item { child { child { child { child { child { id } } } } } } }'],
    // Declined.
    ['query ($t: String!) { echo(text: $t) }', { t: 1 }],
    ['query ($t: String!) { echo(text: $t) }'],
    ['{ __schema { queryType { name } } }'],
    ['mutation { write }'],
  ]
  test.each(QUERIES)('answers as Yoga does, headers and log included: %s %o', async (query, variables) => {
    expectSame(await both({ query, variables }))
    expectSame(await both({ query, variables }, [GRAPHQL_TYPE, `${GRAPHQL_TYPE}; charset=utf-8`]))
  })

  test('is what answers: its code is in the trace of what went wrong there', async () => {
    for (const [accept, lane] of [
      [JSON_TYPE, true],
      [YOGAS, false],
    ] as const) {
      const before = small.lines.length
      await post(fetch, { query: '{ strict }' }, { accept }, url)
      expect([accept, small.lines.slice(before).join().includes('completion.ts')]).toEqual([accept, lane])
    }
  })

  test('takes the media type that Yoga would', async () => {
    const pairs: [string, string][] = [
      ['*/*', JSON_TYPE],
      ['application/*', JSON_TYPE],
      ['text/html, application/json;q=0.5, application/graphql-response+json', JSON_TYPE],
      ['application/graphql-response+json, application/json;q=0.9', GRAPHQL_TYPE],
      ['APPLICATION/JSON', JSON_TYPE],
      ['text/event-stream', JSON_TYPE],
      ['image/png', JSON_TYPE],
    ]
    for (const [accept, type] of pairs) {
      const made = await both({ query: '{ hello }' }, [accept, `${accept}, x/y; charset=utf-8`])
      expect([accept, made.lane.headers.get('content-type')]).toEqual([accept, `${type}; charset=utf-8`])
      expectSame(made)
    }
  })

  test('sends what is on its way to its end before the gateway closes', async () => {
    for (const accept of [JSON_TYPE, YOGAS]) {
      const other = smallServer({ schema: SCHEMA, telemetry: { accessLog: true } })
      const { port } = await other.server.listen()
      const body = JSON.stringify({ query: '{ huge }' })
      const socket = connect(port, '127.0.0.1', () =>
        socket.write(
          `POST /graphql HTTP/1.1\r\nhost: x\r\naccept: ${accept}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        ),
      )
      socket.pause()
      await expect.poll(() => other.lines.join()).toContain('Request.')
      const closed = other.server.close(30_000)
      const refused = () => new Promise((resolve) => connect(port, '127.0.0.1', () => resolve(false)).once('error', () => resolve(true)))
      await expect.poll(refused).toBe(true)
      let read = 0
      socket.on('data', (chunk) => {
        read += chunk.length
      })
      socket.resume()
      // The gateway closes it, and does not wait for its client to do so.
      await Promise.all([new Promise((resolve) => socket.once('close', resolve)), closed])
      expect([accept, read > HUGE]).toEqual([accept, true])
      expect(other.lines.join()).not.toContain('still under way')
    }
  })

  test('leaves no visit behind, whoever answers it', async () => {
    for (const query of ['{ hello }', '{ hangs }', '{ nope }', 'mutation { write }', '{ __schema { description } }']) await both({ query })
    const leaver = new AbortController()
    const left = post((request) => fetch(request, { signal: leaver.signal }), { query: '{ hangs }' }, {}, url)
    setTimeout(() => leaver.abort(), 50)
    await expect(left).rejects.toThrow()
    await expect.poll(() => small.lines.at(-1)).toContain('QUERY_CANCELLED')
    // Closing waits for who is under way; none is, or it would take the whole grace.
    const other = smallServer({ schema: SCHEMA })
    const at = (await other.server.listen()).url
    await post(fetch, { query: '{ hello }' }, {}, at)
    await post(fetch, { query: 'mutation { write }' }, {}, at)
    const began = performance.now()
    await other.server.close(30_000)
    expect(performance.now() - began).toBeLessThan(15_000)
  })
})
