/** Models as operators see them: where their rows are, what columns hold them, where their relations lead. */

import { columnOfField, sourceOf } from '../../datasource/naming.ts'
import { type CatalogField, type CatalogModel, type CatalogRelation, modelOf } from '../../model/catalog.ts'
import type { Builder } from '../builder.ts'
import { faceOf } from '../scalars.ts'
import { datasourceNamed, sourceIn } from './lookup.ts'
import type { DatasourceRef } from './refs.ts'

export type ModelRef = ReturnType<typeof defineModel>

interface FieldOfModel {
  readonly model: CatalogModel
  readonly field: CatalogField
}

export function defineModel(builder: Builder, datasource: DatasourceRef) {
  const field = builder.objectRef<FieldOfModel>('AdminField').implement({
    description: 'A field of a model.',
    fields: (t) => ({
      name: t.string({ description: 'Its name in the graph.', resolve: ({ field: { name } }) => name }),
      type: t.string({ description: 'Its type in the graph.', resolve: ({ model, field: of }) => typeText(model, of) }),
      column: t.string({
        description: 'The column that holds it; null for one that is worked out.',
        resolve: ({ model, field: of }, _args, context) =>
          of.computed === undefined ? columnOfField(of.name, of, datasourceNamed(sourceIn(context), model.datasource).naming) : null,
      }),
    }),
  })
  const relation = builder.objectRef<CatalogRelation>('AdminRelation').implement({
    description: 'A relation of a model.',
    fields: (t) => ({
      name: t.string({ description: 'Its name in the graph.', resolve: ({ name }) => name }),
      model: t.string({ description: 'The model it leads to.', resolve: ({ to }) => to }),
      datasource: t.string({
        description: 'The datasource of that model.',
        resolve: ({ to }, _args, context) => modelOf(sourceIn(context).catalog, to).datasource,
      }),
      many: t.boolean({ description: 'Whether it leads to a list.', resolve: ({ many }) => many }),
    }),
  })
  return builder.objectRef<CatalogModel>('AdminModel').implement({
    description: 'A model of the graph.',
    fields: (t) => ({
      name: t.string({ description: 'Its name, as its type in the graph.', resolve: ({ name }) => name }),
      plural: t.string({ description: 'What several are called.', resolve: ({ plural }) => plural }),
      description: t.string({ description: 'What the model says of itself.', resolve: ({ description }) => description ?? null }),
      datasource: t.field({
        type: datasource,
        description: 'The datasource that serves it.',
        resolve: (model, _args, context) => datasourceNamed(sourceIn(context), model.datasource),
      }),
      table: t.string({
        description: 'The table or collection that holds its rows.',
        resolve: (model, _args, context) => {
          const table = sourceOf(model, datasourceNamed(sourceIn(context), model.datasource).naming)
          return model.schema === undefined ? table : `${model.schema}.${table}`
        },
      }),
      key: t.stringList({ description: 'The fields that identify a row.', resolve: ({ key }) => [...key] }),
      fields: t.field({
        type: [field],
        description: 'Its fields.',
        resolve: (model) => [...model.fields.values()].map((of) => ({ model, field: of })),
      }),
      relations: t.field({ type: [relation], description: 'Its relations.', resolve: ({ relations }) => [...relations.values()] }),
    }),
  })
}

/** As the schema writes it: `[String!]!`. */
function typeText(model: CatalogModel, field: CatalogField): string {
  const face = faceOf(model, field)
  const text = field.type.kind === 'list' ? `[${face}!]` : face
  return field.nullable ? text : `${text}!`
}
