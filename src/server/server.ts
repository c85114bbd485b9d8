/** The HTTP server: listens, serves the graph, its health and GraphiQL, and drains when it is told to close. */

import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { GraphQLSchema } from 'graphql'
import type { Authenticator } from '../access/authenticate.ts'
import { badInput, Faults, GatewayError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import { MAX_RESULT_BYTES } from '../datasource/datasource.ts'
import { createProxies } from './address.ts'
import { refuse, send } from './answer.ts'
import { GRAPHQL_PATH } from './check.ts'
import { MARGIN } from './deadline.ts'
import { createDocuments } from './documents.ts'
import { createDoor, type DoorOptions } from './door.ts'
import type { ContextFor } from './execution.ts'
import { createGraphiql, type GraphiqlOptions } from './graphiql.ts'
import { type DatasourceView, loggedHealth } from './health.ts'
import { createLane } from './lane.ts'
import { DEFAULT_DOCUMENT_LIMITS, type DocumentLimits } from './limits.ts'
import type { MetricsPage } from './metrics-page.ts'
import { createOverload } from './overload.ts'
import { NO_PERSISTED, type PersistedOptions, readPersisted } from './persisted.ts'
import { DEFAULT_PROTECTION, type Protection } from './protection.ts'
import { createRates } from './rates.ts'
import type { Telemetry } from './trail.ts'
import { cutUnread } from './unread.ts'
import type { Visit } from './visit.ts'
import { createYogaServer } from './yoga.ts'

export interface Limits
  extends Pick<DocumentLimits, 'maxDepth' | 'maxRootFields'>,
    Partial<Omit<DocumentLimits, 'maxDepth' | 'maxRootFields'>> {
  readonly maxBodyBytes: number
  /** Tokens of a document. */
  readonly maxTokens: number
  /** Milliseconds from a request's arrival to its deadline. */
  readonly requestTimeout: number
  /** Requests under way at the same time; 1,000 unless told. */
  readonly maxConcurrentRequests?: number
  /** Bytes that one answer may have, about; 64 MB unless told. */
  readonly maxResultBytes?: number
  /** Rows of a page whose size is not said, for the cost of an operation; 100 unless told. */
  readonly defaultPageSize?: number
  /** Rows that a page may have; 1,000 unless told. */
  readonly maxPageSize?: number
  /** Rows that one mutation may write, likewise; 1,000 unless told. */
  readonly maxBatchSize?: number
}

export interface ServerOptions {
  readonly schema: GraphQLSchema
  /** Makes the graph's context; its keys must not be `request`, `params`, `req`, `res` or `waitUntil`, which are Yoga's. */
  readonly contextFor: ContextFor
  readonly authenticate: Authenticator
  readonly limits: Limits
  readonly log: Log
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  readonly graphiql: GraphiqlOptions | false
  /** Who may ask, and how much; what is left out is as in development. */
  readonly protection?: Partial<Protection>
  /** Operations that are kept under an id. */
  readonly persisted?: PersistedOptions
  /** How the datasources are; must answer at once, from what is known already. */
  readonly datasources: () => readonly DatasourceView[]
  /** What is told of each request. Unless said otherwise only errors and what took longer than a second are logged. */
  readonly telemetry?: Partial<Telemetry>
  /** Absent: there are no figures to read. */
  readonly metrics?: MetricsPage | undefined
}

export interface Server {
  /**
   * Starts to accept connections.
   * @throws Faults when the host or port can't be had
   */
  listen(): Promise<{ readonly url: string; readonly port: number }>
  /** Serves one request without a socket. */
  fetch(request: Request): Promise<Response>
  /**
   * Drains: readiness turns 503 and answers close their connections; after `lingerMs` milliseconds, in which who balances load sees
   * that, no new ones are accepted. What is under way has `graceMs` milliseconds; after that it is cancelled, answered
   * SHUTTING_DOWN, and the rest is cut.
   */
  close(graceMs: number, lingerMs?: number): Promise<void>
}

/** Milliseconds in which a client must take his answer, or twice that. */
const PATIENCE = 30_000

/**
 * @returns a server that does not listen yet
 * @throws Faults when the persisted operations do not fit the schema
 */
export function createServer(options: ServerOptions): Server {
  const { schema, limits, log } = options
  const documentLimits: DocumentLimits = { ...DEFAULT_DOCUMENT_LIMITS, ...limits }
  const protection: Protection = { ...DEFAULT_PROTECTION, ...options.protection }
  const { maxTokens, defaultPageSize = 100, maxPageSize = 1_000, maxBatchSize = 1_000 } = limits
  const sizes = { defaultPageSize, maxPageSize, maxBatchSize }
  const documents = createDocuments({ schema, limits: documentLimits, maxTokens, sizes, suggestions: protection.introspection, log })
  const overload = createOverload(limits.maxConcurrentRequests ?? 1_000)
  const visits = new Set<Visit>()
  const open = new Set<ServerResponse>()
  const unread = cutUnread(open, PATIENCE)
  let draining = false

  const entrance: DoorOptions = {
    proxies: createProxies(protection.trustedProxies),
    log,
    telemetry: { accessLog: false, slowAfter: 1_000, ...options.telemetry },
    front: {
      authenticate: options.authenticate,
      schema,
      documents,
      graphiql: options.graphiql === false ? undefined : createGraphiql(options.graphiql, GRAPHQL_PATH),
      persisted: options.persisted === undefined ? NO_PERSISTED : readPersisted(options.persisted, documents),
      protection,
      overload,
      rates: createRates(protection.rateLimit, protection.rateBurst),
      maxBodyBytes: limits.maxBodyBytes,
      maxValueDepth: documentLimits.maxValueDepth,
      health: loggedHealth({ datasources: options.datasources, draining: () => draining }, log),
      metrics: options.metrics,
    },
  }
  const execution = {
    ...entrance,
    schema,
    contextFor: options.contextFor,
    requestTimeout: limits.requestTimeout,
    maxAnswerBytes: limits.maxResultBytes ?? MAX_RESULT_BYTES,
    visits,
    handed: new WeakMap<IncomingMessage, Visit>(),
  }
  const door = createDoor(entrance)
  const lane = createLane(execution)
  const yoga = createYogaServer(execution)
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refused = door(request, response)
    if (refused !== undefined && ((await refused) || response.destroyed)) return
    const answered = lane(request, response)
    if (answered !== undefined && (await answered)) return
    await yoga(request, response)
  }
  const http = createHttpServer(
    // Headers and bodies that dribble in would hold sockets; by default node looks for them twice a minute only.
    {
      ...{ headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 5_000, keepAliveTimeout: 65_000 },
      // By default node drops all but the first: a proxy that reads the last one would have checked another credential than we do.
      joinDuplicateHeaders: true,
    },
    (request, response) => {
      open.add(response)
      response.once('close', () => open.delete(response))
      if (draining) response.setHeader('connection', 'close')
      if (isAddressable(request)) void serve(request, response)
      else send(response, refuse(badInput('The Host header or the path is malformed.'), randomUUID(), null))
    },
  )
  return {
    async listen() {
      const listening = once(http, 'listening')
      http.listen(options.port, options.host)
      await listening.catch((error: unknown) => {
        throw new Faults('The server cannot listen.', [listenFault(error, options.host, options.port)])
      })
      const { port } = http.address() as AddressInfo
      return { url: `http://${displayHost(options.host)}:${port}`, port }
    },
    fetch: async (request) => yoga.fetch(request),
    async close(graceMs, lingerMs = 0) {
      draining = true
      overload[Symbol.dispose]()
      unread[Symbol.dispose]()
      for (const response of open) {
        if (!response.headersSent) response.setHeader('connection', 'close')
        // It has said that its connection stays, and its client would keep it for as long as he may.
        else response.once('finish', () => !http.listening && http.closeIdleConnections())
      }
      // A connection that lies idle is cut with the listener, just when a request may be on its way; most are used, and end, before.
      if (lingerMs > 0) await sleep(lingerMs)
      await acceptWaiting(http)
      const closed = closeHttp(http)
      const idle = Promise.all([closed, allDone(visits)])
      if (await within(idle, graceMs)) return
      log.warn('Requests were still under way at the end of the grace.', { requests: visits.size })
      for (const { clock } of [...visits]) clock.end(new GatewayError('SHUTTING_DOWN', 'The gateway is shutting down.'), 0)
      await within(idle, MARGIN)
      http.closeAllConnections()
      await closed
    },
  }
}

/** Yoga builds a URL of the Host header and the target before any check of ours, and answers a failure with its stack. */
function isAddressable({ headers, url }: IncomingMessage): boolean {
  return URL.canParse(`http://${headers.host ?? 'localhost'}${url ?? '/'}`)
}

/** Milliseconds without a new connection after which none waits, and after which it is enough even so. */
const QUIET = 20
const ENOUGH = 1_000

/** Node accepts one connection per turn of its loop. Those that still wait when the listener closes would be reset, with the requests they bring. */
async function acceptWaiting(http: ReturnType<typeof createHttpServer>): Promise<void> {
  if (!http.listening) return
  let accepted = 0
  const count = () => accepted++
  http.on('connection', count)
  const end = performance.now() + ENOUGH
  for (let before = -1; before !== accepted && performance.now() < end; await sleep(QUIET)) before = accepted
  http.off('connection', count)
}

function closeHttp(http: ReturnType<typeof createHttpServer>): Promise<void> {
  if (!http.listening) return Promise.resolve()
  return new Promise((resolve) => {
    http.close(() => resolve())
  })
}

/** Resolves when the requests of now have been answered; with node's own waiting this covers those without a socket. */
async function allDone(visits: ReadonlySet<Visit>): Promise<void> {
  while (visits.size > 0) await sleep(10)
}

/** True when `work` ended within `ms` milliseconds. */
async function within(work: Promise<unknown>, ms: number): Promise<boolean> {
  const timer = new AbortController()
  const late = sleep(ms, false, { signal: timer.signal }).catch(() => false)
  const done = await Promise.race([work.then(() => true), late])
  timer.abort()
  return done
}

function listenFault(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Set PORT to another one, or stop what listens there.`
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Set PORT to one above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `${host} is no address of this machine. Set HOST to 127.0.0.1 or 0.0.0.0.`
  return `Listening on ${host}:${port} failed (${String(code ?? error)}).`
}

function displayHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
