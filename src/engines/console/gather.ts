/** The rows of a console's answer: as many as were asked for and no more bytes than allowed. */

import type { Value } from '../../base/json.ts'
import type { ConsoleQuery } from '../../datasource/report.ts'

export interface Gather {
  readonly rows: readonly (readonly Value[])[]
  readonly truncated: boolean
  /** False when there was no room for it: nothing more is wanted then. */
  add(row: readonly Value[]): boolean
  /** Nothing more comes, though there was more. */
  cut(): void
}

export function gather({ maxRows, maxBytes }: Pick<ConsoleQuery, 'maxRows' | 'maxBytes'>): Gather {
  const rows: (readonly Value[])[] = []
  let bytes = 0
  let truncated = false
  return {
    rows,
    get truncated() {
      return truncated
    },
    add(row) {
      if (truncated) return false
      const size = Buffer.byteLength(JSON.stringify(row))
      if (rows.length >= maxRows || bytes + size > maxBytes) {
        truncated = true
        return false
      }
      bytes += size
      rows.push(row)
      return true
    },
    cut() {
      truncated = true
    },
  }
}

/** Bytes as text, whatever kind of array the driver keeps them in. */
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

/** A double as JSON: what JSON has no number for is text. */
export const double = (value: number): Value => (Number.isFinite(value) ? value : String(value))
