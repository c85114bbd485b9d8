/** What the admin part of the graph asks of the gateway. */

import type { DocumentNode } from 'graphql'
import type { Audit, AuditRecord } from '../../access/audit.ts'
import type { Capabilities } from '../../datasource/capabilities.ts'
import type { Monitor } from '../../datasource/monitor.ts'
import type { Naming } from '../../datasource/naming.ts'
import type { BackupGuide, Console } from '../../datasource/report.ts'
import type { Catalog } from '../../model/catalog.ts'
import type { Asked } from '../../plan/answer.ts'
import type { PlanStep } from '../../plan/explain.ts'

export interface AdminSource {
  readonly catalog: Catalog
  /** All of them, in the order of the configuration. */
  readonly datasources: readonly AdminDatasource[]
  readonly monitor: Pick<Monitor, 'health' | 'stats' | 'pool' | 'activity'>
  readonly audit: Audit
  /** Is told of an outcome that could not be written down. */
  auditFailed(error: unknown, line: AuditRecord): void
  /**
   * The document of an operation that is explained and not run, checked and limited like any other.
   * @throws GatewayError
   */
  readDocument(text: string, operationName: string | undefined, variables: Readonly<Record<string, unknown>>): DocumentNode
  /** The statements of an operation's reads; asks nothing. @throws GatewayError */
  explain(asked: readonly Asked[]): readonly PlanStep[]
}

/** A configured datasource; what can be said of it without asking it. */
export interface AdminDatasource {
  /** Lower case. */
  readonly name: string
  readonly engine: string
  readonly capabilities: Capabilities
  readonly naming: Naming
  /** The settings in force, secrets masked. */
  readonly settings: readonly AdminSetting[]
  /** Null where the engine has no guide. @throws whatever is wrong with it */
  backup(): BackupGuide | null
  /** Null where none is configured. */
  readonly console: Console | null
  /** What to do for one, in a sentence. */
  readonly consoleRemedy: string
}

export interface AdminSetting {
  /** The variable that sets it. */
  readonly name: string
  readonly value: string | null
  /** `default`, or the variable that was read. */
  readonly from: string
}
