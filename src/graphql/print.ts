/** The graph as text, for the committed schema.graphql and the command line. */

import { type GraphQLSchema, isIntrospectionType, isSpecifiedScalarType, printType } from 'graphql'

/** SDL with descriptions: types by name, so that a review sees what changed and nothing else; fields in their own order. */
export function printGraph(schema: GraphQLSchema): string {
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
  types.sort((a, b) => (a.name < b.name ? -1 : 1))
  return `${types.map(printType).join('\n\n')}\n`
}
