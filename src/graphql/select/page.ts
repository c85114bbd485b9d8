/** The paging arguments of a list: what they ask for, and what is refused. */

import { badInput, GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import type { Row, Rows } from '../../plan/execute.ts'
import { reverseOrder } from '../../query/after.ts'
import { and } from '../../query/build.ts'
import type { Order, Page, Predicate } from '../../query/query.ts'
import type { CursorScope } from '../cursor.ts'
import type { SelectEnv } from './outputs.ts'

export type ListArgs = Readonly<Record<string, unknown>>

export interface Paging {
  readonly page: Page
  readonly where: Predicate | undefined
  /** The rows of the page, without the one that was asked for more to know whether there are others. */
  trim(rows: Rows): { readonly rows: readonly Row[]; readonly hasNextPage: boolean; readonly hasPreviousPage: boolean }
}

/**
 * @param order total
 * @throws GatewayError BAD_USER_INPUT for arguments that contradict each other or exceed the limits; BAD_CURSOR
 */
export function pagingOf(env: SelectEnv, args: ListArgs, scope: CursorScope, order: readonly Order[]): Paging {
  const first = sizeOf(env, args.first, 'first')
  const last = sizeOf(env, args.last, 'last')
  const offset = offsetOf(args)
  if (first !== undefined && last !== undefined) throw badInput('first and last cannot be used together: ask for one end of the list.')
  const size = first ?? last ?? env.limits.defaultPageSize
  const backward = last !== undefined
  const cursors: Predicate[] = []
  if (typeof args.after === 'string') cursors.push(beyond(env, scope, order, args.after))
  if (typeof args.before === 'string') cursors.push(beyond(env, scope, order, args.before, true))
  return {
    page: {
      limit: env.binds.bind(size + 1),
      ...(offset === undefined ? {} : { offset: env.binds.bind(offset) }),
      ...(backward ? { flip: true as const } : {}),
    },
    where: cursors.length === 0 ? undefined : and(cursors),
    trim(rows) {
      const more = rows.length > size
      const kept = !more ? rows : backward ? rows.slice(1) : rows.slice(0, size)
      // A cursor was once a row of the list, so there is something on its other side.
      const after = typeof args.after === 'string' || (offset ?? 0) > 0
      const before = typeof args.before === 'string'
      return { rows: kept, hasNextPage: backward ? before : more, hasPreviousPage: backward ? more : after }
    },
  }
}

/** The size of a page, or undefined where it was not given. */
export function sizeOf(env: SelectEnv, value: unknown, name: string): number | undefined {
  if (value === undefined || value === null) return undefined
  const size = value as number
  if (size < 0) throw badInput(`${name} is ${size}; it must be 0 or more.`)
  if (size > env.limits.maxPageSize)
    throw badInput(`${name} is ${size}; at most ${env.limits.maxPageSize} rows come at once. Page with after, or raise MAX_PAGE_SIZE.`)
  return size
}

function offsetOf(args: ListArgs): number | undefined {
  if (args.offset === undefined || args.offset === null) return undefined
  const offset = args.offset as number
  if (offset < 0) throw badInput(`offset is ${offset}; it must be 0 or more.`)
  if (typeof args.after === 'string' || typeof args.before === 'string')
    throw badInput('offset cannot be used with a cursor: use after or before alone.')
  if (args.last !== undefined && args.last !== null)
    throw badInput('offset cannot be used with last: it counts from the beginning of the list.')
  return offset
}

function beyond(env: SelectEnv, scope: CursorScope, order: readonly Order[], cursor: string, before = false): Predicate {
  const values = env.cursors.decode(scope, cursor, order.length)
  return {
    kind: 'after',
    order: before ? reverseOrder(order) : order,
    values: values.map((value: Value) => env.binds.bind(value)),
    nullAt: values.map((value: Value) => value === null),
  }
}

/** The error of a part of a list that could not be had. */
export const failureOf = (rows: Rows | GatewayError | undefined): GatewayError | undefined =>
  rows instanceof GatewayError ? rows : undefined
