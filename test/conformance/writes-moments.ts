/** Writes of rows that dates, times, moments and decimals identify. */

import type { Value } from '../../src/base/json.ts'
import { any, f, none, some } from './say.ts'
import { fails, insert, meets, remove, update, type WriteCase } from './writes-say.ts'

const EVE = '2020-12-31'
const [FIRST, SECOND, THIRD] = ['2021-01-01T00:00:00.000001Z', '2021-01-01T00:00:00.000002Z', '2021-01-01T00:00:00.000003Z']
const START = '2021-01-01T00:00:00Z'

const use = (of: Readonly<Record<string, Value>>) => ({ level: '1.0000', at: THIRD, starts: START, opens: '12:00:00.000', ...of })
const tariff = (of: Readonly<Record<string, Value>>) => ({ day: EVE, price: '2.00', version: 1, ...of })

export const momentCases: readonly WriteCase[] = [
  {
    name: 'new rows beside those with nearly the same keys',
    steps: [
      insert(
        'Tariff',
        [tariff({ price: '1.51' }), tariff({ day: '2021-01-01', price: '1.50' }), tariff({ day: '9999-12-31', price: '9999999999.99' })],
        meets(3),
      ),
      insert('Use', [use({ level: '0.0001', day: '2021-01-01', price: '1.50' }), use({ at: SECOND, opens: '00:00:00.002' })], meets(2)),
    ],
    after: [{ model: 'Use', where: { level: '0.0001', at: THIRD }, has: { day: '2021-01-01', price: '1.50', opens: '12:00:00.000' } }],
  },
  { name: 'a day and a decimal twice', steps: [insert('Tariff', [tariff({ price: '1.05' })], fails('UNIQUE_VIOLATION', 'day', 'price'))] },
  {
    name: 'a decimal and a moment twice',
    steps: [insert('Use', [use({ level: '0.0001', at: SECOND })], fails('UNIQUE_VIOLATION', 'level', 'at'))],
  },
  {
    name: 'a moment and a time twice',
    steps: [insert('Use', [use({ opens: '00:00:00.001' })], fails('UNIQUE_VIOLATION', 'starts', 'opens'))],
  },
  {
    name: 'a reference by a day and a decimal to nothing',
    steps: [insert('Use', [use({ day: EVE, price: '1.51' })], fails('FOREIGN_KEY_VIOLATION', 'day', 'price'))],
  },
  { name: 'half a reference by a day and a decimal', steps: [insert('Use', [use({ price: '1.51' })], meets(1))] },
  {
    name: 'or update, by a day and a decimal',
    steps: [
      insert('Tariff', [tariff({ price: '1.50', note: 'new' })], meets(1), {
        target: ['day', 'price'],
        set: ({ set, add }) => [set('note', 'old'), add('version', 1)],
      }),
      insert('Tariff', [tariff({ price: '1.49', note: 'new' })], meets(1), {
        target: ['day', 'price'],
        set: ({ set }) => [set('note', 'old')],
      }),
    ],
    after: [
      { model: 'Tariff', where: { day: EVE, price: '1.50' }, has: { note: 'old', version: 2 } },
      { model: 'Tariff', where: { day: EVE, price: '1.49' }, has: { note: 'new', version: 1 } },
    ],
  },
  {
    name: 'or update, by a decimal and a moment',
    steps: [
      insert('Use', [use({ level: '0.0001', at: FIRST })], meets(1), { target: ['level', 'at'], set: ({ add }) => [add('amount', 9)] }),
      insert('Use', [use({ level: '0.0001', at: THIRD })], meets(1), { target: ['level', 'at'], set: ({ add }) => [add('amount', 9)] }),
    ],
    after: [{ model: 'Use', where: { level: '0.0001', at: FIRST }, has: { amount: 10, opens: '00:00:00.000' } }],
  },
  {
    name: 'or update, by a moment and a time',
    steps: [
      insert('Use', [use({ opens: '00:00:00.001' })], meets(1), {
        target: ['starts', 'opens'],
        set: ({ set }) => [set('opens', '00:00:00.003')],
      }),
    ],
    after: [{ model: 'Use', where: { level: '0.0001', at: SECOND }, has: { opens: '00:00:00.003' } }],
  },
  {
    name: 'or nothing, by a decimal and a moment',
    steps: [
      insert(
        'Use',
        [use({ level: '2.5000', at: '1969-12-31T23:59:59.999999Z' }), use({})],
        {},
        { target: ['level', 'at'], set: 'nothing' },
      ),
    ],
  },
  {
    name: 'by a day and a decimal',
    steps: [
      update('Tariff', { day: EVE, price: '1.50' }, ({ set, add }) => [set('note', 'x'), add('version', 1)], meets(1)),
      update('Tariff', { day: EVE, price: '1.51' }, ({ set }) => [set('note', 'x')], meets(0)),
    ],
    after: [{ model: 'Tariff', where: { day: EVE, price: '1.50' }, has: { note: 'x', version: 2 } }],
  },
  {
    name: 'by a decimal and a moment',
    steps: [
      update(
        'Use',
        { level: '0.0001', at: SECOND },
        ({ set }) => [set('day', '1000-01-01'), set('price', '-0.10'), set('opens', '23:59:59.999')],
        meets(1),
      ),
    ],
    after: [
      {
        model: 'Use',
        where: { level: '0.0001', at: SECOND },
        has: { day: '1000-01-01', price: '-0.10', opens: '23:59:59.999', amount: 2 },
      },
    ],
  },
  {
    name: 'by a time in a list',
    steps: [
      update(
        'Use',
        ({ is }) => is('opens', 'in', ['00:00:00.001', '23:59:59.999']),
        ({ add }) => [add('amount', 10)],
        meets(2),
      ),
    ],
  },
  {
    name: 'by keys of a decimal and a moment',
    steps: [
      update(
        'Use',
        ({ is }) => any(...[FIRST, THIRD].map((at) => ({ kind: 'and' as const, of: [is('level', 'eq', '0.0001'), is('at', 'eq', at)] }))),
        ({ set }) => [set('amount', 7)],
        meets(1),
      ),
    ],
  },
  {
    name: 'by the row that a day and a decimal refer to',
    steps: [
      update(
        'Use',
        ({ is }) => is(f('note', 'tariff'), 'eq', 'a'),
        ({ set }) => [set('amount', 0)],
        meets(2),
      ),
      update(
        'Tariff',
        ({ is }) => some('uses', is('at', 'eq', SECOND)),
        ({ set }) => [set('note', 'used')],
        meets(1),
      ),
    ],
  },
  {
    name: 'to a day and a decimal of nothing',
    steps: [update('Use', { level: '2.5000' }, ({ set }) => [set('price', '1.51')], fails('FOREIGN_KEY_VIOLATION', 'day', 'price'))],
  },
  { name: 'half a reference made whole', steps: [update('Use', { level: '2.5000' }, ({ set }) => [set('price', '1.05')], meets(1))] },
  {
    name: 'a key of a day and a decimal that no row refers to',
    unless: { engine: 'mongodb', because: 'A document keeps its key.' },
    steps: [update('Tariff', { day: EVE, price: '1.05' }, ({ set }) => [set('day', '2021-01-01'), set('price', '1.50')], meets(1))],
  },
  {
    name: 'removed by keys of moments and decimals',
    steps: [
      remove('Use', { level: '0.0001', at: FIRST }, meets(1)),
      remove('Use', { level: '0.0001', at: FIRST }, meets(0)),
      remove('Use', { starts: START, opens: '00:00:00.001' }, meets(1)),
      remove('Tariff', { day: EVE, price: '1.50' }, meets(1)),
    ],
  },
  { name: 'removed by days that nothing refers to', steps: [remove('Tariff', () => none('uses'), meets(2))] },
  {
    name: 'a day and a decimal removed under rows that refer to it',
    steps: [remove('Tariff', { day: EVE, price: '1.50' }, fails('FOREIGN_KEY_VIOLATION'))],
  },
]
