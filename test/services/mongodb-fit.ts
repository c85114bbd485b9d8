/** Which make of server speaks MongoDB's protocol, and models and values as it can hold them. */

import { MongoClient } from 'mongodb'
import type { Value } from '../../src/base/json.ts'
import type { Catalog, CatalogModel, CatalogRelation } from '../../src/model/catalog.ts'
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

/** The fields of some types left out, wherever they stand, and with them the models that are keyed by them and the relations that follow them. */
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
  const has = (of: CatalogModel | undefined, fields: readonly string[]): boolean =>
    of !== undefined && [...of.key, ...fields].every((name) => of.fields.get(name) !== undefined && isLeft(of.fields.get(name) as Field))
  const follows = (from: CatalogModel, { to, fields, references, through }: CatalogRelation): boolean =>
    has(from, fields) &&
    has(catalog.models.get(to), references) &&
    (through === undefined || has(catalog.models.get(through.model), [...through.near, ...through.far]))
  const relations = (of: CatalogModel, all: ReadonlyMap<string, CatalogRelation>) =>
    new Map([...all].filter(([, relation]) => follows(of, relation)))
  const model = (of: CatalogModel): CatalogModel => ({
    ...of,
    fields: new Map([...of.fields].filter(([, field]) => isLeft(field)).map(([name, field]) => [name, cut(field)])),
    unique: of.unique.filter((group) => has(of, group)),
    indexes: of.indexes.filter((group) => has(of, group)),
    relations: relations(of, of.relations),
    implied: relations(of, of.implied),
  })
  return { models: new Map([...catalog.models].filter(([, of]) => has(of, [])).map(([name, of]) => [name, model(of)])) }
}

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
