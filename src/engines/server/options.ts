/** The options that all database servers share, and what TLS they ask for. */

import type { ConnectionOptions } from 'node:tls'
import type { OptionSpec, Settings } from '../../datasource/datasource.ts'

/** @param port the server's usual port */
export function serverOptions(port: number): OptionSpec {
  return {
    DB_HOST: { type: 'string', default: '127.0.0.1', about: 'The host, a name or an address.' },
    DB_PORT: { type: 'int', default: port, about: 'The port.' },
    DB_USER: { type: 'string', about: 'The user that logs in.' },
    DB_PASSWORD: { type: 'string', secret: true, about: 'The password.' },
    DB_NAME: { type: 'string', required: true, about: 'The database.' },
    // No default here: POOL_SIZE + MAX_OVERFLOW decide where it is not given.
    POOL__MAX: { type: 'int', about: 'Connections for traffic at the same time.' },
    POOL__ACQUIRE_TIMEOUT: {
      type: 'int',
      default: 1_000,
      about: 'Milliseconds that a statement may wait for a connection while others have them all.',
    },
    POOL__CONNECT_TIMEOUT: { type: 'int', default: 2_000, about: 'Milliseconds in which a connection must be there.' },
    STATEMENT_TIMEOUT: {
      type: 'int',
      default: 8_000,
      about: 'Milliseconds that one statement may run; below REQUEST_TIMEOUT, so that the rest of an answer still gets out.',
    },
    ADMIN_SQL__USER: {
      type: 'string',
      about: 'A login that may only read: executeQuery asks with it. Without it there is no executeQuery.',
    },
    ADMIN_SQL__PASSWORD: { type: 'string', secret: true, about: 'The password of ADMIN_SQL__USER.' },
    SSL__MODE: {
      type: { oneOf: ['off', 'verify', 'insecure'] },
      default: 'off',
      about: 'verify: TLS with a verified certificate. insecure: TLS without a look at the certificate. Never falls back to plain text.',
    },
    SSL__CA: { type: 'string', about: 'The certificate authority as PEM, where it is not a public one.' },
    SSL__CERT: { type: 'string', about: 'The client certificate as PEM.' },
    SSL__KEY: { type: 'string', secret: true, about: 'The key of the client certificate as PEM.' },
    SSL__SERVERNAME: { type: 'string', about: 'The name in the certificate, where it is not DB_HOST.' },
  }
}

const text = (value: Settings[string]): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** What TLS the settings ask for; null for plain text. */
export function tlsOf(settings: Settings): ConnectionOptions | null {
  const mode = settings.SSL__MODE ?? 'off'
  if (mode === 'off') return null
  const servername = text(settings.SSL__SERVERNAME)
  const given = { ca: text(settings.SSL__CA), cert: text(settings.SSL__CERT), key: text(settings.SSL__KEY), servername }
  return { ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)), rejectUnauthorized: mode === 'verify' }
}
