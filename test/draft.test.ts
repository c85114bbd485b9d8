/** Drafted models: names that a person would give, and whatever tables are called, models that the catalog and the graph take. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareModels } from '../src/datasource/compare.ts'
import { pluralWord, singular, wordsOf } from '../src/datasource/draft/names.ts'
import { fileText } from '../src/datasource/draft/source.ts'
import { draftModels } from '../src/datasource/draft.ts'
import type { ColumnInfo, ForeignKeyInfo, TableInfo } from '../src/datasource/introspection.ts'
import { createCursors } from '../src/graphql/cursor.ts'
import { buildSchema } from '../src/graphql/schema.ts'
import { buildCatalog } from '../src/model/catalog.ts'
import * as fields from '../src/model/fields.ts'
import type { FieldType } from '../src/model/model.ts'
import { defineModel } from '../src/model/model.ts'

const column = (name: string, type: FieldType | null = { kind: 'int' }, more: Partial<ColumnInfo> = {}): ColumnInfo => ({
  name,
  nativeType: type?.kind ?? 'odd',
  type,
  note: type === null ? 'Nothing holds it.' : null,
  nullable: false,
  identity: false,
  computed: false,
  default: null,
  comment: null,
  ...more,
})

const table = (name: string, columns: readonly (string | ColumnInfo)[], more: Partial<TableInfo> = {}): TableInfo => {
  const all = columns.map((each) => (typeof each === 'string' ? column(each) : each))
  const [first] = all
  return {
    schema: null,
    name,
    kind: 'table',
    comment: null,
    columns: all,
    primaryKey: first === undefined ? [] : [first.name],
    uniques: [],
    indexes: [],
    foreignKeys: [],
    ...more,
  }
}

const key = (columns: string[], to: string, references = ['id'], more: Partial<ForeignKeyInfo> = {}): ForeignKeyInfo => ({
  name: columns.join(),
  columns,
  schema: null,
  table: to,
  references,
  onDelete: null,
  ...more,
})

const draft = (...tables: TableInfo[]) => draftModels('db', tables)
const modelsOf = (drafts: ReturnType<typeof draftModels>) => Object.fromEntries(drafts.models.map(({ model }) => [model.name, model]))
const sources = (drafts: ReturnType<typeof draftModels>) => drafts.models.map(({ model }) => ({ model, file: 'draft' }))

test('a table whose writes cannot be taken back is not written to', () => {
  const tables = [table('logs', ['id', 'v'], { rollsBack: false }), table('notes', ['id', 'v'])]
  const { Log, Note } = modelsOf(draft(...tables))
  expect([Log?.readOnly, Note?.readOnly]).toEqual([true, undefined])
  const written = buildCatalog([{ model: { ...(Log as NonNullable<typeof Log>), readOnly: false }, file: 'own' }])
  expect(compareModels(written, 'db', tables)).toMatchObject([{ level: 'fault', model: 'Log', text: expect.stringContaining('InnoDB') }])
  expect(compareModels(buildCatalog(sources(draft(...tables))), 'db', tables)).toEqual([])
})

describe('names', () => {
  test.each([
    ['orders', 'order'],
    ['categories', 'category'],
    ['addresses', 'address'],
    ['address', 'address'],
    ['statuses', 'status'],
    ['boxes', 'box'],
    ['people', 'person'],
    ['children', 'child'],
    ['series', 'series'],
    ['news', 'news'],
    ['analyses', 'analysis'],
    ['analysis', 'analysis'],
    ['houses', 'house'],
    ['warehouses', 'warehouse'],
    ['movies', 'movie'],
    ['indices', 'index'],
    ['data', 'data'],
    ['databases', 'database'],
    ['purchases', 'purchase'],
    ['heroes', 'hero'],
    ['shoes', 'shoe'],
    ['buses', 'bus'],
    ['prizes', 'prize'],
    ['quizzes', 'quiz'],
    ['branches', 'branch'],
    ['days', 'day'],
    ['bonuses', 'bonus'],
    ['causes', 'cause'],
    ['gas', 'gas'],
  ])('the singular of %s is %s', (many, one) => {
    expect(singular(many)).toBe(one)
    expect(singular(one)).toBe(one)
  })

  test('a relation is called as the other table is where names have nothing between their words', () => {
    const tables = [
      table('customer', ['customerid']),
      table('kinds', ['kindofid']),
      table('orders', ['id', 'customerid', 'kindofid'], {
        foreignKeys: [key(['customerid'], 'customer', ['customerid']), key(['kindofid'], 'kinds', ['kindofid'])],
      }),
    ]
    expect(Object.keys(modelsOf(draft(...tables)).Order?.relations ?? {})).toEqual(['customer', 'kindof'])
  })

  test('a table whose name holds no letter has one all the same', () => {
    expect(draft(table('_', ['id'])).models.map(({ model }) => [model.name, model.plural])).toEqual([['Table', undefined]])
  })

  test('the plural of a plural is the word itself', () => {
    expect(['order', 'orders', 'person', 'people', 'category', 'box', 'data'].map(pluralWord)).toEqual([
      'orders',
      'orders',
      'people',
      'people',
      'categories',
      'boxes',
      'data',
    ])
  })

  test.each([
    ['order_lines', 'order lines'],
    ['OrderLines', 'order lines'],
    ['Order Details', 'order details'],
    ['tblHTTPServer', 'tbl http server'],
    ['größe', 'grosse'],
    ['Ærøskøbing', 'aeroskobing'],
    ['имя_клиента', 'imya klienta'],
    ['a.b"c', 'a b c'],
    ['customerID', 'customer id'],
    ['日本', 'u65e5 u672c'],
  ])('%s is in words: %s', (name, words) => expect(wordsOf(name).join(' ')).toBe(words))

  test('are said only where the default would be another', () => {
    const models = modelsOf(
      draft(table('order_lines', ['id', 'customer_id', 'LineNo', 'line2', 'line_2']), table('Person', ['id']), table('tbl_users', ['id'])),
    )
    expect(models.OrderLine?.source).toBeUndefined()
    expect(Object.entries(models.OrderLine?.fields ?? {}).map(([name, field]) => [name, field.column])).toEqual([
      ['id', undefined],
      ['customerId', undefined],
      ['lineNo', 'LineNo'],
      ['line2', undefined],
      ['line2Value', 'line_2'],
    ])
    expect(models.Person).toMatchObject({ source: 'Person', plural: 'People' })
    expect(models.TblUser?.source).toBeUndefined()
  })

  test('do not depend on the order of the tables', () => {
    const tables = ['user', 'users', 'User', 'order', 'order_groups', 'nodes', 'node'].map((name) => table(name, ['id', 'ID', 'i d']))
    const names = (of: TableInfo[]) =>
      draft(...of)
        .models.map(({ model, table: { name } }) => `${name} ${model.name}`)
        .sort()
    expect(names(tables.toReversed())).toEqual(names(tables))
    expect(new Set(names(tables)).size).toBe(7)
  })

  test('of models that are there already stay theirs', () => {
    const mine = defineModel('Order', { datasource: 'other', fields: { id: fields.int() }, key: ['id'] })
    const drafts = draftModels('db', [table('orders', ['id'])], { existing: [mine] })
    expect(drafts.models.map(({ model }) => model.name)).toEqual(['OrderRow'])
    buildCatalog([{ model: mine, file: 'mine' }, ...sources(drafts)])
  })
})

describe('relations', () => {
  const people = table('people', ['id', column('parent_id'), column('boss')], {
    foreignKeys: [key(['parent_id'], 'people'), key(['boss'], 'people')],
  })

  test('are named by their keys, both ways', () => {
    const orders = table('orders', ['id', 'buyer_id', 'seller_id', 'person_id'], {
      foreignKeys: [
        key(['buyer_id'], 'people'),
        key(['seller_id'], 'people', ['id'], { onDelete: 'cascade' }),
        key(['person_id'], 'people'),
      ],
    })
    const models = modelsOf(draft(people, orders))
    expect(Object.keys(models.Order?.relations ?? {})).toEqual(['buyer', 'seller', 'person'])
    expect(models.Order?.relations?.seller).toEqual({
      kind: 'belongsTo',
      to: 'Person',
      fields: ['sellerId'],
      references: ['id'],
      onDelete: 'cascade',
    })
    expect(Object.keys(models.Person?.relations ?? {}).sort()).toEqual([
      'bossPerson',
      'children',
      'orders',
      'ordersAsBuyer',
      'ordersAsSeller',
      'parent',
      'peopleAsBoss',
    ])
  })

  test('are hasOne where the key is unique, by itself or as the primary key', () => {
    const passport = table('passports', ['person_id'], { foreignKeys: [key(['person_id'], 'people')] })
    const desk = table('desks', ['id', 'person_id'], { uniques: [['person_id']], foreignKeys: [key(['person_id'], 'people')] })
    const { Person } = modelsOf(draft(people, passport, desk))
    expect([Person?.relations?.passport?.kind, Person?.relations?.desk?.kind]).toEqual(['hasOne', 'hasOne'])
  })

  test('lead through a table that only joins, also one of its own rows', () => {
    const join = table('follows', ['follower_id', 'followee_id'], {
      primaryKey: ['follower_id', 'followee_id'],
      foreignKeys: [key(['follower_id'], 'people'), key(['followee_id'], 'people')],
    })
    const { Person } = modelsOf(draft(people, join))
    expect(Person?.relations?.followees).toEqual({
      kind: 'manyToMany',
      to: 'Person',
      through: 'Follow',
      near: ['followerId'],
      far: ['followeeId'],
    })
    expect(Person?.relations?.followers).toMatchObject({ near: ['followeeId'], far: ['followerId'] })
    const more = { ...join, columns: [...join.columns, column('since')] }
    expect(Object.values(modelsOf(draft(people, more)).Person?.relations ?? {}).some(({ kind }) => kind === 'manyToMany')).toBe(false)
  })

  test('give both ends one type, as far as that holds the values', () => {
    const big = { kind: 'bigInt' } as const
    const a = table('alphas', [column('id', big)])
    const b = table('betas', ['id', column('alpha_id', { kind: 'int' }, { default: { value: 7 } })], {
      foreignKeys: [key(['alpha_id'], 'alphas')],
    })
    const c = table('gammas', ['id', column('beta_alpha', { kind: 'int' })], { foreignKeys: [key(['beta_alpha'], 'betas', ['alpha_id'])] })
    const drafts = draft(a, { ...b, uniques: [['alpha_id']] }, c)
    const models = modelsOf(drafts)
    expect([models.Beta?.fields.alphaId?.type, models.Gamma?.fields.betaAlpha?.type]).toEqual([big, big])
    expect(models.Beta?.fields.alphaId?.default).toEqual({ value: '7' })
    buildCatalog(sources(drafts))
    const text = table('thetas', ['id', column('alpha_id', { kind: 'string' })], { foreignKeys: [key(['alpha_id'], 'alphas')] })
    expect(draft(a, text).notes).toEqual([
      'The foreign key of Theta (alphaId) to Alpha is no relation: alphaId is string and id is bigInt.',
    ])
  })
})

describe('what cannot be said', () => {
  test('of a foreign key whose other end has no model', () => {
    const far = table('lines', ['id', 'order_id'], { foreignKeys: [key(['order_id'], 'orders', ['id'], { schema: 'archive' })] })
    expect(draft(far).notes).toEqual(['The foreign key of Line (order_id) to archive.orders is no relation: that table has no model.'])
  })

  test('is told with its reason', () => {
    const odd = table('odds', ['id', column('shape', null), column('sum', { kind: 'int' }, { computed: true, note: 'Odd.' })])
    const noKey = table('logs', ['line'], { primaryKey: [] })
    const flagged = table('flags', [column('on', { kind: 'boolean' })])
    const drafts = draft(odd, noKey, flagged)
    expect(drafts.notes).toEqual([
      "The table flags is left out: its primary key holds on (boolean), which no key here can, and nothing else identifies its rows. Name other columns that do: --key 'flags=column,column'.",
      "The table logs is left out: nothing identifies its rows. Name the columns that do: --key 'logs=column,column'.",
    ])
    const text = fileText('db', drafts.models, drafts.notes)
    expect(text).toContain('// Left out: "shape" (odd). Nothing holds it. It must have a value, so that no row can be made here.\n')
    const free = table('frees', ['id', column('shape', null, { nullable: true }), column('form', null, { default: 'other' })])
    expect(fileText('db', draft(free).models, []).match(/Left out: .*/g)).toEqual([
      'Left out: "shape" (odd). Nothing holds it.',
      'Left out: "form" (odd). Nothing holds it.',
    ])
    expect(text).toContain('// Odd. The database works it out; it cannot be written.\n    sum: int({ readOnly: true }),')
    expect(modelsOf(draftModels('db', [noKey], { keys: new Map([['logs', ['line']]]) })).Log?.key).toEqual(['line'])
  })
})

describe('whatever tables are called', () => {
  const word = fc.constantFrom(
    'order',
    'orders',
    'Order',
    'order_group',
    'OrderEdge',
    'node',
    'nodes',
    'query',
    'and',
    'or',
    'not',
    'node_id',
    '__typename',
    '__proto__',
    'constructor',
    'id',
    'ID',
    'i.d',
    '1',
    '',
    ' ',
    '"',
    "'",
    '日本',
    'é',
    'type',
    'where',
    'count',
    'String',
    'date',
    'people',
    'person',
    'x'.repeat(128),
    'isNull',
    'toString',
    'aggregate',
    'groups',
    'sum',
  )
  const name = fc.array(fc.oneof(word, fc.string({ maxLength: 3 })), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('_'))
  const enumType = fc.uniqueArray(fc.oneof(word, fc.string({ maxLength: 4 })), { minLength: 1, maxLength: 4 }).map(
    (values): FieldType => ({
      kind: 'enum',
      name: values[0] ?? 'e',
      values: Object.fromEntries(values.map((value, i) => [`V${i}`, value])),
    }),
  )
  const nested = fc.uniqueArray(name, { minLength: 1, maxLength: 3 }).map(
    (keys): FieldType => ({
      kind: 'object',
      name: 'o',
      fields: Object.fromEntries(keys.map((each) => [each, { type: { kind: 'int' } as const }])),
    }),
  )
  const type = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom<FieldType>(
        { kind: 'int' },
        { kind: 'bigInt' },
        { kind: 'string' },
        { kind: 'json' },
        { kind: 'uuid' },
        { kind: 'date' },
      ),
    },
    enumType,
    nested,
  )
  const someTables = fc
    .uniqueArray(
      fc.record({
        name,
        columns: fc.uniqueArray(fc.record({ name, type }), { selector: (each) => each.name, minLength: 1, maxLength: 5 }),
        links: fc.array(fc.tuple(fc.nat(9), fc.nat(4)), { maxLength: 4 }),
        unique: fc.array(fc.nat(4), { maxLength: 2 }),
      }),
      { selector: (each) => each.name, minLength: 1, maxLength: 10 },
    )
    .map((all) =>
      all.map(({ name: own, columns, links, unique }): TableInfo => {
        const at = (i: number) => columns[i % columns.length]?.name ?? ''
        return table(own, [column(' pk'), ...columns.map((each) => column(each.name, each.type))], {
          uniques: unique.map((i) => [at(i)]),
          foreignKeys: links.map(([to, from]) => key([at(from)], all[to % all.length]?.name ?? '', [' pk'])),
        })
      }),
    )

  test('the catalog and the graph take them, and they are what the database has', () => {
    fc.assert(
      fc.property(someTables, (tables) => {
        const drafts = draftModels('db', tables)
        const catalog = buildCatalog(sources(drafts))
        expect(catalog.models.size).toBe(tables.length)
        expect(
          compareModels(catalog, 'db', tables).filter(
            ({ level, text }) => level === 'fault' && !text.includes(' is bigInt, but') && !text.includes(' is string, but'),
          ),
        ).toEqual([])
        const limits = {
          defaultPageSize: 1,
          maxPageSize: 1,
          maxBatchSize: 1,
          idempotencyHours: 1,
          maxRows: 1,
          crossDatabaseKeys: 1,
          requestTimeout: 1,
          maxBodyBytes: 1,
          maxTokens: 1,
          maxDepth: 1,
          maxAliases: 1,
          maxRootFields: 1,
        }
        buildSchema({ catalog, collationOf: () => 'binary', cursors: createCursors('0123456789abcdef'), limits, extensions: [] })
      }),
      { numRuns: Number(process.env.RUNS ?? 60) },
    )
  })
})
