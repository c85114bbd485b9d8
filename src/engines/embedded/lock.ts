/** One process owns an embedded folder: the lock file that says which. */

import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { rememberOnExit } from './exit.ts'

export interface Claim {
  release(): void
}

interface Owner {
  readonly pid: number
  /** When the process started, in the kernel's own unit; null where the system does not tell. A pid alone is soon used again. */
  readonly started: string | null
  readonly host: string
  readonly datasource: string
  readonly token: string
}

/** The owner's machine cannot be asked from here (another container on the same volume): it shows that it lives by touching the file. */
const BEAT = 5_000
const SILENT = 30_000
const HALF_WRITTEN = 1_000
const ATTEMPTS = 40

/**
 * Claims the storage for a datasource of this process.
 * @param file the lock file
 * @param storage the folder or file as it is named in messages
 * @param remedy what to do when another datasource of this process has it
 * @throws Error that names storage, owner and remedy
 */
export function claimStorage(file: string, storage: string, datasource: string, remedy: string): Claim {
  const owner: Owner = { pid: process.pid, started: startOf(process.pid), host: hostname(), datasource, token: randomUUID() }
  const text = JSON.stringify(owner)
  for (let attempt = 0; !create(file, text); attempt++) {
    const found = read(file)
    if (found === null) continue
    const holder = parse(found)
    if (attempt >= ATTEMPTS || (holder !== null && lives(holder, file))) throw refusal(file, storage, holder, remedy)
    // A file that cannot be read is just being written, unless it stays so: then its writer died over it.
    if (holder === null && age(file) < HALF_WRITTEN) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)
    else takeAway(file, found)
  }
  const beat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date())
    } catch {
      // Someone removed the file; the claim itself stands in this process until it is released.
    }
  }, BEAT)
  beat.unref()
  const release = rememberOnExit(() => {
    clearInterval(beat)
    if (read(file) === text) rmSync(file, { force: true })
  })
  return { release }
}

/** False when the file is there already; `wx` makes that atomic. */
function create(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function parse(text: string): Owner | null {
  try {
    return JSON.parse(text) as Owner
  } catch {
    return null
  }
}

/** Milliseconds since the file was touched; another machine's clock may stand differently. */
function age(file: string): number {
  return Math.abs(Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0))
}

function lives(owner: Owner, file: string): boolean {
  if (owner.host !== hostname()) return age(file) < SILENT
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return owner.started === null || startOf(owner.pid) === owner.started
}

/** The 22nd value of /proc/<pid>/stat; the second is a name in parentheses that may hold anything. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

/** Removes a dead owner's file. Renaming first shows whether another process was quicker; then its file goes back. */
function takeAway(file: string, stale: string): void {
  const aside = `${file}.${process.pid}.${randomUUID()}`
  try {
    renameSync(file, aside)
    if (read(aside) !== stale) linkSync(aside, file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function refusal(file: string, storage: string, holder: Owner | null, remedy: string): Error {
  if (holder === null)
    return new Error(`${storage} is locked by ${file}, which cannot be read. If no other gateway runs, remove that file.`)
  if (holder.pid === process.pid && holder.host === hostname())
    return new Error(`${storage} is already used by the datasource ${holder.datasource} of this gateway. ${remedy}`)
  const near = holder.host === hostname()
  const where = near ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.host}`
  // A container that takes the place of one that was killed has another name.
  const patience = near ? '' : ` If it was killed, try again in ${SILENT / 1000} seconds.`
  return new Error(
    `${storage} is in use by another gateway (${where}, datasource ${holder.datasource}). Only one process may open it: stop that one, or give this one a folder of its own.${patience}`,
  )
}
