/** The process that asks one question of a SQLite file: read-only handle, an authorizer that lets nothing but reading through, one statement. */

import { constants, DatabaseSync } from 'node:sqlite'
import { Worker } from 'node:worker_threads'
import type { Value } from '../../base/json.ts'
import { sqliteFence } from '../console/fences.ts'
import { base64, double, gather } from '../console/gather.ts'
import { lex } from '../console/lex.ts'
import type { SqliteWatch } from './sqlite-console-watch.ts'
import type { SqliteQuestion, SqliteReply } from './sqlite-question.ts'

/** Bytes that this process may have. */
const MEMORY = 320 * 1024 * 1024
/** The longest value, in bytes. */
const LONGEST_VALUE = 8 * 1024 * 1024
const READING: ReadonlySet<number> = new Set([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_FUNCTION,
  constants.SQLITE_RECURSIVE,
])

function answer({ file, query, params, maxRows, maxBytes }: SqliteQuestion): SqliteReply {
  const db = new DatabaseSync(file, {
    timeout: 300,
    readOnly: true,
    allowExtension: false,
    readBigInts: true,
    returnArrays: true,
    defensive: true,
  })
  // What older versions of Node.js have not.
  const { limits } = db as unknown as { readonly limits?: Record<string, number> }
  if (typeof (db as Partial<DatabaseSync>).setAuthorizer !== 'function') throw new Error('the console needs Node.js 24.10 or newer')
  if (limits !== undefined) Object.assign(limits, { attach: 0, length: LONGEST_VALUE })
  // What is sorted stays in memory, where it is watched: no question fills a disk.
  db.exec('PRAGMA trusted_schema=OFF; PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; BEGIN')
  db.setAuthorizer((action, _first, second) =>
    READING.has(action) && !(action === constants.SQLITE_FUNCTION && sqliteFence.names.test((second ?? '').toLowerCase()))
      ? constants.SQLITE_OK
      : constants.SQLITE_DENY,
  )
  const statement = db.prepare(query)
  // SQLite prepares the first statement and is silent about what follows.
  const rest = lex(query.slice(statement.sourceSQL.length), sqliteFence.lexicon)
  if (rest === null || rest.tokens.length > 0) return { kind: 'refused', errcode: 1, message: 'only one statement is taken at a time' }
  const columns = statement.columns().map(({ name }) => name)
  const rows = gather({ maxRows, maxBytes })
  for (const row of statement.iterate(...params.map(bound))) if (!rows.add((row as unknown as unknown[]).map(jsonOf))) break
  return { kind: 'answer', columns, rows: rows.rows, truncated: rows.truncated }
}

const bound = (value: Value): string | number | null =>
  value === null || typeof value === 'string' || typeof value === 'number'
    ? value
    : typeof value === 'boolean'
      ? Number(value)
      : JSON.stringify(value)

function jsonOf(value: unknown): Value {
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value === 'number') return double(value)
  return base64(value as Uint8Array)
}

const say = (reply: SqliteReply): void => void process.send?.(reply)

process.once('message', (question: SqliteQuestion) => {
  try {
    say(answer(question))
  } catch (error) {
    const { errcode } = error as { readonly errcode?: unknown }
    say({
      kind: 'refused',
      errcode: typeof errcode === 'number' ? errcode : undefined,
      message: error instanceof Error ? error.message : String(error),
    })
  }
})
const watch = new Worker(new URL('./sqlite-console-watch.ts', import.meta.url), {
  workerData: { most: MEMORY, parent: process.ppid } satisfies SqliteWatch,
  resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
})
// It must not keep the process.
watch.unref()
watch.once('online', () => say({ kind: 'ready' }))
