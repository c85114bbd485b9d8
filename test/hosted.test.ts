/** Transactions over lent sessions, and clients that leave in the middle of them. */

import { expect, test } from 'vitest'
import type { Compiled, Datasource, RunOptions } from '../src/datasource/datasource.ts'
import { hostedDatasource } from '../src/engines/hosted/datasource.ts'
import { type Answer, type Host, SessionFailure, type Task } from '../src/engines/hosted/host.ts'
import { createLease } from '../src/engines/hosted/lease.ts'
import { memory } from '../src/engines/memory.ts'

const compiled: Compiled = { text: 'write', params: [], decode: [] }
const DONE: Answer = { kind: 'done' }

/** A datasource with one session, whose answers the test gives. */
function stage(answer: (task: Task) => Promise<Answer>): { datasource: Datasource; happened: string[] } {
  const happened: string[] = []
  const host = {
    lease: async () =>
      createLease('main', {
        reused: false,
        ask: (task) => {
          happened.push(task.kind)
          return answer(task)
        },
        giveBack: () => void happened.push('given back'),
        giveLate: () => void happened.push('cancelled'),
      }),
    state: () => null,
    [Symbol.asyncDispose]: async () => {},
  } as unknown as Host
  const capabilities = memory.capabilities({})
  const datasource = hostedDatasource({
    ...{ name: 'main', engine: memory, capabilities, collation: 'binary', version: '1', host },
    bind: (value) => value,
    writes: () => true,
    test: 'select 1, null',
  })
  return { datasource, happened }
}

const until = (signal: AbortSignal): RunOptions => ({ signal, deadline: Date.now() + 10_000, lane: 'traffic', maxRows: 10 })

test('a client that leaves after COMMIT was sent cancels nothing', async () => {
  const client = new AbortController()
  const committed = Promise.withResolvers<Answer>()
  const { datasource, happened } = stage((task) => (task.kind === 'commit' ? committed.promise : Promise.resolve(DONE)))
  const options = until(client.signal)
  const result = datasource.transaction({ ...options, readOnly: false }, async (session) => {
    await session.run(compiled, [], options)
    return 'kept'
  })
  while (!happened.includes('commit')) await new Promise(setImmediate)
  client.abort()
  await new Promise(setImmediate)
  expect(happened).toEqual(['begin', 'run', 'commit'])
  committed.resolve(DONE)
  expect(await result).toBe('kept')
  expect(happened).toEqual(['begin', 'run', 'commit', 'given back'])
})

test('one that leaves before takes the transaction along', async () => {
  const client = new AbortController()
  const { datasource, happened } = stage((task) => (task.kind === 'run' ? new Promise(() => {}) : Promise.resolve(DONE)))
  const options = until(client.signal)
  const result = datasource.transaction({ ...options, readOnly: false }, (session) => session.run(compiled, [], options))
  while (!happened.includes('run')) await new Promise(setImmediate)
  client.abort()
  await expect(result).rejects.toMatchObject({ code: 'QUERY_CANCELLED' })
  expect(happened).toEqual(['begin', 'run', 'cancelled'])
})

const lost = () =>
  Promise.reject(new SessionFailure({ code: 'DATASOURCE_UNAVAILABLE', message: 'The datasource is not available.', detail: 'reset' }))

/** What a client is told when the connection is lost at a step of a transaction. */
async function lostAt(step: Task['kind']): Promise<unknown> {
  const { datasource } = stage((task) => (task.kind === step ? lost() : Promise.resolve(DONE)))
  const options = until(new AbortController().signal)
  return datasource
    .transaction({ ...options, readOnly: false }, (session) => session.run(compiled, [], options))
    .then(
      () => 'kept',
      (error: { code: string }) => error.code,
    )
}

test('a connection that is lost before COMMIT was sent has kept nothing, afterwards nobody knows', async () => {
  expect([await lostAt('begin'), await lostAt('run'), await lostAt('commit')]).toEqual([
    'DATASOURCE_UNAVAILABLE',
    'DATASOURCE_UNAVAILABLE',
    'WRITE_OUTCOME_UNKNOWN',
  ])
})

test('a write that stands alone and is not answered may have been done', async () => {
  const { datasource } = stage(lost)
  await expect(datasource.run(compiled, [], until(new AbortController().signal))).rejects.toMatchObject({ code: 'WRITE_OUTCOME_UNKNOWN' })
})

test('statements of a transaction run one after the other, and none after one that failed', async () => {
  const texts: string[] = []
  const { datasource } = stage(async (task) => {
    if (task.kind !== 'run') return DONE
    texts.push(task.text)
    await new Promise(setImmediate)
    if (task.text === 'second') throw new SessionFailure({ code: 'UNIQUE_VIOLATION', message: 'There is one.', detail: 'there is one' })
    return DONE
  })
  const options = until(new AbortController().signal)
  let ends: unknown[] = []
  const whole = datasource.transaction({ ...options, readOnly: false }, async (session) => {
    const all = ['first', 'second', 'third'].map((text) => session.run({ ...compiled, text }, [], options))
    ends = (await Promise.allSettled(all)).map((end) => (end.status === 'fulfilled' ? 'done' : end.reason.code))
  })
  await expect(whole).rejects.toMatchObject({ code: 'TRANSACTION_ROLLED_BACK' })
  expect(ends).toEqual(['done', 'UNIQUE_VIOLATION', 'TRANSACTION_ROLLED_BACK'])
  expect(texts).toEqual(['first', 'second'])
})
