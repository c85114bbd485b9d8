/** A thread beside the one that asks SQLite, which nothing interrupts: it ends the process that takes too much memory, or that nobody waits for. */

import { workerData } from 'node:worker_threads'

export interface SqliteWatch {
  /** Bytes that the process may have. SQLite's own memory is under no limit of Node.js. */
  readonly most: number
  /** The process that asked. */
  readonly parent: number
}

/** Milliseconds: shorter than it takes to fill a machine's memory. */
const INTERVAL = 10

const { most, parent } = workerData as SqliteWatch
setInterval(() => {
  if (process.memoryUsage.rss() > most || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, INTERVAL)
