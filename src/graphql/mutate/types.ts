/** The mutations of every model: their fields, arguments and payloads. */

import type { InputFieldMap } from '@pothos/core'
import { DirectiveLocation, GraphQLDirective, type GraphQLSchema } from 'graphql'
import { type CatalogModel, fieldAt } from '../../model/catalog.ts'
import { type MutationName, manyField, mutationFields, one, payloadType, singleField } from '../../model/names.ts'
import { conflictTargets, isChangeable, isCreatable } from '../../model/writable.ts'
import type { Builder } from '../builder.ts'
import type { InputObject } from '../input-types.ts'
import { mutates, mutationOf } from '../meaning.ts'
import { byKey, type Refs } from '../refs.ts'
import { faceOf } from '../scalars.ts'
import type { GraphEnv } from '../select/outputs.ts'
import { type MutationInputs, mutationInputs } from './inputs.ts'
import { resolveMutation, rootFields, standsBeside } from './resolve.ts'

export const INDEPENDENT = new GraphQLDirective({
  name: 'independent',
  description:
    'On a mutation: each field is a transaction of its own, committed in order; one that fails leaves the others as they are. Without it all fields together are one transaction.',
  locations: [DirectiveLocation.MUTATION],
})

/** Mutations whose answer is one row. */
const SINGLE: ReadonlySet<MutationName> = new Set(['create', 'update', 'upsert', 'delete'])

/** Defines the mutations of all models that can be written. */
export function defineMutations(builder: Builder, env: GraphEnv, refs: Refs): void {
  const inputs = mutationInputs(builder, env.catalog, refs.inputs)
  for (const model of env.catalog.models.values()) if (!model.readOnly) defineModel(builder, env, refs, inputs, model)
}

type Define = (t: Parameters<Parameters<Builder['mutationField']>[1]>[0]) => { description: string; args: InputFieldMap }

function defineModel(builder: Builder, env: GraphEnv, refs: Refs, inputs: MutationInputs, model: CatalogModel): void {
  const { name, plural } = model
  const names = mutationFields(name, plural)
  const define = (kind: MutationName, make: Define): void => {
    implementPayload(refs, model, kind)
    builder.mutationField(names[kind], (t) => {
      const { description, args } = make(t)
      return t.field({
        type: refs.object(payloadType(names[kind])),
        description,
        args,
        extensions: mutates({ kind, model: name }),
        resolve: (_parent, _args, context, info) => resolveMutation(env, context, info) as never,
      })
    })
  }
  const required = (type: InputObject) => ({ type, required: true as const })
  const keyArgs: (t: Parameters<Define>[0]) => InputFieldMap = (t) =>
    Object.fromEntries(
      model.key.map((part) => {
        const field = fieldAt(model, [part])
        return [part, t.arg({ type: faceOf(model, field) as 'ID', required: true, description: field.description ?? `The ${part}.` })]
      }),
    )
  const version = [...model.fields.values()].find((field) => field.version && !field.hidden)
  const versionArg = (t: Parameters<Define>[0]): InputFieldMap => {
    if (version === undefined) return {}
    const description = `The ${version.name} that was read; where it is another by now, nothing is changed: VERSION_CONFLICT.`
    return { expectedVersion: t.arg({ type: faceOf(model, version) as 'ID', description }) }
  }
  const bulkArgs: (t: Parameters<Define>[0]) => InputFieldMap = (t) => ({
    where: t.arg({ ...required(refs.inputs.where(name)), description: `Which ${plural} are meant; {} is all of them.` }),
    atMost: t.arg.int({
      required: true,
      defaultValue: 1,
      description: 'How many may match; where there are more, nothing is changed: AT_MOST_EXCEEDED.',
    }),
  })
  if (isCreatable(env.catalog, model)) {
    define('create', (t) => ({
      description: `Makes ${one(name)}.`,
      args: { input: t.arg({ ...required(inputs.create(name)), description: 'The new row.' }) },
    }))
    define('createMany', (t) => ({
      description: `Makes several ${plural}, all or none.`,
      args: { inputs: t.arg({ type: [inputs.create(name)], required: true, description: 'The new rows.' }) },
    }))
    if (conflictTargets(model).length > 0)
      define('upsert', (t) => ({
        description: `Makes ${one(name)}, or changes the one that is there: then all that is given but what identifies it.`,
        args: {
          input: t.arg({ ...required(inputs.create(name)), description: 'The row.' }),
          conflict: t.arg({ type: inputs.conflict(name), required: true, description: 'By what a row that is there is known.' }),
        },
      }))
  }
  if (isChangeable(model)) {
    const set = inputs.update(name)
    define('update', (t) => ({
      description: `Changes ${one(name)}; NOT_FOUND where there is none.`,
      args: { ...keyArgs(t), set: t.arg({ ...required(set), description: 'What becomes different.' }), ...versionArg(t) },
    }))
    define('updateMany', (t) => ({
      description: `Changes all ${plural} that match, all or none.`,
      args: { ...bulkArgs(t), set: t.arg({ ...required(set), description: 'What becomes different.' }) },
    }))
  }
  define('delete', (t) => ({
    description: `Deletes ${one(name)}, with what belongs to it; NOT_FOUND where there is none.`,
    args: { ...keyArgs(t), ...versionArg(t) },
  }))
  define('deleteMany', (t) => ({ description: `Deletes all ${plural} that match, all or none.`, args: bulkArgs(t) }))
}

function implementPayload(refs: Refs, model: CatalogModel, kind: MutationName): void {
  const { name, plural } = model
  const mutation = mutationFields(name, plural)[kind]
  const gone = kind === 'delete' || kind === 'deleteMany'
  const when = gone ? 'before' : 'after'
  refs.object(payloadType(mutation)).implement({
    description: `What ${mutation} did.`,
    fields: (t) => ({
      ...(SINGLE.has(kind)
        ? {
            [singleField(name)]: t.field({
              type: refs.object(name),
              description: `The ${name} as it is in the database ${when} the write.`,
              resolve: byKey,
            }),
          }
        : {
            [manyField(name, plural)]: t.field({
              type: [refs.object(name)],
              nullable: { list: true, items: true },
              description: `The ${plural} as they are in the database ${when} the write${kind === 'createMany' ? ', in the order given' : ', by key'}.`,
              resolve: byKey,
            }),
          }),
      affected: t.field({
        type: 'Int',
        nullable: false,
        description: `How many ${plural} were written; what was made, changed or deleted along with them is not counted.`,
        resolve: byKey,
      }),
      independent: t.field({
        type: 'Boolean',
        nullable: false,
        description: 'true: this field was committed by itself, whatever became of the others (@independent).',
        resolve: byKey,
      }),
    }),
  })
}

/**
 * Refuses fields of other makers in an operation that also has generated mutations: those are one transaction, of which
 * the others know nothing. Alone they are welcome.
 */
export function keepApart(schema: GraphQLSchema): void {
  const mutation = schema.getMutationType()
  if (mutation === undefined || mutation === null) return
  const fields = mutation.getFields()
  const foreign = Object.values(fields).filter((field) => mutationOf(field.extensions) === undefined)
  for (const field of foreign) {
    const { resolve } = field
    field.resolve = (parent, args, context, info) => {
      if (rootFields(info).some(({ name }) => mutationOf(fields[name]?.extensions ?? {}) !== undefined)) throw standsBeside(field.name)
      return resolve?.(parent, args, context, info)
    }
  }
}
