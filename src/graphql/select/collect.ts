/** The fields of a selection, merged by response key as the GraphQL specification says (section 6.3.2). */

import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql'

/** What of an operation decides how selections read. */
export interface SelectionEnv {
  readonly schema: GraphQLSchema
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly variables: Readonly<Record<string, unknown>>
}

/** One response key: all nodes that were asked under it, which name the same field with the same arguments. */
export interface Collected {
  readonly key: string
  readonly name: string
  readonly nodes: readonly FieldNode[]
}

/** The fields that are asked of an object of this type, in order of first appearance. */
export function collectFields(env: SelectionEnv, type: GraphQLObjectType, sets: readonly (SelectionSetNode | undefined)[]): Collected[] {
  const found = new Map<string, FieldNode[]>()
  const visited = new Set<string>()
  for (const set of sets) if (set !== undefined) visit(env, type, set, found, visited)
  return [...found].map(([key, nodes]) => ({ key, name: (nodes[0] as FieldNode).name.value, nodes }))
}

/** The merged sub-selections of one response key. */
export const subSets = (field: Collected): readonly (SelectionSetNode | undefined)[] => field.nodes.map((node) => node.selectionSet)

function visit(
  env: SelectionEnv,
  type: GraphQLObjectType,
  set: SelectionSetNode,
  found: Map<string, FieldNode[]>,
  visited: Set<string>,
): void {
  for (const node of set.selections) {
    if (getDirectiveValues(GraphQLSkipDirective, node, env.variables)?.if === true) continue
    if (getDirectiveValues(GraphQLIncludeDirective, node, env.variables)?.if === false) continue
    if (node.kind === Kind.FIELD) {
      const key = node.alias?.value ?? node.name.value
      const nodes = found.get(key)
      if (nodes === undefined) found.set(key, [node])
      else nodes.push(node)
    } else if (node.kind === Kind.INLINE_FRAGMENT) {
      if (applies(env.schema, type, node.typeCondition?.name.value)) visit(env, type, node.selectionSet, found, visited)
    } else if (!visited.has(node.name.value)) {
      visited.add(node.name.value)
      const fragment = env.fragments[node.name.value]
      if (fragment !== undefined && applies(env.schema, type, fragment.typeCondition.name.value))
        visit(env, type, fragment.selectionSet, found, visited)
    }
  }
}

function applies(schema: GraphQLSchema, type: GraphQLObjectType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true
  const named = schema.getType(condition)
  return isAbstractType(named) && schema.isSubType(named, type)
}
