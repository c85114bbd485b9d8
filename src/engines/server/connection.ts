/** One connection to a database server, as a driver gives it. */

import type { Answer, Task } from '../hosted/host.ts'

/**
 * What a server engine writes over its driver. One ask at a time; text in, lists of raw values out.
 * It never decides about time: deadlines are the host's, who cancels and closes what takes too long.
 */
export interface Connection {
  readonly serverVersion: string
  /** False once its state or its socket cannot be trusted any more; it is then never lent again. */
  readonly usable: boolean
  /** Rejects with SessionFailure, classified; a failure of the connection itself is DATASOURCE_UNAVAILABLE and makes it unusable. */
  ask(task: Task): Promise<Answer>
  /** Asks the server to stop what runs. Best effort, rejects with whatever went wrong. */
  cancel(): Promise<void>
  /** Ends it at once, whatever it is doing. Never rejects. */
  close(): Promise<void>
}
