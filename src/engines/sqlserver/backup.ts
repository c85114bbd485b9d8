/** How a SQL Server database is backed up and restored with sqlcmd. */

import type { Settings } from '../../datasource/datasource.ts'
import type { BackupGuide } from '../../datasource/report.ts'
import { command, placeOf } from '../hosted/shell.ts'

const bracketed = (name: string): string => `[${name.replaceAll(']', ']]')}]`
const literal = (text: string): string => `N'${text.replaceAll("'", "''")}'`

export function backupOfSqlServer(name: string, settings: Settings): BackupGuide {
  const place = placeOf(settings, { port: 1433, user: 'sa' })
  const { host, port, user, database, tls } = place
  // Newer tools encrypt unless told otherwise: without a certificate to verify, they have to trust what comes.
  const encrypt = { off: ['-C'], verify: ['-N'], insecure: ['-N', '-C'] }[tls]
  // -x: a name such as $(x) is a name, not a variable.
  const ask = (query: string): string =>
    command('sqlcmd', '-S', `tcp:${host},${port}`, '-d', 'master', '-U', user, ...encrypt, '-b', '-x', '-Q', query)
  const db = bracketed(database)
  const file = literal(`${name}.bak`)
  return {
    ...{ host, port, database, user },
    backup: ask(`BACKUP DATABASE ${db} TO DISK = ${file} WITH COPY_ONLY, CHECKSUM, INIT`),
    restore: ask(
      `ALTER DATABASE ${db} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; RESTORE DATABASE ${db} FROM DISK = ${file} WITH REPLACE, CHECKSUM; ALTER DATABASE ${db} SET MULTI_USER`,
    ),
    note: 'Both ask for the password, or take it from SQLCMDPASSWORD; the file lies in the backup folder of the server, and restoring ends all sessions of the database.',
  }
}
