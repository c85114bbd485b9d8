/** The read API over HTTP, asked as a client does: one graph over three datasources, whatever they are. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, startGateway } from './harness.ts'
import { Section2Document } from './operations.generated.ts'

type Connection<T> = {
  totalCount: number
  nodes: T[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string }
}

/**
 * @param where what the three datasources of the demo are, for the name
 * @param env the variables that make them so; asked for once, before the first test
 */
export function readChecks(where: string, env: () => Promise<Readonly<Record<string, string>>>): void {
  describe(where, () => {
    let databases: Readonly<Record<string, string>>
    let client: Client
    beforeAll(async () => {
      databases = await env()
      client = await startGateway(databases)
    }, 600_000)
    afterAll(() => client?.[Symbol.asyncDispose]())

    describe('one graph over three datasources', () => {
      test('the request of the design takes exactly four statements, and none holds a value or an alias', async () => {
        let orders: unknown
        const statements = await client.statements(async () => {
          orders = (await client.data(Section2Document)).orders
        })
        expect(statements.map(({ datasource }) => datasource).sort()).toEqual(['main', 'main', 'products_db', 'users_db'])
        for (const { text } of statements) expect(text).not.toMatch(/open|OPEN|\bname"? *:|companyName/)
        const { nodes } = orders as { nodes: { customer: { name: string }; lines: { nodes: { product: { name: string } }[] } }[] }
        expect(nodes.length).toBeGreaterThan(5)
        for (const order of nodes) {
          expect(order.customer.name).toMatch(/./)
          for (const line of order.lines.nodes) expect(line.product.name).toMatch(/./)
        }
      })

      test('the example queries of GraphiQL answer without an error', async () => {
        const queries = client.gateway.user.examples.map(({ query }) => query).filter((query) => /^query /m.test(query))
        expect(queries.length).toBeGreaterThan(2)
        for (const query of queries) await client.data(query)
      })

      test('relations cross both ways, through a model between as well, with a page per parent', async () => {
        type Data = { products: { nodes: { id: string; orders: Connection<{ id: string }>; orderLines: { totalCount: number } }[] } }
        const { products } = await client.data<Data>(`{ products(first: 10) { nodes {
      id orderLines { totalCount } orders(first: 2, orderBy: [{ orderedAt: DESC }]) { totalCount nodes { id } } } } }`)
        for (const { id, orders, orderLines } of products.nodes) {
          expect(orders.totalCount).toBe(orderLines.totalCount)
          expect(orders.nodes).toHaveLength(Math.min(2, orders.totalCount))
          const direct = await client.data<{ orders: Connection<{ id: string }> }>(
            `query Q($id: ID!) { orders(first: 2, orderBy: [{ orderedAt: DESC }], where: { products: { some: { id: { eq: $id } } } }) { totalCount nodes { id } } }`,
            { id },
          )
          expect(direct.orders).toEqual(orders)
        }
      })

      test('filters through another datasource partition the whole', async () => {
        const { all, some, none, every } = await client.data<Record<string, { totalCount: number }>>(`{
      all: customers { totalCount }
      some: customers(where: { orders: { some: { status: { eq: CANCELLED } } } }) { totalCount }
      none: customers(where: { orders: { none: { status: { eq: CANCELLED } } } }) { totalCount }
      every: customers(where: { not: { orders: { every: { status: { neq: CANCELLED } } } } }) { totalCount }
    }`)
        expect((some?.totalCount ?? 0) + (none?.totalCount ?? 0)).toBe(all?.totalCount)
        expect(every).toEqual(some)
        expect(some?.totalCount).toBeGreaterThan(0)
      })

      test('an order’s total, an extension field, is what its lines and freight say', async () => {
        type Data = { order: { total: string; freight: string; lines: { aggregate: { sum: { lineTotal: string } } } } }
        const { order } = await client.data<Data>('{ order(id: 7) { total freight lines { aggregate { sum { lineTotal } } } } }')
        const cents = (text: string) => BigInt(text.replace('.', ''))
        expect(cents(order.total)).toBe(cents(order.freight) + cents(order.lines.aggregate.sum.lineTotal))
      })

      test('too many keys between databases are refused, with the limit and the datasource', async () => {
        await using small = await startGateway({ ...databases, CROSS_DATABASE_KEYS: '20' })
        const { data, errors } = await small.ask('{ customers(where: { orders: { some: {} } }) { totalCount } products { totalCount } }')
        expect(data).toEqual({ customers: null, products: { totalCount: 100 } })
        expect(errors).toHaveLength(1)
        expect(errors?.[0]).toMatchObject({
          path: ['customers'],
          extensions: { code: 'CROSS_DATABASE_LIMIT_EXCEEDED', datasource: 'main' },
        })
        expect(errors?.[0]?.message).toContain('more than 20 keys')
      })
    })

    describe('pages', () => {
      const PAGE = `query P($first: Int, $after: String, $last: Int, $before: String) {
    products(first: $first, after: $after, last: $last, before: $before, orderBy: [{ supplier: { country: ASC } }, { category: { name: DESC } }]) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { id } } }`
      type Page = { products: Connection<{ id: string }> }
      const whole = async () => (await client.data<Page>(PAGE, { first: 1000 })).products.nodes.map(({ id }) => id)

      test('forward and backward, pages are the whole in its order', async () => {
        const ids = await whole()
        expect(new Set(ids).size).toBe(100)
        const forward: string[] = []
        for (let after: string | undefined; ; ) {
          const { products } = await client.data<Page>(PAGE, { first: 7, after })
          forward.push(...products.nodes.map(({ id }) => id))
          expect(products.totalCount).toBe(100)
          expect(products.pageInfo.hasPreviousPage).toBe(after !== undefined)
          if (!products.pageInfo.hasNextPage) break
          after = products.pageInfo.endCursor
        }
        expect(forward).toEqual(ids)
        const backward: string[] = []
        for (let before: string | undefined; ; ) {
          const { products } = await client.data<Page>(PAGE, { last: 9, before })
          backward.unshift(...products.nodes.map(({ id }) => id))
          expect(products.pageInfo.hasNextPage).toBe(before !== undefined)
          if (!products.pageInfo.hasPreviousPage) break
          before = products.pageInfo.startCursor
        }
        expect(backward).toEqual(ids)
      })

      test('a field of another datasource orders and pages like an own one', async () => {
        const ORDERS = `query O($after: String) { orders(first: 90, after: $after, orderBy: [{ customer: { companyName: DESC } }]) {
      pageInfo { hasNextPage endCursor } nodes { id customer { companyName } } } }`
        type Data = { orders: Connection<{ id: string; customer: { companyName: string } }> }
        const seen: { id: string; customer: { companyName: string } }[] = []
        for (let after: string | undefined; ; ) {
          const { orders } = await client.data<Data>(ORDERS, { after })
          seen.push(...orders.nodes)
          if (!orders.pageInfo.hasNextPage) break
          after = orders.pageInfo.endCursor
        }
        expect(new Set(seen.map(({ id }) => id)).size).toBe(1000)
        const names = seen.map(({ customer }) => Buffer.from(customer.companyName))
        expect(names.every((name, i) => i === 0 || Buffer.compare(names[i - 1] as Buffer, name) >= 0)).toBe(true)
      })

      test('a cursor that is forged, damaged, or of another list or order is refused', async () => {
        const { products } = await client.data<Page>(PAGE, { first: 1 })
        const good = products.pageInfo.endCursor
        const bad = [`${good}A`, good.slice(0, -2), `${good[0] === 'A' ? 'B' : 'A'}${good.slice(1)}`, 'x', '', 'ä']
        for (const after of bad) {
          const { errors } = await client.ask(PAGE, { first: 1, after })
          expect(errors?.[0]?.extensions.code, after).toBe('BAD_CURSOR')
        }
        // The last two have as many terms as the cursor has values: only where it belongs tells it from one of theirs.
        const swapped = 'products(orderBy: [{ category: { name: DESC } }, { supplier: { country: ASC } }])'
        const others = 'orders(orderBy: [{ status: ASC }, { freight: DESC }])'
        for (const field of ['products', 'orders', 'products(orderBy: [{ name: ASC }])', swapped, others]) {
          const args = field.endsWith(')') ? field.replace(')', ', after: $after)') : `${field}(after: $after)`
          const { errors } = await client.ask(`query Q($after: String) { ${args} { nodes { id } } }`, { after: good })
          expect(errors?.[0]?.extensions.code, field).toBe('BAD_CURSOR')
        }
      })
    })

    describe('point reads', () => {
      test('many by key, of one shape, are one statement; another shape is one more', async () => {
        const fields = Array.from({ length: 12 }, (_, i) => `p${i}: product(id: ${i + 1}) { ${i < 6 ? 'name' : 'name sku'} }`).join(' ')
        let data: Record<string, unknown> = {}
        const statements = await client.statements(async () => {
          data = await client.data(`{ ${fields} missing: product(id: 999999) { name } }`)
        })
        expect(statements).toHaveLength(2)
        expect(Object.keys(data)).toHaveLength(13)
        expect(data.missing).toBeNull()
        expect(data.p0).toEqual({ name: expect.any(String) })
        expect(data.p11).toEqual({ name: expect.any(String), sku: expect.any(String) })
      })

      test('by a unique field, by a composite key and by global id', async () => {
        type Data = {
          product: { sku: string; nodeId: string }
          orderLines: { nodes: { orderId: string; productId: string; nodeId: string; quantity: number }[] }
        }
        const { product, orderLines } = await client.data<Data>(
          '{ product(id: 3) { sku nodeId } orderLines(first: 1) { nodes { orderId productId nodeId quantity } } }',
        )
        const [line] = orderLines.nodes
        const data = await client.data(
          `query Q($sku: String!, $order: ID!, $product: ID!, $a: ID!, $b: ID!) {
        productBySku(sku: $sku) { id }
        orderLine(orderId: $order, productId: $product) { quantity }
        a: node(nodeId: $a) { nodeId ... on Product { id } ... on OrderLine { quantity } }
        b: node(nodeId: $b) { __typename ... on OrderLine { quantity } }
        none: node(nodeId: "${Buffer.from('["Product",12345]').toString('base64url')}") { nodeId } }`,
          { sku: product.sku, order: line?.orderId, product: line?.productId, a: product.nodeId, b: line?.nodeId },
        )
        expect(data).toEqual({
          productBySku: { id: '3' },
          orderLine: { quantity: line?.quantity },
          a: { nodeId: product.nodeId, id: '3' },
          b: { __typename: 'OrderLine', quantity: line?.quantity },
          none: null,
        })
      })
    })

    test('aliases of every kind are kept apart', async () => {
      const long = 'x'.repeat(300)
      const { data } = await client.ask<{ product: Record<string, unknown> }>(
        `{ product(id: 1) { a: name A: sku __proto__: name constructor: sku toString: name ${long}: name
        c: category { a: name } C: category { a: id } lines: orderLines(first: 1) { totalCount } Lines: orderLines(first: 2) { nodes { a: quantity A: discount } } } }`,
      )
      const product = data?.product
      const { name, sku } = (await client.data<{ product: { name: string; sku: string } }>('{ product(id: 1) { name sku } }')).product
      expect(product).toMatchObject({ a: name, A: sku, constructor: sku, toString: name, [long]: name })
      expect(Object.entries(product ?? {}).find(([key]) => key === '__proto__')?.[1]).toBe(name)
      expect(product?.c).not.toEqual(product?.C)
    })

    describe('bad input is refused with a code, and the process serves on', () => {
      const CASES: readonly [document: string, code: string, variables?: Record<string, unknown>][] = [
        ['{ products { nodes { nothing } } }', 'GRAPHQL_VALIDATION_FAILED'],
        ['{ products(where: { name: { eq: 5 } }) { totalCount } }', 'GRAPHQL_VALIDATION_FAILED'],
        ['{ products(where: { name: { like: "x" } }) { totalCount } }', 'GRAPHQL_VALIDATION_FAILED'],
        ['{ products(where: { name: { eq: null } }) { totalCount } }', 'BAD_USER_INPUT'],
        ['{ products(first: -1) { totalCount nodes { id } } }', 'BAD_USER_INPUT'],
        ['{ products(first: 1001) { nodes { id } } }', 'BAD_USER_INPUT'],
        ['{ products(first: 1, last: 1) { nodes { id } } }', 'BAD_USER_INPUT'],
        ['{ products(offset: -1) { nodes { id } } }', 'BAD_USER_INPUT'],
        ['{ products(offset: 1, after: "x") { nodes { id } } }', 'BAD_USER_INPUT'],
        ['{ products(orderBy: [{ name: ASC, sku: ASC }]) { nodes { id } } }', 'GRAPHQL_VALIDATION_FAILED'],
        ['{ product(id: "abc") { id } }', 'BAD_USER_INPUT'],
        ['{ customer(id: "1") { id } }', 'BAD_USER_INPUT'],
        ['{ products(where: { unitPrice: { gt: "1.234" } }) { totalCount } }', 'BAD_USER_INPUT'],
        ['{ node(nodeId: "x") { nodeId } }', 'BAD_USER_INPUT'],
        ['{ products { groups(by: []) { aggregate { count } } } }', 'BAD_USER_INPUT'],
        ['query Q($w: ProductWhere) { products(where: $w) { totalCount } }', 'BAD_USER_INPUT', { w: { nope: 1 } }],
        [`{ ${Array.from({ length: 10_000 }, (_, i) => `a${i}: __typename`).join(' ')} }`, 'QUERY_LIMIT_EXCEEDED'],
        [`{ ${Array.from({ length: 30 }, (_, i) => `a${i}: products { totalCount }`).join(' ')} }`, 'QUERY_LIMIT_EXCEEDED'],
        ['{', 'GRAPHQL_PARSE_FAILED'],
      ]
      test.each(CASES.map(([document, code, variables]) => [document.slice(0, 80), code, document, variables] as const))(
        '%s → %s',
        async (_, code, document, variables) => {
          const { errors } = await client.ask(document, variables)
          expect(errors?.[0]?.extensions.code).toBe(code)
          expect(await client.data('{ product(id: 1) { id } }')).toEqual({ product: { id: '1' } })
        },
      )

      test('an empty document and a document of 1 MB', async () => {
        expect((await client.ask('')).errors?.[0]?.extensions.code).toMatch(/GRAPHQL_PARSE_FAILED|BAD_USER_INPUT/)
        expect((await client.ask(`{ products { totalCount } } #${'x'.repeat(1_000_000)}`)).errors?.[0]?.extensions.code).toBe(
          'QUERY_LIMIT_EXCEEDED',
        )
        expect(await client.data('{ product(id: 1) { id } }')).toEqual({ product: { id: '1' } })
      })
    })
  })
}
