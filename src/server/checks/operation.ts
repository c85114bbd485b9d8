/** Checks of the operation that a request asks for: its parameters, document, introspection and cost. */

import { badInput, GatewayError } from '../../base/errors.ts'
import { disinherit, isObject } from '../../base/json.ts'
import { methodRefused } from '../answer.ts'
import { type Check, isOpen } from '../check.ts'
import { chooseOperation } from '../documents.ts'
import { costExceeded, limitExceeded, valueDepth } from '../limits.ts'
import { documentText } from '../persisted.ts'

const HOW = 'Send {"query": "{ __typename }", "variables": {}, "operationName": null} with your own query.'

export const parameters: Check = (_, found, front) => {
  const sent = found.json
  if (Array.isArray(sent)) throw badInput('Send one operation per request; batches are not served.')
  if (!isObject(sent)) throw badInput(`The body must be a JSON object. ${HOW}`)
  const { query, documentId, operationName, variables, extensions } = sent
  if (operationName != null && typeof operationName !== 'string') throw badInput('"operationName" must be a text.')
  if (variables != null && !isObject(variables)) throw badInput('"variables" must be an object.')
  if (extensions != null && !isObject(extensions)) throw badInput('"extensions" must be an object.')
  // The object of all variables is a level of its own.
  const depth = variables == null ? 0 : valueDepth(variables, front.maxValueDepth + 2) - 1
  if (depth > front.maxValueDepth)
    throw limitExceeded('maxValueDepth', 'levels of lists and objects in "variables"', depth, front.maxValueDepth)
  const text = documentText({ query, documentId, hash: hashOf(extensions) }, front.persisted)
  if (typeof text !== 'string') throw badInput(`"query" must be a text. ${HOW}`)
  if (text.trim() === '') throw new GatewayError('GRAPHQL_PARSE_FAILED', `The document is empty. ${HOW}`)
  found.query = text
  // Some clients send an empty name when there is none.
  found.operationName = operationName == null || operationName === '' ? undefined : operationName
  // Fields of inputs are looked up by their names, and one may be named as what every object has.
  disinherit(variables)
  found.variables = variables ?? undefined
  return undefined
}

/** The hash of a persisted operation, where the extension's protocol is one that we know. */
function hashOf(extensions: Record<string, unknown> | null | undefined): unknown {
  const persisted = extensions?.persistedQuery
  if (persisted == null) return undefined
  if (!isObject(persisted) || persisted.version !== 1) throw badInput('"extensions.persistedQuery" must have the version 1.')
  return persisted.sha256Hash
}

export const document: Check = (request, found, front) => {
  const open = isOpen(found, front)
  const known = front.documents.read(found.query)
  // Before validation, which would tell by its errors what the schema has.
  if (known.introspects && !open)
    throw new GatewayError('FORBIDDEN', 'Introspection is off here. Ask with a credential of the role admin, or set INTROSPECTION=true.')
  const operation = chooseOperation(known.document, found.operationName, front.schema)
  if (operation.operation === 'mutation' && request.method === 'GET') throw methodRefused('GET with a mutation', 'POST')
  const invalid = known.invalid()
  if (invalid !== null) throw open ? invalid : invalid.concealed()
  found.document = known.document
  found.operation = operation
  found.cost = known.costOf(operation, found.variables ?? {})
  return undefined
}

export const cost: Check = (_, found, front) => {
  const { maxCost } = front.protection
  if (found.cost > maxCost) throw costExceeded(found.cost, maxCost)
  return undefined
}
