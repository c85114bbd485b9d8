/** R18: an operator's question is one that reads: what tries to be more changes nothing, runs nothing beside it, and is audited. */

import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MARIADB, POSTGRES, SQLITE } from '../../fixtures/escapes.ts'
import { credentialOf, KEYS } from '../../support/admin.ts'
import { type Ground, mysqlGround, postgresGround, READER, sqliteGround, strayFiles } from '../../support/escapes.ts'
import type { OwnServer } from '../../support/servers.ts'
import { count, type ScoreRow, tally } from '../row.ts'
import { type Subject, startSubject } from '../subject.ts'

const QUERY = 'mutation ($datasource: String!, $query: String!) { executeQuery(datasource: $datasource, query: $query) { rows } }'
const HARMLESS = 'select 1 as a'
/** Any other outcome says nothing about the question. */
const REFUSALS = ['QUERY_UNSUPPORTED', 'FORBIDDEN', 'BAD_USER_INPUT', 'DATASOURCE_TIMEOUT', 'RESULT_TOO_LARGE']
const PRINCIPAL = 'key:operator'

/** What a server ran for the console's login since it is watched, by connection; each asks one question. */
type Ran = () => Promise<readonly (readonly string[])[]>

interface Engine {
  readonly name: string
  readonly datasource: string
  readonly ground: Ground
  readonly statements: readonly string[]
  /** Undefined where nobody but the asker could tell. */
  readonly ran: Ran | undefined
}

interface Asked {
  readonly id: string
  readonly datasource: string
  readonly query: string
  readonly outcome: string
}

interface Found {
  readonly asked: readonly Asked[]
  readonly answered: readonly string[]
  readonly writes: readonly string[]
  readonly second: readonly string[]
  /** Questions that a server was given, as far as it tells. */
  readonly reached: number
}

export const escapes: ScoreRow = {
  id: 'R18',
  measure: `executeQuery escape list: ${POSTGRES.length} statements to PostgreSQL, ${MARIADB.length} to MariaDB, ${SQLITE.length} to SQLite`,
  target: '0 writes, 0 files, 0 second statements; all audited',
  async run({ world, folder, say }) {
    const { servers } = await world()
    await using postgres = await postgresGround(servers.postgres.url)
    await using mariadb = await mysqlGround('mariadb', servers.mariadb.url)
    await using watched = await watchMariadb(mariadb)
    const sqlite = sqliteGround(mkdtempSync(join(folder, 'escapes-')))
    const engines: readonly Engine[] = [
      {
        name: 'PostgreSQL',
        datasource: 'main',
        ground: postgres,
        statements: POSTGRES,
        ran: await watchPostgres(postgres, servers.postgres),
      },
      { name: 'MariaDB', datasource: 'users_db', ground: mariadb, statements: MARIADB, ran: watched.ran },
      { name: 'SQLite', datasource: 'products_db', ground: sqlite, statements: SQLITE, ran: undefined },
    ]
    const auditFile = join(mkdtempSync(join(folder, 'audit-')), 'audit.jsonl')
    const datasources = Object.assign({}, ...engines.map(({ ground, datasource }) => ground.env(datasource)))
    await using subject = await startSubject(folder, { ...KEYS, AUDIT_FILE: auditFile, ...datasources })
    const found = await Promise.all(engines.map((engine) => attack(subject, engine)))
    const asked = found.flatMap((one) => one.asked)
    const unaudited = missing(asked, readFileSync(auditFile, 'utf8'))
    const files = strayFiles()
    const of = (what: 'answered' | 'writes' | 'second') => found.flatMap((one) => one[what])
    const findings = { written: of('writes'), 'second statement': of('second'), answered: of('answered'), 'not audited': unaudited, files }
    for (const [what, texts] of Object.entries(findings)) for (const text of texts.slice(0, 5)) say(`   ${what}: ${text}`)
    say(`   ${engines.map(({ name }, i) => `${name}: ${tally((found[i] as Found).asked.map(({ outcome }) => outcome))}`).join('; ')}`)
    const reached = found.reduce((sum, one) => sum + one.reached, 0)
    const n = engines.reduce((sum, { statements }) => sum + statements.length, 0)
    return {
      figure: `${findings.written.length} writes, ${files.length} files, ${findings['second statement'].length} second statements, ${findings.answered.length} answered; ${unaudited.length} of ${count(asked.length)} without their two lines in the audit; only ${reached} were given to a server`,
      n,
      met:
        subject.isAlive() &&
        Object.values(findings).every(({ length }) => length === 0) &&
        engines.every((one) => one.statements.length >= 200),
      beside: `what ran is read from the servers' own logs; of SQLite only its file and the answers can tell. SQL Server and MongoDB are not among this run's own servers`,
    }
  },
}

async function attack(subject: Subject, { name, datasource, ground, statements, ran }: Engine): Promise<Found> {
  const asked: Asked[] = []
  const ask = async (query: string): Promise<string> => {
    const id = `${datasource}-${asked.length}`
    const headers = { ...credentialOf('sql'), 'x-request-id': id }
    const { outcome } = await subject.ask(QUERY, { datasource, query }, { headers })
    asked.push({ id, datasource, query, outcome })
    return outcome
  }
  // A console that takes nothing at all would let nothing through either.
  const mustAnswer = async (): Promise<void> => {
    const outcome = await ask(HARMLESS)
    if (outcome !== 'fine') throw new Error(`${name} does not answer ${HARMLESS}: ${outcome}`)
  }
  await mustAnswer()
  const seen = (await ran?.())?.flat() ?? []
  if (ran !== undefined && !seen.includes(HARMLESS)) throw new Error(`the log of ${name} does not tell what ran: ${JSON.stringify(seen)}`)
  const preparation = new Set(seen.filter((text) => text !== HARMLESS))
  const [answered, writes]: [string[], string[]] = [[], []]
  let before = JSON.stringify(await ground.state())
  for (const query of statements) {
    const outcome = await ask(query)
    if (!REFUSALS.includes(outcome)) answered.push(`${name} to ${JSON.stringify(query)}: ${outcome}`)
    const after = JSON.stringify(await ground.state())
    if (after !== before) writes.push(`${name} by ${JSON.stringify(query)}: ${after}, before ${before}`)
    before = after
  }
  await mustAnswer()
  const connections = ((await ran?.()) ?? []).map((texts) => [...new Set(texts)].filter((text) => !preparation.has(text)))
  const questions = new Set(asked.map(({ query }) => query))
  return {
    asked,
    answered,
    writes,
    second: connections
      .filter((texts) => texts.length > 1 || texts.some((text) => !questions.has(text)))
      .map((texts) => `${name} ran ${JSON.stringify(texts)}`),
    // Also what it refused before it ran anything; all but the two harmless ones.
    reached: Math.max(0, connections.length - 2),
  }
}

/** By its log. What was not sent to be prepared, and so may be several statements, keeps its mark and equals no question. */
async function watchPostgres(ground: Ground, server: OwnServer): Promise<Ran> {
  await ground.run(`alter role "${READER}" set log_statement = 'all'`)
  return async () => {
    const entries = server.log().matchAll(/^\d{4}-\d\d-\d\d \S+ \S+ \[(\d+)\] LOG: {2}((?:statement|execute \S+): .*(?:\n\t.*)*)/gm)
    return byConnection(
      [...entries].map(([, pid = '', text = '']) => [pid, text.replace(/^execute <unnamed>: /, '').replaceAll('\n\t', '\n')]),
    )
  }
}

/** By its general log, for the time of the row; with the same marks. */
async function watchMariadb(ground: Ground): Promise<AsyncDisposable & { readonly ran: Ran }> {
  await ground.run("set global log_output = 'TABLE'")
  await ground.run('set global general_log = 1')
  return {
    async ran() {
      const rows =
        await ground.run(`select thread_id as id, concat(if(command_type = 'Query', 'statement: ', ''), convert(argument using utf8mb4)) as text
        from mysql.general_log where command_type in ('Query', 'Prepare', 'Execute') and user_host like '${READER}[%' order by event_time`)
      return byConnection(rows.map(({ id, text }) => [String(id), String(text)]))
    },
    [Symbol.asyncDispose]: async () => void (await ground.run('set global general_log = 0')),
  }
}

function byConnection(statements: readonly (readonly [connection: string, text: string])[]): string[][] {
  const texts = new Map<string, string[]>()
  for (const [connection, text] of statements) texts.set(connection, [...(texts.get(connection) ?? []), text])
  return [...texts.values()]
}

/** The questions that the audit does not tell of as it should: one line before, one after with the outcome, and nothing else. */
function missing(asked: readonly Asked[], audit: string): readonly string[] {
  const lines = audit
    .trimEnd()
    .split('\n')
    .map((line): Readonly<Record<string, unknown>> => JSON.parse(line))
  const known = Map.groupBy(lines, ({ requestId }) => requestId)
  const wrong = asked.filter(({ id, datasource, query, outcome }) => {
    const [before, after, ...more] = known.get(id) ?? []
    const sha256 = createHash('sha256').update(query).digest('hex')
    const ofIt = [before, after].every((line) => line?.sha256 === sha256 && line.datasource === datasource && line.principal === PRINCIPAL)
    const told = before?.phase === 'before' && typeof before.text === 'string' && after?.phase === 'after'
    return !(ofIt && told && after.code === (outcome === 'fine' ? null : outcome) && more.length === 0)
  })
  return [
    ...wrong.map(({ id, query }) => `${JSON.stringify(query)}: ${JSON.stringify(known.get(id) ?? [])}`),
    ...lines.filter(({ requestId }) => !asked.some(({ id }) => id === requestId)).map((line) => `nobody asked ${JSON.stringify(line)}`),
  ]
}
