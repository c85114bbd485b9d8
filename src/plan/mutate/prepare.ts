/** What a mutation needs of other datasources, asked before its transaction begins: no connection is held meanwhile. */

import { GatewayError } from '../../base/errors.ts'
import { distinctTuples, tupleKey, type Value } from '../../base/json.ts'
import { type Catalog, type CatalogModel, modelOf, relationOf } from '../../model/catalog.ts'
import { bindList, fieldOperand, paths } from '../../query/build.ts'
import type { Predicate, Read } from '../../query/query.ts'
import { type ExecuteEnv, fillFirst, type Rows } from '../execute.ts'
import type { Fetch } from '../plan.ts'
import { takeOver } from './create.ts'
import type { Mutation, MutationField, NewRow } from './mutation.ts'

export interface PrepareEnv {
  readonly catalog: Catalog
  readonly execute: ExecuteEnv
  plan(read: Read, binds: readonly Value[]): { readonly fetch: Fetch; readonly binds: readonly Value[] }
  answer(read: Read, binds: readonly Value[]): Promise<Rows>
}

/** A mutation that one datasource can do by itself. */
export interface Prepared {
  readonly mutation: Mutation
  /** Of a bulk form: local to the datasource, by slots of `binds`. */
  readonly where: Predicate | undefined
  readonly binds: readonly Value[]
}

/** @throws GatewayError for what cannot be done in one transaction, and FOREIGN_KEY_VIOLATION for a far row that is not there */
export async function prepare(env: PrepareEnv, { mutation, binds }: MutationField): Promise<Prepared> {
  const model = modelOf(env.catalog, mutation.model)
  switch (mutation.kind) {
    case 'create':
      return { mutation: { ...mutation, rows: await connectFar(env, model, mutation.rows) }, where: undefined, binds: [] }
    case 'upsert': {
      const [row] = await connectFar(env, model, [mutation.row])
      return { mutation: { ...mutation, row: row as NewRow }, where: undefined, binds: [] }
    }
    case 'updateMany':
    case 'deleteMany': {
      if (mutation.where === undefined) return { mutation, where: undefined, binds: [] }
      const keys = model.key.map((field) => ({ kind: 'value', of: fieldOperand([field]) }) as const)
      const { fetch, binds: values } = env.plan({ model: model.name, select: keys, where: mutation.where }, binds.values)
      return { mutation, where: fetch.read.where, binds: await fillFirst(fetch, values, env.execute) }
    }
    default:
      return { mutation, where: undefined, binds: [] }
  }
}

/** The rows with what they take over from rows of other datasources. */
async function connectFar(env: PrepareEnv, model: CatalogModel, rows: readonly NewRow[]): Promise<NewRow[]> {
  const values = rows.map((row) => new Map(row.values))
  const far = (relation: string) => modelOf(env.catalog, relationOf(model, relation).to).datasource !== model.datasource
  const names = new Set(rows.flatMap(({ connect }) => connect.map(({ relation }) => relation)).filter(far))
  for (const name of names) {
    const keys = rows.flatMap(({ connect }) => connect.filter(({ relation }) => relation === name).map(({ key }) => key))
    const found = await farRows(env, model, name, keys)
    for (const [i, { connect }] of rows.entries())
      for (const { key } of connect.filter(({ relation }) => relation === name))
        takeOver(values[i] as Map<string, Value>, model, name, key, found)
  }
  const nested = await Promise.all(rows.map((row) => Promise.all(row.create.map((one) => nestedFar(env, model, one)))))
  return rows.map((row, i) => ({
    values: values[i] as Map<string, Value>,
    connect: row.connect.filter(({ relation }) => !far(relation)),
    create: nested[i] ?? [],
  }))
}

async function nestedFar(
  env: PrepareEnv,
  model: CatalogModel,
  { relation, rows }: NewRow['create'][number],
): Promise<NewRow['create'][number]> {
  const target = modelOf(env.catalog, relationOf(model, relation).to)
  if (target.datasource !== model.datasource && rows.length > 0)
    throw new GatewayError(
      'CROSS_DATABASE_TRANSACTION_UNSUPPORTED',
      `${relation} lives in the datasource ${target.datasource}, ${model.name} in ${model.datasource}: one transaction cannot make both. Create the one first, then connect it.`,
      { fields: [relation] },
    )
  return { relation, rows: await connectFar(env, target, rows) }
}

async function farRows(env: PrepareEnv, model: CatalogModel, name: string, keys: readonly (readonly Value[])[]) {
  const { to, references } = relationOf(model, name)
  const target = modelOf(env.catalog, to)
  const binds = bindList()
  const read: Read = {
    model: to,
    select: references.map((field) => ({ kind: 'value', of: fieldOperand([field]) })),
    each: { keys: binds.bind(distinctTuples(keys)), on: paths(target.key) },
  }
  const rows = await env.answer(read, binds.values)
  const found = new Map<string, readonly Value[]>()
  for (const row of rows) {
    for (const cell of row) if (cell instanceof GatewayError) throw cell
    const cells = row as readonly Value[]
    found.set(tupleKey(cells.slice(0, target.key.length)), cells.slice(target.key.length))
  }
  return found
}
