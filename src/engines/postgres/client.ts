/** The driver's client, told everything: nothing of it comes from the process environment or the user's home. */

import type { ConnectionOptions } from 'node:tls'
import { Client, type ClientConfig, Connection } from 'pg'

export interface Address {
  readonly host: string
  readonly port: number
  /** null: plain text. */
  readonly tls: ConnectionOptions | null
}

export interface Login {
  readonly user: string
  readonly password: string
  readonly database: string
  /** Settings of the session, sent as it begins. */
  readonly session: Readonly<Record<string, string>>
  /** Milliseconds. */
  readonly timeout: number
}

const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 }

/** What the driver's types do not tell of it. */
interface Internals {
  connect(port: number, host: string): void
  requestSsl(): void
  cancel(processID: number, secretKey: number): void
  readonly stream: { destroy(error?: Error): void }
}

/** The driver would look for the host's name in the certificate, whatever name was asked for. */
class NamedConnection extends Connection {
  readonly #servername: string | undefined

  constructor(tls: ConnectionOptions | null) {
    // A copy: the driver changes what it is given.
    super({ ssl: tls === null ? false : { ...tls }, ...KEEP_ALIVE })
    this.#servername = tls?.servername
  }

  upgradeToSSL(host: string, report: (error: Error) => void): void {
    const { upgradeToSSL } = Connection.prototype as unknown as { upgradeToSSL: NamedConnection['upgradeToSSL'] }
    upgradeToSSL.call(this, this.#servername ?? host, report)
  }
}

export class PostgresClient extends Client {
  readonly wire: Connection
  /** What the server says of itself: `server_version`, `server_encoding` and others. */
  readonly parameters = new Map<string, string>()
  readonly #login: Login

  constructor({ host, port, tls }: Address, login: Login) {
    const wire = new NamedConnection(tls)
    const config: ClientConfig & { connection: Connection } = {
      connection: wire,
      host,
      port,
      user: login.user,
      database: login.database,
      // A function, because no password at all would have the driver read ~/.pgpass.
      password: () => login.password,
      ssl: tls === null ? false : { ...tls },
      sslnegotiation: 'postgres',
      connectionTimeoutMillis: login.timeout,
    }
    super(config)
    this.wire = wire
    this.#login = login
    wire.on('parameterStatus', (message: { parameterName: string; parameterValue: string }) => {
      this.parameters.set(message.parameterName, message.parameterValue)
    })
  }

  /** Asked by the driver; its own would add what it finds in PGOPTIONS and the like. */
  getStartupConf(): Record<string, string> {
    const { user, database, session } = this.#login
    return { user, database, ...session }
  }

  /** What a cancellation must name. */
  get backend(): { readonly processID: number; readonly secretKey: number } {
    return this as unknown as { processID: number; secretKey: number }
  }

  /** Ends the connection without a word to the server. */
  destroy(): void {
    ;(this.wire as unknown as Internals).stream.destroy()
  }
}

/**
 * Asks the server, on a connection of its own that needs no login, to stop what another one runs.
 * @param timeout milliseconds
 * @returns when the server has closed the connection, which is after it passed the word on
 */
export function cancelBackend({ host, port, tls }: Address, backend: PostgresClient['backend'], timeout: number): Promise<void> {
  const connection = new NamedConnection(tls)
  const wire = connection as unknown as Internals
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => wire.stream.destroy(new Error('timeout expired')), timeout)
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      settle()
    }
    const send = () => wire.cancel(backend.processID, backend.secretKey)
    connection.on('connect', () => (tls === null ? send() : wire.requestSsl()))
    connection.on('sslconnect', send)
    connection.on('error', (error: Error) => finish(() => reject(error)))
    connection.on('end', () => finish(resolve))
    wire.connect(port, host)
  })
}
