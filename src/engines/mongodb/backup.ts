/** How a MongoDB database is backed up and restored with mongodump and mongorestore. */

import type { Settings } from '../../datasource/datasource.ts'
import type { BackupGuide } from '../../datasource/report.ts'
import { caNote, command, type Place, placeOf } from '../hosted/shell.ts'

const text = (value: Settings[string]): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** @param path what of the server is meant, where a URI says it */
function serverOf({ host, port }: Place, settings: Settings, path: string): string[] {
  const user = text(settings.DB_USER)
  const source = text(settings.AUTH_SOURCE) ?? 'admin'
  if (settings.SRV === true) {
    const login = user === undefined ? '' : `${encodeURIComponent(user)}@`
    const known = user === undefined ? '' : `?authSource=${encodeURIComponent(source)}`
    return [`--uri=mongodb+srv://${login}${host}/${path}${known}`]
  }
  const set = settings.DIRECT_CONNECTION === true ? undefined : text(settings.REPLICA_SET)
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`
  return [
    `--host=${set === undefined ? '' : `${set}/`}${address}`,
    ...(user === undefined ? [] : [`--username=${user}`, `--authenticationDatabase=${source}`]),
  ]
}

function tlsOf({ tls, ca }: Place): string[] {
  if (tls === 'off') return []
  return ['--ssl', ...(tls === 'insecure' ? ['--tlsInsecure'] : ca === undefined ? [] : [`--sslCAFile=${ca}`])]
}

export function backupOfMongodb(name: string, settings: Settings): BackupGuide {
  const place = placeOf(settings, { port: 27017, user: '' })
  const { host, port, database, user } = place
  const rest = [...tlsOf(place), `--archive=${name}.archive.gz`, '--gzip']
  const whole = settings.SRV === true ? [] : [`--db=${database}`]
  // A pattern, in which stars and backslashes mean something.
  const all = `--nsInclude=${database.replace(/[*\\]/g, '\\$&')}.*`
  const login = user === '' ? '' : 'Both ask for the password, or read it from the file that --config names. '
  return {
    ...{ host, database },
    port: settings.SRV === true ? null : port,
    user: user === '' ? null : user,
    backup: command('mongodump', ...serverOf(place, settings, encodeURIComponent(database)), ...whole, ...rest),
    restore: command('mongorestore', ...serverOf(place, settings, ''), all, ...rest, '--drop'),
    note: `${login}What is written meanwhile may be in the copy in part; a whole replica set is copied at one moment with --oplog and without --db.${caNote(place)}`,
  }
}
