/** Hand-written cases: batches and fills by dates, times, moments and decimals, which only the planner asks for. */

import type { Value } from '../../src/base/json.ts'
import type { ScalarType } from '../../src/model/scalars.ts'
import type { Operand, Predicate } from '../../src/query/query.ts'
import { BEFORE, END, EPOCH, EVE, handWritten, NEW, NEXT, READINGS, readings, SLOTS, ZERO } from './cases-moments.ts'
import { LAST, OLD, TICKS } from './rows-moments.ts'
import { agg, by, type Case, isNull, make, path, type Say, under, val } from './say.ts'

const RATE_KEYS = [
  [EVE, '1.50'],
  [EVE, '1.05'],
  [NEW, '-0.10'],
  [LAST, '9999999999.99'],
  [NEW, '1.05'],
]
const onRate = [path('day'), path('price')]
const onSlot = [path('starts'), path('opens')]
const through = { model: 'Reading', near: onRate, far: onSlot }

const batches: readonly Case[] = [
  make('rows by a day and a decimal', (s) => ({ model: 'Rate', select: val('label'), each: { keys: s.bind(RATE_KEYS), on: onRate } }), [
    [EVE, '1.50', 'a'],
    [EVE, '1.05', 'b'],
    [NEW, '-0.10', 'd'],
    [LAST, '9999999999.99', 'f'],
  ]),
  make(
    'rows by a decimal and a moment',
    (s) => ({
      model: 'Reading',
      select: val('amount'),
      each: { keys: s.bind([...READINGS, ['0.0001', TICKS[2]]]), on: [path('level'), path('at')] },
    }),
    READINGS.map(([level = '', at = ''], i) => [level, at, [6, 8, 1, 2, 3, 4, 5, 7][i] ?? null]),
  ),
  make(
    'rows by a moment and a time',
    (s) => ({ model: 'Slot', select: val('seats'), each: { keys: s.bind([...SLOTS, [NEXT, '00:00:00.000']]), on: onSlot } }),
    SLOTS.map(([starts = '', opens = ''], i) => [starts, opens, [null, 1, 2, 3][i] ?? null]),
  ),
  make(
    'a page per key',
    (s) => ({
      model: 'Reading',
      select: val('amount'),
      order: [by('amount', 'desc')],
      ...s.page(1),
      each: { keys: s.bind(RATE_KEYS), on: onRate },
    }),
    [
      [EVE, '1.50', 8],
      [EVE, '1.05', 5],
      [LAST, '9999999999.99', 7],
    ],
  ),
  make(
    'totals per key',
    (s) => ({ model: 'Reading', select: val(agg('count'), agg('max', 'at')), each: { keys: s.bind(RATE_KEYS), on: onRate } }),
    [
      [EVE, '1.50', 3, TICKS[1]],
      [EVE, '1.05', 1, TICKS[2]],
      [LAST, '9999999999.99', 1, END],
    ],
  ),
  make(
    'through',
    (s) => ({
      model: 'Slot',
      select: val('seats'),
      order: [by('starts'), by('opens')],
      each: { keys: s.bind(RATE_KEYS), on: onSlot, through },
    }),
    [
      [EVE, '1.50', 1],
      [EVE, '1.50', 2],
    ],
  ),
  make(
    'through, with an owner',
    (s) => ({
      model: 'Slot',
      select: val('seats'),
      order: [by('starts'), by('opens')],
      ...s.page(1),
      each: {
        keys: s.bind([
          ['p', EVE, '1.50'],
          ['q', EVE, '1.50'],
          ['q', NEW, '1.50'],
        ]),
        on: onSlot,
        through,
        owner: 1,
      },
    }),
    [
      ['p', 1],
      ['q', null],
    ],
  ),
  make(
    'an owner',
    (s) => ({
      model: 'Rate',
      select: val('label'),
      order: [by('label')],
      each: {
        keys: s.bind([
          [1, EVE, '1.05'],
          [1, EVE, '1.50'],
          [2, NEW, '-0.10'],
        ]),
        on: onRate,
        owner: 1,
      },
    }),
    [
      [1, 'a'],
      [1, 'b'],
      [2, 'd'],
    ],
  ),
  ...(
    [
      [
        'Reading',
        'opens',
        ['00:00:00.000', '23:59:59.999', '00:00:00.002'],
        [
          ['00:00:00.000', 4],
          ['23:59:59.999', 1],
        ],
      ],
      [
        'Reading',
        'level',
        ['0.0001', '-2.5000', '0.0002'],
        [
          ['0.0001', 2],
          ['-2.5000', 1],
        ],
      ],
      [
        'Reading',
        'at',
        [TICKS[0], BEFORE, END, '2021-01-01T00:00:00.000003Z'],
        [
          [TICKS[0], 2],
          [BEFORE, 1],
          [END, 1],
        ],
      ],
      [
        'Reading',
        'starts',
        [ZERO, EPOCH, NEXT],
        [
          [ZERO, 6],
          [EPOCH, 1],
        ],
      ],
      [
        'Rate',
        'day',
        [OLD, EVE, LAST, '1999-01-01'],
        [
          [OLD, 1],
          [EVE, 2],
          [LAST, 1],
        ],
      ],
    ] as const
  ).map(([model, field, of, rows]) =>
    make(
      `by ${field} alone`,
      (s) => ({
        model,
        select: val(agg('count')),
        where: handWritten(s),
        each: { keys: s.bind(of.map((key) => [key])), on: [path(field)] },
      }),
      rows,
    ),
  ),
]

const member = (s: Say, fields: readonly string[], of: readonly (readonly Value[])[], negated = false): Predicate => ({
  ...{ kind: 'member', fields: fields.map(path), of: s.bind(of), negated },
})

const [LATE, SOON] = ['1969-12-31T23:59:59.999Z', '2021-01-01T00:00:00.001Z']

const fills: readonly Case[] = [
  readings('among days and decimals', (s) => member(s, ['day', 'price'], RATE_KEYS), [1, 2, 5, 7, 8]),
  readings('not among days and decimals', (s) => member(s, ['day', 'price'], RATE_KEYS, true), [3, 4, 6]),
  readings('among moments and times', (s) => member(s, ['starts', 'opens'], SLOTS.slice(0, 2)), [1, 3, 4, 6, 8]),
  readings('among times', (s) => member(s, ['opens'], [['00:00:00.001'], ['23:59:59.999']]), [2, 7]),
  readings('not among times', (s) => member(s, ['opens'], [['00:00:00.000'], ['23:59:59.999']], true), [2, 4, 5]),
  readings('among decimals', (s) => member(s, ['level'], [['0.0001'], ['2.5000']]), [1, 2, 4, 5]),
  readings('among moments', (s) => member(s, ['at'], [[TICKS[0]], [BEFORE]]), [1, 3, 4]),
  readings('among days', (s) => member(s, ['day'], [[EVE], [OLD]]), [1, 2, 5, 8]),
  readings('not among days', (s) => member(s, ['day'], [[EVE], [OLD]], true), [3, 4, 6, 7]),
  make(
    'looked up by a day and a decimal, and by a moment and a time',
    (s) => {
      const rank: Operand = {
        ...{ kind: 'lookup' as const, via: [], fields: onRate, as: { kind: 'time', precision: 3 } },
        table: s.bind([
          [EVE, '1.50', '10:00:00.001'],
          [NEW, '1.50', '09:00:00.000'],
        ]),
      }
      const other: Operand = {
        ...{ kind: 'lookup' as const, via: [], fields: onSlot, as: { kind: 'dateTime', precision: 3 } },
        table: s.bind([
          [ZERO, '00:00:00.000', SOON],
          [EPOCH, '12:34:56.700', LATE],
        ]),
      }
      return {
        model: 'Reading',
        select: val('amount', rank, other),
        where: handWritten(s),
        order: [by(rank), by(other, 'desc'), by('amount')],
      }
    },
    [
      [6, null, SOON],
      [5, null, null],
      [7, null, null],
      [3, '09:00:00.000', SOON],
      [4, '09:00:00.000', LATE],
      [1, '10:00:00.001', SOON],
      [8, '10:00:00.001', SOON],
      [2, '10:00:00.001', null],
    ],
  ),
  make(
    'looked up by a decimal alone, as a day and as a decimal',
    (s) => {
      const found = (as: ScalarType, table: readonly (readonly Value[])[]): Operand => ({
        ...{ kind: 'lookup', via: [], fields: [path('level')], table: s.bind(table), as },
      })
      const day = found({ kind: 'date' }, [
        ['2.5000', LAST],
        ['0.0001', OLD],
      ])
      const price = found({ kind: 'decimal', precision: 8, scale: 3 }, [
        ['2.5000', '10.000'],
        ['0.0001', '9.125'],
      ])
      const where = handWritten(s, isNull(day, true))
      return { model: 'Reading', select: val('amount', day, price), where, order: [by(price), by(day), by('amount')] }
    },
    [
      [1, OLD, '9.125'],
      [2, OLD, '9.125'],
      [4, LAST, '10.000'],
      [5, LAST, '10.000'],
    ],
  ),
]

export const keyedMomentCases: readonly Case[] = [...under('keyed by moments', batches), ...under('filled with moments', fills)]
