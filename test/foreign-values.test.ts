/** What others stored: values that the gateway would not have written are an error of their cell, never a wrong answer or a failed statement. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import { lacks } from '../src/datasource/capabilities.ts'
import type { Datasource } from '../src/datasource/datasource.ts'
import { loadEngine } from '../src/engines/index.ts'
import { buildCatalog, modelOf } from '../src/model/catalog.ts'
import { bigInt, date, dateTime, decimal, enumOf, float, int, json, list, object, string, time, uuid } from '../src/model/fields.ts'
import { belongsTo, defineModel, hasMany } from '../src/model/model.ts'
import type { Binds, Operand, Predicate, Read, Selected } from '../src/query/query.ts'

const nullable = true
const thing = defineModel('Thing', {
  datasource: 'main',
  fields: {
    id: int(),
    day: date({ nullable }),
    at: dateTime({ precision: 3, nullable }),
    clock: time({ precision: 0, nullable }),
    token: uuid({ nullable }),
    tone: enumOf('Tone', { RED: 'r', BLUE: 'b' }, { nullable }),
    ratio: float({ nullable }),
    data: json({ nullable }),
    tags: list(string(), { nullable }),
    box: object(
      'Box',
      {
        city: string({ nullable }),
        big: bigInt({ nullable }),
        price: decimal({ precision: 8, scale: 2, nullable }),
        at: dateTime({ precision: 0, nullable }),
        ratio: float({ nullable }),
      },
      { nullable },
    ),
  },
  key: ['id'],
})
const catalog = buildCatalog([{ model: thing, file: 'test.ts' }], {})
const options = () => ({ signal: new AbortController().signal, lane: 'traffic' as const, maxRows: 1_000, deadline: Date.now() + 20_000 })
const f = (path: string): Operand => ({ kind: 'field', via: [], path: path.split('.') as [string, ...string[]] })
const val = (...of: (Operand | string)[]): Selected[] => of.map((one) => ({ kind: 'value', of: typeof one === 'string' ? f(one) : one }))
const open = async (type: string) =>
  (await loadEngine(type)).open(
    'main',
    { [type === 'pglite' ? 'DB_FOLDER' : 'DB_FILE']: ':memory:', COLLATION: 'binary' },
    { dataDir: '.' },
  )
const UNFIT = 'VALUE_NOT_REPRESENTABLE'

describe.each(['sqlite', 'pglite'])('%s', (type) => {
  let datasource: Datasource
  const raw = async (text: string): Promise<void> => {
    await datasource.run({ text, params: [], decode: [] }, [], options())
  }
  const ask = async (read: Read, binds: Binds = []): Promise<unknown[][]> => {
    const compiled = datasource.engine.compile(read, { catalog, version: datasource.version })
    const { rows } = await datasource.run(compiled, binds, options())
    return rows.map((row) => row.map((cell) => (cell instanceof GatewayError ? cell.code : cell)))
  }
  const stored = async (columns: string, ...rows: string[]): Promise<void> => {
    await raw('delete from things')
    for (const [i, values] of rows.entries()) await raw(`insert into things (id, ${columns}) values (${i + 1}, ${values})`)
  }
  const order = [{ by: f('id'), direction: 'asc', nulls: 'first', collation: 'binary' }] as const
  const all = (...of: (Operand | string)[]): Read => ({ model: 'Thing', select: val(...of), order })
  const ids = (where: Predicate): Read => ({ ...all('id'), where })

  beforeAll(async () => {
    datasource = await open(type)
    for (const statement of datasource.engine.define(['Thing'], { catalog, version: datasource.version }))
      await datasource.run(statement, [], options())
  })
  afterAll(() => datasource?.[Symbol.asyncDispose]())

  test('inside JSON: what is kept in another form than the one that is compared', async () => {
    await stored('box', `'{"big": 5}'`, `'{"price": "5.5"}'`, `'{"at": "2020-01-01T02:00:00+02:00"}'`, `'{"big": "5", "price": "5.50"}'`)
    expect(await ask(all('box.big', 'box.price', 'box.at', 'id'))).toEqual([
      [UNFIT, null, null, 1],
      [null, UNFIT, null, 2],
      [null, null, UNFIT, 3],
      ['5', '5.50', null, 4],
    ])
    expect((await ask(all('box'))).map(([cell]) => typeof cell)).toEqual(['string', 'string', 'string', 'object'])
  })

  test('integers in JSON that no double holds', async () => {
    await stored(
      'data',
      `'[9007199254740993]'`,
      `'[9007199254740992]'`,
      `'{"a": 1e23, "b": "9007199254740993"}'`,
      `'0.12345678901234567890'`,
    )
    expect(await ask(all('data'))).toEqual([[UNFIT], [[9007199254740992]], [{ a: 1e23, b: '9007199254740993' }], [0.12345678901234568]])
  })

  test('min and max of an enum with a value that it does not know', async () => {
    await stored('tone', `'r'`, `'b'`, `'x'`)
    const extremes = val({ kind: 'aggregate', fn: 'min', of: f('tone') }, { kind: 'aggregate', fn: 'max', of: f('tone') })
    expect(await ask({ model: 'Thing', select: extremes })).toEqual([[UNFIT, UNFIT]])
    await stored('tone', `'r'`, `'b'`, 'null')
    expect(await ask({ model: 'Thing', select: extremes })).toEqual([['BLUE', 'RED']])
  })

  test('the greatest and the least doubles', async () => {
    await stored('ratio, box', `1e200, '{"ratio": 5e-324}'`, `2, '{"ratio": 1.7976931348623157e308}'`)
    expect(await ask({ model: 'Thing', select: val({ kind: 'aggregate', fn: 'avg', of: f('ratio') }) })).toEqual([[5e199]])
    const is = (slot: number): Predicate => ({ kind: 'compare', left: f('box.ratio'), op: 'eq', negated: false, right: { slot } })
    expect(await ask(ids(is(0)), [5e-324])).toEqual([[1]])
    expect(await ask(ids(is(0)), [1.7976931348623157e308])).toEqual([[2]])
  })

  test.runIf(type === 'pglite')('what cannot be worked out', async () => {
    await stored('ratio, day', `1.7e308, '5874897-12-31'`, `1.7e308, null`)
    const failing = (read: Read) => ask(read).catch((error: unknown) => (error as GatewayError).code)
    expect(await failing({ model: 'Thing', select: val({ kind: 'aggregate', fn: 'sum', of: f('ratio') }) })).toBe(UNFIT)
    const bucket: Operand = { kind: 'bucket', of: f('day'), unit: 'MONTH' }
    expect(await failing({ model: 'Thing', select: [{ kind: 'group', index: 0 }], group: [bucket] })).toBe(UNFIT)
  })

  test.runIf(type === 'sqlite')('texts in another form than the one that is compared', async () => {
    await stored(
      'day, at, clock, token',
      `'2020-1-1', '2020-01-01T00:00:00Z', '10:00', 'AAAAAAAA-0000-4000-8000-000000000001'`,
      `'2020-01-01', '2020-01-01 00:00:00.000Z', '10:00:00.0', 'aaaaaaaa-0000-4000-8000-000000000001'`,
      `null, '2020-01-01T00:00:00.000Z', '10:00:00', null`,
    )
    expect(await ask(all('day', 'at', 'clock', 'token'))).toEqual([
      [UNFIT, UNFIT, UNFIT, UNFIT],
      ['2020-01-01', UNFIT, UNFIT, 'aaaaaaaa-0000-4000-8000-000000000001'],
      [null, '2020-01-01T00:00:00.000Z', '10:00:00', null],
    ])
  })

  test.runIf(type === 'sqlite')('the week of what is no day', async () => {
    await stored('day', `'garbage'`, `'2021-02-30'`, 'null', `'2021-01-06'`)
    const week: Operand = { kind: 'bucket', of: f('day'), unit: 'WEEK' }
    const read: Read = { model: 'Thing', select: [{ kind: 'group', index: 0 }, ...val({ kind: 'aggregate', fn: 'count' })], group: [week] }
    expect((await ask(read)).map((row) => row.join()).sort()).toEqual([',1', '2021-01-04,1', `${UNFIT},1`, `${UNFIT},1`])
  })

  test.runIf(type === 'sqlite')('what is no JSON has no parts', async () => {
    await stored('data, tags, box', `'{bad', '[[', 'none'`, `'{"a": 1}', '["x"]', '{"city": "x"}'`, `'[1', '"x"', '{'`)
    expect(await ask(all('data', 'tags', 'box', 'box.city'))).toEqual([
      [UNFIT, UNFIT, UNFIT, UNFIT],
      [{ a: 1 }, ['x'], expect.anything(), 'x'],
      [UNFIT, UNFIT, UNFIT, UNFIT],
    ])
    const found = async (where: Predicate, ...binds: Binds) => (await ask(ids(where), binds)).map(([id]) => id)
    const right = { slot: 0 }
    for (const negated of [false, true]) {
      expect(await found({ kind: 'compare', left: f('box.city'), op: 'eq', negated, right }, negated ? 'y' : 'x')).toEqual([2])
      expect(await found({ kind: 'hasKey', of: f('data'), keys: right, negated }, [negated ? 'b' : 'a'])).toEqual([2])
      expect(await found({ kind: 'list', of: f('tags'), op: 'has', negated, value: right }, negated ? 'y' : 'x')).toEqual([2])
      expect(await found({ kind: 'list', of: f('tags'), op: 'hasEvery', negated, value: right }, [negated ? 'y' : 'x'])).toEqual([2])
      expect(await found({ kind: 'list', of: f('tags'), op: 'hasSome', negated, value: right }, [negated ? 'y' : 'x'])).toEqual([2])
    }
    expect(await found({ kind: 'list', of: f('tags'), op: 'isEmpty', negated: true })).toEqual([2])
    const number: Operand = { kind: 'json', via: [], path: ['data'], keys: { slot: 1 }, as: { kind: 'float' } }
    expect(await found({ kind: 'compare', left: number, op: 'eq', negated: false, right }, 1, ['a'])).toEqual([2])
  })
})

test('more digits behind the point than MySQL keeps are refused, and told', async () => {
  const model = defineModel('Aa', {
    datasource: 'main',
    fields: { id: int(), fine: decimal({ precision: 38, scale: 30 }), finer: decimal({ precision: 38, scale: 31 }) },
    key: ['id'],
  })
  const found = modelOf(buildCatalog([{ model, file: 'test.ts' }], {}), 'Aa')
  const reasons = async (type: string) => lacks(found, (await loadEngine(type)).capabilities({}), type)
  expect(await reasons('mysql')).toEqual([expect.stringMatching(/^Aa\.finer has 31 digits behind the point; mysql keeps 30\./)])
  expect(await reasons('mariadb')).toEqual([])
})

describe('names', () => {
  const long = 'x'.repeat(63)

  test('that are longer than the engine takes are refused, and told', async () => {
    const model = defineModel('Aa', {
      datasource: 'main',
      source: `${long}ä`,
      fields: { id: int(), n: int({ column: `${long}a` }) },
      key: ['id'],
    })
    const found = modelOf(buildCatalog([{ model, file: 'test.ts' }], {}), 'Aa')
    const reasons = async (type: string) => lacks(found, (await loadEngine(type)).capabilities({}), type)
    expect(await reasons('postgres')).toEqual([
      expect.stringMatching(/table of Aa, x+ä, has 65 bytes; postgres takes 63\. .*source/),
      expect.stringMatching(/column of Aa\.n, x+a, has 64 bytes; postgres takes 63\. .*column/),
    ])
    expect(await reasons('mysql')).toEqual([])
    expect(await reasons('sqlite')).toEqual([])
  })

  test.each(['sqlite', 'pglite'])('of indexes, blocks and bound tables are nobody else’s (%s)', async (type) => {
    const models = [
      defineModel('Ia', { datasource: 'main', source: 'a_b', fields: { id: int(), c: int() }, key: ['id'], indexes: [['c']] }),
      defineModel('Ib', {
        datasource: 'main',
        source: 'a',
        fields: { id: int(), bc: int({ column: 'b_c' }) },
        key: ['id'],
        indexes: [['bc']],
      }),
      defineModel('Ic', {
        datasource: 'main',
        source: 'a_',
        fields: { id: int(), c: int({ column: 'b' }) },
        key: ['id'],
        indexes: [['c']],
      }),
      defineModel('Id', { datasource: 'main', source: 'a__b', fields: { id: int(), c: int() }, key: ['id'], indexes: [['c']] }),
      defineModel('Ie', { datasource: 'main', source: 'a__b_c__idx', fields: { id: int() }, key: ['id'] }),
      defineModel('Bound', { datasource: 'main', source: 'bound 0', fields: { id: int() }, key: ['id'] }),
      // In a circle, so that the key is added afterwards, in a block.
      defineModel('Up', {
        datasource: 'main',
        source: 'up$$',
        fields: { id: int(), downId: int({ nullable }) },
        key: ['id'],
        relations: { down: belongsTo('Down', { fields: ['downId'], references: ['id'] }) },
      }),
      defineModel('Down', {
        datasource: 'main',
        source: 'down$do0$',
        fields: { id: int(), upId: int({ nullable }) },
        key: ['id'],
        relations: {
          up: belongsTo('Up', { fields: ['upId'], references: ['id'] }),
          ups: hasMany('Up', { fields: ['id'], references: ['downId'] }),
        },
      }),
    ]
    const at = {
      catalog: buildCatalog(
        models.map((model) => ({ model, file: 'test.ts' })),
        {},
      ),
      version: '13',
    }
    await using datasource = await open(type)
    const names = models.map(({ name }) => name)
    for (const statement of datasource.engine.define(names, at)) await datasource.run(statement, [], options())
    const text =
      type === 'sqlite'
        ? `select name from sqlite_schema where type = 'index' and sql is not null`
        : `select indexname::text from pg_indexes where schemaname = 'public' and indexdef not like '%UNIQUE%'`
    const { rows } = await datasource.run({ text, params: [], decode: [String] }, [], options())
    expect(rows.length).toBe(6)
    await datasource.run({ text: `insert into "bound 0" values (1), (2)`, params: [], decode: [] }, [], options())
    const read: Read = { model: 'Bound', select: val('id'), each: { keys: { slot: 0 }, on: [['id']] } }
    expect((await datasource.run(datasource.engine.compile(read, at), [[[2]]], options())).rows).toEqual([[2, 2]])
  })
})
