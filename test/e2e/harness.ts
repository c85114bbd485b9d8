/** A whole gateway over HTTP, for tests that ask as a client does. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import { createLog } from '../../src/base/log.ts'
import { type Gateway, openGateway } from '../../src/gateway.ts'
import { openObservation } from '../../src/observation.ts'
import { createServer } from '../../src/server/server.ts'

export interface Answer<T = Record<string, never>> {
  readonly data?: T | null
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions: { readonly code: string; readonly datasource?: string; readonly [key: string]: unknown }
  }[]
}

export interface Statement {
  readonly datasource: string
  readonly text: string
}

export interface Client extends AsyncDisposable {
  readonly url: string
  readonly gateway: Gateway
  /** What was logged so far. */
  readonly logged: string[]
  /** Sends a document; the answer, whatever it is. */
  ask<T = Record<string, never>, V = object>(
    document: string | TypedDocumentNode<T, V>,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<Answer<T>>
  /** The data of an answer that must have no errors. */
  data<T = Record<string, never>, V = object>(
    document: string | TypedDocumentNode<T, V>,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<T>
  /** The statements that ran while `work` did. */
  statements(work: () => Promise<unknown>): Promise<readonly Statement[]>
}

/**
 * Starts a gateway on the embedded default, filled with the rows of its schema folder, in a data folder of its own.
 * @param env further variables, over the defaults
 * @param filled false leaves the databases as they are, be they there or not
 */
export async function startGateway(env: Readonly<Record<string, string>> = {}, filled = true): Promise<Client> {
  const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-'))
  const seen: Statement[] = []
  const logged: string[] = []
  const log = createLog((line) => logged.push(line), 'json')
  const gateway = await openGateway(
    { DATA_DIR: dataDir, NODE_ENV: 'test', ACCESS_LOG: 'false', ...env },
    { log, onStatement: (datasource, text) => seen.push({ datasource, text: typeof text === 'string' ? text : JSON.stringify(text) }) },
  )
  const { config } = gateway
  const datasources = new Set([...gateway.catalog.models.values()].map(({ datasource }) => datasource))
  // A database that exists already is left as it is.
  if (filled && gateway.user.demoRows !== null) await Promise.all([...datasources].map((name) => gateway.seed(name, 1)))
  const observation = openObservation(gateway, log)
  const server = createServer({
    schema: gateway.schema,
    contextFor: (request) => gateway.contextFor(request),
    authenticate: gateway.access.authenticate,
    limits: config.limits,
    log,
    host: '127.0.0.1',
    port: 0,
    graphiql: config.graphiql && { title: 'Test', examples: gateway.user.examples },
    protection: config.protection,
    persisted: config.persisted,
    ...observation,
  })
  const { url } = await server.listen()
  const ask: Client['ask'] = async (document, variables) => {
    const query = typeof document === 'string' ? document : print(document)
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    return (await response.json()) as never
  }
  return {
    url,
    gateway,
    logged,
    ask,
    async data(document, variables) {
      const answer = await ask(document, variables)
      if (answer.errors !== undefined || answer.data === null || answer.data === undefined)
        throw new Error(`unexpected errors: ${JSON.stringify(answer.errors)}\n${logged.join('\n')}`)
      return answer.data
    },
    async statements(work) {
      const before = seen.length
      await work()
      return seen.slice(before)
    },
    async [Symbol.asyncDispose]() {
      await server.close(1_000)
      await gateway[Symbol.asyncDispose]()
      await observation[Symbol.asyncDispose]()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
