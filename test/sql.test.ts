/** The SQL writer: texts against golden files, and answers worked out by hand on SQLite and PGlite. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import type { Value } from '../src/base/json.ts'
import type { Cell, Compiled } from '../src/datasource/datasource.ts'
import { alignIdentities, defineTables } from '../src/engines/sql/define.ts'
import type { SqlDialect } from '../src/engines/sql/dialect.ts'
import { compileInsert } from '../src/engines/sql/insert.ts'
import { postgresDialect } from '../src/engines/sql/postgres.ts'
import { compileRead } from '../src/engines/sql/read.ts'
import { sqliteDialect } from '../src/engines/sql/sqlite.ts'
import { sqlserverDialect } from '../src/engines/sql/sqlserver.ts'
import { modelOf } from '../src/model/catalog.ts'
import { bindList, operandAt } from '../src/query/build.ts'
import type { Aggregate, Insert, Operand, Order, Predicate, Read, Selected, Slot } from '../src/query/query.ts'
import { sqlCatalog, sqlModels, sqlRows } from './fixtures/sql-catalog.ts'
import { type DirectEngine, openPglite, openSqlite } from './fixtures/sql-engines.ts'

const at = { catalog: sqlCatalog, version: '13' }

// Short words for reads.
type Compare = Extract<Predicate, { kind: 'compare' }>
const path = (text: string) => text.split('.') as unknown as readonly [string, ...string[]]
const f = (text: string, ...via: string[]): Operand => ({ kind: 'field', via, path: path(text) })
const val = (...of: Operand[]): Selected[] => of.map((one) => ({ kind: 'value', of: one }))
const keys = (count: number): Selected[] => Array.from({ length: count }, (_, index) => ({ kind: 'group', index }))
const asc = (by: Operand, more: Partial<Order> = {}): Order => ({ by, direction: 'asc', nulls: 'first', collation: 'binary', ...more })
const desc = (by: Operand, more: Partial<Order> = {}): Order => asc(by, { direction: 'desc', nulls: 'last', ...more })
const agg = (fn: Aggregate['fn'], of?: Operand): Aggregate =>
  of === undefined ? { kind: 'aggregate', fn: 'count' } : { kind: 'aggregate', fn, of }
const is = (left: Operand, op: Compare['op'], right: Slot | Operand, more: Partial<Compare> = {}): Predicate => ({
  ...{ kind: 'compare', left, op, negated: false, right },
  ...more,
})

interface Asked {
  readonly read: Read
  readonly binds: readonly Value[]
}

/** A read, and the values it was written with. */
function ask(write: (bind: (value: Value) => Slot) => Read): Asked {
  const binds = bindList()
  return { read: write(binds.bind), binds: binds.values }
}

function computed(name: string, bound: Value[]): Operand {
  return operandAt(modelOf(sqlCatalog, 'Product'), [name], [], bindList(bound))
}

const products = (select: Selected[], more: Partial<Read> = {}): Read => ({ model: 'Product', select, order: [asc(f('id'))], ...more })
const ids = (where: Predicate): Read => products(val(f('id')), { where })

/** name → read and its answer; an answer of one column is a list. */
const CASES: Readonly<Record<string, readonly [Asked, readonly unknown[]]>> = {
  'every type comes back canonical': [
    ask((bind) =>
      products(
        val(
          ...['id', 'sku', 'price', 'quantity', 'serial', 'weight', 'active', 'madeOn', 'opensAt', 'createdAt', 'status', 'token'].map(
            (name) => f(name),
          ),
          ...['tags', 'size', 'photo', 'size.height', 'size.unit', 'size.since'].map((name) => f(name)),
        ),
        { where: is(f('id'), 'in', bind([1, 3])) },
      ),
    ),
    [
      [
        ...[1, 'A1', '10.10', 3, '9223372036854775807', 0.5, true, '2021-01-03', '08:30:00', '2020-12-31T23:59:59.999Z', 'NEW'],
        ...['0a000000-0000-4000-8000-000000000001', ['x', 'it\'s "x"'], { unit: 'INCH', height: '12.50', since: '2020-02-29' }],
        ...['AP8Q', '12.50', 'INCH', '2020-02-29'],
      ],
      [3, 'B%', '5.00', null, '2', null, null, null, null, null, 'GONE', null, null, null, null, null, null, null],
    ],
  ],
  'nothing selected still has rows': [ask(() => products([])), [null, null, null, null]],
  'enums sort by name': [ask(() => products(val(f('id')), { order: [asc(f('status')), asc(f('id'))] })), [4, 3, 1, 2]],
  'text sorts by code point': [ask(() => products(val(f('sku')), { order: [desc(f('sku'))] })), ['b', 'a1', 'B%', 'A1']],
  'nulls go where they are asked': [ask(() => products(val(f('id')), { order: [asc(f('quantity'), { nulls: 'last' })] })), [2, 4, 1, 3]],
  'the last page, in the asked order': [
    ask((bind) => products(val(f('id')), { page: { limit: bind(2), offset: bind(1), flip: true } })),
    [2, 3],
  ],
  'an offset without a limit': [ask((bind) => products(val(f('id')), { page: { offset: bind(3) } })), [4]],
  'a keyset page, past a null': [
    ask((bind) => {
      const order = [asc(f('quantity')), asc(f('id'))]
      const values = [bind(null), bind(3)]
      return products(val(f('id')), { order, where: { kind: 'after', order, values, nullAt: [true, false] } })
    }),
    [2, 4, 1],
  ],
  'wildcards mean themselves': [ask((bind) => ids(is(f('sku'), 'contains', bind('%')))), [3]],
  'the empty text begins and ends every text': [
    ask((bind) => ids({ kind: 'and', of: [is(f('sku'), 'startsWith', bind('')), is(f('sku'), 'endsWith', bind(''))] })),
    [1, 2, 3, 4],
  ],
  'endsWith something longer': [ask((bind) => ids(is(f('sku'), 'endsWith', bind('xb')))), []],
  'ASCII-blind in': [ask((bind) => ids(is(f('sku'), 'in', bind(['A1']), { fold: 'ascii' }))), [1, 2]],
  'a negated comparison never matches null': [ask((bind) => ids(is(f('quantity'), 'gt', bind(0), { negated: true }))), [2]],
  'not in an empty list never matches null': [ask((bind) => ids(is(f('quantity'), 'in', bind([]), { negated: true }))), [1, 2, 4]],
  'distinct from matches null': [ask((bind) => ids(is(f('status'), 'same', bind('NEW'), { negated: true }))), [2, 3, 4]],
  'in, of bytes, moments and texts that need quoting': [
    ask((bind) =>
      ids({
        kind: 'or',
        of: [
          is(f('photo'), 'in', bind(['AP8Q'])),
          is(f('createdAt'), 'in', bind(['2021-01-01T00:00:00.000Z'])),
          is(f('sku'), 'in', bind(['{"', '\\', ',', 'NULL'])),
        ],
      }),
    ),
    [1, 2],
  ],
  'decimals inside objects compare as numbers': [ask((bind) => ids(is(f('size.height'), 'lt', bind('10.00')))), [2]],
  'enums inside objects': [ask((bind) => ids(is(f('size.unit'), 'eq', bind('INCH')))), [1]],
  'null inside objects': [ask(() => ids({ kind: 'null', of: f('size.height'), negated: false })), [3, 4]],
  'JSON keys with quotes and backslashes': [
    ask((bind) =>
      ids(is({ kind: 'json', via: [], path: ['meta'], keys: bind(['a"b', 'c\\d']), as: { kind: 'string' } }, 'eq', bind('deep'))),
    ),
    [1],
  ],
  'JSON of another type is null': [
    ask((bind) => {
      const json = (key: string, as: Extract<Operand, { kind: 'json' }>['as']): Operand => ({
        ...{ kind: 'json', via: [], path: ['meta'], keys: bind([key]), as },
      })
      const date = json('day', { kind: 'date' })
      return products(
        val(json('n', { kind: 'float' }), json('i', { kind: 'int' }), date, json('cost', { kind: 'decimal', precision: 6, scale: 2 }), {
          ...{ kind: 'bucket', of: date, unit: 'QUARTER' },
        }),
      )
    }),
    [
      [1.5, 7, '2024-02-29', '12.50', '2024-01-01'],
      [null, null, null, null, null],
      [null, null, null, null, null],
      [null, null, null, null, null],
    ],
  ],
  'hasKey does not enter arrays, and null is a value': [
    ask((bind) =>
      products(val(f('id')), {
        where: {
          kind: 'and',
          of: [
            { kind: 'hasKey', of: f('meta'), keys: bind(['none']), negated: false },
            { kind: 'hasKey', of: f('meta'), keys: bind(['list', 'n']), negated: true },
          ],
        },
      }),
    ),
    [1],
  ],
  'hasKey of null is unknown': [ask((bind) => ids({ kind: 'hasKey', of: f('meta'), keys: bind(['none']), negated: true })), [2, 3]],
  'lists: has': [ask((bind) => ids({ kind: 'list', of: f('tags'), op: 'has', negated: false, value: bind('it\'s "x"') })), [1]],
  'lists: not hasEvery': [ask((bind) => ids({ kind: 'list', of: f('tags'), op: 'hasEvery', negated: true, value: bind(['x']) })), [2, 4]],
  'lists: hasSome of nothing': [
    ask((bind) => ids({ kind: 'list', of: f('tags'), op: 'hasSome', negated: true, value: bind([]) })),
    [1, 2, 4],
  ],
  'lists: isEmpty': [ask(() => ids({ kind: 'list', of: f('tags'), op: 'isEmpty', negated: false })), [2]],
  'a computed field, rounded half away from zero': [
    (() => {
      const binds: Value[] = []
      const [worth, taxed] = [computed('worth', binds), computed('taxed', binds)]
      return { read: products(val(worth, taxed), { order: [asc(worth), asc(f('id'))] }), binds }
    })(),
    [
      [null, '1.38'],
      ['-5.00', '-1.13'],
      ['-0.06', '0.13'],
      ['30.30', '2.65'],
    ],
  ],
  'fields of different kinds of number compare by value': [
    ask(() => ids({ kind: 'or', of: [is(f('quantity'), 'gt', f('price')), is(f('weight'), 'lt', f('price'))] })),
    [1, 4],
  ],
  'no JSON text fails a cast': [
    ask((bind) => {
      const day = bind(['day'])
      const kinds = [
        { kind: 'uuid' },
        { kind: 'bigInt' },
        { kind: 'time', precision: 0 },
        { kind: 'dateTime', precision: 3 },
        { kind: 'boolean' },
      ] as const
      const json = kinds.map((as): Operand => ({ kind: 'json', via: [], path: ['meta'], keys: day, as }))
      return products(val(...json), { where: is(f('id'), 'eq', bind(2)) })
    }),
    [[null, null, null, null, null]],
  ],
  'buckets: ISO weeks': [
    ask(() => products(val({ kind: 'bucket', of: f('madeOn'), unit: 'WEEK' }, { kind: 'bucket', of: f('createdAt'), unit: 'WEEK' }))),
    [
      ['2020-12-28', '2020-12-28T00:00:00.000Z'],
      ['2021-01-04', '2020-12-28T00:00:00.000Z'],
      [null, null],
      ['2021-03-29', '2021-03-29T00:00:00.000Z'],
    ],
  ],
  'buckets: hours': [
    ask((bind) => products(val({ kind: 'bucket', of: f('createdAt'), unit: 'HOUR' }), { where: is(f('id'), 'eq', bind(4)) })),
    ['2021-04-01T12:00:00.000Z'],
  ],
  'totals are exact beyond 64 bits': [
    ask(() => ({
      model: 'Product',
      select: val(
        agg('sum', f('serial')),
        agg('avg', f('serial')),
        agg('sum', f('price')),
        agg('avg', f('price')),
        agg('avg', f('quantity')),
      ),
    })),
    [['18446744073709551616', '6148914691236517205.333333', '10.13', '2.53250000', '0.666667']],
  ],
  'min and max of every kind': [
    ask(() => ({
      model: 'Product',
      select: val(
        ...[agg('min', f('sku')), agg('max', f('status')), agg('min', f('active')), agg('max', f('token')), agg('min', f('size.height'))],
        ...[agg('max', f('createdAt')), agg('count', f('tags')), agg('countDistinct', f('categoryCode')), agg('count')],
      ),
    })),
    [['A1', 'SOLD', false, 'f0000000-0000-4000-8000-000000000002', '9.00', '2021-04-01T12:34:56.789Z', 3, 2, 4]],
  ],
  'totals over nothing': [
    ask((bind) => ({
      model: 'Product',
      select: val(agg('count'), agg('sum', f('serial')), agg('avg', f('price')), agg('max', f('status')), agg('countDistinct', f('sku'))),
      where: is(f('id'), 'gt', bind(100)),
    })),
    [[0, null, null, null, 0]],
  ],
  'groups, filtered and ordered by an exact average': [
    ask((bind) => ({
      model: 'Product',
      select: [...keys(1), ...val(agg('count'), agg('avg', f('price')))],
      group: [f('name', 'category')],
      having: is(agg('avg', f('price')), 'lt', bind('5.06500000'), { negated: true }),
      order: [desc(agg('avg', f('price')))],
    })),
    [['Saws', 2, '5.06500000']],
  ],
  'groups by a bucket, the last first': [
    ask((bind) => {
      const month: Operand = { kind: 'bucket', of: f('madeOn'), unit: 'MONTH' }
      return {
        model: 'Product',
        select: [...keys(1), ...val(agg('sum', f('quantity')))],
        group: [month],
        order: [asc(month)],
        page: { limit: bind(2), flip: true },
      }
    }),
    [
      ['2021-01-01', '1'],
      ['2021-04-01', '1'],
    ],
  ],
  'having compares sums': [
    ask((bind) => ({
      model: 'Product',
      select: keys(1),
      group: [f('categoryCode')],
      where: is(f('id'), 'in', bind([1, 3, 4])),
      having: is(agg('sum', f('serial')), 'gte', bind('2')),
      order: [asc(agg('sum', f('serial')))],
    })),
    ['tools', 'saws'],
  ],
  'group keys over nothing': [
    ask((bind) => ({ model: 'Product', select: keys(1), group: [f('sku')], where: is(f('id'), 'gt', bind(100)) })),
    [],
  ],
  'through to-one relations, a missing row being null': [
    ask(() => products(val(f('id'), f('name', 'category', 'parent')), { order: [asc(f('name', 'category', 'parent')), asc(f('id'))] })),
    [
      [3, null],
      [4, null],
      [1, 'Tools'],
      [2, 'Tools'],
    ],
  ],
  'of several rows of a hasOne the first by key': [ask(() => products(val(f('years', 'warranty')))), [1, 5, null, null]],
  'related rows count once': [
    ask((bind) => ({
      model: 'Bundle',
      select: val(
        { kind: 'related', relation: 'products', of: agg('count') },
        { kind: 'related', relation: 'products', of: agg('sum', f('price')) },
        { kind: 'related', relation: 'products', where: is(f('active'), 'eq', bind(true)), of: agg('max', f('sku')) },
      ),
      order: [asc(f('id'))],
      page: { limit: bind(5) },
    })),
    [
      [2, '10.13', 'A1'],
      [0, null, null],
      [2, '-4.97', 'b'],
    ],
  ],
  'some, none and every': [
    ask((bind) => ({
      model: 'Bundle',
      select: val(f('id')),
      where: {
        kind: 'and',
        of: [
          { kind: 'exists', relation: 'products', where: is(f('price'), 'lt', bind('0.00')), negated: true },
          { kind: 'exists', relation: 'products', negated: false },
        ],
      },
      order: [asc(f('id'))],
    })),
    [1],
  ],
  'members, a null being none': [
    ask((bind) => ids({ kind: 'member', fields: [['categoryCode']], of: bind([['tools']]), negated: true })),
    [1, 2, 4],
  ],
  'members by two fields': [
    ask((bind) => ({
      model: 'BundleItem',
      select: val(f('productId')),
      where: {
        ...{ kind: 'member', fields: [['bundleId'], ['place']], negated: false },
        of: bind([
          [1, 2],
          [3, 3],
          [3, 9],
        ]),
      },
      order: [asc(f('bundleId')), asc(f('place'))],
    })),
    [1, 4],
  ],
  'a lookup sorts and groups': [
    ask((bind) => {
      const table = bind([
        ['saws', 'zebra'],
        ['tools', null],
      ])
      const look: Operand = { kind: 'lookup', via: [], fields: [['categoryCode']], table, as: { kind: 'string' }, otherwise: bind('none') }
      return { model: 'Product', select: [...keys(1), ...val(agg('count'))], group: [look], order: [desc(look)] }
    }),
    [
      ['zebra', 2],
      ['none', 1],
      [null, 1],
    ],
  ],
  'a lookup at the end of a relation, on a page': [
    ask((bind) => {
      const table = bind([['tools', '2.50']])
      const look: Operand = {
        ...{ kind: 'lookup', via: ['category'], fields: [['parentCode']], table },
        as: { kind: 'decimal', precision: 8, scale: 2 },
      }
      return products(val(look), { page: { limit: bind(3) } })
    }),
    ['2.50', '2.50', null],
  ],
  'per key': [
    ask((bind) =>
      products(val(f('id')), { order: [desc(f('id'))], each: { keys: bind([['tools'], ['saws'], ['x']]), on: [['categoryCode']] } }),
    ),
    [
      ['saws', 2],
      ['saws', 1],
      ['tools', 3],
    ],
  ],
  'a page per key, from the end': [
    ask((bind) =>
      products(val(f('sku'), { kind: 'related', relation: 'bundles', of: agg('count') }), {
        page: { limit: bind(1), flip: true },
        each: { keys: bind([['tools'], ['saws']]), on: [['categoryCode']] },
      }),
    ),
    [
      ['saws', 'a1', 2],
      ['tools', 'B%', 0],
    ],
  ],
  'per key through a model between, each row once': [
    ask((bind) =>
      products(val(f('sku')), {
        each: { keys: bind([[1], [2], [3]]), on: [['id']], through: { model: 'BundleItem', near: [['bundleId']], far: [['productId']] } },
      }),
    ),
    [
      [1, 'A1'],
      [1, 'a1'],
      [3, 'a1'],
      [3, 'b'],
    ],
  ],
  'a page per owner of several matches': [
    ask((bind) =>
      products(val(f('id')), {
        page: { limit: bind(2), offset: bind(1) },
        each: {
          owner: 2,
          on: [['categoryCode']],
          keys: bind([
            ['9007199254740993', true, 'saws'],
            ['9007199254740993', true, 'tools'],
            ['o', false, 'tools'],
          ]),
        },
      }),
    ),
    [
      ['9007199254740993', true, 2],
      ['9007199254740993', true, 3],
    ],
  ],
  'totals per key': [
    ask((bind) => ({
      model: 'Product',
      select: val(agg('count'), agg('sum', f('price'))),
      each: { keys: bind([['saws'], ['x']]), on: [['categoryCode']] },
    })),
    [['saws', 2, '10.13']],
  ],
  'a page of groups per key': [
    ask((bind) => ({
      model: 'Product',
      select: [...keys(1), ...val(agg('count'))],
      group: [f('status')],
      order: [desc(f('status'))],
      page: { limit: bind(1) },
      each: { keys: bind([['saws'], ['tools']]), on: [['categoryCode']] },
    })),
    [
      ['saws', 'SOLD', 1],
      ['tools', 'GONE', 1],
    ],
  ],
}

const GOLDEN = join(import.meta.dirname, 'golden')

function shown(name: string, { text, params }: Compiled): string {
  return `-- ${name}\n${String(text)};\n-- slots: ${params.map((param) => param.slot).join(' ')}\n`
}

function matchGolden(file: string, text: string): void {
  const full = join(GOLDEN, file)
  if (process.env.UPDATE === '1') {
    mkdirSync(GOLDEN, { recursive: true })
    writeFileSync(full, text)
  }
  expect(text).toBe(readFileSync(full, 'utf8'))
}

const insertOf = (model: string, fields: readonly string[], more: Partial<Insert> = {}): Insert => ({
  ...{ kind: 'insert', model, fields: fields.map(path), rows: { slot: 0 }, returning: [] },
  ...more,
})

describe.each([sqliteDialect, postgresDialect, sqlserverDialect] as SqlDialect[])('text for $name', (dialect) => {
  test('reads', () => {
    const texts = Object.entries(CASES).map(([name, [{ read }]]) => shown(name, compileRead(read, at, dialect)))
    matchGolden(`${dialect.name}-reads.sql`, texts.join('\n'))
  })

  test('inserts and definitions', () => {
    const namespaced = { ...at, namespace: 'tenant "a"' }
    const texts = [
      ...defineTables(sqlModels, at, dialect).map((each) => shown('define', each)),
      ...defineTables(['Bundle', 'BundleItem'], namespaced, dialect).map((each) => shown('define in a namespace', each)),
      ...alignIdentities(sqlModels, at, dialect).map((each) => shown('align', each)),
      shown('insert', compileInsert(insertOf('Product', ['sku', 'price', 'meta', 'photo', 'size.unit', 'size.height']), at, dialect)),
      shown(
        'insert and return',
        compileInsert(insertOf('Product', ['sku', 'createdAt'], { returning: [['id'], ['createdAt']] }), at, dialect),
      ),
    ]
    matchGolden(`${dialect.name}-writes.sql`, texts.join('\n'))
  })

  test('what is not normalised or not known is refused', () => {
    const nested: Read = { model: 'Category', select: [{ kind: 'nested', relation: 'products', one: false, read: products([]) }] }
    expect(() => compileRead(nested, at, dialect)).toThrow('nested')
    const not: Predicate = { kind: 'not', of: { kind: 'const', value: true }, mode: 'complement' }
    expect(() => compileRead(ids(not), at, dialect)).toThrow('normalised')
    const conflict = { target: [path('sku')], set: [{ path: path('price'), op: 'set' as const, value: { slot: 1 } }] }
    const upsert = () => compileInsert(insertOf('Product', ['sku'], { conflict }), at, dialect)
    if (dialect.updateConflict === undefined) expect(upsert).toThrow(GatewayError)
    else expect(upsert().text).toContain('do update set')
  })
})

const OPEN = { sqlite: async () => openSqlite(), pglite: openPglite }

describe.each(Object.keys(OPEN) as (keyof typeof OPEN)[])('answers of %s', (name) => {
  let engine: DirectEngine
  const define = async () => {
    for (const statement of defineTables(sqlModels, at, engine.dialect)) await engine.run(statement, [])
  }
  const answer = ({ read, binds }: Asked) => engine.run(compileRead(read, at, engine.dialect), binds)
  const insert = (query: Insert, rows: Value) => engine.run(compileInsert(query, at, engine.dialect), [rows])
  /** The code and the fields of a cell that could not be read. */
  const codes = (rows: Cell[][]) => rows.map((row) => row.map((cell) => (cell instanceof GatewayError ? [cell.code, cell.fields] : cell)))

  beforeAll(async () => {
    engine = await OPEN[name]()
    await define()
    for (const [model, rows] of sqlRows) {
      const fields = Object.keys(rows[0] ?? {})
      await insert(
        insertOf(model, fields),
        rows.map((row) => fields.map((field) => row[field] ?? null)),
      )
    }
  })
  afterAll(() => engine.close())

  test.each(Object.keys(CASES))('%s', async (title) => {
    const [asked, expected] = CASES[title] as (typeof CASES)[string]
    const rows = await answer(asked)
    const lead = asked.read.each === undefined ? 0 : (asked.read.each.owner ?? 1)
    // Keys come in any order, the rows of one key in the asked one.
    const found = lead === 0 ? rows : rows.toSorted((a, b) => (String(a.slice(0, lead)) < String(b.slice(0, lead)) ? -1 : 1))
    const single = found.every((row) => row.length === 1) && !(Array.isArray(expected[0]) && expected[0].length === 1)
    expect(single ? found.map(([cell]) => cell) : found).toEqual(expected)
  })

  test('tables are defined where they do not exist, and only there', async () => {
    await define()
    expect(await answer(ask(() => ({ model: 'Bundle', select: val(agg('count')) })))).toEqual([[3]])
  })

  test('foreign keys hold, in circles too', async () => {
    await insert(insertOf('Team', ['id', 'captainId']), [[1, null]])
    await insert(insertOf('Player', ['id', 'teamId']), [[7, 1]])
    await expect(insert(insertOf('Player', ['id', 'teamId']), [[8, 99]])).rejects.toThrow()
    await expect(insert(insertOf('Team', ['id', 'captainId']), [[2, 99]])).rejects.toThrow()
    await engine.exec('delete from teams')
    expect(await answer(ask(() => ({ model: 'Player', select: val(agg('count')) })))).toEqual([[0]])
  })

  test('the database numbers on after rows that brought their numbers, and returns what it made', async () => {
    for (const statement of alignIdentities(sqlModels, at, engine.dialect)) await engine.run(statement, [])
    const query = insertOf('Product', ['sku', 'price', 'createdAt', 'size.unit', 'size.height'], {
      returning: [['id'], ['createdAt'], ['price']],
    })
    const rows = [
      ['N1', '1.00', '2021-05-05T01:02:03.400Z', 'METRE', '1.00'],
      ['N2', '2.00', null, null, null],
    ]
    expect(await insert(query, rows)).toEqual([
      [5, '2021-05-05T01:02:03.400Z', '1.00'],
      [6, null, '2.00'],
    ])
    expect(await answer(ask((bind) => products(val(f('size')), { where: is(f('id'), 'eq', bind(5)) })))).toEqual([
      [{ unit: 'METRE', height: '1.00', since: null }],
    ])
    await expect(insert(query, rows)).rejects.toThrow()
    const ignoring = { ...query, conflict: { target: [path('sku')], set: 'nothing' as const } }
    expect((await insert(ignoring, [...rows, ['N3', '3.00', null, null, null]])).map((row) => row[2])).toEqual(['3.00'])
    await engine.exec(`delete from products where id > 4`)
  })

  test('what has no canonical form is an error of its cell', async () => {
    await insert(insertOf('Product', ['id', 'sku', 'price', 'status']), [[90, 'bad', '1.00', 'NEW']])
    const foreign =
      name === 'sqlite'
        ? `price = 1.5, status = 'odd', made_on = '2021-02-30', meta = '{', weight = 9e999, tags = '[1]', created_at = 'now'`
        : `price = 'NaN', status = 'odd', made_on = '0044-03-15 BC', meta = '1e999', weight = 'Infinity', tags = '[1]', created_at = 'infinity'`
    await engine.exec(`update products set ${foreign} where id = 90`)
    const fields = ['price', 'status', 'madeOn', 'meta', 'weight', 'tags', 'createdAt']
    const read = (select: Selected[]) => ask((bind) => products(select, { where: is(f('id'), 'eq', bind(90)) }))
    expect(codes(await answer(read(val(f('id'), ...fields.map((each) => f(each))))))).toEqual([
      [90, ...fields.map((field) => ['VALUE_NOT_REPRESENTABLE', [field]])],
    ])
    const [[price] = []] = await answer(read(val(f('price'))))
    expect(price).toHaveProperty(
      'message',
      'A stored value of price does not fit its declared type. Correct it in the database, or the type in the model.',
    )
    const { read: total, binds } = read(val(agg('sum', f('price'))))
    const { order: _order, ...unordered } = total
    expect(codes(await answer({ read: unordered, binds }))).toEqual([[['VALUE_NOT_REPRESENTABLE', ['price']]]])
    await engine.exec('delete from products where id = 90')
  })

  test('products that leave 64 bits are sorted and compared exactly or not at all, sums at least by their nearest doubles', async () => {
    const groups = (of: Operand, more: Partial<Read>): Asked =>
      ask(() => ({ model: 'Product', select: [...keys(1), ...val(of)], group: [f('categoryCode')], ...more }))
    const sum = agg('sum', f('serial'))
    const worth: Operand = { kind: 'math', op: 'mul', left: f('serial'), right: f('serial'), scale: 0 }
    for (const each of [groups(sum, { order: [asc(sum)] }), groups(sum, { having: is(sum, 'gt', sum, { negated: true }) })])
      expect((await answer(each)).length).toBeGreaterThan(0)
    const asked = [
      ask(() => ({ model: 'Product', select: val(f('id')), order: [asc(worth)] })),
      ask(() => ({ model: 'Product', select: val(f('id')), where: is(worth, 'gt', f('id')) })),
      ask(() => ({ model: 'Product', select: [...keys(1)], group: [worth] })),
    ]
    for (const each of asked)
      if (name === 'sqlite') await expect(answer(each)).rejects.toThrow('integer overflow')
      else expect((await answer(each)).length).toBeGreaterThan(0)
    // Only selected, a sum is exact however large.
    const [row] = await answer(ask((bind) => ({ model: 'Product', select: val(sum), where: is(f('categoryCode'), 'eq', bind('saws')) })))
    expect(row).toEqual(['18446744073709551614'])
  })

  test('products that leave 64 bits are exact or an error, never wrong', async () => {
    const huge: Operand = { kind: 'math', op: 'mul', left: f('serial'), right: f('serial'), scale: 0 }
    const [row] = codes(await answer(ask((bind) => products(val(huge), { where: is(f('id'), 'eq', bind(1)) }))))
    expect(row).toEqual(name === 'sqlite' ? [['VALUE_NOT_REPRESENTABLE', ['serial']]] : ['85070591730234615847396907784232501249'])
  })
})
