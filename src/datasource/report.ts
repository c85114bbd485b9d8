/** What a datasource can tell its operators: health, size, sessions, backup and what its statements cost. */

import type { Code } from '../base/errors.ts'
import type { Value } from '../base/json.ts'

/** Probes and admin work have their own lane and never wait behind traffic. */
export type Lane = 'traffic' | 'probe' | 'admin'

/** Why a database cannot be reached. For operators; a client learns no more than the code. */
export type Trouble = 'refused' | 'timeout' | 'auth' | 'tls' | 'dns' | 'other'

export interface Health {
  readonly ok: boolean
  /** Milliseconds. */
  readonly latency: number
  readonly serverVersion: string | null
  /** The database's own name for itself; null where it has none or did not answer. */
  readonly database: string | null
  readonly error: Code | null
  readonly trouble: Trouble | null
}

/** The gateway's own sessions of one datasource, at this moment. */
export interface PoolState {
  readonly max: number
  readonly used: number
  readonly idle: number
  readonly waiting: number
}

/** closed: statements go through. open: they are answered at once. half-open: one of them tries whether the database is back. */
export type BreakerState = 'closed' | 'open' | 'half-open'

/** The database's own sessions, the gateway's and everybody else's, as far as its login may see them. */
export interface ServerSessions {
  readonly used: number
  readonly idle: number
  readonly max: number | null
}

export interface TableStats {
  /** As the database names it, with its schema where that is not the usual one. */
  readonly table: string
  readonly rows: number | null
  /** The number of rows comes from the database's own statistics. */
  readonly estimated: boolean
  /** Table and indexes; null where the engine cannot tell. */
  readonly bytes: number | null
}

export interface Stats {
  readonly tables: readonly TableStats[]
  /** Of the whole database; null where the engine cannot tell. */
  readonly bytes: number | null
  readonly sessions: ServerSessions | null
  /** RFC 3339, of the last backup the engine itself knows of. */
  readonly lastBackup: string | null
}

/** How this database is backed up and restored with its own tools. No password is in it, ever. */
export interface BackupGuide {
  readonly host: string | null
  readonly port: number | null
  readonly database: string | null
  readonly user: string | null
  /** Command lines; a value of the configuration in them is quoted for a POSIX shell. */
  readonly backup: string
  readonly restore: string
  /** One sentence on what to mind. */
  readonly note: string
}

/** A question that an operator typed, in the database's own language. */
export interface ConsoleQuery {
  readonly query: string
  readonly params: readonly Value[]
  readonly signal: AbortSignal
  /** Milliseconds since the epoch. */
  readonly deadline: number
  readonly maxRows: number
  readonly maxBytes: number
}

export interface ConsoleAnswer {
  readonly columns: readonly string[]
  /** Values as JSON: numbers that JSON cannot hold exactly, dates and bytes as text. */
  readonly rows: readonly (readonly Value[])[]
  /** There was more than maxRows or maxBytes. */
  readonly truncated: boolean
}

/**
 * The way in for an operator's own questions: a login of its own with low rights, a connection per question, read only,
 * rolled back and closed afterwards. Rejects with GatewayError only.
 */
export interface Console {
  execute(question: ConsoleQuery): Promise<ConsoleAnswer>
}

/** What a statement does to which model; for logs, traces and statistics. */
export interface About {
  readonly action: 'read' | 'insert' | 'update' | 'delete' | 'define'
  readonly model: string
  /** How many keys it answers at once; absent where it is asked once. */
  readonly keys?: number | undefined
}

/** One statement or transaction that has ended, as the guard saw it. */
export interface StatementEvent {
  readonly datasource: string
  readonly engine: string
  readonly lane: Lane
  readonly about: About | undefined
  /** The request it was for. */
  readonly requestId: string | undefined
  /** The statement's text, which holds no values; undefined where there is none or it might. */
  readonly text: unknown
  /** `whole`: no statement, but all of a transaction, told of after its parts. `part`: a statement inside one, which had waited in its stead. */
  readonly transaction?: 'whole' | 'part' | undefined
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** Milliseconds, waiting included. */
  readonly ms: number
  /** Milliseconds of them in the queue; all of them, where it never got beyond it. */
  readonly waitedMs: number
  /** Rows that came, or of a write those that it was about; none of a transaction as a whole. */
  readonly rows: number
  /** Of a transaction that its own work has ended: TRANSACTION_ROLLED_BACK, whatever the work had met. */
  readonly code: Code | null
}

/** Told of every statement after it ended. Must not throw and must cost next to nothing. */
export type Observer = (event: StatementEvent) => void
