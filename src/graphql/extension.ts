/** Fields that a user adds to a model with code of his own: they say what they need and get it in the same plan. */

import type { RequestContext } from './context.ts'

export interface ModelField {
  readonly kind: 'modelField'
  readonly model: string
  readonly name: string
  /** The GraphQL type: a scalar or another type of the graph by name, such as `Decimal` or `[String!]`. */
  readonly type: string
  readonly description: string
  /** What the resolver is given, as a selection on the model: `{ freight lines { aggregate { sum { lineTotal } } } }`. */
  readonly requires: string
  // biome-ignore lint/suspicious/noExplicitAny: its shape is what `requires` asks for, which the type system cannot see.
  resolve(row: any, context: RequestContext): unknown
}

/**
 * Adds a field to a model's type.
 * @param options.requires a GraphQL selection on the model; it is fetched together with the rest of the operation
 * @param options.resolve computes the field from what was required; called once per row, so it should not fetch
 */
export function modelField(model: string, name: string, options: Omit<ModelField, 'kind' | 'model' | 'name'>): ModelField {
  return { kind: 'modelField', model, name, ...options }
}
