/** How often statements may be asked again: a share of the traffic, so that a sick database is not asked twice as much. */

export interface Retries {
  /** Tells of a statement that is asked for the first time. */
  asked(): void
  /** Whether one may be asked again; takes it from what is left. */
  spend(): boolean
}

/** Of ten statements one may be asked again; some at once are for the moment in which all connections of a pool are cut together. */
const SHARE = 0.1
const AT_ONCE = 20

export function createRetries(): Retries {
  let left = AT_ONCE
  return {
    asked() {
      left = Math.min(AT_ONCE, left + SHARE)
    },
    spend() {
      if (left < 1) return false
      left--
      return true
    },
  }
}
