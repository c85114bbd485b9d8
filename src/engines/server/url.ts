/** What the connection strings of all database servers have in common, as settings. */

import { Faults } from '../../base/errors.ts'
import { parseUrl, type UrlRules } from '../../base/url.ts'
import type { Settings } from '../../datasource/datasource.ts'

/** A connection string while it is read: the engine adds what its own parameters say. */
export interface ServerUrl {
  readonly settings: Record<string, string | number | boolean>
  readonly params: ReadonlyMap<string, string>
  /** Each as the end of a sentence about the connection string. */
  readonly faults: string[]
}

/**
 * Reads where the server is, who logs in and, of the parameter `timeout`, the seconds in which a connection must be there.
 * @param read adds what the other parameters say
 * @throws Faults with everything that is wrong
 */
export function parseServerUrl(url: string, timeout: string, rules: UrlRules, read: (found: ServerUrl) => void): Settings {
  const { host, port, user, password, database, params } = parseUrl(url, { ...rules, params: [...rules.params, timeout] })
  const found: ServerUrl = { settings: {}, params, faults: [] }
  const { settings, faults } = found
  if (host !== null) settings.DB_HOST = host
  if (port !== null) settings.DB_PORT = port
  if (user !== null) settings.DB_USER = user
  if (password !== null) settings.DB_PASSWORD = password
  if (database !== null) settings.DB_NAME = database
  read(found)
  const seconds = params.get(timeout)
  if (seconds !== undefined && !/^[1-9]\d{0,2}$/.test(seconds))
    faults.push(`its parameter ${timeout} must be a number of seconds from 1 to 999.`)
  else if (seconds !== undefined) settings.POOL__CONNECT_TIMEOUT = Number(seconds) * 1000
  if (faults.length > 0) throw new Faults('The connection string has faults:', faults)
  return settings
}

/**
 * The value that a parameter's word stands for; undefined where it is not given, or is none of them, which is a fault.
 * @param why what else to say of the choice
 */
export function choiceOf<T>({ params, faults }: ServerUrl, name: string, choices: Readonly<Record<string, T>>, why = ''): T | undefined {
  const given = params.get(name)?.toLowerCase()
  if (given === undefined) return undefined
  if (Object.hasOwn(choices, given)) return choices[given]
  faults.push(`its parameter ${name} must be one of ${Object.keys(choices).join(', ')}${why === '' ? '' : `: ${why}`}.`)
  return undefined
}
