/** What operators see of a running gateway, put together: metrics, traces, and how each datasource is. */

import type { Log } from './base/log.ts'
import type { Settings } from './datasource/datasource.ts'
import { SNAKE_CASE, sourceOf } from './datasource/naming.ts'
import type { Gateway } from './gateway.ts'
import type { DatasourceView } from './server/health.ts'
import type { MetricsPage } from './server/metrics-page.ts'
import { createMetrics } from './server/telemetry/metrics.ts'
import type { DatabaseFacts } from './server/telemetry/statement.ts'
import { createCollector, createTracing } from './server/telemetry/tracing.ts'
import type { Telemetry } from './server/trail.ts'

/** Milliseconds that the collector has for what is left at the end. */
const LAST_EXPORT = 2_000

export interface Observation extends AsyncDisposable {
  readonly telemetry: Telemetry
  readonly metrics: MetricsPage
  readonly datasources: () => readonly DatasourceView[]
}

/** From now on every statement and every request that it is told of counts. */
export function openObservation(gateway: Gateway, log: Log): Observation {
  const { config, registry, monitor, catalog } = gateway
  const { accessLog, slowOperation, metricsToken, traces } = config.observation
  const facts = new Map([...config.datasources.values()].map(({ name, settings }) => [name, factsOf(gateway, name, settings)]))
  const metrics = createMetrics({
    facts,
    gauges: () =>
      registry.names.map((name) => ({
        name,
        up: upOf(monitor.state(name)),
        breaker: registry.get(name).breaker?.() ?? null,
        pool: monitor.pool(name),
      })),
  })
  gateway.observe(metrics.statement)
  const tracing =
    traces === undefined
      ? undefined
      : createTracing({
          ...traces,
          exporter: createCollector({ ...traces, log }),
          facts,
          collectionOf(name) {
            const model = catalog.models.get(name)
            return model === undefined ? undefined : sourceOf(model, registry.get(model.datasource).engine.naming ?? SNAKE_CASE)
          },
        })
  return {
    telemetry: { accessLog, slowAfter: slowOperation, count: metrics.count, ...(tracing === undefined ? {} : { trace: tracing.trace }) },
    metrics: { page: metrics.page, token: metricsToken },
    datasources: () => datasourceViews(gateway),
    async [Symbol.asyncDispose]() {
      await tracing?.close(LAST_EXPORT)
      await metrics[Symbol.asyncDispose]()
    },
  }
}

function factsOf({ registry }: Gateway, name: string, { DB_NAME, DB_HOST, DB_PORT }: Settings): DatabaseFacts {
  const { engine } = registry.get(name)
  return {
    system: engine.system ?? engine.type,
    namespace: typeof DB_NAME === 'string' ? DB_NAME : undefined,
    address: typeof DB_HOST === 'string' ? DB_HOST : undefined,
    port: typeof DB_PORT === 'number' ? DB_PORT : undefined,
  }
}

/** What the server is told of the datasources: the last probe of each, and for operators all that is known. */
export function datasourceViews({ config, monitor }: Pick<Gateway, 'config' | 'monitor'>): readonly DatasourceView[] {
  return [...config.datasources.values()].map(({ name, required }) => {
    const state = monitor.state(name)
    return {
      name,
      required,
      up: upOf(state),
      details:
        state === null
          ? { state: 'NOT_PROBED_YET' }
          : {
              state: state.condition,
              since: new Date(state.since).toISOString(),
              checkedAt: new Date(state.checkedAt).toISOString(),
              latencyMs: Math.round(state.health.latency * 10) / 10,
              error: state.health.error,
              trouble: state.health.trouble,
              reasons: state.reasons,
              faults: state.faults,
              pool: monitor.pool(name),
            },
    }
  })
}

const upOf = (state: ReturnType<Gateway['monitor']['state']>): boolean | null => (state === null ? null : state.condition !== 'UNHEALTHY')
