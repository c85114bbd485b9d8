/** The configuration of a gateway, read from its environment: everything checked, all faults at once. */

import { Faults } from '../base/errors.ts'
import { type DatasourceConfig, type Effective, type EngineOptions, knownOptions, resolveDatasource } from './datasources.ts'
import { type DatasourceVariables, type Environment, type Findings, nameFault, readDatasources } from './env.ts'
import { type GatewaySettings, readFlat } from './flat.ts'
import { quoted, type Reading, readTextFile } from './given.ts'

export interface Config extends Omit<GatewaySettings, 'modelRouting' | 'seedDemo' | 'poolMax'> {
  /** Nothing about datasources was configured: the embedded databases under `dataDir` serve. */
  readonly embedded: boolean
  /** By name, lower case. */
  readonly datasources: ReadonlyMap<string, DatasourceConfig>
  /** Model → datasource, overriding what the models say; the models' names are checked by the catalog. */
  readonly modelRouting: Readonly<Record<string, string>>
  readonly seedDemo: boolean
}

export interface LoadOptions {
  /** True when the log is read by a person at a terminal. */
  readonly terminal?: boolean
  /** Reads a file that a `…_FILE` variable names. */
  readonly readFile?: (path: string) => string
}

export interface Loaded {
  readonly config: Config
  /** Old names in use, foreign variables that look like ours: one sentence each. */
  readonly notices: readonly string[]
  /** Variables that held a secret: to be deleted from the process environment after reading. */
  readonly secretVariables: readonly string[]
}

/** What serves when nothing is configured. */
const EMBEDDED: readonly DatasourceVariables[] = (
  [
    ['main', 'pglite'],
    ['products_db', 'sqlite'],
    ['users_db', 'sqlite'],
  ] as const
).map(([name, type]) => ({ name, form: 'long', options: new Map([['DB_TYPE', { name: 'embedded default', value: type }]]) }))

/**
 * Reads the whole configuration. Every secret met is remembered, so that no log line shows it.
 * @param env variables; names that are not ours are let be
 * @param engines the engines' option tables
 * @throws Faults with everything that is wrong, each fault naming its variable and the remedy
 */
export function loadConfig(env: Environment, engines: readonly EngineOptions[], options: LoadOptions = {}): Loaded {
  const findings: Findings = { faults: [], notices: [] }
  const secretVariables = new Set<string>()
  const around: Reading = { findings, secretVariables, readFile: options.readFile ?? readTextFile }
  const { modelRouting, seedDemo, poolMax, ...flat } = readFlat(env, options.terminal ?? false, around)
  const given = readDatasources(env, knownOptions(engines), findings)
  const datasources = new Map<string, DatasourceConfig>()
  const embedded = given.size === 0
  for (const variables of embedded ? EMBEDDED : given.values()) {
    const datasource = resolveDatasource(variables, { ...around, engines, poolMax })
    if (datasource !== undefined) datasources.set(variables.name, datasource)
  }
  const routing = modelRouting === undefined ? {} : routingOf(modelRouting, findings.faults)
  if (findings.faults.length > 0) throw new Faults('The configuration has faults:', findings.faults)
  const seed = seedDemo ?? embedded
  const config: Config = Object.freeze({
    ...flat,
    effective: flat.effective.map((line): Effective => (line.name === 'SEED_DEMO' ? { ...line, value: seed } : line)),
    embedded,
    datasources,
    modelRouting: routing,
    seedDemo: seed,
  })
  return { config, notices: findings.notices, secretVariables: [...secretVariables] }
}

/** MODEL_ROUTING, `{"Customer": "users_db"}`, with datasource names in lower case. */
function routingOf(text: string, faults: string[]): Readonly<Record<string, string>> {
  const fault = (what: string): Record<string, string> => {
    faults.push(`MODEL_ROUTING ${what}. Write a JSON object of models and datasources, such as {"Customer": "users_db"}.`)
    return {}
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return fault('is no JSON')
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) return fault('is no JSON object')
  const routes: [string, string][] = []
  for (const [model, datasource] of Object.entries(parsed)) {
    if (typeof datasource !== 'string') fault(`gives ${quoted(model)} something that is not the name of a datasource`)
    else {
      const name = datasource.toLowerCase()
      const wrong = nameFault(name)
      if (wrong !== undefined) faults.push(`MODEL_ROUTING: the datasource name ${quoted(datasource)} for ${quoted(model)} ${wrong}`)
      routes.push([model, name])
    }
  }
  // fromEntries defines own properties: a model called __proto__ stays data and is refused by the catalog.
  return Object.fromEntries(routes)
}
