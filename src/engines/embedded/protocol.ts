/** What the gateway's thread and an embedded database's thread say to each other. */

import type { Answer, Failure, Task } from '../hosted/host.ts'

export type Ask = Task | { readonly kind: 'close' }

export type Message =
  /** The first message of a worker: the database is open. */
  { readonly kind: 'ready'; readonly serverVersion: string } | Answer | { readonly kind: 'failed'; readonly failure: Failure }
