/** The output types of the graph: the objects of every model, with the types that all of them share. */

import { parse, type SelectionSetNode } from 'graphql'
import { type Catalog, type CatalogModel, type CatalogRelation, modelOf } from '../model/catalog.ts'
import type { Field } from '../model/model.ts'
import { implementConnection } from './connections.ts'
import type { ModelField } from './extension.ts'
import { MODEL, means } from './meaning.ts'
import { type AnyType, byKey, byName, type Found, type NodeRef, nestedFace, type Refs, words } from './refs.ts'
import { faceOf } from './scalars.ts'

/**
 * Defines the output types of every model.
 * @returns the interface of everything with a global id
 */
export function defineTypes(refs: Refs, extensions: readonly ModelField[]): NodeRef {
  const node = implementShared(refs)
  for (const model of refs.catalog.models.values()) {
    implementModel(refs, node, model, extensions)
    for (const field of model.fields.values()) implementNested(refs, field)
    implementConnection(refs, model)
  }
  return node
}

function implementShared(refs: Refs): NodeRef {
  const node = refs.builder.interfaceRef<Found>('Node')
  node.implement({
    description: 'Anything with a global id.',
    resolveType: (value) => value[MODEL] as never,
    fields: (t) => ({
      nodeId: t.field({
        type: 'ID',
        nullable: false,
        description: 'The global id: good for `node(nodeId:)`, in every type alike.',
        resolve: byKey,
      }),
    }),
  })
  refs.object('PageInfo').implement({
    description: 'Where a page stands in its list.',
    fields: (t) => ({
      hasNextPage: t.field({ type: 'Boolean', nullable: false, description: 'Whether more rows follow this page.', resolve: byKey }),
      hasPreviousPage: t.field({ type: 'Boolean', nullable: false, description: 'Whether rows come before this page.', resolve: byKey }),
      startCursor: t.field({
        type: 'String',
        description: 'The cursor of the first row, for `before`; null on an empty page.',
        resolve: byKey,
      }),
      endCursor: t.field({
        type: 'String',
        description: 'The cursor of the last row, for `after`; null on an empty page.',
        resolve: byKey,
      }),
    }),
  })

  return node
}

/** The arguments that every list of a model takes. */
export function listArgs({ builder, inputs, catalog }: Refs, name: string) {
  const { plural } = modelOf(catalog, name)
  return builder.args((t) => ({
    first: t.int({ description: 'How many from the beginning, or after `after`. Without first and last the default page size counts.' }),
    after: t.string({ description: 'Only what comes after this cursor, taken from pageInfo.endCursor or an edge.' }),
    last: t.int({ description: 'How many from the end, or before `before`. Not together with first.' }),
    before: t.string({ description: 'Only what comes before this cursor, taken from pageInfo.startCursor or an edge.' }),
    offset: t.int({
      description: 'How many to skip from the beginning. Not together with a cursor; cursors stay right while rows come and go.',
    }),
    where: t.field({ type: inputs.where(name), description: `Which ${plural} are meant; all of them where it is absent.` }),
    orderBy: t.field({
      type: [inputs.orderBy(name)],
      description: 'The order, first term first, one key per entry. The key of the row is always the last term, so the order is complete.',
    }),
  }))
}

function implementModel(refs: Refs, node: NodeRef, model: CatalogModel, extensions: readonly ModelField[]): void {
  refs.object(model.name).implement({
    description: `${model.description ?? `A row of ${model.plural}.`} Datasource: ${model.home}.`,
    interfaces: [node],
    isTypeOf: (value) => (value as Found)[MODEL] === model.name,
    fields: (t) => ({
      nodeId: t.field({
        type: 'ID',
        nullable: false,
        description: 'The global id: good for `node(nodeId:)`, in every type alike.',
        extensions: means({ kind: 'nodeId' }),
        resolve: byKey,
      }),
      ...Object.fromEntries(
        [...model.fields.values()]
          .filter((field) => !field.hidden)
          .map((field) => [
            field.name,
            t.field({
              ...refs.field(field, faceOf(model, field)),
              description: field.description ?? `The ${words(field.name)}.`,
              extensions: means({ kind: 'field', path: [field.name] }),
              resolve: byKey,
            }),
          ]),
      ),
      ...Object.fromEntries(
        [...model.relations.values()].map((relation) => [
          relation.name,
          relation.many
            ? t.field({
                type: refs.object(`${relation.to}Connection`),
                description: describe(relation, refs.catalog),
                args: listArgs(refs, relation.to),
                extensions: means({ kind: 'connection', relation: relation.name }),
                resolve: byKey,
              })
            : t.field({
                type: refs.object(relation.to),
                description: describe(relation, refs.catalog),
                extensions: means({ kind: 'one', relation: relation.name }),
                resolve: byKey,
              }),
        ]),
      ),
      ...Object.fromEntries(
        extensions
          .filter((field) => field.model === model.name)
          .map((field) => [
            field.name,
            t.field({
              type: field.type as AnyType,
              description: field.description,
              extensions: means({ kind: 'required', requires: selectionOf(field) }),
              resolve: (parent: Found, _args, context, info) => field.resolve(parent[info.path.key], context) as never,
            }),
          ]),
      ),
    }),
  })
}

/** Nested objects, each once, with those inside them. */
function implementNested(refs: Refs, field: Field): void {
  const type = field.type.kind === 'list' ? field.type.of : field.type
  if (type.kind !== 'object' || !refs.first(type.name)) return
  refs.object(type.name).implement({
    description: `${type.name}, a part of another object.`,
    fields: (t) =>
      Object.fromEntries(
        Object.entries(type.fields)
          .filter(([, inner]) => !inner.hidden)
          .map(([name, inner]) => [
            name,
            t.field({ ...refs.field(inner, nestedFace(inner)), description: inner.description ?? `The ${words(name)}.`, resolve: byName }),
          ]),
      ),
  })
  for (const inner of Object.values(type.fields)) implementNested(refs, inner)
}

function describe(relation: CatalogRelation, catalog: Catalog): string {
  const to = modelOf(catalog, relation.to)
  const from = modelOf(catalog, relation.from)
  const text =
    relation.description ?? (relation.many ? `The ${to.plural} of this ${from.name}.` : `The ${words(relation.name)}, a ${to.name}.`)
  return to.home === from.home ? text : `${text} Crosses over to the datasource ${to.home}.`
}

/** The selection that an extension field requires. */
function selectionOf({ model, name, requires }: ModelField): SelectionSetNode {
  const [definition] = parse(requires, { noLocation: true }).definitions
  if (definition?.kind !== 'OperationDefinition') throw new Error(`${model}.${name} requires something that is no selection`)
  return definition.selectionSet
}
