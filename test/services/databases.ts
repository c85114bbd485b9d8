/** Databases of a test's own on a running server: created empty, dropped at the end, by the driver alone. */

import { MongoClient } from 'mongodb'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { Connection, Request } from 'tedious'
import type { Settings } from '../../src/datasource/datasource.ts'
import { ENGINES, engineEntry } from '../../src/engines/index.ts'
import { tlsOf } from '../../src/engines/server/options.ts'

/** The variables that name a server, in the order in which a mixed run prefers them. Two may name servers of one type. */
export const SERVERS: readonly { readonly type: string; readonly variable: string }[] = [
  { type: 'postgres', variable: 'TEST_POSTGRES_URL' },
  { type: 'mariadb', variable: 'TEST_MARIADB_URL' },
  { type: 'mysql', variable: 'TEST_MYSQL_URL' },
  { type: 'sqlserver', variable: 'TEST_SQLSERVER_URL' },
  { type: 'mongodb', variable: 'TEST_MONGODB_URL' },
  { type: 'mongodb', variable: 'TEST_MONGODB_JAVA_URL' },
]

export interface FreshDatabase {
  readonly type: string
  /** All options of the engine: those of the URL, the new database's name, and defaults. */
  readonly settings: Settings
  /** The same as variables of the datasource `name`. */
  env(name: string): Readonly<Record<string, string>>
  drop(): Promise<void>
}

type Run = (statement: string) => Promise<unknown>

const text = (value: Settings[string], fallback = ''): string => (value === undefined ? fallback : String(value))

/** How each product's own driver runs one statement outside of the new database. */
const RUN: Readonly<Record<string, (settings: Settings, statement: string) => Promise<unknown>>> = {
  async postgres(settings, statement) {
    const client = new pg.Client({ ...common(settings), database: text(settings.DB_NAME, 'postgres'), ssl: tlsOf(settings) ?? false })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  },
  mysql,
  mariadb: mysql,
  async sqlserver(settings, statement) {
    const connection = new Connection({
      server: text(settings.DB_HOST),
      authentication: { type: 'default', options: { userName: text(settings.DB_USER), password: text(settings.DB_PASSWORD) } },
      options: {
        port: Number(settings.DB_PORT ?? 1433),
        database: 'master',
        encrypt: (settings.SSL__MODE ?? 'off') !== 'off',
        trustServerCertificate: settings.SSL__MODE === 'insecure',
        ...(settings.SSL__CA === undefined ? {} : { cryptoCredentialsDetails: { ca: text(settings.SSL__CA) } }),
      },
    })
    await new Promise<void>((done, fail) => connection.connect((error) => (error ? fail(error) : done())))
    try {
      await new Promise<void>((done, fail) =>
        connection.execSqlBatch(new Request(statement, (error: Error | null | undefined) => (error ? fail(error) : done()))),
      )
    } finally {
      connection.close()
    }
  },
}

async function mysql(settings: Settings, statement: string): Promise<void> {
  const tls = tlsOf(settings)
  const connection = await createConnection({ ...common(settings), ...(tls === null ? {} : { ssl: tls as object }) })
  await connection.query(statement).finally(() => connection.end())
}

const common = (settings: Settings) => ({
  host: text(settings.DB_HOST),
  port: Number(settings.DB_PORT),
  user: text(settings.DB_USER),
  password: text(settings.DB_PASSWORD),
})

const QUOTE: Readonly<Record<string, (name: string) => string>> = {
  postgres: (name) => `"${name}"`,
  mysql: (name) => `\`${name}\``,
  mariadb: (name) => `\`${name}\``,
  sqlserver: (name) => `[${name}]`,
}
/** Connections that a failed test left behind must not keep its database. */
const DROP: Readonly<Record<string, (name: string) => readonly string[]>> = {
  postgres: (name) => [`DROP DATABASE "${name}" WITH (FORCE)`],
  mysql: (name) => [`DROP DATABASE \`${name}\``],
  mariadb: (name) => [`DROP DATABASE \`${name}\``],
  // Babelfish, which tells its version, cannot do the former.
  sqlserver: (name) => [
    `IF SERVERPROPERTY('BabelfishVersion') IS NULL EXEC ('ALTER DATABASE [${name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE')`,
    `DROP DATABASE [${name}]`,
  ],
}

let made = 0

/**
 * An empty database on the server that `url` names, whose user must be allowed to create one.
 * @param type an engine's type
 */
export async function freshDatabase(type: string, url: string): Promise<FreshDatabase> {
  const entry = engineEntry(type)
  if (entry === undefined) throw new Error(`there is no engine ${type}; there are ${ENGINES.map((each) => each.type).join(', ')}`)
  const defaults = Object.fromEntries(Object.entries(entry.options).map(([key, option]) => [key, option.default]))
  const server: Settings = { ...defaults, ...entry.parse(url) }
  const name = `switchyard_test_${Date.now().toString(36)}_${process.pid}_${++made}`
  // Tests run several gateways at once, and none needs many connections.
  const given: Settings = { ...entry.parse(url), DB_NAME: name, POOL__MAX: 4, POOL__CONNECT_TIMEOUT: 10_000, POOL__ACQUIRE_TIMEOUT: 10_000 }
  const run: Run = async (statement) => RUN[type]?.(server, statement)
  const quote = QUOTE[type]
  // MongoDB makes a database with its first document.
  if (quote !== undefined) await run(`CREATE DATABASE ${quote(name)}`)
  return {
    type,
    settings: { ...defaults, ...given },
    env: (datasource) => ({
      [`DATABASES__${datasource}__DB_TYPE`]: type,
      ...Object.fromEntries(
        Object.entries(given)
          .filter(([, value]) => value !== undefined)
          .map(([key, value]) => [`DATABASES__${datasource}__${key}`, String(value)]),
      ),
    }),
    async drop() {
      for (const statement of DROP[type]?.(name) ?? []) await run(statement)
      if (type === 'mongodb') await dropMongo(url, name)
    },
  }
}

async function dropMongo(url: string, name: string): Promise<void> {
  const client = new MongoClient(url)
  await client
    .db(name)
    .dropDatabase()
    .finally(() => client.close())
}
