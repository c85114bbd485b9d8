/** An operator's question to SQL Server: a login that may only read, one query by the lexer's word, in a transaction that is rolled back. */

import { Connection as Driver, Request } from 'tedious'
import { GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import type { Settings } from '../../datasource/datasource.ts'
import type { Console, ConsoleAnswer, ConsoleQuery } from '../../datasource/report.ts'
import { type ConsoleSession, createConsole, databaseError, STATEMENT_LIMIT, unfitLogin } from '../console/console.ts'
import { sqlserverFence } from '../console/fences.ts'
import { base64, double, gather } from '../console/gather.ts'
import { screen } from '../console/screen.ts'
import { failure } from '../hosted/failure.ts'
import { tlsOf } from '../server/options.ts'
import { classifyConnect, classifyStatement } from './classify.ts'
import { addParameter, batch, type ConnectOptions, call, configuration } from './connection.ts'

const CONNECT_LIMIT = 4_000
/** Object, column, schema, server permissions; databases that may not be entered; a server feature that is off. */
const DENIED: ReadonlySet<number> = new Set([229, 230, 262, 297, 300, 371, 916, 7411, 15281, 15247])

const REMEDY =
  'Make one that only reads: CREATE LOGIN reader WITH PASSWORD = …; in the database CREATE USER reader FOR LOGIN reader; ALTER ROLE db_datareader ADD MEMBER reader.'

/** Null where no login is named for it. */
export function sqlserverConsole(name: string, settings: Settings): Console | null {
  const user = settings.ADMIN_SQL__USER
  if (typeof user !== 'string' || user === '') return null
  const options: ConnectOptions = {
    host: String(settings.DB_HOST ?? '127.0.0.1'),
    port: Number(settings.DB_PORT ?? 1433),
    tls: tlsOf(settings),
    user,
    password: String(settings.ADMIN_SQL__PASSWORD ?? ''),
    database: String(settings.DB_NAME ?? ''),
    // An availability group may then answer from a copy that cannot be written to.
    readIntent: true,
    appName: `switchyard console ${name}`.slice(0, 128),
    timeout: CONNECT_LIMIT,
  }
  return createConsole({ name, refuse: ({ query }) => screen(query, sqlserverFence), connect: (question) => open(name, options, question) })
}

/** What the login may do beside reading; what a server does not know is null. */
const RIGHTS = `select r.name from (values
  ('sysadmin', is_srvrolemember('sysadmin')), ('securityadmin', is_srvrolemember('securityadmin')), ('serveradmin', is_srvrolemember('serveradmin')),
  ('bulkadmin', is_srvrolemember('bulkadmin')), ('dbcreator', is_srvrolemember('dbcreator')), ('db_owner', is_rolemember('db_owner')),
  ('db_datawriter', is_rolemember('db_datawriter')), ('db_ddladmin', is_rolemember('db_ddladmin')), ('db_securityadmin', is_rolemember('db_securityadmin')),
  ('control of the database', has_perms_by_name(db_name(), 'DATABASE', 'CONTROL')), ('insert', has_perms_by_name(db_name(), 'DATABASE', 'INSERT')),
  ('update', has_perms_by_name(db_name(), 'DATABASE', 'UPDATE')), ('delete', has_perms_by_name(db_name(), 'DATABASE', 'DELETE'))
) r(name, held) where r.held = 1`

async function open(name: string, options: ConnectOptions, { maxBytes }: ConsoleQuery): Promise<ConsoleSession> {
  const { requestTimeout: _, ...rest } = configuration(options).options ?? {}
  const driver = new Driver({ ...configuration(options), options: { ...rest, requestTimeout: STATEMENT_LIMIT } })
  driver.on('error', () => undefined)
  const timer = setTimeout(() => driver.close(), CONNECT_LIMIT)
  try {
    await call((back) => driver.connect(back))
    const rights = await firstColumn(driver, RIGHTS)
    if (rights.length > 0) throw unfitLogin(name, rights, REMEDY)
    // Text and bytes are cut by the server itself: one byte more than may be shown tells that there was more.
    await batch(driver, `set lock_timeout 1000; set textsize ${maxBytes + 1}`)
    await call((back) => driver.beginTransaction(back))
  } catch (error) {
    driver.close()
    if (error instanceof GatewayError) throw error
    throw databaseError(name, { failure: classifyConnect(error) })
  } finally {
    clearTimeout(timer)
  }
  return {
    ask: (question) => ask(name, driver, question),
    async cancel() {
      driver.cancel()
    },
    async close() {
      await Promise.race([
        call((back) => driver.rollbackTransaction(back)).catch(() => undefined),
        new Promise((done) => setTimeout(done, 500).unref()),
      ])
      driver.close()
    },
  }
}

function firstColumn(driver: Driver, text: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const found: string[] = []
    const request = new Request(text, (error: Error | null | undefined) => (error ? reject(error) : resolve(found)))
    request.on('row', ([column]: readonly { readonly value: unknown }[]) => found.push(String(column?.value)))
    driver.execSqlBatch(request)
  })
}

interface Column {
  readonly colName: string
  readonly type: { readonly name: string }
  readonly scale?: number
}

function ask(name: string, driver: Driver, question: ConsoleQuery): Promise<ConsoleAnswer> {
  const rows = gather(question)
  return new Promise((resolve, reject) => {
    let columns: readonly Column[] = []
    let results = 0
    let broken: GatewayError | undefined
    const stop = (error?: GatewayError): void => {
      broken ??= error
      request.cancel()
    }
    const request = new Request(question.query, (error: Error | null | undefined) => {
      if (broken !== undefined) reject(broken)
      else if (error && !rows.truncated) reject(refused(name, error))
      else resolve({ columns: columns.map(({ colName }) => colName), rows: rows.rows, truncated: rows.truncated })
    })
    request.on('columnMetadata', (found: unknown) => {
      columns = found as readonly Column[]
      results++
      if (results > 1) stop(new GatewayError('QUERY_UNSUPPORTED', 'Only one statement is taken at a time.', { datasource: name }))
    })
    request.on('row', (row: readonly { readonly value: unknown }[]) => {
      if (rows.truncated || broken !== undefined) return
      try {
        if (!rows.add(row.map(({ value }, i) => jsonOf(value, columns[i], question.maxBytes, rows.cut)))) stop()
        else if (rows.truncated) stop()
      } catch (error) {
        stop(error instanceof GatewayError ? error : new GatewayError('INTERNAL_SERVER_ERROR', 'Unexpected error.', { cause: error }))
      }
    })
    for (const [i, value] of question.params.entries()) addParameter(request, `p${i + 1}`, bound(value))
    driver.execSql(request)
  })
}

function refused(name: string, error: Error): GatewayError {
  const { number, code } = error as { readonly number?: unknown; readonly code?: unknown }
  const spoke = typeof number === 'number'
  return databaseError(name, {
    failure: code === 'ETIMEOUT' ? failure('DATASOURCE_TIMEOUT', error.message) : classifyStatement(error),
    ...(spoke ? { words: error.message } : {}),
    denied: (spoke && DENIED.has(number)) || /permission denied|must be (owner|superuser)/i.test(error.message),
  })
}

const bound = (value: Value): unknown =>
  typeof value === 'boolean'
    ? value
      ? 1n
      : 0n
    : value === null || typeof value === 'string' || typeof value === 'number'
      ? value
      : JSON.stringify(value)

/** Beyond these digits the driver, which makes doubles of exact numbers, has lost some. */
const EXACT = 1e15

function jsonOf(value: unknown, column: Column | undefined, maxBytes: number, cut: () => void): Value {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return numberOf(value, column)
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Date) return momentOf(value, column)
  if (value instanceof Uint8Array) {
    if (value.byteLength > maxBytes) cut()
    return base64(value)
  }
  const text = String(value)
  if (Buffer.byteLength(text) > maxBytes) cut()
  return text
}

function numberOf(value: number, column: Column | undefined): Value {
  const type = column?.type.name ?? ''
  if (!/^(Numeric|Decimal|Money|SmallMoney)/i.test(type)) return double(value)
  const scale = /money/i.test(type) ? 4 : (column?.scale ?? 0)
  if (Math.abs(value) * 10 ** scale <= EXACT) return value.toFixed(scale)
  throw new GatewayError(
    'VALUE_NOT_REPRESENTABLE',
    `A value of ${column?.colName ?? 'a column'} has more digits than can be shown exactly: ask for cast(… as varchar(50)).`,
  )
}

/** With the digits of the fraction that the column has; the driver keeps those beyond milliseconds beside the date. */
function momentOf(
  value: Date & { readonly nanosecondsDelta?: number; readonly nanosecondDelta?: number },
  column: Column | undefined,
): Value {
  const type = column?.type.name ?? ''
  const iso = value.toISOString()
  if (/^Date$/i.test(type)) return iso.slice(0, 10)
  const scale = /^(Time|DateTime2|DateTimeOffset)/i.test(type) ? (column?.scale ?? 7) : 3
  const beyond = Math.round((value.nanosecondsDelta ?? value.nanosecondDelta ?? 0) * 1e7)
  const digits = `${iso.slice(20, 23)}${String(beyond).padStart(4, '0')}`.slice(0, scale)
  const fraction = digits === '' ? '' : `.${digits}`
  if (/^Time/i.test(type)) return `${iso.slice(11, 19)}${fraction}`
  return `${iso.slice(0, 19)}${fraction}${/Offset/i.test(type) ? 'Z' : ''}`
}
