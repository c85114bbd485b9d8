/** The Northwind set, spread over three datasources, asked through GraphQL: sums that are known from elsewhere. */

import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, startGateway } from './e2e/harness.ts'

/**
 * Skipped without NORTHWIND_DIR: the data set is not part of the repository, and without it there is nothing to ask.
 * @param where what the three datasources are, for the name
 * @param env the variables that make them so
 */
export function northwindChecks(where: string, env: () => Promise<Readonly<Record<string, string>>>): void {
  describe.skipIf(process.env.NORTHWIND_DIR === undefined)(`Northwind over ${where} (needs NORTHWIND_DIR)`, () => {
    let client: Client
    beforeAll(async () => {
      client = await startGateway({ SCHEMA_DIR: join(import.meta.dirname, 'fixtures/northwind'), ...(await env()) })
    }, 600_000)
    afterAll(() => client?.[Symbol.asyncDispose]())

    test('net sales are one exact aggregate of a computed field', async () => {
      const data = await client.data('{ orderDetails { totalCount aggregate { sum { netAmount } } } }')
      expect(data).toEqual({ orderDetails: { totalCount: 2155, aggregate: { sum: { netAmount: '1265793.0395' } } } })
    })

    test('orders, and those that were never shipped', async () => {
      const data = await client.data('{ orders { totalCount } open: orders(where: { shippedDate: { isNull: true } }) { totalCount } }')
      expect(data).toEqual({ orders: { totalCount: 830 }, open: { totalCount: 21 } })
    })

    test('customers without orders, which live in another database', async () => {
      const data = await client.data('{ customers(where: { orders: { none: {} } }) { nodes { customerId orders { totalCount } } } }')
      expect(data).toEqual({
        customers: {
          nodes: [
            { customerId: 'FISSA', orders: { totalCount: 0 } },
            { customerId: 'PARIS', orders: { totalCount: 0 } },
          ],
        },
      })
    })

    test('sales by customer country: groups by a field of another database', async () => {
      type Groups = {
        orderDetails: {
          groups: { key: { order: { customer: { country: string } } }; aggregate: { count: number; sum: { netAmount: string } } }[]
        }
      }
      const { orderDetails } = await client.data<Groups>(`{ orderDetails { groups(
      by: [{ order: { customer: { country: VALUE } } }], orderBy: [{ sum: { netAmount: DESC } }]
    ) { key { order { customer { country } } } aggregate { count sum { netAmount } } } } }`)
      const cents = orderDetails.groups.map(({ aggregate }) => BigInt(aggregate.sum.netAmount.replace('.', '')))
      expect(cents.reduce((a, b) => a + b, 0n)).toBe(12657930395n)
      expect(orderDetails.groups.map(({ aggregate }) => aggregate.count).reduce((a, b) => a + b, 0)).toBe(2155)
      expect(orderDetails.groups).toHaveLength(21)
      expect(orderDetails.groups.slice(0, 3)).toEqual([
        { key: { order: { customer: { country: 'USA' } } }, aggregate: { count: 352, sum: { netAmount: '245584.6105' } } },
        { key: { order: { customer: { country: 'Germany' } } }, aggregate: { count: 328, sum: { netAmount: '230284.6335' } } },
        { key: { order: { customer: { country: 'Austria' } } }, aggregate: { count: 125, sum: { netAmount: '128003.8385' } } },
      ])
    })
  })
}
