/** Operands of a row as expressions. */

import { GatewayError } from '../../base/errors.ts'
import { type CatalogRelation, fieldAt, modelOf, relationOf, typeAt } from '../../model/catalog.ts'
import type { FieldType } from '../../model/model.ts'
import type { ScalarType } from '../../model/scalars.ts'
import { typeOf } from '../../query/build.ts'
import type { Operand, Predicate, Slot } from '../../query/query.ts'
import { aggregate } from './aggregate.ts'
import type { Expr, JsonPlace, Output, SqlDialect } from './dialect.ts'
import { columnName, storedKey } from './names.ts'
import {
  all,
  among,
  type Context,
  columnIn,
  type End,
  endOf,
  type Frame,
  joinsOf,
  lookupIn,
  openScope,
  pairs,
  param,
  type Scope,
  tableAs,
} from './scope.ts'
import { fromStored, parseStored } from './stored.ts'
import { hole, isName, join, name, type Sql, sql, words } from './text.ts'

export function rowFrame(scope: Scope): Frame {
  const frame: Frame = { context: scope.context, scope, operand: (operand) => rowOperand(frame, scope, operand) }
  return frame
}

function rowOperand(frame: Frame, scope: Scope, operand: Operand): Expr {
  const { context } = scope
  switch (operand.kind) {
    case 'field':
      return field(scope, operand.via, operand.path)
    case 'json': {
      const { place, fields } = placeOf(scope, operand.via, operand.path)
      const type = operand.as
      if (type.kind === 'bytes') throw new GatewayError('QUERY_UNSUPPORTED', 'Bytes cannot be read from inside a JSON value.')
      const below = { ...place, below: keysParam(scope, operand.keys) }
      if (type.kind === 'json')
        return { sql: context.dialect.jsonValue(below), type, nullable: true, fields, output: jsonOutput(context.dialect, below, type) }
      return { sql: context.dialect.jsonScalar(below, type), type, nullable: true, fields }
    }
    case 'related':
      return related(scope, operand)
    case 'lookup': {
      const { key, value } = lookupIn(scope, operand)
      const otherwise = operand.otherwise && param(context, operand.otherwise, operand.as)
      const found = otherwise === undefined ? value : sql`(case when ${key} is null then ${otherwise} else ${value} end)`
      const fields = operand.fields.map((path) => [...operand.via, ...path].join('.'))
      return { sql: found, type: operand.as, nullable: true, fields }
    }
    case 'aggregate':
      throw new Error('an aggregate stands outside a group')
    default:
      return derived(frame, operand)
  }
}

/** Operands worked out from others of the same row or group. */
export function derived(frame: Frame, operand: Operand): Expr {
  const { context } = frame
  switch (operand.kind) {
    case 'bound':
      return { sql: param(context, operand, operand.type), type: operand.type, nullable: false, fields: [] }
    case 'math': {
      const left = frame.operand(operand.left)
      const right = frame.operand(operand.right)
      const { dialect } = context
      const expr: Expr = {
        sql: dialect.math(operand.op, left, right, operand.scale),
        type: { kind: 'decimal', precision: 38, scale: operand.scale },
        nullable: left.nullable || right.nullable,
        fields: [...new Set([...left.fields, ...right.fields])],
      }
      if (dialect.mathOutput === undefined) return expr
      const selected = (side: Expr, of: Operand): Expr => (of.kind === 'math' ? { ...side, sql: side.output?.sql ?? side.sql } : side)
      const [a, b] = [selected(left, operand.left), selected(right, operand.right)]
      return { ...expr, output: dialect.output({ ...expr, sql: dialect.mathOutput(operand.op, a, b, operand.scale) }) }
    }
    case 'bucket': {
      const of = frame.operand(operand.of)
      return { sql: context.dialect.bucket(of, operand.unit), type: of.type, nullable: of.nullable, fields: of.fields }
    }
    default:
      throw new Error(`a ${operand.kind} is neither a key of the group nor an aggregate`)
  }
}

function field(scope: Scope, via: readonly string[], path: readonly [string, ...string[]]): Expr {
  const { dialect } = scope.context
  const { place, fields } = placeOf(scope, via, path)
  const { type, nullable } = fieldAt(endOf(scope, via).model, path)
  if (path.length === 1) return { sql: place.column, type, nullable: nullable || via.length > 0, fields }
  const json = dialect.jsonValue(place)
  const output = jsonOutput(dialect, place, type)
  if (type.kind === 'list' || type.kind === 'object') return { sql: json, type, nullable: true, fields, output }
  const within = comparable(type)
  return { sql: dialect.jsonScalar(place, within), type: within, nullable: true, fields, presence: json, output }
}

function jsonOutput(dialect: SqlDialect, place: JsonPlace, type: FieldType): Output {
  return { sql: dialect.jsonOutput?.(place) ?? dialect.jsonValue(place), read: (raw) => fromStored(type, parseStored(raw)) }
}

/** Bytes inside JSON are base64 text, and compare as such. */
const comparable = (type: ScalarType): ScalarType => (type.kind === 'bytes' ? { kind: 'string' } : type)

/** Where a declared path lies: a column, and the keys inside it. */
function placeOf(scope: Scope, via: readonly string[], path: readonly [string, ...string[]]): { place: JsonPlace; fields: string[] } {
  const end = endOf(scope, via)
  const [head, ...rest] = path
  const root = fieldAt(end.model, [head])
  if (root.computed !== undefined) throw new Error(`${end.model.name}.${head} is computed and not stored`)
  let type: FieldType = root.type
  const keys = rest.map((step) => {
    const inner = type.kind === 'object' ? type.fields[step] : undefined
    if (inner === undefined) throw new Error(`no field ${end.model.name}.${path.join('.')}`)
    type = inner.type
    return storedKey(step, inner)
  })
  const column = name(end.alias, columnName(root))
  const { dialect } = scope.context
  return { place: { column: dialect.column?.(column, root.type, root) ?? column, keys }, fields: [[...via, ...path].join('.')] }
}

/** A bound list of object keys, as a path. */
export function keysParam({ context }: { readonly context: Scope['context'] }, { slot }: Slot): Sql {
  return hole(slot, 'keys', (keys) => context.dialect.encodeKeys(keys as readonly string[]))
}

/** A subselect over the rows at the other end of a relation, each once. */
function related(scope: Scope, operand: Extract<Operand, { kind: 'related' }>): Expr {
  const { context } = scope
  const near = endOf(scope, operand.via ?? [])
  const relation = relationOf(near.model, operand.relation)
  const child = openScope(context, modelOf(context.catalog, relation.to))
  const frame = rowFrame(child)
  const conditions = [belongs(context, near, relation, child), ...conditionsOf(frame, operand.where)]
  const plain = context.dialect.plainArguments === true
  const below = plain ? context.alias() : ''
  const arguments_: Sql[] = []
  const argument = (of: Operand): Expr => {
    const expr = frame.operand(of)
    if (!plain || (isName(expr.sql) && expr.presence === undefined)) return expr
    const column = (value: Sql): Sql => name(below, `v${arguments_.push(sql`${value} as ${name(`v${arguments_.length}`)}`) - 1}`)
    return { ...expr, sql: column(expr.sql), ...(expr.presence === undefined ? {} : { presence: column(expr.presence) }) }
  }
  const found = aggregate(context, operand.of, argument)
  const over = (selected: Sql): Sql => {
    const rows = sql`from ${words(tableAs(child), joinsOf(child))} where ${all(conditions)}`
    return arguments_.length === 0
      ? sql`(select ${selected} ${rows})`
      : sql`(select ${selected} from (select ${join(arguments_)} ${rows}) as ${name(below)})`
  }
  const type = typeOf(context.catalog, scope.model.name, operand)
  const fields = [[...(operand.via ?? []), operand.relation, ...found.fields].join('.')]
  const { output } = found
  return {
    sql: over(found.sql),
    type,
    nullable: found.nullable,
    fields,
    ...(output === undefined ? {} : { output: { sql: over(output.sql), read: output.read } }),
  }
}

/** That a row of the child belongs to the row of the near side. */
function belongs(context: Context, near: End, relation: CatalogRelation, child: Scope): Sql {
  const { through } = relation
  if (through === undefined) return pairs(near, relation.fields, child, relation.references)
  const between = openScope(context, modelOf(context.catalog, through.model))
  const own = relation.references.map((reference) => columnIn(child.alias, child.model, reference))
  const far = through.far.map((step) => columnIn(between.alias, between.model, step))
  const linked = pairs(near, relation.fields, between, through.near)
  if (context.dialect.tuples === false) {
    const found = all([linked, pairs(between, through.far, child, relation.references)])
    return sql`exists (select 1 from ${tableAs(between)} where ${found})`
  }
  const types = relation.references.map((reference) => typeAt(child.model, [reference]))
  return among(context, own, types, far, (columns) => sql`select ${join(columns)} from ${tableAs(between)} where ${linked}`)
}

/** `exists (…)`: a related row for which the predicate is true. */
export function relatedExists(scope: Scope, relationName: string, where: Predicate | undefined): Sql {
  const { context } = scope
  const relation = relationOf(scope.model, relationName)
  const child = openScope(context, modelOf(context.catalog, relation.to))
  const { through } = relation
  const wanted = conditionsOf(rowFrame(child), where)
  if (through === undefined) {
    const on = pairs(scope, relation.fields, child, relation.references)
    return sql`exists (select 1 from ${words(tableAs(child), joinsOf(child))} where ${all([on, ...wanted])})`
  }
  const between = openScope(context, modelOf(context.catalog, through.model))
  const near = pairs(scope, relation.fields, between, through.near)
  const far = pairs(between, through.far, child, relation.references)
  const from = words(sql`${tableAs(between)} join ${tableAs(child)} on ${far}`, joinsOf(child))
  return sql`exists (select 1 from ${from} where ${all([near, ...wanted])})`
}

/** The predicate as a list of conditions that all must hold. */
export function conditionsOf(frame: Frame, where: Predicate | undefined): Sql[] {
  return where === undefined ? [] : [frame.context.predicate(frame, where)]
}
