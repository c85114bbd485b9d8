/** Documents read once: parsed within the token limit, measured, validated, priced, and kept for the next request with the same text. */

import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode, parse, validate } from 'graphql'
import { LRUCache } from 'lru-cache'
import { badInput, GatewayError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'
import { type PageSizes, priceOf, type Variables } from './cost.ts'
import { InvalidDocument, MAX_REFUSALS, validationFaults } from './errors.ts'
import { type DocumentLimits, exceededLimit, limitExceeded, measureDocument } from './limits.ts'
import { readPrices } from './prices.ts'

const MAX_DOCUMENTS = 1_000
/** Characters of document text kept in all; a parsed document weighs some thirty times its text. */
const MAX_CHARACTERS = 4_000_000

/** A document within all limits. */
export interface KnownDocument {
  readonly document: DocumentNode
  /** Whether it asks for the schema, wherever in it. */
  readonly introspects: boolean
  /** What does not fit the schema, or null; found out at the first call. */
  invalid(): InvalidDocument | null
  /** What an operation of a valid document may cost with these variables. */
  costOf(operation: OperationDefinitionNode, variables: Variables): number
}

export interface Documents {
  /**
   * The document of a text.
   * @throws GatewayError GRAPHQL_PARSE_FAILED (its cause is the parser's error, which knows the place) or QUERY_LIMIT_EXCEEDED
   */
  read(text: string): KnownDocument
  /** Whether the text was read before and is still known. */
  knows(text: string): boolean
}

export interface DocumentOptions {
  readonly schema: GraphQLSchema
  readonly limits: DocumentLimits
  /** The most tokens that a document may have; beyond it parsing stops. */
  readonly maxTokens: number
  readonly sizes: PageSizes
  /** Whether errors may suggest names that the schema has; to find them takes its time. */
  readonly suggestions: boolean
  readonly log: Log
}

export function createDocuments({ schema, limits, maxTokens, sizes, suggestions, log }: DocumentOptions): Documents {
  const prices = readPrices(schema)
  const cache = new LRUCache<string, KnownDocument>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (_, text) => text.length + 1,
  })
  const know = (document: DocumentNode, introspects: boolean): KnownDocument => {
    let invalid: InvalidDocument | null | undefined
    const costs = new Map<OperationDefinitionNode, (variables: Variables) => number>()
    return {
      document,
      introspects,
      invalid() {
        if (invalid === undefined) {
          const errors = validate(schema, document, undefined, { maxErrors: MAX_REFUSALS, hideSuggestions: !suggestions })
          invalid = errors.length === 0 ? null : new InvalidDocument(validationFaults(errors, log))
        }
        return invalid
      },
      costOf(operation, variables) {
        const cost = costs.get(operation) ?? priceOf(document, operation, prices, sizes)
        costs.set(operation, cost)
        return cost(variables)
      },
    }
  }
  return {
    read(text) {
      const kept = cache.get(text)
      if (kept !== undefined) return kept
      const document = parseWithin(text, maxTokens)
      const { introspects, ...size } = measureDocument(document)
      const exceeded = exceededLimit(size, limits)
      if (exceeded !== undefined) throw exceeded
      const known = know(document, introspects)
      cache.set(text, known)
      return known
    },
    knows: (text) => cache.has(text),
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
