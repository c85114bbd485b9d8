/** More requests than the gateway can do: turned away at once, with a word of when to come again, while operators still get in. */

import { connect } from 'node:net'
import fc from 'fast-check'
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ANONYMOUS, principalOf } from '../src/access/principal.ts'
import { GatewayError } from '../src/base/errors.ts'
import { createLog } from '../src/base/log.ts'
import { createOverload, type Look, nextLimit } from '../src/server/overload.ts'
import { createServer, type Server } from '../src/server/server.ts'
import type { Report } from '../src/server/trail.ts'
import { post as send, smallServer } from './support/ask.ts'

const MOST = 4
const CALM: Look = { delay: 0, waited: 0, busy: 0, busiest: 0 }
let release: (() => void)[] = []
let asked = 0
let lines: string[] = []
let reports: Report[] = []
const APP = 'https://app.example.org'
const refuseCredential = (): never => {
  throw new GatewayError('UNAUTHENTICATED', 'The credential does not hold.')
}
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

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 200; i++) {
    if (await holds()) return
    await new Promise((done) => setTimeout(done, 25))
  }
  expect.fail('it did not come about')
}

describe('a server at its limit', () => {
  let server: Server
  let url: string
  beforeEach(async () => {
    release = []
    asked = 0
    lines = []
    reports = []
    server = createServer({
      schema,
      contextFor: (request) => request,
      authenticate: ({ header }) =>
        header('authorization') === 'Bearer admin'
          ? principalOf('key:a', ['admin'], {})
          : header('authorization') === 'Bearer user'
            ? principalOf('key:u', ['reader'], {})
            : header('authorization') === null
              ? ANONYMOUS
              : refuseCredential(),
      limits: { maxBodyBytes: 1_024, maxTokens: 100, maxDepth: 5, maxRootFields: 5, requestTimeout: 30_000, maxConcurrentRequests: MOST },
      log: createLog((line) => lines.push(line), 'json'),
      telemetry: { accessLog: true, count: (report) => reports.push(report) },
      protection: { corsOrigins: new Set([APP]) },
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

  test('the refusal has the headers of every answer, is counted, and is summed up in the log', async () => {
    await fill()
    const before = reports.length
    const ask = () =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', origin: APP, 'x-request-id': 'mine-7' },
        body: '{"query":"{ name }"}',
      })
    const refused = await ask()
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'access-control-allow-origin': APP,
      'cache-control': 'no-store',
      'content-type': 'application/graphql-response+json; charset=utf-8',
      'retry-after': '1',
      'x-content-type-options': 'nosniff',
      'x-request-id': 'mine-7',
    })
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED', requestId: 'mine-7' } }] })
    await ask()
    const told = reports.slice(before)
    expect(told.map(({ id, graph, status, outcome, trail }) => [id, graph, status, outcome, [...trail.errors]])).toEqual(
      Array(2).fill(['mine-7', true, 503, 'refused', [['OVERLOADED', 1]]]),
    )
    await until(() => lines.some((line) => line.includes('"requests":2')))
    expect(lines.filter((line) => line.includes('mine-7'))).toEqual([])
  })

  test('what is no question to the graph is answered as ever, and so is a credential that does not hold', async () => {
    await fill()
    expect((await fetch(`${url}/nowhere`)).status).toBe(404)
    expect((await fetch(`${url}/graphql`, { method: 'DELETE' })).status).toBe(405)
    const preflight = await fetch(`${url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: APP, 'access-control-request-method': 'POST' },
    })
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'POST'])
    expect((await post('{ name }', { credential: 'wrong' })).status).toBe(401)
  })

  test.each(['', 'authorization: Bearer user\r\n'])('the refusal does not wait for the body: %j', async (credential) => {
    await fill()
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    let text = ''
    socket.on('data', (bytes) => {
      text += bytes
    })
    socket.write(`POST /graphql HTTP/1.1\r\nhost: localhost\r\n${credential}content-type: application/json\r\ncontent-length: 5\r\n\r\n{`)
    await until(() => text.startsWith('HTTP/1.1 503 '))
    // The rest of it is read and dropped: the connection serves what comes next.
    socket.write('    GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n')
    await until(() => text.includes('"status":"ok"'))
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
    expect(() => overload.check(false)).toThrow(expect.objectContaining({ code: 'OVERLOADED' }))
    expect(() => overload.enter(false)).toThrow(expect.objectContaining({ code: 'OVERLOADED' }))
    const operators = Array.from({ length: 32 }, () => overload.enter(true))
    expect(() => overload.enter(true)).toThrow(expect.objectContaining({ code: 'OVERLOADED' }))
    for (const leave of operators) leave(undefined)
    first?.(undefined)
    first?.(undefined)
    expect(overload.underWay).toBe(1)
    overload.check(false)
    second?.(undefined)
    expect(overload.underWay).toBe(0)
  })

  test('the limit never leaves its bounds, falls only while turns are late, and is back within five seconds', () => {
    const look = fc.record({
      delay: fc.nat(2_000),
      waited: fc.nat(2_000),
      busy: fc.double({ min: 0, max: 1, noNaN: true }),
      busiest: fc.nat(1_000),
    })
    fc.assert(
      fc.property(fc.array(look), fc.integer({ min: 1, max: 5_000 }), (looks, most) => {
        const bounds = { most, least: Math.min(32, most) }
        let limit = most
        for (const seen of looks) {
          const next = nextLimit(limit, seen, bounds)
          expect(next).toBeGreaterThanOrEqual(bounds.least)
          expect(next).toBeLessThanOrEqual(most)
          if (seen.delay > 40 || (seen.busy >= 0.9 && seen.waited > 50)) expect(next).toBeLessThanOrEqual(limit)
          else expect(next).toBeGreaterThanOrEqual(limit)
          limit = next
        }
        // As many looks as there are in that time.
        for (let i = 0; i < 50; i++) limit = nextLimit(limit, CALM, bounds)
        expect(limit).toBeGreaterThanOrEqual(Math.min(most, 1_000))
      }),
    )
  })

  test('it falls by how much too late turns are, from what was under way, and by half at most', () => {
    const bounds = { most: 1_000, least: 32 }
    expect(nextLimit(1_000, { ...CALM, busiest: 1_000 }, bounds)).toBe(1_000)
    expect(nextLimit(1_000, { ...CALM, delay: 50, busiest: 500 }, bounds)).toBe(400)
    expect(nextLimit(1_000, { ...CALM, delay: 900, busiest: 500 }, bounds)).toBe(250)
    expect(nextLimit(40, { ...CALM, delay: 900, busiest: 40 }, bounds)).toBe(32)
    expect(nextLimit(32, { ...CALM, delay: 20, busiest: 32 }, bounds)).toBe(36)
  })

  test('that databases keep everybody waiting counts only once the thread has no time left', () => {
    const bounds = { most: 1_000, least: 32 }
    const slow = { ...CALM, waited: 100, busiest: 500 }
    expect(nextLimit(1_000, { ...slow, busy: 0.8 }, bounds)).toBe(1_000)
    expect(nextLimit(1_000, { ...slow, busy: 1 }, bounds)).toBe(250)
  })

  test('requests that wait while the thread has time leave the limit as it is', async () => {
    using overload = createOverload(1_000)
    const leaves = Array.from({ length: 500 }, () => overload.enter(true))
    for (const leave of leaves.slice(0, 100)) leave(5_000)
    // A machine that is busy with something else may have it lower for a moment.
    await until(() => overload.limit === 1_000)
    expect(overload.underWay).toBe(400)
  })

  test('a turn that has taken in requests for too long takes in no more, but for operators', () => {
    using overload = createOverload(1_000)
    for (let i = 0; i < 200; i++) overload.enter(true)
    // The first look at it; from then on its time counts.
    void overload.isFull
    for (const end = performance.now() + 60; performance.now() < end; );
    expect(() => overload.enter(false)).toThrow(expect.objectContaining({ code: 'OVERLOADED' }))
    overload.enter(true)(undefined)
    expect(overload.limit).toBe(200)
  })
})
