/** A live MongoDB datasource: encodes, asks within the deadline, decodes; transactions where the server has them. */

import type { ClientSession, Db } from 'mongodb'
import { type Code, GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import { bounded, outcomeUnknown, over } from '../../datasource/bounded.ts'
import type {
  Cell,
  Compiled,
  Datasource,
  Engine,
  Row,
  RunOptions,
  RunResult,
  Session,
  Settings,
  Touched,
} from '../../datasource/datasource.ts'
import type { Health, Trouble } from '../../datasource/report.ts'
import { createRetries } from '../../datasource/retries.ts'
import type { Binds } from '../../query/query.ts'
import { fieldsOf } from '../hosted/blame.ts'
import { SessionFailure, troubleBehind } from '../hosted/host.ts'
import type { Found } from './asked.ts'
import { classify, isCut, isDead, isUnanswered, isUnsettled, isWithoutCollations } from './classify.ts'
import { type Connected, type Connection, createConnections } from './client.ts'
import { introspectCollections } from './introspect.ts'
import { ask, violated } from './run.ts'
import type { Statement } from './statement.ts'
import { statsOfMongodb } from './stats.ts'

type Again = 'cut' | 'unsent' | 'never'

export function openMongodb(engine: Engine, name: string, settings: Settings): Datasource {
  const connections = createConnections(name, settings)
  /** @param touched of a write */
  const own = (error: unknown, touched?: Touched, session?: ClientSession): GatewayError => {
    if (error instanceof GatewayError) return named(error, name)
    const found = classify(error)
    const { code, message } = found
    const cause = new SessionFailure(found, { cause: error })
    // Within a transaction nothing is done before it is committed.
    if (touched !== undefined && session === undefined && (isUnanswered(error) || isUnsettled(error))) return outcomeUnknown(name, cause)
    const fields = touched === undefined || code !== 'UNIQUE_VIOLATION' ? undefined : fieldsOf(touched, { columns: violated(error) })
    return new GatewayError(code, message, { datasource: name, cause, ...(fields === undefined ? {} : { fields }) })
  }

  const retries = createRetries()

  /**
   * Asks with a client that is connected; one that has died unnoticed is connected again, once.
   * @param again `cut`: it is also asked again where a connection was cut, for which the driver has no retry of its own. `unsent`:
   *   only where nothing was sent. `never`: it belongs to a session, which no other client knows.
   */
  const withClient = async <T>(connection: Connection, again: Again, work: (connected: Connected) => Promise<T>): Promise<T> => {
    const connected = await connection.connected()
    retries.asked()
    try {
      return await work(connected)
    } catch (error) {
      const dead = isDead(error)
      if (dead) connection.lost()
      if (again === 'never' || (again === 'unsent' && isUnanswered(error))) throw error
      if (!dead && !(isCut(error) && retries.spend())) throw error
      return work(await connection.connected())
    }
  }

  const asking = async (
    connection: Connection,
    compiled: Compiled,
    binds: Binds,
    options: RunOptions,
    session?: ClientSession,
  ): Promise<RunResult> => {
    const statement = compiled.text as Statement
    const values = encoded(compiled, binds, name)
    const ended = new AbortController()
    let sent = false
    const start = async (connected: Connected): Promise<Found> => {
      sent = true
      const asked = { datasource: name, statement, values, options, signal: ended.signal, session }
      const db = connection.database(connected, statement.database)
      try {
        return await ask({ ...asked, db, collations: connected.collations })
      } catch (error) {
        if (!connected.collations || !isWithoutCollations(error)) throw error
        return ask({ ...asked, db, collations: connection.withoutCollations(connected).collations })
      }
    }
    let found: Found
    try {
      found = await bounded(
        name,
        options,
        () => withClient(connection, session !== undefined ? 'never' : statement.kind === 'aggregate' ? 'cut' : 'unsent', start),
        (error) => {
          ended.abort(error)
          return sent && compiled.touched !== undefined && session === undefined ? outcomeUnknown(name, error) : undefined
        },
      )
    } catch (error) {
      throw own(error, compiled.touched, session)
    }
    try {
      return {
        rows: found.rows.map((row) => decodeRow(compiled, row, name)),
        ...(found.affected === undefined ? {} : { affected: found.affected }),
      }
    } catch (error) {
      throw new GatewayError('INTERNAL_SERVER_ERROR', 'Unexpected error.', { datasource: name, cause: error })
    }
  }

  const transact = async <T>(
    connection: Connection,
    options: RunOptions & { readonly readOnly: boolean },
    work: (session: Session) => Promise<T>,
    sent: () => void,
  ): Promise<T> => {
    const connected = await connection.connected()
    if (!connected.transactions)
      throw new GatewayError('QUERY_UNSUPPORTED', `The MongoDB server of ${name} has no transactions; make it a replica set.`, {
        datasource: name,
      })
    const session = connected.client.startSession()
    let failed: unknown
    let ended = false
    try {
      // A snapshot of the whole database. Reads lock nothing here: of two transactions that change one document the second fails
      // with a conflict, whether or not it has read the document before, so that no update is lost.
      session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } })
      const value = await work({
        async run(compiled, binds, statement) {
          if (ended)
            throw new GatewayError('INTERNAL_SERVER_ERROR', 'Unexpected error.', {
              datasource: name,
              cause: new Error('the transaction is over'),
            })
          if (failed !== undefined) throw rolledBackWith(name, failed)
          try {
            // Collections are made at once and for all.
            return await asking(
              connection,
              compiled,
              binds,
              statement,
              (compiled.text as Statement).kind === 'define' ? undefined : session,
            )
          } catch (error) {
            failed ??= error
            throw error
          }
        },
      }).finally(() => {
        ended = true
      })
      if (failed !== undefined) throw rolledBackWith(name, failed)
      const late = over(name, options)
      if (late !== null) throw late
      sent()
      await session.commitTransaction().catch((error: unknown) => {
        throw options.readOnly || !isUncertain(error) ? own(error) : outcomeUnknown(name, error)
      })
      return value
    } finally {
      // Ends what is open with a rollback; whoever waits already has an answer.
      void session.endSession().catch(() => undefined)
    }
  }

  /** Questions about the database itself. */
  const inquire = async <T>(options: RunOptions, work: (db: Db) => Promise<T>): Promise<T> => {
    try {
      const connection = connections.for(options.lane)
      return await bounded(name, options, () => withClient(connection, 'cut', (connected) => work(connection.database(connected))))
    } catch (error) {
      throw own(error)
    }
  }

  /** Known once it was connected to. */
  let database: string | null = null

  return {
    name,
    engine,
    capabilities: engine.capabilities(settings),
    collation: settings.COLLATION === 'binary' ? 'binary' : 'native',
    version: String(settings.SERVER_VERSION ?? engine.version),
    run: (compiled, binds, options) => asking(connections.for(options.lane), compiled, binds, options),
    async transaction(options, work) {
      const connection = connections.for(options.lane)
      let committing = false
      try {
        return await bounded(
          name,
          options,
          async () =>
            transact(connection, options, work, () => {
              committing = true
            }),
          (error) => (committing && !options.readOnly ? outcomeUnknown(name, error) : undefined),
        )
      } catch (error) {
        if (isDead(error)) connection.lost()
        throw error instanceof GatewayError || !isDriverError(error) ? error : own(error)
      }
    },
    async health(options): Promise<Health> {
      const began = performance.now()
      const answer = (error: Code | null, trouble: Trouble | null): Health => ({
        ok: error === null,
        latency: performance.now() - began,
        serverVersion: connections.for(options.lane).serverVersion(),
        database,
        error,
        trouble,
      })
      try {
        const { ok } = await inquire(options, async (db) => {
          database = db.databaseName
          return db.command({ ping: 1 })
        })
        return Number(ok) === 1 ? answer(null, null) : answer('INTERNAL_SERVER_ERROR', 'other')
      } catch (error) {
        const known = own(error)
        return answer(known.code, troubleBehind(known))
      }
    },
    pool: () => connections.for('traffic').pool(),
    introspect: (options) => inquire(options, (db) => introspectCollections(db, options)),
    stats: (options) => inquire(options, statsOfMongodb),
    [Symbol.asyncDispose]: () => connections[Symbol.asyncDispose](),
  }
}

const isDriverError = (error: unknown): boolean => isCut(error) || (error instanceof Error && error.name.startsWith('Mongo'))

const rolledBackWith = (datasource: string, cause: unknown): GatewayError =>
  new GatewayError('TRANSACTION_ROLLED_BACK', 'The transaction was rolled back because one of its statements failed.', {
    datasource,
    cause,
  })

const isUncertain = (error: unknown): boolean =>
  isUnanswered(error) ||
  isUnsettled(error) ||
  (error as { hasErrorLabel?: (label: string) => boolean } | null)?.hasErrorLabel?.('UnknownTransactionCommitResult') === true

function encoded({ params }: Compiled, binds: Binds, datasource: string): unknown[] {
  try {
    return params.map(({ slot, encode }) => encode(binds[slot] as Value))
  } catch (error) {
    throw error instanceof GatewayError
      ? named(error, datasource)
      : new GatewayError('INTERNAL_SERVER_ERROR', 'Unexpected error.', { datasource, cause: error })
  }
}

/** The same error with the datasource's name on it. */
function named(error: GatewayError, datasource: string): GatewayError {
  return error.datasource === undefined
    ? new GatewayError(error.code, error.message, { datasource, fields: error.fields, cause: error.cause })
    : error
}

function decodeRow({ decode }: Compiled, raw: readonly unknown[], datasource: string): Row {
  return raw.map((value, i): Cell => {
    try {
      return (decode[i] as (raw: unknown) => Value)(value)
    } catch (error) {
      // One value that has no canonical form is that cell's trouble, not the whole answer's.
      if (!(error instanceof GatewayError)) throw error
      return named(error, datasource)
    }
  })
}
