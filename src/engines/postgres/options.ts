/** The options of PostgreSQL and its connection strings; importing this loads no driver. */

import { Faults } from '../../base/errors.ts'
import { parseUrl } from '../../base/url.ts'
import type { OptionSpec, Settings } from '../../datasource/datasource.ts'
import { serverOptions } from '../server/options.ts'

export const postgresOptions: OptionSpec = {
  ...serverOptions(5432),
  DB_SCHEMA: { type: 'string', about: 'The schema of tables that name none; without it the search path of the user.' },
  POOLER: {
    type: 'boolean',
    default: false,
    about: 'A pooler that lends connections by the transaction, such as PgBouncer, stands between: nothing is kept in sessions.',
  },
}

/** What libpq calls the modes. `prefer` and `allow` fall back to plain text, `verify-ca` lets any name pass. */
const SSL_MODES: Readonly<Record<string, string>> = { disable: 'off', require: 'verify', 'verify-full': 'verify', 'no-verify': 'insecure' }

/**
 * `postgres://user:password@host:port/database`, with `sslmode`, `schema`, `pgbouncer` and `connect_timeout` (seconds) as parameters.
 * @throws Faults
 */
export function parsePostgresUrl(url: string): Settings {
  const { host, port, user, password, database, params } = parseUrl(url, {
    protocols: ['postgres', 'postgresql'],
    params: ['sslmode', 'schema', 'pgbouncer', 'connect_timeout'],
  })
  const faults: string[] = []
  const settings: Record<string, string | number | boolean> = {}
  if (host !== null) settings.DB_HOST = host
  if (port !== null) settings.DB_PORT = port
  if (user !== null) settings.DB_USER = user
  if (password !== null) settings.DB_PASSWORD = password
  if (database !== null) settings.DB_NAME = database
  const sslmode = params.get('sslmode')
  if (sslmode !== undefined) {
    const mode = Object.hasOwn(SSL_MODES, sslmode) ? SSL_MODES[sslmode] : undefined
    if (mode === undefined)
      faults.push(
        `its parameter sslmode must be one of ${Object.keys(SSL_MODES).join(', ')}: require verifies the certificate too, and nothing falls back to plain text.`,
      )
    else settings.SSL__MODE = mode
  }
  const schema = params.get('schema')
  if (schema === '') faults.push('its parameter schema is empty.')
  else if (schema !== undefined) settings.DB_SCHEMA = schema
  const pooler = params.get('pgbouncer')
  if (pooler !== undefined && pooler !== 'true' && pooler !== 'false') faults.push('its parameter pgbouncer must be true or false.')
  else if (pooler !== undefined) settings.POOLER = pooler === 'true'
  const timeout = params.get('connect_timeout')
  if (timeout !== undefined && !/^[1-9]\d{0,2}$/.test(timeout))
    faults.push('its parameter connect_timeout must be a number of seconds from 1 to 999.')
  else if (timeout !== undefined) settings.POOL__CONNECT_TIMEOUT = Number(timeout) * 1000
  if (faults.length > 0) throw new Faults('The connection string has faults:', faults)
  return settings
}
