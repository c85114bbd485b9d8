/** One statement on the server: an aggregation, a write or the making of a collection. */

import {
  type AggregationCursor,
  type AnyBulkWriteOperation,
  BSON,
  type BulkWriteResult,
  type Collection,
  type Document,
  MongoBulkWriteError,
  MongoServerError,
} from 'mongodb'
import { GatewayError } from '../../base/errors.ts'
import { MAX_RESULT_BYTES } from '../../datasource/datasource.ts'
import { resultTooLarge } from '../hosted/failure.ts'
import { type Asked, commandOf, type Found, simple, writing } from './asked.ts'
import { change } from './run-change.ts'
import type { Aggregation, Definition, Insertion } from './statement.ts'
import { fill } from './template.ts'
import { MISPLACED, member } from './values.ts'

export function ask(asked: Asked): Promise<Found> {
  const { statement } = asked
  switch (statement.kind) {
    case 'aggregate':
      return aggregate(asked, statement)
    case 'insert':
      return insert(asked, statement)
    case 'update':
    case 'delete':
      return change(asked, statement)
    case 'define':
      return define(asked, statement)
  }
}

/** Bytes that one batch cannot exceed, by the protocol. */
const LARGEST_MESSAGE = 48_000_000
/** Documents of an ordinary answer come in one batch: one round trip. */
const BATCH = 10_000

async function aggregate(asked: Asked, { collection, pipeline, columns, reversed, limit, nothing }: Aggregation): Promise<Found> {
  const { db, values, options, signal, datasource } = asked
  if (limit !== undefined && fill(limit, values) === 0) return { rows: [] }
  // The server itself stops at one row more than may come.
  const stages = [...(fill(pipeline, values) as Record<string, unknown>[]), { $limit: options.maxRows + 1 }]
  const cursor = db.collection(collection).aggregate(stages, {
    ...commandOf(asked),
    allowDiskUse: true,
    ...simple(asked),
    batchSize: Math.min(options.maxRows + 1, BATCH),
    signal,
  })
  const documents = await collect(cursor, options.maxBytes ?? MAX_RESULT_BYTES, datasource)
  if (documents.length > options.maxRows)
    throw new GatewayError(
      'RESULT_TOO_LARGE',
      `The answer of the datasource ${datasource} has more than ${options.maxRows} rows; ask for a page of it.`,
      { datasource },
    )
  if (nothing !== undefined && documents.length === 0) return { rows: [nothing] }
  const rows = documents.map((document) => columns.map((path) => valueAt(document, path)))
  return { rows: reversed ? rows.reverse() : rows }
}

/** All documents, a batch after the other; to weigh one costs as much as to read it, so none is weighed without need. */
async function collect(cursor: AggregationCursor, maxBytes: number, datasource: string): Promise<readonly Document[]> {
  const documents: Document[] = []
  let weighed = 0
  let bytes = 0
  for (let next = await cursor.next(); next !== null; next = await cursor.next()) {
    const isFirst = documents.length === 0
    documents.push(next, ...cursor.readBufferedDocuments())
    if (isFirst && maxBytes >= LARGEST_MESSAGE) continue
    for (; weighed < documents.length; weighed++) bytes += BSON.calculateObjectSize(documents[weighed] as Document)
    if (bytes <= maxBytes) continue
    // The server keeps what it has not sent yet until it is told.
    void cursor.close().catch(() => undefined)
    throw new GatewayError('RESULT_TOO_LARGE', resultTooLarge(maxBytes).message, { datasource })
  }
  return documents
}

function valueAt(document: unknown, path: readonly string[]): unknown {
  let value = document
  for (const step of path) {
    if (Array.isArray(value)) return MISPLACED
    value = member(value, step)
  }
  return value
}

async function insert(asked: Asked, { collection, documents, unless, returning }: Insertion): Promise<Found> {
  const rows = fill(documents, asked.values) as readonly Map<string, unknown>[]
  if (rows.length === 0) return { rows: [], affected: 0 }
  const into = asked.db.collection(collection)
  const written = unless === undefined ? await insertAll(asked, into, rows) : await insertMissing(asked, into, rows, unless)
  return { rows: written.map((row) => returning.map((path) => valueAt(row, path))), affected: written.length }
}

/** The documents have an _id, for which the driver would look as in a plain object. */
async function insertAll(asked: Asked, into: Collection, rows: readonly Map<string, unknown>[]): Promise<readonly Map<string, unknown>[]> {
  // Of a single one the driver passes on all that the server says of a value that is there already.
  if (rows.length === 1) await into.insertOne(rows[0] as unknown as Document, { ...writing(asked), forceServerObjectId: true })
  else await bulk(asked, into, rows.map((document) => ({ insertOne: { document } })) as unknown as AnyBulkWriteOperation[])
  return rows
}

/** One upsert per row that changes nothing where a document is there: a failed insert would end a transaction. A null is like no other. */
async function insertMissing(
  asked: Asked,
  into: Collection,
  rows: readonly Map<string, unknown>[],
  unless: readonly string[],
): Promise<readonly Map<string, unknown>[]> {
  const operations = rows.map((row) => {
    if (unless.some((column) => !row.has(column))) return { insertOne: { document: row } }
    const filter = Object.fromEntries(unless.map((column) => [column, { $eq: row.get(column) }]))
    const rest = new Map([...row].filter(([column]) => !unless.includes(column)))
    return { updateOne: { filter, update: { $setOnInsert: rest }, upsert: true, ...simple(asked) } }
  }) as unknown as AnyBulkWriteOperation[]
  const { upsertedIds, insertedIds } = await bulk(asked, into, operations)
  return rows.filter((_, i) => Object.hasOwn(upsertedIds, i) || Object.hasOwn(insertedIds, i))
}

/** The driver hides what befell the connection behind an error as if the server had answered; here it comes out as it was. */
async function bulk(asked: Asked, into: Collection, operations: AnyBulkWriteOperation[]): Promise<BulkWriteResult> {
  try {
    return await into.bulkWrite(operations, { ...writing(asked), ordered: true, forceServerObjectId: true })
  } catch (error) {
    throw error instanceof MongoBulkWriteError && error.errorResponse instanceof Error ? error.errorResponse : error
  }
}

const EXISTS = 48
/** How the name of an index over some documents ends, which is otherwise the one that drivers make up. */
const PARTIAL = '_set'

/** Outside any transaction: collections and indexes are not taken back. */
async function define({ db }: Asked, { collection, indexes }: Definition): Promise<Found> {
  try {
    await db.createCollection(collection)
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== EXISTS) throw error
  }
  if (indexes.length > 0)
    await db.collection(collection).createIndexes(
      indexes.map(({ columns, unique, sparse }) => ({
        key: new Map(columns.map((column) => [column, 1 as const])),
        ...(unique ? { unique } : {}),
        // Any value is one that exists, so that the index serves whoever asks for a value; and beside it there may be one over all documents.
        ...(sparse.length === 0
          ? {}
          : {
              name: `${columns.map((column) => `${column}_1`).join('_')}${PARTIAL}`,
              partialFilterExpression: Object.fromEntries(sparse.map((column) => [column, { $exists: true }])),
            }),
      })),
    )
  return { rows: [], affected: 0 }
}

/** The columns of the unique index that an error is about. Of several writes the driver tells no more than the words. */
export function violated(error: unknown): readonly string[] {
  const pattern = (error as { readonly keyPattern?: unknown } | null)?.keyPattern
  if (typeof pattern === 'object' && pattern !== null) return Object.keys(pattern)
  const [, name = ''] = (error instanceof Error && / index: (.+?) (?:collation: .*)?dup key: /s.exec(error.message)) || []
  if (name === '_id_') return ['_id']
  const auto = name.endsWith(PARTIAL) ? name.slice(0, -PARTIAL.length) : name
  return /_-?1$/.test(auto) ? auto.split(/_-?1(?:_|$)/).slice(0, -1) : []
}
