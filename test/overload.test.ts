/** More requests than the gateway can do: turned away at once, with a word of when to come again, while operators still get in. */

import { connect } from 'node:net'
import fc from 'fast-check'
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ANONYMOUS, principalOf } from '../src/access/principal.ts'
import { createLog } from '../src/base/log.ts'
import { createOverload, nextLimit } from '../src/server/overload.ts'
import { createServer, type Server } from '../src/server/server.ts'
import { post as send, smallServer } from './support/ask.ts'

const MOST = 4
let release: (() => void)[] = []
let asked = 0
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      name: { type: GraphQLString, resolve: () => 'switchyard' },
      hold: {
        type: GraphQLString,
        resolve: () => {
          asked++
          return new Promise<string>((done) => release.push(() => done('let go')))
        },
      },
    },
  }),
})

describe('a server at its limit', () => {
  let server: Server
  let url: string
  beforeEach(async () => {
    release = []
    asked = 0
    server = createServer({
      schema,
      contextFor: (request) => request,
      authenticate: ({ header }) =>
        header('authorization') === 'Bearer admin'
          ? principalOf('key:a', ['admin'], {})
          : header('authorization') === 'Bearer user'
            ? principalOf('key:u', ['reader'], {})
            : ANONYMOUS,
      limits: { maxBodyBytes: 1_024, maxTokens: 100, maxDepth: 5, maxRootFields: 5, requestTimeout: 30_000, maxConcurrentRequests: MOST },
      log: createLog(() => undefined, 'json'),
      host: '127.0.0.1',
      port: 0,
      graphiql: false,
      datasources: () => [],
    })
    url = (await server.listen()).url
  })
  afterEach(async () => {
    for (const finish of release) finish()
    await server.close(1_000)
  })

  const post = (query: string, { credential, signal }: { credential?: string; signal?: AbortSignal } = {}) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(credential === undefined ? {} : { authorization: `Bearer ${credential}` }) },
      body: JSON.stringify({ query }),
      ...(signal === undefined ? {} : { signal }),
    })
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    for (let i = 0; i < 200; i++) {
      if (await holds()) return
      await new Promise((done) => setTimeout(done, 25))
    }
    expect.fail('it did not come about')
  }
  /** As many requests as may be under way. */
  const fill = async (signal?: AbortSignal): Promise<Promise<Response>[]> => {
    const held = Array.from({ length: MOST }, () => post('{ hold }', signal === undefined ? {} : { signal }))
    for (const each of held) each.catch(() => undefined)
    await until(() => asked === MOST)
    return held
  }

  test('who comes then is refused with a code and when to come again, whatever his credential; liveness and operators are answered', async () => {
    const held = await fill()
    for (const credential of [undefined, 'user']) {
      const refused = await post('{ name }', credential === undefined ? {} : { credential })
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
      expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED', retryable: true } }] })
    }
    const admin = await post('{ name }', { credential: 'admin' })
    expect(await admin.json()).toEqual({ data: { name: 'switchyard' } })
    expect((await fetch(`${url}/livez`)).status).toBe(200)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect(asked).toBe(MOST)
    for (const finish of release) finish()
    for (const each of held) expect((await each).status).toBe(200)
    expect((await post('{ name }')).status).toBe(200)
  })

  test('the refusal does not wait for the body', async () => {
    await fill()
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{')
    const answer = await new Promise<string>((done) => socket.once('data', (bytes) => done(String(bytes))))
    expect(answer).toMatch(/^HTTP\/1\.1 503 /)
    socket.destroy()
  })

  test('clients that leave free their places', async () => {
    const leaving = new AbortController()
    await fill(leaving.signal)
    expect((await post('{ name }')).status).toBe(503)
    leaving.abort()
    await until(async () => (await post('{ name }')).status === 200)
  })

  test('a body that comes drop by drop takes no place', async () => {
    const sockets = Array.from({ length: MOST * 2 }, () => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1')
      socket.on('error', () => undefined)
      socket.write('POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{')
      return socket
    })
    await new Promise((done) => setTimeout(done, 100))
    expect((await post('{ name }')).status).toBe(200)
    for (const socket of sockets) socket.destroy()
  })

  test('a body that comes after its request was given up takes no place either', async () => {
    const limits = { maxBodyBytes: 1_024, maxTokens: 100, maxDepth: 5, maxRootFields: 5, requestTimeout: 30, maxConcurrentRequests: 1 }
    await using small = smallServer({ limits })
    const { port } = await small.server.listen()
    const body = '{"query":"{ hello }"}'
    const socket = connect(port, '127.0.0.1')
    let text = ''
    const heard = (what: RegExp) =>
      until(() => {
        text += socket.read() ?? ''
        return what.test(text)
      })
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
    )
    await heard(/DATASOURCE_TIMEOUT/)
    // The answer to what comes next on the connection says that the body has been read to its end.
    socket.write(`${body.slice(5)}GET /livez HTTP/1.1\r\nhost: x\r\n\r\n`)
    await heard(/"status":"ok"/)
    socket.destroy()
    expect((await send(small.server.fetch, { query: '{ hello }' })).data).toEqual({ hello: 'hello' })
  })

  test('refusals and failures free their places', async () => {
    for (let i = 0; i < MOST * 3; i++) await post('{ nothing }')
    for (let i = 0; i < MOST * 3; i++) await post('{')
    expect((await post('{ name }')).status).toBe(200)
  })
})

describe('the count', () => {
  test('never more places than there are, each given back once, those for operators beyond', () => {
    using overload = createOverload(2)
    const [first, second] = [overload.enter(false), overload.enter(false)]
    expect(() => overload.check()).toThrow(expect.objectContaining({ code: 'OVERLOADED' }))
    expect(() => overload.enter(false)).toThrow(expect.objectContaining({ code: 'OVERLOADED' }))
    const operators = Array.from({ length: 32 }, () => overload.enter(true))
    expect(() => overload.enter(true)).toThrow(expect.objectContaining({ code: 'OVERLOADED' }))
    for (const leave of operators) leave()
    first?.()
    first?.()
    expect(overload.underWay).toBe(1)
    overload.check()
    second?.()
    expect(overload.underWay).toBe(0)
  })

  test('the limit falls while the process is late, never below what keeps it busy, and comes back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2_000), fc.nat(1_000))), fc.integer({ min: 1, max: 5_000 }), (looks, most) => {
        const least = Math.min(64, most)
        let limit = most
        for (const [underWay, late] of looks) {
          const next = nextLimit(limit, underWay, late, most, least)
          expect(next).toBeGreaterThanOrEqual(least)
          expect(next).toBeLessThanOrEqual(most)
          if (late > 150) expect(next).toBeLessThanOrEqual(Math.max(limit, least))
          else expect(next).toBeGreaterThanOrEqual(limit)
          limit = next
        }
        for (let i = 0; i < 25; i++) limit = nextLimit(limit, 0, 0, most, least)
        expect(limit).toBe(most)
      }),
    )
    expect(nextLimit(1_000, 500, 400, 1_000, 64)).toBe(350)
    expect(nextLimit(350, 350, 400, 1_000, 64)).toBe(244)
  })
})
