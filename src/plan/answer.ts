/** From a read to its rows: normalised, split, executed. The one way in for everybody who reads. */

import { memo } from '../base/cache.ts'
import type { Value } from '../base/json.ts'
import type { Compiled, Datasource, RunOptions } from '../datasource/datasource.ts'
import { type Catalog, modelOf } from '../model/catalog.ts'
import { bindList, shapeOf } from '../query/build.ts'
import { type CollationOf, normalise } from '../query/normal.ts'
import type { Read, Write } from '../query/query.ts'
import { type ExecuteEnv, execute, type Operation, operation, type Rows } from './execute.ts'
import { explainPlans, type PlanStep } from './explain.ts'
import type { Fetch } from './plan.ts'
import { split } from './split.ts'

export interface Answerer {
  /** The plan of a read, and the values it starts from. */
  plan(read: Read, binds: readonly Value[]): { readonly fetch: Fetch; readonly binds: readonly Value[] }
  /** The statements that would answer all reads of one operation. Asks nothing. @throws GatewayError */
  explain(asked: readonly Asked[], maxRows: number): readonly PlanStep[]
  /** @throws GatewayError */
  answer(read: Read, binds: readonly Value[], options: RunOptions, shared?: Shared): Promise<Rows>
  readonly collationOf: CollationOf
  /** Compiled once per shape, for all that ask it. @param query in core form, of one datasource */
  compile(at: Datasource, query: Read | Write): Compiled
  /** What plans are run with. */
  executeEnv(options: RunOptions, shared?: Shared): ExecuteEnv
}

/** A read of an operation. */
export interface Asked {
  readonly read: Read
  readonly binds: readonly Value[]
  /** The response keys of the root fields it is for. */
  readonly fields: readonly string[]
}

/** What one operation's reads have in common. */
export interface Shared {
  /** Without it a read is an operation of its own. */
  readonly operation?: Operation
  readonly onStatement?: ExecuteEnv['onStatement']
}

export interface AnswererOptions {
  readonly catalog: Catalog
  datasource(name: string): Datasource
  readonly crossKeys: number
  /** How many compiled statements are kept. */
  readonly cacheSize?: number
}

/** Characters of all shapes whose statements are kept: those of a filter with hundreds of conditions have some ten thousand. */
const MAX_SHAPES = 8_000_000

/** One answerer serves all requests; compiled statements are shared by all that ask the same shape. */
export function createAnswerer({ catalog, datasource, crossKeys, cacheSize = 2000 }: AnswererOptions): Answerer {
  const cache = memo<Compiled>(cacheSize, MAX_SHAPES)
  const collationOf: CollationOf = (model) => datasource(modelOf(catalog, model).datasource).collation
  const compile = (at: Datasource, query: Read | Write): Compiled =>
    cache.get(`${at.engine.type} ${at.version} ${shapeOf(query)}`, () => at.engine.compile(query, { catalog, version: at.version }))
  const executeEnv = (options: RunOptions, { operation: own = operation(), onStatement }: Shared = {}): ExecuteEnv => ({
    datasource,
    compile,
    options,
    crossKeys,
    operation: own,
    onStatement,
  })
  const plan = (read: Read, values: readonly Value[]) => {
    const binds = bindList([...values])
    const env = {
      catalog,
      capabilities: (name: string) => datasource(name).capabilities,
      collationOf,
      binds,
      crossKeys,
      budget: { fills: 0 },
    }
    return { fetch: split(normalise(catalog, read, collationOf), env), binds: binds.values }
  }
  return {
    plan,
    explain: (asked, maxRows) =>
      explainPlans(
        asked.map(({ read, binds, fields }) => ({ ...plan(read, binds), fields })),
        { datasource, compile, maxRows, crossKeys },
      ),
    collationOf,
    compile,
    executeEnv,
    async answer(read, values, options, shared) {
      const { fetch, binds } = plan(read, values)
      return execute(fetch, binds, executeEnv(options, shared))
    },
  }
}
