/** R2: no fault makes any request take longer than its deadline and a quarter of a second. */

import { setTimeout as pause } from 'node:timers/promises'
import type { Environment } from '../../../bench/databases.ts'
import { closedLoop, type Reply } from '../client.ts'
import { LIGHT, QUIET, WIDE } from '../questions.ts'
import { count, most, ms, percentile, type Scene, type ScoreRow, tally } from '../row.ts'
import { DATASOURCES, type Faulty, type World } from '../world.ts'

const DEADLINE = 3_000
const ALLOWED = 250
/** Longer than a deadline, so that what hangs comes to its end within the fault. */
const LASTS = 4_000
const REST = 1_000
const ENV: Environment = {
  REQUEST_TIMEOUT: String(DEADLINE),
  ...Object.fromEntries(DATASOURCES.map((name) => [`DATABASES__${name}__STATEMENT_TIMEOUT`, '2500'])),
}
const QUESTIONS = [...DATASOURCES.flatMap((name) => [LIGHT[name], QUIET[name].question]), ...WIDE]

interface Fault {
  readonly name: string
  /** @returns ends it */
  begin(subject: Faulty, world: World): Promise<() => Promise<unknown>>
}

const TYPES = ['main', 'users_db'] as const

const direct = async (world: World) => Promise.all(TYPES.map((name) => world.direct(name)))
/** Something that both kinds of server are told, by a direct way. */
const tell = async (world: World, work: (direct: Awaited<ReturnType<typeof world.direct>>) => Promise<unknown>): Promise<void> => {
  for (const one of await direct(world)) {
    await work(one)
    await one[Symbol.asyncDispose]()
  }
}

const FAULTS: readonly Fault[] = [
  {
    name: 'F2 killed and started again',
    async begin(_, { servers }) {
      await Promise.all(Object.values(servers).map((server) => server.kill()))
      return () => Promise.all(Object.values(servers).map((server) => server.start().then(server.ready)))
    },
  },
  {
    name: 'F3 reset',
    async begin(subject) {
      await subject.set('rst')
      return () => subject.set('pass')
    },
  },
  {
    name: 'F4 black hole',
    async begin(subject) {
      await subject.set('hole')
      return () => subject.set('pass')
    },
  },
  {
    name: 'F5 frozen',
    async begin(_, { servers }) {
      for (const server of Object.values(servers)) server.freeze()
      return async () => Object.values(servers).map((server) => server.thaw())
    },
  },
  {
    name: 'F6, F7 locked tables, all connections held',
    async begin(_, world) {
      const ways = await Promise.all(DATASOURCES.map((name) => world.direct(name)))
      const open = await Promise.all(ways.map((way, i) => way.lock(QUIET[DATASOURCES[i] as keyof typeof QUIET].table)))
      return async () => {
        for (const unlock of open) await unlock()
        for (const way of ways) await way[Symbol.asyncDispose]()
      }
    },
  },
  {
    name: 'F6 a slow network',
    async begin({ ways }) {
      for (const way of Object.values(ways)) {
        way.delay(700)
        way.bandwidth(1_000)
      }
      return async () => {
        for (const way of Object.values(ways)) {
          way.delay(0)
          way.bandwidth(Number.POSITIVE_INFINITY)
        }
      }
    },
  },
  {
    name: 'F8 one session per login',
    async begin(_, world) {
      await tell(world, async (one) => {
        await one.grant(1)
        await one.cut()
      })
      return () => tell(world, (one) => one.grant('any'))
    },
  },
  {
    name: 'F12 a changed password',
    async begin(_, world) {
      await tell(world, async (one) => {
        await one.password('another')
        await one.cut()
      })
      return () => tell(world, (one) => one.password(world.password))
    },
  },
  {
    name: 'F15 sessions ended again and again',
    async begin(_, world) {
      const ways = await direct(world)
      const timer = setInterval(() => {
        for (const way of ways) void way.cut().catch(() => undefined)
      }, 150)
      return async () => {
        clearInterval(timer)
        await pause(200)
        for (const way of ways) await way[Symbol.asyncDispose]()
      }
    },
  },
]

async function under(
  { random, say }: Scene,
  name: string,
  subject: Faulty,
  begin: () => Promise<() => Promise<unknown>>,
): Promise<readonly Reply[]> {
  const crowd = closedLoop(16, 20, () => subject.ask(QUESTIONS[Math.floor(random() * QUESTIONS.length)] as string))
  await pause(300)
  const began = performance.now()
  const end = await begin()
  await pause(LASTS)
  await end()
  await pause(REST)
  const replies = (await crowd.stop()).filter((reply) => reply.began + reply.ms > began)
  const times = replies.map((reply) => reply.ms)
  say(
    `   ${name}: ${count(replies.length)}, most ${ms(most(times))}, p99 ${ms(percentile(times, 0.99))}; ${tally(replies.map(({ outcome }) => outcome))}`,
  )
  return replies
}

const nothing = async () => async () => undefined

export const deadline: ScoreRow = {
  id: 'R2',
  measure: `time of any request under faults (deadline ${DEADLINE / 1000} s)`,
  target: `≤ deadline + ${ALLOWED} ms, 100 %`,
  async run(scene) {
    const world = await scene.world()
    const replies: Reply[] = []
    {
      // F1 is there from the start on; F13 and F14 are faults of the configuration.
      await using early = await world.faulty(ENV, DATASOURCES)
      replies.push(...(await under(scene, 'F1 down at start', early, nothing)))
    }
    {
      await using wrong = await world.faulty({
        ...ENV,
        DATABASES__main__SSL__MODE: 'verify',
        DATABASES__users_db__DB_HOST: 'nowhere.invalid',
      })
      replies.push(...(await under(scene, 'F13, F14 no TLS there, no such host', wrong, nothing)))
    }
    await using subject = await world.faulty(ENV)
    for (const { name, begin } of FAULTS) replies.push(...(await under(scene, name, subject, () => begin(subject, world))))
    const times = replies.map((reply) => reply.ms)
    const late = times.filter((time) => time > DEADLINE + ALLOWED).length
    const lost = replies.filter(({ status }) => status === 0)
    const uncoded = replies.filter(({ outcome }) => outcome.startsWith('status ') || outcome === 'INTERNAL_SERVER_ERROR')
    return {
      figure: `most ${ms(most(times))}; ${late} of ${count(times.length)} later; ${lost.length} without an answer; ${uncoded.length} with no code or INTERNAL_SERVER_ERROR; ${FAULTS.length + 2} kinds of fault on both servers at once`,
      n: replies.length,
      met: late === 0 && lost.length === 0 && uncoded.length === 0,
      beside: 'F9–F11 and F16 need writes; F17 is R8',
    }
  },
}
