/** Health and figures by HTTP: what everybody learns, what only operators do. */

import { buildSchema } from 'graphql'
import { afterEach, describe, expect, test } from 'vitest'
import { ANONYMOUS } from '../src/access/principal.ts'
import { GatewayError } from '../src/base/errors.ts'
import { createLog } from '../src/base/log.ts'
import type { DatasourceView } from '../src/server/health.ts'
import { createServer, type Server, type ServerOptions } from '../src/server/server.ts'

const LIMITS = { maxBodyBytes: 10_000, maxTokens: 100, maxDepth: 5, maxRootFields: 5, requestTimeout: 5_000 }
const views: Record<string, DatasourceView> = {
  main: { name: 'main', required: true, up: true, details: { state: 'HEALTHY', latencyMs: 2 } },
  users_db: { name: 'users_db', required: true, up: false, details: { state: 'UNHEALTHY', trouble: 'refused' } },
  new_db: { name: 'new_db', required: false, up: null, details: {} },
}
const PAGE = '# TYPE x counter\nx 1\n'

const servers: Server[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close(0)))
})

async function serve(options: Partial<ServerOptions> = {}) {
  const lines: string[] = []
  const server = createServer({
    schema: buildSchema('type Query { a: Int }'),
    contextFor: () => ({}),
    authenticate({ header }) {
      const sent = header('authorization')
      if (sent === null) return ANONYMOUS
      if (sent === 'Bearer admin') return { id: 'root', roles: ['admin'], claims: {} }
      if (sent === 'Bearer user') return { id: 'joe', roles: ['reader'], claims: {} }
      throw new GatewayError('UNAUTHENTICATED', 'The credential does not hold.')
    },
    limits: LIMITS,
    log: createLog((line) => lines.push(line), 'json'),
    host: '127.0.0.1',
    port: 0,
    graphiql: false,
    datasources: () => Object.values(views),
    metrics: { page: async () => PAGE, token: undefined },
    ...options,
  })
  servers.push(server)
  const { url } = await server.listen()
  const get = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const response = await fetch(`${url}${path}`, { headers, method })
    return { status: response.status, text: await response.text(), type: response.headers.get('content-type') }
  }
  return { server, lines, get }
}

const UP = [200, '{"status":"ok"}']
const DOWN = [503, '{"status":"unavailable"}']
const ADMIN = { authorization: 'Bearer admin' }
const USER = { authorization: 'Bearer user' }

describe('health', () => {
  test('is up or down for everybody, and no more', async () => {
    const { get } = await serve()
    const ask = async (path: string, headers = {}) => {
      const { status, text } = await get(path, headers)
      return [status, text]
    }
    expect(await ask('/livez')).toEqual(UP)
    for (const path of ['/readyz', '/healthz', '/readyz/']) expect(await ask(path)).toEqual(DOWN)
    expect(await ask('/readyz?exclude=users_db')).toEqual(UP)
    expect(await ask('/readyz?exclude=main&exclude=USERS_DB')).toEqual(UP)
    expect(await ask('/readyz?exclude=main')).toEqual(DOWN)
    expect(await ask('/readyz?exclude=no_such')).toEqual(DOWN)
    expect(await ask('/readyz/main')).toEqual(UP)
    expect(await ask('/readyz/MAIN')).toEqual(UP)
    for (const headers of [{}, USER, { authorization: 'Bearer wrong' }]) {
      // One that is down, one that nobody has asked yet and one that is not there look alike.
      for (const name of ['users_db', 'new_db', 'no_such', '__proto__', '%ff', 'a%2fb'])
        expect(await ask(`/readyz/${name}`, headers)).toEqual(DOWN)
    }
    for (const path of ['/livez', '/readyz', '/readyz/main', '/healthz']) {
      expect((await get(path, {}, 'POST')).status).toBe(405)
      const head = await get(path, {}, 'HEAD')
      expect([head.status, head.text]).toEqual([(await get(path)).status, ''])
    }
  })

  test('tells admins what is not there, and with ?verbose all that is known', async () => {
    const { get } = await serve()
    const missing = await get('/readyz/no_such', ADMIN)
    expect(missing.status).toBe(404)
    expect(missing.text).toContain('there are: main, users_db, new_db')
    const all = await get('/readyz?verbose', ADMIN)
    expect(all.status).toBe(503)
    expect(JSON.parse(all.text)).toEqual({
      status: 'unavailable',
      datasources: {
        main: { up: true, required: true, state: 'HEALTHY', latencyMs: 2 },
        users_db: { up: false, required: true, state: 'UNHEALTHY', trouble: 'refused' },
        new_db: { up: null, required: false },
      },
    })
    const one = await get('/readyz/main?verbose', ADMIN)
    expect([one.status, JSON.parse(one.text)]).toEqual([
      200,
      { status: 'ok', datasources: { main: expect.objectContaining({ latencyMs: 2 }) } },
    ])
    expect((await get('/readyz?verbose&exclude=users_db', ADMIN)).status).toBe(200)
    for (const [headers, status, code] of [
      [{}, 401, 'UNAUTHENTICATED'],
      [{ authorization: 'Bearer wrong' }, 401, 'UNAUTHENTICATED'],
      [USER, 403, 'FORBIDDEN'],
    ] as const) {
      for (const path of ['/readyz?verbose', '/readyz/main?verbose', '/readyz/no_such?verbose']) {
        const refused = await get(path, headers)
        expect([refused.status, JSON.parse(refused.text).errors[0].extensions.code]).toEqual([status, code])
        expect(refused.text).not.toMatch(/refused|HEALTHY|users_db/)
      }
    }
  })

  test('looks at no more guesses than the graph does, wherever they are made', async () => {
    const { get } = await serve({ metrics: { page: async () => PAGE, token: 'a-token-for-the-scraper' } })
    const wrong = { authorization: 'Bearer wrong' }
    const paths = ['/readyz?verbose', '/readyz/main?verbose', '/metrics']
    for (let n = 0; n < 300; n++) expect((await get(paths[n % 3] as string, wrong)).status).toBe(401)
    for (const path of paths) expect((await get(path, wrong)).status).toBe(429)
    // Whether they are well is told to everybody, with whatever credential.
    for (const path of ['/livez', '/readyz/main']) expect((await get(path, wrong)).status).toBe(200)
    expect((await get('/readyz/no_such', wrong)).status).toBe(503)
  })

  test('says in the log which datasource is missing, once', async () => {
    const { get, lines } = await serve()
    for (let i = 0; i < 3; i++) await get('/readyz')
    const told = lines.filter((line) => line.includes('Not ready.'))
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('"users_db":{"state":"UNHEALTHY","trouble":"refused"}')
    expect(told[0]).not.toContain('new_db')
  })

  test('no line per probe, however many come', async () => {
    const { get, lines } = await serve({ telemetry: { accessLog: true }, datasources: () => [] })
    for (const path of ['/livez', '/readyz', '/metrics']) await get(path)
    expect(lines).toEqual([])
    await get('/nowhere')
    expect(lines).toHaveLength(1)
  })
})

describe('/metrics', () => {
  test('without a token is for this machine and for admins', async () => {
    const { get, server } = await serve()
    expect(await get('/metrics')).toEqual({ status: 200, text: PAGE, type: 'text/plain; version=0.0.4; charset=utf-8' })
    expect((await get('/metrics', {}, 'HEAD')).text).toBe('')
    expect((await get('/metrics', {}, 'POST')).status).toBe(405)
    // A proxy on this machine speaks for others; what comes without a connection is nobody's.
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip']) {
      expect((await get('/metrics', { [name]: '127.0.0.1' })).status).toBe(401)
      expect((await get('/metrics', { [name]: '127.0.0.1', ...USER })).status).toBe(403)
      expect((await get('/metrics', { [name]: '127.0.0.1', ...ADMIN })).status).toBe(200)
    }
    expect((await server.fetch(new Request('http://localhost/metrics'))).status).toBe(401)
  })

  test('with a token is for its holder and for admins, from wherever', async () => {
    const token = 'a-token-for-the-scraper'
    const { get, lines } = await serve({ metrics: { page: async () => PAGE, token } })
    expect((await get('/metrics', { authorization: `Bearer ${token}` })).status).toBe(200)
    expect((await get('/metrics', ADMIN)).status).toBe(200)
    expect((await get('/metrics', USER)).status).toBe(403)
    for (const sent of [undefined, `Bearer ${token}x`, `Bearer ${token.slice(1)}`, token, `Basic ${token}`, 'Bearer '])
      expect((await get('/metrics', sent === undefined ? {} : { authorization: sent })).status).toBe(401)
    expect((await get(`/metrics?token=${token}`)).status).toBe(401)
    expect(lines.join()).not.toContain(token)
  })

  test('is not there where nobody measures', async () => {
    const { get } = await serve({ metrics: undefined })
    expect((await get('/metrics')).status).toBe(404)
  })
})
