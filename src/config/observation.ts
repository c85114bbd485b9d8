/** The settings of observation: what is logged, who reads the metrics, and where traces go. */

import { str } from 'envalid'
import { LEVELS, type LogLevel, rememberSecret } from '../base/log.ts'
import type { Reading } from './given.ts'
import { choice, flag, secret, whole } from './specs.ts'

/** Which traces are kept, as OpenTelemetry calls it. */
export const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const
export type SamplerName = (typeof SAMPLERS)[number]

export const OBSERVATION = {
  LOG_LEVEL: choice(...LEVELS)({ default: 'info', desc: 'What is logged is at least as grave.' }),
  ACCESS_LOG: flag({ default: undefined, desc: 'Log a line per request.' }),
  SLOW_OPERATION: whole(1, 2_147_483_647)({ default: 1000, desc: 'Milliseconds from which on a request is logged with what it did.' }),
  METRICS_TOKEN: secret({ default: undefined, desc: 'What a scraper of /metrics sends as its bearer token.' }),
  OTEL_SERVICE_NAME: str({ default: 'switchyard', desc: 'The name of this service in traces.' }),
  OTEL_EXPORTER_OTLP_ENDPOINT: str({ default: undefined, desc: 'The collector that traces are sent to, by OTLP over HTTP.' }),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: str({
    default: undefined,
    desc: 'The whole URL for traces, instead of the endpoint and /v1/traces.',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: str({ default: undefined, desc: 'Headers for the collector: name=value, with commas between.' }),
  OTEL_EXPORTER_OTLP_PROTOCOL: str({ default: undefined, desc: 'Traces go as http/json, whatever it says.' }),
  OTEL_TRACES_SAMPLER: choice(...SAMPLERS)({ default: 'parentbased_always_on', desc: 'Which traces are kept.' }),
  OTEL_TRACES_SAMPLER_ARG: str({ default: '1', desc: 'Which part of them, from 0 to 1, by the samplers of a ratio.' }),
  OTEL_SDK_DISABLED: flag({ default: false, desc: 'Send no traces, whatever else is set.' }),
}

/** Those that may stand in a file. */
export const OBSERVATION_FILES: readonly string[] = ['METRICS_TOKEN', 'OTEL_EXPORTER_OTLP_HEADERS']

export const OBSERVATION_SECRETS: readonly string[] = ['METRICS_TOKEN', 'OTEL_EXPORTER_OTLP_HEADERS']

export interface TracesConfig {
  /** Where they are posted to. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly serviceName: string
  readonly sampler: SamplerName
  readonly ratio: number
}

export interface ObservationConfig {
  readonly logLevel: LogLevel
  /** A line per request. */
  readonly accessLog: boolean
  /** Milliseconds. */
  readonly slowOperation: number
  readonly metricsToken: string | undefined
  /** undefined: there is no collector. */
  readonly traces: TracesConfig | undefined
}

type Values = { readonly [Name in keyof typeof OBSERVATION]?: string | number | boolean | undefined }

/**
 * Puts the settings together; what does not fit is a fault with its remedy.
 * @param machine the log is read by a machine
 */
export function observationOf(values: Values, machine: boolean, { findings }: Pick<Reading, 'findings'>): ObservationConfig {
  return {
    logLevel: values.LOG_LEVEL as LogLevel,
    accessLog: (values.ACCESS_LOG as boolean | undefined) ?? machine,
    slowOperation: values.SLOW_OPERATION as number,
    metricsToken: values.METRICS_TOKEN as string | undefined,
    traces: tracesOf(values, findings),
  }
}

function tracesOf(values: Values, { faults, notices }: Reading['findings']): TracesConfig | undefined {
  const text = (name: keyof typeof OBSERVATION) => values[name] as string | undefined
  const ratio = Number(text('OTEL_TRACES_SAMPLER_ARG'))
  if (!(ratio >= 0 && ratio <= 1)) faults.push('OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1.')
  const own = urlOf('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', text('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'), faults)
  const shared = urlOf('OTEL_EXPORTER_OTLP_ENDPOINT', text('OTEL_EXPORTER_OTLP_ENDPOINT'), faults)
  if (values.OTEL_SDK_DISABLED === true || (own ?? shared) === undefined) return undefined
  if (text('OTEL_EXPORTER_OTLP_PROTOCOL') === 'grpc')
    notices.push(
      'OTEL_EXPORTER_OTLP_PROTOCOL is grpc, but traces are sent as http/json: the endpoint must be the one for HTTP, usually with port 4318.',
    )
  return {
    url: own?.href ?? `${shared?.href.replace(/\/$/, '')}/v1/traces`,
    headers: headersOf(text('OTEL_EXPORTER_OTLP_HEADERS') ?? '', faults),
    serviceName: text('OTEL_SERVICE_NAME') as string,
    sampler: text('OTEL_TRACES_SAMPLER') as SamplerName,
    ratio,
  }
}

function urlOf(name: string, text: string | undefined, faults: string[]): URL | undefined {
  if (text === undefined) return undefined
  // Its text stays out of the fault: it may hold a password.
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    faults.push(`${name} is no URL. Write it as http://collector:4318.`)
    return undefined
  }
  const url = new URL(text)
  if (url.password !== '') rememberSecret(decodeURIComponent(url.password))
  return url
}

/** As W3C Baggage: `name=value,name=value`, percent-encoded. */
function headersOf(text: string, faults: string[]): Readonly<Record<string, string>> {
  const pairs = text
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => /^([\w!#$%&'*+.^`|~-]+)\s*=\s*(.*)$/.exec(pair))
  const headers: [string, string][] = []
  for (const pair of pairs) {
    const [, name = '', encoded = ''] = pair ?? []
    const value = /%(?![0-9a-f]{2})/i.test(encoded) ? encoded : decodeURIComponent(encoded)
    if (pair === null || /[^\t\x20-\x7e]/.test(value)) {
      faults.push('OTEL_EXPORTER_OTLP_HEADERS must be written as name=value, with commas between.')
      return {}
    }
    rememberSecret(value)
    headers.push([name, value])
  }
  return Object.fromEntries(headers)
}
