/** Plans as operators read them: they are what then runs, statement by statement, and cost no database anything. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, startGateway } from './e2e/harness.ts'
import { type Ask, asks, dataOf, KEYS } from './support/admin.ts'

interface Step {
  readonly number: number
  readonly level: number
  readonly purpose: string
  readonly fields: readonly string[]
  readonly datasource: string
  readonly engine: string
  readonly model: string
  readonly statement: string
  readonly needs: readonly number[]
  readonly keys: { readonly from: readonly string[]; readonly to: readonly string[] } | null
  readonly limit: number | null
  readonly maxRows: number
  readonly maxKeys: number | null
}
interface Plan {
  readonly text: string
  readonly statements: number
  readonly levels: number
  readonly datasources: readonly string[]
  readonly steps: readonly Step[]
}

const EXPLAIN = `query ($operation: String!, $variables: JSON, $operationName: String) {
  admin {
    explain(operation: $operation, variables: $variables, operationName: $operationName) {
      text statements levels datasources
      steps { number level purpose fields datasource engine model statement needs keys { from to } limit maxRows maxKeys }
    }
  }
}`

let client: Client
let ask: Ask

beforeAll(async () => {
  client = await startGateway({ ...KEYS, HEALTH_INTERVAL: '60000' })
  ask = asks(client.url)
}, 120_000)
afterAll(() => client?.[Symbol.asyncDispose]())

const explain = async (operation: string, variables?: object, operationName?: string): Promise<Plan> =>
  (await dataOf<{ admin: { explain: Plan } }>(ask('admin', EXPLAIN, { operation, variables, operationName }))).admin.explain

const refusal = async (operation: string, variables?: unknown, operationName?: string) => {
  const { data, errors } = await ask('admin', EXPLAIN, { operation, variables, operationName })
  expect(data).toEqual({ admin: { explain: null } })
  expect(errors).toHaveLength(1)
  return { code: errors?.[0]?.extensions.code, message: errors?.[0]?.message }
}

const SECTION_2 = readFileSync('test/e2e/section2.graphql', 'utf8')
/** Mutations are not explained. */
const examples = readdirSync('schema/examples')
  .map((name) => readFileSync(join('schema/examples', name), 'utf8'))
  .filter((text) => !/^mutation/m.test(text))

const pairs = (list: readonly { readonly datasource: string; readonly statement?: string; readonly text?: string }[]) =>
  list.map(({ datasource, statement, text }) => `${datasource}: ${statement ?? text}`).toSorted()

describe('the plan is what runs', () => {
  test.each<readonly [string, string]>([
    ['the request of the design', SECTION_2],
    ...examples.map((text, i) => [`example ${i + 1}`, text] as const),
    ['a page with its count', '{ products(first: 3) { totalCount nodes { id name } pageInfo { hasNextPage } } }'],
    [
      'an order by another datasource',
      '{ orders(first: 4, orderBy: [{ customer: { companyName: ASC } }]) { nodes { id customer { companyName } } } }',
    ],
    ['a filter across', '{ orders(where: { customer: { companyName: { contains: "a" } } }) { totalCount } }'],
    ['a many-to-many relation', '{ products(first: 5) { nodes { id orders(first: 2) { nodes { id } } } } }'],
    ['the same from its other end', '{ orders(first: 5) { nodes { id products(first: 2) { totalCount nodes { id } } } } }'],
    [
      'what two fields need of another datasource alike',
      '{ a: orders(where: { customer: { companyName: { contains: "a" } } }) { totalCount } b: orders(where: { customer: { companyName: { contains: "a" } } }, first: 2) { nodes { id } } }',
    ],
  ])('%s', async (_name, operation) => {
    const plan = await explain(operation)
    const ran = await client.statements(() => client.data(operation))
    expect(pairs(plan.steps)).toEqual(pairs(ran))
    expect(plan.statements).toBe(ran.length)
  })

  test('point reads of one shape are one statement, for both fields', async () => {
    const operation = '{ a: product(id: 1) { name } b: product(id: 2) { name } c: product(id: 3) { id sku } }'
    const plan = await explain(operation)
    const ran = await client.statements(() => client.data(operation))
    expect(pairs(plan.steps)).toEqual(pairs(ran))
    expect(plan.steps.map(({ fields }) => fields)).toEqual(expect.arrayContaining([['a', 'b'], ['c']]))
    expect(plan.steps.every(({ purpose, datasource }) => purpose === 'ROOT' && datasource === 'products_db')).toBe(true)
  })
})

describe('what a plan tells', () => {
  test('levels, ties, limits, and the text', async () => {
    const plan = await explain(SECTION_2)
    const summary = plan.steps.map(({ level, purpose, datasource, model, needs }) => ({ level, purpose, datasource, model, needs }))
    expect(summary).toEqual([
      { level: 1, purpose: 'ROOT', datasource: 'main', model: 'Order', needs: [] },
      { level: 2, purpose: 'RELATION', datasource: 'users_db', model: 'Customer', needs: [1] },
      { level: 2, purpose: 'RELATION', datasource: 'main', model: 'OrderLine', needs: [1] },
      { level: 3, purpose: 'RELATION', datasource: 'products_db', model: 'Product', needs: [3] },
    ])
    expect(plan.levels).toBe(3)
    expect(plan.datasources.toSorted()).toEqual(['main', 'products_db', 'users_db'])
    expect(plan.steps[1]).toMatchObject({ keys: { from: ['customerId'], to: ['id'] }, fields: ['orders'], engine: 'sqlite' })
    expect(plan.text).toMatch(/^4 statements in 3 levels/)
    for (const { statement } of plan.steps) expect(plan.text).toContain(statement)
  })

  test('a filter across asks for its keys first, and says how many it may carry', async () => {
    const { steps } = await explain(
      '{ orders(where: { customer: { companyName: { contains: "zebra-canary" } } }, first: 7) { nodes { id } } }',
    )
    expect(steps.map(({ level, purpose, needs, limit, maxKeys }) => ({ level, purpose, needs, limit, maxKeys }))).toEqual([
      { level: 1, purpose: 'SEMI_JOIN', needs: [], limit: 10_001, maxKeys: 10_000 },
      { level: 2, purpose: 'ROOT', needs: [1], limit: 8, maxKeys: null },
    ])
    expect(JSON.stringify(steps)).not.toContain('zebra-canary')
  })

  test('variables, several operations, and a value that never shows', async () => {
    const operation =
      'query A($q: String!) { products(where: { name: { contains: $q } }) { totalCount } } query B { products { totalCount } }'
    const plan = await explain(operation, { q: 'canary-value' }, 'A')
    expect(plan.statements).toBe(1)
    expect(plan.text).not.toContain('canary-value')
    expect((await refusal(operation)).code).toBe('BAD_USER_INPUT')
  })

  test('what asks no database', async () => {
    expect(await explain('{ __typename }')).toMatchObject({ statements: 0, levels: 0, text: 'No database is asked.' })
  })
})

describe('what it costs and refuses', () => {
  test('no statement, no probe, no figure', async () => {
    const asked: string[] = []
    const restore: (() => void)[] = []
    for (const name of client.gateway.registry.names) {
      const datasource = client.gateway.registry.get(name) as unknown as Record<string, unknown>
      for (const method of ['run', 'transaction', 'stats', 'introspect']) {
        const own = datasource[method] as ((...args: unknown[]) => unknown) | undefined
        if (own === undefined) continue
        datasource[method] = (...args: unknown[]) => {
          asked.push(`${name}.${method}`)
          return own.apply(datasource, args)
        }
        restore.push(() => {
          datasource[method] = own
        })
      }
    }
    for (const operation of [SECTION_2, ...examples, '{ a: product(id: 1) { name } }']) await explain(operation)
    expect(asked).toEqual([])
    await client.data('{ a: product(id: 1) { name } }')
    expect(asked).toEqual(['products_db.run'])
    for (const undo of restore) undo()
  })

  test('what would be refused when it ran', async () => {
    expect(await refusal('{ products(first: 100000) { totalCount } }')).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(await refusal('{ products { nope } }')).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' })
    expect(await refusal('{ products {')).toMatchObject({ code: 'GRAPHQL_PARSE_FAILED' })
    expect(await refusal('')).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(await refusal('{ products { totalCount } }', [1])).toMatchObject({ code: 'BAD_USER_INPUT' })
    for (const [variables, says] of [
      [{}, 'was not provided'],
      [{ n: null }, 'null'],
      [{ n: 'many' }, 'many'],
      [{ n: [1] }, 'Int'],
    ] as const)
      expect(await refusal('query ($n: Int!) { products(first: $n) { totalCount } }', variables)).toMatchObject({
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining(says),
      })
    const where = 'query ($w: ProductWhere) { products(where: $w) { totalCount } }'
    expect(await refusal(where, { w: { nope: 1 } })).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('nope') })
    expect(await refusal(`{ ${Array.from({ length: 60 }, (_, i) => `a${i}: __typename`).join(' ')} }`)).toMatchObject({
      code: 'QUERY_LIMIT_EXCEEDED',
    })
    const dear =
      '{ orders(first: 1000) { nodes { lines(first: 1000) { nodes { product { orderLines(first: 1000) { nodes { quantity } } } } } } } }'
    expect(await refusal(dear)).toMatchObject({ code: 'QUERY_LIMIT_EXCEEDED', message: expect.stringContaining('cost') })
    expect(await refusal('mutation { executeQuery(datasource: "main", query: "select 1") { rowCount } }')).toMatchObject({
      code: 'QUERY_UNSUPPORTED',
    })
  })

  test('it does not explain itself, nor lead round to the admin side', async () => {
    expect(await refusal('{ admin { datasources { name } } }')).toMatchObject({ code: 'QUERY_UNSUPPORTED' })
    expect(await refusal('{ admin { explain(operation: "{ admin { models { name } } }") { text } } }')).toMatchObject({
      code: 'QUERY_UNSUPPORTED',
    })
  })

  test('only for admins', async () => {
    const { data, errors } = await ask('sql', EXPLAIN, { operation: '{ __typename }' })
    expect(data).toEqual({ admin: null })
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  })
})
