/** A mutation operation as a whole: one transaction per datasource, tried again where that is safe, and what each field is told. */

import { setTimeout as pause } from 'node:timers/promises'
import { asGatewayError, GatewayError } from '../../base/errors.ts'
import { over } from '../../datasource/bounded.ts'
import type { Datasource, RunOptions, Session } from '../../datasource/datasource.ts'
import { type Catalog, modelOf } from '../../model/catalog.ts'
import type { Answerer, Shared } from '../answer.ts'
import { type Operation, operation } from '../execute.ts'
import { lockAhead } from './ahead.ts'
import { needsTransactions, Overtaken } from './change.ts'
import type { MutationAnswer, MutationField } from './mutation.ts'
import { claim, digest, keep, type Once, purge, withoutMemory } from './once.ts'
import { type Performed, perform, tellAgain } from './perform.ts'
import { type Prepared, prepare } from './prepare.ts'

export interface Mutator {
  /**
   * Runs the fields of one operation, all or nothing.
   * @param fields in order; an error stands for a field that could not be read, and lets nothing run
   * @returns for each field its answer, or why it has none
   */
  run(
    fields: readonly (MutationField | GatewayError)[],
    options: RunOptions,
    more?: MutateOptions,
  ): Promise<readonly (MutationAnswer | GatewayError)[]>
}

export interface MutateOptions extends Shared {
  /** Each field is a transaction of its own, in order; one that fails leaves the others as they are. */
  readonly independent?: boolean
  /** Sent by the client, so that the same operation sent twice is done once. */
  readonly idempotency?: Idempotency | undefined
  /** Told whether something may have been written by now: from before a commit on, until it is known that it was none. */
  readonly writing?: (mayBe: boolean) => void
}

export interface Idempotency {
  readonly key: string
  /** Whose key it is: the same key of another principal or tenant is another key. */
  readonly scope: readonly string[]
}

export interface MutatorOptions {
  readonly catalog: Catalog
  datasource(name: string): Datasource
  readonly answerer: Answerer
  /** For how many milliseconds a datasource remembers what was done under a key; undefined where it remembers nothing. */
  remembers?(datasource: string): number | undefined
  /** Milliseconds since the epoch. */
  readonly clock?: () => number
}

/** How often a transaction is tried again that is known not to have been applied. */
const RETRIES = 2
/** Milliseconds; doubled each time, and spread, so that two that met do not meet again. */
const PAUSE = 20
/** One in so many operations under a key also removes what is too old. */
const PURGE_EVERY = 50

type Told = Shared & Pick<MutateOptions, 'writing'>

type Outcome = MutationAnswer | GatewayError

export function createMutator({ catalog, datasource, answerer, remembers = () => undefined, clock = Date.now }: MutatorOptions): Mutator {
  const homeOf = ({ mutation }: MutationField) => modelOf(catalog, mutation.model).datasource

  let keyed = 0

  const together = async (
    fields: readonly MutationField[],
    options: RunOptions,
    { writing = () => undefined, ...shared }: Told,
    once?: Once,
  ): Promise<readonly Outcome[]> => {
    const [first] = fields
    if (first === undefined) return []
    const at = datasource(homeOf(first))
    const own = shared.operation ?? operation()
    const planning = () => ({
      catalog,
      execute: answerer.executeEnv(options, { ...shared, operation: fresh(own) }),
      plan: answerer.plan,
    })
    const now = clock()
    // The field that is at work; -1 when the transaction as a whole is.
    let busy = -1
    try {
      const prepared: Prepared[] = []
      for (const [i, field] of fields.entries()) {
        busy = i
        prepared.push(
          await prepare(
            { ...planning(), answer: (read, binds) => answerer.answer(read, binds, options, { ...shared, operation: fresh(own) }) },
            field,
          ),
        )
      }
      const told = {
        writing,
        trying() {
          busy = -1
        },
      }
      const done = await attempts(at, options, told, async (session, alone) => {
        if (alone && fields.length > 1) throw needsTransactions({ datasource: at })
        if (alone && once !== undefined) throw withoutMemory(at.name)
        const work = { catalog, datasource: at, session, options, now, alone, compile: answerer.compile, onStatement: shared.onStatement }
        const before = once === undefined ? undefined : await claim(work, once)
        if (before === undefined)
          await lockAhead(
            work,
            prepared.map(({ mutation }) => mutation),
          )
        const performed: Performed[] = []
        for (const [i, field] of fields.entries()) {
          busy = i
          const env = { ...work, ...planning() }
          const kept = before?.[i]
          performed.push(kept === undefined ? await perform(env, field, prepared[i] as Prepared) : await tellAgain(env, field, kept))
        }
        busy = -1
        if (once !== undefined && before === undefined) {
          const done = performed.map(({ kept }) => kept)
          await keep(work, once, done)
        }
        return performed
      })
      // Old ones go now and then; where that fails, the next one tries again.
      if (once !== undefined && keyed++ % PURGE_EVERY === 0) await purge(at, once.lifetime, now, options).catch(() => undefined)
      // What other datasources do not answer is an error at its place; the rows are there all the same.
      return await Promise.all(done.map(({ rest }) => rest().catch(asGatewayError)))
    } catch (error) {
      const failure = asGatewayError(error)
      return busy < 0 ? fields.map(() => failure) : blame(fields.length, busy, failure)
    }
  }

  /**
   * Together, under the key that came with them.
   * @param part which of the parts of the operation that are transactions of their own
   * @param whole what the operation asks for as a whole: the key stands for all of it
   */
  const remembered = async (
    fields: readonly MutationField[],
    options: RunOptions,
    shared: Told,
    idempotency: Idempotency | undefined,
    part: number,
    whole: readonly string[],
  ): Promise<readonly Outcome[]> => {
    const [first] = fields
    if (idempotency === undefined || first === undefined) return together(fields, options, shared)
    const home = homeOf(first)
    const lifetime = remembers(home)
    if (lifetime === undefined) return fields.map(() => withoutMemory(home))
    return together(fields, options, shared, {
      id: digest(...idempotency.scope, idempotency.key, `${part}`),
      operation: digest(...whole),
      lifetime,
    })
  }

  return {
    async run(given, options, { independent = false, idempotency, ...shared } = {}) {
      const whole = [
        independent ? 'independent' : 'together',
        ...given.map((field) => (field instanceof GatewayError ? '' : (field.identity ?? ''))),
      ]
      if (independent) {
        const outcomes: Outcome[] = []
        // What was committed stays, whatever becomes of the next one.
        const writing = (mayBe: boolean): void =>
          shared.writing?.(
            mayBe || outcomes.some((outcome) => !(outcome instanceof GatewayError) || outcome.code === 'WRITE_OUTCOME_UNKNOWN'),
          )
        for (const [i, field] of given.entries()) {
          // The key is that of another operation: no part of this one is done any more.
          const reused = outcomes.find((outcome) => outcome instanceof GatewayError && outcome.code === 'IDEMPOTENCY_KEY_REUSED')
          if (reused !== undefined) outcomes.push(reused)
          else if (field instanceof GatewayError) outcomes.push(field)
          else outcomes.push(...(await remembered([field], options, { ...shared, writing }, idempotency, i, whole)))
        }
        return outcomes
      }
      const fields = given.filter((field): field is MutationField => !(field instanceof GatewayError))
      const homes = [...new Set(fields.map(homeOf))]
      if (homes.length > 1) return given.map((field) => (field instanceof GatewayError ? field : crossing(homes)))
      if (fields.length < given.length) return given.map((field) => (field instanceof GatewayError ? field : rolledBack()))
      return remembered(fields, options, shared, idempotency, 0, whole)
    },
  }
}

/** Fields share what they may carry between datasources, but not what they found there: each may have changed it. */
function fresh(shared: Operation): Operation {
  return {
    fills: new Map(),
    get crossed() {
      return shared.crossed
    },
    set crossed(value) {
      shared.crossed = value
    },
  }
}

/** The field that failed with its failure; the others were innocent. */
function blame(count: number, guilty: number, failure: GatewayError): GatewayError[] {
  return Array.from({ length: count }, (_, i) => (i === guilty ? failure : rolledBack()))
}

const rolledBack = (): GatewayError =>
  new GatewayError('TRANSACTION_ROLLED_BACK', 'Nothing was changed here, because another field of the operation failed.')

function crossing(homes: readonly string[]): GatewayError {
  return new GatewayError(
    'CROSS_DATABASE_TRANSACTION_UNSUPPORTED',
    `The operation writes to ${homes.join(' and ')}, which no transaction spans. Send one operation for each, or put @independent on it: then each field is committed by itself, in order.`,
  )
}

/**
 * Runs work in a transaction, again where the one before is known not to have been applied. Where the datasource has no
 * transactions the work runs without, and has to see to it that it writes a single row.
 */
async function attempts<T>(
  at: Datasource,
  options: RunOptions,
  { trying, writing }: { trying(): void; writing(mayBe: boolean): void },
  work: (session: Session, alone: boolean) => Promise<T>,
): Promise<T> {
  let alone = false
  for (let tries = 0; ; tries++) {
    let began = false
    trying()
    try {
      if (alone) {
        writing(true)
        return await work(at, true)
      }
      return await at.transaction({ ...options, readOnly: false }, async (session) => {
        began = true
        const value = await work(session, false)
        writing(true)
        return value
      })
    } catch (error) {
      const failure = error instanceof Overtaken ? error.failure : asGatewayError(error)
      writing(failure.code === 'WRITE_OUTCOME_UNKNOWN')
      if (!alone && !began && failure.code === 'QUERY_UNSUPPORTED') {
        alone = true
        tries--
        continue
      }
      const again = error instanceof Overtaken || failure.code === 'SERIALIZATION_CONFLICT'
      const wait = PAUSE * 2 ** tries * (0.5 + Math.random())
      if (!again || tries >= RETRIES || over(at.name, options) !== null || Date.now() + wait >= options.deadline) throw failure
      await pause(wait)
    }
  }
}
