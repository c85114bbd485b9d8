/** Hand-written cases: values as they come out, aggregates and groups. */

import type { Predicate, Read } from '../../src/query/query.ts'
import { ASTRAL, WIDE_TILDE, WILD } from './rows-by-hand.ts'
import { agg, all, bucket, by, type Case, f, isNull, keys, make, type Say, under, val } from './say.ts'

const values: readonly Case[] = [
  make(
    'every kind of value',
    (s) => ({
      model: 'Item',
      select: [
        ...val('id', 'title', 'big', 'ratio', 'active', 'price', 'weight', 'madeOn', 'opensAt', 'createdAt', 'touchedAt', 'token'),
        ...val('data', 'blob', 'status', 'tags', 'scores', 'rates', 'origin', s.computed('Item', 'total'), s.computed('Item', 'margin')),
      ],
      where: s.is('id', 'eq', 1),
    }),
    [
      [
        ...[1, 'Hammer', '9007199254740993', 0.5, true, '19.99', '1.5000', '2020-12-31', '08:00:00.000', '2020-12-31T23:59:59.999Z'],
        ...['2020-12-31T23:59:59.999999Z', 'ffffffff-0000-4000-8000-000000000001', { a: { b: 'x', flag: true, n: 1.5 }, k: null }, 'AAEC'],
        ...['ALPHA', ['x', 'y'], [1, 2], ['1.50', '2.00']],
        {
          ...{ city: 'Oslo', zip: '0150', level: 1, fee: '2.50', since: '2020-01-01', grade: 'GAMMA' },
          spot: { lat: '59.9000', lon: 10.5, mark: null },
        },
        ...['59.97', '2.774'],
      ],
    ],
  ),
  make(
    'nulls and empties are told apart',
    (s) => ({
      model: 'Item',
      select: val('note', 'data', 'blob', 'tags', 'scores', 'origin'),
      where: s.is('id', 'in', [2, 3]),
      order: [by('id')],
    }),
    [
      [null, null, null, null, [], null],
      [
        ...['', { a: 'text', 'a.b': 1, list: [1, 2] }, '', [], [0]],
        { city: null, zip: null, level: null, fee: null, since: null, grade: null, spot: null },
      ],
    ],
  ),
  make('JSON of any type', (s) => ({ model: 'Item', select: val('data'), where: s.is('id', 'in', [5, 6, 7, 9]), order: [by('id')] }), [
    [[1, { a: 1 }]],
    ['just text'],
    [42],
    [{ '"q"': 1, $d: 2 }],
  ]),
  make('text as it is', (s) => ({ model: 'Item', select: val('note'), where: s.is('id', 'in', [4, 6, 8, 10, 11]), order: [by('id')] }), [
    [WILD],
    ['abc '],
    [`straße ${ASTRAL}`],
    ['caf\u00e9'],
    ['cafe\u0301'],
  ]),
  make(
    'computed, rounded half away from zero',
    (s) => ({ model: 'Item', select: val(s.computed('Item', 'margin')), where: s.is('id', 'lt', 10), order: [by('id')] }),
    [['2.774'], [null], ['0.005'], ['-0.005'], ['13.481'], [null], ['1.425'], ['1.124'], ['1.125']],
  ),
  make(
    'fields of objects and of related rows',
    (s) => ({
      model: 'Item',
      select: val(
        'origin.city',
        'origin.spot',
        'origin.spot.lon',
        f('name', 'maker'),
        f('code', 'category', 'parent'),
        s.json(['a', 'n'], 'float'),
      ),
      where: s.is('id', 'in', [1, 2, 4]),
      order: [by('id')],
    }),
    [
      ['Oslo', { lat: '59.9000', lon: 10.5, mark: null }, 10.5, 'Acme', 'tools', 1.5],
      [null, null, null, null, null, null],
      ['oslo', { lat: '59.9000', lon: null, mark: 'm' }, null, 'Dune', 'hand', null],
    ],
  ),
]

/** Totals over the hand-written items that fit. */
const totals = (name: string, select: Read['select'], row: readonly unknown[], where?: (say: Say) => Predicate): Case =>
  make(name, (s) => ({ model: 'Item', select, where: all(s.is('id', 'lt', 100), ...(where === undefined ? [] : [where(s)])) }), [
    row as never,
  ])

const aggregates: readonly Case[] = [
  totals(
    'aggregates of ints',
    val(
      agg('count'),
      agg('count', 'quantity'),
      agg('countDistinct', 'quantity'),
      agg('sum', 'quantity'),
      agg('avg', 'quantity'),
      agg('min', 'quantity'),
      agg('max', 'quantity'),
    ),
    [12, 10, 8, '122', '12.200000', -2, 99],
  ),
  totals(
    'aggregates over nothing',
    val(
      agg('count'),
      agg('count', 'quantity'),
      agg('countDistinct', 'tone'),
      agg('sum', 'quantity'),
      agg('avg', 'price'),
      agg('min', 'tone'),
      agg('max', 'createdAt'),
      agg('sum', 'ratio'),
    ),
    [0, 0, 0, null, null, null, null, null],
    (s) => s.is('id', 'lt', 0),
  ),
  totals('an average rounds half away from zero', val(agg('avg', 'quantity')), ['2.666667'], (s) => s.is('id', 'in', [1, 4, 8])),
  totals('an average below zero', val(agg('avg', 'quantity')), ['-0.333333'], (s) => s.is('id', 'in', [3, 4, 9])),
  totals('an average of decimals', val(agg('avg', 'price'), agg('sum', 'price')), ['9.66333333', '28.99'], (s) =>
    s.is('id', 'in', [6, 7, 8]),
  ),
  totals(
    'sums beyond 2^53',
    val(agg('sum', 'big'), agg('avg', 'big'), agg('min', 'big'), agg('max', 'big')),
    ['18014398509481985', '9007199254740992.500000', '9007199254740992', '9007199254740993'],
    (s) => s.is('id', 'in', [1, 2]),
  ),
  totals('64-bit numbers are least and greatest as numbers', val(agg('min', 'big'), agg('max', 'big')), ['-10', '9999999999999999']),
  totals('decimals are least and greatest as numbers', val(agg('min', 'price'), agg('max', 'price'), agg('sum', 'weight')), [
    '-0.03',
    '99999.99',
    '12362.6357',
  ]),
  totals('text is distinct, least and greatest by code point', val(agg('countDistinct', 'tone'), agg('min', 'tone'), agg('max', 'tone')), [
    8,
    ' red',
    ASTRAL,
  ]),
  totals(
    'days and moments',
    val(
      agg('min', 'madeOn'),
      agg('max', 'madeOn'),
      agg('min', 'opensAt'),
      agg('max', 'opensAt'),
      agg('max', 'touchedAt'),
      agg('min', 'createdAt'),
    ),
    ['1999-12-31', '2024-12-30', '00:00:00.000', '23:59:59.999', '2021-01-04T00:00:00.000001Z', '2020-12-31T23:59:59.999Z'],
  ),
  totals(
    'floats',
    val(agg('sum', 'ratio'), agg('avg', 'ratio'), agg('min', 'ratio'), agg('max', 'ratio')),
    [-0.375, -0.09375, -2.25, 1.5],
    (s) => s.is('id', 'in', [1, 2, 3, 11, 12]),
  ),
  totals(
    'distinct decimals, enums, booleans',
    val(agg('countDistinct', 'price'), agg('countDistinct', 'status'), agg('countDistinct', 'active')),
    [10, 4, 2],
  ),
  totals(
    'through a relation',
    val(agg('countDistinct', f('country', 'maker')), agg('max', f('name', 'maker')), agg('count', f('id', 'maker'))),
    [3, 'Dune', 10],
  ),
  totals('nested', val(agg('max', 'origin.level'), agg('sum', 'origin.fee'), agg('avg', 'origin.fee'), agg('count', 'origin.city')), [
    10,
    '21.00',
    '5.25000000',
    5,
  ]),
  make(
    'computed',
    (s) => ({
      model: 'Item',
      select: val(agg('sum', s.computed('Item', 'total')), agg('avg', s.computed('Item', 'total'))),
      where: s.is('id', 'lt', 4),
    }),
    [['59.97', '29.98500000']],
  ),
  make('one row over everything', (s) => ({ model: 'Item', select: val(agg('count')), where: s.is('id', 'lt', 0), group: [] }), [[0]]),
  make(
    'one row that having refuses',
    (s) => ({ model: 'Item', select: val(agg('count')), where: s.is('id', 'lt', 100), group: [], having: s.is(agg('count'), 'gt', 12) }),
    [],
  ),
]

/** Groups of the hand-written items: the keys, then how many. */
const groups = (
  name: string,
  group: NonNullable<Read['group']>,
  rows: readonly (readonly unknown[])[],
  more: (say: Say) => Partial<Read> = () => ({}),
): Case =>
  make(
    name,
    (s) => ({
      model: 'Item',
      select: [...keys(group.length), ...val(agg('count'))],
      where: s.is('id', 'lt', 100),
      group,
      order: group.map((key) => by(key)),
      ...more(s),
    }),
    rows as never,
  )

const grouping: readonly Case[] = [
  groups(
    'by an enum, in order of its names',
    [f('status')],
    [
      [null, 2],
      ['ALPHA', 3],
      ['BETA', 2],
      ['GAMMA', 3],
      ['OMEGA', 2],
    ],
  ),
  groups(
    'by text, exactly',
    [f('tone')],
    [
      [null, 2],
      [' red', 1],
      ['Red', 1],
      ['blue', 2],
      ['red', 2],
      ['red ', 1],
      ['r\u00e9d', 1],
      [WIDE_TILDE, 1],
      [ASTRAL, 1],
    ],
  ),
  groups(
    'by ISO week at the turn of the year',
    [bucket('madeOn', 'WEEK')],
    [
      [null, 2],
      ['1999-12-27', 1],
      ['2018-12-31', 2],
      ['2020-12-28', 4],
      ['2021-01-04', 1],
      ['2024-02-26', 1],
      ['2024-12-30', 1],
    ],
  ),
  groups(
    'by year',
    [bucket('madeOn', 'YEAR')],
    [
      [null, 2],
      ['1999-01-01', 1],
      ['2018-01-01', 1],
      ['2019-01-01', 1],
      ['2020-01-01', 2],
      ['2021-01-01', 3],
      ['2024-01-01', 2],
    ],
  ),
  groups(
    'by quarter',
    [bucket('createdAt', 'QUARTER')],
    [
      ['2020-10-01T00:00:00.000Z', 1],
      ['2021-01-01T00:00:00.000Z', 4],
      ['2021-04-01T00:00:00.000Z', 4],
      ['2021-07-01T00:00:00.000Z', 1],
      ['2021-10-01T00:00:00.000Z', 1],
      ['2022-01-01T00:00:00.000Z', 1],
    ],
  ),
  groups('by month', [bucket('createdAt', 'MONTH')], [['2021-04-01T00:00:00.000Z', 3]], (s) => ({ where: s.is('id', 'in', [6, 7, 8]) })),
  groups(
    'by day',
    [bucket('createdAt', 'DAY')],
    [
      ['2020-12-31T00:00:00.000Z', 1],
      ['2021-01-01T00:00:00.000Z', 1],
      ['2021-01-03T00:00:00.000Z', 1],
    ],
    (s) => ({ where: s.is('id', 'lt', 4) }),
  ),
  groups(
    'by hour',
    [bucket('createdAt', 'HOUR')],
    [
      ['2021-03-31T12:00:00.000Z', 1],
      ['2021-04-01T00:00:00.000Z', 3],
      ['2021-06-30T23:00:00.000Z', 1],
    ],
    (s) => ({ where: s.is('id', 'in', [5, 6, 7, 8, 9]) }),
  ),
  groups(
    'by week of microseconds',
    [bucket('touchedAt', 'WEEK')],
    [
      [null, 8],
      ['2020-12-28T00:00:00.000000Z', 3],
      ['2021-01-04T00:00:00.000000Z', 1],
    ],
  ),
  groups(
    'by a field of a related row',
    [f('name', 'category')],
    [
      [null, 2],
      ['Hand', 4],
      ['Power', 2],
      ['Saws', 3],
      ['Tools', 1],
    ],
  ),
  groups(
    'by a nested field',
    [f('origin.city')],
    [
      [null, 7],
      ['Bergen', 1],
      ['Oslo', 1],
      ['Oslo ', 1],
      ['Z\u00fcrich', 1],
      ['oslo', 1],
    ],
  ),
  groups(
    'by two fields',
    [f('active'), f('status')],
    [
      [true, 'ALPHA', 2],
      [true, 'BETA', 2],
      [true, 'GAMMA', 1],
    ],
    (s) => ({ where: all(s.is('id', 'lt', 100), s.is('active', 'eq', true)) }),
  ),
  groups(
    'by decimals',
    [f('price')],
    [
      ['9.50', 2],
      ['10.00', 2],
    ],
    (s) => ({ having: s.is(agg('count'), 'gt', 1) }),
  ),
  groups(
    'by 64-bit numbers',
    [f('big')],
    [
      ['9007199254740992', 1],
      ['9007199254740993', 1],
      ['9007199254740994', 1],
    ],
    (s) => ({ where: s.is('id', 'in', [1, 2, 4]) }),
  ),
  groups(
    'having count',
    [f('name', 'category')],
    [
      ['Hand', 4],
      ['Saws', 3],
    ],
    (s) => ({ having: s.is(agg('count'), 'gt', 2) }),
  ),
  groups(
    'having sum, in order of it',
    [f('status')],
    [
      ['GAMMA', 3],
      ['ALPHA', 3],
      ['OMEGA', 2],
    ],
    (s) => ({ having: s.is(agg('sum', 'quantity'), 'gt', '5'), order: [by(agg('sum', 'quantity'), 'desc'), by('status')] }),
  ),
  groups(
    'having nothing to sum',
    [f('tone')],
    [
      ['Red', 1],
      [WIDE_TILDE, 1],
    ],
    () => ({ having: isNull(agg('sum', 'quantity')) }),
  ),
  groups('having avg', [f('status')], [['GAMMA', 3]], (s) => ({ having: s.is(agg('avg', 'quantity'), 'eq', '35.333333') })),
  groups(
    'a page of groups',
    [f('status')],
    [
      ['GAMMA', 3],
      [null, 2],
    ],
    (s) => ({ order: [by(agg('count'), 'desc'), by('status')], ...s.page(2, 1) }),
  ),
  groups(
    'the last groups',
    [f('status')],
    [
      ['BETA', 2],
      ['OMEGA', 2],
    ],
    (s) => ({ order: [by(agg('count'), 'desc'), by('status')], ...s.page(2, undefined, true) }),
  ),
  groups('groups of nothing', [f('status')], [], (s) => ({ where: s.is('id', 'lt', 0) })),
  make(
    'aggregates of groups',
    (s) => ({
      model: 'Stock',
      select: [...keys(2), ...val(agg('sum', 'amount'), agg('avg', 'cost'), agg('count', 'amount'))],
      where: s.is('hall', 'in', ['A', 'B']),
      group: [f('hall'), f('number')],
      order: [by('hall'), by('number')],
    }),
    [
      ['A', 1, '10', '0.835333333', 3],
      ['A', 2, '7', null, 1],
      ['B', 1, '4', '-2.000000000', 2],
    ],
  ),
]

export const totalCases: readonly Case[] = [...under('value', values), ...under('aggregate', aggregates), ...under('group', grouping)]
