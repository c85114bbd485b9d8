/** R20: a flood of documents that would be dear to look at costs those who ask decently next to nothing. */

import { setTimeout as pause } from 'node:timers/promises'
import { ATTACKS } from '../../fixtures/attack-documents.ts'
import { openLoop } from '../client.ts'
import { startLoad } from '../load.ts'
import { LIGHT } from '../questions.ts'
import { count, ms, percentile, type ScoreRow, tally } from '../row.ts'

const ATTACK = 200
const NORMAL = 50
const LASTS = 12
const DECENT = Object.values(LIGHT)

export const expensive: ScoreRow = {
  id: 'R20',
  measure: `expensive documents S16–S27, ${ATTACK} a second`,
  target: 'event-loop delay p99 < 50 ms; normal traffic’s p99 ≤ 2×',
  async run({ world, say }) {
    await using subject = await (await world()).straight()
    using load = startLoad()
    const bodies = ATTACKS.filter(({ code }) => code !== 'none').map(({ body }) => JSON.stringify(body))
    const phase = async (perSecond: number) => {
      // The delay is told since the look before.
      await subject.metric('nodejs_eventloop_delay_p99_seconds')
      const flood = perSecond === 0 ? pause(LASTS * 1_000, []) : load.run({ url: subject.url, bodies, seconds: LASTS, perSecond })
      const decent = openLoop(NORMAL, (i) => subject.ask(DECENT[i % DECENT.length] as string))
      const flooded = await flood
      const delay = (await subject.metric('nodejs_eventloop_delay_p99_seconds')) * 1_000
      const normal = await decent.stop()
      return {
        delay,
        flooded,
        normal,
        p99: percentile(
          normal.map((reply) => reply.ms),
          0.99,
        ),
      }
    }
    await phase(ATTACK / 2)
    const quiet = await phase(0)
    const attacked = await phase(ATTACK)
    const failed = attacked.normal.filter(({ outcome }) => outcome !== 'fine').length
    const served = attacked.flooded.filter(([, outcome]) => outcome === 'fine').length
    say(`   ${tally(attacked.flooded.map(([, outcome]) => outcome))}; normal: ${tally(attacked.normal.map(({ outcome }) => outcome))}`)
    return {
      figure: `event-loop delay p99 ${ms(attacked.delay)} (${ms(quiet.delay)} without); normal traffic's p99 ${ms(attacked.p99)} (${ms(quiet.p99)} without), ${failed} of it failed; ${served} of ${count(attacked.flooded.length)} attacks served`,
      n: attacked.flooded.length,
      met: attacked.delay < 50 && attacked.p99 <= 2 * quiet.p99 && failed === 0 && served === 0,
      beside: 'the delay is what comes on top of the 20 ms between two looks; the flood comes from the same machine',
    }
  },
}
