/** The rows that hand-written cases speak of: few enough to check an answer by eye. Absent fields are null. */

type Loose = Readonly<Record<string, unknown>>

/** U+1F600 stands above U+FF5E by code point, and below it by UTF-16 unit. */
export const ASTRAL = '\u{1f600}'
export const WIDE_TILDE = '\uff5e'
/** Every wildcard and quote of every engine's patterns. */
export const WILD = '100%_\\\'"*?[a]^$.'
/** The Kelvin sign and the dotted capital I: letters that only Unicode folding would fold into ASCII. */
export const UNFOLDED = '\u212a \u0130'

export const handCategories: readonly Loose[] = [
  { code: 'tools', name: 'Tools', rank: 2 },
  { code: 'hand', name: 'Hand', rank: 1, parentCode: 'tools' },
  { code: 'power', name: 'Power', parentCode: 'tools' },
  { code: 'saws', name: 'Saws', rank: 2, parentCode: 'hand' },
  { code: 'empty', name: 'Empty' },
]

export const BOLT = '9007199254740993'
export const DUNE = '9007199254740992'
export const CORE = '9223372036854775807'

export const handMakers: readonly Loose[] = [
  { id: '1', name: 'Acme', country: 'NO', rating: 4.5, founded: '1999-01-01' },
  { id: BOLT, name: 'Bolt' },
  { id: CORE, name: 'Core', country: 'no', rating: 0.1, founded: '2020-12-31' },
  { id: DUNE, name: 'Dune', country: 'NO ', rating: 4.5 },
]

export const handProfiles: readonly Loose[] = [
  { id: '00000000-0000-4000-8000-000000000001', makerId: '1', bio: 'first', public: true, joined: '2020-01-01T00:00:00.000Z' },
  { id: '00000000-0000-4000-8000-000000000002', makerId: BOLT, public: false },
]

export const handShelves: readonly Loose[] = [
  { hall: 'A', number: 1, label: 'a one', capacity: 10 },
  { hall: 'A', number: 2, overflowHall: 'A', overflowNumber: 1 },
  { hall: 'B', number: 1, label: 'b one', capacity: 5, overflowHall: 'A', overflowNumber: 1 },
  // Half a reference is none.
  { hall: 'B', number: 2, capacity: 5, overflowHall: 'B' },
]

const spot = { lat: '59.9000', lon: 10.5 }

export const handItems: readonly Loose[] = [
  {
    ...{ id: 1, title: 'Hammer', note: 'Heavy', tone: 'red', quantity: 3, big: '9007199254740993', ratio: 0.5, active: true },
    ...{ price: '19.99', weight: '1.5000', madeOn: '2020-12-31', opensAt: '08:00:00.000', createdAt: '2020-12-31T23:59:59.999Z' },
    ...{ touchedAt: '2020-12-31T23:59:59.999999Z', token: 'ffffffff-0000-4000-8000-000000000001', blob: 'AAEC', status: 'ALPHA' },
    ...{ data: { a: { b: 'x', n: 1.5, flag: true }, k: null }, tags: ['x', 'y'], scores: [1, 2], rates: ['1.50', '2.00'] },
    ...{ origin: { city: 'Oslo', zip: '0150', level: 1, fee: '2.50', since: '2020-01-01', grade: 'GAMMA', spot } },
    ...{ categoryCode: 'hand', makerId: '1' },
  },
  { id: 2, title: 'hammer', tone: 'Red', big: '9007199254740992', price: '10.00', createdAt: '2021-01-01T00:00:00.000Z', scores: [] },
  {
    ...{
      id: 3,
      title: 'Saw',
      note: '',
      tone: 'red ',
      quantity: 0,
      big: '-5',
      ratio: -2.25,
      active: false,
      price: '0.03',
      weight: '0.0000',
    },
    ...{ madeOn: '2021-01-03', opensAt: '23:59:59.999', createdAt: '2021-01-03T23:59:59.999Z', touchedAt: '2021-01-03T23:59:59.999999Z' },
    ...{ token: '00000000-ffff-4000-8000-000000000003', data: { a: 'text', 'a.b': 1, list: [1, 2] }, blob: '', status: 'GAMMA' },
    ...{ tags: [], scores: [0], rates: [], origin: {}, categoryCode: 'saws', makerId: BOLT },
  },
  {
    ...{ id: 4, title: 'Saw 100%', note: WILD, tone: 'red', quantity: -2, big: '9007199254740994', ratio: 0.1, active: true },
    ...{ price: '-0.03', weight: '0.0000', madeOn: '2021-01-04', opensAt: '00:00:00.000', createdAt: '2021-01-04T00:00:00.000Z' },
    ...{ touchedAt: '2021-01-03T23:59:59.999998Z', token: 'a0000000-0000-4000-8000-000000000004', status: 'BETA' },
    ...{ data: { a: { b: 'X', n: '1.5', flag: 'true' } }, tags: ['X'], scores: [2], rates: ['1.50'] },
    ...{ origin: { city: 'oslo', zip: '150', level: 2, spot: { lat: '59.9000', mark: 'm' } }, categoryCode: 'saws', makerId: DUNE },
  },
  {
    ...{
      id: 5,
      title: 'Drill',
      note: 'abc',
      quantity: 5,
      ratio: 0.2,
      active: false,
      price: '100.00',
      weight: '10.1234',
      madeOn: '2024-02-29',
    },
    ...{ opensAt: '08:00:00.001', createdAt: '2021-03-31T12:30:00.000Z', touchedAt: '2021-01-04T00:00:00.000001Z' },
    ...{ token: '0a000000-0000-4000-8000-0000000000ff', data: [1, { a: 1 }], status: 'OMEGA', tags: ['x'], scores: [1, 2, 3] },
    ...{ origin: { city: 'Bergen', level: 10, fee: '10.00' }, categoryCode: 'power', makerId: '1' },
  },
  {
    ...{ id: 6, title: 'Plane', note: 'abc ', tone: ASTRAL, quantity: 5, big: '0', ratio: 0.30000000000000004, price: '9.50' },
    ...{ madeOn: '2024-12-30', createdAt: '2021-04-01T00:00:00.000Z', data: 'just text', status: 'ALPHA', tags: ['y ', 'y'], scores: [-1] },
    ...{ origin: { city: 'Oslo ', level: 9, fee: '9.50' }, categoryCode: 'hand', makerId: '1' },
  },
  {
    ...{ id: 7, title: 'Plane', note: 'ABC', tone: WIDE_TILDE, big: '10', ratio: 0, active: true, price: '9.50', weight: '0.0001' },
    ...{ madeOn: '2021-01-01', createdAt: '2021-04-01T00:59:59.999Z', data: 42, status: 'BETA', tags: ['x', 'x'], scores: [] },
    ...{ categoryCode: 'hand', makerId: CORE },
  },
  {
    ...{ id: 8, title: 'Vise', note: `straße ${ASTRAL}`, tone: 'blue', quantity: 7, big: '9', ratio: 1e21, active: true, price: '9.99' },
    ...{ weight: '2.5000', madeOn: '1999-12-31', createdAt: '2021-04-01T00:00:00.001Z', data: { a: { b: null, n: 2 } }, status: 'GAMMA' },
    ...{ tags: [ASTRAL], scores: [100], origin: { city: 'Zürich', fee: '-1.00', since: '2021-01-01', grade: 'ALPHA' } },
    ...{ categoryCode: 'tools', makerId: BOLT },
  },
  {
    ...{ id: 9, title: 'Wrench', note: `STRASSE ${WIDE_TILDE}`, tone: 'blue', quantity: 1, ratio: 1e-7, active: false, price: '10.00' },
    ...{ weight: '2.5000', createdAt: '2021-06-30T23:00:00.000Z', data: { '"q"': 1, $d: 2 }, status: 'OMEGA', scores: [2, 1] },
  },
  {
    ...{ id: 10, title: 'Lathe', note: 'caf\u00e9', quantity: 2, big: '-10', price: '9.90', madeOn: '2018-12-31' },
    ...{ createdAt: '2021-07-01T00:00:00.000Z', data: { a: { b: 'x ', n: -3, flag: false }, list: { '0': 'zero' } }, tags: ['%'] },
    ...{ scores: [1], categoryCode: 'power', makerId: DUNE },
  },
  {
    ...{ id: 11, title: 'Jigsaw', note: 'cafe\u0301', tone: 'r\u00e9d', quantity: 2, big: '9999999999999999', ratio: 1.5, active: true },
    ...{ price: '1000.00', weight: '0.3333', madeOn: '2019-01-01', createdAt: '2021-12-31T23:59:59.000Z', data: { a: [{ b: 'x' }] } },
    ...{ status: 'ALPHA', tags: ['a"b', "c'd"], scores: [7], categoryCode: 'saws', makerId: CORE },
  },
  {
    ...{ id: 12, title: 'Mallet', note: UNFOLDED, tone: ' red', quantity: 99, big: '1', ratio: -0.125, active: false, price: '99999.99' },
    ...{ weight: '12345.6789', madeOn: '2020-12-28', createdAt: '2022-01-01T00:00:00.500Z', data: { a: { b: 5, n: 1.5, flag: true } } },
    ...{ status: 'GAMMA', tags: ['x', 'y', 'z'], scores: [5], categoryCode: 'hand', makerId: '1' },
  },
]

export const handStocks: readonly Loose[] = [
  { itemId: 1, hall: 'A', number: 1, batch: 1, amount: 5, cost: '1.250', placedAt: '2021-01-01T00:00:00.000000Z' },
  { itemId: 1, hall: 'A', number: 1, batch: 2, amount: 3, cost: '1.255', placedAt: '2021-01-01T00:00:00.000001Z' },
  { itemId: 1, hall: 'A', number: 2, batch: 1, placedAt: '2021-02-01T00:00:00.000000Z' },
  { itemId: 3, hall: 'A', number: 1, batch: 1, amount: 2, cost: '0.001', placedAt: '2021-01-01T00:00:00.000000Z' },
  { itemId: 3, hall: 'B', number: 1, batch: 1, amount: 4, placedAt: '2021-03-01T00:00:00.000000Z' },
  { itemId: 4, hall: 'B', number: 1, batch: 1, amount: 0, cost: '-2.000', placedAt: '2021-03-01T00:00:00.123456Z' },
  { itemId: 8, hall: 'A', number: 2, batch: 1, amount: 7, placedAt: '2021-01-01T00:00:00.000000Z' },
]

const eventId = (n: number) => `e0000000-0000-4000-8000-00000000000${n}`

export const handEvents: readonly Loose[] = [
  { id: eventId(1), itemId: 1, at: '2021-01-01T00:00:00.000001Z', day: '2020-12-31', kind: 'OPEN', value: '1.005' },
  { id: eventId(2), itemId: 1, at: '2021-01-01T00:00:00.000002Z', day: '2021-01-01', kind: 'CLOSE', payload: { by: 'me' } },
  { id: eventId(3), itemId: 1, at: '2021-01-04T00:00:00.000000Z', day: '2021-01-04', kind: 'MOVE', value: '-1.005' },
  { id: eventId(4), itemId: 3, at: '2021-01-03T23:59:59.999999Z', day: '2021-01-03', kind: 'OPEN', value: '10.000' },
  { id: eventId(5), at: '2021-01-01T00:00:00.000001Z', day: '2021-01-01', kind: 'CLOSE', value: '0.000' },
]
