/** From names to datasources and models, for those who may know that they are there. */

import { GatewayError } from '../../base/errors.ts'
import { sourceOf } from '../../datasource/naming.ts'
import type { CatalogModel } from '../../model/catalog.ts'
import type { RequestContext } from '../context.ts'
import type { AdminDatasource, AdminSource } from './source.ts'

/** The gateway's own side. An operation that is only explained has none: nothing of it may reach there. */
export function sourceIn(context: RequestContext): AdminSource {
  if (context.admin === undefined) throw new GatewayError('QUERY_UNSUPPORTED', 'What administers the gateway is not explained.')
  return context.admin
}

/** @throws GatewayError NOT_FOUND that names those there are; only for admins */
export function datasourceNamed({ datasources }: AdminSource, name: string): AdminDatasource {
  const wanted = name.toLowerCase()
  const found = datasources.find((datasource) => datasource.name === wanted)
  if (found !== undefined) return found
  const names = datasources.map((datasource) => datasource.name).join(', ')
  throw new GatewayError('NOT_FOUND', `There is no datasource ${JSON.stringify(name.slice(0, 60))}; there are ${names}.`)
}

export const modelsOn = ({ catalog }: AdminSource, datasource: string): CatalogModel[] =>
  [...catalog.models.values()].filter((model) => model.datasource === datasource)

/** The model whose rows a table holds; the database may say the table with its schema. */
export function modelOfTable(source: AdminSource, { name, naming }: AdminDatasource, table: string): string | null {
  const found = modelsOn(source, name).find((model) => {
    const own = sourceOf(model, naming)
    return table === own || (model.schema !== undefined && table === `${model.schema}.${own}`)
  })
  return found?.name ?? null
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

/** Bytes as people read them: `12.3 MB`, in steps of a thousand. */
export function readableSize(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`
}

export const moment = (ms: number): string => new Date(ms).toISOString()
