/** The databases of a run, filled with the demo, on servers of its own, and gateways before them. */

import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { type Environment, fill, gatewayEnv } from '../../bench/databases.ts'
import { type FreshDatabase, freshDatabase } from '../services/databases.ts'
import { KEYS } from '../support/admin.ts'
import { type FaultyWay, type Mode, startProxy } from '../support/proxy.ts'
import type { OwnServer, ServerType } from '../support/servers.ts'
import { connectDirectly, type Direct } from './direct.ts'
import { NotHere } from './row.ts'
import { type Subject, startSubject } from './subject.ts'

/** Where each datasource of the demo is. Each has a database, and a way to it, of its own. */
export const HOMES = { main: 'postgres', products_db: 'postgres', users_db: 'mariadb' } as const satisfies Record<string, ServerType>
export type DatasourceName = keyof typeof HOMES
export const DATASOURCES = Object.keys(HOMES) as DatasourceName[]

/** Connections per datasource. */
export const POOL = 10

/** A gateway and the ways to its datasources. */
export interface Faulty extends Subject {
  readonly ways: Readonly<Record<DatasourceName, FaultyWay>>
  /** Of the ways to the datasources on a server of this type, or to all. */
  set(mode: Mode, where?: ServerType | DatasourceName): Promise<void>
}

export interface World {
  readonly servers: Readonly<Record<(typeof HOMES)[DatasourceName], OwnServer>>
  readonly databases: Readonly<Record<DatasourceName, FreshDatabase>>
  /** Part of every name and secret of the gateway's login. */
  readonly canary: string
  readonly password: string
  /** The gateway's login. */
  readonly user: string
  direct(datasource: DatasourceName): Promise<Direct>
  /** A gateway whose ways can be broken. */
  faulty(env?: Environment, broken?: readonly DatasourceName[]): Promise<Faulty>
  /** A gateway that is connected straight. */
  straight(env?: Environment): Promise<Subject>
}

export async function openWorld(
  found: Partial<Record<ServerType, OwnServer>>,
  folder: string,
  random: () => number,
): Promise<World & AsyncDisposable> {
  const { postgres, mariadb } = found
  if (postgres === undefined || mariadb === undefined)
    throw new NotHere('needs PostgreSQL and MariaDB, which test/services/up could not start')
  const servers = { postgres, mariadb }
  const canary = `canary${Math.floor(random() * 2 ** 40).toString(36)}`
  const [user, password] = [`u_${canary}`, `p-${canary}`]
  const databases = {
    main: await freshDatabase('postgres', postgres.url),
    products_db: await freshDatabase('postgres', postgres.url),
    users_db: await freshDatabase('mariadb', mariadb.url),
  }
  const dataDir = mkdtempSync(join(folder, 'world-'))
  await fill(gatewayEnv(dataDir, Object.assign({}, ...DATASOURCES.map((name) => databases[name].env(name)))), 1)
  const direct = (name: DatasourceName) => connectDirectly(HOMES[name], databases[name].settings, user)
  for (const [name, statements] of [
    ['main', [`create role "${user}" login superuser password '${password}'`, 'vacuum analyze']],
    ['products_db', ['vacuum analyze']],
    ['users_db', [`create user '${user}'@'%' identified by '${password}'`, `grant all on *.* to '${user}'@'%'`]],
  ] as const) {
    await using owner = await direct(name)
    for (const statement of statements) await owner.rows(statement)
  }
  const envOf = (ports: Partial<Record<DatasourceName, number>>): Environment => ({
    ...KEYS,
    SECRET_KEY: `s-${canary}-s`,
    ...Object.assign(
      {},
      ...DATASOURCES.map((name) => ({
        ...databases[name].env(name),
        [`DATABASES__${name}__DB_USER`]: user,
        [`DATABASES__${name}__DB_PASSWORD`]: password,
        [`DATABASES__${name}__POOL__MAX`]: String(POOL),
        [`DATABASES__${name}__POOL__CONNECT_TIMEOUT`]: '2000',
        ...(ports[name] === undefined ? {} : { [`DATABASES__${name}__DB_PORT`]: String(ports[name]) }),
      })),
    ),
  })
  return {
    servers,
    databases,
    canary,
    password,
    user,
    direct,
    straight: (env = {}) => startSubject(folder, { ...envOf({}), ...env }),
    async faulty(env = {}, broken = []) {
      const entries = DATASOURCES.map(
        async (name) => [name, await startProxy({ host: '127.0.0.1', port: servers[HOMES[name]].port })] as const,
      )
      const ways = Object.fromEntries(await Promise.all(entries)) as Record<DatasourceName, FaultyWay>
      for (const name of broken) await ways[name].set('refuse')
      const close = () => Promise.all(Object.values(ways).map((way) => way[Symbol.asyncDispose]()))
      const ports = Object.fromEntries(DATASOURCES.map((name) => [name, ways[name].port]))
      const subject = await startSubject(folder, { ...envOf(ports), ...env }).catch(async (error: unknown) => {
        await close()
        throw error
      })
      return {
        ...subject,
        ways,
        async set(mode, where) {
          for (const name of DATASOURCES) if (where === undefined || where === name || where === HOMES[name]) await ways[name].set(mode)
        },
        async [Symbol.asyncDispose]() {
          await subject[Symbol.asyncDispose]()
          await close()
        },
      }
    },
    async [Symbol.asyncDispose]() {
      for (const name of DATASOURCES) await databases[name].drop()
    },
  }
}
