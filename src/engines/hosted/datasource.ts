/** A live datasource over lent sessions: encodes, leases, decodes; a transaction keeps to one session. */

import { type Code, GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import { bounded, over } from '../../datasource/bounded.ts'
import type { Capabilities } from '../../datasource/capabilities.ts'
import type { Cell, Compiled, Datasource, Engine, Row, RunOptions, RunResult, Session, Touched } from '../../datasource/datasource.ts'
import type { IntrospectOptions, TableInfo } from '../../datasource/introspection.ts'
import type { Health } from '../../datasource/report.ts'
import type { Binds, Collation } from '../../query/query.ts'
import { fieldsOf, isBlamable } from './blame.ts'
import { type Answer, type Host, type Lease, SessionFailure, type Task, type Violated } from './host.ts'

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
  /** A question for the columns of a constraint or index of which the database told but the name, one column per row; null where there is none to ask. */
  readonly columnsOf?: (code: Code, violated: Violated, touched: Touched) => Pick<Task & { kind: 'run' }, 'text' | 'params'> | null
  /** Asks the database what it holds, on one session; `params` as the driver takes them. */
  readonly introspect?: (query: Query, options: IntrospectOptions) => Promise<readonly TableInfo[]>
}

/** One statement of an introspection: rows as the driver gave them, a list of values each. */
export type Query = (text: string, params?: readonly unknown[]) => Promise<readonly (readonly unknown[])[]>

/** No constraint has more. */
const MOST_COLUMNS = 32

/** Past these the outcome of a write or a COMMIT that was sent is not known. */
const UNKNOWN: ReadonlySet<Code> = new Set(['DATASOURCE_TIMEOUT', 'QUERY_CANCELLED', 'DATASOURCE_UNAVAILABLE'])

/** Never fires. */
const STEADY = new AbortController().signal

export function hostedDatasource(options: HostedOptions): Datasource {
  const { name, host, introspect } = options
  const internal = (cause: unknown): GatewayError =>
    new GatewayError('INTERNAL_SERVER_ERROR', 'Unexpected error.', { datasource: name, cause })

  const rolledBackWith = (cause: unknown): GatewayError =>
    new GatewayError('TRANSACTION_ROLLED_BACK', 'The transaction was rolled back because one of its statements failed.', {
      datasource: name,
      cause,
    })

  const tooLarge = (maxRows: number): GatewayError =>
    new GatewayError('RESULT_TOO_LARGE', `The answer of the datasource ${name} has more than ${maxRows} rows; ask for a page of it.`, {
      datasource: name,
    })

  const askOf = (compiled: Compiled, binds: Binds, maxRows: number): Task & { kind: 'run' } => {
    const { text } = compiled
    if (typeof text !== 'string') throw internal(new Error(`compiled for another engine than ${options.engine.type}`))
    try {
      return { kind: 'run', text, params: compiled.params.map((param) => options.bind(param.encode(binds[param.slot] as Value))), maxRows }
    } catch (error) {
      throw error instanceof GatewayError ? named(error, name) : internal(error)
    }
  }

  const resultOf = (compiled: Compiled, answer: Answer, maxRows: number): RunResult => {
    if (answer.kind !== 'rows') return { rows: [] }
    if (answer.more) throw tooLarge(maxRows)
    try {
      const rows = answer.rows.map((row) => decodeRow(compiled, row, name))
      const { affected, inserted } = answer
      const result = affected === undefined ? { rows } : { rows, affected }
      return compiled.settle?.(inserted === undefined ? result : { ...result, inserted }) ?? result
    } catch (error) {
      throw internal(error)
    }
  }

  /** Asks, and names the fields of a constraint that is violated. */
  const asked = async (lease: Lease, compiled: Compiled, ask: Task & { kind: 'run' }, runOptions: RunOptions): Promise<Answer> => {
    try {
      return await lease.ask(ask, runOptions)
    } catch (error) {
      const { touched } = compiled
      if (touched === undefined || !(error instanceof GatewayError) || !isBlamable(error.code, touched)) throw error
      const fields = await blamed(lease, error, touched, runOptions)
      throw fields === undefined ? error : new GatewayError(error.code, error.message, { datasource: name, fields, cause: error.cause })
    }
  }

  const blamed = async (lease: Lease, error: GatewayError, touched: Touched, runOptions: RunOptions) => {
    const violated = error.cause instanceof SessionFailure ? (error.cause.failure.violated ?? {}) : {}
    const question = violated.columns === undefined ? (options.columnsOf?.(error.code, violated, touched) ?? null) : null
    if (question === null) return fieldsOf(touched, violated)
    // Without an answer the error is told without fields.
    const answer = await lease.ask({ kind: 'run', ...question, maxRows: MOST_COLUMNS }, runOptions).catch(() => undefined)
    return answer?.kind === 'rows' ? fieldsOf(touched, { ...violated, columns: answer.rows.map(([column]) => String(column)) }) : undefined
  }

  const transact = async <T>(
    lease: Lease,
    runOptions: RunOptions & { readonly readOnly: boolean },
    work: (session: Session) => Promise<T>,
    { sent, asks }: { sent(commit: boolean): void; asks(step: 1 | -1): void },
  ): Promise<T> => {
    let failed: unknown
    let ended = false
    let before: Promise<unknown> = Promise.resolve()
    const session: Session = {
      async run(compiled, binds, statement) {
        if (ended) throw internal(new Error('the transaction is over'))
        asks(1)
        // One after the other: some databases roll back by themselves when a statement fails, and would keep what comes after it.
        const turn = Promise.withResolvers<void>()
        const earlier = before
        before = turn.promise
        await earlier
        try {
          if (failed !== undefined) throw rolledBackWith(failed)
          const ask = askOf(compiled, binds, statement.maxRows)
          return resultOf(compiled, await asked(lease, compiled, ask, statement), statement.maxRows)
        } catch (error) {
          // What follows a failed statement differs between databases; here the whole transaction fails on each.
          failed ??= error
          throw error
        } finally {
          asks(-1)
          turn.resolve()
        }
      },
    }
    await lease.ask({ kind: 'begin', readOnly: runOptions.readOnly }, runOptions)
    const value = await work(session).finally(() => {
      ended = true
    })
    if (failed !== undefined) throw rolledBackWith(failed)
    const late = over(name, runOptions)
    if (late !== null) throw late
    sent(true)
    try {
      // Nobody takes it back any more: to cancel it because a client left would only make its outcome unknown.
      await lease.ask({ kind: 'commit' }, { ...runOptions, signal: STEADY })
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
  const once = async (compiled: Compiled, ask: Task & { kind: 'run' }, runOptions: RunOptions, writes: boolean): Promise<Answer> => {
    const lease = await host.lease(runOptions, writes)
    try {
      return await asked(lease, compiled, ask, runOptions)
    } catch (error) {
      // It was sent and may have been done.
      if (writes) throw error instanceof GatewayError ? outcome(error, false) : error
      if (lease.reused && error instanceof GatewayError && error.code === 'DATASOURCE_UNAVAILABLE') throw new StaleSession(error)
      throw error
    } finally {
      lease.release()
    }
  }

  return {
    name,
    engine: options.engine,
    capabilities: options.capabilities,
    collation: options.collation,
    version: options.version,
    async run(compiled, binds, runOptions) {
      const ask = askOf(compiled, binds, runOptions.maxRows)
      const writes = options.writes(ask.text)
      try {
        return resultOf(compiled, await once(compiled, ask, runOptions, writes), runOptions.maxRows)
      } catch (error) {
        // A connection that lay idle may have died unnoticed. A read may be asked again, once; a write may have been done.
        if (!(error instanceof StaleSession)) throw error
        if (over(name, runOptions) !== null) throw error.failure
        return resultOf(compiled, await once(compiled, ask, runOptions, writes).catch(unwrapStale), runOptions.maxRows)
      }
    },
    async transaction(runOptions, work) {
      const lease = await host.lease(runOptions, !runOptions.readOnly)
      let committing = false
      const left = new AbortController()
      const leave = (): void => {
        if (!committing) left.abort(runOptions.signal.reason)
      }
      runOptions.signal.addEventListener('abort', leave)
      if (runOptions.signal.aborted) leave()
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
          { deadline: runOptions.deadline, signal: left.signal },
          () => transact(lease, runOptions, work, told),
          (error) => (committing ? outcome(error, runOptions.readOnly) : undefined),
        )
        lease.release()
        return value
      } catch (error) {
        if (committing || running > 0 || over(name, runOptions) !== null) lease.discard()
        else await rolledBack(lease, runOptions)
        throw error
      } finally {
        runOptions.signal.removeEventListener('abort', leave)
      }
    },
    async health(runOptions): Promise<Health> {
      const began = performance.now()
      const answer = (error: Code | null): Health => ({
        ok: error === null,
        latency: performance.now() - began,
        serverVersion: host.state()?.serverVersion ?? null,
        database: null,
        error,
        trouble: error === null ? null : 'other',
      })
      let lease: Lease | undefined
      try {
        lease = await host.lease(runOptions, false)
        await lease.ask({ kind: 'run', text: 'select 1', params: [], maxRows: 1 }, runOptions)
        return answer(null)
      } catch (error) {
        // One session at work on something long is busy, not sick: the deadline of that work bounds it.
        if (lease === undefined && host.state()?.busy === true) return answer(null)
        return answer(error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR')
      } finally {
        lease?.release()
      }
    },
    ...(introspect === undefined
      ? {}
      : {
          async introspect(runOptions: RunOptions & IntrospectOptions) {
            const lease = await host.lease(runOptions, false)
            try {
              const tables = await introspect(async (text, params = []) => {
                const answer = await lease.ask({ kind: 'run', text, params, maxRows: runOptions.maxRows }, runOptions)
                if (answer.kind !== 'rows') return []
                // Tables that are silently left out would look like tables that are gone.
                if (answer.more) throw tooLarge(runOptions.maxRows)
                return answer.rows
              }, runOptions)
              lease.release()
              return tables
            } catch (error) {
              lease.discard()
              throw error
            }
          },
        }),
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
