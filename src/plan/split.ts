/** Cuts a read where it crosses into another datasource, or asks what its own cannot nest. */

import type { Value } from '../base/json.ts'
import { type CatalogModel, modelOf, relationOf } from '../model/catalog.ts'
import { both, fieldOperand, isGrouped } from '../query/build.ts'
import type { Operand, Predicate, Read, Selected } from '../query/query.ts'
import { crosses, readCrosses } from './crossing.ts'
import { keyed, nearOf } from './keyed.ts'
import { localiser, type Scope } from './localise.ts'
import type { Column, Fetch, Join, SplitEnv } from './plan.ts'

type Nested = Extract<Selected, { kind: 'nested' }>

/**
 * The plan of a normalised read.
 * @param read its values are in `env.binds`
 * @param near the rows that its keys are about, where it has keys
 */
export function split(read: Read, env: SplitEnv, near?: Predicate): Fetch {
  const model = modelOf(env.catalog, read.model)
  const local = localiser(model, env, (inner, scope) => split(inner, env, scope))
  // A lookup serves the rows of the filter, so the filter is made local first; a keyset page only cuts what comes out
  // and may itself use the lookups of the order.
  const [after, filter] = partAfter(read.where)
  const where = filter === undefined ? undefined : local.predicate(filter)
  const scope: Scope = { where: both(where, near) }
  const own: Selected[] = []
  const columns: Column[] = []
  const joins: Join[] = []
  for (const item of read.select) {
    if (item.kind === 'nested' && !nests(item, model, env)) {
      columns.push({ kind: 'join', index: joins.length })
      joins.push(joinOf(item, model, own, env))
    } else {
      columns.push({ kind: 'own', index: own.length })
      own.push(item.kind === 'value' ? { kind: 'value', of: local.operand(item.of, scope) } : item)
    }
  }
  const localRead: Read = {
    model: read.model,
    select: own,
    ...optional('where', both(where, after === undefined ? undefined : local.predicate(after, scope))),
    ...optional(
      'group',
      read.group?.map((of) => local.operand(of, scope)),
    ),
    ...optional('having', read.having === undefined ? undefined : local.predicate(read.having, scope)),
    ...optional(
      'order',
      read.order?.map((term) => local.term(term, scope)),
    ),
    ...optional('page', read.page),
    ...optional('each', read.each),
  }
  return { datasource: model.datasource, read: localRead, columns, stages: local.stages(), joins }
}

/** An entry, or nothing at all: absent and undefined would be two shapes of one query. */
function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V })
}

/** Keyset pages apart from the rest of a filter. */
function partAfter(where: Predicate | undefined): [after: Predicate | undefined, rest: Predicate | undefined] {
  if (where?.kind === 'after') return [where, undefined]
  if (where?.kind !== 'and') return [undefined, where]
  const pages = where.of.filter((part) => part.kind === 'after')
  const rest = where.of.filter((part) => part.kind !== 'after')
  return [pages.length === 0 ? undefined : { kind: 'and', of: pages }, rest.length === 0 ? undefined : { kind: 'and', of: rest }]
}

/** Whether a nested read can stay inside its parent's statement: its engine nests, and nothing in it leaves the datasource. */
function nests(item: Nested, model: CatalogModel, env: SplitEnv): boolean {
  return (
    env.capabilities(model.datasource).nest &&
    !crosses(env.catalog, relationOf(model, item.relation)) &&
    !readCrosses(env.catalog, item.read)
  )
}

function joinOf(item: Nested, model: CatalogModel, own: Selected[], env: SplitEnv): Join {
  const relation = relationOf(model, item.relation)
  const parentColumns = relation.fields.map((name) => outputOf(own, fieldOperand([name])))
  const by = keyed(relation, env, (inner) => split(inner, env))
  const { each, bridge } = by
  return {
    parentColumns,
    keys: each.keys,
    fetch: split({ ...item.read, each }, env, nearOf(relation, by)),
    one: item.one,
    missing: isGrouped(item.read) && (item.read.group?.length ?? 0) === 0 ? item.read.select.map(missingValue) : null,
    ...(bridge === undefined ? {} : { bridge }),
  }
}

/** The place of an operand among the outputs; appended where the client did not ask for it. */
function outputOf(own: Selected[], operand: Operand): number {
  const text = JSON.stringify(operand)
  const found = own.findIndex((item) => item.kind === 'value' && JSON.stringify(item.of) === text)
  if (found >= 0) return found
  own.push({ kind: 'value', of: operand })
  return own.length - 1
}

function missingValue(item: Selected): Value {
  const counts = item.kind === 'value' && item.of.kind === 'aggregate' && (item.of.fn === 'count' || item.of.fn === 'countDistinct')
  return counts ? 0 : null
}
