/** The processes of a run: started, asked where they listen, measured from outside by what the kernel counted for them. */

import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Job, Result } from './load.ts'

/** Milliseconds for a server to say where it listens. */
const START = 60_000
const STOP = 10_000
/** Kernel ticks per second, the same on every Linux of today. */
const TICKS = 100

export interface Started {
  readonly url: string
  readonly pid: number
  /** Its exit code, or the signal that ended it. */
  readonly exit: Promise<number | NodeJS.Signals>
  stop(): Promise<void>
}

/**
 * Starts one of our files as a server and waits until it prints `POST http://…`.
 * @param flags for node itself, such as --cpu-prof
 * @param onError is given what it writes to its standard error, piece by piece; by default that is ours
 */
export async function startServer(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  flags: readonly string[],
  onError?: (text: string) => void,
): Promise<Started> {
  const errors = onError === undefined ? 'inherit' : 'pipe'
  const child = spawn(process.execPath, [...flags, 'run.mjs', file, ...args], { env, stdio: ['ignore', 'pipe', errors] })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => onError?.(text))
  const exit = new Promise<number | NodeJS.Signals>((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal ?? 0)))
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => reject(new Error(`${file} did not start in time:\n${said}`)), START)
    child.stdout?.on('data', (chunk: Buffer) => {
      said += String(chunk)
      const found = /POST (http:\S+)\n/.exec(said)?.[1]
      if (found === undefined) return
      clearTimeout(timer)
      resolve(found)
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}:\n${said}`)))
  }).catch(async (error: unknown) => {
    await stop(child)
    throw error
  })
  return { url, pid: child.pid ?? 0, exit, stop: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP)
  await gone
  clearTimeout(timer)
}

export interface LoadGenerator {
  run(job: Job): Promise<Result>
  stop(): Promise<void>
}

export function startLoad(): LoadGenerator {
  const child = fork(`${import.meta.dirname}/load.ts`)
  return {
    async run(job) {
      const over = new AbortController()
      child.once('exit', () => over.abort(new Error('the load generator ended')))
      child.send(job)
      const [result] = await once(child, 'message', { signal: over.signal })
      child.removeAllListeners('exit')
      return result as Result
    },
    stop: () => stop(child),
  }
}

/** CPU seconds of a process, all its threads together; null where it is not one of this machine's of that name. */
export function cpuSeconds(pid: number, command?: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The second field is the command in parentheses, and may itself hold blanks and parentheses.
    const close = stat.lastIndexOf(')')
    if (command !== undefined && stat.slice(stat.indexOf('(') + 1, close) !== command) return null
    const fields = stat.slice(close + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS
  } catch {
    return null
  }
}
