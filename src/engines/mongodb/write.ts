/** Inserts, and what collections and indexes models need. */

import { ObjectId } from 'mongodb'
import { Faults, GatewayError } from '../../base/errors.ts'
import type { Value } from '../../base/json.ts'
import { type Capabilities, lacks } from '../../datasource/capabilities.ts'
import type { Compiled, CompileTarget } from '../../datasource/datasource.ts'
import { type Catalog, type CatalogModel, fieldAt, modelOf } from '../../model/catalog.ts'
import type { Insert, Path, Write } from '../../query/query.ts'
import { compileChange, touchedBy } from './change.ts'
import { collectionName, columnOf, dotted, stepsOf } from './names.ts'
import type { Definition, IndexDefinition, Insertion } from './statement.ts'
import { Hole } from './template.ts'
import { decode, encode } from './values.ts'

const KEY = '_id'

/** @param write its filter in core form */
export const compileWrite = (write: Write, at: CompileTarget): Compiled =>
  write.kind === 'insert' ? compileInsert(write, at) : compileChange(write, at)

/**
 * Compiles an insert. MongoDB requires nothing of a document, so that what a model requires is looked at here.
 * @throws GatewayError QUERY_UNSUPPORTED for a conflict that changes the document that is there
 */
function compileInsert(insert: Insert, at: CompileTarget): Compiled {
  const model = modelOf(at.catalog, insert.model)
  if (insert.conflict !== undefined && insert.conflict.set !== 'nothing')
    throw new GatewayError('QUERY_UNSUPPORTED', 'Inserting or else updating is not supported by this datasource.')
  const encodeRows = (rows: Value): unknown => (rows as readonly (readonly Value[])[]).map((row) => documentOf(model, insert.fields, row))
  const text: Insertion = {
    kind: 'insert',
    database: at.namespace,
    collection: collectionName(model),
    documents: new Hole(0, 'documents', (documents) => documents),
    unless: insert.conflict?.target.map(([name]) => columnOf(model, name)),
    returning: insert.returning.map((path) => stepsOf(model, path)),
  }
  return {
    text,
    params: [{ slot: insert.rows.slot, encode: encodeRows }],
    decode: insert.returning.map((path) => {
      const { type } = fieldAt(model, path)
      return (raw) => decode(type, raw)
    }),
    touched: touchedBy('insert', model, at),
  }
}

/** Nulls are left out: to every question a missing field is a null. */
function documentOf(model: CatalogModel, fields: readonly Path[], row: readonly Value[]): Map<string, unknown> {
  const whole: Record<string, Value> = Object.create(null)
  fields.forEach(([head, ...rest], i) => {
    whole[head] = placed(whole[head] ?? null, rest, row[i] ?? null)
  })
  const document = new Map<string, unknown>()
  const missing: string[] = []
  for (const field of model.fields.values()) {
    if (field.computed !== undefined) continue
    const column = columnOf(model, field.name)
    const value = encode(field.type, whole[field.name] ?? null)
    if (value !== null) document.set(column, value)
    // An ObjectId is made by whoever writes, which is what a driver does as well.
    else if (column === KEY && field.type.kind === 'objectId') document.set(column, new ObjectId())
    else if (!field.nullable) missing.push(field.name)
  }
  if (missing.length > 0)
    throw new GatewayError('NOT_NULL_VIOLATION', `${model.name} needs a value where none was given.`, { fields: missing })
  if (!document.has(KEY)) document.set(KEY, new ObjectId())
  return document
}

function placed(whole: Value, [step, ...rest]: readonly string[], value: Value): Value {
  if (step === undefined) return value
  const object = (whole ?? {}) as { readonly [key: string]: Value }
  return { ...object, [step]: placed(object[step] ?? null, rest, value) }
}

/**
 * One statement per model: its collection, keys, unique groups, and indexes for what relations are followed by.
 * @throws Faults where MongoDB cannot hold a model
 */
export function defineCollections(models: readonly string[], at: CompileTarget, can: Capabilities): readonly Compiled[] {
  const wanted = models.map((name) => modelOf(at.catalog, name))
  const faults = wanted.flatMap((model) => [...lacks(model, can, 'MongoDB'), ...unnameable(model)])
  if (faults.length > 0) throw new Faults('MongoDB cannot hold the models:', faults)
  return wanted.map((model) => {
    const text: Definition = {
      kind: 'define',
      database: at.namespace,
      collection: collectionName(model),
      indexes: indexesOf(at.catalog, model),
    }
    return { text, params: [], decode: [] }
  })
}

function unnameable(model: CatalogModel): string[] {
  return [...model.fields.keys()]
    .filter((name) => dotted([columnOf(model, name)]) === undefined)
    .map((name) => `${model.name}.${name} has a column that begins with $ or contains a dot. Give it another column.`)
}

function indexesOf(catalog: Catalog, model: CatalogModel): IndexDefinition[] {
  const columns = (group: readonly string[]) => group.map((field) => columnOf(model, field))
  const uniques = [model.key, ...model.unique].filter((group) => columns(group).join() !== KEY)
  const groups: (readonly string[])[] = [...model.indexes]
  for (const relation of model.relations.values()) if (relation.kind === 'belongsTo') groups.push(relation.fields)
  for (const other of catalog.models.values())
    for (const { kind, to, references, through } of other.relations.values()) {
      if (through?.model === model.name) groups.push(through.near, through.far)
      else if (to === model.name && (kind === 'hasMany' || kind === 'hasOne')) groups.push(references)
    }
  const kept: (readonly string[])[] = []
  const covered = [model.key, ...model.unique.filter((group) => group.every((field) => model.fields.get(field)?.nullable === false))]
  for (const group of groups.toSorted((a, b) => b.length - a.length))
    if (![...covered, ...kept].some((longer) => group.every((field, i) => longer[i] === field))) kept.push(group)
  return [
    ...uniques.map((group) => ({ columns: columns(group), unique: true, sparse: sparseOf(model, group) })),
    ...kept.map((group) => ({ columns: columns(group), unique: false, sparse: [] })),
  ]
}

/** A unique index of MongoDB takes two missing values for the same one, so documents without a value are left out of it. */
const sparseOf = (model: CatalogModel, group: readonly string[]): string[] =>
  group.filter((name) => model.fields.get(name)?.nullable === true).map((name) => columnOf(model, name))
