/** Runs a plan: slots filled, one round trip per fetch, related rows of all parents at once and grouped by key. */

import { asGatewayError, GatewayError } from '../base/errors.ts'
import { distinctTuples, tupleKey, type Value } from '../base/json.ts'
import type { Compiled, Datasource, Row as EngineRow, RunOptions, Session } from '../datasource/datasource.ts'
import type { Read } from '../query/query.ts'
import { tooManyFills, tooManyKeys } from './limits.ts'
import type { Fetch, Fill, Join } from './plan.ts'

/** The rows of a relation: at most one where one was wanted, always one for aggregates. */
export type Rows = readonly Row[]
/** A value, the error that stands in its place, or the related rows. */
export type Cell = Value | GatewayError | Rows
export type Row = readonly Cell[]

export interface ExecuteEnv {
  datasource(name: string): Datasource
  /** Cached by shape. */
  compile(datasource: Datasource, read: Read): Compiled
  readonly options: RunOptions
  /** How many keys one operation may carry from one datasource to another. */
  readonly crossKeys: number
  readonly operation: Operation
  /** Told of every statement before it runs. */
  readonly onStatement?: ((datasource: string, text: unknown) => void) | undefined
}

/** How many times one operation may ask one datasource for what it needs of another; each is a statement. */
const MAX_FILLS = 200

/** What the reads of one operation share: the keys they carried between datasources, and what was fetched to fill slots. */
export interface Operation {
  crossed: number
  readonly fills: Map<string, Promise<Rows>>
}

export const operation = (): Operation => ({ crossed: 0, fills: new Map() })

interface Run extends ExecuteEnv {
  readonly binds: Value[]
  /** A transaction that is open: what it can answer is asked in it, what leads to other datasources waits for its end. */
  readonly home?: Home | undefined
}

export interface Home {
  readonly datasource: string
  readonly session: Session
}

/** What is left to do once the transaction has ended. */
export type Rest = () => Promise<Rows>

/**
 * Answers a plan.
 * @param binds the operation's values; copied, since the slots of the plan are filled here
 * @returns one row per row of the root, cells in the order of the asked selection
 * @throws GatewayError when the root itself fails; a failing relation is an error in the cells of that relation
 */
export function execute(fetch: Fetch, binds: readonly Value[], env: ExecuteEnv): Promise<Rows> {
  return runFetch(fetch, { ...env, binds: [...binds] })
}

/**
 * Answers what of a plan belongs to a transaction's datasource, one statement after another.
 * @param fetch its root is asked of that datasource, and nothing has to be filled first
 * @returns answers the rest, and with it the whole; to be called when the transaction is over
 * @throws GatewayError when any of the statements fails, because the transaction then fails too
 */
export function executeWithin(fetch: Fetch, binds: readonly Value[], env: ExecuteEnv, home: Home): Promise<Rest> {
  return beginFetch(fetch, { ...env, binds: [...binds], home })
}

/**
 * Fills what a read needs of other datasources.
 * @returns the binds with the slots filled, for a statement by itself
 */
export async function fillFirst(fetch: Fetch, binds: readonly Value[], env: ExecuteEnv): Promise<readonly Value[]> {
  const run: Run = { ...env, binds: [...binds] }
  await fillStages(fetch, run)
  return run.binds
}

const fillStages = async (fetch: Fetch, run: Run): Promise<void> => {
  for (const stage of fetch.stages) await Promise.all(stage.map((fill) => fillSlot(fill, run)))
}

const runFetch = async (fetch: Fetch, run: Run): Promise<Rows> => (await beginFetch(fetch, run))()

async function beginFetch(fetch: Fetch, run: Run): Promise<Rest> {
  await fillStages(fetch, run)
  const { each } = fetch.read
  const keys = each === undefined ? undefined : (run.binds[each.keys.slot] as readonly Value[]).length
  if (keys === 0) return async () => []
  const datasource = run.datasource(fetch.datasource)
  const compiled = run.compile(datasource, fetch.read)
  run.onStatement?.(fetch.datasource, compiled.text)
  const about = { action: 'read', model: fetch.read.model, keys } as const
  const { rows } = await (run.home?.session ?? datasource).run(compiled, run.binds, { ...run.options, about })
  const width = keyWidth(fetch.read)
  if (fetch.joins.length === 0 && width === 0 && fetch.columns.every((column, i) => column.index === i)) return async () => rows
  const begun = await beginJoins(fetch.joins, rows, width, run)
  return async () => {
    const joined = await Promise.all(begun.map((finish) => finish()))
    return rows.map((row) => {
      const cells: Cell[] = row.slice(0, width)
      for (const column of fetch.columns)
        cells.push(column.kind === 'own' ? (row[width + column.index] as Cell) : (joined[column.index]?.(row) ?? []))
      return cells
    })
  }
}

type Finish = () => Promise<Related>

async function beginJoins(joins: readonly Join[], rows: readonly EngineRow[], width: number, run: Run): Promise<readonly Finish[]> {
  if (run.home === undefined) return Promise.all(joins.map((join) => beginJoin(join, rows, width, run)))
  const begun: Finish[] = []
  // A session answers one statement after another.
  for (const join of joins)
    begun.push(
      staysHome(join, run.home.datasource)
        ? await beginJoin(join, rows, width, run)
        : async () => (await beginJoin(join, rows, width, { ...run, home: undefined }))(),
    )
  return begun
}

/** Whether the rows of a relation can be asked in the transaction; those related to them are looked at by themselves. */
function staysHome({ fetch, bridge }: Join, home: string): boolean {
  return isHome(fetch, home) && (bridge === undefined || isHome(bridge.fetch, home))
}

const isHome = (fetch: Fetch, home: string): boolean =>
  fetch.datasource === home && fetch.stages.every((stage) => stage.every(({ from }) => isHome(from, home)))

/** How many leading columns of a row are its key. */
function keyWidth({ each }: Read): number {
  if (each === undefined) return 0
  return each.owner || (each.through?.near.length ?? each.on.length)
}

async function fillSlot(fill: Fill, run: Run): Promise<void> {
  const { fills } = run.operation
  // Page, count and groups of one list ask the same of another datasource: it is fetched, and charged, once.
  const key = fillKey(fill, run.binds)
  if (fills.size >= MAX_FILLS) throw tooManyFills(MAX_FILLS)
  const rows = fills.get(key) ?? fetchFill(fill, run)
  fills.set(key, rows)
  run.binds[fill.slot] = (await rows) as readonly (readonly Value[])[]
}

async function fetchFill(fill: Fill, run: Run): Promise<Rows> {
  const rows = await runFetch(fill.from, run)
  if (fill.kind === 'table') {
    // A value that has no canonical form cannot be sorted or grouped by; which rows it belongs to, only the far side knows.
    for (const row of rows) for (const cell of row) if (cell instanceof GatewayError) throw cell
    return rows
  }
  const keys = distinctTuples(sound(rows))
  run.operation.crossed += keys.length
  if (run.operation.crossed > run.crossKeys) throw tooManyKeys(run.crossKeys, fill.from.datasource)
  return keys
}

/** The tuples without an error in them; a key that has no canonical form equals none on the other side. */
function sound(rows: Rows): (readonly Value[])[] {
  return rows.filter((row): row is readonly Value[] => !row.some((cell) => cell instanceof GatewayError))
}

/** What a fill depends on: two of one operation with the same key bring the same. */
export const fillKey = ({ kind, from }: Fill, binds: readonly Value[]): string => `${kind} ${rowsKey(from, binds)}`

/** What rows depend on: the reads, and the values in the slots that they name. */
function rowsKey(fetch: Fetch, binds: readonly Value[]): string {
  const stages = fetch.stages.map((stage) => stage.map(({ slot, kind, from }) => [slot, kind, rowsKey(from, binds)]))
  const text = JSON.stringify([fetch.datasource, fetch.read, stages])
  const slots = [...text.matchAll(/"slot":(\d+)/g)].map((match) => Number(match[1]))
  return `${text} ${JSON.stringify(slots.map((slot) => binds[slot] ?? null))}`
}

type Related = (row: EngineRow) => Cell

/** Begins to fetch a relation for all parents; the result, when it is there, tells each parent its rows. */
async function beginJoin(join: Join, parents: readonly EngineRow[], width: number, run: Run): Promise<Finish> {
  const keyOf = (row: EngineRow) => join.parentColumns.map((column) => row[width + column] as Value | GatewayError)
  const failed = (error: unknown): Related => {
    const failure = asGatewayError(error)
    return () => failure
  }
  try {
    run.binds[join.keys.slot] = distinctTuples(sound(parents.map(keyOf)))
    if (join.bridge !== undefined) await crossBridge(join.bridge, join, run)
    const rest = await beginFetch(join.fetch, run)
    return () => rest().then((rows) => relatedOf(join, rows, keyOf), failed)
  } catch (error) {
    if (run.home !== undefined) throw error
    return async () => failed(error)
  }
}

function relatedOf(join: Join, rows: Rows, keyOf: (row: EngineRow) => readonly (Value | GatewayError)[]): Related {
  const none: Rows = join.missing === null ? [] : [join.missing]
  const { groups, failure } = groupByKey(rows, keyWidth(join.fetch.read), join.one)
  return (row) => {
    const key = keyOf(row)
    const bad = key.find((value) => value instanceof GatewayError)
    if (bad instanceof GatewayError) return bad
    if (key.includes(null)) return none
    // A related row whose key cannot be read may belong to anyone who seems to have none: that is no "none".
    return groups.get(tupleKey(key as Value[])) ?? failure ?? none
  }
}

async function crossBridge(bridge: NonNullable<Join['bridge']>, join: Join, run: Run): Promise<void> {
  run.binds[bridge.keys.slot] = run.binds[join.keys.slot] as Value
  const pairs = distinctTuples(sound(await runFetch(bridge.fetch, run)))
  run.binds[join.keys.slot] = pairs
  run.binds[bridge.matches.slot] = distinctTuples(pairs.map((pair) => pair.slice(bridge.owner)))
}

function groupByKey(rows: Rows, width: number, one: boolean): { groups: Map<string, Row[]>; failure: GatewayError | undefined } {
  const groups = new Map<string, Row[]>()
  let failure: GatewayError | undefined
  for (const row of rows) {
    const bad = row.slice(0, width).find((cell) => cell instanceof GatewayError)
    if (bad instanceof GatewayError) {
      failure = bad
      continue
    }
    const key = tupleKey(row.slice(0, width) as Value[])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row.slice(width)])
    else if (!one) group.push(row.slice(width))
  }
  return { groups, failure }
}
