/** What a database holds, as far as its documents tell: a sample of each collection becomes columns. */

import type { Collection, Db, Document } from 'mongodb'
import type { ColumnInfo, IntrospectOptions, TableInfo } from '../../datasource/introspection.ts'
import { isClassified, isForbidden } from './classify.ts'
import { createShape, type Shape, shapeType } from './shape.ts'

const SAMPLE = 1_000
const VIEW_COLLATED = 'It has a collation of its own, which no question to a view can set aside: MongoDB refuses to read it here.'
const CAPPED = 'It is capped: no transaction writes to it, so that nothing is written to it here. Write readOnly: true.'
const TIMESERIES = 'It is a time series, which is only read here: its documents have no key that the server keeps.'
const COLLATED =
  'It has a collation of its own. Texts are compared exactly all the same, for which indexes on texts of this collection are of no use.'

export async function introspectCollections(db: Db, { sample = SAMPLE }: IntrospectOptions): Promise<readonly TableInfo[]> {
  const found = (await collectionsOf(db))
    .filter(({ name }) => !/^(system\.|enxcol_\.)/.test(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const tables: TableInfo[] = []
  // One after the other: nobody waits for this, and the database has other work.
  for (const { name, type, options } of found) tables.push(await tableOf(db.collection(name), type, sample, options))
  return tables
}

type Listed = { readonly name: string; readonly type?: string; readonly options?: Document }

/** With what they are like; whoever may not know that is told the names of those that he may read. */
export async function collectionsOf(db: Db): Promise<readonly Listed[]> {
  try {
    return await db.listCollections({}, { nameOnly: false }).toArray()
  } catch (error) {
    if (!isForbidden(error)) throw error
    return db.listCollections({}, { nameOnly: true, authorizedCollections: true }).toArray()
  }
}

async function tableOf(collection: Collection, type = 'collection', sample: number, options: Document = {}): Promise<TableInfo> {
  const isView = type !== 'collection'
  const collated = options.collation !== undefined
  const root = createShape()
  const documents = await sampleOf(collection, sample)
  for (const document of documents) root.add(document)
  const columns = [...root.keys()].map(([name, shape]) => columnOf(name, shape, documents.length))
  if (documents.length === 0) columns.push(columnOf('_id', createShape(), 0))
  const { uniques, indexes, notes } = isView ? { uniques: [], indexes: [], notes: [] } : await indexesOf(collection)
  const seen =
    documents.length === 0 ? 'It is empty, so nothing is known of its documents.' : `Its fields are those of ${documents.length} documents.`
  return {
    schema: null,
    name: collection.collectionName,
    kind: isView ? 'view' : 'table',
    comment: null,
    columns: columns.toSorted((a, b) => Number(b.name === '_id') - Number(a.name === '_id')),
    primaryKey: isView ? [] : ['_id'],
    uniques,
    indexes,
    foreignKeys: [],
    sampled: documents.length,
    notes: [
      seen,
      ...(type === 'timeseries' ? [TIMESERIES] : []),
      ...(options.capped === true ? [CAPPED] : []),
      ...(collated ? [type === 'view' ? VIEW_COLLATED : COLLATED] : []),
      ...notes,
    ],
  }
}

/** As the server stores them: whole numbers and fractions apart. */
const RAW = { promoteValues: false, promoteLongs: false, useBigInt64: false }

async function sampleOf(collection: Collection, size: number): Promise<Document[]> {
  try {
    return await collection.aggregate([{ $sample: { size } }], RAW).toArray()
  } catch (error) {
    // The first ones instead, where a server cannot choose, or not among documents as large as these.
    if (!isClassified(error) || isForbidden(error)) throw error
    return collection.find({}, RAW).limit(size).toArray()
  }
}

function columnOf(name: string, shape: Shape, documents: number): ColumnInfo {
  const { type, note, nativeType } = shapeType(name, shape)
  return {
    name,
    nativeType,
    type: name === '_id' && documents === 0 ? { kind: 'objectId' } : type,
    note,
    // A field that every document of a sample has may be missing in others all the same; the key is always there.
    nullable: name !== '_id' && (shape.values() < documents || documents === 0),
    identity: false,
    computed: false,
    default: null,
    comment: null,
  }
}

type Indexes = Pick<TableInfo, 'uniques' | 'indexes'> & { readonly notes: readonly string[] }

async function indexesOf(collection: Collection): Promise<Indexes> {
  const uniques: string[][] = []
  const indexes: string[][] = []
  const notes: string[] = []
  let listed: Document[]
  try {
    listed = await collection.listIndexes().toArray()
  } catch (error) {
    if (!isClassified(error)) throw error
    return { uniques, indexes, notes: ['Its indexes could not be read.'] }
  }
  for (const index of listed) {
    const columns = Object.keys(index.key as object)
    if (columns.join() === '_id') continue
    if (
      Object.values(index.key as object).some((direction) => Math.abs(Number(direction)) !== 1) ||
      columns.some((column) => column.includes('.') || column.startsWith('$'))
    ) {
      notes.push(`Its index ${String(index.name)} is of a kind that models do not know.`)
      continue
    }
    // An index over some documents alone says nothing about the others.
    const partial = index.partialFilterExpression !== undefined || index.sparse === true
    if (index.unique === true) {
      uniques.push(columns)
      if (partial) notes.push(`Its unique index ${String(index.name)} is over some documents alone: those without a value are not in it.`)
    } else if (!partial) indexes.push(columns)
  }
  return { uniques, indexes, notes }
}
