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
import { type Asked, commandOf, type Found, writing } from './asked.ts'
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

async function aggregate(asked: Asked, { collection, pipeline, columns, reversed, limit }: Aggregation): Promise<Found> {
  const { db, values, options, signal, datasource } = asked
  if (limit !== undefined && fill(limit, values) === 0) return { rows: [] }
  // The server itself stops at one row more than may come.
  const stages = [...(fill(pipeline, values) as Record<string, unknown>[]), { $limit: options.maxRows + 1 }]
  const cursor = db.collection(collection).aggregate(stages, {
    ...commandOf(asked),
    allowDiskUse: true,
    // A collection may have an order of text of its own, blind for case, which would then also decide what is equal.
    ...(asked.collations ? { collation: { locale: 'simple' } } : {}),
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

/** The driver would look for an _id in a plain object, so maps go through a bulk write. */
async function insertAll(asked: Asked, into: Collection, rows: readonly Map<string, unknown>[]): Promise<readonly Map<string, unknown>[]> {
  const operations = rows.map((document) => ({ insertOne: { document } })) as unknown as AnyBulkWriteOperation[]
  await bulk(asked, into, operations)
  return rows
}

/** One upsert per row that changes nothing where a document is there: a failed insert would end a transaction. */
async function insertMissing(
  asked: Asked,
  into: Collection,
  rows: readonly Map<string, unknown>[],
  unless: readonly string[],
): Promise<readonly Map<string, unknown>[]> {
  const operations = rows.map((row) => {
    const filter = Object.fromEntries(unless.map((column) => [column, { $eq: row.get(column) ?? null }]))
    const rest = new Map([...row].filter(([column]) => !unless.includes(column)))
    return { updateOne: { filter, update: { $setOnInsert: rest }, upsert: true } }
  }) as unknown as AnyBulkWriteOperation[]
  const { upsertedIds } = await bulk(asked, into, operations)
  return rows.filter((_, i) => Object.hasOwn(upsertedIds, i))
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
        key: Object.fromEntries(columns.map((column) => [column, 1 as const])),
        ...(unique ? { unique } : {}),
        ...(Object.keys(sparse).length === 0
          ? {}
          : { partialFilterExpression: Object.fromEntries(Object.entries(sparse).map(([column, types]) => [column, { $type: types }])) }),
      })),
    )
  return { rows: [], affected: 0 }
}

/** The columns of the unique index that an error is about. */
export function violated(error: unknown): readonly string[] {
  const inner = error instanceof MongoBulkWriteError ? ([error.writeErrors].flat()[0]?.err ?? error) : error
  const pattern = (inner as { readonly keyPattern?: unknown } | null)?.keyPattern
  return typeof pattern === 'object' && pattern !== null ? Object.keys(pattern) : []
}
