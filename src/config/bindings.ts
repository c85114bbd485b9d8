/** Whether the configured datasources can serve the models: every model's datasource is there, and its engine can hold the model. */

import { lacks } from '../datasource/capabilities.ts'
import type { Engine } from '../datasource/datasource.ts'
import type { Catalog } from '../model/catalog.ts'
import type { ModelDefinition, ModelSource } from '../model/model.ts'
import type { Config } from './config.ts'
import { nameFault } from './env.ts'

/**
 * The models that are bound, by themselves or by the routing, to a datasource that is not configured.
 * @param sources where the models stand, for messages
 * @returns one fault per datasource, with the remedy
 */
export function unboundModels(config: Config, sources: readonly ModelSource[]): string[] {
  const bound = new Map<string, ModelDefinition[]>()
  for (const { model } of sources) {
    const name = (Object.hasOwn(config.modelRouting, model.name) ? config.modelRouting[model.name] : undefined) ?? model.datasource
    bound.set(name, [...(bound.get(name) ?? []), model])
  }
  const files = new Map(sources.map(({ model, file }) => [model.name, file]))
  return [...bound].flatMap(([name, models]) => (config.datasources.has(name) ? [] : unconfigured(name, models, config, files)))
}

/**
 * What models need and the engines of their datasources have not.
 * @param engines the descriptors of all configured engines
 */
export function unfitModels(
  config: Config,
  catalog: Catalog,
  sources: readonly ModelSource[],
  engines: readonly Pick<Engine, 'type' | 'capabilities'>[],
): string[] {
  const files = new Map(sources.map(({ model, file }) => [model.name, file]))
  return [...catalog.models.values()].flatMap((model) => {
    const datasource = config.datasources.get(model.datasource)
    const engine = engines.find(({ type }) => type === datasource?.type)
    if (datasource === undefined || engine === undefined) return []
    const reasons = lacks(model, engine.capabilities(datasource.settings), datasource.type)
    return reasons.map((reason) => `${reason} (${files.get(model.name) ?? model.name}, bound to ${model.datasource})`)
  })
}

function unconfigured(name: string, models: readonly ModelDefinition[], config: Config, files: ReadonlyMap<string, string>): string[] {
  const routed = models.filter((model) => Object.hasOwn(config.modelRouting, model.name))
  const direct = models.filter((model) => !routed.includes(model))
  const lower = name.toLowerCase()
  const faults: string[] = []
  const be = (list: readonly ModelDefinition[]) => (list.length === 1 ? 'is' : 'are')
  const names = (list: readonly ModelDefinition[]) => list.map((model) => model.name).join(', ')
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
