/** What operands and predicates mean, as functions over rows or groups: three-valued logic written out, nothing optimised. */

import { tupleKey, type Value } from '../../base/json.ts'
import { type Catalog, type CatalogModel, type CatalogRelation, modelOf, relationOf } from '../../model/catalog.ts'
import type { FieldType } from '../../model/model.ts'
import { canonical, foldAscii, NotCanonical, type ScalarType } from '../../model/scalars.ts'
import { expandAfter } from '../../query/after.ts'
import { modelVia, paths, typeOf } from '../../query/build.ts'
import type { Aggregate, Binds, Operand, Predicate, Slot } from '../../query/query.ts'
import { aggregate, bucketOf, calculate, compareCanonical } from './arithmetic.ts'
import { type Row, type Tables, valueAt } from './tables.ts'

export interface World {
  readonly catalog: Catalog
  readonly tables: Tables
  readonly binds: Binds
}

/** Rows that share a tuple of group keys. */
export interface Group {
  readonly key: readonly Value[]
  readonly rows: readonly Row[]
}

/** null: unknown. */
export type Truth = boolean | null

/** How operands are read off a subject: a row, or a group of rows. */
export interface Frame<S> {
  readonly world: World
  readonly model: CatalogModel
  get(operand: Operand): (subject: S) => Value
  /** The row that a subject is; a group has none. */
  row(subject: S): Row
}

export function bound(world: World, { slot }: Slot): Value {
  const value = world.binds[slot]
  if (value === undefined) throw new Error(`nothing is bound to slot ${slot}`)
  return value
}

/** The rows at the other end of a relation, each once. */
export function relatedRows({ tables }: World, relation: CatalogRelation): (row: Row) => readonly Row[] {
  const { through } = relation
  const references = paths(relation.references)
  const tupleOf = (row: Row, fields: readonly string[]) => fields.map((field) => row[field] ?? null)
  if (through === undefined) return (row) => tables.find(relation.to, references, tupleOf(row, relation.fields))
  const near = paths(through.near)
  return (row) => {
    const between = tables.find(through.model, near, tupleOf(row, relation.fields))
    return [...new Set(between.flatMap((link) => tables.find(relation.to, references, tupleOf(link, through.far))))]
  }
}

export function rowFrame(world: World, model: CatalogModel): Frame<Row> {
  const frame: Frame<Row> = {
    world,
    model,
    row: (row) => row,
    get(operand) {
      switch (operand.kind) {
        case 'field': {
          const end = follow(world, model, operand.via)
          return (row) => valueAt(end(row) ?? null, operand.path)
        }
        case 'json': {
          const end = follow(world, model, operand.via)
          const keys = bound(world, operand.keys) as readonly string[]
          return (row) => scalarIn(valueAt(end(row) ?? null, operand.path), keys, operand.as)
        }
        case 'lookup': {
          const end = follow(world, model, operand.via)
          const table = new Map((bound(world, operand.table) as readonly Value[][]).map((row) => [tupleKey(row.slice(0, -1)), row.at(-1)]))
          const otherwise = operand.otherwise === undefined ? null : bound(world, operand.otherwise)
          return (row) => {
            const at = end(row) ?? null
            const found = table.get(tupleKey(operand.fields.map((path) => valueAt(at, path))))
            return found === undefined ? otherwise : found
          }
        }
        case 'related': {
          const via = operand.via ?? []
          const relation = relationOf(modelVia(world.catalog, model.name, via), operand.relation)
          const rows = matching(world, relation, operand.where)
          const over = aggregateOver(world, modelOf(world.catalog, relation.to), operand.of)
          const end = follow(world, model, via)
          return (row) => {
            const at = end(row)
            return over(at === undefined ? [] : rows(at))
          }
        }
        case 'aggregate':
          throw new Error('an aggregate stands outside a group')
        default:
          return derived(frame, operand)
      }
    },
  }
  return frame
}

/** Groups know their keys, by the operands that made them, and aggregates over their rows; nothing else. */
export function groupFrame(world: World, model: CatalogModel, keys: readonly Operand[]): Frame<Group> {
  const texts = keys.map((key) => JSON.stringify(sorted(key)))
  const frame: Frame<Group> = {
    world,
    model,
    row() {
      throw new Error('a group is not a row')
    },
    get(operand) {
      const index = texts.indexOf(JSON.stringify(sorted(operand)))
      if (index >= 0) return (group) => group.key[index] ?? null
      if (operand.kind === 'aggregate') {
        const over = aggregateOver(world, model, operand)
        return (group) => over(group.rows)
      }
      return derived(frame, operand)
    },
  }
  return frame
}

/** Equal operands have equal text, in whatever order their properties were written. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}

/** Operands worked out from others of the same subject. */
function derived<S>(frame: Frame<S>, operand: Operand): (subject: S) => Value {
  switch (operand.kind) {
    case 'bound': {
      const value = bound(frame.world, operand)
      return () => value
    }
    case 'math': {
      const left = frame.get(operand.left)
      const right = frame.get(operand.right)
      return (subject) => calculate(operand.op, left(subject), right(subject), operand.scale)
    }
    case 'bucket': {
      const of = frame.get(operand.of)
      const type = typeOf(frame.world.catalog, frame.model.name, operand.of) as ScalarType
      return (subject) => bucketOf(type, of(subject), operand.unit)
    }
    default:
      throw new Error(`a ${operand.kind} is neither a key of the group nor an aggregate`)
  }
}

function aggregateOver(world: World, model: CatalogModel, operand: Aggregate): (rows: readonly Row[]) => Value {
  if (operand.of === undefined) return (rows) => rows.length
  const of = rowFrame(world, model).get(operand.of)
  const type = typeOf(world.catalog, model.name, operand.of)
  return (rows) => {
    const values = rows.map(of).filter((value) => value !== null)
    return operand.fn === 'count' ? values.length : aggregate(operand.fn, type, values)
  }
}

/** The row at the end of a chain of to-one relations. */
function follow(world: World, model: CatalogModel, via: readonly string[]): (row: Row) => Row | undefined {
  let end = model
  const steps = via.map((name) => {
    const relation = relationOf(end, name)
    end = modelOf(world.catalog, relation.to)
    return relatedRows(world, relation)
  })
  return (row) => steps.reduce<Row | undefined>((at, step) => (at === undefined ? undefined : step(at)[0]), row)
}

/** The related rows for which `where` is true. */
function matching(world: World, relation: CatalogRelation, where: Predicate | undefined): (row: Row) => readonly Row[] {
  const rows = relatedRows(world, relation)
  if (where === undefined) return rows
  const test = truth(rowFrame(world, modelOf(world.catalog, relation.to)), where)
  return (row) => rows(row).filter((related) => test(related) === true)
}

const isObject = (value: Value | undefined): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at these keys; undefined where there is none. Arrays are not entered. */
function inside(json: Value, keys: readonly string[]): Value | undefined {
  return keys.reduce<Value | undefined>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), json)
}

function scalarIn(json: Value, keys: readonly string[], as: ScalarType): Value {
  const value = inside(json, keys)
  if (as.kind === 'json') return value ?? null
  if (value === undefined || value === null || typeof value === 'object') return null
  const written = as.kind === 'boolean' ? 'boolean' : as.kind === 'int' || as.kind === 'float' ? 'number' : 'string'
  if (typeof value !== written) return null
  try {
    return canonical(as, value)
  } catch (error) {
    // 1.5 is no int and "x" no date: another type than the asked one.
    if (error instanceof NotCanonical) return null
    throw error
  }
}

/** Whether a predicate holds of a subject: true, false or unknown. */
export function truth<S>(frame: Frame<S>, predicate: Predicate): (subject: S) => Truth {
  const { world, model } = frame
  switch (predicate.kind) {
    case 'const':
      return () => predicate.value
    case 'and':
    case 'or': {
      const tests = predicate.of.map((part) => truth(frame, part))
      const decides = predicate.kind === 'or'
      return (subject) => {
        const truths = tests.map((test) => test(subject))
        return truths.includes(decides) ? decides : truths.includes(null) ? null : !decides
      }
    }
    case 'not': {
      const test = truth(frame, predicate.of)
      if (predicate.mode === 'complement') return (subject) => test(subject) !== true
      return (subject) => negate(test(subject))
    }
    case 'compare':
      return comparison(frame, predicate)
    case 'null': {
      const of = frame.get(predicate.of)
      return (subject) => (of(subject) === null) !== predicate.negated
    }
    case 'list': {
      const of = frame.get(predicate.of)
      const value = predicate.value === undefined ? null : bound(world, predicate.value)
      return (subject) => {
        const items = of(subject) as readonly Value[] | null
        return items === null ? null : listHolds(predicate.op, items, value) !== predicate.negated
      }
    }
    case 'hasKey': {
      const of = frame.get(predicate.of)
      const keys = bound(world, predicate.keys) as readonly string[]
      return (subject) => {
        const json = of(subject)
        return json === null ? null : (inside(json, keys) !== undefined) !== predicate.negated
      }
    }
    case 'exists': {
      const rows = matching(world, relationOf(model, predicate.relation), predicate.where)
      return (subject) => rows(frame.row(subject)).length > 0 !== predicate.negated
    }
    case 'member': {
      const tuples = new Set((bound(world, predicate.of) as readonly Value[][]).filter((tuple) => !tuple.includes(null)).map(tupleKey))
      return (subject) => tuples.has(tupleKey(predicate.fields.map((path) => valueAt(frame.row(subject), path)))) !== predicate.negated
    }
    case 'after':
      return truth(frame, expandAfter(predicate))
  }
}

const negate = (value: Truth): Truth => (value === null ? null : !value)

function listHolds(op: 'has' | 'hasSome' | 'hasEvery' | 'isEmpty', items: readonly Value[], value: Value): boolean {
  switch (op) {
    case 'has':
      return items.includes(value)
    case 'hasSome':
      return (value as readonly Value[]).some((wanted) => items.includes(wanted))
    case 'hasEvery':
      return (value as readonly Value[]).every((wanted) => items.includes(wanted))
    case 'isEmpty':
      return items.length === 0
  }
}

type Compare = Extract<Predicate, { kind: 'compare' }>

function comparison<S>(frame: Frame<S>, predicate: Compare): (subject: S) => Truth {
  const { catalog } = frame.world
  const { op, negated, right } = predicate
  const left = frame.get(predicate.left)
  const type = typeOf(catalog, frame.model.name, predicate.left)
  const fold = predicate.fold === undefined ? (value: Value) => value : (value: Value) => foldAscii(value as string)

  if (op === 'in') {
    if (!('slot' in right)) throw new Error('in takes a list slot')
    // Equal canonical values of one type have equal text.
    const wanted = new Set((bound(frame.world, right as Slot) as readonly Value[]).map((value) => JSON.stringify(fold(value))))
    return (subject) => {
      const value = left(subject)
      return value === null ? null : wanted.has(JSON.stringify(fold(value))) !== negated
    }
  }

  const operand = 'kind' in right ? right : undefined
  const value = operand === undefined ? bound(frame.world, right as Slot) : null
  const other = operand === undefined ? () => value : frame.get(operand)
  const otherType = operand === undefined ? type : typeOf(catalog, frame.model.name, operand)
  const holds = relationBetween(op, type, otherType)
  return (subject) => {
    const a = left(subject)
    const b = other(subject)
    if (a !== null && b !== null) return holds(fold(a), fold(b)) !== negated
    return op === 'same' ? (a === b) !== negated : null
  }
}

function relationBetween(op: Compare['op'], left: FieldType, right: FieldType): (a: Value, b: Value) => boolean {
  const compare = (a: Value, b: Value) => compareCanonical(left, a, right, b)
  switch (op) {
    case 'lt':
      return (a, b) => compare(a, b) < 0
    case 'lte':
      return (a, b) => compare(a, b) <= 0
    case 'gt':
      return (a, b) => compare(a, b) > 0
    case 'gte':
      return (a, b) => compare(a, b) >= 0
    case 'contains':
      return (a, b) => (a as string).includes(b as string)
    case 'startsWith':
      return (a, b) => (a as string).startsWith(b as string)
    case 'endsWith':
      return (a, b) => (a as string).endsWith(b as string)
    default:
      return (a, b) => compare(a, b) === 0
  }
}
