/** The process itself in metrics: memory, processor, open files and how late the event loop is. */

import { readdirSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Meter } from '@opentelemetry/api'

/** Milliseconds between two looks at the event loop. */
const RESOLUTION = 20

export interface ProcessMetrics extends Disposable {
  /** Before each scrape. */
  refresh(): void
}

/** The event loop is watched from the first scrape on, and told of since the scrape before. */
export function addProcessMetrics(meter: Meter): ProcessMetrics {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION })
  let watching = false
  const gauge = (name: string, description: string, read: () => number | undefined) =>
    meter.createObservableGauge(name, { description }).addCallback((result) => {
      const value = read()
      if (value !== undefined) result.observe(value)
    })
  gauge('process_start_time_seconds', 'When the process started, since the epoch.', () => performance.timeOrigin / 1000)
  gauge('process_resident_memory_bytes', 'Memory that the process holds.', () => process.memoryUsage.rss())
  gauge('process_open_fds', 'Files and sockets that are open.', openFiles)
  gauge('v8js_memory_heap_used_bytes', 'Memory that JavaScript objects take.', () => process.memoryUsage().heapUsed)
  meter.createObservableCounter('process_cpu_seconds_total', { description: 'Processor time that was used.' }).addCallback((result) => {
    const { user, system } = process.cpuUsage()
    result.observe((user + system) / 1_000_000)
  })
  let late: { mean: number; p50: number; p99: number; max: number } | undefined
  gauge('nodejs_eventloop_delay_mean_seconds', 'How late the event loop was, on average.', () => late?.mean)
  gauge('nodejs_eventloop_delay_p50_seconds', 'How late the event loop was half of the time.', () => late?.p50)
  gauge('nodejs_eventloop_delay_p99_seconds', 'How late the event loop was in one case of a hundred.', () => late?.p99)
  gauge('nodejs_eventloop_delay_max_seconds', 'How late the event loop was at worst.', () => late?.max)
  return {
    refresh() {
      if (!watching) delay.enable()
      watching = true
      if (delay.count === 0) return
      // What Node counts is the time from look to look; what comes on top of the interval is the delay.
      const seconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - RESOLUTION / 1000)
      late = {
        mean: seconds(delay.mean),
        p50: seconds(delay.percentile(50)),
        p99: seconds(delay.percentile(99)),
        max: seconds(delay.max),
      }
      delay.reset()
    },
    [Symbol.dispose]: () => void delay.disable(),
  }
}

/** Only where the system lists them. */
function openFiles(): number | undefined {
  try {
    return readdirSync('/proc/self/fd').length
  } catch {
    return undefined
  }
}
