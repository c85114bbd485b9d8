/** What tests of the server share: a small server, and ways to send it what a client would and would not send. */

import { connect } from 'node:net'
import { buildSchema } from 'graphql'
import { ANONYMOUS } from '../../src/access/principal.ts'
import { createLog } from '../../src/base/log.ts'
import { createServer, type Server, type ServerOptions } from '../../src/server/server.ts'

/** A graph without a database; every field of it is a text that says so. */
const SCHEMA = buildSchema(`
  type Query { hello(color: Color, filter: Filter): String  secretThing: String  items(first: Int): ItemConnection }
  type Mutation { write: String }
  type ItemConnection { nodes: [Item] totalCount: Int }
  type Item { name: String items(first: Int): ItemConnection }
  input Filter { colorOfThing: Color }
  enum Color { CRIMSON SCARLET }
`)
const ROOT = { hello: () => 'hello', secretThing: () => 'secret', items: () => null, write: () => 'written' }

export interface Small extends AsyncDisposable {
  readonly server: Server
  readonly lines: readonly string[]
}

/** A server that allows what a developer's does, but for `options`. */
export function smallServer(options: Partial<ServerOptions> = {}): Small {
  const lines: string[] = []
  // Without a root value fields find nothing; a schema built from text has no resolvers.
  const fields = [SCHEMA.getQueryType(), SCHEMA.getMutationType()].flatMap((type) => Object.values(type?.getFields() ?? {}))
  for (const field of fields) field.resolve = ROOT[field.name as keyof typeof ROOT] as () => unknown
  const server = createServer({
    schema: SCHEMA,
    contextFor: (request) => request,
    authenticate: () => ANONYMOUS,
    limits: { maxBodyBytes: 256 * 1024, maxTokens: 2_000, maxDepth: 20, maxRootFields: 20, requestTimeout: 10_000 },
    log: createLog((line) => lines.push(line), 'json'),
    host: '127.0.0.1',
    port: 0,
    graphiql: { title: 'Small', examples: [] },
    datasources: () => [],
    ...options,
  })
  return { server, lines, [Symbol.asyncDispose]: () => server.close(0) }
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly data: unknown
  readonly codes: readonly unknown[]
  readonly messages: readonly string[]
}

export async function read(response: Response): Promise<Reply> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true && text !== ''
  const { data, errors = [] } = (isJson ? JSON.parse(text) : {}) as {
    data?: unknown
    errors?: { message: string; extensions?: { code?: unknown } }[]
  }
  return {
    status: response.status,
    headers: response.headers,
    text,
    data,
    codes: errors.map((error) => error.extensions?.code),
    messages: errors.map((error) => error.message),
  }
}

type Fetch = (request: Request) => Promise<Response>

/** Sends a body as JSON, as it stands if it is a text. */
export async function post(send: Fetch, body: unknown, headers: Record<string, string> = {}, base = 'http://localhost'): Promise<Reply> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } }
  return read(await send(new Request(`${base}/graphql`, { ...init, body: typeof body === 'string' ? body : JSON.stringify(body) })))
}

/** Sends bytes over a socket of their own; all that comes back until the server closes it, or until `ms` milliseconds are over. */
export async function raw(port: number, text: string | Uint8Array, ms = 10_000): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    const timer = setTimeout(() => socket.destroy(new Error('the server neither answered nor closed the connection')), ms)
    let out = ''
    socket.on('data', (chunk) => {
      out += chunk
    })
    socket.once('close', () => {
      clearTimeout(timer)
      resolve(out)
    })
    // A refusal in the middle of a request may come as a reset.
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error)
    })
  })
}
