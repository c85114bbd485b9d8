/** What a client sees of an error: a code of the closed table, a fit message, the request's id; everything else is logged only. */

import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { CODES, type Code, extensionsOf, GatewayError } from '../base/errors.ts'
import type { Log } from '../base/log.ts'

/** Messages quote the client's own text, which may be as long as the body. */
const MAX_MESSAGE = 400
/** Lines that one request may leave in the log. */
const MAX_REPORTS = 10
/** Errors sent for a request that was refused as a whole: nobody reads more, and each tells of the schema. */
export const MAX_REFUSALS = 5

export interface ErrorScope {
  readonly requestId: string
  readonly log: Log
  /** False when the request failed as a whole: the HTTP status then follows the code. */
  readonly executed: boolean
  /** Whether the schema is open to whoever asks; otherwise no message tells more of it than was sent. */
  readonly open: boolean
}

/** One thing that does not fit, and where it stands in the document. */
export interface DocumentFault {
  readonly message: string
  readonly locations: GraphQLError['locations']
}

/** A document that does not fit the schema: all that is worth telling of it. */
export class InvalidDocument extends GatewayError {
  readonly faults: readonly DocumentFault[]

  constructor(faults: readonly DocumentFault[]) {
    super('GRAPHQL_VALIDATION_FAILED', faults[0]?.message ?? 'The document does not fit the schema.')
    this.faults = faults
  }

  /** The same for whom the schema is closed: the first place that is wrong, and nothing that could be put together to a schema. */
  concealed(): InvalidDocument {
    const message = 'The document does not fit this graph, whose schema is not open here. Check it against the printed schema.'
    return new InvalidDocument([{ message, locations: this.faults[0]?.locations }])
  }
}

/** Validation's errors as the client may see them, each message once; what a scalar threw at a literal is logged. */
export function validationFaults(errors: readonly GraphQLError[], log: Log): DocumentFault[] {
  const told = new Map<string, DocumentFault>()
  for (const error of errors) {
    // Without a place it only says that there are more.
    if (error.locations === undefined && told.size > 0) continue
    const origin = originOf(error)
    const message = shorten(fitMessage(error, origin))
    if (isOurs(origin)) log.error('A scalar failed at a literal.', { cause: origin })
    if (!told.has(message)) told.set(message, { message, locations: error.locations })
  }
  return [...told.values()].slice(0, MAX_REFUSALS)
}

/** The errors of one result as the client may see them. What is unexpected is logged once, with its cause. */
export function clientErrors(errors: readonly unknown[], scope: ErrorScope): GraphQLError[] {
  const logged = new Set<unknown>()
  const told = errors.slice(0, scope.executed ? errors.length : MAX_REFUSALS).map((error) => {
    const refusal = refusalOf(error, scope.open)
    report(error, refusal, scope, logged)
    return { place: error instanceof GraphQLError ? error : undefined, refusal }
  })
  return scope.executed ? fieldErrors(told, scope) : told.map((one) => requestError(one, scope))
}

/** Why something failed, and graphql's error for it, which knows where. */
interface Told {
  readonly place: GraphQLError | undefined
  readonly refusal: GatewayError
}

/** The error of a request that was not executed; Yoga reads the answer's HTTP status from it. */
function requestError({ place, refusal }: Told, { requestId }: ErrorScope): GraphQLError {
  return new GraphQLError(shorten(refusal.message), {
    ...{ nodes: place?.nodes, source: place?.source, positions: place?.positions, path: place?.path },
    extensions: { ...extensionsOf(refusal), requestId, http: httpOf(refusal.code) },
  })
}

/**
 * Errors of fields, in the shape in which they are sent: one sick datasource may fail ten thousands of fields of one request, and
 * to make a true GraphQLError of each, twice with Yoga's own, would hold up all other requests for seconds.
 */
function fieldErrors(told: readonly Told[], { requestId }: ErrorScope): GraphQLError[] {
  const shared = new Map<GatewayError, { readonly message: string; readonly extensions: Record<string, unknown> }>()
  const sent = told.map(({ place, refusal }): GraphQLFormattedError => {
    const known = shared.get(refusal) ?? { message: shorten(refusal.message), extensions: { ...extensionsOf(refusal), requestId } }
    shared.set(refusal, known)
    const { message, extensions } = known
    return {
      message,
      ...(place?.locations === undefined ? {} : { locations: place.locations }),
      ...(place?.path === undefined ? {} : { path: place.path }),
      extensions,
    }
  })
  // Yoga passes on what it does not know for one of its errors.
  return sent as GraphQLError[]
}

/** The errors of a request refused before Yoga, as the body of the answer; what is wrong with a document keeps its place in it. */
export function refusalBody(refusal: GatewayError, requestId: string): string {
  const { cause } = refusal
  const faults: readonly DocumentFault[] =
    refusal instanceof InvalidDocument
      ? refusal.faults
      : [{ message: refusal.message, locations: cause instanceof GraphQLError ? cause.locations : undefined }]
  const errors = faults.map(({ message, locations }) => ({
    message: shorten(message),
    ...(locations === undefined ? {} : { locations }),
    extensions: { ...extensionsOf(refusal), requestId },
  }))
  return JSON.stringify({ errors })
}

/** True for refusals of a well-formed request's document, which answer 200 to clients that only accept application/json. */
export function isDocumentRefusal(code: Code): boolean {
  return code === 'GRAPHQL_PARSE_FAILED' || code === 'GRAPHQL_VALIDATION_FAILED'
}

/** Any error as the GatewayError that a client may see; what is not meant for a client becomes INTERNAL_SERVER_ERROR. */
function refusalOf(error: unknown, open: boolean): GatewayError {
  const origin = originOf(error)
  if (error instanceof GraphQLError) {
    const ofInput = inputRefusal(error, origin, open)
    if (ofInput !== undefined) return ofInput
  }
  if (origin instanceof GatewayError) return origin
  // A resolver may throw a GraphQLError with a code of the table; INTERNAL_SERVER_ERROR is also what Yoga gives to thrown texts.
  if (origin instanceof GraphQLError && isCode(origin.extensions.code) && origin.extensions.code !== 'INTERNAL_SERVER_ERROR')
    return new GatewayError(origin.extensions.code, origin.message)
  return new GatewayError('INTERNAL_SERVER_ERROR', 'Unexpected error.', { cause: origin })
}

/** Errors that graphql itself makes of the client's document, operation name, variables and arguments. */
function inputRefusal(error: GraphQLError, origin: unknown, open: boolean): GatewayError | undefined {
  const code = inputCode(error)
  if (code === undefined) return undefined
  const message = fitMessage(error, origin)
  return new GatewayError(code, open ? message : concealed(message, error), { cause: isOurs(origin) ? origin : undefined })
}

/** A scalar that throws anything but its own refusal has a fault; its text is no client's business. */
const isOurs = (origin: unknown): boolean => !(origin instanceof GraphQLError || origin instanceof GatewayError)

const fitMessage = (error: GraphQLError, origin: unknown): string =>
  isOurs(origin) ? `${subjectOf(error)} is not valid for its type.` : error.message

function inputCode(error: GraphQLError): Code | undefined {
  const { code, http } = error.extensions as { code?: unknown; http?: { status?: unknown } }
  if (code === 'GRAPHQL_VALIDATION_FAILED') return code
  if (code === 'OPERATION_RESOLUTION_FAILURE' || code === 'BAD_REQUEST') return 'BAD_USER_INPUT'
  if (code !== undefined) return undefined
  // The executor marks what is wrong with variables by the status alone. Arguments fail at their field, those of directives
  // among the root fields before there is one, and are known by their text.
  const ofVariables = error.path === undefined && http?.status === 400
  const ofArgument = isArgumentText(error.message)
  return ofVariables || ofArgument ? 'BAD_USER_INPUT' : undefined
}

/** How graphql speaks of arguments, directives' among them, that a variable left without a value of their type. */
const isArgumentText = (message: string): boolean =>
  /^Argument "|^Expected (variable|value) .* (not to be null|to be)|^Invalid value|of required type|of non-null type/.test(message)

function subjectOf(error: GraphQLError): string {
  const node = error.nodes?.[0]
  return node?.kind === 'VariableDefinition' ? `The value of $${node.variable.name.value}` : 'A value'
}

function originOf(error: unknown): unknown {
  let origin = error
  while (origin instanceof GraphQLError && origin.originalError !== undefined) origin = origin.originalError
  return origin
}

function isCode(code: unknown): code is Code {
  return typeof code === 'string' && Object.hasOwn(CODES, code)
}

function httpOf(code: Code): { status: number; spec: boolean; headers: Record<string, string> } {
  const { status, retryable } = CODES[code]
  return { status, spec: isDocumentRefusal(code), headers: retryable ? { 'retry-after': '1' } : {} }
}

function report(error: unknown, refusal: GatewayError, scope: ErrorScope, logged: Set<unknown>): void {
  const { cause } = refusal
  if (cause === undefined && refusal.code !== 'INTERNAL_SERVER_ERROR') return
  // One sick datasource fails many fields of one request with the same cause.
  if (logged.has(cause ?? refusal) || logged.size >= MAX_REPORTS) return
  logged.add(cause ?? refusal)
  const path = error instanceof GraphQLError ? error.path?.join('.') : undefined
  const fields = { requestId: scope.requestId, code: refusal.code, datasource: refusal.datasource, path, cause: causes(cause ?? refusal) }
  if (refusal.code === 'INTERNAL_SERVER_ERROR') scope.log.error('A request met an unexpected error.', fields)
  else scope.log.warn(refusal.message, fields)
}

/** An error and what caused it, outermost first. */
function causes(error: unknown): unknown[] {
  const chain: unknown[] = []
  for (let at = error; at !== undefined && chain.length < 5; at = at instanceof Error ? at.cause : undefined) chain.push(at)
  return chain
}

/** Without what was not sent: an error of a variable names types, the fields that they lack and the values that they have. */
const concealed = (message: string, error: GraphQLError): string =>
  error.path === undefined ? `${subjectOf(error)} is not valid for its type.` : message.replace(/ Did you mean [^?]*\?/g, '')

function shorten(message: string): string {
  return message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE)}…`
}
