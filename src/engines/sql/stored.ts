/** What stands inside JSON columns: exact numbers as texts, enums as their stored values, all else in canonical form. */

import { canonicalJson, type Value } from '../../base/json.ts'
import type { FieldType } from '../../model/model.ts'
import { canonical, NotCanonical, type ScalarType } from '../../model/scalars.ts'
import { storedKey } from './names.ts'

type EnumType = Extract<ScalarType, { kind: 'enum' }>
type JsonObject = { readonly [key: string]: Value }

/** The stored value of an enum's canonical name. */
export function enumToStored(type: EnumType, value: Value): string {
  const stored = typeof value === 'string' && Object.hasOwn(type.values, value) ? type.values[value] : undefined
  if (stored === undefined) throw new Error(`no value of ${type.name}`)
  return stored
}

/** The canonical name of an enum's stored value. */
export function enumFromStored(type: EnumType, stored: unknown): string {
  const found = Object.entries(type.values).find(([, value]) => value === stored)
  if (found === undefined) throw new NotCanonical(`is stored as something that is no value of ${type.name}`)
  return found[0]
}

/** A canonical value as it stands inside JSON. */
export function toStored(type: FieldType, value: Value): Value {
  if (value === null) return null
  switch (type.kind) {
    case 'enum':
      return enumToStored(type, value)
    case 'list':
      return (value as readonly Value[]).map((item) => toStored(type.of, item))
    case 'object':
      return canonicalJson(
        Object.fromEntries(
          Object.entries(type.fields).map(([name, field]) => [
            storedKey(name, field),
            toStored(field.type, (value as JsonObject)[name] ?? null),
          ]),
        ),
      )
    case 'json':
      return canonicalJson(value)
    default:
      return value
  }
}

/**
 * A value found inside JSON, in canonical form; objects have every declared field, in the order of the declaration.
 * @throws NotCanonical
 */
export function fromStored(type: FieldType, value: unknown): Value {
  if (value === null || value === undefined) return null
  switch (type.kind) {
    case 'enum':
      return enumFromStored(type, value)
    case 'list':
      if (!Array.isArray(value)) throw new NotCanonical('is no list')
      return value.map((item) => {
        if (item === null) throw new NotCanonical('has a null among its items')
        return fromStored(type.of, item)
      })
    case 'object': {
      if (typeof value !== 'object' || Array.isArray(value)) throw new NotCanonical('is no object')
      const found = value as Record<string, unknown>
      return Object.fromEntries(
        Object.entries(type.fields).map(([name, field]) => {
          const key = storedKey(name, field)
          return [name, fromStored(field.type, Object.hasOwn(found, key) ? found[key] : null)]
        }),
      )
    }
    case 'json':
      return canonical(type, value)
    default:
      return asCompared(type, value)
  }
}

/**
 * A stored value that is its own canonical form. What the gateway could read but the database compares as something else,
 * such as a UUID in capitals, would be found by no filter and would come on every page.
 * @throws NotCanonical
 */
export function asCompared(type: ScalarType, stored: unknown): Value {
  const value = canonical(type, stored)
  if (value !== stored) throw new NotCanonical('is stored in another form than the one by which values are compared')
  return value
}

/** Digits that may be an integer which no double holds; rare, and a reviver makes parsing several times slower. */
const LONG = /\d{16}/

function exactly(this: unknown, _key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source
  if (typeof value !== 'number' || source === undefined || !/^-?\d{16,}$/.test(source)) return value
  // The shortest digits that mean the double; the zeros behind them are the exponent's.
  const digits = value.toExponential().replace(/^-|\.|e.*$/g, '')
  if (source.replace(/^-|0+$/g, '') !== digits) throw new NotCanonical('holds an integer that no double holds')
  return value
}

/** @throws NotCanonical where the text is no JSON, or holds an integer that would have to be rounded */
export function parseStored(text: unknown): unknown {
  if (typeof text !== 'string') throw new NotCanonical('is no JSON text')
  try {
    return LONG.test(text) ? JSON.parse(text, exactly) : JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new NotCanonical('is no JSON')
    throw error
  }
}
