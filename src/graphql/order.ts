/** The argument `orderBy` in the language, and the reading of one-key objects that name a field. */

import { badInput, GatewayError } from '../base/errors.ts'
import { type Catalog, type CatalogModel, modelOf, relationOf } from '../model/catalog.ts'
import type { FieldType } from '../model/model.ts'
import type { ScalarType } from '../model/scalars.ts'
import { type BindList, operandAt } from '../query/build.ts'
import type { Collation, Operand, Order, Path } from '../query/query.ts'
import { checkDepth, entriesOf, type FilterEnv } from './conditions.ts'

/** How many terms an argument that lists terms may have. */
const MAX_TERMS = 20

/** The field that a one-key object leads to, through to-one relations and nested objects. */
export interface FieldTerm {
  readonly kind: 'field'
  /** The model at the end of `via`. */
  readonly model: CatalogModel
  readonly via: readonly string[]
  readonly path: Path
  readonly type: ScalarType
  /** What stands there: a direction or a bucket. */
  readonly value: string
}
/** The to-many relation that a one-key object counts. */
export interface CountTerm {
  readonly kind: 'count'
  readonly via: readonly string[]
  readonly relation: string
  readonly value: string
}

/** The terms of an argument with the place of each, such as `orderBy[1]`; none where it is absent. */
export function termsOf(argument: unknown, path: string): { readonly term: unknown; readonly at: string }[] {
  if (argument === undefined || argument === null) return []
  const terms = Array.isArray(argument) ? argument : [argument]
  if (terms.length > MAX_TERMS)
    throw new GatewayError('QUERY_LIMIT_EXCEEDED', `${path} has ${terms.length} terms; at most ${MAX_TERMS} are allowed.`)
  return terms.map((term, i) => ({ term, at: `${path}[${i}]` }))
}

/** The one entry of an object that has exactly one. */
export function entryOf(term: unknown, path: string): readonly [name: string, value: unknown, path: string] {
  const [entry, ...more] = entriesOf(term, path)
  if (entry === undefined || more.length > 0) throw badInput(`${path} must have exactly one key. Write one object for each term.`)
  return entry
}

/** Follows a one-key object to the field or the relation's count that it names. */
export function locate(catalog: Catalog, model: string, term: unknown, path: string): FieldTerm | CountTerm {
  return along(catalog, modelOf(catalog, model), [], term, path, 1)
}

function along(
  catalog: Catalog,
  model: CatalogModel,
  via: readonly string[],
  term: unknown,
  path: string,
  depth: number,
): FieldTerm | CountTerm {
  checkDepth(depth, path)
  const [name, value, at] = entryOf(term, path)
  const field = model.fields.get(name)
  if (field !== undefined) return inside(model, via, [name], field.type, value, at)
  const relation = relationOf(model, name)
  if (!relation.many) return along(catalog, modelOf(catalog, relation.to), [...via, name], value, at, depth + 1)
  return { kind: 'count', via, relation: name, value: entryOf(value, at)[1] as string }
}

function inside(model: CatalogModel, via: readonly string[], path: Path, type: FieldType, value: unknown, at: string): FieldTerm {
  if (type.kind !== 'object') return { kind: 'field', model, via, path, type: type as ScalarType, value: value as string }
  const [name, inner, innerAt] = entryOf(value, at)
  const field = type.fields[name]
  if (field === undefined) throw new Error(`no field ${type.name}.${name}`)
  return inside(model, via, [...path, name], field.type, inner, innerAt)
}

/** A sort by an operand. @param direction a value of OrderDirection; nulls are smallest unless it says where they go */
export function orderOf(by: Operand, direction: string, collation: Collation): Order {
  const descending = direction.startsWith('DESC')
  const first = direction.endsWith('_NULLS_FIRST') || (!descending && !direction.endsWith('_NULLS_LAST'))
  return { by, direction: descending ? 'desc' : 'asc', nulls: first ? 'first' : 'last', collation }
}

/**
 * The sort that an `orderBy` means; empty where there is none. The key is not appended here.
 * @param orderBy the coerced argument: a list of the model's order type
 * @param binds receives the constants of computed fields
 * @throws GatewayError BAD_USER_INPUT for null entries, QUERY_LIMIT_EXCEEDED for too many terms
 */
export function orderTerms(catalog: Catalog, model: string, orderBy: unknown, binds: BindList, env: FilterEnv): Order[] {
  return termsOf(orderBy, 'orderBy').map(({ term, at }) => {
    const found = locate(catalog, model, term, at)
    if (found.kind === 'field')
      return orderOf(operandAt(found.model, found.path, found.via, binds), found.value, env.collationOf(found.model.name))
    const count: Operand = {
      kind: 'related',
      ...(found.via.length === 0 ? {} : { via: found.via }),
      relation: found.relation,
      of: { kind: 'aggregate', fn: 'count' },
    }
    return orderOf(count, found.value, env.collationOf(model))
  })
}
