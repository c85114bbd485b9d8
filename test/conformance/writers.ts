/** Many writers at the same rows: increments, version checks, upserts and moves between accounts, and what must be true afterwards. */

import { expect } from 'vitest'
import { GatewayError } from '../../src/base/errors.ts'
import type { Value } from '../../src/base/json.ts'
import type { Datasource } from '../../src/datasource/datasource.ts'
import type { Catalog } from '../../src/model/catalog.ts'
import type { Mutation, MutationAnswer, NewRow } from '../../src/plan/mutate/mutation.ts'
import { bindList } from '../../src/query/build.ts'
import { empty, everything, type Ledger, ledgerOn } from './random-writes.ts'
import { runOptions } from './stage.ts'

export interface Contention {
  readonly writers?: number
  /** Milliseconds. */
  readonly during: number
}

/** Refusals that say "again": nothing was written. */
const AGAIN: ReadonlySet<string> = new Set(['SERIALIZATION_CONFLICT', 'DATASOURCE_OVERLOADED', 'VERSION_CONFLICT'])

const account = (id: number, email: string): NewRow => ({
  values: new Map<string, Value>([
    ['id', id],
    ['email', email],
    ['points', '0'],
  ]),
  connect: [],
  create: [],
})

/**
 * Lets writers loose on one datasource and adds up what they were told.
 * @returns how many writes were acknowledged
 */
export async function contend(on: Ledger, { writers = 8, during }: Contention): Promise<number> {
  await empty(on)
  const [made] = await run(on, [{ kind: 'create', model: 'Account', rows: [1, 2, 3, 4].map((id) => account(id, `${id}@start`)) }])
  if (made instanceof GatewayError) throw made
  const until = Date.now() + during
  const told = { increments: 0, versions: 0, moves: 0, upserts: 0 }
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let round = 0; Date.now() < until; round++) {
        const kind = (['increments', 'versions', 'moves', 'upserts'] as const)[(writer + round) % 4] ?? 'increments'
        const mutations = mutationsOf(kind, await versionOf(on, kind))
        // Now and then in the other order: where no row is locked as it is read, transactions meet halfway, which takes a second to notice.
        const outcomes = await run(on, writer === 0 && round % 16 === 2 ? mutations.toReversed() : mutations)
        const failures = outcomes.filter((outcome) => outcome instanceof GatewayError)
        if (failures.length === 0) told[kind]++
        for (const { code, cause } of failures)
          if (!AGAIN.has(code) && code !== 'TRANSACTION_ROLLED_BACK') throw new Error(`a writer was told ${code}`, { cause })
      }
    }),
  )
  const accounts = (await everything(on)).get('Account') ?? []
  const of = (id: number) => accounts.find((row) => row.id === id)
  expect(of(1)?.balance, 'increments of account 1').toBe(told.increments)
  expect(of(2)?.points, 'points of account 2, each under a version of its own').toBe(String(told.versions))
  expect(Number(of(3)?.balance) + told.moves, 'what account 3 gave away').toBe(0)
  expect(of(4)?.points, 'what account 4 was given').toBe(String(told.moves))
  expect(of(1)?.version, 'versions of account 1').toBe(1 + told.increments)
  expect(of(2)?.version, 'versions of account 2').toBe(1 + told.versions)
  expect(accounts.filter((row) => row.email === 'upserted')).toHaveLength(told.upserts === 0 ? 0 : 1)
  return told.increments + told.versions + told.moves + told.upserts
}

/**
 * Operations that write the same two rows, every other one in the other order: none is a victim of a deadlock, which would
 * show as a transaction that begins anew.
 * @param datasource one that locks rows as they are read
 */
export async function crossing(catalog: Catalog, datasource: Datasource): Promise<void> {
  let begun = 0
  const on = await ledgerOn(catalog, {
    ...datasource,
    transaction: (options, work) => {
      begun++
      return datasource.transaction(options, work)
    },
  })
  await empty(on)
  await run(on, [{ kind: 'create', model: 'Account', rows: [3, 4].map((id) => account(id, `${id}@start`)) }])
  begun = 0
  const moves = mutationsOf('moves', null)
  const each = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? moves : moves.toReversed()))
  const outcomes = await Promise.all(each.map((mutations) => run(on, mutations)))
  expect(outcomes.flat().filter((outcome) => outcome instanceof GatewayError)).toEqual([])
  expect(begun, 'transactions for 20 operations').toBe(20)
}

function run({ mutator }: Ledger, mutations: readonly Mutation[]): Promise<readonly (MutationAnswer | GatewayError)[]> {
  return mutator.run(
    mutations.map((mutation) => ({ mutation, binds: bindList() })),
    runOptions(),
  )
}

async function versionOf(on: Ledger, kind: string): Promise<Value> {
  return kind === 'versions' ? (((await everything(on)).get('Account') ?? []).find((row) => row.id === 2)?.version ?? null) : null
}

const update = (id: number, field: string, by: Value, version?: Value): Mutation => ({
  ...{ kind: 'update', model: 'Account', key: [id], set: [{ field, op: 'increment', value: by }] },
  ...(version === undefined ? {} : { version }),
})

function mutationsOf(kind: string, version: Value): Mutation[] {
  switch (kind) {
    case 'increments':
      return [update(1, 'balance', 1)]
    case 'versions':
      return [update(2, 'points', '1', version)]
    case 'moves':
      return [update(3, 'balance', -1), update(4, 'points', '1')]
    default:
      return [{ kind: 'upsert', model: 'Account', row: account(5, 'upserted'), target: ['email'] }]
  }
}
