/** Observation of a whole gateway: the log's line on a request, and its trace, received by a collector over HTTP. */

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ANONYMOUS } from '../src/access/principal.ts'
import { Faults } from '../src/base/errors.ts'
import { createLog } from '../src/base/log.ts'
import { loadConfig } from '../src/config/config.ts'
import { printConfig } from '../src/config/print.ts'
import type { StatementEvent } from '../src/datasource/report.ts'
import { ENGINES } from '../src/engines/index.ts'
import { createCollector, createTracing, type TracingOptions } from '../src/server/telemetry/tracing.ts'
import { type Report, startTrail } from '../src/server/trail.ts'
import { type Client, startGateway } from './e2e/harness.ts'

const SECTION2 = readFileSync(join(import.meta.dirname, 'e2e/section2.graphql'), 'utf8')

interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly status: { readonly code?: number }
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[]
}

const attributesOf = (span: Span): Record<string, unknown> =>
  Object.fromEntries(span.attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

interface Collector {
  readonly url: string
  readonly server: Server
  readonly received: { readonly path: string | undefined; readonly headers: IncomingHttpHeaders; readonly text: string }[]
  spans(): Span[]
}

/** What a collector receives by OTLP over HTTP. */
async function startCollector(port = 0): Promise<Collector> {
  const received: { path: string | undefined; headers: IncomingHttpHeaders; text: string }[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    received.push({ path: request.url, headers: request.headers, text })
    response.setHeader('content-type', 'application/json').end('{}')
  })
  await once(server.listen(port, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    received,
    spans: () =>
      received.flatMap(({ text }) =>
        JSON.parse(text).resourceSpans.flatMap((resource: { scopeSpans: { spans: Span[] }[] }) =>
          resource.scopeSpans.flatMap(({ spans }) => spans),
        ),
      ),
  }
}

describe('a gateway with a collector', () => {
  let collector: Collector
  let client: Client
  let closed = false
  const post = async (query: string, headers: Record<string, string> = {}, variables?: object) => {
    const response = await fetch(`${client.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    })
    return { id: response.headers.get('x-request-id') as string, body: await response.json() }
  }
  /** The log's line on a request. */
  const lineOf = (id: string) =>
    client.logged.map((line) => JSON.parse(line)).find((line) => line.requestId === id && line.status !== undefined)

  beforeAll(async () => {
    collector = await startCollector()
    client = await startGateway({
      ...{
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_HEADERS: 'x-key=CANARY-collector',
        OTEL_SERVICE_NAME: 'the-gateway',
      },
      ...{ ACCESS_LOG: 'true', SLOW_OPERATION: '1', LOG_LEVEL: 'info' },
    })
  })
  afterAll(async () => {
    if (!closed) await client[Symbol.asyncDispose]()
    collector.server.close()
  })

  test('leaves spans with their parents, names and times, one log line per request, and no value in any of them', async () => {
    const trace = '0af7651916cd43dd8448eb211c80319c'
    const whole = await post(SECTION2, { traceparent: `00-${trace}-b7ad6b7169203331-01` })
    expect(whole.body.errors).toBeUndefined()
    // Callers hand their own id on, for several requests at once: whose statement it was must not depend on it.
    const same = { 'x-request-id': 'one-id-for-all' }
    const points = (ids: readonly number[]) => `query Points { ${ids.map((id) => `p${id}: product(id: "${id}") { name }`).join(' ')} }`
    const [first, second] = await Promise.all([post(points([1, 2, 3]), same), post('query Customers { customers { totalCount } }', same)])
    expect(first.body.data).toMatchObject({ p1: { name: expect.any(String) }, p3: { name: expect.any(String) } })
    expect(second.body.errors).toBeUndefined()
    const bad = await post('query Bad { nothing }')
    const unsampled = await post('{ products { totalCount } }', { traceparent: '00-0af7651916cd43dd8448eb211c80319d-b7ad6b7169203331-00' })
    const garbled = await post('query Garbled { __typename }', { traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` })
    await client[Symbol.asyncDispose]()
    closed = true

    expect(new Set(collector.received.map(({ path }) => path))).toEqual(new Set(['/v1/traces']))
    expect(collector.received[0]?.headers).toMatchObject({ 'x-key': 'CANARY-collector', 'content-type': 'application/json' })
    const text = collector.received.map((received) => received.text).join()
    expect(text).toContain('the-gateway')
    expect(`${text}${client.logged.join()}`).not.toMatch(/CANARY/)

    const spans = collector.spans()
    const rootOf = (id: string, name?: string) => {
      const roots = spans.filter((span) => span.kind === 2 && attributesOf(span)['gateway.request.id'] === id)
      return roots.filter(
        (root) => name === undefined || childrenOf(root).some((child) => attributesOf(child)['graphql.operation.name'] === name),
      )
    }
    const childrenOf = (span: Span) => spans.filter(({ parentSpanId, traceId }) => parentSpanId === span.spanId && traceId === span.traceId)

    // One operation over three datasources: request → operation → four statements.
    const [root] = rootOf(whole.id)
    expect(root).toMatchObject({ name: 'POST /graphql', traceId: trace, parentSpanId: 'b7ad6b7169203331' })
    const [operation, ...more] = childrenOf(root as Span)
    expect(more).toEqual([])
    expect(operation).toMatchObject({ name: 'query', kind: 1 })
    const statements = childrenOf(operation as Span)
    expect(statements).toHaveLength(4)
    const seen = statements.map(attributesOf)
    expect(new Set(seen.map((attributes) => attributes['gateway.datasource']))).toEqual(new Set(['main', 'users_db', 'products_db']))
    expect(new Set(seen.map((attributes) => attributes['db.system.name']))).toEqual(new Set(['postgresql', 'sqlite']))
    for (const [i, span] of statements.entries()) {
      expect(span.kind).toBe(3)
      expect(span.name).toBe(`SELECT ${seen[i]?.['db.collection.name']}`)
      expect(seen[i]).toMatchObject({ 'db.operation.name': 'SELECT', 'db.query.summary': span.name, 'gateway.lane': 'traffic' })
      expect(seen[i]?.['db.query.text']).toMatch(/^\s*(select|with)\b/i)
      expect(childrenOf(span)).toEqual([])
    }
    expect(seen.filter((attributes) => attributes['gateway.dataloader.keys'] !== undefined)).toHaveLength(3)
    for (const span of [operation as Span, ...statements]) {
      const parent = span === operation ? (root as Span) : (operation as Span)
      const times = [parent.startTimeUnixNano, span.startTimeUnixNano, span.endTimeUnixNano, parent.endTimeUnixNano].map(BigInt) as [
        bigint,
        bigint,
        bigint,
        bigint,
      ]
      // Rounded to the microsecond on the way.
      expect(times[1] - times[0]).toBeGreaterThanOrEqual(-2_000n)
      expect(times[2]).toBeGreaterThanOrEqual(times[1])
      expect(times[3] - times[2]).toBeGreaterThanOrEqual(-2_000n)
    }
    // No value of the document is in a statement's text.
    expect(text).not.toMatch(/OPEN/)

    // Two requests with one id, side by side: each has its own trace with its own statements.
    const [pointsRoot] = rootOf('one-id-for-all', 'Points')
    const [customersRoot] = rootOf('one-id-for-all', 'Customers')
    expect(pointsRoot?.traceId).not.toBe(customersRoot?.traceId)
    const below = (span: Span) => childrenOf(span).flatMap((child) => childrenOf(child).map((one) => attributesOf(one)))
    // Three fields, one batch, one statement.
    expect(below(pointsRoot as Span)).toEqual([expect.objectContaining({ 'gateway.model': 'Product', 'gateway.dataloader.keys': 3 })])
    expect(below(customersRoot as Span)).toEqual([expect.objectContaining({ 'gateway.model': 'Customer' })])

    // What was refused has no operation; what the caller does not sample leaves nothing; a wrong traceparent begins a new trace.
    const [refused] = rootOf(bad.id)
    expect(childrenOf(refused as Span)).toEqual([])
    expect(attributesOf(refused as Span)['http.response.status_code']).toBe(200)
    expect(rootOf(unsampled.id)).toEqual([])
    expect(rootOf(garbled.id)[0]?.traceId).not.toMatch(/^0+$/)
    expect(rootOf(garbled.id)[0]?.parentSpanId).toBeUndefined()

    expect(lineOf(whole.id)).toMatchObject({
      ...{ message: 'A slow request.', level: 'warn', traceId: trace, method: 'POST', path: '/graphql', client: '127.0.0.1', status: 200 },
      ...{ principal: 'anonymous', roles: [], outcome: 'ok', type: 'query', ran: 4, rows: expect.any(Number), cost: expect.any(Number) },
    })
    expect(new Set(lineOf(whole.id).datasources)).toEqual(new Set(['main', 'users_db', 'products_db']))
    expect(lineOf(whole.id).statements).toHaveLength(4)
    expect(lineOf(whole.id).statements[0]).toMatchObject({
      datasource: 'main',
      action: 'read',
      model: 'Order',
      rows: expect.any(Number),
      text: expect.any(String),
    })
    expect(lineOf(bad.id)).toMatchObject({ outcome: 'refused', errors: { GRAPHQL_VALIDATION_FAILED: 1 }, ran: 0 })
    expect(lineOf(unsampled.id).traceId).toBeUndefined()
    expect(client.logged.filter((line) => line.includes('"status":'))).toHaveLength(6)
  })
})

const facts = new Map([['main', { system: 'postgresql', namespace: 'shop', address: 'db.internal', port: 5432 }]])

function tracing(options: Partial<TracingOptions> = {}) {
  const exporter = new InMemorySpanExporter()
  const made = createTracing({
    ...{ exporter, serviceName: 'test', sampler: 'parentbased_always_on', ratio: 1, facts, collectionOf: (model) => model.toLowerCase() },
    ...options,
  })
  return { ...made, exporter }
}

function report(options: Partial<Report> = {}): Report {
  const trail = startTrail()
  trail.executedAt = performance.now()
  return {
    ...{ id: 'r', method: 'POST', path: '/graphql', graph: true, client: null, principal: ANONYMOUS, cost: 1, status: 200, outcome: 'ok' },
    operation: { type: 'query', name: 'Q' },
    ...{ startedAt: performance.now(), endedAt: performance.now() + 5, trail, header: () => null },
    ...options,
  }
}

const statement = (options: Partial<StatementEvent> = {}): StatementEvent => ({
  ...{ datasource: 'main', engine: 'postgres', lane: 'traffic', requestId: 'r', text: 'select 1', startedAt: Date.now() },
  ...{ about: { action: 'read', model: 'Order' }, ms: 1, waitedMs: 0, rows: 1, code: null },
  ...options,
})

describe('traces', () => {
  test('name the failure of a statement and of its operation', async () => {
    const { trace, exporter, close } = tracing()
    const failed = report({ status: 503 })
    failed.trail.observe(statement({ code: 'DATASOURCE_UNAVAILABLE' }))
    failed.trail.observe(statement({ text: { kind: 'aggregate', collection: 'orders' } }))
    failed.trail.observe(statement({ text: undefined, about: undefined, transaction: 'whole' }))
    failed.trail.errors.set('DATASOURCE_UNAVAILABLE', 1)
    const id = trace(failed)
    await Promise.all([exporter.forceFlush(), new Promise((resolve) => setImmediate(resolve))])
    // A statement that ends after the answer belongs to it all the same.
    failed.trail.observe(statement({ text: 'select late' }))
    const spans = await finished(exporter, close)
    expect(spans.map(({ name }) => name)).toEqual([
      'SELECT order',
      'aggregate order',
      'transaction',
      'query',
      'POST /graphql',
      'SELECT order',
    ])
    expect(new Set(spans.map((span) => span.spanContext().traceId))).toEqual(new Set([id]))
    const [down, , , operation, root, late] = spans
    expect(down?.status).toMatchObject({ code: 2, message: 'DATASOURCE_UNAVAILABLE' })
    expect(down?.attributes).toMatchObject({
      ...{ 'error.type': 'DATASOURCE_UNAVAILABLE', 'db.namespace': 'shop', 'server.address': 'db.internal', 'server.port': 5432 },
      ...{ 'db.system.name': 'postgresql', 'db.collection.name': 'order' },
    })
    expect(operation?.status.code).toBe(2)
    expect(root?.attributes['error.type']).toBe('503')
    expect(late?.parentSpanContext?.spanId).toBe(operation?.spanContext().spanId)
  })

  test.each([
    ['always_off', undefined, 0],
    ['always_on', '00', 1],
    ['parentbased_always_off', '01', 1],
    ['parentbased_always_on', '00', 0],
  ] as const)('are kept as the sampler says: %s', async (sampler, flags, kept) => {
    const { trace, exporter, close } = tracing({ sampler })
    const traceparent = flags === undefined ? null : `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-${flags}`
    trace(report({ header: (name) => (name === 'traceparent' ? traceparent : null) }))
    expect((await finished(exporter, close)).filter(({ kind }) => kind === 1)).toHaveLength(kept)
  })

  test.each([
    ['00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01'],
    ['ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
    ['00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01'],
    ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more'],
    [`00-${'0af7651916cd43dd8448eb211c80319c'.repeat(10_000)}-b7ad6b7169203331-01`],
    ['../../etc/passwd'],
  ])('begin anew at a traceparent that is none', async (traceparent) => {
    const { trace, exporter, close } = tracing()
    trace(report({ header: (name) => (name === 'traceparent' ? traceparent : null) }))
    const root = (await finished(exporter, close)).at(-1)
    expect(root?.parentSpanContext).toBeUndefined()
  })

  test('are bounded, however many statements a request runs', async () => {
    const { trace, exporter, close } = tracing()
    const busy = report()
    for (let i = 0; i < 1_000; i++) busy.trail.observe(statement())
    trace(busy)
    const spans = await finished(exporter, close)
    expect(spans).toHaveLength(202)
    expect(spans.find(({ name }) => name === 'query')?.attributes['gateway.statements']).toBe(1_000)
  })

  /** What was exported; the exporter forgets at its shutdown. */
  async function finished(exporter: InMemorySpanExporter, close: (ms: number) => Promise<void>) {
    const kept: ReturnType<InMemorySpanExporter['getFinishedSpans']> = []
    exporter.shutdown = async () => void kept.push(...exporter.getFinishedSpans())
    await close(5_000)
    return kept
  }
})

describe('a collector that is not there', () => {
  test('is told of once, and once more when it is back; the process can end', async () => {
    const lines: string[] = []
    const log = createLog((line) => lines.push(line), 'json')
    const down = await startCollector()
    const port = Number(new URL(down.url).port)
    await new Promise((resolve) => down.server.close(resolve))
    const exporter = createCollector({ url: `${down.url}/v1/traces`, headers: {}, log, timeout: 300 })
    const send = async () => {
      const { trace, exporter: memory } = tracing()
      trace(report())
      await memory.forceFlush()
      return new Promise((resolve) => exporter.export([], resolve))
    }
    await send()
    await send()
    expect(lines).toEqual([expect.stringContaining('Traces cannot be sent')])
    const up = await startCollector(port)
    await send()
    expect(lines).toEqual([expect.anything(), expect.stringContaining('Traces are sent again.')])
    up.server.close()
    const { trace, close } = tracing({
      exporter: createCollector({ url: 'http://127.0.0.1:9/v1/traces', headers: {}, log, timeout: 60_000 }),
    })
    trace(report())
    await close(50)
  })
})

describe('settings', () => {
  const load = (env: Record<string, string>, terminal = false) => loadConfig(env, ENGINES, { terminal })

  test('log by the format, trace only with a collector', () => {
    expect(load({}).config.observation).toEqual({
      ...{ logLevel: 'info', accessLog: true, slowOperation: 1_000, metricsToken: undefined, traces: undefined },
    })
    expect(load({}, true).config.observation.accessLog).toBe(false)
    expect(load({ ACCESS_LOG: 'on' }, true).config.observation.accessLog).toBe(true)
    expect(load({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toMatchObject({
      config: {
        observation: { traces: { url: 'http://c:4318/v1/traces', serviceName: 'switchyard', sampler: 'parentbased_always_on', ratio: 1 } },
      },
      notices: [expect.stringContaining('sent as http/json')],
    })
    const own = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c/in', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://d' }
    expect(load(own).config.observation.traces?.url).toBe('http://c/in')
    expect(load({ ...own, OTEL_SDK_DISABLED: 'true' }).config.observation.traces).toBeUndefined()
  })

  test('their secrets are shown nowhere, and each fault names its remedy', () => {
    const { config, secretVariables } = load({
      ...{ METRICS_TOKEN: 'CANARY-of-the-scraper', OTEL_EXPORTER_OTLP_HEADERS: 'api-key=CANARY%20key, other=x' },
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://user:CANARYpassword@c:4318',
    })
    expect(config.observation.traces?.headers).toEqual({ 'api-key': 'CANARY key', other: 'x' })
    expect(printConfig(config, 'json')).not.toContain('CANARY')
    expect(secretVariables).toEqual(['METRICS_TOKEN', 'OTEL_EXPORTER_OTLP_HEADERS'])
    const wrong = {
      ...{ METRICS_TOKEN: 'short', LOG_LEVEL: 'loud', SLOW_OPERATION: '0', OTEL_TRACES_SAMPLER: 'some', OTEL_TRACES_SAMPLER_ARG: '2' },
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317', OTEL_EXPORTER_OTLP_HEADERS: 'nothing' },
    }
    expect(() => load(wrong)).toThrow(Faults)
    try {
      load(wrong)
    } catch (error) {
      const { faults } = error as Faults
      for (const text of [
        'METRICS_TOKEN must have at least 16',
        'info, warn, error, silent',
        'SLOW_OPERATION',
        'parentbased_always_on',
        'from 0 to 1',
        'http://collector:4318',
      ])
        expect(faults.join('\n')).toContain(text)
      expect(faults).toHaveLength(6)
    }
    expect(() => load({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c', OTEL_EXPORTER_OTLP_HEADERS: 'nothing' })).toThrow('name=value')
  })
})
