/**
 * Makes filters and operands local to one datasource: a filter on another becomes a semi-join on keys that are fetched
 * first, a value of another becomes a lookup in a table that is fetched first.
 */

import type { Value } from '../base/json.ts'
import { type CatalogModel, type CatalogRelation, farStep, modelOf, nearStep, relationOf } from '../model/catalog.ts'
import type { ScalarType } from '../model/scalars.ts'
import { both, fieldOperand, modelVia, paths, typeOf } from '../query/build.ts'
import { totalOrder } from '../query/normal.ts'
import type { Operand, Order, Path, Predicate, Read, Selected, Slot } from '../query/query.ts'
import { crosses, crossingStep } from './crossing.ts'
import { keyed, nearOf } from './keyed.ts'
import { tooManyFills } from './limits.ts'
import type { Fetch, Fill, SplitEnv } from './plan.ts'

/** The near rows that a lookup has to serve; narrower scopes fetch fewer keys. */
export interface Scope {
  readonly where?: Predicate | undefined
}

export interface Localiser {
  predicate(predicate: Predicate, scope?: Scope): Predicate
  operand(operand: Operand, scope?: Scope): Operand
  term(term: Order, scope?: Scope): Order
  /** What has to be filled first: what filters need, then what needs the filter. */
  stages(): Fill[][]
}

/** How many semi-joins and lookups one read may have. */
const MAX_FILLS = 100

type Related = Extract<Operand, { kind: 'related' }>
type Exists = Extract<Predicate, { kind: 'exists' }>
/** What follows to-one relations to where it is found. */
type Follows = Extract<Operand, { kind: 'field' | 'json' | 'related' }>
type Compare = Extract<Predicate, { kind: 'compare' }>

/**
 * @param root the model of the read whose parts are made local
 * @param split plans a read of its own
 */
export function localiser(root: CatalogModel, env: SplitEnv, split: (read: Read, near?: Predicate) => Fetch): Localiser {
  const { catalog, binds } = env
  const filters: Fill[] = []
  const lookups: Fill[] = []
  // The same filter or value asked twice is fetched once; a keyset page and its order must even share one table.
  const known = new Map<string, Slot>()

  const once = (key: string, scope: Scope | undefined, make: () => Omit<Fill, 'slot'>): Slot => {
    const text = `${scope === undefined ? 'all' : 'scope'} ${key}`
    const found = known.get(text)
    if (found !== undefined) return found
    if (++env.budget.fills > MAX_FILLS) throw tooManyFills(MAX_FILLS)
    const fill = make()
    const slot = binds.bind([])
    ;(scope === undefined ? filters : lookups).push({ ...fill, slot: slot.slot })
    known.set(text, slot)
    return slot
  }

  /** One slot per constant, so that the same operand made twice stays the same. */
  const constants = new Map<number, Slot>()
  const constant = (value: number): Slot => {
    const slot = constants.get(value) ?? binds.bind(value)
    constants.set(value, slot)
    return slot
  }

  /** The distinct tuples of some operands over rows of a model, at most one more than allowed. */
  const keysOf = (model: CatalogModel, group: readonly Operand[], where: Predicate | undefined, having?: Predicate): Read => ({
    model: model.name,
    select: group.map((_, index): Selected => ({ kind: 'group', index })),
    where: group.reduce<Predicate | undefined>((found, of) => both(found, { kind: 'null', of, negated: true }), where),
    group,
    ...(having === undefined ? {} : { having }),
    order: totalOrder(model, [], group, env.collationOf(model.name)),
    page: { limit: binds.bind(env.crossKeys + 1) },
  })

  const memberOf = (relation: CatalogRelation, negated: boolean, key: string, keys: () => Fetch): Predicate => {
    const of = once(`${relation.from}.${relation.name} ${key}`, undefined, () => ({ kind: 'keys', from: keys() }))
    return { kind: 'member', fields: paths(relation.fields), of, negated }
  }

  /** Keys of the near side that have a related row for which the predicate is true. */
  const semiJoin = (relation: CatalogRelation, where: Predicate | undefined): Fetch =>
    split(keysOf(modelOf(catalog, relation.to), operands(relation.references), where))

  /** A value per key of the far side, as a table of [...key, value] that serves the near rows of the scope. */
  const lookup = (
    model: CatalogModel,
    via: readonly string[],
    relation: CatalogRelation,
    far: Omit<Read, 'each'>,
    scope: Scope | undefined,
  ) => {
    const fields = paths(relation.fields)
    const table = once(JSON.stringify([model.name, via, relation.name, far]), scope, () => {
      const near = split(
        keysOf(
          model,
          fields.map((path) => fieldOperand(path, via)),
          scope?.where,
        ),
      )
      const by = keyed(relation, env, split)
      const { each, bridge } = by
      // The far parts of a bridge's pairs are bound where a join crosses it, not here.
      const values = split({ ...far, each }, bridge === undefined ? nearOf(relation, by) : undefined)
      const from = bridge === undefined ? near : filledFirst(bridge.fetch, bridge.keys, 'keys', near)
      return { kind: 'table', from: filledFirst(values, each.keys, 'keys', from) }
    })
    return { kind: 'lookup', via, fields, table } as const
  }

  const viaLookup = (model: CatalogModel, operand: Follows, step: number, scope: Scope | undefined): Operand => {
    const via = (operand.via ?? []).slice(0, step)
    const relation = relationOf(modelVia(catalog, model.name, via), operand.via?.[step] as string)
    const target = modelOf(catalog, relation.to)
    const inner: Operand = { ...operand, via: operand.via?.slice(step + 1) ?? [] }
    const as = typeOf(catalog, target.name, inner) as ScalarType
    // Of several rows on the far side of a hasOne, the first by key is meant, as inside one datasource.
    const first =
      relation.kind === 'hasOne'
        ? { order: totalOrder(target, [], undefined, env.collationOf(target.name)), page: { limit: constant(1) } }
        : {}
    const found = lookup(model, via, relation, { model: target.name, select: [{ kind: 'value', of: inner }], ...first }, scope)
    return { ...found, as, ...(operand.kind === 'related' ? otherwise(operand) : {}) }
  }

  const relatedLookup = (model: CatalogModel, operand: Related, relation: CatalogRelation, scope: Scope | undefined): Operand => {
    const far = {
      model: relation.to,
      select: [{ kind: 'value', of: operand.of }] as const,
      ...(operand.where === undefined ? {} : { where: operand.where }),
    }
    const as = typeOf(catalog, relation.to, operand.of) as ScalarType
    return { ...lookup(model, operand.via ?? [], relation, far, scope), as, ...otherwise(operand) }
  }

  /** What stands for an aggregate over no rows. */
  const otherwise = ({ of }: Related): { otherwise?: Slot } =>
    of.fn === 'count' || of.fn === 'countDistinct' ? { otherwise: constant(0) } : {}

  /** A filter on a far count: the keys whose count satisfies it, or, where 0 satisfies it too, all but those whose count does not. */
  const countFilter = (model: CatalogModel, compare: Compare, operand: Related, relation: CatalogRelation): Predicate | null => {
    const counts = operand.of.fn === 'count' || operand.of.fn === 'countDistinct'
    if (relation.through !== undefined || !counts || (operand.via?.length ?? 0) > 0 || 'kind' in compare.right) return null
    const atZero = countHolds(compare, 0, binds.values[compare.right.slot] as Value)
    if (atZero === null) return null
    const having: Predicate = { ...compare, left: operand.of, negated: compare.negated !== atZero }
    const key = JSON.stringify([operand.where ?? null, having])
    const target = modelOf(catalog, relation.to)
    return memberOf(relation, atZero, `count ${model.name} ${key}`, () =>
      split(keysOf(target, operands(relation.references), operand.where, having)),
    )
  }

  /** A count over a manyToMany as a count over the model between; undefined where its rows may name a pair twice and cannot be told apart. */
  const countStepwise = (model: CatalogModel, operand: Related, relation: CatalogRelation): Related | undefined => {
    const { through } = relation
    if (through === undefined || operand.of.fn !== 'count' || operand.of.of !== undefined) return undefined
    const between = modelOf(catalog, through.model)
    const pair = [...through.near, ...through.far]
    const once = [between.key, ...between.unique].some((group) => group.every((field) => pair.includes(field)))
    const [far, ...more] = through.far
    if (!once && (far === undefined || more.length > 0)) return undefined
    const { where, ...rest } = operand
    return {
      ...rest,
      relation: nearStep(relation.name),
      where: { kind: 'exists', relation: farStep(model.name, relation.name), negated: false, ...(where === undefined ? {} : { where }) },
      of: once ? operand.of : { kind: 'aggregate', fn: 'countDistinct', of: fieldOperand([far as string]) },
    }
  }

  const operandIn = (model: CatalogModel, operand: Operand, scope: Scope | undefined): Operand => {
    switch (operand.kind) {
      case 'field':
      case 'json': {
        const step = crossingStep(catalog, model, operand.via)
        return step < 0 ? operand : viaLookup(model, operand, step, scope)
      }
      case 'bucket':
        return { ...operand, of: operandIn(model, operand.of, scope) }
      case 'math':
        return { ...operand, left: operandIn(model, operand.left, scope), right: operandIn(model, operand.right, scope) }
      case 'aggregate':
        return operand.of === undefined ? operand : ({ ...operand, of: operandIn(model, operand.of, scope) } as Operand)
      case 'related': {
        const via = operand.via ?? []
        const step = crossingStep(catalog, model, via)
        if (step >= 0) return viaLookup(model, operand, step, scope)
        const at = modelVia(catalog, model.name, via)
        const relation = relationOf(at, operand.relation)
        const apart = crosses(catalog, relation) ? countStepwise(at, operand, relation) : undefined
        if (apart !== undefined) return operandIn(model, apart, scope)
        if (crosses(catalog, relation)) return relatedLookup(model, operand, relation, scope)
        const target = modelOf(catalog, relation.to)
        const of = operandIn(target, operand.of, undefined) as Related['of']
        return { ...operand, of, ...(operand.where === undefined ? {} : { where: predicateIn(target, operand.where, undefined) }) }
      }
      case 'bound':
      case 'lookup':
        return operand
    }
  }

  /** Text of another datasource sorts by code point: the near database has an order of its own, which is not the far one's. */
  const termIn = (model: CatalogModel, term: Order, scope: Scope | undefined): Order => {
    const by = operandIn(model, term.by, scope)
    return isFar(by) ? { ...term, by, collation: 'binary' } : { ...term, by }
  }

  const predicateIn = (model: CatalogModel, predicate: Predicate, scope: Scope | undefined): Predicate => {
    switch (predicate.kind) {
      case 'const':
      case 'member':
        return predicate
      case 'and':
      case 'or':
        return { ...predicate, of: predicate.of.map((part) => predicateIn(model, part, scope)) }
      case 'not':
        throw new Error('a plan is made of a normalised read')
      case 'null':
      case 'list':
      case 'hasKey':
        return { ...predicate, of: operandIn(model, predicate.of, scope) }
      case 'after':
        return { ...predicate, order: predicate.order.map((term) => termIn(model, term, scope)) }
      case 'compare': {
        if (predicate.left.kind === 'related') {
          const at = modelVia(catalog, model.name, predicate.left.via ?? [])
          const relation = relationOf(at, predicate.left.relation)
          const apart = crosses(catalog, relation) ? countStepwise(at, predicate.left, relation) : undefined
          if (apart !== undefined) return predicateIn(model, { ...predicate, left: apart }, scope)
          const filter = crosses(catalog, relation) ? countFilter(model, predicate, predicate.left, relation) : null
          if (filter !== null) return filter
        }
        const right = 'kind' in predicate.right ? operandIn(model, predicate.right, scope) : predicate.right
        return { ...predicate, left: operandIn(model, predicate.left, scope), right }
      }
      case 'exists': {
        const relation = relationOf(model, predicate.relation)
        if (crosses(catalog, relation) && relation.through !== undefined)
          return predicateIn(model, existsStepwise(predicate, relation), scope)
        if (crosses(catalog, relation))
          return memberOf(relation, predicate.negated, JSON.stringify(predicate.where ?? null), () => semiJoin(relation, predicate.where))
        if (predicate.where === undefined) return predicate
        return { ...predicate, where: predicateIn(modelOf(catalog, relation.to), predicate.where, undefined) }
      }
    }
  }

  return {
    predicate: (predicate, scope) => predicateIn(root, predicate, scope),
    operand: (operand, scope) => operandIn(root, operand, scope),
    term: (term, scope) => termIn(root, term, scope),
    stages: () => [filters, lookups].filter((stage) => stage.length > 0),
  }
}

/** A manyToMany as its two steps, each of which may cross or not. */
function existsStepwise(predicate: Exists, relation: CatalogRelation): Predicate {
  const { where, negated } = predicate
  const far: Predicate = {
    kind: 'exists',
    relation: farStep(relation.from, relation.name),
    negated: false,
    ...(where === undefined ? {} : { where }),
  }
  return { kind: 'exists', relation: nearStep(relation.name), negated, where: far }
}

/** Whether a value, or what it is the least or greatest of, came from another datasource. */
const isFar = (by: Operand): boolean => by.kind === 'lookup' || (by.kind === 'aggregate' && by.of !== undefined && isFar(by.of))

const operands = (names: readonly string[]): Operand[] => names.map((name) => fieldOperand([name] as Path))

/** The fetch with one more slot to fill before everything else. */
export function filledFirst(fetch: Fetch, slot: Slot, kind: Fill['kind'], from: Fetch): Fetch {
  return { ...fetch, stages: [[{ slot: slot.slot, kind, from }], ...fetch.stages] }
}

/** Whether a comparison holds for a count; null for an operator that counts are not compared with. */
function countHolds(compare: Compare, count: number, value: Value): boolean | null {
  if (compare.op === 'in') return (Array.isArray(value) && value.includes(count)) !== compare.negated
  if (typeof value !== 'number') return null
  const tests: Partial<Record<Compare['op'], boolean>> = {
    eq: count === value,
    lt: count < value,
    lte: count <= value,
    gt: count > value,
    gte: count >= value,
  }
  const holds = tests[compare.op]
  return holds === undefined ? null : holds !== compare.negated
}
