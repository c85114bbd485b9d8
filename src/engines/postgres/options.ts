/** The options of PostgreSQL and its connection strings; importing this loads no driver. */

import type { OptionSpec, Settings } from '../../datasource/datasource.ts'
import { serverOptions } from '../server/options.ts'
import { choiceOf, parseServerUrl } from '../server/url.ts'

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
  const rules = { protocols: ['postgres', 'postgresql'], params: ['sslmode', 'schema', 'pgbouncer'] }
  return parseServerUrl(url, 'connect_timeout', rules, (found) => {
    const { settings, params, faults } = found
    const mode = choiceOf(found, 'sslmode', SSL_MODES, 'require verifies the certificate too, and nothing falls back to plain text')
    if (mode !== undefined) settings.SSL__MODE = mode
    const schema = params.get('schema')
    if (schema === '') faults.push('its parameter schema is empty.')
    else if (schema !== undefined) settings.DB_SCHEMA = schema
    const pooler = choiceOf(found, 'pgbouncer', { true: true, false: false })
    if (pooler !== undefined) settings.POOLER = pooler
  })
}
