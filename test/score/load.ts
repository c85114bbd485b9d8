/** A crowd in a process of its own, over bare sockets: what it costs is not the gateway's, and its clock is not late with the run's. */

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export interface Job {
  readonly url: string
  /** Sent in turn. */
  readonly bodies: readonly string[]
  readonly seconds: number
  /** A closed loop of so many clients, or so many questions per second. */
  readonly clients?: number
  readonly perSecond?: number
  /** As a balancer before the gateway would keep them; a question that finds them all taken is not sent. By default as many as there are clients, or 100. */
  readonly connections?: number
}

/** Milliseconds and outcome of each question: `fine`, a code, or why no answer came. */
export type Sample = readonly [ms: number, outcome: string]

export interface Load extends Disposable {
  readonly pid: number
  run(job: Job): Promise<readonly Sample[]>
}

export function startLoad(): Load {
  const child: ChildProcess = fork(import.meta.filename, { env: { ...process.env, SCORE_LOAD: '1' }, serialization: 'advanced' })
  return {
    pid: child.pid ?? 0,
    async run(job) {
      const over = new AbortController()
      const ended = () => over.abort(new Error('the load generator ended'))
      child.once('exit', ended)
      child.send(job)
      const [samples] = await once(child, 'message', { signal: over.signal })
      child.off('exit', ended)
      return samples as readonly Sample[]
    },
    [Symbol.dispose]: () => void child.kill(),
  }
}

/** What takes longer hangs, milliseconds. */
const HANG = 15_000
const HEAD_END = '\r\n\r\n'

/** Questions over kept connections, as many as are asked at once. */
function createWires(url: string, connections: number) {
  const { hostname, port, pathname } = new URL(url)
  const idle: Socket[] = []
  let open = 0
  const dial = (): Socket => {
    open++
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    socket.once('close', () => open--)
    return socket
  }
  const rest = (socket: Socket): void => {
    idle.push(socket)
    // Closed by the server while nobody uses it, perhaps with a word of why, which is no answer to anything.
    socket.resume().once('end', () => void (idle.includes(socket) && idle.splice(idle.indexOf(socket), 1)))
  }
  /** Whole when the head and as many bytes as it says are there. */
  const whole = (text: string): boolean => {
    const head = text.indexOf(HEAD_END)
    return head >= 0 && text.length - head - HEAD_END.length >= Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0)
  }
  const outcomeOf = (text: string): string => {
    const code = /"code":"(\w+)"/.exec(text)?.[1]
    return code ?? (text.startsWith('HTTP/1.1 200') ? 'fine' : text.slice(9, 12))
  }
  return {
    wire: (body: string): Buffer => {
      const head = `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}`
      return Buffer.from(`${head}${HEAD_END}${body}`)
    },
    /** Opens connections before they are needed: what a crowd of new ones costs is not the question. */
    async prepare() {
      while (idle.length < connections) {
        const some = Array.from({ length: Math.min(50, connections - idle.length) }, dial)
        await Promise.all(some.map((socket) => once(socket, 'connect')))
        some.forEach(rest)
      }
    },
    ask: (bytes: Buffer) =>
      new Promise<Sample>((resolve) => {
        const began = performance.now()
        const kept = idle.pop()
        if (kept === undefined && open >= connections) return resolve([0, 'not sent'])
        const socket = kept ?? dial()
        let text = ''
        const end = (outcome: string, keep: boolean): void => {
          clearTimeout(timer)
          socket.removeAllListeners('data').removeAllListeners('error').removeAllListeners('end')
          socket.on('error', () => undefined)
          if (keep && !socket.destroyed) rest(socket)
          else socket.destroy()
          resolve([performance.now() - began, outcome])
        }
        const timer = setTimeout(() => end('hang', false), HANG)
        socket.removeAllListeners('end').removeAllListeners('error')
        socket.on('error', (error: NodeJS.ErrnoException) => end(whole(text) ? outcomeOf(text) : (error.code ?? 'error'), false))
        socket.on('end', () => end(whole(text) ? outcomeOf(text) : 'closed', false))
        socket.on('data', (chunk) => {
          // A character for each byte.
          text += chunk.toString('latin1')
          if (whole(text)) end(outcomeOf(text), !/\r\nconnection: *close/i.test(text))
        })
        socket.write(bytes)
      }),
    [Symbol.dispose]() {
      for (const socket of idle) socket.destroy()
    },
  }
}

async function perform({
  url,
  bodies,
  seconds,
  clients = 1,
  perSecond,
  connections = perSecond === undefined ? clients : 100,
}: Job): Promise<readonly Sample[]> {
  using wires = createWires(url, connections)
  const bytes = bodies.map(wires.wire)
  const samples: Sample[] = []
  await wires.prepare()
  const began = performance.now()
  const end = began + seconds * 1_000
  let sent = 0
  const ask = async (): Promise<void> => void samples.push(await wires.ask(bytes[sent++ % bytes.length] as Buffer))
  const waiting: Promise<void>[] = []
  if (perSecond === undefined) {
    const one = async () => {
      while (performance.now() < end) await ask()
    }
    waiting.push(...Array.from({ length: clients }, one))
  } else
    for (let now = began; now < end; now = performance.now()) {
      for (const due = ((now - began) / 1_000) * perSecond; sent < due; ) waiting.push(ask())
      await pause(1)
    }
  await Promise.all(waiting)
  return samples
}

if (process.env.SCORE_LOAD === '1') {
  process.on('message', (job: Job) => {
    perform(job).then(
      (samples) => process.send?.(samples),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`)
        process.exit(1)
      },
    )
  })
  process.on('disconnect', () => process.exit(0))
}
