/** Random filters, with values that are mostly in the data. */

import type { Value } from '../../src/base/json.ts'
import { type CatalogModel, modelOf } from '../../src/model/catalog.ts'
import type { FieldType } from '../../src/model/model.ts'
import { typeOf } from '../../src/query/build.ts'
import type { CompareOp, Operand, Predicate } from '../../src/query/query.ts'
import { memoryAnswer } from './oracle.ts'
import { extremeOperand, fieldOfAnyKind, jsonOperand, type Making, orderedOperand, randomKeys, summedOperand } from './random-operands.ts'

export function randomPredicate(making: Making, model: CatalogModel, depth: number): Predicate {
  const { random } = making
  if (depth <= 0 || random.chance(0.5)) return leaf(making, model, depth)
  const parts = (least: number) => Array.from({ length: random.int(least, 3) }, () => randomPredicate(making, model, depth - 1))
  return random.weighted<() => Predicate>([
    [4, () => ({ kind: 'and', of: parts(random.chance(0.05) ? 0 : 1) })],
    [4, () => ({ kind: 'or', of: parts(random.chance(0.05) ? 0 : 1) })],
    [3, () => ({ kind: 'not', of: randomPredicate(making, model, depth - 1), mode: 'three-valued' })],
    [2, () => leaf(making, model, depth)],
  ])()
}

function leaf(making: Making, model: CatalogModel, depth: number): Predicate {
  const { random } = making
  return random.weighted<() => Predicate>([
    [10, () => onOperand(making, model, fieldOfAnyKind(making, model))],
    [2, () => onOperand(making, model, jsonOperand(making, model) ?? orderedOperand(making, model))],
    [3, () => between(making, model)],
    [4, () => exists(making, model, depth)],
    [2, () => relatedCompare(making, model, depth)],
    [0.5, () => fieldAgainstField(making, model)],
    [0.2, () => ({ kind: 'const', value: random.chance(0.5) })],
  ])()
}

/** The values an operand has in the data, without nulls. */
function valuesOf({ catalog, rows, binds }: Making, model: CatalogModel, operand: Operand): Value[] {
  const read = {
    model: model.name,
    select: [{ kind: 'value', of: operand } as const],
    ...(operand.kind === 'aggregate' ? { group: [] } : {}),
  }
  return memoryAnswer(catalog, rows, read, binds.values).flatMap(([value]) => (value === null || value === undefined ? [] : [value]))
}

/** Some value of the operand's type, mostly one that is there. */
export function literal(making: Making, model: CatalogModel, operand: Operand): Value {
  const { random, catalog } = making
  const type = typeOf(catalog, model.name, operand)
  const values = valuesOf(making, model, operand)
  const value = values.length === 0 ? fallback(type) : random.pick(values)
  if (random.chance(0.85)) return value
  if (type.kind === 'string') return varied(making, value as string)
  if (type.kind === 'int') return (value as number) + random.pick([-1, 1])
  return random.chance(0.3) ? fallback(type) : value
}

function varied({ random }: Making, text: string): string {
  return random.pick([`${text} `, ` ${text}`, text.toUpperCase(), text.toLowerCase(), text.trim(), `${text}%`, '_', '%', ''])
}

/** A value of the type that is hardly in the data. */
function fallback(type: FieldType): Value {
  switch (type.kind) {
    case 'int':
    case 'float':
      return 1
    case 'bigInt':
      return '9007199254740995'
    case 'boolean':
      return true
    case 'string':
      return 'none'
    case 'decimal':
      return type.scale === 0 ? '1' : `1.${'0'.repeat(type.scale)}`
    case 'date':
      return '2021-02-03'
    case 'time':
      return `01:02:03.${'0'.repeat(type.precision)}`
    case 'dateTime':
      return `2021-02-03T04:05:06.${'0'.repeat(type.precision)}Z`
    case 'uuid':
      return '01234567-89ab-4def-8123-456789abcdef'
    case 'bytes':
      return 'AQI='
    case 'objectId':
      return '0123456789abcdef01234567'
    case 'enum':
      return Object.keys(type.values)[0] ?? ''
    case 'list':
      return []
    default:
      return {}
  }
}

const SORTED: readonly string[] = ['int', 'bigInt', 'float', 'boolean', 'string', 'decimal', 'date', 'time', 'dateTime', 'uuid']

function onOperand(making: Making, model: CatalogModel, of: Operand): Predicate {
  const { random, catalog, binds } = making
  const type = typeOf(catalog, model.name, of)
  const negated = random.chance(0.3)
  if (random.chance(0.12)) return { kind: 'null', of, negated }
  if (type.kind === 'list') return onList(making, model, of, negated)
  if (type.kind === 'json') return { kind: 'hasKey', of, keys: randomKeys(making), negated }
  if (type.kind === 'object') return { kind: 'null', of, negated }
  const isText = type.kind === 'string'
  const op = random.weighted<CompareOp>([
    [3, 'eq'],
    [2, 'in'],
    [1.5, 'same'],
    ...(SORTED.includes(type.kind) ? (['lt', 'lte', 'gt', 'gte'] as const).map((one) => [1, one] as const) : []),
    ...(isText ? (['contains', 'startsWith', 'endsWith'] as const).map((one) => [1, one] as const) : []),
  ])
  if (op === 'in') {
    const list = Array.from({ length: random.pick([0, 1, 2, 3, 4]) }, () => literal(making, model, of))
    const right = binds.bind([...new Set(list)])
    return { kind: 'compare', left: of, op, negated, right, ...(isText && random.chance(0.3) ? { fold: 'ascii' as const } : {}) }
  }
  if (op === 'same') {
    // Asked as distinctFrom.
    const right = binds.bind(random.chance(0.3) ? null : literal(making, model, of))
    return { kind: 'compare', left: of, op, negated: random.chance(0.8), right }
  }
  if (op === 'contains' || op === 'startsWith' || op === 'endsWith') {
    const right = binds.bind(part(making, op, literal(making, model, of) as string))
    return { kind: 'compare', left: of, op, negated, right, ...(random.chance(0.4) ? { fold: 'ascii' as const } : {}) }
  }
  const right = binds.bind(literal(making, model, of))
  if (op === 'eq')
    return { kind: 'compare', left: of, op, negated, right, ...(isText && random.chance(0.3) ? { fold: 'ascii' as const } : {}) }
  return { kind: 'compare', left: of, op, negated: false, right, ...(isText ? { collation: 'binary' as const } : {}) }
}

/** A piece of the text, by code points. */
function part({ random }: Making, op: 'contains' | 'startsWith' | 'endsWith', text: string): string {
  const points = [...text]
  const length = random.int(random.chance(0.1) ? 0 : Math.min(1, points.length), Math.min(3, points.length))
  const from = op === 'startsWith' ? 0 : op === 'endsWith' ? points.length - length : random.int(0, points.length - length)
  return points.slice(from, from + length).join('')
}

function onList(making: Making, model: CatalogModel, of: Operand, negated: boolean): Predicate {
  const { random, binds } = making
  const there = valuesOf(making, model, of).flat() as Value[]
  const op = random.pick(['has', 'hasSome', 'hasEvery', 'isEmpty'] as const)
  if (op === 'isEmpty' || there.length === 0) return { kind: 'list', of, op: 'isEmpty', negated }
  const wanted = Array.from({ length: random.pick([0, 1, 1, 2, 3]) }, () => random.pick(there))
  const value = binds.bind(op === 'has' ? random.pick(there) : [...new Set(wanted)])
  return { kind: 'list', of, op, negated, value }
}

function between(making: Making, model: CatalogModel): Predicate {
  const { catalog, binds } = making
  const left = orderedOperand(making, model)
  const type = typeOf(catalog, model.name, left)
  if (type.kind === 'enum') return onOperand(making, model, left)
  const collation = type.kind === 'string' ? { collation: 'binary' as const } : {}
  const bound = (op: 'gte' | 'lte'): Predicate => ({
    ...{ kind: 'compare', left, op, negated: false, right: binds.bind(literal(making, model, left)) },
    ...collation,
  })
  return { kind: 'and', of: [bound('gte'), bound('lte')] }
}

/** some, none or every; for a to-one relation some. */
function exists(making: Making, model: CatalogModel, depth: number): Predicate {
  const { random, catalog } = making
  const relations = [...model.relations.values()]
  if (relations.length === 0) return { kind: 'const', value: true }
  const relation = random.pick(relations)
  const target = modelOf(catalog, relation.to)
  const base = { kind: 'exists' as const, relation: relation.name }
  if (random.chance(0.15)) return { ...base, negated: random.chance(0.4) }
  const where = randomPredicate(making, target, depth - 1)
  const quantifier = relation.many ? random.pick(['some', 'some', 'none', 'every'] as const) : 'some'
  if (quantifier === 'every') return { ...base, where: { kind: 'not', of: where, mode: 'complement' }, negated: true }
  return { ...base, where, negated: quantifier === 'none' }
}

function relatedCompare(making: Making, model: CatalogModel, depth: number): Predicate {
  const { random, catalog, binds } = making
  const many = [...model.relations.values()].filter((relation) => relation.many)
  if (many.length === 0) return exists(making, model, depth)
  const relation = random.pick(many)
  const target = modelOf(catalog, relation.to)
  const where = random.chance(0.3) ? { where: randomPredicate(making, target, depth - 1) } : {}
  if (random.chance(0.8)) {
    const left: Operand = { kind: 'related', relation: relation.name, ...where, of: { kind: 'aggregate', fn: 'count' } }
    if (random.chance(0.15)) return { kind: 'compare', left, op: 'in', negated: random.chance(0.3), right: binds.bind([0, 2]) }
    const op = random.pick(['eq', 'lt', 'lte', 'gt', 'gte'] as const)
    return { kind: 'compare', left, op, negated: op === 'eq' && random.chance(0.3), right: binds.bind(random.int(0, 3)) }
  }
  const fn = random.pick(['sum', 'min', 'max', 'avg'] as const)
  const of = fn === 'min' || fn === 'max' ? extremeOperand(making, target) : summedOperand(making, target)
  if (of === null) return exists(making, model, depth)
  const type = typeOf(catalog, target.name, of)
  // Float sums differ in their last digit.
  if (type.kind === 'float') return exists(making, model, depth)
  const left: Operand = { kind: 'related', relation: relation.name, ...where, of: { kind: 'aggregate', fn, of } }
  const collation = type.kind === 'string' ? { collation: 'binary' as const } : {}
  return {
    kind: 'compare',
    left,
    op: random.pick(['lt', 'gte']),
    negated: false,
    right: binds.bind(literal(making, model, left)),
    ...collation,
  }
}

/** One field against another of the same row and kind, as policies ask. */
function fieldAgainstField(making: Making, model: CatalogModel): Predicate {
  const { random, catalog } = making
  const left = orderedOperand(making, model)
  const kind = typeOf(catalog, model.name, left).kind
  for (let tries = 0; tries < 10; tries++) {
    const right = orderedOperand(making, model)
    if (typeOf(catalog, model.name, right).kind !== kind) continue
    return { kind: 'compare', left, op: random.pick(['eq', 'same'] as const), negated: random.chance(0.4), right }
  }
  return { kind: 'null', of: left, negated: true }
}
