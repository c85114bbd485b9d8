/** R5: databases killed under load: what is answered is right, and the first answer comes soon after the port is open again. */

import { setTimeout as pause } from 'node:timers/promises'
import { closedLoop, until } from '../client.ts'
import { LIGHT } from '../questions.ts'
import { count, most, ms, type ScoreRow, tally } from '../row.ts'
import { DATASOURCES, HOMES } from '../world.ts'

const TIMES = 5
const READERS = 16
const SOON = 2_000

export const kills: ScoreRow = {
  id: 'R5',
  measure: `SIGKILL of each database ${TIMES}× under ${READERS} clients`,
  target: '0 lost, 0 wrong, first success ≤ 2 s after the port is open',
  async run({ world, random, say }) {
    const { straight, servers } = await world()
    await using subject = await straight()
    const right = new Map<string, string>()
    for (const name of DATASOURCES) right.set(name, JSON.stringify((await subject.ask(LIGHT[name])).data))
    let [n, wrong, others] = [0, 0, 0]
    const firsts: Record<string, number[]> = { postgres: [], mariadb: [] }
    const failures: string[] = []
    for (const type of ['postgres', 'mariadb'] as const)
      for (let kill = 0; kill < TIMES; kill++) {
        const hit = DATASOURCES.filter((name) => HOMES[name] === type)
        let revived = Number.POSITIVE_INFINITY
        let first = Number.NaN
        const crowd = closedLoop(READERS, 5, async (i) => {
          const name = DATASOURCES[i % DATASOURCES.length] as (typeof DATASOURCES)[number]
          const reply = await subject.ask(LIGHT[name])
          if (reply.outcome === 'fine' && JSON.stringify(reply.data) !== right.get(name)) wrong++
          if (reply.outcome !== 'fine' && !hit.includes(name)) others++
          if (reply.outcome !== 'fine') failures.push(reply.outcome)
          if (reply.outcome === 'fine' && hit.includes(name) && Number.isNaN(first) && reply.began + reply.ms > revived)
            first = reply.began + reply.ms
          return reply
        })
        await pause(300 + random() * 300)
        await servers[type].kill()
        await pause(100 + random() * 700)
        await servers[type].start()
        revived = performance.now()
        await until(() => !Number.isNaN(first), 20_000)
        firsts[type]?.push(first - revived)
        await servers[type].ready()
        await pause(100)
        n += (await crowd.stop()).length
      }
    const all = Object.values(firsts).flat()
    const [pg, maria] = [firsts.postgres ?? [], firsts.mariadb ?? []]
    say(`   after PostgreSQL ${pg.map(ms).join(', ')}; after MariaDB ${maria.map(ms).join(', ')}; meanwhile ${tally(failures)}`)
    return {
      figure: `reads: ${wrong} wrong of ${count(n)}; ${others} errors at the database that was not killed; first success at most ${ms(most(pg))} (PostgreSQL), ${ms(most(maria))} (MariaDB) after the port is open`,
      n: all.length,
      met: wrong === 0 && others === 0 && all.every((time) => time <= SOON),
      beside: 'reads only: lost and doubled writes are measured when the graph has mutations',
    }
  },
}
