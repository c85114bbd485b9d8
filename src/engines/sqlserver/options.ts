/** The options of SQL Server and its connection strings; importing this loads no driver. */

import type { OptionSpec, Settings } from '../../datasource/datasource.ts'
import { serverOptions } from '../server/options.ts'
import { choiceOf, parseServerUrl } from '../server/url.ts'

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
  const rules = { protocols: ['sqlserver', 'mssql'], params: ['encrypt', 'trustServerCertificate', 'applicationIntent'] }
  return parseServerUrl(url, 'connectTimeout', rules, (found) => {
    const { settings, faults } = found
    const encrypt = choiceOf(found, 'encrypt', BOOLEANS)
    const trusting = choiceOf(found, 'trustServerCertificate', BOOLEANS)
    if (encrypt === false && trusting === true) faults.push('its parameter trustServerCertificate needs encrypt=true.')
    else if (encrypt === false) settings.SSL__MODE = 'off'
    else if (trusting === true) settings.SSL__MODE = 'insecure'
    else if (encrypt === true) settings.SSL__MODE = 'verify'
    const intent = choiceOf(found, 'applicationIntent', INTENTS)
    if (intent !== undefined) settings.READ_INTENT = intent
  })
}
