/** What others stored in MongoDB: values that the gateway would not have written are an error of their cell or match nothing, and fail no statement. */

import { Int32, MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GatewayError } from '../../src/base/errors.ts'
import type { Datasource } from '../../src/datasource/datasource.ts'
import { mongodb } from '../../src/engines/mongodb.ts'
import { buildCatalog } from '../../src/model/catalog.ts'
import { date, dateTime, enumOf, int, object, string } from '../../src/model/fields.ts'
import { defineModel } from '../../src/model/model.ts'
import { paths } from '../../src/query/build.ts'
import { normalise } from '../../src/query/normal.ts'
import type { Binds, Predicate, Read } from '../../src/query/query.ts'
import { agg, bucket, by, f, keys, val } from '../conformance/say.ts'
import { type FreshDatabase, freshDatabase } from './databases.ts'
import { makeOf } from './mongodb-fit.ts'

const nullable = true
const catalog = buildCatalog([
  {
    file: 'test.ts',
    model: defineModel('Thing', {
      datasource: 'main',
      fields: {
        id: int(),
        owner: int({ nullable }),
        tone: enumOf('Tone', { RED: 'r', BLUE: 'b' }, { nullable }),
        at: dateTime({ precision: 3, nullable }),
        day: date({ nullable }),
        box: object('Box', { city: string({ nullable }) }, { nullable }),
      },
      key: ['id'],
    }),
  },
  {
    file: 'test.ts',
    model: defineModel('Coded', { datasource: 'main', fields: { id: int(), code: string({ nullable }) }, key: ['id'], unique: [['code']] }),
  },
])
const UNFIT = 'VALUE_NOT_REPRESENTABLE'
const options = () => ({ signal: new AbortController().signal, lane: 'traffic' as const, maxRows: 1_000, deadline: Date.now() + 20_000 })

for (const variable of ['TEST_MONGODB_URL', 'TEST_MONGODB_JAVA_URL']) {
  const url = process.env[variable] ?? ''
  const make = url === '' ? undefined : await makeOf(url)
  describe.skipIf(url === '')(`${make?.name ?? 'MongoDB'} (${variable})`, () => {
    let database: FreshDatabase
    let client: MongoClient
    let on: Datasource
    const at = { catalog, version: '5.0' }

    beforeAll(async () => {
      database = await freshDatabase('mongodb', url)
      client = new MongoClient(url)
      on = mongodb.open('main', { ...database.settings, COLLATION: 'binary' }, { dataDir: '' })
    }, 60_000)
    afterAll(async () => {
      await on?.[Symbol.asyncDispose]()
      await client?.close()
      await database?.drop()
    })

    const stored = async (...documents: object[]): Promise<void> => {
      const things = client.db(String(database.settings.DB_NAME)).collection('things')
      await things.deleteMany({})
      await things.insertMany(documents.map((document, i) => ({ _id: new Int32(i + 1), ...document }) as never))
    }
    const told = new Set<string>()
    /** The cells, errors as their codes; null where the server cannot, for a reason that is known. */
    const ask = async (read: Read, binds: Binds = []): Promise<unknown[][] | null> => {
      const compiled = mongodb.compile(
        normalise(catalog, read, () => 'binary'),
        at,
      )
      const text = JSON.stringify(compiled.text)
      let reason = make?.wrong.find(([pattern]) => pattern.test(text))?.[1]
      if (reason === undefined)
        try {
          const { rows } = await on.run(compiled, binds, options())
          return rows.map((row) => row.map((cell) => (cell instanceof GatewayError ? cell.code : cell)))
        } catch (error) {
          let words = ''
          for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) words += ` ${cause.message}`
          reason = make?.errors.find(([pattern]) => pattern.test(words))?.[1]
          if (reason === undefined) throw error
        }
      if (!told.has(reason)) console.warn(`${make?.name}: not asked or not run: ${reason}`)
      told.add(reason)
      return null
    }
    const same = (actual: unknown[][] | null, expected: unknown[][]): void => {
      if (actual !== null) expect(actual).toEqual(expected)
    }
    const ids = (where: Predicate): Read => ({ model: 'Thing', select: val('id'), where, order: [by('id')] })
    const is = (path: string, op: 'eq' | 'lt' | 'in' | 'same', negated = false): Predicate => ({
      ...{ kind: 'compare', left: f(path), op, negated, right: { slot: 0 } },
    })

    test('a list matches nothing that is asked of a single value', async () => {
      await stored(
        { owner: 5 },
        { owner: [5, 6] },
        {},
        { owner: [null] },
        { box: [{ city: 'a' }] },
        { box: { city: 'a' } },
        { box: { city: ['a'] } },
      )
      same(await ask(ids(is('owner', 'eq')), [5]), [[1]])
      same(await ask(ids(is('owner', 'in')), [[4, 5]]), [[1]])
      same(await ask(ids(is('owner', 'same')), [5]), [[1]])
      same(await ask(ids(is('owner', 'lt')), [6]), [[1]])
      same(await ask(ids(is('box.city', 'eq')), ['a']), [[6]])
      same(await ask(ids({ kind: 'null', of: f('owner'), negated: false })), [[3], [5], [6], [7]])
      same(await ask(ids({ kind: 'member', fields: [['owner']], of: { slot: 0 }, negated: false } as Predicate), [[[5]]]), [[1]])
    })

    test('a list belongs to no owner', async () => {
      await stored({ owner: 5 }, { owner: [5, 6] }, { owner: 6 })
      const each = { on: [['owner']], keys: { slot: 0 }, owner: 1 } as const
      const read: Read = { model: 'Thing', select: val('id'), order: [by('id')], each }
      const pairs = [
        ['x', 5],
        ['y', 6],
      ]
      same(await ask(read, [pairs]), [
        ['x', 1],
        ['y', 3],
      ])
    })

    test('min and max of an enum with a value that it does not know', async () => {
      await stored({ tone: 'r' }, { tone: 'b' }, { tone: 'x' })
      const extremes: Read = { model: 'Thing', select: val(agg('min', 'tone'), agg('max', 'tone')) }
      same(await ask(extremes), [[UNFIT, UNFIT]])
      await stored({ tone: 'r' }, { tone: 'b' }, {})
      same(await ask(extremes), [['BLUE', 'RED']])
    })

    test('periods of moments that have none', async () => {
      await stored({ at: new Date('2021-05-06T00:00:00Z') }, { at: new Date('+020000-01-01T00:00:00Z') }, { at: new Date(-8.64e15) }, {})
      for (const unit of ['YEAR', 'MONTH', 'WEEK', 'DAY'] as const) {
        const read: Read = { model: 'Thing', select: [...keys(1), ...val(agg('count'))], group: [bucket('at', unit)] }
        const rows = await ask(read)
        if (rows !== null)
          expect(rows.map(([key]) => (String(key).startsWith('2021') ? 'period' : key)).sort()).toEqual([UNFIT, UNFIT, null, 'period'])
      }
    })

    test('periods of texts that are no days', async () => {
      await stored({ day: '2021-01-06' }, { day: 'näh, nö, nie' }, { day: '2021-02-30' }, {})
      for (const unit of ['YEAR', 'MONTH', 'WEEK'] as const) {
        const read: Read = { model: 'Thing', select: [...keys(1), ...val(agg('count'))], group: [bucket('day', unit)] }
        const rows = await ask(read)
        if (rows !== null) expect(rows.map(([key]) => key)).toContain(UNFIT)
      }
    })

    // One look-alike refuses indexes over some documents, the other makes them over all.
    test.skipIf(make !== undefined)('of a unique field only what is there collides, and is named', async () => {
      for (const statement of mongodb.define(['Coded'], at)) await on.run(statement, [], options())
      const insert = mongodb.compile(
        { kind: 'insert', model: 'Coded', fields: paths(['id', 'code']), rows: { slot: 0 }, returning: [] },
        at,
      )
      const rows = [
        [3, null],
        [4, null],
        [5, 'a'],
      ]
      await on.run(insert, [rows], options())
      for (const more of [
        [[6, 'a']],
        [
          [7, 'b'],
          [8, 'a'],
        ],
      ])
        await expect(on.run(insert, [more], options())).rejects.toMatchObject({ code: 'UNIQUE_VIOLATION', fields: ['code'] })
    })
  })
}
