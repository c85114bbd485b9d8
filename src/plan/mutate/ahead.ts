/** Rows that an operation is known to write, locked before it writes the first one. */

import { distinctTuples, tupleKey, type Value } from '../../base/json.ts'
import { bindList } from '../../query/build.ts'
import type { Mutation } from './mutation.ts'
import { isAnyOf, lockRows, modelIn, type WorkEnv } from './work.ts'

/**
 * Two operations that write the same rows in opposite order would each wait for the other one, until the database ends one of
 * them. Locked in one and the same order, the second waits for the first. Of bulk forms and inserts the rows are not known yet.
 */
export async function lockAhead(env: WorkEnv, mutations: readonly Mutation[]): Promise<void> {
  const keys = new Map<string, (readonly Value[])[]>()
  for (const mutation of mutations)
    if (mutation.kind === 'update' || mutation.kind === 'delete')
      keys.set(mutation.model, [...(keys.get(mutation.model) ?? []), mutation.key])
  const rows = [...keys].map(([name, tuples]) => ({ name, tuples: sorted(distinctTuples(tuples)) })).sort((a, b) => order(a.name, b.name))
  if (env.alone || rows.reduce((count, { tuples }) => count + tuples.length, 0) < 2) return
  for (const { name, tuples } of rows) {
    const model = modelIn(env, name)
    const binds = bindList()
    await lockRows(env, model, model.key, isAnyOf(model.key, tuples, binds), binds)
  }
}

/** Some databases lock in the order of the list, others in that of the key; either is the same for all operations. */
const sorted = (tuples: readonly (readonly Value[])[]) => tuples.toSorted((a, b) => order(tupleKey(a), tupleKey(b)))

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
