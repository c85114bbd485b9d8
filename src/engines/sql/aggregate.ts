/** Aggregates over rows, and the order of enums that they and sorting share. */

import { compareText, type ScalarType } from '../../model/scalars.ts'
import { aggregateType } from '../../query/build.ts'
import type { Aggregate, Operand } from '../../query/query.ts'
import type { Expr, SqlDialect } from './dialect.ts'
import { type Context, exactOther, sortKey } from './scope.ts'
import { integer, join, literal, type Sql, sql } from './text.ts'

type EnumType = Extract<ScalarType, { kind: 'enum' }>

/** @param argument the expression of what is aggregated, in the rows' own frame */
export function aggregate({ dialect }: Context, of: Aggregate, argument: (operand: Operand) => Expr): Expr {
  if (of.of === undefined) return { sql: sql`count(*)`, type: { kind: 'int' }, nullable: false, fields: [] }
  const value = argument(of.of)
  const { fields } = value
  switch (of.fn) {
    case 'count':
      return { sql: sql`count(${value.presence ?? value.sql})`, type: { kind: 'int' }, nullable: false, fields }
    case 'countDistinct':
      return { sql: sql`count(distinct ${dialect.exact(value.sql, value.type)})`, type: { kind: 'int' }, nullable: false, fields }
    case 'sum':
    case 'avg': {
      const type = aggregateType(of.fn, value.type as ScalarType)
      return { sql: dialect.total(of.fn, value), type, nullable: true, fields, output: dialect.totalOutput(of.fn, value) }
    }
    case 'min':
    case 'max':
      return { sql: extreme(dialect, of.fn, value), type: value.type, nullable: true, fields }
  }
}

function extreme(dialect: SqlDialect, fn: 'min' | 'max', value: Expr): Sql {
  const { extreme: plain } = dialect
  if (value.type.kind !== 'enum') return plain(fn, value)
  const stored = storedByName(value.type)
  const ranked = rank(dialect, value.type, value.sql)
  const found = plain(fn, { ...value, sql: ranked, type: { kind: 'int' } })
  const back = stored.map((text, i) => sql`when ${integer(i)} then ${literal(text)}`)
  // A stored value that the enum does not know has no rank; passed over without a word, the answer would be wrong.
  let unknown = '?'
  while (stored.includes(unknown)) unknown += '?'
  return sql`(case when count(${value.sql}) > count(${ranked}) then ${literal(unknown)} else case ${found} ${join(back, ' ')} end end)`
}

/** Stored values in the order of the GraphQL names, by code point: how enums sort. */
export function storedByName(type: EnumType): string[] {
  return Object.entries(type.values)
    .sort(([a], [b]) => compareText(a, b))
    .map(([, stored]) => stored)
}

/** The place of a stored value in that order, as an integer. */
export function rank(dialect: SqlDialect, type: EnumType, value: Sql): Sql {
  const whens = storedByName(type).map((stored, i) => sql`when ${exactOther(dialect, literal(stored), type)} then ${integer(i)}`)
  return sql`(case ${dialect.exact(value, type)} ${join(whens, ' ')} end)`
}

/** The expression in the form that sorts. */
export function sortable({ dialect }: Context, of: Expr, collation: 'native' | 'binary'): Sql {
  if (of.type.kind === 'enum') return rank(dialect, of.type, of.sql)
  return sortKey(dialect, of.sql, of.type, collation)
}
