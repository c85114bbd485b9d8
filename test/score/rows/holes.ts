/** R6: a network that swallows everything leaves no connection lost for ever; and what bare drivers do in the same hole. */

import { setTimeout as pause } from 'node:timers/promises'
import { createPool } from 'mysql2/promise'
import pg from 'pg'
import { startProxy } from '../../support/proxy.ts'
import { closedLoop, until } from '../client.ts'
import { LIGHT, QUIET } from '../questions.ts'
import { most, ms, type ScoreRow } from '../row.ts'
import { DATASOURCES, HOMES, POOL, type World } from '../world.ts'

const TIMES = 6
const HOLE = 3_500
const SOON = 2_000

export const holes: ScoreRow = {
  id: 'R6',
  measure: `black hole of ${HOLE / 1000} s, ${TIMES}× per driver`,
  target: 'pool fully usable ≤ 2 s after it heals, 0 slots leaked',
  async run({ world, say }) {
    const here = await world()
    await using subject = await here.faulty({
      REQUEST_TIMEOUT: '3000',
      ...Object.fromEntries(DATASOURCES.map((name) => [`DATABASES__${name}__STATEMENT_TIMEOUT`, '1500'])),
    })
    const healed: number[] = []
    for (let i = 0; i < TIMES; i++) {
      const crowd = closedLoop(3 * POOL, 10, (n) => subject.ask(LIGHT[DATASOURCES[n % DATASOURCES.length] as (typeof DATASOURCES)[number]]))
      await pause(300)
      await subject.set('hole')
      await pause(HOLE)
      await subject.set('pass')
      const began = performance.now()
      // As many at once as there are connections, at each: none of them fails.
      const whole = async (name: (typeof DATASOURCES)[number]) => {
        const burst = () => Promise.all(Array.from({ length: POOL }, () => subject.ask(LIGHT[name])))
        await until(async () => (await burst()).every(({ outcome }) => outcome === 'fine'), 15_000)
        return performance.now() - began
      }
      healed.push(...(await Promise.all(DATASOURCES.map(whole))))
      await crowd.stop()
    }
    const leaked: number[] = []
    for (const name of DATASOURCES) leaked.push(POOL - (await usable(here, subject, name)))
    say(`   healed after ${healed.map(ms).join(', ')}; leaked ${leaked.join(', ')}`)
    const lost = leaked.reduce((a, b) => a + b, 0)
    return {
      figure: `fully usable after at most ${ms(most(healed))}; ${lost} of ${POOL * DATASOURCES.length} slots leaked`,
      n: TIMES * DATASOURCES.length,
      met: healed.every((time) => time <= SOON) && lost === 0,
      beside: await bareDrivers(here),
    }
  },
}

/** How many connections the gateway can use at once: so many of its statements get as far as a lock. */
async function usable(world: World, subject: Awaited<ReturnType<World['faulty']>>, name: (typeof DATASOURCES)[number]): Promise<number> {
  await using direct = await world.direct(name)
  const { table, question } = QUIET[name]
  const unlock = await direct.lock(table)
  const asked = Array.from({ length: POOL }, () => subject.ask(question))
  let found = 0
  await until(async () => {
    found = Math.max(found, await direct.blocked())
    return found === POOL
  }, 1_000)
  await unlock()
  await Promise.all(asked)
  return found
}

/** Pools of the drivers as they come, with a time limit per query and nothing else. */
async function bareDrivers({ databases, servers }: World): Promise<string> {
  const size = 4
  const told: string[] = []
  for (const name of ['main', 'users_db'] as const) {
    const type = HOMES[name]
    await using way = await startProxy({ host: '127.0.0.1', port: servers[type].port })
    const { DB_USER, DB_PASSWORD, DB_NAME } = databases[name].settings
    const login = { host: '127.0.0.1', port: way.port, user: String(DB_USER), password: String(DB_PASSWORD), database: String(DB_NAME) }
    const timeout = 500
    const pool =
      type === 'postgres' ? new pg.Pool({ ...login, max: size, query_timeout: timeout }) : createPool({ ...login, connectionLimit: size })
    pool.on('error' as never, () => undefined)
    const query = (): Promise<unknown> => ('totalCount' in pool ? pool.query('select 1') : pool.query({ sql: 'select 1', timeout }))
    const crowd = () => Promise.all(Array.from({ length: size }, () => within(query(), 2_000)))
    await crowd()
    await way.set('hole')
    await crowd()
    await way.set('pass')
    const usableAfter = (await crowd()).filter(Boolean).length
    told.push(`${type === 'postgres' ? 'pg' : 'mysql2'} ${size - usableAfter} of ${size}`)
    // What is lost would keep the pool from ending.
    way.reset()
    await within(pool.end(), 2_000)
  }
  return `bare pools with a query timeout, slots lost 2 s after it heals: ${told.join(', ')}`
}

const within = (work: Promise<unknown>, limit: number): Promise<boolean> =>
  Promise.race([work.then(() => true).catch(() => false), pause(limit, false)])
