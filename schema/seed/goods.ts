/** Rows of the demo's catalogue: a tree of categories, suppliers, and products with prices that any order can look up. */

import { formatDecimal } from '#switchyard/base/decimal.ts'
import { canonicalJson, type Value } from '#switchyard/base/json.ts'
import { randomFor } from './random.ts'
import { COUNTRIES, SHELVES, type Shelf } from './words.ts'

export const CATEGORY_FIELDS = ['id', 'name', 'description', 'parentId']
export const SUPPLIER_FIELDS = ['id', 'companyName', 'country', 'city', 'homepage']
export const PRODUCT_FIELDS = [
  ...['id', 'name', 'sku', 'unitPrice', 'unitsInStock', 'discontinued', 'attributes', 'categoryId', 'supplierId'],
]

/** Cents as a canonical decimal with two fraction digits. */
export const money = (cents: number): string => formatDecimal({ units: BigInt(cents), scale: 2 })

export const CATEGORIES = SHELVES.length

export function categoryRow(index: number): Value[] {
  const { name, description, parent } = SHELVES[index] as Shelf
  return [index + 1, name, description, parent]
}

export function supplierRow(index: number): Value[] {
  const random = randomFor('supplier', index)
  const country = random.pick(COUNTRIES)
  const company = random.pick(country.companies).replace('%', () => random.pick(country.last))
  const homepage = random.chance(0.35) ? null : `https://supplier${index + 1}.example/`
  return [index + 1, company, country.name, random.pick(country.cities), homepage]
}

type Goods = NonNullable<Shelf['goods']>
const STOCKED: readonly { readonly category: number; readonly goods: Goods }[] = SHELVES.flatMap(({ goods }, i) =>
  goods === undefined ? [] : [{ category: i + 1, goods }],
)

const stockedAt = (index: number): (typeof STOCKED)[number] => STOCKED[index % STOCKED.length] as (typeof STOCKED)[number]

/** Today's price of a product, in cents; ends as prices do, so that many are the same. */
export function priceOf(index: number): number {
  const random = randomFor('price', index)
  const [cheapest, dearest] = stockedAt(index).goods.price
  // Squared: most things are cheap.
  const euro = cheapest + Math.floor(random.unit() * random.unit() * (dearest - cheapest))
  return euro * 100 + random.pick([0, 50, 90, 95, 99])
}

/** Every tenth product has found no buyer yet. */
export const isSold = (index: number): boolean => index % 10 !== 9

/** @param index from 0 */
export function productRow(index: number, suppliers: number): Value[] {
  const random = randomFor('product', index)
  const { category, goods } = stockedAt(index)
  const round = Math.floor(index / STOCKED.length)
  const kind = goods.kinds[(round + Math.floor(round / goods.nouns.length)) % goods.kinds.length]
  const noun = goods.nouns[round % goods.nouns.length]
  const edition = Math.floor(round / (goods.nouns.length * goods.kinds.length))
  const name = `${kind} ${noun}${edition === 0 ? '' : ` No. ${edition + 1}`}`
  const sku = `${goods.code}-${String(index + 1).padStart(5, '0')}`
  const discontinued = random.chance(0.08)
  const stock = discontinued || random.chance(0.1) ? 0 : random.between(1, 250)
  const attributes: Value = random.chance(0.15)
    ? null
    : {
        ...(random.chance(0.4) ? { certificates: random.pick<readonly string[]>([['organic'], ['fair trade', 'organic'], []]) } : {}),
        ...(random.chance(0.5) ? { size: { depthMm: random.between(20, 400), widthMm: random.between(20, 600) } } : {}),
        [goods.trait]: random.pick(goods.traits),
        weightGrams: random.between(4, 400) * 10,
      }
  const supplier = random.chance(0.06) ? null : random.between(1, suppliers)
  return [index + 1, name, sku, money(priceOf(index)), stock, discontinued, canonicalJson(attributes), category, supplier]
}
