/** What of a model clients may write: by the models alone, whatever is routed where. */

import { type Catalog, type CatalogField, type CatalogModel, type CatalogRelation, modelOf } from './catalog.ts'

/** Made by the database or the gateway, or not for clients' eyes. */
function isOwnedByGateway(field: CatalogField): boolean {
  return (
    field.computed !== undefined ||
    field.generated !== undefined ||
    field.readOnly === true ||
    field.version === true ||
    field.onUpdate !== undefined
  )
}

/** The fields that a new row may be given. */
export function creatableFields(model: CatalogModel): CatalogField[] {
  return [...model.fields.values()].filter((field) => !isOwnedByGateway(field) && field.hidden !== true)
}

/** The fields that an update may change: all that a new row may be given, but what identifies it. */
export function changeableFields(model: CatalogModel): CatalogField[] {
  return creatableFields(model).filter((field) => !model.key.includes(field.name))
}

/** Whether a row cannot be made without a value for this field. */
export function isRequired(model: CatalogModel, field: CatalogField): boolean {
  if (isOwnedByGateway(field) || field.nullable || field.default !== undefined) return false
  return field.type.kind !== 'objectId' || !isWholeKey(model, field.name)
}

/** Whether a field alone identifies the row, and is not taken over from another one. */
export function isWholeKey(model: CatalogModel, field: string): boolean {
  const refers = [...model.relations.values()].some(({ kind, fields }) => kind === 'belongsTo' && fields.includes(field))
  return model.key.length === 1 && model.key[0] === field && !refers
}

/** By catalog, what every model is supplied with: asked for each model apart, a thousand models would be a million looks. */
const SUPPLIED = new WeakMap<Catalog, ReadonlyMap<string, ReadonlySet<string>>>()
const NOTHING: ReadonlySet<string> = new Set()

/** The fields of a model that a row around it, or one that it connects to, can give. */
export function suppliedFields(catalog: Catalog, model: CatalogModel): ReadonlySet<string> {
  const known = SUPPLIED.get(catalog) ?? allSupplied(catalog)
  SUPPLIED.set(catalog, known)
  return known.get(model.name) ?? NOTHING
}

function allSupplied(catalog: Catalog): ReadonlyMap<string, ReadonlySet<string>> {
  const supplied = new Map<string, Set<string>>([...catalog.models.keys()].map((name) => [name, new Set()]))
  for (const { name, relations } of catalog.models.values())
    for (const relation of relations.values()) {
      if (relation.kind === 'belongsTo') for (const field of relation.fields) supplied.get(name)?.add(field)
      else if (isNested(catalog, relation)) for (const field of relation.references) supplied.get(relation.to)?.add(field)
    }
  return supplied
}

/** Whether rows of this to-many or one-to-one relation can be made together with the row that they refer to. */
export function isNested(catalog: Catalog, { from, to, kind }: CatalogRelation): boolean {
  return (kind === 'hasMany' || kind === 'hasOne') && modelOf(catalog, from).home === modelOf(catalog, to).home
}

/** Whether rows of this model can be made at all. */
export function isCreatable(catalog: Catalog, model: CatalogModel): boolean {
  if (model.readOnly || creatableFields(model).length === 0) return false
  const supplied = suppliedFields(catalog, model)
  return [...model.fields.values()].every((field) => field.hidden !== true || !isRequired(model, field) || supplied.has(field.name))
}

export const isChangeable = (model: CatalogModel): boolean => !model.readOnly && changeableFields(model).length > 0

/** The groups by which an upsert may know a row: the key and the unique groups, where clients give all their fields. */
export function conflictTargets(model: CatalogModel): (readonly string[])[] {
  const given = new Set(creatableFields(model).map(({ name }) => name))
  return [model.key, ...model.unique].filter((group) => group.every((field) => given.has(field)))
}
