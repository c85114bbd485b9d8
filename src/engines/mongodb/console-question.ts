/** A question to MongoDB as an operator types it: extended JSON, of which only what reads is taken. */

import { BSON, type Document } from 'mongodb'

export type MongoQuestion =
  | { readonly kind: 'find'; readonly collection: string; readonly filter: Document; readonly options: Document }
  | { readonly kind: 'aggregate'; readonly collection: string; readonly pipeline: readonly Document[]; readonly options: Document }

const LONGEST = 20_000
const DEEPEST = 60
const FIND = ['find', 'filter', 'projection', 'sort', 'limit', 'skip', 'collation', 'hint', 'let']
const AGGREGATE = ['aggregate', 'pipeline', 'collation', 'hint', 'let']
/** Stages that read collections of the same database and work on their documents. */
const STAGES: ReadonlySet<string> = new Set([
  ...['$match', '$project', '$group', '$sort', '$limit', '$skip', '$count', '$unwind', '$addFields', '$set', '$unset', '$sample'],
  ...['$bucket', '$bucketAuto', '$facet', '$replaceRoot', '$replaceWith', '$sortByCount', '$lookup', '$graphLookup', '$unionWith'],
  ...['$setWindowFields', '$densify', '$fill', '$redact', '$geoNear'],
])
/** What writes, runs code, or tells of the server, wherever it stands. */
const REFUSED =
  /^\$(out|merge|function|where|accumulator|eval|currentOp|collStats|indexStats|planCacheStats|listSessions|listLocalSessions|listSampledQueries|listCatalog|listClusterCatalog|shardedDataDistribution|changeStream.*|queryStats|backupCursor.*|documents|search.*|vectorSearch|rankFusion|queue|operationMetrics|mergeCursors|setMetadata|db|_.*)$/

const HOW = 'Write {"find": "products", "filter": {}} or {"aggregate": "products", "pipeline": []}.'

/** The question, or why it is not asked. */
export function readQuestion(text: string): MongoQuestion | string {
  if (text.length > LONGEST) return `The query has ${text.length} characters; ${LONGEST} are taken.`
  let given: unknown
  try {
    given = BSON.EJSON.parse(text, { relaxed: true })
  } catch {
    return `The query is not one document of extended JSON. ${HOW}`
  }
  if (!isDocument(given)) return `The query is not one document of extended JSON. ${HOW}`
  const [command] = Object.keys(given)
  if (command !== 'find' && command !== 'aggregate') return `Only find and aggregate are taken. ${HOW}`
  const known = command === 'find' ? FIND : AGGREGATE
  const unknown = Object.keys(given).find((key) => !known.includes(key))
  if (unknown !== undefined) return `${unknown} is not taken in ${command}; there are ${known.join(', ')}.`
  const collection: unknown = given[command]
  if (typeof collection !== 'string' || !isCollection(collection)) return `${command} must name a collection of this database. ${HOW}`
  const refused = refusedKey(given, 0)
  if (refused !== undefined) return refused
  const { find: _find, aggregate: _aggregate, filter, pipeline, ...options } = given
  if (command === 'find') {
    if (filter !== undefined && !isDocument(filter)) return 'filter must be a document.'
    return { kind: 'find', collection, filter: (filter ?? {}) as Document, options }
  }
  const stages = refusedStage(pipeline)
  return stages ?? { kind: 'aggregate', collection, pipeline: pipeline as readonly Document[], options }
}

const isDocument = (value: unknown): value is Document =>
  value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype && !('_bsontype' in value)

const isCollection = (name: string): boolean => name !== '' && !name.startsWith('system.') && !name.startsWith('$') && !name.includes('\0')

/** Refused wherever it stands, in literals too: nobody need guess what a server makes of it. */
function refusedKey(value: unknown, depth: number): string | undefined {
  if (depth > DEEPEST) return `The query nests deeper than ${DEEPEST} levels.`
  if (value !== null && typeof value === 'object' && '_bsontype' in value)
    return value._bsontype === 'Code' ? 'Code is not taken: the console only reads.' : undefined
  if (value === null || typeof value !== 'object' || value instanceof Date) return undefined
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value) && REFUSED.test(key)) return `${key} is not taken: the console only reads.`
    const found = refusedKey(inner, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

function refusedStage(pipeline: unknown): string | undefined {
  if (!Array.isArray(pipeline)) return 'pipeline must be a list of stages.'
  for (const stage of pipeline) {
    const [name, ...more] = isDocument(stage) ? Object.keys(stage) : []
    if (name === undefined || more.length > 0) return 'Each stage of a pipeline is a document with one operator.'
    if (!STAGES.has(name)) return `${name} is not taken; the stages are ${[...STAGES].join(' ')}.`
    const found = refusedWithin(name, (stage as Document)[name])
    if (found !== undefined) return found
  }
  return undefined
}

/** Pipelines inside stages, and the collections they read. */
function refusedWithin(stage: string, of: unknown): string | undefined {
  if (stage === '$facet')
    return isDocument(of)
      ? Object.values(of)
          .map(refusedStage)
          .find((found) => found !== undefined)
      : '$facet takes a document.'
  if (stage !== '$lookup' && stage !== '$graphLookup' && stage !== '$unionWith') return undefined
  const { from, coll, pipeline } = isDocument(of) ? of : ({ coll: of } as Document)
  const collection: unknown = from ?? coll
  if (typeof collection !== 'string' || !isCollection(collection)) return `${stage} must name a collection of this database.`
  return pipeline === undefined ? undefined : refusedStage(pipeline)
}
