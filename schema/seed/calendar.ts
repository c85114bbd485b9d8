/** When things happen in the demo: two years that end on a fixed day, so that the same rows come out on any day. */

import { randomFor } from './random.ts'

export const DAY = 86_400_000
/** The demo's now. */
export const END = Date.UTC(2026, 9, 31)
const START = Date.UTC(2024, 9, 31)
const SPAN = END - START

/** Part of the customers that were there before the first order. */
const EARLY = 0.3

/** Moments in canonical form, milliseconds kept. */
export const instant = (moment: number): string => new Date(moment).toISOString()
export const day = (moment: number): string => instant(moment).slice(0, 10)

/** When the order was placed: orders grow denser towards the end, and now and then two come in the same millisecond. */
export function orderedAt(index: number, orders: number): number {
  if (index % 25 === 24) return orderedAt(index - 1, orders)
  const done = index / orders
  const moment = START + DAY / 2 + (SPAN - DAY / 2) * done * (1.5 - 0.5 * done)
  return Math.floor(moment - randomFor('order time', index).unit() * (DAY / 2))
}

/** When the customer signed up; customers are numbered in that order, give or take a day. */
export function joinedAt(index: number, customers: number): number {
  const random = randomFor('customer time', index)
  const done = (index / customers - EARLY) / (1 - EARLY)
  return Math.floor(done <= 0 ? START - random.between(1, 60) * DAY + random.unit() * DAY : START + SPAN * done - random.unit() * DAY)
}

/** How many customers have surely signed up by then. */
export function joinedBy(moment: number, customers: number): number {
  const done = Math.max(0, (moment - START) / SPAN)
  return Math.max(1, Math.floor(customers * (EARLY + (1 - EARLY) * done)))
}

/** A day in the ten years before the demo's orders begin. */
export const hiredOn = (daysBefore: number): string => day(START - daysBefore * DAY)
