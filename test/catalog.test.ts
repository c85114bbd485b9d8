/** What can be wrong with models: each fault is found, named with model and file, and all of them come at once. */

import { expect, test } from 'vitest'
import { Faults } from '../src/base/errors.ts'
import { buildCatalog } from '../src/model/catalog.ts'
import { add, field, mul, value } from '../src/model/computed.ts'
import {
  bigInt,
  boolean,
  computed,
  date,
  dateTime,
  decimal,
  enumOf,
  float,
  int,
  list,
  object,
  string,
  time,
  uuid,
  version,
} from '../src/model/fields.ts'
import { belongsTo, defineModel, type Field, hasMany, type ModelDefinition, manyToMany } from '../src/model/model.ts'
import { lowerFirst, manyField, pluralOf, snakeCase } from '../src/model/names.ts'

const id = uuid()
const model = (name: string, more: Partial<ModelDefinition> = {}): ModelDefinition =>
  defineModel(name, { datasource: 'main', fields: { id }, key: ['id'], ...more })

function faultsOf(...models: readonly ModelDefinition[]): readonly string[] {
  try {
    buildCatalog(models.map((one) => ({ model: one, file: `schema/${one.name.toLowerCase()}.ts` })))
  } catch (error) {
    if (error instanceof Faults) return error.faults
    throw error
  }
  return []
}

const WRONG: readonly [what: string, fault: RegExp, ...models: ModelDefinition[]][] = [
  [
    'two models of one name',
    /Two models are named A: one in schema\/a\.ts, one in schema\/a\.ts/,
    model('A'),
    model('A', { source: 'other' }),
  ],
  [
    'a relation to nothing',
    /A \(schema\/a\.ts\): relation b goes to B, which is no model/,
    model('A', { relations: { b: belongsTo('B', { fields: ['id'], references: ['id'] }) } }),
  ],
  [
    'colliding root fields',
    /root field news is also made by News/,
    model('News', { plural: 'NewsItems' }),
    model('Newses', { plural: 'News' }),
  ],
  ['colliding types', /type AWhere is also made by/, model('A'), model('AWhere')],
  ['a reserved type', /type Node is also made by the graph itself/, model('Node')],
  ['an input type’s name', /type CreateAInput is also made by/, model('A'), model('CreateAInput')],
  ['a payload’s own field', /rows of it would stand beside affected/, model('Affected')],
  ['a length of a number', /field n: length is for strings and lists/, model('A', { fields: { id, n: int({ length: { min: 1 } }) } })],
  ['a pattern of a number', /field n: pattern is for strings/, model('A', { fields: { id, n: int({ pattern: /1/ }) } })],
  ['no key', /has no key/, model('A', { key: [] })],
  ['a key that is no field', /the key names x, which is not a field/, model('A', { key: ['x'] })],
  ['a key of a type that cannot be one', /the key field id is float/, model('A', { fields: { id: float() } })],
  ['a nullable key', /may not be nullable/, model('A', { fields: { id: uuid({ nullable: true }) } })],
  ['a bad name', /the name must be letters/, model('a b')],
  [
    'a field name that GraphQL refuses',
    /field first-name: the name cannot be used/,
    model('A', { fields: { id, 'first-name': string() } }),
  ],
  ['a field named as an operator', /field and: the name cannot be used/, model('A', { fields: { id, and: string() } })],
  [
    'a relation with a field’s name',
    /relation id has the name of a field/,
    model('A', { relations: { id: hasMany('A', { fields: ['id'], references: ['id'] }) } }),
  ],
  [
    'ends of different types',
    /joins A\.n \(int\) with A\.id \(uuid\)/,
    model('A', { fields: { id, n: int() }, relations: { a: belongsTo('A', { fields: ['n'], references: ['id'] }) } }),
  ],
  [
    'ends of different number',
    /1 field\(s\) of A against 2 of A/,
    model('A', { relations: { a: hasMany('A', { fields: ['id'], references: ['id', 'id'] }) } }),
  ],
  [
    'a belongsTo that may find several',
    /neither the key nor unique/,
    model('A', { fields: { id, b: uuid() }, relations: { a: belongsTo('A', { fields: ['id'], references: ['b'] }) } }),
  ],
  [
    'a manyToMany through nothing',
    /goes through C, which is no model/,
    model('A', { relations: { as: manyToMany('A', { through: 'C', near: ['a'], far: ['b'] }) } }),
  ],
  ['an index on nothing', /a index names x|index names x/, model('A', { indexes: [['x']] })],
  [
    'a unique group of a type that cannot be one',
    /unique field on is boolean/,
    model('A', { fields: { id, on: boolean() }, unique: [['on']] }),
  ],
  [
    'two fields in one column',
    /fields fooBar and foo_bar are both stored as foo_bar/,
    model('A', { fields: { id, fooBar: int(), foo_bar: int() } }),
  ],
  ['two models in one table', /its table is also that of A \(/, model('A', { source: 't' }), model('B', { source: 't' })],
  [
    'setNull where null cannot be',
    /sets A\.b to null on delete, which is not nullable/,
    model('A', { fields: { id, b: uuid() }, relations: { a: belongsTo('A', { fields: ['b'], references: ['id'], onDelete: 'setNull' }) } }),
  ],
  ['two versions', /has two version fields/, model('A', { fields: { id, v: version(), w: version() } })],
  [
    'a default of the wrong type',
    /its default has more than 2 fraction digits/,
    model('A', { fields: { id, p: decimal({ precision: 5, scale: 2, default: { value: '1.234' } }) } }),
  ],
  ['identity on a text', /only int and bigInt can be numbered/, model('A', { fields: { id, s: string({ generated: 'identity' }) } })],
  ['now on a text', /'now' is for date and dateTime/, model('A', { fields: { id, s: string({ default: 'now' }) } })],
  ['a precision that no engine has', /precision must be 0 to 6/, model('A', { fields: { id, at: dateTime({ precision: 9 }) } })],
  ['an enum without values', /the enum E has no values/, model('A', { fields: { id, e: enumOf('E', {}) } })],
  ['an enum stored ambiguously', /are stored alike/, model('A', { fields: { id, e: enumOf('E', { A: 'x', B: 'x' }) } })],
  [
    'an enum declared twice and differently',
    /E is declared a second time and differently/,
    model('A', { fields: { id, e: enumOf('E', { A: 'a' }), f: enumOf('E', { A: 'b' }) } }),
  ],
  ['an object without fields', /the object O has no fields/, model('A', { fields: { id, o: object('O', {}) } })],
  [
    'a computed field over nothing',
    /uses x, which does not exist/,
    model('A', { fields: { id, c: computed(mul(field('x'), value('2')), { scale: 2 }) } }),
  ],
  [
    'a computed field over a text',
    /uses s, which is no exact number/,
    model('A', { fields: { id, s: string(), c: computed(add(field('s'), value('2')), { scale: 2 }) } }),
  ],
  [
    'a constant that is no number',
    /"two" is not a decimal number/,
    model('A', { fields: { id, n: int(), c: computed(add(field('n'), value('two')), { scale: 2 }) } }),
  ],
]

test.each(WRONG)('%s is refused', (_, fault, ...models) => {
  expect(faultsOf(...models).join('\n')).toMatch(fault)
})

/** Whether a relation may join a field of the one type with a key of the other. */
const joins = (near: Field, far: Field): readonly string[] =>
  faultsOf(
    model('A', { fields: { id, b: near }, relations: { of: belongsTo('B', { fields: ['b'], references: ['key'] }) } }),
    model('B', { fields: { key: far }, key: ['key'] }),
  )

const APART: readonly [what: string, near: Field, far: Field][] = [
  ['decimals of other scales', decimal({ precision: 12, scale: 2 }), decimal({ precision: 12, scale: 4 })],
  ['moments with and without a fraction', dateTime({ precision: 0 }), dateTime({ precision: 3 })],
  ['moments of milliseconds and of microseconds', dateTime({ precision: 3 }), dateTime({ precision: 6 })],
  ['times of other precisions', time({ precision: 0 }), time({ precision: 3 })],
  ['days and moments', date(), dateTime({ precision: 0 })],
  ['days and text', string({ max: 10 }), date()],
  ['decimals without a fraction and bigInts', decimal({ precision: 18, scale: 0 }), bigInt()],
]

// Equal values of the two would have two texts, and keys are matched by theirs across datasources.
test.each(APART)('a relation does not join %s', (_, near, far) => {
  expect(joins(near, far)).toEqual([
    expect.stringMatching(/relation of joins A\.b \(\w+\) with B\.key \(\w+\); the two must be of one type/),
  ])
  expect(joins(far, near)).toHaveLength(1)
})

test.each([
  ['days', date(), date({ nullable: true })],
  ['times', time({ precision: 3 }), time({ precision: 3 })],
  ['moments', dateTime({ precision: 6 }), dateTime({ precision: 6 })],
  ['decimals with more digits before the point', decimal({ precision: 18, scale: 4 }), decimal({ precision: 8, scale: 4 })],
] as const)('a relation joins %s', (_, far, near) => {
  expect(joins(near, far)).toEqual([])
})

test('all faults come at once', () => {
  const models = WRONG.flatMap(([, , ...some], i) =>
    some.map((one) => ({ ...one, name: /^[A-Z]\w*$/.test(one.name) && one.name.length === 1 ? `M${i}` : one.name })),
  )
  expect(faultsOf(...models).length).toBeGreaterThan(20)
})

test('what is right passes, with names derived', () => {
  const models = [
    model('Category', {
      fields: { id, parentId: uuid({ nullable: true }), tags: list(string()) },
      relations: { parent: belongsTo('Category', { fields: ['parentId'], references: ['id'] }) },
    }),
    model('Sheep', { plural: 'Sheep' }),
  ]
  expect(faultsOf(...models)).toEqual([])
  const catalog = buildCatalog(
    models.map((one) => ({ model: one, file: 'x' })),
    { Sheep: 'farm' },
  )
  expect(catalog.models.get('Category')?.plural).toBe('Categories')
  expect(catalog.models.get('Sheep')?.datasource).toBe('farm')
  expect(catalog.models.get('Category')?.relations.get('parent')).toMatchObject({ many: false, fields: ['parentId'], references: ['id'] })
  expect(manyField('Sheep', 'Sheep')).toBe('sheepList')
  expect(['Box', 'Day', 'City', 'Bus'].map(pluralOf)).toEqual(['Boxes', 'Days', 'Cities', 'Buses'])
  expect(['OrderLine', 'URL', 'APIKey'].map(lowerFirst)).toEqual(['orderLine', 'url', 'apiKey'])
  expect(['orderLine', 'APIKey', 'a1B'].map(snakeCase)).toEqual(['order_line', 'api_key', 'a1_b'])
})

test('a routing of a model that is not there is refused', () => {
  expect(() => buildCatalog([{ model: model('A'), file: 'x' }], { B: 'main' })).toThrow(/MODEL_ROUTING names the model B/)
})
