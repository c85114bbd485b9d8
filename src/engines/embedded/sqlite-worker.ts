/** The thread that holds one SQLite connection. */

import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { workerData } from 'node:worker_threads'
import { LRUCache } from 'lru-cache'
import type { Answer, Task } from '../hosted/host.ts'
import { classifySqlite } from './classify.ts'
import { scale } from './scale.ts'
import { MAX_PREPARED_TEXT, type Served, serve } from './serve.ts'
import { mayWrite, paramCount } from './sqlite-text.ts'

export interface SqliteWorkerData {
  /** Absolute, or `:memory:`. */
  readonly file: string
  readonly readOnly: boolean
}

/** A write failed: what overflows then is what someone sent. */
class WriteFailure extends Error {
  constructor(cause: unknown) {
    super('a write failed', { cause })
  }
}

interface Prepared {
  readonly statement: StatementSync
  /** SQLite binds NULL to a parameter that nobody gave, so the number is checked here. */
  readonly params: number
  readonly columns: number
  readonly writes: boolean
}

function open({ file, readOnly }: SqliteWorkerData): Served {
  const db = new DatabaseSync(file, {
    timeout: 300,
    readOnly,
    enableForeignKeyConstraints: true,
    allowExtension: false,
    readBigInts: true,
    returnArrays: true,
    defensive: true,
  })
  // Other files are none of this datasource's business. Older versions of Node.js have no limits to set.
  const limits = (db as { limits?: { attach: number } }).limits
  if (limits !== undefined) limits.attach = 0
  db.exec('PRAGMA trusted_schema=OFF')
  if (!readOnly) db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL')
  // Reads the schema: a file that is no database is found out now and not by the first request.
  db.prepare('select count(*) from sqlite_schema').get()
  const [version] = db.prepare('select sqlite_version()').get() as unknown as [string]
  const cache = new LRUCache<string, Prepared>({ max: 256, maxSize: MAX_PREPARED_TEXT, sizeCalculation: (_, text) => text.length })

  const prepare = (text: string): Prepared => {
    const kept = cache.get(text)
    if (kept !== undefined) return kept
    const statement = db.prepare(text)
    const prepared: Prepared = {
      statement,
      params: paramCount(text),
      columns: statement.columns().length,
      writes: mayWrite(text),
    }
    cache.set(text, prepared)
    return prepared
  }

  const run = (task: Task & { kind: 'run' }): Answer => {
    try {
      return execute(task)
    } catch (error) {
      // Node.js throws a statement's failure again when the statement is reset for its next use.
      cache.delete(task.text)
      throw mayWrite(task.text) ? new WriteFailure(error) : error
    }
  }

  const execute = ({ text, params, maxRows, maxBytes }: Task & { kind: 'run' }): Answer => {
    const prepared = prepare(text)
    const values = params as (string | number | bigint | null | Uint8Array)[]
    if (prepared.params !== values.length) throw new Error(`${values.length} parameters for ${prepared.params} placeholders`)
    if (prepared.columns === 0) return { kind: 'rows', rows: [], affected: Number(prepared.statement.run(...values).changes), more: false }
    const rows: unknown[][] = []
    const weigh = scale(maxBytes)
    for (const row of prepared.statement.iterate(...values)) {
      if (rows.length === maxRows) return { kind: 'rows', rows: [], more: true }
      const cells = row as unknown as unknown[]
      weigh(cells)
      rows.push(cells)
    }
    return prepared.writes ? { kind: 'rows', rows, affected: rows.length, more: false } : { kind: 'rows', rows, more: false }
  }

  /** A failure may have rolled back already (a full disk does), and a statement given up may have had no transaction. */
  const rollback = (): void => {
    if (db.isTransaction) db.exec('ROLLBACK')
    if (!readOnly) db.exec('PRAGMA query_only=OFF')
  }

  return {
    serverVersion: version,
    ask(task) {
      switch (task.kind) {
        case 'run':
          return run(task)
        case 'begin':
          if (task.readOnly) db.exec('PRAGMA query_only=ON; BEGIN')
          else db.exec('BEGIN IMMEDIATE')
          return { kind: 'done' }
        case 'commit':
          db.exec('COMMIT')
          if (!readOnly) db.exec('PRAGMA query_only=OFF')
          return { kind: 'done' }
        case 'rollback':
          rollback()
          return { kind: 'done' }
      }
    },
    close: () => db.close(),
  }
}

await serve(
  () => open(workerData as SqliteWorkerData),
  (error) => (error instanceof WriteFailure ? classifySqlite(error.cause, true) : classifySqlite(error)),
)
