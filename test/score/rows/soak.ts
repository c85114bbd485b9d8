/** R11: mixed load and faults for a while: memory, files and sessions do not grow. */

import { setTimeout as pause } from 'node:timers/promises'
import type { Mode } from '../../support/proxy.ts'
import { createClient, openLoop, type Reply } from '../client.ts'
import { LIGHT, WIDE } from '../questions.ts'
import { count, most, type ScoreRow, tally } from '../row.ts'
import { DATASOURCES, POOL } from '../world.ts'

const WARM_UP = 22_000
const LASTS = 72_000
const EVERY = 1_000
/** Megabytes; with more of it there would be hardly one great collection in the time. */
const HEAP = 96
const BAD = ['{', '{ nope }', '{ orders(first: -1) { totalCount } }']

export const soak: ScoreRow = {
  id: 'R11',
  measure: `soak: ${LASTS / 1000} s after ${WARM_UP / 1000} s of warm-up, mixed load and faults`,
  target: 'RSS slope < 1 MB/min; growth of files and sessions 0',
  async run({ world, random, say }) {
    const here = await world()
    await using subject = await here.faulty({ REQUEST_TIMEOUT: '3000', NODE_OPTIONS: `--max-old-space-size=${HEAP}` })
    const questions = [...Object.values(LIGHT), ...Object.values(LIGHT), ...WIDE, ...BAD]
    /** One stretch of it. @returns what came back, and the open files once its clients have gone */
    const stretch = async (
      time: number,
      each: (at: number) => void,
    ): Promise<{ readonly replies: readonly Reply[]; readonly files: number }> => {
      const client = createClient(subject.url)
      const crowd = openLoop(60, (i) => {
        const leaving = new AbortController()
        // One of twenty leaves.
        if (random() < 0.05) setTimeout(() => leaving.abort(), random() * 30)
        return client.ask({ query: questions[i % questions.length] }, { signal: leaving.signal })
      })
      for (let at = 0; at < time; at += EVERY) {
        each(at)
        // Every third second a datasource is away for half of one.
        if (at % (3 * EVERY) === 0) {
          const name = DATASOURCES[Math.floor(random() * DATASOURCES.length)] as (typeof DATASOURCES)[number]
          await subject.set((['hole', 'rst', 'refuse'] as const)[Math.floor(random() * 3)] as Mode, name)
          await pause(EVERY / 2)
          await subject.set('pass', name)
          await pause(EVERY / 2)
        } else await pause(EVERY)
      }
      const replies = await crowd.stop()
      // All connections of every pool, so that both stretches end with as many.
      await Promise.all(DATASOURCES.flatMap((name) => Array.from({ length: 4 * POOL }, () => client.ask({ query: LIGHT[name] }))))
      client[Symbol.dispose]()
      // Probes and cancellations come and go.
      let files = Number.POSITIVE_INFINITY
      for (let i = 0; i < 30; i++) {
        await pause(50)
        files = Math.min(files, subject.files())
      }
      return { replies, files }
    }
    const { files: before } = await stretch(WARM_UP, () => undefined)
    const sizes: number[] = []
    const { replies, files: after } = await stretch(LASTS, () => sizes.push(subject.memory() / 2 ** 20))
    let sessions = 0
    for (const name of ['main', 'users_db'] as const) {
      await using way = await here.direct(name)
      sessions = Math.max(sessions, await way.sessions())
    }
    const slope = slopeOf(sizes.map((size, i) => [(i * EVERY) / 60_000, size] as const))
    say(`   ${tally(replies.map(({ outcome }) => outcome))}; RSS ${sizes.map((size) => size.toFixed(0)).join(' ')}`)
    // Traffic, probes and admin work: the most that one server may see of the datasources on it.
    const allowed = 2 * (POOL + 4)
    return {
      figure: `RSS ${slope < 0 ? '' : '+'}${slope.toFixed(1)} MB/min (${(sizes[0] ?? 0).toFixed(0)} to ${(sizes.at(-1) ?? 0).toFixed(0)} MB, most ${most(sizes).toFixed(0)}); open files ${before} → ${after}; at most ${sessions} sessions at a server (${allowed} allowed)`,
      n: replies.length,
      met: slope < 1 && after <= before && sessions <= allowed && subject.isAlive(),
      beside: `${count(replies.length)} requests at 60/s, heap bounded at ${HEAP} MB; so short a time tells a leak per request, not a slow one`,
    }
  },
}

/** By least squares. */
function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (of: (point: readonly [number, number]) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [x, y] = [mean(([at]) => at), mean(([, size]) => size)]
  const spread = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0)
  return points.reduce((sum, [at, size]) => sum + (at - x) * (size - y), 0) / spread
}
