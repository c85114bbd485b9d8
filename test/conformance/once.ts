/** The same operation sent several times at once under one key, to a server: it is done once, and all are told the same. */

import { expect } from 'vitest'
import type { Value } from '../../src/base/json.ts'
import { requestTables } from '../../src/plan/mutate/once.ts'
import { createMutator } from '../../src/plan/mutate/operation.ts'
import { bindList, fieldOperand } from '../../src/query/build.ts'
import { empty, everything, type Ledger } from './random-writes.ts'
import { runOptions } from './stage.ts'

const HOUR = 3_600_000
const AT_ONCE = 4

export async function doneOnce(on: Ledger): Promise<void> {
  const { catalog, datasource, answerer } = on
  await empty(on)
  for (const statement of requestTables(datasource)) await datasource.run(statement, [], runOptions())
  const mutator = createMutator({ catalog, datasource: () => datasource, answerer, remembers: () => HOUR })
  const values = new Map<string, Value>([
    ['id', 1],
    ['email', 'a@b'],
  ])
  const send = (key: string) =>
    mutator.run(
      [
        {
          mutation: { kind: 'create', model: 'Account', rows: [{ values, connect: [], create: [] }] },
          select: [{ kind: 'value', of: fieldOperand(['id']) }],
          binds: bindList(),
          identity: 'make a',
        },
      ],
      runOptions(),
      { idempotency: { key, scope: ['ann'] } },
    )
  const told = await Promise.all(Array.from({ length: AT_ONCE }, () => send('k')))
  for (const [answer] of told) expect(answer).toMatchObject({ affected: 1, rows: [[1]] })
  expect((await everything(on)).get('Account')).toHaveLength(1)
  expect(await send('other')).toEqual([expect.objectContaining({ code: 'UNIQUE_VIOLATION', fields: ['id'] })])
}
