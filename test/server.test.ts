/** The server room: the front's checks, document limits, masking, health, deadlines, GraphiQL's assets and draining. */

import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  GraphQLError,
  GraphQLInt,
  GraphQLList,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  getIntrospectionQuery,
  parse,
} from 'graphql'
import { afterEach, describe, expect, it } from 'vitest'
import { ANONYMOUS } from '../src/access/principal.ts'
import { GatewayError } from '../src/base/errors.ts'
import { createLog } from '../src/base/log.ts'
import type { ContextRequest } from '../src/server/execution.ts'
import { DEFAULT_DOCUMENT_LIMITS, exceededLimit, measureDocument, valueDepth } from '../src/server/limits.ts'
import { createServer, type Server, type ServerOptions } from '../src/server/server.ts'

const SECRET = 'secret postgres://u:pw@h/db'

const Faulty = new GraphQLScalarType({
  name: 'Faulty',
  parseValue: () => {
    throw new Error(SECRET)
  },
  parseLiteral: () => {
    throw new Error(SECRET)
  },
})

const Node: GraphQLObjectType = new GraphQLObjectType({
  name: 'Node',
  fields: () => ({
    id: { type: GraphQLInt, resolve: async () => 1 },
    self: { type: Node, resolve: () => ({}) },
    all: { type: new GraphQLList(Node), resolve: () => [{}, {}] },
    missing: {
      type: GraphQLString,
      resolve: () => new GatewayError('DATASOURCE_UNAVAILABLE', 'users_db is down.', { datasource: 'users_db' }),
    },
    broken: {
      type: GraphQLString,
      resolve: () => {
        throw new Error(SECRET)
      },
    },
    thrown: {
      type: GraphQLString,
      resolve: () => {
        throw SECRET
      },
    },
    coded: {
      type: GraphQLString,
      resolve: () => {
        throw new GraphQLError('Not for you.', { extensions: { code: 'FORBIDDEN' } })
      },
    },
    uncoded: {
      type: GraphQLString,
      resolve: () => {
        throw new GraphQLError(SECRET)
      },
    },
    number: { type: GraphQLInt, resolve: () => SECRET },
    hang: {
      type: GraphQLString,
      resolve: () => {
        begun++
        return new Promise(() => {})
      },
    },
    slow: {
      type: GraphQLString,
      args: { ms: { type: GraphQLInt } },
      resolve: (_, { ms }) => {
        begun++
        return sleep(ms, 'done')
      },
    },
    untilCancelled: {
      type: GraphQLString,
      resolve: (_, __, { signal }: ContextRequest) => {
        begun++
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
        })
      },
    },
    who: { type: GraphQLString, resolve: (_, __, { principal }: ContextRequest) => principal.id },
    echo: {
      type: GraphQLString,
      args: { text: { type: GraphQLString }, faulty: { type: Faulty } },
      resolve: (_, { text }) => text,
    },
  }),
})

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: () => Node.toConfig().fields }),
  mutation: new GraphQLObjectType({ name: 'Mutation', fields: { hang: { type: GraphQLString, resolve: () => new Promise(() => {}) } } }),
})

/** Fields that take their time, so far. */
let begun = 0
/** Resolves when another one is being worked at; call it right after asking. */
const another = () => {
  const before = begun
  return expect.poll(() => begun).toBeGreaterThan(before)
}

const limits = { maxBodyBytes: 256 * 1024, maxTokens: 2_000, maxDepth: 15, maxRootFields: 20, requestTimeout: 10_000 }

interface Made {
  readonly server: Server
  readonly lines: string[]
}

const servers: Server[] = []

function make(options: Partial<ServerOptions> = {}): Made {
  const lines: string[] = []
  const server = createServer({
    schema,
    contextFor: (request) => request,
    authenticate: () => ANONYMOUS,
    limits,
    log: createLog((line) => lines.push(line), 'json'),
    host: '127.0.0.1',
    port: 0,
    graphiql: { title: 'Switchyard', examples: [{ name: 'First', query: '{ id }', variables: { a: '</script>' } }] },
    datasources: () => [],
    ...options,
  })
  servers.push(server)
  return { server, lines }
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close(0)))
})

interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: {
    readonly data?: unknown
    readonly errors?: { message: string; path?: unknown; locations?: unknown; extensions: Record<string, unknown> }[]
  }
}

async function post(server: Server, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  return read(
    await server.fetch(
      new Request('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    ),
  )
}

async function read(response: Response): Promise<Reply> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} }
}

const codes = (reply: Reply) => (reply.body.errors ?? []).map((error) => error.extensions.code)

describe('the front', () => {
  it('serves a query, with the request id in the header', async () => {
    const { server } = make()
    const reply = await post(server, { query: '{ id }' })
    expect(reply.body).toEqual({ data: { id: 1 } })
    expect(reply.status).toBe(200)
    expect(reply.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
    expect(reply.headers.get('cache-control')).toBe('no-store')
    const named = await post(server, { query: '{ id }' }, { 'x-request-id': 'abc-1' })
    expect(named.headers.get('x-request-id')).toBe('abc-1')
    const forged = await post(server, { query: '{ id }' }, { 'x-request-id': 'a b"c' })
    expect(forged.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
  })

  it('refuses what is not a JSON object with one query', async () => {
    const { server } = make()
    const cases: [unknown, number, string][] = [
      ['CANARY{', 400, 'BAD_USER_INPUT'],
      ['', 400, 'BAD_USER_INPUT'],
      ['null', 400, 'BAD_USER_INPUT'],
      ['"text"', 400, 'BAD_USER_INPUT'],
      [[{ query: '{ id }' }, { query: '{ id }' }], 400, 'BAD_USER_INPUT'],
      [{}, 400, 'BAD_USER_INPUT'],
      [{ query: 1 }, 400, 'BAD_USER_INPUT'],
      [{ query: '{ id }', variables: [] }, 400, 'BAD_USER_INPUT'],
      [{ query: '{ id }', variables: 'x' }, 400, 'BAD_USER_INPUT'],
      [{ query: '{ id }', operationName: 1 }, 400, 'BAD_USER_INPUT'],
      [{ query: '{ id }', operationName: 'Nope' }, 400, 'BAD_USER_INPUT'],
      [{ query: 'query A { id } query B { id }' }, 400, 'BAD_USER_INPUT'],
      [{ query: 'fragment F on Query { id }' }, 400, 'BAD_USER_INPUT'],
      [{ query: 'subscription { id }' }, 400, 'QUERY_UNSUPPORTED'],
      [{ query: 'query ($a: Int!) { slow(ms: $a) }', variables: { a: 'x' } }, 400, 'BAD_USER_INPUT'],
      [{ query: 'query ($a: Int!) { slow(ms: $a) }' }, 400, 'BAD_USER_INPUT'],
      [{ query: '' }, 200, 'GRAPHQL_PARSE_FAILED'],
      [{ query: ' \n# nothing' }, 200, 'GRAPHQL_PARSE_FAILED'],
      [{ query: '{ id' }, 200, 'GRAPHQL_PARSE_FAILED'],
      [{ query: '{ nope }' }, 200, 'GRAPHQL_VALIDATION_FAILED'],
    ]
    for (const [body, status, code] of cases) {
      const reply = await post(server, body)
      expect({ body, status: reply.status, codes: codes(reply) }).toEqual({ body, status, codes: [code] })
      expect(reply.body).not.toHaveProperty('data')
      expect(reply.text).not.toContain('CANARY')
      expect(reply.body.errors?.[0]?.extensions.requestId).toBe(reply.headers.get('x-request-id'))
    }
  })

  it('refuses a body that is not UTF-8', async () => {
    const { server } = make()
    const body = Buffer.concat([Buffer.from('{"query":"{ id }", "x": "'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')])
    const headers = { 'content-type': 'application/json' }
    const reply = await read(await server.fetch(new Request('http://localhost/graphql', { method: 'POST', headers, body })))
    expect([reply.status, codes(reply)]).toEqual([400, ['BAD_USER_INPUT']])
  })

  it('answers 4xx for document errors to clients that accept the GraphQL media type', async () => {
    const { server } = make()
    const accept = { accept: 'application/graphql-response+json' }
    for (const query of ['{ id', '{ nope }', '']) {
      const reply = await post(server, { query }, accept)
      expect(reply.status).toBe(400)
      expect(reply.headers.get('content-type')).toContain('application/graphql-response+json')
    }
  })

  it('keeps the place of a parse error', async () => {
    const reply = await post(make().server, { query: '{ id\n  &' })
    expect(reply.body.errors?.[0]?.locations).toEqual([{ line: 2, column: 3 }])
  })

  it('takes application/json in UTF-8 only', async () => {
    const { server } = make()
    const query = JSON.stringify({ query: '{ id }' })
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/graphql',
      'application/graphql+json',
      'application/json; charset=utf-7',
      'application/json, text/plain',
      'application/jsonx',
      '',
    ]) {
      const reply = await post(server, query, { 'content-type': type })
      expect({ type, status: reply.status }).toEqual({ type, status: 415 })
    }
    for (const type of ['application/json', 'application/json;charset=UTF-8', 'application/json; charset=utf-8'])
      expect((await post(server, query, { 'content-type': type })).status).toBe(200)
    expect((await post(server, query, { 'content-encoding': 'gzip' })).status).toBe(415)
  })

  it('executes nothing by GET and knows no other method', async () => {
    const { server } = make()
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const reply = await read(await server.fetch(new Request('http://localhost/graphql?query={id}', { method })))
      expect([method, reply.status, reply.headers.get('allow'), codes(reply)]).toEqual([method, 405, 'POST', ['BAD_USER_INPUT']])
      expect(reply.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('knows no other path', async () => {
    const { server } = make()
    for (const path of [
      '/',
      '/nope',
      '/graphqlx',
      '/health',
      '/x/graphql',
      '/livez/x',
      '/graphql/assets/../../etc',
      '/graphql/assets/nope.js',
    ]) {
      const reply = await read(await server.fetch(new Request(`http://localhost${path}`)))
      expect([path, reply.status, codes(reply)]).toEqual([path, 404, ['NOT_FOUND']])
    }
  })

  it('trusts no header to say who is asking', async () => {
    const { server } = make()
    const reply = await post(server, { query: '{ who }' }, { 'x-user-id': 'admin', 'x-roles': 'admin', 'x-hasura-role': 'admin' })
    expect(reply.body.data).toEqual({ who: 'anonymous' })
  })
})

describe('limits', () => {
  const doubling = (levels: number) =>
    `{ ...F0 } ${Array.from({ length: levels }, (_, n) => `fragment F${n} on Query { ${n === levels - 1 ? 'id' : `...F${n + 1} ...F${n + 1}`} }`).join(' ')}`
  const nested = (levels: number) => `${'{ self '.repeat(levels)}{ id }${' }'.repeat(levels)}`

  it('refuses attacks in little time, names the limit, and serves on', async () => {
    const { server } = make()
    const attacks: [string, string, number, string][] = [
      ['1 MB document', `{ echo(text: "${'x'.repeat(1_000_000)}") }`, 413, 'bytes'],
      ['10,000 aliases', `{ ${Array.from({ length: 10_000 }, (_, n) => `a${n}: id`).join(' ')} }`, 400, 'maxTokens'],
      ['101 aliases', `{ self { ${Array.from({ length: 101 }, (_, n) => `a${n}: __typename`).join(' ')} } }`, 400, 'maxAliases'],
      ['21 root fields', `{ ${Array.from({ length: 21 }, (_, n) => `a${n}: id`).join(' ')} }`, 400, 'maxRootFields'],
      ['root fields by fragments', `{ ${'...F '.repeat(11)} } fragment F on Query { a: id b: id }`, 400, 'maxRootFields'],
      ['deep', nested(16), 400, 'maxDepth'],
      ['very deep', nested(600), 400, 'maxDepth'],
      [
        'deep by fragments',
        `{ ...A } ${'ABCDEFGHIJKLMNOP'
          .split('')
          .map((name, n, all) => `fragment ${name} on Query { self { ${n === 15 ? 'id' : `...${all[n + 1]}`} } }`)
          .join(' ')}`,
        400,
        'maxDepth',
      ],
      [
        'exponential fragments',
        doubling(60).replaceAll('on Query', 'on Node').replace('{ ...F0 }', '{ self { ...F0 } }'),
        400,
        'maxFields',
      ],
      ['duplicate fields', `{ self { ${'id '.repeat(500)} } }`, 400, 'maxRepeats'],
      ['duplicates of one name', `{ self { ${Array.from({ length: 150 }, () => '... { self { id } }').join(' ')} } }`, 400, 'maxRepeats'],
      ['directives', `{ id ${'@include(if: true) '.repeat(101)} }`, 400, 'maxDirectives'],
      ['deep literal', `{ echo(text: ${'['.repeat(900)}${']'.repeat(900)}) }`, 400, 'maxValueDepth'],
    ]
    for (const [name, query, status, limit] of attacks) {
      const start = performance.now()
      const reply = await post(server, { query })
      expect([name, reply.status, codes(reply)]).toEqual([name, status, ['QUERY_LIMIT_EXCEEDED']])
      expect(reply.body.errors?.[0]?.message).toContain(limit)
      expect(reply.text.length).toBeLessThan(1_000)
      expect(performance.now() - start).toBeLessThan(5_000)
    }
    expect((await post(server, { query: '{ id }' })).body).toEqual({ data: { id: 1 } })
  })

  it('leaves circular fragments to validation, which ends', async () => {
    const { server } = make()
    const start = performance.now()
    const reply = await post(server, {
      query: '{ self { ...A } } fragment A on Node { self { ...B } } fragment B on Node { self { ...A } }',
    })
    expect(codes(reply)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    expect(reply.text).toContain('Cannot spread fragment')
    expect(performance.now() - start).toBeLessThan(5_000)
  })

  it('limits variables in size and depth', async () => {
    const { server } = make()
    const query = 'query ($t: String) { echo(text: $t) }'
    expect((await post(server, { query, variables: { t: 'x'.repeat(300_000) } })).status).toBe(413)
    const deep = await post(server, `{"query": ${JSON.stringify(query)}, "variables": {"t": ${'['.repeat(100_000)}${']'.repeat(100_000)}}}`)
    expect([deep.status, codes(deep)]).toEqual([400, ['QUERY_LIMIT_EXCEEDED']])
    const long = await post(server, { query: 'query ($t: Int) { slow(ms: $t) }', variables: { t: 'x'.repeat(200_000) } })
    expect([long.status, codes(long)]).toEqual([400, ['BAD_USER_INPUT']])
    expect(long.text.length).toBeLessThan(1_000)
    const exact = await post(server, { query, variables: { t: 'y'.repeat(200_000) } })
    expect(exact.body.data).toEqual({ echo: 'y'.repeat(200_000) })
  })

  it('sends a handful of validation errors at most', async () => {
    const { server } = make()
    const reply = await post(server, { query: `{ self { ${Array.from({ length: 90 }, (_, n) => `f${n}`).join(' ')} } }` })
    expect(reply.body.errors?.length).toBeLessThanOrEqual(10)
    expect(new Set(codes(reply))).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']))
  })

  it('measures what is there', () => {
    const size = measureDocument(
      parse(`query ($v: [Int] = [[1], 2]) { a: id @include(if: true) self { ...F ... on Node { id } } }
             fragment F on Node { b: id id self { id } }`),
    )
    expect(size).toEqual({
      maxDepth: 3,
      maxRootFields: 2,
      maxFields: 7,
      maxAliases: 2,
      maxDirectives: 1,
      maxRepeats: 0,
      maxSpreads: 1,
      maxValueDepth: 2,
      introspects: false,
    })
    expect(measureDocument(parse('{ id ... { id ... on Query { id } } }')).maxRepeats).toBe(2)
    expect(valueDepth({ a: [{ b: 1 }] }, 10)).toBe(3)
    expect(valueDepth({ a: [{ b: 1 }] }, 2)).toBe(2)
    expect(valueDepth(1, 10)).toBe(0)
  })

  it('lets the fullest introspection query of GraphiQL pass', async () => {
    const query = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    })
    const size = measureDocument(parse(query))
    expect(exceededLimit(size, { ...DEFAULT_DOCUMENT_LIMITS, ...limits })).toBeUndefined()
    expect((await post(make().server, { query })).body.data).toHaveProperty('__schema')
  })

  it('takes aliases that are awkward as keys', async () => {
    const { server } = make()
    const long = 'x'.repeat(300)
    const reply = await post(server, {
      query: `{ __proto__: id constructor: who a: id A: who ${long}: id self { __proto__: id ${long}: id } }`,
    })
    expect(reply.text).toBe(
      `{"data":{"__proto__":1,"constructor":"anonymous","a":1,"A":"anonymous","${long}":1,"self":{"__proto__":1,"${long}":1}}}`,
    )
    const variable = await post(
      server,
      '{"query": "query ($t: String) { echo(text: $t) }", "variables": {"t": "a", "__proto__": {"t": "b"}}}',
    )
    expect(variable.body.data).toEqual({ echo: 'a' })
  })
})

describe('errors', () => {
  it('keeps partial data, codes what is coded and masks the rest, which is logged once', async () => {
    const { server, lines } = make()
    const reply = await post(server, { query: '{ id missing broken thrown coded uncoded number }' })
    expect(reply.status).toBe(200)
    expect(reply.body.data).toEqual({ id: 1, missing: null, broken: null, thrown: null, coded: null, uncoded: null, number: null })
    const requestId = reply.headers.get('x-request-id')
    const byPath = new Map(
      reply.body.errors?.map((error) => [String(error.path), { message: error.message, extensions: error.extensions }]),
    )
    const masked = { message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } }
    expect(Object.fromEntries(byPath)).toEqual({
      missing: {
        message: 'users_db is down.',
        extensions: { code: 'DATASOURCE_UNAVAILABLE', datasource: 'users_db', retryable: true, requestId },
      },
      broken: masked,
      thrown: masked,
      uncoded: masked,
      number: masked,
      coded: { message: 'Not for you.', extensions: { code: 'FORBIDDEN', requestId } },
    })
    expect(reply.text).not.toMatch(/secret|postgres|stack/)
    const broken = lines.filter((line) => line.includes('"path":"broken"'))
    expect(broken).toHaveLength(1)
    expect(broken[0]).toContain(SECRET)
    expect(broken[0]).toContain(String(requestId))
  })

  it('masks what a scalar throws, in variables and in literals', async () => {
    const { server, lines } = make()
    const variable = await post(server, { query: 'query ($f: Faulty) { echo(faulty: $f) }', variables: { f: 1 } })
    expect([variable.status, codes(variable)]).toEqual([400, ['BAD_USER_INPUT']])
    expect(variable.body.errors?.[0]?.message).toBe('The value of $f is not valid for its type.')
    const literal = await post(server, { query: '{ echo(faulty: 1) }' })
    expect(codes(literal)).toEqual(['GRAPHQL_VALIDATION_FAILED'])
    expect(variable.text + literal.text).not.toMatch(/secret|postgres/)
    expect(lines.filter((line) => line.includes(SECRET))).toHaveLength(2)
  })

  it('masks what the context factory throws', async () => {
    for (const thrown of [
      new Error(SECRET),
      SECRET,
      new GraphQLError(SECRET),
      { toString: () => SECRET },
      new DOMException(SECRET, 'TimeoutError'),
    ]) {
      const { server } = make({
        contextFor: () => {
          throw thrown
        },
      })
      const reply = await post(server, { query: '{ id }' })
      expect([reply.status, codes(reply)]).toEqual([500, ['INTERNAL_SERVER_ERROR']])
      expect(reply.text).not.toContain('secret')
    }
    const { server } = make({ contextFor: () => Promise.reject(new GatewayError('TENANT_REQUIRED', 'Name a tenant.')) })
    const reply = await post(server, { query: '{ id }' })
    expect([reply.status, codes(reply), reply.body.errors?.[0]?.message]).toEqual([400, ['TENANT_REQUIRED'], 'Name a tenant.'])
  })

  it('leaves few lines in the log, however many rows fail', async () => {
    const { server, lines } = make()
    const reply = await post(server, { query: '{ all { all { all { all { broken } } } } }' })
    expect(reply.body.errors).toHaveLength(16)
    expect(lines).toHaveLength(10)
  })

  it('names validation errors the same to every request, each with its own id', async () => {
    const { server } = make()
    const first = await post(server, { query: '{ nope }' })
    const second = await post(server, { query: '{ nope }' })
    for (const reply of [first, second]) expect(reply.body.errors?.[0]?.extensions.requestId).toBe(reply.headers.get('x-request-id'))
    expect(first.body.errors?.[0]?.message).toBe(second.body.errors?.[0]?.message)
  })
})

describe('deadline', () => {
  it('answers at the deadline even if something hangs', async () => {
    const { server } = make({ limits: { ...limits, requestTimeout: 100 } })
    const start = performance.now()
    const reply = await post(server, { query: '{ hang }' })
    expect([reply.status, codes(reply)]).toEqual([504, ['DATASOURCE_TIMEOUT']])
    expect(performance.now() - start).toBeLessThan(5_000)
    const write = await post(server, { query: 'mutation { hang }' })
    expect([write.status, codes(write)]).toEqual([500, ['WRITE_OUTCOME_UNKNOWN']])
    expect((await post(server, { query: '{ id }' })).body.data).toEqual({ id: 1 })
  })

  it('sends partial data when fields give up at the deadline', async () => {
    let reason: unknown
    const { server } = make({
      limits: { ...limits, requestTimeout: 100 },
      contextFor: (request) => {
        request.signal.addEventListener('abort', () => {
          reason = request.signal.reason
        })
        return request
      },
    })
    const reply = await post(server, { query: '{ id untilCancelled }' })
    expect(reason).toMatchObject({ name: 'TimeoutError', code: 'DATASOURCE_TIMEOUT' })
    expect(reply.body.data).toEqual({ id: 1, untilCancelled: null })
    expect(codes(reply)).toEqual(['DATASOURCE_TIMEOUT'])
  })

  it('answers in time when the context hangs', async () => {
    const { server } = make({ limits: { ...limits, requestTimeout: 50 }, contextFor: () => new Promise<object>(() => {}) })
    expect((await post(server, { query: '{ id }' })).status).toBe(504)
  })

  it('cancels when the client goes away', async () => {
    const seen: unknown[] = []
    const { server } = make({
      contextFor: (request) => {
        request.signal.addEventListener('abort', () => seen.push(request.signal.reason))
        return request
      },
    })
    const { url } = await server.listen()
    const client = new AbortController()
    const sent = fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ untilCancelled }"}',
      signal: client.signal,
    })
    await another()
    client.abort()
    await expect(sent).rejects.toThrow()
    await expect.poll(() => seen).toEqual([expect.objectContaining({ code: 'QUERY_CANCELLED' })])
  })
})

describe('health', () => {
  it('tells up from down and no more', async () => {
    let ok = true
    const { server, lines } = make({ datasources: () => [{ name: 'users_db', required: true, up: ok, details: { host: '10.0.0.1' } }] })
    const get = async (path: string, method = 'GET') => read(await server.fetch(new Request(`http://localhost${path}`, { method })))
    expect((await get('/livez')).body).toEqual({ status: 'ok' })
    expect((await get('/readyz')).status).toBe(200)
    expect((await get('/readyz', 'HEAD')).status).toBe(200)
    expect((await get('/livez', 'POST')).status).toBe(405)
    ok = false
    const down = await get('/readyz')
    await get('/readyz')
    expect([down.status, down.text]).toEqual([503, '{"status":"unavailable"}'])
    expect((await get('/livez')).status).toBe(200)
    expect(lines.filter((line) => line.includes('users_db'))).toHaveLength(1)
  })
})

describe('log', () => {
  it('keeps quiet about requests unless asked, but for slow ones', async () => {
    const quiet = make()
    await post(quiet.server, { query: '{ id }' })
    expect(quiet.lines).toEqual([])
    const talkative = make({ telemetry: { accessLog: true } })
    await post(talkative.server, { query: 'query Mine { id }' })
    expect(talkative.lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        message: 'Request.',
        operation: 'Mine',
        type: 'query',
        status: 200,
        outcome: 'ok',
        principal: 'anonymous',
      }),
    ])
    // Every root field may be null, so that data is there where nothing is.
    const outcomes = ['{ broken missing }', '{ id broken }', '{ a: echo }', '{ a: echo missing }', '{ nope }']
    for (const query of outcomes) await post(talkative.server, { query })
    expect(
      talkative.lines
        .map((line) => JSON.parse(line))
        .filter(({ message }) => message === 'Request.')
        .slice(1)
        .map(({ outcome }) => outcome),
    ).toEqual(['failed', 'partial', 'ok', 'failed', 'refused'])
    const slow = make({ telemetry: { slowAfter: 20 } })
    await post(slow.server, { query: '{ slow(ms: 40) }' })
    expect(slow.lines).toEqual([expect.stringContaining('A slow request.')])
  })
})

describe('GraphiQL', () => {
  const html = { accept: 'text/html' }

  it('serves a page without inline script, whose assets are ours, kept for ever and compressed', async () => {
    const { server } = make()
    const page = await read(await server.fetch(new Request('http://localhost/graphql?query={id}', { headers: html })))
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';")
    expect(page.text).not.toMatch(/<script(?![^>]* src=)/)
    const paths = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] as string)
    expect(paths).toHaveLength(4)
    for (const path of paths) {
      expect(path).toMatch(/^\/graphql\/assets\/[\w-]+\.[0-9a-f]{16}\.\w+$/)
      const plain = await server.fetch(new Request(`http://localhost${path}`))
      const packed = await server.fetch(new Request(`http://localhost${path}`, { headers: { 'accept-encoding': 'gzip, br' } }))
      expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(packed.headers.get('content-encoding')).toBe('br')
      expect((await packed.arrayBuffer()).byteLength).toBeLessThan((await plain.arrayBuffer()).byteLength)
      const etag = plain.headers.get('etag') as string
      const again = await server.fetch(new Request(`http://localhost${path}`, { headers: { 'if-none-match': etag } }))
      expect(again.status).toBe(304)
    }
    const start = paths.find((path) => path.includes('start')) as string
    const script = await (await server.fetch(new Request(`http://localhost${start}`))).text()
    expect(script).toContain('# First')
    // Where credentials are entered they are not kept.
    expect(script).toContain('"shouldPersistHeaders":false')
    for (const worker of script.match(/\/graphql\/assets\/[\w.-]+/g) ?? [])
      expect((await server.fetch(new Request(`http://localhost${worker}`, { method: 'HEAD' }))).status).toBe(200)
  })

  it('is not there when it is turned off', async () => {
    const { server } = make({ graphiql: false })
    expect((await server.fetch(new Request('http://localhost/graphql', { headers: html }))).status).toBe(405)
    expect((await server.fetch(new Request('http://localhost/graphql/assets/start.js'))).status).toBe(404)
  })
})

describe('over a socket', () => {
  async function send(
    url: string,
    agent: Agent,
    query: string,
  ): Promise<{ status: number; headers: IncomingMessage['headers']; text: string }> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        `${url}/graphql`,
        { agent, method: 'POST', headers: { 'content-type': 'application/json' } },
        (response) => {
          let text = ''
          response.on('data', (chunk) => {
            text += chunk
          })
          response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
        },
      )
      request.on('error', reject)
      request.end(JSON.stringify({ query }))
    })
  }

  async function raw(port: number, text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      let out = ''
      socket.on('data', (chunk) => {
        out += chunk
      })
      socket.on('close', () => resolve(out))
      socket.on('error', reject)
    })
  }

  it('says nothing about itself', async () => {
    const { server } = make()
    const { url } = await server.listen()
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ broken }"}',
    })
    expect([...response.headers.keys()].sort()).toEqual([
      'cache-control',
      'connection',
      'content-length',
      'content-security-policy',
      'content-type',
      'cross-origin-opener-policy',
      'cross-origin-resource-policy',
      'date',
      'keep-alive',
      'permissions-policy',
      'ratelimit',
      'ratelimit-policy',
      'referrer-policy',
      'x-content-type-options',
      'x-request-id',
    ])
    expect(await response.text()).not.toContain('secret')
  })

  it('caps bodies that declare no length, and serves on', async () => {
    const { server } = make()
    const { url, port } = await server.listen()
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`
    const head = 'POST /graphql HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n'
    const chunked = await raw(port, `${head}transfer-encoding: chunked\r\n\r\n${chunk.repeat(20)}0\r\n\r\n`)
    expect(chunked).toMatch(/^HTTP\/1\.1 413 /)
    const large = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ id } #${'x'.repeat(1_000_000)}` }),
    })
    expect(large.status).toBe(413)
    const reply = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ id }"}',
    })
    expect(await reply.json()).toEqual({ data: { id: 1 } })
  })

  it('shows no stack for a malformed host, target or header', async () => {
    const { server, lines } = make()
    const { port } = await server.listen()
    const body = '{"query":"{ id }"}'
    const tail = `connection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n`
    for (const text of [
      `POST /graphql?x HTTP/1.1\r\nhost: a b\r\n${tail}\r\n${body}`,
      `POST /graphql?x HTTP/1.1\r\nhost: [::\r\n${tail}\r\n${body}`,
      `OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
      `POST /graphql HTTP/1.1\r\nhost: x\r\n${tail}content-length: 3\r\n\r\n${body}`,
      `POST /graphql HTTP/1.1\r\nhost: x\r\n${tail}transfer-encoding: chunked\r\n\r\n${body}`,
      'GET //[ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    ]) {
      const answer = await raw(port, text)
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
      expect(answer).not.toMatch(/node:|\.js|\.ts/)
    }
    expect(lines).toEqual([])
    const absolute = await raw(port, `POST http://x/graphql HTTP/1.1\r\nhost: x\r\n${tail}\r\n${body}`)
    expect(absolute).toContain('{"data":{"id":1}}')
    const query = await raw(port, `POST /graphql/?x=1 HTTP/1.1\r\nhost: x\r\n${tail}\r\n${body}`)
    expect(query).toContain('{"data":{"id":1}}')
  })

  it('drains: finishes what is under way, closes keep-alive connections, accepts no new ones', async () => {
    const { server } = make()
    const { url } = await server.listen()
    const agent = new Agent({ keepAlive: true })
    expect((await send(url, agent, '{ id }')).headers.connection).toBe('keep-alive')
    const busy = new Agent({ keepAlive: true })
    const slow = send(url, busy, '{ slow(ms: 1500) }')
    await another()
    const start = performance.now()
    const closed = server.close(5_000)
    const ready = await server.fetch(new Request('http://localhost/readyz'))
    expect([ready.status, await ready.text()]).toEqual([503, '{"status":"draining"}'])
    // Those that had connected before are let in first.
    await sleep(500)
    await expect(send(url, new Agent(), '{ id }')).rejects.toThrow('ECONNREFUSED')
    const reply = await slow
    expect([reply.text, reply.headers.connection]).toEqual(['{"data":{"slow":"done"}}', 'close'])
    await closed
    expect(performance.now() - start).toBeLessThan(5_000)
    agent.destroy()
    busy.destroy()
  })

  it('drains: cancels what outlasts the grace and says so', async () => {
    const { server, lines } = make()
    const { url } = await server.listen()
    const agent = new Agent({ keepAlive: true })
    const hanging = send(url, agent, '{ hang }')
    await another()
    const start = performance.now()
    await server.close(100)
    expect(performance.now() - start).toBeLessThan(5_000)
    const reply = await hanging
    expect([reply.status, JSON.parse(reply.text).errors[0].extensions.code]).toEqual([503, 'SHUTTING_DOWN'])
    expect(lines.join()).toContain('still under way')
    agent.destroy()
  })

  it('says what to do when the port is taken', async () => {
    const { server } = make()
    const { port } = await server.listen()
    await expect(make({ port }).server.listen()).rejects.toThrow(`Port ${port} is in use. Set PORT`)
  })
})
