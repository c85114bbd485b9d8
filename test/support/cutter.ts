/** A way to a server that is cut at a given byte of what passes on it, in either direction. */

import { connect, createServer, type Socket } from 'node:net'

/** What clients send, and what they are answered. */
export type Side = 'requests' | 'answers'

export type Cut =
  /** Both ends learn of it. */
  | 'reset'
  /** The connection ends as if the other side had closed it. */
  | 'close'
  /** Nothing passes any more, and nobody is told. */
  | 'silence'

export interface Cutter extends AsyncDisposable {
  readonly port: number
  /** Bytes that went through so far. */
  readonly passed: Readonly<Record<Side, number>>
  /** From now on so many bytes of a side go through, whatever their connection; the next one is not delivered, and its connection is cut. */
  cutAt(side: Side, bytes: number, how: Cut): void
  /** Takes back a cut that has not come; whether it has. */
  mend(): boolean
}

/** @param to where the server is */
export async function startCutter(to: { readonly host: string; readonly port: number }): Promise<Cutter> {
  const all = new Set<Socket>()
  const passed: Record<Side, number> = { requests: 0, answers: 0 }
  let armed: { readonly side: Side; left: number; readonly how: Cut } | undefined

  const own = (socket: Socket): Socket => {
    all.add(socket)
    // A connection that is lost is what this is for.
    socket.on('error', () => undefined)
    socket.on('close', () => all.delete(socket))
    return socket.setNoDelay(true)
  }

  const server = createServer((near) => {
    const far = own(connect(to.port, to.host))
    own(near)
    let isCut = false
    const cut = (how: Cut): void => {
      isCut = true
      // What was let through still arrives: a reset at once would overtake it.
      if (how === 'reset') setTimeout(() => [near, far].forEach((end) => void end.resetAndDestroy()), 2)
      if (how === 'close') for (const end of [near, far]) end.destroySoon()
    }
    const pass = (side: Side, from: Socket, into: Socket): void => {
      from.on('data', (bytes) => {
        if (isCut) return
        const part = armed?.side === side ? bytes.subarray(0, armed.left) : bytes
        passed[side] += part.length
        if (part.length > 0) into.write(part)
        if (armed?.side !== side) return
        armed.left -= part.length
        if (part.length === bytes.length) return
        cut(armed.how)
        armed = undefined
      })
      from.on('close', () => into.destroy())
    }
    pass('requests', near, far)
    pass('answers', far, near)
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(0, '127.0.0.1', done)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    passed,
    cutAt(side, bytes, how) {
      armed = { side, left: bytes, how }
    },
    mend() {
      const came = armed === undefined
      armed = undefined
      return came
    },
    async [Symbol.asyncDispose]() {
      for (const socket of all) socket.destroy()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}
