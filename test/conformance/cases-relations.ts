/** Hand-written cases: filters through relations, order, pages and nested selections. */

import { reverseOrder } from '../../src/query/after.ts'
import type { Operand, Order, Predicate, Read } from '../../src/query/query.ts'
import { items } from './cases-filters.ts'
import { ASTRAL, BOLT, CORE, DUNE } from './rows-by-hand.ts'
import { agg, all, any, by, type Case, count, every, f, isNull, keys, make, nested, none, not, type Say, some, under, val } from './say.ts'

const CODES = ['tools', 'hand', 'power', 'saws', 'empty']
const HALLS = ['A', 'B']

/** Of the categories written by hand, in order of their codes. */
const categories = (name: string, where: (say: Say) => Predicate, codes: readonly string[]): Case =>
  make(
    name,
    (s) => ({ model: 'Category', select: val('code'), where: all(s.is('code', 'in', CODES), where(s)), order: [by('code')] }),
    codes.map((code) => [code]),
  )

const shelves = (name: string, where: (say: Say) => Predicate, rows: readonly (readonly [string, number])[]): Case =>
  make(
    name,
    (s) => ({
      model: 'Shelf',
      select: val('hall', 'number'),
      where: all(s.is('hall', 'in', HALLS), where(s)),
      order: [by('hall'), by('number')],
    }),
    rows,
  )

const related = (relation: string, fn: 'sum' | 'min' | 'max' | 'avg', of: string): Operand => ({
  ...{ kind: 'related', relation, of: { kind: 'aggregate', fn, of: f(of) } },
})

const relationFilters: readonly Case[] = [
  items(
    'hundreds of conditions, and again below relations',
    (s) => {
      const many = (field: string, first: Predicate) => any(first, ...Array.from({ length: 350 }, (_, i) => s.is(field, 'eq', -1000 - i)))
      return many('quantity', some('stocks', many('amount', some('item', many('quantity', s.is('id', 'eq', 1))))))
    },
    [1],
  ),
  items('some', () => some('stocks'), [1, 3, 4, 8]),
  items('none', () => none('stocks'), [2, 5, 6, 7, 9, 10, 11, 12]),
  items('some p', (s) => some('stocks', s.is('amount', 'gt', 4)), [1, 8]),
  items('none p', (s) => none('stocks', s.is('amount', 'gt', 4)), [2, 3, 4, 5, 6, 7, 9, 10, 11, 12]),
  items(
    'every p: unknown is not true, no row is enough',
    (s) => every('stocks', s.is('amount', 'gt', 1)),
    [2, 3, 5, 6, 7, 8, 9, 10, 11, 12],
  ),
  items('every not p', (s) => every('stocks', not(s.is('amount', 'gt', 4))), [2, 3, 4, 5, 6, 7, 9, 10, 11, 12]),
  items('not every p', (s) => not(every('stocks', s.is('amount', 'gt', 1))), [1, 4]),
  items('not some p', (s) => not(some('stocks', s.is('amount', 'gt', 4))), [2, 3, 4, 5, 6, 7, 9, 10, 11, 12]),
  items('to-one', (s) => some('maker', s.isnt('country', 'eq', 'NO')), [4, 7, 10, 11]),
  items('not to-one is two-valued', (s) => not(some('maker', s.is('country', 'eq', 'NO'))), [2, 3, 4, 7, 8, 9, 10, 11]),
  items('to-one {}', () => some('maker'), [1, 3, 4, 5, 6, 7, 8, 10, 11, 12]),
  items('to-one by a key beyond 2^53', (s) => some('maker', s.is('id', 'eq', BOLT)), [3, 8]),
  items('through a to-one relation', (s) => s.is(f('name', 'maker'), 'eq', 'Acme'), [1, 5, 6, 12]),
  items('through two', (s) => s.is(f('name', 'category', 'parent'), 'eq', 'Tools'), [1, 5, 6, 7, 10, 12]),
  items('a missing row on the way is null', () => isNull(f('bio', 'maker', 'profile')), [2, 3, 4, 7, 8, 9, 10, 11]),
  items('neq through a relation', (s) => s.isnt(f('country', 'maker'), 'eq', 'NO'), [4, 7, 10, 11]),
  items('distinct from, through a relation', (s) => s.isnt(f('country', 'maker'), 'same', 'NO'), [2, 3, 4, 7, 8, 9, 10, 11]),
  items('many to many', () => some('shelves', isNull('capacity')), [1, 8]),
  items('related count', (s) => s.is(count('sameTone'), 'eq', 2), [1, 4, 8, 9]),
  items('related count of nothing', (s) => s.is(count('sameTone'), 'eq', 0), [5, 10]),
  items('related rows count once, whatever lies between', (s) => s.is(count('shelves'), 'gte', 2), [1, 3]),
  items('rows between count each', (s) => s.is(count('stocks'), 'eq', 3), [1]),
  items('related count with a filter', (s) => s.is(count('stocks', s.is('amount', 'gte', 4)), 'eq', 1), [1, 3, 8]),
  items('related count in', (s) => s.is(count('stocks'), 'in', [1, 3]), [1, 4, 8]),
  items('related sum', (s) => s.is(related('stocks', 'sum', 'amount'), 'gt', '6'), [1, 8]),
  items('related sum over each row once', (s) => s.is(related('shelves', 'sum', 'capacity'), 'eq', '10'), [1]),
  items('related max of nothing is null', () => isNull(related('stocks', 'max', 'placedAt'), true), [1, 3, 4, 8]),
  items('related avg', (s) => s.is(related('stocks', 'avg', 'cost'), 'eq', '1.252500000'), [1]),
  categories('self, to many', (s) => some('children', s.is('rank', 'eq', 2)), ['hand']),
  categories('self, every', (s) => every('children', s.is('rank', 'eq', 1)), ['empty', 'power', 'saws']),
  categories('self, up twice', (s) => some('parent', some('parent', s.is('name', 'eq', 'Tools'))), ['saws']),
  categories('four deep', (s) => some('items', some('stocks', some('shelf', s.is('label', 'eq', 'b one')))), ['saws']),
  categories('none of a filter with null', () => none('items', isNull('makerId')), ['empty', 'hand', 'power', 'saws', 'tools']),
  shelves('composite to-one: half a reference is none', () => some('overflow'), [
    ['A', 2],
    ['B', 1],
  ]),
  shelves('composite to-many', () => some('feeders'), [['A', 1]]),
  shelves('many to many, composite side', (s) => some('items', s.is('id', 'eq', 3)), [
    ['A', 1],
    ['B', 1],
  ]),
  shelves('many to many, count', (s) => s.is(count('items'), 'eq', 0), [['B', 2]]),
  shelves(
    'many to many, the greatest value beyond a further relation',
    (s) => s.is({ kind: 'related', relation: 'items', of: agg('max', f('code', 'category')) }, 'gte', 't', { collation: 'binary' }),
    [['A', 2]],
  ),
]

/** The ids of the hand-written items in an order, after adding the id. */
const ordered = (
  name: string,
  order: readonly Order[],
  ids: readonly number[],
  more: (say: Say, order: readonly Order[]) => Partial<Read> = () => ({}),
) =>
  make(
    name,
    (s) => {
      const total = [...order, by('id')]
      const { where, ...rest } = more(s, total)
      const hand = s.is('id', 'lt', 100)
      return { model: 'Item', select: val('id'), where: where === undefined ? hand : all(hand, where), order: total, ...rest }
    },
    ids.map((id) => [id]),
  )

const TONES = [5, 10, 12, 2, 8, 9, 1, 4, 3, 11, 7, 6]

const orders: readonly Case[] = [
  ordered('text by code point, nulls smallest', [by('tone')], TONES),
  ordered('text descending', [by('tone', 'desc')], [6, 7, 11, 3, 1, 4, 8, 9, 2, 12, 5, 10]),
  ordered('nulls last ascending', [by('tone', 'asc', 'last')], [12, 2, 8, 9, 1, 4, 3, 11, 7, 6, 5, 10]),
  make('more terms than MongoDB sorts by', (s) => {
    const nullable = ['active', 'status', 'quantity', 'tone', 'note', 'big', 'ratio', 'weight', 'madeOn', 'opensAt', 'touchedAt', 'token']
    const terms = [...nullable, 'makerId', 'categoryCode', 'origin.city', 'origin.zip', 'origin.level']
    return {
      model: 'Item',
      select: val('id', 'active', 'status', 'quantity', 'tone'),
      where: s.is('id', 'lt', 200),
      order: [...terms.map((name, i) => (i % 2 === 0 ? by(name, 'asc', 'last') : by(name, 'desc', 'first'))), by('id')],
    }
  }),
  ordered('nulls first descending', [by('tone', 'desc', 'first')], [5, 10, 6, 7, 11, 3, 1, 4, 8, 9, 2, 12]),
  ordered('enums by name', [by('status')], [2, 10, 1, 6, 11, 4, 7, 3, 8, 12, 5, 9]),
  ordered('false before true', [by('active')], [2, 6, 10, 3, 5, 9, 12, 1, 4, 7, 8, 11]),
  ordered('decimals as numbers', [by('price')], [4, 3, 6, 7, 10, 8, 2, 9, 1, 5, 11, 12]),
  ordered('64-bit numbers', [by('big')], [5, 9, 10, 3, 6, 12, 8, 7, 2, 1, 4, 11]),
  ordered('floats', [by('ratio', 'desc')], [8, 11, 1, 6, 5, 4, 9, 7, 12, 3, 2, 10]),
  ordered('uuids as text', [by('token', 'asc', 'last')], [3, 5, 4, 1, 2, 6, 7, 8, 9, 10, 11, 12]),
  ordered('microseconds', [by('touchedAt', 'desc')], [5, 3, 4, 1, 2, 6, 7, 8, 9, 10, 11, 12]),
  ordered('times', [by('opensAt', 'asc', 'last')], [4, 1, 5, 3, 2, 6, 7, 8, 9, 10, 11, 12]),
  ordered('through a to-one relation', [by(f('name', 'maker'), 'desc')], [4, 10, 7, 11, 3, 8, 1, 5, 6, 12, 2, 9]),
  ordered('through two', [by(f('bio', 'maker', 'profile'), 'asc', 'last')], [1, 5, 6, 12, 2, 3, 4, 7, 8, 9, 10, 11]),
  ordered('by a related count', [by(count('stocks'), 'desc')], [1, 3, 4, 8, 2, 5, 6, 7, 9, 10, 11, 12]),
  ordered('by a nested field', [by('origin.level', 'desc')], [5, 6, 4, 1, 2, 3, 7, 8, 9, 10, 11, 12]),
  ordered('by a nested decimal', [by('origin.fee', 'asc', 'last')], [8, 1, 6, 5, 2, 3, 4, 7, 9, 10, 11, 12]),
  make(
    'by a computed field',
    (s) => ({ model: 'Item', select: val('id'), where: s.is('id', 'lt', 100), order: [by(s.computed('Item', 'total')), by('id')] }),
    [2, 7, 3, 4, 9, 10, 6, 1, 8, 5, 11, 12].map((id) => [id]),
  ),
  make(
    'keys beyond 2^53 in order',
    (s) => ({ model: 'Maker', select: val('name'), where: s.is('id', 'in', ['1', BOLT, DUNE, CORE]), order: [by('id')] }),
    [['Acme'], ['Dune'], ['Bolt'], ['Core']],
  ),
  make(
    'the same term twice',
    (s) => ({ model: 'Item', select: val('id'), where: s.is('id', 'lt', 4), order: [by('id', 'desc'), by('id'), by('id', 'desc')] }),
    [[3], [2], [1]],
  ),
]

/** Rows before a place: the reversed order, taken from its end. */
const before = (s: Say, order: readonly Order[], values: readonly (string | number | null)[]) => s.after(reverseOrder(order), values)

const pages: readonly Case[] = [
  ordered('limit and offset', [], [3, 4, 5], (s) => s.page(3, 2)),
  ordered('limit 0', [], [], (s) => s.page(0)),
  ordered('offset beyond the end', [], [], (s) => s.page(5, 500)),
  ordered('offset alone', [], [11, 12], (s) => s.page(null, 10)),
  ordered('the last rows, in order', [], [10, 11, 12], (s) => s.page(3, undefined, true)),
  ordered('the last rows of a tied order', [by('price')], [5, 11, 12], (s) => s.page(3, undefined, true)),
  ordered('the last rows, fewer than asked', [], [1, 2], (s) => ({ where: s.is('id', 'lt', 3), ...s.page(5, undefined, true) })),
  ordered('after a null that comes first', [by('tone')], TONES.slice(1), (s, order) => ({ where: s.after(order, [null, 5]) })),
  ordered('after the last null', [by('tone')], TONES.slice(2), (s, order) => ({ where: s.after(order, [null, 10]) })),
  ordered('after a tie', [by('tone')], [4, 3, 11, 7, 6], (s, order) => ({ where: s.after(order, ['red', 1]) })),
  ordered('after the last', [by('tone')], [], (s, order) => ({ where: s.after(order, [ASTRAL, 6]) })),
  ordered('after a value, nulls last', [by('tone', 'asc', 'last')], [5, 10], (s, order) => ({ where: s.after(order, [ASTRAL, 6]) })),
  ordered('after a null that comes last', [by('tone', 'asc', 'last')], [10], (s, order) => ({ where: s.after(order, [null, 5]) })),
  ordered('after, descending', [by('tone', 'desc')], [9, 2, 12, 5, 10], (s, order) => ({ where: s.after(order, ['blue', 8]) })),
  ordered('after, nulls first descending', [by('tone', 'desc', 'first')], [10, 6, 7], (s, order) => ({
    where: s.after(order, [null, 5]),
    ...s.page(3),
  })),
  ordered('after a tied decimal, descending', [by('price', 'desc')], [7, 3, 4], (s, order) => ({ where: s.after(order, ['9.50', 6]) })),
  ordered('before', [by('tone')], [8, 9], (s, order) => ({ where: before(s, order, ['red', 1]), ...s.page(2, undefined, true) })),
  ordered('before the first null', [by('tone')], [], (s, order) => ({ where: before(s, order, [null, 5]), ...s.page(2, undefined, true) })),
  ordered('before, nulls last', [by('tone', 'asc', 'last')], [6, 5], (s, order) => ({
    where: before(s, order, [null, 10]),
    ...s.page(2, undefined, true),
  })),
  ordered('after a microsecond', [by('touchedAt', 'desc')], [4, 1, 2], (s, order) => ({
    where: s.after(order, ['2021-01-03T23:59:59.999999Z', 3]),
    ...s.page(3),
  })),
  ordered('after an enum', [by('status')], [7, 3, 8, 12, 5, 9], (s, order) => ({ where: s.after(order, ['BETA', 4]) })),
  ordered('after a boolean', [by('active')], [12, 1, 4, 7, 8, 11], (s, order) => ({ where: s.after(order, [false, 9] as never) })),
  ordered('after a 64-bit number', [by('big')], [1, 4, 11], (s, order) => ({ where: s.after(order, ['9007199254740992', 2]) })),
  ordered('after a float', [by('ratio')], [6, 1, 11, 8], (s, order) => ({ where: s.after(order, [0.2, 5]) })),
  ordered('after, through a relation', [by(f('name', 'maker'))], [12, 3, 8, 7, 11, 4, 10], (s, order) => ({
    where: s.after(order, ['Acme', 6]),
  })),
  ordered('after a related count', [by(count('stocks'), 'desc')], [8, 2, 5], (s, order) => ({
    where: s.after(order, [1, 4]),
    ...s.page(3),
  })),
  ordered('after, nested', [by('origin.level', 'desc')], [4, 1, 2], (s, order) => ({ where: s.after(order, [9, 6]), ...s.page(3) })),
  make(
    'after a composite key',
    (s) => {
      const order = [by('hall'), by('number', 'desc')]
      return { model: 'Shelf', select: val('hall', 'number'), where: all(s.is('hall', 'in', HALLS), s.after(order, ['A', 2])), order }
    },
    [
      ['A', 1],
      ['B', 2],
      ['B', 1],
    ],
  ),
]

const perCategory = (name: string, inner: (s: Say) => Read, rows: readonly (readonly (readonly unknown[])[])[]): Case =>
  make(
    name,
    (s) => ({ model: 'Category', select: nestedOnly(inner(s)), where: s.is('code', 'in', CODES), order: [by('code')] }),
    // empty, hand, power, saws, tools
    rows.map((inside) => [inside] as never),
  )
const nestedOnly = (read: Read) => [nested('items', read)]
const rowsOfItems = (ids: readonly (readonly number[])[]) => ids.map((one) => one.map((id) => [id]))

const nesting: readonly Case[] = [
  perCategory(
    'a page per parent',
    (s) => ({ model: 'Item', select: val('id'), order: [by('price', 'desc'), by('id')], ...s.page(2) }),
    rowsOfItems([[], [12, 1], [5, 10], [11, 3], [8]]),
  ),
  perCategory(
    'the last per parent',
    (s) => ({ model: 'Item', select: val('id'), order: [by('id')], ...s.page(2, undefined, true) }),
    rowsOfItems([[], [7, 12], [5, 10], [4, 11], [8]]),
  ),
  perCategory(
    'an offset per parent',
    (s) => ({ model: 'Item', select: val('id'), order: [by('id')], ...s.page(1, 1) }),
    rowsOfItems([[], [6], [10], [4], []]),
  ),
  perCategory(
    'after, per parent',
    (s) => ({ model: 'Item', select: val('id'), where: s.after([by('id')], [4]), order: [by('id')], ...s.page(1) }),
    rowsOfItems([[], [6], [5], [11], [8]]),
  ),
  perCategory(
    'a filter per parent',
    (s) => ({ model: 'Item', select: val('id'), where: s.is('quantity', 'gte', 2), order: [by('id')] }),
    rowsOfItems([[], [1, 6, 12], [5, 10], [11], [8]]),
  ),
  perCategory('a count per parent', () => ({ model: 'Item', select: val(agg('count')) }), rowsOfItems([[0], [4], [2], [3], [1]])),
  perCategory(
    'totals per parent',
    (s) => ({ model: 'Item', select: val(agg('sum', 'price'), agg('avg', 'quantity'), agg('max', 'tone')), where: s.isnt('id', 'eq', 8) }),
    [
      [[null, null, null]],
      [['100038.98', '35.666667', ASTRAL]],
      [['109.90', '3.500000', null]],
      [['1000.00', '0.000000', 'r\u00e9d']],
      [[null, null, null]],
    ],
  ),
  perCategory(
    'groups per parent',
    () => ({ model: 'Item', select: [...keys(1), ...val(agg('count'))], group: [f('status')], order: [by('status')] }),
    [
      [],
      [
        ['ALPHA', 2],
        ['BETA', 1],
        ['GAMMA', 1],
      ],
      [
        [null, 1],
        ['OMEGA', 1],
      ],
      [
        ['ALPHA', 1],
        ['BETA', 1],
        ['GAMMA', 1],
      ],
      [['GAMMA', 1]],
    ],
  ),
  perCategory(
    'a page of groups per parent',
    (s) => ({
      model: 'Item',
      select: [...keys(1), ...val(agg('count'))],
      group: [f('status')],
      order: [by(agg('count'), 'desc'), by('status')],
      ...s.page(1),
    }),
    [[], [['ALPHA', 2]], [[null, 1]], [['ALPHA', 1]], [['GAMMA', 1]]],
  ),
  make(
    'to-one in to-one, and missing ones',
    (s) => {
      const profile: Read = { model: 'Profile', select: val('bio') }
      const maker: Read = { model: 'Maker', select: [...val('name'), nested('profile', profile, true)] }
      return { model: 'Item', select: [...val('id'), nested('maker', maker, true)], where: s.is('id', 'lt', 5), order: [by('id')] }
    },
    [
      [1, [['Acme', [['first']]]]],
      [2, []],
      [3, [['Bolt', [[null]]]]],
      [4, [['Dune', []]]],
    ],
  ),
  make(
    'many to many, each row once',
    (s) => ({
      model: 'Item',
      select: [
        ...val('id'),
        nested('shelves', { model: 'Shelf', select: val('hall', 'number'), order: [by('hall'), by('number')] }),
        nested('shelves', { model: 'Shelf', select: val(agg('count'), agg('sum', 'capacity')) }),
        nested('stocks', { model: 'Stock', select: val(agg('count')) }),
      ],
      where: s.is('id', 'in', [1, 3, 5]),
      order: [by('id')],
    }),
    [
      [
        1,
        [
          ['A', 1],
          ['A', 2],
        ],
        [[2, '10']],
        [[3]],
      ],
      [
        3,
        [
          ['A', 1],
          ['B', 1],
        ],
        [[2, '15']],
        [[2]],
      ],
      [5, [], [[0, null]], [[0]]],
    ],
  ),
  make(
    'joined by text that no key constrains',
    (s) => ({
      model: 'Item',
      select: [...val('id'), nested('sameTone', { model: 'Item', select: val('id'), order: [by('id')] })],
      where: s.is('id', 'lt', 6),
      order: [by('id')],
    }),
    [
      [1, [[1], [4]]],
      [2, [[2]]],
      [3, [[3]]],
      [4, [[1], [4]]],
      [5, []],
    ],
  ),
  make(
    'three deep, pages at every level',
    (s) => {
      const inner: Read = { model: 'Item', select: val('id'), order: [by('id', 'desc')], ...s.page(1) }
      const children: Read = { model: 'Category', select: [...val('code'), nested('items', inner)], order: [by('code')], ...s.page(2) }
      return {
        model: 'Category',
        select: [...val('code'), nested('children', children)],
        where: s.is('code', 'in', CODES),
        order: [by('code')],
        ...s.page(4, 1),
      }
    },
    [
      ['hand', [['saws', [[11]]]]],
      ['power', []],
      ['saws', []],
      [
        'tools',
        [
          ['hand', [[12]]],
          ['power', [[10]]],
        ],
      ],
    ],
  ),
  make(
    'keys beyond 2^53 find their own rows',
    (s) => ({
      model: 'Maker',
      select: [...val('id'), nested('items', { model: 'Item', select: val('id'), order: [by('id')] })],
      where: s.is('id', 'in', [BOLT, DUNE, CORE]),
      order: [by('id')],
    }),
    [
      [DUNE, [[4], [10]]],
      [BOLT, [[3], [8]]],
      [CORE, [[7], [11]]],
    ],
  ),
]

export const relationCases: readonly Case[] = [
  ...under('relation', relationFilters),
  ...under('order', orders),
  ...under('page', pages),
  ...under('nested', nesting),
]
