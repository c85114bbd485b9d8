/** R10: ten times what the gateway can do: it goes on doing that, and turns the rest away at once. */

import { setTimeout as pause } from 'node:timers/promises'
import { cpuSeconds } from '../../../bench/process.ts'
import { until } from '../client.ts'
import { startLoad } from '../load.ts'
import { WIDE } from '../questions.ts'
import { count, ms, percentile, type ScoreRow, tally } from '../row.ts'

const TIMES = 10
const LASTS = 25
const PEAK = 6
const CONNECTIONS = 1_500

export const overload: ScoreRow = {
  id: 'R10',
  measure: `overload: ${TIMES}× capacity for ${LASTS} s, open loop`,
  target: 'goodput ≥ 90 % of peak, p99 of accepted ≤ 2× peak’s, rejected < 50 ms, back to normal ≤ 5 s',
  async run({ world, say }) {
    await using subject = await (await world()).straight()
    using load = startLoad()
    const job = { url: subject.url, bodies: WIDE.map((query) => JSON.stringify({ query })) }
    await load.run({ ...job, seconds: 4, clients: 16 })
    const peak = await load.run({ ...job, seconds: PEAK, clients: 16 })
    const capacity = peak.length / PEAK
    const peakP99 = percentile(
      peak.map(([time]) => time),
      0.99,
    )
    say(`   capacity ${count(Math.round(capacity))}/s at p99 ${ms(peakP99)}; ${tally(peak.map(([, outcome]) => outcome))}`)
    let operators = 0
    const watching = (async () => {
      for (let i = 0; i < LASTS; i++) {
        const alive = await subject.client.ask(undefined, { method: 'GET', path: '/livez' })
        if (alive.status !== 200) operators++
        await pause(900)
      }
    })()
    const cpu = () => [subject.pid, load.pid].map((pid) => cpuSeconds(pid) ?? Number.NaN)
    const used = cpu()
    const samples = await load.run({ ...job, seconds: LASTS, perSecond: Math.round(capacity * TIMES), connections: CONNECTIONS })
    const over = performance.now()
    const [own, loads] = cpu().map((seconds, i) => seconds - (used[i] as number)) as [number, number]
    // Normal: an answer as at the peak, several times in a row.
    let calm = 0
    await until(async () => {
      const reply = await subject.ask(WIDE[0] as string)
      calm = reply.outcome === 'fine' && reply.ms <= peakP99 * 2 ? calm + 1 : 0
      return calm >= 5
    }, 20_000)
    const back = performance.now() - over
    await watching
    const accepted = samples.filter(([, outcome]) => outcome === 'fine')
    const rejected = samples.filter(([, outcome]) => outcome === 'OVERLOADED' || outcome === 'DATASOURCE_OVERLOADED').map(([time]) => time)
    const other = samples.length - accepted.length - rejected.length
    const goodput = accepted.length / LASTS / capacity
    const [p99, away] = [
      percentile(
        accepted.map(([time]) => time),
        0.99,
      ),
      percentile(rejected, 0.99),
    ]
    say(
      `   ${tally(samples.map(([, outcome]) => outcome))}; in ${LASTS} s ${count(samples.length)} due; CPU seconds: gateway ${own.toFixed(0)}, load ${loads.toFixed(0)}`,
    )
    return {
      figure: `capacity ${count(Math.round(capacity))}/s; goodput ${(goodput * 100).toFixed(0)} % of it; accepted p99 ${ms(p99)} (at the peak ${ms(peakP99)}); rejected p50 ${ms(percentile(rejected, 0.5))}, p99 ${ms(away)}; ${other} otherwise; /livez failed ${operators}×; normal after ${ms(back)}`,
      n: samples.length,
      met: goodput >= 0.9 && p99 <= 2 * peakP99 && away < 50 && back <= 5_000 && other === 0 && operators === 0,
      beside: 'the load has the same two cores as gateway and databases',
    }
  },
}
