/** Where log lines go: a descriptor that may be slow, full or gone, written to without ever making a request wait for it. */

import { write as writeAsync, writeSync } from 'node:fs'

/** Characters that wait for a reader; lines beyond them are dropped, and counted. */
const MAX_WAITING = 4 * 1024 * 1024
/** Characters that are written at once. */
const MAX_CHUNK = 64 * 1024
/** Milliseconds until a write that failed is tried again. */
const RETRY = 100
/** Milliseconds that the end of the process may wait for what has not been written yet. */
const LAST_FLUSH = 1_000

/**
 * Opens a way out for log lines. What still waits when the process exits is written then, as far as a second allows.
 * Not pino's own destination: at the exit that one tries for ever to write to a disk that is full or a pipe that nobody reads.
 * @param descriptor an open file, pipe or terminal; 2 is the process's standard error
 * @returns hands a line over and returns at once
 */
export function openLogOutput(descriptor: number): (line: string) => void {
  // Node makes a pipe of its own nonblocking when it is first looked at. A blocking one would hold a thread, and at the end the process.
  if (descriptor === 2) void process.stderr.writable
  let waiting: string[] = []
  let size = 0
  let dropped = 0
  /** What is being written, less what has been. */
  let chunk: Buffer | undefined
  let state: 'idle' | 'writing' | 'resting' = 'idle'

  const next = (): Buffer | undefined => {
    if (chunk !== undefined || waiting.length === 0) return chunk
    let text = ''
    let taken = 0
    for (; taken < waiting.length && text.length < MAX_CHUNK; taken++) text += waiting[taken]
    waiting = waiting.slice(taken)
    size -= text.length
    chunk = Buffer.from(text)
    return chunk
  }
  const done = (bytes: number): void => {
    if (chunk !== undefined) chunk = bytes < chunk.length ? chunk.subarray(bytes) : undefined
    if (chunk !== undefined || dropped === 0) return
    const lost = dropped
    dropped = 0
    put(
      JSON.stringify({
        level: 'warn',
        time: new Date().toISOString(),
        lost,
        message: 'Log lines were lost: they could not be written fast enough.',
      }),
    )
  }
  const pump = (): void => {
    const bytes = state === 'idle' ? next() : undefined
    if (bytes === undefined) return
    state = 'writing'
    writeAsync(descriptor, bytes, (error, written) => {
      // A full disk, a pipe that is not read, a reader that is gone: nobody is left to be told, and it may pass.
      state = error === null ? 'idle' : 'resting'
      if (error === null) {
        done(written)
        pump()
      } else
        setTimeout(() => {
          state = 'idle'
          pump()
        }, RETRY).unref()
    })
  }
  const put = (line: string): void => {
    waiting.push(`${line}\n`)
    size += line.length + 1
  }

  process.once('exit', () => {
    const until = performance.now() + LAST_FLUSH
    // What a thread is writing at this moment it writes by itself; once more would be twice.
    if (state === 'writing') {
      pause()
      chunk = undefined
    }
    for (let bytes = next(); bytes !== undefined && performance.now() < until; bytes = next()) {
      try {
        done(writeSync(descriptor, bytes))
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return
        pause()
      }
    }
  })
  return (line) => {
    if (size > MAX_WAITING) dropped++
    else put(line)
    pump()
  }
}

/** Ten milliseconds during which nothing else happens: at the exit nothing else does. */
const pause = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
