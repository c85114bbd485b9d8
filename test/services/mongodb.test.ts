/** MongoDB: the whole suite on a server of that make; on servers that only speak its protocol what they can run, the rest listed with its reason. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GatewayError } from '../../src/base/errors.ts'
import type { Value } from '../../src/base/json.ts'
import type { Datasource } from '../../src/datasource/datasource.ts'
import { mongodb } from '../../src/engines/mongodb.ts'
import { normalise } from '../../src/query/normal.ts'
import type { Binds, Read } from '../../src/query/query.ts'
import { cases } from '../conformance/cases.ts'
import { conformanceCatalog, ROUTINGS } from '../conformance/catalog.ts'
import { assertSame } from '../conformance/compare.ts'
import { memoryAnswer } from '../conformance/oracle.ts'
import { randomRead } from '../conformance/random.ts'
import { conformanceRows } from '../conformance/rows.ts'
import { READS, runOptions, SEED, type Stage, stage, type World } from '../conformance/stage.ts'
import { type FreshDatabase, freshDatabase } from './databases.ts'
import { exchanged, fitted, makeOf, without } from './mongodb-fit.ts'
import type { Make } from './mongodb-gaps.ts'
import { serverSuite } from './suite.ts'

const LONG = { timeout: 900_000 }

for (const variable of ['TEST_MONGODB_URL', 'TEST_MONGODB_JAVA_URL']) {
  const url = process.env[variable] ?? ''
  const make = url === '' ? undefined : await makeOf(url)
  if (make === undefined) serverSuite('mongodb', variable)
  else lookAlike(make, url, variable)
}

function worldFor({ without: kinds, letters }: Make): World {
  const one = without(conformanceCatalog(), kinds)
  const rows: World['rows'] = new Map(
    [...one.models].map(([name, model]) => {
      const fields = [...model.fields.values()].filter((field) => field.computed === undefined)
      const rows = conformanceRows.get(name) ?? []
      return [
        name,
        rows.map((row) => Object.fromEntries(fields.map((field) => [field.name, fitted(field.type, row[field.name] ?? null, letters)]))),
      ]
    }),
  )
  const binds = (values: Binds): Binds => values.map((value) => exchanged(value, letters))
  return {
    ...{ one, rows, binds, whole: false },
    catalog: (routing) => without(conformanceCatalog(ROUTINGS[routing]), kinds),
    expected: (read, values) =>
      memoryAnswer(
        one,
        rows,
        normalise(one, read, () => 'binary'),
        binds(values),
      ),
  }
}

const NOT_ASKED = 'not asked: '

/** A server that stands alone takes no transaction, and a test's own database needs none; what is answered wrongly is not asked. */
const unguarded = (datasource: Datasource, make: Make): Datasource => ({
  ...datasource,
  transaction: (_, work) => work(datasource),
  async run(compiled, binds, options) {
    const text = JSON.stringify(compiled.text)
    const wrong = make.wrong.find(([pattern]) => pattern.test(text))
    if (wrong !== undefined) throw new GatewayError('QUERY_UNSUPPORTED', `${NOT_ASKED}${wrong[1]}`)
    return datasource.run(compiled, binds, options)
  },
})

const words = (error: unknown): string => {
  let text = ''
  for (let at = error; at instanceof Error; at = at.cause) text += ` ${at.message}`
  return text
}

/** The first error among the cells of an answer. */
function errorIn(cells: readonly unknown[]): GatewayError | undefined {
  for (const cell of cells) {
    const found = cell instanceof GatewayError ? cell : Array.isArray(cell) ? errorIn(cell) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

function lookAlike(make: Make, url: string, variable: string): void {
  const world = worldFor(make)
  const gaps = new Map<string, number>()
  const gap = (reason: string): null => {
    gaps.set(reason, (gaps.get(reason) ?? 0) + 1)
    return null
  }
  const missing = `It holds no values of type ${make.without.join(' or ')}.`
  const isMissing = (error: unknown): boolean => make.without.length > 0 && /no (field|model|relation|table for) /.test(words(error))
  let database: FreshDatabase
  let on: Stage

  /** True where it was asked and answered as the oracle. */
  async function ask(read: Read, binds: Binds, label: string): Promise<true | null> {
    let wanted: readonly (readonly Value[])[]
    try {
      wanted = world.expected(read, binds)
    } catch (error) {
      if (!isMissing(error)) throw error
      return gap(missing)
    }
    let failed: unknown
    const actual = await on.answer(read, binds).catch((error: unknown) => {
      failed = error
      return []
    })
    failed ??= errorIn(actual)
    if (failed !== undefined) {
      if (isMissing(failed)) return gap(missing)
      const [, notAsked] = words(failed).split(NOT_ASKED)
      if (notAsked !== undefined) return gap(notAsked)
      const known = make.errors.find(([pattern]) => pattern.test(words(failed)))
      if (known === undefined) throw new Error(`${label}: ${JSON.stringify({ read, binds })}`, { cause: failed })
      return gap(known[1])
    }
    assertSame(world.one, { read, binds: world.binds(binds) }, wanted as never, actual as never, label)
    return true
  }

  const tell = (what: string, ran: number, all: number): void => {
    console.warn(`${make.name}: ${ran} of ${all} ${what} run and right`)
    for (const [reason, times] of gaps) console.warn(`${make.name}: ${times} ${what} not run: ${reason}`)
    gaps.clear()
  }

  describe(`${make.name} (${variable})`, () => {
    beforeAll(async () => {
      database = await freshDatabase('mongodb', url)
      on = await stage({ routing: 'one', cast: { main: 'mongodb' } }, 'binary', world, async (_, name) =>
        unguarded(mongodb.open(name, { ...database.settings, COLLATION: 'binary' }, { dataDir: '' }), make),
      )
    }, LONG.timeout)
    afterAll(async () => {
      await on?.[Symbol.asyncDispose]()
      await database?.drop()
    })

    test('the cases that it can run', LONG, async () => {
      let ran = 0
      for (const { name, read, binds } of cases) if ((await ask(read, binds, `${make.name}: ${name}`)) === true) ran++
      tell('cases', ran, cases.length)
      expect(ran).toBeGreaterThanOrEqual(make.least)
    })

    test(`of ${READS} random reads from seed ${SEED} those that it can run`, LONG, async () => {
      let ran = 0
      for (let seed = SEED; seed < SEED + READS; seed++) {
        const { read, binds } = randomRead(seed)
        if ((await ask(read, binds, `${make.name}, SEED=${seed} READS=1`)) === true) ran++
      }
      tell('random reads', ran, READS)
      if (READS >= 500) expect(ran).toBeGreaterThan(READS / 20)
    })

    test('it stands alone, so that a transaction is refused before anything is written', async () => {
      const alone = mongodb.open('alone', database.settings, { dataDir: '' })
      await expect(alone.transaction({ ...runOptions(), readOnly: false }, async () => 1)).rejects.toMatchObject({
        code: 'QUERY_UNSUPPORTED',
      })
      await alone[Symbol.asyncDispose]()
    })

    test('its collections tell their columns', async () => {
      const tables = (await on.datasources.get('main')?.introspect?.({ ...runOptions(), sample: 200 })) ?? []
      const byDecimals = make.without.includes('decimal') ? [] : ['rates', 'readings']
      const others = ['categories', 'days', 'events', 'items', 'makers', 'profiles', 'shelves', 'slots', 'stocks']
      expect(tables.map(({ name }) => name)).toEqual([...others, ...byDecimals].toSorted())
      const columns = new Map(tables.find(({ name }) => name === 'items')?.columns.map((column) => [column.name, column]))
      expect(columns.get('_id')).toMatchObject({ type: { kind: 'int' }, nullable: false })
      expect(columns.get('big')).toMatchObject({ type: { kind: 'bigInt' }, nullable: true })
      expect(columns.get('createdAt')).toMatchObject({ type: { kind: 'dateTime', precision: 3 }, nullable: false })
      expect(columns.get('tags')?.type).toEqual({ kind: 'list', of: { kind: 'string' } })
      expect(columns.get('origin')?.type).toMatchObject({
        kind: 'object',
        name: 'Origin',
        fields: { city: { type: { kind: 'string' }, nullable: true } },
      })
      if (!make.without.includes('json')) expect(columns.get('data')).toMatchObject({ type: { kind: 'json' } })
    })
  })
}
