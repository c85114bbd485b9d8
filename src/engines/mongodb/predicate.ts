/** Predicates as expressions that are true or false. Above every leaf stand only and and or, so unknown may be false. */

import { MaxKey } from 'mongodb'
import type { Value } from '../../base/json.ts'
import type { FieldType } from '../../model/model.ts'
import { foldAscii } from '../../model/scalars.ts'
import { expandAfter } from '../../query/after.ts'
import type { Operand, Predicate, Slot } from '../../query/query.ts'
import { sortable, storedByName } from './aggregate.ts'
import { type Expr, type Frame, fieldExpr, once, type Scope } from './context.ts'
import { formsOf, tuplesHole } from './match.ts'
import { jsonAt, keyOf, parameter } from './operand.ts'
import { exists } from './relation.ts'
import { all, any, hasType, isSet, literal, not, orNull, type Template } from './template.ts'
import { encode, uuidBinary } from './values.ts'

type Compare = Extract<Predicate, { kind: 'compare' }>

const isOperand = (right: Slot | Operand): right is Operand => 'kind' in right
const unless = (negated: boolean, value: Template): Template => (negated ? not(value) : value)

export function predicate(frame: Frame, of: Predicate): Template {
  switch (of.kind) {
    case 'const':
      return literal(of.value)
    case 'and':
    case 'or': {
      const parts = of.of.map((part) => predicate(frame, part))
      if (parts.length === 0) return literal(of.kind === 'and')
      return of.kind === 'and' ? all(parts) : any(parts)
    }
    case 'not':
      throw new Error('only a normalised read can be compiled')
    case 'after':
      return predicate(frame, expandAfter(of))
    case 'null': {
      const { value } = frame.operand(of.of)
      return of.negated ? isSet(value) : { $eq: [orNull(value), null] }
    }
    case 'compare':
      return compare(frame, of)
    case 'list':
      return list(frame, of)
    case 'hasKey': {
      const { value } = frame.operand(of.of)
      const found = { $ne: [{ $type: jsonAt(frame.context, of.keys, value) }, 'missing'] }
      return { $and: [isSet(value), unless(of.negated, found)] }
    }
    case 'exists':
      return unless(of.negated, exists(rowsOf(frame), of.relation, of.where))
    case 'member': {
      const scope = rowsOf(frame)
      const keys = of.fields.map((path) => fieldExpr(scope.model, path))
      const types = keys.map(({ type }) => type)
      const place = { $indexOfArray: [literal(tuplesHole(frame.context, of.of, types, 0)), keyOf(keys)] }
      return { [of.negated ? '$lt' : '$gte']: [place, 0] }
    }
  }
}

function rowsOf({ scope }: Frame): Scope {
  if (scope === undefined) throw new Error('a group is not a row')
  return scope
}

const COMPLEMENT = { lt: 'gte', lte: 'gt', gt: 'lte', gte: 'lt' } as const

function compare(frame: Frame, of: Compare): Template {
  const left = frame.operand(of.left)
  const { op, negated, right } = of
  if (op === 'contains' || op === 'startsWith' || op === 'endsWith') return matches(frame, left, of)
  if (of.fold !== undefined) return folded(frame, left, of)
  if (isOperand(right)) return between(frame, left, of, frame.operand(right))
  const { context } = frame
  const { type, value } = left
  const note = JSON.stringify(type)
  const among = (name: string, values: (given: Value) => unknown[]): Template => ({
    $in: [orNull(value), literal(context.hole(right.slot, `${name} ${note}`, values))],
  })
  switch (op) {
    case 'in': {
      const forms = (given: Value) => (given as readonly Value[]).flatMap((item) => formsOf(type, item))
      return negated ? not(among('others', (given) => [null, ...forms(given)])) : among('list', forms)
    }
    case 'same':
      return unless(
        negated,
        among('same', (given) => formsOf(type, given)),
      )
    case 'eq':
      if (negated) return not(among('other than', (given) => [null, ...formsOf(type, given)]))
      if (type.kind === 'uuid') return among('equal', (given) => formsOf(type, given))
      return { $eq: [value, parameter(context, right, type)] }
    default: {
      const operator = `$${negated ? COMPLEMENT[op] : op}`
      const key = sortable(frame, left)
      // Null is below everything, so that only the other direction has to put it out of reach.
      return { [operator]: [operator.startsWith('$g') ? key : { $ifNull: [key, HIGHEST] }, limit(frame, value, type, right)] }
    }
  }
}

const HIGHEST = literal(new MaxKey())

/** A bound value in the form that sorts, beside the value it is compared with. */
function limit(frame: Frame, value: Template, type: FieldType, { slot }: Slot): Template {
  const { context } = frame
  if (type.kind === 'enum') {
    const names = storedByName(type)
    return literal(context.hole(slot, `rank ${JSON.stringify(type)}`, (name) => names.indexOf(encode(type, name) as string)))
  }
  const text = parameter(context, { slot }, type)
  if (type.kind !== 'uuid') return text
  return { $cond: [hasType(value, 'binData'), literal(context.hole(slot, 'binary uuid', uuidBinary)), text] }
}

/** One value of the row against another. */
function between(frame: Frame, left: Expr, of: Compare, right: Expr): Template {
  const { op, negated } = of
  if (op === 'in' || op === 'contains' || op === 'startsWith' || op === 'endsWith') throw new Error(`${op} takes a slot`)
  return once(frame, comparable(frame, left, right), (a) =>
    once(frame, comparable(frame, right, left), (b) => {
      if (op === 'same') return { [negated ? '$ne' : '$eq']: [orNull(a), orNull(b)] }
      const operator = op === 'eq' ? (negated ? '$ne' : '$eq') : `$${negated ? COMPLEMENT[op] : op}`
      return { $and: [isSet(a), isSet(b), { [operator]: [a, b] }] }
    }),
  )
}

/** Enums by their names, since two may store them differently; a float makes a float of the other side. */
function comparable(frame: Frame, of: Expr, other: Expr): Template {
  const { type, value } = of
  if (type.kind === 'enum') {
    const [stored, names] = [Object.values(type.values), Object.keys(type.values)]
    return once(frame, value, (found) => ({
      $cond: [{ $in: [found, literal(stored)] }, { $arrayElemAt: [literal(names), { $indexOfArray: [literal(stored), found] }] }, null],
    }))
  }
  if (other.type.kind !== 'float' || type.kind === 'float') return value
  // A decimal may be beyond any double.
  return once(frame, value, (found) => ({
    $convert: { input: { $cond: [{ $isNumber: found }, found, null] }, to: 'double', onError: null, onNull: null },
  }))
}

/** Equality with A to Z folded on both sides, which is all that `$toLower` folds. */
function folded(frame: Frame, left: Expr, of: Compare): Template {
  const { context } = frame
  const { right, op, negated } = of
  return once(frame, left.value, (value) => {
    const low = { $toLower: textOf(value) }
    let found: Template
    if (isOperand(right))
      found = once(frame, frame.operand(right).value, (other) => ({
        $and: [isText(other), { [negated ? '$ne' : '$eq']: [low, { $toLower: textOf(other) }] }],
      }))
    else if (op === 'in') {
      const wanted = context.hole(right.slot, 'folded list', (list) => (list as readonly string[]).map(foldAscii))
      found = unless(negated, { $in: [low, literal(wanted)] })
    } else found = { [negated ? '$ne' : '$eq']: [low, literal(context.hole(right.slot, 'folded', foldText))] }
    return { $and: [isText(value), found] }
  })
}

const foldText = (value: Value) => (value === null ? null : foldAscii(value as string))

const isText = (value: Template): Template => hasType(value, 'string')
/** What is no text must not reach an operator of text: it would fail the whole statement, in a branch that is not taken too. */
const textOf = (value: Template): Template => ({ $cond: [isText(value), value, ''] })

/** Text in text, byte by byte, so that no character means anything but itself. */
function matches(frame: Frame, left: Expr, of: Compare): Template {
  const { context } = frame
  const { op, right, negated, fold } = of
  const fit = (value: Template): Template => (fold === undefined ? value : { $toLower: value })
  return once(frame, left.value, (value) => {
    if (isOperand(right))
      return once(frame, frame.operand(right).value, (other) => ({
        $cond: [
          { $and: [hasType(value, 'string'), hasType(other, 'string')] },
          unless(negated, found(fit(other), { $strLenBytes: other })),
          false,
        ],
      }))
    const piece = context.hole(right.slot, fold === undefined ? 'text' : 'folded', fold === undefined ? (text) => text : foldText)
    const length = context.hole(right.slot, 'length', (text) => Buffer.byteLength((text as string | null) ?? ''))
    return { $and: [isText(value), unless(negated, found(literal(piece), literal(length)))] }

    function found(wanted: Template, bytes: Template): Template {
      const text = fit(textOf(value))
      const size = { $strLenBytes: textOf(value) }
      if (op === 'contains') return { $gte: [{ $indexOfBytes: [text, wanted] }, 0] }
      if (op === 'startsWith') return { $eq: [{ $indexOfBytes: [text, wanted] }, 0] }
      const start = { $max: [0, { $subtract: [size, bytes] }] }
      return { $and: [{ $gte: [size, bytes] }, { $gte: [{ $indexOfBytes: [text, wanted, start] }, 0] }] }
    }
  })
}

function list(frame: Frame, of: Extract<Predicate, { kind: 'list' }>): Template {
  const { value, type } = frame.operand(of.of)
  if (type.kind !== 'list') throw new Error('a list predicate stands on something else')
  const { of: item } = type
  const { context } = frame
  const many = (slot: Slot | undefined): Template => {
    if (slot === undefined) throw new Error(`${of.op} takes a value`)
    return literal(
      context.hole(slot.slot, `items ${JSON.stringify(item)}`, (items) => (items as readonly Value[]).map((one) => encode(item, one))),
    )
  }
  return once(frame, value, (found) => {
    const items = { $cond: [{ $isArray: [found] }, found, []] }
    const holds = (): Template => {
      switch (of.op) {
        case 'isEmpty':
          return { $eq: [{ $size: items }, 0] }
        case 'has':
          if (of.value === undefined) throw new Error('has takes a value')
          return { $in: [parameter(context, of.value, item), items] }
        case 'hasSome':
          return { $gt: [{ $size: { $setIntersection: [items, many(of.value)] } }, 0] }
        case 'hasEvery':
          return { $setIsSubset: [many(of.value), items] }
      }
    }
    return { $and: [{ $isArray: [found] }, unless(of.negated, holds())] }
  })
}
