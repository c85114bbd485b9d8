/** Where a read leaves its datasource: the one question that decides what has to be cut. */

import { type Catalog, type CatalogModel, type CatalogRelation, modelOf, relationOf } from '../model/catalog.ts'
import { modelVia } from '../query/build.ts'
import type { Operand, Predicate, Read } from '../query/query.ts'

/** Whether following this relation needs another datasource, for the target or for the model between. */
export function crosses(catalog: Catalog, relation: CatalogRelation): boolean {
  const home = modelOf(catalog, relation.from).datasource
  const between = relation.through === undefined ? home : modelOf(catalog, relation.through.model).datasource
  return between !== home || modelOf(catalog, relation.to).datasource !== home
}

/** Whether anything in the read, nested reads included, needs another datasource. */
export function readCrosses(catalog: Catalog, read: Read): boolean {
  const model = modelOf(catalog, read.model)
  const operand = (of: Operand) => operandCrosses(catalog, model, of)
  return (
    (read.where !== undefined && predicateCrosses(catalog, model, read.where)) ||
    (read.having !== undefined && predicateCrosses(catalog, model, read.having)) ||
    (read.group ?? []).some(operand) ||
    (read.order ?? []).some((term) => operand(term.by)) ||
    read.select.some((item) => {
      if (item.kind === 'value') return operand(item.of)
      return item.kind === 'nested' && (crosses(catalog, relationOf(model, item.relation)) || readCrosses(catalog, item.read))
    })
  )
}

function predicateCrosses(catalog: Catalog, model: CatalogModel, predicate: Predicate): boolean {
  const operand = (of: Operand) => operandCrosses(catalog, model, of)
  switch (predicate.kind) {
    case 'const':
    case 'member':
      return false
    case 'and':
    case 'or':
      return predicate.of.some((part) => predicateCrosses(catalog, model, part))
    case 'not':
      return predicateCrosses(catalog, model, predicate.of)
    case 'compare':
      return operand(predicate.left) || ('kind' in predicate.right && operand(predicate.right))
    case 'null':
    case 'list':
    case 'hasKey':
      return operand(predicate.of)
    case 'exists':
      return relatedCrosses(catalog, model, predicate.relation, predicate.where)
    case 'after':
      return predicate.order.some((term) => operand(term.by))
  }
}

function relatedCrosses(catalog: Catalog, model: CatalogModel, name: string, where: Predicate | undefined): boolean {
  const relation = relationOf(model, name)
  return crosses(catalog, relation) || (where !== undefined && predicateCrosses(catalog, modelOf(catalog, relation.to), where))
}

function operandCrosses(catalog: Catalog, model: CatalogModel, operand: Operand): boolean {
  switch (operand.kind) {
    case 'field':
    case 'json':
      return crossingStep(catalog, model, operand.via) >= 0
    case 'bucket':
      return operandCrosses(catalog, model, operand.of)
    case 'math':
      return operandCrosses(catalog, model, operand.left) || operandCrosses(catalog, model, operand.right)
    case 'aggregate':
      return operand.of !== undefined && operandCrosses(catalog, model, operand.of)
    case 'related': {
      const via = operand.via ?? []
      if (crossingStep(catalog, model, via) >= 0) return true
      const at = modelVia(catalog, model.name, via)
      const target = modelOf(catalog, relationOf(at, operand.relation).to)
      return relatedCrosses(catalog, at, operand.relation, operand.where) || operandCrosses(catalog, target, operand.of)
    }
    case 'bound':
    case 'lookup':
      return false
  }
}

/** The index of the first relation of a chain that leaves the datasource; -1 when none does. */
export function crossingStep(catalog: Catalog, model: CatalogModel, via: readonly string[]): number {
  let at = model
  for (const [i, step] of via.entries()) {
    const relation = relationOf(at, step)
    if (crosses(catalog, relation)) return i
    at = modelOf(catalog, relation.to)
  }
  return -1
}
