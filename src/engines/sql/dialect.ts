/** Every way in which SQL products differ, and nothing else. */

import type { Value } from '../../base/json.ts'
import type { FieldType } from '../../model/model.ts'
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
  /** After the name of a common table that shall be worked out once. */
  readonly materialized: Sql
  /** A join whose left side drives: the right side is looked up per row of it. */
  readonly drivenJoin: Sql

  // Comparing and sorting.
  collate(text: Sql, collation: Collation): Sql
  /** A to Z folded to a to z, nothing else. */
  fold(text: Sql): Sql
  match(op: 'contains' | 'startsWith' | 'endsWith', text: Sql, part: Sql): Sql
  same(left: Sql, right: Sql, negated: boolean): Sql
  /** Both sides in forms that compare as their values do. */
  align(left: Expr, right: Expr): readonly [Sql, Sql]
  /** @param nulls undefined: there are none */
  sortTerm(by: Sql, direction: 'asc' | 'desc', nulls: 'first' | 'last' | undefined): Sql
  page(limit: Sql | undefined, offset: Sql | undefined): Sql

  // Numbers and dates.
  math(op: 'add' | 'sub' | 'mul', left: Expr, right: Expr, scale: number): Sql
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
  /** The scalar at the place as a value of the type; null where it is of another. */
  jsonScalar(place: JsonPlace, type: ScalarType): Sql
  /** True or false of a JSON value; `path` is a parameter made by `encodeKeys`. */
  hasKey(json: Sql, path: Sql): Sql
  /** The value of a list predicate; `value` of `has` is an item, of the others a list. */
  encodeItems(op: 'has' | 'hasSome' | 'hasEvery', item: FieldType, value: Value): unknown
  /** Of a JSON list that is not null. */
  listTest(op: 'has' | 'hasSome' | 'hasEvery' | 'isEmpty', list: Sql, value: Sql): Sql

  // Tables.
  columnType(type: FieldType): Sql
  /** The type of a column the database numbers; `isKey`: these words also make it the primary key. */
  identity(type: FieldType): { readonly type: Sql; readonly isKey: boolean }
  /** Creates the place that holds the tables, where there is such a thing. */
  createNamespace(namespace: string): Sql | undefined
  /** `index` and `table` as names to create and to refer to. */
  createIndex(namespace: string | undefined, index: string, table: string, columns: readonly string[]): Sql
  /** Adds a foreign key to a table that exists; undefined where a table may refer to one that is created later. */
  addForeignKey(table: Sql, constraint: string, definition: Sql): Sql | undefined
  /** Makes the numbering go on after the highest number there is; undefined where it does by itself. */
  alignIdentity(namespace: string | undefined, table: string, column: string): Sql | undefined
}
