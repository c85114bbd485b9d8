/** Which make of server speaks MongoDB's protocol, and models and values as it can hold them. */

import { MongoClient } from 'mongodb'
import type { Value } from '../../src/base/json.ts'
import type { Catalog, CatalogModel } from '../../src/model/catalog.ts'
import type { Field, FieldType } from '../../src/model/model.ts'
import { MAKES, type Make } from './mongodb-gaps.ts'

/** @returns undefined where the server is MongoDB itself */
export async function makeOf(url: string): Promise<Make | undefined> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5_000 })
  try {
    const build = await client.db('admin').command({ buildInfo: 1 })
    return MAKES.find((make) => make.is(build))
  } finally {
    await client.close()
  }
}

/** The fields of some types left out, wherever they stand, with the models that they identify and the relations that go by them. */
export function without(catalog: Catalog, kinds: readonly FieldType['kind'][]): Catalog {
  const isLeft = ({ type, computed }: Field): boolean =>
    !kinds.includes(type.kind) && !(type.kind === 'list' && kinds.includes(type.of.kind)) && !(computed !== undefined && kinds.length > 0)
  const cut = <T extends Field>(field: T): T =>
    field.type.kind === 'object'
      ? {
          ...field,
          type: {
            ...field.type,
            fields: Object.fromEntries(
              Object.entries(field.type.fields)
                .filter(([, inner]) => isLeft(inner))
                .map(([name, inner]) => [name, cut(inner)]),
            ),
          },
        }
      : field
  const fields = (of: CatalogModel) =>
    new Map([...of.fields].filter(([, field]) => isLeft(field)).map(([name, field]) => [name, cut(field)]))
  const models = new Map(
    [...catalog.models]
      .map(([name, of]): [string, CatalogModel] => [name, { ...of, fields: fields(of) }])
      .filter(([, of]) => has(of, of.key)),
  )
  const relations = (of: CatalogModel, all: CatalogModel['relations']) =>
    new Map(
      [...all].filter(([, { fields: near, to, references, through }]) => {
        const [target, between] = [models.get(to), models.get(through?.model ?? '')]
        return (
          has(of, near) && has(target, references) && (through === undefined || (has(between, through.near) && has(between, through.far)))
        )
      }),
    )
  return {
    models: new Map(
      [...models].map(([name, of]) => [name, { ...of, relations: relations(of, of.relations), implied: relations(of, of.implied) }]),
    ),
  }
}

const has = (model: CatalogModel | undefined, fields: readonly string[]): boolean =>
  fields.every((name) => model?.fields.has(name) === true)

/** A value of a field, with what its type has not left out of it, and letters exchanged. */
export function fitted(type: FieldType, value: Value, letters: Make['letters']): Value {
  if (type.kind !== 'object' || value === null) return exchanged(value, letters)
  return Object.fromEntries(
    Object.entries(type.fields).map(([name, field]) => [name, fitted(field.type, (value as Record<string, Value>)[name] ?? null, letters)]),
  )
}

export function exchanged(value: Value, letters: Make['letters']): Value {
  if (typeof value === 'string') return Object.entries(letters).reduce((text, [letter, other]) => text.replaceAll(letter, other), value)
  if (Array.isArray(value)) return value.map((item) => exchanged(item, letters))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, exchanged(inner, letters)]))
}
