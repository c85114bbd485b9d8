/** The options of SQL Server and its connection strings; importing this loads no driver. */

import { Faults } from '../../base/errors.ts'
import { parseUrl } from '../../base/url.ts'
import type { OptionSpec, Settings } from '../../datasource/datasource.ts'
import { serverOptions } from '../server/options.ts'

export const sqlserverOptions: OptionSpec = {
  ...serverOptions(1433),
  READ_INTENT: {
    type: 'boolean',
    default: false,
    about: 'Tell an availability group that this datasource only reads, so that it may answer from a secondary.',
  },
}

/** As in the connection strings of Microsoft's drivers: to encrypt is to verify, unless the certificate is trusted unseen. */
const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false }
const INTENTS: Readonly<Record<string, boolean>> = { readonly: true, readwrite: false }

/**
 * `sqlserver://user:password@host:port/database`, with `encrypt`, `trustServerCertificate`, `applicationIntent` and
 * `connectTimeout` (seconds) as parameters.
 * @throws Faults
 */
export function parseSqlServerUrl(url: string): Settings {
  const { host, port, user, password, database, params } = parseUrl(url, {
    protocols: ['sqlserver', 'mssql'],
    params: ['encrypt', 'trustServerCertificate', 'applicationIntent', 'connectTimeout'],
  })
  const faults: string[] = []
  const settings: Record<string, string | number | boolean> = {}
  if (host !== null) settings.DB_HOST = host
  if (port !== null) settings.DB_PORT = port
  if (user !== null) settings.DB_USER = user
  if (password !== null) settings.DB_PASSWORD = password
  if (database !== null) settings.DB_NAME = database
  const choice = (key: string, choices: Readonly<Record<string, boolean>>): boolean | undefined => {
    const given = params.get(key)?.toLowerCase()
    if (given === undefined) return undefined
    const found = Object.hasOwn(choices, given) ? choices[given] : undefined
    if (found === undefined) faults.push(`its parameter ${key} must be one of ${Object.keys(choices).join(', ')}.`)
    return found
  }
  const encrypt = choice('encrypt', BOOLEANS)
  const trusting = choice('trustServerCertificate', BOOLEANS)
  if (encrypt === false && trusting === true) faults.push('its parameter trustServerCertificate needs encrypt=true.')
  else if (encrypt === false) settings.SSL__MODE = 'off'
  else if (trusting === true) settings.SSL__MODE = 'insecure'
  else if (encrypt === true) settings.SSL__MODE = 'verify'
  const intent = choice('applicationIntent', INTENTS)
  if (intent !== undefined) settings.READ_INTENT = intent
  const timeout = params.get('connectTimeout')
  if (timeout !== undefined && !/^[1-9]\d{0,2}$/.test(timeout))
    faults.push('its parameter connectTimeout must be a number of seconds from 1 to 999.')
  else if (timeout !== undefined) settings.POOL__CONNECT_TIMEOUT = Number(timeout) * 1000
  if (faults.length > 0) throw new Faults('The connection string has faults:', faults)
  return settings
}
