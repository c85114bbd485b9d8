/** Database servers of a run's own: started by `test/services/up` in a folder and on ports that nobody else uses, killed and frozen at will. */

import { execFileSync, spawn } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const SERVICES = join(import.meta.dirname, '../services')
/** Milliseconds for a server to come up, which first recovers what it had not written out, or to go. */
const START = 60_000

export const SERVER_TYPES = ['postgres', 'mariadb', 'mysql'] as const
export type ServerType = (typeof SERVER_TYPES)[number]
/** Below 32768, from where on the kernel takes them for outgoing connections. */
export type Ports = Readonly<Partial<Record<ServerType, number>>>

export interface OwnServer {
  readonly type: ServerType
  readonly url: string
  readonly port: number
  /** What it has written to its log. */
  log(): string
  /** SIGKILL to all of its processes; resolves when they are gone. */
  kill(): Promise<void>
  /** SIGSTOP to all of its processes. */
  freeze(): void
  /** SIGCONT. */
  thaw(): void
  /** Starts it again over the same data. Resolves when its port is open, which may be before it answers. */
  start(): Promise<void>
  /** Resolves when it answers after a start. */
  ready(): Promise<void>
}

/**
 * @param folder where the servers keep their data; they are stopped by `stopServers`
 * @param ports of those that are wanted
 * @param say told of one that cannot be had here
 */
export async function startServers(
  folder: string,
  ports: Ports,
  say: (line: string) => void,
): Promise<Partial<Record<ServerType, OwnServer>>> {
  const found: Partial<Record<ServerType, OwnServer>> = {}
  const wanted = SERVER_TYPES.filter((type) => ports[type] !== undefined)
  const said = await up(wanted, folder, ports)
  for (const type of wanted) {
    const url = new RegExp(`_URL='(${type}:[^']+)'`).exec(said)?.[1]
    if (url === undefined) say(`${type} cannot be had here; what needs it is skipped`)
    else found[type] = ownServer(type, url, folder, ports)
  }
  return found
}

/** Stops them and removes their data. */
export function stopServers(folder: string): void {
  execFileSync(join(SERVICES, 'down'), ['--purge'], { env: { ...process.env, SERVICES_DIR: folder }, stdio: 'ignore' })
}

/**
 * Must not block: clients and proxies of this process go on meanwhile.
 * What these servers acknowledge outlives SIGKILL: it was handed to the system. It need not reach the disk (fsync stays off), because
 * a process that dies takes nothing with it that the system holds; only the machine would.
 */
async function up(types: readonly ServerType[], folder: string, ports: Ports): Promise<string> {
  const env = {
    ...process.env,
    SERVICES_DIR: folder,
    SERVICES_DURABLE: '1',
    ...Object.fromEntries(Object.entries(ports).map(([type, port]) => [`SERVICES_${type.toUpperCase()}_PORT`, String(port)])),
  }
  const child = spawn(join(SERVICES, 'up'), types, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [said, complained] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) process.stderr.write(complained)
  return said
}

function ownServer(type: ServerType, url: string, folder: string, ports: Ports): OwnServer {
  const port = Number(ports[type])
  let starting: Promise<string> = Promise.resolve('')
  /** The first of them is told first: what does not run makes no more children. */
  const signal = (name: NodeJS.Signals): number[] => {
    const main = Number(readFileSync(join(folder, `${type}.pid`), 'utf8'))
    send(main, name === 'SIGKILL' ? 'SIGSTOP' : name)
    const pids = [...childrenOf(main), main].filter(isAlive)
    for (const pid of pids) send(pid, name)
    return pids
  }
  return {
    type,
    url,
    port,
    log: () => readFileSync(join(folder, `${type}.log`), 'utf8'),
    async kill() {
      await starting
      const pids = signal('SIGKILL')
      for (const end = Date.now() + START; pids.some(isAlive); await pause(5)) if (Date.now() > end) throw new Error(`${type} does not die`)
      // It names a process that may still be there as a zombie, or again as somebody else's.
      if (type === 'postgres') rmSync(join(folder, 'postgres/data/postmaster.pid'), { force: true })
    },
    freeze: () => void signal('SIGSTOP'),
    thaw: () => void signal('SIGCONT'),
    async start() {
      starting = up([type], folder, ports)
      for (const end = Date.now() + START; !(await isOpen(port)); await pause(5))
        if (Date.now() > end) throw new Error(`${type} does not start`)
    },
    async ready() {
      if (!(await starting).includes(`${type}:`)) throw new Error(`${type} does not answer after its start`)
    },
  }
}

/** PostgreSQL's backends are processes of their own. */
const childrenOf = (main: number): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && parentOf(pid) === main)

function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch (error) {
    // A process may end while it is looked at.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'ESRCH') return ''
    throw error
  }
}

const parentOf = (pid: number): number => Number(/^PPid:\s*(\d+)/m.exec(statusOf(pid))?.[1] ?? 0)

/** A zombie waits for nobody but its parent. */
const isAlive = (pid: number): boolean => /^State:\s*[^ZX]/m.test(statusOf(pid))

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
