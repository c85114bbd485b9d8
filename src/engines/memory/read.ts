/** What a Read means: rows filtered, grouped, ordered, paged and selected, for the whole table, per parent or per key. */

import { tupleKey, type Value } from '../../base/json.ts'
import { modelOf, relationOf } from '../../model/catalog.ts'
import type { FieldType } from '../../model/model.ts'
import { isGrouped, typeOf } from '../../query/build.ts'
import type { Each, Order, Page, Read, Selected } from '../../query/query.ts'
import { compareCanonical } from './arithmetic.ts'
import { bound, type Frame, type Group, groupFrame, relatedRows, rowFrame, truth, type World } from './evaluate.ts'
import { type Row, valueAt } from './tables.ts'

/** The answer to a read; a nested entry's cell is the list of its rows. */
export function answer(world: World, read: Read): Value[][] {
  const over = prepare(world, read)
  if (read.each === undefined) return over(world.tables.rows(read.model), true)
  return perKey(world, read.model, read.each).flatMap(({ key, rows }) => over(rows, false).map((cells) => [...key, ...cells]))
}

/**
 * The read as a function of the rows it looks at.
 * The function's second argument: whether one row over everything is answered where there is not a single row.
 */
function prepare(world: World, read: Read): (rows: readonly Row[], evenEmpty: boolean) => Value[][] {
  const model = modelOf(world.catalog, read.model)
  const frame = rowFrame(world, model)
  const where = read.where === undefined ? undefined : truth(frame, read.where)
  const filtered = (rows: readonly Row[]) => (where === undefined ? rows : rows.filter((row) => where(row) === true))
  if (!isGrouped(read)) {
    const finish = finisher(frame, read)
    return (rows) => finish(filtered(rows))
  }
  const keys = (read.group ?? []).map((operand) => frame.get(operand))
  const groups = groupFrame(world, model, read.group ?? [])
  const having = read.having === undefined ? undefined : truth(groups, read.having)
  const finish = finisher(groups, read)
  return (rows, evenEmpty) => {
    const kept = filtered(rows)
    if (kept.length === 0 && !evenEmpty) return []
    const found = keys.length === 0 ? [{ key: [], rows: kept }] : groupBy(kept, keys)
    return finish(having === undefined ? found : found.filter((group) => having(group) === true))
  }
}

function groupBy(rows: readonly Row[], keys: readonly ((row: Row) => Value)[]): Group[] {
  const groups = new Map<string, { key: Value[]; rows: Row[] }>()
  for (const row of rows) {
    const key = keys.map((get) => get(row))
    const text = tupleKey(key)
    const group = groups.get(text)
    if (group === undefined) groups.set(text, { key, rows: [row] })
    else group.rows.push(row)
  }
  return [...groups.values()]
}

/** Order, page and selection, alike for rows and groups. */
function finisher<S extends Row | Group>(frame: Frame<S>, read: Read): (subjects: readonly S[]) => Value[][] {
  const sort = sorter(frame, read.order ?? [])
  const cells = read.select.map((item) => cell(frame, item))
  return (subjects) => paged(frame.world, sort(subjects), read.page).map((subject) => cells.map((get) => get(subject)))
}

function cell<S extends Row | Group>(frame: Frame<S>, item: Selected): (subject: S) => Value {
  switch (item.kind) {
    case 'value':
      return frame.get(item.of)
    case 'group':
      return (subject) => (subject as Group).key[item.index] ?? null
    case 'nested': {
      const rows = relatedRows(frame.world, relationOf(frame.model, item.relation))
      const over = prepare(frame.world, item.read)
      return (subject) => {
        const found = over(rows(frame.row(subject)), true)
        return item.one ? found.slice(0, 1) : found
      }
    }
  }
}

function sorter<S>(frame: Frame<S>, order: readonly Order[]): (subjects: readonly S[]) => readonly S[] {
  const terms = order.map((term) => ({
    get: frame.get(term.by),
    compare: comparator(term, typeOf(frame.world.catalog, frame.model.name, term.by)),
  }))
  if (terms.length === 0) return (subjects) => subjects
  return (subjects) =>
    subjects
      .map((subject) => ({ subject, values: terms.map(({ get }) => get(subject)) }))
      .sort((a, b) => {
        for (const [i, { compare }] of terms.entries()) {
          const difference = compare(a.values[i] ?? null, b.values[i] ?? null)
          if (difference !== 0) return difference
        }
        return 0
      })
      .map(({ subject }) => subject)
}

function comparator({ direction, nulls }: Order, type: FieldType): (a: Value, b: Value) => number {
  const sign = direction === 'asc' ? 1 : -1
  const nullSign = nulls === 'first' ? -1 : 1
  return (a, b) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? nullSign : -nullSign
    return sign * compareCanonical(type, a, type, b)
  }
}

function paged<S>(world: World, subjects: readonly S[], page: Page | undefined): readonly S[] {
  if (page === undefined) return subjects
  const offset = page.offset === undefined ? 0 : (bound(world, page.offset) as number)
  const end = page.limit === undefined ? undefined : offset + (bound(world, page.limit) as number)
  if (page.flip === undefined) return subjects.slice(offset, end)
  return subjects.toReversed().slice(offset, end).toReversed()
}

/** The rows of each distinct key (or owner), in order of the keys. */
function perKey(world: World, model: string, each: Each): { key: Value[]; rows: Row[] }[] {
  const { tables } = world
  const { through, owner = 0 } = each
  const rowsFor = (match: readonly Value[]): readonly Row[] => {
    if (through === undefined) return tables.find(model, each.on, match)
    const between = tables.find(through.model, through.near, match)
    return between.flatMap((link) =>
      tables.find(
        model,
        each.on,
        through.far.map((path) => valueAt(link, path)),
      ),
    )
  }
  const found = new Map<string, { key: Value[]; rows: Set<Row> }>()
  for (const tuple of bound(world, each.keys) as readonly Value[][]) {
    const key = owner === 0 ? tuple : tuple.slice(0, owner)
    const text = tupleKey(key)
    const entry = found.get(text) ?? { key, rows: new Set<Row>() }
    found.set(text, entry)
    for (const row of rowsFor(tuple.slice(owner))) entry.rows.add(row)
  }
  return [...found.values()].map(({ key, rows }) => ({ key, rows: [...rows] }))
}
