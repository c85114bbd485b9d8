/** Brings rows into a datasource whose tables are still empty: all of them in one transaction, or none. */

import type { Value } from '../base/json.ts'
import { modelOf } from '../model/catalog.ts'
import { bindList, fieldOperand, paths } from '../query/build.ts'
import type { Insert, Read } from '../query/query.ts'
import type { Compiled, CompileTarget, Datasource, RunOptions, Session } from './datasource.ts'

/** Some rows of one model: canonical values in the order of `fields`. A computed field is never among them. */
export interface RowBatch {
  readonly model: string
  readonly fields: readonly string[]
  readonly rows: readonly (readonly Value[])[]
}

export interface LoadOptions extends RunOptions {
  /** Called after every batch with the rows of its model so far; not before the commit are they there for others. */
  readonly onProgress?: (model: string, rows: number) => void
}

export type LoadResult =
  /** Rows by model. */
  | { readonly status: 'loaded'; readonly rows: Readonly<Record<string, number>> }
  /** This model already had rows; nothing was changed. */
  | { readonly status: 'skipped'; readonly occupied: string }

/**
 * Creates what is missing of these models and loads the batches, unless any of the models has rows already.
 * One transaction spans tables, check and rows, so that a crash half-way leaves nothing that a second start would take for the whole;
 * without tables where the database cannot take those back.
 * @param models the models bound to this datasource
 * @param batches parents before children; batches of other models are passed over, so that one stream can serve every datasource
 * @throws GatewayError what the datasource answered; then nothing was changed
 */
export async function load(
  datasource: Datasource,
  at: CompileTarget,
  models: readonly string[],
  batches: Iterable<RowBatch> | AsyncIterable<RowBatch>,
  options: LoadOptions,
): Promise<LoadResult> {
  const { onProgress, ...run } = options
  let occupied: string | undefined
  try {
    const define = async (session: Session): Promise<void> => {
      for (const statement of datasource.engine.define(models, at)) await session.run(statement, [], run)
    }
    // Where a table commits what is open, tables come first: then at worst empty ones are left behind, never half of the rows.
    const before = datasource.capabilities.transactionalDdl === false
    if (before) await datasource.transaction({ ...run, readOnly: false }, define)
    return await datasource.transaction({ ...run, readOnly: false }, async (session) => {
      if (!before) await define(session)
      occupied = await firstWithRows(session, datasource, at, models, run)
      // Rejecting is the way to roll back: the tables that were just created go again.
      if (occupied !== undefined) throw new Error(`${occupied} has rows`)
      const rows = await insertAll(session, datasource, at, models, batches, options)
      // Rows come with the identity values that others refer to; a sequence that did not hand them out must be told.
      for (const statement of datasource.engine.afterLoad?.(models, at) ?? []) await session.run(statement, [], run)
      return { status: 'loaded', rows }
    })
  } catch (error) {
    if (occupied !== undefined) return { status: 'skipped', occupied }
    throw error
  }
}

/** The first of the models that has a row; one row is asked for instead of a count, which would read a large table whole. */
async function firstWithRows(
  session: Session,
  { engine, collation }: Datasource,
  at: CompileTarget,
  models: readonly string[],
  run: RunOptions,
): Promise<string | undefined> {
  for (const model of models) {
    const binds = bindList()
    const keys = paths(modelOf(at.catalog, model).key).map((path) => fieldOperand(path))
    const read: Read = {
      model,
      select: keys.map((of) => ({ kind: 'value', of })),
      order: keys.map((by) => ({ by, direction: 'asc', nulls: 'first', collation })),
      page: { limit: binds.bind(1) },
    }
    const { rows } = await session.run(engine.compile(read, at), binds.values, run)
    if (rows.length > 0) return model
  }
  return undefined
}

async function insertAll(
  session: Session,
  { engine }: Datasource,
  at: CompileTarget,
  models: readonly string[],
  batches: Iterable<RowBatch> | AsyncIterable<RowBatch>,
  { onProgress, ...run }: LoadOptions,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = Object.fromEntries(models.map((model) => [model, 0]))
  const statements = new Map<string, Compiled>()
  for await (const { model, fields, rows } of batches) {
    if (!Object.hasOwn(counts, model) || rows.length === 0) continue
    const shape = [model, ...fields].join(' ')
    let statement = statements.get(shape)
    if (statement === undefined) {
      const insert: Insert = { kind: 'insert', model, fields: paths(fields), rows: { slot: 0 }, returning: [] }
      statement = engine.compile(insert, at)
      statements.set(shape, statement)
    }
    await session.run(statement, [rows], run)
    const count = (counts[model] ?? 0) + rows.length
    counts[model] = count
    onProgress?.(model, count)
  }
  return counts
}
