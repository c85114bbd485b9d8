/** How the databases that lie in a file or a folder of this machine are backed up and restored. */

import { basename, dirname } from 'node:path'
import type { BackupGuide } from '../../datasource/report.ts'
import { command } from '../hosted/shell.ts'

/** @param file absolute; null for what is kept in memory */
export function backupOfSqlite(name: string, file: string | null): BackupGuide | null {
  if (file === null) return null
  const copy = `${name}.backup.sqlite`
  return {
    ...{ host: null, port: null, user: null, database: basename(file) },
    backup: command('sqlite3', file, `.backup ${copy}`),
    restore: command('sqlite3', file, `.restore ${copy}`),
    note: 'The backup may be taken while the gateway runs; stop it before restoring.',
  }
}

/** @param folder absolute; null for what is kept in memory */
export function backupOfPGlite(name: string, folder: string | null): BackupGuide | null {
  if (folder === null) return null
  const archive = `--file=${name}.tar.gz`
  const parent = `--directory=${dirname(folder)}`
  return {
    ...{ host: null, port: null, user: null, database: basename(folder) },
    // The lock tells which process has the folder open.
    backup: command('tar', '--create', '--gzip', archive, parent, '--exclude=switchyard.lock*', `./${basename(folder)}`),
    restore: `${command('mv', folder, `${folder}.before`)} && ${command('tar', '--extract', '--gzip', archive, parent)}`,
    note: 'Stop the gateway before either: a folder that is copied while it is open is damaged. The archive needs the same major version of PGlite.',
  }
}
