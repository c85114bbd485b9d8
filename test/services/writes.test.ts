/** Writes on real servers: what becomes of them, and what then stands in the tables, as the memory engine has it. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadEngine } from '../../src/engines/index.ts'
import { openMemory } from '../../src/engines/memory.ts'
import type { Catalog } from '../../src/model/catalog.ts'
import { TRUE } from '../../src/query/build.ts'
import { concurrentWriters } from '../conformance/concurrent-writes.ts'
import { deadlock, goingOn, lockWait } from '../conformance/conflicting-writes.ts'
import { foreignWrites } from '../conformance/foreign-writes.ts'
import { doneOnce } from '../conformance/once.ts'
import { empty, ledgerCatalog, ledgerOn, ledgerOracle, runSequence, type SequenceOptions } from '../conformance/random-writes.ts'
import { runOptions, SEED } from '../conformance/stage.ts'
import { contend, crossing } from '../conformance/writers.ts'
import { writesCatalog, writesRows } from '../conformance/writes-catalog.ts'
import { everyWriteCase, numberedRows, type StageOptions, type WriteStage, write, writeStage } from '../conformance/writes-stage.ts'
import { type FreshDatabase, freshDatabase, SERVERS } from './databases.ts'
import { fitted, makeOf, without } from './mongodb-fit.ts'
import type { Make } from './mongodb-gaps.ts'

const LONG = { timeout: 900_000 }
/** How many sequences each server runs; replay one with `SEED=… SEQUENCES=1`. */
const SEQUENCES = Number(process.env.SEQUENCES ?? 500)
/** Milliseconds in which 8 writers contend for the same rows. */
const CONTEND = Number(process.env.CONTEND ?? 3000)
const ledger = ledgerCatalog()

/** A look-alike of SQL Server. */
const BABELFISH: StageOptions = {
  wrong: (_, binds) =>
    /[^"]{4001}|\\u00/.test(JSON.stringify(binds))
      ? 'Its OPENJSON cuts texts after 4,000 units, and leaves escaped control characters as they are.'
      : undefined,
}

/** Babelfish takes no references of text: what would violate one is not tried there. */
const unreferenced: SequenceOptions['skip'] = (operation) => {
  const removes = operation.fields.some(({ mutation: { model, kind } }) => model === 'Team' && kind.startsWith('delete'))
  return removes || JSON.stringify(operation, (_, value: unknown) => (value instanceof Map ? [...value] : value)).includes('"none"')
    ? 'It takes no references of text.'
    : undefined
}

/** To the look-alike composite keys are equal to nothing; and the memory engine, alone but with references, lets go of a row before it refuses to remove it. */
const alone: SequenceOptions['skip'] = (operation) =>
  /Entry|Remark|entries/.test(JSON.stringify(operation)) ||
  operation.fields.some(({ mutation: { model, kind } }) => model === 'Team' && kind.startsWith('delete'))
    ? 'It finds no rows by composite keys.'
    : undefined

const words = (error: unknown): string => (error instanceof Error ? `${error.message} ${words(error.cause)}` : '')

/** None of the look-alikes knows an index of some documents only, by which nulls are like no other value. */
const withoutPartialIndexes = ({ models }: Catalog): Catalog => ({
  models: new Map(
    [...models].map(([name, model]) => [
      name,
      { ...model, unique: model.unique.filter((group) => group.every((field) => model.fields.get(field)?.nullable === false)) },
    ]),
  ),
})

/** MongoDB stands alone here, as its look-alikes do: what may fail half-way is not tried. */
function mongodbOptions(make: Make | undefined): { readonly catalog: Catalog; readonly options: StageOptions } {
  const whole = writesCatalog(false)
  if (make === undefined) return { catalog: whole, options: { atomic: false } }
  const catalog = withoutPartialIndexes(without(whole, make.without))
  const rows = new Map(
    [...writesRows].map(([name, of]) => {
      const fields = [...(catalog.models.get(name)?.fields.values() ?? [])]
      return [
        name,
        of.map((row) => Object.fromEntries(fields.map((field) => [field.name, fitted(field.type, row[field.name] ?? null, {})]))),
      ]
    }),
  )
  return {
    catalog,
    options: {
      atomic: false,
      namesFields: false,
      rows,
      gapOf: (error) => make.errors.find(([pattern]) => pattern.test(words(error)))?.[1],
      wrong: (_write, _binds, { text }) =>
        [...make.wrong, ...make.wrongWrites].find(([pattern]) => pattern.test(JSON.stringify(text)))?.[1],
    },
  }
}

for (const { type, variable } of SERVERS) {
  const url = process.env[variable] ?? ''
  describe.skipIf(url === '')(`writes on ${type} (skipped where ${variable} is not set)`, () => {
    let database: FreshDatabase
    let on: WriteStage
    let isLookAlike = false
    beforeAll(async () => {
      database = await freshDatabase(type, url)
      const datasource = (await loadEngine(type)).open('main', { ...database.settings, COLLATION: 'binary' }, { dataDir: '' })
      const { serverVersion } = await datasource.health(runOptions())
      isLookAlike = /Babelfish/.test(serverVersion ?? '')
      const { catalog, options } =
        type === 'mongodb' ? mongodbOptions(await makeOf(url)) : { catalog: writesCatalog(), options: isLookAlike ? BABELFISH : {} }
      on = await writeStage(catalog, datasource, options)
    }, LONG.timeout)
    afterAll(async () => {
      await on?.[Symbol.asyncDispose]()
      await database?.drop()
    }, LONG.timeout)

    test('every case', LONG, async () => {
      const gaps = await everyWriteCase(on, type)
      for (const [reason, times] of gaps) console.warn(`${type} (${variable}): ${times} cases of writes not run, because ${reason}`)
      if (type === 'mongodb') return
      expect([...gaps.keys()].filter((reason) => !/upsert|OPENJSON|To SQL Server/.test(reason))).toEqual([])
    })

    test('rows that the database numbers tell their numbers in the order of the rows', LONG, () => numberedRows(on))

    if (type !== 'mongodb') foreignWrites(type, () => on.datasource)

    test.skipIf(type === 'mongodb')('of two transactions that wait for each other one fails, and leaves nothing', LONG, () => deadlock(on))
    test.skipIf(type === 'mongodb')('a transaction that waits too long for a row leaves nothing', LONG, () => lockWait(on))
    test.skipIf(type === 'mongodb')('nothing is kept of a transaction that goes on after a failure', LONG, () => goingOn(on))

    test('several writers at once lose nothing', LONG, async () => {
      const losing = type === 'mongodb' ? (await makeOf(url))?.losesUpdates : undefined
      if (losing !== undefined) return console.warn(`${type} (${variable}): not tried, because ${losing}`)
      // Babelfish heeds no lock that is asked of a select.
      const { quantity, version } = await concurrentWriters(on, type, { transactions: type !== 'mongodb' && !isLookAlike })
      console.warn(`${type} (${variable}): ${quantity} changes by 8 writers, ${version} of them of a version`)
    })

    test.skipIf(type === 'mongodb')('what is sent many times under one key is done once', LONG, async () =>
      doneOnce(await ledgerOn(ledger, on.datasource)),
    )

    test.skipIf(type === 'mongodb')('operations that write the same rows in opposite order wait for each other', LONG, async () => {
      // Babelfish heeds no lock that is asked of a select.
      if (!isLookAlike) await crossing(ledger, on.datasource)
    })

    test.skipIf(type === 'mongodb')(`8 writers for ${CONTEND} ms`, LONG, async () => {
      const told = await contend(await ledgerOn(ledger, on.datasource), { during: CONTEND })
      console.warn(`${type} (${variable}): ${told} mutations by 8 writers in ${CONTEND} ms`)
    })

    test.skipIf(type !== 'mongodb')(`${SEQUENCES} random sequences of what MongoDB can here, from seed ${SEED}`, LONG, async () => {
      const make = await makeOf(url)
      if (make !== undefined && make.without.length > 0)
        return console.warn(`${make.name}: no sequences, because it holds no values of a type`)
      const catalog = make === undefined ? ledger : withoutPartialIndexes(ledger)
      const transactions = await on.datasource.transaction({ ...runOptions(), readOnly: true }, async () => true).catch(() => false)
      const rows = new Map([...catalog.models.keys()].map((name) => [name, []]))
      const subject = await ledgerOn(catalog, on.datasource)
      for (let seed = SEED; seed < SEED + SEQUENCES; seed++) {
        for (const model of catalog.models.keys()) await write({ catalog }, on.datasource, { kind: 'delete', model, where: TRUE }, [])
        const oracle = await ledgerOn(catalog, openMemory('oracle', rows, { nest: false, upsert: false, transactions }))
        await runSequence(seed, oracle, subject, make === undefined ? {} : { skip: alone })
      }
    })

    test.skipIf(type === 'mongodb')(`${SEQUENCES} random sequences from seed ${SEED}`, LONG, async () => {
      const oracle = await ledgerOracle(ledger)
      const subject = await ledgerOn(ledger, on.datasource)
      for (let seed = SEED; seed < SEED + SEQUENCES; seed++) {
        await empty(oracle)
        await empty(subject)
        await runSequence(seed, oracle, subject, isLookAlike ? { skip: unreferenced } : {})
      }
    })
  })
}
