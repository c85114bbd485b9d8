/** The models that writes are tried on, and the rows they find. */

import type { Value } from '../../src/base/json.ts'
import { buildCatalog, type Catalog } from '../../src/model/catalog.ts'
import {
  bigInt,
  boolean,
  bytes,
  date,
  dateTime,
  decimal,
  enumOf,
  float,
  int,
  json,
  list,
  object,
  string,
  time,
  uuid,
  version,
} from '../../src/model/fields.ts'
import { belongsTo, defineModel, hasMany, type ModelDefinition } from '../../src/model/model.ts'

/** Stored values are not the names. */
const STATUS = { DRAFT: 'd', OPEN: 'o', DONE: 'x' }

const shop = defineModel('Shop', {
  datasource: 'main',
  fields: { id: int(), name: string({ max: 40 }), city: string({ max: 40, nullable: true }), parentId: int({ nullable: true }) },
  key: ['id'],
  unique: [['name']],
  relations: {
    parent: belongsTo('Shop', { fields: ['parentId'], references: ['id'] }),
    branches: hasMany('Shop', { fields: ['id'], references: ['parentId'] }),
    products: hasMany('Product', { fields: ['id'], references: ['shopId'] }),
  },
})

const product = defineModel('Product', {
  datasource: 'main',
  fields: {
    id: int(),
    sku: string({ max: 30, column: 'stock_no' }),
    title: string({ nullable: true }),
    shopId: int({ nullable: true }),
    shelf: string({ max: 10, nullable: true }),
    place: int({ nullable: true }),
    quantity: int(),
    count: bigInt({ nullable: true }),
    ratio: float({ nullable: true }),
    active: boolean({ nullable: true }),
    price: decimal({ precision: 8, scale: 2 }),
    weight: decimal({ precision: 18, scale: 6, nullable: true }),
    made: date({ nullable: true }),
    opens: time({ precision: 3, nullable: true }),
    seen: dateTime({ precision: 3, nullable: true }),
    token: uuid({ nullable: true }),
    data: json({ nullable: true }),
    photo: bytes({ nullable: true }),
    status: enumOf('ProductStatus', STATUS, { nullable: true }),
    tags: list(string(), { nullable: true }),
    scores: list(int()),
    rates: list(decimal({ precision: 8, scale: 2 }), { nullable: true }),
    size: object(
      'Size',
      {
        unit: string({ nullable: true }),
        height: decimal({ precision: 9, scale: 3, nullable: true }),
        ratio: float({ nullable: true }),
        count: bigInt({ nullable: true }),
        flag: boolean({ nullable: true, column: 'is flag' }),
        grade: enumOf('ProductStatus', STATUS, { nullable: true }),
        marks: list(int(), { nullable: true }),
        box: object('Box', { deep: int({ nullable: true }), label: string({ nullable: true }) }, { nullable: true }),
      },
      { nullable: true },
    ),
    version: version(),
  },
  key: ['id'],
  unique: [['sku'], ['shelf', 'place']],
  relations: {
    shop: belongsTo('Shop', { fields: ['shopId'], references: ['id'] }),
    lines: hasMany('Line', { fields: ['id'], references: ['productId'] }),
  },
})

const line = defineModel('Line', {
  datasource: 'main',
  fields: { productId: int(), number: int(), amount: int({ nullable: true }), note: string({ max: 20, nullable: true }) },
  key: ['productId', 'number'],
  relations: { product: belongsTo('Product', { fields: ['productId'], references: ['id'] }) },
})

/** Its rows are numbered by the database, where that can. */
const ticket = defineModel('Ticket', {
  datasource: 'main',
  fields: { id: int({ generated: 'identity' }), label: string({ max: 40 }), quantity: int({ nullable: true }) },
  key: ['id'],
  unique: [['label']],
})

/** Rows that a day and a decimal identify. */
const tariff = defineModel('Tariff', {
  datasource: 'main',
  fields: { day: date(), price: decimal({ precision: 12, scale: 2 }), note: string({ max: 20, nullable: true }), version: version() },
  key: ['day', 'price'],
  relations: { uses: hasMany('Use', { fields: ['day', 'price'], references: ['day', 'price'] }) },
})

/** Rows that a decimal and a moment identify, and a moment and a time beside them. */
const use = defineModel('Use', {
  datasource: 'main',
  fields: {
    level: decimal({ precision: 10, scale: 4 }),
    at: dateTime({ precision: 6 }),
    day: date({ nullable: true }),
    price: decimal({ precision: 12, scale: 2, nullable: true }),
    starts: dateTime({ precision: 0 }),
    opens: time({ precision: 3 }),
    amount: int({ nullable: true }),
  },
  key: ['level', 'at'],
  unique: [['starts', 'opens']],
  relations: { tariff: belongsTo('Tariff', { fields: ['day', 'price'], references: ['day', 'price'] }) },
})

/** @param identity whether the engine numbers rows */
export function writesCatalog(identity = true): Catalog {
  const models: ModelDefinition[] = [shop, product, line, tariff, use, ...(identity ? [ticket] : [])]
  return buildCatalog(models.map((model) => ({ model, file: 'test/conformance/writes-catalog.ts' })))
}

type Row = Readonly<Record<string, Value>>

const plain: Row = {
  title: null,
  shopId: null,
  shelf: null,
  place: null,
  quantity: 0,
  count: null,
  ratio: null,
  active: null,
  price: '1.00',
  weight: null,
  made: null,
  opens: null,
  seen: null,
  token: null,
  data: null,
  photo: null,
  status: null,
  tags: null,
  scores: [],
  rates: null,
  size: null,
  version: 1,
}

const box = (deep: number | null, label: string | null): Value => ({ deep, label })
export const size = (of: Row): Value => ({
  ...{ unit: null, height: null, ratio: null, count: null, flag: null, grade: null, marks: null, box: null },
  ...of,
})

/** A whole product; what is not said is null, or as little as there may be. */
export const productRow = (of: Row): Row => ({ ...plain, ...of })

/** Parents before children. */
export const writesRows: ReadonlyMap<string, readonly Row[]> = new Map([
  [
    'Shop',
    [
      { id: 1, name: 'North', city: 'Oslo', parentId: null },
      { id: 2, name: 'South', city: null, parentId: 1 },
      { id: 3, name: 'Empty', city: 'Rom', parentId: 1 },
    ],
  ],
  [
    'Product',
    [
      productRow({
        ...{
          id: 1,
          sku: 'a',
          title: 'First',
          shopId: 1,
          shelf: 'A',
          place: 1,
          quantity: 10,
          count: '9007199254740993',
          ratio: 0.1,
          active: true,
        },
        ...{ price: '19.90', weight: '0.000001', made: '2024-02-29', opens: '08:30:00.250', seen: '2026-01-31T12:00:00.123Z' },
        ...{ token: '0b6e3c1a-5f2d-4c7e-9a8b-1d2e3f4a5b6c', data: { a: [1, 'x', null], b: { c: true } }, photo: 'AAH/', status: 'OPEN' },
        ...{ tags: ['red', "it's"], scores: [3, 1], rates: ['1.50', '-0.25'] },
        size: size({
          unit: 'cm',
          height: '12.500',
          ratio: 0.1,
          count: '9007199254740993',
          flag: true,
          grade: 'DONE',
          marks: [1, 2],
          box: box(3, 'x'),
        }),
      }),
      productRow({
        id: 2,
        sku: 'b',
        title: 'second',
        shopId: 1,
        shelf: 'A',
        place: 2,
        quantity: 5,
        price: '0.00',
        size: size({ unit: 'mm' }),
      }),
      productRow({ id: 3, sku: 'C', shopId: 2, quantity: -3, price: '-7.25', status: 'DRAFT', scores: [0] }),
      productRow({
        id: 4,
        sku: 'c',
        quantity: 2147483647,
        count: '9223372036854775807',
        price: '999999.99',
        ratio: 1.7976931348623157e308,
      }),
      productRow({ id: 5, sku: 'd ', quantity: -2147483648, count: '-9223372036854775808', price: '-999999.99', tags: [] }),
    ],
  ],
  [
    'Line',
    [
      { productId: 1, number: 1, amount: 4, note: 'first' },
      { productId: 1, number: 2, amount: null, note: null },
      { productId: 2, number: 1, amount: 7, note: 'second' },
    ],
  ],
  [
    'Tariff',
    [
      { day: '2020-12-31', price: '1.50', note: 'a', version: 1 },
      { day: '2020-12-31', price: '1.05', note: 'b', version: 1 },
      { day: '1000-01-01', price: '-0.10', note: 'c', version: 1 },
    ],
  ],
  [
    'Use',
    [
      {
        ...{ level: '0.0001', at: '2021-01-01T00:00:00.000001Z', day: '2020-12-31', price: '1.50' },
        ...{ starts: '2021-01-01T00:00:00Z', opens: '00:00:00.000', amount: 1 },
      },
      {
        ...{ level: '0.0001', at: '2021-01-01T00:00:00.000002Z', day: '2020-12-31', price: '1.50' },
        ...{ starts: '2021-01-01T00:00:00Z', opens: '00:00:00.001', amount: 2 },
      },
      {
        ...{ level: '2.5000', at: '1969-12-31T23:59:59.999999Z', day: '2020-12-31', price: null },
        ...{ starts: '1969-12-31T23:59:59Z', opens: '23:59:59.999', amount: 3 },
      },
    ],
  ],
  ['Ticket', []],
])
