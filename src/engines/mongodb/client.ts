/** The driver's clients of one datasource: connected when first needed, again after every loss, by one attempt at a time. */

import { type Db, type Document, MongoClient, type MongoClientOptions, MongoServerError } from 'mongodb'
import { GatewayError } from '../../base/errors.ts'
import type { Settings } from '../../datasource/datasource.ts'
import type { Lane, PoolState } from '../../datasource/report.ts'
import { failure } from '../hosted/failure.ts'
import { SessionFailure, troubleBehind } from '../hosted/host.ts'
import { createLogins, type Logins, refusalOf } from '../server/login.ts'
import { tlsOf } from '../server/options.ts'
import { classify } from './classify.ts'
import { type Heartbeats, watchHeartbeats } from './heartbeats.ts'
import { countConnections } from './pool.ts'

export interface Connected {
  readonly client: MongoClient
  readonly version: string
  /** What a standalone server has not. */
  readonly transactions: boolean
  /** What some servers that only speak its protocol have not. */
  readonly collations: boolean
}

export interface Connection extends AsyncDisposable {
  /** Rejects with GatewayError, within twice the connect timeout: to find the server, and to hear what it is. */
  connected(): Promise<Connected>
  /** Forgets that it is connected, because the client says it is not. */
  lost(): void
  /** Remembers that the server knows no collations; it then sorts and compares by code point anyway. */
  withoutCollations(connected: Connected): Connected
  /** The database of this name, or the datasource's own. */
  database(connected: Connected, name?: string): Db
  serverVersion(): string | null
  /** The connections of this client to the server. */
  pool(): PoolState
}

export interface Connections extends AsyncDisposable {
  for(lane: Lane): Connection
}

/** MongoDB 5.0 has the language that pipelines are written in. */
const FLOOR = 5
/** Connections for probes and admin work. */
const SIDE = 4
const WAIT_QUEUE_TIMEOUT = 1_000
/** Longer than any deadline of a request; a statement that runs longer is cut off. */
const SOCKET_TIMEOUT = 60_000
/** How often the driver looks whether its server is there. */
const HEARTBEAT = 2_000

/** A client for traffic and one for all else: a probe tells of the server and not of the traffic, and an operator gets in while that holds everything. */
export function createConnections(name: string, settings: Settings): Connections {
  const logins = createLogins((error) => (error instanceof GatewayError ? refusalOf({ trouble: troubleBehind(error) }) : null))
  const traffic = createConnection(name, settings, Math.max(1, Number(settings.POOL__MAX ?? 10)), logins)
  const side = createConnection(name, settings, SIDE, logins)
  return {
    for: (lane) => (lane === 'traffic' ? traffic : side),
    async [Symbol.asyncDispose]() {
      await Promise.all([traffic[Symbol.asyncDispose](), side[Symbol.asyncDispose]()])
    },
  }
}

function createConnection(name: string, settings: Settings, most: number, logins: Logins): Connection {
  const text = (key: string): string | undefined => (typeof settings[key] === 'string' && settings[key] !== '' ? settings[key] : undefined)
  const timeout = Number(settings.POOL__CONNECT_TIMEOUT ?? 2_000)
  const own = text('DB_NAME')
  let client: MongoClient | undefined
  let pool = (): PoolState => ({ max: most, used: 0, idle: 0, waiting: 0 })
  let heartbeats: Heartbeats | undefined
  let attempt: Promise<Connected> | undefined
  let current: Connected | undefined
  let closed = false

  /**
   * The driver waits for ever for a socket that ended just before it was written to, and then never looks for its server again.
   * A look takes no longer than connecting, an answer, and in between the time for which the server may keep it.
   */
  const giveUpLost = (): void => {
    if (attempt !== undefined || heartbeats?.lost(2 * timeout + 2 * HEARTBEAT) !== true) return
    const given = client
    client = current = heartbeats = undefined
    void given?.close(true).catch(() => undefined)
  }

  const connect = async (): Promise<Connected> => {
    if (client === undefined) {
      client = newClient(settings, text, timeout, most)
      pool = countConnections(client, most)
      heartbeats = watchHeartbeats(client)
    }
    const own = client
    // A server that takes connections and says nothing is not found out by any of the driver's timeouts.
    const timer = setTimeout(() => {
      if (client === own) client = undefined
      void own.close(true).catch(() => undefined)
    }, 2 * timeout)
    try {
      await own.connect()
      const admin = own.db('admin')
      const [hello, build] = await Promise.all([greeting(admin), admin.command({ buildInfo: 1 })])
      const version = String(build.version)
      if (!(Number.parseInt(version, 10) >= FLOOR))
        throw new GatewayError('DATASOURCE_UNAVAILABLE', 'The datasource is not available.', {
          datasource: name,
          cause: new Error(`the server is MongoDB ${version}; at least ${FLOOR}.0 is needed`),
        })
      return { client: own, version, transactions: hasTransactions(hello), collations: true }
    } catch (error) {
      if (error instanceof GatewayError) throw error
      // Whatever it is that fails before it is connected, the datasource is not there.
      const { detail, trouble } = classify(error)
      const found = failure('DATASOURCE_UNAVAILABLE', detail, { trouble: client === own ? trouble : 'timeout' })
      throw new GatewayError(found.code, found.message, { datasource: name, cause: new SessionFailure(found, { cause: error }) })
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    async connected() {
      if (closed) throw new GatewayError('SHUTTING_DOWN', 'The gateway is shutting down.', { datasource: name })
      giveUpLost()
      if (current !== undefined) return current
      attempt ??= logins.attempt(connect).finally(() => {
        attempt = undefined
      })
      current = await attempt
      return current
    },
    lost() {
      current = undefined
    },
    withoutCollations(connected) {
      current = { ...connected, collations: false }
      return current
    },
    database: (connected, other) => connected.client.db(other ?? own),
    serverVersion: () => current?.version ?? null,
    pool: () => pool(),
    async [Symbol.asyncDispose]() {
      closed = true
      current = undefined
      await client?.close(true)
    },
  }
}

const NO_SUCH_COMMAND = 59

/** What the server says of itself; some know the question by its old name only. */
async function greeting(admin: Db): Promise<Document> {
  try {
    return await admin.command({ hello: 1 })
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== NO_SUCH_COMMAND) throw error
    return admin.command({ isMaster: 1 })
  }
}

/** Members of a replica set and the routers of a cluster have transactions. */
const hasTransactions = (hello: Document): boolean => typeof hello.setName === 'string' || hello.msg === 'isdbgrid'

function newClient(settings: Settings, text: (key: string) => string | undefined, timeout: number, most: number): MongoClient {
  const host = text('DB_HOST') ?? '127.0.0.1'
  const bracketed = host.includes(':') ? `[${host}]` : host
  const srv = settings.SRV === true
  const user = text('DB_USER')
  const tls = tlsOf(settings)
  const given: Record<string, unknown> = {
    replicaSet: text('REPLICA_SET'),
    authSource: user === undefined ? undefined : text('AUTH_SOURCE'),
    auth: user === undefined ? undefined : { username: user, password: text('DB_PASSWORD') },
    ...(settings.DIRECT_CONNECTION === true ? { directConnection: true } : {}),
  }
  const options: MongoClientOptions = {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    // Said either way, because mongodb+srv would mean TLS by itself.
    tls: tls !== null,
    ...(tls ?? {}),
    appName: 'switchyard',
    maxPoolSize: most,
    maxConnecting: 2,
    maxIdleTimeMS: 60_000,
    waitQueueTimeoutMS: WAIT_QUEUE_TIMEOUT,
    connectTimeoutMS: timeout,
    serverSelectionTimeoutMS: timeout,
    socketTimeoutMS: SOCKET_TIMEOUT,
    heartbeatFrequencyMS: HEARTBEAT,
    retryReads: true,
    retryWrites: settings.RETRY_WRITES !== false,
    writeConcern: { w: 'majority' },
    readPreference: 'primary',
    // Exact values out: 64 bits as bigint, regular expressions as what they are.
    useBigInt64: true,
    bsonRegExp: true,
    serializeFunctions: false,
  }
  const client = new MongoClient(srv ? `mongodb+srv://${host}/` : `mongodb://${bracketed}:${settings.DB_PORT ?? 27017}/`, options)
  // An emitter whose error nobody hears ends the process.
  client.on('error', () => undefined)
  return client
}
