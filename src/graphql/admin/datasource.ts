/** A datasource as operators see it: what is configured, and under it what the background probes found out. */

import { GatewayError } from '../../base/errors.ts'
import type { Capabilities } from '../../datasource/capabilities.ts'
import type { BackupGuide, PoolState } from '../../datasource/report.ts'
import type { Builder } from '../builder.ts'
import { modelsOn, sourceIn } from './lookup.ts'
import type { ModelRef } from './model.ts'
import type { DatasourceRef } from './refs.ts'
import type { ReportRefs } from './reports.ts'
import type { AdminSetting } from './source.ts'

interface Backup {
  readonly guide: BackupGuide
  readonly datasource: string
}

export function defineDatasource(builder: Builder, datasource: DatasourceRef, model: ModelRef, reports: ReportRefs): void {
  const role = builder.enumType('AdminDatasourceRole', {
    description: 'What a database is among those that hold the same rows.',
    values: { PRIMARY: { value: 'primary', description: 'It takes reads and writes.' } },
  })
  const capabilities = defineCapabilities(builder)
  const pool = definePool(builder)
  const setting = defineSetting(builder)
  const backup = defineBackup(builder)
  datasource.implement({
    description: 'A configured datasource.',
    fields: (t) => ({
      name: t.string({ description: 'Its name in the configuration.', resolve: ({ name }) => name }),
      engine: t.string({ description: 'Which engine it is, as in DB_TYPE.', resolve: ({ engine }) => engine }),
      role: t.field({ type: role, description: 'Its role.', resolve: () => 'primary' as const }),
      models: t.field({
        type: [model],
        description: 'The models that it serves.',
        resolve: ({ name }, _args, context) => modelsOn(sourceIn(context), name),
      }),
      capabilities: t.field({ type: capabilities, description: 'What its engine can.', resolve: (of) => of.capabilities }),
      pool: t.field({
        type: pool,
        description: "The gateway's own sessions at this moment; null where there are none to count.",
        resolve: ({ name }, _args, context) => sourceIn(context).monitor.pool(name),
      }),
      settings: t.field({
        type: [setting],
        description: 'Its settings in force. Secrets are masked.',
        resolve: ({ settings }) => [...settings],
      }),
      console: t.boolean({ description: 'Whether executeQuery may ask it.', resolve: (of) => of.console !== null }),
      health: t.field({
        type: reports.health,
        description: 'What the last probe said.',
        resolve: ({ name }, _args, context) => sourceIn(context).monitor.health(name, context),
      }),
      stats: t.field({
        type: reports.stats,
        description: 'How large it is; figures that are at most a minute old. Null where its engine cannot tell.',
        resolve: async (of, _args, context) => {
          const report = await sourceIn(context).monitor.stats(of.name, context)
          return report === null ? null : { datasource: of, report }
        },
      }),
      backup: t.field({
        type: backup,
        description: 'How it is backed up and restored with its own tools. There is no password in it.',
        resolve: ({ name, backup: guideOf }) => {
          const guide = guideOf()
          return guide === null ? null : { guide, datasource: name }
        },
      }),
      activity: t.field({
        type: reports.activity,
        description: 'What the statements of the last minutes did.',
        resolve: ({ name }, _args, context) => sourceIn(context).monitor.activity(name),
      }),
    }),
  })
}

function defineCapabilities(builder: Builder) {
  return builder.objectRef<Capabilities>('AdminCapabilities').implement({
    description: 'What an engine can.',
    fields: (t) => ({
      nest: t.boolean({ description: "Related rows come inside their parents' statement.", resolve: ({ nest }) => nest }),
      transactions: t.boolean({ description: 'It has transactions.', resolve: ({ transactions }) => transactions }),
      transactionalDdl: t.boolean({
        description: 'Tables are created and rolled back like rows.',
        resolve: ({ transactionalDdl }) => transactionalDdl !== false,
      }),
      identity: t.boolean({ description: 'It numbers rows.', resolve: ({ identity }) => identity }),
      objectId: t.boolean({ description: 'It has keys of the type objectId.', resolve: ({ objectId }) => objectId }),
      decimalPrecision: t.int({ description: 'The most digits of an exact number.', resolve: ({ decimalPrecision }) => decimalPrecision }),
      timePrecision: t.int({ description: 'Digits of a second that it keeps.', resolve: ({ timePrecision }) => timePrecision }),
    }),
  })
}

function definePool(builder: Builder) {
  return builder.objectRef<PoolState>('AdminPool').implement({
    description: "The gateway's own sessions of a datasource.",
    fields: (t) => ({
      max: t.int({ description: 'As many as there may be.', resolve: ({ max }) => max }),
      used: t.int({ description: 'At work.', resolve: ({ used }) => used }),
      idle: t.int({ description: 'Open and at rest.', resolve: ({ idle }) => idle }),
      waiting: t.int({ description: 'Statements that wait for one.', resolve: ({ waiting }) => waiting }),
    }),
  })
}

function defineSetting(builder: Builder) {
  return builder.objectRef<AdminSetting>('AdminSetting').implement({
    description: 'A setting in force.',
    fields: (t) => ({
      name: t.string({ description: 'The variable that sets it.', resolve: ({ name }) => name }),
      value: t.string({ description: 'Its value; *** for a secret that is set, null for what is not.', resolve: ({ value }) => value }),
      from: t.string({ description: '`default`, or the variable that was read.', resolve: ({ from }) => from }),
    }),
  })
}

function defineBackup(builder: Builder) {
  return builder.objectRef<Backup>('AdminBackup').implement({
    description: 'How a database is backed up and restored with its own tools.',
    fields: (t) => ({
      host: t.string({ description: 'Where it is; null for an embedded one.', resolve: ({ guide }) => guide.host }),
      port: t.int({ description: 'Its port.', resolve: ({ guide }) => guide.port }),
      database: t.string({ description: 'The database on the server, or the file or folder.', resolve: ({ guide }) => guide.database }),
      user: t.string({ description: 'The user that logs in.', resolve: ({ guide }) => guide.user }),
      backup: t.string({ description: 'The command that backs it up.', resolve: ({ guide }) => guide.backup }),
      restore: t.string({ description: 'The command that restores it.', resolve: ({ guide }) => guide.restore }),
      note: t.string({ description: 'What to mind.', resolve: ({ guide }) => guide.note }),
      lastBackup: t.field({
        type: 'DateTime',
        description: 'The last backup that the engine itself knows of.',
        resolve: async ({ datasource }, _args, context) => {
          const report = await sourceIn(context).monitor.stats(datasource, context)
          if (report !== null && report.error !== null && report.stats.lastBackup === null)
            throw new GatewayError(report.error, `The datasource ${datasource} does not tell at the moment.`, { datasource })
          return report?.stats.lastBackup ?? null
        },
      }),
    }),
  })
}
