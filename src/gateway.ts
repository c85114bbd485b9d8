/** Puts the rooms together: configuration, models, datasources, plans and the graph become one gateway. */

import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Access, openAccess } from './access/access.ts'
import { createAdminSource } from './admin.ts'
import { deadlineIn } from './base/deadline.ts'
import { Faults, GatewayError } from './base/errors.ts'
import { type Log, rememberSecret } from './base/log.ts'
import { isLoopback } from './config/access.ts'
import { unboundModels, unfitModels } from './config/bindings.ts'
import { type Config, loadConfig } from './config/config.ts'
import { type Activity, createActivity } from './datasource/activity.ts'
import type { Engine, RunOptions } from './datasource/datasource.ts'
import { type LoadResult, load } from './datasource/load.ts'
import { createMonitor, type Monitor, watchedOf } from './datasource/monitor.ts'
import { createRegistry, type Registry } from './datasource/registry.ts'
import type { Observer } from './datasource/report.ts'
import { ENGINES, loadEngine } from './engines/index.ts'
import { draftExisting } from './existing.ts'
import type { RequestContext } from './graphql/context.ts'
import { createCursors } from './graphql/cursor.ts'
import { buildSchema } from './graphql/schema.ts'
import { buildCatalog, type Catalog } from './model/catalog.ts'
import { type Answerer, createAnswerer } from './plan/answer.ts'
import { operation } from './plan/execute.ts'
import { requestTables } from './plan/mutate/once.ts'
import { createMutator } from './plan/mutate/operation.ts'
import type { ContextRequest } from './server/execution.ts'
import { idempotencyKey } from './server/idempotency.ts'
import { readUserSchema, type UserSchema } from './user-schema.ts'

/** Long enough for demo rows at any scale; a request has a deadline of its own. */
const LOAD_TIMEOUT = 60 * 60_000

export interface Gateway extends AsyncDisposable {
  readonly config: Config
  /** What the operator should know about the configuration: old names in use and the like. */
  readonly notices: readonly string[]
  readonly user: UserSchema
  readonly catalog: Catalog
  readonly registry: Registry
  /** The datasources that are served as they are found: nothing is created in them. */
  readonly drafted: ReadonlySet<string>
  readonly answerer: Answerer
  readonly access: Access
  /** What operators are told of the datasources; nothing is probed before the first question. */
  readonly monitor: Monitor
  readonly schema: ReturnType<typeof buildSchema>
  contextFor(request: ContextRequest): RequestContext
  /** Also tells this observer of every statement that ends from now on. */
  observe(observer: Observer): void
  /** Creates the tables of one datasource and, unless it has rows already, loads the demo's. */
  seed(datasource: string, scale: number, onProgress?: (model: string, rows: number) => void): Promise<LoadResult>
  /** Creates the tables of one datasource that are missing. */
  define(datasource: string): Promise<void>
  /** Creates the tables that the gateway itself needs in datasources; answers where. */
  prepare(): Promise<readonly string[]>
}

export interface GatewayOptions {
  /** Or what makes it, once the configuration says how it is to be. */
  readonly log?: Log | ((config: Config) => Log)
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
  const { config, notices, user, catalog, registry, drafted, access, activity, observe, observing, log } = await readEverything(
    env,
    options,
  )
  const monitor = createMonitor({
    watched: [...config.datasources.values()].map(({ name, settings }) => watchedOf(name, settings)),
    datasource: (name) => registry.get(name),
    ...{ catalog, activity, interval: config.healthInterval, log },
  })
  const { limits } = config
  const answerer = createAnswerer({ catalog, datasource: (name) => registry.get(name), crossKeys: limits.crossDatabaseKeys })
  const remembers = (name: string) =>
    config.datasources.get(name)?.settings.IDEMPOTENCY === true ? limits.idempotencyHours * 3_600_000 : undefined
  const mutator = createMutator({ catalog, datasource: (name) => registry.get(name), answerer, remembers })
  const schema = buildSchema({
    catalog,
    collationOf: answerer.collationOf,
    cursors: createCursors(config.secretKey ?? (await ownSecret(config.dataDir))),
    limits,
    extensions: user.extensions,
  })
  const admin = createAdminSource({ config, registry, catalog, monitor, answerer, schema, log })
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
    drafted,
    answerer,
    access,
    monitor,
    schema,
    contextFor({ id, principal, signal, deadline, header, observe: ofRequest, writing }) {
      const shared = { operation: operation(), ...(options.onStatement === undefined ? {} : { onStatement: options.onStatement }) }
      const bounds = { maxRows: limits.maxRows, maxBytes: limits.maxResultBytes }
      const run: RunOptions = { signal, deadline, lane: 'traffic', ...bounds, requestId: id, observe: ofRequest }
      writing(false)
      return {
        ...{ requestId: id, principal, signal, deadline, admin },
        answer: (read, binds) => answerer.answer(read, binds, run, shared),
        async mutate(fields, { independent }) {
          const key = idempotencyKey(header)
          const idempotency = key === undefined ? undefined : { key, scope: [principal.id] }
          return mutator.run(fields, run, { ...shared, independent, idempotency, writing })
        },
        observe(event) {
          observe(event)
          ofRequest(event)
        },
      }
    },
    observe: (observer) => void observing.push(observer),
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
    async prepare() {
      const names = [...config.datasources.keys()].filter((name) => remembers(name) !== undefined)
      for (const datasource of names.map((name) => registry.get(name)))
        for (const statement of requestTables(datasource)) await datasource.run(statement, [], adminRun())
      return names
    },
    [Symbol.asyncDispose]() {
      monitor[Symbol.dispose]()
      access[Symbol.dispose]()
      return registry[Symbol.asyncDispose]()
    },
  }
}

interface Everything {
  readonly config: Config
  readonly notices: readonly string[]
  readonly user: UserSchema
  readonly catalog: Catalog
  readonly registry: Registry
  readonly drafted: ReadonlySet<string>
  readonly access: Access
  readonly activity: Activity
  /** All who are told of every statement. */
  readonly observing: Observer[]
  /** Tells them. */
  readonly observe: Observer
  readonly log: Log | undefined
}

/** Configuration and models, each checked and the one against the other; whatever is wrong with either is said at once. */
async function readEverything(env: Readonly<Record<string, string | undefined>>, options: GatewayOptions): Promise<Everything> {
  const faults: string[] = []
  const collect = <T>(work: Promise<T>): Promise<T | undefined> =>
    work.catch((error: unknown) => {
      if (!(error instanceof Faults)) throw error
      faults.push(...error.faults)
      return undefined
    })
  const loaded = await collect(attempt(() => loadConfig(env, ENGINES, { terminal: options.terminal ?? false })))
  // Secrets have been read; a dump of the process environment should not hold them any longer.
  for (const name of loaded?.secretVariables ?? []) delete process.env[name]
  const optional = loaded?.config.schema === 'introspect'
  const user = await collect(readUserSchema(loaded?.config.schemaDir ?? env.SCHEMA_DIR ?? 'schema', { optional }))
  if (loaded === undefined || user === undefined) {
    // What can be said of the models without the configuration is said at once.
    await collect(attempt(() => buildCatalog(user?.models ?? [])))
    throw cannotStart(faults)
  }
  const { config } = loaded
  const log = typeof options.log === 'function' ? options.log(config) : options.log
  const activity = createActivity(config.slowStatement)
  const observing = [activity.observe]
  const observe: Observer = (event) => {
    for (const observer of observing) observer(event)
  }
  const { registry, engines } = await openRegistry(config, { log, observe })
  const access = await collect(attempt(() => openAccess(config.access, config.embedded && isLoopback(config.host), log)))
  try {
    const existing = optional && faults.length === 0 ? await collect(draftExisting(config, registry, user.models)) : undefined
    const sources = [...user.models, ...(existing?.models ?? [])]
    const catalog = await collect(attempt(() => buildCatalog(sources, config.modelRouting)))
    faults.push(...unboundModels(config, sources))
    if (catalog !== undefined) faults.push(...unfitModels(config, catalog, sources, engines))
    if (faults.length === 0 && sources.length === 0)
      faults.push('There is nothing to serve: no file exports a model, and no configured database has a table with a key.')
    if (faults.length > 0 || catalog === undefined || access === undefined) throw cannotStart(faults)
    const notices = [...loaded.notices, ...(existing?.notices ?? [])]
    return { config, notices, user, catalog, registry, drafted: existing?.drafted ?? new Set(), access, activity, observe, observing, log }
  } catch (error) {
    access?.[Symbol.dispose]()
    await registry[Symbol.asyncDispose]()
    throw error
  }
}

const cannotStart = (faults: readonly string[]): Faults =>
  new Faults('Switchyard cannot start with this configuration and these models:', [...faults])

/** The configured datasources, none of them connected yet. */
export async function openRegistry(
  config: Config,
  { log, observe }: { readonly log?: Log | undefined; readonly observe?: Observer } = {},
): Promise<{ registry: Registry; engines: readonly Engine[] }> {
  const types = [...new Set([...config.datasources.values()].map(({ type }) => type))]
  const engines = new Map(await Promise.all(types.map(async (type) => [type, await loadEngine(type)] as const)))
  const entries = [...config.datasources.values()].map(({ name, type, settings }) => {
    const engine = engines.get(type)
    if (engine === undefined) throw new Error(`no engine ${type}`)
    return { name, engine, settings }
  })
  const registry = createRegistry(entries, { dataDir: config.dataDir, ...(log === undefined ? {} : { log }), observe })
  return { registry, engines: [...engines.values()] }
}

/** Work that may throw, as a promise that may reject. */
async function attempt<T>(work: () => T): Promise<T> {
  return work()
}

/** Shorter than any key that is made here: a file cut off by a crash, or not ours. */
const SECRET_LENGTH = 43

/** The key that signs cursors, made once and kept with the data, where none is configured. */
async function ownSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'secret.key')
  try {
    await mkdir(dataDir, { recursive: true })
    const secret = await readFile(file, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
      await writeSecret(file)
      return readFile(file, 'utf8')
    })
    if (secret.length < SECRET_LENGTH)
      throw new Faults('', [`${file} is damaged. Remove it, and a new key is made; cursors that clients hold end with it.`])
    rememberSecret(secret)
    return secret
  } catch (error) {
    if (error instanceof Faults || !(error instanceof Error && 'code' in error)) throw error
    throw new Faults('The data folder cannot be used:', [`DATA_DIR is ${dataDir}: ${error.message}. Name a folder that may be written to.`])
  }
}

/** Whole or not at all; of two processes that start at once, one writes and both read. */
async function writeSecret(file: string): Promise<void> {
  const draft = `${file}.${process.pid}`
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 })
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(draft)
}

/** What an operator at the terminal is told: faults and refusals with their causes, of a fault of ours the stack as well. */
export function explain(error: unknown): string {
  if (error instanceof Faults) return error.message
  if (error instanceof GatewayError && error.code !== 'INTERNAL_SERVER_ERROR')
    return [
      error.datasource === undefined ? error.message : `${error.datasource}: ${error.message}`,
      ...(error.cause instanceof Error ? [error.cause.message] : []),
    ].join('\n')
  if (error instanceof GatewayError && error.cause !== undefined) return explain(error.cause)
  // What the command line was given wrongly comes as a TypeError with a code.
  if (error instanceof TypeError && 'code' in error) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
