/** What `after` means: a keyset page written out in comparisons, for engines to compile and the oracle to evaluate. */

import { and, FALSE, or } from './build.ts'
import type { Operand, Order, Predicate, Slot } from './query.ts'

type After = Extract<Predicate, { kind: 'after' }>

/**
 * Rows strictly after the given values: for some i the first i terms tie and term i comes later.
 * Ties are decided by each term's sort collation, so that pages partition the whole where the collation is case-blind too.
 */
export function expandAfter({ order, values, nullAt }: After): Predicate {
  const branches: Predicate[] = []
  const ties: Predicate[] = []
  order.forEach((term, i) => {
    const value = values[i] as Slot
    const isNull = nullAt[i] === true
    const later = laterThan(term, value, isNull)
    if (later !== FALSE) branches.push(and([...ties, later]))
    ties.push(isNull ? nullOf(term.by, false) : compare(term, 'eq', value))
  })
  return branches.length === 0 ? FALSE : or(branches)
}

function laterThan(term: Order, value: Slot, isNull: boolean): Predicate {
  if (isNull) return term.nulls === 'first' ? nullOf(term.by, true) : FALSE
  const beyond = compare(term, term.direction === 'asc' ? 'gt' : 'lt', value)
  return term.nulls === 'last' ? or([beyond, nullOf(term.by, false)]) : beyond
}

const nullOf = (of: Operand, negated: boolean): Predicate => ({ kind: 'null', of, negated })
const compare = (term: Order, op: 'eq' | 'gt' | 'lt', right: Slot): Predicate => ({
  kind: 'compare',
  left: term.by,
  op,
  negated: false,
  right,
  collation: term.collation,
})

/** The same order read backwards. */
export function reverseOrder(order: readonly Order[]): Order[] {
  return order.map((term) => ({
    ...term,
    direction: term.direction === 'asc' ? 'desc' : 'asc',
    nulls: term.nulls === 'first' ? 'last' : 'first',
  }))
}
