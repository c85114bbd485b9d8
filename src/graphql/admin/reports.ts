/** What the background probes know of a datasource: its health, its sizes, what its statements did. */

import type { ActivityReport, SlowStatement } from '../../datasource/activity.ts'
import type { StatsReport } from '../../datasource/figures.ts'
import type { DatasourceState } from '../../datasource/monitor.ts'
import type { ServerSessions, TableStats } from '../../datasource/report.ts'
import type { Builder } from '../builder.ts'
import { modelOfTable, moment, readableSize, sourceIn } from './lookup.ts'
import type { AdminDatasource } from './source.ts'

export type ReportRefs = ReturnType<typeof defineReports>

interface StatsOf {
  readonly datasource: AdminDatasource
  readonly report: StatsReport
}

export function defineReports(builder: Builder) {
  return { health: defineHealth(builder), stats: defineStats(builder), activity: defineActivity(builder) }
}

function defineHealth(builder: Builder) {
  const condition = builder.enumType('AdminCondition', {
    description: 'How a datasource is.',
    values: {
      HEALTHY: { description: 'It answers as it should.' },
      DEGRADED: { description: 'It answers, but slowly, or not everything that the models promise, or its sessions do not suffice.' },
      UNHEALTHY: { description: 'It does not answer.' },
    },
  })
  const trouble = builder.enumType('AdminTrouble', {
    description: 'Why a database cannot be reached.',
    values: {
      REFUSED: { value: 'refused', description: 'Nothing listens there.' },
      TIMEOUT: { value: 'timeout', description: 'Nothing answers in time.' },
      AUTH: { value: 'auth', description: 'The login is refused.' },
      TLS: { value: 'tls', description: 'No trusted TLS connection comes about.' },
      DNS: { value: 'dns', description: "The host's name is not known." },
      OTHER: { value: 'other', description: 'Something else.' },
    },
  })
  const failure = builder.objectRef<NonNullable<DatasourceState['lastError']>>('AdminFailure').implement({
    description: 'A probe that failed.',
    fields: (t) => ({
      at: t.field({ type: 'DateTime', description: 'When.', resolve: ({ at }) => moment(at) }),
      code: t.string({ description: 'The code of the error.', resolve: ({ code }) => code }),
      trouble: t.field({ type: trouble, description: 'Its class.', resolve: (of) => of.trouble }),
    }),
  })
  return builder.objectRef<DatasourceState>('AdminHealth').implement({
    description: 'What the probes of a datasource say.',
    fields: (t) => ({
      state: t.field({ type: condition, description: 'How it is.', resolve: (state) => state.condition }),
      since: t.field({ type: 'DateTime', description: 'Since when.', resolve: ({ since }) => moment(since) }),
      checkedAt: t.field({ type: 'DateTime', description: 'When the last probe ended.', resolve: ({ checkedAt }) => moment(checkedAt) }),
      lastSuccess: t.field({
        type: 'DateTime',
        description: 'When a probe last succeeded.',
        resolve: ({ lastSuccess }) => (lastSuccess === null ? null : moment(lastSuccess)),
      }),
      latency: t.float({
        description: 'Milliseconds that the last probe took.',
        resolve: ({ health }) => Math.round(health.latency * 100) / 100,
      }),
      testQuery: t.boolean({
        description: 'Whether the test query of the last probe was answered as it must be.',
        resolve: ({ health }) => health.ok,
      }),
      trouble: t.field({
        type: trouble,
        description: 'Why it cannot be reached; null where it can.',
        resolve: ({ health }) => health.trouble,
      }),
      lastError: t.field({ type: failure, description: 'The last probe that failed.', resolve: ({ lastError }) => lastError }),
      database: t.string({ description: 'What the database calls itself.', resolve: ({ health }) => health.database }),
      serverVersion: t.string({ description: 'The version of its server.', resolve: ({ health }) => health.serverVersion }),
      reasons: t.stringList({ description: 'Why it is not HEALTHY.', resolve: ({ reasons }) => [...reasons] }),
      faults: t.stringList({ description: 'What is wrong with its models.', resolve: ({ faults }) => [...faults] }),
    }),
  })
}

function defineStats(builder: Builder) {
  const sessions = builder.objectRef<ServerSessions>('AdminSessions').implement({
    description: "A database's own sessions, the gateway's and everybody else's, as far as its login may see them.",
    fields: (t) => ({
      used: t.int({ description: 'At work.', resolve: ({ used }) => used }),
      idle: t.int({ description: 'At rest.', resolve: ({ idle }) => idle }),
      max: t.int({ description: 'As many as there may be.', resolve: ({ max }) => max }),
    }),
  })
  const table = builder.objectRef<{ readonly of: TableStats; readonly datasource: AdminDatasource }>('AdminTableStats').implement({
    description: 'The size of a table or collection.',
    fields: (t) => ({
      table: t.string({ description: 'As the database names it.', resolve: ({ of }) => of.table }),
      model: t.string({
        description: 'The model whose rows it holds; null where there is none.',
        resolve: ({ of, datasource }, _args, context) => modelOfTable(sourceIn(context), datasource, of.table),
      }),
      rows: t.field({ type: 'BigInt', description: 'Its rows.', resolve: ({ of }) => whole(of.rows) }),
      estimated: t.boolean({ description: "Whether that number comes from the database's statistics.", resolve: ({ of }) => of.estimated }),
      bytes: t.field({ type: 'BigInt', description: 'With its indexes.', resolve: ({ of }) => whole(of.bytes) }),
      size: t.string({ description: 'The same, to be read.', resolve: ({ of }) => (of.bytes === null ? null : readableSize(of.bytes)) }),
    }),
  })
  return builder.objectRef<StatsOf>('AdminStats').implement({
    description: 'How large a database is.',
    fields: (t) => ({
      at: t.field({ type: 'DateTime', description: 'When the figures were taken.', resolve: ({ report }) => moment(report.takenAt) }),
      error: t.string({
        description: 'The code of the error at the last attempt to renew them; null where it succeeded.',
        resolve: ({ report }) => report.error,
      }),
      tables: t.int({ description: 'How many tables or collections there are.', resolve: ({ report }) => report.stats.tables.length }),
      rows: t.field({
        type: 'BigInt',
        description: 'Rows of all tables; null where one is not known.',
        resolve: ({ report }) => allRows(report),
      }),
      rowsEstimated: t.boolean({
        description: "Whether one of these numbers comes from the database's statistics.",
        resolve: ({ report }) => report.stats.tables.some(({ estimated }) => estimated),
      }),
      bytes: t.field({ type: 'BigInt', description: 'The whole database.', resolve: ({ report }) => whole(report.stats.bytes) }),
      size: t.string({
        description: 'The same, to be read.',
        resolve: ({ report: { stats } }) => (stats.bytes === null ? null : readableSize(stats.bytes)),
      }),
      connections: t.field({ type: sessions, description: "The database's own sessions.", resolve: ({ report }) => report.stats.sessions }),
      tableStats: t.field({
        type: [table],
        description: 'Table by table.',
        resolve: ({ report, datasource }) => report.stats.tables.map((of) => ({ of, datasource })),
      }),
    }),
  })
}

const whole = (value: number | null): string | null => (value === null ? null : String(Math.round(value)))

function allRows({ stats }: StatsReport): string | null {
  let sum = 0
  for (const { rows } of stats.tables) {
    if (rows === null) return null
    sum += rows
  }
  return whole(sum)
}

function defineActivity(builder: Builder) {
  const errors = builder.objectRef<ActivityReport['errors'][number]>('AdminErrorCount').implement({
    description: 'How often statements ended with an error.',
    fields: (t) => ({
      code: t.string({ description: 'Its code.', resolve: ({ code }) => code }),
      count: t.int({ description: 'How often.', resolve: ({ count }) => count }),
    }),
  })
  const slow = builder.objectRef<SlowStatement>('AdminSlowStatement').implement({
    description: 'A statement that took long.',
    fields: (t) => ({
      at: t.field({ type: 'DateTime', description: 'When it began.', resolve: ({ at }) => moment(at) }),
      ms: t.float({ description: 'Milliseconds, waiting included.', resolve: ({ ms }) => Math.round(ms * 100) / 100 }),
      waitedMs: t.float({ description: 'Milliseconds of them in the queue.', resolve: ({ waitedMs }) => Math.round(waitedMs * 100) / 100 }),
      rows: t.int({ description: 'Rows that came.', resolve: ({ rows }) => rows }),
      lane: t.string({ description: 'traffic, probe or admin.', resolve: ({ lane }) => lane }),
      action: t.string({ description: 'What it does.', resolve: ({ about }) => about?.action ?? null }),
      model: t.string({ description: 'To which model.', resolve: ({ about }) => about?.model ?? null }),
      requestId: t.string({ description: 'The request it was for.', resolve: ({ requestId }) => requestId }),
      code: t.string({ description: 'The code of its error; null where it had none.', resolve: ({ code }) => code }),
      statement: t.string({ description: 'Its text, which holds no values.', resolve: ({ text }) => text }),
    }),
  })
  return builder.objectRef<ActivityReport>('AdminActivity').implement({
    description: 'What the statements of the last minutes did.',
    fields: (t) => ({
      minutes: t.int({ description: 'How many minutes that are.', resolve: ({ minutes }) => minutes }),
      statements: t.int({ description: 'Statements in these minutes.', resolve: ({ statements }) => statements }),
      errors: t.field({ type: [errors], description: 'Their errors, most first.', resolve: (report) => [...report.errors] }),
      slow: t.field({ type: [slow], description: 'The slow ones, slowest first.', resolve: (report) => [...report.slow] }),
    }),
  })
}
