/** All models together, resolved and checked once: every other room looks models up here. */

import { Faults } from '../base/errors.ts'
import { checkModels } from './check.ts'
import type { Expression } from './computed.ts'
import type { Field, FieldType, ModelDefinition, ModelSource, OnDelete } from './model.ts'
import { pluralOf } from './names.ts'

export interface CatalogField extends Field {
  readonly name: string
  readonly nullable: boolean
}

export interface CatalogRelation {
  readonly name: string
  readonly from: string
  readonly to: string
  readonly many: boolean
  /** Fields of `from`, pairwise equal to `references`: of `to`, or, with `through`, of the model between by `near`. */
  readonly fields: readonly string[]
  /** Fields of `to`. */
  readonly references: readonly string[]
  /** `fields` of `from` equal `near` of the model between, whose `far` equal `references` of `to`. */
  readonly through?: { readonly model: string; readonly near: readonly string[]; readonly far: readonly string[] }
  readonly kind: 'belongsTo' | 'hasMany' | 'hasOne' | 'manyToMany'
  readonly onDelete?: OnDelete | undefined
  readonly description?: string | undefined
}

export interface CatalogModel {
  readonly name: string
  readonly plural: string
  readonly datasource: string
  /** The datasource that the model itself names, whatever the routing says: the graph's descriptions must not depend on the environment. */
  readonly home: string
  /** As the user gave it; an engine derives its own default. */
  readonly source: string | undefined
  /** The SQL schema of the table, where it is not the connection's own. */
  readonly schema: string | undefined
  readonly description: string | undefined
  readonly fields: ReadonlyMap<string, CatalogField>
  readonly key: readonly string[]
  readonly unique: readonly (readonly string[])[]
  readonly readOnly: boolean
  readonly indexes: readonly (readonly string[])[]
  readonly relations: ReadonlyMap<string, CatalogRelation>
  /** The steps of each manyToMany, which the planner takes one by one where they lie apart; no part of the graph. */
  readonly implied: ReadonlyMap<string, CatalogRelation>
}

export interface Catalog {
  readonly models: ReadonlyMap<string, CatalogModel>
}

/**
 * Resolves and checks models. All faults are reported at once.
 * @param routing model → datasource, overriding what the models say
 * @throws Faults
 */
export function buildCatalog(sources: readonly ModelSource[], routing: Readonly<Record<string, string>> = {}): Catalog {
  const faults = checkModels(sources)
  for (const name of Object.keys(routing))
    if (!sources.some(({ model }) => model.name === name))
      faults.push(`MODEL_ROUTING names the model ${name}, which does not exist. Remove it or correct the name.`)
  if (faults.length > 0) throw new Faults('The models have faults:', faults)
  const definitions = new Map(sources.map(({ model }) => [model.name, model]))
  const models = new Map<string, CatalogModel>()
  const implied = impliedRelations(definitions)
  for (const model of definitions.values())
    models.set(model.name, { ...resolveModel(model, definitions, routing), implied: implied.get(model.name) ?? new Map() })
  return { models }
}

function resolveModel(
  model: ModelDefinition,
  all: ReadonlyMap<string, ModelDefinition>,
  routing: Readonly<Record<string, string>>,
): Omit<CatalogModel, 'implied'> {
  const fields = new Map<string, CatalogField>()
  for (const [name, field] of Object.entries(model.fields))
    fields.set(name, {
      ...field,
      name,
      nullable: field.computed === undefined ? field.nullable === true : expressionNullable(model, field.computed),
    })
  const relations = new Map<string, CatalogRelation>()
  for (const [name, relation] of Object.entries(model.relations ?? {})) {
    const base = { name, from: model.name, to: relation.to, kind: relation.kind, description: relation.description }
    if (relation.kind === 'manyToMany') {
      const { through, near, far } = relation
      relations.set(name, {
        ...base,
        many: true,
        fields: model.key,
        references: all.get(relation.to)?.key ?? [],
        through: { model: through, near, far },
      })
    } else
      relations.set(name, {
        ...base,
        many: relation.kind === 'hasMany',
        fields: relation.fields,
        references: relation.references,
        onDelete: relation.onDelete,
      })
  }
  return {
    name: model.name,
    plural: model.plural ?? pluralOf(model.name),
    datasource: (Object.hasOwn(routing, model.name) ? routing[model.name] : undefined) ?? model.datasource,
    home: model.datasource,
    source: model.source,
    schema: model.schema,
    description: model.description,
    fields,
    key: model.key,
    unique: model.unique ?? [],
    readOnly: model.readOnly === true,
    indexes: model.indexes ?? [],
    relations,
  }
}

/** The names of the steps of a manyToMany: from the model to the one between, and from there to the target. */
export const nearStep = (relation: string): string => `${relation}:near`
export const farStep = (model: string, relation: string): string => `${model}.${relation}:far`
/** And back from the target to the model between. */
export const backStep = (model: string, relation: string): string => `${model}.${relation}:back`

function impliedRelations(all: ReadonlyMap<string, ModelDefinition>): Map<string, Map<string, CatalogRelation>> {
  const implied = new Map([...all.keys()].map((name) => [name, new Map<string, CatalogRelation>()]))
  for (const model of all.values())
    for (const [name, relation] of Object.entries(model.relations ?? {})) {
      if (relation.kind !== 'manyToMany') continue
      const near = nearStep(name)
      const far = farStep(model.name, name)
      const toBetween = {
        name: near,
        from: model.name,
        to: relation.through,
        many: true,
        fields: model.key,
        references: relation.near,
        kind: 'hasMany',
      } as const
      const key = all.get(relation.to)?.key ?? []
      const toTarget = {
        name: far,
        from: relation.through,
        to: relation.to,
        many: false,
        fields: relation.far,
        references: key,
        kind: 'belongsTo',
      } as const
      implied.get(model.name)?.set(near, toBetween)
      implied.get(relation.through)?.set(far, toTarget)
      const back = backStep(model.name, name)
      implied.get(relation.to)?.set(back, {
        name: back,
        from: relation.to,
        to: relation.through,
        many: true,
        fields: key,
        references: relation.far,
        kind: 'hasMany',
      })
    }
  return implied
}

function expressionNullable(model: ModelDefinition, expression: Expression): boolean {
  if (expression.kind === 'value') return false
  if (expression.kind === 'math') return expressionNullable(model, expression.left) || expressionNullable(model, expression.right)
  const [head, ...rest] = expression.path
  let field = model.fields[head]
  let nullable = field?.nullable === true
  for (const step of rest) {
    field = field?.type.kind === 'object' ? field.type.fields[step] : undefined
    nullable ||= field?.nullable === true
  }
  return nullable
}

/** The model of this name; asking for one that is not there is a fault of ours. */
export function modelOf(catalog: Catalog, name: string): CatalogModel {
  const model = catalog.models.get(name)
  if (model === undefined) throw new Error(`no model ${name}`)
  return model
}

/** The relation of this name; asking for one that is not there is a fault of ours. */
export function relationOf(model: CatalogModel, name: string): CatalogRelation {
  const relation = model.relations.get(name) ?? model.implied.get(name)
  if (relation === undefined) throw new Error(`no relation ${model.name}.${name}`)
  return relation
}

/** The field at a path; asking for one that is not there is a fault of ours. */
export function fieldAt(model: CatalogModel, path: readonly string[]): CatalogField {
  const [head = '', ...rest] = path
  let field: CatalogField | undefined = model.fields.get(head)
  for (const step of rest) {
    const inner: Field | undefined = field?.type.kind === 'object' ? field.type.fields[step] : undefined
    field =
      inner === undefined || field === undefined ? undefined : { ...inner, name: step, nullable: field.nullable || inner.nullable === true }
  }
  if (field === undefined) throw new Error(`no field ${model.name}.${path.join('.')}`)
  return field
}

/** The type at a path of fields. */
export function typeAt(model: CatalogModel, path: readonly string[]): FieldType {
  return fieldAt(model, path).type
}
