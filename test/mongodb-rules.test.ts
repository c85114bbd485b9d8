/** Every pipeline that the MongoDB engine makes against what MongoDB refuses, and what the look-alikes cannot show. */

import { BSON, MongoServerError } from 'mongodb'
import { afterEach, describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import type { Value } from '../src/base/json.ts'
import type { Compiled, Datasource, RunOptions } from '../src/datasource/datasource.ts'
import { classify } from '../src/engines/mongodb/classify.ts'
import { violated } from '../src/engines/mongodb/run.ts'
import type { Aggregation, Change } from '../src/engines/mongodb/statement.ts'
import { fill } from '../src/engines/mongodb/template.ts'
import { mongodb } from '../src/engines/mongodb.ts'
import { buildCatalog, type Catalog, modelOf } from '../src/model/catalog.ts'
import { int, object, objectId, string } from '../src/model/fields.ts'
import { belongsTo, defineModel } from '../src/model/model.ts'
import { paths } from '../src/query/build.ts'
import { normalise, normaliseWrite } from '../src/query/normal.ts'
import type { Binds, Read, Write } from '../src/query/query.ts'
import { cases } from './conformance/cases.ts'
import { conformanceCatalog } from './conformance/catalog.ts'
import { randomRead } from './conformance/random.ts'
import { agg, by, f, val } from './conformance/say.ts'
import { cases as writes } from './conformance/writes.ts'
import { writesCatalog } from './conformance/writes-catalog.ts'
import { type Answer, healthy, mongoStub, type Stub } from './fixtures/mongo-stub.ts'
import { faultsOf } from './mongodb-rules.ts'

const whole = conformanceCatalog()
const compile = (read: Read, version = '5.0', catalog: Catalog = whole) =>
  mongodb.compile(
    normalise(catalog, read, () => 'binary'),
    { catalog, version },
  )

/** With the values in it, as far as they are known before anything is asked. */
function filled({ params }: Compiled, template: unknown, binds: Binds): readonly unknown[] {
  const values = params.map(({ slot, encode }) => (binds[slot] === undefined ? undefined : encode(binds[slot] as Value)))
  return values.includes(undefined) ? (template as readonly unknown[]) : (fill(template, values) as readonly unknown[])
}

const pipelineOf = (compiled: Compiled, binds: Binds = []) => filled(compiled, (compiled.text as Aggregation).pipeline, binds)

describe('what MongoDB refuses', () => {
  test.each([
    ['168', [{ $match: { $expr: { $nothing: 1 } } }]],
    ['an operator of 5.2', [{ $addFields: { a: { $sortArray: { input: '$b', sortBy: 1 } } } }]],
    ['a stage of 5.1', [{ $documents: [] }]],
    ['16020', [{ $match: { $expr: { $cond: ['$a', 1] } } }]],
    ['17276', [{ $match: { $expr: '$$v0' } }]],
    ['16867', [{ $lookup: { from: 'a', let: { V: 1 }, pipeline: [], as: 'b' } }]],
    ['15998', [{ $addFields: { a: '$b..c' } }]],
    ['31249', [{ $project: { '_id.a': 1, _id: 0 } }]],
    ['31253', [{ $project: { a: 1, b: 0 } }]],
    ['2: and, or', [{ $match: { $or: [] } }]],
    ['15958', [{ $limit: 0 }]],
    ['28729', [{ $project: { a: { $slice: ['$a', 0, 0] } } }]],
    ['13103', [{ $sort: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`a${i}`, 1])) }]],
    ['15952', [{ $group: { _id: null, a: '$b' } }]],
    ['5654600', [{ $match: { $expr: { $getField: { field: '$a', input: '$b' } } } }]],
    ['15: nested', [Array.from({ length: 70 }).reduce((inner) => ({ $and: [{ $or: [inner] }] }), {})]],
    ['10334', [{ $match: { a: { $in: ['x'.repeat(17_000_000)] } } }]],
  ])('%s is found', (fault, pipeline) => expect(faultsOf(pipeline, '5.0').join('\n')).toContain(fault))

  test.each(['5.0', '7.0'])('is in no read for %s', (version) => {
    const reads = [...cases, ...Array.from({ length: 1_000 }, (_, seed) => randomRead(seed + 1))]
    for (const { read, binds } of reads) {
      const select = read.select.filter((item) => item.kind !== 'nested')
      const compiled = compile({ ...read, select: select.length === 0 ? val(...modelOf(whole, read.model).key) : select }, version)
      // A page of nothing is not asked for.
      const { limit } = read.page ?? {}
      if (limit === undefined || binds[limit.slot] !== 0)
        expect(faultsOf(pipelineOf(compiled, binds), version), JSON.stringify(read)).toEqual([])
    }
  })

  test('is in no filter of a write', () => {
    const at = { catalog: writesCatalog(false), version: '5.0' }
    const ofChange = (write: Write) => write.kind !== 'insert' && at.catalog.models.has(write.model)
    for (const { write } of writes.flatMap(({ steps }) => steps).filter((step) => ofChange(step.write))) {
      try {
        expect(faultsOf((mongodb.compile(normaliseWrite(at.catalog, write), at).text as Change).stages, '5.0')).toEqual([])
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error
      }
    }
  })
})

describe('what MongoDB takes otherwise', () => {
  const odd = buildCatalog([
    {
      file: 'x.ts',
      model: defineModel('Odd', {
        datasource: 'main',
        fields: {
          code: int(),
          whole: object('Whole', { a: int({ nullable: true }) }, { column: '_id' }),
          year: int({ column: '2020', nullable: true }),
          name: string({ nullable: true }),
          best: objectId({ nullable: true }),
        },
        key: ['code'],
        unique: [['best']],
        relations: { other: belongsTo('Odd', { fields: ['best'], references: ['best'] }) },
      }),
    },
  ])

  test('more keys than a sort has: terms of one direction become one', () => {
    const fields = [
      ...['note', 'tone', 'quantity', 'big', 'ratio', 'active', 'weight', 'madeOn', 'opensAt', 'touchedAt', 'token', 'status'],
      ...['makerId', 'categoryCode', 'origin.city', 'origin.zip', 'origin.level'],
    ]
    const order = fields.map((name, i) => (i % 2 === 0 ? by(name, 'asc', 'last') : by(name, 'desc', 'first')))
    const group = fields.map((name) => f(name))
    const each = { on: [['categoryCode']], keys: { slot: 0 } } as const
    const page = { limit: { slot: 1 } }
    for (const version of ['5.0', '7.0'])
      for (const read of [
        { model: 'Item', select: val('id'), order: [...order, by('id')] },
        { model: 'Item', select: val('id'), order: [...order, by('id')], each, page },
        { model: 'Item', select: val(agg('count')), group, order: [...order, by(agg('count'))] },
      ] as Read[])
        expect(faultsOf(pipelineOf(compile(read, version)), version)).toEqual([])
  })

  test('what is inside _id is included without the rest of it', () => {
    const pipeline = pipelineOf(compile({ model: 'Odd', select: val('whole.a', 'code') }, '5.0', odd))
    expect(faultsOf(pipeline, '5.0')).toEqual([])
    expect(pipeline.at(-1)).toEqual({ $project: { '_id.a': 1, code: 1 } })
  })

  test('a column whose name is a number sorts in its turn', () => {
    const pipeline = pipelineOf(compile({ model: 'Odd', select: val('code'), order: [by('name'), by('year')] }, '5.0', odd))
    expect(pipeline[0]).toEqual({ $addFields: { __0: '$2020' } })
    expect(Object.keys((pipeline[1] as { $sort: object }).$sort)).toEqual(['name', '__0', 'code'])
  })

  test('a path into JSON that nests deeper than a command may is refused', () => {
    const at = (keys: readonly string[]) => {
      const read: Read = {
        model: 'Item',
        select: val('id'),
        where: { kind: 'null', of: { kind: 'json', via: [], path: ['data'], keys: { slot: 0 }, as: { kind: 'json' } }, negated: true },
      }
      return faultsOf(pipelineOf(compile(read), [keys]), '5.0')
    }
    expect(at(Array.from({ length: 30 }, () => 'k'))).toEqual([])
    expect(() => at(Array.from({ length: 31 }, () => 'k'))).toThrow(expect.objectContaining({ code: 'QUERY_LIMIT_EXCEEDED' }))
  })

  test('two indexes over the same columns, one of them over some documents, have two names', async () => {
    const sent: { name: string; key: object; partialFilterExpression?: object }[] = []
    const on = await stubbed((command, body) => {
      if (command === 'createIndexes') sent.push(...(body.indexes as typeof sent))
      return undefined
    })
    for (const compiled of mongodb.define(['Odd'], { catalog: odd, version: '5.0' })) await on.run(compiled, [], options())
    expect(sent.map(({ name, partialFilterExpression }) => [name, partialFilterExpression])).toEqual([
      ['code_1', undefined],
      ['best_1_set', { best: { $exists: true } }],
      ['best_1', undefined],
    ])
  })

  test('the words about a value that is there name the columns', () => {
    const words = (index: string, rest = '') =>
      violated(
        new MongoServerError({
          code: 11000,
          message: `E11000 duplicate key error collection: shop.odds index: ${index} ${rest}dup key: { x: "a" }`,
        }),
      )
    expect(words('a_1_b_-1')).toEqual(['a', 'b'])
    expect(words('a_1_set')).toEqual(['a'])
    expect(words('_id_')).toEqual(['_id'])
    expect(words('mail_1', 'collation: { locale: "en" } ')).toEqual(['mail'])
    expect(words('mine')).toEqual([])
  })

  const open: (Stub | Datasource)[] = []
  afterEach(async () => {
    for (const each of open.splice(0).reverse()) await each[Symbol.asyncDispose]()
  })
  const options = (): RunOptions => ({ signal: new AbortController().signal, deadline: Date.now() + 5_000, lane: 'traffic', maxRows: 100 })
  /** @param answer undefined for what a healthy server says */
  async function stubbed(answer: Answer, hello = {}): Promise<Datasource> {
    const ok = healthy({ hello })
    const stub = await mongoStub((command, body) => answer(command, body) ?? ok(command, body))
    const settings = { DB_HOST: '127.0.0.1', DB_PORT: stub.port, DB_NAME: 'shop', DIRECT_CONNECTION: true }
    const made = mongodb.open('docs', settings, { dataDir: '/nowhere' })
    open.push(stub, made)
    return made
  }
  const fails = (work: Promise<unknown>) =>
    work.then(
      () => 'nothing',
      (error: GatewayError) => [error.code, error.fields],
    )
  const insert = mongodb.compile(
    { kind: 'insert', model: 'Category', fields: paths(['code', 'name']), rows: { slot: 0 }, returning: [] },
    { catalog: whole, version: '5.0' },
  )
  const one = [[['a', 'b']]]
  const two = [
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ]

  test('a write that not enough members have, or that was broken off, may have been done', async () => {
    const waited = {
      ok: 1,
      n: 1,
      writeConcernError: { code: 64, codeName: 'WriteConcernFailed', errmsg: 'waiting for replication timed out' },
    }
    const on = await stubbed((command) => (command === 'insert' ? waited : undefined))
    expect(await fails(on.run(insert, one, options()))).toEqual(['WRITE_OUTCOME_UNKNOWN', undefined])
    expect(await fails(on.run(insert, two, options()))).toEqual(['WRITE_OUTCOME_UNKNOWN', undefined])
    const stepped = { ok: 0, code: 11602, codeName: 'InterruptedDueToReplStateChange', errmsg: 'operation was interrupted' }
    const down = await stubbed((command) => (command === 'delete' ? stepped : undefined))
    const where = { kind: 'const', value: true } as const
    const all = mongodb.compile({ kind: 'delete', model: 'Category', where }, { catalog: whole, version: '5.0' })
    expect(await fails(down.run(all, [], options()))).toEqual(['WRITE_OUTCOME_UNKNOWN', undefined])
  })

  test('a value that is there already names its field, of one row and of many', async () => {
    const writeErrors = [
      {
        ...{ index: 0, code: 11000, keyPattern: { code: 1 }, keyValue: { code: 'a' } },
        errmsg: 'E11000 duplicate key error collection: shop.categories index: code_1 dup key: { code: "a" }',
      },
    ]
    const on = await stubbed((command) => (command === 'insert' ? { ok: 1, n: 0, writeErrors } : undefined))
    expect(await fails(on.run(insert, one, options()))).toEqual(['UNIQUE_VIOLATION', ['code']])
    expect(await fails(on.run(insert, two, options()))).toEqual(['UNIQUE_VIOLATION', ['code']])
  })

  test('no row of aggregates is the row of nothing', async () => {
    const on = await stubbed(() => undefined)
    const read = compile({ model: 'Item', select: val(agg('count'), agg('sum', 'price'), agg('countDistinct', 'tone'), agg('min', 'id')) })
    expect(JSON.stringify(read.text)).not.toContain('$facet')
    expect((await on.run(read, [], options())).rows).toEqual([[0, null, 0, null]])
  })

  test('within a transaction the server keeps the deadline too, outside of one it does not break writes off', async () => {
    const limits: [string, boolean][] = []
    const on = await stubbed(
      (command, body) => {
        if (command === 'insert' || command === 'aggregate') limits.push([command, Number(body.maxTimeMS) > 0])
        return undefined
      },
      { setName: 'rs0', hosts: ['127.0.0.1:1'], logicalSessionTimeoutMinutes: 30 },
    )
    const read = compile({ model: 'Item', select: val('id') })
    await on.transaction({ ...options(), readOnly: false }, async (session) => {
      await session.run(read, [], options())
      await session.run(insert, one, options())
    })
    await on.run(insert, one, options())
    expect(limits).toEqual([
      ['aggregate', true],
      ['insert', true],
      ['insert', false],
    ])
  })

  test.each<[number, string, string?]>([
    [2, 'INTERNAL_SERVER_ERROR'],
    [2, 'VALUE_NOT_REPRESENTABLE', 'cannot sort with keys that are parallel arrays'],
    [14, 'VALUE_NOT_REPRESENTABLE'],
    [167, 'QUERY_UNSUPPORTED'],
    [304, 'QUERY_UNSUPPORTED'],
    [40324, 'QUERY_UNSUPPORTED'],
  ])('error %i is %s', async (code, expected, errmsg = 'secret words') => {
    const on = await stubbed((command) => (command === 'aggregate' ? { ok: 0, code, errmsg } : undefined))
    expect(await fails(on.run(compile({ model: 'Item', select: val('id') }), [], options()))).toEqual([expected, undefined])
  })

  test.each([
    [303, 'option collation is currently not supported.'],
    [8000, 'collation not allowed in this atlas tier'],
  ])('a server without collations is asked without one: %i', async (code, errmsg) => {
    const asked: boolean[] = []
    const on = await stubbed((command, { collation }) => {
      if (command !== 'aggregate') return undefined
      asked.push(collation !== undefined)
      return collation === undefined ? undefined : { ok: 0, code, errmsg }
    })
    expect((await on.run(compile({ model: 'Item', select: val('id') }), [], options())).rows).toEqual([])
    expect(asked).toEqual([true, false])
  })

  test('who may not list what collections are like is told the names of those that he may read', async () => {
    const on = await stubbed((command, { nameOnly, authorizedCollections }) => {
      if (command === 'listIndexes') return { ok: 1, cursor: { firstBatch: [{ key: { '$**': 1 }, name: 'all' }], id: 0n, ns: 'shop.$cmd' } }
      if (command !== 'listCollections') return undefined
      if (nameOnly !== true || authorizedCollections !== true) return { ok: 0, code: 13, errmsg: 'not authorized' }
      const listed = [
        { name: 'items', type: 'collection' },
        { name: 'ticks', type: 'timeseries' },
        { name: 'system.views' },
        { name: 'enxcol_.a.esc' },
      ]
      return { ok: 1, cursor: { firstBatch: listed, id: 0n, ns: 'shop.$cmd.listCollections' } }
    })
    const tables = await on.introspect?.({ ...options(), sample: 10 })
    expect(tables?.map(({ name, kind, indexes }) => [name, kind, indexes])).toEqual([
      ['items', 'table', []],
      ['ticks', 'view', []],
    ])
  })

  test('a text that is no UTF-8 has no form in the graph', () => {
    const bytes = BSON.serialize({ title: 'XX' })
    bytes.set([0xff, 0xff], Buffer.from(bytes).indexOf('XX'))
    let error: unknown
    try {
      BSON.deserialize(bytes, { validation: { utf8: true } })
    } catch (thrown) {
      error = thrown
    }
    expect(classify(error).code).toBe('VALUE_NOT_REPRESENTABLE')
  })
})
