/** Every way in which SQL products differ, and nothing else. */

import type { Value } from '../../base/json.ts'
import type { Field, FieldType } from '../../model/model.ts'
import type { ScalarType } from '../../model/scalars.ts'
import type { Collation, Unit } from '../../query/query.ts'
import type { Lettering, Sql } from './text.ts'

/** A column of the result: its text, and what the driver's value (never null) becomes; throws NotCanonical. */
export interface Output {
  readonly sql: Sql
  read(raw: unknown): Value
}

/** A value inside a statement. */
export interface Expr {
  /** Stands beside any operator without brackets. */
  readonly sql: Sql
  readonly type: FieldType
  /** False only where null cannot be. */
  readonly nullable: boolean
  /** The model's fields it is made of, for errors. */
  readonly fields: readonly string[]
  /** What to ask for null, where that is not `sql` itself. */
  readonly presence?: Sql
  /** How it is selected, where that is not the ordinary way of its type. */
  readonly output?: Output
}

/** A place inside a JSON column: declared keys first, then those of a bound path. */
export interface JsonPlace {
  readonly column: Sql
  readonly keys: readonly string[]
  /** A parameter made by `encodeKeys`. */
  readonly below?: Sql
}

/** The type of a cell in a bound table; null: a value of unknown type, kept as JSON text. */
export type CellType = FieldType | null

/** What a column holds, and whether a key, a unique group or a foreign key holds the column. */
export interface ColumnRole {
  readonly type: FieldType
  readonly keyed: boolean
}

/** What an insert is made of, where a product puts it together by itself. */
export interface InsertParts {
  readonly table: Sql
  readonly columns: readonly string[]
  readonly types: readonly FieldType[]
  /** A parameter made by `encodeRows`; the last cell of a row is its place among the rows. */
  readonly rows: Sql
  /** The table has a column that the database numbers, and the rows bring its numbers. */
  readonly numbers: boolean
  /** Rows whose values of these columns are taken already are left out. */
  readonly ignore: readonly { readonly column: string; readonly type: FieldType }[] | undefined
  readonly returning: readonly { readonly column: string; readonly type: FieldType; readonly numbered: boolean }[]
}

/** A column and what it becomes. */
export interface Setting {
  readonly column: string
  readonly value: Sql
}

/** What an update or a deletion is made of. */
export interface ChangeParts {
  readonly table: Sql
  /** The name under which the statement speaks of a row of the table. */
  readonly alias: Sql
  /** Empty for a deletion. */
  readonly set: readonly Setting[]
  readonly where: Sql
  /** The keys of the rows that are meant, where conditions look beyond the row, and which row has such a key. */
  readonly chosen?: { readonly keys: Sql; readonly alias: Sql; readonly on: Sql }
}

export interface SqlDialect extends Lettering {
  readonly name: string

  // Values: one parameter, one column.
  /** A canonical value, not null, as the driver takes it. */
  encode(type: FieldType, value: Value): unknown
  /** The parameter as a value of the type. */
  param(type: FieldType, hole: Sql): Sql
  output(of: Expr): Output

  // Tables and lists in one parameter.
  /** @param rows rows of canonical values, in order of `types` */
  encodeRows(types: readonly CellType[], rows: Value): unknown
  /** A select of the bound rows, a column each. Text columns compare by code point. */
  unpack(hole: Sql, types: readonly CellType[], columns: readonly string[]): Sql
  encodeList(type: FieldType, values: Value): unknown
  /** True or unknown, never true of null; `list` is a parameter made by `encodeList`. */
  inList(left: Expr, list: Sql): Sql
  /** Three-valued negation of `inList`. */
  notInList(left: Expr, list: Sql): Sql
  /**
   * A semi-join on bound keys asks for each column whether it is in a list of its own, which an index serves; absent: it is one `in (select …)`.
   */
  readonly keyLists?: true
  /** After the name of a common table that shall be worked out once. */
  readonly materialized: Sql
  /** A join whose left side drives: the right side is looked up per row of it. */
  readonly drivenJoin: Sql

  // Tables that others made.
  /** A column as a value of its field's type, where what is there may be of a near type; absent: as it is. */
  readonly column?: (column: Sql, type: FieldType, field: Field) => Sql

  // Comparing and sorting.
  /**
   * Of a column or value in whatever collation: a form whose comparisons, groups and distinct values go by code point.
   * `of` itself where they do so anyway.
   */
  exact(of: Sql, type: CellType): Sql
  /** Exact forms compare only with exact forms; absent: with the exact form of one side both are compared exactly. */
  readonly exactBoth?: true
  /** False: only exact forms are compared, which finds no index, but takes text that the column's character set lacks; absent: both. */
  readonly plain?: false
  /** A column of a bound table that compares in the collation of whatever stands beside it; absent: as it is. */
  readonly bound?: (of: Sql, type: CellType) => Sql
  /** The exact test behind the plain one, so written that the planner does not expect fewer rows for it; absent: as it is. */
  readonly also?: (test: Sql) => Sql
  collate(text: Sql, collation: Collation, type: Extract<FieldType, { kind: 'string' }>): Sql
  /** The form in which both sides sort as values of the type do; absent: text in its collation, anything else as it is. */
  readonly sortKey?: (of: Sql, type: FieldType, collation: Collation) => Sql
  /** A to Z folded to a to z, nothing else. */
  fold(text: Sql): Sql
  match(op: 'contains' | 'startsWith' | 'endsWith', text: Sql, part: Sql): Sql
  same(left: Sql, right: Sql, negated: boolean): Sql
  /** Both sides in forms that compare as their values do. */
  align(left: Expr, right: Expr): readonly [Sql, Sql]
  /** @param nulls undefined: there are none */
  sortTerm(by: Sql, direction: 'asc' | 'desc', nulls: 'first' | 'last' | undefined): Sql
  page(limit: Sql | undefined, offset: Sql | undefined): Sql
  /**
   * The order and the page together, where the one must not stand without the other; absent: one after the other.
   * @param derived whether the select is a table of another one
   */
  readonly orderAndPage?: (order: Sql, limit: Sql | undefined, offset: Sql | undefined, derived: boolean) => Sql
  /** The condition under which there is a page at all, where a page of no rows cannot be asked for; absent: none is needed. */
  readonly pageCondition?: (limit: Sql) => Sql
  /** What rows are numbered by where they have no order; absent: nothing need be said. */
  readonly unordered?: Sql
  /** False where no row of values can be sought in a select; absent: it can. */
  readonly tuples?: false
  /** Aggregates take columns and what is worked out from them, no subselects; absent: anything. */
  readonly plainArguments?: true

  /**
   * Where groups are right only if each select does one thing: what ends a select so that it is worked out by itself.
   * What is grouped by is then worked out below, and groups are filtered and numbered above. Absent: one select does all.
   */
  readonly apart?: Sql

  // Numbers and dates.
  math(op: 'add' | 'sub' | 'mul', left: Expr, right: Expr, scale: number): Sql
  /** The same as it is selected, of sides as they are selected; absent: as it is. */
  readonly mathOutput?: SqlDialect['math']
  /** A sum, or an average with scale + 6 digits, that can be compared. */
  total(fn: 'sum' | 'avg', of: Expr): Sql
  /** The same as it is selected: exact, however large. */
  totalOutput(fn: 'sum' | 'avg', of: Expr): Output
  extreme(fn: 'min' | 'max', of: Expr): Sql
  bucket(of: Expr, unit: Unit): Sql

  // JSON.
  /** A list of object keys as a path. */
  encodeKeys(keys: readonly string[]): unknown
  /** The JSON at the place as a JSON value; JSON's null is null. */
  jsonValue(place: JsonPlace): Sql
  /** The same as it is selected; absent: as it is. */
  readonly jsonOutput?: (place: JsonPlace) => Sql
  /** The scalar at the place as a value of the type; null where it is of another. */
  jsonScalar(place: JsonPlace, type: ScalarType): Sql
  /** True or false of a JSON value; `path` is a parameter made by `encodeKeys`. */
  hasKey(json: Sql, path: Sql): Sql
  /** The value of a list predicate; `value` of `has` is an item, of the others a list. */
  encodeItems(op: 'has' | 'hasSome' | 'hasEvery', item: FieldType, value: Value): unknown
  /** Of a JSON list that is not null. */
  listTest(op: 'has' | 'hasSome' | 'hasEvery' | 'isEmpty', list: Sql, value: Sql): Sql

  // Tables.
  /** Creates a table where there is none; absent: `create table if not exists`. */
  readonly createTable?: (table: Sql, body: Sql) => Sql
  /** A unique group with nullable columns, where a constraint would take nulls for equal; absent: the constraint does not. */
  readonly uniqueIndex?: (table: Sql, index: string, columns: readonly Sql[], nullable: readonly Sql[]) => Sql
  /** Deletions go on along one way only, never in a circle, and referring columns have the very type of those they refer to; absent: neither matters. */
  readonly strictReferences?: true
  /** @param keyed whether a key, a unique group or a foreign key holds the column */
  columnType(type: FieldType, keyed: boolean): Sql
  /** The type of a column the database numbers; `isKey`: these words also make it the primary key. */
  identity(type: FieldType): { readonly type: Sql; readonly isKey: boolean }
  /** The type of a column that the database changes with its row; absent: there is none. */
  readonly rowVersion?: Sql
  /** Creates the place that holds the tables, where there is such a thing. */
  createNamespace(namespace: string): Sql | undefined
  /** `index` and `table` as names to create and to refer to; `types` are those of the columns. */
  createIndex(namespace: string | undefined, index: string, table: string, columns: readonly string[], types: readonly ColumnRole[]): Sql
  /** Adds a foreign key to a table that exists; undefined where a table may refer to one that is created later. */
  addForeignKey(table: Sql, constraint: string, definition: Sql): Sql | undefined

  // Writes.
  /** Rows to insert, in place of `encodeRows`. */
  readonly encodeInserted?: (columns: readonly string[], types: readonly FieldType[], rows: Value) => unknown
  /** A select of the bound rows as the table takes them, in the order in which they are bound; more may follow it. */
  inserted(table: Sql, columns: readonly string[], types: readonly FieldType[], hole: Sql): Sql
  /** What an insert ends with, so that rows whose `target` is taken already are left out; undefined where it cannot be said. */
  ignoreConflict(target: readonly Sql[], table: Sql, returning: boolean): Sql | undefined
  /** What an insert ends with, so that the row that is there is changed instead; absent: it cannot be said of one unique group alone. */
  readonly updateConflict?: (target: readonly Sql[], set: Sql) => Sql
  /** An insert as one statement, where it is put together otherwise; absent: table, rows, conflict, returning. */
  readonly insert?: (parts: InsertParts) => Sql
  /** `returning …`; undefined where an insert returns nothing, but tells the number it gave to one row. */
  returning(columns: readonly Sql[]): Sql | undefined
  /** A parameter as a column takes it that others may have declared with a type of theirs; `row` is one of its table. Absent: as `param`. */
  readonly stored?: (hole: Sql, type: FieldType, row: Sql, column: string) => Sql
  /** The sum of a column and a bound value; a failure where it leaves the type. */
  added(column: Sql, amount: Sql, type: ScalarType): Sql
  /** A parameter of JSON text as a value for `jsonWith`. */
  jsonParam(hole: Sql): Sql
  /** The JSON object with these members replaced; what is no object counts as one without members. */
  jsonWith(json: Sql, members: readonly (readonly [key: string, value: Sql])[]): Sql
  update(parts: ChangeParts): Sql
  delete(parts: ChangeParts): Sql
  /**
   * Rows that an update or deletion chooses by more than themselves are found in a table of their own, because a statement
   * must not look into the table that it changes; absent: a condition finds them.
   */
  readonly chosenApart?: true
  /** Common tables stand before the whole statement only; absent: before any select. */
  readonly tablesFirst?: true
  /** How many rows a change met, as a row, where the driver also counts what triggers did; absent: the driver tells. */
  readonly rowCount?: Sql
  /** How a select locks rows of its table until the transaction ends: words behind the table, or at its end; neither: transactions that write come one by one. */
  readonly lock?: { readonly hint?: Sql; clause?(alias: Sql): Sql }
  /** Takes stock of a table's rows for the planner; absent: it is done unasked, or of no use. */
  readonly analyze?: (table: Sql) => Sql
  /** Makes the numbering go on after the highest number there is; undefined where it does by itself. */
  alignIdentity(namespace: string | undefined, table: string, column: string): Sql | undefined
}
