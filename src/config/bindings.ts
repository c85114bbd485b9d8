/** Whether the configured datasources can serve the models: every model's datasource is there, and its engine can hold the model. */

import { Faults } from '../base/errors.ts'
import { lacks } from '../datasource/capabilities.ts'
import type { Engine } from '../datasource/datasource.ts'
import type { Catalog, CatalogModel } from '../model/catalog.ts'
import type { ModelSource } from '../model/model.ts'
import type { Config } from './config.ts'
import { nameFault } from './env.ts'

/**
 * The names of the datasources that models are bound to, in the order of the models.
 * @param sources where the models stand, for messages
 * @throws Faults naming every model without a datasource, or whose engine lacks what it needs
 */
export function requiredDatasources(
  config: Config,
  catalog: Catalog,
  sources: readonly ModelSource[],
  engines: readonly Pick<Engine, 'type' | 'capabilities'>[],
): readonly string[] {
  const faults: string[] = []
  const bound = new Map<string, CatalogModel[]>()
  for (const model of catalog.models.values()) bound.set(model.datasource, [...(bound.get(model.datasource) ?? []), model])
  const files = new Map(sources.map(({ model, file }) => [model.name, file]))
  for (const [name, models] of bound) {
    const datasource = config.datasources.get(name)
    if (datasource === undefined) faults.push(...unconfigured(name, models, config, files))
    else {
      const engine = engines.find((each) => each.type === datasource.type)
      if (engine === undefined) throw new Error(`no engine ${datasource.type}`)
      const can = engine.capabilities(datasource.settings)
      for (const model of models)
        for (const reason of lacks(model, can, datasource.type))
          faults.push(`${reason} (${files.get(model.name) ?? model.name}, bound to ${name})`)
    }
  }
  if (faults.length > 0) throw new Faults('The models and the configuration do not fit:', faults)
  return [...bound.keys()]
}

function unconfigured(name: string, models: readonly CatalogModel[], config: Config, files: ReadonlyMap<string, string>): string[] {
  const routed = models.filter((model) => Object.hasOwn(config.modelRouting, model.name))
  const direct = models.filter((model) => !routed.includes(model))
  const lower = name.toLowerCase()
  const faults: string[] = []
  const be = (list: readonly CatalogModel[]) => (list.length === 1 ? 'is' : 'are')
  const names = (list: readonly CatalogModel[]) => list.map((model) => model.name).join(', ')
  const set = `Set DATABASES__${lower}__DB_TYPE=… `
  if (direct.length > 0) {
    const where = [...new Set(direct.map((model) => files.get(model.name) ?? model.name))].join(', ')
    const wrong = nameFault(lower)
    if (wrong !== undefined) faults.push(`${names(direct)} ${be(direct)} bound to "${name}" (${where}); the datasource name ${wrong}`)
    else if (config.datasources.has(lower))
      faults.push(`${names(direct)} ${be(direct)} bound to ${name}; datasource names are lower case: write ${lower} in ${where}.`)
    else faults.push(`${names(direct)} ${be(direct)} bound to ${name}, which is not configured. ${set}, or remove ${where}.`)
  }
  if (routed.length > 0)
    faults.push(
      `MODEL_ROUTING sends ${names(routed)} to ${name}, which is not configured. ${set}, or route to ${[...config.datasources.keys()].join(', ')}.`,
    )
  return faults
}
