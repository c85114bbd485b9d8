/** Short words for writing reads by hand. */

import type { Value } from '../../src/base/json.ts'
import { modelOf } from '../../src/model/catalog.ts'
import type { ScalarType } from '../../src/model/scalars.ts'
import { type BindList, bindList, operandAt } from '../../src/query/build.ts'
import type { Aggregate, CompareOp, Operand, Order, Path, Predicate, Read, Selected, Unit } from '../../src/query/query.ts'
import { conformanceCatalog } from './catalog.ts'

export interface Case {
  readonly name: string
  readonly read: Read
  readonly binds: readonly Value[]
  /** What the answer is, where it was worked out by hand. */
  readonly rows?: readonly (readonly Value[])[]
  /** `datasource`: says `each`, `member` or `lookup` and so is for one datasource, not for the planner. */
  readonly level: 'graph' | 'datasource'
}

const catalog = conformanceCatalog()

/** The words, over the values of one case. */
export interface Say {
  bind: BindList['bind']
  /** A field by its path, `maker.name`-like steps through to-one relations first: `f('price')`, `f('origin.city')`, `f('name', 'maker')`. */
  f(path: string, ...via: string[]): Operand
  computed(model: string, name: string): Operand
  json(keys: readonly string[], as: ScalarType['kind']): Operand
  is(left: Operand | string, op: CompareOp, value: Value, more?: { negated?: boolean; fold?: 'ascii'; collation?: 'binary' }): Predicate
  isnt(left: Operand | string, op: CompareOp, value: Value, more?: { fold?: 'ascii' }): Predicate
  list(path: string, op: 'has' | 'hasSome' | 'hasEvery' | 'isEmpty', value?: Value, negated?: boolean): Predicate
  hasKey(path: string, keys: readonly string[], negated?: boolean): Predicate
  page(limit: number | null, offset?: number, flip?: true): Pick<Read, 'page'>
  after(order: readonly Order[], values: readonly Value[]): Predicate
}

export const path = (text: string): Path => text.split('.') as unknown as Path
export const f = (name: string, ...via: string[]): Operand => ({ kind: 'field', via, path: path(name) })
const operand = (of: Operand | string): Operand => (typeof of === 'string' ? f(of) : of)

export function say(binds: BindList): Say {
  const { bind } = binds
  const is: Say['is'] = (left, op, value, { negated = false, ...more } = {}) => ({
    ...{ kind: 'compare', left: operand(left), op, negated, right: bind(value) },
    ...more,
  })
  return {
    bind,
    f,
    is,
    isnt: (left, op, value, more) => is(left, op, value, { ...more, negated: true }),
    computed: (model, name) => operandAt(modelOf(catalog, model), [name], [], binds),
    json: (keys, as) => ({ kind: 'json', via: [], path: ['data'], keys: bind(keys), as: { kind: as } as ScalarType }),
    list: (name, op, value, negated = false) => ({
      ...{ kind: 'list', of: f(name), op, negated },
      ...(value === undefined ? {} : { value: bind(value) }),
    }),
    hasKey: (name, keys, negated = false) => ({ kind: 'hasKey', of: f(name), keys: bind(keys), negated }),
    page: (limit, offset, flip) => ({
      page: {
        ...(limit === null ? {} : { limit: bind(limit) }),
        ...(offset === undefined ? {} : { offset: bind(offset) }),
        ...(flip === undefined ? {} : { flip }),
      },
    }),
    after: (order, values) => ({ kind: 'after', order, values: values.map(bind), nullAt: values.map((value) => value === null) }),
  }
}

export const val = (...of: (Operand | string)[]): Selected[] => of.map((one): Selected => ({ kind: 'value', of: operand(one) }))
export const keys = (count: number): Selected[] => Array.from({ length: count }, (_, index): Selected => ({ kind: 'group', index }))
export const nested = (relation: string, read: Read, one = false): Selected => ({ kind: 'nested', relation, one, read })

export const agg = (fn: Aggregate['fn'], of?: Operand | string): Aggregate =>
  of === undefined ? { kind: 'aggregate', fn: 'count' } : { kind: 'aggregate', fn, of: operand(of) }
export const bucket = (of: string, unit: Unit): Operand => ({ kind: 'bucket', of: f(of), unit })
export const count = (relation: string, where?: Predicate): Operand => ({
  ...{ kind: 'related', relation, of: { kind: 'aggregate', fn: 'count' } },
  ...(where === undefined ? {} : { where }),
})

export const all = (...of: Predicate[]): Predicate => ({ kind: 'and', of })
export const any = (...of: Predicate[]): Predicate => ({ kind: 'or', of })
export const not = (of: Predicate): Predicate => ({ kind: 'not', of, mode: 'three-valued' })
export const isNull = (of: Operand | string, negated = false): Predicate => ({ kind: 'null', of: operand(of), negated })
export const some = (relation: string, where?: Predicate): Predicate => ({
  ...{ kind: 'exists', relation, negated: false },
  ...(where === undefined ? {} : { where }),
})
export const none = (relation: string, where?: Predicate): Predicate => ({ ...some(relation, where), negated: true }) as Predicate
export const every = (relation: string, where: Predicate): Predicate => none(relation, { kind: 'not', of: where, mode: 'complement' })

/** Nulls are smallest unless said otherwise. */
export const by = (
  of: Operand | string,
  direction: 'asc' | 'desc' = 'asc',
  nulls: 'first' | 'last' = direction === 'asc' ? 'first' : 'last',
): Order => ({
  ...{ by: operand(of), direction, nulls, collation: 'binary' },
})

function usesKeys(part: unknown): boolean {
  if (part === null || typeof part !== 'object') return false
  const { kind, each } = part as { kind?: unknown; each?: unknown }
  return kind === 'member' || kind === 'lookup' || each !== undefined || Object.values(part).some(usesKeys)
}

/** A case: the read is built with words that bind its values. */
export function make(name: string, build: (words: Say) => Read, rows?: readonly (readonly Value[])[]): Case {
  const binds = bindList()
  const read = build(say(binds))
  return { name, read, binds: binds.values, level: usesKeys(read) ? 'datasource' : 'graph', ...(rows === undefined ? {} : { rows }) }
}

/** Cases with the name of their section before their own. */
export const under = (section: string, cases: readonly Case[]): Case[] => cases.map((one) => ({ ...one, name: `${section}: ${one.name}` }))
