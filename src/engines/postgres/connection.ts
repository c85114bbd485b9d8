/** A connection to PostgreSQL: statements prepared by their text, rows as the server's text, never more of them than asked for. */

import { LRUCache } from 'lru-cache'
import { failure } from '../hosted/failure.ts'
import { type Answer, SessionFailure, type Task } from '../hosted/host.ts'
import type { Connection } from '../server/connection.ts'
import { metered } from '../server/meter.ts'
import { takesList } from '../sql/postgres-values.ts'
import { isRead } from '../sql/sqlstate.ts'
import { classifyConnect, classifyStatement, endsSession } from './classify.ts'
import { type Address, cancelBackend, type Login, PostgresClient } from './client.ts'
import { Exchange, type Outcome, type Wire } from './exchange.ts'

export interface ConnectOptions {
  readonly address: Address
  readonly login: Login
  /** A pooler stands between: the session is another one with every transaction. */
  readonly pooler: boolean
  /** Every statement is refused writes, so that a refusal says nothing about the server. */
  readonly readOnly: boolean
}

const FLOOR = 13
/** Statements per connection, and characters of them all; each character costs the server some thirty bytes. */
const PREPARED = 256
const PREPARED_CHARACTERS = 400_000
/** Longer ones, with hundreds of conditions, are hardly the same twice. */
const LONGEST_PREPARED = 16_000
/** Milliseconds. */
const CANCEL_TIMEOUT = 2_000
const GOODBYE_TIMEOUT = 500
/** How often the server looks whether its client is still there while it works: what we leave behind ends so. Known since version 14. */
const ORPHAN_CHECK = `set client_connection_check_interval = '5s'`

/**
 * Of every engine's transactions that write: each statement sees what was committed before it began, and what must stay as it was read
 * is locked as it is read. A role or database may have been set to something else.
 */
const BEGIN = 'begin isolation level read committed'

/** Commands after which prepared statements stay as they are; any other may have changed a table under them. */
const HARMLESS = /^(SELECT|INSERT|UPDATE|DELETE|MERGE|BEGIN|COMMIT|ROLLBACK|SHOW|SET|EXPLAIN)\b/
const COUNTED = /^(?:INSERT \d+|UPDATE|DELETE|MERGE) (\d+)$/
/** A prepared statement does not fit its tables any more, or is not there: neither has run. */
const STALE = new Set(['0A000', '26000'])

/** Rejects with SessionFailure, within the login's timeout. */
export async function connectPostgres(options: ConnectOptions): Promise<Connection> {
  const { address, login, pooler } = options
  const client = new PostgresClient(address, login)
  let broken = false
  // The driver emits what befalls a connection nobody is using; unheard it would end the process.
  client.on('error', () => {
    broken = true
  })
  client.on('end', () => {
    broken = true
  })
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    client.destroy()
  }, login.timeout)
  try {
    await client.connect()
    const version = checkServer(client)
    const connection = createConnection(client, options, version, () => broken)
    if (version.major >= 14 && !pooler) await connection.ask({ kind: 'run', text: ORPHAN_CHECK, params: [], maxRows: 1 })
    return metered(connection, client.wire.stream)
  } catch (error) {
    client.destroy()
    throw error instanceof SessionFailure
      ? error
      : new SessionFailure(classifyConnect(timedOut ? new Error('timeout expired', { cause: error }) : error))
  } finally {
    clearTimeout(timer)
  }
}

interface ServerVersion {
  readonly text: string
  readonly major: number
}

/** @throws SessionFailure for a server that the rules cannot be kept on */
function checkServer({ parameters }: PostgresClient): ServerVersion {
  const text = parameters.get('server_version')?.split(' ')[0] ?? ''
  const major = Number.parseInt(text, 10)
  if (!(major >= FLOOR))
    throw new SessionFailure(
      failure('DATASOURCE_UNAVAILABLE', `the server is PostgreSQL ${text || 'of an unknown version'}; ${FLOOR} or newer is needed`),
    )
  const encoding = parameters.get('server_encoding')
  if (encoding !== undefined && encoding !== 'UTF8')
    throw new SessionFailure(
      failure('DATASOURCE_UNAVAILABLE', `the database is encoded as ${encoding}; UTF8 is needed, because others hold not every text`),
    )
  return { text, major }
}

function createConnection(client: PostgresClient, options: ConnectOptions, version: ServerVersion, broken: () => boolean): Connection {
  const { pooler } = options
  /** Statement names by text: parsing and planning is most of a small statement's time. */
  const names = new LRUCache<string, string>({
    ...{ max: PREPARED, maxSize: PREPARED_CHARACTERS, sizeCalculation: (_, text) => text.length },
    dispose: (name) => dropped.push(name),
  })
  /** Names that fell out of the cache, freed together with the next statement. */
  const dropped: string[] = []
  let counter = 0
  let failed = false
  let readOnly = options.readOnly
  let committing = false

  const exchange = async (send: (wire: Wire) => void): Promise<Outcome> => {
    const sent = client.query(new Exchange(send))
    try {
      return await sent.done
    } catch (error) {
      // A server that has become a replica refuses writes from now on; another connection may lead to the new primary.
      failed ||= endsSession(error) || (stateOf(error) === '25006' && !readOnly)
      throw error
    }
  }

  const prepared = async (task: Task & { kind: 'run' }): Promise<Outcome> => {
    const { text, params, maxRows } = task
    const named = !pooler && text.length <= LONGEST_PREPARED && !takesList(text)
    const known = names.get(text)
    const name = known ?? (named ? `s${++counter}` : '')
    try {
      const outcome = await exchange((wire) => {
        for (const old of dropped.splice(0)) wire.close({ type: 'S', name: old })
        if (known === undefined) wire.parse({ name, text })
        wire.bind({ statement: name, values: params as (string | null)[] })
        // The server stops after one row too many.
        wire.execute({ rows: maxRows + 1 })
        wire.sync()
      })
      if (named) names.set(text, name)
      return outcome
    } catch (error) {
      // Whether it had been parsed by then is not known; to close what is not there is no error.
      if (known === undefined && named) dropped.push(name)
      if (known === undefined || !STALE.has(stateOf(error) ?? '')) throw error
      forgetStatements()
      // Inside a transaction all is lost with it.
      if (client.getTransactionStatus() !== 'I') throw error
      return prepared(task)
    }
  }

  const forgetStatements = (): void => names.clear()

  const run = async (task: Task & { kind: 'run' }): Promise<Answer> => {
    const { rows, tag } = await prepared(task)
    if (tag !== null && !HARMLESS.test(tag)) forgetStatements()
    if (rows.length > task.maxRows) return { kind: 'rows', rows: [], more: true }
    const count = tag === null ? null : COUNTED.exec(tag)
    return count === null ? { kind: 'rows', rows, more: false } : { kind: 'rows', rows, affected: Number(count[1]), more: false }
  }

  const command = async (text: string, expected: string): Promise<Answer> => {
    const { tag } = await exchange((wire) => wire.query(text))
    if (tag === expected) return { kind: 'done' }
    throw new SessionFailure(failure('TRANSACTION_ROLLED_BACK', `${text} was answered with ${tag}`))
  }

  const perform = async (task: Task): Promise<Answer> => {
    switch (task.kind) {
      case 'run':
        return run(task)
      case 'begin':
        readOnly = options.readOnly || task.readOnly
        return command(task.readOnly ? 'begin read only' : BEGIN, 'BEGIN')
      case 'commit':
        committing = true
        return command('commit', 'COMMIT')
      case 'rollback':
        return command('rollback', 'ROLLBACK')
    }
  }

  return {
    serverVersion: version.text,
    get usable() {
      // Given back within a transaction it would hand that on to the next one.
      return !failed && !broken() && client.getTransactionStatus() === 'I'
    },
    async ask(task) {
      try {
        return await perform(task)
      } catch (error) {
        throw error instanceof SessionFailure
          ? error
          : new SessionFailure(classifyStatement(error, task.kind === 'run' && isRead(task.text)))
      } finally {
        if (task.kind === 'commit' || task.kind === 'rollback') {
          committing = false
          readOnly = options.readOnly
        }
      }
    },
    async cancel() {
      // A commit that was sent is let be: what is left of it is not work but waiting.
      if (!committing) await cancelBackend(options.address, client.backend, CANCEL_TIMEOUT)
    },
    async close() {
      failed = true
      const timer = setTimeout(() => client.destroy(), GOODBYE_TIMEOUT)
      try {
        await client.end()
      } catch {
        client.destroy()
      } finally {
        clearTimeout(timer)
      }
    },
  }
}

function stateOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : undefined
}
