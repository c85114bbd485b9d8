/** The configuration in force, fit to be read by anyone: secrets masked by what they are and by what they say. */

import { redactText } from '../base/log.ts'
import type { Config } from './config.ts'
import type { Effective } from './datasources.ts'

export interface Line {
  /** The variable that sets it. */
  readonly name: string
  /** Text; `***` for a secret that is set, null for what is not set. */
  readonly value: string | null
  /** `default`, or the variable that was read. */
  readonly from: string
}

/** One line per setting, the gateway's own first, then datasource by datasource. */
export function configLines(config: Config): readonly Line[] {
  return [...config.effective, ...[...config.datasources.values()].flatMap((datasource) => datasource.effective)].map(lineOf)
}

/** The same for some of them. */
export const linesOf = (effective: readonly Effective[]): readonly Line[] => effective.map(lineOf)

function lineOf({ name, value, from, secret }: Effective): Line {
  const text = value === undefined ? null : secret ? '***' : typeof value === 'string' ? redactText(value) : String(value)
  return { name, value: text, from: value === undefined ? 'not set' : from }
}

/** The configuration as `NAME = value  (origin)` lines in columns, or as JSON. */
export function printConfig(config: Config, format: 'text' | 'json'): string {
  const lines = configLines(config)
  if (format === 'json') return JSON.stringify({ embedded: config.embedded, settings: lines }, null, 2)
  const width = Math.max(...lines.map((line) => line.name.length))
  const shown = lines.map(({ name, value, from }) => `${name.padEnd(width)} = ${value === null ? '' : JSON.stringify(value)}  (${from})`)
  return [...(config.embedded ? ['# No datasource is configured: the embedded databases serve.'] : []), ...shown].join('\n')
}
