/** The custom scalars of the graph, and which GraphQL type a field shows. */

import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql'
import { parseDecimal } from '../base/decimal.ts'
import type { CatalogField, CatalogModel } from '../model/catalog.ts'
import { canonical, ID_KINDS, NotCanonical, type ScalarType } from '../model/scalars.ts'

/** Longer numbers than any type holds are not worth reading. */
const LONGEST_NUMBER = 100

interface Definition {
  readonly name: string
  readonly description: string
  readonly specifiedByURL?: string
  /** The input as the gateway goes on with it; throws NotCanonical. Literals of numbers arrive as their source text. */
  parse(value: unknown): unknown
  /** The kinds of literal that are read; StringValue if absent. */
  readonly literals?: readonly Kind[]
}

function define({ name, description, specifiedByURL, parse, literals = [Kind.STRING] }: Definition): GraphQLScalarType {
  const read = (value: unknown, node?: ValueNode): unknown => {
    try {
      return parse(value)
    } catch (error) {
      if (error instanceof NotCanonical) throw refusal(`${name} cannot be ${preview(value)}: it ${error.message}.`, node)
      throw error
    }
  }
  return new GraphQLScalarType({
    name,
    description,
    specifiedByURL,
    // Values are canonical when they arrive here.
    serialize: (value) => value,
    parseValue: (value) => read(value),
    parseLiteral: (node, variables) => {
      if (name === 'JSON') return read(jsonOf(node, variables), node)
      if (!literals.includes(node.kind) || !('value' in node))
        throw refusal(`${name} takes ${literals.length === 1 ? 'a string' : 'a string or a number'}.`, node)
      return read(node.value, node)
    },
  })
}

function refusal(message: string, node?: ValueNode): GraphQLError {
  return new GraphQLError(message, { nodes: node, extensions: { code: 'BAD_USER_INPUT' } })
}

/** The offending input, short enough for a message. */
function preview(value: unknown): string {
  const text = (typeof value === 'bigint' ? String(value) : JSON.stringify(value)) ?? typeof value
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** A JSON literal as a value. Integers that a double would round are refused, since nothing is ever rounded. */
function jsonOf(node: ValueNode, variables: Readonly<Record<string, unknown>> | null | undefined): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
      return node.value
    case Kind.NULL:
      return null
    case Kind.INT:
      if (!Number.isSafeInteger(Number(node.value)))
        throw refusal(`JSON cannot hold the integer ${preview(node.value)} exactly: send it as a string.`, node)
      return Number(node.value)
    case Kind.FLOAT:
      return Number(node.value)
    case Kind.LIST:
      return node.values.map((item) => jsonOf(item, variables))
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map((field) => [field.name.value, jsonOf(field.value, variables)]))
    case Kind.VARIABLE:
      return variables?.[node.name.value] ?? null
    case Kind.ENUM:
      throw refusal(`JSON cannot be the bare word ${node.value}: put it in quotes.`, node)
  }
}

/** Text that is of this type in its finest form; the field's own type has the last word. */
const text = (type: ScalarType) => (value: unknown) => {
  if (typeof value !== 'string') throw new NotCanonical('is not a string')
  canonical(type, value)
  return value
}

function decimalText(value: unknown): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new NotCanonical(`is a number with a fraction or too large to be exact; send it as the string "${value}"`)
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') throw new NotCanonical('is not a decimal number')
  const digits = String(value)
  if (digits.length > LONGEST_NUMBER || parseDecimal(digits) === null) throw new NotCanonical('is not a decimal number')
  return digits
}

/** Every custom scalar, ready for the builder. */
export const SCALARS: readonly GraphQLScalarType[] = [
  {
    name: 'BigInt',
    description:
      'A whole number of up to 64 bits, as a string so that no digit is lost: `"9007199254740993"`. Input may be a number literal.',
    literals: [Kind.STRING, Kind.INT],
    parse: (value: unknown) => canonical({ kind: 'bigInt' }, value),
  },
  {
    name: 'Decimal',
    description:
      'An exact decimal number, as a string with the digits that its field declares: `"12.50"`. Input may be a number literal; in variables numbers with a fraction must be strings.',
    literals: [Kind.STRING, Kind.INT, Kind.FLOAT],
    parse: decimalText,
  },
  {
    name: 'Date',
    description: 'A day of the calendar: `"2026-01-31"`.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
    parse: text({ kind: 'date' }),
  },
  {
    name: 'Time',
    description: 'A time of the day without a zone, with the fraction digits that its field declares: `"13:45:00"`.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
    parse: text({ kind: 'time', precision: 6 }),
  },
  {
    name: 'DateTime',
    description:
      'A moment, in UTC, with the fraction digits that its field declares: `"2026-01-31T13:45:00.000Z"`. Input may have any offset.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
    parse: text({ kind: 'dateTime', precision: 6 }),
  },
  {
    name: 'UUID',
    description: 'A UUID in lower case: `"0192f0c1-2b3a-7c4d-8e5f-0123456789ab"`.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc9562',
    parse: text({ kind: 'uuid' }),
  },
  {
    name: 'JSON',
    description: 'Any JSON value: `{"colour": "red", "sizes": [1, 2]}`.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
    parse: (value: unknown) => canonical({ kind: 'json' }, value),
  },
  {
    name: 'Bytes',
    description: 'Bytes in base64: `"aGVsbG8="`.',
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc4648#section-4',
    parse: text({ kind: 'bytes' }),
  },
].map(define)

const NAMES: Readonly<Record<Exclude<ScalarType['kind'], 'enum'>, string>> = {
  int: 'Int',
  bigInt: 'BigInt',
  float: 'Float',
  boolean: 'Boolean',
  string: 'String',
  decimal: 'Decimal',
  date: 'Date',
  time: 'Time',
  dateTime: 'DateTime',
  uuid: 'UUID',
  json: 'JSON',
  bytes: 'Bytes',
  objectId: 'ID',
}

/**
 * The GraphQL type that shows values of this type.
 * @param isKey the field identifies a row, its own or another's: such a field shows ID, whatever it is made of
 */
export function graphqlTypeName(type: ScalarType, isKey: boolean): string {
  return isKey ? 'ID' : type.kind === 'enum' ? type.name : NAMES[type.kind]
}

/** True for a field of the model's own (not one inside an object) that is part of its key or the near end of a relation. */
export function identifies(model: CatalogModel, field: CatalogField): boolean {
  return (
    model.fields.get(field.name)?.type === field.type &&
    (model.key.includes(field.name) || [...model.relations.values()].some((relation) => relation.fields.includes(field.name)))
  )
}

/**
 * Whether a field shows ID.
 * Decimals and moments stay what they are in keys: people ask for spans of them, for the first and the last.
 */
export const isIdentity = (model: CatalogModel, field: CatalogField): boolean =>
  ID_KINDS.has(field.type.kind as never) && identifies(model, field)

/** The GraphQL named type of a field: `ID`, `Int`, an enum's or object's name; for a list that of its items. */
export function faceOf(model: CatalogModel, field: CatalogField): string {
  const type = field.type.kind === 'list' ? field.type.of : field.type
  return type.kind === 'object' ? type.name : graphqlTypeName(type, isIdentity(model, field))
}
