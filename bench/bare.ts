/** The yardstick: node:http and prepared statements of the driver alone, for the very bodies that the gateway is sent. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import type { WorkloadName } from './workloads.ts'

type Variables = Readonly<Record<string, string>>
type Answer = (variables: Variables) => Promise<unknown>

const DATE = 1082
const MOMENT = 1184
pg.types.setTypeParser(DATE, (text: string) => text)
// `2026-01-31 10:00:00.5+00` by text: a Date for each would cost more than the driver.
pg.types.setTypeParser(MOMENT, (text: string) => `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(3, '0')}Z`)

const poolOf = (url: string | undefined) => new pg.Pool({ connectionString: url, max: 10, options: '-c TimeZone=UTC -c DateStyle=ISO' })
const main = poolOf(process.argv[2])
const second = poolOf(process.argv[3])

const PRODUCT = 'id::text as id, name, sku, unit_price as "unitPrice", units_in_stock as "unitsInStock"'
const ORDER = `id::text as id, id::text as number, upper(status) as status, ordered_at as "orderedAt", required_on as "requiredOn",
  freight, customer_id as "customerId", employee_id::text as "employeeId"`
const PAGE = '(select id, upper(status) as status, ordered_at, customer_id from orders where id >= $1 order by id limit 20) o'
const LINES = `left join lateral (select product_id, quantity, unit_price from order_lines where order_id = o.id order by product_id limit 10) l on true
  left join products p on p.id = l.product_id order by o.id, l.product_id`

const ONE = { name: 'w1', text: `select ${PRODUCT} from products where id = $1` }
// With the 50 in its text PostgreSQL walks the key and skips the other categories, at three times the cost.
const MANY = { name: 'w2', text: `select ${PRODUCT} from products where category_id = $1 order by products.id limit $2` }
const WIDE = { name: 'w4', text: `select ${ORDER} from orders where id >= $1 order by orders.id limit 1000` }
const JOINED = {
  name: 'w3',
  text: `select o.id::text, o.status, o.ordered_at, l.quantity, l.unit_price, p.id::text, p.name, c.id, c.company_name
    from ${PAGE} join customers c on c.id = o.customer_id ${LINES}`,
}
const APART = {
  name: 'w3x',
  text: `select o.id::text, o.status, o.ordered_at, l.quantity, l.unit_price, p.id::text, p.name, o.customer_id from ${PAGE} ${LINES}`,
}
const CUSTOMERS = { name: 'customers', text: 'select id, company_name as "companyName" from customers where id = any($1::uuid[])' }

type Cells = readonly (string | number | null)[]

/** Orders with their lines from the joined rows, which come by order. */
function nested(rows: readonly Cells[], customerOf: (row: Cells) => unknown): unknown {
  const nodes: { id: unknown; lines: { nodes: unknown[] } }[] = []
  let last: (typeof nodes)[number] | undefined
  for (const row of rows) {
    const [id, status, orderedAt, quantity, unitPrice, product, name] = row
    if (last?.id !== id) {
      const order = { id, status, orderedAt, customer: customerOf(row), lines: { nodes: [] } }
      nodes.push(order)
      last = order
    }
    if (product !== null) last?.lines.nodes.push({ quantity, unitPrice, product: { id: product, name } })
  }
  return { orders: { nodes } }
}

const ANSWERS: Readonly<Record<WorkloadName, Answer>> = {
  W1: async ({ id }) => ({ product: (await main.query({ ...ONE, values: [id] })).rows[0] ?? null }),
  W2: async ({ category }) => ({ products: { nodes: (await main.query({ ...MANY, values: [category, 50] })).rows } }),
  async W3({ from }) {
    const { rows } = await main.query<Cells>({ ...JOINED, values: [from], rowMode: 'array' } as never)
    return nested(rows as unknown as Cells[], (row) => ({ id: row[7], companyName: row[8] }))
  },
  W4: async ({ from }) => ({ orders: { nodes: (await main.query({ ...WIDE, values: [from] })).rows } }),
  W5: async () => ({ __typename: 'Query' }),
  async W3x({ from }) {
    const { rows } = await main.query<Cells>({ ...APART, values: [from], rowMode: 'array' } as never)
    const orders = rows as unknown as Cells[]
    const found = await second.query<{ id: string }>({ ...CUSTOMERS, values: [[...new Set(orders.map((row) => row[7]))]] })
    const customers = new Map<unknown, unknown>(found.rows.map((row) => [row.id, row]))
    return nested(orders, (row) => customers.get(row[7]) ?? null)
  },
}

interface Asked {
  readonly operationName: WorkloadName
  readonly variables: Variables
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { operationName, variables } = JSON.parse(String(Buffer.concat(chunks))) as Asked
    ANSWERS[operationName](variables).then(
      (data) => {
        const body = JSON.stringify({ data })
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`POST http://127.0.0.1:${(server.address() as AddressInfo).port}/\n`))
process.on('SIGTERM', () => process.exit(0))
