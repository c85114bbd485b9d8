/** Authentication over HTTP, from the settings to the answer: who gets in, and the list of attacks that nobody gets in with. */

import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GraphQLList, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Access, openAccess } from '../src/access/access.ts'
import { createAuthenticator } from '../src/access/authenticate.ts'
import { createTokenVerifier } from '../src/access/jwt.ts'
import { Faults } from '../src/base/errors.ts'
import { createLog } from '../src/base/log.ts'
import { loadConfig } from '../src/config/config.ts'
import { ENGINES } from '../src/engines/index.ts'
import type { ContextRequest } from '../src/server/execution.ts'
import { createServer, type Server, type ServerOptions } from '../src/server/server.ts'
import {
  ATTACKS,
  ec,
  entries,
  hmac,
  ISSUER,
  jwk,
  keys,
  later,
  pem,
  rawClaims,
  rawHeader,
  rsa,
  signed,
  thief,
} from './fixtures/credentials.ts'

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      who: { type: GraphQLString, resolve: (_, __, { principal }: ContextRequest) => principal.id },
      roles: { type: new GraphQLList(GraphQLString), resolve: (_, __, { principal }: ContextRequest) => principal.roles },
    },
  }),
})

let dir: string
let file: string
let asked = 0
let thiefAsked = 0
let published: unknown
const lines: string[] = []
const log = createLog((line) => lines.push(line), 'json')
const closing: (() => unknown)[] = []

async function listen(answer: () => unknown): Promise<string> {
  const server = createHttpServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`
}

interface Running {
  readonly url: string
  readonly server: Server
  readonly access: Access
}

/** A server over these settings, as the gateway would start it. */
async function start(env: Readonly<Record<string, string>>, authenticate?: ServerOptions['authenticate']): Promise<Running> {
  const { config } = loadConfig(env, ENGINES)
  const access = openAccess(config.access, false, log)
  const server = createServer({
    schema,
    contextFor: (request) => request,
    authenticate: authenticate ?? access.authenticate,
    ...{ limits: config.limits, log, host: '127.0.0.1', port: 0, datasources: () => [] },
    graphiql: { title: 'Test', examples: [] },
    protection: { rateLimit: 0 },
  })
  const { url } = await server.listen()
  closing.push(async () => {
    access[Symbol.dispose]()
    await server.close(0)
  })
  return { url, server, access }
}

let strict: Running
let open: Running
let jwksUrl: string

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'switchyard-auth-'))
  file = join(dir, 'keys.json')
  writeFileSync(file, JSON.stringify([entries.ops, entries.reader, entries.old]))
  published = {
    keys: [
      jwk(rsa.publicKey, { kid: 'one', alg: 'RS256' }),
      jwk(ec.publicKey, { kid: 'two', alg: 'ES256' }),
      jwk(rsa.publicKey, { kid: 'bare' }),
    ],
  }
  jwksUrl = await listen(() => {
    asked++
    return published
  })
  thief.url = await listen(() => {
    thiefAsked++
    return { keys: [jwk(thief.publicKey, { kid: 'thief', alg: 'RS256' })] }
  })
  const env = { API_KEYS_FILE: file, JWT_JWKS_URL: jwksUrl, JWT_ISSUER: ISSUER, JWT_AUDIENCE: 'graph' }
  strict = await start({ ...env, AUTH_REQUIRED: 'true' })
  open = await start(env)
})
afterAll(async () => {
  for (const close of closing.reverse()) await close()
  rmSync(dir, { recursive: true, force: true })
})

interface Reply {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: { readonly data?: unknown; readonly errors?: readonly { message: string; extensions: Record<string, unknown> }[] }
}

/** Posts an operation with these header lines, several of one name as they are. */
function post(url: string, headers: readonly (readonly [string, string])[], search = ''): Promise<Reply> {
  const body = JSON.stringify({ query: '{ who roles }' })
  const all = [['host', new URL(url).host], ['content-type', 'application/json'], ['content-length', String(body.length)], ...headers]
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${url}/graphql${search}`, { method: 'POST', headers: all.flat() as unknown as NodeJS.Dict<string> })
    request.once('error', reject)
    request.once('response', (response) => {
      let text = ''
      response.on('data', (chunk) => (text += chunk))
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text || '{}') }))
    })
    request.end(body)
  })
}

const bearer = (credential: string) => [['authorization', `Bearer ${credential}`]] as const
describe('who gets in', () => {
  test.each<[string, () => Promise<readonly (readonly [string, string])[]>, { who: string; roles: readonly string[] }]>([
    ['a key', async () => bearer(keys.ops.key), { who: 'key:ops', roles: ['admin', 'reader'] }],
    ['a key as x-api-key', async () => [['X-Api-Key', keys.reader.key]], { who: 'key:reader', roles: ['reader'] }],
    ['a header in any case', async () => [['AUTHORIZATION', `BEARER ${keys.reader.key}`]], { who: 'key:reader', roles: ['reader'] }],
    ['an RS256 token', async () => bearer(await signed()), { who: 'user:ann', roles: ['reader'] }],
    [
      'an ES256 token',
      async () => bearer(await signed({}, { alg: 'ES256', kid: 'two' }, ec.privateKey)),
      { who: 'user:ann', roles: ['reader'] },
    ],
    ['a token for several', async () => bearer(await signed({ aud: ['x', 'graph'] })), { who: 'user:ann', roles: ['reader'] }],
    [
      'a clock that is a little wrong',
      async () => bearer(await signed({ nbf: later(2), iat: later(2) })),
      { who: 'user:ann', roles: ['reader'] },
    ],
    ['what the attacks below are made of', async () => bearer(rawHeader({ x: 1 })), { who: 'user:ann', roles: ['reader'] }],
    ['and their claims', async () => bearer(rawClaims((text) => text.replace('{', '{"x":1,'))), { who: 'user:ann', roles: ['reader'] }],
    ['a token without roles', async () => bearer(await signed({ roles: undefined })), { who: 'user:ann', roles: [] }],
    ['a token that names itself a key', async () => bearer(await signed({ sub: 'key:ops' })), { who: 'user:key:ops', roles: ['reader'] }],
  ])('%s', async (_, headers, data) => {
    expect((await post(strict.url, await headers())).body).toEqual({ data })
  })

  test('nobody is asked for a credential where none is needed, but one that does not hold is refused', async () => {
    expect((await post(open.url, [])).body).toEqual({ data: { who: 'anonymous', roles: [] } })
    expect((await post(open.url, bearer(keys.ops.key))).body).toEqual({ data: { who: 'key:ops', roles: ['admin', 'reader'] } })
    for (const credential of [keys.revoked.key, 'x', await signed({ exp: later(-60) })])
      expect((await post(open.url, bearer(credential))).status).toBe(401)
  })

  test('without a credential: health, GraphiQL and its assets, where all else needs one', async () => {
    expect((await post(strict.url, [])).status).toBe(401)
    for (const path of ['/livez', '/readyz']) expect((await fetch(strict.url + path)).status).toBe(200)
    const page = await fetch(`${strict.url}/graphql`, { headers: { accept: 'text/html' } })
    expect(page.status).toBe(200)
    const asset = /src="([^"]+)"/.exec(await page.text())?.[1] ?? ''
    expect((await fetch(strict.url + asset)).status).toBe(200)
    expect((await fetch(`${strict.url}/readyz?verbose`)).status).toBe(401)
    expect((await fetch(`${strict.url}/readyz?verbose`, { headers: { 'x-api-key': keys.reader.key } })).status).toBe(403)
    expect((await fetch(`${strict.url}/readyz?verbose`, { headers: { 'x-api-key': keys.ops.key } })).status).toBe(200)
  })
})

describe('nobody gets in with', () => {
  const bodies = new Set<string>()

  test.each(ATTACKS)('%s %s', async (_, __, make) => {
    const credential = await make()
    const { status, headers, body } = await post(strict.url, bearer(credential))
    expect(status).toBe(401)
    expect(headers['www-authenticate']).toBe('Bearer')
    expect(body.data).toBeUndefined()
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['UNAUTHENTICATED'])
    bodies.add(JSON.stringify({ ...body.errors?.[0], extensions: { ...body.errors?.[0]?.extensions, requestId: '' } }))
    expect(bodies.size).toBe(1)
    expect(lines.join('\n')).not.toContain(credential.length > 20 ? credential.slice(-20) : credential)
  })

  test('S44 a kid of a megabyte, which no server reads', async () => {
    const credential = await signed({}, { kid: 'x'.repeat(1_000_000) })
    const { status } = await strict.server.fetch(
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${credential}` },
        body: '{"query":"{ who }"}',
      }),
    )
    expect(status).toBe(401)
    await post(strict.url, bearer(credential)).then(
      (reply) => expect(reply.status).toBe(431),
      (error: NodeJS.ErrnoException) => expect(['ECONNRESET', 'EPIPE']).toContain(error.code),
    )
    expect((await post(strict.url, bearer(keys.ops.key))).status).toBe(200)
  })

  test('S49 a credential in the URL, and it is not logged', async () => {
    for (const search of [`?access_token=${await signed()}`, `?api_key=${keys.ops.key}`, `?authorization=Bearer%20${keys.ops.key}`]) {
      expect((await post(strict.url, [], search)).status).toBe(401)
      expect((await post(open.url, [], search)).body).toEqual({ data: { who: 'anonymous', roles: [] } })
    }
    expect(lines.join('\n')).not.toContain(keys.ops.key.slice(8))
  })

  test.each<[string, () => Promise<readonly (readonly [string, string])[]>]>([
    ['S52 a key and a token', async () => [...bearer(await signed()), ['x-api-key', keys.ops.key]]],
    ['S52 two keys in two headers', async () => [...bearer(keys.reader.key), ['x-api-key', keys.ops.key]]],
    ['S54 the same key in two headers', async () => [...bearer(keys.ops.key), ['x-api-key', keys.ops.key]]],
    ['S54 two authorization headers, the right one first', async () => [...bearer(keys.ops.key), ...bearer('x')]],
    ['S54 two authorization headers, the right one last', async () => [...bearer('x'), ['Authorization', `Bearer ${keys.ops.key}`]]],
    ['S54 two authorization headers, both right', async () => [...bearer(keys.ops.key), ...bearer(keys.ops.key)]],
    [
      'S54 two x-api-key headers',
      async () => [
        ['x-api-key', keys.ops.key],
        ['X-API-KEY', keys.reader.key],
      ],
    ],
    ['S54 a list of keys', async () => [['x-api-key', `${keys.ops.key},${keys.reader.key}`]]],
    ['S54 a list of credentials', async () => [['authorization', `Bearer ${await signed()}, Bearer ${keys.ops.key}`]]],
    ['S54 underscores', async () => [['x_api_key', keys.ops.key]]],
    ['S54 a proxy’s header', async () => [['proxy-authorization', `Bearer ${keys.ops.key}`]]],
    ['S54 a cookie', async () => [['cookie', `authorization=Bearer ${keys.ops.key}`]]],
    ['S54 another scheme', async () => [['authorization', `Basic ${Buffer.from(`ops:${keys.ops.key}`).toString('base64')}`]]],
    ['S54 a scheme alone', async () => [['authorization', 'Bearer']]],
    ['S54 nothing', async () => [['authorization', '']]],
  ])('%s', async (_, headers) => {
    const { status, headers: answered, body } = await post(strict.url, await headers())
    expect(status).toBe(401)
    expect(answered['www-authenticate']).toBe('Bearer')
    expect(body.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  test('S53 headers that name a user or roles', async () => {
    const names = [
      'x-user-id',
      'x-user-role',
      'x-roles',
      'x-role',
      'x-hasura-role',
      'x-hasura-user-id',
      'x-hasura-admin-secret',
      'x-forwarded-user',
      'remote-user',
    ]
    const headers = names.map((name) => [name, 'admin'] as const)
    expect((await post(strict.url, headers)).status).toBe(401)
    expect((await post(open.url, headers)).body).toEqual({ data: { who: 'anonymous', roles: [] } })
    expect((await post(strict.url, [...headers, ...bearer(keys.reader.key)])).body).toEqual({
      data: { who: 'key:reader', roles: ['reader'] },
    })
  })

  test('and the thief’s server was never asked, and none of it was a fault of ours', () => {
    expect(thiefAsked).toBe(0)
    expect(lines.filter((line) => JSON.parse(line).level === 'error')).toEqual([])
    // The servers that were started fetch the keys once each; invented kids have a fetch per cooldown, which is half a minute.
    expect(asked).toBeLessThan(10)
  })
})

test('S46 over HTTP: keys rotate, invented kids cost one fetch, and the issuer may be down', async () => {
  let body: unknown = published
  let fetched = 0
  const url = await listen(() => {
    fetched++
    return body
  })
  const settings = {
    issuer: ISSUER,
    audience: ['graph'],
    algorithms: ['RS256', 'ES256'],
    rolesClaim: 'roles',
    typ: undefined,
    clockTolerance: 5,
  }
  const timing = { timeout: 10_000, maxAge: 3_600_000, outage: 3_600_000 }
  const serve = (cooldown: number) => {
    const tokens = createTokenVerifier({ ...settings, key: { kind: 'jwks', url } }, log, { ...timing, cooldown })
    return start({}, createAuthenticator({ required: true, keys: undefined, tokens, log }))
  }
  const eager = await serve(0)
  const next = generateKeyPairSync('rsa', { modulusLength: 2048 })
  expect((await post(eager.url, bearer(await signed()))).status).toBe(200)
  body = { keys: [jwk(next.publicKey, { kid: 'next', alg: 'RS256' })] }
  expect((await post(eager.url, bearer(await signed({}, { kid: 'next' }, next.privateKey)))).status).toBe(200)
  expect((await post(eager.url, bearer(await signed()))).status).toBe(401)
  body = 'not a set of keys'
  expect((await post(eager.url, bearer(await signed({}, { kid: 'invented' }, next.privateKey)))).status).toBe(401)
  expect((await post(eager.url, bearer(await signed({}, { kid: 'next' }, next.privateKey)))).status).toBe(200)

  body = published
  const patient = await serve(3_600_000)
  fetched = 0
  const storm = await Promise.all(
    Array.from({ length: 100 }, async (_, i) => post(patient.url, bearer(await signed({}, { kid: `invented-${i}` })))),
  )
  expect(new Set(storm.map(({ status }) => status))).toEqual(new Set([401]))
  expect(fetched).toBe(1)
  expect((await post(patient.url, bearer(await signed()))).status).toBe(200)
})

test('S50 a key that is taken out of the file is refused without a restart, a new one is taken', async () => {
  writeFileSync(file, JSON.stringify([entries.ops, entries.revoked]))
  await vi.waitFor(async () => expect((await post(open.url, bearer(keys.revoked.key))).status).toBe(200), {
    timeout: 30_000,
    interval: 250,
  })
  writeFileSync(file, JSON.stringify([entries.ops]))
  await vi.waitFor(async () => expect((await post(open.url, bearer(keys.revoked.key))).status).toBe(401), {
    timeout: 30_000,
    interval: 250,
  })
  expect((await post(open.url, bearer(keys.ops.key))).status).toBe(200)
})

test('JWT_TYP, a secret and a public key, from the settings', async () => {
  const secret = 'a shared secret with at least 32 bytes'
  const bySecret = await start({
    JWT_SECRET: secret,
    JWT_ISSUER: ISSUER,
    JWT_AUDIENCE: '*',
    JWT_TYP: 'at+jwt',
    AUTH_REQUIRED: 'true',
  })
  expect((await post(bySecret.url, bearer(hmac(secret, { typ: 'at+jwt' })))).status).toBe(200)
  expect((await post(bySecret.url, bearer(hmac(secret)))).status).toBe(401)
  expect((await post(bySecret.url, bearer(hmac(secret, { typ: 'JWT' })))).status).toBe(401)
  expect((await post(bySecret.url, bearer(await signed({}, { typ: 'at+jwt' })))).status).toBe(401)
  const oneLine = pem(rsa.publicKey).replaceAll('\n', '\\n')
  const byKey = await start({
    JWT_PUBLIC_KEY: oneLine,
    JWT_ISSUER: '*',
    JWT_AUDIENCE: 'graph',
    JWT_ROLES_CLAIM: 'realm_access.roles',
  })
  const { body } = await post(byKey.url, bearer(await signed({ iss: 'anybody', realm_access: { roles: ['x'] } })))
  expect(body).toEqual({ data: { who: 'user:ann', roles: ['x'] } })
  expect((await post(byKey.url, bearer(hmac(pem(rsa.publicKey))))).status).toBe(401)
})

describe('settings', () => {
  const faults = (env: Readonly<Record<string, string>>): readonly string[] => {
    try {
      loadConfig(env, ENGINES)
    } catch (error) {
      if (error instanceof Faults) return error.faults
      throw error
    }
    return []
  }
  const KEYS = { API_KEYS: '[]' }
  const WHO = { JWT_ISSUER: ISSUER, JWT_AUDIENCE: 'graph' }
  const SECRET = 'a secret with at least thirty-two bytes'

  test.each<[string, Record<string, string>, readonly RegExp[]]>([
    ['production wants a word', { NODE_ENV: 'production' }, [/^AUTH_REQUIRED is not set.*AUTH_REQUIRED=true.*AUTH_REQUIRED=false/]],
    ['either word will do', { NODE_ENV: 'production', AUTH_REQUIRED: 'false' }, []],
    ['required without anything to get in with', { AUTH_REQUIRED: 'true' }, [/^AUTH_REQUIRED is true, but .*keys create/]],
    ['required with keys', { AUTH_REQUIRED: 'true', ...KEYS }, []],
    ['required with a file of keys that is not there', { AUTH_REQUIRED: 'true', API_KEYS_FILE: '/nowhere' }, [/^API_KEYS_FILE .*ENOENT/]],
    ['keys twice', { ...KEYS, API_KEYS_FILE: '/nowhere' }, [/^API_KEYS and API_KEYS_FILE/]],
    ['tokens without issuer and audience', { JWT_SECRET: SECRET }, [/^JWT_ISSUER is not set.*\*/, /^JWT_AUDIENCE is not set.*\*/]],
    ['any issuer and audience, said so', { JWT_SECRET: SECRET, JWT_ISSUER: '*', JWT_AUDIENCE: '*' }, []],
    [
      'nothing to check tokens with',
      { ...WHO, JWT_TYP: 'x' },
      [/^JWT_ISSUER, JWT_AUDIENCE, JWT_TYP: there is nothing to check tokens with/],
    ],
    ['a key in a file that is not there', { ...WHO, JWT_SECRET_FILE: '/nowhere' }, [/^JWT_SECRET_FILE/]],
    ['two kinds of key', { ...WHO, JWT_SECRET: SECRET, JWT_PUBLIC_KEY: 'x' }, [/^JWT_PUBLIC_KEY and JWT_SECRET are both set/]],
    ['a short secret', { ...WHO, JWT_SECRET: 'short-secret-canary' }, [/^JWT_SECRET must have at least 32 bytes/]],
    ['a secret shorter than its hash', { ...WHO, JWT_SECRET: SECRET, JWT_ALGORITHMS: 'HS512' }, [/at least 64 bytes/]],
    ['a secret for two algorithms', { ...WHO, JWT_SECRET: SECRET, JWT_ALGORITHMS: 'HS256,HS384' }, [/Name one/]],
    ['a secret with a public algorithm', { ...WHO, JWT_SECRET: SECRET, JWT_ALGORITHMS: 'RS256' }, [/with JWT_SECRET there are HS256/]],
    [
      'published keys with a secret algorithm',
      { ...WHO, JWT_JWKS_URL: 'https://id/x', JWT_ALGORITHMS: 'RS256,HS256' },
      [/with a public key there are RS256/],
    ],
    ['no algorithm', { ...WHO, JWT_JWKS_URL: 'https://id/x', JWT_ALGORITHMS: 'none' }, [/^JWT_ALGORITHMS/]],
    ['an empty list', { ...WHO, JWT_JWKS_URL: 'https://id/x', JWT_ALGORITHMS: ',' }, [/^JWT_ALGORITHMS/]],
    ['plain HTTP', { ...WHO, JWT_JWKS_URL: 'http://id.example.org/x' }, [/^JWT_JWKS_URL .*https/]],
    ['plain HTTP that looks like this machine', { ...WHO, JWT_JWKS_URL: 'http://127.0.0.1.example.org/x' }, [/^JWT_JWKS_URL .*https/]],
    ['a file', { ...WHO, JWT_JWKS_URL: 'file:///etc/passwd' }, [/^JWT_JWKS_URL .*https/]],
    ['no URL', { ...WHO, JWT_JWKS_URL: 'x' }, [/^JWT_JWKS_URL .*URL/]],
    ['a password in the URL', { ...WHO, JWT_JWKS_URL: 'https://a:b@id/x' }, [/^JWT_JWKS_URL .*password/]],
    ['too much tolerance', { JWT_CLOCK_TOLERANCE: '31' }, [/^JWT_CLOCK_TOLERANCE/]],
  ])('%s', (_, env, expected) => {
    const found = faults(env)
    expect(found).toHaveLength(expected.length)
    for (const [i, pattern] of expected.entries()) expect(found[i]).toMatch(pattern)
    expect(found.join()).not.toContain('canary')
  })

  test('are printed without their secrets', async () => {
    const { printConfig } = await import('../src/config/print.ts')
    const { config, secretVariables } = loadConfig({ ...WHO, API_KEYS: JSON.stringify([entries.ops]), JWT_SECRET: SECRET }, ENGINES)
    const text = printConfig(config, 'text')
    expect(text).toMatch(/AUTH_REQUIRED += "false"/)
    expect(text).toMatch(/JWT_ALGORITHMS += "HS256"/)
    for (const secret of [SECRET, keys.ops.sha256]) expect(text).not.toContain(secret)
    expect([...secretVariables].sort()).toEqual(['API_KEYS', 'JWT_SECRET'])
  })
})

test('the file of keys stands in no answer and no line of the log', () => {
  const { sha256 } = JSON.parse(readFileSync(file, 'utf8'))[0]
  expect(lines.length).toBeGreaterThan(0)
  for (const secret of [sha256, keys.ops.key, keys.reader.key]) expect(lines.join('\n')).not.toContain(secret.slice(10))
})
