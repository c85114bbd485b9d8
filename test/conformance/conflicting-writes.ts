/** Transactions that stand in each other's way on a server: one of them fails with a code that says so, and nothing of it is left. */

import { expect } from 'vitest'
import { GatewayError } from '../../src/base/errors.ts'
import type { Session } from '../../src/datasource/datasource.ts'
import { normaliseWrite } from '../../src/query/normal.ts'
import { runOptions } from './stage.ts'
import { type Step, update } from './writes-say.ts'
import { everyRow, type WriteStage } from './writes-stage.ts'

const title = (id: number, text: string): Step => update('Product', { id }, ({ set }) => [set('title', text)])

const run = (on: WriteStage, session: Session, { write, binds }: Step) =>
  session.run(
    on.datasource.engine.compile(normaliseWrite(on.catalog, write), { catalog: on.catalog, version: on.datasource.version }),
    binds,
    runOptions(),
  )

const transaction = (on: WriteStage, work: (session: Session) => Promise<void>): Promise<'committed' | GatewayError> =>
  on.datasource.transaction({ ...runOptions(), readOnly: false }, work).then(
    () => 'committed' as const,
    (error: unknown) => {
      if (error instanceof GatewayError) return error
      throw error
    },
  )

const titles = async (on: WriteStage) =>
  (await everyRow(on, on.datasource, 'Product')).filter(({ id }) => id === 1 || id === 2).map((row) => row.title)

/** Each waits for the row that the other one has. */
export async function deadlock(on: WriteStage): Promise<void> {
  await on.reset()
  const barrier = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const
  const crossing = (own: 0 | 1) =>
    transaction(on, async (session) => {
      const name = `by ${own}`
      await run(on, session, title(own + 1, name))
      barrier[own].resolve()
      await barrier[own === 0 ? 1 : 0].promise
      await run(on, session, title(own === 0 ? 2 : 1, name))
    })
  const ends = await Promise.all([crossing(0), crossing(1)])
  const [failed, ...others] = ends.filter((end) => end !== 'committed')
  expect(others).toEqual([])
  expect((failed as GatewayError).code).toBe('SERIALIZATION_CONFLICT')
  const winner = `by ${ends.indexOf('committed')}`
  expect(await titles(on)).toEqual([winner, winner])
}

/** One keeps a row longer than the other one waits: what that one did before is gone as well. */
export async function lockWait(on: WriteStage): Promise<void> {
  await on.reset()
  const [has, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const keeper = transaction(on, async (session) => {
    await run(on, session, title(1, 'kept'))
    has.resolve()
    await over.promise
  })
  await has.promise
  const waiter = await transaction(on, async (session) => {
    await run(on, session, title(2, 'waited'))
    await run(on, session, title(1, 'waited'))
  })
  over.resolve()
  expect((waiter as GatewayError).code).toBe('DATASOURCE_OVERLOADED')
  expect(await keeper).toBe('committed')
  expect(await titles(on)).toEqual(['kept', 'second'])
}

/** Whoever goes on after a failure is refused, and nothing of it is kept: some servers have rolled back by then, and would keep it. */
export async function goingOn(on: WriteStage): Promise<void> {
  await on.reset()
  const end = await transaction(on, async (session) => {
    await run(on, session, title(1, 'before'))
    const broken = update('Shop', { id: 2 }, ({ set }) => [set('name', 'North')])
    expect(await run(on, session, broken).catch((error: GatewayError) => [error.code, error.fields])).toEqual([
      'UNIQUE_VIOLATION',
      ['name'],
    ])
    expect(await run(on, session, title(2, 'after')).catch((error: GatewayError) => error.code)).toBe('TRANSACTION_ROLLED_BACK')
  })
  expect((end as GatewayError).code).toBe('TRANSACTION_ROLLED_BACK')
  expect(await titles(on)).toEqual(['First', 'second'])
}
