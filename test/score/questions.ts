/** What the clients of a run ask: light questions to one datasource each, and wide ones to all of them. */

import type { DatasourceName } from './world.ts'

/** One datasource each, by key, so that the answer is known. */
export const LIGHT: Readonly<Record<DatasourceName, string>> = {
  main: '{ order(id: 7) { id status orderedAt freight } }',
  products_db: '{ product(id: 7) { id name sku unitPrice } }',
  users_db: '{ customers(first: 5, orderBy: [{email: ASC}]) { nodes { id email companyName } } }',
}

/** A table of each that only few questions here touch. */
export const QUIET: Readonly<Record<DatasourceName, { readonly table: string; readonly question: string }>> = {
  main: { table: 'shipments', question: '{ shipments(first: 3) { nodes { id carrier } } }' },
  products_db: { table: 'suppliers', question: '{ suppliers(first: 3) { nodes { id companyName } } }' },
  users_db: { table: 'reviews', question: '{ reviews(first: 3) { nodes { id rating } } }' },
}

/**
 * Response keys tell what a field needs: `m` main, `p` products_db, `u` users_db. A key without such letters before its first `_` needs
 * what its parent needs.
 */
export const WIDE: readonly string[] = [
  `{ m_orders: orders(first: 5) { nodes { id u_customer: customer { companyName } lines(first: 3) { nodes { quantity p_product: product { name } } } } }
     u_customers: customers(first: 3) { nodes { id email } } p_products: products(first: 4) { nodes { id name } } }`,
  `{ p_products: products(first: 4) { nodes { name m_lines: orderLines(first: 2) { nodes { quantity } } u_reviews: reviews(first: 2) { nodes { rating } } } } }`,
  `{ u_customers: customers(first: 4) { nodes { email m_orders: orders(first: 2) { totalCount nodes { id status } } reviews(first: 2) { nodes { rating p_product: product { name } } } } }
     m_count: orders { totalCount } }`,
  `{ mu_orders: orders(first: 3, where: {customer: {companyName: {contains: "a"}}}) { totalCount nodes { id } }
     pu_products: products(first: 3, where: {reviews: {some: {rating: {gte: 4}}}}) { nodes { id } } m_shipments: shipments(first: 2) { nodes { id } } }`,
  `{ u_reviews: reviews(first: 5, orderBy: [{id: ASC}]) { nodes { rating p_product: product { name category { name } m_lines: orderLines(first: 1) { nodes { quantity } } } customer { companyName } } } }`,
]

const TAG: Readonly<Record<string, DatasourceName>> = { m: 'main', p: 'products_db', u: 'users_db' }

/** The datasources that the field under this response key needs by itself. */
export const needs = (key: string): readonly DatasourceName[] =>
  [...(/^([mpu]+)_/.exec(key)?.[1] ?? '')].map((letter) => TAG[letter] as DatasourceName)

type Path = readonly (string | number)[]

/** What a whole answer becomes while `down` is away: null at each outermost field that needs it, and where those are. */
export function without(whole: unknown, down: DatasourceName): { readonly data: unknown; readonly paths: readonly Path[] } {
  const paths: Path[] = []
  const walk = (value: unknown, path: Path): unknown => {
    if (Array.isArray(value)) return value.map((one, i) => walk(one, [...path, i]))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        // What is null anyway, as a relation without a key, needs nobody.
        if (inner === null || !needs(key).includes(down)) return [key, walk(inner, [...path, key])]
        paths.push([...path, key])
        return [key, null]
      }),
    )
  }
  return { data: walk(whole, []), paths }
}
