/** Hand-written cases: what only the planner says, in one datasource: reads per key, members and lookups. */

import type { Each, Predicate, Read } from '../../src/query/query.ts'
import { items } from './cases-filters.ts'
import { ASTRAL, BOLT, DUNE, WIDE_TILDE } from './rows-by-hand.ts'
import { agg, all, by, type Case, f, keys, make, path, type Say, under, val } from './say.ts'

/** Items asked once per key. */
const keyed = (name: string, each: (say: Say) => Each, read: (say: Say) => Partial<Read>, rows: readonly (readonly unknown[])[]): Case =>
  make(name, (s) => ({ model: 'Item', select: val('id'), order: [by('id')], ...read(s), each: each(s) }), rows as never)

const byCategory = (s: Say): Each => ({ keys: s.bind([['hand'], ['saws'], ['nope']]), on: [path('categoryCode')] })
const onShelf = { model: 'Stock', near: [path('hall'), path('number')], far: [path('itemId')] }
const onId = [path('id')]

const perKey: readonly Case[] = [
  keyed('a page per key', byCategory, (s) => s.page(2), [
    ['hand', 1],
    ['hand', 6],
    ['saws', 3],
    ['saws', 4],
  ]),
  keyed('the last per key', byCategory, (s) => s.page(1, undefined, true), [
    ['hand', 12],
    ['saws', 11],
  ]),
  keyed('an offset per key', byCategory, (s) => s.page(1, 3), [['hand', 12]]),
  keyed('a filter', byCategory, (s) => ({ where: s.is('price', 'lt', '9.60') }), [
    ['hand', 6],
    ['hand', 7],
    ['saws', 3],
    ['saws', 4],
  ]),
  keyed('after', byCategory, (s) => ({ where: s.after([by('id')], [4]), ...s.page(1) }), [
    ['hand', 6],
    ['saws', 11],
  ]),
  keyed(
    'no row for a key without rows, not even a count',
    byCategory,
    (s) => ({ select: val(agg('count'), agg('sum', 'quantity')), where: s.is('price', 'lt', '9.60'), order: undefined }),
    [
      ['hand', 2, '5'],
      ['saws', 2, '-2'],
    ],
  ),
  keyed(
    'groups per key',
    byCategory,
    (s) => ({
      select: [...keys(1), ...val(agg('count'))],
      group: [f('status')],
      order: [by(agg('count'), 'desc'), by('status')],
      ...s.page(1),
    }),
    [
      ['hand', 'ALPHA', 2],
      ['saws', 'ALPHA', 1],
    ],
  ),
  keyed(
    'no keys',
    (s) => ({ keys: s.bind([]), on: onId }),
    () => ({}),
    [],
  ),
  keyed(
    'text keys are exact',
    (s) => ({ keys: s.bind([['red'], ['Red'], ['red '], ['RED']]), on: [path('tone')] }),
    () => ({}),
    [
      ['Red', 2],
      ['red', 1],
      ['red', 4],
      ['red ', 3],
    ],
  ),
  keyed(
    'keys beyond 2^53',
    (s) => ({ keys: s.bind([[BOLT], [DUNE]]), on: [path('makerId')] }),
    () => ({}),
    [
      [DUNE, 4],
      [DUNE, 10],
      [BOLT, 3],
      [BOLT, 8],
    ],
  ),
  keyed(
    'through, every row once',
    (s) => ({
      keys: s.bind([
        ['A', 1],
        ['B', 1],
        ['B', 2],
      ]),
      on: onId,
      through: onShelf,
    }),
    () => ({}),
    [
      ['A', 1, 1],
      ['A', 1, 3],
      ['B', 1, 3],
      ['B', 1, 4],
    ],
  ),
  keyed(
    'a page through',
    (s) => ({
      keys: s.bind([
        ['A', 1],
        ['B', 1],
      ]),
      on: onId,
      through: onShelf,
    }),
    (s) => ({ order: [by('id', 'desc')], ...s.page(1) }),
    [
      ['A', 1, 3],
      ['B', 1, 4],
    ],
  ),
  keyed(
    'totals through',
    (s) => ({
      keys: s.bind([
        ['A', 1],
        ['B', 2],
      ]),
      on: onId,
      through: onShelf,
    }),
    () => ({ select: val(agg('count'), agg('sum', 'price')), order: undefined }),
    [['A', 1, 2, '20.02']],
  ),
  keyed(
    'rows of an owner',
    (s) => ({
      keys: s.bind([
        ['p', 3],
        ['p', 1],
        ['q', 3],
        ['q', 99],
      ]),
      on: onId,
      owner: 1,
    }),
    () => ({}),
    [
      ['p', 1],
      ['p', 3],
      ['q', 3],
    ],
  ),
  keyed(
    'a page per owner',
    (s) => ({
      keys: s.bind([
        [70, 3],
        [70, 1],
        [80, 3],
      ]),
      on: onId,
      owner: 1,
    }),
    (s) => ({ order: [by('id', 'desc')], ...s.page(1) }),
    [
      [70, 3],
      [80, 3],
    ],
  ),
  keyed(
    'totals per owner',
    (s) => ({
      keys: s.bind([
        ['p', 'x', 3],
        ['p', 'x', 1],
        ['q', 'x', 3],
      ]),
      on: onId,
      owner: 2,
    }),
    () => ({ select: val(agg('count'), agg('max', 'price')), order: undefined }),
    [
      ['p', 'x', 2, '19.99'],
      ['q', 'x', 1, '0.03'],
    ],
  ),
  keyed(
    'an owner and a way through',
    (s) => ({
      keys: s.bind([
        [7, 'A', 1],
        [7, 'B', 1],
        [8, 'A', 2],
      ]),
      on: onId,
      through: onShelf,
      owner: 1,
    }),
    () => ({}),
    [
      [7, 1],
      [7, 3],
      [7, 4],
      [8, 1],
      [8, 8],
    ],
  ),
  make(
    'composite keys',
    (s) => ({
      model: 'Stock',
      select: val('itemId', 'batch'),
      order: [by('itemId', 'desc'), by('batch')],
      each: {
        keys: s.bind([
          ['A', 2],
          ['B', 1],
        ]),
        on: [path('hall'), path('number')],
      },
    }),
    [
      ['A', 2, 8, 1],
      ['A', 2, 1, 1],
      ['B', 1, 4, 1],
      ['B', 1, 3, 1],
    ],
  ),
]

const member =
  (fields: readonly string[], of: (s: Say) => { slot: number }, negated = false) =>
  (s: Say): Predicate => ({ kind: 'member', fields: fields.map(path), of: of(s), negated })

const fills: readonly Case[] = [
  items(
    'member',
    member(['categoryCode'], (s) => s.bind([['hand'], ['tools']])),
    [1, 6, 7, 8, 12],
  ),
  items(
    'not member is two-valued: null is no member',
    member(['categoryCode'], (s) => s.bind([['hand'], ['tools']]), true),
    [2, 3, 4, 5, 9, 10, 11],
  ),
  items(
    'member of nothing',
    member(['categoryCode'], (s) => s.bind([])),
    [],
  ),
  items(
    'not member of nothing',
    member(['categoryCode'], (s) => s.bind([]), true),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  ),
  items(
    'member, exact text',
    member(['tone'], (s) => s.bind([['red']])),
    [1, 4],
  ),
  items(
    'member, keys beyond 2^53',
    member(['makerId'], (s) => s.bind([[BOLT]])),
    [3, 8],
  ),
  make(
    'member, composite, half a null',
    (s) => ({
      model: 'Shelf',
      select: val('hall', 'number'),
      where: all(
        s.is('hall', 'in', ['A', 'B']),
        member(
          ['overflowHall', 'overflowNumber'],
          () =>
            s.bind([
              ['A', 1],
              ['B', 9],
            ]),
          true,
        )(s),
      ),
      order: [by('hall'), by('number')],
    }),
    [
      ['A', 1],
      ['B', 2],
    ],
  ),
  make(
    'lookup: selects, sorts, and else',
    (s) => {
      const rank = {
        kind: 'lookup',
        via: [],
        fields: [path('makerId')],
        table: s.bind([
          ['1', 5],
          [BOLT, 9],
        ]),
        as: { kind: 'int' },
        otherwise: s.bind(0),
      } as const
      return { model: 'Item', select: val('id', rank), where: s.is('id', 'lt', 6), order: [by(rank, 'desc'), by('id')] }
    },
    [
      [3, 9],
      [1, 5],
      [5, 5],
      [2, 0],
      [4, 0],
    ],
  ),
  make(
    'lookup: null where nothing is found',
    (s) => {
      const name = {
        kind: 'lookup',
        via: [],
        fields: [path('makerId')],
        table: s.bind([
          ['1', 'b'],
          [BOLT, ASTRAL],
          [DUNE, WIDE_TILDE],
        ]),
        as: { kind: 'string' },
      } as const
      return { model: 'Item', select: val('id', name), where: s.is('id', 'lt', 6), order: [by(name), by('id')] }
    },
    [
      [2, null],
      [1, 'b'],
      [5, 'b'],
      [4, WIDE_TILDE],
      [3, ASTRAL],
    ],
  ),
  make(
    'lookup: groups, through a relation',
    (s) => {
      const name = {
        kind: 'lookup',
        via: ['category'],
        fields: [path('parentCode')],
        table: s.bind([['tools', 'T']]),
        as: { kind: 'string' },
      } as const
      return { model: 'Item', select: [...keys(1), ...val(agg('count'))], where: s.is('id', 'lt', 100), group: [name], order: [by(name)] }
    },
    [
      [null, 6],
      ['T', 6],
    ],
  ),
  make(
    'lookup: composite keys, after',
    (s) => {
      const rank = {
        kind: 'lookup',
        via: [],
        fields: [path('hall'), path('number')],
        table: s.bind([
          ['A', 1, '2.50'],
          ['B', 2, '10.00'],
        ]),
        as: { kind: 'decimal', precision: 8, scale: 2 },
      } as const
      const order = [by(rank), by('hall'), by('number')]
      return {
        model: 'Shelf',
        select: val('hall', 'number', rank),
        where: all(s.is('hall', 'in', ['A', 'B']), s.after(order, [null, 'A', 2])),
        order,
      }
    },
    [
      ['B', 1, null],
      ['A', 1, '2.50'],
      ['B', 2, '10.00'],
    ],
  ),
]

export const keyedCases: readonly Case[] = [...under('keyed', perKey), ...under('filled', fills)]
