/** Runs a plan: slots filled, one round trip per fetch, related rows of all parents at once and grouped by key. */

import { asGatewayError, GatewayError } from '../base/errors.ts'
import { distinctTuples, tupleKey, type Value } from '../base/json.ts'
import type { Compiled, Datasource, Row as EngineRow, RunOptions } from '../datasource/datasource.ts'
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
}

/**
 * Answers a plan.
 * @param binds the operation's values; copied, since the slots of the plan are filled here
 * @returns one row per row of the root, cells in the order of the asked selection
 * @throws GatewayError when the root itself fails; a failing relation is an error in the cells of that relation
 */
export function execute(fetch: Fetch, binds: readonly Value[], env: ExecuteEnv): Promise<Rows> {
  return runFetch(fetch, { ...env, binds: [...binds] })
}

async function runFetch(fetch: Fetch, run: Run): Promise<Rows> {
  for (const stage of fetch.stages) await Promise.all(stage.map((fill) => fillSlot(fill, run)))
  const { each } = fetch.read
  const keys = each === undefined ? undefined : (run.binds[each.keys.slot] as readonly Value[]).length
  if (keys === 0) return []
  const datasource = run.datasource(fetch.datasource)
  const compiled = run.compile(datasource, fetch.read)
  run.onStatement?.(fetch.datasource, compiled.text)
  const about = { action: 'read', model: fetch.read.model, keys } as const
  const { rows } = await datasource.run(compiled, run.binds, { ...run.options, about })
  const width = keyWidth(fetch.read)
  if (fetch.joins.length === 0 && width === 0 && fetch.columns.every((column, i) => column.index === i)) return rows
  const joined = await Promise.all(fetch.joins.map((join) => runJoin(join, rows, width, run)))
  return rows.map((row) => {
    const cells: Cell[] = row.slice(0, width)
    for (const column of fetch.columns)
      cells.push(column.kind === 'own' ? (row[width + column.index] as Cell) : (joined[column.index]?.(row) ?? []))
    return cells
  })
}

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

/** Fetches a relation for all parents; the result tells each parent its rows. */
async function runJoin(join: Join, parents: readonly EngineRow[], width: number, run: Run): Promise<Related> {
  const none: Rows = join.missing === null ? [] : [join.missing]
  const keyOf = (row: EngineRow) => join.parentColumns.map((column) => row[width + column] as Value | GatewayError)
  try {
    run.binds[join.keys.slot] = distinctTuples(sound(parents.map(keyOf)))
    if (join.bridge !== undefined) await crossBridge(join.bridge, join, run)
    const { groups, failure } = groupByKey(await runFetch(join.fetch, run), keyWidth(join.fetch.read), join.one)
    return (row) => {
      const key = keyOf(row)
      const bad = key.find((value) => value instanceof GatewayError)
      if (bad !== undefined) return bad
      if (key.includes(null)) return none
      // A related row whose key cannot be read may belong to anyone who seems to have none: that is no "none".
      return groups.get(tupleKey(key as Value[])) ?? failure ?? none
    }
  } catch (error) {
    const failure = asGatewayError(error)
    return () => failure
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
