/** Reads that are answered once per key: which documents are looked at, and which of the keys each belongs to. */

import type { Value } from '../../base/json.ts'
import { type CatalogModel, modelOf } from '../../model/catalog.ts'
import type { FieldType } from '../../model/model.ts'
import type { Each, Path, Slot } from '../../query/query.ts'
import { type Context, type Expr, fieldExpr, once, openScope, type Scope } from './context.ts'
import { formsOf, tuplesHole } from './match.ts'
import { collectionName } from './names.ts'
import { keyOf, tuple } from './operand.ts'
import { reach } from './relation.ts'
import { literal, type Stage, type Template } from './template.ts'

export interface Keyed {
  readonly scope: Scope
  readonly collection: string
  /** What names a key, read off the rows. */
  readonly keys: readonly Expr[]
}

type Tuples = readonly (readonly Value[])[]

export function keyed(context: Context, each: Each, model: CatalogModel): Keyed {
  const { through, owner = 0 } = each
  const scope = openScope(context, model)
  const matched = through === undefined ? model : modelOf(context.catalog, through.model)
  const match = (through?.near ?? each.on).map((path) => fieldExpr(matched, own(path)))
  scope.stages.push(...among(context, match, each.keys, owner))
  let owners: string | undefined
  if (owner > 0) {
    owners = context.fresh()
    scope.stages.push({ $addFields: { [owners]: ownersOf(context, match, each.keys, owner) } }, { $unwind: `$${owners}` })
  }
  if (through === undefined) {
    const keys = owners === undefined ? match : ownerKeys([owners], owner)
    return { scope, collection: collectionName(model), keys }
  }
  const as = context.fresh()
  const key: Record<string, Template> =
    owners === undefined ? Object.fromEntries(match.map(({ value }, i) => [`k${i}`, value])) : { o: `$${owners}` }
  const far = through.far.map((path) => own(path)[0])
  const on = each.on.map((path) => own(path)[0])
  scope.stages.push(...reach(scope, matched, far, on, key, as))
  const keys =
    owners === undefined ? match.map((expr, i) => ({ ...expr, value: `$${as}.k${i}`, path: `${as}.k${i}` })) : ownerKeys([as, 'o'], owner)
  return { scope, collection: collectionName(matched), keys }
}

function own(path: Path): Path {
  if (path.length > 1) throw new Error('keys are matched with the model’s own fields')
  return path
}

/** The documents whose fields equal the match part of a tuple: by an index on the first field, then by the whole of it. */
function among(context: Context, match: readonly Expr[], keys: Slot, owner: number): Stage[] {
  const [first] = match
  if (first === undefined) throw new Error('a key without fields')
  const stages: Stage[] = []
  if (first.path !== undefined) {
    const wanted = context.hole(keys.slot, `column ${owner} ${JSON.stringify(first.type)}`, (value) =>
      distinct((value as Tuples).map((row) => row[owner] ?? null)).flatMap((member) => formsOf(first.type, member)),
    )
    stages.push({ $match: { [first.path]: { $in: wanted } } })
    if (match.length === 1) return stages
  }
  const types = match.map(({ type }) => type)
  const place = { $indexOfArray: [literal(tuplesHole(context, keys, types, owner)), keyOf(match)] }
  return [...stages, { $match: { $expr: { $gte: [place, 0] } } }]
}

const distinct = (values: readonly Value[]): Value[] =>
  [...new Map(values.map((value) => [JSON.stringify(value), value])).values()].filter((value) => value !== null)

/** The owners of the match part that the document has; each a list of the tuple's leading values. */
function ownersOf(context: Context, match: readonly Expr[], keys: Slot, owner: number): Template {
  const types = match.map(({ type }) => type)
  const note = `${owner} ${JSON.stringify(types)}`
  const matches = context.hole(keys.slot, `matches ${note}`, (value) => byMatch(value, types, owner).flatMap(({ forms }) => forms))
  const owners = context.hole(keys.slot, `owners ${note}`, (value) =>
    byMatch(value, types, owner).flatMap(({ forms, owners: names }) => forms.map(() => names)),
  )
  // What an index finds by one item of a list has none of the keys itself; the place -1 would be the last owner's.
  return once({ context }, { $indexOfArray: [literal(matches), keyOf(match)] }, (place) => ({
    $cond: [{ $gte: [place, 0] }, { $arrayElemAt: [literal(owners), place] }, []],
  }))
}

function byMatch(value: Value, types: readonly FieldType[], owner: number): { forms: unknown[]; owners: (readonly Value[])[] }[] {
  const found = new Map<string, { forms: unknown[]; owners: Map<string, readonly Value[]> }>()
  for (const row of value as Tuples) {
    const [names, match] = [row.slice(0, owner), row.slice(owner)]
    const key = JSON.stringify(match)
    const [type] = types
    let entry = found.get(key)
    if (entry === undefined) {
      const forms = types.length === 1 && type !== undefined ? formsOf(type, match[0] ?? null) : [tuple(types, match)]
      entry = { forms, owners: new Map() }
      found.set(key, entry)
    }
    entry.owners.set(JSON.stringify(names), names)
  }
  return [...found.values()].map(({ forms, owners }) => ({ forms, owners: [...owners.values()] }))
}

/** Whom a document belongs to: values of any type, which come back as they went in. */
function ownerKeys(at: readonly string[], owner: number): Expr[] {
  return Array.from({ length: owner }, (_, i) => ({
    value: { $arrayElemAt: [`$${at.join('.')}`, i] },
    type: { kind: 'json' },
    fields: [],
    read: (raw) => (typeof raw === 'bigint' ? Number(raw) : (raw as Value)),
  }))
}
