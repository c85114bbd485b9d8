/** One order of the demo with everything that hangs on it: lines, shipments and a review. */

import type { Value } from '#switchyard/base/json.ts'
import { DAY, day, END, instant, joinedBy, orderedAt } from './calendar.ts'
import { isSold, money, priceOf } from './goods.ts'
import { customerId, HEADS } from './people.ts'
import { type Random, randomFor, uuidAt } from './random.ts'
import { CARRIERS, OPINIONS } from './words.ts'

export const ORDER_FIELDS = ['id', 'status', 'orderedAt', 'requiredOn', 'freight', 'customerId', 'employeeId']
export const LINE_FIELDS = ['orderId', 'productId', 'quantity', 'unitPrice', 'discount']
export const SHIPMENT_FIELDS = ['id', 'orderId', 'carrier', 'trackingCode', 'shippedAt', 'deliveredAt', 'weight']
export const REVIEW_FIELDS = ['id', 'rating', 'text', 'productId', 'customerId', 'createdAt']

/** How many rows of each kind there are; what an order refers to is worked out from these alone. */
export interface Counts {
  readonly customers: number
  readonly employees: number
  readonly suppliers: number
  readonly products: number
  readonly orders: number
}

type Status = 'OPEN' | 'PAID' | 'SHIPPED' | 'DELIVERED' | 'CANCELLED'

/** What is decided once about an order and shared by its rows. */
interface Facts {
  readonly at: number
  readonly status: Status
  readonly customer: string
  /** Null while nothing has left the warehouse. */
  readonly shippedAt: number | null
  readonly deliveredAt: number | null
}

function factsOf(index: number, counts: Counts): Facts {
  const random = randomFor('order', index)
  const at = orderedAt(index, counts.orders)
  const status = statusOf(END - at, random)
  const sent = status === 'SHIPPED' || status === 'DELIVERED'
  const shippedAt = Math.floor(at + (1 + random.unit() * 3) * DAY)
  const deliveredAt = Math.floor(shippedAt + (1 + random.unit() * 5) * DAY)
  return {
    at,
    status,
    customer: customerId(buyer(at, counts.customers, random), counts.customers),
    shippedAt: sent ? shippedAt : null,
    deliveredAt: status === 'DELIVERED' ? deliveredAt : null,
  }
}

/** What an order of this age has come to: the youngest wait for money, the oldest have long arrived or were called off. */
function statusOf(age: number, random: Random): Status {
  if (random.chance(0.09)) return 'CANCELLED'
  if (age < 6 * DAY) return random.pick<Status>(['OPEN', 'PAID'])
  if (age < 14 * DAY) return random.pick<Status>(['PAID', 'SHIPPED'])
  if (age < 25 * DAY) return random.pick<Status>(['SHIPPED', 'DELIVERED'])
  return random.chance(0.02) ? 'OPEN' : 'DELIVERED'
}

/** A customer who had signed up by then, the earliest most often; every twelfth never buys. */
function buyer(at: number, customers: number, random: Random): number {
  const index = Math.floor(random.unit() * random.unit() * joinedBy(at, customers))
  return index % 12 === 11 ? index - 1 : index
}

/** @param index from 0, roughly in the order of time */
export function orderRow(index: number, counts: Counts): Value[] {
  const { at, status, customer } = factsOf(index, counts)
  const random = randomFor('order detail', index)
  const requiredOn = random.chance(0.25) ? null : day(at + random.pick([7, 14, 28]) * DAY)
  const freight = random.chance(0.12) ? 0 : random.between(290, 4900)
  const employee = random.chance(0.1) ? null : random.between(Math.min(HEADS + 1, counts.employees), counts.employees)
  return [index + 1, status, instant(at), requiredOn, money(freight), customer, employee]
}

/** The positions of the products on an order, ascending. */
function productsOf(index: number, products: number): number[] {
  const random = randomFor('order products', index)
  const chosen = new Set<number>()
  for (let left = random.pick([1, 1, 2, 2, 3, 3, 4, 5]); left > 0; left--) {
    // The product of two chances: a few products sell very often.
    const product = Math.floor(random.unit() * random.unit() * products)
    chosen.add(isSold(product) ? product : product - 1)
  }
  return [...chosen].sort((a, b) => a - b)
}

export function lineRows(index: number, counts: Counts): Value[][] {
  const random = randomFor('order lines', index)
  const lastYear = END - orderedAt(index, counts.orders) > 365 * DAY
  return productsOf(index, counts.products).map((product) => {
    const price = priceOf(product)
    const discount = random.pick(['0.00', '0.00', '0.00', '0.00', '0.05', '0.10', '0.15', '0.25'])
    // Prices rose by about five percent a year ago.
    return [index + 1, product + 1, random.pick([1, 1, 2, 3, 5, 10, 12, 24]), money(lastYear ? Math.round(price * 0.95) : price), discount]
  })
}

/** @param firstId the number of the first shipment; further ones count on */
export function shipmentRows(index: number, counts: Counts, firstId: number): Value[][] {
  const { shippedAt, deliveredAt } = factsOf(index, counts)
  if (shippedAt === null) return []
  const random = randomFor('shipments', index)
  const carrier = random.pick(CARRIERS)
  const parcels = random.chance(0.05) ? 2 : 1
  return Array.from({ length: parcels }, (_, parcel) => {
    const code = `SW${String(index + 1).padStart(8, '0')}-${parcel + 1}`
    const weight = random.between(80, 24_000) / 1000
    return [firstId + parcel, index + 1, carrier, code, instant(shippedAt), deliveredAt === null ? null : instant(deliveredAt), weight]
  })
}

/** The review that came of an order, or none. */
export function reviewRows(index: number, counts: Counts): Value[][] {
  const { customer, deliveredAt } = factsOf(index, counts)
  const random = randomFor('review', index)
  if (deliveredAt === null || !random.chance(0.6)) return []
  const at = Math.floor(deliveredAt + (1 + random.unit() * 13) * DAY)
  if (at >= END) return []
  const rating = random.pick([1, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5])
  const text = random.chance(0.25) ? null : random.pick(OPINIONS[rating] ?? [])
  const product = random.pick(productsOf(index, counts.products))
  return [[uuidAt(at, random), rating, text, product + 1, customer, instant(at)]]
}
