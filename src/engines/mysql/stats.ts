/** How much a MySQL or MariaDB database holds, as its own statistics tell. */

import type { Stats } from '../../datasource/report.ts'
import type { Query } from '../hosted/datasource.ts'
import { countSmall, type Measured } from '../sql/counts.ts'

const text = (cell: unknown): string => (cell instanceof Uint8Array ? Buffer.from(cell).toString('utf8') : String(cell ?? ''))
const number = (cell: unknown): number | null => (cell === null || cell === undefined ? null : Number(cell))
const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``

/** These keep the number of their rows; InnoDB guesses it from some pages. */
const COUNTING: ReadonlySet<string> = new Set(['MyISAM', 'Aria', 'MEMORY'])

const TABLES = `select table_name, engine, table_rows, data_length + index_length from information_schema.tables
  where table_schema = database() and table_type in ('BASE TABLE', 'SYSTEM VERSIONED') order by table_name`

/** Sessions, those of them at work, the most there may be. Every login may ask, where the processes themselves are not shown. */
const sessionsIn = (table: string): string => `select
    (select variable_value from ${table} where variable_name = 'Threads_connected'),
    (select variable_value from ${table} where variable_name = 'Threads_running'), @@global.max_connections`

export async function statsOfMysql(query: Query, isMariadb: boolean): Promise<Stats> {
  // MySQL would answer with what it found out a day ago.
  if (!isMariadb) await query('set session information_schema_stats_expiry = 0')
  const measured = (await query(TABLES)).map(([name, engine, rows, bytes]): Measured => {
    const table = text(name)
    return {
      table,
      rows: number(rows),
      estimated: !COUNTING.has(text(engine)),
      bytes: number(bytes),
      quoted: quoted(table),
    }
  })
  const [[connected, running, max] = []] = await query(
    sessionsIn(isMariadb ? 'information_schema.global_status' : 'performance_schema.global_status'),
  )
  const open = number(connected)
  const used = number(running)
  return {
    tables: await countSmall(query, measured, 'count(*)'),
    bytes: measured.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
    sessions: open === null || used === null ? null : { used: Math.min(used, open), idle: Math.max(0, open - used), max: number(max) },
    // Neither mysqldump nor mariadb-backup leaves a trace in the server.
    lastBackup: null,
  }
}
