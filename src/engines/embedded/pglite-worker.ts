/** The thread that holds one PGlite instance: PostgreSQL compiled to WebAssembly, one session. */

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { workerData } from 'node:worker_threads'
import { type messages, PGlite, protocol } from '@electric-sql/pglite'
import { LRUCache } from 'lru-cache'
import type { Answer, Failure, Task } from '../hosted/host.ts'
import { takesList } from '../sql/postgres-values.ts'
import { classifySqlState, isRead, type ServerFields } from '../sql/sqlstate.ts'
import { CREATING } from './folder.ts'
import { scale } from './scale.ts'
import { LONGEST_PREPARED, MAX_PREPARED_TEXT, type Served, serve } from './serve.ts'

export interface PGliteWorkerData {
  /** Absolute; null keeps everything in memory. */
  readonly folder: string | null
}

/** The server's own error message. */
class ServerError extends Error {
  readonly state: string | undefined
  readonly fields: ServerFields
  /** Whether the statement was a read. */
  reads = false

  constructor(state: string | undefined, message: string, fields: ServerFields = {}) {
    super(message)
    this.state = state
    this.fields = fields
  }
}

interface Outcome {
  readonly rows: (readonly (string | null)[])[]
  /** Such as `INSERT 0 5`; null when the rows were cut. */
  readonly tag: string | null
  readonly parsed: boolean
  readonly error: ServerError | null
}

/** Commands after which prepared statements stay as they are; any other may have changed a table under them. */
const HARMLESS = /^(SELECT|INSERT|UPDATE|DELETE|MERGE|BEGIN|COMMIT|ROLLBACK|SHOW|SET|EXPLAIN)\b/
const { serialize } = protocol

async function open({ folder }: PGliteWorkerData): Promise<Served> {
  const words: string[] = []
  const db = await PGlite.create({
    dataDir: folder ?? 'memory://',
    startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB', '-c', 'TimeZone=UTC'],
    onStderr: (line) => {
      if (words.push(line) > 20) words.shift()
      return false
    },
  }).catch((error: unknown) => {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${words.join('\n')}`, { cause: error })
  })
  // From here on the folder holds a whole database.
  if (folder !== null) rmSync(join(folder, CREATING), { force: true })

  const exchange = async (parts: readonly Uint8Array[]): Promise<Outcome> => {
    const all = await db.execProtocolStream(Buffer.concat(parts), { syncToFs: false, throwOnError: false })
    const rows: (readonly (string | null)[])[] = []
    let tag: string | null = null
    let parsed = false
    let error: ServerError | null = null
    for (const message of all) {
      if (message.name === 'dataRow') rows.push((message as messages.DataRowMessage).fields)
      else if (message.name === 'commandComplete') tag = (message as messages.CommandCompleteMessage).text
      else if (message.name === 'parseComplete') parsed = true
      else if (message.name === 'error' && error === null) {
        const { code, message: text = '', detail, table, column, constraint } = message as messages.DatabaseError
        error = new ServerError(code, detail === undefined ? text : `${text} (${detail})`, { table, column, constraint, detail })
      }
    }
    return { rows, tag, parsed, error }
  }

  /** Statement names by text: parsing and planning is four fifths of a small statement's time. */
  const names = new LRUCache<string, string>({
    ...{ max: 256, maxSize: MAX_PREPARED_TEXT, sizeCalculation: (_, text) => text.length },
    dispose: (name) => dropped.push(name),
  })
  /** Names that fell out of the cache, freed together with the next statement. */
  const dropped: string[] = []
  let counter = 0

  const run = async ({ text, params, maxRows, maxBytes }: Task & { kind: 'run' }): Promise<Answer> => {
    const known = names.get(text)
    const named = text.length <= LONGEST_PREPARED && !takesList(text)
    const name = known ?? (named ? `s${++counter}` : '')
    const parts: Uint8Array[] = dropped.splice(0).map((old) => serialize.close({ type: 'S', name: old }))
    if (known === undefined) parts.push(serialize.parse({ name, text }))
    // Values are text or null both ways: no type of PGlite's comes between the server and the decoders.
    parts.push(
      serialize.bind({ statement: name, values: params as (string | null)[] }),
      serialize.execute({ rows: maxRows + 1 }),
      serialize.sync(),
    )
    const { rows, tag, parsed, error } = await exchange(parts)
    if (parsed && named) names.set(text, name)
    if (error !== null) {
      error.reads = isRead(text)
      // The result's columns changed since the statement was prepared.
      if (error.state === '0A000' && known !== undefined) await forgetStatements()
      throw error
    }
    if (tag !== null && !HARMLESS.test(tag)) await forgetStatements()
    if (rows.length > maxRows) return { kind: 'rows', rows: [], more: true }
    const weigh = scale(maxBytes)
    for (const row of rows) weigh(row)
    const count = tag === null ? null : /^(?:INSERT \d+|UPDATE|DELETE|MERGE) (\d+)$/.exec(tag)
    return count === null ? { kind: 'rows', rows, more: false } : { kind: 'rows', rows, affected: Number(count[1]), more: false }
  }

  const forgetStatements = async (): Promise<void> => {
    names.clear()
    dropped.length = 0
    await exchange([serialize.query('DEALLOCATE ALL')])
  }

  const command = async (text: string, expected: string): Promise<Answer> => {
    const { tag, error } = await exchange([serialize.query(text)])
    if (error !== null) throw error
    if (tag !== expected) throw new ServerError('25P02', `${text} answered ${tag}`)
    return { kind: 'done' }
  }

  const { rows } = await exchange([serialize.query('show server_version')])
  return {
    serverVersion: rows[0]?.[0]?.split(' ')[0] ?? '',
    ask(task) {
      switch (task.kind) {
        case 'run':
          return run(task)
        case 'begin':
          return command(task.readOnly ? 'BEGIN READ ONLY' : 'BEGIN ISOLATION LEVEL READ COMMITTED', 'BEGIN')
        case 'commit':
          return command('COMMIT', 'COMMIT')
        case 'rollback':
          return command('ROLLBACK', 'ROLLBACK')
      }
    },
    close: () => db.close(),
  }
}

function classify(error: unknown): Failure {
  if (error instanceof ServerError) return classifySqlState(error.state, error.message, error.reads, error.fields)
  return classifySqlState(undefined, error instanceof Error ? (error.stack ?? error.message) : String(error))
}

await serve(() => open(workerData as PGliteWorkerData), classify)
