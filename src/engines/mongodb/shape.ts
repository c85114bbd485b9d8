/** What was seen at one place of many documents, and the type of field that holds all of it. */

import { Binary, Decimal128, Double, Int32, Long, ObjectId } from 'mongodb'
import { camel, pascal, wordsOf } from '../../datasource/draft/names.ts'
import type { Field, FieldType } from '../../model/model.ts'
import type { ScalarType } from '../../model/scalars.ts'
import { digits, isDate } from './values.ts'

type Kind =
  | 'int'
  | 'long'
  | 'double'
  | 'decimal'
  | 'string'
  | 'bool'
  | 'date'
  | 'objectId'
  | 'uuid'
  | 'binData'
  | 'array'
  | 'object'
  | 'other'

export interface Shape {
  add(value: unknown): void
  /** How many values, nulls not counted. */
  values(): number
  kinds(): ReadonlySet<Kind>
  /** The keys of the documents seen here, in order of first appearance. */
  keys(): ReadonlyMap<string, Shape>
  /** How many of the values were documents. */
  documents(): number
  /** What stood in the lists seen here. */
  items(): Shape | undefined
  /** A list had a null in it. */
  holes(): boolean
  /** The most digits before and behind the point of a decimal. */
  decimals(): { readonly whole: number; readonly fraction: number; readonly odd: boolean }
}

export function createShape(): Shape {
  let count = 0
  let documents = 0
  const kinds = new Set<Kind>()
  const keys = new Map<string, Shape>()
  let items: Shape | undefined
  let holes = false
  const decimals = { whole: 1, fraction: 0, odd: false }
  return {
    add(value) {
      if (value === null || value === undefined) return
      count++
      const kind = kindOf(value)
      kinds.add(kind)
      if (kind === 'object') {
        documents++
        for (const [key, inner] of Object.entries(value)) {
          const shape = keys.get(key) ?? createShape()
          keys.set(key, shape)
          shape.add(inner)
        }
      } else if (kind === 'array') {
        items ??= createShape()
        for (const item of value as readonly unknown[]) {
          holes ||= item === null || item === undefined
          items.add(item)
        }
      } else if (value instanceof Decimal128) measure(value, decimals)
    },
    values: () => count,
    kinds: () => kinds,
    keys: () => keys,
    documents: () => documents,
    items: () => items,
    holes: () => holes,
    decimals: () => decimals,
  }
}

function kindOf(value: unknown): Kind {
  if (Array.isArray(value)) return 'array'
  if (value instanceof Int32) return 'int'
  if (value instanceof Double) return 'double'
  if (value instanceof Decimal128) return 'decimal'
  if (value instanceof ObjectId) return 'objectId'
  if (value instanceof Binary)
    return value.sub_type === Binary.SUBTYPE_UUID ? 'uuid' : value.sub_type === Binary.SUBTYPE_DEFAULT ? 'binData' : 'other'
  if (value instanceof Date) return 'date'
  // A timestamp is a Long by inheritance alone.
  if (value instanceof Long) return value.constructor === Long ? 'long' : 'other'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype ? 'object' : 'other'
}

function measure(value: Decimal128, into: { whole: number; fraction: number; odd: boolean }): void {
  let text: string
  try {
    text = digits(value)
  } catch {
    into.odd = true
    return
  }
  const [, mantissa = '', behind = '', exponent = '0'] = /^[+-]?(\d+)(?:\.(\d*))?(?:E([+-]?\d+))?$/i.exec(text) ?? []
  into.fraction = Math.max(into.fraction, behind.length - Number(exponent))
  into.whole = Math.max(into.whole, mantissa.length + Number(exponent))
}

export interface Found {
  readonly type: FieldType | null
  /** Why there is no type, or what of it is a guess. */
  readonly note: string | null
  readonly nativeType: string
}

const PLAIN: Partial<Record<Kind, ScalarType>> = {
  int: { kind: 'int' },
  long: { kind: 'bigInt' },
  double: { kind: 'float' },
  string: { kind: 'string' },
  bool: { kind: 'boolean' },
  date: { kind: 'dateTime', precision: 3 },
  objectId: { kind: 'objectId' },
  uuid: { kind: 'uuid' },
  binData: { kind: 'bytes' },
}
const WORDS: Record<Kind, string> = {
  ...{ int: 'integers', long: 'long integers', double: 'fractions', decimal: 'decimals', string: 'texts', bool: 'booleans', date: 'dates' },
  ...{ objectId: 'ObjectIds', uuid: 'UUIDs', binData: 'bytes', array: 'lists', object: 'objects', other: 'values of MongoDB’s own' },
}
const NUMBERS: readonly Kind[] = ['int', 'long', 'double', 'decimal']
const JSON_TYPE: ScalarType = { kind: 'json' }

/** Objects with so many keys, or whose keys are hardly ever the same, are no objects with fields but maps. */
const MOST_KEYS = 100

/** @param name of the field, for the name of an object's type */
export function shapeType(name: string, shape: Shape): Found {
  const kinds = [...shape.kinds()].toSorted()
  const nativeType = kinds.length === 0 ? 'null' : kinds.join(' | ')
  const found = (type: FieldType | null, note: string | null = null): Found => ({ type, note, nativeType })
  const [kind] = kinds
  if (kind === undefined) return found(null, 'No document of the sample has a value here.')
  if (kinds.includes('other')) return found(null, `It holds ${words(kinds)}.`)
  if (kinds.every((each) => NUMBERS.includes(each))) return found(...numbers(shape, kinds))
  if (kinds.length > 1) return found(JSON_TYPE, `It holds ${words(kinds)}, so that only JSON holds them all.`)
  if (kind === 'array') return found(...list(name, shape))
  if (kind === 'object') return found(...object(name, shape))
  return found(PLAIN[kind] ?? null)
}

const words = (kinds: readonly Kind[]): string => kinds.map((kind) => WORDS[kind]).join(' and ')

const DIGITS = 34

function numbers(shape: Shape, kinds: readonly Kind[]): [FieldType | null, string | null] {
  if (!kinds.includes('decimal')) {
    const [widest] = NUMBERS.slice(0, 3)
      .toReversed()
      .filter((kind) => kinds.includes(kind))
    if (kinds.includes('double') && kinds.includes('long'))
      return [null, `It holds ${words(kinds)}, which no one type of number holds exactly.`]
    return [widest === undefined ? null : (PLAIN[widest] ?? null), null]
  }
  if (kinds.includes('double')) return [null, `It holds ${words(kinds)}, which no one type of number holds exactly.`]
  const { whole, fraction, odd } = shape.decimals()
  const digitsBefore = Math.max(whole, kinds.includes('long') ? 19 : kinds.includes('int') ? 10 : 1)
  if (digitsBefore + fraction > DIGITS) return [null, 'It holds decimals of too different sizes for one scale.']
  const note = `The scale is that of the sample${odd ? ', in which some are no finite numbers' : ''}.`
  return [{ kind: 'decimal', precision: DIGITS, scale: fraction }, note]
}

function list(name: string, shape: Shape): [FieldType | null, string | null] {
  const items = shape.items()
  if (items === undefined || items.values() === 0)
    return [JSON_TYPE, 'All lists of the sample are empty, so that nothing is known of their items.']
  if (shape.holes()) return [JSON_TYPE, 'Some lists have a null among their items, so that only JSON holds them.']
  const { type, note } = shapeType(name, items)
  if (type === null) return [null, note]
  return type.kind === 'list' ? [JSON_TYPE, 'It holds lists of lists, which are read as JSON.'] : [{ kind: 'list', of: type }, note]
}

function object(name: string, shape: Shape): [FieldType | null, string | null] {
  const keys = [...shape.keys()]
  if (keys.length === 0) return [JSON_TYPE, 'All objects of the sample are empty, so that nothing is known of their fields.']
  if (keys.length > MOST_KEYS) return [JSON_TYPE, `Its objects have ${keys.length} different keys, so that they are read as JSON.`]
  const fields: Record<string, Field> = Object.create(null)
  const notes: string[] = []
  for (const [key, inner] of keys) {
    const { type, note } = shapeType(key, inner)
    if (note !== null) notes.push(`${key}: ${note}`)
    if (type === null) continue
    const field = freeName(camel(wordsOf(key), 'field'), fields)
    const optional = inner.values() < shape.documents()
    fields[field] = { type, ...(optional ? { nullable: true } : {}), ...(field === key ? {} : { column: key }) }
  }
  if (Object.keys(fields).length === 0) return [JSON_TYPE, notes.join(' ')]
  return [{ kind: 'object', name: pascal(wordsOf(name), 'object'), fields: { ...fields } }, notes.length === 0 ? null : notes.join(' ')]
}

const TAKEN = ['and', 'or', 'not', 'isNull']

function freeName(wanted: string, taken: Readonly<Record<string, unknown>>): string {
  let name = TAKEN.includes(wanted) ? `${wanted}Value` : wanted
  for (let n = 2; name in taken; n++) name = `${wanted}${n}`
  return name
}

const TEXTS: readonly string[] = ['string', 'date', 'time', 'uuid', 'enum']
const WIDER: Readonly<Record<string, readonly string[]>> = {
  int: ['int', 'bigInt', 'float', 'decimal'],
  bigInt: ['bigInt', 'decimal'],
  float: ['float'],
  decimal: ['decimal'],
}

/** Whether documents of which a sample looks like `found` can hold values of a field; text holds more than it shows. */
export function holds(found: FieldType, type: FieldType): boolean {
  if (type.kind === 'json') return true
  if (found.kind === 'list' || type.kind === 'list') return found.kind === 'list' && type.kind === 'list' && holds(found.of, type.of)
  if (found.kind === 'string') return TEXTS.includes(type.kind) || (type.kind === 'dateTime' && !isDate(type))
  if (found.kind === 'dateTime') return isDate(type)
  return (WIDER[found.kind] ?? [found.kind]).includes(type.kind)
}
