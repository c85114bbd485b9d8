/** Metrics: what is counted, under which names and labels, read over HTTP as a scraper reads them. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ANONYMOUS } from '../src/access/principal.ts'
import type { StatementEvent } from '../src/datasource/report.ts'
import { createMetrics, type Gauge } from '../src/server/telemetry/metrics.ts'
import { type Report, startTrail } from '../src/server/trail.ts'
import { type Client, startGateway } from './e2e/harness.ts'

/** Samples by name and labels, each checked to be one that Prometheus reads. */
function samplesOf(page: string): Map<string, number> {
  const samples = new Map<string, number>()
  const types = new Map<string, string>()
  for (const line of page.split('\n')) {
    const type = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line)
    if (type !== null) types.set(type[1] as string, type[2] as string)
    if (line === '' || line.startsWith('#')) continue
    const sample =
      /^([a-zA-Z_:][\w:]*)(\{[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*"(?:,[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*")*\})? (-?[\d.]+(?:e[+-]?\d+)?|\+Inf|NaN)$/.exec(
        line,
      )
    if (sample === null) throw new Error(`no sample: ${line}`)
    const [, name = '', labels = '', value] = sample
    const family = types.get(name) ?? types.get(name.replace(/_(bucket|sum|count)$/, ''))
    if (family === undefined) throw new Error(`no type: ${line}`)
    if (family === 'counter') expect(name).toMatch(/_total$/)
    expect(samples.has(name + labels)).toBe(false)
    samples.set(name + labels, Number(value))
  }
  return samples
}

const statement = (options: Partial<StatementEvent> = {}): StatementEvent => ({
  ...{ datasource: 'main', engine: 'postgres', lane: 'traffic', requestId: 'r', text: 'select 1', startedAt: Date.now() },
  ...{ about: { action: 'read', model: 'Order' }, ms: 2, waitedMs: 0, rows: 1, code: null },
  ...options,
})

const report = (options: Partial<Report> = {}): Report => ({
  ...{ id: 'r', method: 'POST', path: '/graphql', graph: true, client: null, principal: ANONYMOUS, cost: 50, status: 200, outcome: 'ok' },
  ...{ operation: { type: 'query', name: 'Q' }, startedAt: 0, endedAt: 20, trail: startTrail(), header: () => null },
  ...options,
})

function metrics(gauges: () => readonly Gauge[] = () => []) {
  const facts = new Map([['main', { system: 'postgresql', namespace: undefined, address: undefined, port: undefined }]])
  return createMetrics({ facts, gauges })
}

describe('figures', () => {
  test('statements by system, operation, datasource and failure, in the buckets of OpenTelemetry', async () => {
    await using made = metrics()
    made.statement(statement())
    made.statement(statement({ ms: 30 }))
    made.statement(statement({ code: 'DATASOURCE_TIMEOUT', ms: 6_000, waitedMs: 6_000 }))
    made.statement(
      statement({
        lane: 'probe',
        text: { kind: 'aggregate' },
        datasource: 'docs',
        engine: 'mongodb',
        about: { action: 'read', model: 'Doc', keys: 7 },
      }),
    )
    const samples = samplesOf(await made.page())
    const own = 'gateway_datasource="main",db_system_name="postgresql",db_operation_name="SELECT"'
    const name = 'db_client_operation_duration_seconds'
    expect(samples.get(`${name}_count{${own}}`)).toBe(2)
    expect(samples.get(`${name}_sum{${own}}`)).toBeCloseTo(0.032)
    const buckets = [...samples.keys()].filter((key) => key.startsWith(`${name}_bucket{${own},le=`))
    expect(buckets.map((key) => /le="(.*?)"/.exec(key)?.[1])).toEqual([
      '0.001',
      '0.005',
      '0.01',
      '0.05',
      '0.1',
      '0.5',
      '1',
      '5',
      '10',
      '+Inf',
    ])
    expect(buckets.map((key) => samples.get(key))).toEqual([0, 1, 1, 2, 2, 2, 2, 2, 2, 2])
    expect(samples.get(`${name}_count{${own},error_type="DATASOURCE_TIMEOUT"}`)).toBe(1)
    expect(samples.get(`${name}_count{gateway_datasource="docs",db_system_name="mongodb",db_operation_name="aggregate"}`)).toBe(1)
    expect(samples.get('gateway_dataloader_batch_size_bucket{datasource="docs",le="10"}')).toBe(1)
    expect(samples.get('gateway_dataloader_batch_size_bucket{datasource="docs",le="5"}')).toBe(0)
    // Only traffic waits for connections.
    expect(samples.get('db_client_connection_wait_time_seconds_count{gateway_datasource="main"}')).toBe(3)
    expect(samples.has('db_client_connection_wait_time_seconds_count{gateway_datasource="docs"}')).toBe(false)
    expect(samples.get('db_client_connection_timeouts_total{gateway_datasource="main"}')).toBe(1)
  })

  test('requests by type and outcome, errors by code, costs; what is no operation does not count', async () => {
    await using made = metrics()
    const failed = report({ outcome: 'partial' })
    failed.trail.errors.set('DATASOURCE_UNAVAILABLE', 3)
    made.count(report())
    made.count(failed)
    made.count(report({ operation: undefined, outcome: 'refused', cost: 0 }))
    made.count(report({ graph: false, path: '/livez' }))
    const samples = samplesOf(await made.page())
    expect(samples.get('gateway_graphql_requests_total{operation_type="query",outcome="ok"}')).toBe(1)
    expect(samples.get('gateway_graphql_requests_total{operation_type="query",outcome="partial"}')).toBe(1)
    expect(samples.get('gateway_graphql_requests_total{operation_type="unknown",outcome="refused"}')).toBe(1)
    expect(samples.get('gateway_graphql_request_duration_seconds_bucket{operation_type="query",le="0.025"}')).toBe(2)
    expect(samples.get('gateway_graphql_errors_total{code="DATASOURCE_UNAVAILABLE"}')).toBe(3)
    expect(samples.get('gateway_graphql_cost_bucket{operation_type="query",le="100"}')).toBe(2)
    expect(
      [...samples].filter(([name]) => name.startsWith('gateway_graphql_requests_total')).reduce((sum, [, value]) => sum + value, 0),
    ).toBe(3)
  })

  test('datasources as they are when somebody reads', async () => {
    let up: boolean | null = null
    let breaker: Gauge['breaker'] = 'closed'
    await using made = metrics(() => [
      { name: 'main', up, breaker, pool: { max: 10, used: 3, idle: 2, waiting: 4 } },
      { name: 'file', up: true, breaker: null, pool: null },
    ])
    const before = samplesOf(await made.page())
    expect(before.has('gateway_datasource_up{datasource="main"}')).toBe(false)
    expect(before.get('gateway_datasource_up{datasource="file"}')).toBe(1)
    expect(before.get('db_client_connection_count{gateway_datasource="main",state="used"}')).toBe(3)
    expect(before.get('db_client_connection_count{gateway_datasource="main",state="idle"}')).toBe(2)
    expect(before.get('db_client_connection_max{gateway_datasource="main"}')).toBe(10)
    expect(before.get('db_client_connection_pending_requests{gateway_datasource="main"}')).toBe(4)
    up = false
    breaker = 'open'
    const after = samplesOf(await made.page())
    expect(after.get('gateway_datasource_up{datasource="main"}')).toBe(0)
    const states = ['closed', 'open', 'half-open'].map((state) =>
      after.get(`gateway_datasource_breaker_state{datasource="main",state="${state}"}`),
    )
    expect(states).toEqual([0, 1, 0])
  })

  test('the process itself', async () => {
    await using made = metrics()
    await made.page()
    await expect
      .poll(async () => samplesOf(await made.page()).get('nodejs_eventloop_delay_p99_seconds'), { timeout: 10_000 })
      .toBeGreaterThan(0)
    const samples = samplesOf(await made.page())
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(10_000_000)
    expect(samples.get('process_cpu_seconds_total')).toBeGreaterThan(0)
    expect(samples.get('v8js_memory_heap_used_bytes')).toBeGreaterThan(1_000_000)
    expect(Math.abs((samples.get('process_start_time_seconds') ?? 0) - performance.timeOrigin / 1000)).toBeLessThan(1)
    if (process.platform === 'linux') expect(samples.get('process_open_fds')).toBeGreaterThan(3)
  })
})

describe('a gateway', () => {
  let client: Client
  beforeAll(async () => {
    client = await startGateway({ METRICS_TOKEN: 'CANARY-metrics-token', SECRET_KEY: 'CANARY-secret-key-of-cursors' })
    client.gateway.monitor.start()
  })
  afterAll(() => client?.[Symbol.asyncDispose]())
  const scrape = async (token = 'CANARY-metrics-token') => {
    const response = await fetch(`${client.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
    return { status: response.status, text: await response.text() }
  }

  test('counts what it does, for the holder of the token only', async () => {
    await client.ask('{ orders(first: 2) { nodes { customer { companyName } } } }')
    await client.ask('{ products { totalCount } }')
    expect((await scrape('another-token-of-that-length')).status).toBe(401)
    const { status, text } = await scrape()
    expect(status).toBe(200)
    const samples = samplesOf(text)
    expect(samples.get('gateway_graphql_requests_total{operation_type="query",outcome="ok"}')).toBe(2)
    const statements = [...samples].filter(([name]) => /^db_client_operation_duration_seconds_count\{.*"SELECT"/.test(name))
    expect(statements.reduce((sum, [, value]) => sum + value, 0)).toBe(3)
    expect(samples.get('gateway_dataloader_batch_size_count{datasource="users_db"}')).toBe(1)
    await expect
      .poll(async () => samplesOf((await scrape()).text).get('gateway_datasource_up{datasource="main"}'), { timeout: 20_000 })
      .toBe(1)
  })

  test('takes no label from clients: whatever they send, the series stay as many', async () => {
    const many = async (from: number) => {
      for (let i = from; i < from + 30; i++) {
        await client.ask(`query Name${i} { products(first: 1) { nodes { name } } }`)
        await client.ask(`query Bad${i} { nothing${i} }`)
        await fetch(`${client.url}/path${i}`, { headers: { 'user-agent': `agent${i}`, 'x-tenant-id': `t${i}`, 'x-request-id': `id${i}` } })
      }
      return samplesOf((await scrape()).text)
    }
    const before = await many(0)
    const after = await many(30)
    expect([...after.keys()].filter((name) => !before.has(name))).toEqual([])
    expect([...after.keys()].join()).not.toMatch(/Name\d|nothing|agent|path\d|id\d|CANARY/)
  })
})
