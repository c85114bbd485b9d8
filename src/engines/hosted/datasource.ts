/** A live datasource over lent sessions: encodes, leases, decodes; a transaction keeps to one session. */

import { type Code, GatewayError } from '../../base/errors.ts'
import { bounded, holdable, outcomeUnknown, over } from '../../datasource/bounded.ts'
import type { Capabilities } from '../../datasource/capabilities.ts'
import type { Compiled, Datasource, Engine, RunOptions, Session, Touched } from '../../datasource/datasource.ts'
import type { IntrospectOptions, TableInfo } from '../../datasource/introspection.ts'
import type { Health, Stats, Trouble } from '../../datasource/report.ts'
import { createRetries } from '../../datasource/retries.ts'
import type { Binds, Collation } from '../../query/query.ts'
import { fieldsOf, isBlamable } from './blame.ts'
import { createCodec, internal, tooLarge } from './codec.ts'
import { type Answer, type Host, type Lease, SessionFailure, type Task, troubleBehind, type Violated } from './host.ts'

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
  /** After a failure nothing can be asked in a transaction, not even why, until it is rolled back. */
  readonly failureEnds?: true
  /** Answers one row: 1, and the database's own name for itself or null. Shows that it still answers. */
  readonly test: string
  /** Asks the database what it holds, on one session; `params` as the driver takes them. */
  readonly introspect?: (query: Query, options: IntrospectOptions) => Promise<readonly TableInfo[]>
  /** Asks the database how much it holds, on one session, in few statements. */
  readonly stats?: (query: Query) => Promise<Stats>
}

/** One statement about the database itself: rows as the driver gave them, a list of values each. */
export type Query = (text: string, params?: readonly unknown[]) => Promise<readonly (readonly unknown[])[]>

/** No constraint has more. */
const MOST_COLUMNS = 32

/** Past these the outcome of a write or a COMMIT that was sent is not known. */
const UNKNOWN: ReadonlySet<Code> = new Set(['DATASOURCE_TIMEOUT', 'QUERY_CANCELLED', 'DATASOURCE_UNAVAILABLE'])

/** Never fires. */
const STEADY = new AbortController().signal

export function hostedDatasource(options: HostedOptions): Datasource {
  const { name, host, introspect, stats } = options
  const retries = createRetries()
  const { askOf, resultOf } = createCodec(options)

  const rolledBackWith = (cause: unknown): GatewayError =>
    new GatewayError('TRANSACTION_ROLLED_BACK', 'The transaction was rolled back because one of its statements failed.', {
      datasource: name,
      cause,
    })

  /** Asks, in the wider way where that is why the usual one failed. */
  const put = async (lease: Lease, { compiled, binds, ask }: Question, runOptions: RunOptions): Promise<Answer> => {
    try {
      return await lease.ask(ask, runOptions)
    } catch (error) {
      const isNarrow = error instanceof GatewayError && error.cause instanceof SessionFailure && error.cause.failure.narrow === true
      if (!isNarrow || compiled.wider === undefined) throw error
      return lease.ask(askOf(compiled.wider(), binds, runOptions), runOptions)
    }
  }

  /** Asks, and names the fields of a constraint that is violated. */
  const asked = async (lease: Lease, question: Question, runOptions: RunOptions): Promise<Answer> => {
    const { compiled } = question
    try {
      return await put(lease, question, runOptions)
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
    const ask = async () => {
      if (options.failureEnds === true) await lease.ask({ kind: 'rollback' }, runOptions)
      return lease.ask({ kind: 'run', ...question, maxRows: MOST_COLUMNS }, runOptions)
    }
    // Without an answer the error is told without fields.
    const answer = await ask().catch(() => undefined)
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
        if (ended) throw internal(name, new Error('the transaction is over'))
        asks(1)
        // One after the other: some databases roll back by themselves when a statement fails, and would keep what comes after it.
        const turn = Promise.withResolvers<void>()
        const earlier = before
        before = turn.promise
        await earlier
        try {
          if (failed !== undefined) throw rolledBackWith(failed)
          const question = { compiled, binds, ask: askOf(compiled, binds, statement) }
          return resultOf(compiled, await asked(lease, question, statement), statement.maxRows)
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

  /** A session with an open transaction. One that lay idle may have died unnoticed; nothing was done in it, so that another one may begin, once. */
  const begin = async (runOptions: RunOptions & { readonly readOnly: boolean }, again = true): Promise<Lease> => {
    const { readOnly } = runOptions
    const lease = await host.lease(runOptions, !readOnly)
    try {
      await lease.ask({ kind: 'begin', readOnly }, runOptions)
      return lease
    } catch (error) {
      const late = over(name, runOptions) !== null
      if (late) lease.discard()
      else await rolledBack(lease, runOptions)
      const stale = lease.reused && error instanceof GatewayError && error.code === 'DATASOURCE_UNAVAILABLE'
      if (!again || !stale || late || !retries.spend()) throw error
      return begin(runOptions, false)
    }
  }

  const outcome = (error: GatewayError, readOnly: boolean): GatewayError =>
    readOnly || !UNKNOWN.has(error.code) ? error : outcomeUnknown(name, error)

  /** One statement on a session of its own. Rejects with StaleSession where the session had died before it was lent. */
  const once = async (question: Question, runOptions: RunOptions, writes: boolean): Promise<Answer> => {
    const lease = await host.lease(runOptions, writes)
    try {
      return await asked(lease, question, runOptions)
    } catch (error) {
      // It was sent and may have been done.
      if (writes) throw error instanceof GatewayError ? outcome(error, false) : error
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
        if (answer.more) throw tooLarge(name, runOptions.maxRows)
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
      const question = { compiled, binds, ask: askOf(compiled, binds, runOptions) }
      const writes = options.writes(question.ask.text)
      retries.asked()
      try {
        return resultOf(compiled, await once(question, runOptions, writes), runOptions.maxRows)
      } catch (error) {
        // A connection that lay idle may have died unnoticed. A read may be asked again, once; a write may have been done.
        if (!(error instanceof StaleSession)) throw error
        if (over(name, runOptions) !== null || !retries.spend()) throw error.failure
        return resultOf(compiled, await once(question, runOptions, writes).catch(unwrapStale), runOptions.maxRows)
      }
    },
    async transaction(runOptions, work) {
      retries.asked()
      const lease = await begin(runOptions)
      let committing = false
      using client = holdable(runOptions.signal)
      let running = 0
      const told = {
        sent(commit: boolean) {
          committing = commit
          client.hold()
        },
        asks(step: 1 | -1) {
          running += step
        },
      }
      try {
        // Also bounds `work` while no statement runs: an open transaction holds back everyone else.
        const value = await bounded(
          name,
          { deadline: runOptions.deadline, signal: client.signal },
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

interface Question {
  readonly compiled: Compiled
  readonly binds: Binds
  /** The two together. */
  readonly ask: Task & { kind: 'run' }
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
