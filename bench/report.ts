/** From measured rounds to the tables that people read. */

import type { WorkloadName } from './workloads.ts'

/** What one round of one workload on one server showed. */
export interface Sample {
  readonly workload: WorkloadName
  readonly server: string
  readonly round: number
  readonly requestsPerSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Seconds per 1,000 requests. */
  readonly serverCpu: number | null
  readonly databaseCpu: number | null
}

const median = (values: readonly (number | null)[]): number => {
  const sorted = values.filter((value): value is number => value !== null).sort((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length === 0) return Number.NaN
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

const show = (value: number, digits: number): string => (Number.isNaN(value) ? '–' : value.toFixed(digits))

const HEAD = `| workload | server | requests/s | p50 ms | p99 ms | server CPU s / 1,000 | database CPU s / 1,000 | requests/s ÷ bare | server CPU ÷ bare |
|---|---|---:|---:|---:|---:|---:|---:|---:|`

/** Medians over the rounds; a ratio is the median of the ratios of each round, whose two sides ran right after each other. */
export function table(samples: readonly Sample[], bare: string): string {
  const lines: string[] = []
  for (const workload of new Set(samples.map((sample) => sample.workload)))
    for (const server of new Set(samples.map((sample) => sample.server))) {
      const own = samples.filter((sample) => sample.workload === workload && sample.server === server)
      if (own.length === 0) continue
      const ratio = (of: (sample: Sample) => number | null) =>
        median(
          own.map((sample) => {
            const other = samples.find((one) => one.workload === workload && one.server === bare && one.round === sample.round)
            const [a, b] = [of(sample), other === undefined ? null : of(other)]
            return a === null || b === null || b === 0 ? null : a / b
          }),
        )
      const cells = [
        workload,
        server,
        show(median(own.map((sample) => sample.requestsPerSecond)), 0),
        show(median(own.map((sample) => sample.p50)), 2),
        show(median(own.map((sample) => sample.p99)), 2),
        show(median(own.map((sample) => sample.serverCpu)), 3),
        show(median(own.map((sample) => sample.databaseCpu)), 3),
        server === bare
          ? ''
          : show(
              ratio((sample) => sample.requestsPerSecond),
              2,
            ),
        server === bare
          ? ''
          : show(
              ratio((sample) => sample.serverCpu),
              2,
            ),
      ]
      lines.push(`| ${cells.join(' | ')} |`)
    }
  return [HEAD, ...lines].join('\n')
}
