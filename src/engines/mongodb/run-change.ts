/** Changes and deletions of documents, in commands that each leave a single document whole. */

import { GatewayError } from '../../base/errors.ts'
import { type Asked, commandOf, type Found, simple, writing } from './asked.ts'
import type { Addition, Change, Replacement } from './statement.ts'
import { fill, type Template } from './template.ts'

type Query = Record<string, unknown>

export async function change(asked: Asked, statement: Change): Promise<Found> {
  const filter = await filterOf(asked, statement)
  const collection = asked.db.collection(statement.collection)
  const options = { ...writing(asked), ...simple(asked) }
  if (statement.kind === 'delete') {
    const { deletedCount } = await collection.deleteMany(filter, options)
    return { rows: [], affected: Number(deletedCount) }
  }
  await refuseOverflow(asked, statement, filter)
  const inner = statement.set.filter(({ path }) => path.includes('.'))
  // A null where an object is to be entered says no more than nothing would, but nothing can be put into it.
  for (const parent of parentsOf(inner))
    await collection.updateMany(all([filter, { [parent]: { $type: 'null' } }]), { $unset: { [parent]: '' } }, options)
  let affected = 0
  // What is null stays null when something is added to it, so that documents with and without a number are changed apart.
  for (const numbers of choices(statement.add.filter(({ nullable }) => nullable))) {
    const chosen = [...numbers].map(([path, there]) => ({ [path]: there ? { $type: 'number' } : null }))
    const add = statement.add.filter(({ path }) => numbers.get(path) !== false)
    const update = updateOf(asked, statement.set, add)
    const found = all([filter, ...chosen])
    if (Object.keys(update).length === 0)
      affected += await asked.db.collection(statement.collection).countDocuments(found, { ...commandOf(asked), ...simple(asked) })
    else affected += Number((await collection.updateMany(found, update, options)).matchedCount)
  }
  return { rows: [], affected }
}

const all = (queries: readonly Query[]): Query => {
  const said = queries.filter((query) => Object.keys(query).length > 0)
  return said.length === 0 ? {} : said.length === 1 ? (said[0] as Query) : { $and: said }
}

/** The filter, or where it takes more than that, the documents that were found. */
async function filterOf(asked: Asked, { collection, stages }: Change): Promise<Query> {
  const filled = fill(stages as Template, asked.values) as readonly Query[]
  if (filled.every((stage) => '$match' in stage)) return all(filled.map(({ $match }) => $match as Query))
  const cursor = asked.db
    .collection(collection)
    .aggregate([...filled, { $project: { _id: 1 } }], { ...commandOf(asked), ...simple(asked), signal: asked.signal })
  const found = await cursor.toArray()
  // What can be said of the documents themselves is looked at once more as they are changed.
  const own = filled.slice(
    0,
    Math.max(
      0,
      filled.findIndex((stage) => !('$match' in stage)),
    ),
  )
  return all([{ _id: { $in: found.map(({ _id }) => _id) } }, ...own.map(({ $match }) => $match as Query)])
}

/** The objects that are entered, outer ones first. */
function parentsOf(inner: readonly Replacement[]): readonly string[] {
  const parents = inner.flatMap(({ path }) => {
    const steps = path.split('.')
    return steps.slice(1).map((_, i) => steps.slice(0, i + 1).join('.'))
  })
  return [...new Set(parents)].sort((a, b) => a.length - b.length)
}

async function refuseOverflow(asked: Asked, { collection, add }: Change, filter: Query): Promise<void> {
  for (const { path, beyond, field } of add) {
    const found = await asked.db
      .collection(collection)
      .find(all([filter, { [path]: fill(beyond, asked.values) }]), {
        ...commandOf(asked),
        ...simple(asked),
        projection: { _id: 1 },
        limit: 1,
      })
      .toArray()
    if (found.length > 0)
      throw new GatewayError('BAD_USER_INPUT', 'A value is outside what its column can hold.', {
        datasource: asked.datasource,
        fields: [field],
      })
  }
}

/** Every way in which some of the numbers may be there. */
function choices(nullable: readonly Addition[]): ReadonlyMap<string, boolean>[] {
  return nullable.reduce<Map<string, boolean>[]>(
    (ways, { path }) => ways.flatMap((way) => [true, false].map((there) => new Map([...way, [path, there]]))),
    [new Map()],
  )
}

/** The operators of an update. A field of its own that is null is left out; one inside an object is null there, so that the object is. */
function updateOf({ values }: Asked, set: readonly Replacement[], add: readonly Addition[]): Record<string, Query> {
  const given = set.map(({ path, value }) => [path, fill(value, values)] as const)
  const kept = given.filter(([path, value]) => value !== null || path.includes('.'))
  const gone = given.filter(([path, value]) => value === null && !path.includes('.'))
  const operators: readonly (readonly [string, Query])[] = [
    ['$set', Object.fromEntries(kept)],
    ['$unset', Object.fromEntries(gone.map(([path]) => [path, '']))],
    ['$inc', Object.fromEntries(add.map(({ path, value }) => [path, fill(value, values)]))],
  ]
  return Object.fromEntries(operators.filter(([, of]) => Object.keys(of).length > 0))
}
