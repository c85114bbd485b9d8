/** The planner by itself: what normalisation says, where a read is cut, in how many round trips it is answered, how failures spread. */

import { describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import type { Value } from '../src/base/json.ts'
import type { Datasource, RunOptions } from '../src/datasource/datasource.ts'
import { openMemory } from '../src/engines/memory.ts'
import { type Catalog, modelOf } from '../src/model/catalog.ts'
import { createAnswerer } from '../src/plan/answer.ts'
import { and, bindList, eq, fieldOperand, or, shapeOf } from '../src/query/build.ts'
import { normalise, normalisePredicate, totalOrder } from '../src/query/normal.ts'
import type { Operand, Predicate, Read } from '../src/query/query.ts'
import { conformanceCatalog, ROUTINGS } from './conformance/catalog.ts'
import { conformanceRows } from './conformance/rows.ts'

const ONE = conformanceCatalog()
const ITEM = modelOf(ONE, 'Item')
const options = (): RunOptions => ({
  signal: new AbortController().signal,
  deadline: Date.now() + 10_000,
  lane: 'traffic',
  maxRows: 100_000,
})
const name: Operand = fieldOperand(['name'])
const is = (negated = false): Predicate => ({ kind: 'compare', left: name, op: 'eq', negated, right: { slot: 0 } })
const not = (of: Predicate): Predicate => ({ kind: 'not', of, mode: 'three-valued' })
const complement = (of: Predicate): Predicate => ({ kind: 'not', of, mode: 'complement' })
const isNull: Predicate = { kind: 'null', of: name, negated: false }
const core = (predicate: Predicate) => normalisePredicate(ONE, ITEM, predicate)

describe('negation goes to the leaves', () => {
  test.each<[string, Predicate, Predicate]>([
    ['not of a comparison', not(is()), is(true)],
    ['not not', not(not(is())), is()],
    ['not of and is or of nots', not(and([is(), isNull])), or([is(true), { ...isNull, negated: true }])],
    ['not of or is and of nots', not(or([is(), isNull])), and([is(true), { ...isNull, negated: true }])],
    ['a constant', not({ kind: 'const', value: true }), { kind: 'const', value: false }],
    ['what is not true is false or unknown', complement(is()), or([is(true), isNull])],
    ['not of "not true" is true', not(complement(is())), is()],
    ['"not true" of a not is true or unknown', complement(not(is())), or([is(), isNull])],
    ['"not true" of "not true" is true', complement(complement(is())), is()],
    ['what is two-valued has no unknown', complement(isNull), { ...isNull, negated: true }],
  ])('%s', (_, given, wanted) => expect(core(given)).toEqual(wanted))

  test('the inside of exists is a filter of its own', () => {
    const inside: Predicate = { kind: 'exists', relation: 'maker', where: not(is()), negated: false }
    expect(core(not(inside))).toEqual({ kind: 'exists', relation: 'maker', where: is(true), negated: true })
  })
})

describe('orders are total', () => {
  test('the key comes last, once, and text keys by code point', () => {
    const model = modelOf(ONE, 'Shelf')
    const key = model.key.map((field) => fieldOperand([field]))
    const order = totalOrder(model, [], undefined, 'native')
    expect(order.map(({ by }) => by)).toEqual(key)
    const first = { by: key[0] as Operand, direction: 'desc', nulls: 'last', collation: 'binary' } as const
    expect(totalOrder(model, [first, first], undefined, 'binary')).toHaveLength(model.key.length)
    for (const { by, collation } of order)
      if (by.kind === 'field' && model.fields.get(by.path[0])?.type.kind === 'string') expect(collation).toBe('binary')
  })

  test('one row over everything has none', () => {
    const read: Read = { model: 'Item', select: [{ kind: 'value', of: { kind: 'aggregate', fn: 'count' } }] }
    expect(normalise(ONE, read, () => 'binary').order).toBeUndefined()
  })
})

interface Stage {
  readonly catalog: Catalog
  readonly statements: string[]
  answer(read: Read, binds?: readonly Value[]): Promise<readonly (readonly unknown[])[]>
  shape(read: Read, binds?: readonly Value[]): string
}

type Spoil = (rows: readonly (readonly unknown[])[]) => readonly (readonly unknown[])[]

/** @param spoil what becomes of the rows of `second` */
function stage(crossKeys = 10_000, broken?: string, spoil?: Spoil): Stage {
  const catalog = conformanceCatalog(ROUTINGS.three)
  const statements: string[] = []
  const datasources = new Map<string, Datasource>()
  for (const datasource of new Set([...catalog.models.values()].map((model) => model.datasource))) {
    const own = new Map([...conformanceRows].filter(([model]) => modelOf(catalog, model).datasource === datasource))
    const memory = openMemory(datasource, own, { nest: false })
    const fail = async () => {
      throw new GatewayError('DATASOURCE_UNAVAILABLE', 'down', { datasource })
    }
    const spoiled: Datasource['run'] = async (...call) => {
      const { rows } = await memory.run(...call)
      return { rows: (spoil?.(rows) ?? rows) as typeof rows }
    }
    datasources.set(
      datasource,
      datasource === broken ? { ...memory, run: fail } : datasource === 'second' ? { ...memory, run: spoiled } : memory,
    )
  }
  const answerer = createAnswerer({ catalog, datasource: (one) => datasources.get(one) as Datasource, crossKeys })
  return {
    catalog,
    statements,
    answer: (read, binds = []) => answerer.answer(read, binds, options(), { onStatement: (datasource) => statements.push(datasource) }),
    shape: (read, binds = []) => shapeOf(answerer.plan(read, binds).fetch.read),
  }
}

const value = (...path: [string, ...string[]]) => ({ kind: 'value', of: fieldOperand(path) }) as const
const far = (read: Partial<Read> = {}) =>
  ({ kind: 'nested', relation: 'maker', one: true, read: { model: 'Maker', select: [value('name')], ...read } }) as const

describe('round trips', () => {
  test('a relation is one statement, however many rows and wherever it lives', async () => {
    const on = stage()
    const rows = await on.answer({ model: 'Item', select: [value('name'), far()] })
    expect(rows.length).toBeGreaterThan(20)
    expect(on.statements).toEqual(['main', 'second'])
  })

  test('a filter across asks the other side first, and the same filter twice is asked once', async () => {
    const on = stage()
    const some: Predicate = { kind: 'exists', relation: 'maker', where: is(), negated: false }
    await on.answer({ model: 'Item', select: [value('name')], where: or([some, and([some, isNull])]) }, ['x'])
    expect(on.statements).toEqual(['second', 'main'])
  })

  test('conditions on one relation are asked together, however many there are', async () => {
    const on = stage()
    const some = (slot: number, negated = false): Predicate => ({ kind: 'exists', relation: 'maker', where: eq(name, { slot }), negated })
    await on.answer({ model: 'Item', select: [value('name')], where: or([some(0), some(1), some(2)]) }, ['x', 'y', 'z'])
    expect(on.statements).toEqual(['second', 'main'])
    on.statements.length = 0
    await on.answer({ model: 'Item', select: [value('name')], where: and([some(0, true), some(1, true)]) }, ['x', 'y'])
    expect(on.statements).toEqual(['second', 'main'])
    on.statements.length = 0
    // Two rows may satisfy one condition each: that is not one row that satisfies both.
    await on.answer({ model: 'Item', select: [value('name')], where: and([some(0), some(1)]) }, ['x', 'y'])
    expect(on.statements).toEqual(['second', 'second', 'main'])
  })

  test('a nested page that sorts by a far value looks up no more than its own rows', async () => {
    const order = [
      { by: { kind: 'field', via: ['maker'], path: ['name'] }, direction: 'asc', nulls: 'first', collation: 'binary' },
    ] as const
    const items: Read = { model: 'Item', select: [value('name')], order }
    const shelf = conformanceRows.get('Shelf')?.[0]
    const keys = modelOf(ONE, 'Shelf').key
    const where = and(keys.map((field, slot) => eq(fieldOperand([field]), { slot })))
    const read: Read = { model: 'Shelf', select: [{ kind: 'nested', relation: 'items', one: false, read: items }], where }
    const [row] = await stage(6).answer(
      read,
      keys.map((field) => shelf?.[field] as Value),
    )
    expect(Array.isArray(row?.[0])).toBe(true)
  })

  test('an order across asks which keys are needed, then their values, then the rows; its keyset page shares the table', async () => {
    const on = stage()
    const by: Operand = { kind: 'field', via: ['maker'], path: ['name'] }
    const order = totalOrder(ITEM, [{ by, direction: 'asc', nulls: 'first', collation: 'binary' }], undefined, 'binary')
    const binds = bindList()
    const key = conformanceRows.get('Item')?.[0]?.id as Value
    const where: Predicate = { kind: 'after', order, values: [binds.bind('m'), binds.bind(key)], nullAt: [false, false] }
    await on.answer({ model: 'Item', select: [value('name')], where, order }, binds.values)
    expect(on.statements).toEqual(['main', 'second', 'main'])
  })

  test('text of another datasource sorts by code point, in the order and in its keyset page alike; own text as asked', () => {
    const catalog = conformanceCatalog(ROUTINGS.three)
    const answerer = createAnswerer({ catalog, datasource: (one) => openMemory(one, new Map(), { nest: false }), crossKeys: 10 })
    const by: Operand = { kind: 'field', via: ['maker'], path: ['name'] }
    const asked = [by, fieldOperand(['title'])].map((term) => ({
      ...({ by: term, direction: 'asc', nulls: 'first', collation: 'native' } as const),
    }))
    const order = totalOrder(ITEM, asked, undefined, 'native')
    const binds = bindList()
    const where: Predicate = { kind: 'after', order, values: ['m', 't', 1].map(binds.bind), nullAt: [false, false, false] }
    const { read } = answerer.plan({ model: 'Item', select: [value('name')], where, order }, binds.values).fetch
    expect(read.order?.slice(0, 2).map(({ by, collation }) => [by.kind, collation])).toEqual([
      ['lookup', 'binary'],
      ['field', 'native'],
    ])
    expect(read.where?.kind === 'after' && read.where.order).toEqual(read.order)
  })

  test('nothing is asked for parents that there are not', async () => {
    const on = stage()
    expect(await on.answer({ model: 'Item', select: [far()], where: { kind: 'const', value: false } })).toEqual([])
    expect(on.statements).toEqual(['main'])
  })

  test('other values have the same shape', () => {
    const on = stage()
    const read: Read = { model: 'Item', select: [value('name')], where: { kind: 'exists', relation: 'maker', where: is(), negated: false } }
    expect(on.shape(read, ['x'])).toBe(on.shape(read, ['canary']))
    expect(on.shape(read, ['canary'])).not.toContain('canary')
  })
})

describe('limits and failures', () => {
  test('exactly as many keys as allowed pass, one more is refused by name', async () => {
    const keys = new Set((conformanceRows.get('Item') ?? []).map((row) => row.makerId).filter((key) => key !== null)).size
    expect(keys).toBeGreaterThan(2)
    const order = [
      { by: { kind: 'field', via: ['maker'], path: ['name'] }, direction: 'asc', nulls: 'first', collation: 'binary' },
    ] as const
    await stage(keys).answer({ model: 'Item', select: [value('name')], order })
    const error = await stage(keys - 1)
      .answer({ model: 'Item', select: [value('name')], order })
      .then(
        () => undefined,
        (failure: unknown) => failure,
      )
    expect(error).toMatchObject({ code: 'CROSS_DATABASE_LIMIT_EXCEEDED', datasource: 'main' })
    expect((error as Error).message).toContain(`more than ${keys - 1} keys`)
  })

  test('an operation that crosses too often is refused', async () => {
    const part = (slot: number): Predicate =>
      and([
        { kind: 'exists', relation: 'maker', where: eq(name, { slot }), negated: false },
        { kind: 'null', of: name, negated: slot % 2 === 0 },
      ])
    const many = or(Array.from({ length: 101 }, (_, slot) => part(slot)))
    const values = Array.from({ length: 101 }, (_, i) => `${i}`)
    await expect(stage().answer({ model: 'Item', select: [value('name')], where: many }, values)).rejects.toMatchObject({
      code: 'QUERY_LIMIT_EXCEEDED',
    })
  })

  test('a related row whose key cannot be read is never taken for no row', async () => {
    const unreadable = new GatewayError('VALUE_NOT_REPRESENTABLE', 'no', { fields: ['id'] })
    const rows = await stage(100, undefined, (found) => found.map((row) => [unreadable, ...row.slice(1)])).answer({
      model: 'Item',
      select: [value('makerId'), far()],
    })
    for (const [key, maker] of rows) expect(maker).toEqual(key === null ? [] : unreadable)
  })

  test('a relation that fails is an error in its own cells; the rest is answered', async () => {
    const rows = await stage(100, 'second').answer({ model: 'Item', select: [value('name'), far()] })
    expect(rows.length).toBeGreaterThan(20)
    for (const [, maker] of rows) expect(maker).toMatchObject({ code: 'DATASOURCE_UNAVAILABLE', datasource: 'second' })
  })

  test('a filter that cannot be asked fails the read that needs it', async () => {
    const where: Predicate = { kind: 'exists', relation: 'maker', where: eq(name, { slot: 0 }), negated: false }
    await expect(stage(100, 'second').answer({ model: 'Item', select: [value('name')], where }, ['x'])).rejects.toMatchObject({
      code: 'DATASOURCE_UNAVAILABLE',
    })
  })
})
