/** A plan as data for people: which datasource answers what, in which order. */

import type { Fetch } from './plan.ts'

export interface Step {
  readonly datasource: string
  readonly model: string
  /** Why it runs: for the answer itself, for a relation, or to fill what a filter or an order needs. */
  readonly role: 'root' | 'relation' | 'keys' | 'table' | 'bridge'
  readonly children: readonly Step[]
}

export function explain(fetch: Fetch, role: Step['role'] = 'root'): Step {
  return {
    datasource: fetch.datasource,
    model: fetch.read.model,
    role,
    children: [
      ...fetch.stages.flat().map((fill) => explain(fill.from, fill.kind)),
      ...fetch.joins.flatMap((join) => [
        ...(join.bridge === undefined ? [] : [explain(join.bridge.fetch, 'bridge')]),
        explain(join.fetch, 'relation'),
      ]),
    ],
  }
}
