/** How much a SQLite file holds: counted where that is cheap, told by its own statistics where it is not. */

import type { Stats, TableStats } from '../../datasource/report.ts'
import type { Query } from '../hosted/datasource.ts'

/** Bytes of a file of which every page is looked at. */
const SMALL = 64 * 1_048_576
/** Terms of one compound select; 500 are allowed. */
const AT_ONCE = 400

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const text = (cell: unknown): string => String(cell ?? '')
const number = (cell: unknown): number | null => (typeof cell === 'bigint' || typeof cell === 'number' ? Number(cell) : null)

const TABLES = `select t.name, t.wr from pragma_table_list as t
  where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\' order by t.name`

/** Bytes by table, its indexes included. */
const SIZES = `select s.tbl_name, sum(d.pgsize) from dbstat as d join sqlite_schema as s on s.name = d.name where d.aggregate = 1 group by s.tbl_name`

export async function statsOfSqlite(query: Query): Promise<Stats> {
  const [[pages, page] = []] = await query('select page_count, page_size from pragma_page_count, pragma_page_size')
  const bytes = Number(pages) * Number(page)
  const listed = (await query(TABLES)).map(([name, wr]) => ({ table: text(name), rowid: wr !== 1n }))
  const tables = bytes <= SMALL ? await measured(query, listed) : await estimated(query, listed)
  return { tables, bytes, sessions: null, lastBackup: null }
}

interface Listed {
  readonly table: string
  readonly rowid: boolean
}

async function measured(query: Query, listed: readonly Listed[]): Promise<TableStats[]> {
  const sizes = new Map((await query(SIZES)).map(([name, size]) => [text(name), number(size)]))
  const counts = await each(query, listed, ({ table }) => `select count(*) from ${quoted(table)}`)
  return listed.map(({ table }, i) => ({ table, rows: counts[i] ?? null, estimated: false, bytes: sizes.get(table) ?? null }))
}

/** The numbers of the last ANALYZE, or else the highest row id: there have never been more rows at once. */
async function estimated(query: Query, listed: readonly Listed[]): Promise<TableStats[]> {
  const [known] = await query(`select 1 from sqlite_schema where name = 'sqlite_stat1'`)
  const analysed = known === undefined ? [] : await query(`select tbl, max(cast(stat as integer)) from sqlite_stat1 group by tbl`)
  const rows = new Map(analysed.map(([name, count]) => [text(name), number(count)]))
  const open = listed.filter(({ table, rowid }) => rowid && !rows.has(table))
  const highest = await each(query, open, ({ table }) => `select max(rowid) from ${quoted(table)}`)
  for (const [i, { table }] of open.entries()) rows.set(table, highest[i] ?? 0)
  return listed.map(({ table }) => ({ table, rows: rows.get(table) ?? null, estimated: true, bytes: null }))
}

/** One number for each table, in few statements. */
async function each(query: Query, tables: readonly Listed[], select: (table: Listed) => string): Promise<(number | null)[]> {
  const found: (number | null)[] = []
  for (let at = 0; at < tables.length; at += AT_ONCE) {
    const part = tables.slice(at, at + AT_ONCE)
    const rows = await query(part.map((table, i) => `select ${i}, (${select(table)})`).join(' union all '))
    for (const [i, value] of rows) found[at + Number(i)] = number(value)
  }
  return found
}
