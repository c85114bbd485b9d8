/** One suite over every embedded engine: hand-written cases and seeded random reads, compared byte for byte with the memory engine. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Casting, everyCase, openEmbedded, pagesPartition, READS, randomReads, SEED, type Stage, stage, worldOf } from './stage.ts'

const WORLD = worldOf()
const CASTS: readonly (Casting & { name: string })[] = [
  { name: 'memory, level by level', routing: 'one', cast: { main: 'memory' } },
  { name: 'memory three times', routing: 'three', cast: { main: 'memory', second: 'memory', third: 'memory' } },
  { name: 'sqlite', routing: 'one', cast: { main: 'sqlite' } },
  { name: 'pglite', routing: 'one', cast: { main: 'pglite' } },
  { name: 'pglite and sqlite', routing: 'two', cast: { main: 'pglite', second: 'sqlite' } },
  { name: 'sqlite, pglite and memory', routing: 'three', cast: { main: 'sqlite', second: 'pglite', third: 'memory' } },
]

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'switchyard-conformance-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

describe.each(CASTS)('$name under binary', (casting) => {
  let on: Stage
  beforeAll(async () => {
    on = await stage(casting, 'binary', WORLD, openEmbedded(join(dataDir, casting.name.replaceAll(/\W+/g, '-'))))
  })
  afterAll(() => on?.[Symbol.asyncDispose]())

  test('every case', async () => {
    await everyCase(on, casting.name)
  })
  test(`${READS} random reads from seed ${SEED}`, async () => {
    await randomReads(on, casting.name)
  })
})

describe('what engines with milliseconds hold', () => {
  const world = worldOf(3)
  let on: Stage
  beforeAll(async () => {
    on = await stage({ routing: 'one', cast: { main: 'sqlite' } }, 'binary', world, openEmbedded(join(dataDir, 'milliseconds')))
  })
  afterAll(() => on?.[Symbol.asyncDispose]())

  test('every case', async () => {
    await everyCase(on, 'milliseconds')
  })
})

describe.each(['sqlite', 'pglite'])('%s under native', (engine) => {
  let on: Stage
  beforeAll(async () => {
    on = await stage({ routing: 'one', cast: { main: engine } }, 'native', WORLD, openEmbedded(join(dataDir, `native-${engine}`)))
  })
  afterAll(() => on?.[Symbol.asyncDispose]())

  test.each([...WORLD.one.models.keys()])('pages of %s partition the whole, forward and backward, by every text field', (name) =>
    pagesPartition(on, name),
  )
})
