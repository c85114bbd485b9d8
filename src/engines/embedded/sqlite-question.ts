/** What the gateway and the process that asks a question of SQLite say to each other. */

import type { ConsoleAnswer, ConsoleQuery } from '../../datasource/report.ts'

/** What the process is asked. */
export interface SqliteQuestion extends Pick<ConsoleQuery, 'query' | 'params' | 'maxRows' | 'maxBytes'> {
  /** Absolute. */
  readonly file: string
}

export type SqliteReply =
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'answer' } & ConsoleAnswer)
  | { readonly kind: 'refused'; readonly errcode: number | undefined; readonly message: string }
