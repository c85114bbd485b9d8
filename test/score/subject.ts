/** A gateway under test: a process of its own, watched from outside. */

import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Environment, embedded, fill, gatewayEnv } from '../../bench/databases.ts'
import { startServer } from '../../bench/process.ts'
import { type Asking, type Client, createClient, type Reply } from './client.ts'

export interface Subject extends AsyncDisposable {
  /** Of the graph. */
  readonly url: string
  readonly pid: number
  readonly client: Client
  /** Asks as a client of its own. */
  ask(query: string, variables?: unknown, asking?: Asking): Promise<Reply>
  /** Its log so far. */
  readonly logged: () => readonly string[]
  readonly exit: Promise<number | NodeJS.Signals>
  readonly isAlive: () => boolean
  /** Bytes of memory that it holds. */
  readonly memory: () => number
  /** Its open files and sockets. */
  readonly files: () => number
  /** A figure of its metrics, all labels together; NaN where there is none. */
  metric(name: string, label?: string): Promise<number>
}

/** Without limits per caller: all load here comes from one address. */
const UNLIMITED: Environment = { RATE_LIMIT: '0' }

let started = 0
const running = new Set<Subject>()

/** Ends those that a row left behind because it failed half way. */
export async function stopSubjects(): Promise<void> {
  await Promise.all([...running].map((subject) => subject[Symbol.asyncDispose]()))
}

/**
 * @param dataDir for what it keeps
 * @param env on top of that of a production gateway
 */
export async function startSubject(dataDir: string, env: Environment): Promise<Subject> {
  let log = ''
  const own = mkdtempSync(join(dataDir, `gateway-${++started}-`))
  const process = await startServer('src/main.ts', [], gatewayEnv(own, { ...UNLIMITED, ...env }), [], (text) => {
    log += text
  })
  let alive = true
  void process.exit.then(() => {
    alive = false
  })
  const client = createClient(process.url)
  const subject: Subject = {
    url: process.url,
    pid: process.pid,
    client,
    ask: (query, variables, asking) => client.ask({ query, variables }, asking),
    logged: () => log.split('\n').slice(0, -1),
    exit: process.exit,
    isAlive: () => alive,
    memory: () => Number(/^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${process.pid}/status`, 'utf8'))?.[1] ?? Number.NaN) * 1024,
    files: () => readdirSync(`/proc/${process.pid}/fd`).length,
    async metric(name, label = '') {
      const { text } = await client.ask(undefined, { method: 'GET', path: '/metrics' })
      const values = text
        .split('\n')
        .filter((line) => (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && line.includes(label))
        .map((line) => Number(line.slice(line.lastIndexOf(' '))))
      return values.length === 0 ? Number.NaN : values.reduce((a, b) => a + b, 0)
    },
    async [Symbol.asyncDispose]() {
      running.delete(subject)
      client[Symbol.dispose]()
      await process.stop()
    },
  }
  running.add(subject)
  return subject
}

/** A gateway whose datasources are embedded ones of this type, filled with the demo; it needs no server. */
export async function startEmbedded(folder: string, type: 'sqlite' | 'pglite', env: Environment = {}): Promise<Subject> {
  const dataDir = mkdtempSync(join(folder, `${type}-`))
  const datasources = embedded(type, dataDir)
  await fill(gatewayEnv(dataDir, datasources), 1)
  return startSubject(dataDir, { ...datasources, ...env })
}
