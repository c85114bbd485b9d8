/** The demo's rows, made as they are asked for: the same ones every time, in any amount. */

import type { Value } from '#switchyard/base/json.ts'
import type { RowBatch } from '#switchyard/datasource/load.ts'
import { CATEGORIES, CATEGORY_FIELDS, categoryRow, PRODUCT_FIELDS, productRow, SUPPLIER_FIELDS, supplierRow } from './seed/goods.ts'
import {
  type Counts,
  LINE_FIELDS,
  lineRows,
  ORDER_FIELDS,
  orderRow,
  REVIEW_FIELDS,
  reviewRows,
  SHIPMENT_FIELDS,
  shipmentRows,
} from './seed/orders.ts'
import { CUSTOMER_FIELDS, customerRow, EMPLOYEE_FIELDS, employeeRow } from './seed/people.ts'

const BATCH = 1000

/**
 * The demo's rows in batches of up to 1000, parents before children. Rows are made one by one and none is kept, so any scale streams.
 * @param scale 1 is a shop with 100 customers, 100 products and 1000 orders; categories stay as they are, and staff and suppliers grow slowly
 * @param models only these are made, because a datasource wants its own models only; by default all
 */
export function* demoRows(scale: number, models?: readonly string[]): Generator<RowBatch> {
  const times = (count: number): number => Math.max(1, Math.round(count * scale))
  const slowly = (count: number): number => Math.max(1, Math.round(count * Math.sqrt(scale)))
  const counts: Counts = {
    customers: times(100),
    employees: slowly(12),
    suppliers: slowly(20),
    products: times(100),
    orders: times(1000),
  }
  for (const { model, fields, rows } of tables(counts))
    if (models === undefined || models.includes(model)) yield* batches(model, fields, rows())
}

interface Table {
  readonly model: string
  readonly fields: readonly string[]
  rows(): Iterable<Value[]>
}

function tables(counts: Counts): readonly Table[] {
  const { customers, employees, suppliers, products, orders } = counts
  return [
    { model: 'Category', fields: CATEGORY_FIELDS, rows: () => each(CATEGORIES, (i) => [categoryRow(i)]) },
    { model: 'Supplier', fields: SUPPLIER_FIELDS, rows: () => each(suppliers, (i) => [supplierRow(i)]) },
    { model: 'Product', fields: PRODUCT_FIELDS, rows: () => each(products, (i) => [productRow(i, suppliers)]) },
    { model: 'Customer', fields: CUSTOMER_FIELDS, rows: () => each(customers, (i) => [customerRow(i, customers)]) },
    { model: 'Employee', fields: EMPLOYEE_FIELDS, rows: () => each(employees, (i) => [employeeRow(i)]) },
    { model: 'Order', fields: ORDER_FIELDS, rows: () => each(orders, (i) => [orderRow(i, counts)]) },
    { model: 'OrderLine', fields: LINE_FIELDS, rows: () => each(orders, (i) => lineRows(i, counts)) },
    { model: 'Shipment', fields: SHIPMENT_FIELDS, rows: () => each(orders, (i, before) => shipmentRows(i, counts, before + 1)) },
    { model: 'Review', fields: REVIEW_FIELDS, rows: () => each(orders, (i) => reviewRows(i, counts)) },
  ]
}

/** @param make the rows that come of position i; told how many came before */
function* each(count: number, make: (i: number, before: number) => Value[][]): Generator<Value[]> {
  let made = 0
  for (let i = 0; i < count; i++)
    for (const row of make(i, made)) {
      made++
      yield row
    }
}

function* batches(model: string, fields: readonly string[], rows: Iterable<Value[]>): Generator<RowBatch> {
  let batch: Value[][] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length < BATCH) continue
    yield { model, fields, rows: batch }
    batch = []
  }
  if (batch.length > 0) yield { model, fields, rows: batch }
}
