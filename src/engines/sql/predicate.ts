/** Predicates as conditions. Above every leaf stand only and and or, so unknown may stand for false. */

import type { FieldType } from '../../model/model.ts'
import { foldAscii } from '../../model/scalars.ts'
import { expandAfter } from '../../query/after.ts'
import type { Operand, Predicate, Slot } from '../../query/query.ts'
import { rank, storedByName } from './aggregate.ts'
import type { Expr } from './dialect.ts'
import { member } from './member.ts'
import { keysParam, relatedExists } from './operand.ts'
import { type Context, common, equal, exactOther, type Frame, param, type Scope, sortKey } from './scope.ts'
import { EMPTY, hole, join, type Sql, sql, word } from './text.ts'

type Compare = Extract<Predicate, { kind: 'compare' }>

export function predicate(frame: Frame, of: Predicate): Sql {
  const { context } = frame
  const { dialect } = context
  switch (of.kind) {
    case 'const':
      return of.value ? sql`1 = 1` : sql`1 = 0`
    case 'and':
    case 'or': {
      const parts = of.of.map((part) => predicate(frame, part))
      if (parts.length === 0) return of.kind === 'and' ? sql`1 = 1` : sql`1 = 0`
      return parts.length === 1 ? join(parts) : sql`(${balanced(parts, of.kind)})`
    }
    case 'not':
      throw new Error('only a normalised read can be compiled')
    case 'after':
      return predicate(frame, expandAfter(of))
    case 'null': {
      const value = frame.operand(of.of)
      return sql`${value.presence ?? value.sql} ${word(of.negated ? 'is not null' : 'is null')}`
    }
    case 'compare':
      return compare(frame, of)
    case 'list':
      return list(frame, of)
    case 'hasKey': {
      const json = frame.operand(of.of)
      const found = dialect.hasKey(json.sql, keysParam(frame, of.keys))
      return of.negated ? sql`(${json.sql} is not null and not ${found})` : found
    }
    case 'exists':
      return sql`${word(of.negated ? 'not ' : '')}${relatedExists(rowOf(frame), of.relation, of.where)}`
    case 'member':
      return member(rowOf(frame), of)
  }
}

/** A list of conditions is parsed as one inside the other: a long one would be as deep as it is long, and SQLite takes no more than a thousand levels. */
function balanced(parts: readonly Sql[], kind: 'and' | 'or'): Sql {
  if (parts.length <= 16) return join(parts, ` ${kind} `)
  const middle = parts.length >> 1
  return sql`(${balanced(parts.slice(0, middle), kind)}) ${word(kind)} (${balanced(parts.slice(middle), kind)})`
}

function rowOf({ scope }: Frame): Scope {
  if (scope === undefined) throw new Error('a group is not a row')
  return scope
}

const OPERATORS = { eq: ['=', '<>'], lt: ['<', '>='], lte: ['<=', '>'], gt: ['>', '<='], gte: ['>=', '<'] } as const

function compare(frame: Frame, of: Compare): Sql {
  const { dialect } = frame.context
  const left = frame.operand(of.left)
  switch (of.op) {
    case 'in':
      return inList(frame.context, left, of)
    case 'contains':
    case 'startsWith':
    case 'endsWith': {
      const found = dialect.match(of.op, folded(frame.context, left.sql, of), foldedRight(frame, left, of))
      return of.negated ? sql`not ${found}` : found
    }
    case 'same': {
      const [a, b, type] = sides(frame, left, of)
      return dialect.same(dialect.exact(a, type), exactOther(dialect, b, type), of.negated)
    }
    case 'eq': {
      const [a, b, type] = sides(frame, left, of)
      // Ties of a page in the columns' own order are whatever that order holds for the same.
      if (of.collation === 'native') return sql`${a} ${word(OPERATORS.eq[of.negated ? 1 : 0])} ${b}`
      const exactly = (operator: '=' | '<>') => sql`${dialect.exact(a, type)} ${word(operator)} ${exactOther(dialect, b, type)}`
      if (of.negated) return exactly('<>')
      // Two columns may differ in collation, and then have no plain comparison.
      return isOperand(of.right) ? exactly('=') : equal(frame.context, a, b, left.type)
    }
    default: {
      const [a, b] = sorted(frame, left, of)
      return sql`${a} ${word(OPERATORS[of.op][of.negated ? 1 : 0])} ${b}`
    }
  }
}

/** Both sides as they are equal, and the type of both. */
function sides(frame: Frame, left: Expr, of: Compare): readonly [Sql, Sql, FieldType] {
  if (of.fold !== undefined) return [folded(frame.context, left.sql, of), foldedRight(frame, left, of), left.type]
  if (!isOperand(of.right)) return [left.sql, param(frame.context, of.right, left.type), left.type]
  const right = frame.operand(of.right)
  return [...frame.context.dialect.align(left, right), common(left.type, right.type)]
}

/** Both sides as they sort: by the asked collation, else by code point; enums by name. */
function sorted(frame: Frame, left: Expr, of: Compare): readonly [Sql, Sql] {
  const { context } = frame
  const { type } = left
  if (type.kind === 'enum') {
    const names = storedByName(type)
    const right = isOperand(of.right)
      ? rank(context.dialect, type, frame.operand(of.right).sql)
      : context.dialect.param(
          { kind: 'int' },
          hole(of.right.slot, `rank ${JSON.stringify(type)}`, (value) =>
            value === null ? null : context.dialect.encode({ kind: 'int' }, names.indexOf(type.values[value as string] ?? '')),
          ),
        )
    return [rank(context.dialect, type, left.sql), right]
  }
  const [a, b] = sides(frame, left, of)
  const { dialect } = context
  const key = (side: Sql) => sortKey(dialect, side, type, of.collation ?? 'binary')
  return [key(a), dialect.sortKey === undefined ? b : key(b)]
}

const isOperand = (right: Slot | Operand): right is Operand => 'kind' in right

const folded = ({ dialect }: Context, text: Sql, of: Compare): Sql => (of.fold === undefined ? text : dialect.fold(text))

function foldedRight(frame: Frame, left: Expr, of: Compare): Sql {
  const { context } = frame
  if (isOperand(of.right)) return folded(context, frame.operand(of.right).sql, of)
  if (of.fold === undefined) return param(context, of.right, left.type)
  const { dialect } = context
  return dialect.param(
    left.type,
    hole(of.right.slot, 'folded', (value) => (value === null ? null : dialect.encode(left.type, foldAscii(value as string)))),
  )
}

function inList(context: Context, left: Expr, of: Compare): Sql {
  const { dialect } = context
  if (isOperand(of.right)) throw new Error('in takes a list slot')
  const fold = of.fold === undefined ? (value: unknown) => value : (value: unknown) => foldAscii(value as string)
  const values = hole(of.right.slot, `list ${of.fold ?? ''} ${JSON.stringify(left.type)}`, (items) =>
    dialect.encodeList(left.type, (items as readonly unknown[]).map(fold) as readonly string[]),
  )
  const value = { ...left, sql: folded(context, left.sql, of) }
  return of.negated ? dialect.notInList(value, values) : dialect.inList(value, values)
}

function list(frame: Frame, of: Extract<Predicate, { kind: 'list' }>): Sql {
  const { dialect } = frame.context
  const { op, value } = of
  const items = frame.operand(of.of)
  if (items.type.kind !== 'list') throw new Error('a list predicate stands on something else')
  const { of: item } = items.type
  const wanted =
    op === 'isEmpty' || value === undefined
      ? EMPTY
      : hole(value.slot, `items ${op === 'has' ? 'one' : 'all'} ${JSON.stringify(item)}`, (given) => dialect.encodeItems(op, item, given))
  const test = dialect.listTest(op, items.sql, wanted)
  return sql`(${items.sql} is not null and ${word(of.negated ? 'not ' : '')}${test})`
}
