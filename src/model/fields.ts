/** Constructors of fields: one function per kind of field a model may have. */

import type { Expression } from './computed.ts'
import type { Field, FieldOptions, ObjectType } from './model.ts'
import type { ScalarType } from './scalars.ts'

const scalar = (type: ScalarType, options: FieldOptions = {}): Field => ({ type, ...options })

export const int = (options?: FieldOptions): Field => scalar({ kind: 'int' }, options)
/** 64 bits; a string in the graph. */
export const bigInt = (options?: FieldOptions): Field => scalar({ kind: 'bigInt' }, options)
export const boolean = (options?: FieldOptions): Field => scalar({ kind: 'boolean' }, options)
export const date = (options?: FieldOptions): Field => scalar({ kind: 'date' }, options)
export const uuid = (options?: FieldOptions): Field => scalar({ kind: 'uuid' }, options)
export const json = (options?: FieldOptions): Field => scalar({ kind: 'json' }, options)
export const bytes = (options?: FieldOptions): Field => scalar({ kind: 'bytes' }, options)
export const objectId = (options?: FieldOptions): Field => scalar({ kind: 'objectId' }, options)

/** @param options.single the column keeps single precision only, such as PostgreSQL's `real` */
export function float(options: FieldOptions & { readonly single?: true } = {}): Field {
  const { single, ...rest } = options
  return scalar(single === undefined ? { kind: 'float' } : { kind: 'float', single }, rest)
}

/** @param options.max the longest allowed text, in characters */
export function string(options: FieldOptions & { readonly max?: number } = {}): Field {
  const { max, ...rest } = options
  return scalar(max === undefined ? { kind: 'string' } : { kind: 'string', max }, rest)
}

/** An exact number with `scale` fraction digits and `precision` digits in all. */
export function decimal(options: FieldOptions & { readonly precision: number; readonly scale: number }): Field {
  const { precision, scale, ...rest } = options
  return scalar({ kind: 'decimal', precision, scale }, rest)
}

/** @param options.precision fraction digits of the second, 0 to 6; 0 by default */
export function time(options: FieldOptions & { readonly precision?: number } = {}): Field {
  const { precision = 0, ...rest } = options
  return scalar({ kind: 'time', precision }, rest)
}

/** A moment, in UTC. @param options.precision fraction digits of the second, 0 to 6; 3 by default */
export function dateTime(options: FieldOptions & { readonly precision?: number } = {}): Field {
  const { precision = 3, ...rest } = options
  return scalar({ kind: 'dateTime', precision }, rest)
}

/** @param values GraphQL name → what the database stores */
export const enumOf = (name: string, values: Readonly<Record<string, string>>, options?: FieldOptions): Field =>
  scalar({ kind: 'enum', name, values }, options)

/** A nested object with declared fields: one JSON column in SQL, a subdocument in MongoDB. */
export const object = (name: string, fields: Readonly<Record<string, Field>>, options: FieldOptions = {}): Field => ({
  type: { kind: 'object', name, fields },
  ...options,
})

/** A list of scalars or of objects; its items are never null. */
export const list = (of: Field, options: FieldOptions = {}): Field => ({
  type: { kind: 'list', of: of.type as ScalarType | ObjectType },
  ...options,
})

/** The row's version: 1 at insert, raised by every update. */
export const version = (options: FieldOptions = {}): Field => ({ type: { kind: 'int' }, default: { value: 1 }, ...options, version: true })

/** The row's version as SQL Server itself keeps it: a `rowversion` column, changed by every update whoever makes it. */
export const rowVersion = (options: FieldOptions = {}): Field => ({ type: { kind: 'bigInt' }, ...options, version: true, readOnly: true })

/**
 * A field worked out from others of its row; it selects, filters, sorts and aggregates like a stored one.
 * @param options.scale fraction digits of the result, rounded half away from zero
 */
export const computed = (expression: Expression, options: { readonly scale: number; readonly description?: string }): Field => {
  const { scale, ...rest } = options
  return { type: { kind: 'decimal', precision: 38, scale }, nullable: true, computed: expression, ...rest }
}
