/** R25: a gateway that starts before its databases serves at once, and each of them from when it is there, in whatever order they come. */

import { setTimeout as pause } from 'node:timers/promises'
import { createClient, until } from '../client.ts'
import { LIGHT, WIDE } from '../questions.ts'
import { most, ms, percentile, type ScoreRow } from '../row.ts'
import { DATASOURCES, type DatasourceName } from '../world.ts'

const SOON = 2_000
const ROUNDS = 2

export const startup: ScoreRow = {
  id: 'R25',
  measure: `all ${DATASOURCES.length} databases down at start, then up in every order`,
  target: 'each serves ≤ 2 s after it is there, no restart',
  async run({ world, random, say }) {
    const here = await world()
    const starts: number[] = []
    const heals: number[] = []
    let wrong = 0
    const orders = permutations(DATASOURCES)
    for (let round = 0; round < ROUNDS; round++)
      for (const order of orders) {
        const began = performance.now()
        await using subject = await here.faulty({}, DATASOURCES)
        using prober = createClient(subject.url)
        const alive = await prober.ask(undefined, { method: 'GET', path: '/livez' })
        starts.push(performance.now() - began)
        // All of the graph is there, and says so.
        const early = await subject.ask(WIDE[0] as string)
        if (
          alive.status !== 200 ||
          early.errors.length === 0 ||
          early.errors.some(({ extensions }) => extensions?.code !== 'DATASOURCE_UNAVAILABLE')
        )
          wrong++
        // Clients that keep asking, as they would.
        let asking = true
        const crowd = DATASOURCES.map(async (name) => {
          while (asking) {
            await subject.ask(LIGHT[name])
            await pause(50)
          }
        })
        await pause(200 + random() * 1_500)
        for (const name of order) {
          await subject.set('pass', name)
          heals.push(await until(async () => (await subject.ask(LIGHT[name])).outcome === 'fine', 10_000, 20))
        }
        asking = false
        await Promise.all(crowd)
        for (const question of WIDE) if ((await subject.ask(question)).outcome !== 'fine') wrong++
      }
    say(`   started in ${starts.map(ms).join(', ')}; healed in ${heals.map(ms).join(', ')}`)
    const late = heals.filter((time) => !(time <= SOON)).length
    return {
      figure: `serves ${ms(percentile(heals, 0.5))} p50, ${ms(most(heals))} at most after each database is there; ${late} of ${heals.length} later than 2 s; ${wrong} wrong answers; process up in at most ${ms(most(starts))}`,
      n: orders.length * ROUNDS,
      met: late === 0 && wrong === 0,
    }
  },
}

const permutations = (names: readonly DatasourceName[]): (readonly DatasourceName[])[] =>
  names.length < 2
    ? [names]
    : names.flatMap((first) => permutations(names.filter((name) => name !== first)).map((rest) => [first, ...rest]))
