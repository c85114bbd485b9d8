/** A gateway that clients write unique codes through while the way to its database fails, and what must be true of the codes afterwards. */

import { join } from 'node:path'
import { expect } from 'vitest'
import type { Row } from '../../src/plan/execute.ts'
import { bindList, fieldOperand } from '../../src/query/build.ts'
import { type Answer, type Client, startGateway } from '../e2e/harness.ts'

/** What a client knows of a write that it sent. */
export type Told = 'acknowledged' | 'unknown' | 'refused' | 'unanswered'

export interface Sending {
  /** The client gives up when it fires. */
  readonly signal?: AbortSignal
  readonly key?: string
}

export interface Journal extends AsyncDisposable {
  readonly client: Client
  /** How many writes were acknowledged so far. */
  readonly acknowledged: number
  /** Codes of the errors that the clients were told so far. */
  readonly codes: ReadonlyMap<string, number>
  /** Sends a code once. Throws for an error that no client should be told when its database fails. */
  write(code: string, writer: number, sending?: Sending): Promise<Told>
  /** Compares what is there with what the clients were told; to be called when all writers are done, the last write of each acknowledged. */
  check(): Promise<Kept>
}

/** How many codes are there of those whose clients were told so. */
export interface Kept {
  readonly acknowledged: number
  /** Told WRITE_OUTCOME_UNKNOWN, or nothing: there, and not there. */
  readonly doubtful: { readonly kept: number; readonly gone: number }
  readonly refused: number
}

export interface JournalOptions {
  readonly writers: number
  /** The database has no transactions: a write is one document. */
  readonly alone?: boolean
}

/** Refusals that are true of a write that was not done, because its database was away or busy. */
const REFUSALS: ReadonlySet<string> = new Set([
  'DATASOURCE_UNAVAILABLE',
  'DATASOURCE_TIMEOUT',
  'DATASOURCE_OVERLOADED',
  'SERIALIZATION_CONFLICT',
])
const MARKS = 2
const MANY = 1_000_000

/** @param env of the datasource `main`, whose database is empty and can be reached */
export async function openJournal(env: Readonly<Record<string, string>>, { writers, alone = false }: JournalOptions): Promise<Journal> {
  const client = await startGateway({
    SCHEMA_DIR: join(import.meta.dirname, '../fixtures/journal'),
    ...(alone ? {} : { DATABASES__main__IDEMPOTENCY: 'true' }),
    ...env,
  })
  // Which is done in a transaction; collections come with their first document.
  if (!alone) await client.gateway.define('main')
  await client.gateway.prepare()
  if (!alone)
    for (let writer = 0; writer < writers; writer++)
      await client.data(`mutation { createTally(input: {writer: ${writer}, count: 0}) { affected } }`)

  const told = new Map<string, Told[]>()
  const ids = new Map<string, string>()
  const codes = new Map<string, number>()
  let acknowledged = 0

  const send = async (code: string, writer: number, { key, signal }: Sending): Promise<Told> => {
    const marks = Array.from({ length: MARKS }, (_, i) => `{number: ${i}}`).join()
    const entry = `createEntry(input: {code: "${code}", writer: ${writer}${alone ? '' : `, marks: {create: [${marks}]}`}}) { entry { id code } }`
    const tally = alone ? '' : `updateTally(writer: ${writer}, set: {count: {increment: 1}}) { affected }`
    const headers = { 'content-type': 'application/json', ...(key === undefined ? {} : { 'idempotency-key': key }) }
    let answer: Answer<{ createEntry: { entry: { id: string; code: string } } | null }>
    try {
      const body = JSON.stringify({ query: `mutation { ${entry} ${tally} }` })
      const response = await fetch(`${client.url}/graphql`, { method: 'POST', headers, body, ...(signal === undefined ? {} : { signal }) })
      answer = (await response.json()) as never
    } catch (error) {
      if (signal?.aborted !== true) throw error
      return 'unanswered'
    }
    if (answer.errors === undefined) {
      const { id } = answer.data?.createEntry?.entry ?? {}
      expect(answer.data?.createEntry?.entry).toEqual({ id: expect.any(String), code })
      // Told twice, it is the same row.
      expect(ids.get(code) ?? id).toBe(id)
      ids.set(code, String(id))
      acknowledged++
      return 'acknowledged'
    }
    const errors = answer.errors.map(({ extensions }) => extensions.code)
    for (const each of new Set(errors)) codes.set(each, (codes.get(each) ?? 0) + 1)
    // Of one transaction all fields are in doubt, or none.
    if (errors.every((each) => each === 'WRITE_OUTCOME_UNKNOWN')) return 'unknown'
    const causes = errors.filter((each) => each !== 'TRANSACTION_ROLLED_BACK')
    if (causes.length === 0 || !causes.every((each) => REFUSALS.has(each)))
      throw new Error(`${code} was answered with ${JSON.stringify(answer)}\n${client.logged.slice(-5).join('\n')}`)
    return 'refused'
  }

  const rowsOf = async (model: string, fields: readonly string[]): Promise<readonly Row[]> => {
    const options = { signal: new AbortController().signal, deadline: Date.now() + 60_000, lane: 'admin', maxRows: MANY } as const
    const select = fields.map((field) => ({ kind: 'value', of: fieldOperand([field]) }) as const)
    return client.gateway.answerer.answer({ model, select }, bindList().values, options)
  }

  return {
    client,
    get acknowledged() {
      return acknowledged
    },
    codes,
    async write(code, writer, sending = {}) {
      const outcome = await send(code, writer, sending)
      told.set(code, [...(told.get(code) ?? []), outcome])
      return outcome
    },
    async check() {
      const entries = await rowsOf('Entry', ['id', 'code', 'writer'])
      const times = new Map<string, number>()
      for (const [, code] of entries) times.set(String(code), (times.get(String(code)) ?? 0) + 1)
      const is = (code: string): boolean => times.has(code)
      const among = (what: Told) => [...told].filter(([, outcomes]) => outcomes.includes(what)).map(([code]) => code)
      const [sure, doubtful] = [among('acknowledged'), [...new Set([...among('unknown'), ...among('unanswered')])]]
      const open = doubtful.filter((code) => !told.get(code)?.includes('acknowledged'))
      const refused = among('refused').filter((code) => told.get(code)?.every((outcome) => outcome === 'refused') === true)
      expect({
        lost: sure.filter((code) => !is(code)),
        twice: [...times].filter(([, count]) => count > 1),
        'there though refused': refused.filter(is),
        'never sent': [...times.keys()].filter((code) => !told.has(code)),
        'told another id': entries.filter(([id, code]) => ids.has(String(code)) && ids.get(String(code)) !== id),
      }).toEqual({ lost: [], twice: [], 'there though refused': [], 'never sent': [], 'told another id': [] })
      if (!alone) await checkWhole(entries)
      return {
        acknowledged: sure.length,
        doubtful: { kept: open.filter(is).length, gone: open.filter((code) => !is(code)).length },
        refused: refused.length,
      }
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  }

  /** Each transaction is there with all that it wrote. */
  async function checkWhole(entries: readonly Row[]): Promise<void> {
    const marks = new Map<string, number>()
    for (const [entry] of await rowsOf('Mark', ['entryId', 'number'])) marks.set(String(entry), (marks.get(String(entry)) ?? 0) + 1)
    expect(marks.size, 'entries with marks').toBe(entries.length)
    expect(entries.filter(([id]) => marks.get(String(id)) !== MARKS)).toEqual([])
    const counts = new Map<unknown, number>()
    for (const [, , writer] of entries) counts.set(writer, (counts.get(writer) ?? 0) + 1)
    for (const [writer, count] of await rowsOf('Tally', ['writer', 'count']))
      expect(count, `tally of writer ${writer}`).toBe(counts.get(writer) ?? 0)
  }
}
