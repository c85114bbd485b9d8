/** Changes of rows that are there: by key, by filter, and inserts that update what they meet. */

import { badInput, GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import type { CatalogField, CatalogModel } from '../../model/catalog.ts'
import { referencesAround } from '../../model/references.ts'
import { brokenRules } from '../../model/rules.ts'
import { and, type BindList, bindList, eq, fieldOperand, paths, TRUE } from '../../query/build.ts'
import type { Predicate, Read } from '../../query/query.ts'
import { checkParents, complete, connectRows, createRows, leftOut } from './create.ts'
import type { Change, Mutation } from './mutation.ts'
import { assignments, versionOf } from './values.ts'
import {
  isAnyOf,
  isRow,
  lockRows,
  modelIn,
  overtaken,
  present,
  read,
  rowMissing,
  tupleOf,
  type Values,
  versionPassed,
  type WorkEnv,
  write,
} from './work.ts'

type Update = Extract<Mutation, { kind: 'update' }>
type UpdateMany = Extract<Mutation, { kind: 'updateMany' }>
type Upsert = Extract<Mutation, { kind: 'upsert' }>

/** @throws GatewayError NOT_FOUND where there is no such row, VERSION_CONFLICT where it has another version */
export async function updateRow(env: WorkEnv, { model: name, key, version, set }: Update): Promise<void> {
  const model = modelIn(env, name)
  // What broke a rule could not be taken back.
  if (env.alone && ruledSums(model, set).length > 0) throw needsTransactions(env)
  await checkReferences(env, model, set, (binds) => isRow(model.key, key, binds))
  const binds = bindList()
  const where = expected(model, isRow(model.key, key, binds), version, binds)
  const { affected } = await write(env, { kind: 'update', model: name, where, set: assignments(model, set, env.now, binds) }, binds.values)
  if (affected === 0) await refuseMissing(env, model, key, version)
  await checkSums(env, model, set, [key])
}

/** Whether what an increment made of a value still meets the rules of its field, which nobody could tell before. */
async function checkSums(env: WorkEnv, model: CatalogModel, set: readonly Change[], keys: readonly (readonly Value[])[]): Promise<void> {
  const fields = ruledSums(model, set)
  if (fields.length === 0) return
  const binds = bindList()
  const rows = await lockRows(
    env,
    model,
    fields.map(({ name }) => name),
    isAnyOf(model.key, keys, binds),
    binds,
  )
  for (const row of rows)
    for (const field of fields) {
      const value = row.get(field.name) ?? null
      const [broken] = value === null ? [] : brokenRules(field, value)
      const path = `set.${field.name}.increment`
      if (broken !== undefined) throw badInput(`${path} makes it ${value}, which ${broken}.`, [path])
    }
}

const ruledSums = (model: CatalogModel, set: readonly Change[]): CatalogField[] =>
  set
    .filter(({ op }) => op === 'increment')
    .flatMap(({ field }) => model.fields.get(field) ?? [])
    .filter(({ min, maxValue, check }) => min !== undefined || maxValue !== undefined || check !== undefined)

/** The filter, and that the row has the version that its reader saw. */
export function expected(model: CatalogModel, where: Predicate, version: Value | undefined, binds: BindList): Predicate {
  const field = versionOf(model)
  if (version === undefined || field === undefined) return where
  return and([where, eq(fieldOperand([field.name]), binds.bind(version))])
}

/** Tells why no row matched. */
export async function refuseMissing(env: WorkEnv, model: CatalogModel, key: readonly Value[], version: Value | undefined): Promise<never> {
  const binds = bindList()
  const found = await lockRows(env, model, model.key, isRow(model.key, key, binds), binds)
  const field = versionOf(model)
  if (found.length === 0) throw rowMissing(model.name)
  if (version !== undefined && field !== undefined) throw versionPassed(model, field.name)
  throw overtaken(env.datasource.name)
}

/**
 * @param where local to the datasource, by slots of `given`
 * @returns the keys of the changed rows
 * @throws GatewayError AT_MOST_EXCEEDED with how many there are
 */
export async function updateRows(
  env: WorkEnv,
  { model: name, set, atMost }: UpdateMany,
  where: Predicate | undefined,
  given: readonly Value[],
): Promise<Value[][]> {
  const model = modelIn(env, name)
  const keys = (await lockMatching(env, model, model.key, where, given, atMost)).map((row) => tupleOf(row, model.key))
  if (keys.length === 0) return []
  if (env.alone && ruledSums(model, set).length > 0) throw needsTransactions(env)
  await checkReferences(env, model, set, (binds) => isAnyOf(model.key, keys, binds))
  const binds = bindList([...given])
  const these = isAnyOf(model.key, keys, binds)
  // Without a lock the row may no longer be one of those that are meant.
  const still = env.alone && where !== undefined ? and([where, these]) : these
  const { affected } = await write(
    env,
    { kind: 'update', model: name, where: still, set: assignments(model, set, env.now, binds) },
    binds.values,
  )
  if (affected !== keys.length) throw overtaken(env.datasource.name)
  await checkSums(env, model, set, keys)
  return keys
}

/** Some fields of the rows that a bulk form is about, locked. @throws GatewayError AT_MOST_EXCEEDED */
export async function lockMatching(
  env: WorkEnv,
  model: CatalogModel,
  fields: readonly string[],
  where: Predicate | undefined,
  given: readonly Value[],
  atMost: number,
): Promise<Values[]> {
  const binds = bindList([...given])
  const rows = await lockRows(env, model, fields, where ?? TRUE, binds, atMost + 1)
  if (rows.length <= atMost) {
    if (env.alone && rows.length > 1) throw needsTransactions(env)
    return rows
  }
  const count: Read = { model: model.name, select: [{ kind: 'value', of: { kind: 'aggregate', fn: 'count' } }], where: where ?? TRUE }
  const [[total] = []] = await read(env, count, given)
  throw new GatewayError(
    'AT_MOST_EXCEEDED',
    `${total} rows match, and atMost is ${atMost}. Nothing was changed. Narrow where, or raise atMost.`,
  )
}

export function needsTransactions({ datasource: { name } }: Pick<WorkEnv, 'datasource'>): GatewayError {
  return new GatewayError(
    'QUERY_UNSUPPORTED',
    `The datasource ${name} has no transactions, so that one operation may write a single row. Send rows one by one, or run the database as a replica set.`,
    { datasource: name },
  )
}

/** Looks for the rows that changed references lead to, where the database does not. */
async function checkReferences(
  env: WorkEnv,
  model: CatalogModel,
  set: readonly Change[],
  where: (binds: BindList) => Predicate,
): Promise<void> {
  if (env.datasource.capabilities.foreignKeys !== false) return
  const changed = new Map(set.filter(({ op }) => op === 'set').map(({ field, value }) => [field, value]))
  const touched = referencesAround(env.catalog, model.name).up.filter(({ fields }) => fields.some((field) => changed.has(field)))
  if (touched.length === 0) return
  const fields = [...new Set([...model.key, ...touched.flatMap((reference) => reference.fields)])]
  const binds = bindList()
  const rows = await lockRows(env, model, fields, where(binds), binds)
  await checkParents(
    env,
    model,
    rows.map((row) => new Map([...row, ...changed])),
  )
}

/**
 * Inserts a row, or updates the one that has its values of `target`.
 * @returns the values of `target`, by which the row is found
 */
export async function upsertRow(env: WorkEnv, { model: name, row, target }: Upsert): Promise<Value[]> {
  const model = modelIn(env, name)
  const found = tupleOf(row.values, target)
  const values = new Map(row.values)
  await connectRows(env, model, [row], [values])
  const set = changesOf(model, values, target)
  if (env.datasource.capabilities.upsert === 'target') {
    complete(env, model, values)
    await checkParents(env, model, [values])
    const fields = [...values.keys()].sort()
    const binds = bindList([[fields.map((field) => values.get(field) ?? null)]])
    const change = set.length === 0 ? 'nothing' : assignments(model, set, env.now, binds)
    const conflict = { target: paths(target), set: change } as const
    const insert = { kind: 'insert', model: name, fields: paths(fields), rows: { slot: 0 }, conflict, returning: [] } as const
    const { affected } = await orOvertaken(write(env, insert, binds.values))
    // Nothing was to be changed of a row that is there.
    if (affected === 0 && (set.length > 0 || (await present(env, name, target, [found])).size === 0)) throw leftOut(env.datasource.name)
    return found
  }
  const binds = bindList()
  const [there] = await lockRows(env, model, model.key, isRow(target, found, binds), binds)
  if (there !== undefined) {
    if (set.length > 0) await updateRow(env, { kind: 'update', model: name, key: tupleOf(there, model.key), set })
    return found
  }
  await orOvertaken(createRows(env, name, [{ values, connect: [], create: [] }]))
  return found
}

/**
 * A row that was not there a moment ago may be there now: whoever sees it from the beginning updates it. That is so whichever fields
 * the database names: of a row that is the same in several of its unique groups it tells one.
 */
const orOvertaken = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw error instanceof GatewayError && error.code === 'UNIQUE_VIOLATION' ? new Overtaken(error) : error
  })

/** An upsert met a row that it had not seen; the whole transaction may be tried again. */
export class Overtaken extends Error {
  readonly failure: GatewayError

  constructor(failure: GatewayError) {
    super(failure.message)
    this.failure = failure
  }
}

/** What an upsert changes of a row that is there: all that was given, but what identifies it. */
const changesOf = (model: CatalogModel, values: Values, target: readonly string[]): Change[] =>
  [...values]
    .filter(([field]) => !target.includes(field) && !model.key.includes(field))
    .map(([field, value]) => ({ field, op: 'set', value }))
