/** The memory engine: the query language evaluated over arrays, plainly. It is the oracle that every other engine is compared with. */

import { Faults, GatewayError } from '../base/errors.ts'
import type { Value } from '../base/json.ts'
import type { Capabilities } from '../datasource/capabilities.ts'
import type {
  Compiled,
  CompileTarget,
  Datasource,
  Engine,
  Param,
  RunOptions,
  RunResult,
  Session,
  Settings,
} from '../datasource/datasource.ts'
import type { Catalog } from '../model/catalog.ts'
import type { Binds, Collation, Read, Write } from '../query/query.ts'
import type { World } from './memory/evaluate.ts'
import { answer } from './memory/read.ts'
import { copyTables, createTables, type Row, type Tables } from './memory/tables.ts'
import { write } from './memory/write.ts'

const TYPE = 'memory'
const VERSION = '1'

/** What `Compiled.text` holds here: nothing is compiled, the query is evaluated as it stands. */
type Statement =
  | { readonly kind: 'read'; readonly query: Read; readonly catalog: Catalog }
  | { readonly kind: 'write'; readonly query: Write; readonly catalog: Catalog }
  | { readonly kind: 'define'; readonly model: string }

export const memory: Engine = {
  type: TYPE,
  aliases: [],
  version: VERSION,
  options: {
    NEST: { type: 'boolean', default: true, about: 'Whether related rows may come inside the statement of their parents.' },
    UPSERT: { type: 'boolean', default: true, about: 'Whether an insert may update the row that it meets.' },
    TRANSACTIONS: { type: 'boolean', default: true, about: 'Whether there are transactions.' },
    COLLATION: { type: { oneOf: ['native', 'binary'] }, default: 'native', about: 'The order of text; both are by code point here.' },
  },
  parse(url) {
    if (/^memory:(\/\/)?$/.test(url)) return {}
    throw new Faults('The connection string is not understood:', ['Write memory:// and nothing else.'])
  },
  capabilities,
  compile(query, at) {
    const statement: Statement =
      'kind' in query ? { kind: 'write', query, catalog: at.catalog } : { kind: 'read', query, catalog: at.catalog }
    return compiled(statement, slotsOf(query), widthOf(query))
  },
  define: (models, _at: CompileTarget) => models.map((model) => compiled({ kind: 'define', model }, [], 0)),
  open: (name, settings) => openTables(name, createTables(), settings),
}

/**
 * A memory datasource that already holds rows: for tests.
 * @param tables rows by model, as objects by field name, in canonical form; nested objects inside
 * @param options `nest: false` makes the planner ask level by level; `upsert: false` and `transactions: false` make it an engine without
 */
export function openMemory(
  name: string,
  tables: ReadonlyMap<string, readonly Row[]>,
  options: { readonly nest?: boolean; readonly collation?: Collation; readonly upsert?: boolean; readonly transactions?: boolean } = {},
): Datasource {
  return openTables(name, createTables(tables), {
    NEST: options.nest ?? true,
    COLLATION: options.collation ?? 'binary',
    UPSERT: options.upsert ?? true,
    TRANSACTIONS: options.transactions ?? true,
  })
}

function capabilities(settings: Settings): Capabilities {
  return {
    nest: settings.NEST !== false,
    transactions: settings.TRANSACTIONS !== false,
    ...(settings.UPSERT === false ? {} : { upsert: 'target' as const }),
    identity: true,
    objectId: true,
    decimalPrecision: 38,
    timePrecision: 6,
  }
}

function openTables(name: string, tables: Tables, settings: Settings): Datasource {
  // Writes and transactions take turns; reads see what is committed.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }
  const sessionOver = (own: Tables): Session => ({
    run: async (query, binds, options) => evaluate(name, own, query, binds, options),
  })
  const direct = sessionOver(tables)
  return {
    name,
    engine: memory,
    capabilities: capabilities(settings),
    collation: settings.COLLATION === 'binary' ? 'binary' : 'native',
    version: VERSION,
    run: (query, binds, options) =>
      (query.text as Statement).kind === 'read' ? direct.run(query, binds, options) : inTurn(() => direct.run(query, binds, options)),
    transaction: (options, work) =>
      inTurn(async () => {
        if (settings.TRANSACTIONS === false)
          throw new GatewayError('QUERY_UNSUPPORTED', `The datasource ${name} has no transactions.`, { datasource: name })
        const own = copyTables(tables)
        let failed: unknown
        const { run } = sessionOver(own)
        const session: Session = {
          run: (...call) =>
            run(...call).catch((error: unknown) => {
              failed ??= error
              throw error
            }),
        }
        const result = await work(session)
        // What follows a failed statement differs between databases; here the whole transaction fails on each.
        if (failed !== undefined)
          throw new GatewayError('TRANSACTION_ROLLED_BACK', 'The transaction was rolled back because one of its statements failed.', {
            datasource: name,
            cause: failed,
          })
        if (!options.readOnly) tables.adopt(own)
        return result
      }),
    pool: () => null,
    stats: async () => ({
      tables: tables.models().map((model) => ({ table: model, rows: tables.rows(model).length, estimated: false, bytes: null })),
      bytes: null,
      sessions: null,
      lastBackup: null,
    }),
    health: async () => ({ ok: true, latency: 0, serverVersion: VERSION, database: null, error: null, trouble: null }),
    [Symbol.asyncDispose]: async () => {},
  }
}

function evaluate(datasource: string, tables: Tables, query: Compiled, binds: Binds, options: RunOptions): RunResult {
  if (Date.now() >= options.deadline) throw new GatewayError('DATASOURCE_TIMEOUT', 'The time for this request is over.', { datasource })
  if (options.signal.aborted) throw new GatewayError('QUERY_CANCELLED', 'The request was cancelled.', { datasource })
  const statement = query.text as Statement
  if (statement.kind === 'define') {
    if (!tables.models().includes(statement.model)) tables.replace(statement.model, [])
    return { rows: [], affected: 0 }
  }
  const world: World = { catalog: statement.catalog, tables, binds }
  try {
    if (statement.kind === 'write') return write(world, statement.query)
    const rows = answer(world, statement.query)
    if (rows.length > options.maxRows)
      throw new GatewayError('RESULT_TOO_LARGE', `The answer has more than ${options.maxRows} rows; ask for a page.`, { datasource })
    return { rows }
  } catch (error) {
    if (error instanceof GatewayError)
      throw error.datasource === undefined
        ? new GatewayError(error.code, error.message, { datasource, fields: error.fields, cause: error.cause })
        : error
    throw new GatewayError('INTERNAL_SERVER_ERROR', 'The query could not be evaluated.', { datasource, cause: error })
  }
}

const unchanged = (raw: unknown): Value => raw as Value

function compiled(text: Statement, slots: readonly number[], width: number): Compiled {
  const params = slots.map((slot): Param => ({ slot, encode: (value) => value }))
  return { text, params, decode: Array.from({ length: width }, () => unchanged) }
}

/** Every slot that a query mentions, each once, ascending. */
function slotsOf(query: Read | Write): number[] {
  const slots = new Set<number>()
  const visit = (part: unknown): void => {
    if (part === null || typeof part !== 'object') return
    for (const [key, inner] of Object.entries(part)) {
      if (key === 'slot' && typeof inner === 'number') slots.add(inner)
      else visit(inner)
    }
  }
  visit(query)
  return [...slots].sort((a, b) => a - b)
}

function widthOf(query: Read | Write): number {
  if ('kind' in query) return query.kind === 'insert' ? query.returning.length : 0
  const { each, select } = query
  return select.length + (each === undefined ? 0 : (each.owner ?? 0) || (each.through?.near ?? each.on).length)
}
