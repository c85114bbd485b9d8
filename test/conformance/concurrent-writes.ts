/** Several writers on one row at the same time: whatever was acknowledged is there, once. */

import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { GatewayError } from '../../src/base/errors.ts'
import type { Value } from '../../src/base/json.ts'
import type { Compiled, Datasource, Session } from '../../src/datasource/datasource.ts'
import { bindList, fieldOperand } from '../../src/query/build.ts'
import type { Read, Write } from '../../src/query/query.ts'
import { randomFrom } from './random-numbers.ts'
import { runOptions } from './stage.ts'
import { productRow } from './writes-catalog.ts'
import { everyRow, type WriteStage, write } from './writes-stage.ts'

const WRITERS = 8
/** How long they write; absent: until each has done so much. */
const SECONDS = process.env.WRITERS_SECONDS
const OPERATIONS = 40

interface Done {
  readonly quantity: number
  readonly version: number
}

/** The rows are written in three ways: added to in one step, changed where the version still holds, changed after having been locked. */
export async function concurrentWriters(on: WriteStage, label: string, { transactions = true } = {}): Promise<Done> {
  await on.reset()
  const first = productRow({ id: 100, sku: 'counted', quantity: 0, version: 1 })
  const fields = Object.keys(first).filter((field) => on.catalog.models.get('Product')?.fields.has(field))
  const row: Write = { kind: 'insert', model: 'Product', fields: fields.map((field) => [field] as const), rows: { slot: 0 }, returning: [] }
  await write(on, on.datasource, row, [[fields.map((field) => first[field] ?? null)]])
  const until = SECONDS === undefined ? Number.POSITIVE_INFINITY : Date.now() + Number(SECONDS) * 1000
  const all = await Promise.all(
    Array.from({ length: WRITERS }, async (_, i): Promise<Done> => {
      const random = randomFrom(i + 1)
      let [quantity, version] = [0, 0]
      for (let n = 0; SECONDS === undefined ? n < OPERATIONS : Date.now() < until; n++) {
        const way = random.pick(transactions ? ([added, versioned, locked] as const) : ([added, versioned] as const))
        const done = await persistently(() => way(on))
        quantity += done.quantity
        version += done.version
      }
      return { quantity, version }
    }),
  )
  const sum = all.reduce((a, b) => ({ quantity: a.quantity + b.quantity, version: a.version + b.version }))
  const there = (await everyRow(on, on.datasource, 'Product')).find(({ id }) => id === 100)
  expect({ quantity: there?.quantity, version: there?.version }, label).toEqual({ quantity: sum.quantity, version: 1 + sum.version })
  return sum
}

/** Again, as a client may who is told that nothing was done. */
async function persistently(work: () => Promise<Done>): Promise<Done> {
  for (let attempt = 0; ; attempt++)
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof GatewayError) || !['SERIALIZATION_CONFLICT', 'DATASOURCE_OVERLOADED'].includes(error.code) || attempt > 200)
        throw error
      await pause(Math.random() * 20)
    }
}

const compiled = (on: WriteStage, query: Read | Write): Compiled =>
  on.datasource.engine.compile(query, { catalog: on.catalog, version: on.datasource.version })

async function added(on: WriteStage): Promise<Done> {
  const { affected } = await on.datasource.run(...update(on, undefined), runOptions())
  if (affected !== 1) throw new Error(`${affected} rows were added to`)
  return { quantity: 1, version: 0 }
}

async function versioned(on: WriteStage): Promise<Done> {
  const version = await versionOf(on, on.datasource, {})
  const { affected } = await on.datasource.run(...update(on, version), runOptions())
  return { quantity: affected ?? 0, version: affected ?? 0 }
}

const locked = (on: WriteStage): Promise<Done> =>
  on.datasource.transaction({ ...runOptions(), readOnly: false }, async (session) => {
    const version = await versionOf(on, session, { lock: 'update' })
    const { affected } = await session.run(...update(on, version), runOptions())
    if (affected !== 1) throw new Error('a locked row was changed by someone else')
    return { quantity: 1, version: 1 }
  })

async function versionOf(on: WriteStage, session: Session | Datasource, more: Pick<Read, 'lock'>): Promise<Value> {
  const binds = bindList()
  const read: Read = {
    model: 'Product',
    select: [{ kind: 'value', of: fieldOperand(['version']) }],
    where: { kind: 'compare', left: fieldOperand(['id']), op: 'eq', negated: false, right: binds.bind(100) },
    ...more,
  }
  const { rows } = await session.run(compiled(on, read), binds.values, runOptions())
  return rows[0]?.[0] as Value
}

/** @param version undefined: whatever it is, and it stays */
function update(on: WriteStage, version: Value | undefined): [Compiled, Value[]] {
  const binds = bindList()
  const is = (field: string, value: Value) =>
    ({ kind: 'compare', left: fieldOperand([field]), op: 'eq', negated: false, right: binds.bind(value) }) as const
  const add = (field: string) => ({ path: [field] as const, op: 'increment' as const, value: binds.bind(1) })
  const write: Write = {
    kind: 'update',
    model: 'Product',
    where: version === undefined ? is('id', 100) : { kind: 'and', of: [is('id', 100), is('version', version)] },
    set: version === undefined ? [add('quantity')] : [add('quantity'), add('version')],
  }
  return [compiled(on, write), binds.values]
}
