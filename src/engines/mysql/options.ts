/** The options of MySQL and MariaDB and their connection strings; importing this loads no driver. */

import { Faults } from '../../base/errors.ts'
import { parseUrl } from '../../base/url.ts'
import type { OptionSpec, Settings } from '../../datasource/datasource.ts'
import { serverOptions } from '../server/options.ts'

export const mysqlOptions: OptionSpec = serverOptions(3306)
export const mariadbOptions: OptionSpec = mysqlOptions

/** What the servers' own clients call the modes. PREFERRED falls back to plain text, VERIFY_CA lets any name pass. */
const SSL_MODES: Readonly<Record<string, string>> = { disabled: 'off', required: 'verify', verify_identity: 'verify' }

/**
 * `mysql://user:password@host:port/database`, with `ssl-mode` and `connect_timeout` (seconds) as parameters.
 * @throws Faults
 */
export const parseMysqlUrl = (url: string): Settings => parse(url, ['mysql'])

/**
 * The same, as `mariadb://…` or `mysql://…`.
 * @throws Faults
 */
export const parseMariadbUrl = (url: string): Settings => parse(url, ['mariadb', 'mysql'])

function parse(url: string, protocols: readonly string[]): Settings {
  const { host, port, user, password, database, params } = parseUrl(url, { protocols, params: ['ssl-mode', 'connect_timeout'] })
  const faults: string[] = []
  const settings: Record<string, string | number | boolean> = {}
  if (host !== null) settings.DB_HOST = host
  if (port !== null) settings.DB_PORT = port
  if (user !== null) settings.DB_USER = user
  if (password !== null) settings.DB_PASSWORD = password
  if (database !== null) settings.DB_NAME = database
  const wanted = params.get('ssl-mode')?.toLowerCase()
  if (wanted !== undefined) {
    const mode = Object.hasOwn(SSL_MODES, wanted) ? SSL_MODES[wanted] : undefined
    if (mode === undefined)
      faults.push(
        `its parameter ssl-mode must be one of ${Object.keys(SSL_MODES).join(', ')}: required verifies the certificate too, and nothing falls back to plain text.`,
      )
    else settings.SSL__MODE = mode
  }
  const timeout = params.get('connect_timeout')
  if (timeout !== undefined && !/^[1-9]\d{0,2}$/.test(timeout))
    faults.push('its parameter connect_timeout must be a number of seconds from 1 to 999.')
  else if (timeout !== undefined) settings.POOL__CONNECT_TIMEOUT = Number(timeout) * 1000
  if (faults.length > 0) throw new Faults('The connection string has faults:', faults)
  return settings
}
