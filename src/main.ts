/** `npm start`: reads the configuration, fills the embedded demo at its first start, serves until it is told to stop. */

import { Faults } from './base/errors.ts'
import { createLog, redactText } from './base/log.ts'
import { openLogOutput } from './base/log-output.ts'
import { withDotEnv } from './config/dotenv.ts'
import { explain, type Gateway, openGateway } from './gateway.ts'
import { openObservation } from './observation.ts'
import { createServer, type Server } from './server/server.ts'

/** Milliseconds that requests under way may take after the signal to stop. */
const GRACE = 25_000
/** Milliseconds for which it still accepts what comes, while it says that it is not ready any more. */
const LINGER = 500

const say = (line: string) => void process.stdout.write(`${line}\n`)

async function main(): Promise<void> {
  const terminal = process.stdout.isTTY === true
  let echo: ((datasource: string, text: unknown) => void) | undefined
  const write = openLogOutput(process.stderr.fd)
  let log = createLog(write, terminal ? 'text' : 'json')
  process.on('uncaughtException', (error) => {
    log.error('The process ends: something failed where nobody expected it.', { cause: error })
    process.exit(1)
  })
  const gateway = await openGateway(withDotEnv(process.env), {
    terminal,
    log({ logFormat, observation }) {
      log = createLog(write, logFormat, observation.logLevel)
      return log
    },
    onStatement: (datasource, text) => echo?.(datasource, text),
  })
  const { config } = gateway
  if (config.echo) echo = (datasource, text) => log.info('Statement.', { datasource, text: String(text) })
  for (const notice of gateway.notices) log.warn(notice)
  const observation = openObservation(gateway, log)
  let server: Server | undefined
  let stopping = false
  const stop = async () => {
    if (stopping) {
      // Whoever asks twice does not want to wait.
      say('Stopping at once.')
      process.exit(1)
    }
    stopping = true
    say('Stopping…')
    await server?.close(GRACE, LINGER)
    await gateway[Symbol.asyncDispose]()
    await observation[Symbol.asyncDispose]()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop().catch(fail))
  if (config.embedded || config.seedDemo)
    await prepare(gateway).catch((error: unknown) => {
      if (!stopping) throw error
    })
  // Who was told to stop does not begin to serve; the process ends once what is open is closed.
  if (stopping) return
  server = createServer({
    schema: gateway.schema,
    contextFor: (request) => gateway.contextFor(request),
    authenticate: gateway.access.authenticate,
    limits: config.limits,
    log,
    host: config.host,
    port: config.port,
    graphiql: config.graphiql && { title: 'Switchyard', examples: gateway.user.examples },
    protection: config.protection,
    persisted: config.persisted,
    ...observation,
  })
  gateway.monitor.start()
  const { url } = await server.listen()
  for (const [name, { type }] of config.datasources) say(`  ${name.padEnd(16)} ${type}`)
  say(`\nSwitchyard is ready.\n  GraphiQL  ${url}/graphql\n  GraphQL   POST ${url}/graphql\n  Health    ${url}/livez  ${url}/readyz`)
  // Shown once, to whoever started it; a log would keep it.
  if (gateway.access.adminKey !== null) say(`  Admin     authorization: Bearer ${gateway.access.adminKey}  (for this run)`)
}

/** Creates the tables of every datasource and loads the demo's rows where there are none yet. */
async function prepare(gateway: Gateway): Promise<void> {
  const { config, catalog } = gateway
  const names = [...new Set([...catalog.models.values()].map(({ datasource }) => datasource))].filter((name) => !gateway.drafted.has(name))
  const started = Date.now()
  say('Opening the databases; the first start fills them…')
  const results = await everyOne(
    names.map(async (name) => {
      if (!config.seedDemo) return gateway.define(name)
      const result = await gateway.seed(name, 1).catch((error: unknown) => {
        throw new Faults(`The datasource ${name} cannot be prepared:`, [
          `${explain(error)} What the gateway keeps is under ${config.dataDir}.`,
        ])
      })
      if (result.status === 'loaded')
        say(
          `Filled ${name}: ${Object.entries(result.rows)
            .map(([model, rows]) => `${rows} ${model}`)
            .join(', ')}.`,
        )
      return result
    }),
  )
  if (results.some((result) => result?.status === 'loaded')) say(`The demo is there (${((Date.now() - started) / 1000).toFixed(1)} s).\n`)
}

/** All results, or, once all have ended, the first failure: nothing is left running behind a message. */
async function everyOne<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(work)
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

/** Ends the process with what the operator has to know; unlike a client, he is told the cause. */
function fail(error: unknown): never {
  process.stderr.write(`${redactText(explain(error))}\n`)
  process.exit(1)
}

main().catch(fail)
