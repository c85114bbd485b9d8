/** A PGlite folder before it is opened: new, whole, half made, damaged, or none of ours. Nothing foreign is ever changed. */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Claim, claimStorage } from './lock.ts'

/** Stands in a folder from the first moment of its creation until the database in it is whole. */
export const CREATING = 'switchyard.creating'
const LOCK = 'switchyard.lock'
/** The major version of PostgreSQL that PGlite is. */
export const PG_MAJOR = '18'

/**
 * Claims a folder for a datasource and makes sure that it may be opened or created.
 * @param folder absolute
 * @throws Error that names the folder and the remedy
 */
export function claimFolder(folder: string, datasource: string): Claim {
  if (statSync(folder, { throwIfNoEntry: false })?.isFile())
    throw new Error(`${folder} is a file; PGlite needs a folder. Set DB_FOLDER of ${datasource} to a folder.`)
  mkdirSync(folder, { recursive: true })
  const claim = claimStorage(join(folder, LOCK), `The folder ${folder}`, datasource, 'Give each datasource a DB_FOLDER of its own.')
  try {
    check(folder, datasource)
    return claim
  } catch (error) {
    claim.release()
    throw error
  }
}

function check(folder: string, datasource: string): void {
  const entries = readdirSync(folder).filter((name) => !name.startsWith(LOCK))
  if (entries.includes(CREATING)) {
    // The marker is written into an empty folder only: all that is here is what an interrupted creation left, and no row was ever kept in it.
    for (const name of entries) if (name !== CREATING) rmSync(join(folder, name), { recursive: true })
    return
  }
  if (entries.length === 0) {
    writeFileSync(join(folder, CREATING), '')
    return
  }
  const remedy = `Restore it from a backup, or set DB_FOLDER of ${datasource} to another folder; nothing in it was changed.`
  if (!entries.includes('PG_VERSION'))
    throw new Error(`The folder ${folder} is not empty and holds no PostgreSQL data (PG_VERSION is missing). ${remedy}`)
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (version !== PG_MAJOR)
    throw new Error(
      `The folder ${folder} was written by PostgreSQL ${/^[\d.]{1,8}$/.test(version) ? version : 'of an unknown version'}; this gateway's PGlite is PostgreSQL ${PG_MAJOR} and cannot read it. Dump it with the version that wrote it and load the dump into a new folder, or set DB_FOLDER of ${datasource} to another folder; nothing in it was changed.`,
    )
  for (const part of ['base', 'global', 'pg_wal', 'pg_xact', join('global', 'pg_control')])
    if (!existsSync(join(folder, part)))
      throw new Error(`The PostgreSQL data in the folder ${folder} is damaged (${part} is missing). ${remedy}`)
}
