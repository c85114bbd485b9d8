/** What must be put right when the process ends without closing its datasources. */

const tasks = new Set<() => void>()
/** Threads that were given up and still run. */
const runaways = new Set<object>()
let hooked = false

function hook(): void {
  if (hooked) return
  hooked = true
  process.on('exit', () => {
    for (const task of tasks) task()
    // Node joins all threads as it exits: one in an endless native step would keep it waiting for ever.
    if (runaways.size > 0) process.kill(process.pid, 'SIGKILL')
  })
}

/** Runs `task` once: when the returned function is called, or else at the process' exit. It must be synchronous. */
export function rememberOnExit(task: () => void): () => void {
  hook()
  tasks.add(task)
  return () => {
    if (tasks.delete(task)) task()
  }
}

/** Until the thread has ended, the process does not wait for it at its exit. */
export function rememberRunaway(ended: Promise<void>): void {
  hook()
  runaways.add(ended)
  void ended.then(() => runaways.delete(ended))
}
