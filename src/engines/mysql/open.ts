/** A live datasource on a MySQL or MariaDB server: where it is, who logs in, and what each session is told as it begins. */

import type { Datasource, Engine, Settings } from '../../datasource/datasource.ts'
import { type HostedOptions, hostedDatasource } from '../hosted/datasource.ts'
import { createServerHost } from '../server/host.ts'
import { tlsOf } from '../server/options.ts'
import { connectMysql, type Login, type Product } from './connection.ts'
import { introspect } from './introspect.ts'
import { statsOfMysql } from './stats.ts'

/** Milliseconds. Deadlines are nearer; this ends what a gateway leaves behind that could not tell the server to stop. */
const LONGEST_STATEMENT = 8_000
/** The same for admin work, such as loading rows. */
const LONGEST_ADMIN_STATEMENT = 300_000
/** What the server may take longer than STATEMENT_TIMEOUT, so that the gateway's own answer comes first. */
const GRACE = 1_000

export const MYSQL: Product = {
  name: 'MySQL',
  isMariadb: false,
  floor: [8, 0, 19],
  session: (statement) => [`set session max_execution_time = ${statement}`],
}

export const MARIADB: Product = {
  name: 'MariaDB',
  isMariadb: true,
  floor: [10, 6, 0],
  // The limit is in seconds, and for every statement. The cache would take what a subselect is worth for one text for that of
  // another that the column's collation holds for the same.
  session: (statement) => [`set session max_statement_time = ${statement / 1000}, optimizer_switch = 'subquery_cache=off'`],
}

const text = (value: Settings[string]): string => (typeof value === 'string' ? value : '')
const number = (value: Settings[string], otherwise: number): number => (typeof value === 'number' ? value : otherwise)

export function openMysql(engine: Engine, product: Product, name: string, settings: Settings): Datasource {
  const timeout = number(settings.POOL__CONNECT_TIMEOUT, 2_000)
  const statement = number(settings.STATEMENT_TIMEOUT, LONGEST_STATEMENT)
  const login: Login = {
    host: text(settings.DB_HOST) || '127.0.0.1',
    port: number(settings.DB_PORT, 3306),
    user: text(settings.DB_USER) || 'root',
    password: text(settings.DB_PASSWORD),
    database: text(settings.DB_NAME),
    tls: tlsOf(settings),
    timeout,
  }
  const host = createServerHost({
    name,
    size: Math.max(1, number(settings.POOL__MAX, 10)),
    connect: (lane) =>
      connectMysql({
        product,
        login,
        statementTimeout: lane === 'traffic' ? statement + GRACE : LONGEST_ADMIN_STATEMENT,
        readOnly: settings.READ_ONLY === true,
      }),
    connectTimeout: timeout,
  })
  return hostedDatasource({
    name,
    engine,
    capabilities: engine.capabilities(settings),
    collation: settings.COLLATION === 'binary' ? 'binary' : 'native',
    version: text(settings.SERVER_VERSION) || engine.version,
    host,
    bind: bindText,
    writes: (statement) => !/^(select|with|show)\b/.test(statement),
    columnsOf,
    test: 'select 1, database()',
    introspect,
    stats: (query) => statsOfMysql(query, product.isMariadb),
  })
}

/** MariaDB does not tell whose index it was: a trigger may have met one of the same name in another table. */
const UNTRIGGERED = ` and not (
    exists (select 1 from information_schema.triggers as t where t.event_object_schema = s.table_schema and t.event_object_table = s.table_name) and
    exists (select 1 from information_schema.statistics as o where o.table_schema = s.table_schema and o.table_name <> s.table_name and o.index_name = s.index_name))`

/** The columns of an index by its name; of one that is made of expressions they have no names. */
const columnsOf: HostedOptions['columnsOf'] = (_code, { constraint, table: told }, { table, namespace }) =>
  constraint === undefined
    ? null
    : {
        text: `select s.column_name from information_schema.statistics as s where s.table_schema = coalesce(?, database()) and s.table_name = ? and s.index_name = ?${told === undefined ? UNTRIGGERED : ''} order by s.seq_in_index`,
        params: [namespace ?? null, table, constraint],
      }

/** Values travel as text; what they are says the statement. */
function bindText(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  throw new Error(`MySQL takes text, not a value of type ${typeof value}`)
}
