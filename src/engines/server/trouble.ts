/** Why a database server cannot be reached, from the errors of drivers, the system, the resolver and TLS, however deep one holds the other. */

import type { Trouble } from '../../datasource/report.ts'

/** What errors of drivers and of the system carry. */
type Coded = Error & { readonly code?: string; readonly errno?: number }

/** What a driver's own errors mean; undefined for one that says nothing by itself. */
export type Own = (error: Coded) => Trouble | undefined

/** An error within errors that are deeper than this says nothing any more. */
const DEEPEST = 6

/** @param own is asked first, for each error from the outside in */
export function troubleOf(error: unknown, own: Own): Trouble {
  return find(error, own, DEEPEST) ?? 'other'
}

function find(error: unknown, own: Own, deep: number): Trouble | undefined {
  if (!(error instanceof Error) || deep === 0) return undefined
  const said = own(error) ?? ofSystem(error)
  if (said !== undefined) return said
  for (const inner of within(error)) {
    const found = find(inner, own, deep - 1)
    if (found !== undefined) return found
  }
  return undefined
}

/** What an error holds: its cause, those of each address that was tried, those of each server that was looked for. */
function within(error: Error): unknown[] {
  const { reason } = error as { readonly reason?: { readonly servers?: unknown } }
  const servers = reason?.servers instanceof Map ? [...reason.servers.values()].map((server) => (server as { error?: unknown }).error) : []
  return [error.cause, ...(error instanceof AggregateError ? error.errors : []), ...servers]
}

const TLS =
  /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$|EPROTO$)|_CERT(_|$)/

function ofSystem({ code, message }: Coded): Trouble | undefined {
  // Has the code of a connection that was reset.
  if (/before secure TLS connection was established/.test(message)) return 'tls'
  if (typeof code !== 'string') return undefined
  if (code === 'ECONNREFUSED') return 'refused'
  if (code === 'ETIMEDOUT') return 'timeout'
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return 'dns'
  return TLS.test(code) ? 'tls' : undefined
}
