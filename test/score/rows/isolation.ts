/** R3: what happens to one database changes nothing for requests that do not touch it. */

import { setTimeout as pause } from 'node:timers/promises'
import { openLoop, type Reply, until } from '../client.ts'
import { LIGHT } from '../questions.ts'
import { count, ms, percentile, type ScoreRow, tally } from '../row.ts'
import type { Faulty, World } from '../world.ts'

const LASTS = 4_000
/** Requests per second. */
const [SICK, WELL] = [60, 120]

const FAULTS: readonly { readonly name: string; begin(subject: Faulty, world: World): Promise<() => Promise<unknown>> }[] = [
  ...(['hole', 'rst', 'refuse'] as const).map((mode) => ({
    name: mode,
    async begin(subject: Faulty) {
      await subject.set(mode, 'users_db')
      return () => subject.set('pass', 'users_db')
    },
  })),
  {
    name: 'frozen',
    async begin(_, { servers }) {
      servers.mariadb.freeze()
      return async () => servers.mariadb.thaw()
    },
  },
  {
    name: 'killed',
    async begin(_, { servers }) {
      await servers.mariadb.kill()
      return () => servers.mariadb.start().then(servers.mariadb.ready)
    },
  },
]

export const isolation: ScoreRow = {
  id: 'R3',
  measure: 'requests to PostgreSQL while MariaDB is holed, reset, refused, frozen, killed',
  target: 'error rate 0, p99 ≤ +10 %',
  async run({ world, say }) {
    const here = await world()
    await using subject = await here.faulty()
    const well = [LIGHT.main, LIGHT.products_db]
    const both = { healthy: [] as Reply[], faulty: [] as Reply[] }
    const phase = async (name: string, into: Reply[], begin?: () => Promise<() => Promise<unknown>>) => {
      const sick = openLoop(SICK, () => subject.ask(LIGHT.users_db))
      const end = await begin?.()
      const crowd = openLoop(WELL, (i) => subject.ask(well[i % well.length] as string))
      await pause(LASTS)
      const replies = await crowd.stop()
      await end?.()
      const others = await sick.stop()
      into.push(...replies)
      const p99 = percentile(
        replies.map((reply) => reply.ms),
        0.99,
      )
      say(
        `   ${name}: p99 ${ms(p99)}; ${tally(replies.map(({ outcome }) => outcome))}; the sick: ${tally(others.map(({ outcome }) => outcome))}`,
      )
      await until(async () => (await subject.ask(LIGHT.users_db)).outcome === 'fine', 10_000)
    }
    await phase('warm-up', [])
    // Turns, so that whatever else the machine does falls on both sides.
    for (const { name, begin } of FAULTS) {
      await phase('healthy', both.healthy)
      await phase(name, both.faulty, () => begin(subject, here))
    }
    const [before, during] = [both.healthy, both.faulty].map((replies) =>
      percentile(
        replies.map((reply) => reply.ms),
        0.99,
      ),
    ) as [number, number]
    const [own, errors] = [both.healthy, both.faulty].map((replies) => replies.filter(({ outcome }) => outcome !== 'fine').length) as [
      number,
      number,
    ]
    return {
      figure: `${errors} errors under the faults, ${own} without; p99 ${ms(before)} healthy, ${ms(during)} under the faults (${during > before ? '+' : ''}${(((during - before) / before) * 100).toFixed(0)} %)`,
      n: both.healthy.length + both.faulty.length,
      met: errors === 0 && during <= before * 1.1,
      beside: `${count(SICK)}/s to MariaDB and ${count(WELL)}/s to PostgreSQL, open loop`,
    }
  },
}
