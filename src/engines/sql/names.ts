/** Physical names of models and fields. */

import type { CatalogField, CatalogModel } from '../../model/catalog.ts'
import type { Field } from '../../model/model.ts'
import { snakeCase } from '../../model/names.ts'
import { name, type Sql } from './text.ts'

export const tableName = (model: CatalogModel): string => model.source ?? snakeCase(model.plural)

/** The table, inside the schema or database that holds the tenant's tables, or in the model's own. */
export function tableOf(model: CatalogModel, namespace: string | undefined): Sql {
  const schema = namespace ?? model.schema
  return schema === undefined ? name(tableName(model)) : name(schema, tableName(model))
}

export const columnName = (field: CatalogField): string => field.column ?? snakeCase(field.name)

/** The column of a model's own field; asking for one that is not there is a fault of ours. */
export function columnOf(model: CatalogModel, field: string): string {
  const found = model.fields.get(field)
  if (found === undefined) throw new Error(`no field ${model.name}.${field}`)
  return columnName(found)
}

/** The key under which a field of an object stands in its JSON column. */
export const storedKey = (name: string, field: Field): string => field.column ?? name
