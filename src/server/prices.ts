/** How each field of a schema counts in the cost of an operation, read from the schema once. */

import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  type OperationTypeNode,
} from 'graphql'

/**
 * - `plain`: once
 * - `connection`: pages, whose size its arguments tell
 * - `rows`: the rows of the page that it stands in
 * - `groups`: a list of its own over all rows, whose length its arguments tell
 * - `whole`: a value over all rows, whatever the page
 * - `items`: a list whose length nothing tells
 */
export type Kind = 'plain' | 'connection' | 'rows' | 'groups' | 'whole' | 'items'

export interface FieldPrice {
  readonly kind: Kind
  /** The type of what is selected under it; undefined for values. */
  readonly type: string | undefined
}

/** By type and field. */
export interface Prices {
  get(type: string): ReadonlyMap<string, FieldPrice> | undefined
  /** The type that an operation selects on. */
  root(operation: OperationTypeNode): string
}

/** What is in no table: a field that every type has, such as `__typename`. */
export const UNKNOWN: FieldPrice = { kind: 'plain', type: undefined }

/** A connection shows itself by its shape, so that fields of users' own count like those that were generated. */
export function readPrices(schema: GraphQLSchema): Prices {
  const types = Object.values(schema.getTypeMap()).filter((type) => 'getFields' in type && isCompositeType(type))
  const fieldsOf = (type: (typeof types)[number]) => Object.values(type.getFields()) as GraphQLField<unknown, unknown>[]
  const connections = new Set<string>()
  for (const type of types) for (const field of fieldsOf(type)) if (isConnection(field)) connections.add(getNamedType(field.type).name)
  const prices = new Map<string, ReadonlyMap<string, FieldPrice>>()
  for (const type of types) {
    const within = connections.has(type.name)
    prices.set(type.name, new Map(fieldsOf(type).map((field) => [field.name, priceOf(field, within)])))
  }
  return {
    get: (type) => prices.get(type),
    root: (operation) => schema.getRootType(operation)?.name ?? '',
  }
}

function priceOf(field: GraphQLField<unknown, unknown>, withinConnection: boolean): FieldPrice {
  const named = getNamedType(field.type)
  return { kind: kindOf(field, withinConnection), type: isCompositeType(named) ? named.name : undefined }
}

function kindOf(field: GraphQLField<unknown, unknown>, withinConnection: boolean): Kind {
  const isList = isListType(getNullableType(field.type))
  if (isConnection(field)) return 'connection'
  if (isList && isPaged(field)) return 'groups'
  if (withinConnection) return isList ? 'rows' : getNamedType(field.type).name === 'PageInfo' ? 'plain' : 'whole'
  return isList && isCompositeType(getNamedType(field.type)) ? 'items' : 'plain'
}

const isPaged = ({ args }: GraphQLField<unknown, unknown>): boolean => args.some(({ name }) => name === 'first')

/** A field with pages, whose type holds the rows in a list. */
function isConnection(field: GraphQLField<unknown, unknown>): boolean {
  const type = getNullableType(field.type)
  return isPaged(field) && isObjectType(type)
}
