/** R7: connections cut after any number of bytes: the right rows or a code, never wrong rows, never a hang. */

import { until } from '../client.ts'
import { LIGHT } from '../questions.ts'
import { count, most, ms, type ScoreRow, tally } from '../row.ts'
import type { DatasourceName } from '../world.ts'

const LONGEST = 4_096
const TIME = 75_000
const DEADLINE = 3_000

export const cuts: ScoreRow = {
  id: 'R7',
  measure: `connection cut after N bytes of its answers, N up to ${count(LONGEST)}`,
  target: '0 hangs, 0 wrong data, 0 crashes',
  async run({ world, random, say }) {
    // Probes would take the cut upon themselves.
    await using subject = await (await world()).faulty({ REQUEST_TIMEOUT: String(DEADLINE), HEALTH_INTERVAL: '600000' })
    const outcomes: string[] = []
    const times: number[] = []
    let [wrong, dead] = [0, 0]
    const end = performance.now() + TIME
    // Every N once, in an order of the seed's: where time is short some are left out, not the last ones.
    const sweep = async (name: DatasourceName) => {
      const way = subject.ways[name]
      const right = JSON.stringify((await subject.ask(LIGHT[name])).data)
      const order = Array.from({ length: LONGEST }, (_, i) => i + 1)
      for (let i = order.length - 1; i > 0; i--) {
        const j = Math.floor(random() * (i + 1))
        ;[order[i], order[j]] = [order[j] as number, order[i] as number]
      }
      for (const bytes of order) {
        if (performance.now() > end || !subject.isAlive()) return
        way.reset()
        // The second is the one that a read is tried again on.
        way.cutAfter(bytes, 2)
        // Two in a row: the cut may lie behind the first answer.
        for (let again = 0; again < 2; again++) {
          const reply = await subject.ask(LIGHT[name])
          outcomes.push(reply.outcome)
          times.push(reply.ms)
          if (reply.outcome === 'fine' && JSON.stringify(reply.data) !== right) wrong++
        }
        way.cutAfter(0, 0)
        if (Number.isNaN(await until(async () => (await subject.ask(LIGHT[name])).outcome === 'fine', 10_000, 5))) dead++
      }
    }
    await Promise.all([sweep('main'), sweep('users_db')])
    const late = times.filter((time) => time > DEADLINE + 250).length
    const other = outcomes.filter((outcome) => !/^(fine|DATASOURCE_(UNAVAILABLE|TIMEOUT|OVERLOADED))$/.test(outcome)).length
    const cases = outcomes.length / 2
    say(`   ${tally(outcomes)}; most ${ms(most(times))}`)
    return {
      figure: `${count(cases)} of ${count(2 * LONGEST)} cuts of PostgreSQL and MariaDB sessions: ${late} hangs, ${wrong} wrong, ${dead} not healed, ${other} with another code, ${subject.isAlive() ? 0 : 1} crashes; most ${ms(most(times))}`,
      n: cases,
      met: late + wrong + dead + other === 0 && subject.isAlive(),
    }
  },
}
