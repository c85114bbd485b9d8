/** What compiling one query carries along: parameters, names of its own, and where a row's fields stand. */

import type { Value } from '../../base/json.ts'
import type { Param } from '../../datasource/datasource.ts'
import { type Catalog, type CatalogModel, fieldAt } from '../../model/catalog.ts'
import type { FieldType } from '../../model/model.ts'
import type { Operand, Path, Predicate } from '../../query/query.ts'
import { columnOf, dotted, stepsOf, valueAt } from './names.ts'
import { Hole, type Stage, type Template } from './template.ts'

export interface Context {
  readonly catalog: Catalog
  readonly version: string
  readonly params: Param[]
  /** A hole for a slot. Holes of one slot with the same note share a parameter. */
  hole(slot: number, note: string, encode: (value: Value) => unknown, view?: (encoded: unknown) => Template): Hole
  /** A name for a field that no model has. */
  fresh(): string
  /** A name for a variable. */
  variable(): string
  readonly compile: Compile
}

/** What operands, predicates and relations need of each other. */
export interface Compile {
  rows(scope: Scope): Frame
  predicate(frame: Frame, of: Predicate): Template
  /** Adds the stages that keep the rows for which the predicate is true. */
  restrict(scope: Scope, where: Predicate | undefined): void
}

/** A value worked out from a document. */
export interface Expr {
  /** As an expression: null or missing where there is no value. */
  readonly value: Template
  readonly type: FieldType
  /** Where it stands in the document, if it is a field of it. */
  readonly path?: string
  /** The model's fields that it is made of, for errors. */
  readonly fields: readonly string[]
  /** The most digits that an exact number can have here. */
  readonly digits?: number
  /** It is a Decimal128 or null already, and no stored value that may be anything. */
  readonly exact?: true
  /** From the driver's value, where that is not the ordinary way of its type. */
  readonly read?: (raw: unknown) => Value
}

/** How operands are read off documents: rows, or groups of rows. */
export interface Frame {
  readonly context: Context
  /** The rows themselves; groups have none. */
  readonly scope: Scope | undefined
  operand(of: Operand): Expr
}

/** Documents that are rows of a model, and the stages that made them so far. */
export interface Scope {
  readonly context: Context
  readonly model: CatalogModel
  /** Grows while operands are compiled: what a later stage needs is joined before it. */
  readonly stages: Stage[]
  /** The fields that hold the rows behind to-one relations, by their chain. */
  readonly joins: Map<string, string>
  /** What has been worked out in a stage already, by the operand. */
  readonly known: Map<string, Expr>
}

export function createContext(catalog: Catalog, version: string, compile: Compile): Context {
  const params: Param[] = []
  const holes = new Map<string, number>()
  const prefix = reserved(catalog)
  let fields = 0
  let variables = 0
  return {
    catalog,
    version,
    params,
    compile,
    hole(slot, note, encode, view = (encoded) => encoded) {
      const key = `${slot} ${note}`
      let param = holes.get(key)
      if (param === undefined) {
        param = params.length
        holes.set(key, param)
        params.push({ slot, encode })
      }
      return new Hole(param, note, view)
    },
    fresh: () => `${prefix}${fields++}`,
    variable: () => `v${variables++}`,
  }
}

/** A beginning that no column of any model has. */
function reserved(catalog: Catalog): string {
  const columns = [...catalog.models.values()].flatMap((model) => [...model.fields.keys()].map((name) => columnOf(model, name)))
  let prefix = '__'
  while (columns.some((column) => column.startsWith(prefix))) prefix += '_'
  return prefix
}

export const openScope = (context: Context, model: CatalogModel): Scope => ({
  context,
  model,
  stages: [],
  joins: new Map(),
  known: new Map(),
})

/** @param base where a joined row stands in the document; [] is the row itself */
export function fieldExpr(model: CatalogModel, path: Path | readonly string[], base: readonly string[] = []): Expr {
  const steps = [...base, ...stepsOf(model, path)]
  const { type } = fieldAt(model, path)
  const plain = dotted(steps)
  const digits = type.kind === 'int' ? 10 : type.kind === 'bigInt' ? 19 : type.kind === 'decimal' ? type.precision : undefined
  return {
    value: valueAt(steps),
    type,
    fields: [path.join('.')],
    ...(plain === undefined ? {} : { path: plain }),
    ...(digits === undefined ? {} : { digits }),
  }
}

/** The expression under a short name, where writing it twice would work it out twice. */
export function once({ context }: { readonly context: Context }, value: Template, use: (value: Template) => Template): Template {
  if (typeof value === 'string') return use(value)
  const name = context.variable()
  return { $let: { vars: { [name]: value }, in: use(`$$${name}`) } }
}
