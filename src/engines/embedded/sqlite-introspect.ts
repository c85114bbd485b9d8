/** What a SQLite file says of its own tables, as far as it says so itself; the types are decided beside this file. */

import type { ColumnInfo, ForeignKeyInfo, IntrospectOptions, TableInfo } from '../../datasource/introspection.ts'
import { canonical, type ScalarType } from '../../model/scalars.ts'
import type { Query } from '../hosted/datasource.ts'
import { reasonOf, unreadable } from '../hosted/unreadable.ts'
import { defaultOf, type Found, type Texts, typeOfColumn, wantsTexts } from './sqlite-types.ts'

/** Rows from each end of a table that are looked at, because a declared type binds no value. */
const SAMPLE = 10_000
/** A statement has at most 2,000 result columns; each column of a table takes eight of them. */
const COLUMNS_AT_ONCE = 200

interface Raw {
  readonly name: string
  readonly kind: 'table' | 'view'
  readonly rowid: boolean
}
interface RawColumn {
  readonly name: string
  readonly declared: string
  readonly notNull: boolean
  readonly default: string | null
  /** Place in the primary key from 1; 0 outside. */
  readonly key: number
  readonly generated: boolean
}
interface RawIndex {
  readonly name: string
  readonly unique: boolean
  readonly origin: string
  readonly partial: boolean
  /** null where a part is an expression. */
  readonly columns: readonly string[] | null
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const text = (value: unknown): string => String(value ?? '')

/** Reads tables and views. A view that no longer works is told with its reason and without columns. */
export async function introspectSqlite(query: Query, { schemas, sample = SAMPLE }: IntrospectOptions): Promise<readonly TableInfo[]> {
  // A file is one schema, which SQLite calls main.
  if (schemas !== undefined && !schemas.includes('main')) return []
  const listed = await query(
    `select name, type, wr from pragma_table_list where schema = 'main' and type in ('table', 'view', 'virtual') and name not like 'sqlite\\_%' escape '\\' order by name`,
  )
  const raws = listed.map(
    ([name, type, wr]): Raw => ({ name: text(name), kind: type === 'view' ? 'view' : 'table', rowid: wr !== 1n && type === 'table' }),
  )
  const columnsOf = new Map<string, readonly RawColumn[]>()
  const broken = new Map<string, string>()
  for (const { name } of raws)
    try {
      columnsOf.set(name, await readColumns(query, name))
    } catch (error) {
      broken.set(name, reasonOf(error))
    }
  const tables: TableInfo[] = []
  for (const raw of raws) {
    const columns = columnsOf.get(raw.name)
    try {
      tables.push(
        columns === undefined ? unreadable(raw, broken.get(raw.name) ?? '') : await readTable(query, raw, columns, columnsOf, sample),
      )
    } catch (error) {
      tables.push(unreadable(raw, reasonOf(error)))
    }
  }
  return tables
}

async function readColumns(query: Query, table: string): Promise<RawColumn[]> {
  // hidden: 1 are the arguments of a virtual table, 2 and 3 generated columns.
  const rows = await query('select name, type, "notnull", dflt_value, pk, hidden from pragma_table_xinfo(?1) where hidden <> 1', [table])
  return rows.map(([name, type, notNull, value, key, hidden]) => ({
    name: text(name),
    declared: text(type).replace(/\s*generated always$/i, ''),
    notNull: notNull === 1n,
    default: value === null ? null : text(value),
    key: Number(key),
    generated: hidden !== 0n,
  }))
}

async function readTable(
  query: Query,
  raw: Raw,
  columns: readonly RawColumn[],
  all: ReadonlyMap<string, readonly RawColumn[]>,
  sample: number,
): Promise<TableInfo> {
  const notes: string[] = []
  const indexes = raw.kind === 'view' ? [] : await readIndexes(query, raw.name)
  const foreignKeys = raw.kind === 'view' ? [] : await readForeignKeys(query, raw.name, all, notes)
  const declaredKey = columns.filter(({ key }) => key > 0).toSorted((a, b) => a.key - b.key)
  // A column is the number of its row by these very words, and then SQLite keeps no index for the key.
  const numbered =
    raw.rowid &&
    declaredKey.length === 1 &&
    /^integer$/i.test(declaredKey[0]?.declared ?? '') &&
    !indexes.some(({ origin }) => origin === 'pk')
  const uniques: (readonly string[])[] = []
  const others: (readonly string[])[] = []
  for (const index of indexes)
    if (index.origin === 'pk') continue
    else if (index.columns === null) notes.push(`The index ${index.name} is over an expression, which models cannot say.`)
    else if (index.partial) notes.push(`The index ${index.name} covers only some of the rows, which models cannot say.`)
    else if (index.unique) uniques.push(index.columns)
    else others.push(index.columns)
  const mayBeNull = declaredKey.filter(({ notNull }) => raw.rowid && !numbered && !notNull)
  let primaryKey = declaredKey.map(({ name }) => name)
  if (mayBeNull.length > 0 && (await anyNull(query, raw.name, mayBeNull))) {
    notes.push(`Its primary key ${primaryKey.join(', ')} holds nulls, which SQLite allows, so it identifies no row.`)
    primaryKey = []
  }
  const joined = new Set([...declaredKey.map(({ name }) => name), ...uniques.flat(), ...foreignKeys.flatMap((key) => key.columns)])
  const found = await readFound(query, raw, columns, sample)
  const infos: ColumnInfo[] = []
  for (const [i, column] of columns.entries()) {
    const inKey = primaryKey.includes(column.name)
    const values = found[i] as Found
    const texts = wantsTexts(column.declared, values) ? await readTexts(query, raw.name, column.name, sample) : undefined
    const { type, note } = typeOfColumn(column.declared, values, { texts, joins: joined.has(column.name) })
    infos.push({
      name: column.name,
      nativeType: column.declared,
      type,
      note,
      nullable: !column.notNull && !inKey,
      identity: numbered && inKey,
      computed: column.generated,
      default: column.generated ? null : defaultOf(column.default, type),
      comment: null,
    })
  }
  return {
    schema: null,
    name: raw.name,
    kind: raw.kind,
    comment: null,
    columns: infos,
    primaryKey,
    uniques,
    indexes: others,
    foreignKeys,
    notes,
  }
}

async function readIndexes(query: Query, table: string): Promise<RawIndex[]> {
  const rows = await query(
    `select l.name, l."unique", l.origin, l.partial, x.cid, x.name from pragma_index_list(?1) as l join pragma_index_xinfo(l.name) as x on x.key = 1 order by l.name, x.seqno`,
    [table],
  )
  const indexes = new Map<string, RawIndex>()
  for (const [name, unique, origin, partial, cid, column] of rows) {
    const key = text(name)
    const known = indexes.get(key) ?? { name: key, unique: unique === 1n, origin: text(origin), partial: partial === 1n, columns: [] }
    indexes.set(key, { ...known, columns: known.columns === null || (cid as bigint) < 0n ? null : [...known.columns, text(column)] })
  }
  return [...indexes.values()]
}

const ON_DELETE = { CASCADE: 'cascade', RESTRICT: 'restrict', 'SET NULL': 'setNull' } as const

/** Foreign keys, with the names of tables and columns as those are written where they are declared. */
async function readForeignKeys(
  query: Query,
  table: string,
  all: ReadonlyMap<string, readonly RawColumn[]>,
  notes: string[],
): Promise<ForeignKeyInfo[]> {
  const rows = await query('select id, "table", "from", "to", on_delete from pragma_foreign_key_list(?1) order by id desc, seq', [table])
  const groups = new Map<unknown, (readonly unknown[])[]>()
  for (const row of rows) groups.set(row[0], [...(groups.get(row[0]) ?? []), row])
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
  const own = all.get(table) ?? []
  const columnIn = (columns: readonly RawColumn[], name: unknown) => columns.find((column) => same(column.name, text(name)))?.name
  return [...groups.values()].flatMap((group, at): ForeignKeyInfo[] => {
    const wanted = text(group[0]?.[1])
    const target = [...all].find(([name]) => same(name, wanted))
    if (target === undefined) {
      notes.push(`A foreign key refers to ${wanted}, which does not exist.`)
      return []
    }
    // Without columns of its own a foreign key refers to the primary key.
    const key = target[1].filter((column) => column.key > 0).toSorted((a, b) => a.key - b.key)
    const columns = group.map((row) => columnIn(own, row[2]))
    const references = group.map((row, i) => (row[3] === null ? key[i]?.name : columnIn(target[1], row[3])))
    if ([...columns, ...references].includes(undefined)) {
      notes.push(`A foreign key to ${target[0]} names columns that do not exist.`)
      return []
    }
    const rule = text(group[0]?.[4])
    return [
      {
        name: `${table}_fk_${at}`,
        columns: columns as string[],
        schema: null,
        table: target[0],
        references: references as string[],
        onDelete: rule in ON_DELETE ? ON_DELETE[rule as keyof typeof ON_DELETE] : null,
      },
    ]
  })
}

async function anyNull(query: Query, table: string, columns: readonly RawColumn[]): Promise<boolean> {
  const test = columns.map(({ name }) => `${quoted(name)} is null`).join(' or ')
  const [row] = await query(`select exists (select 1 from ${quoted(table)} where ${test})`)
  return row?.[0] === 1n
}

/** How many values of each storage class a column holds, in the first and the last rows. */
async function readFound(query: Query, { name, rowid }: Raw, columns: readonly RawColumn[], sample: number): Promise<Found[]> {
  const found: Found[] = []
  for (let from = 0; from < columns.length; from += COLUMNS_AT_ONCE) {
    const some = columns.slice(from, from + COLUMNS_AT_ONCE)
    const select = `select ${some.map((column, i) => `${quoted(column.name)} as c${i}`).join(', ')} from ${quoted(name)}`
    const ends = rowid
      ? `select * from (${select} limit ${sample}) union all select * from (${select} order by rowid desc limit ${sample})`
      : `${select} limit ${sample}`
    const counts = some.map((column, i) => {
      const classes = ['integer', 'real', 'text', 'blob'].map((kind) => `count(case when typeof(c${i}) = '${kind}' then 1 end)`)
      const range = ['min', 'max'].map((fn) => `${fn}(case when typeof(c${i}) = 'integer' then c${i} end)`)
      const json = /json/i.test(column.declared) ? `count(case when typeof(c${i}) = 'text' and json_valid(c${i}) then 1 end)` : '0'
      return [...classes, ...range, json].join(', ')
    })
    const [row = []] = await query(`select ${counts.join(', ')} from (${ends})`)
    for (let i = 0; i < some.length; i++) {
      const [integer, real, texts, blob, low, high, json] = row.slice(i * 7, i * 7 + 7)
      const count = (value: unknown) => Number(value ?? 0)
      const bound = (value: unknown) => (typeof value === 'bigint' ? value : null)
      found.push({
        integer: count(integer),
        real: count(real),
        text: count(texts),
        blob: count(blob),
        low: bound(low),
        high: bound(high),
        json: count(json),
      })
    }
  }
  return found
}

/** Whether the texts of a column are all in the canonical form of a type. */
async function readTexts(query: Query, table: string, column: string, sample: number): Promise<Texts> {
  const rows = await query(
    `select distinct substr(c, 1, 40) from (select ${quoted(column)} as c from ${quoted(table)} where typeof(${quoted(column)}) = 'text' limit ${sample})`,
  )
  const values = rows.map(([value]) => text(value))
  return { are: (type) => values.every((value) => isCanonical(type, value)), values }
}

function isCanonical(type: ScalarType, value: string): boolean {
  try {
    return canonical(type, value) === value
  } catch {
    return false
  }
}
