/** Traces: an answered request becomes spans, which go to a collector in batches. */

import { createTraceState, ROOT_CONTEXT, type SpanContext, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { type Log, redactText } from '../../base/log.ts'
import type { SamplerName } from '../../config/observation.ts'
import { textOf } from '../request-log.ts'
import type { Report, Step } from '../trail.ts'
import { type DatabaseFacts, operationOf } from './statement.ts'

export interface TracingOptions {
  readonly exporter: SpanExporter
  readonly serviceName: string
  readonly sampler: SamplerName
  /** Which part of the traces is kept, between 0 and 1, by the samplers of a ratio. */
  readonly ratio: number
  /** By name of the datasource. */
  readonly facts: ReadonlyMap<string, DatabaseFacts>
  /** The table or collection of a model. */
  readonly collectionOf: (model: string) => string | undefined
}

export interface Tracing {
  /** Returns the trace's id; undefined where it is not sampled. */
  readonly trace: (report: Report) => string | undefined
  /** Sends what is left, for at most `ms` milliseconds. */
  close(ms: number): Promise<void>
}

const SAMPLERS: Readonly<Record<SamplerName, (ratio: number) => Sampler>> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: (ratio: number) => new TraceIdRatioBasedSampler(ratio),
  parentbased_always_on: () => new ParentBasedSampler({ root: new AlwaysOnSampler() }),
  parentbased_always_off: () => new ParentBasedSampler({ root: new AlwaysOffSampler() }),
  parentbased_traceidratio: (ratio: number) => new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
}

/** Spans that wait for the collector; beyond them they are dropped. */
const MAX_WAITING = 4_096
/** Milliseconds for one export, its retries included. */
const EXPORT_TIMEOUT = 10_000
const MAX_TEXT = 8_192

/**
 * Spans are made once the request is answered, from what its trail noted: parents are told by the trail itself, so nothing
 * has to follow asynchronous work around, and whoever traces nothing pays nothing.
 */
export function createTracing({ exporter, serviceName, sampler, ratio, facts, collectionOf }: TracingOptions): Tracing {
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(detectResources({ detectors: [envDetector] }))
      .merge(resourceFromAttributes({ 'service.name': serviceName })),
    sampler: SAMPLERS[sampler](ratio),
    spanLimits: { attributeValueLengthLimit: MAX_TEXT },
    spanProcessors: [new BatchSpanProcessor({ exporter, maxQueueSize: MAX_WAITING, exportTimeoutMillis: EXPORT_TIMEOUT })],
  })
  const tracer = provider.getTracer('switchyard')

  const addStatement = (parent: SpanContext, { trail, startedAt }: Report, { event, endedAt }: Step): void => {
    const { datasource, about, code, text } = event
    const known = facts.get(datasource)
    const operation = operationOf(event)
    const collection = about === undefined ? undefined : collectionOf(about.model)
    const end = trail.epoch + endedAt - startedAt
    const summary = collection === undefined ? operation : `${operation} ${collection}`
    const span = tracer.startSpan(
      summary,
      {
        kind: SpanKind.CLIENT,
        startTime: end - event.ms,
        attributes: {
          'db.system.name': known?.system ?? event.engine,
          'db.namespace': known?.namespace,
          'db.collection.name': collection,
          'db.operation.name': operation,
          'db.query.summary': summary,
          'db.query.text': text === undefined ? undefined : redactText(textOf(text)),
          'server.address': known?.address,
          'server.port': known?.port,
          'gateway.datasource': datasource,
          'gateway.lane': event.lane,
          'gateway.model': about?.model,
          'gateway.dataloader.keys': about?.keys,
          'gateway.rows': event.rows,
          'gateway.waited_ms': event.waitedMs,
          'error.type': code ?? undefined,
        },
      },
      trace.setSpanContext(ROOT_CONTEXT, parent),
    )
    if (code !== null) span.setStatus({ code: SpanStatusCode.ERROR, message: code })
    span.end(end)
  }

  return {
    trace(report) {
      const { trail, startedAt, endedAt, operation, status } = report
      if (!report.graph) return undefined
      const at = (moment: number) => trail.epoch + moment - startedAt
      const caller = callerOf(report)
      const root = tracer.startSpan(
        `${report.method} ${report.path}`,
        {
          kind: SpanKind.SERVER,
          startTime: at(startedAt),
          attributes: {
            'http.request.method': report.method,
            'http.route': report.path,
            'url.path': report.path,
            'http.response.status_code': status,
            'client.address': report.client ?? undefined,
            'gateway.request.id': report.id,
          },
        },
        caller === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, caller),
      )
      if (!root.isRecording()) return undefined
      if (status >= 500) root.setAttribute('error.type', String(status)).setStatus({ code: SpanStatusCode.ERROR })
      let parent = root.spanContext()
      const failures = [...trail.errors.keys()]
      if (operation === undefined || trail.executedAt === undefined) root.setAttribute('gateway.error.codes', failures)
      else {
        const span = tracer.startSpan(
          operation.type,
          {
            startTime: at(trail.executedAt),
            attributes: {
              'graphql.operation.type': operation.type,
              'graphql.operation.name': operation.name,
              'gateway.graphql.cost': report.cost,
              'gateway.statements': trail.statements,
              'gateway.error.codes': failures,
              'error.type': failures[0],
            },
          },
          trace.setSpanContext(ROOT_CONTEXT, parent),
        )
        parent = span.spanContext()
        for (const step of trail.steps) addStatement(parent, report, step)
        if (failures.length > 0) span.setStatus({ code: SpanStatusCode.ERROR, message: failures.join(', ') })
        span.end(at(endedAt))
      }
      root.end(at(endedAt))
      // What was cut off at the deadline may still come to an end.
      trail.late = (step) => addStatement(parent, report, step)
      return parent.traceId
    },
    async close(ms) {
      const timer = Promise.withResolvers<void>()
      const late = setTimeout(timer.resolve, ms)
      // A collector that cannot be reached has been told of already.
      await Promise.race([provider.shutdown().catch(() => {}), timer.promise])
      clearTimeout(late)
    },
  }
}

/** The caller's span by W3C Trace Context; undefined where it sent none that is valid. */
function callerOf({ header }: Report): SpanContext | undefined {
  const sent = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(header('traceparent')?.trim() ?? '')
  if (sent === null) return undefined
  const [, version, traceId = '', spanId = '', flags = ''] = sent
  // Version 00 has four parts; ff is none, and neither is an id of zeros.
  if (version === 'ff' || (version === '00' && sent[5] !== undefined) || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined
  const state = header('tracestate')
  return {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED,
    isRemote: true,
    ...(state === null ? {} : { traceState: createTraceState(state) }),
  }
}

export interface CollectorOptions {
  /** Where traces are posted to. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly log: Log
  /** Milliseconds for one export, its retries included; ten seconds unless told. */
  readonly timeout?: number
}

/** Sends spans by OTLP over HTTP, as JSON. That the collector cannot be reached is logged when it begins and when it ends. */
export function createCollector({ url, headers, log, timeout = EXPORT_TIMEOUT }: CollectorOptions): SpanExporter {
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: timeout })
  let failing = false
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const failed = result.code !== 0
        if (failed && !failing)
          log.warn('Traces cannot be sent to the collector; they are dropped until they can.', { cause: result.error?.message })
        if (!failed && failing) log.info('Traces are sent again.')
        failing = failed
        done(result)
      })
    },
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  }
}
