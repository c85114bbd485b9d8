/** Databases that exist already: what they say of themselves, and models drafted from it. */

import { deadlineIn } from './base/deadline.ts'
import { Faults, GatewayError } from './base/errors.ts'
import type { Config } from './config/config.ts'
import type { Datasource } from './datasource/datasource.ts'
import { draftModels } from './datasource/draft.ts'
import type { IntrospectOptions, TableInfo } from './datasource/introspection.ts'
import type { Registry } from './datasource/registry.ts'
import type { Trouble } from './datasource/report.ts'
import { troubleBehind } from './engines/hosted/host.ts'
import type { ModelSource } from './model/model.ts'

/** Milliseconds: large databases have thousands of tables, and samples take time. */
const TIMEOUT = 10 * 60_000
/** Rows of one statement of an introspection: the columns of all tables may come in one. */
const MAX_ROWS = 1_000_000

/**
 * The tables and views of a live datasource.
 * @throws Faults where it cannot be reached or asked, with the reason for the operator
 */
export async function tablesOf(datasource: Datasource, options: IntrospectOptions = {}): Promise<readonly TableInfo[]> {
  const { name, engine } = datasource
  if (datasource.introspect === undefined)
    throw new Faults('The database cannot be read:', [
      `${name} is ${engine.type}, which cannot be introspected yet. Write its models by hand.`,
    ])
  const { at, signal } = deadlineIn(TIMEOUT)
  try {
    return await datasource.introspect({ ...options, signal, deadline: at, lane: 'admin', maxRows: MAX_ROWS })
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code === 'INTERNAL_SERVER_ERROR') throw error
    throw new Faults('The database cannot be read:', [`${name} (${engine.type}): ${reasonOf(error)}`])
  }
}

/** What to do where a database cannot be reached; what the engines refuse themselves they say themselves. */
const REMEDIES: Readonly<Record<Trouble, string>> = {
  dns: 'Correct DB_HOST.',
  refused: 'Correct DB_HOST and DB_PORT, or start the server.',
  timeout: 'Look whether DB_HOST and DB_PORT lead to a server of this type, and whether a firewall stands between.',
  auth: 'Correct DB_USER and DB_PASSWORD.',
  tls: 'Correct SSL__MODE to what the server offers, or SSL__CA and SSL__SERVERNAME to what its certificate says.',
  other: 'Look whether DB_NAME is there for this user, and whether a server of this type answers at DB_HOST and DB_PORT.',
}

/** For the operator: what is wrong, in the database's own words, and what to do. */
function reasonOf(error: GatewayError): string {
  const reason = error.cause instanceof Error ? `${error.message} ${error.cause.message}` : error.message
  const known = error.code !== 'DATASOURCE_UNAVAILABLE' || /\b(set|correct) [A-Z]/i.test(reason)
  return known ? reason : `${reason.replace(/\.?$/, '.')} ${REMEDIES[troubleBehind(error)]}`
}

export interface Existing {
  readonly models: readonly ModelSource[]
  /** The datasources that are served as they are. */
  readonly drafted: ReadonlySet<string>
  /** What is left out, one sentence each. */
  readonly notices: readonly string[]
}

/**
 * Drafts models for every configured datasource that no model is bound to, by itself or by the routing.
 * @param own the models of files; their names stay theirs
 * @throws Faults of all datasources together
 */
export async function draftExisting(config: Config, registry: Registry, own: readonly ModelSource[]): Promise<Existing> {
  const bound = new Set(own.flatMap(({ model }) => [model.datasource, config.modelRouting[model.name] ?? model.datasource]))
  const free = [...config.datasources.keys()].filter((name) => !bound.has(name)).sort()
  const found = await Promise.allSettled(free.map((name) => tablesOf(registry.get(name))))
  const faults: string[] = []
  const models: ModelSource[] = [...own]
  const notices: string[] = []
  for (const [i, result] of found.entries()) {
    const name = free[i] ?? ''
    if (result.status === 'rejected') {
      if (!(result.reason instanceof Faults)) throw result.reason
      faults.push(...result.reason.faults)
      continue
    }
    const { naming } = registry.get(name).engine
    const drafts = draftModels(name, result.value, {
      existing: models.map(({ model }) => model),
      ...(naming === undefined ? {} : { naming }),
    })
    // In the order in which the models of a written file are loaded: the graph is the same text either way.
    const drafted = drafts.models.toSorted((a, b) => (a.model.name < b.model.name ? -1 : 1))
    models.push(...drafted.map(({ model }) => ({ model, file: `drafted from ${name}` })))
    notices.push(...drafts.notes.map((note) => `${name}: ${note}`))
  }
  if (faults.length > 0) throw new Faults('The databases cannot be served as they are:', faults)
  return { models: models.slice(own.length), drafted: new Set(free), notices }
}
