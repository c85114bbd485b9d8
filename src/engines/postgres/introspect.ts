/** What a PostgreSQL database says of its own tables; the same for a server and for PGlite. */

import type { ColumnInfo, ForeignKeyInfo, IntrospectOptions, TableInfo } from '../../datasource/introspection.ts'
import type { Query } from '../hosted/datasource.ts'
import { reasonOf, unreadable } from '../hosted/unreadable.ts'
import { COLUMNS, FOREIGN_KEYS, INDEXES, TABLES } from './catalog-text.ts'
import { defaultOf, isNumbered, type NativeType, typeOfColumn, UNBOUNDED, unboundedNumeric } from './types.ts'

/** Rows that are looked at where a type binds no value. */
const SAMPLE = 10_000

type Cells = readonly (string | null)[]

const text = (cell: string | null | undefined): string => cell ?? ''
const list = (cell: string | null | undefined): string[] => (cell == null ? [] : (JSON.parse(cell) as string[]))
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export async function introspectPostgres(query: Query, { schemas, sample = SAMPLE }: IntrospectOptions): Promise<readonly TableInfo[]> {
  // One text that no name can break out of.
  const wanted = schemas === undefined ? null : `{${schemas.map((name) => `"${name.replace(/["\\]/g, '\\$&')}"`).join()}}`
  const ask = async (statement: string): Promise<Cells[]> => [...((await query(statement, [wanted])) as readonly Cells[])]
  const tables = await ask(TABLES)
  const columns = byTable(await ask(COLUMNS))
  const foreignKeys = byTable(await ask(FOREIGN_KEYS))
  const indexes = byTable(await ask(INDEXES))
  const found: TableInfo[] = []
  const of = (rows: ReadonlyMap<string, readonly Cells[]>, oid: Cells[number] | undefined) => rows.get(text(oid)) ?? []
  for (const [oid, schema = null, name, kind, comment, secured, filled, inherited] of tables) {
    const what = { schema, name: text(name), kind: kind === 'v' || kind === 'm' ? 'view' : 'table' } as const
    if (filled !== 't') {
      found.push(unreadable(what, 'it has not been filled yet: REFRESH MATERIALIZED VIEW does that'))
      continue
    }
    const notes = secured === 't' ? ['Row security is on: rows that the login may not see are missing here.'] : []
    const infos = of(columns, oid).map(columnOf)
    const place = [...(schema === null ? [] : [schema]), what.name].map(quoted).join('.')
    try {
      // Of another server's rows none are fetched here: it may be slow, or gone.
      const numerics = kind === 'f' ? unmeasured(infos) : await readNumerics(query, place, infos, sample)
      found.push({
        ...what,
        comment: comment ?? null,
        columns: infos.map((info) => numerics.get(info.name) ?? info),
        ...(inherited === 't' ? withHeirs(of(indexes, oid), notes) : keysOf(of(indexes, oid), notes)),
        foreignKeys: of(foreignKeys, oid).map(foreignKeyOf),
        notes,
      })
    } catch (error) {
      found.push(unreadable(what, reasonOf(error)))
    }
  }
  return found
}

function byTable(rows: readonly Cells[]): Map<string, Cells[]> {
  const groups = new Map<string, Cells[]>()
  for (const row of rows) {
    const key = text(row[0])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}

function columnOf(row: Cells): ColumnInfo {
  const [, name, nativeType, written, base, kind, own, labels, required, identity, generated, expression, comment, blind, item, itemKind] =
    row
  const native: NativeType = {
    written: text(written),
    name: text(base),
    kind: text(kind),
    own: own === 't',
    labels: labels == null ? null : list(labels),
    item: item == null ? null : { name: item, kind: text(itemKind) },
  }
  const { type, note } = typeOfColumn(native)
  const computed = text(generated) !== ''
  const numbered = text(identity) !== '' || isNumbered(expression ?? null)
  return {
    name: text(name),
    nativeType: text(nativeType),
    type,
    note: blind === 't' && type?.kind === 'string' ? 'Its collation takes different texts for equal; here they are different.' : note,
    nullable: required !== 't',
    identity: numbered,
    computed,
    default: computed || numbered ? null : defaultOf(expression ?? null, type),
    comment: comment ?? null,
  }
}

const ON_DELETE: Readonly<Record<string, ForeignKeyInfo['onDelete']>> = { c: 'cascade', n: 'setNull', r: 'restrict' }

function foreignKeyOf([, name, columns, schema, table, references, rule]: Cells): ForeignKeyInfo {
  return {
    name: text(name),
    columns: list(columns),
    schema: schema ?? null,
    table: text(table),
    references: list(references),
    onDelete: ON_DELETE[text(rule)] ?? null,
  }
}

/** @param notes what of the indexes cannot be said is added here */
function keysOf(rows: readonly Cells[], notes: string[]): Pick<TableInfo, 'primaryKey' | 'uniques' | 'indexes'> {
  let primaryKey: string[] = []
  const uniques: string[][] = []
  const indexes: string[][] = []
  for (const [, name, columns, primary, unique, partial, method] of rows)
    if (primary === 't') primaryKey = list(columns)
    else if (columns == null) notes.push(`The index ${name} is over an expression, which models cannot say.`)
    else if (partial === 't') notes.push(`The index ${name} covers only some of the rows, which models cannot say.`)
    else if (unique === 't') uniques.push(list(columns))
    else if (method === 'btree') indexes.push(list(columns))
  return { primaryKey, uniques, indexes }
}

/** Other tables inherit from this one, and their rows are among its own: what is unique in each is not so in all of them. */
function withHeirs(rows: readonly Cells[], notes: string[]): Pick<TableInfo, 'primaryKey' | 'uniques' | 'indexes'> {
  notes.push('Other tables inherit from it, and no key holds for their rows and its own together.')
  const { primaryKey, uniques, indexes } = keysOf(rows, notes)
  return { primaryKey: [], uniques: [], indexes: [primaryKey, ...uniques, ...indexes].filter((columns) => columns.length > 0) }
}

const isUnbounded = ({ note }: ColumnInfo): boolean => note === UNBOUNDED

const unmeasured = (columns: readonly ColumnInfo[]): Map<string, ColumnInfo> =>
  new Map(columns.filter(isUnbounded).map((column) => [column.name, { ...column, ...unboundedNumeric(null, 0) }]))

/** Numerics without a precision, by the values they have. */
async function readNumerics(query: Query, table: string, all: readonly ColumnInfo[], sample: number): Promise<Map<string, ColumnInfo>> {
  const columns = all.filter(isUnbounded)
  if (columns.length === 0) return new Map()
  const measured = columns.flatMap(({ name }) => {
    const column = quoted(name)
    return [`max(length(trunc(abs(${column}))::text)) filter (where ${column} = ${column} + 0)`, `max(scale(${column}))`]
  })
  const names = columns.map(({ name }) => quoted(name)).join()
  const [row = []] = await query(`select ${measured.join()} from (select ${names} from ${table} limit ${Math.trunc(sample)}) as s`)
  return new Map(
    columns.map((column, i) => {
      const digits = row[2 * i]
      return [
        column.name,
        { ...column, ...unboundedNumeric(typeof digits === 'string' ? Number(digits) : null, Number(row[2 * i + 1] ?? 0)) },
      ]
    }),
  )
}
