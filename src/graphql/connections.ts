/** Connections and what hangs under them: edges, aggregates, groups and their keys. */

import type { CatalogModel, CatalogRelation } from '../model/catalog.ts'
import type { Field } from '../model/model.ts'
import { type AggregateFields, aggregateFields, type FieldInfo } from './group.ts'
import { type AnyType, byKey, byName, nestedFace, type Refs, words } from './refs.ts'
import { faceOf, graphqlTypeName } from './scalars.ts'

/** The connection of a model, with all that hangs under it. */
export function implementConnection(refs: Refs, model: CatalogModel): void {
  const { inputs } = refs
  implementAggregate(refs, model)
  implementGroupKeys(refs, model)
  const name = model.name
  refs.object(`${name}Edge`).implement({
    description: `One of a list of ${model.plural}, with its place.`,
    fields: (t) => ({
      cursor: t.field({
        type: 'String',
        nullable: false,
        description: 'The place in the list, for `after` and `before`.',
        resolve: byKey,
      }),
      node: t.field({ type: refs.object(name), description: `The ${name}.`, resolve: byKey }),
    }),
  })
  refs.object(`${name}Connection`).implement({
    description: `A list of ${model.plural}: a page of it, its count, aggregates and groups. Only what is asked for is fetched.`,
    fields: (t) => ({
      nodes: t.field({
        type: [refs.object(name)],
        nullable: { list: true, items: true },
        description: 'The rows of the page.',
        resolve: byKey,
      }),
      edges: t.field({
        type: [refs.object(`${name}Edge`)],
        nullable: { list: true, items: true },
        description: 'The rows of the page, each with its cursor.',
        resolve: byKey,
      }),
      pageInfo: t.field({ type: refs.object('PageInfo'), description: 'Where the page stands in the list.', resolve: byKey }),
      totalCount: t.field({ type: 'Int', description: 'How many rows the list has, whatever the page.', resolve: byKey }),
      aggregate: t.field({
        type: refs.object(`${name}Aggregate`),
        description: 'Counts, sums and the like over the whole list, whatever the page.',
        resolve: byKey,
      }),
      groups: t.field({
        type: [refs.object(`${name}Group`)],
        nullable: { list: true, items: false },
        description: 'The whole list in groups, whatever the page.',
        args: {
          by: t.arg({ type: [inputs.groupBy(name)], required: true, description: 'What the groups are made by, one field per entry.' }),
          having: t.arg({ type: inputs.having(name), description: 'Which groups are meant, by their aggregates.' }),
          orderBy: t.arg({
            type: [inputs.groupOrderBy(name)],
            description: 'The order of the groups; by their keys where it is absent.',
          }),
          first: t.arg.int({ description: 'How many groups from the beginning.' }),
          offset: t.arg.int({ description: 'How many groups to skip from the beginning.' }),
        },
        resolve: byKey,
      }),
    }),
  })
  refs.object(`${name}Group`).implement({
    description: `${model.plural} that have the same key.`,
    fields: (t) => ({
      key: t.field({
        type: refs.object(`${name}GroupKey`),
        nullable: false,
        description: 'What the rows of the group have in common.',
        resolve: byKey,
      }),
      aggregate: t.field({
        type: refs.object(`${name}Aggregate`),
        nullable: false,
        description: 'Counts, sums and the like over the group.',
        resolve: byKey,
      }),
    }),
  })
}

const FUNCTIONS: readonly { fn: keyof AggregateFields; suffix: string; about: string }[] = [
  { fn: 'countDistinct', suffix: 'CountDistinct', about: 'The number of different values' },
  { fn: 'sum', suffix: 'Sum', about: 'The sum' },
  { fn: 'avg', suffix: 'Avg', about: 'The average' },
  { fn: 'min', suffix: 'Min', about: 'The least value' },
  { fn: 'max', suffix: 'Max', about: 'The greatest value' },
]

function implementAggregate(refs: Refs, model: CatalogModel): void {
  const fields = aggregateFields(model)
  const present = FUNCTIONS.filter(({ fn }) => fields[fn].length > 0)
  for (const { fn, suffix, about } of present)
    refs.object(`${model.name}${suffix}`).implement({
      description: `${about} of ${model.plural}.`,
      fields: (t) =>
        Object.fromEntries(
          fields[fn].map((info: FieldInfo) => [
            info.name,
            t.field({
              type: refs.scalar(info.type, graphqlTypeName(info.type, false)),
              description: `${about} of ${words(info.name)}.`,
              resolve: byKey,
            }),
          ]),
        ),
    })
  refs.object(`${model.name}Aggregate`).implement({
    description: `Counts, sums and the like over ${model.plural}.`,
    fields: (t) => ({
      count: t.field({ type: 'Int', nullable: false, description: 'How many rows.', resolve: byKey }),
      ...Object.fromEntries(
        present.map(({ fn, suffix, about }) => [
          fn,
          t.field({ type: refs.object(`${model.name}${suffix}`), nullable: false, description: `${about}, per field.`, resolve: byKey }),
        ]),
      ),
    }),
  })
}

function implementGroupKeys(refs: Refs, model: CatalogModel): void {
  const fields = [...model.fields.values()].filter((field) => !field.hidden)
  implementKey(
    refs,
    model.name,
    fields.map((field) => [field.name, field, faceOf(model, field)] as const),
    model.relations.values(),
  )
  for (const field of fields) implementNestedKeys(refs, field)
}

function implementKey(
  refs: Refs,
  name: string,
  fields: Iterable<readonly [string, Field, string]>,
  relations: Iterable<CatalogRelation>,
): void {
  refs.object(`${name}GroupKey`).implement({
    description: `What groups by ${name} have in common; only what they were grouped by is there.`,
    fields: (t) => ({
      ...Object.fromEntries(
        [...fields].flatMap(([field, { type }, face]) => {
          if (type.kind === 'list' || type.kind === 'json' || type.kind === 'bytes') return []
          const of = type.kind === 'object' ? refs.object(`${type.name}GroupKey`) : refs.scalar(type, face)
          return [
            [
              field,
              t.field({ type: of as AnyType, description: `The common ${words(field)}, or the beginning of its period.`, resolve: byName }),
            ],
          ]
        }),
      ),
      ...Object.fromEntries(
        [...relations]
          .filter(({ many }) => !many)
          .map((relation) => [
            relation.name,
            t.field({
              type: refs.object(`${relation.to}GroupKey`),
              description: `What the ${words(relation.name)} have in common.`,
              resolve: byName,
            }),
          ]),
      ),
    }),
  })
}

function implementNestedKeys(refs: Refs, { type }: Field): void {
  if (type.kind !== 'object' || !refs.first(`${type.name}GroupKey`)) return
  const inner = Object.entries(type.fields).filter(([, field]) => !field.hidden)
  implementKey(
    refs,
    type.name,
    inner.map(([name, field]) => [name, field, nestedFace(field)] as const),
    [],
  )
  for (const [, field] of inner) implementNestedKeys(refs, field)
}
