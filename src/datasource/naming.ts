/** The physical names that an engine takes where a model says none. */

import type { Field, ModelDefinition } from '../model/model.ts'
import { pluralOf, snakeCase } from '../model/names.ts'

export interface Naming {
  /** The table or collection of a model with this plural. */
  source(plural: string): string
  /** The column or key of a field. */
  column(field: string): string
}

/** As SQL databases do. */
export const SNAKE_CASE: Naming = { source: snakeCase, column: snakeCase }

/** The table or collection of a model. */
export function sourceOf(model: Pick<ModelDefinition, 'name' | 'plural' | 'source'>, naming: Naming): string {
  return model.source ?? naming.source(model.plural ?? pluralOf(model.name))
}

/** The column of a field. */
export function columnOfField(name: string, field: Field, naming: Naming): string {
  return field.column ?? naming.column(name)
}

/** Tells tables apart, by schema and name. */
export const tableKey = (schema: string | null | undefined, name: string): string => JSON.stringify([schema ?? null, name])
