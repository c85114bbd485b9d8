/** Executes queries whose fields are generated: root fields are resolved as ever, what they find is completed by compiled code. */

import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getVariableValues,
  Kind,
  locatedError,
  type OperationDefinitionNode,
  visit,
} from 'graphql'
import { type Complete, type Completing, compileField } from './completion.ts'
import { type Collected, collectFields, type SelectionEnv } from './select/collect.ts'

export interface Asked {
  /** Valid in the schema. */
  readonly document: DocumentNode
  /** A query of the document. */
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>> | undefined
}

export interface Executed {
  /** JSON text. */
  readonly data: string
  readonly errors: readonly GraphQLError[]
  /** Whether any root field is not null. */
  readonly any: boolean
}

/**
 * Undefined, before anything is asked, where it declines: a field whose resolver is not generated below the root, an abstract
 * type, introspection, variables that do not fit.
 * @throws TooLarge when the answer has more characters than it may have
 */
export type QueryExecutor = (asked: Asked, context: object, mostCharacters: number) => Promise<Executed> | undefined

interface Root {
  readonly field: Collected
  /** Its key and the colon. */
  readonly before: string
  /** Undefined: it is `__typename`. */
  readonly definition: GraphQLField<unknown, unknown> | undefined
  readonly complete: Complete
}

interface QueryPlan {
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly roots: readonly Root[]
}

export function createQueryExecutor(schema: GraphQLSchema): QueryExecutor {
  const type = schema.getQueryType()
  if (type == null) return () => undefined
  // By the operation: a document is parsed once and kept.
  const plans = new WeakMap<OperationDefinitionNode, QueryPlan | 'declined' | 'conditional'>()
  const planOf = ({ document, operation }: Asked, variables: Readonly<Record<string, unknown>>): QueryPlan | undefined => {
    const known = plans.get(operation)
    if (known === 'declined') return undefined
    if (known !== undefined && known !== 'conditional') return known
    const plan = compiled(schema, type, document, operation, variables)
    if (known === undefined) plans.set(operation, isConditional(document) ? 'conditional' : (plan ?? 'declined'))
    return plan
  }
  return (asked, context, mostCharacters) => {
    const coerced = getVariableValues(schema, asked.operation.variableDefinitions ?? [], asked.variables ?? {})
    if (coerced.coerced === undefined) return undefined
    const plan = planOf(asked, coerced.coerced)
    if (plan === undefined) return undefined
    const info = { schema, parentType: type, fragments: plan.fragments, rootValue: undefined, operation: asked.operation }
    return run(plan, { ...info, variableValues: coerced.coerced }, context, mostCharacters)
  }
}

/** Whether what is selected depends on the variables. */
function isConditional(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    Directive({ name }) {
      if (name.value === 'skip' || name.value === 'include') found = true
    },
  })
  return found
}

/** Undefined also where a directive was given no boolean: a variable may be null although it has a default. */
function compiled(...asked: Parameters<typeof compile>): QueryPlan | undefined {
  try {
    return compile(...asked)
  } catch (error) {
    if (error instanceof GraphQLError) return undefined
    throw error
  }
}

function compile(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): QueryPlan | undefined {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null)
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
  const env: SelectionEnv = { schema, fragments, variables }
  const roots: Root[] = []
  for (const field of collectFields(env, type, [operation.selectionSet])) {
    const before = `${JSON.stringify(field.key)}:`
    const typename = JSON.stringify(type.name)
    if (field.name === '__typename') roots.push({ field, before, definition: undefined, complete: () => typename })
    else {
      const definition = type.getFields()[field.name]
      const complete = definition?.resolve && compileField(env, type.name, definition.type, field)
      if (complete === undefined) return undefined
      roots.push({ field, before, definition, complete })
    }
  }
  return { fragments, roots }
}

/** What a root field's resolver is told of where it stands, beside what is the field's own. */
type Situation = Pick<GraphQLResolveInfo, 'schema' | 'parentType' | 'fragments' | 'rootValue' | 'operation' | 'variableValues'>

async function run(plan: QueryPlan, situation: Situation, context: object, mostCharacters: number): Promise<Executed> {
  const asked = plan.roots.map((root) => ask(root, situation, context))
  const found = asked.some(isPromise) ? await Promise.all(asked) : asked
  const state: Completing = { path: [], errors: [], left: mostCharacters }
  let data = '{'
  let any = false
  for (const [i, { field, before, complete }] of plan.roots.entries()) {
    state.path[0] = field.key
    const text = complete(found[i], state, 1)
    // A root field that must not be null takes the whole answer with it.
    if (text === undefined) return { data: 'null', errors: state.errors, any: false }
    any ||= text !== 'null'
    data += i === 0 ? before + text : `,${before}${text}`
  }
  return { data: `${data}}`, errors: state.errors, any }
}

/** What a root field finds: a value, or the error in its place; a promise of it never rejects. */
function ask({ field, definition }: Root, situation: Situation, context: object): unknown {
  if (definition?.resolve === undefined) return ''
  const { key, name, nodes } = field
  const path = { prev: undefined, key, typename: situation.parentType.name }
  const failed = (error: unknown): GraphQLError => locatedError(error, nodes, [key])
  try {
    const args = getArgumentValues(definition, nodes[0] as Collected['nodes'][number], situation.variableValues)
    const info = { ...situation, fieldName: name, fieldNodes: nodes, returnType: definition.type, path }
    const value = definition.resolve(undefined, args, context, info)
    return isPromise(value) ? Promise.resolve(value).catch(failed) : value
  } catch (error) {
    return failed(error)
  }
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { readonly then?: unknown }).then === 'function'
