/** The type of a datasource before it is defined, since models and datasources show each other. */

import type { Builder } from '../builder.ts'
import type { AdminDatasource } from './source.ts'

export const datasourceRef = (builder: Builder) => builder.objectRef<AdminDatasource>('AdminDatasource')

export type DatasourceRef = ReturnType<typeof datasourceRef>
