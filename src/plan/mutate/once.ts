/** Mutations under an idempotency key: what they did is kept in the same transaction, and told again instead of done again. */

import { createHash } from 'node:crypto'
import { memo } from '../../base/cache.ts'
import { GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import type { Compiled, CompileTarget, Datasource, RunOptions } from '../../datasource/datasource.ts'
import { buildCatalog, modelOf } from '../../model/catalog.ts'
import { dateTime, json, string } from '../../model/fields.ts'
import { defineModel } from '../../model/model.ts'
import { bindList, fieldOperand, paths, shapeOf } from '../../query/build.ts'
import type { Read } from '../../query/query.ts'
import { Overtaken } from './change.ts'
import { momentOf } from './values.ts'
import { isRow, read, type WorkEnv, write } from './work.ts'

/** What one field did: enough to read its rows again. */
export interface Kept {
  readonly affected: number
  /** The fields that find the rows, and their values. */
  readonly on: readonly string[]
  readonly keys: readonly (readonly Value[])[]
}

/** One operation under a key, as it is known in a datasource. */
export interface Once {
  /** Of the key and whoever sent it. */
  readonly id: string
  /** Of what was asked. */
  readonly operation: string
  /** Milliseconds for which what was done is remembered. */
  readonly lifetime: number
}

/** Bytes of what is remembered of one operation, which is the keys of its rows. */
const MOST_KEPT = 65_536

const NAME = 'SwitchyardRequest'
const FILE = 'src/plan/mutate/once.ts'
const fields = { id: string({ max: 64 }), operation: string({ max: 64 }), done: json({ nullable: true }), at: dateTime({ precision: 3 }) }
/** Where this model lies is not said here: each datasource has a table of its own. */
const model = defineModel(NAME, { datasource: 'any', source: 'switchyard_requests', fields, key: ['id'], indexes: [['at']] })
const catalog = buildCatalog([{ model, file: FILE }])
const cache = memo<Compiled>(100, 500_000)

const compile: WorkEnv['compile'] = (at, query) =>
  cache.get(`${at.engine.type} ${at.version} ${shapeOf(query)}`, () => at.engine.compile(query, { catalog, version: at.version }))

/** The statements that make the table in which a datasource remembers; each may be run again. */
export function requestTables({ engine, version }: Datasource): readonly Compiled[] {
  const at: CompileTarget = { catalog, version }
  return engine.define([NAME], at)
}

/** A name for a text that is not to be kept as it is. */
export const digest = (...parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex')

/**
 * What was done under the key already; or the key is taken for this transaction, and undefined comes back.
 * Whoever comes with the same key meanwhile waits for this transaction to end.
 * @throws GatewayError IDEMPOTENCY_KEY_REUSED; Overtaken where another transaction took the key at the same time
 */
export async function claim(given: WorkEnv, { id, operation, lifetime }: Once): Promise<readonly Kept[] | undefined> {
  const env: WorkEnv = { ...given, catalog, compile }
  const name = env.datasource.name
  try {
    const binds = bindList()
    const query: Read = {
      model: NAME,
      select: ['operation', 'done', 'at'].map((field) => ({ kind: 'value', of: fieldOperand([field]) })),
      where: isRow(['id'], [id], binds),
    }
    const [row] = await read(env, query, binds.values)
    if (row !== undefined && String(row[2]) >= oldest(env.now, lifetime)) {
      if (row[0] !== operation)
        throw new GatewayError('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another operation. Use a new one for each.', {
          datasource: name,
        })
      return row[1] as unknown as readonly Kept[]
    }
    if (row !== undefined) await forget(env, id)
    const rows: Value = [[id, operation, null, momentOf(fields.at.type, env.now)]]
    await write(env, { kind: 'insert', model: NAME, fields: paths(['id', 'operation', 'done', 'at']), rows: { slot: 0 }, returning: [] }, [
      rows,
    ])
    return undefined
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    if (error.code === 'UNIQUE_VIOLATION')
      throw new Overtaken(
        new GatewayError('SERIALIZATION_CONFLICT', 'The same Idempotency-Key is at work at the same time; try again.', {
          datasource: name,
        }),
      )
    if (error.code === 'SCHEMA_VERSION_MISMATCH')
      throw new GatewayError(
        'IDEMPOTENCY_UNSUPPORTED',
        `The datasource ${name} has no table to remember requests in. Make it with: npm run switchyard -- prepare`,
        { datasource: name, cause: error },
      )
    throw error
  }
}

/** Remembers what the operation did, in its own transaction. */
export async function keep(given: WorkEnv, { id }: Once, done: readonly Kept[]): Promise<void> {
  const env: WorkEnv = { ...given, catalog, compile }
  const kept = done.map(({ affected, on, keys }) => ({ affected, on, keys })) satisfies readonly Value[]
  if (Buffer.byteLength(JSON.stringify(kept)) > MOST_KEPT)
    throw new GatewayError('QUERY_LIMIT_EXCEEDED', 'An operation with an Idempotency-Key cannot write so many rows. Send them in parts.')
  const binds = bindList()
  const where = isRow(['id'], [id], binds)
  await write(env, { kind: 'update', model: NAME, where, set: [{ path: ['done'], op: 'set', value: binds.bind(kept) }] }, binds.values)
}

async function forget(env: WorkEnv, id: string): Promise<void> {
  const binds = bindList()
  await write(env, { kind: 'delete', model: NAME, where: isRow(['id'], [id], binds) }, binds.values)
}

/** Forgets what is older than its lifetime. */
export async function purge(at: Datasource, lifetime: number, now: number, options: RunOptions): Promise<void> {
  const binds = bindList([oldest(now, lifetime)])
  const left = fieldOperand(paths(['at'])[0] as ['at'])
  const statement = compile(at, {
    kind: 'delete',
    model: modelOf(catalog, NAME).name,
    where: { kind: 'compare', left, op: 'lt', negated: false, right: { slot: 0 } },
  })
  await at.run(statement, binds.values, { ...options, about: { action: 'delete', model: NAME } })
}

const oldest = (now: number, lifetime: number): string => String(momentOf(fields.at.type, now - lifetime))

/** Why a key cannot be honoured. */
export function withoutMemory(datasource: string): GatewayError {
  return new GatewayError(
    'IDEMPOTENCY_UNSUPPORTED',
    `The datasource ${datasource} takes no Idempotency-Key. Set DATABASES__${datasource}__IDEMPOTENCY=true where it has transactions, or send none.`,
    { datasource },
  )
}
