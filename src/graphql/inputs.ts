/** The input types that each model brings: where, orderBy, groupBy, having and groupOrderBy, with the types that they need. */

import { type Catalog, type CatalogModel, type CatalogRelation, modelOf } from '../model/catalog.ts'
import type { Field, ObjectType } from '../model/model.ts'
import { ORDERED_KINDS, type ScalarType } from '../model/scalars.ts'
import type { Builder } from './builder.ts'
import { type AggregateFields, aggregateFields, type FieldInfo } from './group.ts'
import { type Enum, type InputField, type InputObject, inputTypes } from './input-types.ts'
import { sharedInputs } from './operators.ts'
import { graphqlTypeName, isIdentity } from './scalars.ts'

type EnumType = Extract<ScalarType, { kind: 'enum' }>

export interface Inputs {
  where(model: string): InputObject
  /** One sort term; an argument is a list of these. */
  orderBy(model: string): InputObject
  /** One group term; an argument is a list of these. */
  groupBy(model: string): InputObject
  having(model: string): InputObject
  /** One sort term over groups; an argument is a list of these. */
  groupOrderBy(model: string): InputObject
  /** The enum of a field's type, for inputs and outputs alike. */
  enumRef(type: EnumType): Enum
}

/** Defines the input types of every model. */
export function defineInputs(builder: Builder, catalog: Catalog): Inputs {
  const types = inputTypes(builder)
  const shared = sharedInputs(types)

  const enumRef = (type: EnumType): Enum =>
    types.enum(
      type.name,
      `One of the values of ${type.name}.`,
      Object.fromEntries(Object.keys(type.values).map((value) => [value, `${sentence(value)}.`])),
    )
  const enumOf = (type: ScalarType): Enum | undefined => (type.kind === 'enum' ? enumRef(type) : undefined)

  function filterOf(type: Field['type'], isKey: boolean): InputObject {
    if (type.kind === 'object') return objectWhere(type)
    if (type.kind === 'list') {
      const { of } = type
      return of.kind === 'object' || of.kind === 'json'
        ? shared.objectListFilter()
        : shared.listFilter(graphqlTypeName(of, false), enumOf(of))
    }
    if (type.kind === 'json') return shared.jsonFilter()
    return shared.filter(isKey && type.kind === 'string' ? 'StringID' : graphqlTypeName(type, isKey), enumOf(type))
  }

  const logic = (self: InputObject): Record<string, InputField> => ({
    and: { type: [self], description: 'All of these hold; and: [] is true.' },
    or: { type: [self], description: 'At least one of these holds; or: [] is false.' },
    not: {
      type: self,
      description: 'These conditions are false. Where a null leaves them unknown, not is unknown too and does not match.',
    },
  })

  function objectWhere(object: ObjectType): InputObject {
    return types.input(`${object.name}Where`, {
      description: `Conditions on ${object.name}. All that are given must hold.`,
      fields: () => ({
        ...visible(Object.entries(object.fields), (name, field) => conditionOn(name, field, filterOf(field.type, false))),
        isNull: { type: 'Boolean', description: 'true: only where the whole object is null; false: only where it is there.' },
        ...logic(objectWhere(object)),
      }),
    })
  }

  function where(name: string): InputObject {
    const model = modelOf(catalog, name)
    return types.input(`${name}Where`, {
      description: `Conditions on ${name}. All that are given must hold; {} is true.`,
      fields: () => ({
        ...visible(model.fields, (field, info) => conditionOn(field, info, filterOf(info.type, isIdentity(model, info)))),
        ...relations(model, (relation) =>
          relation.many
            ? { type: relationFilter(relation.to), description: `Condition on the related rows of ${relation.name}.` }
            : {
                type: where(relation.to),
                description: `A ${relation.to} is related as ${relation.name} and these conditions hold for it; {}: there is one.`,
              },
        ),
        ...logic(where(name)),
      }),
    })
  }

  function relationFilter(target: string): InputObject {
    const type = where(target)
    return types.input(`${target}RelationFilter`, {
      description: `Conditions on related rows of ${target}. All that are given must hold.`,
      fields: () => ({
        some: { type, description: 'At least one related row matches; some: {}: there is a related row.' },
        every: { type, description: 'No related row fails to match; true where there are none.' },
        none: { type, description: 'No related row matches; none: {}: there are no related rows.' },
        count: { type: countFilter(target), description: 'How many related rows there are.' },
      }),
    })
  }

  function countFilter(target: string): InputObject {
    return types.input(`${target}CountFilter`, {
      description: `Conditions on the number of related rows of ${target}. All that are given must hold.`,
      fields: () => ({
        where: { type: where(target), description: 'Which related rows count; all of them if absent.' },
        eq: { type: 'Int', description: 'Exactly so many.' },
        neq: { type: 'Int', description: 'Any number but this.' },
        in: { type: ['Int'], description: 'One of these numbers; in: [] matches nothing.' },
        gt: { type: 'Int', description: 'More.' },
        gte: { type: 'Int', description: 'So many or more.' },
        lt: { type: 'Int', description: 'Fewer.' },
        lte: { type: 'Int', description: 'So many or fewer.' },
        between: { type: shared.range('Int'), description: 'From one number to another, both included.' },
      }),
    })
  }

  function orderField(name: string, field: Field): InputField | undefined {
    const { type } = field
    if (type.kind === 'object')
      return sortable(type, ORDERED_KINDS) ? { type: objectOrderBy(type), description: `Sorts by a field of ${name}.` } : undefined
    return ORDERED_KINDS.has(type.kind as never) ? { type: shared.direction(), description: `Sorts by ${name}.` } : undefined
  }

  function objectOrderBy(object: ObjectType): InputObject {
    return types.input(`${object.name}OrderBy`, {
      description: `One field of ${object.name} to sort by.`,
      oneOf: true,
      fields: () => visible(Object.entries(object.fields), orderField),
    })
  }

  function orderBy(name: string): InputObject {
    const model = modelOf(catalog, name)
    return types.input(`${name}OrderBy`, {
      description: `One term to sort ${name} by; a list of terms sorts by the first, then by the second among equals, and so on.`,
      oneOf: true,
      fields: () => ({
        ...visible(model.fields, orderField),
        ...relations(model, (relation) =>
          relation.many
            ? { type: shared.relationCountOrder(), description: `Sorts by the number of ${relation.name}; not inside another relation.` }
            : { type: orderBy(relation.to), description: `Sorts by a field of ${relation.name}.` },
        ),
      }),
    })
  }

  function groupField(name: string, field: Field): InputField | undefined {
    const { type } = field
    if (type.kind === 'object')
      return sortable(type, ORDERED_KINDS) ? { type: objectGroupBy(type), description: `Groups by a field of ${name}.` } : undefined
    if (!ORDERED_KINDS.has(type.kind as never)) return undefined
    const bucket = shared.bucket(type.kind === 'date' || type.kind === 'dateTime' ? type.kind : 'value')
    return { type: bucket, description: `Groups by ${name}.` }
  }

  function objectGroupBy(object: ObjectType): InputObject {
    return types.input(`${object.name}GroupBy`, {
      description: `One field of ${object.name} to group by.`,
      oneOf: true,
      fields: () => visible(Object.entries(object.fields), groupField),
    })
  }

  function groupBy(name: string): InputObject {
    const model = modelOf(catalog, name)
    return types.input(`${name}GroupBy`, {
      description: `One field to group ${name} by, or a period of one; a list of terms makes a group for each combination that occurs.`,
      oneOf: true,
      fields: () => ({
        ...visible(model.fields, groupField),
        ...relations(model, (relation) =>
          relation.many ? undefined : { type: groupBy(relation.to), description: `Groups by a field of ${relation.name}.` },
        ),
      }),
    })
  }

  /** One input per aggregate function with a field for each field that it takes. */
  function aggregates(
    model: CatalogModel,
    suffix: 'Having' | 'OrderBy',
    field: (fn: keyof AggregateFields, info: FieldInfo) => InputField,
  ): Record<string, InputField> {
    const made: Record<string, InputField> = {}
    for (const [fn, infos] of Object.entries(aggregateFields(model)) as [keyof AggregateFields, readonly FieldInfo[]][]) {
      if (infos.length === 0) continue
      const [does, what] = suffix === 'Having' ? ['Conditions on', ''] : ['Sorts groups by', 'one ']
      const type = types.input(`${model.name}${fn.charAt(0).toUpperCase()}${fn.slice(1)}${suffix}`, {
        description: `${does} ${what}${AGGREGATES[fn]} of a field of ${model.name}.`,
        ...(suffix === 'OrderBy' ? { oneOf: true as const } : {}),
        fields: () => Object.fromEntries(infos.map((info) => [info.name, field(fn, info)])),
      })
      made[fn] = { type, description: `${does} ${AGGREGATES[fn]} of a field.` }
    }
    return made
  }

  function having(name: string): InputObject {
    return types.input(`${name}Having`, {
      description: `Conditions on groups of ${name}. All that are given must hold; {} is true.`,
      fields: () => ({
        count: { type: shared.filter('Int'), description: 'Conditions on the number of rows.' },
        ...aggregates(modelOf(catalog, name), 'Having', (fn, info) => ({
          type: shared.filter(graphqlTypeName(info.type, false)),
          description: `Conditions on ${AGGREGATES[fn]} of ${info.name}.`,
        })),
        ...logic(having(name)),
      }),
    })
  }

  function groupOrderBy(name: string): InputObject {
    return types.input(`${name}GroupOrderBy`, {
      description: `One term to sort groups of ${name} by: {count: DESC}, {sum: {field: DESC}} or {key: {field: ASC}}.`,
      oneOf: true,
      fields: () => ({
        count: { type: shared.direction(), description: 'Sorts groups by the number of rows.' },
        key: { type: orderBy(name), description: 'Sorts groups by one of the fields (or its period) that `by` names.' },
        ...aggregates(modelOf(catalog, name), 'OrderBy', (fn, info) => ({
          type: shared.direction(),
          description: `Sorts groups by ${AGGREGATES[fn]} of ${info.name}.`,
        })),
      }),
    })
  }

  for (const name of catalog.models.keys()) for (const define of [where, orderBy, groupBy, having, groupOrderBy]) define(name)
  return { where, orderBy, groupBy, having, groupOrderBy, enumRef }
}

const AGGREGATES: Readonly<Record<keyof AggregateFields, string>> = {
  countDistinct: 'the number of distinct values',
  sum: 'the sum',
  avg: 'the average',
  min: 'the least value',
  max: 'the greatest value',
}

/** The input fields of those model fields that are not hidden and for which `make` gives one. */
function visible<F extends Field>(
  fields: Iterable<readonly [string, F]>,
  make: (name: string, field: F) => InputField | undefined,
): Record<string, InputField> {
  const made: Record<string, InputField> = {}
  for (const [name, field] of fields) {
    const input = field.hidden ? undefined : make(name, field)
    if (input !== undefined) made[name] = input
  }
  return made
}

function relations(model: CatalogModel, make: (relation: CatalogRelation) => InputField | undefined): Record<string, InputField> {
  const made: Record<string, InputField> = {}
  for (const relation of model.relations.values()) {
    const input = make(relation)
    if (input !== undefined) made[relation.name] = input
  }
  return made
}

const conditionOn = (name: string, field: Field, type: InputObject): InputField => ({
  type,
  description: field.description === undefined ? `Conditions on ${name}.` : `Conditions on ${name}: ${field.description}`,
})

/** True when an object has, at some depth, a field that sorts; an input type without fields is not allowed. */
function sortable(object: ObjectType, kinds: ReadonlySet<string>): boolean {
  return Object.values(object.fields).some(
    ({ type, hidden }) => hidden !== true && (type.kind === 'object' ? sortable(type, kinds) : kinds.has(type.kind)),
  )
}

/** `In transit` for `IN_TRANSIT`. */
function sentence(name: string): string {
  const words = name.replace(/_+/g, ' ').trim().toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
