/** Puts the rooms together: configuration, models, datasources, plans and the graph become one gateway. */

import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deadlineIn } from './base/deadline.ts'
import { Faults, GatewayError } from './base/errors.ts'
import { type Log, rememberSecret } from './base/log.ts'
import { unboundModels, unfitModels } from './config/bindings.ts'
import { type Config, loadConfig } from './config/config.ts'
import type { Engine, RunOptions } from './datasource/datasource.ts'
import { type LoadResult, load } from './datasource/load.ts'
import { createRegistry, type Registry } from './datasource/registry.ts'
import { watch } from './datasource/watch.ts'
import { ENGINES, loadEngine } from './engines/index.ts'
import type { RequestContext } from './graphql/context.ts'
import { createCursors } from './graphql/cursor.ts'
import { buildSchema } from './graphql/schema.ts'
import { buildCatalog, type Catalog } from './model/catalog.ts'
import { type Answerer, createAnswerer } from './plan/answer.ts'
import type { ContextRequest } from './server/yoga.ts'
import { readUserSchema, type UserSchema } from './user-schema.ts'

/** Milliseconds between two probes of a required datasource. */
const PROBE_INTERVAL = 2_000

/** Long enough for demo rows at any scale; a request has a deadline of its own. */
const LOAD_TIMEOUT = 60 * 60_000

export interface Gateway extends AsyncDisposable {
  readonly config: Config
  /** What the operator should know about the configuration: old names in use and the like. */
  readonly notices: readonly string[]
  readonly user: UserSchema
  readonly catalog: Catalog
  readonly registry: Registry
  readonly answerer: Answerer
  readonly schema: ReturnType<typeof buildSchema>
  contextFor(request: ContextRequest): RequestContext
  /** Whether every datasource that is REQUIRED answered its last probe. */
  ready(): { readonly ok: boolean; readonly details: Readonly<Record<string, string>> }
  /** Creates the tables of one datasource and, unless it has rows already, loads the demo's. */
  seed(datasource: string, scale: number, onProgress?: (model: string, rows: number) => void): Promise<LoadResult>
  /** Creates the tables of one datasource that are missing. */
  define(datasource: string): Promise<void>
}

export interface GatewayOptions {
  readonly log?: Log
  readonly terminal?: boolean
  /** Told of every statement before it runs: its datasource and its text, which holds no values. */
  readonly onStatement?: (datasource: string, text: unknown) => void
}

/**
 * Nothing connects yet: datasources open at their first use.
 * @param env the process environment, with .env merged in
 * @throws Faults for a wrong configuration or wrong models, all at once
 */
export async function openGateway(env: Readonly<Record<string, string | undefined>>, options: GatewayOptions = {}): Promise<Gateway> {
  const { config, notices, user, catalog, engines } = await readEverything(env, options)
  const entries = [...config.datasources.values()].map(({ name, type, settings }) => {
    const engine = engines.get(type)
    if (engine === undefined) throw new Error(`no engine ${type}`)
    return { name, engine, settings }
  })
  const registry = createRegistry(entries, { dataDir: config.dataDir, ...(options.log === undefined ? {} : { log: options.log }) })
  const required = watch(
    [...config.datasources.values()].filter((datasource) => datasource.required).map(({ name }) => registry.get(name)),
    PROBE_INTERVAL,
  )
  const { limits } = config
  const answerer = createAnswerer({ catalog, datasource: (name) => registry.get(name), crossKeys: limits.crossDatabaseKeys })
  const schema = buildSchema({
    catalog,
    collationOf: answerer.collationOf,
    cursors: createCursors(config.secretKey ?? (await ownSecret(config.dataDir))),
    limits,
    extensions: user.extensions,
  })
  const adminRun = (): RunOptions => {
    const { at, signal } = deadlineIn(LOAD_TIMEOUT)
    return { signal, deadline: at, lane: 'admin', maxRows: limits.maxRows }
  }
  const modelsOf = (datasource: string) =>
    [...catalog.models.values()].filter((model) => model.datasource === datasource).map(({ name }) => name)
  return {
    config,
    notices,
    user,
    catalog,
    registry,
    answerer,
    schema,
    contextFor: ({ id, principal, signal, deadline }) => ({
      requestId: id,
      principal,
      signal,
      deadline,
      answer: (read, binds) =>
        answerer.answer(read, binds, { signal, deadline, lane: 'traffic', maxRows: limits.maxRows }, options.onStatement),
    }),
    ready() {
      const states = [...required.last()].map(
        ([name, health]) => [name, health === null ? 'not probed yet' : (health.error ?? 'ok')] as const,
      )
      return { ok: states.every(([, state]) => state === 'ok'), details: Object.fromEntries(states) }
    },
    async seed(name, scale, onProgress) {
      const datasource = registry.get(name)
      const models = modelsOf(name)
      const rows = user.demoRows?.(scale, models) ?? []
      return load(datasource, { catalog, version: datasource.version }, models, rows, {
        ...adminRun(),
        ...(onProgress === undefined ? {} : { onProgress }),
      })
    },
    async define(name) {
      const datasource = registry.get(name)
      await datasource.transaction({ ...adminRun(), readOnly: false }, async (session) => {
        for (const statement of datasource.engine.define(modelsOf(name), { catalog, version: datasource.version }))
          await session.run(statement, [], adminRun())
      })
    },
    [Symbol.asyncDispose]() {
      required[Symbol.dispose]()
      return registry[Symbol.asyncDispose]()
    },
  }
}

interface Everything {
  readonly config: Config
  readonly notices: readonly string[]
  readonly user: UserSchema
  readonly catalog: Catalog
  readonly engines: ReadonlyMap<string, Engine>
}

/** Configuration and models, each checked and the one against the other; whatever is wrong with either is said at once. */
async function readEverything(
  env: Readonly<Record<string, string | undefined>>,
  { terminal = false }: GatewayOptions,
): Promise<Everything> {
  const faults: string[] = []
  const collect = <T>(work: Promise<T>): Promise<T | undefined> =>
    work.catch((error: unknown) => {
      if (!(error instanceof Faults)) throw error
      faults.push(...error.faults)
      return undefined
    })
  const loaded = await collect(attempt(() => loadConfig(env, ENGINES, { terminal })))
  // Secrets have been read; a dump of the process environment should not hold them any longer.
  for (const name of loaded?.secretVariables ?? []) delete process.env[name]
  const user = await collect(readUserSchema(loaded?.config.schemaDir ?? env.SCHEMA_DIR ?? 'schema'))
  const sources = user?.models ?? []
  const catalog = await collect(attempt(() => buildCatalog(sources, loaded?.config.modelRouting)))
  const types = [...new Set([...(loaded?.config.datasources.values() ?? [])].map(({ type }) => type))]
  const engines = new Map(await Promise.all(types.map(async (type) => [type, await loadEngine(type)] as const)))
  if (loaded !== undefined) faults.push(...unboundModels(loaded.config, sources))
  if (loaded !== undefined && catalog !== undefined) faults.push(...unfitModels(loaded.config, catalog, sources, [...engines.values()]))
  if (faults.length > 0 || loaded === undefined || user === undefined || catalog === undefined)
    throw new Faults('Switchyard cannot start with this configuration and these models:', faults)
  return { config: loaded.config, notices: loaded.notices, user, catalog, engines }
}

/** Work that may throw, as a promise that may reject. */
async function attempt<T>(work: () => T): Promise<T> {
  return work()
}

/** The key that signs cursors, made once and kept with the data, where none is configured. */
async function ownSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret.key')
  const read = () => readFile(file, 'utf8')
  await mkdir(dataDir, { recursive: true })
  const secret = await read().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    // Of two processes that start at once, one writes and both read.
    await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 }).catch((late: NodeJS.ErrnoException) => {
      if (late.code !== 'EEXIST') throw late
    })
    return read()
  })
  rememberSecret(secret)
  return secret
}

/** What an operator at the terminal is told: faults and refusals with their causes, of a fault of ours the stack as well. */
export function explain(error: unknown): string {
  if (error instanceof Faults) return error.message
  if (error instanceof GatewayError && error.code !== 'INTERNAL_SERVER_ERROR')
    return error.cause instanceof Error ? `${error.message}\n${error.cause.message}` : error.message
  if (error instanceof GatewayError && error.cause !== undefined) return explain(error.cause)
  // What the command line was given wrongly comes as a TypeError with a code.
  if (error instanceof TypeError && 'code' in error) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
