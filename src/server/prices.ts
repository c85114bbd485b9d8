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
import { mutationOf, priceIn } from '../graphql/meaning.ts'
import type { MutationName } from '../model/names.ts'

/**
 * - `plain`: once
 * - `connection`: pages, whose size its arguments tell
 * - `rows`: the rows of the page that it stands in
 * - `groups`: a list of its own over all rows, whose length its arguments tell
 * - `whole`: a value over all rows, whatever the page
 * - `items`: a list whose length nothing tells
 * - `written`: rows that a mutation writes, whose number its arguments tell
 */
export type Kind = 'plain' | 'connection' | 'rows' | 'groups' | 'whole' | 'items' | 'written'

export interface FieldPrice {
  readonly kind: Kind
  /** The type of what is selected under it; undefined for values. */
  readonly type: string | undefined
  /** Points that it costs of its own. */
  readonly own: number
  /** Of a mutation: which argument tells how many rows are written; undefined for one row. */
  readonly rows?: RowsOf | undefined
}

/** `inputs`: as many as it lists. `atMost`: as many as it says. */
export type RowsOf = 'inputs' | 'atMost'

/** By type and field. */
export interface Prices {
  get(type: string): ReadonlyMap<string, FieldPrice> | undefined
  /** The type that an operation selects on. */
  root(operation: OperationTypeNode): string
}

/** What is in no table: a field that every type has, such as `__typename`. */
export const UNKNOWN: FieldPrice = { kind: 'plain', type: undefined, own: 1 }

/** A connection shows itself by its shape, so that fields of users' own count like those that were generated. */
export function readPrices(schema: GraphQLSchema): Prices {
  const types = Object.values(schema.getTypeMap()).filter((type) => 'getFields' in type && isCompositeType(type))
  const fieldsOf = (type: (typeof types)[number]) => Object.values(type.getFields()) as GraphQLField<unknown, unknown>[]
  const connections = new Set<string>()
  for (const type of types) for (const field of fieldsOf(type)) if (isConnection(field)) connections.add(getNamedType(field.type).name)
  const mutation = schema.getMutationType()
  const writes = mutation == null ? [] : fieldsOf(mutation).filter((field) => mutationOf(field.extensions) !== undefined)
  const payloads = new Set(writes.map(({ type }) => getNamedType(type).name))
  const prices = new Map<string, ReadonlyMap<string, FieldPrice>>()
  for (const type of types) {
    const within = connections.has(type.name) ? 'connection' : payloads.has(type.name) ? 'payload' : undefined
    prices.set(type.name, new Map(fieldsOf(type).map((field) => [field.name, priceOf(field, within)])))
  }
  return {
    get: (type) => prices.get(type),
    root: (operation) => schema.getRootType(operation)?.name ?? '',
  }
}

/** Of what a field's own type is a part. */
type Within = 'connection' | 'payload' | undefined

function priceOf(field: GraphQLField<unknown, unknown>, within: Within): FieldPrice {
  const named = getNamedType(field.type)
  const type = isCompositeType(named) ? named.name : undefined
  const written = mutationOf(field.extensions)
  const own = 1 + priceIn(field.extensions)
  return written === undefined ? { kind: kindOf(field, within), type, own } : { kind: 'written', type, own, rows: ROWS[written.kind] }
}

const ROWS: Readonly<Partial<Record<MutationName, RowsOf>>> = { createMany: 'inputs', updateMany: 'atMost', deleteMany: 'atMost' }

function kindOf(field: GraphQLField<unknown, unknown>, within: Within): Kind {
  const isList = isListType(getNullableType(field.type))
  if (isConnection(field)) return 'connection'
  if (isList && isPaged(field)) return 'groups'
  if (within === 'payload') return isList ? 'rows' : 'plain'
  if (within === 'connection') return isList ? 'rows' : getNamedType(field.type).name === 'PageInfo' ? 'plain' : 'whole'
  return isList && isCompositeType(getNamedType(field.type)) ? 'items' : 'plain'
}

const isPaged = ({ args }: GraphQLField<unknown, unknown>): boolean => args.some(({ name }) => name === 'first')

/** A field with pages, whose type holds the rows in a list. */
function isConnection(field: GraphQLField<unknown, unknown>): boolean {
  const type = getNullableType(field.type)
  return isPaged(field) && isObjectType(type)
}
