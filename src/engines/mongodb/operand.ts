/** Operands as expressions over the documents of a model. */

import { GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import type { FieldType } from '../../model/model.ts'
import type { ScalarType } from '../../model/scalars.ts'
import type { Operand, Slot, Unit } from '../../query/query.ts'
import { calculated } from './arithmetic.ts'
import { type Context, type Expr, type Frame, fieldExpr, once, type Scope } from './context.ts'
import { getField } from './names.ts'
import { joined, related } from './relation.ts'
import { hasType, literal, orNull, type Template } from './template.ts'
import { encode, isDate } from './values.ts'

/** How operands are read off rows. */
export function rowFrame(scope: Scope): Frame {
  const { context } = scope
  const frame: Frame = {
    context,
    scope,
    operand(of) {
      switch (of.kind) {
        case 'field': {
          const { model, base } = joined(scope, of.via)
          return fieldExpr(model, of.path, base)
        }
        case 'json': {
          const { model, base } = joined(scope, of.via)
          const field = fieldExpr(model, of.path, base)
          return { value: jsonScalar(frame, jsonAt(context, of.keys, field.value), of.as), type: of.as, fields: field.fields }
        }
        case 'lookup':
          return lookup(scope, of)
        case 'related':
          return kept(scope, of, () => related(scope, of))
        case 'aggregate':
          throw new Error('an aggregate stands outside a group')
        default:
          return derived(frame, of)
      }
    },
  }
  return frame
}

/** Operands worked out from others of the same subject. */
export function derived(frame: Frame, of: Operand): Expr {
  switch (of.kind) {
    case 'bound': {
      const { type } = of
      const digits = type.kind === 'decimal' ? type.scale + 15 : 19
      return { value: parameter(frame.context, of, type), type, fields: [], digits, ...(type.kind === 'decimal' ? { exact: true } : {}) }
    }
    case 'math':
      return calculated(frame, of.op, frame.operand(of.left), frame.operand(of.right), of.scale)
    case 'bucket': {
      const { value, type, fields } = frame.operand(of.of)
      return { value: once(frame, value, (moment) => bucket(frame, type, moment, of.unit)), type, fields }
    }
    default:
      throw new Error(`a ${of.kind} is neither a key of the group nor an aggregate`)
  }
}

/** A bound value of a type, as an expression. */
export const parameter = (context: Context, { slot }: Slot, type: FieldType): Template =>
  literal(context.hole(slot, JSON.stringify(type), (value) => encode(type, value)))

/** Joins are costly: what is asked twice is joined once. */
function kept(scope: Scope, of: Operand, make: () => Expr): Expr {
  const key = JSON.stringify(of)
  const expr = scope.known.get(key) ?? make()
  scope.known.set(key, expr)
  return expr
}

type Lookup = Extract<Operand, { kind: 'lookup' }>

/** The place of the key among the keys of the bound table, which MongoDB finds through an index of that constant list. */
function lookup(scope: Scope, of: Lookup): Expr {
  return kept(scope, of, () => {
    const { context } = scope
    const { model, base } = joined(scope, of.via)
    const keys = of.fields.map((path) => fieldExpr(model, path, base))
    const types = keys.map(({ type }) => type)
    const note = JSON.stringify(types)
    const rows = (value: Value) => value as readonly (readonly Value[])[]
    const table = context.hole(of.table.slot, `keys ${note}`, (value) => rows(value).map((row) => tuple(types, row)))
    const values = context.hole(of.table.slot, `values ${JSON.stringify(of.as)}`, (value) =>
      rows(value).map((row) => encode(of.as, row.at(-1) ?? null)),
    )
    const otherwise = of.otherwise === undefined ? null : parameter(context, of.otherwise, of.as)
    const as = context.fresh()
    const place = { $indexOfArray: [literal(table), keyOf(keys)] }
    scope.stages.push({ $addFields: { [as]: place } })
    const found = { $arrayElemAt: [literal(values), `$${as}`] }
    return {
      value: { $cond: [{ $gte: [`$${as}`, 0] }, found, otherwise] },
      type: of.as,
      fields: keys.flatMap(({ fields }) => fields),
    }
  })
}

/** A tuple as `keyOf` has it. */
export const tuple = (types: readonly FieldType[], row: readonly Value[]): unknown => {
  const encoded = types.map((type, i) => encode(type, row[i] ?? null))
  return encoded.length === 1 ? encoded[0] : encoded
}

/** Fields as one value that is compared with bound tuples. */
export const keyOf = (keys: readonly Expr[]): Template => (keys.length === 1 ? keys[0]?.value : keys.map(({ value }) => orNull(value)))

/** Commands nest no deeper than 200 levels, of which each key takes three. */
const MOST_KEYS = 30

/** What stands at a bound list of keys, arrays not entered; missing where there is nothing. Keys are names, never paths. */
export function jsonAt(context: Context, keys: Slot, json: Template): Template {
  const text = (value: Value) => {
    const list = value as readonly string[]
    if (list.length > MOST_KEYS)
      throw new GatewayError('QUERY_LIMIT_EXCEEDED', `A path into JSON has ${list.length} keys; at most ${MOST_KEYS} are allowed.`)
    return list
  }
  return context.hole(keys.slot, `keys below ${JSON.stringify(json)}`, text, (list) =>
    (list as readonly string[]).reduce<Template>((at, key) => getField(at, literal(key)), json),
  )
}

function jsonScalar(frame: Frame, json: Template, as: ScalarType): Template {
  const number = (value: Template) => ({ $in: [{ $type: value }, ['int', 'long', 'double']] })
  return once(frame, json, (value) => {
    switch (as.kind) {
      case 'json':
        return value
      case 'string':
        return { $cond: [hasType(value, 'string'), value, null] }
      case 'boolean':
        return { $cond: [hasType(value, 'bool'), value, null] }
      case 'float':
        return { $cond: [number(value), value, null] }
      case 'int':
        return once(frame, { $cond: [number(value), value, 0.5] }, (found) => ({
          $cond: [{ $and: [{ $eq: [{ $trunc: found }, found] }, { $gte: [found, -(2 ** 31)] }, { $lt: [found, 2 ** 31] }] }, found, null],
        }))
      default:
        throw new GatewayError('QUERY_UNSUPPORTED', `This datasource finds no ${as.kind} inside JSON.`)
    }
  })
}

/** `$dateFromParts` knows no other years, of which a date may be all the same. */
const FIRST_DAY = literal(new Date('0001-01-01T00:00:00Z'))
const AFTER_LAST_DAY = literal(new Date('+010000-01-01T00:00:00Z'))

/** The beginning of the period a day or a moment lies in; values that are kept as text are worked on as text. */
function bucket(frame: Frame, type: FieldType, value: Template, unit: Unit): Template {
  // What is of another type must not reach an operator: it would fail the whole statement, in a branch that is not taken too.
  if (isDate(type))
    return once(frame, { $cond: [hasType(value, 'date'), value, null] }, (date) => ({
      $cond: [{ $and: [{ $gte: [date, FIRST_DAY] }, { $lt: [date, AFTER_LAST_DAY] }] }, periodOf(date, unit), date],
    }))
  const written = { $cond: [hasType(value, 'string'), value, ''] }
  const rest = type.kind === 'dateTime' ? `T00:00:00${fraction(type.precision)}Z` : ''
  const cut = (length: number, end: string): Template => ({ $concat: [{ $substrCP: [written, 0, length] }, end] })
  const text = (): Template => {
    switch (unit) {
      case 'YEAR':
        return cut(4, `-01-01${rest}`)
      case 'MONTH':
        return cut(7, `-01${rest}`)
      case 'DAY':
        return cut(10, rest)
      case 'HOUR':
        return cut(13, `:00:00${rest.slice(9)}`)
      default: {
        const day = { $dateFromString: { dateString: cut(10, ''), format: '%Y-%m-%d', onError: null } }
        const first = once(frame, day, (date) => periodOf(date, unit))
        // What is no day is no day of any period either, and no null.
        return { $ifNull: [{ $concat: [{ $dateToString: { date: first, format: '%Y-%m-%d' } }, rest] }, written] }
      }
    }
  }
  return { $cond: [hasType(value, 'string'), text(), null] }
}

const fraction = (precision: number) => (precision === 0 ? '' : `.${'0'.repeat(precision)}`)

/** Put together from its parts; null where there is no date. */
function periodOf(date: Template, unit: Unit): Template {
  const [year, month, day] = [{ $year: date }, { $month: date }, { $dayOfMonth: date }]
  switch (unit) {
    case 'YEAR':
      return { $dateFromParts: { year } }
    case 'QUARTER':
      return { $dateFromParts: { year, month: { $subtract: [month, { $mod: [{ $subtract: [month, 1] }, 3] }] } } }
    case 'MONTH':
      return { $dateFromParts: { year, month } }
    case 'WEEK':
      return { $dateFromParts: { isoWeekYear: { $isoWeekYear: date }, isoWeek: { $isoWeek: date } } }
    case 'DAY':
      return { $dateFromParts: { year, month, day } }
    case 'HOUR':
      return { $dateFromParts: { year, month, day, hour: { $hour: date } } }
  }
}
