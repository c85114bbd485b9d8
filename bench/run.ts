/** `npm run bench`: the gateway against a bare server of the same answers, in one run whose rounds take turns. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import {
  between,
  ENGINES,
  type Environment,
  embedded,
  envOf,
  fill,
  gatewayEnv,
  inOne,
  makeDatabase,
  postgresUrl,
  probe,
} from './databases.ts'
import { cpuSeconds, type Started, startLoad, startServer } from './process.ts'
import { type Sample, table } from './report.ts'
import { bodiesOf, WORKLOADS, type Workload, type WorkloadName } from './workloads.ts'

const HELP = `npm run bench -- [--scale N] [--seconds N] [--rounds N] [--quick] [--only W1,W3] [--engines ${ENGINES.join(',')}] [--write] [--cpu-prof]

  --scale      size of the demo's data; 100 is 10,000 products and 100,000 orders (default 100, with --quick 10)
  --seconds    length of one round of one workload on one server (default 4, with --quick 1)
  --rounds     how often each comes round (default 5, with --quick 2)
  --engines    the gateway alone on these beside PostgreSQL
  --write      keep the results in bench/RESULTS.md
  --cpu-prof   the gateways leave CPU profiles in this folder when they end; their figures are then none`

const { values: flags } = parseArgs({
  options: {
    scale: { type: 'string' },
    seconds: { type: 'string' },
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    engines: { type: 'string' },
    write: { type: 'boolean', default: false },
    'cpu-prof': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const numberOf = (text: string | undefined, otherwise: number): number => {
  const value = text === undefined ? otherwise : Number(text)
  if (!(value > 0 && value <= 10_000)) throw new Error(`${text} is not a number above 0.\n${HELP}`)
  return value
}

/** A server under measurement, and the workloads that it takes part in. */
interface Contestant extends Started {
  readonly name: string
  readonly takes: (workload: WorkloadName) => boolean
  /** Its rows come from PostgreSQL. */
  readonly postgres: boolean
}

const say = (line: string) => void process.stdout.write(`${line}\n`)
const BARE = 'bare'
const WARM_UP = 1

async function main(): Promise<void> {
  const scale = numberOf(flags.scale, flags.quick ? 10 : 100)
  const seconds = numberOf(flags.seconds, flags.quick ? 1 : 4)
  const rounds = numberOf(flags.rounds, flags.quick ? 2 : 5)
  const only = flags.only?.split(',')
  const workloads = WORKLOADS.filter(({ name }) => only === undefined || only.includes(name))
  const engines = flags.engines?.split(',') ?? []
  const unknown = engines.filter((type) => !ENGINES.includes(type))
  if (unknown.length > 0 || workloads.length === 0) throw new Error(HELP)
  await using ends = new AsyncDisposableStack()
  const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-bench-'))
  ends.defer(() => rm(dataDir, { recursive: true, force: true }))
  const made = async (type: string) => {
    const database = await makeDatabase(type)
    ends.defer(() => database.drop())
    return database
  }
  const filled = async (env: Environment, datasources?: readonly string[]): Promise<Environment> => {
    const all = gatewayEnv(dataDir, env)
    await fill(all, scale, datasources)
    return all
  }

  say(`Filling databases with the demo at scale ${scale}…`)
  const [first, second] = [await made('postgres'), await made('postgres')]
  const oneDatabase = await filled(inOne(first))
  const twoDatabases = await filled({ ...inOne(first), ...envOf(second, 'users_db') }, ['users_db'])
  const watched = await probe([first, second])
  ends.defer(() => watched.end())
  const others: { type: string; env: Environment }[] = []
  for (const type of engines)
    others.push({ type, env: await filled(type === 'mariadb' ? inOne(await made(type)) : embedded(type, dataDir)) })

  const started = async (
    name: string,
    takes: Contestant['takes'],
    postgres: boolean,
    file: string,
    args: readonly string[],
    env: Environment,
  ) => {
    const profile = flags['cpu-prof'] && name !== BARE ? ['--cpu-prof'] : []
    const server = await startServer(file, args, env, profile)
    ends.defer(() => server.stop())
    return { ...server, name, takes, postgres }
  }
  const GATEWAY = 'src/main.ts'
  const apart = (workload: WorkloadName) => workload === 'W3x'
  const together = (workload: WorkloadName) => !apart(workload)
  const contestants: Contestant[] = [
    await started(BARE, () => true, true, 'bench/bare.ts', [postgresUrl(first), postgresUrl(second)], gatewayEnv(dataDir, {})),
    await started('gateway', together, true, GATEWAY, [], oneDatabase),
    await started('gateway', apart, true, GATEWAY, [], twoDatabases),
  ]
  for (const { type, env } of others) contestants.push(await started(`gateway on ${type}`, together, false, GATEWAY, [], env))

  const load = startLoad()
  ends.defer(() => load.stop())
  const bytes = new Map<string, number[]>()
  const jobOf = (workload: Workload, { name, url }: Contestant, length: number) => {
    const key = `${workload.name} ${name}`
    return load.run({ url, bodies: bodiesOf(workload, scale), bytes: bytes.get(key) ?? [], seconds: length })
  }
  for (const workload of workloads) {
    const taking = contestants.filter(({ takes }) => takes(workload.name))
    const lengths = await compare(workload, taking, scale)
    for (const [i, one] of taking.entries()) bytes.set(`${workload.name} ${one.name}`, lengths[i] as number[])
    for (const one of taking) await jobOf(workload, one, WARM_UP)
  }
  say(`All answers are the same. Measuring ${rounds} rounds of ${seconds} s…`)
  const samples: Sample[] = []
  for (let round = 0; round < rounds; round++)
    for (const workload of workloads) {
      const taking = contestants.filter(({ takes }) => takes(workload.name))
      // Whoever begins has the warmer or the colder machine, so that is someone else each time.
      const order = taking.map((_, i) => taking[(i + round) % taking.length] as Contestant)
      for (const one of order) {
        const [backends, cpu] = [await watched.backends(), cpuSeconds(one.pid)]
        const result = await jobOf(workload, one, seconds)
        const [backendsAfter, cpuAfter] = [await watched.backends(), cpuSeconds(one.pid)]
        if (result.failures > 0) throw new Error(`${one.name} answered ${result.failures} of ${result.requests} ${workload.name} wrongly`)
        const each = (value: number | null) => (value === null ? null : (value * 1000) / result.requests)
        samples.push({
          workload: workload.name,
          server: one.name,
          round,
          requestsPerSecond: result.requests / result.seconds,
          p50: result.p50,
          p99: result.p99,
          serverCpu: each(cpu === null || cpuAfter === null ? null : cpuAfter - cpu),
          databaseCpu: each(one.postgres ? between(backends, backendsAfter) : null),
        })
      }
    }
  const text = table(samples, BARE)
  say(`\n${text}`)
  if (flags.write)
    await writeFile(join(import.meta.dirname, 'RESULTS.md'), document(text, { scale, seconds, rounds, version: watched.version }))
}

/** Asks every server everything once. @returns for each the bytes of its answers, all of which mean the same */
async function compare(workload: Workload, contestants: readonly Contestant[], scale: number): Promise<number[][]> {
  const lengths = contestants.map((): number[] => [])
  for (const body of bodiesOf(workload, scale)) {
    let first: unknown
    for (const [i, { name, url }] of contestants.entries()) {
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      const text = await response.text()
      const answer: unknown = response.ok ? JSON.parse(text) : text
      if (i === 0) first = answer
      if (!response.ok || !isDeepStrictEqual(answer, first))
        throw new Error(
          `${name} answers ${workload.name} otherwise.\n${body}\n${text.slice(0, 1000)}\n${JSON.stringify(first).slice(0, 1000)}`,
        )
      lengths[i]?.push(Buffer.byteLength(text))
    }
  }
  return lengths
}

function document(
  text: string,
  { scale, seconds, rounds, version }: { scale: number; seconds: number; rounds: number; version: string },
): string {
  const [cpu] = cpus()
  return `# What the gateway costs

\`npm run bench -- ${process.argv.slice(2).join(' ')}\` on ${new Date().toISOString().slice(0, 10)}: Node.js ${process.versions.node}, PostgreSQL ${version}, ${cpus().length} × ${cpu?.model ?? 'CPU'}, everything on one machine.
The demo at scale ${scale}; 32 connections, one process per server; medians of ${rounds} rounds of ${seconds} s in which the servers take turns.

- **bare** is \`bench/bare.ts\`: node:http and prepared statements of pg, the same bodies in, the same JSON out (compared before anything is measured).
- **gateway** is \`npm start\`. The three datasources of the demo are three pools on one database; for W3x the customers are in a second database.
- CPU seconds per request are the steadier figure where the machine has other work. The database's are those of PostgreSQL's backends.

${text}

${WORKLOADS.map(({ name, about }) => `- **${name}** ${about}`).join('\n')}
`
}

if (flags.help) say(HELP)
else
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exitCode = 1
  })
