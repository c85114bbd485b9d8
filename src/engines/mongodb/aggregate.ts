/** Aggregates over documents: what `$group` gathers, and what it becomes afterwards. */

import { Decimal128 } from 'mongodb'
import type { FieldType } from '../../model/model.ts'
import { compareText, NotCanonical, type ScalarType } from '../../model/scalars.ts'
import { aggregateType, scaleOf } from '../../query/build.ts'
import type { Aggregate, Operand } from '../../query/query.ts'
import { decimalTotal } from '../sql/totals.ts'
import { averaged, exact } from './arithmetic.ts'
import { type Context, type Expr, once } from './context.ts'
import { valueAt } from './names.ts'
import { isSet, literal, orNull, type Template } from './template.ts'
import { digits } from './values.ts'

type EnumType = Extract<ScalarType, { kind: 'enum' }>

/** Stored values in the order of the GraphQL names, by code point: how enums sort. */
export function storedByName(type: EnumType): string[] {
  return Object.entries(type.values)
    .sort(([a], [b]) => compareText(a, b))
    .map(([, stored]) => stored)
}

/** The value in the form that sorts. */
export function sortable(frame: { readonly context: Context }, { type, value }: Expr): Template {
  if (type.kind !== 'enum') return value
  const names = literal(storedByName(type))
  return once(frame, value, (stored) => ({ $cond: [isSet(stored), { $indexOfArray: [names, stored] }, null] }))
}

/** An aggregate under way. */
export interface Gathering {
  /** Accumulators by the name of the group's field that they fill. */
  readonly accumulators: Readonly<Record<string, Template>>
  /** @param base where the group's fields stand in a later document */
  finish(base: readonly string[]): Expr
}

/**
 * @param name the fields of the group begin with it
 * @param argument the expression of what is aggregated, in the rows' own frame
 */
export function gather(context: Context, name: string, of: Aggregate, argument: (operand: Operand) => Expr): Gathering {
  const frame = { context }
  const at = (base: readonly string[], suffix = '') => valueAt([...base, `${name}${suffix}`])
  const counted = (value: Template) => ({ $sum: { $cond: [isSet(value), 1, 0] } })
  const count = (fields: readonly string[], accumulator: Template): Gathering => ({
    accumulators: { [name]: accumulator },
    finish: (base) => ({ value: { $ifNull: [at(base), 0] }, type: { kind: 'int' }, fields, digits: 10 }),
  })
  if (of.of === undefined) return count([], { $sum: 1 })
  const expr = argument(of.of)
  const { fields, value } = expr
  const type = expr.type as ScalarType
  switch (of.fn) {
    case 'count':
      return count(fields, counted(value))
    case 'countDistinct':
      return {
        accumulators: { [name]: { $addToSet: orNull(value) } },
        finish: (base) => ({
          value: { $size: { $setDifference: [{ $ifNull: [at(base), []] }, [null]] } },
          type: { kind: 'int' },
          fields,
          digits: 10,
        }),
      }
    case 'min':
    case 'max': {
      const accumulators = { [name]: { [`$${of.fn}`]: sortable(frame, expr) } }
      if (type.kind !== 'enum') return { accumulators, finish: (base) => ({ ...expr, value: at(base), ...pathOf(base, name) }) }
      const stored = literal(storedByName(type))
      // A stored value that the enum does not know has no rank; passed over without a word, the answer would be wrong.
      const unknown = once(frame, value, (found) => ({ $cond: [{ $in: [found, stored] }, null, found] }))
      return {
        accumulators: { ...accumulators, [`${name}u`]: { $max: unknown } },
        finish: (base) => ({
          value: { $ifNull: [at(base, 'u'), { $cond: [isSet(at(base)), { $arrayElemAt: [stored, at(base)] }, null] }] },
          type,
          fields,
        }),
      }
    }
    case 'sum':
    case 'avg': {
      const made: FieldType = aggregateType(of.fn, type)
      if (type.kind === 'float')
        return {
          accumulators: { [name]: { [`$${of.fn}`]: value }, [`${name}n`]: counted(value) },
          finish: (base) => ({ value: { $cond: [{ $gt: [at(base, 'n'), 0] }, at(base), null] }, type: made, fields }),
        }
      const scale = scaleOf(type)
      const read = total(of.fn === 'sum' ? scale : scale + 6)
      return {
        accumulators: { [name]: { $sum: exact(frame, expr) }, [`${name}n`]: counted(value) },
        finish: (base) => ({
          value:
            of.fn === 'sum'
              ? { $cond: [{ $gt: [at(base, 'n'), 0] }, at(base), null] }
              : averaged(frame, at(base), at(base, 'n'), scale + 6),
          type: made,
          fields,
          read,
        }),
      }
    }
  }
}

const pathOf = (base: readonly string[], name: string) => ({ path: [...base, name].join('.') })

/** A sum may have more digits than a value of its type. */
const total = (scale: number) => (raw: unknown) => {
  if (typeof raw === 'number' || typeof raw === 'bigint') return decimalTotal(String(raw), scale)
  if (!(raw instanceof Decimal128)) throw new NotCanonical('is no number')
  return decimalTotal(digits(raw), scale)
}
