/** Values of an input in canonical form, and what is wrong with those that have none or break their field's rules. */

import type { Value } from '../../base/json.ts'
import type { Field, FieldType } from '../../model/model.ts'
import { brokenRules } from '../../model/rules.ts'
import { canonical, NotCanonical, type ScalarType } from '../../model/scalars.ts'

/** An input object as the schema coerced it. */
export type Input = Readonly<Record<string, unknown>>

export interface Fault {
  /** Such as `inputs[2].lines.create[0].quantity`. */
  readonly path: string
  /** Goes on from the path: `must be 1 or more`. */
  readonly message: string
}
export type Faults = Fault[]

/** The entries that were given: null is a value, absent is nothing. */
export const given = (input: Input): [string, unknown][] => Object.entries(input).filter(([, value]) => value !== undefined)

export function readScalar(type: ScalarType, value: unknown, path: string, faults: Faults): Value {
  try {
    return canonical(type, value)
  } catch (error) {
    if (!(error instanceof NotCanonical)) throw error
    faults.push({ path, message: error.message })
    return null
  }
}

/** A field's value, by type and rules; null where it may be, or where it is at fault. */
export function readField(field: Field, value: unknown, path: string, faults: Faults): Value {
  if (value === null) {
    if (field.nullable !== true) faults.push({ path, message: 'may not be null' })
    return null
  }
  const before = faults.length
  const read = readType(field.type, value, path, faults)
  if (faults.length > before || read === null) return read
  for (const message of brokenRules(field, read)) faults.push({ path, message })
  return read
}

function readType(type: FieldType, value: unknown, path: string, faults: Faults): Value {
  if (type.kind === 'list') return (value as readonly unknown[]).map((item, i) => readType(type.of, item, `${path}[${i}]`, faults))
  if (type.kind !== 'object') return readScalar(type, value, path, faults)
  const input = value as Input
  // An object is written whole: every field it has, in the model's order.
  return Object.fromEntries(
    Object.entries(type.fields).map(([name, field]): [string, Value] => {
      const inner = input[name]
      if (inner !== undefined) return [name, readField(field, inner, `${path}.${name}`, faults)]
      return [name, typeof field.default === 'object' ? field.default.value : null]
    }),
  )
}
