/** Random reads over the whole language, as the graph could ask them: the same seed is the same read. */

import type { Value } from '../../src/base/json.ts'
import { type Catalog, type CatalogModel, type CatalogRelation, modelOf } from '../../src/model/catalog.ts'
import { ORDERED_KINDS } from '../../src/model/scalars.ts'
import { reverseOrder } from '../../src/query/after.ts'
import { bindList, fieldOperand, TRUE, typeOf } from '../../src/query/build.ts'
import type { Aggregate, Operand, Order, Page, Predicate, Read, Selected, Slot } from '../../src/query/query.ts'
import { conformanceCatalog } from './catalog.ts'
import { memoryAnswer } from './oracle.ts'
import { randomFrom } from './random-numbers.ts'
import { anyOperand, extremeOperand, type Making, orderedOperand, summedOperand } from './random-operands.ts'
import { literal, randomPredicate } from './random-predicates.ts'
import { conformanceRows } from './rows.ts'

export interface Asked {
  readonly read: Read
  readonly binds: readonly Value[]
}

const ENTRY = [
  'Item',
  'Item',
  'Item',
  'Category',
  'Maker',
  'Profile',
  'Shelf',
  'Shelf',
  'Stock',
  'Event',
  'Rate',
  'Slot',
  'Reading',
  'Reading',
] as const
const DEEPEST = 3

/**
 * A read whose order is total, so that every engine has one answer to it.
 * Its filters, orders and relations cross whatever datasources the catalog's models lie in: it is not split.
 */
export function randomRead(seed: number, catalog: Catalog = conformanceCatalog(), rows = conformanceRows): Asked {
  const random = randomFrom(seed)
  const binds = bindList()
  const making: Making = { random, catalog, rows, binds }
  const read = anyRead(making, modelOf(catalog, random.pick(ENTRY)), 1)
  return { read, binds: binds.values }
}

function anyRead(making: Making, model: CatalogModel, depth: number): Read {
  return making.random.weighted([
    [7, rowsRead],
    [1.5, totalRead],
    [1.5, groupsRead],
  ])(making, model, depth)
}

function maybeWhere(making: Making, model: CatalogModel, probability: number): { where?: Predicate } {
  return making.random.chance(probability) ? { where: randomPredicate(making, model, 2) } : {}
}

function rowsRead(making: Making, model: CatalogModel, depth: number): Read {
  const { random } = making
  const select: Selected[] = Array.from({ length: random.int(1, 5) }, () => ({ kind: 'value', of: anyOperand(making, model) }))
  if (depth < DEEPEST)
    for (const relation of random.some([...model.relations.values()], random.pick([0, 0, 1, 1, 2])))
      select.push(nested(making, relation, depth + 1))
  const order = totalOrder(making, model)
  const page = random.chance(0.55) ? randomPage(making) : undefined
  const where = random.chance(0.6) ? randomPredicate(making, model, 2) : undefined
  const after = random.chance(0.2) ? afterSomeRow(making, model, page?.flip === true ? reverseOrder(order) : order) : undefined
  const parts = [where, after].filter((part) => part !== undefined)
  return {
    model: model.name,
    select,
    ...(parts.length === 0 ? {} : { where: parts.length === 1 ? (parts[0] as Predicate) : { kind: 'and', of: parts } }),
    order,
    ...(page === undefined ? {} : { page }),
  }
}

function nested(making: Making, relation: CatalogRelation, depth: number): Selected {
  const { random, catalog } = making
  const target = modelOf(catalog, relation.to)
  if (relation.many) return { kind: 'nested', relation: relation.name, one: false, read: anyRead(making, target, depth) }
  const { select } = rowsRead(making, target, depth)
  const where = random.chance(0.15) ? maybeWhere(making, target, 1) : {}
  return { kind: 'nested', relation: relation.name, one: true, read: { model: target.name, select, ...where } }
}

function randomPage({ random, binds }: Making): Page {
  const limit = binds.bind(random.int(0, 8))
  if (random.chance(0.25)) return { limit, flip: true }
  return random.chance(0.4) ? { limit, offset: binds.bind(random.int(0, 5)) } : { limit }
}

const sameOperand = (a: Operand, b: Operand) => JSON.stringify(a) === JSON.stringify(b)

function orderTerm({ random }: Making, by: Operand): Order {
  const direction = random.pick(['asc', 'desc'] as const)
  // Nulls are smallest unless something else is asked.
  const nulls = random.chance(0.7) ? (direction === 'asc' ? 'first' : 'last') : random.pick(['first', 'last'] as const)
  return { by, direction, nulls, collation: 'binary' }
}

/** A few terms, and the fields of the key that are not among them. */
function totalOrder(making: Making, model: CatalogModel): Order[] {
  const { random } = making
  const terms: Operand[] = []
  const add = (by: Operand) => {
    if (!terms.some((term) => sameOperand(term, by))) terms.push(by)
  }
  for (let left = random.pick([0, 1, 1, 2, 3]); left > 0; left--) {
    const many = [...model.relations.values()].filter((relation) => relation.many)
    if (many.length > 0 && random.chance(0.15)) add(relatedCount(making, random.pick(many)))
    else add(orderedOperand(making, model))
  }
  for (const name of model.key) add(fieldOperand([name]))
  return terms.map((by) => orderTerm(making, by))
}

function relatedCount(making: Making, relation: CatalogRelation): Operand {
  const where = maybeWhere(making, modelOf(making.catalog, relation.to), 0.3)
  return { kind: 'related', relation: relation.name, ...where, of: { kind: 'aggregate', fn: 'count' } }
}

/** The keyset page behind some row that is really there. */
function afterSomeRow(making: Making, model: CatalogModel, order: readonly Order[]): Predicate {
  const { random, catalog, rows, binds } = making
  const select = order.map((term): Selected => ({ kind: 'value', of: term.by }))
  const values = random.pick(memoryAnswer(catalog, rows, { model: model.name, select }, binds.values))
  return { kind: 'after', order, values: values.map((value) => binds.bind(value)), nullAt: values.map((value) => value === null) }
}

function randomAggregate(making: Making, model: CatalogModel): Aggregate {
  const { random } = making
  const fn = random.pick(['count', 'count', 'countDistinct', 'sum', 'sum', 'avg', 'min', 'max'] as const)
  if (fn === 'count') return random.chance(0.6) ? { kind: 'aggregate', fn } : { kind: 'aggregate', fn, of: orderedOperand(making, model) }
  const of = fn === 'sum' || fn === 'avg' ? summedOperand(making, model) : fn === 'countDistinct' ? null : extremeOperand(making, model)
  return of === null ? { kind: 'aggregate', fn: 'countDistinct', of: orderedOperand(making, model) } : { kind: 'aggregate', fn, of }
}

function totalRead(making: Making, model: CatalogModel): Read {
  const select = Array.from({ length: making.random.int(1, 4) }, (): Selected => ({ kind: 'value', of: randomAggregate(making, model) }))
  return { model: model.name, select, ...maybeWhere(making, model, 0.6) }
}

function groupsRead(making: Making, model: CatalogModel): Read {
  const { random, catalog } = making
  const group: Operand[] = []
  for (let left = random.pick([1, 1, 2, 3]); left > 0; left--) {
    const key = groupKey(making, model)
    if (!group.some((other) => sameOperand(other, key))) group.push(key)
  }
  const keys = group.map((_, index): Selected => ({ kind: 'group', index }))
  const totals = Array.from({ length: random.int(0, 3) }, (): Selected => ({ kind: 'value', of: randomAggregate(making, model) }))
  // Sums of floats differ in the last digit between engines, so nothing is sorted or filtered by them.
  const exact = totals
    .map((total) => (total as { of: Aggregate }).of)
    .filter((of) => !((of.fn === 'sum' || of.fn === 'avg') && typeOf(catalog, model.name, of).kind === 'float'))
  const order = [...random.some(exact, random.pick([0, 1])), ...random.some(group, group.length)].map((by) => orderTerm(making, by))
  const having = random.chance(0.35) ? randomHaving(making, model, [...exact, { kind: 'aggregate', fn: 'count' }]) : undefined
  return {
    model: model.name,
    select: [...keys, ...totals],
    ...maybeWhere(making, model, 0.5),
    group,
    ...(having === undefined ? {} : { having }),
    order,
    ...(random.chance(0.4) ? { page: randomPage(making) } : {}),
  }
}

function groupKey(making: Making, model: CatalogModel): Operand {
  const { random, catalog } = making
  const of = orderedOperand(making, model)
  const kind = typeOf(catalog, model.name, of).kind
  if (kind !== 'date' && kind !== 'dateTime') return of
  const units = ['YEAR', 'QUARTER', 'MONTH', 'WEEK', 'DAY', 'HOUR'] as const
  return random.chance(0.8) ? { kind: 'bucket', of, unit: random.pick(kind === 'date' ? units.slice(0, 5) : units) } : of
}

function randomHaving(making: Making, model: CatalogModel, aggregates: readonly Aggregate[]): Predicate {
  const { random, binds } = making
  const one = (): Predicate => {
    const left = random.pick(aggregates)
    const isCount = left.fn === 'count' || left.fn === 'countDistinct'
    if (!isCount && random.chance(0.2)) return { kind: 'null', of: left, negated: random.chance(0.5) }
    const right: Slot = binds.bind(isCount ? random.int(0, 4) : literal(making, model, left))
    const ordered = ORDERED_KINDS.has(typeOf(making.catalog, model.name, left).kind as never)
    const isEnum = typeOf(making.catalog, model.name, left).kind === 'enum'
    const op = ordered && !isEnum ? random.pick(['eq', 'lt', 'lte', 'gt', 'gte'] as const) : 'eq'
    return { kind: 'compare', left, op, negated: op === 'eq' && random.chance(0.3), right, ...(op === 'eq' ? {} : { collation: 'binary' }) }
  }
  const parts = Array.from({ length: random.pick([1, 1, 2]) }, one)
  const all: Predicate = parts.length === 1 ? (parts[0] ?? TRUE) : { kind: random.pick(['and', 'or'] as const), of: parts }
  return random.chance(0.15) ? { kind: 'not', of: all, mode: 'three-valued' } : all
}
