/** The gateway's own side as the admin part of the graph sees it: put together from configuration, registry, monitor and plans. */

import { join } from 'node:path'
import { type AuditRecord, fileAudit } from './access/audit.ts'
import { badInput } from './base/errors.ts'
import type { Log } from './base/log.ts'
import type { Config } from './config/config.ts'
import { linesOf } from './config/print.ts'
import type { Engine } from './datasource/datasource.ts'
import type { Monitor } from './datasource/monitor.ts'
import { SNAKE_CASE } from './datasource/naming.ts'
import type { Registry } from './datasource/registry.ts'
import type { AdminDatasource, AdminSource } from './graphql/admin/source.ts'
import type { buildSchema } from './graphql/schema.ts'
import type { Catalog } from './model/catalog.ts'
import type { Answerer } from './plan/answer.ts'
import { chooseOperation, createDocuments, type Documents } from './server/documents.ts'
import { costExceeded, DEFAULT_DOCUMENT_LIMITS, limitExceeded, valueDepth } from './server/limits.ts'

export interface AdminOptions {
  readonly config: Config
  readonly registry: Pick<Registry, 'get'>
  readonly catalog: Catalog
  readonly monitor: Monitor
  readonly answerer: Answerer
  readonly schema: ReturnType<typeof buildSchema>
  readonly log: Log | undefined
}

export function createAdminSource({ config, registry, catalog, monitor, answerer, schema, log }: AdminOptions): AdminSource {
  const { limits } = config
  const file = config.auditFile ?? join(config.dataDir, 'audit.jsonl')
  const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  let documents: Documents | undefined
  let datasources: readonly AdminDatasource[] | undefined
  const readDocuments = (): Documents =>
    createDocuments({
      schema,
      limits: { ...DEFAULT_DOCUMENT_LIMITS, ...limits },
      maxTokens: limits.maxTokens,
      sizes: limits,
      suggestions: true,
      log: log ?? silent,
    })
  return {
    catalog,
    monitor,
    get datasources() {
      datasources ??= [...config.datasources.values()].map((of) => datasourceOf(config, of, registry.get(of.name).engine))
      return datasources
    },
    audit: fileAudit(file, (line) => log?.info('Audit.', { ...line })),
    auditFailed: (cause: unknown, line: AuditRecord) =>
      log?.error('The outcome of a question could not be written to the audit.', { ...line, auditFile: file, cause }),
    readDocument(text, operationName, variables) {
      if (text.trim() === '') throw badInput('operation is empty.', ['operation'])
      const depth = valueDepth(variables, DEFAULT_DOCUMENT_LIMITS.maxValueDepth + 2) - 1
      if (depth > DEFAULT_DOCUMENT_LIMITS.maxValueDepth)
        throw limitExceeded('maxValueDepth', 'levels of lists and objects in variables', depth, DEFAULT_DOCUMENT_LIMITS.maxValueDepth)
      documents ??= readDocuments()
      const known = documents.read(text)
      const operation = chooseOperation(known.document, operationName, schema)
      const invalid = known.invalid()
      if (invalid !== null) throw invalid
      const cost = known.costOf(operation, variables)
      const { maxCost } = config.protection
      if (cost > maxCost) throw costExceeded(cost, maxCost)
      return known.document
    },
    explain: (asked) => answerer.explain(asked, limits.maxRows),
  }
}

type Configured = Config['datasources'] extends ReadonlyMap<string, infer Of> ? Of : never

function datasourceOf({ dataDir }: Config, { name, settings, effective }: Configured, engine: Engine): AdminDatasource {
  const { type } = engine
  return {
    name,
    engine: type,
    capabilities: engine.capabilities(settings),
    naming: engine.naming ?? SNAKE_CASE,
    settings: linesOf(effective),
    backup: () => engine.backup?.(name, settings, { dataDir }) ?? null,
    console: engine.console?.(name, settings, { dataDir }) ?? null,
    consoleRemedy: remedyFor(name, engine),
  }
}

function remedyFor(name: string, { type, options }: Engine): string {
  if (options.ADMIN_SQL__USER !== undefined)
    return `executeQuery is off for ${name}. Name a login that only reads in DATABASES__${name}__ADMIN_SQL__USER and ADMIN_SQL__PASSWORD.`
  if (options.ADMIN_SQL__ENABLED !== undefined)
    return `executeQuery is off for ${name}. Set DATABASES__${name}__ADMIN_SQL__ENABLED=true; a database in memory cannot be asked.`
  return `${type} has one session, the gateway's own, which may write: there is no way in for executeQuery that only reads.`
}
