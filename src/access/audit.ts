/** The audit: what privileged principals do, written down before it is done. */

import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { escaped } from '../base/log.ts'

/** One line; its values are fit to be kept: no secret, no parameter. */
export type AuditRecord = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

export interface Audit {
  /** Resolves when the line is on the disk; rejects where it cannot be written, and then nothing may be done. */
  record(line: AuditRecord): Promise<void>
}

/**
 * An audit in a file of JSON lines, which only its owner may read and to which lines are added only.
 * @param file made with its folder at the first line
 * @param tell is told of each line as well, once it is written: for the log, which has a time of its own
 */
export function fileAudit(file: string, tell: (line: AuditRecord) => void = () => undefined): Audit {
  let last: Promise<unknown> = Promise.resolve()
  const write = async (line: AuditRecord, time: string): Promise<void> => {
    await mkdir(dirname(file), { recursive: true })
    const handle = await open(file, 'a', 0o600)
    try {
      // JSON leaves some marks as they are that a terminal or a reader would obey; here they stand inside texts only.
      await handle.appendFile(`${escaped(JSON.stringify({ time, ...line }))}\n`)
      await handle.datasync()
    } finally {
      await handle.close()
    }
    tell(line)
  }
  return {
    record(line) {
      // One after the other, so that lines stand in their order; a failure is that line's own.
      const own = last.then(() => write(line, new Date().toISOString()))
      last = own.catch(() => undefined)
      return own
    },
  }
}
