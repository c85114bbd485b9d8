/** Operations that are kept under an id: read from a manifest at start, checked against the schema, asked for by clients. */

import { createHash } from 'node:crypto'
import { badInput, Faults, GatewayError } from '../base/errors.ts'
import { isObject } from '../base/json.ts'
import type { Documents } from './documents.ts'

/** - `off`: none are known · `allow`: beside free text · `only`: nothing else is executed, whoever asks */
export type PersistedMode = 'off' | 'allow' | 'only'

/** A manifest as it was read: JSON, not yet looked at. */
export interface Manifest {
  readonly file: string
  readonly text: string
}

export interface PersistedOptions {
  readonly mode: PersistedMode
  readonly manifest: Manifest | undefined
}

export interface Persisted {
  readonly mode: PersistedMode
  /** By id. Fixed at start: no client can add to it. */
  readonly texts: ReadonlyMap<string, string>
}

export const NO_PERSISTED: Persisted = { mode: 'off', texts: new Map() }

/** What a request says of its document. */
export interface Asked {
  readonly query: unknown
  /** As in GraphQL over HTTP: an id of the manifest, or `sha256:` and the hash of the text. */
  readonly documentId: unknown
  /** `extensions.persistedQuery.sha256Hash`. */
  readonly hash: unknown
}

const HASH = /^[0-9a-f]{64}$/
const MAX_ID = 256

/**
 * The text of the document that a request means.
 * @returns what was sent as the query where no id was, whatever it is
 * @throws GatewayError PERSISTED_QUERY_NOT_FOUND for an unknown id, or for free text where there may be none
 */
export function documentText(asked: Asked, { mode, texts }: Persisted): unknown {
  const id = idOf(asked)
  if (id === undefined) {
    if (mode === 'only') throw unknownOperation('Only persisted operations are served here; send the "documentId" of one.')
    return asked.query
  }
  const known = texts.get(id)
  const { query } = asked
  if (query == null) {
    if (known === undefined) throw unknownOperation('No operation is kept under this id. Publish it with the manifest of this gateway.')
    return known
  }
  // Text beside an id must be what the id says: by the manifest, or by its hash.
  if (typeof query !== 'string') return query
  if (known === undefined && (mode === 'only' || !HASH.test(id)))
    throw unknownOperation('No operation is kept under this id, and none is taken from a request.')
  if (known === undefined ? sha256(query) !== id : query !== known)
    throw badInput('The "query" is not the document that the id or hash stands for.')
  return query
}

function idOf({ documentId, hash }: Asked): string | undefined {
  if (documentId != null && (typeof documentId !== 'string' || documentId === '' || documentId.length > MAX_ID))
    throw badInput(`"documentId" must be a text of at most ${MAX_ID} characters.`)
  if (hash != null && (typeof hash !== 'string' || !HASH.test(hash.toLowerCase())))
    throw badInput('"sha256Hash" must be a SHA-256 hash in 64 hexadecimal digits.')
  const byId = documentId == null ? undefined : plainId(documentId)
  const byHash = hash == null ? undefined : (hash as string).toLowerCase()
  if (byId !== undefined && byHash !== undefined && byId !== byHash)
    throw badInput('"documentId" and "sha256Hash" differ. Send one of them.')
  return byId ?? byHash
}

/** Hashes are kept without the word for their kind, and in small letters. */
function plainId(id: string): string {
  const plain = id.replace(/^sha256:/i, '')
  return HASH.test(plain.toLowerCase()) ? plain.toLowerCase() : id
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const unknownOperation = (message: string): GatewayError => new GatewayError('PERSISTED_QUERY_NOT_FOUND', message)

/**
 * The operations of a manifest, each within the limits and valid.
 * @throws Faults with everything that is wrong with it
 */
export function readPersisted({ mode, manifest }: PersistedOptions, documents: Documents): Persisted {
  if (mode === 'off' || manifest === undefined) return NO_PERSISTED
  const faults: string[] = []
  const texts = new Map<string, string>()
  for (const { id, text } of entriesOf(manifest)) {
    const key = plainId(id)
    const fault = faultOf(key, text, texts, documents)
    if (fault === undefined) texts.set(key, text)
    else faults.push(`The operation ${id.slice(0, MAX_ID)}: ${fault}`)
  }
  if (faults.length > 0) throw new Faults(`The persisted operations in ${manifest.file} do not fit this gateway:`, faults)
  if (texts.size === 0) throw unreadable(manifest.file, 'holds no operation')
  return { mode, texts }
}

function faultOf(id: string, text: string, texts: ReadonlyMap<string, string>, documents: Documents): string | undefined {
  if (id === '' || id.length > MAX_ID) return `its id must have 1 to ${MAX_ID} characters.`
  if (texts.has(id) && texts.get(id) !== text) return 'its id stands twice, with different texts. Make the manifest anew.'
  if (HASH.test(id) && sha256(text) !== id)
    return 'its id is not the SHA-256 hash of its text. Make the manifest anew, and change nothing in it.'
  try {
    const known = documents.read(text)
    if (!known.document.definitions.some(({ kind }) => kind === 'OperationDefinition')) return 'it holds no operation.'
    const invalid = known.invalid()
    if (invalid !== null) throw invalid
    return undefined
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    return `${error.message} Correct the client, or the models, and make the manifest anew.`
  }
}

interface Entry {
  readonly id: string
  readonly text: string
}

/** The two forms that tools write: a map of ids to texts, and the list of Apollo's manifest. */
function entriesOf({ file, text }: Manifest): Entry[] {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw unreadable(file, 'is no JSON')
  }
  if (!isObject(json)) throw unreadable(file, 'is no JSON object')
  if (json.format === undefined) {
    const entries = Object.entries(json)
    if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
      throw unreadable(file, 'holds what is not a text')
    return entries.map(([id, document]) => ({ id, text: document }))
  }
  if (json.format !== 'apollo-persisted-query-manifest' || json.version !== 1 || !Array.isArray(json.operations))
    throw unreadable(file, 'has a format that is not known')
  return json.operations.map((operation: unknown) => {
    if (!isObject(operation) || typeof operation.id !== 'string' || typeof operation.body !== 'string')
      throw unreadable(file, 'has an operation without id and body')
    return { id: operation.id, text: operation.body }
  })
}

const unreadable = (file: string, what: string): Faults =>
  new Faults('The persisted operations cannot be read:', [
    `${file} ${what}. Write {"<id>": "<document>", …}, as Relay and GraphQL Code Generator do, or the manifest of Apollo's generate-persisted-query-manifest.`,
  ])
