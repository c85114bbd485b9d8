/** Mutations as clients send them: the generated graph over memory, what it refuses, and what it says. */

import { type GraphQLObjectType, graphql, isInputObjectType, isObjectType, parse, printSchema, validate, validateSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { ANONYMOUS } from '../src/access/principal.ts'
import { GatewayError } from '../src/base/errors.ts'
import type { Datasource, RunOptions } from '../src/datasource/datasource.ts'
import { guard } from '../src/datasource/guard.ts'
import type { Row } from '../src/engines/memory/tables.ts'
import { openMemory } from '../src/engines/memory.ts'
import type { RequestContext } from '../src/graphql/context.ts'
import { createCursors } from '../src/graphql/cursor.ts'
import { keepApart } from '../src/graphql/mutate/types.ts'
import { buildSchema } from '../src/graphql/schema.ts'
import { buildCatalog } from '../src/model/catalog.ts'
import { field, mul } from '../src/model/computed.ts'
import * as f from '../src/model/fields.ts'
import { belongsTo, defineModel, hasMany, hasOne, type ModelDefinition } from '../src/model/model.ts'
import { createAnswerer } from '../src/plan/answer.ts'
import { createMutator } from '../src/plan/mutate/operation.ts'

const models = [
  defineModel('Category', {
    datasource: 'shop',
    fields: { id: f.int({ generated: 'identity' }), name: f.string({ max: 20 }) },
    key: ['id'],
    unique: [['name']],
    relations: { products: hasMany('Product', { fields: ['id'], references: ['categoryId'] }) },
  }),
  defineModel('Product', {
    datasource: 'shop',
    fields: {
      id: f.int({ generated: 'identity' }),
      sku: f.string({ max: 8, pattern: /^[A-Z]+-\d+$/ }),
      name: f.string({ length: { min: 2 } }),
      price: f.decimal({ precision: 8, scale: 2, min: '0.00', maxValue: '9999.00' }),
      stock: f.int({ min: 0, default: { value: 0 } }),
      sold: f.bigInt({ nullable: true }),
      rating: f.float({ nullable: true }),
      status: f.enumOf('ProductStatus', { ACTIVE: 'a', GONE: 'g' }, { default: { value: 'ACTIVE' } }),
      tags: f.list(f.string({ max: 5 }), { nullable: true, length: { max: 2 } }),
      box: f.object(
        'Box',
        { width: f.int({ min: 1 }), note: f.string({ nullable: true }), unit: f.string({ default: { value: 'cm' } }) },
        { nullable: true },
      ),
      attributes: f.json({ nullable: true }),
      contact: f.string({
        nullable: true,
        email: true,
        check: (text) => (String(text).endsWith('.test') ? 'must not be of a test domain' : undefined),
      }),
      createdAt: f.dateTime({ default: 'now' }),
      updatedAt: f.dateTime({ onUpdate: 'now' }),
      secret: f.string({ nullable: true, hidden: true }),
      checksum: f.string({ nullable: true, readOnly: true }),
      categoryId: f.int(),
      supplierId: f.uuid({ nullable: true }),
      version: f.version(),
      value: f.computed(mul(field('price'), field('stock')), { scale: 2 }),
    },
    key: ['id'],
    unique: [['sku']],
    relations: {
      category: belongsTo('Category', { fields: ['categoryId'], references: ['id'] }),
      supplier: belongsTo('Supplier', { fields: ['supplierId'], references: ['id'] }),
      parts: hasMany('Part', { fields: ['id'], references: ['productId'], onDelete: 'cascade' }),
      manual: hasOne('Manual', { fields: ['id'], references: ['productId'], onDelete: 'cascade' }),
    },
  }),
  defineModel('Part', {
    datasource: 'shop',
    fields: {
      productId: f.int(),
      number: f.int(),
      label: f.string({ length: { min: 1 } }),
      pieces: f.int({ min: 1, default: { value: 1 } }),
    },
    key: ['productId', 'number'],
    unique: [['label', 'number']],
    relations: { product: belongsTo('Product', { fields: ['productId'], references: ['id'] }) },
  }),
  defineModel('Manual', {
    datasource: 'shop',
    fields: { id: f.uuid({ default: 'uuid' }), productId: f.int(), text: f.string() },
    key: ['id'],
  }),
  defineModel('Supplier', {
    datasource: 'partners',
    fields: { id: f.uuid({ default: 'uuid' }), name: f.string() },
    key: ['id'],
    unique: [['name']],
    relations: { products: hasMany('Product', { fields: ['id'], references: ['supplierId'] }) },
  }),
  defineModel('Report', { datasource: 'shop', readOnly: true, fields: { id: f.int(), total: f.int() }, key: ['id'] }),
]

const ID = '0192f0c1-2b3a-7c4d-8e5f-0123456789ab'

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test asked for.
  readonly data: any
  readonly errors: readonly { code: unknown; message: string; path: string | undefined; fields: unknown }[]
}

type Meddle = (datasource: Datasource, statements: string[]) => Datasource

function stage({ maxBatchSize = 10, meddle = (datasource) => datasource }: { maxBatchSize?: number; meddle?: Meddle } = {}) {
  const catalog = buildCatalog((models as ModelDefinition[]).map((model) => ({ model, file: 'test' })))
  const statements: string[] = []
  const datasources = new Map(
    ['shop', 'partners'].map((name) => {
      const own = [...catalog.models.values()].filter((model) => model.datasource === name)
      const tables = new Map(own.map((model) => [model.name, [] as Row[]]))
      return [name, meddle(openMemory(name, tables, { nest: false }), statements)] as const
    }),
  )
  const datasource = (name: string) => datasources.get(name) as Datasource
  const answerer = createAnswerer({ catalog, datasource, crossKeys: 1000 })
  const mutator = createMutator({ catalog, datasource, answerer })
  const schema = buildSchema({
    catalog,
    collationOf: answerer.collationOf,
    cursors: createCursors('0123456789abcdef'),
    limits: { defaultPageSize: 50, maxPageSize: 100, maxBatchSize },
    extensions: [],
  })
  const ask = async (source: string, variableValues: Record<string, unknown> = {}): Promise<Answer> => {
    const refused = validate(schema, parse(source))
    if (refused.length > 0) throw refused[0]
    const run: RunOptions = { signal: new AbortController().signal, deadline: Date.now() + 10_000, lane: 'traffic', maxRows: 10_000 }
    const onStatement = (name: string) => void statements.push(name)
    const contextValue: RequestContext = {
      ...{ requestId: 'r', principal: ANONYMOUS, signal: run.signal, deadline: run.deadline },
      answer: (read, binds) => answerer.answer(read, binds, run, { onStatement }),
      mutate: (fields, { independent }) => mutator.run(fields, run, { independent, onStatement }),
      observe: () => undefined,
    }
    const { data, errors = [] } = await graphql({ schema, source, variableValues, contextValue })
    return {
      data: data === null || data === undefined ? data : JSON.parse(JSON.stringify(data)),
      errors: errors.map(({ originalError, message, path, extensions }) => ({
        code: originalError instanceof GatewayError ? originalError.code : extensions.code,
        message,
        path: path?.join('.'),
        fields: originalError instanceof GatewayError ? originalError.fields : undefined,
      })),
    }
  }
  const ok = async (source: string, variables?: Record<string, unknown>) => {
    const { data, errors } = await ask(source, variables)
    expect(errors).toEqual([])
    return data
  }
  /** The one error of an operation that changed nothing. */
  const refusal = async (source: string, variables?: Record<string, unknown>) => {
    const count =
      '{ categories { totalCount } products { totalCount nodes { id version stock name } } parts { totalCount } suppliers { totalCount } }'
    const before = await ok(count)
    const { errors } = await ask(source, variables)
    expect(errors).toHaveLength(1)
    expect(await ok(count)).toEqual(before)
    return errors[0] as Answer['errors'][number]
  }
  return { schema, ask, ok, refusal, statements }
}

const CATEGORY = 'mutation { createCategory(input: {name: "tools"}) { category { id } } }'
const product = (sku: string, more = '') => `{sku: "${sku}", name: "saw", price: 12.5, categoryId: 1 ${more}}`
const make = (sku: string, more = '') => `createProduct(input: ${product(sku, more)})`

/** A shop with one category and two products. */
async function filled(options?: Parameters<typeof stage>[0]) {
  const on = stage(options)
  await on.ok(CATEGORY)
  await on.ok(`mutation { createProducts(inputs: [${product('S-1')}, ${product('S-2', ', stock: 5')}]) { affected } }`)
  return on
}

describe('the schema', () => {
  const { schema } = stage()

  test('is valid, and describes every mutation, payload, input and argument', () => {
    expect(validateSchema(schema)).toEqual([])
    const missing: string[] = []
    for (const type of Object.values(schema.getTypeMap())) {
      if (type.name.startsWith('__')) continue
      if (!type.description) missing.push(type.name)
      if (!isObjectType(type) && !isInputObjectType(type)) continue
      for (const one of Object.values(type.getFields())) {
        if (!one.description) missing.push(`${type.name}.${one.name}`)
        if ('args' in one) for (const arg of one.args) if (!arg.description) missing.push(`${type.name}.${one.name}(${arg.name})`)
      }
    }
    expect(missing).toEqual([])
  })

  test('has seven mutations for each model that is not read-only, and none for one that is', () => {
    const names = Object.keys((schema.getMutationType() as GraphQLObjectType).getFields())
    expect(names.filter((name) => /Product/.test(name))).toEqual([
      ...['createProduct', 'createProducts', 'upsertProduct', 'updateProduct', 'updateProducts', 'deleteProduct', 'deleteProducts'],
    ])
    expect(names.filter((name) => /Report/.test(name))).toEqual([])
  })

  test('asks of a new row what nobody else gives, and takes nothing that others make', () => {
    const text = printSchema(schema)
      .replace(/"""[\s\S]*?"""/g, '')
      .replace(/\s+/g, ' ')
    const input = (name: string) => new RegExp(`input ${name} [^}]*}`).exec(text)?.[0]
    expect(input('CreateProductInput')).toBe(
      'input CreateProductInput { sku: String! name: String! price: Decimal! stock: Int sold: BigInt rating: Float status: ProductStatus tags: [String!] box: BoxInput attributes: JSON contact: String createdAt: DateTime categoryId: ID supplierId: ID category: CategoryLinkInput supplier: SupplierConnectInput parts: PartNestedInput manual: ManualNestedInput }',
    )
    expect(input('UpdateProductInput')).toBe(
      'input UpdateProductInput { sku: String name: String price: DecimalChange stock: IntChange sold: BigIntChange rating: FloatChange status: ProductStatus tags: [String!] box: BoxInput attributes: JSON contact: String createdAt: DateTime categoryId: ID supplierId: ID }',
    )
    expect(input('BoxInput')).toBe('input BoxInput { width: Int! note: String unit: String }')
    expect(text).toMatch(/enum ProductConflict \{\s*SKU\s*\}/)
    expect(text).toMatch(/enum PartConflict \{\s*PRODUCT_ID_AND_NUMBER\s*LABEL_AND_NUMBER\s*\}/)
    expect(text).toContain('updateProduct( id: ID! set: UpdateProductInput! expectedVersion: Int ): UpdateProductPayload')
    expect(text).toContain('updateProducts( where: ProductWhere! atMost: Int! = 1 set: UpdateProductInput! ): UpdateProductsPayload')
    expect(text).toContain('directive @independent on MUTATION')
  })
})

describe('create', () => {
  test('answers the row as it is in the database', async () => {
    const on = stage()
    await on.ok(CATEGORY)
    const data = await on.ok(`mutation {
      made: createProduct(input: ${product('S-1', ', box: {width: 3}, tags: ["a"], attributes: {b: [1, null]}')}) {
        affected independent
        it: product { id sku price stock status tags box { width note unit } attributes version value category { name } nodeId }
      }
    }`)
    expect(data.made).toEqual({
      affected: 1,
      independent: false,
      it: {
        ...{ id: '1', sku: 'S-1', price: '12.50', stock: 0, status: 'ACTIVE', tags: ['a'], box: { width: 3, note: null, unit: 'cm' } },
        ...{ attributes: { b: [1, null] }, version: 1, value: '0.00', category: { name: 'tools' } },
        nodeId: expect.any(String),
      },
    })
  })

  test('makes related rows with it, and connects to others', async () => {
    const on = stage()
    await on.ok(`mutation { createSupplier(input: {id: "${ID}", name: "Acme"}) { affected } }`)
    const data = await on.ok(`mutation {
      createProduct(input: {
        sku: "S-1", name: "saw", price: 1, category: {create: {name: "new"}}, supplier: {connect: {id: "${ID}"}},
        parts: {create: [{number: 1, label: "blade"}, {number: 2, label: "grip", pieces: 2}]}, manual: {create: [{text: "careful"}]}
      }) { product { category { name } supplier { name products { totalCount } } parts { nodes { number pieces } } } }
    }`)
    expect(data.createProduct.product).toEqual({
      category: { name: 'new' },
      supplier: { name: 'Acme', products: { totalCount: 1 } },
      parts: {
        nodes: [
          { number: '1', pieces: 1 },
          { number: '2', pieces: 2 },
        ],
      },
    })
    const [refusal] = (await on.ask('mutation { createPart(input: {number: 1, label: "x", product: {connect: {id: 9}}}) { affected } }'))
      .errors
    expect(refusal).toMatchObject({ code: 'FOREIGN_KEY_VIOLATION', fields: ['product'] })
    const far = `mutation { ${make('S-9', ', supplier: {connect: {id: "0192f0c1-2b3a-7c4d-8e5f-000000000000"}}')} { affected } }`
    expect(await on.refusal(far)).toMatchObject({ code: 'FOREIGN_KEY_VIOLATION', fields: ['supplier'] })
  })
})

describe('update', () => {
  test('tells null from absent, and adds in one step', async () => {
    const on = await filled()
    const set = (text: string) =>
      on.ok(`mutation { updateProduct(id: 2, set: ${text}) { product { name sold rating stock price contact version } } }`)
    expect((await set('{contact: "a@b.de", sold: {set: "9007199254740993"}, rating: {set: 0.5}}')).updateProduct.product).toEqual({
      ...{ name: 'saw', sold: '9007199254740993', rating: 0.5, stock: 5, price: '12.50', contact: 'a@b.de', version: 2 },
    })
    const more = '{contact: null, sold: {increment: 1}, rating: {increment: 0.25}, stock: {increment: -2}, price: {increment: "0.25"}}'
    expect((await set(more)).updateProduct.product).toEqual({
      ...{ name: 'saw', sold: '9007199254740994', rating: 0.75, stock: 3, price: '12.75', contact: null, version: 3 },
    })
    expect((await set('{sold: {set: null}, rating: null}')).updateProduct.product).toMatchObject({ sold: null, rating: null })
    expect((await set('{sold: {increment: 1}}')).updateProduct.product).toMatchObject({ sold: null })
  })

  test('tells a version that has passed from a row that is not there', async () => {
    const on = await filled()
    const update = (id: number, version: number) =>
      `mutation { updateProduct(id: ${id}, set: {name: "axe"}, expectedVersion: ${version}) { affected } }`
    expect(await on.refusal(update(1, 7))).toMatchObject({ code: 'VERSION_CONFLICT', path: 'updateProduct', fields: ['version'] })
    expect(await on.refusal(update(9, 1))).toMatchObject({ code: 'NOT_FOUND', path: 'updateProduct' })
    expect((await on.ok(update(1, 1))).updateProduct).toEqual({ affected: 1 })
    expect(await on.refusal('mutation { deleteProduct(id: 1, expectedVersion: 1) { affected } }')).toMatchObject({
      code: 'VERSION_CONFLICT',
    })
  })

  test('an increment may not break the rules of its field', async () => {
    const on = await filled()
    const refusal = await on.refusal('mutation { updateProduct(id: 2, set: {stock: {increment: -6}}) { affected } }')
    expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', fields: ['set.stock.increment'] })
    expect(refusal.message).toBe('set.stock.increment makes it -1, which must be 0 or more.')
  })

  test('of many stops at atMost, also through another datasource', async () => {
    const on = await filled()
    await on.ok(`mutation { createSupplier(input: {id: "${ID}", name: "Acme"}) { affected } }`)
    await on.ok(`mutation { updateProduct(id: 2, set: {supplierId: "${ID}"}) { affected } }`)
    const refusal = await on.refusal('mutation { updateProducts(where: {}, set: {name: "axe"}) { affected } }')
    expect(refusal).toMatchObject({ code: 'AT_MOST_EXCEEDED' })
    expect(refusal.message).toContain('2 rows match')
    const data = await on.ok(`mutation {
      updateProducts(where: {supplier: {name: {eq: "Acme"}}}, set: {name: "axe"}) { affected products { id name supplier { name } } }
    }`)
    expect(data.updateProducts).toEqual({ affected: 1, products: [{ id: '2', name: 'axe', supplier: { name: 'Acme' } }] })
  })
})

describe('upsert and delete', () => {
  test('an upsert goes by the unique group that it names', async () => {
    const on = await filled()
    const upsert = (sku: string, name: string) =>
      `mutation { upsertProduct(input: {sku: "${sku}", name: "${name}", price: 1, category: {connect: {id: 1}}}, conflict: SKU) { affected product { id name stock version } } }`
    expect((await on.ok(upsert('S-2', 'axe'))).upsertProduct).toEqual({
      affected: 1,
      product: { id: '2', name: 'axe', stock: 5, version: 2 },
    })
    expect((await on.ok(upsert('S-3', 'awl'))).upsertProduct.product).toMatchObject({ name: 'awl', stock: 0, version: 1 })
    const nested = `mutation { upsertProduct(input: ${product('S-2', ', parts: {create: []}')}, conflict: SKU) { affected } }`
    expect(await on.refusal(nested)).toMatchObject({ code: 'BAD_USER_INPUT', fields: ['input.parts'] })
  })

  test('a delete answers what was there, and takes along what belongs to it', async () => {
    const on = stage()
    await on.ok(CATEGORY)
    await on.ok(`mutation { ${make('S-1', ', parts: {create: [{number: 1, label: "a"}]}')} { affected } }`)
    expect(await on.refusal('mutation { deleteCategory(id: 1) { affected } }')).toMatchObject({
      code: 'FOREIGN_KEY_VIOLATION',
      message: expect.stringMatching(/^Other rows still refer to the row\. /),
    })
    const data = await on.ok('mutation { deleteProduct(id: 1) { affected product { sku parts { nodes { label } } category { name } } } }')
    expect(data.deleteProduct).toEqual({
      affected: 1,
      product: { sku: 'S-1', parts: { nodes: [{ label: 'a' }] }, category: { name: 'tools' } },
    })
    expect((await on.ok('{ parts { totalCount } }')).parts.totalCount).toBe(0)
    const many = await on.ok('mutation { deleteCategories(where: {name: {startsWith: "t"}}, atMost: 3) { affected categories { name } } }')
    expect(many.deleteCategories).toEqual({ affected: 1, categories: [{ name: 'tools' }] })
    expect(await on.refusal('mutation { deleteCategory(id: 1) { affected } }')).toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('an operation', () => {
  test('is all or nothing, whatever stands beside; each field says what it was guilty of', async () => {
    const on = await filled()
    const { data, errors } = await on.ask(`mutation ($no: Boolean = false) {
      type: __typename
      a: ${make('S-3')} { affected }
      ...Rest
      skipped: ${make('S-4')} @include(if: $no) { affected }
      __typename
    }
    fragment Rest on Mutation { b: ${make('S-1')} { affected } c: deleteProduct(id: 1) { affected } }`)
    expect(data).toEqual({ type: 'Mutation', a: null, b: null, c: null, __typename: 'Mutation' })
    expect(errors.map(({ code, path }) => [path, code])).toEqual([
      ['a', 'TRANSACTION_ROLLED_BACK'],
      ['b', 'UNIQUE_VIOLATION'],
      ['c', 'TRANSACTION_ROLLED_BACK'],
    ])
    expect((await on.ok('{ products { totalCount } }')).products.totalCount).toBe(2)
  })

  test('with a fault in its last field asks no database', async () => {
    const on = await filled()
    on.statements.length = 0
    const { errors } = await on.ask(`mutation { a: ${make('S-3')} { affected } b: updateProduct(id: 1, set: {}) { affected } }`)
    expect(errors.map(({ code, path }) => [path, code])).toEqual([
      ['a', 'TRANSACTION_ROLLED_BACK'],
      ['b', 'BAD_USER_INPUT'],
    ])
    expect(on.statements).toEqual([])
  })

  test('with an argument that its variable leaves empty runs nothing either', async () => {
    const on = await filled()
    const source = `mutation ($most: Int) { a: ${make('S-3')} { affected } b: deleteProducts(where: {}, atMost: $most) { affected } }`
    const { errors } = await on.ask(source, { most: null })
    expect(errors.map(({ path }) => path)).toEqual(['a', 'b'])
    expect(errors[0]).toMatchObject({ code: 'TRANSACTION_ROLLED_BACK' })
    expect((await on.ok('{ products { totalCount } }')).products.totalCount).toBe(2)
  })

  test('writes to one datasource, or each field for itself', async () => {
    const on = await filled()
    const fields = `a: ${make('S-3')} { affected independent } b: createSupplier(input: {name: "x"}) { affected independent } c: ${make('S-1')} { affected }`
    on.statements.length = 0
    const { errors } = await on.ask(`mutation { ${fields} }`)
    expect(errors.map(({ code }) => code)).toEqual(Array(3).fill('CROSS_DATABASE_TRANSACTION_UNSUPPORTED'))
    expect(on.statements).toEqual([])
    const apart = await on.ask(`mutation @independent { ${fields} }`)
    expect(apart.data).toEqual({ a: { affected: 1, independent: true }, b: { affected: 1, independent: true }, c: null })
    expect(apart.errors.map(({ code, path }) => [path, code])).toEqual([['c', 'UNIQUE_VIOLATION']])
  })

  test('asks other datasources only when the transaction is over', async () => {
    let open = false
    const during: string[] = []
    const on = await filled({
      meddle: (datasource) => ({
        ...datasource,
        run: (...call) => {
          if (open) during.push(datasource.name)
          return datasource.run(...call)
        },
        transaction: (options, work) =>
          datasource
            .transaction(options, async (session) => {
              open = true
              return work(session)
            })
            .finally(() => {
              open = false
            }),
      }),
    })
    await on.ok(`mutation { createSupplier(input: {id: "${ID}", name: "Acme"}) { affected } }`)
    const set = `set: {supplierId: "${ID}"}`
    const data = await on.ok(`mutation {
      a: updateProduct(id: 1, ${set}) { product { parts { totalCount } supplier { name products(orderBy: {id: ASC}) { nodes { id } } } } }
      b: updateProduct(id: 2, ${set}) { product { supplier { products { totalCount } } } }
    }`)
    expect(data.a.product.supplier).toEqual({ name: 'Acme', products: { nodes: [{ id: '1' }, { id: '2' }] } })
    expect(data.b.product.supplier).toEqual({ products: { totalCount: 2 } })
    expect(during).toEqual([])
  })

  test('writes nothing to a datasource that is read-only', async () => {
    const on = stage({ meddle: (datasource) => guard(datasource, { concurrency: 1, queue: 1, readOnly: true }) })
    const { errors } = await on.ask(`mutation { a: ${CATEGORY.slice(11, -1)} b: deleteProducts(where: {}) { affected } }`)
    expect(errors.map(({ code, path }) => [path, code])).toEqual([
      ['a', 'DATASOURCE_READ_ONLY'],
      ['b', 'DATASOURCE_READ_ONLY'],
    ])
  })

  test('answers the same row at two moments', async () => {
    const on = await filled()
    const data = await on.ok(`mutation {
      a: updateProduct(id: 1, set: {stock: {increment: 1}}) { product { stock } }
      b: updateProduct(id: 1, set: {stock: {increment: 1}}) { product { stock } }
    }`)
    expect([data.a.product.stock, data.b.product.stock]).toEqual([1, 2])
  })

  test('of others does not stand beside generated mutations', async () => {
    const { schema, ask } = stage()
    const mutation = schema.getMutationType() as GraphQLObjectType
    const asked: string[] = []
    // As another room would have defined it.
    const template = mutation.getFields().deleteReport ?? mutation.getFields().deletePart
    mutation.getFields().byHand = {
      ...(template as NonNullable<typeof template>),
      ...{ name: 'byHand', args: [], extensions: {}, type: schema.getQueryType() as never },
      resolve: () => {
        asked.push('byHand')
        return {}
      },
    }
    keepApart(schema)
    const { errors } = await ask(`mutation { byHand { __typename } ${CATEGORY.slice(11, -1)} }`)
    expect(errors.map(({ code }) => code)).toEqual(['QUERY_UNSUPPORTED', 'QUERY_UNSUPPORTED'])
    expect(asked).toEqual([])
    expect((await ask('mutation { byHand { __typename } }')).errors).toEqual([])
    expect(asked).toEqual(['byHand'])
  })
})

describe('bad input', () => {
  test('is refused with all its faults at once, each with its place', async () => {
    const on = await filled()
    const source = `mutation {
      createProducts(inputs: [
        ${product('S-3')},
        {sku: "s", name: "x", price: -1, stock: -1, box: {width: 0}, tags: ["aaaaaaa"], contact: "nobody",
         parts: {create: [{number: 1, label: ""}]}}
      ]) { affected }
    }`
    const { code, fields, message } = await on.refusal(source)
    expect(code).toBe('BAD_USER_INPUT')
    expect(fields).toEqual(
      ['sku', 'name', 'price', 'stock', 'tags[0]', 'box.width', 'contact', 'parts.create[0].label', 'categoryId']
        .map((name) => `inputs[1].${name}`)
        .sort((a, b) => (fields as string[]).indexOf(a) - (fields as string[]).indexOf(b)),
    )
    expect(message).toContain('inputs[1].price must be 0.00 or more.')
    expect(message).toContain('inputs[1].categoryId is required; category would do as well.')
  })

  const cases: [what: string, source: string, code: string, fields?: string[]][] = [
    ['an empty set', 'mutation { updateProduct(id: 1, set: {}) { affected } }', 'BAD_USER_INPUT', ['set']],
    ['an empty set of many', 'mutation { updateProducts(where: {}, set: {}) { affected } }', 'BAD_USER_INPUT', ['set']],
    [
      'two operators on one field',
      'mutation { updateProduct(id: 1, set: {stock: {set: 1, increment: 2}}) { affected } }',
      'BAD_USER_INPUT',
      ['set.stock'],
    ],
    ['no operator', 'mutation { updateProduct(id: 1, set: {stock: {}}) { affected } }', 'BAD_USER_INPUT', ['set.stock']],
    ['an increment by null', 'mutation { updateProduct(id: 1, set: {stock: {increment: null}}) { affected } }', 'BAD_USER_INPUT'],
    ['null where it may not be', 'mutation { updateProduct(id: 1, set: {name: null}) { affected } }', 'BAD_USER_INPUT', ['set.name']],
    ['null to a number', 'mutation { updateProduct(id: 1, set: {stock: {set: null}}) { affected } }', 'BAD_USER_INPUT', ['set.stock.set']],
    [
      'too fine a decimal',
      `mutation { updateProduct(id: 1, set: {price: {set: 0.125}}) { affected } }`,
      'BAD_USER_INPUT',
      ['set.price.set'],
    ],
    ['a NUL', `mutation { updateProduct(id: 1, set: {name: "a\\u0000b"}) { affected } }`, 'BAD_USER_INPUT', ['set.name']],
    ['too long a text', `mutation { ${make('ABCDE-7890')} { affected } }`, 'BAD_USER_INPUT', ['input.sku']],
    ['too many items', `mutation { ${make('S-3', ', tags: ["a", "b", "c"]')} { affected } }`, 'BAD_USER_INPUT', ['input.tags']],
    ['a rule of one’s own', `mutation { ${make('S-3', ', contact: "a@b.test"')} { affected } }`, 'BAD_USER_INPUT', ['input.contact']],
    [
      'a field said twice',
      `mutation { ${make('S-3', ', category: {connect: {id: 1}}')} { affected } }`,
      'BAD_USER_INPUT',
      ['input.category'],
    ],
    [
      'what the row around it says',
      `mutation { ${make('S-3', ', parts: {create: [{number: 1, label: "a", productId: 1}]}')} { affected } }`,
      'BAD_USER_INPUT',
      ['input.parts.create[0].productId'],
    ],
    [
      'two rows of one',
      `mutation { ${make('S-3', ', manual: {create: [{text: "a"}, {text: "b"}]}')} { affected } }`,
      'BAD_USER_INPUT',
      ['input.manual.create'],
    ],
    ['too many rows', `mutation { createCategories(inputs: [${'{name: "x"},'.repeat(11)}]) { affected } }`, 'BAD_USER_INPUT'],
    [
      'too many rows in rows',
      `mutation { ${make('S-3', `, parts: {create: [${'{number: 1, label: "a"},'.repeat(10)}]}`)} { affected } }`,
      'BAD_USER_INPUT',
    ],
    ['a negative atMost', 'mutation { deleteProducts(where: {}, atMost: -1) { affected } }', 'BAD_USER_INPUT', ['atMost']],
    ['too high an atMost', 'mutation { deleteProducts(where: {}, atMost: 11) { affected } }', 'BAD_USER_INPUT', ['atMost']],
    ['more rows than atMost', 'mutation { deleteProducts(where: {}) { affected } }', 'AT_MOST_EXCEEDED'],
    ['a null in a filter', 'mutation { deleteProducts(where: {name: {eq: null}}) { affected } }', 'BAD_USER_INPUT'],
    ['a key that is none', 'mutation { deleteProduct(id: "x") { affected } }', 'BAD_USER_INPUT', ['id']],
    ['a taken unique value', `mutation { ${make('S-1')} { affected } }`, 'UNIQUE_VIOLATION', ['sku']],
    [
      'a row that is not there',
      `mutation { updateProduct(id: 1, set: {categoryId: 9}) { affected } }`,
      'FOREIGN_KEY_VIOLATION',
      ['categoryId'],
    ],
    [
      'an upsert without what it goes by',
      'mutation { upsertManual(input: {text: "a", productId: 1}, conflict: ID) { affected } }',
      'BAD_USER_INPUT',
      ['input.id'],
    ],
  ]
  test.each(cases)('%s', async (_, source, code, fields) => {
    const on = await filled()
    const refusal = await on.refusal(source)
    expect(refusal).toMatchObject({ code, ...(fields === undefined ? {} : { fields }) })
  })

  test('half a character, which no literal can be but a variable', async () => {
    const on = await filled()
    const source = 'mutation ($name: String!) { updateProduct(id: 1, set: {name: $name}) { affected } }'
    expect(await on.refusal(source, { name: 'a\ud800' })).toMatchObject({ code: 'BAD_USER_INPUT', fields: ['set.name'] })
  })

  test('unknown, generated, read-only, hidden and key fields are no inputs at all', async () => {
    const on = stage()
    const create = (more: string) => `mutation { ${make('S-1', more)} { affected } }`
    for (const more of [
      ', id: 1',
      ', version: 1',
      ', updatedAt: "2026-01-01T00:00:00Z"',
      ', secret: "x"',
      ', checksum: "x"',
      ', value: 1',
      ', nope: 1',
    ])
      await expect(on.ask(create(more)), more).rejects.toThrow(/is not defined by type "CreateProductInput"/)
    await expect(on.ask('mutation { updatePart(productId: 1, number: 1, set: {number: 2}) { affected } }')).rejects.toThrow(
      'UpdatePartInput',
    )
    await expect(on.ask('mutation { deleteProducts { affected } }')).rejects.toThrow('where')
  })
})
