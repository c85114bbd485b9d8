/** A statement in OpenTelemetry's words. */

import type { StatementEvent } from '../../datasource/report.ts'

/** What telemetry says of a datasource beside its name. It is for operators: no client ever sees it. */
export interface DatabaseFacts {
  /** By OpenTelemetry's list. */
  readonly system: string
  /** The database's own name. */
  readonly namespace: string | undefined
  readonly address: string | undefined
  readonly port: number | undefined
}

const SQL = { read: 'SELECT', insert: 'INSERT', update: 'UPDATE', delete: 'DELETE', define: 'CREATE' } as const

/** What the database is told to do: SQL's verb, or the command of an engine whose statements are objects that name theirs as `kind`. */
export function operationOf({ text, about, transaction }: StatementEvent): string {
  if (transaction === 'whole') return 'transaction'
  if (typeof text === 'object' && text !== null && 'kind' in text && typeof text.kind === 'string') return text.kind
  return about === undefined ? 'execute' : SQL[about.action]
}
