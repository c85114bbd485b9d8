/** Related rows as `$lookup` stages: rows behind to-one relations, whether rows exist, aggregates over them. */

import { type CatalogModel, type CatalogRelation, modelOf, relationOf } from '../../model/catalog.ts'
import type { Operand, Predicate } from '../../query/query.ts'
import { type Gathering, gather } from './aggregate.ts'
import { type Expr, fieldExpr, openScope, type Scope } from './context.ts'
import { collectionName, columnOf, valueAt } from './names.ts'
import { all, isSet, orNull, type Stage, type Template } from './template.ts'

/** Where a joined row stands; undefined where the chain is empty. */
export function joined(scope: Scope, via: readonly string[]): { readonly model: CatalogModel; readonly base: readonly string[] } {
  const step = via.at(-1)
  if (step === undefined) return { model: scope.model, base: [] }
  const { model, base } = joined(scope, via.slice(0, -1))
  const relation = relationOf(model, step)
  const key = JSON.stringify(via)
  let as = scope.joins.get(key)
  if (as === undefined) {
    as = lookUp(scope, relation, model, base, (target) => {
      target.stages.push({ $limit: 1 })
    })
    scope.stages.push({ $unwind: { path: `$${as}`, preserveNullAndEmptyArrays: true } })
    scope.joins.set(key, as)
  }
  return { model: modelOf(scope.context.catalog, relation.to), base: [as] }
}

/** Whether a related row exists for which `where` is true. */
export function exists(scope: Scope, name: string, where: Predicate | undefined): Template {
  const as = lookUp(scope, relationOf(scope.model, name), scope.model, [], (target) => {
    target.context.compile.restrict(target, where)
    target.stages.push({ $limit: 1 }, { $project: { _id: 1 } })
  })
  return { $gt: [{ $size: `$${as}` }, 0] }
}

/** An aggregate over related rows, each once. */
export function related(scope: Scope, operand: Extract<Operand, { kind: 'related' }>): Expr {
  const { context } = scope
  const { model, base } = joined(scope, operand.via ?? [])
  let gathering: Gathering | undefined
  const as = lookUp(scope, relationOf(model, operand.relation), model, base, (rows) => {
    context.compile.restrict(rows, operand.where)
    gathering = gather(context, 'a', operand.of, context.compile.rows(rows).operand)
    rows.stages.push({ $group: { _id: null, ...gathering.accumulators } })
  })
  scope.stages.push({ $unwind: { path: `$${as}`, preserveNullAndEmptyArrays: true } })
  if (gathering === undefined) throw new Error('nothing was gathered')
  return gathering.finish([as])
}

/**
 * Joins the rows at the other end of a relation as a list.
 * @param inside adds what happens to those rows
 * @returns the field that holds them
 */
function lookUp(
  { context, stages }: Scope,
  relation: CatalogRelation,
  from: CatalogModel,
  base: readonly string[],
  inside: (target: Scope) => void,
): string {
  const as = context.fresh()
  const own = relation.fields.map((field) => fieldExpr(from, [field], base).value)
  const target = openScope(context, modelOf(context.catalog, relation.to))
  const { through } = relation
  let collection = collectionName(target.model)
  let matched: Joining
  if (through === undefined) {
    matched = joining(context, target.model, relation.references, own)
    target.stages.push(matched.match)
  } else {
    const between = modelOf(context.catalog, through.model)
    collection = collectionName(between)
    matched = joining(context, between, through.near, own)
    target.stages.push(matched.match, ...reach(target, between, through.far, relation.references, {}))
  }
  inside(target)
  stages.push({ $lookup: { from: collection, let: matched.variables, pipeline: target.stages, as } })
  return as
}

interface Joining {
  readonly variables: Readonly<Record<string, Template>>
  readonly match: Stage
}

/** Documents of a model whose fields equal values of the outer document; null equals nothing. */
export function joining(context: Scope['context'], model: CatalogModel, fields: readonly string[], values: readonly Template[]): Joining {
  const names = values.map(() => context.variable())
  return {
    // A variable of a missing field is no variable to every server.
    variables: Object.fromEntries(names.map((name, i) => [name, orNull(values[i])])),
    match: {
      $match: {
        $expr: all(
          fields.flatMap((field, i): Template[] => [{ $eq: [valueAt([columnOf(model, field)]), `$$${names[i]}`] }, isSet(`$$${names[i]}`)]),
        ),
      },
    },
  }
}

/**
 * From documents of the model between to the rows they lead to, each once per `key`.
 * The rows then stand at the top again, with the key, if it has parts, under `as`.
 */
export function reach(
  target: Scope,
  between: CatalogModel,
  far: readonly string[],
  references: readonly string[],
  key: Readonly<Record<string, Template>>,
  as?: string,
): Stage[] {
  const { context, model } = target
  const ends = Object.fromEntries(far.map((field, i) => [`f${i}`, valueAt([columnOf(between, field)])]))
  const row = context.fresh()
  const matched = joining(
    context,
    model,
    references,
    far.map((_, i) => `$_id.f${i}`),
  )
  return [
    { $group: { _id: { ...key, ...ends } } },
    { $lookup: { from: collectionName(model), let: matched.variables, pipeline: [matched.match], as: row } },
    { $unwind: `$${row}` },
    as === undefined
      ? { $replaceRoot: { newRoot: `$${row}` } }
      : { $replaceRoot: { newRoot: { $mergeObjects: [`$${row}`, { [as]: '$_id' }] } } },
  ]
}
