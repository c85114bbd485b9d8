/** R16: texts that mean something to databases are texts: no statement holds one, and the statements are always the same few. */

import { execFileSync } from 'node:child_process'
import { HOSTILE, JNDI, SHAPES } from '../../fixtures/hostile.ts'
import { until } from '../client.ts'
import { count, NotHere, type ScoreRow } from '../row.ts'
import { type Subject, startEmbedded } from '../subject.ts'

const BENIGN = ['Chai', 'abc', 'a b']

interface Line {
  readonly level?: string
  readonly text?: string
  readonly datasource?: string
}

export const injection: ScoreRow = {
  id: 'R16',
  measure: `injection: ${count(HOSTILE.length)} texts in ${SHAPES.length} places, per engine`,
  target: '0 findings; number of statement texts constant',
  async run({ world, folder, say }) {
    const engines: [name: string, subject: () => Promise<Subject>][] = [
      ['sqlite', () => startEmbedded(folder, 'sqlite', { ECHO: 'true' })],
      ['pglite', () => startEmbedded(folder, 'pglite', { ECHO: 'true' })],
    ]
    const servers = await world().catch((error: unknown) => {
      if (error instanceof NotHere) return undefined
      throw error
    })
    if (servers !== undefined) engines.push(['postgres and mariadb', () => servers.straight({ ECHO: 'true' })])
    const findings: string[] = []
    const told: string[] = []
    let n = 0
    for (const [name, start] of engines) {
      await using subject = await start()
      const { asked, texts } = await attack(subject, findings)
      n += asked
      told.push(`${name} ${texts}`)
    }
    for (const finding of findings.slice(0, 10)) say(`   ${finding}`)
    return {
      figure: `${findings.length} findings; statement texts, no more under attack than before: ${told.join(', ')}`,
      n,
      met: findings.length === 0,
      beside: `MongoDB, MySQL and SQL Server are not among this run's own servers; ${sqlmap()}`,
    }
  },
}

async function attack(subject: Subject, findings: string[]): Promise<{ readonly asked: number; readonly texts: number }> {
  const mark = async (word: string): Promise<void> => {
    // The log is written beside: what came before this has been written when this has.
    await subject.ask(`{ product(id: "${word}") { id } nope }`)
    await until(() => true, 100)
  }
  const lines = () => subject.logged().flatMap((line): Line[] => (line.startsWith('{') ? [JSON.parse(line)] : []))
  const templates = () => new Set(lines().flatMap(({ text, datasource }) => (text === undefined ? [] : [`${datasource} ${text}`])))
  for (const { query, variables } of SHAPES) for (const text of BENIGN) await subject.ask(query, variables(text))
  await mark('0')
  const before = templates()
  let asked = 0
  for (const { what, query, variables, refusedBy } of SHAPES)
    for (const text of HOSTILE) {
      const reply = await subject.ask(query, variables(text))
      asked++
      const tooLong = reply.outcome === 'BAD_USER_INPUT' && /^\w+ is longer than \d+ characters\.$/.test(reply.errors[0]?.message ?? '')
      const right = refusedBy === undefined ? reply.outcome === 'fine' || tooLong : reply.outcome === refusedBy
      if (!right || reply.ms > 4_000)
        findings.push(`${what} with ${JSON.stringify(text)}: ${reply.outcome} after ${Math.round(reply.ms)} ms`)
      // The key of these many is asked for what the text would make of a filter: all rows, where it was heeded.
      const { products } = (reply.data ?? {}) as { products?: { totalCount?: number } }
      if (/ (eq|in)$/.test(what) && (products?.totalCount ?? 0) > 0)
        findings.push(`${what} with ${JSON.stringify(text)} matched ${products?.totalCount} rows`)
    }
  await mark('1')
  const after = templates()
  for (const text of after) if (!before.has(text)) findings.push(`a new statement: ${text.slice(0, 200)}`)
  // One line of log for each event, whatever the texts held.
  for (const line of subject.logged())
    if (line.includes(JNDI) || !line.startsWith('{')) findings.push(`the log holds ${line.slice(0, 200)}`)
  if (before.size === 0) findings.push('no statement was seen')
  return { asked, texts: after.size }
}

/** Whether the tool is there; it is not asked to install anything. */
function sqlmap(): string {
  try {
    execFileSync('sqlmap', ['--version'], { stdio: 'ignore' })
    return 'sqlmap is installed, but its run is not part of this'
  } catch {
    return 'sqlmap is not installed: own corpus alone'
  }
}
