/** How much a SQL Server database holds, as its catalog tells, and when it was last backed up. */

import { GatewayError } from '../../base/errors.ts'
import type { Stats, TableStats } from '../../datasource/report.ts'
import type { Query } from '../hosted/datasource.ts'

type Rows = Awaited<ReturnType<Query>>

const number = (cell: unknown): number | null => (cell === null || cell === undefined ? null : Number(cell))

/** With indexes and long values. */
const BYTES = `(select sum(a.total_pages) * cast(8192 as bigint) from sys.partitions as p
      join sys.allocation_units as a on a.container_id = case a.type when 2 then p.partition_id else p.hobt_id end
      where p.object_id = o.object_id)`

/**
 * Schema (null: the connection's own), name, rows, bytes; of the tables that the login may see.
 * The server counts rows as they come and go, but promises no more than an approximation.
 */
const tables = (bytes: string): string => `select case when s.name = schema_name() then null else s.name end, o.name,
    (select sum(p.rows) from sys.partitions as p where p.object_id = o.object_id and p.index_id in (0, 1)), ${bytes}
  from sys.objects as o join sys.schemas as s on s.schema_id = o.schema_id
  where o.type = 'U' and o.is_ms_shipped = 0 and s.name not in ('sys', 'INFORMATION_SCHEMA') order by s.name, o.name`

/** Files of data, sessions at work, sessions at rest, the most there may be. A login without the right to more sees its own session. */
const DATABASE = `select (select sum(cast(f.size as bigint)) * 8192 from sys.database_files as f where f.type <> 1),
    (select count(*) from sys.dm_exec_sessions as e where e.is_user_process = 1 and e.status <> 'sleeping'),
    (select count(*) from sys.dm_exec_sessions as e where e.is_user_process = 1 and e.status = 'sleeping'), @@max_connections`

/** When it ended, in UTC. It is kept in local time, with the quarters of an hour that this was apart, or 127. */
const BACKUP = `select top (1) convert(varchar(19), case when b.time_zone between -56 and 56
      then dateadd(minute, -15 * b.time_zone, b.backup_finish_date)
      else dateadd(minute, datediff(minute, getdate(), getutcdate()), b.backup_finish_date) end, 126)
  from msdb.dbo.backupset as b where b.database_name = db_name() and b.backup_finish_date is not null order by b.backup_finish_date desc`

export async function statsOfSqlServer(query: Query): Promise<Stats> {
  const listed = (await answered(query(tables(BYTES)))) ?? (await query(tables('cast(null as bigint)')))
  const [[bytes, used, idle, max] = []] = (await answered(query(DATABASE))) ?? []
  const [[backup] = []] = (await answered(query(BACKUP))) ?? []
  return {
    tables: listed.map(([schema, name, rows, size]): TableStats => {
      const table = String(name)
      return { table: typeof schema === 'string' ? `${schema}.${table}` : table, rows: number(rows), estimated: true, bytes: number(size) }
    }),
    bytes: number(bytes),
    sessions: used === undefined ? null : { used: Number(used), idle: Number(idle), max: number(max) },
    lastBackup: typeof backup === 'string' ? `${backup}Z` : null,
  }
}

/** Past these nobody answers any more. */
const OVER: ReadonlySet<string> = new Set(['DATASOURCE_TIMEOUT', 'QUERY_CANCELLED', 'SHUTTING_DOWN'])

/** Null where the login may not ask this, or the product cannot tell: whoever reads a database need not read the server's history. */
async function answered(asked: Promise<Rows>): Promise<Rows | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof GatewayError && !OVER.has(error.code)) return null
    throw error
  }
}
