/** Removed rows, and what goes or changes with them: the same on every engine, whatever its tables declare. */

import { GatewayError } from '../../base/errors.ts'
import { tupleKey, type Value } from '../../base/json.ts'
import { type CatalogModel, fieldAt } from '../../model/catalog.ts'
import { type Reference, referencesAround } from '../../model/references.ts'
import { and, bindList, paths, TRUE } from '../../query/build.ts'
import type { Predicate } from '../../query/query.ts'
import { expected, lockMatching, needsTransactions, refuseMissing } from './change.ts'
import { dangling } from './create.ts'
import type { Mutation } from './mutation.ts'
import { ordered } from './order.ts'
import { assignments } from './values.ts'
import { isAnyOf, isRow, lockRows, modelIn, overtaken, present, read, tupleOf, type Values, type WorkEnv, write } from './work.ts'

/** How many rows one mutation may take along. */
const MAX_CASCADE = 10_000

/** Rows that are to go. */
export interface Doomed {
  readonly model: CatalogModel
  readonly rows: readonly Values[]
  readonly keys: readonly Value[][]
}

/** The row with this key, locked. @throws GatewayError NOT_FOUND, VERSION_CONFLICT */
export async function doomedRow(env: WorkEnv, { model: name, key, version }: Extract<Mutation, { kind: 'delete' }>): Promise<Doomed> {
  const model = modelIn(env, name)
  const binds = bindList()
  const rows = await lockRows(env, model, held(env, model), expected(model, isRow(model.key, key, binds), version, binds), binds)
  if (rows.length === 0) await refuseMissing(env, model, key, version)
  return doomed(model, rows)
}

/** The rows for which the filter is true, locked. @throws GatewayError AT_MOST_EXCEEDED */
export async function doomedRows(
  env: WorkEnv,
  { model: name, atMost }: Extract<Mutation, { kind: 'deleteMany' }>,
  where: Predicate | undefined,
  given: readonly Value[],
): Promise<Doomed> {
  const model = modelIn(env, name)
  return doomed(model, await lockMatching(env, model, held(env, model), where, given, atMost))
}

const doomed = (model: CatalogModel, rows: readonly Values[]): Doomed => ({ model, rows, keys: rows.map((row) => tupleOf(row, model.key)) })

/** The key, and what rows of other models refer to. */
function held({ catalog }: WorkEnv, model: CatalogModel): string[] {
  const { down } = referencesAround(catalog, model.name)
  return [
    ...new Set([
      ...model.key,
      ...down.flatMap(({ child, fields, references }) => (child === model ? [...references, ...fields] : references)),
    ]),
  ]
}

/**
 * Removes the rows and all that hangs on them.
 * @param still of a row that could not be locked: what must hold of it when it is removed
 */
export async function removeRows(env: WorkEnv, root: Doomed, still: Predicate = TRUE, given: readonly Value[] = []): Promise<void> {
  if (root.keys.length === 0) return
  const going = await collect(env, root)
  if (env.alone && [...going.values()].some(({ rows, model }) => model !== root.model || rows.length > 1)) throw needsTransactions(env)
  for (const { model, rows } of childrenFirst(env, going)) {
    await checkChildren(env, model, going)
    const { rounds, knots } = ordered(env.catalog, model, rows)
    for (const [reference, knotted] of knots) await untie(env, reference, knotted)
    for (const round of rounds) {
      const binds = bindList([...given])
      const these = isAnyOf(
        model.key,
        round.map((row) => tupleOf(row, model.key)),
        binds,
      )
      const where = env.alone && still !== TRUE ? and([still, these]) : these
      const { affected } = await write(env, { kind: 'delete', model: model.name, where }, binds.values)
      if (env.alone && affected === 0) throw overtaken(env.datasource.name)
    }
  }
}

/** Lets rows go that refer to themselves or to each other in a circle: some databases remove one row at a time, and would find it referred to. */
async function untie(env: WorkEnv, { child, fields }: Reference, rows: readonly Values[]): Promise<void> {
  if (env.datasource.capabilities.foreignKeys === false || fields.some((field) => fieldAt(child, [field]).nullable === false)) return
  const binds = bindList()
  const where = isAnyOf(
    child.key,
    rows.map((row) => tupleOf(row, child.key)),
    binds,
  )
  const nothing = binds.bind(null)
  await write(
    env,
    { kind: 'update', model: child.name, where, set: fields.map((field) => ({ path: [field], op: 'set', value: nothing })) },
    binds.values,
  )
}

/** By model, every row that goes: the given ones and, over and over, those that refer to them and go along. */
async function collect(env: WorkEnv, root: Doomed): Promise<Map<string, Doomed>> {
  const going = new Map<string, Doomed>()
  const seen = new Set<string>()
  const open: Doomed[] = [root]
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { model } = next
    const fresh = next.rows.filter((row) => {
      const text = `${model.name} ${tupleKey(tupleOf(row, model.key))}`
      return !seen.has(text) && seen.add(text)
    })
    if (fresh.length === 0) continue
    if (seen.size - root.rows.length > MAX_CASCADE)
      throw new GatewayError(
        'QUERY_LIMIT_EXCEEDED',
        `More than ${MAX_CASCADE} rows would be deleted along. Delete those that refer to it first.`,
      )
    going.set(model.name, doomed(model, [...(going.get(model.name)?.rows ?? []), ...fresh]))
    for (const reference of referencesAround(env.catalog, model.name).down) {
      const tuples = fresh.map((row) => tupleOf(row, reference.references)).filter((tuple) => !tuple.includes(null))
      if (tuples.length === 0) continue
      if (reference.onDelete === 'cascade') open.push(await children(env, reference, tuples))
      if (reference.onDelete === 'setNull') await letGo(env, reference, tuples)
    }
  }
  return going
}

async function children(env: WorkEnv, { child, fields }: Reference, tuples: readonly Value[][]): Promise<Doomed> {
  const binds = bindList()
  const rows = await lockRows(env, child, held(env, child), isAnyOf(fields, tuples, binds), binds, MAX_CASCADE + 1)
  return doomed(child, rows)
}

/** Sets the references to rows that go to null; that is a change of those rows as any other. */
async function letGo(env: WorkEnv, { child, fields }: Reference, tuples: readonly Value[][]): Promise<void> {
  if (env.alone) {
    const found = await present(env, child.name, fields, tuples)
    if (found.size > 0) throw needsTransactions(env)
    return
  }
  const binds = bindList()
  const where = isAnyOf(fields, tuples, binds)
  const set = assignments(
    child,
    fields.map((field) => ({ field, op: 'set', value: null })),
    env.now,
    binds,
  )
  await write(env, { kind: 'update', model: child.name, where, set }, binds.values)
}

/** Looks for rows that stay and refer to rows that go, where the database does not. */
async function checkChildren(env: WorkEnv, model: CatalogModel, going: ReadonlyMap<string, Doomed>): Promise<void> {
  if (env.datasource.capabilities.foreignKeys !== false) return
  const rows = going.get(model.name)?.rows ?? []
  for (const { child, fields, references, onDelete } of referencesAround(env.catalog, model.name).down) {
    const tuples = rows.map((row) => tupleOf(row, references)).filter((tuple) => !tuple.includes(null))
    if (onDelete === 'cascade' || onDelete === 'setNull' || tuples.length === 0) continue
    const binds = bindList()
    const refers = isAnyOf(fields, tuples, binds)
    const gone = going.get(child.name)?.keys ?? []
    const stays: Predicate = { kind: 'member', fields: paths(child.key), of: binds.bind(gone), negated: true }
    const found = await read(
      env,
      { model: child.name, select: [{ kind: 'value', of: { kind: 'aggregate', fn: 'count' } }], where: and([refers, stays]) },
      binds.values,
    )
    if (found[0]?.[0] !== 0) throw dangling(undefined)
  }
}

/** Models whose rows refer to others before those; where they refer to each other in a circle, in some order. */
function childrenFirst({ catalog }: WorkEnv, going: ReadonlyMap<string, Doomed>): Doomed[] {
  const order: Doomed[] = []
  const seen = new Set<string>()
  const visit = (one: Doomed): void => {
    if (seen.has(one.model.name)) return
    seen.add(one.model.name)
    for (const { child } of referencesAround(catalog, one.model.name).down) {
      const below = going.get(child.name)
      if (below !== undefined) visit(below)
    }
    order.push(one)
  }
  for (const one of going.values()) visit(one)
  return order
}
