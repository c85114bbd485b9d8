/** The way of an operator's question: looked at, queued, asked on a connection of its own, and the connection closed whatever happened. */

import { type Code, GatewayError } from '../../base/errors.ts'
import { redactText } from '../../base/log.ts'
import { bounded } from '../../datasource/bounded.ts'
import { createBulkhead } from '../../datasource/bulkhead.ts'
import type { Console, ConsoleAnswer, ConsoleQuery } from '../../datasource/report.ts'
import type { Failure } from '../hosted/host.ts'

/** A connection for one question. */
export interface ConsoleSession {
  /** Rejects with GatewayError. */
  ask(question: ConsoleQuery): Promise<ConsoleAnswer>
  /** Tells the server to stop what runs. Best effort. */
  cancel(): Promise<void>
  /** Rolls back and ends it at once. Resolves when nothing of it runs any more, as far as that can be known. */
  close(): Promise<void>
}

export interface ConsoleOptions {
  /** The datasource's name. */
  readonly name: string
  /** Why a question is not even asked, in a sentence. */
  refuse(question: ConsoleQuery): string | undefined
  /** Rejects with GatewayError. */
  connect(question: ConsoleQuery): Promise<ConsoleSession>
}

/** Questions of one datasource at the same time. */
const AT_ONCE = 2
const QUEUE = 8
/** Milliseconds that a statement may run on the server; the gateway waits a little longer, for the connection. */
export const STATEMENT_LIMIT = 5_000
const QUESTION_LIMIT = 8_000

export function createConsole({ name, refuse, connect }: ConsoleOptions): Console {
  const lane = createBulkhead(name, { concurrency: AT_ONCE, queue: QUEUE })
  return {
    async execute(asked) {
      const refusal = refuse(asked)
      if (refusal !== undefined) throw new GatewayError('QUERY_UNSUPPORTED', refusal, { datasource: name })
      const question = { ...asked, deadline: Math.min(asked.deadline, Date.now() + QUESTION_LIMIT) }
      const leave = await lane.enter(question)
      let connecting: Promise<ConsoleSession> | undefined
      let late = false
      const end = async (): Promise<void> => {
        const session = await connecting?.catch(() => undefined)
        if (late) await session?.cancel().catch(() => undefined)
        await session?.close()
      }
      try {
        return await bounded(
          name,
          question,
          async () => {
            connecting = connect(question)
            const session = await connecting
            return session.ask(question)
          },
          () => {
            late = true
            return undefined
          },
        )
      } finally {
        // The place is free when the connection is gone: no more than two are ever at work.
        void end().finally(leave)
      }
    },
  }
}

/** What the database itself said, as far as it may be told. */
export interface Said {
  readonly failure: Failure
  /** The server's words about the statement; absent where no server spoke. */
  readonly words?: string
  /** It is about rights. */
  readonly denied?: boolean
}

/** Codes that are about the datasource and not about what was asked. */
const OF_THE_DATASOURCE: ReadonlySet<Code> = new Set([
  'DATASOURCE_UNAVAILABLE',
  'DATASOURCE_TIMEOUT',
  'DATASOURCE_OVERLOADED',
  'DATASOURCE_READ_ONLY',
  'DATASOURCE_STORAGE_FULL',
  'RESULT_TOO_LARGE',
])

/** The error of a question: who types SQL needs the database's own words, but no login, address or secret in them. */
export function databaseError(datasource: string, { failure, words, denied = false }: Said): GatewayError {
  const details = { datasource, cause: new Error(failure.detail) }
  if (denied && words !== undefined) return new GatewayError('FORBIDDEN', `The console's login may not do this: ${fit(words)}`, details)
  if (OF_THE_DATASOURCE.has(failure.code)) return new GatewayError(failure.code, failure.message, details)
  if (words === undefined) return new GatewayError('INTERNAL_SERVER_ERROR', 'Unexpected error.', details)
  return new GatewayError('BAD_USER_INPUT', `The database says: ${fit(words)}`, details)
}

/** A login that may do more than read is not used. @param remedy the statements that make a fit one */
export function unfitLogin(datasource: string, rights: readonly string[], remedy: string): GatewayError {
  return new GatewayError(
    'FORBIDDEN',
    `The login in ADMIN_SQL__USER of ${datasource} may do more than read (${rights.slice(0, 5).join(', ')}), so nothing is asked with it. ${remedy}`,
    { datasource },
  )
}

const LONGEST = 300

/** A database's words on one line: secrets, logins and addresses masked. */
export function fit(words: string): string {
  const clean = redactText(words)
    .replace(/'[^']*'@'[^']*'/g, 'this login')
    .replace(/\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b/g, '…')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return clean.length <= LONGEST ? clean : `${clean.slice(0, LONGEST)}…`
}
