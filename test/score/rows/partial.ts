/** R4: while a datasource is down, an answer has everything else, and an error with path, code and datasource for each field of it. */

import { isDeepStrictEqual } from 'node:util'
import { until } from '../client.ts'
import { LIGHT, WIDE, without } from '../questions.ts'
import { count, type ScoreRow } from '../row.ts'
import { DATASOURCES } from '../world.ts'

const TIMES = 40

export const partial: ScoreRow = {
  id: 'R4',
  measure: 'partial data while one datasource is down',
  target: '100 % have the rest of the data, exact path, code, datasource',
  async run({ world, random, say }) {
    await using subject = await (await world()).faulty()
    const whole: unknown[] = []
    for (const query of WIDE) {
      const { data, errors } = await subject.ask(query)
      if (errors.length > 0) throw new Error(`not answered whole: ${JSON.stringify(errors)}`)
      whole.push(data)
    }
    let [n, right] = [0, 0]
    for (const down of DATASOURCES)
      for (const mode of ['refuse', 'rst'] as const) {
        await subject.set(mode, down)
        await Promise.all(
          Array.from({ length: TIMES }, async () => {
            const at = Math.floor(random() * WIDE.length)
            const reply = await subject.ask(WIDE[at] as string)
            const expected = without(whole[at], down)
            const said = reply.errors.map(({ path, extensions }) => JSON.stringify([path, extensions?.code, extensions?.datasource])).sort()
            const wanted = expected.paths.map((path) => JSON.stringify([path, 'DATASOURCE_UNAVAILABLE', down])).sort()
            n++
            if (isDeepStrictEqual(reply.data, expected.data) && isDeepStrictEqual(said, wanted)) right++
            else say(`   ${down} ${mode}: ${reply.text.slice(0, 600)}\n   wanted errors ${wanted.join(' ').slice(0, 400)}`)
          }),
        )
        await subject.set('pass')
        await until(async () => (await subject.ask(LIGHT[down])).outcome === 'fine', 10_000)
      }
    return { figure: `${count(right)} of ${count(n)} right`, n, met: right === n }
  },
}
