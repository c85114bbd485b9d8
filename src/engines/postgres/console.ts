/** An operator's question to PostgreSQL: a login of its own, a read-only transaction, one statement by the extended protocol, rolled back. */

import type { Value } from '../../base/json.ts'
import type { Settings } from '../../datasource/datasource.ts'
import type { Console, ConsoleAnswer, ConsoleQuery } from '../../datasource/report.ts'
import { type ConsoleSession, createConsole, databaseError, STATEMENT_LIMIT, unfitLogin } from '../console/console.ts'
import { postgresFence } from '../console/fences.ts'
import { base64, double, type Gather, gather } from '../console/gather.ts'
import { type Fence, screen } from '../console/screen.ts'
import { failure } from '../hosted/failure.ts'
import { tlsOf } from '../server/options.ts'
import { classifyConnect, classifyStatement } from './classify.ts'
import { type Address, cancelBackend, PostgresClient } from './client.ts'

const CONNECT_LIMIT = 3_000
const CANCEL_LIMIT = 1_000
/** Bytes on the wire for one byte of the answer: lengths and messages around small values. The connection is cut beyond. */
const WIRE = 4

const REMEDY =
  'Make one that only reads: CREATE ROLE reader LOGIN PASSWORD …; GRANT pg_read_all_data TO reader (from PostgreSQL 14 on; before, GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader).'

/**
 * Null where no login is named for it.
 * @param fence what is not even sent; without it the database alone holds
 */
export function postgresConsole(name: string, settings: Settings, fence: Fence | null = postgresFence): Console | null {
  const user = settings.ADMIN_SQL__USER
  if (typeof user !== 'string' || user === '') return null
  const address = { host: String(settings.DB_HOST ?? '127.0.0.1'), port: Number(settings.DB_PORT ?? 5432), tls: tlsOf(settings) }
  const login = {
    user,
    password: String(settings.ADMIN_SQL__PASSWORD ?? ''),
    database: String(settings.DB_NAME ?? ''),
    session: { application_name: `switchyard console ${name}`.slice(0, 63) },
    timeout: CONNECT_LIMIT,
  }
  return createConsole({
    name,
    refuse: ({ query }) => (fence === null ? undefined : screen(query, fence)),
    connect: () => open(name, address, new PostgresClient(address, login), String(settings.DB_SCHEMA ?? '')),
  })
}

async function open(name: string, address: Address, client: PostgresClient, schema: string): Promise<ConsoleSession> {
  // The driver emits what befalls a connection; unheard it would end the process.
  client.on('error', () => undefined)
  const timer = setTimeout(() => client.destroy(), CONNECT_LIMIT)
  try {
    await client.connect()
    await client.query(preparation(schema))
    const { rows } = await client.query<{ right: string }>(RIGHTS)
    if (rows.length > 0)
      throw unfitLogin(
        name,
        rows.map(({ right }) => right),
        REMEDY,
      )
  } catch (error) {
    client.destroy()
    if (error instanceof Error && error.name === 'GatewayError') throw error
    throw databaseError(name, { failure: classifyConnect(error) })
  } finally {
    clearTimeout(timer)
  }
  return {
    ask: (question) => ask(name, address, client, question),
    cancel: () => cancelBackend(address, client.backend, CANCEL_LIMIT),
    // The server rolls back what a connection leaves behind.
    async close() {
      client.destroy()
    },
  }
}

/** `set local`, since a pooler may stand between; whatever the role was set to. */
const preparation = (schema: string): string =>
  [
    'begin read only',
    `set local statement_timeout = ${STATEMENT_LIMIT}`,
    'set local lock_timeout = 1000',
    `set local standard_conforming_strings = on`,
    `set local datestyle = 'ISO, YMD'`,
    `set local intervalstyle = 'iso_8601'`,
    `set local timezone = 'UTC'`,
    'set local extra_float_digits = 1',
    `set local bytea_output = 'hex'`,
    ...(schema === '' ? [] : [`set local search_path = "${schema.replaceAll('"', '""')}"`]),
  ].join('; ')

/** What the login may do beside reading. It is asked first also because a transaction that has read cannot be made one that writes. */
const RIGHTS = `select r.name as right from pg_catalog.pg_roles me,
  lateral (values ('superuser', me.rolsuper), ('createrole', me.rolcreaterole), ('createdb', me.rolcreatedb),
    ('replication', me.rolreplication), ('bypassrls', me.rolbypassrls)) r(name, held)
  where me.rolname = current_user and r.held
union all select g.rolname from pg_catalog.pg_roles g
  where g.rolname in ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program', 'pg_write_all_data', 'pg_signal_backend',
    'pg_maintain', 'pg_create_subscription', 'pg_checkpoint') and pg_catalog.pg_has_role(g.oid, 'member')
union all (select 'writes to ' || c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'f') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
    and pg_catalog.has_table_privilege(c.oid, 'insert, update, delete, truncate') limit 5)`

interface Column {
  readonly name: string
  readonly dataTypeID: number
}

interface Wire {
  readonly stream: NodeJS.ReadableStream
  parse(message: { name: string; text: string }): void
  describe(message: { type: 'P'; name: string }): void
  bind(message: { values: readonly (string | null)[] }): void
  execute(message: { rows: number }): void
  sync(): void
}

/** What the driver's client runs for a question: rows as the server's text, no more of them than asked for. */
class Inquiry {
  readonly done: Promise<void>
  columns: readonly Column[] = []
  readonly #question: ConsoleQuery
  readonly #rows: Gather
  #resolve: () => void = () => undefined
  #reject: (error: unknown) => void = () => undefined

  constructor(question: ConsoleQuery, rows: Gather) {
    this.#question = question
    this.#rows = rows
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  // From here on: called by the client.

  submit(connection: unknown): null {
    const wire = connection as Wire
    const { query, params, maxRows, maxBytes } = this.#question
    let bytes = 0
    wire.stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes < maxBytes * WIRE) return
      this.#rows.cut()
      this.#resolve()
    })
    wire.parse({ name: '', text: query })
    wire.bind({ values: params.map(bound) })
    wire.describe({ type: 'P', name: '' })
    wire.execute({ rows: maxRows + 1 })
    wire.sync()
    return null
  }

  handleRowDescription({ fields }: { readonly fields: readonly Column[] }): void {
    this.columns = fields
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    // Sent in full already; what has no room is let go.
    if (!this.#rows.add(fields.map((text, i) => (text === null ? null : jsonOf(this.columns[i]?.dataTypeID ?? 0, text))))) this.#resolve()
  }

  handleCommandComplete(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
  handleCopyData(): void {}

  handleCopyInResponse(wire: { sendCopyFail(message: string): void }): void {
    wire.sendCopyFail('nothing is copied here')
  }

  handleError(error: unknown): void {
    this.#reject(error)
  }

  handleReadyForQuery(): void {
    this.#resolve()
  }
}

const bound = (value: Value): string | null => (value === null || typeof value === 'string' ? value : JSON.stringify(value))

async function ask(name: string, address: Address, client: PostgresClient, question: ConsoleQuery): Promise<ConsoleAnswer> {
  const rows = gather(question)
  const inquiry = new Inquiry(question, rows)
  let lost: (() => void) | undefined
  const ended = new Promise<never>((_, reject) => {
    lost = () => reject(new Error('Connection terminated unexpectedly'))
    client.once('end', lost)
  })
  try {
    client.query(inquiry as never)
    await Promise.race([inquiry.done, ended])
  } catch (error) {
    const { severity, message, code, position } = error as { severity?: unknown; message: string; code?: string; position?: string }
    const known = classifyStatement(error, true)
    // A read that was stopped for its time.
    const found = code === '57014' ? failure('DATASOURCE_TIMEOUT', known.detail) : known
    const place = position === undefined ? '' : ` (at character ${position})`
    throw databaseError(name, {
      failure: found,
      ...(severity === undefined ? {} : { words: `${message}${place}` }),
      denied: code === '42501' || code === '25006',
    })
  } finally {
    if (lost !== undefined) client.off('end', lost)
    ended.catch(() => undefined)
    if (rows.truncated) void cancelBackend(address, client.backend, CANCEL_LIMIT).catch(() => undefined)
  }
  return { columns: inquiry.columns.map((column) => column.name), rows: rows.rows, truncated: rows.truncated }
}

/** The server's text as JSON; what JSON has no exact form for stays text. By the numbers of the built-in types. */
function jsonOf(type: number, text: string): Value {
  switch (type) {
    case 16:
      return text === 't'
    case 21:
    case 23:
    case 26:
      return Number(text)
    case 700:
    case 701:
      return double(Number(text))
    case 17:
      return base64(Buffer.from(text.slice(2), 'hex'))
    case 1114:
      return text.replace(' ', 'T')
    case 1184:
      return text.replace(' ', 'T').replace(/\+00$/, 'Z')
    default:
      return text
  }
}
