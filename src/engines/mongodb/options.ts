/** The options of MongoDB and its connection strings; importing this loads no driver. */

import { Faults } from '../../base/errors.ts'
import { parseUrl } from '../../base/url.ts'
import type { OptionSpec, Settings } from '../../datasource/datasource.ts'
import { serverOptions } from '../server/options.ts'

export const mongodbOptions: OptionSpec = {
  ...serverOptions(27017),
  SRV: {
    type: 'boolean',
    default: false,
    about: 'DB_HOST is a name whose DNS records list the servers, as in mongodb+srv://; DB_PORT is then not used.',
  },
  REPLICA_SET: { type: 'string', about: 'The name of the replica set that DB_HOST belongs to; its other members are found through it.' },
  AUTH_SOURCE: { type: 'string', about: 'The database that knows DB_USER; without it admin.' },
  DIRECT_CONNECTION: {
    type: 'boolean',
    default: false,
    about: 'Speak to DB_HOST alone, whatever replica set it belongs to.',
  },
  RETRY_WRITES: {
    type: 'boolean',
    default: true,
    about:
      'Send a single write that was not answered once more, which does it once; false for servers that cannot, such as Amazon DocumentDB.',
  },
}

/** What hosted databases put into the strings they hand out: taken where it says what is done anyway. */
const USUAL: Readonly<Record<string, readonly string[]>> = { w: ['majority'] }

/**
 * `mongodb://user:password@host:port/database` and `mongodb+srv://user:password@name/database`, with `replicaSet`, `authSource`, `tls` or
 * `ssl`, `retryWrites` and `directConnection` as parameters. As for every client of MongoDB, `+srv` means TLS unless `tls=false` is said, and the path
 * names the database that knows the user unless `authSource` does.
 * @throws Faults
 */
export function parseMongodbUrl(url: string): Settings {
  const { driver, host, port, user, password, database, params } = parseUrl(url, {
    protocols: ['mongodb', 'mongodb+srv'],
    params: ['replicaSet', 'authSource', 'tls', 'ssl', 'directConnection', 'retryWrites', 'appName', ...Object.keys(USUAL)],
  })
  const faults: string[] = []
  const settings: Record<string, string | number | boolean> = {}
  const srv = driver === 'mongodb+srv'
  if (host !== null) settings.DB_HOST = host
  if (srv && port !== null) faults.push('mongodb+srv:// takes no port: the DNS records name it.')
  else if (port !== null) settings.DB_PORT = port
  if (srv) settings.SRV = true
  if (user !== null) settings.DB_USER = user
  if (password !== null) settings.DB_PASSWORD = password
  if (database !== null) settings.DB_NAME = database
  const flag = (name: string): boolean | undefined => {
    const text = params.get(name)
    if (text !== undefined && text !== 'true' && text !== 'false') faults.push(`its parameter ${name} must be true or false.`)
    return text === undefined ? undefined : text === 'true'
  }
  const [said, old] = [flag('tls'), flag('ssl')]
  if (said !== undefined && old !== undefined && said !== old) faults.push('its parameters tls and ssl contradict each other.')
  const tls = said ?? old ?? (srv ? true : undefined)
  if (tls !== undefined) settings.SSL__MODE = tls ? 'verify' : 'off'
  if (flag('retryWrites') === false) settings.RETRY_WRITES = false
  const direct = flag('directConnection')
  if (direct !== undefined) settings.DIRECT_CONNECTION = direct
  if (srv && direct === true) faults.push('mongodb+srv:// and directConnection=true contradict each other.')
  for (const [name, key] of [
    ['replicaSet', 'REPLICA_SET'],
    ['authSource', 'AUTH_SOURCE'],
  ] as const) {
    const text = params.get(name)
    if (text === '') faults.push(`its parameter ${name} is empty.`)
    else if (text !== undefined) settings[key] = text
  }
  if (user !== null && database !== null && settings.AUTH_SOURCE === undefined && !srv) settings.AUTH_SOURCE = database
  for (const [name, values] of Object.entries(USUAL)) {
    const text = params.get(name)
    if (text !== undefined && !values.includes(text)) faults.push(`its parameter ${name} can only be ${values.join(' or ')}.`)
  }
  if (faults.length > 0) throw new Faults('The connection string has faults:', faults)
  return settings
}
