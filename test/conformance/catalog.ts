/** The models of the conformance suite: every kind of field, key and relation that all engines can hold. */

import { buildCatalog, type Catalog } from '../../src/model/catalog.ts'
import { field, mul, sub, value } from '../../src/model/computed.ts'
import {
  bigInt,
  boolean,
  bytes,
  computed,
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
} from '../../src/model/fields.ts'
import { belongsTo, defineModel, type Field, hasMany, hasOne, type ModelDefinition, manyToMany } from '../../src/model/model.ts'
import { MOMENTS } from './catalog-moments.ts'

/** Stored values sort the other way round than the names. */
const STATUS = { ALPHA: 'z', BETA: 'm', GAMMA: 'a', OMEGA: 'B' }

const origin = object(
  'Origin',
  {
    city: string({ max: 60, nullable: true }),
    zip: string({ max: 12, nullable: true }),
    level: int({ nullable: true }),
    fee: decimal({ precision: 8, scale: 2, nullable: true }),
    since: date({ nullable: true }),
    grade: enumOf('ItemStatus', STATUS, { nullable: true }),
    spot: object(
      'Spot',
      { lat: decimal({ precision: 9, scale: 4 }), lon: float({ nullable: true }), mark: string({ nullable: true }) },
      { nullable: true },
    ),
  },
  { nullable: true },
)

const category = defineModel('Category', {
  datasource: 'main',
  plural: 'Categories',
  fields: {
    code: string({ max: 20 }),
    name: string({ max: 60 }),
    rank: int({ nullable: true }),
    parentCode: string({ max: 20, nullable: true }),
  },
  key: ['code'],
  relations: {
    parent: belongsTo('Category', { fields: ['parentCode'], references: ['code'] }),
    children: hasMany('Category', { fields: ['code'], references: ['parentCode'] }),
    items: hasMany('Item', { fields: ['code'], references: ['categoryCode'] }),
  },
})

const maker = defineModel('Maker', {
  datasource: 'main',
  fields: {
    id: bigInt(),
    name: string({ max: 60 }),
    country: string({ max: 20, nullable: true }),
    rating: float({ nullable: true }),
    founded: date({ nullable: true }),
  },
  key: ['id'],
  unique: [['name']],
  relations: {
    profile: hasOne('Profile', { fields: ['id'], references: ['makerId'] }),
    items: hasMany('Item', { fields: ['id'], references: ['makerId'] }),
  },
})

const profile = defineModel('Profile', {
  datasource: 'main',
  fields: {
    id: uuid(),
    makerId: bigInt(),
    bio: string({ nullable: true }),
    public: boolean(),
    joined: dateTime({ precision: 3, nullable: true }),
  },
  key: ['id'],
  unique: [['makerId']],
  relations: { maker: belongsTo('Maker', { fields: ['makerId'], references: ['id'] }) },
})

const shelf = defineModel('Shelf', {
  datasource: 'main',
  plural: 'Shelves',
  fields: {
    hall: string({ max: 10 }),
    number: int(),
    label: string({ max: 40, nullable: true }),
    capacity: int({ nullable: true }),
    overflowHall: string({ max: 10, nullable: true }),
    overflowNumber: int({ nullable: true }),
  },
  key: ['hall', 'number'],
  relations: {
    overflow: belongsTo('Shelf', { fields: ['overflowHall', 'overflowNumber'], references: ['hall', 'number'] }),
    feeders: hasMany('Shelf', { fields: ['hall', 'number'], references: ['overflowHall', 'overflowNumber'] }),
    stocks: hasMany('Stock', { fields: ['hall', 'number'], references: ['hall', 'number'] }),
    items: manyToMany('Item', { through: 'Stock', near: ['hall', 'number'], far: ['itemId'] }),
  },
})

const item = defineModel('Item', {
  datasource: 'main',
  fields: {
    id: int(),
    title: string({ max: 80 }),
    note: string({ nullable: true }),
    tone: string({ max: 40, nullable: true }),
    quantity: int({ nullable: true }),
    big: bigInt({ nullable: true }),
    ratio: float({ nullable: true }),
    active: boolean({ nullable: true }),
    price: decimal({ precision: 12, scale: 2 }),
    weight: decimal({ precision: 12, scale: 4, nullable: true }),
    madeOn: date({ nullable: true }),
    opensAt: time({ precision: 3, nullable: true }),
    createdAt: dateTime({ precision: 3 }),
    touchedAt: dateTime({ precision: 6, nullable: true }),
    token: uuid({ nullable: true }),
    data: json({ nullable: true }),
    blob: bytes({ nullable: true }),
    status: enumOf('ItemStatus', STATUS, { nullable: true }),
    tags: list(string(), { nullable: true }),
    scores: list(int()),
    rates: list(decimal({ precision: 8, scale: 2 }), { nullable: true }),
    origin,
    categoryCode: string({ max: 20, nullable: true }),
    makerId: bigInt({ nullable: true }),
    total: computed(mul(field('quantity'), field('price')), { scale: 2 }),
    margin: computed(mul(sub(field('price'), field('weight')), value('0.15')), { scale: 3 }),
  },
  key: ['id'],
  indexes: [['categoryCode', 'createdAt']],
  relations: {
    category: belongsTo('Category', { fields: ['categoryCode'], references: ['code'] }),
    maker: belongsTo('Maker', { fields: ['makerId'], references: ['id'] }),
    stocks: hasMany('Stock', { fields: ['id'], references: ['itemId'] }),
    shelves: manyToMany('Shelf', { through: 'Stock', near: ['itemId'], far: ['hall', 'number'] }),
    events: hasMany('Event', { fields: ['id'], references: ['itemId'] }),
    // Joined by text that no key constrains: case, accents and trailing blanks tell rows apart here too.
    sameTone: hasMany('Item', { fields: ['tone'], references: ['tone'] }),
  },
})

/** An item may lie on a shelf in several batches, so that the way through it finds the same pair more than once. */
const stock = defineModel('Stock', {
  datasource: 'main',
  fields: {
    itemId: int(),
    hall: string({ max: 10 }),
    number: int(),
    batch: int(),
    amount: int({ nullable: true }),
    cost: decimal({ precision: 12, scale: 3, nullable: true }),
    placedAt: dateTime({ precision: 6 }),
  },
  key: ['itemId', 'hall', 'number', 'batch'],
  relations: {
    item: belongsTo('Item', { fields: ['itemId'], references: ['id'] }),
    shelf: belongsTo('Shelf', { fields: ['hall', 'number'], references: ['hall', 'number'] }),
  },
})

const event = defineModel('Event', {
  datasource: 'main',
  fields: {
    id: uuid(),
    itemId: int({ nullable: true }),
    at: dateTime({ precision: 6 }),
    day: date(),
    kind: enumOf('EventKind', { OPEN: 'o', CLOSE: 'x', MOVE: 'c' }),
    value: decimal({ precision: 12, scale: 3, nullable: true }),
    payload: json({ nullable: true }),
  },
  key: ['id'],
  relations: { item: belongsTo('Item', { fields: ['itemId'], references: ['id'] }) },
})

const MODELS: readonly ModelDefinition[] = [category, maker, profile, shelf, item, stock, event, ...MOMENTS]

/** Which model lies where: all in one datasource, or spread over two or three, the way through shelves included. */
export const ROUTINGS = {
  one: {},
  two: { Maker: 'second', Profile: 'second', Event: 'second', Category: 'second', Shelf: 'second', Rate: 'second', Slot: 'second' },
  three: {
    ...{ Maker: 'second', Profile: 'third', Category: 'second', Stock: 'second', Shelf: 'third', Event: 'third' },
    ...{ Rate: 'second', Reading: 'second', Slot: 'third' },
  },
} as const satisfies Record<string, Readonly<Record<string, string>>>

/**
 * @param routing model → datasource; every model that is not named is in `main`
 * @param timePrecision fraction digits of a second that the least able of the engines keeps
 */
export function conformanceCatalog(routing: Readonly<Record<string, string>> = {}, timePrecision = 6): Catalog {
  return buildCatalog(
    MODELS.map((model) => ({ model: coarser(model, timePrecision), file: 'test/conformance/catalog.ts' })),
    routing,
  )
}

/** The model with no moment finer than this. */
function coarser(model: ModelDefinition, precision: number): ModelDefinition {
  const fields = Object.entries(model.fields).map(([name, field]): [string, Field] => {
    const { type } = field
    const tooFine = type.kind === 'dateTime' && type.precision > precision
    return [name, tooFine ? { ...field, type: { ...type, precision } } : field]
  })
  return { ...model, fields: Object.fromEntries(fields) }
}

/** A routing as a function: the datasource of a model. */
export const datasourceOf =
  (routing: Readonly<Record<string, string>>) =>
  (model: string): string =>
    routing[model] ?? 'main'
