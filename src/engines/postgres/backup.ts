/** How a PostgreSQL database is backed up and restored with pg_dump and pg_restore. */

import { isIP } from 'node:net'
import type { Settings } from '../../datasource/datasource.ts'
import type { BackupGuide } from '../../datasource/report.ts'
import { caNote, command, type Place, placeOf } from '../hosted/shell.ts'

const MODES = { off: 'disable', verify: 'verify-full', insecure: 'require' } as const

/** As libpq reads it: a database called `a=b` must not become a setting of the connection. */
const quoted = (value: string | number): string => `'${String(value).replace(/['\\]/g, '\\$&')}'`

function connection({ host, port, user, database, tls, ca }: Place, servername: string): string {
  const named = servername !== '' && isIP(host) !== 0
  const parts: Record<string, string | number | undefined> = {
    host: named ? servername : host,
    hostaddr: named ? host : undefined,
    ...{ port, user, dbname: database, sslmode: MODES[tls] },
    // Without a file libpq would look into the user's home; newer ones know the authorities of the system by this name.
    sslrootcert: tls === 'verify' ? (ca ?? 'system') : undefined,
  }
  return Object.entries(parts)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${quoted(value)}`]))
    .join(' ')
}

export function backupOfPostgres(name: string, settings: Settings): BackupGuide {
  const place = placeOf(settings, { port: 5432, user: 'postgres' })
  const { host, port, user, database } = place
  const dbname = `--dbname=${connection(place, typeof settings.SSL__SERVERNAME === 'string' ? settings.SSL__SERVERNAME : '')}`
  const file = `${name}.dump`
  const pooler = settings.POOLER === true ? ' Put the address of the server itself in place of the pooler’s.' : ''
  return {
    ...{ host, port, database, user },
    backup: command('pg_dump', '--format=custom', `--file=${file}`, dbname),
    restore: command('pg_restore', '--clean', '--if-exists', '--single-transaction', dbname, file),
    note: `Both ask for the password, or find it in the file that PGPASSFILE names; pg_dump must not be older than the server.${caNote(place)}${pooler}`,
  }
}
