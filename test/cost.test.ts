/** The cost of an operation: what it counts, and that adding up once and multiplying later is the same as expanding everything. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import {
  buildSchema,
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  validate,
  valueFromASTUntyped,
} from 'graphql'
import { expect, test } from 'vitest'
import { WORKLOADS } from '../bench/workloads.ts'
import { createCursors } from '../src/graphql/cursor.ts'
import { buildSchema as buildGraph } from '../src/graphql/schema.ts'
import { buildCatalog } from '../src/model/catalog.ts'
import * as f from '../src/model/fields.ts'
import { defineModel } from '../src/model/model.ts'
import { INTROSPECTION, ITEMS, OBJECT, priceOf, type Variables, WHOLE } from '../src/server/cost.ts'
import { readPrices } from '../src/server/prices.ts'
import { DEFAULT_PROTECTION } from '../src/server/protection.ts'

const SIZES = { defaultPageSize: 100, maxPageSize: 1_000, maxBatchSize: 1_000 }
/** So small that every row can be counted by itself. */
const TINY = { defaultPageSize: 5, maxPageSize: 12, maxBatchSize: 12 }

const SMALL = buildSchema(`
  type Query { a(id: ID): A  as(first: Int, last: Int, where: W): AConnection  tags: [A]  b: B }
  input W { x: Int  list: [W]  in: [Int] }
  type A { id: ID  name: String  words: [String]  b: B  as(first: Int, last: Int, where: W): AConnection }
  type B { id: ID  a: A  bs(first: Int): BConnection }
  type AConnection { nodes: [A]  edges: [AEdge]  pageInfo: PageInfo  totalCount: Int  aggregate: Agg  groups(first: Int): [Group!] }
  type BConnection { nodes: [B]  totalCount: Int }
  type AEdge { cursor: String  node: A }
  type Agg { count: Int  max: Max }
  type Max { id: ID }
  type Group { key: String  aggregate: Agg }
  type PageInfo { hasNextPage: Boolean }
`)

/** The price of every operation of a document. */
function costs(schema: GraphQLSchema, text: string, variables: Variables = {}): number[] {
  const document = parse(text)
  const prices = readPrices(schema)
  return operationsOf(document).map((operation) => priceOf(document, operation, prices, SIZES)(variables))
}

const operationsOf = (document: DocumentNode) =>
  document.definitions.filter((definition): definition is OperationDefinitionNode => definition.kind === 'OperationDefinition')

test('rows times fields, through nested pages; counts, aggregates and groups have their price', () => {
  const cases: [text: string, cost: number, variables?: Variables][] = [
    ['{ a { id name } }', 3],
    ['{ as(first: 10) { nodes { id name } } }', 2 + 10 * 2],
    ['{ as(last: 10) { edges { cursor node { id } } pageInfo { hasNextPage } } }', 2 + 10 * 3 + 2],
    ['{ as { nodes { id } } }', 2 + 100],
    ['{ as(first: 10) { nodes { id as(first: 5) { nodes { id name } } } } }', 2 + 10 * (1 + 2 + 5 * 2)],
    ['{ as(first: 10) { nodes { b { bs(first: 3) { totalCount } } } } }', 2 + 10 * (1 + 1 + 1 + WHOLE)],
    ['{ as(first: 0) { totalCount aggregate { count max { id } } } }', 1 + 1 + WHOLE + 1 + WHOLE + 3],
    ['{ as { groups(first: 7) { key aggregate { count } } } }', 1 + 1 + WHOLE + 7 * 3],
    ['{ tags { id name } }', 1 + ITEMS * 2],
    ['{ a { words } }', 2],
    ['{ __schema { types { name fields { name } } } __typename }', INTROSPECTION + 1],
    ['query ($n: Int) { as(first: $n) { nodes { id } } }', 2 + 40, { n: 40 }],
    ['query ($n: Int = 30) { as(first: $n) { nodes { id } } }', 2 + 30],
    ['query ($n: Int = 30) { as(first: $n) { nodes { id } } }', 2 + 100, { n: null }],
    ['query ($n: Int) { as(first: $n) { nodes { id } } }', 2 + 100],
    ['query ($on: Boolean!) { a { id name @include(if: $on) } }', 3, { on: true }],
    ['query ($on: Boolean!) { a { id name @include(if: $on) } }', 2, { on: false }],
    ['query ($on: Boolean!) { a { id ... @skip(if: $on) { name b { id } } } }', 2, { on: true }],
    ['{ as(first: 1, where: {x: 1, list: [{x: 2}, {x: 3, in: [1, 2, 3]}]}) { nodes { id } } }', 2 + 5 + 2 * OBJECT + 3 + 1],
    [
      'query ($w: W) { as(first: 1, where: $w) { nodes { id } } }',
      2 + 4 + 2 * OBJECT + 3 + 1,
      { w: { x: 1, list: [{ x: 2 }, { in: [1, 2, 3] }] } },
    ],
    // A list of values is not free, nor what a variable brings into one.
    ['query ($i: [Int]) { as(first: 1, where: {in: $i}) { nodes { id } } }', 2 + 1 + 500 + 1, { i: new Array(500).fill(7) }],
    [
      'query ($w: W) { as(first: 1, where: {list: [$w, {x: 1}]}) { nodes { id } } }',
      2 + 1 + 1 + 4 + OBJECT + 1 + 1,
      { w: { x: 1, in: [1, 2] } },
    ],
    ['{ as(first: 5) { ...C } } fragment C on AConnection { nodes { ...N } } fragment N on A { id name }', 2 + 5 * 2],
    // What no page may have is refused where it stands; here it counts as the largest that one may.
    ['{ as(first: 99999999) { nodes { id } } }', 2 + 1_000],
    ['{ as(first: -5) { nodes { id } } }', 2],
    ['query ($n: Int) { as(first: $n) { nodes { id } } }', 2 + 100, { n: 'x' }],
    ['query ($n: Int) { as(first: $n, last: 7) { nodes { id } } }', 2 + 7, { n: 3 }],
  ]
  for (const [text, cost, variables] of cases) {
    expect(validate(SMALL, parse(text)), text).toEqual([])
    expect([text, costs(SMALL, text, variables)[0]]).toEqual([text, cost])
  }
})

test('a question of an operator costs a tenth of the budget, each time that it stands in a document', () => {
  const catalog = buildCatalog([
    { model: defineModel('Thing', { datasource: 'main', fields: { id: f.int() }, key: ['id'] }), file: 'thing.ts' },
  ])
  const limits = { ...SIZES, maxBodyBytes: 1, maxTokens: 1, maxDepth: 1, maxAliases: 1, maxRootFields: 1 }
  const schema = buildGraph({ catalog, collationOf: () => 'binary', cursors: createCursors('0123456789abcdef'), limits, extensions: [] })
  const once = 'executeQuery(datasource: "main", query: "select 1") { rows }'
  expect(costs(schema, `mutation { ${once} }`)[0]).toBe(10_002)
  expect(costs(schema, `mutation { a: ${once} b: ${once} }`)[0]).toBe(20_004)
})

test('each operation of a document has its own price, with its own defaults', () => {
  const text = `query A($n: Int = 2) { as(first: $n) { ...C } } query B($n: Int = 9) { as(first: $n) { ...C } }
    fragment C on AConnection { nodes { as(first: $n) { nodes { id } } } }`
  expect(costs(SMALL, text)).toEqual([2 + 2 * (2 + 2), 2 + 9 * (2 + 9)])
})

test('the demo’s examples, the benchmark’s workloads and introspection cost a small part of the default budget', () => {
  const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'))
  const folder = 'schema/examples'
  const examples = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8'), {}] as const)
  const workloads = WORKLOADS.map(({ name, document, variables }) => [name, document, variables(0, 1)] as const)
  const all = [...examples, ...workloads, ['introspection', getIntrospectionQuery(), {}] as const]
  const measured = all.map(([name, text, variables]) => [name, costs(schema, text, variables)[0] as number] as const)
  expect(measured.filter(([, cost]) => cost > DEFAULT_PROTECTION.maxCost / 10)).toEqual([])
  // The figures that the examples were chosen by: a change of prices shows here.
  expect(Object.fromEntries(measured)).toMatchObject({ W1: 6, W2: 254, W3: 1_164, W4: 8_004, W5: 1, introspection: INTROSPECTION })
  expect(costs(schema, '{ orders { nodes { lines { nodes { product { orderLines { nodes { quantity } } } } } } } }')[0]).toBeGreaterThan(
    DEFAULT_PROTECTION.maxCost,
  )
})

/** The same by the simplest means: everything expanded, every row by itself counted with numbers. */
function naive(document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): number {
  const value = (name: string): unknown => {
    if (Object.hasOwn(variables, name)) return variables[name]
    const definition = operation.variableDefinitions?.find((one) => one.variable.name.value === name)
    return definition?.defaultValue === undefined ? undefined : valueFromASTUntyped(definition.defaultValue)
  }
  const fieldsOf = (type: string, set: SelectionSetNode): [type: string, field: FieldNode][] =>
    set.selections.flatMap((selection): [string, FieldNode][] => {
      for (const directive of selection.directives ?? []) {
        const given = directive.arguments?.[0]?.value
        const met = given?.kind === 'Variable' ? value(given.name.value) : given?.kind === 'BooleanValue' ? given.value : undefined
        if (met === (directive.name.value === 'skip')) return []
      }
      if (selection.kind === 'Field') return [[type, selection]]
      if (selection.kind === 'InlineFragment') return fieldsOf(selection.typeCondition?.name.value ?? type, selection.selectionSet)
      const fragment = document.definitions.find((one) => one.kind === 'FragmentDefinition' && one.name.value === selection.name.value)
      if (fragment?.kind !== 'FragmentDefinition') throw new Error('no fragment')
      return fieldsOf(fragment.typeCondition.name.value, fragment.selectionSet)
    })
  const argument = (field: FieldNode, name: string): unknown => {
    const given = field.arguments?.find((one) => one.name.value === name)?.value
    return given === undefined ? undefined : given.kind === 'Variable' ? value(given.name.value) : valueFromASTUntyped(given)
  }
  const keys = (given: unknown): number => {
    const item = (one: unknown): number => (typeof one !== 'object' || one === null ? 1 : Array.isArray(one) ? 0 : OBJECT)
    if (Array.isArray(given)) return given.reduce((sum: number, one) => sum + item(one) + keys(one), 0)
    if (given === null || typeof given !== 'object') return 0
    return Object.values(given).reduce((sum: number, one) => sum + 1 + keys(one), 0)
  }
  const page = (field: FieldNode): number => {
    const asked = ['first', 'last'].filter((name) => field.arguments?.some((one) => one.name.value === name))
    const sizes = asked
      .map((name) => argument(field, name))
      .map((size) => (typeof size === 'number' ? Math.min(Math.max(size, 0), TINY.maxPageSize) : TINY.defaultPageSize))
    return asked.length === 0 ? TINY.defaultPageSize : Math.max(...sizes)
  }
  const ofFields = (type: string, set: SelectionSetNode | undefined, rows: number): number =>
    set === undefined ? 0 : fieldsOf(type, set).reduce((sum, [on, field]) => sum + ofField(on, field, rows), 0)
  const ofField = (type: string, field: FieldNode, rows: number): number => {
    const name = field.name.value
    if (name === '__typename') return 1
    const definition = (SMALL.getType(type) as GraphQLObjectType).getFields()[name]
    if (definition === undefined) throw new Error(`no ${type}.${name}`)
    const to = getNamedType(definition.type).name
    const own = 1 + keys(argument(field, 'where'))
    if (to.endsWith('Connection')) return own + ofFields(to, field.selectionSet, page(field))
    const inner = () => ofFields(to, field.selectionSet, 0)
    if (name === 'nodes' || name === 'edges') {
      let sum = own
      for (let row = 0; row < rows; row++) sum += inner()
      return sum
    }
    if (name === 'groups') return own + WHOLE + page(field) * inner()
    if (type.endsWith('Connection') && to !== 'PageInfo') return own + WHOLE + inner()
    return own + (name === 'tags' ? ITEMS : 1) * inner()
  }
  return ofFields('Query', operation.selectionSet, 0)
}

const size = fc.constantFrom('', 'first: 3', 'first: $n', 'last: $m', 'first: 0', 'first: 2, last: $n')
const where = fc.constantFrom('', 'where: {x: 1}', 'where: $w', 'where: {list: [{x: 1}, {in: [1, 2]}]}')
const directive = fc.constantFrom('', '', '', '@include(if: $on)', '@skip(if: $on)', '@include(if: false)')
const args = (...parts: string[]) => {
  const all = parts.filter((part) => part !== '')
  return all.length === 0 ? '' : `(${all.join(', ')})`
}

/** Selections by type, each level shallower; fragments F0…F2 are on A and spread only those after them. */
const selections = (depth: number, spreads: readonly string[]): Record<'A' | 'B' | 'AConnection' | 'BConnection', fc.Arbitrary<string>> => {
  const deeper = depth === 0 ? undefined : selections(depth - 1, spreads)
  const some = (...options: fc.Arbitrary<string>[]) =>
    fc
      .array(fc.tuple(fc.nat(9_999), fc.oneof(...options), directive), { minLength: 1, maxLength: 3 })
      .map((all) =>
        all.map(([n, text, on]) => (text.startsWith('...') ? text.replace('@', on) : `k${n}: ${text.replace('@', on)}`)).join(' '),
      )
  const nest = (text: string, inner: fc.Arbitrary<string> | undefined) =>
    inner === undefined ? [] : [inner.map((selection) => `${text}@ { ${selection} }`)]
  const paged = (text: string, inner: fc.Arbitrary<string> | undefined, withWhere: boolean) =>
    inner === undefined
      ? []
      : [fc.tuple(size, withWhere ? where : fc.constant(''), inner).map(([n, w, selection]) => `${text}${args(n, w)}@ { ${selection} }`)]
  const onlyFirst = fc.constantFrom('', '(first: 2)', '(first: $n)')
  return {
    A: some(
      fc.constantFrom('id@', 'name@', 'words@', '__typename@', ...spreads.map((name) => `...${name}@`)),
      ...nest('b', deeper?.B),
      ...paged('as', deeper?.AConnection, true),
      ...(deeper === undefined ? [] : [deeper.A.map((selection) => `... on A@ { ${selection} }`)]),
    ),
    B: some(
      fc.constant('id@'),
      ...nest('a', deeper?.A),
      ...(deeper === undefined ? [] : [fc.tuple(onlyFirst, deeper.BConnection).map(([n, inner]) => `bs${n}@ { ${inner} }`)]),
    ),
    AConnection: some(
      fc.constantFrom('totalCount@', 'pageInfo@ { hasNextPage }', 'aggregate@ { count max { id } }'),
      onlyFirst.map((n) => `groups${n}@ { key aggregate { count } }`),
      ...nest('nodes', deeper?.A),
      ...(deeper === undefined ? [] : [deeper.A.map((selection) => `edges@ { cursor node { ${selection} } }`)]),
    ),
    BConnection: some(fc.constant('totalCount@'), ...nest('nodes', deeper?.B)),
  }
}

test('is what naive expansion counts, whatever the fragments, conditions and variables', () => {
  const document = fc
    .tuple(
      selections(3, ['F0', 'F1', 'F2']).AConnection,
      selections(2, ['F0', 'F1']).A,
      selections(2, ['F1', 'F2']).A,
      selections(1, ['F2']).A,
      selections(1, []).A,
    )
    .map(
      ([connection, a, f0, f1, f2]) =>
        `query ($n: Int = 4, $m: Int, $on: Boolean!, $w: W) { as(first: $n) { ${connection} } tags { ${a} } a { ${a} } }
         fragment F0 on A { ${f0} } fragment F1 on A { ${f1} } fragment F2 on A { ${f2} }`,
    )
  const variables = fc.record(
    {
      n: fc.constantFrom<unknown>(0, 1, 7, null, 'x', 5_000),
      m: fc.constantFrom<unknown>(2, 3, null),
      on: fc.boolean(),
      w: fc.constantFrom<unknown>(null, { x: 1 }, { list: [{ x: 1 }, { list: [{ in: [1, 2, 3] }] }] }),
    },
    { requiredKeys: ['on'] },
  )
  const prices = readPrices(SMALL)
  let dear = 0
  fc.assert(
    fc.property(document, variables, (text, given) => {
      const parsed = parse(text)
      const [operation] = operationsOf(parsed)
      if (operation === undefined) throw new Error('no operation')
      const expected = naive(parsed, operation, given)
      if (expected > 200) dear += 1
      expect(priceOf(parsed, operation, prices, TINY)(given)).toBe(expected)
    }),
    { numRuns: 300, seed: Number(process.env.SEED ?? 4) },
  )
  // Documents that cost next to nothing would prove nothing.
  expect(dear).toBeGreaterThan(50)
})
