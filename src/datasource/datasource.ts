/** The contract between the gateway and its engines: what an engine describes, compiles and opens. */

import type { GatewayError } from '../base/errors.ts'
import type { Value } from '../base/json.ts'
import type { Catalog } from '../model/catalog.ts'
import type { FieldType } from '../model/model.ts'
import type { Binds, Collation, Read, Write } from '../query/query.ts'
import type { Capabilities } from './capabilities.ts'
import type { ColumnInfo, IntrospectOptions, TableInfo } from './introspection.ts'
import type { Naming } from './naming.ts'
import type { About, BackupGuide, BreakerState, Console, Health, Lane, Observer, PoolState, Stats } from './report.ts'

/** A datasource's settings after parsing and checking: closed, flat, in the engine's own option names. */
export type Settings = Readonly<Record<string, string | number | boolean | undefined>>

/** One option of an engine, as `DATABASES__<name>__<KEY>`. */
export interface Option {
  readonly type: 'string' | 'int' | 'boolean' | { readonly oneOf: readonly string[] }
  readonly default?: string | number | boolean
  readonly required?: boolean
  readonly secret?: boolean
  /** One sentence for messages and documents. */
  readonly about: string
}
/** By key: `DB_HOST`, `POOL__MAX`, `SSL__CA`. */
export type OptionSpec = Readonly<Record<string, Option>>

/** What compiled text depends on beside the query. */
export interface CompileTarget {
  readonly catalog: Catalog
  /** Declared or default server version, such as `13`. */
  readonly version: string
  /** The schema or database that holds this tenant's tables; a name of ours, never a client's. */
  readonly namespace?: string
}

/** A parameter of the compiled text: which bind it takes and how the driver wants it. */
export interface Param {
  readonly slot: number
  encode(value: Value): unknown
}

/** A query compiled once per shape. It holds no value. */
export interface Compiled {
  /** The engine's own text: a string for SQL. */
  readonly text: unknown
  readonly params: readonly Param[]
  /** One per output column: driver value → canonical value; throws GatewayError VALUE_NOT_REPRESENTABLE where there is none. */
  readonly decode: readonly ((raw: unknown) => Value)[]
  /** What becomes of a write's answer: keys in the order of their rows, counts that came as a row. Absent: it is the result. */
  settle?(answer: Written): RunResult
  /** The same, put so that it also takes text beyond the character set of a column, at a price; for when the database refused it for that. */
  wider?(): Compiled
  /** What a write is about, to name the fields of a constraint that it violates. */
  readonly touched?: Touched
}

/** What a database answers to a write, its rows decoded. */
export interface Written extends RunResult {
  /** The number that the database gave to the row, where it says so beside the rows. */
  readonly inserted?: string | undefined
}

/** A table, and what its columns are called in the graph; columns that no field has are not among them. */
export interface Touched {
  readonly kind: 'insert' | 'update' | 'delete'
  readonly table: string
  /** The schema or database of the table, where it is not the connection's own. */
  readonly namespace: string | undefined
  /** Column → field. */
  readonly columns: Readonly<Record<string, string>>
}

/** One output: a canonical value, or the error that this one cell has instead. */
export type Cell = Value | GatewayError
export type Row = readonly Cell[]

/** Bytes that one statement may bring, where nothing else is said. */
export const MAX_RESULT_BYTES = 64 * 1024 * 1024

export interface RunOptions {
  readonly signal: AbortSignal
  /** Milliseconds since the epoch. */
  readonly deadline: number
  readonly lane: Lane
  /** More rows than this are RESULT_TOO_LARGE. */
  readonly maxRows: number
  /** So are more bytes, as they come from the database; absent: MAX_RESULT_BYTES. */
  readonly maxBytes?: number
  /** What it does to which model, and for which request: for logs, traces and statistics only. */
  readonly about?: About
  readonly requestId?: string
  /** Told of this statement after it ended, beside whoever is told of all. */
  readonly observe?: Observer | undefined
}

export interface RunResult {
  readonly rows: readonly Row[]
  /** Of a write: rows put in, or rows that its `where` was true for. */
  readonly affected?: number
}

export interface Session {
  /** One round trip. Rejects with GatewayError only. */
  run(compiled: Compiled, binds: Binds, options: RunOptions): Promise<RunResult>
}

/** A live datasource. Opening one never connects; the first run does. */
export interface Datasource extends Session, AsyncDisposable {
  readonly name: string
  readonly engine: Engine
  readonly capabilities: Capabilities
  /** The sort order of text that is meant where nothing else is asked. */
  readonly collation: Collation
  readonly version: string
  /** Runs `work` in one transaction; commits when it resolves, rolls back when it rejects. */
  transaction<T>(options: RunOptions & { readonly readOnly: boolean }, work: (session: Session) => Promise<T>): Promise<T>
  health(options: RunOptions): Promise<Health>
  /** Sessions of the gateway at this moment; null where there are none to count. Costs nothing. */
  pool?(): PoolState | null
  /** Whether statements reach the database at this moment; absent without a guard. Costs nothing. */
  breaker?(): BreakerState
  /** Sizes and sessions as the database tells them, in few round trips however many tables there are. */
  stats?(options: RunOptions): Promise<Stats>
  /** The tables and views as the database itself describes them; absent where an engine cannot tell yet. */
  introspect?(options: RunOptions & IntrospectOptions): Promise<readonly TableInfo[]>
}

export interface OpenOptions {
  /** Where an embedded engine keeps its folder when no path is configured. */
  readonly dataDir: string
}

/** An engine's descriptor: one per file of engines/, listed in engines/index.ts. */
export interface Engine {
  /** The value of DB_TYPE. */
  readonly type: string
  /** Its name among OpenTelemetry's database systems; absent: the type. */
  readonly system?: string
  readonly aliases: readonly string[]
  readonly options: OptionSpec
  /** The floor, and what is compiled for when nothing is declared. */
  readonly version: string
  /** A connection string as settings from a closed set; throws Faults for an unknown part. */
  parse(url: string): Settings
  capabilities(settings: Settings): Capabilities
  /** Pure. */
  compile(query: Read | Write, at: CompileTarget): Compiled
  /** The statements that create these models' tables, keys and indexes where they do not exist. Pure. */
  define(models: readonly string[], at: CompileTarget): readonly Compiled[]
  /**
   * What has to run after rows with explicit identity values went in, so that the database numbers on from the highest of them.
   * Absent where it does so by itself. Takes no binds, what it returns is not looked at, and it may run again. Pure.
   */
  afterLoad?(models: readonly string[], at: CompileTarget): readonly Compiled[]
  open(name: string, settings: Settings, options: OpenOptions): Datasource
  /** Null for what lives in memory alone. Pure. */
  backup?(name: string, settings: Settings, options: OpenOptions): BackupGuide | null
  /** For operators' own questions; null where the settings name no login for it. Never connects before the first question. */
  console?(name: string, settings: Settings, options: OpenOptions): Console | null
  /** The physical names it takes where a model says none; absent: in snake case, as SQL does. */
  readonly naming?: Naming
  /** Whether a column that is there can hold the values of a field; absent: the two must be of one type. Pure. */
  holds?(column: ColumnInfo, type: FieldType): boolean
}
