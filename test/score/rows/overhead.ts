/** R26: what the gateway adds to a point read beside a bare server of the same answer, and how long it takes to the first one. */

import { fill, gatewayEnv, inOne, postgresUrl } from '../../../bench/databases.ts'
import { startServer } from '../../../bench/process.ts'
import { bodiesOf, WORKLOADS } from '../../../bench/workloads.ts'
import { freshDatabase } from '../../services/databases.ts'
import { type Client, createClient } from '../client.ts'
import { count, ms, percentile, type ScoreRow } from '../row.ts'
import { startSubject } from '../subject.ts'

const ROUNDS = 24
const EACH = 250

export const overhead: ScoreRow = {
  id: 'R26',
  measure: 'added to a point read by key, one client, against node:http and pg alone; cold start',
  target: 'p50 ≤ +1 ms, p99 ≤ +5 ms',
  async run({ world, folder }) {
    const { servers } = await world()
    const database = await freshDatabase('postgres', servers.postgres.url)
    const bare = await startServer('bench/bare.ts', [postgresUrl(database), postgresUrl(database)], gatewayEnv(folder, {}), [])
    try {
      const datasources = inOne(database)
      await fill(gatewayEnv(folder, datasources), 1)
      const workload = WORKLOADS.find(({ name }) => name === 'W1')
      if (workload === undefined) throw new Error('there is no W1')
      const bodies = bodiesOf(workload, 1)
      const began = performance.now()
      await using subject = await startSubject(folder, datasources)
      const ready = performance.now() - began
      const first = await subject.client.ask(bodies[0])
      const cold = performance.now() - began
      using plain = createClient(bare.url)
      const times = { bare: [] as number[], gateway: [] as number[] }
      const ask = async (client: Client, into: number[], times: number) => {
        for (let i = 0; i < times; i++) {
          const reply = await client.ask(bodies[i % bodies.length])
          if (reply.outcome !== 'fine') throw new Error(`not answered: ${reply.text}`)
          into.push(reply.ms)
        }
      }
      await ask(plain, [], 1_500)
      await ask(subject.client, [], 1_500)
      for (let round = 0; round < ROUNDS; round++)
        for (const [client, into] of [
          [plain, times.bare],
          [subject.client, times.gateway],
        ] as const)
          await ask(client, into, EACH)
      const [p50, p99] = [0.5, 0.99].map((p) => [percentile(times.gateway, p), percentile(times.bare, p)] as const) as [
        readonly [number, number],
        readonly [number, number],
      ]
      const added = [p50, p99].map(([ours, theirs]) => ours - theirs) as [number, number]
      const words = ([ours, theirs]: readonly [number, number]) =>
        `+${(ours - theirs).toFixed(2)} ms (${ours.toFixed(2)} against ${theirs.toFixed(2)})`
      return {
        figure: `p50 ${words(p50)}, p99 ${words(p99)}; ready after ${ms(ready)}, first answer after ${ms(cold)}`,
        n: times.gateway.length,
        met: added[0] <= 1 && added[1] <= 5 && first.outcome === 'fine',
        beside: `${count(ROUNDS)} turns each; npm run bench has throughput and CPU`,
      }
    } finally {
      await bare.stop()
      await database.drop()
    }
  },
}
