/** Updates and deletions: which documents, and what becomes of them. */

import { Decimal128, Double, Long } from 'mongodb'
import { parseDecimal } from '../../base/decimal.ts'
import { GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import type { Compiled, CompileTarget, Touched } from '../../datasource/datasource.ts'
import { type CatalogField, type CatalogModel, fieldAt, modelOf } from '../../model/catalog.ts'
import type { ScalarType } from '../../model/scalars.ts'
import type { Assign, Delete, Update } from '../../query/query.ts'
import { type Context, createContext, openScope } from './context.ts'
import { restrict } from './match.ts'
import { collectionName, columnOf, dotted, stepsOf } from './names.ts'
import { rowFrame } from './operand.ts'
import { predicate } from './predicate.ts'
import type { Addition, Change, Replacement } from './statement.ts'
import { encode } from './values.ts'

/** @param write its filter in core form */
export function compileChange(write: Update | Delete, at: CompileTarget): Compiled {
  const model = modelOf(at.catalog, write.model)
  const context = createContext(at.catalog, at.version, { rows: rowFrame, predicate, restrict })
  const scope = openScope(context, model)
  restrict(scope, write.where)
  const set = write.kind === 'update' ? write.set : []
  const text: Change = {
    kind: write.kind,
    database: at.namespace,
    collection: collectionName(model),
    stages: scope.stages,
    set: set.flatMap((assign) => (assign.op === 'set' ? [replacement(context, model, assign)] : [])),
    add: set.flatMap((assign) => (assign.op === 'increment' ? [addition(context, model, assign)] : [])),
  }
  return { text, params: context.params, decode: [], touched: touchedBy(write.kind, model, at) }
}

function pathOf(model: CatalogModel, path: Assign['path']): string {
  const found = dotted(stepsOf(model, path))
  if (found === undefined)
    throw new GatewayError('QUERY_UNSUPPORTED', 'A field whose column contains a dot cannot be changed in this datasource.')
  if (found === '_id')
    throw new GatewayError(
      'QUERY_UNSUPPORTED',
      'The key of a document cannot be changed in this datasource; delete the row and create another.',
    )
  return found
}

function replacement(context: Context, model: CatalogModel, { path, value }: Assign): Replacement {
  const field = fieldAt(model, path)
  const own = path.length === 1
  const note = `set ${path.join('.')} ${JSON.stringify(field.type)}`
  return {
    path: pathOf(model, path),
    value: context.hole(value.slot, note, (given) => {
      if (given === null && own && !field.nullable) throw missing(model, field)
      return encode(field.type, given)
    }),
  }
}

/** MongoDB requires nothing of a document, so that what a model requires is looked at here. */
const missing = (model: CatalogModel, field: CatalogField): GatewayError =>
  new GatewayError('NOT_NULL_VIOLATION', `${model.name} needs a value where none was given.`, { fields: [field.name] })

function addition(context: Context, model: CatalogModel, { path, value }: Assign): Addition {
  if (path.length > 1) throw new GatewayError('QUERY_UNSUPPORTED', 'A number inside an object cannot be incremented in one step.')
  const field = fieldAt(model, path)
  const type = field.type as ScalarType
  return {
    path: pathOf(model, path),
    field: field.name,
    value: context.hole(value.slot, `add ${JSON.stringify(type)}`, (given) => encode(type, given)),
    beyond: context.hole(value.slot, `beyond ${JSON.stringify(type)}`, (given) => beyond(type, given)),
    nullable: field.nullable,
  }
}

/**
 * What a stored number must not be for the sum to fit its type: MongoDB itself goes on with a wider type.
 * @returns the value of a query on the field
 */
function beyond(type: ScalarType, by: Value): unknown {
  const amount = type.kind === 'float' ? (by as number) : (parseDecimal(String(by))?.units ?? 0n)
  const [most, form] = limitOf(type)
  return amount > 0
    ? { $gt: form(minus(most, amount)) }
    : { $lt: form(minus(type.kind === 'float' ? -most : least(type, most as bigint), amount)) }
}

const minus = (a: number | bigint, b: number | bigint): number | bigint => (typeof a === 'bigint' ? a - (b as bigint) : a - (b as number))

/** Twos complement reaches one further down; decimals are the same on both sides. */
const least = ({ kind }: ScalarType, most: bigint): bigint => (kind === 'decimal' ? -most : -most - 1n)

/** The greatest value in units of its last digit, and how such units are written. */
function limitOf(type: ScalarType): readonly [number | bigint, (units: number | bigint) => unknown] {
  switch (type.kind) {
    case 'int':
      return [2147483647n, (units) => Long.fromBigInt(units as bigint)]
    case 'bigInt':
      return [9223372036854775807n, (units) => Long.fromBigInt(units as bigint)]
    case 'decimal':
      return [10n ** BigInt(type.precision) - 1n, (units) => Decimal128.fromString(`${units}E-${type.scale}`)]
    case 'float':
      return [Number.MAX_VALUE, (units) => new Double(units as number)]
    default:
      throw new Error(`${type.kind} is no number`)
  }
}

/** The collection, and its columns by field. */
export function touchedBy(kind: Touched['kind'], model: CatalogModel, at: CompileTarget): Touched {
  const stored = [...model.fields.values()].filter((field) => field.computed === undefined)
  return {
    kind,
    table: collectionName(model),
    namespace: at.namespace,
    columns: Object.fromEntries(stored.map((field) => [columnOf(model, field.name), field.name])),
  }
}
