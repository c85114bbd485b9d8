/** Documents read once: parsed within the token limit, measured, and kept for the next request with the same text. */

import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode, parse } from 'graphql'
import { LRUCache } from 'lru-cache'
import { badInput, GatewayError } from '../base/errors.ts'
import { type DocumentLimits, exceededLimit, limitExceeded, measureDocument } from './limits.ts'

const MAX_DOCUMENTS = 1_000
/** Characters of document text kept in all; a parsed document weighs some thirty times its text. */
const MAX_CHARACTERS = 4_000_000

export interface Documents {
  /**
   * The parsed document of a text.
   * @throws GatewayError GRAPHQL_PARSE_FAILED (its cause is the parser's error, which knows the place) or QUERY_LIMIT_EXCEEDED
   */
  read(text: string): DocumentNode
  /** The kept document of a text, if it is still kept. */
  kept(text: string): DocumentNode | undefined
}

/** @param maxTokens the most tokens that a document may have; beyond it parsing stops */
export function createDocuments(limits: DocumentLimits, maxTokens: number): Documents {
  const cache = new LRUCache<string, DocumentNode>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (_, text) => text.length + 1,
  })
  return {
    read(text) {
      const kept = cache.get(text)
      if (kept !== undefined) return kept
      const document = parseWithin(text, maxTokens)
      const exceeded = exceededLimit(measureDocument(document), limits)
      if (exceeded !== undefined) throw exceeded
      cache.set(text, document)
      return document
    },
    kept: (text) => cache.get(text),
  }
}

function parseWithin(text: string, maxTokens: number): DocumentNode {
  try {
    return parse(text, { maxTokens })
  } catch (error) {
    if (error instanceof RangeError) throw new GatewayError('QUERY_LIMIT_EXCEEDED', 'The document is nested too deeply.')
    if (!(error instanceof GraphQLError)) throw error
    if (/tokens\. Parsing aborted/.test(error.message)) throw limitExceeded('maxTokens', 'or more tokens', maxTokens + 1, maxTokens)
    throw new GatewayError('GRAPHQL_PARSE_FAILED', error.message, { cause: error })
  }
}

/**
 * The operation that a request asks for.
 * @throws GatewayError BAD_USER_INPUT when there is none of that name, or no name where one is needed
 */
export function chooseOperation(document: DocumentNode, name: string | undefined, schema: GraphQLSchema): OperationDefinitionNode {
  const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition')
  const known = operations.map((operation) => operation.name?.value ?? '(unnamed)').join(', ')
  if (operations.length === 0) throw badInput('The document holds fragments only; add an operation such as `query { __typename }`.')
  if (name === undefined && operations.length > 1)
    throw badInput(`The document holds several operations; name one in "operationName": ${known}.`)
  const chosen = name === undefined ? operations[0] : operations.find((operation) => operation.name?.value === name)
  if (chosen === undefined) throw badInput(`The document has no operation named "${name}"; it has: ${known}.`)
  if (chosen.operation === 'subscription') throw new GatewayError('QUERY_UNSUPPORTED', 'Subscriptions are not served.')
  if (schema.getRootType(chosen.operation) == null) throw badInput(`This graph has no ${chosen.operation} type.`)
  return chosen
}
