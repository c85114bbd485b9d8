/** A way to a server that can be cut, silenced, slowed down, refused and opened again while clients use it: no rights needed, nothing of the system changed. */

import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export type Mode =
  /** Bytes go through. */
  | 'pass'
  /** Bytes of both sides are swallowed; connections stay, new ones are taken and never answered. */
  | 'hole'
  /** Connections are reset, new ones too. */
  | 'rst'
  /** Nobody listens: connecting is refused. Connections that stand are reset. */
  | 'refuse'

export interface FaultyWay extends AsyncDisposable {
  readonly port: number
  readonly mode: Mode
  /** Connections that clients have opened so far. */
  readonly opened: number
  /** Those that stand. */
  readonly standing: number
  /** Bytes from the server that went through. */
  readonly answered: number
  set(mode: Mode): Promise<void>
  /** Milliseconds by which each piece of an answer comes later; 0 takes it back. */
  delay(milliseconds: number): void
  /** Bytes of answers per second and connection; Infinity takes it back. */
  bandwidth(bytesPerSecond: number): void
  /**
   * The next connections, `times` of them, are reset after so many bytes of their answers; those after them go through.
   * "After N bytes", for all N of a session, is every state in which a protocol can be cut.
   */
  cutAfter(bytes: number, times?: number): void
  /** Resets what stands; new connections go on as the mode says. */
  reset(): void
}

/** @param to where the server is */
export async function startProxy(to: { readonly host: string; readonly port: number }, port = 0): Promise<FaultyWay> {
  const near = new Set<Socket>()
  const all = new Set<Socket>()
  let mode: Mode = 'pass'
  let late = 0
  let rate = Number.POSITIVE_INFINITY
  let cut = { bytes: 0, times: 0 }
  let opened = 0
  let answered = 0

  const own = (socket: Socket): Socket => {
    all.add(socket)
    // A client that resets is what this is for.
    socket.on('error', () => undefined)
    socket.on('close', () => all.delete(socket))
    return socket
  }

  /** Answers wait for each other, so that slow ones keep their order. */
  const answering = (client: Socket, upstream: Socket) => {
    let left = cut.times > 0 ? cut.bytes : Number.POSITIVE_INFINITY
    if (cut.times > 0) cut = { ...cut, times: cut.times - 1 }
    let tail: Promise<void> = Promise.resolve()
    let queued = 0
    const send = (bytes: Buffer): void => {
      if (mode !== 'pass' || client.destroyed) return
      const part = bytes.subarray(0, left)
      left -= part.length
      answered += part.length
      if (left > 0) client.write(part)
      // What was allowed still arrives: a reset at once would overtake it.
      else client.write(part, () => setTimeout(() => client.resetAndDestroy(), 2))
    }
    return (bytes: Buffer): void => {
      if (queued === 0 && late === 0 && rate === Number.POSITIVE_INFINITY) {
        send(bytes)
        return
      }
      queued++
      upstream.pause()
      const wait = late + (rate === Number.POSITIVE_INFINITY ? 0 : (bytes.length / rate) * 1_000)
      tail = tail
        .then(() => pause(wait))
        .then(() => {
          queued--
          send(bytes)
          upstream.resume()
        })
    }
  }

  const accept = (client: Socket): void => {
    opened++
    own(client)
    near.add(client)
    client.on('close', () => near.delete(client))
    client.setNoDelay(true)
    if (mode === 'rst') return void client.resetAndDestroy()
    // Even what came in while all was swallowed is connected, and stays so.
    const upstream = own(connect(to.port, to.host))
    upstream.setNoDelay(true)
    client.on('data', (bytes) => void (mode === 'pass' && upstream.write(bytes)))
    upstream.on('data', answering(client, upstream))
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => {
      // In a hole the end is not heard of either.
      if (mode !== 'hole') client.destroy()
    })
  }

  const server = createServer(accept)
  const listen = async (on: number): Promise<void> => {
    await new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen(on, '127.0.0.1', done)
    })
  }
  const stop = (): Promise<void> => new Promise((done) => server.close(() => done()))
  const reset = (): void => {
    for (const socket of near) socket.resetAndDestroy()
  }

  await listen(port)
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port: taken,
    get mode() {
      return mode
    },
    get opened() {
      return opened
    },
    get standing() {
      return near.size
    },
    get answered() {
      return answered
    },
    async set(to) {
      const was = mode
      mode = to
      if (to === 'rst' || to === 'refuse') reset()
      if (to === 'refuse' && was !== 'refuse') await stop()
      if (to !== 'refuse' && was === 'refuse') await listen(taken)
    },
    delay(milliseconds) {
      late = milliseconds
    },
    bandwidth(bytesPerSecond) {
      rate = bytesPerSecond
    },
    cutAfter(bytes, times = Number.POSITIVE_INFINITY) {
      cut = { bytes, times }
    },
    reset,
    async [Symbol.asyncDispose]() {
      for (const socket of all) socket.destroy()
      if (mode !== 'refuse') await stop()
    },
  }
}
