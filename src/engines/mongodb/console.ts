/** An operator's question to MongoDB: one find or aggregate document, of operators that only read, on a client of its own. */

import { Binary, BSON, Decimal128, type Document, Double, Int32, Long, MongoClient, MongoServerError, ObjectId, Timestamp } from 'mongodb'
import { GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import type { Settings } from '../../datasource/datasource.ts'
import type { Console, ConsoleAnswer, ConsoleQuery } from '../../datasource/report.ts'
import { type ConsoleSession, createConsole, databaseError, STATEMENT_LIMIT, unfitLogin } from '../console/console.ts'
import { base64, double, gather } from '../console/gather.ts'
import { tlsOf } from '../server/options.ts'
import { classify } from './classify.ts'
import { type MongoQuestion, readQuestion } from './console-question.ts'

const CONNECT_LIMIT = 3_000
/** Documents of one batch: each may have 16 MB. */
const BATCH = 50

const REMEDY = "Make one that only reads: db.createUser({user: 'reader', pwd: …, roles: [{role: 'read', db: 'the_database'}]})."

/** Null where no login is named for it. */
export function mongodbConsole(name: string, settings: Settings): Console | null {
  const user = settings.ADMIN_SQL__USER
  if (typeof user !== 'string' || user === '') return null
  return mongodbConsoleAs(name, settings, { username: user, password: String(settings.ADMIN_SQL__PASSWORD ?? '') })
}

/** @param login null for a server that knows no logins */
export function mongodbConsoleAs(
  name: string,
  settings: Settings,
  login: { readonly username: string; readonly password: string } | null,
): Console {
  const host = String(settings.DB_HOST ?? '127.0.0.1')
  const bracketed = host.includes(':') ? `[${host}]` : host
  const tls = tlsOf(settings)
  const url = settings.SRV === true ? `mongodb+srv://${host}/` : `mongodb://${bracketed}:${settings.DB_PORT ?? 27017}/`
  const given: Record<string, unknown> = {
    replicaSet: settings.REPLICA_SET,
    authSource: login === null ? undefined : settings.AUTH_SOURCE,
    directConnection: settings.DIRECT_CONNECTION === true ? true : undefined,
    auth: login ?? undefined,
  }
  const connect = async (): Promise<ConsoleSession> => {
    const client = new MongoClient(url, {
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      tls: tls !== null,
      ...(tls ?? {}),
      appName: 'switchyard console',
      maxPoolSize: 1,
      connectTimeoutMS: CONNECT_LIMIT,
      serverSelectionTimeoutMS: CONNECT_LIMIT,
      socketTimeoutMS: STATEMENT_LIMIT + CONNECT_LIMIT,
      retryReads: false,
      promoteValues: false,
    })
    client.on('error', () => undefined)
    try {
      await client.connect()
      const db = client.db(String(settings.DB_NAME))
      if (login !== null) {
        const status = await client.db('admin').command({ connectionStatus: 1, showPrivileges: true })
        const rights = unfitPrivileges(BSON.EJSON.serialize(status, { relaxed: true }) as Document)
        if (rights.length > 0) throw unfitLogin(name, rights, REMEDY)
      }
      return {
        ask: (question) => ask(name, client, db.databaseName, question),
        cancel: () => client.close(true),
        close: () => client.close(true),
      }
    } catch (error) {
      await client.close(true).catch(() => undefined)
      throw error instanceof GatewayError ? error : databaseError(name, { failure: unavailable(classify(error)) })
    }
  }
  return createConsole({
    name,
    refuse: ({ query, params }) => {
      const read = readQuestion(query)
      if (typeof read === 'string') return read
      return params.length > 0 ? 'A question to MongoDB takes no params: write the values into the document, as extended JSON.' : undefined
    },
    connect,
  })
}

const unavailable = (found: ReturnType<typeof classify>): ReturnType<typeof classify> =>
  found.code === 'INTERNAL_SERVER_ERROR' ? { ...found, code: 'DATASOURCE_UNAVAILABLE', message: 'The datasource is not available.' } : found

/** Actions that roles of readers have. */
const READS =
  /^(find|listCollections|listIndexes|listSearchIndexes|collStats|dbStats|dbHash|killCursors|changeStream|listDatabases|planCacheRead|connPoolStats|getClusterParameter|serverStatus|top|inprog|hostInfo|getCmdLineOpts|getParameter|listClusterCatalog|changeOwnPassword|changeOwnCustomData|viewUser|viewRole|validate|getDatabaseVersion|checkMetadataConsistency|replSetGetStatus|replSetGetConfig)$/

/** What the privileges in a connectionStatus allow beside reading. */
export function unfitPrivileges(status: Document): string[] {
  const privileges = (
    status.authInfo as { authenticatedUserPrivileges?: readonly { resource?: Document; actions?: readonly string[] }[] } | undefined
  )?.authenticatedUserPrivileges
  if (privileges === undefined) return ['unknown: the server does not tell its privileges']
  return privileges.flatMap(({ resource, actions = [] }) =>
    actions.filter((action) => !READS.test(action)).map((action) => `${action} on ${String(resource?.db ?? 'the cluster')}`),
  )
}

async function ask(name: string, client: MongoClient, database: string, question: ConsoleQuery): Promise<ConsoleAnswer> {
  const read = readQuestion(question.query) as MongoQuestion
  const rows = gather(question)
  const documents: Document[] = []
  try {
    const collection = client.db(database).collection(read.collection)
    const common = { maxTimeMS: STATEMENT_LIMIT, batchSize: Math.min(BATCH, question.maxRows + 1), comment: 'switchyard console' }
    const cursor =
      read.kind === 'find'
        ? collection.find(read.filter, { ...common, ...read.options })
        : collection.aggregate([...read.pipeline], { ...common, ...read.options, allowDiskUse: false })
    let bytes = 0
    for await (const document of cursor) {
      bytes += BSON.calculateObjectSize(document)
      if (documents.length >= question.maxRows || bytes > question.maxBytes) {
        rows.cut()
        break
      }
      documents.push(document)
    }
    await cursor.close()
  } catch (error) {
    const spoke = error instanceof MongoServerError
    throw databaseError(name, {
      failure: classify(error),
      ...(spoke ? { words: error.message } : {}),
      denied: spoke && Number(error.code) === 13,
    })
  }
  // Documents need not have the same fields: a column for each that any of them has.
  const columns = [...new Set(documents.flatMap((document) => Object.keys(document)))]
  const all = documents.map((document) => columns.map((column) => (Object.hasOwn(document, column) ? jsonOf(document[column]) : null)))
  return { columns, rows: all, truncated: rows.truncated }
}

/** BSON as JSON: 64 bits and decimals as text, dates as RFC 3339, bytes in base64, the rest as extended JSON has it. */
function jsonOf(value: unknown): Value {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return double(value)
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Int32 || value instanceof Double) return double(Number(value.valueOf()))
  if (value instanceof Timestamp) return BSON.EJSON.serialize({ value }).value as Value
  if (value instanceof Long || value instanceof Decimal128) return value.toString()
  if (value instanceof ObjectId) return value.toHexString()
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (value instanceof Binary) return value.sub_type === Binary.SUBTYPE_UUID ? value.toUUID().toString() : base64(value.buffer)
  if (value instanceof Uint8Array) return base64(value)
  if (Array.isArray(value)) return value.map(jsonOf)
  if ((value as { _bsontype?: unknown })._bsontype !== undefined) return (BSON.EJSON.serialize({ value }) as { value: Value }).value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, jsonOf(inner)]))
}
