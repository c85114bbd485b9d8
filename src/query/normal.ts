/** Desugaring: negation pushed to the leaves, orders made total, so that engines hear a small core. */

import { type Catalog, type CatalogModel, modelOf, relationOf } from '../model/catalog.ts'
import { and, fieldOperand, isGrouped, modelVia, or } from './build.ts'
import type { Collation, Operand, Order, Predicate, Read, Selected, Write } from './query.ts'

/** The sort order of text that each model's datasource means where nothing else is asked. */
export type CollationOf = (model: string) => Collation

/** How a predicate is wanted: as it is, negated in three values, "is not true", or "is not false". */
type Wanted = 'true' | 'negated' | 'notTrue' | 'notFalse'

const NEGATED: Record<Wanted, Wanted> = { true: 'negated', negated: 'true', notTrue: 'notFalse', notFalse: 'notTrue' }
const COMPLEMENT: Record<Wanted, Wanted> = { true: 'notTrue', negated: 'true', notTrue: 'true', notFalse: 'notTrue' }
const FLIPS: Record<Wanted, boolean> = { true: false, negated: true, notTrue: true, notFalse: false }

/**
 * The read in its core form: no `not`, every order total, no term twice, at every level.
 * A predicate is a filter, so once no negation is left above a leaf, unknown and false mean the same.
 */
export function normalise(catalog: Catalog, read: Read, collationOf: CollationOf): Read {
  const model = modelOf(catalog, read.model)
  const grouped = isGrouped(read)
  const operand = (of: Operand) => normaliseOperand(catalog, model, of)
  const select = read.select.map((item): Selected => {
    if (item.kind === 'value') return { kind: 'value', of: operand(item.of) }
    if (item.kind === 'nested') return { ...item, read: normalise(catalog, item.read, collationOf) }
    return item
  })
  const group = read.group?.map(operand)
  const asked = (read.order ?? []).map((term) => ({ ...term, by: operand(term.by) }))
  // One row over everything has no order; neither have groups without keys.
  const ordered =
    grouped && (group === undefined || group.length === 0) ? undefined : totalOrder(model, asked, group, collationOf(model.name))
  const { where: _where, having: _having, order: _order, group: _group, ...rest } = read
  return {
    ...rest,
    select,
    ...(read.where === undefined ? {} : { where: normalisePredicate(catalog, model, read.where) }),
    ...(group === undefined ? {} : { group }),
    ...(read.having === undefined ? {} : { having: normalisePredicate(catalog, model, read.having) }),
    ...(ordered === undefined ? {} : { order: ordered }),
  }
}

/** The write with its filter in core form. */
export function normaliseWrite(catalog: Catalog, write: Write): Write {
  if (write.kind === 'insert') return write
  return { ...write, where: normalisePredicate(catalog, modelOf(catalog, write.model), write.where) }
}

/**
 * The asked terms without repetitions, then what makes the order total: the key of a row, or all keys of a group.
 * Text in the tie-break goes by code point, because a case-blind order would leave distinct keys tied.
 */
export function totalOrder(
  model: CatalogModel,
  asked: readonly Order[],
  group: readonly Operand[] | undefined,
  collation: Collation,
): Order[] {
  const breakers = group ?? model.key.map((name) => fieldOperand([name]))
  const ties = breakers.map((by): Order => ({ by, direction: 'asc', nulls: 'first', collation: isText(model, by) ? 'binary' : collation }))
  const seen = new Set<string>()
  return [...asked, ...ties].filter((term) => {
    const key = JSON.stringify([term.by, isText(model, term.by) ? term.collation : ''])
    return !seen.has(key) && seen.add(key)
  })
}

/** Whether a collation can matter for this operand; wrongly yes costs a redundant term, wrongly no an ambiguous order. */
function isText(model: CatalogModel, operand: Operand): boolean {
  if (operand.kind !== 'field' || operand.via.length > 0 || operand.path.length > 1) return true
  return model.fields.get(operand.path[0])?.type.kind === 'string'
}

/** Operands with the predicates inside them in core form. */
export function normaliseOperand(catalog: Catalog, model: CatalogModel, operand: Operand): Operand {
  switch (operand.kind) {
    case 'related': {
      const target = modelOf(catalog, relationOf(modelVia(catalog, model.name, operand.via ?? []), operand.relation).to)
      const of = normaliseOperand(catalog, target, operand.of)
      if (of.kind !== 'aggregate') throw new Error('related takes an aggregate')
      return operand.where === undefined
        ? { ...operand, of }
        : { ...operand, of, where: normalisePredicate(catalog, target, operand.where) }
    }
    case 'bucket':
      return { ...operand, of: normaliseOperand(catalog, model, operand.of) }
    case 'math':
      return { ...operand, left: normaliseOperand(catalog, model, operand.left), right: normaliseOperand(catalog, model, operand.right) }
    case 'aggregate':
      return operand.of === undefined ? operand : ({ ...operand, of: normaliseOperand(catalog, model, operand.of) } as Operand)
    default:
      return operand
  }
}

export function normalisePredicate(catalog: Catalog, model: CatalogModel, predicate: Predicate): Predicate {
  return push(catalog, model, predicate, 'true')
}

function push(catalog: Catalog, model: CatalogModel, predicate: Predicate, wanted: Wanted): Predicate {
  const flip = FLIPS[wanted]
  switch (predicate.kind) {
    case 'const':
      return { kind: 'const', value: predicate.value !== flip }
    case 'and':
    case 'or': {
      const of = predicate.of.map((part) => push(catalog, model, part, wanted))
      return (predicate.kind === 'and') === flip ? or(mergeExists(of, false)) : and(mergeExists(of, true))
    }
    case 'not':
      return push(catalog, model, predicate.of, predicate.mode === 'complement' ? COMPLEMENT[wanted] : NEGATED[wanted])
    case 'null':
      return { ...predicate, of: normaliseOperand(catalog, model, predicate.of), negated: predicate.negated !== flip }
    case 'member':
      return { ...predicate, negated: predicate.negated !== flip }
    case 'exists': {
      const target = modelOf(catalog, relationOf(model, predicate.relation).to)
      const negated = predicate.negated !== flip
      return predicate.where === undefined
        ? { ...predicate, negated }
        : { ...predicate, negated, where: push(catalog, target, predicate.where, 'true') }
    }
    case 'after':
      if (wanted !== 'true') throw new Error('a keyset page cannot be negated')
      return { ...predicate, order: predicate.order.map((term) => ({ ...term, by: normaliseOperand(catalog, model, term.by) })) }
    case 'compare': {
      const left = normaliseOperand(catalog, model, predicate.left)
      const right = 'kind' in predicate.right ? normaliseOperand(catalog, model, predicate.right) : predicate.right
      const leaf: Predicate = { ...predicate, left, right, negated: predicate.negated !== flip }
      if (predicate.op === 'same') return leaf
      return orUnknown(leaf, 'kind' in right ? [left, right] : [left], wanted)
    }
    case 'list':
    case 'hasKey':
      return orUnknown({ ...predicate, negated: predicate.negated !== flip }, [predicate.of], wanted)
  }
}

/**
 * `some a` or `some b` of one relation is `some (a or b)`, and `none a` and `none b` is `none (a or b)`: asked of another
 * datasource, or of a large table, once instead of once per condition.
 */
function mergeExists(parts: readonly Predicate[], negated: boolean): Predicate[] {
  const byRelation = new Map<string, Exists[]>()
  for (const part of parts)
    if (part.kind === 'exists' && part.negated === negated) byRelation.set(part.relation, [...(byRelation.get(part.relation) ?? []), part])
  const merged = new Set<string>()
  return parts.flatMap((part): Predicate[] => {
    const same = part.kind === 'exists' && part.negated === negated ? (byRelation.get(part.relation) ?? []) : []
    if (part.kind !== 'exists' || same.length < 2) return [part]
    if (merged.has(part.relation)) return []
    merged.add(part.relation)
    const conditions = same.map(({ where }) => where)
    const any = conditions.every((where) => where !== undefined) ? { where: or(mergeExists(conditions as Predicate[], false)) } : {}
    return [{ kind: 'exists', relation: part.relation, negated, ...any }]
  })
}

type Exists = Extract<Predicate, { kind: 'exists' }>

/** Where "is not true" or "is not false" is wanted, a null among the operands satisfies it. */
function orUnknown(leaf: Predicate, operands: readonly Operand[], wanted: Wanted): Predicate {
  if (wanted === 'true' || wanted === 'negated') return leaf
  return or([leaf, ...operands.map((of): Predicate => ({ kind: 'null', of, negated: false }))])
}
