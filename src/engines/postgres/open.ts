/** A live datasource on a PostgreSQL server: where it is, who logs in, and what each session is told as it begins. */

import type { Datasource, Engine, Settings } from '../../datasource/datasource.ts'
import type { Lane } from '../../datasource/report.ts'
import { hostedDatasource } from '../hosted/datasource.ts'
import { createServerHost } from '../server/host.ts'
import { tlsOf } from '../server/options.ts'
import { bindText } from '../sql/postgres-values.ts'
import { checkedColumns, isRead } from '../sql/sqlstate.ts'
import { connectPostgres } from './connection.ts'
import { introspectPostgres } from './introspect.ts'
import { statsOfPostgres } from './stats.ts'

/** Milliseconds. Deadlines are nearer; these end what a gateway leaves behind that could not tell the server to stop. */
const LONGEST_STATEMENT = 8_000
const LONGEST_IDLE_TRANSACTION = 10_000
/** The same for admin work, such as loading rows. */
const LONGEST_ADMIN_STATEMENT = 300_000
const LONGEST_ADMIN_IDLE = 30_000
const LONGEST_LOCK_WAIT = 3_000
/** What the server may take longer than STATEMENT_TIMEOUT, so that the gateway's own answer comes first. */
const GRACE = 1_000

const text = (value: Settings[string]): string => (typeof value === 'string' ? value : '')
const number = (value: Settings[string], otherwise: number): number => (typeof value === 'number' ? value : otherwise)

export function openPostgres(engine: Engine, name: string, settings: Settings): Datasource {
  const connectTimeout = number(settings.POOL__CONNECT_TIMEOUT, 2_000)
  const pooler = settings.POOLER === true
  const readOnly = settings.READ_ONLY === true
  const address = { host: text(settings.DB_HOST) || '127.0.0.1', port: number(settings.DB_PORT, 5432), tls: tlsOf(settings) }
  const login = (lane: Lane) => ({
    user: text(settings.DB_USER) || 'postgres',
    password: text(settings.DB_PASSWORD),
    database: text(settings.DB_NAME),
    session: { application_name: `switchyard ${name}`.slice(0, 63), ...(pooler ? {} : sessionOf(settings, readOnly, lane)) },
    timeout: connectTimeout,
  })
  const host = createServerHost({
    name,
    size: Math.max(1, number(settings.POOL__MAX, 10)),
    connect: (lane) => connectPostgres({ address, login: login(lane), pooler, readOnly }),
    connectTimeout,
  })
  return hostedDatasource({
    name,
    engine,
    capabilities: engine.capabilities(settings),
    collation: settings.COLLATION === 'binary' ? 'binary' : 'native',
    version: text(settings.SERVER_VERSION) || engine.version,
    host,
    bind: bindText,
    writes: (statement) => !isRead(statement),
    columnsOf: checkedColumns,
    failureEnds: true,
    test: 'select 1, current_database()',
    introspect: introspectPostgres,
    stats: (query) => statsOfPostgres(query, true),
  })
}

/** What a role or a database may have been set to otherwise, and the second line of defence behind the deadlines. */
function sessionOf(settings: Settings, readOnly: boolean, lane: Lane): Record<string, string> {
  const schema = text(settings.DB_SCHEMA)
  const traffic = lane === 'traffic'
  return {
    standard_conforming_strings: 'on',
    extra_float_digits: '1',
    DateStyle: 'ISO, YMD',
    TimeZone: 'UTC',
    statement_timeout: String(traffic ? number(settings.STATEMENT_TIMEOUT, LONGEST_STATEMENT) + GRACE : LONGEST_ADMIN_STATEMENT),
    lock_timeout: String(LONGEST_LOCK_WAIT),
    idle_in_transaction_session_timeout: String(traffic ? LONGEST_IDLE_TRANSACTION : LONGEST_ADMIN_IDLE),
    ...(readOnly ? { default_transaction_read_only: 'on' } : {}),
    ...(schema === '' ? {} : { search_path: `"${schema.replaceAll('"', '""')}"` }),
  }
}
