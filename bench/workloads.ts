/** What is measured: the documents, and the variables that they are asked with. */

export type WorkloadName = 'W1' | 'W2' | 'W3' | 'W4' | 'W5' | 'W3x'

export interface Workload {
  readonly name: WorkloadName
  readonly about: string
  readonly document: string
  /** The i-th of many different variables over the demo at this scale. */
  variables(i: number, scale: number): Readonly<Record<string, unknown>>
}

/** Different variables per workload: enough that no cache of rows would help, few enough to compare each answer first. */
export const PARAMETERS = 50

const NESTED = `($from: ID!) {
  orders(first: 20, where: { id: { gte: $from } }) {
    nodes {
      id status orderedAt
      customer { id companyName }
      lines(first: 10) { nodes { quantity unitPrice product { id name } } }
    }
  }
}`

/** A key from which on there are `rows` more. */
const from = (i: number, scale: number, rows: number): string =>
  String(1 + Math.floor((Math.max(0, Math.round(1000 * scale) - rows) * i) / PARAMETERS))

export const WORKLOADS: readonly Workload[] = [
  {
    name: 'W1',
    about: 'one product by key',
    document: 'query W1($id: ID!) { product(id: $id) { id name sku unitPrice unitsInStock } }',
    variables: (i, scale) => ({ id: String(1 + Math.floor((Math.round(100 * scale) * i) / PARAMETERS)) }),
  },
  {
    name: 'W2',
    about: '50 products by category',
    document:
      'query W2($category: ID!) { products(first: 50, where: { categoryId: { eq: $category } }) { nodes { id name sku unitPrice unitsInStock } } }',
    variables: (i) => ({ category: String(1 + (i % 12)) }),
  },
  {
    name: 'W3',
    about: '20 orders → customer, first 10 lines → product',
    document: `query W3${NESTED}`,
    variables: (i, scale) => ({ from: from(i, scale, 20) }),
  },
  {
    name: 'W4',
    about: '1,000 orders × 8 columns (an order has seven; its id comes twice)',
    document: `query W4($from: ID!) {
  orders(first: 1000, where: { id: { gte: $from } }) {
    nodes { id number: id status orderedAt requiredOn freight customerId employeeId }
  }
}`,
    variables: (i, scale) => ({ from: from(i, scale, 1000) }),
  },
  { name: 'W5', about: '`{ __typename }`', document: 'query W5 { __typename }', variables: () => ({}) },
  {
    name: 'W3x',
    about: 'W3 with the customers in a second database',
    document: `query W3x${NESTED}`,
    variables: (i, scale) => ({ from: from(i, scale, 20) }),
  },
]

/** The bodies that both servers are sent, byte for byte the same. */
export function bodiesOf({ name, document, variables }: Workload, scale: number): string[] {
  return Array.from({ length: PARAMETERS }, (_, i) =>
    JSON.stringify({ query: document, variables: variables(i, scale), operationName: name }),
  )
}
