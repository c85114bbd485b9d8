/** What escapes from a console are tried on: databases with something to lose, a login that only reads, and an eye on what became of them. */

import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import type { Settings } from '../../src/datasource/datasource.ts'
import { PREY, TARGET } from '../fixtures/escapes.ts'
import { freshDatabase } from '../services/databases.ts'

export const PASSWORD = 'Reader-CANARY-9x!'
export const READER = `switchyard_reader_${process.pid}`

type Row = Readonly<Record<string, unknown>>

export interface Ground extends AsyncDisposable {
  /** Of the datasource, with the login of its console. */
  readonly settings: Settings
  /** The same as variables of the datasource `name`. */
  env(name: string): Readonly<Record<string, string>>
  /** Runs one statement as the owner. */
  run(statement: string): Promise<readonly Row[]>
  /** All that an escape might change. */
  state(): Promise<unknown>
}

/** A console's login, in the settings of a datasource. */
export const withLogin = (settings: Settings, user: string): Settings => ({
  ...settings,
  ADMIN_SQL__USER: user,
  ADMIN_SQL__PASSWORD: PASSWORD,
})

/** Files that an escape has made. Servers on this machine write to the same folder. */
export const strayFiles = (): string[] =>
  [...new Set(['/tmp', tmpdir()])].flatMap((folder) => readdirSync(folder).filter((name) => name.startsWith(PREY)))

const ofServer = ({ DB_HOST, DB_PORT, DB_USER, DB_PASSWORD, DB_NAME }: Settings) => ({
  host: String(DB_HOST),
  port: Number(DB_PORT),
  user: String(DB_USER),
  password: String(DB_PASSWORD),
  database: String(DB_NAME),
})

const loginEnv = (name: string) => ({
  [`DATABASES__${name}__ADMIN_SQL__USER`]: READER,
  [`DATABASES__${name}__ADMIN_SQL__PASSWORD`]: PASSWORD,
})

/** @param url of a server whose user may create databases and roles */
export async function postgresGround(url: string): Promise<Ground> {
  const database = await freshDatabase('postgres', url)
  const owner = new pg.Client(ofServer(database.settings))
  await owner.connect()
  await owner.query(`
    create table ${TARGET} (id int, name text);
    insert into ${TARGET} values (1, 'one'), (2, 'two');
    create sequence escape_sequence;
    create function escape_delete() returns int language sql as $$ delete from ${TARGET} returning 1 $$;
    create role "${READER}" login password '${PASSWORD}';
    grant select on ${TARGET} to "${READER}";`)
  return {
    settings: withLogin(database.settings, READER),
    env: (name) => ({ ...database.env(name), ...loginEnv(name) }),
    run: async (statement) => (await owner.query(statement)).rows,
    async state() {
      const { rows } = await owner.query(`select (select json_agg(t order by id) from ${TARGET} t) as rows,
        (select count(*) from pg_class where relname like '%${PREY}%')::int as prey, (select count(*) from pg_roles where rolname like '%${PREY}%')::int as roles,
        (select last_value::int from escape_sequence) as sequence, (select is_called from escape_sequence) as called,
        (select count(*) from pg_largeobject_metadata)::int as objects, (select count(*) from pg_replication_slots)::int as slots,
        (select array_agg(acl) from (select relacl::text as acl from pg_class where relname = '${TARGET}') a) as acl, obj_description('${TARGET}'::regclass) as comment`)
      return { ...rows[0], files: strayFiles() }
    },
    async [Symbol.asyncDispose]() {
      await owner.query(`drop owned by "${READER}"; drop role "${READER}"`)
      await owner.end()
      await database.drop()
    },
  }
}

/** @param url of a server whose user may create databases and users */
export async function mysqlGround(type: 'mysql' | 'mariadb', url: string): Promise<Ground> {
  const database = await freshDatabase(type, url)
  const hasSequences = type === 'mariadb'
  const owner = await createConnection({ ...ofServer(database.settings), multipleStatements: true })
  await owner.query(`
    create table ${TARGET} (id int, name text);
    insert into ${TARGET} values (1, 'one'), (2, 'two');
    ${hasSequences ? 'create sequence escape_sequence;' : ''}
    create procedure escape_delete() delete from ${TARGET};
    create function escape_function() returns int modifies sql data begin delete from ${TARGET}; return 1; end;
    create user '${READER}' identified by '${PASSWORD}';
    grant select, show view on \`${database.settings.DB_NAME}\`.* to '${READER}'`)
  const run = async (statement: string) => (await owner.query(statement))[0] as Row[]
  return {
    settings: withLogin(database.settings, READER),
    env: (name) => ({ ...database.env(name), ...loginEnv(name) }),
    run,
    state: async () => ({
      rows: await run(`select * from ${TARGET} order by id`),
      tables: await run('show full tables'),
      users: await run(`select user from mysql.user where user like '%${PREY}%'`),
      sequence: hasSequences ? await run('select next_not_cached_value from escape_sequence') : [],
      globals: await run("show global variables where variable_name in ('general_log', 'sql_mode', 'read_only')"),
      grants: await run(`show grants for '${READER}'`),
      files: strayFiles(),
    }),
    async [Symbol.asyncDispose]() {
      await owner.query(`drop user '${READER}'`)
      await owner.end()
      await database.drop()
    },
  }
}

/** @param folder where nothing else is; its owner removes it */
export function sqliteGround(folder: string): Ground {
  const file = join(folder, 'target.sqlite')
  const settings = { DB_FILE: file, ADMIN_SQL__ENABLED: true }
  const within = <T>(work: (db: DatabaseSync) => T): T => {
    const db = new DatabaseSync(file)
    try {
      return work(db)
    } finally {
      db.close()
    }
  }
  within((db) =>
    db.exec(`create table ${TARGET} (id int, name text); insert into ${TARGET} values (1, 'one'), (2, 'two'); pragma user_version = 7`),
  )
  const all = (db: DatabaseSync, statement: string) => db.prepare(statement).all() as Row[]
  return {
    settings,
    env: (name) => ({
      [`DATABASES__${name}__DB_TYPE`]: 'sqlite',
      [`DATABASES__${name}__DB_FILE`]: file,
      [`DATABASES__${name}__ADMIN_SQL__ENABLED`]: 'true',
    }),
    run: async (statement) => within((db) => all(db, statement)),
    state: async () =>
      within((db) => ({
        rows: all(db, `select * from ${TARGET} order by id`),
        schema: all(db, 'select * from sqlite_schema order by name'),
        version: all(db, 'pragma user_version'),
        journal: all(db, 'pragma journal_mode'),
        // A journal comes and goes with the gateway's own handle.
        beside: readdirSync(folder).filter((name) => !/^target\.sqlite(-wal|-shm)?$/.test(name)),
        files: strayFiles(),
      })),
    [Symbol.asyncDispose]: async () => undefined,
  }
}
