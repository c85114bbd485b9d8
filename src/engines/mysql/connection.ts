/** A connection to MySQL or MariaDB: statements prepared by their text, values exact, rows never more than asked for. */

import { connect as openSocket, type Socket } from 'node:net'
import type { ConnectionOptions as TlsOptions } from 'node:tls'
import { type ConnectionOptions, createConnection, type Connection as Driver, type FieldPacket } from 'mysql2'
import { failure } from '../hosted/failure.ts'
import { type Answer, SessionFailure, type Task } from '../hosted/host.ts'
import type { Connection } from '../server/connection.ts'
import { metered } from '../server/meter.ts'
import { shortFloat } from '../sql/single.ts'
import { classifyConnect, classifyStatement, endsSession, serverNumber } from './classify.ts'

export interface Login {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
  /** null: plain text. */
  readonly tls: TlsOptions | null
  /** Milliseconds. */
  readonly timeout: number
}

/** Which of the two products it has to be, from which version on, and what its sessions are told as they begin. */
export interface Product {
  readonly name: string
  readonly isMariadb: boolean
  readonly floor: readonly [number, number, number]
  /** @param statement milliseconds after which the server stops a statement by itself */
  session(statement: number): readonly string[]
}

export interface ConnectOptions {
  readonly product: Product
  readonly login: Login
  /** Milliseconds after which the server stops a statement by itself. */
  readonly statementTimeout: number
  readonly readOnly: boolean
}

/** Statements per connection; a server has 16,382 for all. */
const PREPARED = 200
/** Characters. Longer ones, with hundreds of conditions, are hardly the same twice, and cost the server much memory. */
const LONGEST_PREPARED = 8_000
/** Milliseconds. */
const CANCEL_TIMEOUT = 1_000
const KEEP_ALIVE = 10_000
/** Where rows end by themselves, unless a statement says otherwise. */
const NO_LIMIT = 0
/** A statement of `define` found its index or foreign key in place. */
const THERE_ALREADY: ReadonlySet<number> = new Set([1061, 1826])
/** MariaDB says so of a foreign key in other words. */
const isSameConstraint = (error: unknown): boolean => serverNumber(error) === 1005 && /errno: 121/.test((error as Error).message)
const DEFINES = /^(create index|alter table .+ add constraint) /
/** The statement that was prepared does not fit its tables any more; it has not run. */
const STALE = 1615
/** A setting that needs a right of its own. */
const DENIED = 1227
/** The type of columns with 32 bits of float. */
const FLOAT = 4

/** Rejects with SessionFailure, within the login's timeout. */
export async function connectMysql(options: ConnectOptions): Promise<Connection> {
  const { login, product } = options
  const driver = openDriver(login)
  let broken = false
  // The driver emits what befalls a connection nobody is using; unheard it would end the process.
  driver.on('error', () => {
    broken = true
  })
  driver.on('end', () => {
    broken = true
  })
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    driver.destroy()
  }, login.timeout)
  try {
    const connection = await Promise.race([prepareSession(driver, options, () => broken), closed(driver)])
    return metered(connection, socketOf(driver))
  } catch (error) {
    driver.destroy()
    if (error instanceof SessionFailure) throw error
    const reason = timedOut
      ? Object.assign(new Error(`no ${product.name} session within ${login.timeout} ms`), { code: 'ETIMEDOUT' })
      : error
    throw new SessionFailure(classifyConnect(reason))
  } finally {
    clearTimeout(timer)
  }
}

/** Rejects when the connection ends before it stands: the driver calls nobody back once it is destroyed. */
export const closed = (driver: Driver): Promise<never> =>
  new Promise((_, reject) => {
    driver.once('error', reject)
    socketOf(driver).once('close', () => reject(new Error('the connection was closed')))
  })

/** What its types do not tell: the socket that it reads from, with TLS the inner side. */
const socketOf = (driver: Driver): Socket => (driver as unknown as { stream: Socket }).stream

/** By what was asked for: the driver keeps what it makes of the same object. */
const MATERIAL = new WeakMap<TlsOptions, ConnectionOptions['ssl'] & object>()

function sslOf(tls: TlsOptions): ConnectionOptions['ssl'] & object {
  const { servername: _, ...given } = tls
  const made = MATERIAL.get(tls) ?? { ...(given as ConnectionOptions['ssl'] & object), verifyIdentity: tls.rejectUnauthorized !== false }
  MATERIAL.set(tls, made)
  return made
}

export function openDriver({ host, port, user, password, database, tls, timeout }: Login): Driver {
  const wanted = tls?.servername ?? host
  const stream = (): Socket => {
    const socket = openSocket({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE })
    // An address is no name for TLS to ask for; Node.js then compares the certificate with what it finds here.
    return Object.assign(socket, { _host: wanted })
  }
  const config: ConnectionOptions & { stream: () => Socket } = {
    // The driver looks for this name in the certificate; the socket goes to the host.
    host: wanted,
    stream,
    port,
    user,
    password,
    database,
    connectTimeout: timeout,
    charset: 'UTF8MB4_BIN',
    // Exact values: numbers that a double cannot hold, dates and JSON come as texts.
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    jsonStrings: true,
    rowsAsArray: true,
    multipleStatements: false,
    maxPreparedStatements: PREPARED,
    flags: ['-LOCAL_FILES'],
    ...(tls === null ? {} : { ssl: sslOf(tls) }),
  }
  return createConnection(config)
}

/** One statement in the text protocol: for what has no values and no rows to be exact about. */
export const command = (driver: Driver, text: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    driver.query(text, (error, result) => (error === null ? resolve(result) : reject(error)))
  })

async function prepareSession(driver: Driver, options: ConnectOptions, broken: () => boolean): Promise<Connection> {
  const { product, statementTimeout, readOnly } = options
  const [[version = '', id = '0'] = []] = (await command(driver, 'select version(), cast(connection_id() as char)')) as string[][]
  const found = checkServer(version, product)
  for (const text of [
    // Texts of ours compare by code point among themselves; a backslash is a character as any other.
    'set names utf8mb4 collate utf8mb4_bin',
    `set session sql_mode = '${SQL_MODE}', time_zone = '+00:00', autocommit = 1, sql_auto_is_null = 0, sql_big_selects = 1, lc_messages = 'en_US', innodb_lock_wait_timeout = 3, lock_wait_timeout = 3`,
    // As on every engine: each statement sees what was committed before it began; what must stay as it was read is locked.
    'set session transaction isolation level read committed',
    ...product.session(statementTimeout),
    ...(readOnly ? ['set session transaction read only'] : []),
  ])
    await command(driver, text)
  await command(driver, `set session max_sort_length = ${SORT_LENGTH}, sort_buffer_size = ${SORT_BUFFER}`).catch((error: unknown) => {
    // Where a login may not change these, only texts of more than a thousand bytes sort otherwise.
    if (serverNumber(error) !== DENIED) throw error
  })
  return createWrapper(driver, id, found, options, broken)
}

export const SQL_MODE = [
  'STRICT_ALL_TABLES',
  'NO_BACKSLASH_ESCAPES',
  'ERROR_FOR_DIVISION_BY_ZERO',
  'NO_AUTO_VALUE_ON_ZERO',
  'NO_ENGINE_SUBSTITUTION',
].join()
/** Bytes of a long text that sorting looks at; the servers would stop at 1,024. */
const SORT_LENGTH = 8_192
/** Room for some rows of several such texts each. */
const SORT_BUFFER = 8_388_608

/** @throws SessionFailure for a server that the rules cannot be kept on */
function checkServer(version: string, { name, isMariadb, floor }: Product): string {
  const refuse = (why: string) => new SessionFailure(failure('DATASOURCE_UNAVAILABLE', why))
  if (/mariadb/i.test(version) !== isMariadb)
    throw refuse(`the server is ${version}, but DB_TYPE says ${name}; set DB_TYPE=${isMariadb ? 'mysql' : 'mariadb'}`)
  // Some proxies prepend what old clients want to see.
  const match = /(\d+)\.(\d+)\.(\d+)/.exec(version.replace(/^5\.5\.5-/, ''))
  const parts = match === null ? [] : match.slice(1).map(Number)
  const difference = floor.map((least, i) => (parts[i] ?? 0) - least).find((part) => part !== 0) ?? 0
  if (match === null || difference < 0) throw refuse(`the server is ${name} ${version}; ${floor.join('.')} or newer is needed`)
  return match[0]
}

function createWrapper(driver: Driver, id: string, serverVersion: string, options: ConnectOptions, broken: () => boolean): Connection {
  let failed = false
  let running = false
  let cancelled = false
  let committing = false
  let inTransaction = false
  let readOnly = options.readOnly
  let limit = NO_LIMIT

  /** The driver calls nobody back once it is destroyed; then the lease has long answered. */
  const execute = (text: string, params: readonly unknown[]): Promise<{ result: unknown; fields: readonly FieldPacket[] | undefined }> =>
    new Promise((resolve, reject) => {
      driver.execute(text, params as string[], (error, result, fields) => {
        if (text.length > LONGEST_PREPARED) driver.unprepare(text)
        if (error === null) resolve({ result, fields: fields as FieldPacket[] | undefined })
        else reject(error)
      })
    })

  /** The server stops after one row too many. */
  const limitRows = async (wanted: number): Promise<void> => {
    if (limit === wanted) return
    await command(driver, `set session sql_select_limit = ${Math.trunc(wanted)}`)
    limit = wanted
  }

  const select = async ({ text, params, maxRows }: Task & { kind: 'run' }): Promise<Answer> => {
    await limitRows(maxRows + 1)
    // Servers differ in whether the limit belongs to a statement from its preparation on, so each limit has its own.
    const limited = `${text} /* ${limit} */`
    const run = () => execute(limited, params)
    const { result, fields } = await run().catch((error: unknown) => {
      if (serverNumber(error) !== STALE) throw error
      driver.unprepare(limited)
      return run()
    })
    if (!Array.isArray(result)) return { kind: 'done' }
    const rows = result as unknown[][]
    if (rows.length > maxRows) return { kind: 'rows', rows: [], more: true }
    shortenFloats(rows, fields)
    return { kind: 'rows', rows, more: false }
  }

  const change = async ({ text, params, maxRows }: Task & { kind: 'run' }): Promise<Answer> => {
    try {
      const result = params.length === 0 ? await command(driver, text) : (await execute(text, params)).result
      // What an insert returns comes as rows.
      if (Array.isArray(result)) return { kind: 'rows', rows: result.length > maxRows ? [] : result, more: result.length > maxRows }
      const { affectedRows, insertId } = result as { affectedRows: number; insertId: number | string }
      return {
        kind: 'rows',
        rows: [],
        affected: affectedRows,
        inserted: Number(insertId) === 0 ? undefined : String(insertId),
        more: false,
      }
    } catch (error) {
      if (DEFINES.test(text) && (THERE_ALREADY.has(serverNumber(error) ?? 0) || isSameConstraint(error)))
        return { kind: 'rows', rows: [], affected: 0, more: false }
      throw error
    }
  }

  const perform = async (task: Task): Promise<Answer> => {
    switch (task.kind) {
      case 'run':
        return /^(select|with|show)\b/i.test(task.text) ? select(task) : change(task)
      case 'begin':
        await command(driver, task.readOnly ? 'start transaction read only' : 'start transaction')
        readOnly = options.readOnly || task.readOnly
        inTransaction = true
        return { kind: 'done' }
      case 'commit':
      case 'rollback':
        committing = task.kind === 'commit'
        await command(driver, task.kind)
        inTransaction = false
        readOnly = options.readOnly
        return { kind: 'done' }
    }
  }

  return {
    serverVersion,
    get usable() {
      // Given back within a transaction it would hand that on to the next one.
      return !failed && !cancelled && !broken() && !inTransaction
    },
    async ask(task) {
      running = true
      const began = performance.now()
      try {
        const answer = await perform(task)
        // A statement that was stopped may answer with success and wrong values.
        if (cancelled || performance.now() - began > options.statementTimeout) {
          failed = true
          throw new SessionFailure(failure('DATASOURCE_TIMEOUT', 'the statement was stopped; its answer is not to be trusted'))
        }
        return answer
      } catch (error) {
        if (error instanceof SessionFailure) throw error
        failed ||= endsSession(error, readOnly)
        throw new SessionFailure(classifyStatement(error))
      } finally {
        running = false
        committing = false
      }
    },
    async cancel() {
      // A commit that was sent is let be: what is left of it is not work but waiting.
      if (!running || committing) return
      cancelled = true
      await kill(options.login, id)
    },
    async close() {
      failed = true
      driver.destroy()
    },
  }
}

/** Asks the server, on a connection of its own, to stop what another one runs. */
export async function kill(login: Login, id: string): Promise<void> {
  const driver = openDriver({ ...login, timeout: CANCEL_TIMEOUT })
  const timer = setTimeout(() => driver.destroy(), CANCEL_TIMEOUT)
  try {
    await Promise.race([command(driver, `kill query ${BigInt(id)}`), closed(driver)])
  } finally {
    clearTimeout(timer)
    driver.destroy()
  }
}

function shortenFloats(rows: unknown[][], fields: readonly FieldPacket[] | undefined): void {
  fields?.forEach((field, i) => {
    if (field.columnType !== FLOAT) return
    for (const row of rows) {
      const value = row[i]
      if (typeof value === 'number') row[i] = shortFloat(value)
    }
  })
}
