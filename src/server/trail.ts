/** What a request leaves behind for log, metrics and traces: noted while it runs, read once it has been answered. */

import type { Principal } from '../access/principal.ts'
import type { Code } from '../base/errors.ts'
import type { Observer, StatementEvent } from '../datasource/report.ts'
import { type Findings, type FrontRequest, GRAPHQL_PATH } from './check.ts'

/** A statement, and when it ended by the monotonic clock. */
export interface Step {
  readonly event: StatementEvent
  readonly endedAt: number
}

export interface Trail {
  /** Milliseconds since the epoch, at the moment of the visit's `startedAt`. */
  readonly epoch: number
  /** By the monotonic clock, when the front had let the operation through; undefined before. */
  executedAt: number | undefined
  /** The first of its statements and transactions; there may have been more. */
  readonly steps: Step[]
  /** Transactions are not among them. */
  statements: number
  /** Rows that databases returned or wrote. */
  rows: number
  readonly datasources: Set<string>
  /** Milliseconds that a statement waited for its turn, of those that waited longest; undefined before one has ended. */
  waited: number | undefined
  /** Errors sent, by their code. */
  readonly errors: Map<Code, number>
  /** There is an answer: no error, or beside the errors a root field that is not null, as each of them may be. */
  data: boolean
  /** Whether something may have been written by now; undefined where nobody tells. */
  writing: boolean | undefined
  /** Is told of the statements that end after the answer; set when it is sent. */
  late: ((step: Step) => void) | undefined
  readonly observe: Observer
}

/** Steps that are kept of one request. */
const MAX_STEPS = 200

export function startTrail(): Trail {
  let told = 0
  const trail: Trail = {
    epoch: Date.now(),
    executedAt: undefined,
    steps: [],
    statements: 0,
    rows: 0,
    datasources: new Set(),
    waited: undefined,
    errors: new Map(),
    data: false,
    writing: undefined,
    late: undefined,
    observe(event) {
      if (event.transaction !== 'whole') trail.statements++
      trail.rows += event.rows
      trail.datasources.add(event.datasource)
      trail.waited = Math.max(trail.waited ?? 0, event.waitedMs)
      if (++told > MAX_STEPS) return
      const step = { event, endedAt: performance.now() }
      if (trail.late === undefined) trail.steps.push(step)
      else trail.late(step)
    },
  }
  return trail
}

/** Notes errors as they are sent. */
export function noteErrors(trail: Trail, codes: readonly Code[]): void {
  for (const code of codes) trail.errors.set(code, (trail.errors.get(code) ?? 0) + 1)
}

/** ok: no error. partial: data and errors. failed: executed, but nothing of it is there. refused: never executed. cancelled: the client left. */
export type Outcome = 'ok' | 'partial' | 'failed' | 'refused' | 'cancelled'

/** One answered request, as log, metrics and traces read it. */
export interface Report {
  readonly id: string
  readonly method: string
  readonly path: string
  /** Whether it asked the graph; pages, health and the like do not. */
  readonly graph: boolean
  readonly client: string | null
  readonly principal: Principal
  readonly operation: { readonly type: 'query' | 'mutation' | 'subscription'; readonly name: string | undefined } | undefined
  /** 0 where it is not known. */
  readonly cost: number
  readonly status: number
  readonly outcome: Outcome
  /** By the monotonic clock. */
  readonly startedAt: number
  readonly endedAt: number
  readonly trail: Trail
  readonly header: (name: string) => string | null
}

/** A request of which the answer is known. */
export interface Answered {
  readonly front: FrontRequest
  readonly found: Findings
  readonly startedAt: number
  readonly trail: Trail
}

export function reportOf({ front, found, startedAt, trail }: Answered, status: number): Report {
  const { operation } = found
  return {
    id: front.id,
    method: front.method,
    path: front.path,
    graph: front.path === GRAPHQL_PATH && (front.method === 'POST' || found.query !== ''),
    client: front.address,
    principal: found.principal,
    operation: operation === undefined ? undefined : { type: operation.operation, name: operation.name?.value },
    cost: found.cost,
    status,
    outcome: outcomeOf(trail),
    startedAt,
    endedAt: performance.now(),
    trail,
    header: front.header,
  }
}

function outcomeOf({ errors, data, executedAt }: Trail): Outcome {
  if (errors.has('QUERY_CANCELLED')) return 'cancelled'
  if (data) return errors.size === 0 ? 'ok' : 'partial'
  return executedAt === undefined || errors.has('GRAPHQL_VALIDATION_FAILED') ? 'refused' : 'failed'
}

/** What is told of every answered request; it must not throw, and must cost next to nothing. */
export interface Telemetry {
  /** A line in the log per request. Errors and slow requests leave theirs in any case. */
  readonly accessLog: boolean
  /** Milliseconds from which on a request is slow. */
  readonly slowAfter: number
  /** Sends the request's spans on their way. Returns the id of their trace; undefined where it is not sampled. */
  readonly trace?: (report: Report) => string | undefined
  readonly count?: (report: Report) => void
}
