/** A live MongoDB datasource: encodes, asks within the deadline, decodes; transactions where the server has them. */

import type { ClientSession } from 'mongodb'
import { type Code, GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import { bounded, over } from '../../datasource/bounded.ts'
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

import type { Health } from '../../datasource/report.ts'
import type { Binds } from '../../query/query.ts'
import { fieldsOf } from '../hosted/blame.ts'
import type { Found } from './asked.ts'
import { classify, isDead, isUnanswered, isWithoutCollations } from './classify.ts'
import { type Connected, createConnection } from './client.ts'
import { introspectCollections } from './introspect.ts'
import { ask, violated } from './run.ts'
import type { Statement } from './statement.ts'

export function openMongodb(engine: Engine, name: string, settings: Settings): Datasource {
  const connection = createConnection(name, settings)
  /** @param touched of a write */
  const own = (error: unknown, touched?: Touched, session?: ClientSession): GatewayError => {
    if (error instanceof GatewayError) return named(error, name)
    const { code, message, detail } = classify(error)
    const cause = new Error(detail, { cause: error })
    // Within a transaction nothing is done before it is committed.
    if (touched !== undefined && session === undefined && isUnanswered(error)) return unknownOutcome(name, cause)
    const fields = touched === undefined || code !== 'UNIQUE_VIOLATION' ? undefined : fieldsOf(touched, { columns: violated(error) })
    return new GatewayError(code, message, { datasource: name, cause, ...(fields === undefined ? {} : { fields }) })
  }

  /** Asks with a client that is connected; one that has died unnoticed is connected again, once. */
  const withClient = async <T>(work: (connected: Connected) => Promise<T>): Promise<T> => {
    const connected = await connection.connected()
    try {
      return await work(connected)
    } catch (error) {
      if (!isDead(error)) throw error
      connection.lost()
      return work(await connection.connected())
    }
  }

  const asking = async (compiled: Compiled, binds: Binds, options: RunOptions, session?: ClientSession): Promise<RunResult> => {
    const statement = compiled.text as Statement
    const values = encoded(compiled, binds, name)
    const ended = new AbortController()
    const start = async (connected: Connected): Promise<Found> => {
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
        () => withClient(start),
        (error) => {
          ended.abort(error)
          return compiled.touched !== undefined && session === undefined ? unknownOutcome(name, error) : undefined
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
    connected: Connected,
    options: RunOptions & { readonly readOnly: boolean },
    work: (session: Session) => Promise<T>,
    sent: () => void,
  ): Promise<T> => {
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
            return await asking(compiled, binds, statement, (compiled.text as Statement).kind === 'define' ? undefined : session)
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
        throw options.readOnly || !isUncertain(error) ? own(error) : unknownOutcome(name, error)
      })
      return value
    } finally {
      // Ends what is open with a rollback; whoever waits already has an answer.
      void session.endSession().catch(() => undefined)
    }
  }

  return {
    name,
    engine,
    capabilities: engine.capabilities(settings),
    collation: settings.COLLATION === 'binary' ? 'binary' : 'native',
    version: String(settings.SERVER_VERSION ?? engine.version),
    run: (compiled, binds, options) => asking(compiled, binds, options),
    async transaction(options, work) {
      let committing = false
      try {
        return await bounded(
          name,
          options,
          async () =>
            transact(await connection.connected(), options, work, () => {
              committing = true
            }),
          (error) => (committing && !options.readOnly ? unknownOutcome(name, error) : undefined),
        )
      } catch (error) {
        if (isDead(error)) connection.lost()
        throw error instanceof GatewayError || !isDriverError(error) ? error : own(error)
      }
    },
    async health(options): Promise<Health> {
      const began = performance.now()
      const answer = (error: Code | null): Health => ({
        ok: error === null,
        latency: performance.now() - began,
        serverVersion: connection.serverVersion(),
        database: null,
        error,
        trouble: error === null ? null : 'other',
      })
      try {
        await bounded(name, options, () => withClient((connected) => connection.database(connected).command({ ping: 1 })))
        return answer(null)
      } catch (error) {
        return answer(own(error).code)
      }
    },
    introspect: (options) =>
      bounded(name, options, () => withClient((connected) => introspectCollections(connection.database(connected), options))).catch(
        (error: unknown) => {
          throw own(error)
        },
      ),
    [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
  }
}

const isDriverError = (error: unknown): boolean => error instanceof Error && error.name.startsWith('Mongo')

const rolledBackWith = (datasource: string, cause: unknown): GatewayError =>
  new GatewayError('TRANSACTION_ROLLED_BACK', 'The transaction was rolled back because one of its statements failed.', {
    datasource,
    cause,
  })

const unknownOutcome = (datasource: string, cause: unknown): GatewayError =>
  new GatewayError(
    'WRITE_OUTCOME_UNKNOWN',
    `Whether the datasource ${datasource} kept the changes is not known; read before writing again.`,
    {
      datasource,
      cause,
    },
  )

const isUncertain = (error: unknown): boolean =>
  isUnanswered(error) ||
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
