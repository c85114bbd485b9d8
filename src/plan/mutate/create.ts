/** New rows: what they refer to first, then themselves, then what refers to them. */

import { GatewayError } from '../../base/errors.ts'
import { distinctTuples, tupleKey, type Value } from '../../base/json.ts'
import { type CatalogModel, relationOf } from '../../model/catalog.ts'
import { referencesAround } from '../../model/references.ts'
import { bindList, fieldOperand, paths } from '../../query/build.ts'
import type { Insert, Read } from '../../query/query.ts'
import type { NewRow } from './mutation.ts'
import { ordered } from './order.ts'
import { initial } from './values.ts'
import { LEADS_NOWHERE, modelIn, present, read, STILL_REFERRED, tupleOf, type Values, type WorkEnv, write } from './work.ts'

/**
 * Puts rows of one model in, with everything that is made with them.
 * @param rows their far connections are resolved already
 * @returns what is known of each row, in the order of the rows: its key, and what other rows refer to, are always among it
 */
export async function createRows(env: WorkEnv, name: string, rows: readonly NewRow[]): Promise<Values[]> {
  const model = modelIn(env, name)
  const values = rows.map(({ values: given }) => new Map(given))
  await connectRows(env, model, rows, values)
  await createParents(env, model, rows, values)
  for (const row of values) complete(env, model, row)
  await checkParents(env, model, values)
  // Rows that others of them refer to go in first.
  for (const round of ordered(env.catalog, model, values).rounds.toReversed()) await insertRows(env, model, round)
  await createChildren(env, model, rows, values)
  return values
}

/** What each row takes over from rows that are there. One that is not is a broken reference, whatever the database looks at. */
export async function connectRows(env: WorkEnv, model: CatalogModel, rows: readonly NewRow[], values: readonly Values[]): Promise<void> {
  for (const name of relationsOf(rows, 'connect')) {
    const relation = relationOf(model, name)
    const keys = rows.flatMap(({ connect }) => connect.filter((one) => one.relation === name).map(({ key }) => key))
    const target = modelIn(env, relation.to)
    const binds = bindList()
    const query: Read = {
      model: target.name,
      select: relation.references.map((field) => ({ kind: 'value', of: fieldOperand([field]) })),
      each: { keys: binds.bind(distinctTuples(keys)), on: paths(target.key) },
    }
    const found = new Map(
      (await read(env, query, binds.values)).map((row) => [tupleKey(row.slice(0, target.key.length)), row.slice(target.key.length)]),
    )
    for (const [i, { connect }] of rows.entries())
      for (const { key } of connect.filter((one) => one.relation === name)) takeOver(values[i] as Values, model, name, key, found)
  }
}

/** Sets the fields of a belongsTo from the row that was found. @throws GatewayError FOREIGN_KEY_VIOLATION where there is none */
export function takeOver(
  values: Values,
  model: CatalogModel,
  name: string,
  key: readonly Value[],
  found: ReadonlyMap<string, readonly Value[]>,
): void {
  const { fields, to } = relationOf(model, name)
  const referred = found.get(tupleKey(key))
  if (referred === undefined)
    throw new GatewayError('FOREIGN_KEY_VIOLATION', `There is no ${to} with the key that ${name} connects to.`, { fields: [name] })
  fields.forEach((field, i) => void values.set(field, referred[i] ?? null))
}

async function createParents(env: WorkEnv, model: CatalogModel, rows: readonly NewRow[], values: readonly Values[]): Promise<void> {
  for (const name of relationsOf(rows, 'create')) {
    const { kind, to, fields, references } = relationOf(model, name)
    if (kind !== 'belongsTo') continue
    const wanted = rows.flatMap(({ create }, i) => create.filter(({ relation }) => relation === name).map((nested) => ({ i, nested })))
    const made = await createRows(
      env,
      to,
      wanted.flatMap(({ nested }) => nested.rows),
    )
    for (const [j, { i }] of wanted.entries())
      fields.forEach((field, k) => void values[i]?.set(field, made[j]?.get(references[k] as string) ?? null))
  }
}

async function createChildren(env: WorkEnv, model: CatalogModel, rows: readonly NewRow[], values: readonly Values[]): Promise<void> {
  for (const name of relationsOf(rows, 'create')) {
    const { kind, to, fields, references } = relationOf(model, name)
    if (kind === 'belongsTo') continue
    const children = rows.flatMap(({ create }, i) =>
      create
        .filter(({ relation }) => relation === name)
        .flatMap((nested) =>
          nested.rows.map((row) => {
            const own = new Map(row.values)
            references.forEach((field, k) => void own.set(field, values[i]?.get(fields[k] as string) ?? null))
            return { ...row, values: own }
          }),
        ),
    )
    await createRows(env, to, children)
  }
}

const relationsOf = (rows: readonly NewRow[], what: 'connect' | 'create'): string[] => [
  ...new Set(rows.flatMap((row) => row[what].filter((one) => !('rows' in one) || one.rows.length > 0).map(({ relation }) => relation))),
]

/** Defaults and the first version, where nothing was given. */
export function complete({ now }: WorkEnv, model: CatalogModel, row: Values): void {
  for (const field of model.fields.values()) {
    if (field.computed !== undefined || row.has(field.name)) continue
    const value = initial(model, field, now)
    if (value !== undefined) row.set(field.name, value)
  }
}

/** Looks for the rows that these refer to, where the database does not. */
export async function checkParents(env: WorkEnv, model: CatalogModel, rows: readonly ReadonlyMap<string, Value>[]): Promise<void> {
  if (env.datasource.capabilities.foreignKeys !== false) return
  for (const { fields, parent, references } of referencesAround(env.catalog, model.name).up) {
    const wanted = distinctTuples(rows.map((row) => tupleOf(row, fields)))
    const beside = new Set(parent === model ? rows.map((row) => tupleKey(tupleOf(row, references))) : [])
    const missing = wanted.filter((tuple) => !beside.has(tupleKey(tuple)))
    const found = await present(env, parent.name, references, missing)
    if (missing.some((tuple) => !found.has(tupleKey(tuple)))) throw dangling(fields)
  }
}

/** @param fields those that refer; undefined: another row refers to the one that was to go */
export const dangling = (fields: readonly string[] | undefined): GatewayError =>
  new GatewayError('FOREIGN_KEY_VIOLATION', fields === undefined ? STILL_REFERRED : LEADS_NOWHERE, { fields })

/** One statement for all rows that have values in the same fields. */
async function insertRows(env: WorkEnv, model: CatalogModel, rows: readonly Values[]): Promise<void> {
  const groups = new Map<string, Values[]>()
  for (const row of rows) {
    const shape = JSON.stringify([...row.keys()].sort())
    groups.set(shape, [...(groups.get(shape) ?? []), row])
  }
  for (const group of groups.values()) {
    const [first] = group as [Values]
    const made = [...model.fields.values()]
      .filter(
        (field) =>
          !first.has(field.name) && (field.generated === 'identity' || (field.default === 'database' && model.key.includes(field.name))),
      )
      .map(({ name }) => name)
    const single = made.length > 0 && env.datasource.capabilities.returns === 'one'
    for (const part of single ? group.map((row) => [row]) : [group]) await insertGroup(env, model, part, made)
  }
}

async function insertGroup(env: WorkEnv, model: CatalogModel, rows: readonly Values[], made: readonly string[]): Promise<void> {
  const fields = [...(rows[0] as Values).keys()].sort()
  const query: Insert = { kind: 'insert', model: model.name, fields: paths(fields), rows: { slot: 0 }, returning: paths(made) }
  const result = await write(env, query, [rows.map((row) => fields.map((field) => row.get(field) ?? null))])
  if (made.length === 0) {
    if (result.affected !== rows.length) await refuseLeftOut(env, model, rows)
    return
  }
  if (result.rows.length !== rows.length) throw leftOut(env.datasource.name)
  for (const [i, row] of rows.entries())
    for (const [j, field] of made.entries()) {
      const value = result.rows[i]?.[j]
      if (value instanceof GatewayError) throw value
      row.set(field, value as Value)
    }
}

/** A count that is too small says little: a trigger may have put the rows elsewhere, where they are found. */
async function refuseLeftOut(env: WorkEnv, model: CatalogModel, rows: readonly Values[]): Promise<void> {
  const keys = distinctTuples(rows.map((row) => tupleOf(row, model.key)))
  if ((await present(env, model.name, model.key, keys)).size < keys.length) throw leftOut(env.datasource.name)
}

export const leftOut = (datasource: string): GatewayError =>
  new GatewayError('CHECK_VIOLATION', 'A rule of the database, such as a trigger, did not let the row in. Send other values.', {
    datasource,
  })
