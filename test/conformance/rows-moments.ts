/** Rows of the models that are keyed by dates, times, moments and decimals: those that cases speak of, and seeded ones beside them. */

import type { Random } from './random-numbers.ts'

type Loose = Readonly<Record<string, unknown>>

const hand = (rows: readonly Loose[]): readonly Loose[] => rows.map((row) => ({ ...row, byHand: true }))

/** The last days and the first, and the one before which seconds are counted backwards. */
export const OLD = '1000-01-01'
export const LAST = '9999-12-31'
const EVE = '2020-12-31'
const NEW = '2021-01-01'
const [ZERO, NEXT, EPOCH] = ['2021-01-01T00:00:00Z', '2021-01-01T00:00:01Z', '1969-12-31T23:59:59Z']
export const TICKS = ['2021-01-01T00:00:00.000001Z', '2021-01-01T00:00:00.000002Z', '2021-01-03T23:59:59.999999Z'] as const

export const handMoments: Readonly<Record<string, readonly Loose[]>> = {
  Day: hand([{ on: EVE, name: 'eve' }, { on: NEW, name: 'new' }, { on: OLD }, { on: LAST, name: 'last' }]),
  Rate: hand([
    { day: EVE, price: '1.50', label: 'a' },
    { day: EVE, price: '1.05', label: 'b', otherDay: EVE, otherPrice: '1.50' },
    { day: NEW, price: '1.50', label: 'c', otherDay: EVE, otherPrice: '1.50' },
    { day: NEW, price: '-0.10', label: 'd', otherDay: EVE },
    { day: OLD, price: '9.50', label: 'e' },
    { day: LAST, price: '9999999999.99', label: 'f', otherDay: NEW, otherPrice: '-0.10' },
  ]),
  Slot: hand([
    { starts: ZERO, opens: '00:00:00.000', seats: 1 },
    { starts: ZERO, opens: '00:00:00.001', seats: 2 },
    { starts: NEXT, opens: '23:59:59.999', seats: 3 },
    { starts: EPOCH, opens: '12:34:56.700' },
  ]),
  Reading: hand([
    { level: '0.0001', at: TICKS[0], amount: 1, day: EVE, price: '1.50', starts: ZERO, opens: '00:00:00.000' },
    { level: '0.0001', at: TICKS[1], amount: 2, day: EVE, price: '1.50', starts: ZERO, opens: '00:00:00.001' },
    { level: '0.0010', at: TICKS[0], amount: 3, day: NEW, price: '1.50', starts: ZERO, opens: '00:00:00.000' },
    { level: '2.5000', at: '1969-12-31T23:59:59.999999Z', amount: 4, day: NEW, price: '1.50', starts: EPOCH, opens: '12:34:56.700' },
    { level: '2.5000', at: TICKS[2], amount: 5, day: EVE, price: '1.05', starts: ZERO },
    { level: '-2.5000', at: TICKS[2], amount: 6, price: '1.50', starts: ZERO, opens: '00:00:00.000' },
    { level: '999999.9999', at: '9999-12-31T23:59:59.999999Z', amount: 7, day: LAST, price: '9999999999.99', opens: '23:59:59.999' },
    { level: '0.0000', at: '2021-01-01T00:00:00.000000Z', amount: 8, day: EVE, price: '1.50', starts: ZERO, opens: '00:00:00.000' },
  ]),
}

const two = (n: number) => String(n).padStart(2, '0')
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1)

/** Around few values, so that much of it joins; none is one of those written by hand. */
export function seededMoments(random: Random): Readonly<Record<string, readonly Loose[]>> {
  const maybe = <T>(make: () => T, nulls = 0.25): T | null => (random.chance(nulls) ? null : make())
  const unique = <T extends object>(rows: readonly T[], key: readonly (keyof T)[]): T[] => [
    ...new Map(rows.map((row) => [JSON.stringify(key.map((name) => row[name])), row])).values(),
  ]
  const second = () => `2022-0${random.int(1, 3)}-0${random.int(1, 2)}T${random.pick(['00:00:00', '23:59:59', '12:00:01'])}`
  const days = numbers(10).map((n) => ({
    on: `${random.pick([1899, 2019, 2024])}-${two(n)}-28`,
    name: maybe(() => random.pick(['x', 'X', 'y '])),
    byHand: false,
  }))
  const rates = unique(
    numbers(24).map((n) => ({
      day: random.pick(days).on,
      price: `${random.pick(['', '-'])}${random.int(1, 3)}.${random.pick(['00', '10', '01', '99'])}`,
      label: maybe(() => `rate ${n % 5}`),
      byHand: false,
    })),
    ['day', 'price'],
  ).map((rate, i, all) => {
    const other = i === 0 ? null : maybe(() => random.pick(all.slice(0, i)), 0.4)
    return { ...rate, otherDay: other?.day ?? null, otherPrice: random.chance(0.1) ? null : (other?.price ?? null) }
  })
  const slots = unique(
    numbers(20).map(() => ({
      starts: `${second()}Z`,
      opens: `${random.pick(['00:00:01', '08:00:00', '23:59:59'])}.${random.pick(['000', '999', '500'])}`,
      seats: maybe(() => random.int(0, 5)),
      byHand: false,
    })),
    ['starts', 'opens'],
  )
  const readings = unique(
    numbers(60).map(() => {
      const [rate, slot] = [maybe(() => random.pick(rates.slice(0, 12))), maybe(() => random.pick(slots.slice(0, 10)))]
      return {
        level: `${random.pick(['', '-'])}${random.int(3, 9)}.${random.pick(['0000', '0001', '5000', '9999'])}`,
        at: `${second()}.${random.pick(['000000', '999999', '000100', '123456', '123000'])}Z`,
        amount: maybe(() => random.int(-2, 9)),
        day: rate?.day ?? null,
        price: random.chance(0.1) ? null : (rate?.price ?? null),
        starts: slot?.starts ?? null,
        opens: random.chance(0.1) ? null : (slot?.opens ?? null),
        byHand: false,
      }
    }),
    ['level', 'at'],
  )
  return { Day: days, Rate: rates, Slot: slots, Reading: readings }
}
