/** The graph as text, for the committed schema.graphql and the command line. */

import { type GraphQLSchema, printSchema } from 'graphql'

/** SDL with descriptions, ending in a line break. */
export const printGraph = (schema: GraphQLSchema): string => `${printSchema(schema)}\n`
