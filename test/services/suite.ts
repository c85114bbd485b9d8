/** The conformance suite on a real server, which needs nothing but its URL. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { loadEngine } from '../../src/engines/index.ts'
import {
  type Casting,
  everyCase,
  type GapOf,
  type Opener,
  openEmbedded,
  pagesPartition,
  READS,
  randomReads,
  SEED,
  type Stage,
  stage,
  worldOf,
} from '../conformance/stage.ts'
import { momentChecks } from '../moment-checks.ts'
import { northwindChecks } from '../northwind-checks.ts'
import { type FreshDatabase, freshDatabase } from './databases.ts'

export interface SuiteOptions {
  /** Fraction digits of a second that the engine keeps; six where it is not said. */
  readonly timePrecision?: number
  /** What this make of server cannot run. Gaps are counted and listed; wrong answers are never among them. */
  readonly gapOf?: GapOf
}

/** Beside the server stand engines that are always there. */
const castsOf = (type: string): readonly (Casting & { readonly name: string })[] => [
  { name: `${type} alone`, routing: 'one', cast: { main: type } },
  { name: `${type} and sqlite`, routing: 'two', cast: { main: type, second: 'sqlite' } },
  { name: `sqlite, ${type} and memory`, routing: 'three', cast: { main: 'sqlite', second: type, third: 'memory' } },
]

/** Long enough for a slow machine that does other things beside; what hangs is ended by each read's own deadline. */
const LONG = { timeout: 900_000 }

/**
 * Every case, READS random reads from SEED, pages under the server's own order, keys of moments through GraphQL, and Northwind; skipped where no server is named.
 * @param type an engine's type
 * @param variable the environment variable that holds the server's URL; its user must be allowed to create databases
 */
export function serverSuite(type: string, variable: string, { timePrecision = 6, gapOf }: SuiteOptions = {}): void {
  const url = process.env[variable]
  if (url === undefined || url === '') {
    test.skip(`${type}: ${variable} is not set, so there is no server to ask`)
    return
  }
  const world = worldOf(timePrecision)
  let dataDir: string
  const databases: FreshDatabase[] = []
  const fresh = async (): Promise<FreshDatabase> => {
    const database = await freshDatabase(type, url)
    databases.push(database)
    return database
  }
  const open: Opener = async (engine, name, collation) => {
    if (engine !== type) return openEmbedded(mkdtempSync(join(dataDir, 'embedded-')))(engine, name, collation)
    const { settings } = await fresh()
    return (await loadEngine(type)).open(name, { ...settings, COLLATION: collation }, { dataDir })
  }

  describe(`${type} (${variable})`, () => {
    beforeAll(() => {
      dataDir = mkdtempSync(join(tmpdir(), 'switchyard-services-'))
    })
    afterAll(async () => {
      for (const database of databases.splice(0)) await database.drop()
      if (dataDir !== undefined) rmSync(dataDir, { recursive: true, force: true })
    })

    describe.each(castsOf(type))('$name under binary', (casting) => {
      let on: Stage
      beforeAll(async () => {
        on = await stage(casting, 'binary', world, open)
      }, LONG.timeout)
      afterAll(() => on?.[Symbol.asyncDispose]())

      test('every case', LONG, async () => tell(`${casting.name}, cases`, await everyCase(on, casting.name, gapOf)))
      test(`${READS} random reads from seed ${SEED}`, LONG, async () =>
        tell(`${casting.name}, random reads`, await randomReads(on, casting.name, gapOf)),
      )
    })

    describe(`${type} under native`, () => {
      let on: Stage
      beforeAll(async () => {
        on = await stage({ routing: 'one', cast: { main: type } }, 'native', world, open)
      }, LONG.timeout)
      afterAll(() => on?.[Symbol.asyncDispose]())

      test.each([...world.one.models.keys()])('pages of %s partition the whole, forward and backward, by every text field', LONG, (name) =>
        pagesPartition(on, name),
      )
    })

    momentChecks(`${type} and SQLite`, async () => ({ ...(await fresh()).env('main'), DATABASES__other__DB_TYPE: 'sqlite' }))
    momentChecks(`SQLite and ${type}`, async () => ({ DATABASES__main__DB_TYPE: 'sqlite', ...(await fresh()).env('other') }))

    northwindChecks(`three databases of ${type}`, async () => ({
      ...(await fresh()).env('users_db'),
      ...(await fresh()).env('products_db'),
      ...(await fresh()).env('main'),
    }))
  })
}

function tell(what: string, gaps: ReadonlyMap<string, number>): void {
  for (const [reason, times] of gaps) console.warn(`${what}: ${times} not run, because ${reason}`)
}
