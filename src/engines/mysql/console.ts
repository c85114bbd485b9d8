/** An operator's question to MySQL or MariaDB: a login that may only select, a read-only transaction, one prepared statement, rolled back. */

import type { Connection as Driver, FieldPacket } from 'mysql2'
import type { Value } from '../../base/json.ts'
import type { Settings } from '../../datasource/datasource.ts'
import type { Console, ConsoleAnswer, ConsoleQuery } from '../../datasource/report.ts'
import { type ConsoleSession, createConsole, databaseError, STATEMENT_LIMIT, unfitLogin } from '../console/console.ts'
import { mysqlFence } from '../console/fences.ts'
import { base64, double, gather } from '../console/gather.ts'
import { type Fence, screen } from '../console/screen.ts'
import { tlsOf } from '../server/options.ts'
import { shortFloat } from '../sql/single.ts'
import { classifyConnect, classifyStatement, serverNumber } from './classify.ts'
import { closed, command, kill, type Login, openDriver, type Product, SQL_MODE } from './connection.ts'

const CONNECT_LIMIT = 3_000
const WIRE = 4
/** About rights: of tables, columns, databases, and of what needs one of its own. */
const DENIED: ReadonlySet<number> = new Set([1044, 1142, 1143, 1227, 1370, 1698, 1792, 1290])

const REMEDY = 'Make one that only reads: CREATE USER reader IDENTIFIED BY …; GRANT SELECT, SHOW VIEW ON the_database.* TO reader.'

/**
 * Null where no login is named for it.
 * @param fence what is not even sent; without it the database alone holds
 */
export function mysqlConsole(product: Product, name: string, settings: Settings, fence: Fence | null = mysqlFence): Console | null {
  const user = settings.ADMIN_SQL__USER
  if (typeof user !== 'string' || user === '') return null
  const login: Login = {
    host: String(settings.DB_HOST ?? '127.0.0.1'),
    port: Number(settings.DB_PORT ?? 3306),
    user,
    password: String(settings.ADMIN_SQL__PASSWORD ?? ''),
    database: String(settings.DB_NAME ?? ''),
    tls: tlsOf(settings),
    timeout: CONNECT_LIMIT,
  }
  return createConsole({
    name,
    refuse: ({ query }) => (fence === null ? undefined : screen(query, fence)),
    connect: (question) => open(name, product, login, question),
  })
}

async function open(name: string, product: Product, login: Login, { maxRows }: ConsoleQuery): Promise<ConsoleSession> {
  const driver = openDriver(login)
  driver.on('error', () => undefined)
  const timer = setTimeout(() => driver.destroy(), CONNECT_LIMIT)
  let id = '0'
  try {
    await Promise.race([
      closed(driver),
      (async () => {
        // Rights that come by a role are not looked into; without a role they are not there.
        await command(driver, 'set role none')
        const [[found = '0'] = []] = (await command(driver, 'select cast(connection_id() as char)')) as string[][]
        id = found
        const rights = unfitRights((await command(driver, 'show grants')) as string[][])
        if (rights.length > 0) throw unfitLogin(name, rights, REMEDY)
        for (const text of [
          'set names utf8mb4 collate utf8mb4_bin',
          `set session sql_mode = '${SQL_MODE}', time_zone = '+00:00', lock_wait_timeout = 1, innodb_lock_wait_timeout = 1`,
          `set session sql_select_limit = ${maxRows + 1}`,
          ...product.session(STATEMENT_LIMIT),
          'set session transaction read only',
          'start transaction read only',
        ])
          await command(driver, text)
      })(),
    ])
  } catch (error) {
    driver.destroy()
    if (error instanceof Error && error.name === 'GatewayError') throw error
    throw databaseError(name, { failure: classifyConnect(error) })
  } finally {
    clearTimeout(timer)
  }
  return {
    ask: (question) => ask(name, driver, question, () => kill(login, id)),
    cancel: () => kill(login, id),
    // The server rolls back what a connection leaves behind.
    async close() {
      driver.destroy()
    },
  }
}

const HARMLESS = /^(USAGE|SELECT( \(.*\))?|SHOW VIEW|SHOW DATABASES|PROCESS|SLAVE MONITOR|BINLOG MONITOR|REPLICATION CLIENT)$/i

/** What the grants of a login allow beside reading, from the answer of SHOW GRANTS. */
export function unfitRights(grants: readonly (readonly string[])[]): string[] {
  return grants.flatMap(([text = '']) => {
    // A role that is granted has no ON; it has been set aside.
    const [, list, where = ''] = /^GRANT (.+?) ON (\S+)/i.exec(text) ?? []
    if (list === undefined) return []
    // A proxy may be someone else altogether.
    const privileges = list.match(/[^,(]+(\([^)]*\))?/g) ?? []
    return privileges
      .map((privilege) => privilege.trim())
      .filter((privilege) => privilege !== '' && !HARMLESS.test(privilege))
      .map((privilege) => `${privilege} on ${where}`)
  })
}

function ask(name: string, driver: Driver, question: ConsoleQuery, stop: () => Promise<void>): Promise<ConsoleAnswer> {
  const { query, params, maxBytes } = question
  const rows = gather(question)
  const began = performance.now()
  return new Promise((resolve, reject) => {
    let fields: readonly FieldPacket[] = []
    let bytes = 0
    const answer = () => resolve({ columns: fields.map((field) => field.name), rows: rows.rows, truncated: rows.truncated })
    const enough = () => {
      answer()
      void stop().catch(() => undefined)
    }
    const fail = (error: unknown) => {
      const number = serverNumber(error)
      const { sqlMessage } = error as { readonly sqlMessage?: string }
      reject(
        databaseError(name, {
          failure: classifyStatement(error),
          ...(number === undefined ? {} : { words: sqlMessage ?? (error as Error).message }),
          denied: number !== undefined && DENIED.has(number),
        }),
      )
    }
    ;(driver as unknown as { stream: NodeJS.ReadableStream }).stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes < maxBytes * WIRE) return
      rows.cut()
      enough()
    })
    driver.once('error', fail)
    ;(driver as unknown as { stream: NodeJS.ReadableStream }).stream.once('close', () => fail(new Error('the connection was closed')))
    // Without a callback the driver hands out row by row and keeps none.
    const sent = driver.execute(
      { sql: query, values: params.map(bound), rowsAsArray: true } as never,
      [] as never,
    ) as unknown as NodeJS.EventEmitter
    sent.on('fields', (found: readonly FieldPacket[] | undefined) => {
      fields = found ?? []
    })
    sent.on('result', (row: unknown) => {
      if (Array.isArray(row) && !rows.add(row.map((value, i) => jsonOf(value, fields[i])))) enough()
    })
    sent.on('error', fail)
    sent.on('end', () => {
      // A statement that was stopped may answer with success and wrong values.
      if (performance.now() - began < STATEMENT_LIMIT) answer()
      else fail(Object.assign(new Error('the statement was stopped; its answer is not to be trusted'), { errno: 3024, sqlState: 'HY000' }))
    })
  })
}

const bound = (value: Value): string | number | null =>
  value === null || typeof value === 'string' || typeof value === 'number'
    ? value
    : typeof value === 'boolean'
      ? Number(value)
      : JSON.stringify(value)

/** Columns that are moments: DATETIME and TIMESTAMP; the session is in UTC. */
const DATETIME = 12
const TIMESTAMP = 7
const FLOAT = 4
const LONGLONG = 8
const BINARY = 63

function jsonOf(value: unknown, field: FieldPacket | undefined): Value {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') {
    // 64 bits are text throughout, not only where a number would lose digits.
    if (field?.columnType === LONGLONG) return String(value)
    return double(field?.columnType === FLOAT ? shortFloat(value) : value)
  }
  if (value instanceof Uint8Array)
    return field?.characterSet === BINARY || field === undefined ? base64(value) : Buffer.from(value).toString('utf8')
  const text = String(value)
  if (field?.columnType === TIMESTAMP) return `${text.replace(' ', 'T')}Z`
  return field?.columnType === DATETIME ? text.replace(' ', 'T') : text
}
