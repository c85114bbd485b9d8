/** Hand-written fields beside the generated ones: each says what it needs and gets it in the same plan. */

import { addDecimals, formatDecimal, parseDecimal, rescale } from '#switchyard/base/decimal.ts'
import { modelField } from '#switchyard/graphql/extension.ts'

/** What `requires` brings; `lines` is null when its datasource did not answer, the sum when there are no lines. */
interface OrderParts {
  readonly freight: string | null
  readonly lines: { readonly aggregate: { readonly sum: { readonly lineTotal: string | null } | null } | null } | null
}

export const orderTotal = modelField('Order', 'total', {
  type: 'Decimal',
  description: 'All lines and the freight, in euro.',
  requires: '{ freight lines { aggregate { sum { lineTotal } } } }',
  resolve: ({ freight, lines }: OrderParts) => {
    const sum = lines?.aggregate?.sum
    // Without an answer about the lines the total is unknown; an order without lines costs its freight.
    if (freight === null || sum === null || sum === undefined) return null
    const a = parseDecimal(freight)
    const b = parseDecimal(sum.lineTotal ?? '0')
    return a === null || b === null ? null : formatDecimal(rescale(addDecimals(a, b), 2))
  },
})
