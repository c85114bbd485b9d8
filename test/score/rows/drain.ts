/** R9: a gateway that is told to stop finishes what it has begun, and leaves nothing at the databases. */

import { setTimeout as pause } from 'node:timers/promises'
import { createClient, openLoop, until } from '../client.ts'
import { LIGHT, WIDE } from '../questions.ts'
import { count, most, ms, type ScoreRow, tally } from '../row.ts'
import { DATASOURCES } from '../world.ts'

const TIMES = 12
const GRACE = 25_000
const RATE = 100
const QUESTIONS = [...Object.values(LIGHT), ...WIDE]

export const drain: ScoreRow = {
  id: 'R9',
  measure: `SIGTERM under load ${TIMES}×, kept connections, open loop`,
  target: '0 broken in flight, exit 0 within the grace, 0 sessions left at the databases',
  async run({ world, random, say }) {
    const { straight, direct } = await world()
    const exits: (number | NodeJS.Signals)[] = []
    const times: number[] = []
    const outcomes: string[] = []
    let sessions = 0
    for (let i = 0; i < TIMES; i++) {
      await using subject = await straight()
      // As a balancer does: who is not ready any more is sent nothing new.
      const balancer = createClient(subject.url)
      let ready = true
      const looking = (async () => {
        for (; ready; await pause(100)) ready = (await balancer.ask(undefined, { method: 'GET', path: '/readyz' })).status === 200
      })()
      const crowd = openLoop(RATE, (at) => (ready ? subject.ask(QUESTIONS[at % QUESTIONS.length] as string) : undefined))
      // A process that has just started is slow, and would be measured for that.
      await pause(1_500 + random() * 500)
      const began = performance.now()
      process.kill(subject.pid, 'SIGTERM')
      exits.push(await subject.exit)
      times.push(performance.now() - began)
      outcomes.push(...(await crowd.stop()).map(({ outcome }) => outcome))
      await looking
      balancer[Symbol.dispose]()
      for (const name of DATASOURCES) {
        await using way = await direct(name)
        let left = 0
        await until(async () => {
          left = await way.sessions()
          return left === 0
        }, 500)
        sessions += left
      }
    }
    const broken = outcomes.filter((outcome) => outcome !== 'fine').length
    say(`   ${tally(outcomes)}; ended after ${times.map(ms).join(', ')}`)
    return {
      figure: `${broken} of ${count(outcomes.length)} broken; exit ${tally(exits.map(String))}; ended after at most ${ms(most(times))}; ${sessions} sessions left`,
      n: TIMES,
      met: broken === 0 && exits.every((exit) => exit === 0) && most(times) <= GRACE && sessions === 0,
      beside: `${RATE}/s, of a balancer that asks /readyz every 100 ms`,
    }
  },
}
