/** Constructors and small questions over the language: operands of a model's fields, their types, the shape of a query. */

import type { Value } from '../base/json.ts'
import { type Catalog, type CatalogModel, fieldAt, modelOf, relationOf } from '../model/catalog.ts'
import type { Expression } from '../model/computed.ts'
import type { FieldType } from '../model/model.ts'
import type { ScalarType } from '../model/scalars.ts'
import type { Operand, Path, Predicate, Read, Slot, Write } from './query.ts'

export const TRUE: Predicate = { kind: 'const', value: true }
export const FALSE: Predicate = { kind: 'const', value: false }

/** Values being gathered for one operation; each gets the next slot. */
export interface BindList {
  readonly values: Value[]
  bind(value: Value): Slot
}

export function bindList(values: Value[] = []): BindList {
  return {
    values,
    bind(value) {
      values.push(value)
      return { slot: values.length - 1 }
    },
  }
}

export const and = (of: readonly Predicate[]): Predicate => (of.length === 1 ? (of[0] as Predicate) : { kind: 'and', of })
export const or = (of: readonly Predicate[]): Predicate => (of.length === 1 ? (of[0] as Predicate) : { kind: 'or', of })
export const eq = (left: Operand, right: Slot | Operand): Predicate => ({ kind: 'compare', left, op: 'eq', negated: false, right })

/** Both predicates, or the one that is there. */
export function both(a: Predicate | undefined, b: Predicate | undefined): Predicate | undefined {
  return a === undefined ? b : b === undefined ? a : and([a, b])
}

export const fieldOperand = (path: Path, via: readonly string[] = []): Operand => ({ kind: 'field', via, path })
export const paths = (names: readonly string[]): Path[] => names.map((name): Path => [name])

/** The operand of a field, stored or computed; a computed field's constants are bound as it is expanded. */
export function operandAt(model: CatalogModel, path: Path, via: readonly string[], binds: BindList): Operand {
  const field = fieldAt(model, path)
  if (field.computed === undefined) return { kind: 'field', via, path }
  const scale = field.type.kind === 'decimal' ? field.type.scale : 0
  return expand(model, field.computed, via, binds, scale)
}

function expand(model: CatalogModel, expression: Expression, via: readonly string[], binds: BindList, rounded?: number): Operand {
  const exact = exactScale(model, expression)
  if (expression.kind === 'math') {
    const left = expand(model, expression.left, via, binds)
    const right = expand(model, expression.right, via, binds)
    return { kind: 'math', op: expression.op, left, right, scale: rounded ?? exact }
  }
  const leaf: Operand =
    expression.kind === 'field' ? { kind: 'field', via, path: expression.path } : constant(expression.value, exact, binds)
  // A bare field or constant as the whole expression still becomes a decimal of the declared scale.
  return rounded === undefined ? leaf : { kind: 'math', op: 'add', left: leaf, right: constant('0', 0, binds), scale: rounded }
}

function constant(value: string, scale: number, binds: BindList): Operand {
  return { kind: 'bound', slot: binds.bind(value).slot, type: { kind: 'decimal', precision: 38, scale } }
}

function exactScale(model: CatalogModel, expression: Expression): number {
  if (expression.kind === 'value') return expression.value.split('.')[1]?.length ?? 0
  if (expression.kind === 'field') return scaleOf(fieldAt(model, expression.path).type)
  const left = exactScale(model, expression.left)
  const right = exactScale(model, expression.right)
  return expression.op === 'mul' ? left + right : Math.max(left, right)
}

/** Fraction digits of an exact number; 0 for integers. */
export function scaleOf(type: FieldType): number {
  return type.kind === 'decimal' ? type.scale : 0
}

/** The model at the end of a chain of to-one relations. */
export function modelVia(catalog: Catalog, model: string, via: readonly string[]): CatalogModel {
  return via.reduce((at, step) => modelOf(catalog, relationOf(at, step).to), modelOf(catalog, model))
}

/** The type of what an operand yields; engines encode, decode, compare and sort by it. */
export function typeOf(catalog: Catalog, model: string, operand: Operand): FieldType {
  switch (operand.kind) {
    case 'field':
      return fieldAt(modelVia(catalog, model, operand.via), operand.path).type
    case 'json':
    case 'lookup':
      return operand.as
    case 'bucket':
      return typeOf(catalog, model, operand.of)
    case 'math':
      return { kind: 'decimal', precision: 38, scale: operand.scale }
    case 'bound':
      return operand.type
    case 'related':
      return typeOf(catalog, relationOf(modelVia(catalog, model, operand.via ?? []), operand.relation).to, operand.of)
    case 'aggregate':
      return operand.fn === 'count' || operand.fn === 'countDistinct'
        ? { kind: 'int' }
        : aggregateType(operand.fn, typeOf(catalog, model, operand.of) as ScalarType)
  }
}

/** The type of sum, avg, min or max over values of a type: sums of integers are bigInt, averages of exact numbers decimals of scale + 6. */
export function aggregateType(fn: 'sum' | 'avg' | 'min' | 'max', of: ScalarType): ScalarType {
  if (fn === 'min' || fn === 'max' || of.kind === 'float') return of
  if (fn === 'avg') return { kind: 'decimal', precision: 38, scale: scaleOf(of) + 6 }
  return of.kind === 'decimal' ? { kind: 'decimal', precision: 38, scale: of.scale } : { kind: 'bigInt' }
}

/** The cache key of a query's compiled text. It holds no value, hence no secret. */
export function shapeOf(query: Read | Write): string {
  return JSON.stringify(query)
}

/** True when this operand is, or is worked out from, an aggregate of the group. */
export function hasAggregate(operand: Operand): boolean {
  switch (operand.kind) {
    case 'aggregate':
      return true
    case 'math':
      return hasAggregate(operand.left) || hasAggregate(operand.right)
    case 'bucket':
      return hasAggregate(operand.of)
    default:
      return false
  }
}

/** True when the read yields groups, or one row over everything, instead of rows. */
export function isGrouped(read: Read): boolean {
  return read.group !== undefined || (read.select.length > 0 && read.select.every((item) => item.kind === 'value' && hasAggregate(item.of)))
}
