/** `npm run switchyard -- <command>`: configuration, demo rows and the schema from the command line. */

import { parseArgs } from 'node:util'
import { Faults } from './base/errors.ts'
import { redactText } from './base/log.ts'
import { check } from './cli-check.ts'
import { INTROSPECT_HELP, introspect } from './cli-introspect.ts'
import { KEYS_HELP, keys } from './cli-keys.ts'
import { loadConfig } from './config/config.ts'
import { withDotEnv } from './config/dotenv.ts'
import { printConfig } from './config/print.ts'
import { ENGINES } from './engines/index.ts'
import { explain, openGateway } from './gateway.ts'
import { printGraph } from './graphql/print.ts'

const HELP = `Usage: npm run switchyard -- <command>

  config [--json]          the effective configuration, secrets masked, and where each value came from
  seed [--scale N]         create the tables and load the demo's rows where there are none yet (scale 1: about 1,000 orders)
${INTROSPECT_HELP}
  prepare                  create the gateway's own tables, where a datasource is configured to need them (IDEMPOTENCY)
${KEYS_HELP}
  check                    compare the models with the live databases; ends with 1 where something is missing or other
  schema                   print the graph as GraphQL SDL
  help                     this text`

const say = (line: string) => void process.stdout.write(`${line}\n`)

type Command = (args: string[]) => Promise<void>

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  [
    'config',
    async (args) => {
      const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } })
      const { config, notices } = loadConfig(withDotEnv(process.env), ENGINES)
      say(printConfig(config, values.json ? 'json' : 'text'))
      for (const notice of notices) process.stderr.write(`${notice}\n`)
    },
  ],
  [
    'seed',
    async (args) => {
      const { values } = parseArgs({ args, options: { scale: { type: 'string', default: '1' } } })
      const scale = Number(values.scale)
      if (!(scale > 0 && scale <= 10_000))
        throw new Faults('The command has faults:', [`--scale ${values.scale} is not a number above 0 and up to 10000.`])
      await using gateway = await openGateway(withDotEnv(process.env))
      if (gateway.user.demoRows === null)
        throw new Faults('There is nothing to load:', ['The schema folder has no seed.ts that exports demoRows.'])
      for (const name of new Set([...gateway.catalog.models.values()].map(({ datasource }) => datasource))) {
        if (gateway.drafted.has(name)) continue
        const result = await gateway.seed(name, scale)
        if (result.status === 'skipped') say(`${name}: ${result.occupied} has rows already; nothing was changed.`)
        else
          say(
            `${name}: ${Object.entries(result.rows)
              .map(([model, rows]) => `${rows} ${model}`)
              .join(', ')}`,
          )
      }
    },
  ],
  [
    'prepare',
    async () => {
      await using gateway = await openGateway(withDotEnv(process.env))
      const names = await gateway.prepare()
      for (const name of names) say(`${name}: the table switchyard_requests is there.`)
      if (names.length === 0) say('Nothing to prepare: no datasource has IDEMPOTENCY=true.')
    },
  ],
  ['introspect', (args) => introspect(args, withDotEnv(process.env), say)],
  ['keys', (args) => keys(args, withDotEnv(process.env), say)],
  [
    'check',
    async () => {
      if (!(await check(withDotEnv(process.env), say))) process.exitCode = 1
    },
  ],
  [
    'schema',
    async () => {
      await using gateway = await openGateway(withDotEnv(process.env))
      process.stdout.write(printGraph(gateway.schema))
    },
  ],
  ['help', async () => say(HELP)],
])

async function main(): Promise<void> {
  const [name = 'help', ...args] = process.argv.slice(2)
  const command = COMMANDS.get(name)
  if (command === undefined) throw new Faults(`There is no command ${name}.`, [HELP])
  await command(args)
}

main().catch((error: unknown) => {
  process.stderr.write(`${redactText(explain(error))}\n`)
  process.exit(1)
})
