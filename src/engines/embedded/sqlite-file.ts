/** A SQLite file before it is opened: claimed for this process, and checked to be one. */

import { closeSync, mkdirSync, openSync, readSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Claim, claimStorage } from './lock.ts'

const HEADER = 'SQLite format 3\0'

/**
 * @param file absolute
 * @throws Error that names the file and the remedy
 */
export function claimFile(file: string, readOnly: boolean, datasource: string): Claim {
  const found = statSync(file, { throwIfNoEntry: false })
  const remedy = `Restore it from a backup, or set DB_FILE of ${datasource} to another file; nothing in it was changed.`
  if (found?.isDirectory()) throw new Error(`${file} is a folder; SQLite needs a file. Set DB_FILE of ${datasource} to a file.`)
  if (found === undefined && readOnly)
    throw new Error(
      `The file ${file} does not exist, and ${datasource} is READ_ONLY. Correct DB_FILE, or let the gateway create it without READ_ONLY.`,
    )
  if (found !== undefined && found.size > 0 && startOf(file) !== HEADER)
    throw new Error(`The file ${file} is not a SQLite database. ${remedy}`)
  // Readers disturb nobody, and may have no right to write a lock.
  if (readOnly) return { release() {} }
  mkdirSync(dirname(file), { recursive: true })
  const real = found === undefined ? file : realpathSync(file)
  return claimStorage(`${real}.switchyard.lock`, `The file ${file}`, datasource, 'Give each datasource a DB_FILE of its own.')
}

function startOf(file: string): string {
  const bytes = Buffer.alloc(HEADER.length)
  const handle = openSync(file, 'r')
  try {
    return bytes.toString('latin1', 0, readSync(handle, bytes, 0, bytes.length, 0))
  } finally {
    closeSync(handle)
  }
}
