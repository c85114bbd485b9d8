/** How a MySQL or MariaDB database is backed up and restored with the tools of either. */

import type { Settings } from '../../datasource/datasource.ts'
import type { BackupGuide } from '../../datasource/report.ts'
import { caNote, command, type Place, placeOf, word } from '../hosted/shell.ts'

/** Where most Linux systems keep the authorities that they trust. */
const SYSTEM_CA = '/etc/ssl/certs/ca-certificates.crt'
const MYSQL_MODES = { off: 'DISABLED', verify: 'VERIFY_IDENTITY', insecure: 'REQUIRED' } as const

function tlsOf({ tls, ca }: Place, isMariadb: boolean): string[] {
  const authority = tls === 'verify' && ca !== undefined ? [`--ssl-ca=${ca}`] : []
  // MySQL's tools verify nothing unless they are told by whom.
  if (!isMariadb && tls === 'verify' && ca === undefined) authority.push(`--ssl-ca=${SYSTEM_CA}`)
  // In plain text a password is sent under the server's own key, which the tools do not ask for by themselves.
  if (!isMariadb) return [`--ssl-mode=${MYSQL_MODES[tls]}`, ...authority, ...(tls === 'off' ? ['--get-server-public-key'] : [])]
  if (tls === 'off') return ['--skip-ssl']
  return ['--ssl', tls === 'verify' ? '--ssl-verify-server-cert' : '--skip-ssl-verify-server-cert', ...authority]
}

export function backupOfMysql(name: string, settings: Settings, isMariadb: boolean): BackupGuide {
  const place = placeOf(settings, { port: 3306, user: 'root' })
  const { host, port, user, database } = place
  const login = [
    '--protocol=TCP',
    ...[`--host=${host}`, `--port=${port}`, `--user=${user}`, '--password'],
    ...tlsOf(place, isMariadb),
    '--default-character-set=utf8mb4',
  ]
  const file = `${name}.sql`
  const dump = ['--single-transaction', '--no-tablespaces', '--routines', '--triggers', '--events', '--hex-blob', `--result-file=${file}`]
  // The numbers of its transactions, where MySQL keeps any, could not be given to the server that still has them.
  if (!isMariadb) dump.push('--set-gtid-purged=OFF')
  return {
    ...{ host, port, database, user },
    // What follows -- is no option, whatever it begins with.
    backup: command(isMariadb ? 'mariadb-dump' : 'mysqldump', ...login, ...dump, '--', database),
    restore: `${command(isMariadb ? 'mariadb' : 'mysql', ...login, `--database=${database}`)} < ${word(file)}`,
    note: `Both ask for the password; to run unattended, put --defaults-extra-file=FILE, a file that only you can read, first and leave --password out.${caNote(place)}`,
  }
}
