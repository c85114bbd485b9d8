/** The page of a connection: nodes, edges and pageInfo out of one read. */

import type { GraphQLObjectType, SelectionSetNode } from 'graphql'
import { GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import type { CatalogModel } from '../../model/catalog.ts'
import type { Cell, Row } from '../../plan/execute.ts'
import { both } from '../../query/build.ts'
import { totalOrder } from '../../query/normal.ts'
import type { Order, Predicate, Read } from '../../query/query.ts'
import type { CursorScope } from '../cursor.ts'
import { orderTerms } from '../order.ts'
import { type Collected, collectFields, subSets } from './collect.ts'
import { atLeastKey, type Outputs, objectType, outputs, record, type SelectEnv, type Take } from './outputs.ts'
import { type ListArgs, type Paging, pagingOf } from './page.ts'

/** The selection on a model's object; handed in, because objects hold lists and lists hold objects. */
export type RowSelector = (env: SelectEnv, model: CatalogModel, sets: readonly (SelectionSetNode | undefined)[], out: Outputs) => Take
export type Page = ReturnType<Paging['trim']>
export type TakePage = (page: Page) => unknown

/** The order and paging of a list; also looked at where no page is asked for, so that wrong arguments never pass. */
export interface Prepared {
  readonly order: readonly Order[]
  readonly scope: CursorScope
  readonly paging: Paging
}

/** @throws GatewayError for arguments that cannot be meant */
export function preparePage(env: SelectEnv, model: CatalogModel, args: ListArgs): Prepared {
  const terms = orderTerms(env.catalog, model.name, args.orderBy, env.binds, env)
  const order = totalOrder(model, terms, undefined, env.collationOf(model.name))
  const scope = { model: model.name, orderBy: (args.orderBy ?? []) as Value }
  return { order, scope, paging: pagingOf(env, args, scope, order) }
}

/** @param fields the nodes, edges and pageInfo that were asked for */
export function selectPage(
  selectRow: RowSelector,
  env: SelectEnv,
  model: CatalogModel,
  fields: readonly Collected[],
  where: Predicate | undefined,
  { order, scope, paging }: Prepared,
): { read: Read; trim: Paging['trim']; takes: [string, TakePage][] } {
  const out = outputs()
  // The order's values are fetched only where a cursor is asked for.
  let columns: number[] | undefined
  const cursorOf = (row: Row): unknown => {
    const values = (columns ?? []).map((column) => row[column] as Cell)
    return values.find((value) => value instanceof GatewayError) ?? env.cursors.encode(scope, values as Value[])
  }
  const wantCursor = (): ((row: Row) => unknown) => {
    columns ??= order.map((term) => out.value(term.by))
    return cursorOf
  }
  const takes = fields.map((field): [string, TakePage] => {
    if (field.name === 'nodes') {
      const take = selectRow(env, model, subSets(field), out)
      return [field.key, (page) => page.rows.map(take)]
    }
    return [
      field.key,
      field.name === 'edges' ? selectEdges(selectRow, env, model, field, out, wantCursor) : selectPageInfo(env, field, wantCursor),
    ]
  })
  const all = both(where, paging.where)
  const read: Read = {
    model: model.name,
    select: atLeastKey(model, out),
    ...(all === undefined ? {} : { where: all }),
    order,
    page: paging.page,
  }
  return { read, trim: paging.trim, takes }
}

function selectEdges(
  selectRow: RowSelector,
  env: SelectEnv,
  model: CatalogModel,
  field: Collected,
  out: Outputs,
  wantCursor: () => Take,
): TakePage {
  const entries = collectFields(env, objectType(env, `${model.name}Edge`), subSets(field)).flatMap((part): [string, Take][] => {
    if (part.name === 'cursor') return [[part.key, wantCursor()]]
    return part.name === 'node' ? [[part.key, selectRow(env, model, subSets(part), out)]] : []
  })
  return (page) =>
    page.rows.map((row) => {
      const edge = record()
      for (const [key, take] of entries) edge[key] = take(row)
      return edge
    })
}

function selectPageInfo(env: SelectEnv, field: Collected, wantCursor: () => Take): TakePage {
  const entries = collectFields(env, env.schema.getType('PageInfo') as GraphQLObjectType, subSets(field)).map(
    ({ key, name }): [string, TakePage] => {
      if (name === 'hasNextPage') return [key, (page) => page.hasNextPage]
      if (name === 'hasPreviousPage') return [key, (page) => page.hasPreviousPage]
      if (name !== 'startCursor' && name !== 'endCursor') return [key, () => null]
      const cursor = wantCursor()
      return [
        key,
        (page) => {
          const row = name === 'startCursor' ? page.rows[0] : page.rows.at(-1)
          return row === undefined ? null : cursor(row)
        },
      ]
    },
  )
  return (page) => {
    const info = record()
    for (const [key, take] of entries) info[key] = take(page)
    return info
  }
}
