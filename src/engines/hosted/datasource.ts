/** A live datasource over lent sessions: encodes, leases, decodes; a transaction keeps to one session. */

import { type Code, GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import { bounded, over } from '../../datasource/bounded.ts'
import type { Capabilities } from '../../datasource/capabilities.ts'
import {
  type Cell,
  type Compiled,
  type Datasource,
  type Engine,
  MAX_RESULT_BYTES,
  type Row,
  type RunOptions,
  type RunResult,
  type Session,
} from '../../datasource/datasource.ts'
import type { IntrospectOptions, TableInfo } from '../../datasource/introspection.ts'
import type { Health, Stats, Trouble } from '../../datasource/report.ts'
import { createRetries } from '../../datasource/retries.ts'
import type { Binds, Collation } from '../../query/query.ts'
import { type Answer, type Host, type Lease, type Task, troubleBehind } from './host.ts'

export interface HostedOptions {
  readonly name: string
  readonly engine: Engine
  readonly capabilities: Capabilities
  readonly collation: Collation
  readonly version: string
  readonly host: Host
  /** An encoded value as the driver takes it; throws for what it cannot take. */
  readonly bind: (value: unknown) => unknown
  /** True when this text may change rows: writes wait for each other outside the database. */
  readonly writes: (text: string) => boolean
  /** Answers one row: 1, and the database's own name for itself or null. Shows that it still answers. */
  readonly test: string
  /** Asks the database what it holds, on one session; `params` as the driver takes them. */
  readonly introspect?: (query: Query, options: IntrospectOptions) => Promise<readonly TableInfo[]>
  /** Asks the database how much it holds, on one session, in few statements. */
  readonly stats?: (query: Query) => Promise<Stats>
}

/** One statement about the database itself: rows as the driver gave them, a list of values each. */
export type Query = (text: string, params?: readonly unknown[]) => Promise<readonly (readonly unknown[])[]>

/** Past these the outcome of a COMMIT that was sent is not known. */
const UNKNOWN: ReadonlySet<Code> = new Set(['DATASOURCE_TIMEOUT', 'QUERY_CANCELLED', 'DATASOURCE_UNAVAILABLE'])

export function hostedDatasource(options: HostedOptions): Datasource {
  const { name, host, introspect, stats } = options
  const retries = createRetries()
  const internal = (cause: unknown): GatewayError =>
    new GatewayError('INTERNAL_SERVER_ERROR', 'Unexpected error.', { datasource: name, cause })

  const tooLarge = (maxRows: number): GatewayError =>
    new GatewayError('RESULT_TOO_LARGE', `The answer of the datasource ${name} has more than ${maxRows} rows; ask for a page of it.`, {
      datasource: name,
    })

  const askOf = (compiled: Compiled, binds: Binds, { maxRows, maxBytes = MAX_RESULT_BYTES }: RunOptions): Task & { kind: 'run' } => {
    const { text } = compiled
    if (typeof text !== 'string') throw internal(new Error(`compiled for another engine than ${options.engine.type}`))
    try {
      const params = compiled.params.map((param) => options.bind(param.encode(binds[param.slot] as Value)))
      return { kind: 'run', text, params, maxRows, maxBytes }
    } catch (error) {
      throw error instanceof GatewayError ? named(error, name) : internal(error)
    }
  }

  const resultOf = (compiled: Compiled, answer: Answer, maxRows: number): RunResult => {
    if (answer.kind !== 'rows') return { rows: [] }
    if (answer.more) throw tooLarge(maxRows)
    try {
      return { rows: answer.rows.map((row) => decodeRow(compiled, row, name)), affected: answer.affected }
    } catch (error) {
      throw internal(error)
    }
  }

  const transact = async <T>(
    lease: Lease,
    runOptions: RunOptions & { readonly readOnly: boolean },
    work: (session: Session) => Promise<T>,
    { sent, asks }: { sent(commit: boolean): void; asks(step: 1 | -1): void },
  ): Promise<T> => {
    let failed: unknown
    let ended = false
    const session: Session = {
      async run(compiled, binds, statement) {
        if (ended) throw internal(new Error('the transaction is over'))
        asks(1)
        try {
          return resultOf(compiled, await lease.ask(askOf(compiled, binds, statement), statement), statement.maxRows)
        } catch (error) {
          // What follows a failed statement differs between databases; here the whole transaction fails on each.
          failed ??= error
          throw error
        } finally {
          asks(-1)
        }
      },
    }
    await lease.ask({ kind: 'begin', readOnly: runOptions.readOnly }, runOptions)
    const value = await work(session).finally(() => {
      ended = true
    })
    if (failed !== undefined)
      throw new GatewayError('TRANSACTION_ROLLED_BACK', 'The transaction was rolled back because one of its statements failed.', {
        datasource: name,
        cause: failed,
      })
    const late = over(name, runOptions)
    if (late !== null) throw late
    sent(true)
    try {
      await lease.ask({ kind: 'commit' }, runOptions)
    } catch (error) {
      throw error instanceof GatewayError ? outcome(error, runOptions.readOnly) : error
    }
    sent(false)
    return value
  }

  const outcome = (error: GatewayError, readOnly: boolean): GatewayError =>
    readOnly || !UNKNOWN.has(error.code)
      ? error
      : new GatewayError(
          'WRITE_OUTCOME_UNKNOWN',
          `Whether the datasource ${name} kept the changes is not known; read before writing again.`,
          {
            datasource: name,
            cause: error,
          },
        )

  /** One statement on a session of its own. Rejects with StaleSession where the session had died before it was lent. */
  const once = async (ask: Task, runOptions: RunOptions, writes: boolean): Promise<Answer> => {
    const lease = await host.lease(runOptions, writes)
    try {
      return await lease.ask(ask, runOptions)
    } catch (error) {
      if (lease.reused && error instanceof GatewayError && error.code === 'DATASOURCE_UNAVAILABLE') throw new StaleSession(error)
      throw error
    } finally {
      lease.release()
    }
  }

  /** Questions about the database itself, all on one session. */
  const inquire = async <T>(runOptions: RunOptions, work: (query: Query) => Promise<T>): Promise<T> => {
    const lease = await host.lease(runOptions, false)
    try {
      const found = await work(async (text, params = []) => {
        const answer = await lease.ask({ kind: 'run', text, params, maxRows: runOptions.maxRows }, runOptions)
        if (answer.kind !== 'rows') return []
        // Tables that are silently left out would look like tables that are gone.
        if (answer.more) throw tooLarge(runOptions.maxRows)
        return answer.rows
      })
      lease.release()
      return found
    } catch (error) {
      lease.discard()
      throw error
    }
  }

  /** By its own word, once it has been asked. */
  let database: string | null = null

  return {
    name,
    engine: options.engine,
    capabilities: options.capabilities,
    collation: options.collation,
    version: options.version,
    async run(compiled, binds, runOptions) {
      const ask = askOf(compiled, binds, runOptions)
      const writes = options.writes(ask.text)
      retries.asked()
      try {
        return resultOf(compiled, await once(ask, runOptions, writes), runOptions.maxRows)
      } catch (error) {
        // A connection that lay idle may have died unnoticed. A read may be asked again, once; a write may have been done.
        if (!(error instanceof StaleSession)) throw error
        if (writes || over(name, runOptions) !== null || !retries.spend()) throw error.failure
        return resultOf(compiled, await once(ask, runOptions, writes).catch(unwrapStale), runOptions.maxRows)
      }
    },
    async transaction(runOptions, work) {
      const lease = await host.lease(runOptions, !runOptions.readOnly)
      let committing = false
      let running = 0
      const told = {
        sent(commit: boolean) {
          committing = commit
        },
        asks(step: 1 | -1) {
          running += step
        },
      }
      try {
        // Also bounds `work` while no statement runs: an open transaction holds back everyone else.
        const value = await bounded(
          name,
          runOptions,
          () => transact(lease, runOptions, work, told),
          (error) => (committing ? outcome(error, runOptions.readOnly) : undefined),
        )
        lease.release()
        return value
      } catch (error) {
        if (committing || running > 0 || over(name, runOptions) !== null) lease.discard()
        else await rolledBack(lease, runOptions)
        throw error
      }
    },
    async health(runOptions): Promise<Health> {
      const began = performance.now()
      const answer = (error: Code | null, trouble: Trouble | null): Health => ({
        ok: error === null,
        latency: performance.now() - began,
        serverVersion: host.state()?.serverVersion ?? null,
        database,
        error,
        trouble,
      })
      let lease: Lease | undefined
      try {
        lease = await host.lease(runOptions, false)
        const found = await lease.ask({ kind: 'run', text: options.test, params: [], maxRows: 1 }, runOptions)
        const [one, known] = (found.kind === 'rows' ? found.rows[0] : undefined) ?? []
        // Whatever answers something else is no database that could serve, a pooler without one behind it for instance.
        if (Number(one) !== 1) return answer('INTERNAL_SERVER_ERROR', 'other')
        if (typeof known === 'string' && known !== '') database = known
        return answer(null, null)
      } catch (error) {
        // One session at work on something long is busy, not sick: the deadline of that work bounds it.
        if (lease === undefined && host.state()?.busy === true) return answer(null, null)
        return answer(error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR', troubleBehind(error))
      } finally {
        lease?.release()
      }
    },
    pool: () => host.pool(),
    ...(introspect === undefined
      ? {}
      : { introspect: (runOptions: RunOptions & IntrospectOptions) => inquire(runOptions, (query) => introspect(query, runOptions)) }),
    ...(stats === undefined ? {} : { stats: (runOptions: RunOptions) => inquire(runOptions, stats) }),
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  }
}

/** A session at rest needs no more than this to serve again; one that cannot even do this is given up. */
async function rolledBack(lease: Lease, options: RunOptions): Promise<void> {
  const done = await lease.ask({ kind: 'rollback' }, options).then(
    () => true,
    () => false,
  )
  if (done) lease.release()
  else lease.discard()
}

/** A session that served before was found dead. */
class StaleSession extends Error {
  readonly failure: GatewayError

  constructor(failure: GatewayError) {
    super(failure.message)
    this.failure = failure
  }
}

function unwrapStale(error: unknown): never {
  throw error instanceof StaleSession ? error.failure : error
}

/** The same error with the datasource's name on it. */
function named(error: GatewayError, datasource: string): GatewayError {
  return error.datasource === undefined
    ? new GatewayError(error.code, error.message, { datasource, fields: error.fields, cause: error.cause })
    : error
}

function decodeRow({ decode }: Compiled, raw: readonly unknown[], datasource: string): Row {
  if (raw.length !== decode.length) throw new Error(`a row of ${raw.length} columns where ${decode.length} are known`)
  const row: Cell[] = new Array(raw.length)
  for (let i = 0; i < raw.length; i++)
    try {
      row[i] = (decode[i] as (raw: unknown) => Value)(raw[i])
    } catch (error) {
      // One value that has no canonical form is that cell's trouble, not the whole answer's.
      if (!(error instanceof GatewayError)) throw error
      row[i] = named(error, datasource)
    }
  return row
}
