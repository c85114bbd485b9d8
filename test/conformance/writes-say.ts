/** Short words for writing writes by hand. */

import type { Code } from '../../src/base/errors.ts'
import type { Value } from '../../src/base/json.ts'
import { type BindList, bindList } from '../../src/query/build.ts'
import type { Assign, Insert, Path, Predicate, Write } from '../../src/query/query.ts'
import { type Say, say } from './say.ts'

/** What of an engine a write needs; where it is lacking the write must be refused. */
export type Need = 'upsert'

export interface Step {
  readonly write: Write
  readonly binds: readonly Value[]
  /** How many rows it meets; absent: whatever the memory engine says. */
  readonly affected?: number
  readonly error?: { readonly code: Code; readonly fields?: readonly string[] }
}

export interface WriteCase {
  readonly name: string
  readonly steps: readonly Step[]
  /** An engine on which it is refused, by what its database is. */
  readonly unless?: { readonly engine: string; readonly because: string }
  /** What then stands in some rows, worked out by hand. */
  readonly after?: readonly {
    readonly model: string
    readonly where: Readonly<Record<string, Value>>
    readonly has: Readonly<Record<string, Value>>
  }[]
}

type Loose = Readonly<Record<string, Value>>
export type Outcome = Pick<Step, 'affected' | 'error'>

export const path = (text: string): Path => text.split('.') as unknown as Path

/** Rows of any fields; all of them are given in each row, as null where a row does not say. */
export function insert(
  model: string,
  rows: readonly Loose[],
  { affected, error }: Outcome = {},
  conflict?: { readonly target: readonly string[]; readonly set: 'nothing' | ((words: Words) => readonly Assign[]) },
): Step {
  const binds = bindList()
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const write: Insert = {
    kind: 'insert',
    model,
    fields: fields.map(path),
    rows: binds.bind(rows.map((row) => fields.map((field) => row[field] ?? null))),
    returning: [],
    ...(conflict === undefined
      ? {}
      : { conflict: { target: conflict.target.map(path), set: conflict.set === 'nothing' ? 'nothing' : conflict.set(words(binds)) } }),
  }
  return step(write, binds, { ...(affected === undefined ? {} : { affected }), ...(error === undefined ? {} : { error }) })
}

export interface Words extends Say {
  set(path: string, value: Value): Assign
  add(path: string, value: Value): Assign
}

function words(binds: BindList): Words {
  return {
    ...say(binds),
    set: (at, value) => ({ path: path(at), op: 'set', value: binds.bind(value) }),
    add: (at, value) => ({ path: path(at), op: 'increment', value: binds.bind(value) }),
  }
}

type Where = Predicate | Loose

const isPredicate = (where: Where): where is Predicate => typeof where.kind === 'string'

/** Field equals value, for each. */
function whereOf(said: Words, where: Where): Predicate {
  if (isPredicate(where)) return where
  const parts = Object.entries(where).map(([field, value]) => said.is(field, 'eq', value))
  return parts.length === 1 ? (parts[0] as Predicate) : { kind: 'and', of: parts }
}

export function update(
  model: string,
  where: Loose | ((words: Words) => Predicate),
  set: (words: Words) => readonly Assign[],
  outcome: Outcome = {},
): Step {
  const binds = bindList()
  const said = words(binds)
  const found = whereOf(said, typeof where === 'function' ? where(said) : where)
  return step({ kind: 'update', model, where: found, set: set(said) }, binds, outcome)
}

export function remove(model: string, where: Loose | ((words: Words) => Predicate), outcome: Outcome = {}): Step {
  const binds = bindList()
  const said = words(binds)
  return step({ kind: 'delete', model, where: whereOf(said, typeof where === 'function' ? where(said) : where) }, binds, outcome)
}

const step = (write: Write, { values }: BindList, outcome: Outcome): Step => ({ write, binds: values, ...outcome })

export const fails = (code: Code, ...fields: readonly string[]): Outcome => ({
  error: fields.length === 0 ? { code } : { code, fields },
})
export const meets = (affected: number): Outcome => ({ affected })
