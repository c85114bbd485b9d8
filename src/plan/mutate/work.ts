/** One attempt at a transaction: statements compiled and run in its session. */

import { GatewayError } from '../../base/errors.ts'
import { tupleKey, type Value } from '../../base/json.ts'
import { outcomeUnknown } from '../../datasource/bounded.ts'
import type { Compiled, Datasource, RunOptions, RunResult, Session } from '../../datasource/datasource.ts'
import { type Catalog, type CatalogModel, modelOf } from '../../model/catalog.ts'
import { and, type BindList, bindList, eq, fieldOperand, paths } from '../../query/build.ts'
import { normalise, normaliseWrite } from '../../query/normal.ts'
import type { Path, Predicate, Read, Write } from '../../query/query.ts'

export interface WorkEnv {
  readonly catalog: Catalog
  readonly datasource: Datasource
  readonly session: Session
  readonly options: RunOptions
  /** The moment that `now` means, the same for everything that one operation writes. Milliseconds since the epoch. */
  readonly now: number
  /** There is no transaction: one document is written by itself. */
  readonly alone: boolean
  compile(datasource: Datasource, query: Read | Write): Compiled
  readonly onStatement?: ((datasource: string, text: unknown) => void) | undefined
}

/** What is known of a row's own fields. */
export type Values = Map<string, Value>

/** What a connection that broke under a write leaves open. */
const UNKNOWN: ReadonlySet<string> = new Set(['DATASOURCE_TIMEOUT', 'QUERY_CANCELLED', 'DATASOURCE_UNAVAILABLE'])

export const LEADS_NOWHERE = 'The row refers to one that does not exist. Make that one first, or refer to another.'
export const STILL_REFERRED = 'Other rows still refer to the row. Delete those first, or let them refer to another.'
/** A changed row may be at either end. */
const BROKEN_REFERENCE: Readonly<Record<Write['kind'], string | undefined>> = {
  insert: LEADS_NOWHERE,
  update: undefined,
  delete: STILL_REFERRED,
}

/** @throws GatewayError */
export async function write(env: WorkEnv, query: Write, binds: readonly Value[]): Promise<RunResult> {
  const { datasource } = env
  const compiled = env.compile(datasource, normaliseWrite(env.catalog, query))
  env.onStatement?.(datasource.name, compiled.text)
  try {
    return await env.session.run(compiled, binds, { ...env.options, about: { action: query.kind, model: query.model } })
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    const reference = error.code === 'FOREIGN_KEY_VIOLATION' ? BROKEN_REFERENCE[query.kind] : undefined
    // Databases use the same words for both ends.
    if (reference !== undefined)
      throw new GatewayError(error.code, reference, { datasource: error.datasource, fields: error.fields, cause: error.cause })
    if (!env.alone || !UNKNOWN.has(error.code)) throw error
    throw outcomeUnknown(datasource.name, error)
  }
}

/**
 * The rows of a read that stays inside the datasource.
 * @throws GatewayError also for a value among them that has no canonical form: nothing is written by halves
 */
export async function read(env: WorkEnv, query: Read, binds: readonly Value[]): Promise<(readonly Value[])[]> {
  const { datasource } = env
  const compiled = env.compile(
    datasource,
    normalise(env.catalog, query, () => datasource.collation),
  )
  env.onStatement?.(datasource.name, compiled.text)
  const { rows } = await env.session.run(compiled, binds, { ...env.options, about: { action: 'read', model: query.model } })
  for (const row of rows) for (const cell of row) if (cell instanceof GatewayError) throw cell
  return rows as (readonly Value[])[]
}

/** Some fields of the rows for which a filter is true, by key; locked until the end, where there is a transaction. */
export async function lockRows(
  env: WorkEnv,
  model: CatalogModel,
  fields: readonly string[],
  where: Predicate,
  binds: BindList,
  limit?: number,
): Promise<Values[]> {
  const query: Read = {
    model: model.name,
    select: paths(fields).map((path) => ({ kind: 'value', of: fieldOperand(path) })),
    where,
    order: paths(model.key).map((path) => ({ by: fieldOperand(path), direction: 'asc', nulls: 'first', collation: 'binary' })),
    ...(limit === undefined ? {} : { page: { limit: binds.bind(limit) } }),
    ...(env.alone ? {} : { lock: 'update' }),
  }
  const rows = await read(env, query, binds.values)
  return rows.map((row) => new Map(fields.map((field, i) => [field, row[i] as Value])))
}

/** The tuples of these fields that rows of a model have, out of the given ones. */
export async function present(env: WorkEnv, model: string, fields: readonly string[], tuples: readonly (readonly Value[])[]) {
  if (tuples.length === 0) return new Set<string>()
  const binds = bindList()
  const of = paths(fields)
  const query: Read = {
    model,
    select: of.map((_, index) => ({ kind: 'group', index })),
    group: of.map((path) => fieldOperand(path)),
    where: { kind: 'member', fields: of, of: binds.bind(tuples), negated: false },
  }
  return new Set((await read(env, query, binds.values)).map((row) => tupleKey(row)))
}

/** The row with this key. */
export const isRow = (fields: readonly string[], tuple: readonly Value[], binds: BindList): Predicate =>
  and(paths(fields).map((path, i) => eq(fieldOperand(path), binds.bind(tuple[i] as Value))))

/** Any of these rows. */
export const isAnyOf = (fields: readonly string[], tuples: readonly (readonly Value[])[], binds: BindList): Predicate =>
  tuples.length === 1
    ? isRow(fields, tuples[0] as readonly Value[], binds)
    : { kind: 'member', fields: paths(fields), of: binds.bind(tuples), negated: false }

export const tupleOf = (values: ReadonlyMap<string, Value>, fields: readonly string[]): Value[] =>
  fields.map((field) => values.get(field) ?? null)

export const modelIn = ({ catalog }: WorkEnv, name: string): CatalogModel => modelOf(catalog, name)

export const ownPath = (field: string): Path => [field]

/** A statement matched other rows than the ones that were locked for it: someone else was faster. */
export function overtaken(datasource: string): GatewayError {
  return new GatewayError('SERIALIZATION_CONFLICT', 'Another transaction changed the same rows at the same time; try again.', {
    datasource,
  })
}

export function rowMissing(model: string): GatewayError {
  return new GatewayError('NOT_FOUND', `There is no ${model} with this key.`)
}

export function versionPassed(model: CatalogModel, field: string): GatewayError {
  return new GatewayError(
    'VERSION_CONFLICT',
    `This ${model.name} was changed since it was read: expectedVersion no longer holds. Read it again.`,
    { fields: [field] },
  )
}
