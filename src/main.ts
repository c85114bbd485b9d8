/** `npm start`: reads the configuration, fills the embedded demo at its first start, serves until it is told to stop. */

import { Faults } from './base/errors.ts'
import { createLog, redactText } from './base/log.ts'
import { withDotEnv } from './config/dotenv.ts'
import { explain, type Gateway, openGateway } from './gateway.ts'
import { createServer, type Server } from './server/server.ts'

/** Milliseconds that requests under way may take after the signal to stop. */
const GRACE = 25_000

const say = (line: string) => void process.stdout.write(`${line}\n`)

async function main(): Promise<void> {
  const terminal = process.stdout.isTTY === true
  let echo: ((datasource: string, text: unknown) => void) | undefined
  const gateway = await openGateway(withDotEnv(process.env), { terminal, onStatement: (datasource, text) => echo?.(datasource, text) })
  const { config } = gateway
  const log = createLog((line) => void process.stderr.write(`${line}\n`), config.logFormat)
  if (config.echo) echo = (datasource, text) => log.info('Statement.', { datasource, text: String(text) })
  for (const notice of gateway.notices) log.warn(notice)
  let server: Server | undefined
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    say('Stopping…')
    await server?.close(GRACE)
    await gateway[Symbol.asyncDispose]()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop().catch(fail))
  if (config.embedded || config.seedDemo) await prepare(gateway)
  server = createServer({
    schema: gateway.schema,
    contextFor: (request) => gateway.contextFor(request),
    limits: config.limits,
    log,
    host: config.host,
    port: config.port,
    graphiql: { title: 'Switchyard', examples: gateway.user.examples },
    ready: () => gateway.ready(),
  })
  const { url } = await server.listen()
  for (const [name, { type }] of config.datasources) say(`  ${name.padEnd(16)} ${type}`)
  say(`\nSwitchyard is ready.\n  GraphiQL  ${url}/graphql\n  GraphQL   POST ${url}/graphql\n  Health    ${url}/livez  ${url}/readyz`)
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
