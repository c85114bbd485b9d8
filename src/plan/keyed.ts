/** How the far side of a relation is asked once per key of the near side. */

import { backStep, type CatalogRelation, modelOf } from '../model/catalog.ts'
import { fieldOperand, paths } from '../query/build.ts'
import { totalOrder } from '../query/normal.ts'
import type { Each, Predicate, Read, Selected } from '../query/query.ts'
import type { Bridge, Fetch, SplitEnv } from './plan.ts'

export interface Keyed {
  readonly each: Each
  readonly bridge?: Bridge
}

/**
 * The `each` of the far read. A model between that does not live beside the target becomes a bridge: it is asked for
 * the pairs first, and the far read answers per pair.
 */
export function keyed(relation: CatalogRelation, env: SplitEnv, split: (read: Read) => Fetch): Keyed {
  const keys = env.binds.bind([])
  const on = paths(relation.references)
  const { through } = relation
  if (through === undefined) return { each: { keys, on } }
  const between = modelOf(env.catalog, through.model)
  const near = paths(through.near)
  const far = paths(through.far)
  if (between.datasource === modelOf(env.catalog, relation.to).datasource)
    return { each: { keys, on, through: { model: through.model, near, far } } }
  const bridgeKeys = env.binds.bind([])
  const pairs: Read = {
    model: through.model,
    select: far.map((path): Selected => ({ kind: 'value', of: fieldOperand(path) })),
    order: totalOrder(between, [], undefined, env.collationOf(between.name)),
    each: { keys: bridgeKeys, on: near },
  }
  return {
    each: { keys, on, owner: near.length },
    bridge: { fetch: split(pairs), keys: bridgeKeys, owner: near.length, matches: env.binds.bind([]) },
  }
}

/** The rows of the far side that the keys are about, as a filter: how what is looked up for them stays within them. */
export function nearOf(relation: CatalogRelation, { each, bridge }: Keyed): Predicate {
  if (bridge !== undefined) return { kind: 'member', fields: each.on, of: bridge.matches, negated: false }
  if (each.through === undefined) return { kind: 'member', fields: each.on, of: each.keys, negated: false }
  const linked: Predicate = { kind: 'member', fields: each.through.near, of: each.keys, negated: false }
  return { kind: 'exists', relation: backStep(relation.from, relation.name), where: linked, negated: false }
}
