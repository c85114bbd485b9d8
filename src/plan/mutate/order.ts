/** Rows of one model that refer to each other, in the order in which a database takes them that looks at each row by itself. */

import { tupleKey } from '../../base/json.ts'
import type { Catalog, CatalogModel } from '../../model/catalog.ts'
import { type Reference, referencesAround } from '../../model/references.ts'
import { tupleOf, type Values } from './work.ts'

export interface Ordered {
  /** What no other row refers to first, then what only those referred to, and so on; what stands in circles last, together. */
  readonly rounds: readonly (readonly Values[])[]
  /** Rows that refer to themselves or stand in a circle, by the reference with which they do. */
  readonly knots: ReadonlyMap<Reference, readonly Values[]>
}

export function ordered(catalog: Catalog, model: CatalogModel, rows: readonly Values[]): Ordered {
  const own = referencesAround(catalog, model.name).down.filter(({ child }) => child === model)
  if (own.length === 0) return { rounds: [rows], knots: new Map() }
  const byTuple = own.map(({ references }) => new Map(rows.map((row) => [tupleKey(tupleOf(row, references)), row])))
  const parentBy = (row: Values, i: number): Values | undefined => {
    const tuple = tupleOf(row, own[i]?.fields ?? [])
    return tuple.includes(null) ? undefined : byTuple[i]?.get(tupleKey(tuple))
  }
  const parentsOf = (row: Values): Values[] => own.flatMap((_, i) => parentBy(row, i) ?? []).filter((parent) => parent !== row)
  const referrers = new Map<Values, number>()
  for (const row of rows) for (const parent of parentsOf(row)) referrers.set(parent, (referrers.get(parent) ?? 0) + 1)
  const done = new Set<Values>()
  const rounds: (readonly Values[])[] = []
  let round = rows.filter((row) => !referrers.has(row))
  while (round.length > 0) {
    rounds.push(round)
    const next: Values[] = []
    for (const row of round) {
      done.add(row)
      for (const parent of parentsOf(row)) {
        const left = (referrers.get(parent) ?? 0) - 1
        referrers.set(parent, left)
        if (left === 0) next.push(parent)
      }
    }
    round = next
  }
  const circle = rows.filter((row) => !done.has(row))
  const knots = new Map<Reference, readonly Values[]>()
  for (const [i, reference] of own.entries()) {
    const knotted = rows.filter((row) => {
      const parent = parentBy(row, i)
      return parent === row || (parent !== undefined && !done.has(row) && !done.has(parent))
    })
    if (knotted.length > 0) knots.set(reference, knotted)
  }
  return { rounds: circle.length === 0 ? rounds : [...rounds, circle], knots }
}
