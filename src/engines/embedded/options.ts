/** The options of the embedded engines and their connection strings; importing this loads no driver. */

import { Faults } from '../../base/errors.ts'
import type { OptionSpec, Settings } from '../../datasource/datasource.ts'

export const MEMORY = ':memory:'

const COLLATION = {
  type: { oneOf: ['native', 'binary'] },
  default: 'native',
  about: 'How text sorts: as the database does by itself, or by code point.',
} as const

export const sqliteOptions: OptionSpec = {
  DB_FILE: {
    type: 'string',
    about: 'The database file; :memory: keeps everything in memory. Without it the file is <data folder>/<name>.sqlite.',
  },
  DB_NAME: { type: 'string', about: 'The same as DB_FILE.' },
  READ_ONLY: {
    type: 'boolean',
    default: false,
    about: 'Open the file for reading only; it must exist, and any number of processes may do so.',
  },
  POOL__MAX: { type: 'int', default: 2, about: 'How many statements run at the same time, each in a thread of its own.' },
  ADMIN_SQL__ENABLED: {
    type: 'boolean',
    default: false,
    about: 'Let executeQuery ask this file, on a handle of its own that can only read: SQLite has no logins.',
  },
  COLLATION,
  SERVER_VERSION: { type: 'string', about: 'The SQLite version that statements are written for, such as 3.45.' },
}

export const pgliteOptions: OptionSpec = {
  DB_FOLDER: {
    type: 'string',
    about: 'The folder of the database; :memory: keeps everything in memory. Without it the folder is <data folder>/<name>.',
  },
  COLLATION,
}

/**
 * `sqlite:///absolute.db`, `sqlite:relative.db`, `sqlite::memory:`, `file:relative.db`, with options as parameters (`?COLLATION=binary`, `?mode=ro`).
 * @throws Faults
 */
export function parseSqliteUrl(url: string): Settings {
  return parse(url, ['sqlite', 'sqlite3', 'file'], 'DB_FILE', sqliteOptions)
}

/**
 * `pglite:///absolute`, `pglite:relative`, `pglite::memory:`, `memory://`, with options as parameters.
 * @throws Faults
 */
export function parsePGliteUrl(url: string): Settings {
  return parse(url.replace(/^memory:(\/\/)?/i, `pglite:${MEMORY}`), ['pglite'], 'DB_FOLDER', pgliteOptions)
}

function parse(url: string, schemes: readonly string[], key: string, options: OptionSpec): Settings {
  const title = 'The connection string has faults:'
  const match = /^([a-z0-9]+):(?:\/\/)?([^?#]*)(?:\?([^#]*))?$/i.exec(url.trim())
  const scheme = match?.[1]?.toLowerCase() ?? ''
  if (match === null || !schemes.includes(scheme))
    throw new Faults(title, [
      `It must begin with ${schemes[0]}: and then name the path, as in ${schemes[0]}:data/main or ${schemes[0]}:///data/main.`,
    ])
  const faults: string[] = []
  const settings: Record<string, string | number | boolean> = {}
  const path = decode(match[2] ?? '')
  if (path === null) faults.push('The path has a % that begins no escape; write %25.')
  else if (/^\/?:?memory:?$/i.test(path)) settings[key] = MEMORY
  else if (path !== '') settings[key] = path
  for (const [name, text] of new URLSearchParams(match[3] ?? '')) {
    const known = Object.keys(options).find((option) => option.toLowerCase() === name.toLowerCase())
    if (name === 'mode' && options.READ_ONLY !== undefined && /^(ro|rw|rwc|memory)$/.test(text)) {
      if (text === 'memory') settings[key] = MEMORY
      else settings.READ_ONLY = text === 'ro'
    } else if (known === undefined || known === key || known === 'DB_NAME')
      faults.push(
        `The parameter ${name} is not known; possible are ${Object.keys(options)
          .filter((option) => option !== key && option !== 'DB_NAME')
          .join(', ')}.`,
      )
    else {
      const value = typed(text, options[known]?.type)
      if (value === null) faults.push(`The parameter ${name} cannot be ${JSON.stringify(text)}. ${options[known]?.about}`)
      else settings[known] = value
    }
  }
  if (faults.length > 0) throw new Faults(title, faults)
  return settings
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function typed(text: string, type: OptionSpec[string]['type'] | undefined): string | number | boolean | null {
  if (type === 'int') return /^\d{1,6}$/.test(text) ? Number(text) : null
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : null
  if (typeof type === 'object') return type.oneOf.includes(text) ? text : null
  return text
}
