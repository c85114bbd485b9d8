/** Connection strings as a closed set of parts: whatever is not understood is refused, because to a driver a parameter is code. */

import { isIPv6 } from 'node:net'
import { Faults } from './errors.ts'

export interface UrlParts {
  /** The scheme as written, lower case: `postgres`, `mongodb+srv`. */
  readonly driver: string
  /** A host name or address, an IPv6 address without its brackets; null when the string names none. */
  readonly host: string | null
  readonly port: number | null
  readonly user: string | null
  readonly password: string | null
  /** The path without its leading slash, decoded; null when there is none. */
  readonly database: string | null
  /** Only names of the allow-list, in their own spelling, decoded. */
  readonly params: ReadonlyMap<string, string>
}

export interface UrlRules {
  /** Schemes that are accepted, lower case, without the colon. */
  readonly protocols: readonly string[]
  /** Parameters that are accepted; all others are faults. */
  readonly params: readonly string[]
}

const SHAPE = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?(#.*)?$/s
const HOST = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_.])?$/
const MAX_LENGTH = 4096

/**
 * Reads `driver://user:password@host:port/database?param=value`.
 * @throws Faults with everything that is wrong; no message holds a user, a password or a parameter's value
 */
export function parseUrl(url: string, rules: UrlRules): UrlParts {
  const faults: string[] = []
  const match = url.length > MAX_LENGTH ? null : SHAPE.exec(url)
  if (match === null)
    throw new Faults('The connection string cannot be read:', [
      `it must look like ${rules.protocols[0] ?? 'driver'}://user:password@host:port/database and have at most ${MAX_LENGTH} characters.`,
    ])
  const [, scheme = '', authority = '', path = '', query, fragment] = match
  const driver = scheme.toLowerCase()
  if (!rules.protocols.includes(driver)) faults.push(`it begins with ${driver}://; use ${rules.protocols.join(':// or ')}://.`)
  if (fragment !== undefined) faults.push('it contains a #; inside a user, password or name write # as %23.')
  const decode = (text: string, what: string): string => decoded(text, what, faults)

  // The last @ ends the user part, as in the URL standard: an unescaped @ in a password stays in the password.
  const at = authority.lastIndexOf('@')
  const userinfo = at < 0 ? '' : authority.slice(0, at)
  const colon = userinfo.indexOf(':')
  const user = decode(colon < 0 ? userinfo : userinfo.slice(0, colon), 'user')
  const password = colon < 0 ? '' : decode(userinfo.slice(colon + 1), 'password')
  const { host, port } = hostAndPort(authority.slice(at + 1), faults)
  if (path.includes('/')) faults.push('its path has more than one part; one database name is expected, a / inside it written as %2F.')
  const database = decode(path, 'database name')
  const params = parameters(query, rules.params, faults, decode)
  if (faults.length > 0) throw new Faults('The connection string has faults:', faults)
  return { driver, host, port, user: user || null, password: password || null, database: database || null, params }
}

function decoded(text: string, what: string, faults: string[]): string {
  let plain = ''
  try {
    plain = decodeURIComponent(text)
  } catch {
    faults.push(`its ${what} has a % that is not followed by two hex digits of valid UTF-8; write % as %25.`)
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(plain)) faults.push(`its ${what} contains a control character.`)
  return plain
}

function hostAndPort(text: string, faults: string[]): { host: string | null; port: number | null } {
  if (text.includes(',')) {
    faults.push('it names several hosts; give one, and reach the others through a proxy, a DNS name or mongodb+srv.')
    return { host: null, port: null }
  }
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text)
  const cut = text.indexOf(':')
  const host = bracketed?.[1] ?? (cut < 0 ? text : text.slice(0, cut))
  const port = bracketed === null ? (cut < 0 ? undefined : text.slice(cut + 1)) : bracketed[2]
  if (bracketed !== null && !isIPv6(host)) faults.push('what stands in brackets is no IPv6 address.')
  else if (bracketed === null && port?.includes(':')) faults.push('an IPv6 address must stand in brackets: [::1]:5432.')
  else {
    if (bracketed === null && host !== '' && !HOST.test(host))
      faults.push('its host is neither a name nor an address; socket paths are not accepted here.')
    if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535))
      faults.push('its port is not a number from 1 to 65535.')
  }
  return { host: host || null, port: port === undefined ? null : Number(port) }
}

function parameters(
  query: string | undefined,
  allowed: readonly string[],
  faults: string[],
  decode: (text: string, what: string) => string,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const pair of (query ?? '').split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decode(equals < 0 ? pair : pair.slice(0, equals), 'parameter name')
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1), 'parameter')
    if (!allowed.includes(name))
      faults.push(
        `its parameter ${JSON.stringify(name.slice(0, 60))} is not accepted, because parameters steer the driver; ` +
          `${allowed.length === 0 ? 'none are' : `only ${allowed.join(', ')} are`}. Remove it and use the settings of the datasource.`,
      )
    else if (found.has(name)) faults.push(`its parameter ${name} is given twice.`)
    else found.set(name, value)
  }
  return found
}
