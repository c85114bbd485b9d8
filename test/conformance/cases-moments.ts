/** Hand-written cases: rows that dates, times, moments and decimals identify and join. */

import type { Value } from '../../src/base/json.ts'
import type { Order, Predicate, Read } from '../../src/query/query.ts'
import { LAST, OLD, TICKS } from './rows-moments.ts'
import { agg, all, any, bucket, by, type Case, count, f, keys, make, nested, none, type Say, some, under, val } from './say.ts'

export const EVE = '2020-12-31'
export const NEW = '2021-01-01'
export const [ZERO, NEXT, EPOCH] = ['2021-01-01T00:00:00Z', '2021-01-01T00:00:01Z', '1969-12-31T23:59:59Z']
export const BEFORE = '1969-12-31T23:59:59.999999Z'
export const END = '9999-12-31T23:59:59.999999Z'

export const handWritten = (s: Say, where?: Predicate) =>
  where === undefined ? s.is('byHand', 'eq', true) : all(s.is('byHand', 'eq', true), where)

/** The amounts of the readings written by hand for which a filter is true: 1 to 8, in the order in which they are written. */
export const readings = (name: string, where: (s: Say) => Predicate, amounts: readonly number[]): Case =>
  make(
    name,
    (s) => ({ model: 'Reading', select: val('amount'), where: handWritten(s, where(s)), order: [by('amount')] }),
    amounts.map((amount) => [amount]),
  )

/** The labels of the rates written by hand for which a filter is true. */
const rates = (name: string, where: (s: Say) => Predicate, labels: string): Case =>
  make(
    name,
    (s) => ({ model: 'Rate', select: val('label'), where: handWritten(s, where(s)), order: [by('label')] }),
    [...labels].map((label) => [label]),
  )

const filters: readonly Case[] = [
  readings('by the key', (s) => all(s.is('level', 'eq', '0.0001'), s.is('at', 'eq', TICKS[1])), [2]),
  readings(
    'a key in a list of keys',
    (s) => any(...[TICKS[0], TICKS[2]].map((at) => all(s.is('level', 'in', ['0.0010', '2.5000']), s.is('at', 'eq', at)))),
    [3, 5],
  ),
  readings('decimals in a list', (s) => s.is('level', 'in', ['2.5000', '0.0000', '999999.9999']), [4, 5, 7, 8]),
  readings('decimals in no list', (s) => s.isnt('price', 'in', ['1.50', '9999999999.99']), [5]),
  readings('moments in a list', (s) => s.is('at', 'in', [TICKS[0], BEFORE, END]), [1, 3, 4, 7]),
  readings('moments in no list', (s) => s.isnt('starts', 'in', [ZERO]), [4]),
  readings('times in a list', (s) => s.is('opens', 'in', ['12:34:56.700', '00:00:00.001', '23:59:59.999']), [2, 4, 7]),
  readings('days in a list', (s) => s.is('day', 'in', [NEW, LAST]), [3, 4, 7]),
  readings('behind a key', (s) => s.after([by('level'), by('at')], ['0.0001', TICKS[0]]), [2, 3, 4, 5, 7]),
  readings('behind a key, from the end', (s) => s.after([by('at', 'desc'), by('level', 'desc')], [TICKS[0], '0.0010']), [1, 4, 8]),
  readings('to-one', (s) => some('rate', s.is('price', 'eq', '1.50')), [1, 2, 3, 4, 8]),
  readings('to-one: half a reference is none', () => none('rate'), [6]),
  readings('to-one by a time and a moment', (s) => some('slot', s.is('seats', 'lt', 3)), [1, 2, 3, 6, 8]),
  readings('to-one, none', () => none('slot'), [5, 7]),
  readings('through two', (s) => s.is(f('label', 'rate', 'other'), 'eq', 'a'), [3, 4, 5]),
  readings('the day of the rate', (s) => s.is(f('name', 'rate', 'of'), 'eq', 'eve'), [1, 2, 5, 8]),
  readings('to many by a moment', (s) => some('events', s.is('kind', 'eq', 'OPEN')), [1, 3, 5, 6]),
  readings('how many of a moment', (s) => s.is(count('events'), 'eq', 2), [1, 3]),
  readings('how many of a decimal', (s) => s.is(count('sameLevel'), 'eq', 2), [1, 2, 4, 5]),
  readings('how many of a time', (s) => s.is(count('sameTime'), 'eq', 4), [1, 3, 6, 8]),
  readings('to many by decimals of other lengths', (s) => some('items', s.is('id', 'lt', 100)), [1, 2, 4, 5, 8]),
  rates('to many', (s) => some('readings', s.is('amount', 'gt', 3)), 'abcf'),
  rates('to many, none', () => none('readings'), 'de'),
  rates('to itself', () => some('other'), 'bcf'),
  rates('to itself, the other way', () => some('others'), 'ad'),
  rates('many to many', (s) => some('slots', s.is('starts', 'eq', ZERO)), 'ac'),
  rates('many to many, each once', (s) => s.is(count('slots'), 'eq', 2), 'ac'),
  rates('to many by a decimal alone', (s) => some('items', s.is('id', 'lt', 100)), 'e'),
  make('to many by a day alone', (s) => ({
    ...{ model: 'Day', select: val('on', count('items', s.is('id', 'lt', 100))), where: handWritten(s), order: [by('on')] },
  })),
  make('to many by a time alone', (s) => ({
    ...{ model: 'Slot', select: val('opens', count('items', s.is('id', 'lt', 100))), where: handWritten(s), order: [by('opens')] },
  })),
]

/** Pages of two over the hand-written rows of a model by its key, each behind one of them: counted from the end where it goes down. */
const pages = (
  model: string,
  key: readonly string[],
  rows: readonly (readonly Value[])[],
  behind: Readonly<Record<'asc' | 'desc', readonly number[]>>,
): Case[] =>
  (['asc', 'desc'] as const).flatMap((direction) => {
    const order: Order[] = key.map((field) => by(field, direction))
    const ordered = direction === 'asc' ? rows : rows.toReversed()
    return behind[direction].map((n) =>
      make(
        `a page of ${model}, ${direction}, behind row ${n}`,
        (s) => ({ model, select: val(...key), where: handWritten(s, s.after(order, ordered[n - 1] ?? [])), order, ...s.page(2) }),
        ordered.slice(n, n + 2),
      ),
    )
  })

export const READINGS = [
  ['-2.5000', TICKS[2]],
  ['0.0000', '2021-01-01T00:00:00.000000Z'],
  ['0.0001', TICKS[0]],
  ['0.0001', TICKS[1]],
  ['0.0010', TICKS[0]],
  ['2.5000', BEFORE],
  ['2.5000', TICKS[2]],
  ['999999.9999', END],
]
const RATES = [
  [OLD, '9.50'],
  [EVE, '1.05'],
  [EVE, '1.50'],
  [NEW, '-0.10'],
  [NEW, '1.50'],
  [LAST, '9999999999.99'],
]
export const SLOTS = [
  [EPOCH, '12:34:56.700'],
  [ZERO, '00:00:00.000'],
  [ZERO, '00:00:00.001'],
  [NEXT, '23:59:59.999'],
]

const DAYS = [OLD, EVE, NEW, LAST].map((day) => [day])

const paged: readonly Case[] = [
  ...pages('Reading', ['level', 'at'], READINGS, { asc: [1, 2, 3, 6], desc: [2, 5] }),
  ...pages('Rate', ['day', 'price'], RATES, { asc: [1, 4], desc: [3] }),
  ...pages('Slot', ['starts', 'opens'], SLOTS, { asc: [2], desc: [2] }),
  ...pages('Day', ['on'], DAYS, { asc: [2], desc: [3] }),
]

const below: readonly Case[] = [
  make(
    'to-one by a day and a decimal, by a moment and a time',
    (s) => ({
      model: 'Reading',
      select: [
        ...val('amount'),
        nested('rate', { model: 'Rate', select: val('day', 'price', 'label') }, true),
        nested('slot', { model: 'Slot', select: val('starts', 'opens', 'seats') }, true),
      ],
      where: handWritten(s, s.is('amount', 'gt', 3)),
      order: [by('amount')],
    }),
    [
      [4, [[NEW, '1.50', 'c']], [[EPOCH, '12:34:56.700', null]]],
      [5, [[EVE, '1.05', 'b']], []],
      [6, [], [[ZERO, '00:00:00.000', 1]]],
      [7, [[LAST, '9999999999.99', 'f']], []],
      [8, [[EVE, '1.50', 'a']], [[ZERO, '00:00:00.000', 1]]],
    ],
  ),
  make(
    'a page of many for each, and how many there are',
    (s) => ({
      model: 'Rate',
      select: [
        ...val('label'),
        nested('readings', { model: 'Reading', select: val('amount', 'at'), order: [by('at', 'desc'), by('level')], ...s.page(2) }),
        nested('readings', { model: 'Reading', select: val(agg('count'), agg('min', 'at'), agg('max', 'level')) }),
      ],
      where: handWritten(s, s.is('label', 'in', ['a', 'b', 'c', 'f'])),
      order: [by('label')],
    }),
    [
      [
        'a',
        [
          [2, TICKS[1]],
          [1, TICKS[0]],
        ],
        [[3, '2021-01-01T00:00:00.000000Z', '0.0001']],
      ],
      ['b', [[5, TICKS[2]]], [[1, TICKS[2], '2.5000']]],
      [
        'c',
        [
          [3, TICKS[0]],
          [4, BEFORE],
        ],
        [[2, BEFORE, '2.5000']],
      ],
      ['f', [[7, END]], [[1, END, '999999.9999']]],
    ],
  ),
  make(
    'many to many, each once, both ways',
    (s) => ({
      model: 'Rate',
      select: [
        ...val('label'),
        nested('slots', {
          model: 'Slot',
          select: [
            ...val('starts', 'opens'),
            nested('rates', { model: 'Rate', select: val('day', 'price'), order: [by('day'), by('price')] }),
          ],
          order: [by('starts'), by('opens')],
        }),
      ],
      where: handWritten(s, s.is('label', 'in', ['a', 'b', 'c'])),
      order: [by('label')],
    }),
    [
      [
        'a',
        [
          [
            ZERO,
            '00:00:00.000',
            [
              [EVE, '1.50'],
              [NEW, '1.50'],
            ],
          ],
          [ZERO, '00:00:00.001', [[EVE, '1.50']]],
        ],
      ],
      ['b', []],
      [
        'c',
        [
          [EPOCH, '12:34:56.700', [[NEW, '1.50']]],
          [
            ZERO,
            '00:00:00.000',
            [
              [EVE, '1.50'],
              [NEW, '1.50'],
            ],
          ],
        ],
      ],
    ],
  ),
  make('days, rates, readings and slots, four deep', (s) => {
    const slot = nested('slot', { model: 'Slot', select: val('seats') }, true)
    const read: Read = { model: 'Reading', select: [...val('level'), slot], order: [by('level'), by('at')] }
    const rate: Read = { model: 'Rate', select: [...val('price'), nested('readings', read)], order: [by('price', 'desc')] }
    return { model: 'Day', select: [...val('on', 'name'), nested('rates', rate)], where: handWritten(s), order: [by('on')] }
  }),
  make('beside each other by one field', (s) => ({
    model: 'Reading',
    select: [
      ...val('amount'),
      nested('events', { model: 'Event', select: val('kind'), order: [by('id')] }),
      nested('sameLevel', { model: 'Reading', select: val('amount'), order: [by('amount')], ...s.page(1, 1) }),
      nested('sameTime', { model: 'Reading', select: val(agg('count'), agg('sum', 'amount')) }),
      nested('items', { model: 'Item', select: val('id', 'weight'), order: [by('id')] }),
    ],
    where: handWritten(s),
    order: [by('amount')],
  })),
  make('items by a day, a decimal and a time alone', (s) => ({
    model: 'Rate',
    select: [
      ...val('label'),
      nested('items', { model: 'Item', select: val('id', 'price'), order: [by('id')] }),
      nested(
        'of',
        { model: 'Day', select: [...val('name'), nested('items', { model: 'Item', select: val('id', 'madeOn'), order: [by('id')] })] },
        true,
      ),
    ],
    where: handWritten(s),
    order: [by('label')],
  })),
]

const groups: readonly Case[] = [
  make(
    'by the fields of a key',
    (s) => ({
      model: 'Reading',
      select: [...keys(2), ...val(agg('count'), agg('countDistinct', 'at'))],
      where: handWritten(s),
      group: [f('day'), f('price')],
      order: [by('day'), by('price')],
    }),
    [
      [null, '1.50', 1, 1],
      [EVE, '1.05', 1, 1],
      [EVE, '1.50', 3, 3],
      [NEW, '1.50', 2, 2],
      [LAST, '9999999999.99', 1, 1],
    ],
  ),
  make(
    'by a moment and a time',
    (s) => ({
      model: 'Reading',
      select: [...keys(2), ...val(agg('count'))],
      where: handWritten(s),
      group: [f('starts'), f('opens')],
      order: [by(agg('count'), 'desc'), by('starts'), by('opens')],
    }),
    [
      [ZERO, '00:00:00.000', 4],
      [null, '23:59:59.999', 1],
      [EPOCH, '12:34:56.700', 1],
      [ZERO, null, 1],
      [ZERO, '00:00:00.001', 1],
    ],
  ),
  make(
    'by a decimal, and how many moments',
    (s) => ({
      model: 'Reading',
      select: [...keys(1), ...val(agg('countDistinct', 'at'), agg('max', 'opens'))],
      where: handWritten(s, s.is('level', 'lt', '3.0000')),
      group: [f('level')],
      order: [by('level', 'desc')],
    }),
    [
      ['2.5000', 2, '12:34:56.700'],
      ['0.0010', 1, '00:00:00.000'],
      ['0.0001', 2, '00:00:00.001'],
      ['0.0000', 1, '00:00:00.000'],
      ['-2.5000', 1, '00:00:00.000'],
    ],
  ),
  make(
    'by the month of the day of the rate',
    (s) => ({
      model: 'Reading',
      select: [...keys(2), ...val(agg('sum', 'amount'))],
      where: handWritten(s),
      group: [{ ...bucket('day', 'MONTH'), of: f('day', 'rate') } as never, f('price', 'rate')],
      order: [by(agg('sum', 'amount'), 'desc'), by(agg('max', 'at'), 'desc')],
      ...s.page(2),
    }),
    [
      ['2020-12-01', '1.50', '11'],
      ['9999-12-01', '9999999999.99', '7'],
    ],
  ),
]

export const momentCases: readonly Case[] = [
  ...under('keys of moments', filters),
  ...under('pages by moments', paged),
  ...under('joined by moments', below),
  ...under('groups of moments', groups),
]
