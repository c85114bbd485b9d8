/** The outputs of one read as they are gathered, and what later takes values out of its rows. */

import type { GraphQLObjectType } from 'graphql'
import type { Catalog, CatalogModel } from '../../model/catalog.ts'
import type { Row } from '../../plan/execute.ts'
import { type BindList, fieldOperand } from '../../query/build.ts'
import type { CollationOf } from '../../query/normal.ts'
import type { Operand, Selected } from '../../query/query.ts'
import type { Cursors } from '../cursor.ts'
import type { SelectionEnv } from './collect.ts'

export interface Limits {
  readonly defaultPageSize: number
  readonly maxPageSize: number
  /** Rows that one mutation may write. */
  readonly maxBatchSize: number
}

/** What the graph's resolvers share, whatever the request. */
export interface GraphEnv {
  readonly catalog: Catalog
  readonly collationOf: CollationOf
  readonly cursors: Cursors
  readonly limits: Limits
}

/** What one root field's selection is read with; its values gather in `binds`. */
export interface SelectEnv extends SelectionEnv, GraphEnv {
  readonly binds: BindList
}

/** Turns a row of the read into what a resolver finds under its response key; may be a GatewayError. */
export type Take = (row: Row) => unknown

export interface Outputs {
  readonly items: readonly Selected[]
  /** The column of an operand; asked twice it is one column. */
  value(of: Operand): number
  /** The column of any other output. */
  add(item: Selected): number
}

export function outputs(): Outputs {
  const items: Selected[] = []
  const known = new Map<string, number>()
  const add = (item: Selected) => items.push(item) - 1
  return {
    items,
    add,
    value(of) {
      const text = JSON.stringify(of)
      const index = known.get(text) ?? add({ kind: 'value', of })
      known.set(text, index)
      return index
    },
  }
}

/** The columns of the model's key. */
export const keyColumns = (model: CatalogModel, out: Outputs): number[] => model.key.map((name) => out.value(fieldOperand([name])))

/** The outputs, with the key where nothing else was asked for: a row must have something to be there by. */
export function atLeastKey(model: CatalogModel, out: Outputs): readonly Selected[] {
  if (out.items.length === 0) keyColumns(model, out)
  return out.items
}

/** The type that a model's name stands for in the schema. */
export function objectType(env: SelectionEnv, name: string): GraphQLObjectType {
  return env.schema.getType(name) as GraphQLObjectType
}

/** Objects made by a function share their layout; those of Object.create(null) are hash tables each, slow to fill and to collect. */
const Bare = function Bare() {} as unknown as new () => Record<string | symbol, unknown>
Bare.prototype = Object.create(null)

/** An object that inherits nothing, so that a response key like `__proto__` is a key as any other. */
export function record(): Record<string | symbol, unknown> {
  return new Bare()
}
