/** Metrics in Prometheus' text format: counted as things happen, written when they are asked for. */

import type { Attributes, Meter } from '@opentelemetry/api'
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { emptyResource } from '@opentelemetry/resources'
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics'
import type { BreakerState, Observer, PoolState } from '../../datasource/report.ts'
import type { Report } from '../trail.ts'
import { addProcessMetrics } from './process.ts'
import { type DatabaseFacts, operationOf } from './statement.ts'

/** A datasource at the moment of a scrape. */
export interface Gauge {
  readonly name: string
  /** null: not known yet. */
  readonly up: boolean | null
  readonly breaker: BreakerState | null
  readonly pool: PoolState | null
}

export interface MetricsOptions {
  /** By name of the datasource. */
  readonly facts: ReadonlyMap<string, DatabaseFacts>
  /** Read at each scrape; must answer at once, from what is known already. */
  readonly gauges: () => readonly Gauge[]
}

export interface Metrics extends AsyncDisposable {
  readonly statement: Observer
  readonly count: (report: Report) => void
  /** The page for Prometheus. */
  page(): Promise<string>
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const DATABASE_SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]
const COSTS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]
const BATCHES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]
const BREAKER: readonly BreakerState[] = ['closed', 'open', 'half-open']

/** Asked only; it pushes nothing and has nothing to end. */
class Reader extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}

/** Every label comes from a closed set or from the configuration: no client and no tenant adds a series. */
export function createMetrics({ facts, gauges }: MetricsOptions): Metrics {
  const reader = new Reader()
  const provider = new MeterProvider({ resource: emptyResource(), readers: [reader] })
  const meter = provider.getMeter('switchyard')
  const serializer = new PrometheusSerializer('', false, undefined, true, true)
  const histogram = (name: string, description: string, explicitBucketBoundaries: number[]) =>
    meter.createHistogram(name, { description, advice: { explicitBucketBoundaries } })

  const requests = meter.createCounter('gateway_graphql_requests_total', { description: 'Operations by type and outcome.' })
  const durations = histogram('gateway_graphql_request_duration_seconds', 'From arrival to answer.', SECONDS)
  const errors = meter.createCounter('gateway_graphql_errors_total', { description: 'Errors sent to clients, by code.' })
  const costs = histogram('gateway_graphql_cost', 'What operations cost by the measure of the limit.', COSTS)
  const batches = histogram('gateway_dataloader_batch_size', 'Keys that one statement answered at once.', BATCHES)
  const statements = histogram('db_client_operation_duration_seconds', 'Statements, waiting included.', DATABASE_SECONDS)
  const waits = histogram('db_client_connection_wait_time_seconds', 'Waiting for one of the connections.', DATABASE_SECONDS)
  const timeouts = meter.createCounter('db_client_connection_timeouts_total', { description: 'Given up while waiting for a connection.' })
  addDatasourceGauges(meter, gauges)
  const process = addProcessMetrics(meter)

  return {
    statement(event) {
      const { datasource, engine, lane, about, code, ms, waitedMs, transaction } = event
      const own = { gateway_datasource: datasource }
      const labels: Attributes = {
        gateway_datasource: datasource,
        db_system_name: facts.get(datasource)?.system ?? engine,
        db_operation_name: operationOf(event),
      }
      if (code !== null) labels.error_type = code
      statements.record(ms / 1000, labels)
      if (about?.keys !== undefined) batches.record(about.keys, { datasource })
      if (lane !== 'traffic' || transaction === 'part') return
      waits.record(waitedMs / 1000, own)
      if (code !== null && waitedMs === ms) timeouts.add(1, own)
    },
    count({ graph, operation, outcome, startedAt, endedAt, cost, trail }) {
      if (!graph) return
      const type = operation?.type ?? 'unknown'
      requests.add(1, { operation_type: type, outcome })
      durations.record((endedAt - startedAt) / 1000, { operation_type: type })
      if (cost > 0) costs.record(cost, { operation_type: type })
      for (const [code, times] of trail.errors) errors.add(times, { code })
    },
    async page() {
      process.refresh()
      const { resourceMetrics } = await reader.collect()
      return `${serializer.serialize(resourceMetrics)}\n`
    },
    async [Symbol.asyncDispose]() {
      process[Symbol.dispose]()
      await provider.shutdown()
    },
  }
}

function addDatasourceGauges(meter: Meter, gauges: () => readonly Gauge[]): void {
  const gauge = (name: string, description: string) => meter.createObservableGauge(name, { description })
  const up = gauge('gateway_datasource_up', 'Whether the datasource answered its last probe.')
  const breaker = gauge('gateway_datasource_breaker_state', 'Which state the circuit breaker is in: 1 for that one.')
  const count = gauge('db_client_connection_count', "The gateway's connections, by state.")
  const most = gauge('db_client_connection_max', 'Connections that the gateway may have.')
  const pending = gauge('db_client_connection_pending_requests', 'Statements that wait for a connection.')
  meter.addBatchObservableCallback(
    (result) => {
      for (const { name, up: isUp, breaker: state, pool } of gauges()) {
        if (isUp !== null) result.observe(up, isUp ? 1 : 0, { datasource: name })
        if (state !== null) for (const one of BREAKER) result.observe(breaker, one === state ? 1 : 0, { datasource: name, state: one })
        if (pool === null) continue
        const own = { gateway_datasource: name }
        result.observe(count, pool.used, { ...own, state: 'used' })
        result.observe(count, pool.idle, { ...own, state: 'idle' })
        result.observe(most, pool.max, own)
        result.observe(pending, pool.waiting, own)
      }
    },
    [up, breaker, count, most, pending],
  )
}
