/** The audit: what privileged principals do, written down before it is done. */

import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** One line; its values are fit to be kept: no secret, no parameter. */
export type AuditRecord = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

export interface Audit {
  /** Resolves when the line is on the disk; rejects where it cannot be written, and then nothing may be done. */
  record(line: AuditRecord): Promise<void>
}

/**
 * An audit in a file of JSON lines, which only its owner may read and to which lines are added only.
 * @param file made with its folder at the first line
 * @param tell is told of each line as well, once it is written: for the log
 */
export function fileAudit(file: string, tell: (line: AuditRecord) => void = () => undefined): Audit {
  let last: Promise<unknown> = Promise.resolve()
  const write = async (line: AuditRecord): Promise<void> => {
    await mkdir(dirname(file), { recursive: true })
    const handle = await open(file, 'a', 0o600)
    try {
      await handle.appendFile(`${JSON.stringify(line)}\n`)
      await handle.datasync()
    } finally {
      await handle.close()
    }
    tell(line)
  }
  return {
    record(line) {
      // One after the other, so that lines stand in their order; a failure is that line's own.
      const own = last.then(() => write({ time: new Date().toISOString(), ...line }))
      last = own.catch(() => undefined)
      return own
    },
  }
}
