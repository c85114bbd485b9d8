/** The load generator, a process of its own: a closed loop over kept connections, bounded in time and in requests. */

import { connect } from 'node:net'

export interface Job {
  readonly url: string
  readonly bodies: readonly string[]
  /** Bytes of the right answer to each body; any other answer is a failure. */
  readonly bytes: readonly number[]
  readonly seconds: number
}

export interface Result {
  readonly requests: number
  readonly failures: number
  /** What really passed, until the last answer. */
  readonly seconds: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
}

const CONNECTIONS = 32
const MOST_REQUESTS = 500_000
/** A server that answers nothing for so long is taken for dead. Milliseconds. */
const SILENCE = 20_000
const HEAD_END = '\r\n\r\n'

/** The client of node:http would need several times the CPU of the server that it measures, so this one only counts bytes. */
async function run({ url, bodies, bytes, seconds }: Job): Promise<Result> {
  const { hostname, port, pathname } = new URL(url)
  const requests = bodies.map((body) =>
    Buffer.from(
      `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}${HEAD_END}${body}`,
    ),
  )
  const latencies: number[] = []
  let [sent, failures] = [0, 0]
  const began = performance.now()
  const end = began + seconds * 1000
  const loop = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true })
      let [at, asked, missing, head] = [0, 0, 0, '']
      const next = () => {
        asked = performance.now()
        if (asked >= end || sent >= MOST_REQUESTS) {
          socket.destroy()
          resolve()
          return
        }
        at = sent++ % requests.length
        socket.write(requests[at] as Buffer)
      }
      socket.setTimeout(SILENCE, () => socket.destroy(new Error(`${url} does not answer`)))
      socket.on('connect', next)
      socket.on('error', reject)
      socket.on('close', () => reject(new Error(`${url} closed a connection`)))
      socket.on('data', (chunk: Buffer) => {
        if (missing > 0) missing -= chunk.length
        else {
          // A head is ASCII, so its characters are its bytes.
          head += chunk.toString('latin1')
          const body = head.indexOf(HEAD_END)
          if (body < 0) return
          const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head.slice(0, body))?.[1])
          if (!head.startsWith('HTTP/1.1 200') || length !== bytes[at]) failures++
          if (Number.isNaN(length)) return void socket.destroy(new Error(`${url} answers without a content-length`))
          missing = length - (head.length - body - HEAD_END.length)
          head = ''
        }
        if (missing > 0) return
        latencies.push(performance.now() - asked)
        next()
      })
    })
  await Promise.all(Array.from({ length: CONNECTIONS }, loop))
  latencies.sort((a, b) => a - b)
  const percentile = (part: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))] ?? Number.NaN
  return {
    requests: latencies.length,
    failures,
    seconds: (performance.now() - began) / 1000,
    p50: percentile(0.5),
    p99: percentile(0.99),
  }
}

process.on('message', (job: Job) => {
  run(job).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))
