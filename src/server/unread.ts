/** Cuts off clients that do not take their answers: what was not sent yet stays in memory for as long as they are connected. */

import type { ServerResponse } from 'node:http'

/**
 * @param open the responses of now; whoever adds them takes them out when they close
 * @param patience milliseconds after which an answer must have been taken; at most twice as many go by
 */
export function cutUnread(open: ReadonlySet<ServerResponse>, patience: number): Disposable {
  let before: ReadonlySet<ServerResponse> = new Set()
  const timer = setInterval(() => {
    // Its headers are sent together with all of it. One without a socket waits for the answers before it on the same connection.
    const unread = [...open].filter((response) => response.headersSent && !response.writableFinished && response.socket !== null)
    for (const response of unread) if (before.has(response)) response.destroy()
    before = new Set(unread)
  }, patience).unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
