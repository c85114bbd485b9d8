/** R8: clients that leave take their work at the database with them, and nobody else's. */

import { setTimeout as pause } from 'node:timers/promises'
import { closedLoop, type Reply, until } from '../client.ts'
import { LIGHT, QUIET } from '../questions.ts'
import { count, ms, percentile, type ScoreRow, tally } from '../row.ts'
import { DATASOURCES, type DatasourceName } from '../world.ts'

const LEAVING = 1_000
/** At once, so that others find connections too. */
const TOGETHER = 4
/** Milliseconds after which the last of them leaves. */
const PATIENCE = 60
const TIME = 80_000

export const cancels: ScoreRow = {
  id: 'R8',
  measure: 'clients that leave at random moments, while others stay',
  target: 'work at the database gone ≤ 500 ms p99, 0 wrong victims',
  async run({ world, random, say }) {
    const here = await world()
    await using subject = await here.straight({ HEALTH_INTERVAL: '600000' })
    const right = new Map<DatasourceName, string>()
    for (const name of DATASOURCES) right.set(name, JSON.stringify((await subject.ask(LIGHT[name])).data))
    const gone: Record<string, number[]> = { main: [], users_db: [] }
    const left: Reply[] = []
    let reached = 0
    const end = performance.now() + TIME
    const leave = async (name: DatasourceName, times: number) => {
      await using direct = await here.direct(name)
      const { table, question } = QUIET[name]
      const unlock = await direct.lock(table)
      try {
        for (let i = 0; i < times && performance.now() < end; i++) {
          const asked = Array.from({ length: TOGETHER }, async () => {
            const leaving = new AbortController()
            setTimeout(() => leaving.abort(), random() * PATIENCE)
            return subject.ask(question, undefined, { signal: leaving.signal })
          })
          let seen = 0
          const watching = pause(PATIENCE / 2).then(async () => {
            seen = await direct.blocked()
          })
          left.push(...(await Promise.all(asked)))
          const last = performance.now()
          await watching
          reached += seen
          // What is on its way to the database when its client leaves must not arrive there afterwards and stay.
          let clear = Number.NaN
          for (let calm = 0; calm < 2; ) {
            if ((await direct.blocked()) > 0) [calm, clear] = [0, Number.NaN]
            else {
              if (Number.isNaN(clear)) clear = performance.now() - last
              calm++
            }
            if (performance.now() - last > 10_000) break
            await pause(4)
          }
          gone[name]?.push(Number.isNaN(clear) ? 10_000 : Math.max(0, clear))
        }
      } finally {
        await unlock()
      }
    }
    let wrong = 0
    const staying = closedLoop(8, 2, async (i) => {
      const name = DATASOURCES[i % DATASOURCES.length] as DatasourceName
      const reply = await subject.ask(LIGHT[name])
      if (reply.outcome !== 'fine' || JSON.stringify(reply.data) !== right.get(name)) wrong++
      return reply
    })
    await Promise.all((['main', 'users_db'] as const).map((name) => leave(name, LEAVING / TOGETHER / 2)))
    const stayed = await staying.stop()
    const healthy = await until(async () => (await subject.ask(LIGHT.main)).outcome === 'fine', 2_000)
    say(
      `   who left: ${tally(left.map(({ outcome }) => outcome))}; seen at work half way ${reached}; who stayed: ${tally(stayed.map(({ outcome }) => outcome))}`,
    )
    const [pg, maria] = [gone.main ?? [], gone.users_db ?? []].map((times) => [0.5, 0.99, 1].map((p) => percentile(times, p))) as [
      number[],
      number[],
    ]
    const p99 = percentile(Object.values(gone).flat(), 0.99)
    const words = ([p50, high, longest]: number[]) => `${ms(p50 ?? 0)} p50, ${ms(high ?? 0)} p99, ${ms(longest ?? 0)} at most`
    return {
      figure: `work gone after ${ms(p99)} p99 (PostgreSQL ${words(pg)}; MariaDB ${words(maria)}), in groups of ${TOGETHER}; ${wrong} wrong victims among ${count(stayed.length)} who stayed`,
      n: left.length,
      met: p99 <= 500 && wrong === 0 && !Number.isNaN(healthy) && reached > 0,
    }
  },
}
