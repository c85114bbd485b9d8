/** What a generated field means, kept in its `extensions`: how the select room knows a field without knowing the builder. */

import type { SelectionSetNode } from 'graphql'
import type { MutationName } from '../model/names.ts'
import type { Path } from '../query/query.ts'

export type Meaning =
  | { readonly kind: 'field'; readonly path: Path }
  | { readonly kind: 'nodeId' }
  /** A to-one relation. */
  | { readonly kind: 'one'; readonly relation: string }
  /** A to-many relation, as a connection. */
  | { readonly kind: 'connection'; readonly relation: string }
  /** A user's own field, with the selection that it requires. */
  | { readonly kind: 'required'; readonly requires: SelectionSetNode }

/** The parts of a connection and of an aggregate, by field name; their types are generated and carry no meaning of their own. */
export const meaningOf = (extensions: Readonly<Record<string, unknown>>): Meaning | undefined =>
  extensions.switchyard as Meaning | undefined

export const means = (meaning: Meaning): { switchyard: Meaning } => ({ switchyard: meaning })

/** What a generated mutation means. */
export interface MutationMeaning {
  readonly kind: MutationName
  readonly model: string
}

export const mutationOf = (extensions: Readonly<Record<string, unknown>>): MutationMeaning | undefined =>
  extensions.switchyardMutation as MutationMeaning | undefined

export const mutates = (meaning: MutationMeaning): { switchyardMutation: MutationMeaning } => ({ switchyardMutation: meaning })

/** What a field costs beside what is asked of it, where its shape does not tell; 0 for most. */
export const priceIn = (extensions: Readonly<Record<string, unknown>>): number => Number(extensions.switchyardPrice ?? 0)

export const costs = (points: number): { switchyardPrice: number } => ({ switchyardPrice: points })

/** The model's name on an object that stands for one of its rows, for abstract types. */
export const MODEL = Symbol('model')
