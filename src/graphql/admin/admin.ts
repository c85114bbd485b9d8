/** The field `admin` of the query: datasources, models and plans, for principals with the role. */

import { ADMIN, requireRole } from '../../access/authorize.ts'
import { asGatewayError } from '../../base/errors.ts'
import type { Builder } from '../builder.ts'
import { defineDatasource } from './datasource.ts'
import { defineConsole } from './execute.ts'
import { definePlan, explainOperation } from './explain.ts'
import { datasourceNamed, modelsOn, sourceIn } from './lookup.ts'
import { defineModel } from './model.ts'
import { datasourceRef } from './refs.ts'
import { defineReports } from './reports.ts'
import type { AdminSource } from './source.ts'

/** Adds `Query.admin` and `Mutation.executeQuery`. They are in every schema, whatever is configured. */
export function defineAdmin(builder: Builder): void {
  const reports = defineReports(builder)
  const datasource = datasourceRef(builder)
  const model = defineModel(builder, datasource)
  defineDatasource(builder, datasource, model, reports)
  const plan = definePlan(builder)
  const admin = builder.objectRef<AdminSource>('Admin').implement({
    description: 'The gateway and its databases, as operators see them. What a dashboard polls comes from probes in the background.',
    fields: (t) => ({
      datasources: t.field({
        type: [datasource],
        nullable: { list: true, items: true },
        description: 'The configured datasources.',
        args: { names: t.arg.stringList({ description: 'Only these; all of them where it is absent.' }) },
        resolve: (source, { names }) =>
          names == null ? [...source.datasources] : (names.map((name) => attempt(() => datasourceNamed(source, name))) as never),
      }),
      datasource: t.field({
        type: datasource,
        description: 'One datasource by its name.',
        args: { name: t.arg.string({ required: true, description: 'Its name in the configuration.' }) },
        resolve: (source, { name }) => datasourceNamed(source, name),
      }),
      models: t.field({
        type: [model],
        description: 'The models of the graph.',
        args: { datasource: t.arg.string({ description: 'Only those that this datasource serves.' }) },
        resolve: (source, { datasource: name }) =>
          name == null ? [...source.catalog.models.values()] : modelsOn(source, datasourceNamed(source, name).name),
      }),
      model: t.field({
        type: model,
        description: 'One model by its name; null where there is none.',
        args: { name: t.arg.string({ required: true, description: 'Its name, as its type in the graph.' }) },
        resolve: (source, { name }) => source.catalog.models.get(name) ?? null,
      }),
      explain: t.field({
        type: plan,
        description: 'What an operation would ask of which database, and in which order. No database is asked for it.',
        args: {
          operation: t.arg.string({ required: true, description: 'A GraphQL document with a query.' }),
          variables: t.arg({ type: 'JSON', description: 'The values of its variables.' }),
          operationName: t.arg.string({ description: 'Which operation of the document; needed where it has several.' }),
        },
        resolve: (source, { operation, variables, operationName }, context, info) =>
          explainOperation(source, { operation, variables, operationName }, context, info.schema),
      }),
    }),
  })
  builder.queryField('admin', (t) =>
    t.field({
      type: admin,
      description: 'The gateway and its databases, as operators see them. Needs the role admin.',
      resolve: (_parent, _args, context) => {
        requireRole(context.principal, ADMIN)
        return sourceIn(context)
      },
    }),
  )
  defineConsole(builder)
}

/** An error is an entry of a list like any other: the rest of the list stays. */
function attempt<T>(work: () => T): T | Error {
  try {
    return work()
  } catch (error) {
    return asGatewayError(error)
  }
}
