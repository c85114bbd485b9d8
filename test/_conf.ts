import { openMemory } from '../src/engines/memory.ts'
import { createAnswerer } from '../src/plan/answer.ts'
import { normalise } from '../src/query/normal.ts'
import { conformanceCatalog, ROUTINGS } from './conformance/catalog.ts'
import { differenceOf } from './conformance/compare.ts'
import { memoryAnswer } from './conformance/oracle.ts'
import { randomRead } from './conformance/random.ts'
import { conformanceRows } from './conformance/rows.ts'

const from = Number(process.argv[2] ?? 1),
  n = Number(process.argv[3] ?? 500)
const one = conformanceCatalog()
for (const [name, routing] of Object.entries(ROUTINGS)) {
  const catalog = conformanceCatalog(routing)
  const ds = new Map(
    [...new Set([...catalog.models.values()].map((m) => m.datasource))].map((d) => [
      d,
      openMemory(d, new Map([...conformanceRows].filter(([m]) => catalog.models.get(m)!.datasource === d)), {
        nest: false,
        collation: 'binary',
      }),
    ]),
  )
  const answerer = createAnswerer({ catalog, datasource: (d) => ds.get(d)!, crossKeys: 10000 })
  let bad = 0,
    threw = 0
  const t = Date.now()
  for (let seed = from; seed < from + n; seed++) {
    const asked = randomRead(seed)
    const expected = memoryAnswer(
      one,
      conformanceRows,
      normalise(one, asked.read, () => 'binary'),
      asked.binds,
    )
    try {
      const actual = await answerer.answer(asked.read, asked.binds, {
        signal: new AbortController().signal,
        deadline: Date.now() + 60000,
        lane: 'traffic',
        maxRows: 1e6,
      })
      const d = differenceOf(one, asked.read, expected as any, actual as any)
      if (d) {
        bad++
        if (bad <= 3) console.log(name, seed, d.slice(0, 600), '\n', JSON.stringify(asked.read).slice(0, 1500))
      }
    } catch (e) {
      threw++
      if (threw <= 3) console.log(name, seed, (e as Error).stack?.slice(0, 700), (e as any).cause?.stack)
    }
  }
  console.log(name, n, 'bad', bad, 'threw', threw, Date.now() - t, 'ms')
}
