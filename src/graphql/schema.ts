/** The whole graph: every model's types and root fields, from the catalog and the user's extensions. */

import { type GraphQLObjectType, type GraphQLSchema, parse, specifiedDirectives, specifiedRules, validate } from 'graphql'
import { Faults } from '../base/errors.ts'
import { type CatalogModel, fieldAt } from '../model/catalog.ts'
import { manyField, singleField, uniqueField } from '../model/names.ts'
import { defineAdmin } from './admin/admin.ts'
import { type Builder, createBuilder } from './builder.ts'
import type { ModelField } from './extension.ts'
import { defineInputs } from './inputs.ts'
import { defineMutations, INDEPENDENT, keepApart } from './mutate/types.ts'
import { createRefs, type Refs } from './refs.ts'
import { nodeOf, resolveMany, resolvePoint, tupleOf } from './resolve.ts'
import { faceOf } from './scalars.ts'
import type { GraphEnv } from './select/outputs.ts'
import { defineTypes, listArgs } from './types.ts'

export interface SchemaOptions extends GraphEnv {
  /** The user's own fields, each with the file that it stands in. */
  readonly extensions: readonly { readonly field: ModelField; readonly file: string }[]
}

/**
 * Builds the schema. It depends on the models and extensions alone, never on the environment.
 * @throws Faults with every extension that does not fit the models
 */
export function buildSchema(options: SchemaOptions): GraphQLSchema {
  const { catalog, extensions } = options
  const faults = extensions.flatMap(({ field, file }) => misplaced(options, field, file))
  if (faults.length > 0) throw new Faults('The extension fields have faults:', faults)
  const builder = createBuilder()
  const inputs = defineInputs(builder, catalog)
  const refs = createRefs(builder, catalog, inputs)
  const node = defineTypes(
    refs,
    extensions.map(({ field }) => field),
  )
  for (const model of catalog.models.values()) defineRoots(builder, options, refs, model)
  builder.mutationType({
    description:
      'Everything that can be done beside reading the graph. All that one operation writes to models is one transaction: all of its fields happen, or none. They may write to one datasource only, unless the operation says @independent.',
  })
  defineMutations(builder, options, refs)
  builder.queryField('node', (t) =>
    t.field({
      type: node,
      description: 'Anything by its global id; null where there is no such row.',
      args: { nodeId: t.arg.id({ required: true, description: 'The global id, from the field nodeId of an object.' }) },
      resolve: (_parent, { nodeId }, context, info) => {
        const { model, tuple } = nodeOf(options, String(nodeId))
        return resolvePoint(options, model, model.key, tuple, context, info) as never
      },
    }),
  )
  defineAdmin(builder)
  const schema = builder.toSchema({ sortSchema: false, directives: [...specifiedDirectives, INDEPENDENT] })
  keepApart(schema)
  schema.description =
    'One graph over many databases. Every type is bound to a named datasource; relations, filters, orders and groups cross them.'
  const unfit = extensions.flatMap(({ field, file }) => unanswerable(schema, field, file))
  if (unfit.length > 0) throw new Faults('The extension fields have faults:', unfit)
  return schema
}

function defineRoots(builder: Builder, env: GraphEnv, refs: Refs, model: CatalogModel): void {
  const point = (name: string, fields: readonly string[], description: string) =>
    builder.queryField(name, (t) =>
      t.field({
        type: refs.object(model.name),
        description,
        args: Object.fromEntries(
          fields.map((field) => [
            field,
            t.arg({
              type: faceOf(model, fieldAt(model, [field])) as 'ID',
              required: true,
              description: fieldAt(model, [field]).description ?? `The ${field}.`,
            }),
          ]),
        ),
        resolve: (_parent, args, context, info) => {
          const values = args as Readonly<Record<string, unknown>>
          const tuple = tupleOf(
            model,
            fields,
            fields.map((field) => values[field]),
          )
          return resolvePoint(env, model, fields, tuple, context, info) as never
        },
      }),
    )
  point(singleField(model.name), model.key, `One ${model.name} by its key; null where there is none.`)
  for (const group of model.unique)
    point(
      uniqueField(model.name, group),
      group,
      `One ${model.name} by its ${group.join(' and ')}, which is unique; null where there is none.`,
    )
  builder.queryField(manyField(model.name, model.plural), (t) =>
    t.field({
      type: refs.object(`${model.name}Connection`),
      description: `A list of ${model.plural}.`,
      args: listArgs(refs, model.name),
      resolve: (_parent, args, context, info) => resolveMany(env, model, args, context, info) as never,
    }),
  )
}

/** What can be said of an extension field before the schema is there. */
function misplaced({ catalog }: GraphEnv, field: ModelField, file: string): string[] {
  const model = catalog.models.get(field.model)
  const by = `${field.model}.${field.name} (${file})`
  if (model === undefined) return [`${by}: there is no model ${field.model}.`]
  if (model.fields.has(field.name) || model.relations.has(field.name))
    return [`${by}: ${field.model} has a field or relation of that name already.`]
  try {
    const { definitions } = parse(field.requires)
    if (definitions.length === 1 && definitions[0]?.kind === 'OperationDefinition') return []
  } catch (error) {
    return [`${by}: its requires is not a selection: ${error instanceof Error ? error.message : 'it cannot be read'}`]
  }
  return [`${by}: its requires must be one selection, such as '{ id }'.`]
}

/** Whether what an extension field requires can be asked of its model. */
function unanswerable(schema: GraphQLSchema, field: ModelField, file: string): string[] {
  const type = schema.getType(field.model) as GraphQLObjectType
  const document = parse(`fragment Required on ${type.name} ${field.requires}`)
  const rules = specifiedRules.filter(({ name }) => name !== 'NoUnusedFragmentsRule')
  return validate(schema, document, rules).map(
    ({ message }) => `${field.model}.${field.name} (${file}): its requires cannot be answered: ${message}`,
  )
}
