/** R1: thousands of requests that are nearly right: each answered, by data or a coded refusal, and nothing told. */

import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { buildSchema } from 'graphql'
import { nearlyRight, TELLTALE, wordsOf } from '../../support/fuzz.ts'
import { count, most, ms, percentile, type ScoreRow, tally } from '../row.ts'

const COUNT = 10_000
const WARM_UP = 6_000
const AT_ONCE = 8

export const fuzz: ScoreRow = {
  id: 'R1',
  measure: 'fuzzed bad requests',
  target: '0 crashes, 0 5xx without a code, 0 stacks, SQL, secrets; p99 < 100 ms; RSS back within 10 %',
  async run({ world, random, say }) {
    const here = await world()
    await using subject = await here.straight()
    const words = wordsOf(buildSchema(readFileSync('schema/schema.graphql', 'utf8')))
    const seed = Math.floor(random() * 2 ** 31)
    const secret = new RegExp([here.canary, ...Object.values(here.databases).map(({ settings }) => String(settings.DB_NAME))].join('|'))
    const outcomes: string[] = []
    const times: number[] = []
    let [uncoded, leaks, next] = [0, 0, 0]
    const one = async (n: number) => {
      const { headers, body } = nearlyRight(seed, n, words)
      const reply = await subject.client.ask(typeof body === 'string' ? body : Buffer.from(body), { headers })
      outcomes.push(reply.outcome)
      times.push(reply.ms)
      const named = reply.errors.every(({ extensions }) => extensions?.code !== undefined && extensions.code !== 'INTERNAL_SERVER_ERROR')
      if (reply.status === 0 || !named || (reply.errors.length === 0 && reply.status >= 400)) {
        uncoded++
        say(`   n ${n} of seed ${seed}: ${reply.status} ${reply.outcome} ${reply.text.slice(0, 300)}`)
      }
      if (secret.test(reply.text) || TELLTALE.test(reply.text)) {
        leaks++
        say(`   n ${n} of seed ${seed} tells: ${reply.text.slice(0, 300)}`)
      }
    }
    const crowd = async (to: number) => {
      const client = async () => {
        while (next < to && subject.isAlive()) await one(next++)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, client))
    }
    await crowd(WARM_UP)
    const before = subject.memory()
    const warm = times.length
    await crowd(WARM_UP + COUNT)
    let after = subject.memory()
    for (let i = 0; i < 20 && after > before * 1.1; i++) {
      await pause(500)
      after = Math.min(after, subject.memory())
    }
    const inLog = subject.logged().filter((line) => line.includes(here.password) || line.includes(`s-${here.canary}-s`)).length
    const errors = subject.logged().filter((line) => line.includes('"level":"error"')).length
    const late = times.slice(warm)
    const p99 = percentile(late, 0.99)
    const growth = after / before - 1
    say(`   ${tally(outcomes)}`)
    return {
      figure: `${subject.isAlive() ? 0 : 1} crashes; ${uncoded} without a code, ${leaks} leaks, ${inLog} secrets in ${count(subject.logged().length)} lines of log, ${errors} errors in it; p99 ${ms(p99)}, most ${ms(most(late))}; RSS ${growth < 0 ? '' : '+'}${(growth * 100).toFixed(0)} % (${[before, after].map((bytes) => (bytes / 2 ** 20).toFixed(0)).join(' → ')} MB)`,
      n: late.length,
      met: subject.isAlive() && uncoded + leaks + inLog + errors === 0 && p99 < 100 && growth <= 0.1,
    }
  },
}
