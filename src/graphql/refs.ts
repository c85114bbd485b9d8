/** What all output types are made with: references by name, scalars, and resolvers that find what was fetched. */

import type { ImplementableInterfaceRef, ImplementableObjectRef } from '@pothos/core'
import type { GraphQLResolveInfo } from 'graphql'
import type { Catalog } from '../model/catalog.ts'
import type { Field } from '../model/model.ts'
import type { ScalarType } from '../model/scalars.ts'
import type { Builder } from './builder.ts'
import type { RequestContext } from './context.ts'
import type { Inputs } from './inputs.ts'
import { graphqlTypeName } from './scalars.ts'

type Types = Builder['$inferSchemaTypes']
/** What stands under a response key before its fields are resolved. */
export type Found = Readonly<Record<string | symbol, unknown>>
export type FoundRef = ImplementableObjectRef<Types, Found>
export type NodeRef = ImplementableInterfaceRef<Types, Found>
/** The type of a generated field, known only when the models are; any one scalar stands for it here. */
export type AnyType = 'JSON'

export interface Refs {
  readonly builder: Builder
  readonly catalog: Catalog
  readonly inputs: Inputs
  /** The object type of this name; whoever owns the name implements it. */
  object(name: string): FoundRef
  /** True the first time that this name is claimed: nested objects are shared by models, and implemented once. */
  first(name: string): boolean
  /** The scalar or enum of this type, under the name that it has at this place. */
  scalar(type: ScalarType, name: string): AnyType
  /** Type and nullability of a field that is shown under this named type. */
  field(field: Field, face: string): { type: AnyType; nullable: boolean }
}

export function createRefs(builder: Builder, catalog: Catalog, inputs: Inputs): Refs {
  const objects = new Map<string, FoundRef>()
  const object = (name: string): FoundRef => {
    const ref = objects.get(name) ?? builder.objectRef<Found>(name)
    objects.set(name, ref)
    return ref
  }
  const claimed = new Set<string>()
  const scalar = (type: ScalarType, name: string) => (type.kind === 'enum' && name === type.name ? inputs.enumRef(type) : name) as AnyType
  return {
    builder,
    catalog,
    inputs,
    object,
    first: (name) => !claimed.has(name) && claimed.add(name) !== undefined,
    scalar,
    field(field, face) {
      const of = field.type.kind === 'list' ? field.type.of : field.type
      const type = (of.kind === 'object' ? object(of.name) : scalar(of, face)) as AnyType
      const nullable = field.nullable === true
      if (field.type.kind !== 'list') return { type, nullable }
      // The builder's own types would want the list's item type spelled out here.
      return { type: [type], nullable: { list: nullable, items: false } } as unknown as { type: AnyType; nullable: boolean }
    },
  }
}

/** The named type of a field inside a nested object, where nothing is an ID. */
export function nestedFace(field: Field): string {
  const type = field.type.kind === 'list' ? field.type.of : field.type
  return type.kind === 'object' ? type.name : graphqlTypeName(type, false)
}

type Resolve = (parent: Found, args: unknown, context: RequestContext, info: GraphQLResolveInfo) => never

/** Everything under a generated field was put there by response key. */
export const byKey: Resolve = (parent, _args, _context, info) => parent[info.path.key] as never
/** Inside nested objects and group keys, what was fetched stands under the field's own name. */
export const byName: Resolve = (parent, _args, _context, info) =>
  (Object.hasOwn(parent, info.fieldName) ? parent[info.fieldName] : null) as never

/** `unit price` for `unitPrice`. */
export const words = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
