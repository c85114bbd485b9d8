/** The end-to-end tests with each datasource of the demo on another server, as far as there are servers. */

import { afterAll, test } from 'vitest'
import { readChecks } from '../e2e/read-checks.ts'
import { type FreshDatabase, freshDatabase, SERVERS } from './databases.ts'

/** Which engines suit which datasource best; only the models of users_db do without numbers that the database gives. */
const WISHES: Readonly<Record<string, readonly string[]>> = {
  main: ['postgres', 'mysql', 'mariadb', 'sqlserver'],
  products_db: ['sqlserver', 'mariadb', 'mysql', 'postgres'],
  users_db: ['mongodb', 'mysql', 'mariadb', 'sqlserver', 'postgres'],
}

const found = SERVERS.flatMap(({ type, variable }) => {
  const url = process.env[variable]
  if (url === undefined || url === '') return []
  // Rows are loaded in a transaction, which the look-alikes of MongoDB do not have.
  return type === 'mongodb' && process.env.TEST_MONGODB_LOOKALIKE !== undefined ? [] : [{ type, url }]
})

/** Each datasource takes the first of its wishes that no other one has; what is left over is a SQLite file. */
function assigned(): ReadonlyMap<string, { readonly type: string; readonly url: string }> {
  const places = new Map<string, { type: string; url: string }>()
  for (const [datasource, wishes] of Object.entries(WISHES)) {
    const taken = new Set([...places.values()].map(({ type }) => type))
    const type = wishes.find((wish) => !taken.has(wish) && found.some((server) => server.type === wish))
    const server = found.find((each) => each.type === type)
    if (server !== undefined) places.set(datasource, server)
  }
  return places
}

const places = assigned()
if (places.size === 0) test.skip('no server is named, so there is nothing to mix')
else {
  const databases: FreshDatabase[] = []
  afterAll(async () => {
    for (const database of databases) await database.drop()
  })
  const where = Object.keys(WISHES).map((name) => `${name} on ${places.get(name)?.type ?? 'sqlite'}`)
  readChecks(where.join(', '), async () => {
    const env: Record<string, string> = {}
    for (const name of Object.keys(WISHES)) {
      const place = places.get(name)
      if (place === undefined) {
        env[`DATABASES__${name}__DB_TYPE`] = 'sqlite'
        continue
      }
      const database = await freshDatabase(place.type, place.url)
      databases.push(database)
      Object.assign(env, database.env(name))
    }
    return env
  })
}
