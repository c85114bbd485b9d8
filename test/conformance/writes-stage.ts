/** One datasource and the memory engine beside it: the same writes on both, and what then stands in their tables compared. */

import { expect } from 'vitest'
import { GatewayError } from '../../src/base/errors.ts'
import { canonicalJson, type Value } from '../../src/base/json.ts'
import type { Compiled, Datasource, RunResult } from '../../src/datasource/datasource.ts'
import { openMemory } from '../../src/engines/memory.ts'
import { type Catalog, type CatalogModel, modelOf, typeAt } from '../../src/model/catalog.ts'
import type { FieldType } from '../../src/model/model.ts'
import { fieldOperand, TRUE } from '../../src/query/build.ts'
import { normaliseWrite } from '../../src/query/normal.ts'
import type { Binds, Insert, Order, Read, Write } from '../../src/query/query.ts'
import { randomFrom } from './random-numbers.ts'
import { runOptions } from './stage.ts'
import { cases } from './writes.ts'
import { writesRows } from './writes-catalog.ts'
import type { Step, WriteCase } from './writes-say.ts'

type Row = Readonly<Record<string, Value>>
type Rows = ReadonlyMap<string, readonly Row[]>

export interface WriteStage extends AsyncDisposable {
  readonly catalog: Catalog
  readonly datasource: Datasource
  readonly rows: Rows
  readonly options: StageOptions
  /** The oracle, holding what was there at the beginning. */
  fresh(): Datasource
  /** Brings the datasource back to what was there at the beginning. */
  reset(): Promise<void>
}

export interface StageOptions {
  /** False where a write of several rows may fail half-way, which is then not tried. */
  readonly atomic?: boolean
  /** What a server of this make cannot run, by the error it says so with: the reason, or undefined where the failure is one. */
  readonly gapOf?: (error: unknown, write: Write) => string | undefined
  /** Why a write is one that this make of server runs wrongly without a word; undefined where it is not. */
  readonly wrong?: (write: Write, binds: Binds, compiled: Compiled) => string | undefined
  readonly rows?: Rows
  /** False where the server does not say which constraint it was. */
  readonly namesFields?: false
}

const storedFields = (model: CatalogModel): string[] =>
  [...model.fields.values()].filter((field) => field.computed === undefined).map((field) => field.name)

function insertOf(catalog: Catalog, name: string, rows: readonly Row[]): { write: Insert; binds: Binds } {
  const fields = storedFields(modelOf(catalog, name))
  return {
    write: { kind: 'insert', model: name, fields: fields.map((field) => [field] as const), rows: { slot: 0 }, returning: [] },
    binds: [rows.map((row) => fields.map((field) => row[field] ?? null))],
  }
}

/** Creates the tables of the catalog in an empty datasource. */
export async function writeStage(catalog: Catalog, datasource: Datasource, options: StageOptions = {}): Promise<WriteStage> {
  const at = { catalog, version: datasource.version }
  const models = [...catalog.models.keys()]
  const all = options.rows ?? writesRows
  const rows: Rows = new Map(models.map((name) => [name, all.get(name) ?? []]))
  for (const statement of datasource.engine.define(models, at)) await datasource.run(statement, [], runOptions())
  const on: WriteStage = {
    ...{ catalog, datasource, rows, options },
    fresh: () => openMemory('oracle', rows, { collation: 'binary' }),
    async reset() {
      for (const model of models.toReversed()) {
        // Rows of one table may refer to each other.
        if (model === 'Shop')
          await write(
            on,
            datasource,
            { kind: 'update', model, where: TRUE, set: [{ path: ['parentId'], op: 'set', value: { slot: 0 } }] },
            [null],
          )
        await write(on, datasource, { kind: 'delete', model, where: TRUE }, [])
      }
      for (const [model, of] of rows) {
        if (of.length === 0) continue
        const { write: put, binds } = insertOf(catalog, model, of)
        await write(on, datasource, put, binds)
      }
    },
    [Symbol.asyncDispose]: async () => datasource[Symbol.asyncDispose](),
  }
  return on
}

/** Runs one write on a datasource. */
export function write({ catalog }: Pick<WriteStage, 'catalog'>, on: Datasource, asked: Write, binds: Binds): Promise<RunResult> {
  const compiled = on.engine.compile(normaliseWrite(catalog, asked), { catalog, version: on.version })
  return on.run(compiled, binds, runOptions())
}

/** All rows of a model, by its key. */
export async function everyRow({ catalog }: Pick<WriteStage, 'catalog'>, on: Datasource, name: string): Promise<readonly Row[]> {
  const model = modelOf(catalog, name)
  const fields = storedFields(model)
  const order = model.key.map((field): Order => ({ by: fieldOperand([field]), direction: 'asc', nulls: 'first', collation: 'binary' }))
  const read: Read = { model: name, select: fields.map((field) => ({ kind: 'value', of: fieldOperand([field]) })), order }
  const { rows } = await on.run(on.engine.compile(read, { catalog, version: on.version }), [], runOptions())
  return rows.map((row) =>
    Object.fromEntries(
      fields.map((field, i) => {
        const cell = row[i] ?? null
        if (cell instanceof Error) throw cell
        // An object's fields are picked by name, so their order carries nothing.
        return [field, canonicalJson(cell)]
      }),
    ),
  )
}

/** Rows that the database numbers, by an engine that tells the numbers: of many at once, or of one. */
export async function numberedRows(on: WriteStage): Promise<void> {
  await on.reset()
  const { capabilities, engine, version } = on.datasource
  if (!capabilities.identity) return
  const random = randomFrom(3)
  const labels = Array.from({ length: capabilities.returns === 'one' ? 1 : 1000 }, (_, i) => `${random.int(100_000, 999_999)}-${i}`)
  const numbered: Insert = { kind: 'insert', model: 'Ticket', fields: [['label']], rows: { slot: 0 }, returning: [['id']] }
  const compiled = engine.compile(numbered, { catalog: on.catalog, version })
  const { rows, affected } = await on.datasource.run(compiled, [labels.map((label) => [label])], runOptions())
  expect(affected).toBe(labels.length)
  const there = await everyRow(on, on.datasource, 'Ticket')
  const byId = new Map(there.map(({ id, label }) => [id, label]))
  expect(rows.map(([id]) => byId.get(id as Value))).toEqual(labels)
}

/** What became of a write: how many rows it met, or the error. */
export type Became = { readonly affected: number | undefined } | { readonly error: GatewayError }

export async function attempt(on: Pick<WriteStage, 'catalog'>, datasource: Datasource, asked: Write, binds: Binds): Promise<Became> {
  try {
    const { affected } = await write(on, datasource, asked, binds)
    return { affected }
  } catch (error) {
    if (error instanceof GatewayError) return { error }
    throw error
  }
}

export const say = (became: Became): string =>
  'error' in became
    ? `${became.error.code}${became.error.fields === undefined ? '' : ` of ${became.error.fields.join(', ')}`}`
    : `${became.affected} rows`

/** Whether a write is about one row at most. */
function isSingle(asked: Write, binds: Binds): boolean {
  if (asked.kind === 'insert') return (binds[asked.rows.slot] as Value[]).length <= 1
  return asked.where.kind === 'compare' && asked.where.op === 'eq'
}

/** Why a write is not tried here; undefined where it is. */
export function untried(on: WriteStage, asked: Write, binds: Binds, expected: Became): string | undefined {
  const { capabilities } = on.datasource
  if ('error' in expected) {
    if (expected.error.code === 'FOREIGN_KEY_VIOLATION' && capabilities.foreignKeys === false) return 'It keeps no references.'
    if (on.options.atomic === false && expected.error.code === 'UNIQUE_VIOLATION' && !isSingle(asked, binds))
      return 'Alone it has no transactions, and a write may fail half-way.'
  }
  const compiled = on.datasource.engine.compile(normaliseWrite(on.catalog, asked), { catalog: on.catalog, version: on.datasource.version })
  return on.options.wrong?.(asked, binds, compiled)
}

async function runStep(on: WriteStage, oracle: Datasource, step: Step, label: string): Promise<string | undefined> {
  const { write: asked, binds } = step
  const upserts = asked.kind === 'insert' && asked.conflict !== undefined && asked.conflict.set !== 'nothing'
  if (upserts && on.datasource.capabilities.upsert === undefined) {
    expect(() => on.datasource.engine.compile(asked, { catalog: on.catalog, version: on.datasource.version }), label).toThrow(
      expect.objectContaining({ code: 'QUERY_UNSUPPORTED' }),
    )
    return 'It has no upsert by one unique group.'
  }
  const expected = await attempt(on, oracle, asked, binds)
  // A unique group may have been left out of the models.
  if (step.error !== undefined && !('error' in expected) && on.options.rows !== undefined) return 'It lacks what would be violated.'
  if (step.error !== undefined) expect(say(expected), `${label}, oracle`).toContain(step.error.code)
  if (step.affected !== undefined) expect(expected, `${label}, oracle`).toEqual({ affected: step.affected })
  const skipped = untried(on, asked, binds, expected)
  if (skipped !== undefined) return skipped
  const became = await attempt(on, on.datasource, asked, binds)
  if ('error' in became) {
    const gap = on.options.gapOf?.(became.error, asked)
    if (gap !== undefined) return gap
  }
  if ('error' in expected) {
    if (!('error' in became)) throw new Error(`${label}: ${say(became)}, where it should be ${say(expected)}`)
    const { code } = expected.error
    if (became.error.code !== code)
      throw new Error(`${label}: ${say(became)}, where it should be ${say(expected)}`, { cause: became.error })
    const fields = step.error?.fields
    // SQLite does not say which reference it was.
    const untold =
      became.error.fields === undefined &&
      (on.options.namesFields === false || (code === 'FOREIGN_KEY_VIOLATION' && on.datasource.engine.type === 'sqlite'))
    if (fields !== undefined && !untold) expect(became.error.fields?.toSorted(), `${label}, fields`).toEqual(fields.toSorted())
    return undefined
  }
  if ('error' in became) throw new Error(`${label}: ${say(became)}, where it should be ${say(expected)}`, { cause: became.error })
  // Of rows that are left out because of a conflict not every product tells how many they were.
  if (!(asked.kind === 'insert' && asked.conflict !== undefined)) expect(became, label).toEqual(expected)
  return undefined
}

/** Compares what stands in every table. */
export async function sameTables(on: WriteStage, oracle: Datasource, label: string): Promise<void> {
  for (const name of on.catalog.models.keys())
    expect(await everyRow(on, on.datasource, name), `${label}: ${name}`).toEqual(await everyRow(on, oracle, name))
}

export async function runCase(on: WriteStage, one: WriteCase, label: string): Promise<string | undefined> {
  if (one.unless?.engine === on.datasource.engine.type) return one.unless.because
  await on.reset()
  const oracle = on.fresh()
  for (const [i, whole] of one.steps.entries()) {
    const step = fitted(on.catalog, whole)
    if (typeof step === 'string') return step
    const gap = await runStep(on, oracle, step, `${label}: ${one.name}, step ${i + 1}`)
    if (gap !== undefined) return gap
  }
  await sameTables(on, oracle, `${label}: ${one.name}`)
  for (const { model, where, has } of on.options.rows === undefined ? (one.after ?? []) : []) {
    const rows = await everyRow(on, on.datasource, model)
    const found = rows.filter((row) => Object.entries(where).every(([field, value]) => row[field] === value))
    expect(found, `${label}: ${one.name}, by hand`).toEqual([expect.objectContaining(canonicalJson(has as Value) as object)])
  }
  return undefined
}

/** The step without the fields that the models of this run leave out; the reason where nothing is left of it. */
function fitted(catalog: Catalog, step: Step): Step | string {
  const { write: asked, binds } = step
  const model = catalog.models.get(asked.model)
  if (model === undefined) return 'It numbers no rows.'
  const known = (path: readonly string[]): boolean => {
    let type: { readonly kind: string } | undefined = model.fields.get(path[0] ?? '')?.type
    for (const name of path.slice(1)) type = (type as { fields?: Record<string, { type: { kind: string } }> }).fields?.[name]?.type
    return type !== undefined
  }
  const missing = 'It holds no values of a type.'
  if (asked.kind !== 'insert')
    for (const [, found = ''] of JSON.stringify(asked.where).matchAll(/"via":\[\],"path":\["([^\]]*?)"\]/g))
      if (asked.where.kind !== 'exists' && !known(found.split('","'))) return missing
  if (asked.kind === 'delete') return step
  if (asked.kind === 'update') {
    const set = asked.set.filter(({ path }) => known(path))
    const whole = binds.map((value, slot) => {
      const assign = set.find((one) => one.value.slot === slot)
      return assign === undefined ? value : cut(typeAt(model, assign.path), value)
    })
    return set.length === 0 ? missing : { ...step, write: { ...asked, set }, binds: whole }
  }
  const conflict = asked.conflict
  if (conflict !== undefined && conflict.set !== 'nothing' && !conflict.set.every(({ path }) => known(path))) return missing
  const kept = asked.fields.flatMap((path, i) => (known(path) ? [i] : []))
  const rows = (binds[asked.rows.slot] as Value[][]).map((row) =>
    kept.map((i) => cut(typeAt(model, asked.fields[i] as readonly [string]), row[i] ?? null)),
  )
  const whole = binds.map((value, slot) => (slot === asked.rows.slot ? rows : value))
  return { ...step, write: { ...asked, fields: kept.map((i) => asked.fields[i] as readonly [string]) }, binds: whole }
}

/** An object without the fields that its type has not. */
function cut(type: FieldType, value: Value): Value {
  if (type.kind !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(type.fields).map(([name, field]) => [name, cut(field.type, (value as Row)[name] ?? null)]))
}

/** Every hand-written case; returns how often which gap was met. */
export async function everyWriteCase(on: WriteStage, label: string): Promise<ReadonlyMap<string, number>> {
  const gaps = new Map<string, number>()
  for (const one of cases) {
    const gap = await runCase(on, one, label)
    if (gap !== undefined) gaps.set(gap, (gaps.get(gap) ?? 0) + 1)
  }
  return gaps
}
