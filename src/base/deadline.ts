/** A request's deadline: one absolute moment, and the signal that fires at it or when the client goes away. */

export interface Deadline {
  /** Milliseconds since the epoch after which nothing is awaited any more. */
  readonly at: number
  readonly signal: AbortSignal
}

/** A deadline `ms` from now that also ends when `parent` does. */
export function deadlineIn(ms: number, parent?: AbortSignal): Deadline {
  const timer = AbortSignal.timeout(ms)
  return { at: Date.now() + ms, signal: parent === undefined ? timer : AbortSignal.any([timer, parent]) }
}

/** Milliseconds left, never negative. */
export function remaining(deadline: number): number {
  return Math.max(0, deadline - Date.now())
}
