/** Between compiled statements and sessions: values on their way in, rows on their way out. */

import { GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import {
  type Cell,
  type Compiled,
  type Engine,
  MAX_RESULT_BYTES,
  type Row,
  type RunOptions,
  type RunResult,
} from '../../datasource/datasource.ts'
import type { Binds } from '../../query/query.ts'
import type { Answer, Task } from './host.ts'

export interface Codec {
  /** What a session is asked. @throws GatewayError */
  askOf(compiled: Compiled, binds: Binds, options: RunOptions): Task & { kind: 'run' }
  /** What its answer means. @throws GatewayError */
  resultOf(compiled: Compiled, answer: Answer, maxRows: number): RunResult
}

export interface CodecOptions {
  /** The datasource's. */
  readonly name: string
  readonly engine: Engine
  /** An encoded value as the driver takes it; throws for what it cannot take. */
  readonly bind: (value: unknown) => unknown
}

export function createCodec({ name, engine, bind }: CodecOptions): Codec {
  return {
    askOf(compiled, binds, { maxRows, maxBytes = MAX_RESULT_BYTES }) {
      const { text } = compiled
      if (typeof text !== 'string') throw internal(name, new Error(`compiled for another engine than ${engine.type}`))
      try {
        const params = compiled.params.map((param) => bind(param.encode(binds[param.slot] as Value)))
        return { kind: 'run', text, params, maxRows, maxBytes }
      } catch (error) {
        throw error instanceof GatewayError ? named(error, name) : internal(name, error)
      }
    },
    resultOf(compiled, answer, maxRows) {
      if (answer.kind !== 'rows') return { rows: [] }
      if (answer.more) throw tooLarge(name, maxRows)
      try {
        const rows = answer.rows.map((row) => decodeRow(compiled, row, name))
        const { affected, inserted } = answer
        const result = affected === undefined ? { rows } : { rows, affected }
        return compiled.settle?.(inserted === undefined ? result : { ...result, inserted }) ?? result
      } catch (error) {
        throw internal(name, error)
      }
    },
  }
}

export const internal = (datasource: string, cause: unknown): GatewayError =>
  new GatewayError('INTERNAL_SERVER_ERROR', 'Unexpected error.', { datasource, cause })

export const tooLarge = (datasource: string, maxRows: number): GatewayError =>
  new GatewayError('RESULT_TOO_LARGE', `The answer of the datasource ${datasource} has more than ${maxRows} rows; ask for a page of it.`, {
    datasource,
  })

/** The same error with the datasource's name on it. */
function named(error: GatewayError, datasource: string): GatewayError {
  return error.datasource === undefined
    ? new GatewayError(error.code, error.message, { datasource, fields: error.fields, cause: error.cause })
    : error
}

function decodeRow({ decode }: Compiled, raw: readonly unknown[], datasource: string): Row {
  if (raw.length !== decode.length) throw new Error(`a row of ${raw.length} columns where ${decode.length} are known`)
  const row: Cell[] = new Array(raw.length)
  for (let i = 0; i < raw.length; i++)
    try {
      row[i] = (decode[i] as (raw: unknown) => Value)(raw[i])
    } catch (error) {
      // One value that has no canonical form is that cell's trouble, not the whole answer's.
      if (!(error instanceof GatewayError)) throw error
      row[i] = named(error, datasource)
    }
  return row
}
