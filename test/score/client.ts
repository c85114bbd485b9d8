/** Clients of a gateway under test: single questions with their time and outcome, and crowds that ask in a closed or an open loop. */

import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** What takes longer hangs. Milliseconds. */
const HANG = 30_000

interface Problem {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: { readonly code?: string; readonly datasource?: string }
}

export interface Reply {
  /** 0: no answer came. */
  readonly status: number
  /** Why none came: the error's code, `hang`, or `left` where the client went. */
  readonly failure: string | undefined
  /** From the first byte sent to the last one received, milliseconds. */
  readonly ms: number
  /** By the monotonic clock. */
  readonly began: number
  readonly text: string
  readonly retryAfter: string | undefined
  readonly data: unknown
  readonly errors: readonly Problem[]
  /** `fine`, the first error's code, or the failure. */
  readonly outcome: string
}

export interface Asking {
  readonly headers?: Readonly<Record<string, string>>
  readonly method?: string
  readonly path?: string
  /** The client leaves. */
  readonly signal?: AbortSignal
}

export interface Client extends Disposable {
  /** Never rejects. A body that is no text is sent as JSON. */
  ask(body: unknown, asking?: Asking): Promise<Reply>
}

/** @param url of the graph */
export function createClient(url: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, scheduling: 'lifo' })
  const { hostname, port, pathname } = new URL(url)
  return {
    ask: (body, { headers = {}, method = 'POST', path = pathname, signal } = {}) =>
      new Promise<Reply>((resolve) => {
        const began = performance.now()
        let text = ''
        const end = (status: number, failure: string | undefined, retryAfter?: string): void => {
          clearTimeout(timer)
          resolve(replyOf({ status, failure, ms: performance.now() - began, began, text, retryAfter }))
        }
        const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : body === undefined ? undefined : JSON.stringify(body)
        const length = bytes === undefined ? {} : { 'content-length': Buffer.byteLength(bytes) }
        const call = request({
          ...{ agent, hostname, port, path, method },
          headers: { 'content-type': 'application/json', ...length, ...headers },
        })
        const timer = setTimeout(() => call.destroy(Object.assign(new Error('hang'), { code: 'hang' })), HANG)
        const leave = () => call.destroy(Object.assign(new Error('left'), { code: 'left' }))
        signal?.addEventListener('abort', leave, { once: true })
        call.once('error', (error: NodeJS.ErrnoException) => end(0, error.code ?? error.message))
        call.once('response', (response) => {
          response.setEncoding('utf8')
          response.on('data', (chunk: string) => {
            text += chunk
          })
          response.once('error', (error: NodeJS.ErrnoException) => end(0, error.code ?? error.message))
          response.once('end', () => end(response.statusCode ?? 0, undefined, response.headers['retry-after']))
        })
        call.end(bytes)
      }),
    [Symbol.dispose]: () => agent.destroy(),
  }
}

function replyOf(raw: Omit<Reply, 'data' | 'errors' | 'outcome'>): Reply {
  let parsed: { data?: unknown; errors?: readonly Problem[] } = {}
  try {
    parsed = raw.text === '' ? {} : JSON.parse(raw.text)
  } catch {
    // No JSON: what matters then is the status.
  }
  const errors = Array.isArray(parsed?.errors) ? parsed.errors : []
  const outcome = raw.failure ?? errors[0]?.extensions?.code ?? (raw.status === 200 ? 'fine' : `status ${raw.status}`)
  return { ...raw, data: parsed?.data, errors, outcome }
}

export interface Crowd {
  /** Everything that came back so far. */
  readonly replies: readonly Reply[]
  /** Lets what is under way end. */
  stop(): Promise<readonly Reply[]>
}

/** Clients that ask one after the other, resting between; the i-th question is asked by `work(i)`. */
export function closedLoop(clients: number, rest: number, work: (i: number) => Promise<Reply>): Crowd {
  const replies: Reply[] = []
  let [over, i] = [false, 0]
  const one = async (): Promise<void> => {
    while (!over) {
      replies.push(await work(i++))
      if (rest > 0) await pause(rest)
    }
  }
  const ended = Promise.all(Array.from({ length: clients }, one))
  return {
    replies,
    async stop() {
      over = true
      await ended
      return replies
    },
  }
}

/**
 * So many questions a second, whether or not those before have been answered.
 * @param work undefined: this one is not asked
 */
export function openLoop(perSecond: number, work: (i: number) => Promise<Reply> | undefined): Crowd {
  const replies: Reply[] = []
  const waiting = new Set<Promise<void>>()
  const began = performance.now()
  let sent = 0
  // Timers are late by milliseconds: what fell due meanwhile goes out together.
  const timer = setInterval(() => {
    for (const due = ((performance.now() - began) / 1000) * perSecond; sent < due; ) {
      const asked: Promise<void> | undefined = work(sent++)?.then((reply) => {
        replies.push(reply)
        if (asked !== undefined) waiting.delete(asked)
      })
      if (asked !== undefined) waiting.add(asked)
    }
  }, 2)
  return {
    replies,
    async stop() {
      clearInterval(timer)
      await Promise.all(waiting)
      return replies
    },
  }
}

/** @returns milliseconds until it held; NaN when it did not in time */
export async function until(holds: () => boolean | Promise<boolean>, limit: number, every = 10): Promise<number> {
  const began = performance.now()
  for (;;) {
    if (await holds()) return performance.now() - began
    if (performance.now() - began > limit) return Number.NaN
    await pause(every)
  }
}
