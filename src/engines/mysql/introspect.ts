/** What a MySQL or MariaDB database says of its own tables. */

import { GatewayError } from '../../base/errors.ts'
import type { ColumnInfo, ForeignKeyInfo, IntrospectOptions, TableInfo } from '../../datasource/introspection.ts'
import type { Query } from '../hosted/datasource.ts'
import { defaultOf, guessOf, holdsZeroDates, type NativeColumn, type Seen, typeOfColumn, ZERO_DATES } from './types.ts'

/** Rows that are looked at where a type only suggests what its values are. */
const SAMPLE = 10_000
/** Seconds that a look may take: of a view the server may have to work out all before it has the first row. */
const LOOK = 5

type Cells = readonly unknown[]

const text = (cell: unknown): string => (cell instanceof Uint8Array ? Buffer.from(cell).toString('utf8') : String(cell ?? ''))
const maybe = (cell: unknown): string | null => (cell === null || cell === undefined ? null : text(cell))
const count = (cell: unknown): number | null => (cell === null || cell === undefined ? null : Number(cell))
const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``

export async function introspect(query: Query, { schemas, sample = SAMPLE }: IntrospectOptions): Promise<readonly TableInfo[]> {
  const [[version, own] = []] = await query('select version(), database()')
  const isMariadb = /mariadb/i.test(text(version))
  const wanted = schemas ?? [text(own)]
  if (wanted.length === 0) return []
  const places = wanted.map(() => '?').join(', ')
  const ask = (select: string, schema: string, rest = '') => query(`${select} where ${schema} in (${places}) ${rest}`, [...wanted])
  const tables = await ask(
    `select table_schema, table_name, table_type, table_comment,
      engine in (select e.engine from information_schema.engines as e where e.transactions = 'YES') from information_schema.tables`,
    'table_schema',
    "and table_type <> 'SEQUENCE' order by table_schema, table_name",
  )
  const columns = byTable(
    await ask(
      `select table_schema, table_name, column_name, column_type, data_type, character_maximum_length, numeric_precision, numeric_scale,
        datetime_precision, character_set_name, is_nullable, column_default, extra, column_comment, generation_expression
        from information_schema.columns`,
      'table_schema',
      'order by table_schema, table_name, ordinal_position',
    ),
  )
  const indexes = byTable(
    await ask(
      `select table_schema, table_name, index_name, non_unique, column_name, sub_part, index_type,
        ${isMariadb ? `ignored = 'YES'` : `is_visible = 'NO'`} from information_schema.statistics`,
      'table_schema',
      'order by table_schema, table_name, index_name, seq_in_index',
    ),
  )
  const references = byTable(
    await ask(
      `select k.table_schema, k.table_name, k.constraint_name, k.column_name, k.referenced_table_schema, k.referenced_table_name,
        k.referenced_column_name, r.delete_rule from information_schema.key_column_usage as k
        join information_schema.referential_constraints as r on r.constraint_schema = k.constraint_schema
        and r.constraint_name = k.constraint_name and r.table_name = k.table_name`,
      'k.table_schema',
      'and k.referenced_table_name is not null order by k.table_schema, k.table_name, k.constraint_name, k.ordinal_position',
    ),
  )
  // There JSON is text with a check; MySQL has a type of its own.
  const checks = isMariadb
    ? byTable(
        await ask('select constraint_schema, table_name, check_clause from information_schema.check_constraints', 'constraint_schema'),
      )
    : new Map<string, Cells[]>()

  const ends = referencedColumns(references)
  const found: TableInfo[] = []
  for (const [schema, table, type, comment, transactions] of tables) {
    const key = keyOf(schema, table)
    const notes: string[] = []
    const rows = columns.get(key) ?? []
    const versions = new Set(rows.filter((row) => /^ROW (START|END)$/i.test(text(row[14]))).map((row) => text(row[2])))
    // Into each key of a versioned table MariaDB puts when the row ends; of those that are seen it is the same.
    const keys = keysOf(
      (indexes.get(key) ?? []).filter((row) => !versions.has(text(row[4]))),
      notes,
    )
    const foreignKeys = foreignKeysOf(references.get(key) ?? [], text(own), isMariadb)
    const keyed = new Set([...keys.primaryKey, ...foreignKeys.flatMap((each) => each.columns), ...(ends.get(key) ?? [])])
    const joined = new Set([...keyed, ...keys.uniques.flat(), ...keys.indexes.flat()])
    const json = new Set((checks.get(key) ?? []).flatMap(([, , clause]) => jsonColumn(text(clause)) ?? []))
    const natives = rows.map((row) => nativeOf(row, { json, joined, keyed }))
    const kind = /view/i.test(text(type)) && !/versioned/i.test(text(type)) ? 'view' : 'table'
    const withoutTransactions = kind === 'table' && Number(transactions) === 0
    if (withoutTransactions) notes.push('Its storage engine knows no transactions, so that it is not written to. InnoDB would do.')
    const seen = await look(query, [text(schema), text(table)].map(quoted).join('.'), natives, { sample, isMariadb }).catch(
      (error: unknown) => {
        if (!(error instanceof GatewayError) || error.code === 'DATASOURCE_UNAVAILABLE' || error.code === 'QUERY_CANCELLED') throw error
        notes.push('Reading it failed, so that nothing is known of its values.')
        return null
      },
    )
    // MariaDB says of such a view only that it has no columns.
    const isBroken = kind === 'view' && (rows.length === 0 || /references invalid/.test(text(comment)))
    if (isBroken) notes.push('The view refers to something that is not there.')
    found.push({
      schema: schema === own ? null : text(schema),
      name: text(table),
      kind,
      comment: kind === 'view' || text(comment) === '' ? null : text(comment),
      columns: natives.map((native, i) =>
        columnOf(native, rows[i] ?? [], seen === null ? null : (seen[i] ?? { values: 0, fit: 0 }), isMariadb),
      ),
      ...keys,
      ...(withoutTransactions ? { rollsBack: false as const } : {}),
      foreignKeys,
      notes,
    })
  }
  return found
}

const keyOf = (schema: unknown, table: unknown): string => JSON.stringify([text(schema), text(table)])

function byTable(rows: readonly Cells[]): Map<string, Cells[]> {
  const groups = new Map<string, Cells[]>()
  for (const row of rows) {
    const key = keyOf(row[0], row[1])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}

/** `json_valid(`column`)` alone is what MariaDB makes of the type JSON. */
function jsonColumn(clause: string): string | undefined {
  return /^json_valid\(`((?:[^`]|``)+)`\)$/i.exec(clause)?.[1]?.replaceAll('``', '`')
}

type Columns = ReadonlySet<string>

function nativeOf(
  row: Cells,
  { json, joined, keyed }: { readonly json: Columns; readonly joined: Columns; readonly keyed: Columns },
): NativeColumn {
  const [, , name, written, kind, length, precision, scale, fraction, charset] = row
  return {
    name: text(name),
    written: text(written),
    kind: text(kind).toLowerCase(),
    length: count(length),
    precision: count(precision),
    scale: count(scale),
    fraction: count(fraction),
    charset: maybe(charset),
    checkedJson: json.has(text(name)),
    joins: joined.has(text(name)),
    keyed: keyed.has(text(name)),
  }
}

function columnOf(native: NativeColumn, row: Cells, seen: Seen | null, isMariadb: boolean): ColumnInfo {
  const [nullable, standard, extra, comment] = row.slice(10)
  const { type, note } = typeOfColumn(native, seen)
  const words = text(extra)
  const zero = text(nullable) !== 'YES' && holdsZeroDates(native, maybe(standard), seen)
  const computed = /\b(virtual|stored|persistent) generated\b|^(virtual|persistent)$/i.test(words)
  const identity = /auto_increment/i.test(words)
  return {
    name: native.name,
    nativeType: native.written,
    type,
    note: zero ? [note, ZERO_DATES].filter((part) => part !== null).join(' ') : note,
    // A row must not be lost to a date that it has not.
    nullable: text(nullable) === 'YES' || zero,
    identity,
    computed,
    default: computed || identity ? null : defaultOf(maybe(standard), type, isMariadb, /default_generated/i.test(words)),
    comment: maybe(comment) === '' ? null : maybe(comment),
  }
}

/** How many values of each column there are, and are what its type suggests. */
async function look(
  query: Query,
  place: string,
  columns: readonly NativeColumn[],
  { sample, isMariadb }: { readonly sample: number; readonly isMariadb: boolean },
): Promise<readonly Seen[]> {
  const guesses = columns.map((column) => ({ column: quoted(column.name), guess: guessOf(column) }))
  const looked = guesses.filter(({ guess }) => guess !== undefined)
  if (looked.length === 0) return []
  const measured = looked.flatMap(({ column, guess }) => [`count(${column})`, `coalesce(sum(${guess?.replaceAll('?', () => column)}), 0)`])
  const names = looked.map(({ column }) => column).join(', ')
  const [select, ...bound] = isMariadb
    ? [`set statement max_statement_time = ${LOOK} for select`]
    : ['select', `/*+ max_execution_time(${LOOK}000) */`]
  const from = `from (select ${names} from ${place} limit ${Math.trunc(sample)}) as s`
  const [row = []] = await query([select, ...bound, measured.join(', '), from].join(' '))
  let next = 0
  return guesses.map(({ guess }) =>
    guess === undefined ? { values: 0, fit: 0 } : { values: Number(row[next++]), fit: Number(row[next++]) },
  )
}

/** @param notes what of the indexes cannot be said is added here */
function keysOf(rows: readonly Cells[], notes: string[]): Pick<TableInfo, 'primaryKey' | 'uniques' | 'indexes'> {
  const byName = new Map<string, { unique: boolean; kind: string; partly: boolean; columns: (string | null)[] }>()
  for (const [, , index, nonUnique, column, part, kind, unused] of rows) {
    // Hidden from reads; what it keeps unique it does keep so.
    if (Number(nonUnique) !== 0 && Number(unused) !== 0) continue
    const known = byName.get(text(index)) ?? { unique: Number(nonUnique) === 0, kind: text(kind), partly: false, columns: [] }
    known.columns.push(maybe(column))
    known.partly ||= part !== null
    byName.set(text(index), known)
  }
  let primaryKey: string[] = []
  const uniques: string[][] = []
  const indexes: string[][] = []
  for (const [index, { unique, kind, partly, columns }] of byName) {
    const named = columns.filter((column) => column !== null)
    if (named.length < columns.length) notes.push(`The index ${index} is over an expression, which models cannot say.`)
    else if (index === 'PRIMARY') primaryKey = named
    else if (unique && partly) notes.push(`The unique index ${index} covers only the beginning of values, which models cannot say.`)
    else if (unique) uniques.push(named)
    else if (kind === 'BTREE') indexes.push(named)
  }
  return { primaryKey, uniques, indexes }
}

const ON_DELETE: Readonly<Record<string, ForeignKeyInfo['onDelete']>> = { CASCADE: 'cascade', 'SET NULL': 'setNull', RESTRICT: 'restrict' }

function foreignKeysOf(rows: readonly Cells[], own: string, isMariadb: boolean): ForeignKeyInfo[] {
  const byName = new Map<string, ForeignKeyInfo & { columns: string[]; references: string[] }>()
  for (const [, , name, column, schema, table, reference, rule] of rows) {
    const known = byName.get(text(name)) ?? {
      name: text(name),
      columns: [],
      schema: text(schema) === own ? null : text(schema),
      table: text(table),
      references: [],
      // What MariaDB also says where nothing was said.
      onDelete: isMariadb && text(rule) === 'RESTRICT' ? null : (ON_DELETE[text(rule)] ?? null),
    }
    known.columns.push(text(column))
    known.references.push(text(reference))
    byName.set(text(name), known)
  }
  return [...byName.values()]
}

/** The columns that foreign keys refer to, by table. */
function referencedColumns(references: ReadonlyMap<string, readonly Cells[]>): Map<string, string[]> {
  const ends = new Map<string, string[]>()
  for (const [, , , , schema, table, column] of [...references.values()].flat())
    ends.set(keyOf(schema, table), [...(ends.get(keyOf(schema, table)) ?? []), text(column)])
  return ends
}
