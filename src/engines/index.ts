/** The engines: what configuration needs to know of each at once, and the engine itself when it is asked for. */

import type { Engine, OptionSpec, Settings } from '../datasource/datasource.ts'
import { parsePGliteUrl, parseSqliteUrl, pgliteOptions, sqliteOptions } from './embedded/options.ts'
import { mongodbOptions, parseMongodbUrl } from './mongodb/options.ts'
import { mariadbOptions, mysqlOptions, parseMariadbUrl, parseMysqlUrl } from './mysql/options.ts'
import { parsePostgresUrl, postgresOptions } from './postgres/options.ts'
import { parseSqlServerUrl, sqlserverOptions } from './sqlserver/options.ts'

export interface EngineEntry {
  /** The value of DB_TYPE. */
  readonly type: string
  readonly aliases: readonly string[]
  readonly options: OptionSpec
  /** A connection string as settings; throws Faults. */
  readonly parse: (url: string) => Settings
  readonly load: () => Promise<Engine>
}

/** One line per engine. */
export const ENGINES: readonly EngineEntry[] = [
  { type: 'pglite', aliases: [], options: pgliteOptions, parse: parsePGliteUrl, load: async () => (await import('./pglite.ts')).pglite },
  {
    type: 'sqlite',
    aliases: ['sqlite3'],
    options: sqliteOptions,
    parse: parseSqliteUrl,
    load: async () => (await import('./sqlite.ts')).sqlite,
  },
  {
    type: 'postgres',
    aliases: ['postgresql', 'pg'],
    options: postgresOptions,
    parse: parsePostgresUrl,
    load: async () => (await import('./postgres.ts')).postgres,
  },
  { type: 'mysql', aliases: ['mysql2'], options: mysqlOptions, parse: parseMysqlUrl, load: async () => (await import('./mysql.ts')).mysql },
  {
    type: 'mariadb',
    aliases: [],
    options: mariadbOptions,
    parse: parseMariadbUrl,
    load: async () => (await import('./mariadb.ts')).mariadb,
  },
  {
    type: 'sqlserver',
    aliases: ['mssql'],
    options: sqlserverOptions,
    parse: parseSqlServerUrl,
    load: async () => (await import('./sqlserver.ts')).sqlserver,
  },
  {
    type: 'mongodb',
    aliases: ['mongo'],
    options: mongodbOptions,
    parse: parseMongodbUrl,
    load: async () => (await import('./mongodb.ts')).mongodb,
  },
]

/** The entry of a DB_TYPE or one of its other names, without regard to case. */
export function engineEntry(type: string): EngineEntry | undefined {
  const wanted = type.toLowerCase()
  return ENGINES.find((entry) => entry.type === wanted || entry.aliases.includes(wanted))
}

/** The engine of a DB_TYPE; asking for one that is not there is a fault of ours. */
export async function loadEngine(type: string): Promise<Engine> {
  const entry = engineEntry(type)
  if (entry === undefined) throw new Error(`no engine ${type}`)
  return entry.load()
}
