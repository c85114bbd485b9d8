/** The options of MySQL and MariaDB and their connection strings; importing this loads no driver. */

import type { OptionSpec, Settings } from '../../datasource/datasource.ts'
import { serverOptions } from '../server/options.ts'
import { choiceOf, parseServerUrl } from '../server/url.ts'

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
  return parseServerUrl(url, 'connect_timeout', { protocols, params: ['ssl-mode'] }, (found) => {
    const mode = choiceOf(found, 'ssl-mode', SSL_MODES, 'required verifies the certificate too, and nothing falls back to plain text')
    if (mode !== undefined) found.settings.SSL__MODE = mode
  })
}
