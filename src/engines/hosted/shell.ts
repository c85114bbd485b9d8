/** Command lines for people to copy: whatever a name holds, the shell and the tool take it for nothing but a name. */

import type { Settings } from '../../datasource/datasource.ts'

/** One word of a POSIX shell. */
export function word(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** A command line; parts that are undefined are left out. */
export function command(...parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .map(word)
    .join(' ')
}

/** What tools of the servers' own are told of a server. No password is here. */
export interface Place {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
  readonly tls: 'off' | 'verify' | 'insecure'
  /** A file that holds SSL__CA, where that is set. */
  readonly ca: string | undefined
}

const text = (value: Settings[string], otherwise = ''): string => (typeof value === 'string' && value !== '' ? value : otherwise)

/** @param usual what stands where the settings are silent, as when connecting */
export function placeOf(settings: Settings, usual: { readonly port: number; readonly user: string }): Place {
  const mode = settings.SSL__MODE
  return {
    host: text(settings.DB_HOST, '127.0.0.1'),
    port: typeof settings.DB_PORT === 'number' ? settings.DB_PORT : usual.port,
    user: text(settings.DB_USER, usual.user),
    database: text(settings.DB_NAME),
    tls: mode === 'verify' || mode === 'insecure' ? mode : 'off',
    ca: text(settings.SSL__CA) === '' ? undefined : 'ca.pem',
  }
}

/** What the note says of the files that a command names. */
export const caNote = ({ ca, tls }: Place): string => (ca === undefined || tls === 'off' ? '' : ` Save SSL__CA as ${ca} first.`)
