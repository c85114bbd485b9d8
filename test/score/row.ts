/** What a row of the score sheet is: its promise, its measurement, and what came of it. */

import type { World } from './world.ts'

/** The outcome of a row: what was measured, over how many, and whether it kept the promise. */
export interface Measured {
  /** The figures, in words: `0 of 2,000 without a code; p99 12 ms`. */
  readonly figure: string
  /** How many requests, faults or cases the figure stands on. */
  readonly n: number
  readonly met: boolean
  /** What others do in the same place, or what this run left out. */
  readonly beside?: string
}

export interface ScoreRow {
  /** `R1`, as on the sheet. */
  readonly id: string
  /** What is measured, in a few words. */
  readonly measure: string
  readonly target: string
  /** Must end within two minutes; what it starts it stops. */
  run(scene: Scene): Promise<Measured | Skipped>
}

/** A row that cannot be measured here, and why. */
export interface Skipped {
  readonly skipped: string
}

/** What every row is given. */
export interface Scene {
  /** The same seed leads to the same faults. */
  readonly random: () => number
  /** A folder that is removed afterwards. */
  readonly folder: string
  /**
   * Databases on servers that this run has started itself and may kill, freeze and restart.
   * @throws NotHere where they cannot be had
   */
  world(): Promise<World>
  readonly say: (line: string) => void
}

/** Ends a row as skipped. */
export class NotHere extends Error {
  override readonly name = 'NotHere'
}

/** The p-th percentile (0 to 1) of some numbers; NaN of none. */
export function percentile(values: readonly number[], p: number): number {
  if (values.length === 0) return Number.NaN
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] as number
}

/** Of many, without a call stack to overflow; 0 of none. */
export const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0)

/** Milliseconds in words. */
export const ms = (value: number): string =>
  Number.isNaN(value) ? 'never' : `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ms`

export const count = (value: number): string => value.toLocaleString('en')

/** How often each of these came, the most frequent first: `fine 12, OVERLOADED 3`. */
export function tally(words: Iterable<string>): string {
  const times = new Map<string, number>()
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1)
  return [...times]
    .sort((a, b) => b[1] - a[1])
    .map(([word, n]) => `${word} ${count(n)}`)
    .join(', ')
}

/** Mulberry32: small, fast, good enough to choose faults; public domain, by Tommy Ettinger. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
