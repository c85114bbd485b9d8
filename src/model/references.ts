/** Which rows may only be there while others are: the references inside one datasource that relations declare. */

import { type Catalog, type CatalogModel, type CatalogRelation, modelOf } from './catalog.ts'
import type { OnDelete } from './model.ts'

/** That rows of `child` refer to a row of `parent`: a foreign key, wherever the database has such a thing. */
export interface Reference {
  readonly child: CatalogModel
  readonly fields: readonly string[]
  readonly parent: CatalogModel
  readonly references: readonly string[]
  /** Absent: a parent with children stays, as with `restrict`. */
  readonly onDelete: OnDelete | undefined
}

/**
 * The references whose children are among these models: of every belongsTo, and of a hasMany or hasOne that says what a
 * deletion does. Both ends may declare the same one.
 */
export function referencesOf(catalog: Catalog, models: readonly CatalogModel[]): Reference[] {
  const found = new Map<string, Reference>()
  const datasources = new Set(models.map((model) => model.datasource))
  const wanted = new Set(models)
  for (const model of catalog.models.values()) {
    if (!datasources.has(model.datasource)) continue
    for (const relation of model.relations.values()) {
      const reference = referenceOf(catalog, model, relation)
      if (reference === undefined || !wanted.has(reference.child)) continue
      const key = JSON.stringify([reference.child.name, reference.fields, reference.parent.name, reference.references])
      const known = found.get(key)
      found.set(key, known === undefined ? reference : { ...known, onDelete: known.onDelete ?? reference.onDelete })
    }
  }
  return [...found.values()]
}

function referenceOf(catalog: Catalog, model: CatalogModel, relation: CatalogRelation): Reference | undefined {
  const other = modelOf(catalog, relation.to)
  const { fields, references, onDelete } = relation
  if (other.datasource !== model.datasource || relation.kind === 'manyToMany') return undefined
  if (relation.kind === 'belongsTo') return { child: model, fields, parent: other, references, onDelete }
  if (onDelete === undefined || !isKey(model, fields)) return undefined
  return { child: other, fields: references, parent: model, references: fields, onDelete }
}

/** A foreign key must refer to exactly a key or a unique group. */
function isKey(model: CatalogModel, fields: readonly string[]): boolean {
  return [model.key, ...model.unique].some((group) => group.length === fields.length && group.every((field) => fields.includes(field)))
}

/** The references of one model, as child and as parent, worked out once per catalog. */
export interface OwnReferences {
  readonly up: readonly Reference[]
  readonly down: readonly Reference[]
}

const known = new WeakMap<Catalog, Map<string, OwnReferences>>()

export function referencesAround(catalog: Catalog, name: string): OwnReferences {
  let all = known.get(catalog)
  if (all === undefined) {
    const every = [...new Set([...catalog.models.values()].map((model) => model.datasource))].flatMap((datasource) =>
      referencesOf(
        catalog,
        [...catalog.models.values()].filter((model) => model.datasource === datasource),
      ),
    )
    all = new Map(
      [...catalog.models.values()].map((model) => [
        model.name,
        { up: every.filter(({ child }) => child === model), down: every.filter(({ parent }) => parent === model) },
      ]),
    )
    known.set(catalog, all)
  }
  return all.get(name) ?? { up: [], down: [] }
}
