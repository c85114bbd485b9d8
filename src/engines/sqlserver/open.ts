/** A live datasource on a SQL Server: where it is, who logs in. */

import type { Datasource, Engine, Settings } from '../../datasource/datasource.ts'
import { type HostedOptions, hostedDatasource } from '../hosted/datasource.ts'
import { createServerHost } from '../server/host.ts'
import { tlsOf } from '../server/options.ts'
import { connectSqlServer } from './connection.ts'
import { introspectSqlServer } from './introspect.ts'
import { statsOfSqlServer } from './stats.ts'

const text = (value: Settings[string]): string => (typeof value === 'string' ? value : '')
const number = (value: Settings[string], otherwise: number): number => (typeof value === 'number' ? value : otherwise)

export function openSqlServer(engine: Engine, name: string, settings: Settings): Datasource {
  const connectTimeout = number(settings.POOL__CONNECT_TIMEOUT, 2_000)
  const options = {
    host: text(settings.DB_HOST) || '127.0.0.1',
    port: number(settings.DB_PORT, 1433),
    tls: tlsOf(settings),
    user: text(settings.DB_USER) || 'sa',
    password: text(settings.DB_PASSWORD),
    database: text(settings.DB_NAME),
    readIntent: settings.READ_INTENT === true,
    appName: `switchyard ${name}`.slice(0, 128),
    timeout: connectTimeout,
  }
  return hostedDatasource({
    name,
    engine,
    capabilities: engine.capabilities(settings),
    collation: settings.COLLATION === 'binary' ? 'binary' : 'native',
    version: text(settings.SERVER_VERSION) || engine.version,
    host: createServerHost({
      name,
      size: Math.max(1, number(settings.POOL__MAX, 10)),
      connect: () => connectSqlServer(options),
      connectTimeout,
    }),
    bind: bindSqlServer,
    writes: (statement) => !/^(select|with)\b/.test(statement),
    columnsOf,
    test: 'select 1, db_name()',
    introspect: introspectSqlServer,
    stats: statsOfSqlServer,
  })
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const INDEX = `select c.name from sys.indexes as i
  join sys.index_columns as k on k.object_id = i.object_id and k.index_id = i.index_id and k.is_included_column = 0
  join sys.columns as c on c.object_id = i.object_id and c.column_id = k.column_id
  where i.object_id = object_id(@p1) and i.name = @p2 order by k.key_ordinal`
const REFERENCE = `select c.name from sys.foreign_keys as f
  join sys.foreign_key_columns as k on k.constraint_object_id = f.object_id
  join sys.columns as c on c.object_id = f.parent_object_id and c.column_id = k.parent_column_id
  where f.parent_object_id = object_id(@p1) and f.name = @p2 order by k.constraint_column_id`

/** The columns of an index or a foreign key by its name. */
const columnsOf: HostedOptions['columnsOf'] = (code, { constraint }, { table, namespace }) => {
  if (constraint === undefined || code === 'CHECK_VIOLATION') return null
  const object = namespace === undefined ? quoted(table) : `${quoted(namespace)}.${quoted(table)}`
  return { text: code === 'FOREIGN_KEY_VIOLATION' ? REFERENCE : INDEX, params: [object, constraint] }
}

/** Integers, doubles, text and bytes; what else there is is a fault of the encoder. */
function bindSqlServer(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || Buffer.isBuffer(value))
    return value
  if (typeof value === 'boolean') return value ? 1n : 0n
  throw new Error(`SQL Server cannot bind a value of type ${typeof value}`)
}
