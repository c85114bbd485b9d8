/** A SQL Server that logs in and is then silent, as one that has just started may be: the operator is told that the time was over. */

import { createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { SessionFailure } from '../src/engines/hosted/host.ts'
import { connectSqlServer } from '../src/engines/sqlserver/connection.ts'

/** Milliseconds. */
const TIMEOUT = 500
const PRELOGIN = 0x12
const LOGIN = 0x10
const BATCH = 0x01

/** One packet of the server's. */
function packet(body: Buffer): Buffer {
  const head = Buffer.from([0x04, 0x01, 0, 0, 0, 0, 1, 0])
  head.writeUInt16BE(head.length + body.length, 2)
  return Buffer.concat([head, body])
}
const DONE = Buffer.from([0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
/** Its version, and that it knows no encryption. */
const GREETING = packet(Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 16, 0, 0, 0, 0, 0, 2]))
const WELCOME = packet(Buffer.concat([Buffer.from([0xad, 10, 0, 1, 0x74, 0, 0, 4, 0, 16, 0, 0, 0]), DONE]))

/** What it says to each kind of packet, once; to a second one of the same kind nothing. */
async function silentAfterLogin() {
  const seen: number[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', ([kind = 0]) => {
      const answer = { [PRELOGIN]: GREETING, [LOGIN]: WELCOME, [BATCH]: packet(DONE) }[kind]
      if (answer !== undefined && !seen.includes(kind)) socket.write(answer)
      seen.push(kind)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    seen,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

test('a server that falls silent after the login is one that did not answer in time, and the time is told', async () => {
  const { port, seen, close } = await silentAfterLogin()
  try {
    const credentials = { user: 'sa', password: 'p', database: 'shop' }
    const error = await connectSqlServer({
      ...credentials,
      ...{ host: '127.0.0.1', port, tls: null, readIntent: false, appName: 'test', timeout: TIMEOUT },
    }).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(SessionFailure)
    // It got beyond the login: a statement was asked that nobody answered.
    expect(seen.slice(0, 3)).toEqual([PRELOGIN, LOGIN, BATCH])
    expect(seen.length).toBeGreaterThan(3)
    expect((error as SessionFailure).failure).toMatchObject({ code: 'DATASOURCE_UNAVAILABLE', trouble: 'timeout' })
    expect((error as SessionFailure).failure.detail).toBe(`ETIMEOUT: no session within ${TIMEOUT} ms`)
  } finally {
    close()
  }
})
