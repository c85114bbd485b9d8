/** What must be put right when the process ends without closing its datasources. */

const tasks = new Set<() => void>()
/** Threads that cannot be ended in the middle of a step, and whether each is in one. */
const threads = new Map<object, () => boolean>()
let hooked = false

function hook(): void {
  if (hooked) return
  hooked = true
  process.on('exit', () => {
    for (const task of tasks) task()
    // Node joins all threads as it exits: one in a long native step would keep it waiting until then, and for ever in an endless one.
    if ([...threads.values()].some((busy) => busy())) process.kill(process.pid, 'SIGKILL')
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

/** Until the thread has ended, the process does not wait at its exit for what the thread is doing, if it is doing something then. */
export function rememberThread(ended: Promise<void>, busy: () => boolean): void {
  hook()
  threads.set(ended, busy)
  void ended.then(() => threads.delete(ended))
}
