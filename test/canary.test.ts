/** A canary in every secret that the configuration knows: it must be in no answer, no line of the log, no figure, no file. */

import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type GraphQLNamedType, getNamedType, isObjectType, isRequiredArgument } from 'graphql'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeKey } from '../src/access/keys.ts'
import { Faults } from '../src/base/errors.ts'
import { createLog } from '../src/base/log.ts'
import { loadConfig } from '../src/config/config.ts'
import { printConfig } from '../src/config/print.ts'
import { ENGINES } from '../src/engines/index.ts'
import { explain, type Gateway, openGateway } from '../src/gateway.ts'
import { openObservation } from '../src/observation.ts'
import { createServer } from '../src/server/server.ts'

/** Every canary ever made, by what it stands in. The middle has what URLs, JSON and shells write otherwise; both ends survive any of it. */
const canaries = new Map<string, string>()
function canary(what: string): string {
  const [head, tail] = [randomBytes(8).toString('hex'), randomBytes(8).toString('hex')]
  canaries.set(`${what}, its head`, `cHEAD${head}`)
  canaries.set(`${what}, its tail`, `cTAIL${tail}`)
  return `cHEAD${head} @:/?#%+"ü${`cTAIL${tail}`}`
}
/** What is no secret, but no business of a client: where databases are and who logs in. */
const places = new Map<string, string>()
function place(what: string): string {
  const text = `place${randomBytes(8).toString('hex')}`
  places.set(what, text)
  return text
}

/** Which of these stand in a text, in clear or in base64. */
function found(text: string, secrets: ReadonlyMap<string, string>): string[] {
  const lower = text.toLowerCase()
  return [...secrets]
    .filter(([, secret]) => lower.includes(secret.toLowerCase()) || base64(secret).some((form) => text.includes(form)))
    .map(([what]) => what)
}
/** The base64 of a longer text holds one of these, whichever byte the secret begins at. */
function base64(secret: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)])
    return bytes
      .subarray(0, bytes.length - (bytes.length % 3))
      .toString('base64')
      .slice(before === 0 ? 0 : 4)
  })
}

test('the search finds what it looks for', () => {
  const secret = canary('a trial')
  for (const text of [
    secret,
    `x${JSON.stringify(secret)}`,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    Buffer.from(`u:${secret}`).toString('base64'),
  ])
    expect(found(text, canaries).length, text).toBeGreaterThan(0)
  expect(found('nothing', canaries)).toEqual([])
})

/** A server of PostgreSQL's protocol that asks for the password in clear and then tells it everybody, as bad drivers and proxies do. */
function startTeller(told: string[]): Promise<TcpServer> {
  const answer = (socket: Socket, type: string, body: Buffer): void => {
    const length = Buffer.alloc(4)
    length.writeInt32BE(body.length + 4)
    socket.write(Buffer.concat([Buffer.from(type), length, body]))
  }
  const server = createTcpServer((socket) => {
    let greeted = false
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes) => {
      if (!greeted) {
        greeted = true
        answer(socket, 'R', Buffer.from([0, 0, 0, 3]))
      } else {
        const password = bytes.subarray(5, -1).toString()
        told.push(password)
        const message = `password authentication failed: "${password}", ${encodeURIComponent(password)}, ${Buffer.from(`me:${password}`).toString('base64')}`
        answer(socket, 'E', Buffer.from(`SFATAL\0C28P01\0M${message}\0D${message}\0\0`))
        socket.end()
      }
    })
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

const ISSUER = 'https://id.example.org/'
let dir: string
let teller: TcpServer
const told: string[] = []
let env: Readonly<Record<string, string>>
let adminKey: string
let jwtSecret: string
let metricsToken: string

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'switchyard-canary-'))
  teller = await startTeller(told)
  const made = makeKey('ops')
  adminKey = made.key
  canaries.set('the admin key', adminKey.slice(-30))
  canaries.set('the hash of the admin key', made.sha256)
  jwtSecret = canary('JWT_SECRET')
  metricsToken = `${randomBytes(12).toString('hex')}`
  canaries.set('METRICS_TOKEN', metricsToken)
  const inUrl = encodeURIComponent(canary('the password in a connection string'))
  const PORT = String((teller.address() as AddressInfo).port)
  env = {
    DATA_DIR: dir,
    NODE_ENV: 'production',
    AUTH_REQUIRED: 'false',
    ECHO: 'true',
    ACCESS_LOG: 'true',
    SLOW_OPERATION: '1',
    GRAPHIQL: 'true',
    SECRET_KEY: canary('SECRET_KEY'),
    API_KEYS: JSON.stringify([{ id: 'ops', sha256: made.sha256, roles: ['admin', 'admin:sql'] }]),
    JWT_SECRET: jwtSecret,
    JWT_ISSUER: ISSUER,
    JWT_AUDIENCE: 'graph',
    METRICS_TOKEN: metricsToken,
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    OTEL_EXPORTER_OTLP_HEADERS: `api-key=${encodeURIComponent(canary('OTEL_EXPORTER_OTLP_HEADERS').replace('ü', ''))}`,
    // A login that is refused, by a server that tells the password.
    DATABASES__users_db__DB_TYPE: 'postgres',
    DATABASES__users_db__DB_PORT: PORT,
    DATABASES__users_db__DB_USER: place('a user'),
    DATABASES__users_db__DB_PASSWORD: canary('DB_PASSWORD'),
    DATABASES__users_db__DB_NAME: place('a database'),
    DATABASES__users_db__ADMIN_SQL__USER: place('an admin user'),
    DATABASES__users_db__ADMIN_SQL__PASSWORD: canary('ADMIN_SQL__PASSWORD'),
    // A port where nobody listens.
    DATABASES__products_db__CONNECTION_STRING: `mysql://${place('a user in a connection string')}:${inUrl}@127.0.0.1:1/${place('a database in a connection string')}`,
    // A key for TLS that is none.
    DATABASES__main__DB_TYPE: 'postgres',
    DATABASES__main__DB_HOST: '127.0.0.1',
    DATABASES__main__DB_PORT: PORT,
    DATABASES__main__DB_NAME: place('another database'),
    DATABASES__main__DB_PASSWORD: canary('another DB_PASSWORD'),
    DATABASES__main__SSL__MODE: 'insecure',
    DATABASES__main__SSL__CERT: '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----',
    DATABASES__main__SSL__KEY: canary('SSL__KEY'),
    // A name that nobody knows, and engines whose drivers quote what they were given.
    DATABASES__far__DB_TYPE: 'mariadb',
    DATABASES__far__DB_HOST: `${place('a host')}.invalid`,
    DATABASES__far__DB_NAME: 'x',
    DATABASES__far__DB_PASSWORD: canary('the password of a far server'),
    DATABASES__documents__CONNECTION_STRING: `mongodb://${place('a user of MongoDB')}:${encodeURIComponent(canary('the password of MongoDB'))}@127.0.0.1:1/x`,
    DATABASES__reports__DB_TYPE: 'sqlserver',
    DATABASES__reports__DB_PORT: '1',
    DATABASES__reports__DB_NAME: 'x',
    DATABASES__reports__DB_USER: 'x',
    DATABASES__reports__DB_PASSWORD: canary('the password of SQL Server'),
  }
})
afterAll(async () => {
  await new Promise((resolve) => teller.close(resolve))
  rmSync(dir, { recursive: true, force: true })
})

test('every secret that the configuration knows has a canary here', () => {
  const { config, secretVariables } = loadConfig(env, ENGINES)
  const ofDatasources = [...config.datasources.values()].flatMap(({ effective }) => effective)
  const flat = config.effective.filter(({ secret }) => secret).map(({ name }) => name)
  expect(flat.sort()).toEqual(['API_KEYS', 'JWT_SECRET', 'METRICS_TOKEN', 'OTEL_EXPORTER_OTLP_HEADERS', 'SECRET_KEY'])
  const unset = config.effective.filter(({ secret, value }) => secret && value === undefined).map(({ name }) => name)
  expect(unset).toEqual([])
  const options = new Set(
    ENGINES.flatMap((engine) => Object.entries(engine.options).flatMap(([key, option]) => (option.secret ? [key] : []))),
  )
  for (const key of options)
    expect(
      ofDatasources.some(({ name, secret, value }) => secret && value !== undefined && name.endsWith(`__${key}`)),
      key,
    ).toBe(true)
  // Those are taken out of the process's environment once they are read.
  const holding = Object.keys(env).filter((name) => found(env[name] ?? '', canaries).length > 0)
  expect([...secretVariables].sort()).toEqual(holding.sort())
})

/** A selection of every field below a type that wants no arguments, so that a new one is asked for too. */
function everything(type: GraphQLNamedType, depth: number): string {
  if (!isObjectType(type)) return ''
  const fields = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument)) return []
    const below = getNamedType(field.type)
    if (!isObjectType(below)) return [field.name]
    return depth === 0 ? [] : [`${field.name} ${everything(below, depth - 1)}`]
  })
  return `{ ${fields.join(' ')} }`
}

interface Seen {
  /** Answers to whoever is no admin. */
  readonly open: string[]
  readonly admin: string[]
  readonly log: string[]
}

/** Everything that a gateway says while it is asked good and bad things by all sorts of callers. */
async function listenTo(format: 'json' | 'text'): Promise<Seen> {
  const seen: Seen = { open: [], admin: [], log: [] }
  const log = createLog((line) => seen.log.push(line), format)
  const gateway = await openGateway(env, {
    log,
    onStatement: (datasource, text) => log.info('Statement.', { datasource, text: String(text) }),
  })
  const observation = openObservation(gateway, log)
  const { config } = gateway
  const server = createServer({
    schema: gateway.schema,
    contextFor: (request) => gateway.contextFor(request),
    authenticate: gateway.access.authenticate,
    ...{ limits: config.limits, log, host: '127.0.0.1', port: 0, protection: config.protection, persisted: config.persisted },
    graphiql: config.graphiql && { title: 'Test', examples: gateway.user.examples },
    ...observation,
  })
  const { url } = await server.listen()
  gateway.monitor.start()
  try {
    await askAll(url, gateway, seen)
  } finally {
    await server.close(5_000)
    await gateway[Symbol.asyncDispose]()
    await observation[Symbol.asyncDispose]()
  }
  return seen
}

async function askAll(url: string, gateway: Gateway, seen: Seen): Promise<void> {
  const ask = async (into: string[], path: string, init: RequestInit = {}) => {
    const response = await fetch(url + path, init)
    into.push(`${JSON.stringify([...response.headers])}\n${await response.text()}`)
  }
  const post = (into: string[], body: unknown, headers: Record<string, string> = {}) =>
    ask(into, '/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const admin = { authorization: `Bearer ${adminKey}` }
  const token = await new SignJWT({ sub: 'ann', iss: ISSUER, aud: 'graph', roles: ['reader'], exp: Math.floor(Date.now() / 1000) + 300 })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(Buffer.from(jwtSecret))
  canaries.set('a token', token.slice(-30))
  const bearer = { authorization: `Bearer ${token}` }
  const reads = '{ orders(first: 1) { nodes { id customer { companyName } } } customers { totalCount } products { totalCount } }'
  // Twice, because what fails first and what fails later is told otherwise.
  for (let i = 0; i < 2; i++) {
    await post(seen.open, { query: reads })
    await post(seen.open, { query: reads }, bearer)
  }
  const bad: readonly unknown[] = [
    '{',
    'null',
    { query: '{' },
    { query: '{ nothing }' },
    { query: '{ orders(first: "x") { totalCount } }' },
    { query: '{ orders(after: "AAAA") { totalCount } }' },
    { query: 'query($n: Int) { orders(first: $n) { totalCount } }', variables: { n: {} } },
    { query: '{ admin { datasources { name settings { name value } } } }' },
    { query: 'mutation { executeQuery(datasource: "users_db", query: "select 1") { rows } }' },
  ]
  for (const body of bad) for (const headers of [{}, bearer]) await post(seen.open, body, headers)
  for (const headers of [
    { authorization: `Bearer ${adminKey}x` },
    { authorization: `Bearer ${token}x` },
    { ...bearer, 'x-api-key': adminKey },
    { authorization: `Basic ${adminKey}` },
  ])
    await post(seen.open, { query: reads }, headers)
  await ask(seen.open, `/graphql?access_token=${token}&key=${adminKey}`, { headers: { accept: 'text/html' } })
  const page = seen.open.at(-1) ?? ''
  const start = /src="([^"]*start[^"]*)"/.exec(page)?.[1]
  expect(start).toBeDefined()
  await ask(seen.open, start ?? '')
  for (const path of ['/readyz', '/readyz/users_db', '/readyz?verbose', '/metrics', '/nothing']) {
    await ask(seen.open, path)
    await ask(seen.open, path, { headers: { authorization: 'Bearer wrong' } })
    await ask(seen.admin, path, { headers: admin })
  }
  await ask(seen.admin, '/metrics', { headers: { authorization: `Bearer ${metricsToken}` } })
  const type = gateway.schema.getType('Admin')
  if (type === undefined) throw new Error('there is no admin side')
  await post(seen.admin, { query: `{ admin ${everything(type, 3)} }` }, admin)
  for (const datasource of gateway.registry.names) {
    const query = 'mutation($datasource: String!) { executeQuery(datasource: $datasource, query: "select 1") { __typename } }'
    await post(seen.admin, { query, variables: { datasource } }, admin)
  }
  await post(
    seen.admin,
    { query: 'query($o: String!) { admin { explain(operation: $o) { __typename } } }', variables: { o: reads } },
    admin,
  )
  await post(seen.admin, { query: reads }, admin)
}

describe.each(['json', 'text'] as const)('a gateway whose log is %s', (format) => {
  let seen: Seen
  beforeAll(async () => {
    seen = await listenTo(format)
  })

  test('was asked enough to give its secrets away', () => {
    // The server that tells the password was given it, what it told was logged, and who asked for all of it was answered.
    expect(told.length).toBeGreaterThan(0)
    expect(seen.log.join('\n')).toMatch(/password authentication failed/)
    const answers = seen.admin.join('\n')
    for (const sign of [/"settings":\[/, /"backup":\{/, /"health":\{/, /db_client|switchyard_/]) expect(answers).toMatch(sign)
    expect(seen.open.join('\n')).toMatch(/DATASOURCE_UNAVAILABLE/)
    expect(seen.open.join('\n')).toMatch(/UNAUTHENTICATED/)
  })

  test('has no secret in any answer', () => {
    for (const answer of [...seen.open, ...seen.admin]) expect(found(answer, canaries), answer.slice(0, 2_000)).toEqual([])
  })

  test('has no secret in any line of its log', () => {
    for (const line of seen.log) expect(found(line, canaries), line).toEqual([])
  })

  test('tells nobody but admins where its databases are and who logs in', () => {
    for (const answer of seen.open) expect(found(answer, places), answer.slice(0, 2_000)).toEqual([])
  })
})

test('no file that it keeps has one', () => {
  const kept = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(dir, name)).isFile())
  expect(kept).toContain('audit.jsonl')
  for (const name of kept) expect(found(readFileSync(join(dir, name), 'latin1'), canaries), name).toEqual([])
})

test('what is printed of the configuration has none', () => {
  const { config, notices } = loadConfig(env, ENGINES)
  for (const format of ['text', 'json'] as const) expect(found(printConfig(config, format), canaries)).toEqual([])
  expect(found(notices.join('\n'), canaries)).toEqual([])
})

test('no fault has one, whatever is wrong beside it', async () => {
  const faultsOf = async (broken: Readonly<Record<string, string>>): Promise<string> => {
    try {
      await using _ = await openGateway(broken)
    } catch (error) {
      if (error instanceof Faults) return explain(error)
      throw error
    }
    return ''
  }
  const holding = Object.keys(env).filter((name) => found(env[name] ?? '', canaries).length > 0)
  const broken: Readonly<Record<string, string>>[] = [
    { ...env, PORT: 'x' },
    { ...env, JWT_PUBLIC_KEY: 'x' },
    { ...env, JWT_ALGORITHMS: 'none' },
    { ...env, DATABASES__users_db__DB_TYPE: 'postgers' },
    { ...env, DATABASES__users_db__DB_PASWORD: env.DATABASES__users_db__DB_PASSWORD ?? '' },
    { ...env, MODEL_ROUTING: env.SECRET_KEY ?? '' },
    { ...env, SCHEMA_DIR: join(dir, 'nowhere') },
    // Each secret where it does not belong, and each followed by what breaks it.
    ...holding.flatMap((name) => [
      { ...env, [name]: `${env[name]}\u0000`, PORT: 'x' },
      { ...env, [`${name}_FILE`]: '/nowhere' },
      { ...env, PORT: env[name] ?? '', NODE_ENV: env[name] ?? '' },
    ]),
    ...holding
      .filter((name) => name.endsWith('CONNECTION_STRING'))
      .flatMap((name) => [
        { ...env, [name]: `${env[name]}?nothing=1` },
        { ...env, [name]: (env[name] ?? '').replace(':1/', ':port/') },
        { ...env, [name]: (env[name] ?? '').replace('://', ':/') },
        { ...env, [name]: decodeURIComponent(env[name] ?? '') },
      ]),
    { ...env, API_KEYS: (env.API_KEYS ?? '').slice(1) },
    { ...env, API_KEYS: (env.API_KEYS ?? '').replace('"roles"', `"${adminKey}"`) },
  ]
  let failed = 0
  for (const each of broken) {
    const text = await faultsOf(each)
    if (text !== '') failed++
    expect(found(text, canaries), text).toEqual([])
  }
  expect(failed).toBeGreaterThan(broken.length / 2)
})
