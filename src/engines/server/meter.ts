/** Counts what a connection brings, so that an answer is given up before it fills the memory, in the middle of a row if need be. */

import { resultTooLarge } from '../hosted/failure.ts'
import { SessionFailure } from '../hosted/host.ts'
import type { Connection } from './connection.ts'

/** What the driver reads from; with TLS either side of it will do. */
export interface Source {
  on(event: 'data', listener: (chunk: { readonly length: number }) => void): unknown
  destroy(): unknown
}

/** The same connection; a statement that brings more than its maxBytes fails, and the connection with it. */
export function metered(connection: Connection, source: Source): Connection {
  let received = 0
  let most = Number.POSITIVE_INFINITY
  let exceeded: () => void = () => undefined
  source.on('data', (chunk) => {
    received += chunk.length
    if (received <= most) return
    most = Number.POSITIVE_INFINITY
    exceeded()
  })
  return {
    serverVersion: connection.serverVersion,
    get usable() {
      return connection.usable
    },
    async ask(task) {
      const maxBytes = task.kind === 'run' ? task.maxBytes : undefined
      if (maxBytes === undefined) return connection.ask(task)
      received = 0
      most = maxBytes
      const tooMuch = new Promise<never>((_, reject) => {
        exceeded = () => {
          // The rest is on its way already; whoever says goodbye first would have to take it in.
          source.destroy()
          void connection.close()
          reject(new SessionFailure(resultTooLarge(maxBytes)))
        }
      })
      try {
        return await Promise.race([connection.ask(task), tooMuch])
      } finally {
        most = Number.POSITIVE_INFINITY
      }
    },
    cancel: () => connection.cancel(),
    close: () => connection.close(),
  }
}
