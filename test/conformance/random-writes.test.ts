/** Random sequences of mutations on the embedded engines, compared with the memory engine after every operation. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Datasource } from '../../src/datasource/datasource.ts'
import { openMemory } from '../../src/engines/memory.ts'
import { doneOnce } from './once.ts'
import { empty, everything, type Ledger, ledgerCatalog, ledgerOn, ledgerOracle, runSequence } from './random-writes.ts'
import { openEmbedded, SEED } from './stage.ts'
import { contend } from './writers.ts'

/** How many sequences each engine runs; replay one with `SEED=… SEQUENCES=1`. */
const SEQUENCES = Number(process.env.SEQUENCES ?? 40)

/** Milliseconds. */
const CONTEND = Number(process.env.CONTEND ?? 2000)

let dataDir: string
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'switchyard-random-writes-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const catalog = ledgerCatalog()
const ENGINES: Readonly<Record<string, () => Datasource | Promise<Datasource>>> = {
  'memory without an upsert of its own': () =>
    openMemory('main', new Map([...catalog.models.keys()].map((name) => [name, []])), { nest: false, upsert: false }),
  sqlite: () => openEmbedded(join(dataDir, 'sqlite'))('sqlite', 'main', 'binary'),
  pglite: () => openEmbedded(join(dataDir, 'pglite'))('pglite', 'main', 'binary'),
}

describe.each(Object.keys(ENGINES))('on %s', (engine) => {
  let oracle: Ledger
  let subject: Ledger
  beforeAll(async () => {
    oracle = await ledgerOracle(catalog)
    subject = await ledgerOn(catalog, await (ENGINES[engine] as () => Promise<Datasource>)())
  })
  afterAll(() => subject?.[Symbol.asyncDispose]())

  test(`${SEQUENCES} sequences from seed ${SEED}`, async () => {
    for (let seed = SEED; seed < SEED + SEQUENCES; seed++) {
      await empty(oracle)
      await empty(subject)
      await runSequence(seed, oracle, subject)
    }
  }, 600_000)

  test('what is sent many times under one key is done once', () => doneOnce(subject))

  test(`8 writers for ${CONTEND} ms lose nothing`, async () => {
    expect(await contend(subject, { during: CONTEND })).toBeGreaterThan(8)
  }, 600_000)
})

describe('the sequences', () => {
  test('are the same for the same seed, and make and change rows', async () => {
    const once = async (seed: number) => {
      const [oracle, subject] = [await ledgerOracle(catalog), await ledgerOracle(catalog)]
      await runSequence(seed, oracle, subject)
      return everything(oracle)
    }
    expect(await once(7)).toEqual(await once(7))
    const ends = await Promise.all([1, 2, 3, 4, 5].map(once))
    for (const model of catalog.models.keys())
      expect(
        ends.some((end) => (end.get(model) ?? []).length > 0),
        model,
      ).toBe(true)
  })
})
