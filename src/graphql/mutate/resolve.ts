/** A mutation operation is planned and run whole when its first field is asked; the other fields find their answers. */

import { type GraphQLObjectType, type GraphQLResolveInfo, getArgumentValues } from 'graphql'
import { asGatewayError, badInput, GatewayError } from '../../base/errors.ts'
import { modelOf } from '../../model/catalog.ts'
import { manyField, payloadType, singleField } from '../../model/names.ts'
import type { MutationAnswer, MutationField } from '../../plan/mutate/mutation.ts'
import { bindList } from '../../query/build.ts'
import type { RequestContext } from '../context.ts'
import { type MutationMeaning, mutationOf } from '../meaning.ts'
import { type Collected, collectFields, subSets } from '../select/collect.ts'
import { atLeastKey, type GraphEnv, objectType, outputs, record, type SelectEnv, type Take } from '../select/outputs.ts'
import { selectRow } from '../select/select.ts'
import { readMutation } from './read.ts'

type Outcomes = ReadonlyMap<string, unknown>

/** By request and operation, what became of its fields, by response key. */
const running = new WeakMap<object, Map<object, Promise<Outcomes>>>()

/** The payload of one field; throws what became of it instead. */
export async function resolveMutation(env: GraphEnv, context: RequestContext, info: GraphQLResolveInfo): Promise<unknown> {
  const ofRequest = running.get(context) ?? new Map<object, Promise<Outcomes>>()
  running.set(context, ofRequest)
  const outcomes = ofRequest.get(info.operation) ?? runOperation(env, context, info)
  ofRequest.set(info.operation, outcomes)
  const outcome = (await outcomes).get(String(info.path.key))
  if (outcome instanceof GatewayError) throw outcome
  return outcome
}

/** The fields of the operation, as they will be answered. */
export function rootFields(info: GraphQLResolveInfo): Collected[] {
  const selection = { schema: info.schema, fragments: info.fragments, variables: info.variableValues }
  return collectFields(selection, info.parentType, [info.operation.selectionSet]).filter(({ name }) => name !== '__typename')
}

interface Planned {
  readonly key: string
  readonly field: MutationField | GatewayError
  build(answer: MutationAnswer): unknown
}

async function runOperation(env: GraphEnv, context: RequestContext, info: GraphQLResolveInfo): Promise<Outcomes> {
  const independent = info.operation.directives?.some(({ name }) => name.value === 'independent') === true
  const fields = rootFields(info)
  const foreign = fields.find(({ name }) => mutationOf(definitionOf(info, name).extensions) === undefined)
  if (foreign !== undefined) {
    const refusal = standsBeside(foreign.name)
    return new Map(fields.map(({ key }) => [key, refusal]))
  }
  const planned = fields.map((field) => plan(env, info, field, independent))
  const outcomes = await context.mutate(
    planned.map(({ field }) => field),
    { independent },
  )
  return new Map(
    planned.map(({ key, build }, i) => {
      const outcome = outcomes[i]
      return [key, outcome === undefined || outcome instanceof GatewayError ? outcome : build(outcome)]
    }),
  )
}

/** The refusal of what others made beside generated mutations: those are one transaction, of which the others know nothing. */
export function standsBeside(name: string): GatewayError {
  return new GatewayError(
    'QUERY_UNSUPPORTED',
    `${name} cannot stand beside generated mutations, which are one transaction. Send it by itself.`,
  )
}

function definitionOf(info: GraphQLResolveInfo, name: string) {
  const definition = info.parentType.getFields()[name]
  if (definition === undefined) throw new Error(`no mutation ${name}`)
  return definition
}

function plan(env: GraphEnv, info: GraphQLResolveInfo, field: Collected, independent: boolean): Planned {
  try {
    return planned(env, info, field, independent)
  } catch (error) {
    // What graphql itself finds wrong with arguments it says at their field; here it keeps the others from running.
    const refusal = error instanceof GatewayError || !(error instanceof Error) ? asGatewayError(error) : badInput(error.message)
    return { key: field.key, field: refusal, build: () => null }
  }
}

function planned(env: GraphEnv, info: GraphQLResolveInfo, field: Collected, independent: boolean): Planned {
  const definition = definitionOf(info, field.name)
  const meaning = mutationOf(definition.extensions) as MutationMeaning
  const model = modelOf(env.catalog, meaning.model)
  const args = getArgumentValues(definition, field.nodes[0] as Collected['nodes'][number], info.variableValues)
  const select: SelectEnv = { ...env, schema: info.schema, fragments: info.fragments, variables: info.variableValues, binds: bindList() }
  const mutation = readMutation(select, model, meaning.kind, args)
  const out = outputs()
  const one = singleField(model.name)
  const many = manyField(model.name, model.plural)
  const type: GraphQLObjectType = objectType(select, payloadType(field.name))
  const entries: [key: string, build: (answer: MutationAnswer) => unknown][] = []
  let asked = false
  for (const part of collectFields(select, type, subSets(field))) {
    if (part.name === 'affected') entries.push([part.key, ({ affected }) => affected])
    else if (part.name === 'independent') entries.push([part.key, () => independent])
    else if (part.name === one || part.name === many) {
      asked = true
      const take: Take = selectRow(select, model, subSets(part), out)
      const single = type.getFields()[one] !== undefined && part.name === one
      entries.push([part.key, ({ rows }) => (single ? (rows[0] === undefined ? null : take(rows[0])) : rows.map(take))])
    }
  }
  return {
    key: field.key,
    field: {
      ...{ mutation, select: asked ? atLeastKey(model, out) : undefined, binds: select.binds },
      identity: JSON.stringify([field.name, args]),
    },
    build(answer) {
      const payload = record()
      for (const [key, build] of entries) payload[key] = build(answer)
      return payload
    },
  }
}
