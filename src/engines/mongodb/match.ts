/** Filters as stages: what the query language says stands first, where indexes find it; the rest is an expression. */

import type { Value } from '../../base/json.ts'
import { expandAfter } from '../../query/after.ts'
import type { Operand, Predicate, Slot } from '../../query/query.ts'
import { type Context, fieldExpr, type Scope } from './context.ts'
import { tuple } from './operand.ts'
import { all, type Template } from './template.ts'
import { encode, uuidBinary } from './values.ts'

type Compare = Extract<Predicate, { kind: 'compare' }>

const NOTHING = { $expr: false }

/** Adds what keeps the rows for which the predicate is true. */
export function restrict(scope: Scope, where: Predicate | undefined): void {
  if (where === undefined) return
  const queries: Template[] = []
  const rest: Predicate[] = []
  for (const part of conjuncts(where)) {
    const query = queryOf(scope, part)
    if (query === undefined) rest.push(part)
    else queries.push(query)
  }
  if (queries.length > 0) scope.stages.push({ $match: queries.length === 1 ? queries[0] : { $and: queries } })
  if (rest.length === 0) return
  // Compiling them may add stages of its own, which then come before.
  const { rows, predicate } = scope.context.compile
  const frame = rows(scope)
  const conditions = rest.map((part) => predicate(frame, part))
  scope.stages.push({ $match: { $expr: all(conditions) } })
}

function conjuncts(where: Predicate): Predicate[] {
  if (where.kind === 'after') return conjuncts(expandAfter(where))
  return where.kind === 'and' ? where.of.flatMap(conjuncts) : [where]
}

/** The predicate in the query language; undefined where that cannot say it exactly. */
function queryOf(scope: Scope, of: Predicate): Template | undefined {
  const { context } = scope
  switch (of.kind) {
    case 'const':
      return of.value ? {} : NOTHING
    case 'and':
    case 'or': {
      const parts = of.of.map((part) => queryOf(scope, part))
      if (parts.length === 0) return of.kind === 'and' ? {} : NOTHING
      return parts.includes(undefined) ? undefined : { [`$${of.kind}`]: parts }
    }
    case 'after':
      return queryOf(scope, expandAfter(of))
    case 'null': {
      const path = pathOf(scope, of.of)
      if (path === undefined) return undefined
      // To the query language a list with a null in it is null as well.
      const { kind } = fieldOf(scope, of.of).type
      if (kind === 'json' || kind === 'list') return undefined
      return of.negated ? { [path]: { $ne: null } } : itself(path, { $eq: null })
    }
    case 'compare':
      return compareQuery(scope, of)
    case 'list': {
      const path = pathOf(scope, of.of)
      if (path === undefined || of.negated || of.value === undefined || (of.op !== 'has' && of.op !== 'hasSome')) return undefined
      const items = fieldOf(scope, of.of).type
      if (items.kind !== 'list' || items.of.kind === 'uuid') return undefined
      const { of: item } = items
      const wanted =
        of.op === 'has'
          ? { $eq: context.hole(of.value.slot, JSON.stringify(item), (value) => encode(item, value)) }
          : { $in: listHole(context, of.value, item) }
      return { [path]: { $elemMatch: wanted } }
    }
    case 'member': {
      const [field, ...others] = of.fields
      if (field === undefined || others.length > 0) return undefined
      const { path, type } = fieldExpr(scope.model, field)
      if (path === undefined) return undefined
      const wanted = context.hole(of.of.slot, `members ${JSON.stringify(type)}`, (value) =>
        (value as readonly (readonly Value[])[]).flatMap(([member = null]) => (member === null ? [] : formsOf(type, member))),
      )
      return of.negated ? { [path]: { $nin: wanted } } : itself(path, { $in: wanted })
    }
    default:
      return undefined
  }
}

/** Every form in which a value may be stored. */
export const formsOf = (type: Parameters<typeof encode>[0], value: Value): unknown[] =>
  type.kind === 'uuid' ? [value, uuidBinary(value)] : [encode(type, value)]

/** The tuples of a slot as `keyOf` has them, those with a null left out. */
export const tuplesHole = (context: Context, slot: Slot, types: readonly Parameters<typeof encode>[0][], skip: number) =>
  context.hole(slot.slot, `tuples from ${skip} ${JSON.stringify(types)}`, (value) =>
    (value as readonly (readonly Value[])[]).filter((row) => !row.slice(skip).includes(null)).map((row) => tuple(types, row.slice(skip))),
  )

const listHole = (context: Context, { slot }: Slot, type: Parameters<typeof encode>[0]) =>
  context.hole(slot, `list ${JSON.stringify(type)}`, (value) => (value as readonly Value[]).flatMap((item) => formsOf(type, item)))

const fieldOf = (scope: Scope, of: Operand) => {
  if (of.kind !== 'field') throw new Error('no field')
  return fieldExpr(scope.model, of.path)
}

const pathOf = (scope: Scope, of: Operand): string | undefined =>
  of.kind === 'field' && of.via.length === 0 ? fieldOf(scope, of).path : undefined

/**
 * The condition on the value itself: to the query language a list, or an object in a list, is equal to whatever one of its items is.
 * Nothing else asks for what it excludes, so that indexes serve as without it.
 */
function itself(path: string, condition: Template): Template {
  const steps = path.split('.')
  // The key of a document is never a list.
  const lists = steps.map((_, i) => steps.slice(0, i + 1).join('.')).filter((step) => step !== '_id')
  const outer = lists.filter((step) => step !== path).map((step) => ({ [step]: NO_LIST }))
  const own = { [path]: lists.includes(path) ? { ...(condition as object), ...NO_LIST } : condition }
  return outer.length === 0 ? own : { $and: [own, ...outer] }
}

const NO_LIST = { $not: { $type: 'array' } }

const NEGATED = { lt: '$gte', lte: '$gt', gt: '$lte', gte: '$lt' } as const

function compareQuery(scope: Scope, of: Compare): Template | undefined {
  const { context } = scope
  const { right, op, negated } = of
  const path = pathOf(scope, of.left)
  if (path === undefined || !('slot' in right) || of.fold !== undefined) return undefined
  const { type } = fieldOf(scope, of.left)
  // Arrays and documents are compared as a whole or by what is in them: that is said otherwise.
  if (type.kind === 'list' || type.kind === 'object' || type.kind === 'json') return undefined
  const note = JSON.stringify(type)
  switch (op) {
    case 'eq':
      return negated ? { [path]: { $nin: eqHole(context, right, type, true) } } : itself(path, { $in: eqHole(context, right, type, false) })
    case 'same': {
      const same = context.hole(right.slot, `same ${note}`, (value) => formsOf(type, value))
      return negated ? { [path]: { $nin: same } } : itself(path, { $in: same })
    }
    case 'in': {
      if (!negated) return itself(path, { $in: listHole(context, right, type) })
      const others = context.hole(right.slot, `others ${note}`, (value) => [
        null,
        ...(value as readonly Value[]).flatMap((item) => formsOf(type, item)),
      ])
      return { [path]: { $nin: others } }
    }
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte': {
      if (type.kind === 'enum' || type.kind === 'uuid') return undefined
      return itself(path, { [negated ? NEGATED[op] : `$${op}`]: context.hole(right.slot, note, (value) => encode(type, value)) })
    }
    default:
      return undefined
  }
}

/** Equality as a list of one, since a UUID has two forms; `nor` adds null, which a negation never matches. */
const eqHole = (context: Context, { slot }: Slot, type: Parameters<typeof encode>[0], nor: boolean) =>
  context.hole(slot, `${nor ? 'other than' : 'equal'} ${JSON.stringify(type)}`, (value) => [
    ...(nor ? [null] : []),
    ...(value === null ? [] : formsOf(type, value)),
  ])
