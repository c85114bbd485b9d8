/** One mutation in its transaction: the write, and the part of its payload that the same datasource answers. */

import { GatewayError } from '../../base/errors.ts'
import { tupleKey, type Value } from '../../base/json.ts'
import { outcomeUnknown } from '../../datasource/bounded.ts'
import { modelOf } from '../../model/catalog.ts'
import { bindList, paths, TRUE } from '../../query/build.ts'
import type { Path, Read, Selected } from '../../query/query.ts'
import { type ExecuteEnv, executeWithin, type Rest, type Row } from '../execute.ts'
import type { Fetch } from '../plan.ts'
import { expected, needsTransactions, updateRow, updateRows, upsertRow } from './change.ts'
import { createRows } from './create.ts'
import type { MutationAnswer, MutationField, NewRow } from './mutation.ts'
import type { Kept } from './once.ts'
import type { Prepared } from './prepare.ts'
import { doomedRow, doomedRows, removeRows } from './remove.ts'
import { tupleOf, type WorkEnv } from './work.ts'

export interface PerformEnv extends WorkEnv {
  readonly execute: ExecuteEnv
  plan(read: Read, binds: readonly Value[]): { readonly fetch: Fetch; readonly binds: readonly Value[] }
}

/** What a mutation did; `rest` asks other datasources for their part of the payload, after the commit. */
export interface Performed {
  readonly kept: Kept
  rest(): Promise<MutationAnswer>
}

/** What was done before, told again: of rows that are gone nothing is left to tell. */
export async function tellAgain(env: PerformEnv, { mutation, select, binds }: MutationField, kept: Kept): Promise<Performed> {
  return performed(kept, await rowsOf(env, mutation.model, kept.on, kept.keys, select, binds.values))
}

/** @throws GatewayError, and Overtaken for what may be tried again */
export async function perform(
  env: PerformEnv,
  { select, binds }: MutationField,
  { mutation, where, binds: given }: Prepared,
): Promise<Performed> {
  const model = modelOf(env.catalog, mutation.model)
  const found = async (on: readonly string[], keys: readonly (readonly Value[])[]): Promise<Performed> =>
    performed({ affected: keys.length, on, keys }, await rowsOf(env, mutation.model, on, keys, select, binds.values))
  const after: typeof found = (on, keys) =>
    found(on, keys).catch((error: unknown) => {
      // Nothing takes back what is written: whoever is told that it failed, or tries again, would write it twice.
      throw env.alone ? outcomeUnknown(env.datasource.name, error) : error
    })
  switch (mutation.kind) {
    case 'create': {
      if (env.alone && countRows(mutation.rows) > 1) throw needsTransactions(env)
      const values = await createRows(env, model.name, mutation.rows)
      return after(
        model.key,
        values.map((row) => tupleOf(row, model.key)),
      )
    }
    case 'update':
      await updateRow(env, mutation)
      return after(model.key, [mutation.key])
    case 'updateMany':
      return after(model.key, await updateRows(env, mutation, where, given))
    case 'upsert':
      return after(mutation.target, [await upsertRow(env, mutation)])
    case 'delete': {
      const doomed = await doomedRow(env, mutation)
      const before = await found(model.key, doomed.keys)
      const held = bindList()
      await removeRows(env, doomed, expected(model, TRUE, mutation.version, held), held.values)
      return before
    }
    case 'deleteMany': {
      const doomed = await doomedRows(env, mutation, where, given)
      const before = await found(model.key, doomed.keys)
      await removeRows(env, doomed, where ?? TRUE, given)
      return before
    }
  }
}

/** All rows, nested ones among them. */
export function countRows(rows: readonly NewRow[]): number {
  return rows.reduce((total, { create }) => total + 1 + create.reduce((inner, nested) => inner + countRows(nested.rows), 0), 0)
}

function performed(kept: Kept, rest: Rows): Performed {
  return {
    kept,
    rest: async () => {
      const found = await rest()
      return { affected: kept.affected, rows: kept.keys.flatMap((key) => found.get(tupleKey(key)) ?? []) }
    },
  }
}

type Rows = () => Promise<ReadonlyMap<string, readonly [Row]>>

/** What was asked of the rows with these values, each by its values. */
async function rowsOf(
  env: PerformEnv,
  model: string,
  on: readonly string[],
  keys: readonly (readonly Value[])[],
  select: readonly Selected[] | undefined,
  given: readonly Value[],
): Promise<Rows> {
  if (select === undefined || keys.length === 0) return async () => new Map()
  const all = bindList([...given])
  const query: Read = { model, select, each: { keys: all.bind(keys), on: paths(on) as readonly Path[] } }
  const { fetch, binds } = env.plan(query, all.values)
  const home = { datasource: modelOf(env.catalog, model).datasource, session: env.session }
  const rest: Rest = await executeWithin(fetch, binds, env.execute, home)
  return async () => {
    const found = new Map<string, readonly [Row]>()
    for (const row of await rest()) {
      const key = row.slice(0, on.length)
      const bad = key.find((cell) => cell instanceof GatewayError)
      if (bad instanceof GatewayError) throw bad
      found.set(tupleKey(key as Value[]), [row.slice(on.length)])
    }
    return found
  }
}
