/** The input types of mutations: new rows, changes of rows, and the rows that they are related to. */

import { type Catalog, type CatalogField, type CatalogModel, type CatalogRelation, fieldAt, modelOf } from '../../model/catalog.ts'
import type { Field, FieldType, ObjectType } from '../../model/model.ts'
import {
  conflictEnum,
  conflictValue,
  connectInput,
  createInput,
  keyInput,
  linkInput,
  nestedInput,
  objectInput,
  one,
  updateInput,
} from '../../model/names.ts'
import type { ScalarType } from '../../model/scalars.ts'
import {
  changeableFields,
  conflictTargets,
  creatableFields,
  isChangeable,
  isCreatable,
  isNested,
  isRequired,
  suppliedFields,
} from '../../model/writable.ts'
import type { Builder } from '../builder.ts'
import { type Enum, type InputField, type InputObject, inputTypes, type ValueType } from '../input-types.ts'
import type { Inputs } from '../inputs.ts'
import { words } from '../refs.ts'
import { faceOf, graphqlTypeName, identifies } from '../scalars.ts'

export interface MutationInputs {
  create(model: string): InputObject
  update(model: string): InputObject
  conflict(model: string): Enum
}

const NUMBERS: ReadonlySet<string> = new Set(['int', 'bigInt', 'float', 'decimal'])

/** Whether a change of this field may add to what is there: a number that is no one's identity. */
export function isIncrementable(model: CatalogModel, field: CatalogField): boolean {
  return NUMBERS.has(field.type.kind) && !identifies(model, field) && !model.unique.some((group) => group.includes(field.name))
}

export function mutationInputs(builder: Builder, catalog: Catalog, inputs: Inputs): MutationInputs {
  const types = inputTypes(builder)

  const valueType = (type: FieldType, face: string): ValueType | [ValueType] => {
    if (type.kind === 'list') return [valueType(type.of, face) as ValueType]
    if (type.kind === 'object') return objectType(type)
    return type.kind === 'enum' ? inputs.enumRef(type) : (face as 'ID')
  }
  const nestedFace = (type: FieldType): string => {
    const of = type.kind === 'list' ? type.of : type
    return of.kind === 'object' ? of.name : graphqlTypeName(of, false)
  }

  function objectType(object: ObjectType): InputObject {
    return types.input(objectInput(object.name), {
      description: `${object.name}, a part of another object. It is written as a whole: what is left out is null, or its default.`,
      fields: () =>
        Object.fromEntries(
          Object.entries(object.fields)
            .filter(([, field]) => !field.hidden && !field.readOnly)
            .map(([name, field]) => [
              name,
              {
                type: valueType(field.type, nestedFace(field.type)),
                description: described(name, field),
                ...(field.nullable || typeof field.default === 'object' ? {} : { required: true as const }),
              },
            ]),
        ),
    })
  }

  function create(name: string): InputObject {
    const model = modelOf(catalog, name)
    const supplied = suppliedFields(catalog, model)
    return types.input(createInput(name), {
      description: `A new ${name}. What is left out gets its default, or is null; what the database or the gateway makes is not given.`,
      fields: () => ({
        ...Object.fromEntries(
          creatableFields(model).map((field) => [
            field.name,
            {
              type: valueType(field.type, faceOf(model, field)),
              description: described(field.name, field),
              ...(isRequired(model, field) && !supplied.has(field.name) ? { required: true as const } : {}),
            },
          ]),
        ),
        ...Object.fromEntries([...model.relations.values()].flatMap((relation) => related(relation) ?? [])),
      }),
    })
  }

  function related(relation: CatalogRelation): [string, InputField][] | undefined {
    const { name, kind, to } = relation
    const target = modelOf(catalog, to)
    const fields = relation.fields.join(' and ')
    if (kind === 'belongsTo') {
      const near = modelOf(catalog, relation.from).home === target.home && isCreatable(catalog, target)
      return [
        [
          name,
          {
            type: near ? link(to) : connect(to),
            description: `${relation.description ?? `The ${words(name)}.`} ${upper(one(to))} that is there${near ? ', or a new one' : ''}; instead of ${fields}.`,
          },
        ],
      ]
    }
    if (!isNested(catalog, relation) || !isCreatable(catalog, target)) return undefined
    return [[name, { type: nested(to), description: relation.description ?? `The ${target.plural} that are made with it.` }]]
  }

  function key(name: string): InputObject {
    const model = modelOf(catalog, name)
    return types.input(keyInput(name), {
      description: `The key of ${one(name)} that is there.`,
      fields: () =>
        Object.fromEntries(
          model.key.map((part) => {
            const field = fieldAt(model, [part])
            return [part, { type: faceOf(model, field) as 'ID', description: described(part, field), required: true as const }]
          }),
        ),
    })
  }

  const connect = (name: string): InputObject =>
    types.input(connectInput(name), {
      description: `${upper(one(name))} that is there.`,
      fields: () => ({ connect: { type: key(name), description: `Its key; ${one(name)} with this key must be there.`, required: true } }),
    })

  const link = (name: string): InputObject =>
    types.input(linkInput(name), {
      description: `${upper(one(name))} that is there, or a new one.`,
      oneOf: true,
      fields: () => ({
        connect: { type: key(name), description: `The key of ${one(name)} that is there.` },
        create: { type: create(name), description: `${upper(one(name))} to be made first.` },
      }),
    })

  const nested = (name: string): InputObject =>
    types.input(nestedInput(name), {
      description: `Rows of ${name} that are made together with the one around them, and refer to it.`,
      fields: () => ({
        create: { type: [create(name)], description: 'The new rows; what refers to the row around them is not given.', required: true },
      }),
    })

  const change = (type: ScalarType): InputObject => {
    const face = graphqlTypeName(type, false) as 'Int'
    return types.input(`${face}Change`, {
      description: `What becomes of a value of type ${face}: exactly one of these.`,
      fields: () => ({
        set: { type: face, description: 'The new value; null where the field may be null.' },
        increment: {
          type: face,
          description:
            'Is added to the value that is there at that moment, in one step; negative numbers take away. What is null stays null.',
        },
      }),
    })
  }

  function update(name: string): InputObject {
    const model = modelOf(catalog, name)
    return types.input(updateInput(name), {
      description: `Changes of ${one(name)}. What is left out stays as it is; null makes a field null.`,
      fields: () =>
        Object.fromEntries(
          changeableFields(model).map((field) => [
            field.name,
            {
              type: isIncrementable(model, field) ? change(field.type as ScalarType) : valueType(field.type, faceOf(model, field)),
              description: described(field.name, field),
            },
          ]),
        ),
    })
  }

  const conflict = (name: string): Enum => {
    const model = modelOf(catalog, name)
    return types.enum(
      conflictEnum(name),
      `By what an upsert knows ${one(name)} that is there.`,
      Object.fromEntries(
        conflictTargets(model).map((group) => [
          conflictValue(group),
          group === model.key
            ? `The key: ${group.join(' and ')}.`
            : `${group.join(' and ')}, which ${group.length > 1 ? 'are unique together' : 'is unique'}.`,
        ]),
      ),
    )
  }

  // Now, not when the fields ask for them: a builder takes no new types while the schema is built.
  for (const model of catalog.models.values()) {
    if (isCreatable(catalog, model)) create(model.name)
    if (isCreatable(catalog, model) && conflictTargets(model).length > 0) conflict(model.name)
    if (isChangeable(model)) update(model.name)
  }
  return { create, update, conflict }
}

const described = (name: string, field: Field): string => field.description ?? `The ${words(name)}.`

const upper = (text: string): string => text[0]?.toUpperCase() + text.slice(1)
