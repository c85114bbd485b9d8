/** How much a PostgreSQL database holds, as its catalog tells; the same for a server and for PGlite. */

import type { ServerSessions, Stats } from '../../datasource/report.ts'
import type { Query } from '../hosted/datasource.ts'
import { countSmall, type Measured } from '../sql/counts.ts'
import { READABLE } from './catalog-text.ts'

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const number = (cell: unknown): number | null => (typeof cell === 'string' ? Number(cell) : null)

/**
 * Schema (null: the connection's own), schema, name, rows, bytes with indexes and long values. A partitioned table is all its parts.
 * Rows are those of the last vacuum or analysis, or what has been counted since where there was none; not known: null.
 */
const TABLES = `select nullif(n.nspname, current_schema()), n.nspname, c.relname, s.count, s.bytes
  from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
  cross join lateral (
    select sum(case when p.reltuples > 0 then p.reltuples else nullif(pg_catalog.pg_stat_get_live_tuples(p.oid), 0) end)::bigint as count,
      sum(pg_catalog.pg_total_relation_size(p.oid))::bigint as bytes
    from (
      select c.oid where c.relkind <> 'p'
      union all
      select t.relid from pg_catalog.pg_partition_tree(case when c.relkind = 'p' then c.oid end) as t where t.isleaf
    ) as l join pg_catalog.pg_class as p on p.oid = l.oid
  ) as s
  where c.relkind in ('r', 'p', 'm') and ${READABLE} order by n.nspname, c.relname`

/** Whole size, sessions at work, sessions at rest, the most there may be. What others' sessions do is seen with the right to it only. */
const DATABASE = `select pg_catalog.pg_database_size(pg_catalog.current_database()),
    count(*) filter (where a.state is distinct from 'idle'), count(*) filter (where a.state = 'idle'),
    pg_catalog.current_setting('max_connections')
  from pg_catalog.pg_stat_activity as a where a.backend_type = 'client backend'`

/** @param server false for PGlite, whose one session is the gateway's */
export async function statsOfPostgres(query: Query, server: boolean): Promise<Stats> {
  const rows = (await query(TABLES)) as readonly (readonly (string | null)[])[]
  const measured = rows.map(([other, schema, name, count, bytes]): Measured => {
    const table = name ?? ''
    return {
      table: other === null || other === undefined ? table : `${other}.${table}`,
      rows: number(count),
      estimated: true,
      bytes: number(bytes),
      quoted: `${quoted(schema ?? '')}.${quoted(table)}`,
    }
  })
  const [[bytes, used, idle, max] = []] = await query(DATABASE)
  const sessions: ServerSessions = { used: Number(used), idle: Number(idle), max: number(max) }
  return {
    tables: await countSmall(query, measured, 'count(*)'),
    bytes: number(bytes),
    sessions: server ? sessions : null,
    // Neither pg_dump nor a base backup leaves a trace in the database.
    lastBackup: null,
  }
}
