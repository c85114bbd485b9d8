/** A direct way to a database of the run, past the gateway: to see what it works on, and to stand in its way. */

import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import type { Settings } from '../../src/datasource/datasource.ts'

export interface Direct extends AsyncDisposable {
  rows(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Locks tables against reading, so that statements on them take until the result is called. */
  lock(...tables: readonly string[]): Promise<() => Promise<void>>
  /** The gateway's sessions. */
  sessions(): Promise<number>
  /** Its statements that wait for a lock. */
  blocked(): Promise<number>
  /** Ends all sessions of the gateway. */
  cut(): Promise<void>
  /** How many sessions its login may have. */
  grant(sessions: number | 'any'): Promise<void>
  password(to: string): Promise<void>
}

const number = async (rows: Promise<readonly Readonly<Record<string, unknown>>[]>): Promise<number> => Number((await rows)[0]?.n)

/** @param user the gateway's login */
export async function connectDirectly(type: string, settings: Settings, user: string): Promise<Direct> {
  return type === 'postgres' ? postgres(settings, user) : mariadb(settings, user)
}

const common = ({ DB_HOST, DB_PORT, DB_USER, DB_PASSWORD, DB_NAME }: Settings) => ({
  host: String(DB_HOST),
  port: Number(DB_PORT),
  user: String(DB_USER),
  password: String(DB_PASSWORD),
  database: String(DB_NAME),
})

async function postgres(settings: Settings, user: string): Promise<Direct> {
  const connect = async () => {
    const client = new pg.Client(common(settings))
    // The server is killed at times.
    client.on('error', () => undefined)
    await client.connect()
    return client
  }
  const [looking, locking] = [await connect(), await connect()]
  const rows: Direct['rows'] = async (statement) => (await looking.query(statement)).rows
  const activity = `select count(*)::int as n from pg_stat_activity where usename = '${user}'`
  return {
    rows,
    async lock(...tables) {
      await locking.query('begin')
      await locking.query(`lock table ${tables.join(', ')} in access exclusive mode`)
      return async () => void (await locking.query('rollback'))
    },
    sessions: () => number(rows(activity)),
    blocked: () => number(rows(`${activity} and wait_event_type = 'Lock'`)),
    cut: async () => void (await rows(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${user}'`)),
    grant: async (sessions) => void (await rows(`alter role "${user}" connection limit ${sessions === 'any' ? -1 : sessions}`)),
    password: async (to) => void (await rows(`alter role "${user}" password '${to}'`)),
    async [Symbol.asyncDispose]() {
      await Promise.all([looking.end(), locking.end()].map((ended) => ended.catch(() => undefined)))
    },
  }
}

async function mariadb(settings: Settings, user: string): Promise<Direct> {
  const connect = async () => {
    const connection = await createConnection(common(settings))
    connection.on('error', () => undefined)
    return connection
  }
  const [looking, locking] = [await connect(), await connect()]
  const rows: Direct['rows'] = async (statement) => (await looking.query(statement))[0] as never
  const activity = `select count(*) as n from information_schema.processlist where user = '${user}'`
  return {
    rows,
    async lock(...tables) {
      await locking.query(`lock tables ${tables.map((table) => `${table} write`).join(', ')}`)
      return async () => void (await locking.query('unlock tables'))
    },
    sessions: () => number(rows(activity)),
    blocked: () => number(rows(`${activity} and state like 'Waiting for table%'`)),
    async cut() {
      for (const { id } of await rows(`select id from information_schema.processlist where user = '${user}'`))
        await rows(`kill ${id}`).catch(() => undefined)
    },
    grant: async (sessions) =>
      void (await rows(`grant usage on *.* to '${user}'@'%' with max_user_connections ${sessions === 'any' ? 0 : sessions}`)),
    password: async (to) => void (await rows(`set password for '${user}'@'%' = password('${to}')`)),
    async [Symbol.asyncDispose]() {
      looking.destroy()
      locking.destroy()
    },
  }
}
