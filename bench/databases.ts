/** Where the rows live: fresh databases on PostgreSQL and, on request, elsewhere; filled with the demo, dropped at the end. */

import { join } from 'node:path'
import pg from 'pg'
import { openGateway } from '../src/gateway.ts'
import { type FreshDatabase, freshDatabase } from '../test/services/databases.ts'
import { cpuSeconds } from './process.ts'

export type Environment = Readonly<Record<string, string>>

const DATASOURCES = ['users_db', 'products_db', 'main'] as const
/** Also what the bare server's pool has. */
const CONNECTIONS = '10'
const SERVER_URLS: Readonly<Record<string, string>> = { postgres: 'TEST_POSTGRES_URL', mariadb: 'TEST_MARIADB_URL' }
export const ENGINES: readonly string[] = ['mariadb', 'sqlite', 'pglite']

/** The variables of a gateway, and those of the process that node and its own folder need. */
export function gatewayEnv(dataDir: string, datasources: Environment): Environment {
  const { PATH = '', HOME = '' } = process.env
  // All load comes from one address: it is counted as ever, but never refused.
  const open = { AUTH_REQUIRED: 'false', RATE_LIMIT: '2147483647' }
  // The bare server writes no line per request either.
  const quiet = { ACCESS_LOG: 'false' }
  return { PATH, HOME, DATA_DIR: dataDir, NODE_ENV: 'production', ...open, ...quiet, PORT: '0', SEED_DEMO: 'false', ...datasources }
}

/** All of the demo's datasources in one database. */
export function inOne(database: FreshDatabase): Environment {
  return Object.assign({}, ...DATASOURCES.map((name) => envOf(database, name)))
}

export function envOf(database: FreshDatabase, datasource: string): Environment {
  return { ...database.env(datasource), [`DATABASES__${datasource}__POOL__MAX`]: CONNECTIONS }
}

export async function makeDatabase(type: string): Promise<FreshDatabase> {
  const variable = SERVER_URLS[type] ?? ''
  const url = process.env[variable]
  if (url === undefined) throw new Error(`${variable} names no server. Start one: eval "$(test/services/up ${type})"`)
  return freshDatabase(type, url)
}

/** Datasources of an embedded engine under this folder. */
export function embedded(type: string, dataDir: string): Environment {
  const option = type === 'sqlite' ? 'DB_FILE' : 'DB_FOLDER'
  return Object.fromEntries(
    DATASOURCES.flatMap((name) => [
      [`DATABASES__${name}__DB_TYPE`, type],
      [`DATABASES__${name}__${option}`, join(dataDir, `${type}-${name}`)],
    ]),
  )
}

/** Fills these datasources with the demo's rows. */
export async function fill(env: Environment, scale: number, datasources: readonly string[] = DATASOURCES): Promise<void> {
  await using gateway = await openGateway(env)
  for (const name of datasources) await gateway.seed(name, scale)
}

export const postgresUrl = ({ settings }: FreshDatabase): string => {
  const at = new URL(`postgres://${settings.DB_HOST}:${settings.DB_PORT}/${settings.DB_NAME}`)
  at.username = encodeURIComponent(String(settings.DB_USER ?? ''))
  at.password = encodeURIComponent(String(settings.DB_PASSWORD ?? ''))
  return at.href
}

export interface Probe {
  readonly version: string
  /** CPU seconds by backend; empty where PostgreSQL runs on another machine. */
  backends(): Promise<ReadonlyMap<number, number>>
  end(): Promise<void>
}

/** Tells PostgreSQL what its tables hold, before plans depend on it, and then watches its processes. */
export async function probe(databases: readonly FreshDatabase[]): Promise<Probe> {
  const [first] = databases.map(postgresUrl)
  for (const connectionString of databases.map(postgresUrl)) {
    const client = new pg.Client({ connectionString })
    await client.connect()
    await client.query('vacuum analyze').finally(() => client.end())
  }
  const client = new pg.Client({ connectionString: first })
  await client.connect()
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  const names = databases.map(({ settings }) => settings.DB_NAME)
  return {
    version: rows[0]?.server_version ?? '',
    async backends() {
      const found = await client.query<{ pid: number }>('select pid from pg_stat_activity where datname = any($1)', [names])
      return new Map(
        found.rows.flatMap(({ pid }) => {
          const seconds = cpuSeconds(pid, 'postgres')
          return seconds === null ? [] : [[pid, seconds]]
        }),
      )
    },
    end: () => client.end(),
  }
}

/** CPU seconds between two looks; a backend that came in between counts whole. Null where none can be seen. */
export function between(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): number | null {
  if (after.size === 0) return null
  return [...after].reduce((sum, [pid, seconds]) => sum + seconds - (before.get(pid) ?? 0), 0)
}
