/** What clients may ask for: the generated input types, and what the language makes of them. */

import {
  type GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  graphql,
  isEnumType,
  isInputObjectType,
  isObjectType,
  printSchema,
  validateSchema,
} from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import type { Value } from '../src/base/json.ts'
import { createBuilder } from '../src/graphql/builder.ts'
import { wherePredicate } from '../src/graphql/filter.ts'
import { aggregateFields, groupOrderTerms, groupTerms, havingPredicate } from '../src/graphql/group.ts'
import { defineInputs } from '../src/graphql/inputs.ts'
import { orderTerms } from '../src/graphql/order.ts'
import { faceOf } from '../src/graphql/scalars.ts'
import { buildCatalog, fieldAt, modelOf } from '../src/model/catalog.ts'
import { field, mul } from '../src/model/computed.ts'
import * as f from '../src/model/fields.ts'
import { belongsTo, defineModel, hasMany } from '../src/model/model.ts'
import { enumTypeNames, modelTypeNames, objectTypeNames, SHARED_INPUTS } from '../src/model/names.ts'
import { bindList, TRUE } from '../src/query/build.ts'
import type { Operand, Predicate } from '../src/query/query.ts'

const catalog = buildCatalog(
  [
    defineModel('Product', {
      datasource: 'main',
      fields: {
        id: f.int({ generated: 'identity' }),
        name: f.string({ max: 40, description: 'What is on the label.' }),
        price: f.decimal({ precision: 10, scale: 2 }),
        units: f.int({ nullable: true }),
        sold: f.bigInt(),
        weight: f.float({ nullable: true }),
        discontinued: f.boolean(),
        releasedOn: f.date({ nullable: true }),
        opensAt: f.time(),
        createdAt: f.dateTime(),
        code: f.uuid(),
        attributes: f.json({ nullable: true }),
        photo: f.bytes({ nullable: true }),
        status: f.enumOf('ProductStatus', { IN_STOCK: 'i', SOLD_OUT: 's' }),
        tags: f.list(f.string(), { nullable: true }),
        parts: f.list(f.object('Part', { label: f.string() })),
        box: f.object('Box', { city: f.string(), raw: f.json(), size: f.object('Size', { width: f.int() }) }, { nullable: true }),
        odd: f.object('Odd', { only: f.json() }),
        secret: f.string({ hidden: true }),
        categoryId: f.int({ nullable: true }),
        supplierCode: f.string({ nullable: true }),
        value: f.computed(mul(field('price'), field('units')), { scale: 2 }),
      },
      key: ['id'],
      relations: {
        category: belongsTo('Category', { fields: ['categoryId'], references: ['id'] }),
        supplier: belongsTo('Supplier', { fields: ['supplierCode'], references: ['code'] }),
      },
    }),
    defineModel('Category', {
      datasource: 'main',
      fields: { id: f.int(), name: f.string() },
      key: ['id'],
      relations: { products: hasMany('Product', { fields: ['id'], references: ['categoryId'] }) },
    }),
    defineModel('Supplier', { datasource: 'other', fields: { code: f.string(), name: f.string() }, key: ['code'] }),
  ].map((model) => ({ model, file: 'test' })),
)

const env = { collationOf: (model: string) => (model === 'Supplier' ? ('binary' as const) : ('native' as const)) }

/** What the resolver last saw, in the language. */
let seen: { where?: Predicate | undefined; order?: unknown; groups?: unknown; having?: unknown; groupOrder?: unknown; binds: Value[] }
let schema: GraphQLSchema

beforeAll(() => {
  const builder = createBuilder()
  const inputs = defineInputs(builder, catalog)
  for (const model of catalog.models.keys())
    builder.queryField(`ask${model}`, (t) =>
      t.field({
        type: 'Boolean',
        description: 'For the test.',
        args: {
          where: t.arg({ type: inputs.where(model), description: 'where' }),
          orderBy: t.arg({ type: [inputs.orderBy(model)], description: 'orderBy' }),
          by: t.arg({ type: [inputs.groupBy(model)], description: 'by' }),
          having: t.arg({ type: inputs.having(model), description: 'having' }),
          groupOrderBy: t.arg({ type: [inputs.groupOrderBy(model)], description: 'groupOrderBy' }),
        },
        resolve: (_parent, args) => {
          const binds = bindList()
          const where = wherePredicate(catalog, model, args.where, binds, env)
          const order = orderTerms(catalog, model, args.orderBy, binds, env)
          const groups = groupTerms(catalog, model, args.by, binds)
          const having = havingPredicate(catalog, model, args.having, binds, env)
          const groupOrder = groupOrderTerms(catalog, model, args.groupOrderBy, groups, binds, env)
          seen = { where, order, groups, having, groupOrder, binds: binds.values }
          return true
        },
      }),
    )
  schema = builder.toSchema()
})

async function ask(args: string, variables: Record<string, unknown> = {}, declare = '', model = 'Product') {
  const result = await graphql({ schema, source: `query ${declare} { ask${model}(${args}) }`, variableValues: variables, contextValue: {} })
  if (result.errors !== undefined) throw result.errors[0]
  return seen
}

async function refusal(args: string, variables: Record<string, unknown> = {}, declare = ''): Promise<{ code: unknown; message: string }> {
  const error = await ask(args, variables, declare).then(
    () => undefined,
    (thrown: GraphQLError) => thrown,
  )
  if (error === undefined) throw new Error(`not refused: ${args}`)
  const cause = error.originalError
  return { code: cause instanceof GatewayError ? cause.code : error.extensions.code, message: error.message }
}

const at = (...path: [string, ...string[]]): Operand => ({ kind: 'field', via: [], path })
const compare = (left: Operand, op: 'eq' | 'gt' | 'in' | 'contains', slot = 0, more: object = {}) => ({
  kind: 'compare',
  left,
  op,
  negated: false,
  right: { slot },
  ...more,
})

describe('the schema', () => {
  it('is valid and describes every type, field, argument and enum value', () => {
    expect(validateSchema(schema)).toEqual([])
    const missing: string[] = []
    const check = (name: string, description: string | null | undefined) => void (description?.trim() || missing.push(name))
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith('__')) continue
      check(type.name, type.description)
      if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value.description)
      if (isInputObjectType(type) || isObjectType(type))
        for (const one of Object.values(type.getFields())) {
          check(`${type.name}.${one.name}`, one.description)
          if ('args' in one) for (const arg of one.args) check(`${type.name}.${one.name}(${arg.name})`, arg.description)
        }
    }
    expect(missing).toEqual([])
  })

  it('makes only names that the catalog checks', () => {
    const known = new Set([
      ...['Query', 'ID', 'String', 'Int', 'Float', 'Boolean', 'BigInt', 'Decimal', 'Date', 'Time', 'DateTime', 'UUID', 'JSON', 'Bytes'],
      ...SHARED_INPUTS,
      ...[...catalog.models.values()].flatMap(({ name, plural }) => modelTypeNames(name, plural)),
      ...['Part', 'Box', 'Size', 'Odd'].flatMap(objectTypeNames),
      ...enumTypeNames('ProductStatus'),
    ])
    expect(Object.keys(schema.getTypeMap()).filter((name) => !name.startsWith('__') && !known.has(name))).toEqual([])
  })

  it('shows identities as ID and each value with the operators of its type', () => {
    const text = printSchema(schema)
    const input = (name: string) => schema.getType(name) as GraphQLInputObjectType
    const face = (name: string) => String(input('ProductWhere').getFields()[name]?.type)
    expect(['id', 'categoryId', 'supplierCode', 'units', 'sold', 'status', 'tags', 'box', 'category'].map(face)).toEqual([
      ...['IDFilter', 'IDFilter', 'StringIDFilter', 'IntFilter', 'BigIntFilter', 'ProductStatusFilter', 'StringListFilter', 'BoxWhere'],
      'CategoryWhere',
    ])
    expect(Object.keys(input('BytesFilter').getFields())).toEqual(['distinctFrom', 'eq', 'in', 'isNull', 'neq', 'notIn'])
    expect(Object.keys(input('ProductStatusFilter').getFields())).toEqual(['distinctFrom', 'eq', 'in', 'isNull', 'neq', 'notIn'])
    expect(input('ProductOrderBy').isOneOf).toBe(true)
    expect(input('ProductWhere').isOneOf).toBe(false)
    expect(text).not.toContain('secret')
    // Objects without anything that sorts have no order type; such a type would be empty.
    expect(text).not.toContain('OddOrderBy')
    expect(Object.keys(input('ProductGroupBy').getFields())).not.toContain('attributes')
    expect(String(input('ProductGroupBy').getFields().createdAt?.type)).toBe('TimeBucket')
    expect(Object.keys(input('ProductSumHaving').getFields())).toEqual(['price', 'sold', 'units', 'value', 'weight'])
    const product = modelOf(catalog, 'Product')
    expect(faceOf(product, fieldAt(product, ['id']))).toBe('ID')
    expect(faceOf(product, fieldAt(product, ['tags']))).toBe('String')
    expect(faceOf(product, fieldAt(product, ['box', 'size', 'width']))).toBe('Int')
  })
})

describe('where', () => {
  it('is undefined when absent or null, and true when empty', async () => {
    expect((await ask('by: []')).where).toBeUndefined()
    expect((await ask('where: null')).where).toBeUndefined()
    for (const where of ['{}', '{and: []}', '{name: {}}']) expect((await ask(`where: ${where}`)).where).toEqual(TRUE)
    expect((await ask('where: {or: []}')).where).toEqual({ kind: 'const', value: false })
  })

  it('binds canonical values of the field', async () => {
    const { where, binds } = await ask('where: {price: {eq: 12.5}, id: {in: ["7", 8]}, createdAt: {gt: "2026-01-31T14:45:00+01:00"}}')
    expect(where).toEqual({
      kind: 'and',
      of: [compare(at('createdAt'), 'gt', 0), compare(at('id'), 'in', 1), compare(at('price'), 'eq', 2)],
    })
    expect(binds).toEqual(['2026-01-31T13:45:00.000Z', [7, 8], '12.50'])
  })

  it('reads literals exactly and variables as far as they are exact', async () => {
    const declare = '($p: Decimal, $s: BigInt)'
    const args = 'where: {price: {eq: $p}, sold: {eq: $s}}'
    expect((await ask(args, { p: 3, s: 5 }, declare)).binds).toEqual(['3.00', '5'])
    expect((await ask(args, { p: '0.10', s: '9007199254740993' }, declare)).binds).toEqual(['0.10', '9007199254740993'])
    const literals = 'where: {sold: {eq: 9007199254740993}, value: {gt: 12345678901234567890.25}}'
    expect((await ask(literals)).binds).toEqual(['9007199254740993', '12345678901234567890.25'])
    for (const variables of [{ p: 0.1 }, { p: true }, { p: 'x' }, { s: 0.5 }, { s: 2 ** 60 }, { s: '12x' }, { s: '9223372036854775808' }])
      expect(await refusal(args, variables, declare)).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect((await refusal(args, { p: 0.1 }, declare)).message).toContain('send it as the string "0.1"')
    for (const where of [
      '{sold: {eq: 1.5}}',
      '{price: {eq: true}}',
      '{releasedOn: {eq: "2026-02-30"}}',
      '{code: {eq: "x"}}',
      '{photo: {eq: "?"}}',
    ])
      expect(await refusal(`where: ${where}`)).toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  it('negates as SQL does: neq, notIn and not are three-valued, distinctFrom is null-safe', async () => {
    expect((await ask('where: {units: {neq: 1}}')).where).toEqual(compare(at('units'), 'eq', 0, { negated: true }))
    expect((await ask('where: {units: {notIn: [1, 2]}}')).where).toEqual(compare(at('units'), 'in', 0, { negated: true }))
    expect((await ask('where: {units: {distinctFrom: 1}}')).where).toMatchObject({ op: 'same', negated: true })
    expect((await ask('where: {not: {units: {eq: 1}}}')).where).toEqual({
      kind: 'not',
      of: compare(at('units'), 'eq'),
      mode: 'three-valued',
    })
    expect((await ask('where: {units: {isNull: false}}')).where).toEqual({ kind: 'null', of: at('units'), negated: true })
    expect((await ask('where: {units: {in: []}}')).binds).toEqual([[]])
  })

  it('compares text by the datasource’s order and matches it without wildcards', async () => {
    expect((await ask('where: {name: {between: {from: "a", to: "b"}}}')).where).toMatchObject({
      kind: 'and',
      of: [
        { op: 'gte', collation: 'native' },
        { op: 'lte', collation: 'native' },
      ],
    })
    expect((await ask('where: {supplier: {name: {gt: "a"}}}')).where).toMatchObject({ where: { op: 'gt', collation: 'binary' } })
    expect((await ask('where: {name: {eq: "a"}}')).where).not.toHaveProperty('collation')
    expect((await ask('where: {units: {gt: 1}}')).where).not.toHaveProperty('collation')
    expect((await ask('where: {name: {contains: "50%", mode: INSENSITIVE}}')).where).toEqual(
      compare(at('name'), 'contains', 0, { fold: 'ascii' }),
    )
    expect((await ask('where: {name: {contains: "a", mode: SENSITIVE}}')).where).toEqual(compare(at('name'), 'contains'))
    expect(await refusal('where: {name: {gt: "a", mode: INSENSITIVE}}')).toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  it('reaches into objects, lists and computed fields', async () => {
    expect((await ask('where: {box: {size: {width: {gt: 3}}}}')).where).toEqual(compare(at('box', 'size', 'width'), 'gt'))
    expect((await ask('where: {box: {not: {city: {eq: "x"}}}}')).where).toMatchObject({ kind: 'not', of: { left: at('box', 'city') } })
    expect((await ask('where: {box: {isNull: true}}')).where).toEqual({ kind: 'null', of: at('box'), negated: false })
    expect((await ask('where: {tags: {hasSome: ["a", "b"]}}')).where).toEqual({
      kind: 'list',
      of: at('tags'),
      op: 'hasSome',
      negated: false,
      value: { slot: 0 },
    })
    expect((await ask('where: {parts: {isEmpty: false}}')).where).toEqual({ kind: 'list', of: at('parts'), op: 'isEmpty', negated: true })
    expect((await ask('where: {value: {gt: "10"}}')).where).toMatchObject({
      left: { kind: 'math', op: 'mul', scale: 2 },
      right: { slot: 0 },
    })
  })

  it('asks for related rows', async () => {
    expect((await ask('where: {category: {}}')).where).toEqual({ kind: 'exists', relation: 'category', negated: false })
    const category = (where: string) => ask(`where: {products: ${where}}`, {}, '', 'Category').then(({ where: made }) => made)
    const dear = compare(at('price'), 'gt')
    const exists = (where: object, negated: boolean) => ({ kind: 'exists', relation: 'products', where, negated })
    expect(await category('{some: {price: {gt: 5}}}')).toEqual(exists(dear, false))
    expect(await category('{none: {price: {gt: 5}}}')).toEqual(exists(dear, true))
    expect(await category('{every: {price: {gt: 5}}}')).toEqual(exists({ kind: 'not', of: dear, mode: 'complement' }, true))
    expect(await category('{count: {where: {price: {gt: 5}}, gt: 3}}')).toEqual(
      compare({ kind: 'related', relation: 'products', where: dear as Predicate, of: { kind: 'aggregate', fn: 'count' } }, 'gt', 1),
    )
    expect(await category('{}')).toEqual(TRUE)
  })

  it('looks into JSON by the type of the value given', async () => {
    const { where, binds } = await ask('where: {attributes: {path: ["a", "b"], eq: "x", mode: INSENSITIVE}}')
    const json = (as: string): Operand => ({ kind: 'json', via: [], path: ['attributes'], keys: { slot: 0 }, as: { kind: as } as never })
    expect(where).toEqual(compare(json('string'), 'eq', 1, { fold: 'ascii' }))
    expect(binds).toEqual([['a', 'b'], 'x'])
    const json0 = (as: string): Operand => ({ ...json(as), keys: { slot: 0 } }) as Operand
    expect((await ask('where: {attributes: {between: {from: 1, to: 2}}}')).where).toMatchObject({
      kind: 'and',
      of: [{ op: 'gte' }, { op: 'lte' }],
    })
    expect((await ask('where: {attributes: {gt: 2}}')).where).toEqual(compare(json('float'), 'gt', 1))
    expect((await ask('where: {attributes: {eq: true}}')).where).toEqual(compare(json('boolean'), 'eq', 1))
    expect((await ask('where: {attributes: {path: ["a"], hasKey: "b"}}')).binds).toEqual([['a'], ['a', 'b']])
    expect((await ask('where: {attributes: {isNull: true}}')).where).toEqual({ kind: 'null', of: at('attributes'), negated: false })
    expect((await ask('where: {attributes: {path: ["a"], isNull: true}}')).where).toEqual({
      kind: 'null',
      of: json0('json'),
      negated: false,
    })
    for (const filter of ['{eq: {a: 1}}', '{eq: [1]}', '{in: [1, "a"]}', '{gt: true}', '{contains: null}', '{path: null, eq: 1}'])
      expect(await refusal(`where: {attributes: ${filter}}`)).toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  it('refuses null operators by their place', async () => {
    const places: [string, string][] = [
      ['{units: {eq: null}}', 'where.units.eq'],
      ['{units: null}', 'where.units'],
      ['{and: [{not: null}]}', 'where.and[0].not'],
      ['{or: null}', 'where.or'],
      ['{units: {distinctFrom: null}}', 'where.units.distinctFrom'],
      ['{category: null}', 'where.category'],
      ['{category: {products: {count: {gt: null}}}}', 'where.category.products.count.gt'],
      ['{box: {city: {isNull: null}}}', 'where.box.city.isNull'],
    ]
    for (const [where, place] of places) {
      const { code, message } = await refusal(`where: ${where}`)
      expect([where, code]).toEqual([where, 'BAD_USER_INPUT'])
      expect(message).toContain(`${place} may not be null`)
    }
    expect(await refusal('where: {units: {eq: $u}}', { u: null }, '($u: Int)')).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect((await ask('where: {units: {eq: $u}}', {}, '($u: Int)')).where).toEqual(TRUE)
    expect(await refusal('where: {category: {products: {count: {where: {}}}}}')).toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  it('refuses what the field cannot be, naming place and reason', async () => {
    const cases: [string, string][] = [
      ['{price: {gt: 0.125}}', 'where.price.gt has more than 2 fraction digits.'],
      ['{price: {between: {from: 1, to: "1.005"}}}', 'where.price.between.to has more than 2 fraction digits.'],
      ['{createdAt: {lt: "2026-01-01T00:00:00.1234Z"}}', 'where.createdAt.lt has more than 3 fraction digits of a second.'],
      ['{and: [{}, {id: {in: ["1", "x"]}}]}', 'where.and[1].id.in[1] is not an integer.'],
      [`{name: {eq: "${'x'.repeat(41)}"}}`, 'where.name.eq is longer than 40 characters.'],
    ]
    for (const [where, message] of cases) expect(await refusal(`where: ${where}`)).toEqual({ code: 'BAD_USER_INPUT', message })
  })

  it('ends somewhere', async () => {
    const deep = (levels: number) => `${'{not: '.repeat(levels)}{}${'}'.repeat(levels)}`
    expect((await ask(`where: ${deep(19)}`)).where).toMatchObject({ kind: 'not' })
    expect(await refusal(`where: ${deep(20)}`)).toMatchObject({ code: 'QUERY_LIMIT_EXCEEDED' })
    const through = (levels: number) => `${'{category: {products: {some: '.repeat(levels)}{}${'}}}'.repeat(levels)}`
    expect(await refusal(`where: ${through(7)}`)).toMatchObject({ code: 'QUERY_LIMIT_EXCEEDED' })
    const wide = (count: number, item: string) => `{or: [${Array(count).fill(item).join(' ')}]}`
    expect((await ask(`where: ${wide(500, '{units: {eq: 1}}')}`)).binds).toHaveLength(500)
    for (const item of [
      '{units: {eq: 1}}',
      '{}',
      '{units: {}}',
      '{tags: {}}',
      '{attributes: {}}',
      '{category: {}}',
      '{category: {products: {}}}',
      '{box: {isNull: true}}',
    ])
      expect([item, await refusal(`where: ${wide(501, item)}`)]).toMatchObject([item, { code: 'QUERY_LIMIT_EXCEEDED' }])
  })
})

describe('orderBy', () => {
  it('follows objects and to-one relations, also across datasources, and counts related rows', async () => {
    const { order } = await ask('orderBy: [{name: ASC}, {supplier: {name: DESC}}, {box: {size: {width: ASC_NULLS_LAST}}}]')
    expect(order).toEqual([
      { by: at('name'), direction: 'asc', nulls: 'first', collation: 'native' },
      { by: { kind: 'field', via: ['supplier'], path: ['name'] }, direction: 'desc', nulls: 'last', collation: 'binary' },
      { by: at('box', 'size', 'width'), direction: 'asc', nulls: 'last', collation: 'native' },
    ])
    expect((await ask('orderBy: {products: {count: DESC_NULLS_FIRST}}', {}, '', 'Category')).order).toEqual([
      {
        by: { kind: 'related', relation: 'products', of: { kind: 'aggregate', fn: 'count' } },
        direction: 'desc',
        nulls: 'first',
        collation: 'native',
      },
    ])
    expect((await ask('orderBy: [{category: {products: {count: ASC}}}]')).order).toMatchObject([
      { by: { kind: 'related', via: ['category'], relation: 'products', of: { kind: 'aggregate', fn: 'count' } } },
    ])
    expect((await ask('orderBy: null')).order).toEqual([])
    expect((await ask('orderBy: [{value: ASC}]')).order).toMatchObject([{ by: { kind: 'math' } }])
  })

  it('refuses nulls, several keys and too many terms', async () => {
    expect(await refusal('orderBy: [$o]', { o: { name: 'ASC', id: 'ASC' } }, '($o: ProductOrderBy!)')).toBeDefined()
    expect(await refusal('orderBy: [{name: null}]')).toBeDefined()
    expect(await refusal(`orderBy: [${'{name: ASC}'.repeat(21)}]`)).toMatchObject({ code: 'QUERY_LIMIT_EXCEEDED' })
    const direct = (orderBy: unknown) => () => orderTerms(catalog, 'Product', orderBy, bindList(), env)
    expect(direct([{ name: null }])).toThrow('orderBy[0].name may not be null')
    expect(direct([{}])).toThrow('exactly one key')
    expect(direct([{ name: 'ASC', id: 'ASC' }])).toThrow('exactly one key')
  })
})

describe('groups', () => {
  it('groups by values, periods and fields of related rows', async () => {
    const { groups } = await ask('by: [{category: {name: VALUE}}, {createdAt: MONTH}, {box: {city: VALUE}}]')
    expect(groups).toEqual([
      { operand: { kind: 'field', via: ['category'], path: ['name'] }, path: ['category', 'name'], type: { kind: 'string' } },
      {
        operand: { kind: 'bucket', of: at('createdAt'), unit: 'MONTH' },
        path: ['createdAt'],
        type: { kind: 'dateTime', precision: 3 },
        unit: 'MONTH',
      },
      { operand: at('box', 'city'), path: ['box', 'city'], type: { kind: 'string' } },
    ])
    expect(await refusal('by: [{createdAt: MONTH}, {createdAt: YEAR}]')).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(await refusal('by: [{releasedOn: HOUR}]')).toBeDefined()
  })

  it('knows what each aggregate takes and yields', () => {
    const fields = aggregateFields(modelOf(catalog, 'Product'))
    const names = (infos: readonly { name: string }[]) => infos.map(({ name }) => name)
    expect(names(fields.sum)).toEqual(['price', 'units', 'sold', 'weight', 'value'])
    expect(names(fields.min)).toEqual([...['name', 'price', 'units', 'sold', 'weight', 'releasedOn', 'opensAt', 'createdAt', 'value']])
    expect(names(fields.countDistinct)).toEqual(expect.arrayContaining(['id', 'status', 'code', 'categoryId']))
    expect(names(fields.countDistinct)).not.toEqual(expect.arrayContaining(['secret']))
    expect(fields.sum.find(({ name }) => name === 'units')?.type).toEqual({ kind: 'bigInt' })
    expect(fields.avg.find(({ name }) => name === 'price')?.type).toEqual({ kind: 'decimal', precision: 38, scale: 8 })
  })

  it('filters groups by their aggregates', async () => {
    const { having, binds } = await ask('having: {count: {gt: 1}, avg: {price: {gte: 1.12345678}}, not: {max: {name: {gt: "m"}}}}')
    expect(having).toMatchObject({
      kind: 'and',
      of: [
        { left: { kind: 'aggregate', fn: 'avg', of: at('price') }, op: 'gte' },
        { left: { kind: 'aggregate', fn: 'count' }, op: 'gt' },
        { kind: 'not', of: { left: { kind: 'aggregate', fn: 'max', of: at('name') }, op: 'gt' } },
      ],
    })
    expect(binds).toEqual(['1.12345678', 1, 'm'])
    expect(await refusal('having: {sum: {price: {gt: 0.001}}}')).toEqual({
      code: 'BAD_USER_INPUT',
      message: 'having.sum.price.gt has more than 2 fraction digits.',
    })
    expect((await ask('having: {}')).having).toEqual(TRUE)
    expect((await ask('having: null')).having).toBeUndefined()
    expect(await refusal(`having: {or: [${'{count: {gt: 1}}'.repeat(501)}]}`)).toMatchObject({ code: 'QUERY_LIMIT_EXCEEDED' })
    expect(await refusal(`having: {or: [${'{sum: {}}'.repeat(501)}]}`)).toMatchObject({ code: 'QUERY_LIMIT_EXCEEDED' })
  })

  it('sorts groups by count, aggregate or one of their keys', async () => {
    const { groupOrder } = await ask(
      'by: [{category: {name: VALUE}}, {createdAt: YEAR}], groupOrderBy: [{count: DESC}, {sum: {price: ASC}}, {key: {createdAt: DESC}}, {key: {category: {name: ASC}}}, {min: {name: ASC}}]',
    )
    expect(groupOrder).toEqual([
      { by: { kind: 'aggregate', fn: 'count' }, direction: 'desc', nulls: 'last', collation: 'native' },
      { by: { kind: 'aggregate', fn: 'sum', of: at('price') }, direction: 'asc', nulls: 'first', collation: 'native' },
      { by: { kind: 'bucket', of: at('createdAt'), unit: 'YEAR' }, direction: 'desc', nulls: 'last', collation: 'native' },
      { by: { kind: 'field', via: ['category'], path: ['name'] }, direction: 'asc', nulls: 'first', collation: 'native' },
      { by: { kind: 'aggregate', fn: 'min', of: at('name') }, direction: 'asc', nulls: 'first', collation: 'binary' },
    ])
    expect(await refusal('by: [{name: VALUE}], groupOrderBy: [{key: {units: ASC}}]')).toMatchObject({ code: 'BAD_USER_INPUT' })
  })
})

describe('the catalog', () => {
  it('refuses names that the inputs need', () => {
    const build = (name: string, fields: Record<string, ReturnType<typeof f.int>>) => () =>
      buildCatalog([{ model: defineModel(name, { datasource: 'main', fields: { id: f.int(), ...fields }, key: ['id'] }), file: 'test' }])
    expect(build('StringFilter', {})).toThrow('StringFilter')
    expect(build('Thing', { and: f.int() })).toThrow('field and')
    expect(build('Thing', { box: f.object('Crate', { isNull: f.int() }) })).toThrow('box.isNull')
    expect(build('Thing', { status: f.enumOf('Int', { A: 'a' }) })).toThrow('Int')
  })
})
