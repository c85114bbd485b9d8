/** The log's line on each request, and what a slow one did. */

import type { Log } from '../base/log.ts'
import { type Answered, type Report, reportOf, type Step, type Telemetry } from './trail.ts'

/** Statements told of a slow request, those that took longest. */
const MAX_STATEMENTS = 20
const MAX_TEXT = 1_000
/** Clients choose names and paths, and may choose long ones. */
const MAX_NAME = 100

/** Once per request, after its answer is known. */
export function tell(answered: Answered, status: number, log: Log, telemetry: Telemetry): void {
  const report = reportOf(answered, status)
  telemetry.count?.(report)
  logRequest(report, telemetry.trace?.(report), log, telemetry)
}

/** @param traceId under which its spans are found */
export function logRequest(report: Report, traceId: string | undefined, log: Log, { accessLog, slowAfter }: Telemetry): void {
  const ms = report.endedAt - report.startedAt
  const slow = ms >= slowAfter && report.graph
  if (!slow && (!accessLog || isProbe(report))) return
  if (slow) log.warn('A slow request.', { ...fieldsOf(report, ms, traceId), statements: slowest(report.trail.steps) })
  else log.info('Request.', fieldsOf(report, ms, traceId))
}

/** Answered every few seconds for ever: who asks whether all is well is told, not noted. */
const isProbe = ({ path, status }: Report): boolean =>
  /^\/(livez|readyz|healthz|metrics)(\/|$)/.test(path) && (status === 200 || status === 503)

function fieldsOf(report: Report, ms: number, traceId: string | undefined): Record<string, unknown> {
  const { trail, operation, principal } = report
  return {
    requestId: report.id,
    method: report.method,
    path: short(report.path),
    client: report.client,
    status: report.status,
    ms: rounded(ms),
    ...(traceId === undefined ? {} : { traceId }),
    ...(report.graph
      ? {
          principal: short(principal.id),
          roles: principal.roles,
          outcome: report.outcome,
          type: operation?.type,
          operation: operation?.name === undefined ? undefined : short(operation.name),
          cost: report.cost,
          datasources: [...trail.datasources],
          ran: trail.statements,
          rows: trail.rows,
          ...(trail.errors.size === 0 ? {} : { errors: Object.fromEntries(trail.errors) }),
        }
      : {}),
  }
}

/** What was done where, in the order in which it ended: the plan as it was carried out. Texts hold no values. */
function slowest(steps: readonly Step[]): unknown[] {
  const least = steps.map(({ event }) => event.ms).sort((a, b) => b - a)[MAX_STATEMENTS - 1] ?? 0
  return steps
    .filter(({ event }) => event.ms >= least)
    .slice(0, MAX_STATEMENTS)
    .map(({ event }) => ({
      datasource: event.datasource,
      action: event.about?.action,
      model: event.about?.model,
      keys: event.about?.keys,
      ms: rounded(event.ms),
      waitedMs: rounded(event.waitedMs),
      rows: event.rows,
      code: event.code ?? undefined,
      text: event.text === undefined ? undefined : short(textOf(event.text), MAX_TEXT),
    }))
}

/** A statement's text, whatever its engine makes of it. */
export function textOf(text: unknown): string {
  return typeof text === 'string' ? text : JSON.stringify(text)
}

const rounded = (ms: number): number => Math.round(ms * 10) / 10
const short = (text: string, most = MAX_NAME): string => (text.length > most ? `${text.slice(0, most)}…` : text)
