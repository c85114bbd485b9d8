/** `npm run score`: measures what the gateway promises, row by row of the score sheet, and writes the table as it came out. */

import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type OwnServer, type ServerType, startServers, stopServers } from '../support/servers.ts'
import { type Measured, NotHere, type Scene, type ScoreRow, type Skipped, seeded } from './row.ts'
import { ROWS } from './rows.ts'
import { stopSubjects } from './subject.ts'
import { openWorld, type World } from './world.ts'

const HELP = `npm run score -- [--only R1,R5] [--seed N] [--write]

  --only    these rows alone
  --seed    chooses faults and inputs (default: the day's)
  --write   keep the table in test/score/RESULTS.md`

/** Where its own servers listen: neither the tests' nor, below 32768, where the kernel takes ports for outgoing connections. */
const PORTS = { postgres: 25532, mariadb: 23406 }
/** Milliseconds that a row may take. */
const ROW_LIMIT = 120_000

const say = (line: string) => void process.stdout.write(`${line}\n`)

interface Line {
  readonly row: ScoreRow
  readonly outcome: Measured | Skipped
  readonly seconds: number
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      seed: { type: 'string' },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const only = values.only?.split(',')
  const rows = ROWS.filter(({ id }) => only === undefined || only.includes(id))
  const seed = values.seed === undefined ? Number(new Date().toISOString().slice(0, 10).replaceAll('-', '')) : Number(values.seed)
  if (values.help || rows.length === 0 || !Number.isSafeInteger(seed)) return say(HELP)
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-score-'))
  // PostgreSQL runs as a user of its own, who has to get through.
  await chmod(folder, 0o711)
  const services = join(folder, 'services')
  const lines: Line[] = []
  let servers: Promise<Partial<Record<ServerType, OwnServer>>> | undefined
  let world: Promise<World & AsyncDisposable> | undefined
  // Not before a row needs them.
  const openOnce = () => {
    servers ??= startServers(services, PORTS, say)
    world ??= servers.then((found) => openWorld(found, folder, seeded(seed)))
    return world
  }
  const began = performance.now()
  try {
    for (const row of rows) lines.push(await measure(row, { random: seeded(seed), folder, world: openOnce, say }))
  } finally {
    await world
      ?.then((open) => open[Symbol.asyncDispose]())
      .catch((error: unknown) => say(`what was made in the databases stays: ${String(error)}`))
    if (servers !== undefined) stopServers(services)
    await rm(folder, { recursive: true, force: true })
  }
  say(`${((performance.now() - began) / 60_000).toFixed(1)} minutes in all`)
  const text = tableOf(lines, seed)
  say(`\n${text}`)
  if (values.write) await writeFile(join(import.meta.dirname, 'RESULTS.md'), text)
  if (lines.some(({ outcome }) => !('skipped' in outcome) && !outcome.met)) process.exitCode = 1
}

async function measure(row: ScoreRow, scene: Scene): Promise<Line> {
  say(`${row.id} ${row.measure}…`)
  const began = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${ROW_LIMIT / 1000} s`)), ROW_LIMIT)
  })
  const outcome = await Promise.race([row.run(scene), late]).catch((error: unknown): Measured | Skipped => {
    if (error instanceof NotHere) return { skipped: error.message }
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return { figure: `failed: ${error instanceof Error ? error.message : String(error)}`, n: 0, met: false }
  })
  clearTimeout(timer)
  await stopSubjects()
  const seconds = (performance.now() - began) / 1000
  say(
    `   ${'skipped' in outcome ? `skipped: ${outcome.skipped}` : `${outcome.met ? 'met' : 'MISSED'}: ${outcome.figure}`} (${seconds.toFixed(0)} s)`,
  )
  return { row, outcome, seconds }
}

function tableOf(lines: readonly Line[], seed: number): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const rows = lines.map(({ row, outcome }) => {
    const cells =
      'skipped' in outcome
        ? [`skipped: ${outcome.skipped}`, '', '']
        : [
            `${outcome.figure}${outcome.beside === undefined ? '' : `. *${outcome.beside}*`}`,
            outcome.n.toLocaleString('en'),
            outcome.met ? 'met' : '**missed**',
          ]
    return `| ${row.id} | ${row.measure} | ${row.target} | ${cells.join(' | ')} |`
  })
  return `# The score

\`npm run score -- --seed ${seed} --write\` on ${new Date().toISOString().slice(0, 10)} at ${commit}: Node.js ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, gateway, databases and load on one machine. A bounded run of each row; misses included.

| row | measure | target | figure | n | |
|---|---|---|---|---:|---|
${rows.join('\n')}
`
}

await main()
