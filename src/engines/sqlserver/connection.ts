/** A connection to SQL Server: one statement at a time, exact values as text, never more rows than asked for. */

import type { EventEmitter } from 'node:events'
import type { ConnectionOptions } from 'node:tls'
import { LRUCache } from 'lru-cache'
import { type ConnectionConfiguration, Connection as Driver, Request, TYPES } from 'tedious'
import { failure } from '../hosted/failure.ts'
import { type Answer, SessionFailure, type Task } from '../hosted/host.ts'
import type { Connection } from '../server/connection.ts'
import { metered, type Source } from '../server/meter.ts'
import { forBabelfish } from './babelfish.ts'
import { classifyConnect, classifyStatement, endsSession } from './classify.ts'

export interface ConnectOptions {
  readonly host: string
  readonly port: number
  /** null: plain text. */
  readonly tls: ConnectionOptions | null
  readonly user: string
  readonly password: string
  readonly database: string
  readonly readIntent: boolean
  readonly appName: string
  /** Milliseconds. */
  readonly timeout: number
}

/** SQL Server 2019, and the compatibility level from which a database knows OPENJSON. */
const FLOOR = 15
const LEVEL = 130
/** Of Azure, whose version number says nothing. */
const CLOUD_EDITIONS = new Set([5, 6, 8, 9, 11, 12])
/** Milliseconds. Deadlines are nearer; this ends what a gateway leaves behind that could not tell the server to stop waiting. */
const LOCK_TIMEOUT = 3_000
/** How long the server may take to acknowledge that it stopped; then the driver closes the connection. */
const CANCEL_TIMEOUT = 1_000
/** In English, because the names of constraints are told in words alone. */
const SESSION = `set language us_english; set lock_timeout ${LOCK_TIMEOUT}`

/** The most UTF-16 units, or bytes, of a parameter that is not of a `max` type. */
const MOST_UNITS = 4_000
const MOST_BYTES = 8_000
const MAX = 65_536

/** Rejects with SessionFailure, within the timeout. */
export async function connectSqlServer(options: ConnectOptions): Promise<Connection> {
  const driver = new Driver(configuration(options))
  let broken = false
  // The driver emits what befalls a connection nobody is using; unheard it would end the process.
  driver.on('error', () => {
    broken = true
  })
  driver.on('end', () => {
    broken = true
  })
  const said: string[] = []
  const hear = ({ number, message }: { readonly number: number; readonly message: string }) => said.push(`${number}: ${message}`)
  driver.on('errorMessage', hear)
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    driver.close()
  }, options.timeout)
  try {
    await new Promise<void>((resolve, reject) => driver.connect((error) => (error ? reject(error) : resolve())))
    driver.off('errorMessage', hear)
    const server = await identify(driver)
    await batch(driver, SESSION)
    return metered(
      createConnection(driver, server, () => broken),
      socketOf(driver),
    )
  } catch (error) {
    driver.close()
    if (error instanceof SessionFailure) throw error
    // Closed by us, it says no more than that it is closed.
    const reason = timedOut ? Object.assign(new Error(`no session within ${options.timeout} ms`), { code: 'ETIMEOUT' }) : error
    throw new SessionFailure(classifyConnect(reason, said))
  } finally {
    clearTimeout(timer)
  }
}

export function configuration(options: ConnectOptions): ConnectionConfiguration {
  const { tls } = options
  const { rejectUnauthorized, servername, ...credentials } = tls ?? {}
  return {
    server: options.host,
    authentication: { type: 'default', options: { userName: options.user, password: options.password } },
    options: {
      port: options.port,
      database: options.database,
      appName: options.appName,
      readOnlyIntent: options.readIntent,
      // Without TLS the driver would still negotiate it for the login with whatever certificate comes; that keeps the password unread.
      encrypt: tls !== null,
      trustServerCertificate: tls === null || rejectUnauthorized === false,
      ...(typeof servername === 'string' ? { serverName: servername } : {}),
      ...(Object.keys(credentials).length === 0 ? {} : { cryptoCredentialsDetails: credentials }),
      connectTimeout: options.timeout,
      // Attempts are the pool's.
      maxRetriesOnTransientErrors: 0,
      // Deadlines are the host's: the driver's own would end with the first packet of an answer.
      requestTimeout: 0,
      cancelTimeout: CANCEL_TIMEOUT,
      // Any error within a transaction rolls all of it back, as it does elsewhere.
      abortTransactionOnError: true,
      enableArithAbort: true,
      useUTC: true,
      lowerCaseGuids: true,
    },
  }
}

interface Server {
  readonly version: string
  readonly adapt: (text: string) => string
}

const IDENTITY = `select cast(serverproperty('ProductVersion') as nvarchar(128)), cast(serverproperty('EngineEdition') as int),
  cast(serverproperty('BabelfishVersion') as nvarchar(128)), cast(compatibility_level as int) from sys.databases where name = db_name()`

/** @throws SessionFailure for a server that the rules cannot be kept on */
async function identify(driver: Driver): Promise<Server> {
  const { rows } = await execute(driver, { kind: 'run', text: IDENTITY, params: [], maxRows: 1 })
  const [version, edition, babelfish, level] = rows[0] ?? []
  if (typeof babelfish === 'string') return { version: `${String(version)} (Babelfish ${babelfish})`, adapt: adapter() }
  const refuse = (what: string): never => {
    throw new SessionFailure(failure('DATASOURCE_UNAVAILABLE', what))
  }
  const major = Number.parseInt(String(version), 10)
  if (!(major >= FLOOR) && !CLOUD_EDITIONS.has(Number(edition)))
    refuse(`the server is SQL Server ${String(version)}; 2019, which is version ${FLOOR}, or newer is needed`)
  if (!(Number(level) >= LEVEL))
    refuse(
      `the database has the compatibility level ${String(level)}; ${LEVEL} or more is needed: alter database … set compatibility_level`,
    )
  return { version: String(version), adapt: (text) => text }
}

function adapter(): Server['adapt'] {
  const adapted = new LRUCache<string, string>({ max: 256, maxSize: 1_000_000, sizeCalculation: (_, text) => text.length })
  return (text) => {
    const known = adapted.get(text) ?? forBabelfish(text)
    adapted.set(text, known)
    return known
  }
}

function createConnection(driver: Driver, server: Server, broken: () => boolean): Connection {
  let failed = false
  let inTransaction = false
  let readOnly = false
  /** A transaction or a failure may have left settings behind in the session. */
  let stale = false

  // The driver's types do not tell of it.
  ;(driver as unknown as EventEmitter).on('rollbackTransaction', () => {
    inTransaction = false
  })

  const done = { kind: 'done' } as const
  const perform = async (task: Task): Promise<Answer> => {
    switch (task.kind) {
      case 'run':
        return execute(driver, { ...task, text: server.adapt(task.text) })
      case 'begin':
        readOnly = task.readOnly
        stale = true
        await call((back) => driver.beginTransaction(back))
        inTransaction = true
        return done
      case 'commit':
        // There are no read-only transactions: whatever such a one did after all is undone.
        await call((back) => (readOnly ? driver.rollbackTransaction(back) : driver.commitTransaction(back)))
        inTransaction = false
        return done
      case 'rollback':
        // An error has rolled it back already.
        if (inTransaction) await call((back) => driver.rollbackTransaction(back))
        inTransaction = false
        return done
    }
  }

  return {
    serverVersion: server.version,
    get usable() {
      // Given back within a transaction it would hand that on to the next one.
      return !failed && !broken() && !inTransaction && isOpen(driver)
    },
    async ask(task) {
      try {
        if (stale && !inTransaction) {
          await reset(driver)
          stale = false
        }
        return await perform(task)
      } catch (error) {
        stale = true
        failed ||= endsSession(error)
        throw error instanceof SessionFailure ? error : new SessionFailure(classifyStatement(error))
      }
    },
    async cancel() {
      driver.cancel()
    },
    async close() {
      failed = true
      driver.close()
    },
  }
}

/** What its types do not tell: the socket that it reads from, with TLS the outer side. */
const socketOf = (driver: Driver): Source => (driver as unknown as { socket: Source }).socket

/** Past the login and idle, by the driver's own word, which its types do not tell. */
const isOpen = (driver: Driver): boolean => {
  const { state, STATE, closed } = driver as unknown as { state: unknown; STATE: { LOGGED_IN: unknown }; closed: boolean }
  return !closed && state === STATE.LOGGED_IN
}

/**
 * What a session was told is forgotten. `mssql`, the usual pool over this driver, never does this, and hands on
 * whatever the one before has left: transactions, settings, temporary tables; which is why it is not used here.
 */
async function reset(driver: Driver): Promise<void> {
  await call((back) => driver.reset(back))
  await batch(driver, SESSION)
}

export const call = (start: (back: (error?: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())))

export const batch = (driver: Driver, text: string): Promise<void> => call((back) => driver.execSqlBatch(new Request(text, back)))

type Run = Task & { readonly kind: 'run' }

/** `sp_executesql`: the server keeps the plan by the text and the types of the parameters, so there is nothing to prepare here. */
function execute(driver: Driver, { text, params, maxRows }: Run): Promise<Extract<Answer, { kind: 'rows' }>> {
  return new Promise((resolve, reject) => {
    const rows: unknown[][] = []
    let more = false
    let selects = false
    const request = new Request(text, (error, affected) => {
      if (more) resolve({ kind: 'rows', rows: [], more: true })
      else if (error) reject(error)
      else resolve({ kind: 'rows', rows, affected: selects ? undefined : affected, more: false })
    })
    request.on('columnMetadata', () => {
      selects = true
    })
    request.on('row', (columns: readonly { readonly value: unknown }[]) => {
      if (more) return
      if (rows.length < maxRows) rows.push(columns.map(({ value }) => value))
      else {
        more = true
        request.cancel()
      }
    })
    for (const [i, value] of params.entries()) addParameter(request, `p${i + 1}`, value)
    driver.execSql(request)
  })
}

/** One length per kind: the server would keep a plan for each length otherwise. */
export function addParameter(request: Request, name: string, value: unknown): void {
  if (value === null || typeof value === 'string')
    request.addParameter(name, TYPES.NVarChar, value, { length: (value?.length ?? 0) <= MOST_UNITS ? MOST_UNITS : MAX })
  else if (typeof value === 'bigint') request.addParameter(name, TYPES.BigInt, value.toString())
  else if (typeof value === 'number') request.addParameter(name, TYPES.Float, value)
  else if (Buffer.isBuffer(value))
    request.addParameter(name, TYPES.VarBinary, value, { length: value.length <= MOST_BYTES ? MOST_BYTES : MAX })
  else throw new Error(`SQL Server takes no parameter of type ${typeof value}`)
}
