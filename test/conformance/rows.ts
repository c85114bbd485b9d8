/** The rows of the conformance suite: those written by hand, and seeded ones beside them that never refer to them. */

import type { Value } from '../../src/base/json.ts'
import { modelOf } from '../../src/model/catalog.ts'
import type { FieldType } from '../../src/model/model.ts'
import { canonical } from '../../src/model/scalars.ts'
import { conformanceCatalog } from './catalog.ts'
import { type Random, randomFrom } from './random-numbers.ts'
import {
  ASTRAL,
  handCategories,
  handEvents,
  handItems,
  handMakers,
  handProfiles,
  handShelves,
  handStocks,
  UNFOLDED,
  WIDE_TILDE,
  WILD,
} from './rows-by-hand.ts'
import { handMoments, seededMoments } from './rows-moments.ts'

type Loose = Readonly<Record<string, unknown>>
type Row = Readonly<Record<string, Value>>

const WORDS = [
  'alpha',
  'Alpha',
  'ALPHA',
  'alpha ',
  ' alpha',
  'beta',
  'Beta',
  'be_ta',
  'b%',
  '',
  ' ',
  'Ärger',
  'ärger',
  'zed',
  'Zed',
  'été',
  WILD,
  ASTRAL,
]
const TEXTS = [
  ...WORDS,
  `${ASTRAL}${ASTRAL}`,
  WIDE_TILDE,
  UNFOLDED,
  'a\nb',
  'tab\there',
  'e\u0301t\u00e9',
  '日本語',
  "O'Neil",
  '"quoted"',
  'back\\slash',
]

const digits = (random: Random, count: number) => Array.from({ length: count }, () => random.int(0, 9)).join('')
const hex = (random: Random, count: number) => Array.from({ length: count }, () => random.int(0, 15).toString(16)).join('')
const two = (n: number) => String(n).padStart(2, '0')

/** Around few moments, so that there are ties and period borders. */
function day(random: Random): string {
  return random.weighted<() => string>([
    [
      3,
      () => random.pick(['2020-12-28', '2020-12-31', '2021-01-01', '2021-01-03', '2021-01-04', '2024-02-29', '2024-12-30', '2026-12-31']),
    ],
    [5, () => `${random.int(2019, 2022)}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`],
    [1, () => `19${two(random.int(10, 99))}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`],
  ])()
}

function clock(random: Random, precision: number): string {
  const time = random.pick([
    '00:00:00',
    '23:59:59',
    '12:00:00',
    `${two(random.int(0, 23))}:${two(random.int(0, 59))}:${two(random.int(0, 59))}`,
  ])
  return `${time}.${random.pick(['0'.repeat(precision), '9'.repeat(precision), digits(random, precision)])}`
}

const moment = (random: Random, precision: number) => `${day(random)}T${clock(random, precision)}Z`
const uuid = (random: Random) => `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 12)}`
const decimal = (random: Random, below: number, scale: number) =>
  `${random.chance(0.2) ? '-' : ''}${random.int(0, random.pick([9, 99, below - 1]))}.${random.pick(['0'.repeat(scale), digits(random, scale)])}`
/** Eighths sum up exactly in any order; the others do not, and the comparison allows for it. */
const float = (random: Random) => (random.chance(0.8) ? random.int(-80, 80) / 8 : random.pick([0.1, 0.2, 0.3, 1e-7, 12345.678]))

function jsonValue(random: Random): Value {
  const leaf = (): Value => random.pick<Value>(['x', 'X', 'x ', '', 1.5, 2, -3, 0, true, false, null, '1.5', ASTRAL])
  return random.weighted<() => Value>([
    [8, () => ({ a: { b: leaf(), n: leaf(), flag: leaf() }, k: leaf() })],
    [2, () => ({ a: leaf(), list: [leaf(), { b: leaf() }] })],
    [1, () => leaf() ?? {}],
    [1, () => [leaf(), leaf()]],
    [1, () => ({ 'a.b': leaf(), '"q"': leaf(), $d: leaf() })],
  ])()
}

function seeded(random: Random): Record<string, Loose[]> {
  const maybe = <T>(make: () => T, nulls = 0.25): T | null => (random.chance(nulls) ? null : make())
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1)
  const STATUSES = ['ALPHA', 'BETA', 'GAMMA', 'OMEGA']

  const categories: Loose[] = []
  for (const n of numbers(26))
    categories.push({
      code: `${random.pick(['c', 'd', 'é', ASTRAL, 'C-'])}${two(n)}`,
      name: random.pick(WORDS),
      rank: maybe(() => random.int(0, 4)),
      parentCode: categories.length === 0 ? null : maybe(() => random.pick(categories).code, 0.3),
    })
  const makers = numbers(26).map((n) => ({
    id: random.chance(0.5) ? String(9007199254741000n + BigInt(n)) : String(random.int(100, 999) * 100 + n),
    name: `${random.pick(WORDS).trim()} ${n}`,
    country: maybe(() => random.pick(['SE', 'se', 'DK', 'DK ', 'FI'])),
    rating: maybe(() => float(random)),
    founded: maybe(() => day(random)),
  }))
  const profiles = random.some(makers, 18).map((maker) => ({
    id: uuid(random),
    makerId: maker.id,
    bio: maybe(() => random.pick(TEXTS)),
    public: random.chance(0.5),
    joined: maybe(() => moment(random, 3)),
  }))
  const shelves: { hall: string; number: number; [key: string]: unknown }[] = []
  for (const n of numbers(26)) {
    const overflow = shelves.length === 0 ? null : maybe(() => random.pick(shelves), 0.4)
    shelves.push({
      hall: random.pick(['H1', 'H2', 'h3', 'é']),
      number: n * 10,
      label: maybe(() => random.pick(WORDS)),
      capacity: maybe(() => random.int(0, 6)),
      overflowHall: overflow?.hall ?? null,
      overflowNumber: random.chance(0.1) ? null : (overflow?.number ?? null),
    })
  }
  const items = numbers(40).map((n) => ({
    id: 100 + n,
    title: random.pick(TEXTS),
    note: maybe(() => random.pick(TEXTS)),
    tone: maybe(() => random.pick(WORDS.slice(0, 12))),
    quantity: maybe(() => random.int(-3, random.pick([3, 3, 30000]))),
    big: maybe(() => (random.chance(0.5) ? String(9007199254740990n + BigInt(random.int(0, 6))) : String(random.int(-9, 9)))),
    ratio: maybe(() => float(random)),
    active: maybe(() => random.chance(0.5)),
    price: decimal(random, 10_000, 2),
    weight: maybe(() => decimal(random, 1000, 4)),
    madeOn: maybe(() => day(random)),
    opensAt: maybe(() => clock(random, 3)),
    createdAt: moment(random, 3),
    touchedAt: maybe(() => moment(random, 6)),
    token: maybe(() => uuid(random)),
    data: maybe(() => jsonValue(random)),
    blob: maybe(() => Buffer.from(Array.from({ length: random.int(0, 4) }, () => random.int(0, 255))).toString('base64')),
    status: maybe(() => random.pick(STATUSES)),
    tags: maybe(() => Array.from({ length: random.int(0, 3) }, () => random.pick(WORDS))),
    scores: Array.from({ length: random.int(0, 3) }, () => random.int(-1, 4)),
    rates: maybe(() => Array.from({ length: random.int(0, 2) }, () => random.pick(['1.50', '2.00', '-0.25']))),
    origin: maybe(() => ({
      city: maybe(() => random.pick(TEXTS)),
      zip: maybe(() => digits(random, 4)),
      level: maybe(() => random.int(1, 12)),
      fee: maybe(() => decimal(random, 1000, 2)),
      since: maybe(() => day(random)),
      grade: maybe(() => random.pick(STATUSES)),
      spot: maybe(() => ({ lat: decimal(random, 90, 4), lon: maybe(() => float(random)), mark: maybe(() => random.pick(WORDS)) }), 0.4),
    })),
    categoryCode: maybe(() => random.pick(categories.slice(0, 12)).code, 0.2),
    makerId: maybe(() => random.pick(makers.slice(0, 12)).id, 0.2),
  }))
  const places = new Map<string, Loose>()
  for (const _ of numbers(60)) {
    const shelf = random.pick(shelves.slice(0, 14))
    const place = { itemId: random.pick(items.slice(0, 25)).id, hall: shelf.hall, number: shelf.number, batch: random.int(1, 2) }
    places.set(JSON.stringify(place), {
      ...place,
      amount: maybe(() => random.int(0, 9)),
      cost: maybe(() => decimal(random, 100, 3)),
      placedAt: moment(random, 6),
    })
  }
  const events = numbers(45).map(() => ({
    id: uuid(random),
    itemId: maybe(() => random.pick(items.slice(0, 20)).id, 0.15),
    at: moment(random, 6),
    day: day(random),
    kind: random.pick(['OPEN', 'CLOSE', 'MOVE']),
    value: maybe(() => decimal(random, 1000, 3)),
    payload: maybe(() => jsonValue(random)),
  }))
  return {
    Category: categories,
    Maker: makers,
    Profile: profiles,
    Shelf: shelves,
    Item: items,
    Stock: [...places.values()],
    Event: events,
  }
}

/** The canonical form by type; objects with every declared field, in its order. */
function canonicalOf(type: FieldType, value: unknown): Value {
  if (value === null || value === undefined) return null
  if (type.kind === 'list') return (value as unknown[]).map((entry) => canonicalOf(type.of, entry))
  if (type.kind === 'object')
    return Object.fromEntries(Object.entries(type.fields).map(([name, field]) => [name, canonicalOf(field.type, (value as Loose)[name])]))
  return canonical(type, value)
}

function build(): Map<string, readonly Row[]> {
  const catalog = conformanceCatalog()
  const more: Readonly<Record<string, readonly Loose[]>> = { ...seeded(randomFrom(20260131)), ...seededMoments(randomFrom(20261120)) }
  const byHand: Readonly<Record<string, readonly Loose[]>> = {
    Category: handCategories,
    Maker: handMakers,
    Profile: handProfiles,
    Shelf: handShelves,
    Item: handItems,
    Stock: handStocks,
    Event: handEvents,
    ...handMoments,
  }
  return new Map(
    Object.entries(byHand).map(([name, rows]) => {
      const fields = [...modelOf(catalog, name).fields.values()].filter((field) => field.computed === undefined)
      const complete = (row: Loose) => Object.fromEntries(fields.map((field) => [field.name, canonicalOf(field.type, row[field.name])]))
      return [name, [...rows, ...(more[name] ?? [])].map(complete)]
    }),
  )
}

/** Rows by model, canonical, every stored field present; in an order in which foreign keys hold row by row. */
export const conformanceRows: ReadonlyMap<string, readonly Row[]> = build()
