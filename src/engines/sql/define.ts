/** The statements that create tables, keys and indexes where they do not exist. */

import { Faults } from '../../base/errors.ts'
import type { Compiled, CompileTarget } from '../../datasource/datasource.ts'
import { type Catalog, type CatalogField, type CatalogModel, fieldAt, modelOf, typeAt } from '../../model/catalog.ts'
import type { FieldType } from '../../model/model.ts'
import { type Reference, referencesOf } from '../../model/references.ts'
import type { SqlDialect } from './dialect.ts'
import { columnName, columnOf, tableName, tableOf } from './names.ts'
import { join, name, render, type Sql, sql, word, words } from './text.ts'

/**
 * The statements that create these models' tables: first tables, parents before children, then what circles leave over,
 * then indexes. Each may be run again.
 * @param models names; all of one datasource
 * @throws Faults where the engine cannot hold a model
 */
export function defineTables(models: readonly string[], at: CompileTarget, dialect: SqlDialect): readonly Compiled[] {
  const wanted = models.map((model) => modelOf(at.catalog, model))
  // Nothing can refer to what is unique only where it is not null, as such an index of the dialect's own making says.
  const found = referencesOf(at.catalog, wanted).filter((reference) => !isBare(reference.parent, reference.references, dialect))
  const references = dialect.strictReferences === true ? oneWay(found) : found
  const { order, late } = sortByParents(wanted, references)
  const held = new Map(wanted.map((model) => [model, keyedFields(model, references)]))
  if (dialect.strictReferences === true) holdOtherEnds(at.catalog, held)
  const keyed = (model: CatalogModel): ReadonlySet<string> => held.get(model) ?? new Set()
  const tables = new Set([...at.catalog.models.values()].map((model) => tableName(model).toLowerCase()))
  const nameOf = (fields: readonly string[], model: CatalogModel, kind: string): string =>
    ownName([tableName(model), ...fields.map((field) => columnOf(model, field)), kind], tables)
  const statements: Sql[] = []
  const place = at.namespace === undefined ? undefined : dialect.createNamespace(at.namespace)
  if (place !== undefined) statements.push(place)
  const added: Sql[] = []
  for (const model of order) {
    const inline: Reference[] = []
    for (const reference of references.filter(({ child }) => child === model)) {
      const constraint = nameOf(reference.fields, model, 'fkey')
      const later = late.has(reference)
        ? dialect.addForeignKey(tableOf(model, at.namespace), constraint, foreignKey(reference, at.namespace))
        : undefined
      if (later === undefined) inline.push(reference)
      else added.push(later)
    }
    statements.push(createTable(model, { references: inline, all: references }, at.namespace, dialect, keyed(model)))
    for (const group of model.unique.filter((fields) => isBare(model, fields, dialect))) {
      const columns = group.map((field) => name(columnOf(model, field)))
      const index = nameOf(group, model, 'key')
      const nullable = columns.filter((_, i) => fieldAt(model, [group[i] ?? '']).nullable)
      const unique = dialect.uniqueIndex?.(tableOf(model, at.namespace), index, columns, nullable)
      if (unique !== undefined) statements.push(unique)
    }
  }
  statements.push(...added)
  for (const model of order)
    for (const fields of indexesOf(at.catalog, model)) {
      const columns = fields.map((field) => columnOf(model, field))
      const index = nameOf(fields, model, 'idx')
      const roles = fields.map((field) => ({ type: typeAt(model, [field]), keyed: keyed(model).has(field) }))
      statements.push(dialect.createIndex(at.namespace ?? model.schema, index, tableName(model), columns, roles))
    }
  return statements.filter(({ pieces }) => pieces.length > 0).map((statement) => plain(statement, dialect))
}

/** The statements after which the database numbers on beyond rows that were inserted with numbers of their own. */
export function alignIdentities(models: readonly string[], at: CompileTarget, dialect: SqlDialect): readonly Compiled[] {
  return models.flatMap((wanted) => {
    const model = modelOf(at.catalog, wanted)
    return (
      [...model.fields.values()]
        .filter((field) => field.generated === 'identity')
        .flatMap((field) => dialect.alignIdentity(at.namespace ?? model.schema, tableName(model), columnName(field)) ?? [])
        // What setting a sequence returns is nobody's business.
        .map((statement): Compiled => ({ ...plain(statement, dialect), decode: [() => null] }))
    )
  })
}

/** The statements that follow a load of rows: identities number on, and the planner learns what there is. */
export function settleTables(models: readonly string[], at: CompileTarget, dialect: SqlDialect): readonly Compiled[] {
  const analyses = models.flatMap((model) => dialect.analyze?.(tableOf(modelOf(at.catalog, model), at.namespace)) ?? [])
  return [...alignIdentities(models, at, dialect), ...analyses.map((statement) => plain(statement, dialect))]
}

const plain = (statement: Sql, dialect: SqlDialect): Compiled => ({ ...render(statement, dialect), decode: [] })

/** A relation compares its ends whether or not a foreign key holds them: where one is held the other must be of the same type and collation. */
function holdOtherEnds(catalog: Catalog, held: ReadonlyMap<CatalogModel, Set<string>>): void {
  const pairs = [...catalog.models.values()].flatMap((model) =>
    [...model.relations.values()].flatMap(({ to, fields, references, through }) => {
      const target = modelOf(catalog, to)
      if (through === undefined) return fields.map((field, i) => [model, field, target, references[i] ?? ''] as const)
      const between = modelOf(catalog, through.model)
      return [
        ...fields.map((field, i) => [model, field, between, through.near[i] ?? ''] as const),
        ...references.map((field, i) => [target, field, between, through.far[i] ?? ''] as const),
      ]
    }),
  )
  // Held by the other end, a field may be an end of a further relation.
  for (let grew = true; grew; ) {
    grew = false
    for (const [a, own, b, other] of pairs) {
      const [near, far] = [held.get(a), held.get(b)]
      if (near === undefined || far === undefined || near.has(own) === far.has(other)) continue
      near.add(own)
      far.add(other)
      grew = true
    }
  }
}

/** The fields of a model that a key, a unique group or a foreign key holds. */
function keyedFields(model: CatalogModel, references: readonly Reference[]): Set<string> {
  const refering = references.flatMap((reference) => [
    ...(reference.child === model ? reference.fields : []),
    ...(reference.parent === model ? reference.references : []),
  ])
  return new Set([...model.key, ...model.unique.flat(), ...refering])
}

/** Whether a unique group must be an index of the dialect's own making. */
function isBare(model: CatalogModel, fields: readonly string[], { uniqueIndex }: SqlDialect): boolean {
  return uniqueIndex !== undefined && fields.some((field) => fieldAt(model, [field]).nullable)
}

function createTable(
  model: CatalogModel,
  { references, all }: { readonly references: readonly Reference[]; readonly all: readonly Reference[] },
  namespace: string | undefined,
  dialect: SqlDialect,
  held: ReadonlySet<string>,
): Sql {
  const stored = [...model.fields.values()].filter((field) => field.computed === undefined)
  let keyed = false
  const columns = stored.map((field) => {
    const type = dialect.strictReferences === true ? referredType(model, field.name, all) : field.type
    const column = columnDefinition(model, { ...field, type }, dialect, held.has(field.name))
    keyed ||= column.isKey
    return column.sql
  })
  const names = (fields: readonly string[]) => join(fields.map((field) => name(columnOf(model, field))))
  const constraints = [
    ...(keyed ? [] : [sql`primary key (${names(model.key)})`]),
    ...model.unique.filter((group) => !isBare(model, group, dialect)).map((group) => sql`unique (${names(group)})`),
    ...references.map((reference) => foreignKey(reference, namespace)),
  ]
  const [table, body] = [tableOf(model, namespace), join([...columns, ...constraints])]
  return dialect.createTable?.(table, body) ?? sql`create table if not exists ${table} (${body})`
}

/** The type of the column that a column refers to in the end. */
function referredType(model: CatalogModel, field: string, references: readonly Reference[], seen: readonly Reference[] = []): FieldType {
  const next = references.find((reference) => reference.child === model && reference.fields.includes(field) && !seen.includes(reference))
  const referred = next?.references[next.fields.indexOf(field)]
  if (next === undefined || referred === undefined) return typeAt(model, [field])
  return referredType(next.parent, referred, references, [...seen, next])
}

/** The references with no more deletions going on than lead to any table along one way. */
function oneWay(references: readonly Reference[]): Reference[] {
  const ways: Reference[] = []
  /** The tables from which a deletion reaches the model, itself first. */
  const above = (model: CatalogModel): CatalogModel[] => [
    model,
    ...ways.filter(({ child }) => child === model).flatMap(({ parent }) => above(parent)),
  ]
  const below = (model: CatalogModel): CatalogModel[] => [
    model,
    ...ways.filter(({ parent }) => parent === model).flatMap(({ child }) => below(child)),
  ]
  return references.map((reference) => {
    if (reference.onDelete !== 'cascade' && reference.onDelete !== 'setNull') return { ...reference, onDelete: undefined }
    const from = new Set(above(reference.parent))
    const free = below(reference.child).every((model) => !above(model).some((start) => from.has(start)))
    if (free) ways.push(reference)
    return free ? reference : { ...reference, onDelete: undefined }
  })
}

function columnDefinition(model: CatalogModel, field: CatalogField, dialect: SqlDialect, held: boolean): { sql: Sql; isKey: boolean } {
  const column = name(columnName(field))
  if (field.generated === 'identity') {
    const { type, isKey } = dialect.identity(field.type)
    if (isKey && (model.key.length !== 1 || model.key[0] !== field.name))
      throw new Faults('A table cannot be created:', [
        `${model.name}.${field.name} is numbered by the database, which ${dialect.name} does only where it is the whole key.`,
      ])
    return { sql: sql`${column} ${type}`, isKey }
  }
  if (isRowVersion(field)) {
    if (dialect.rowVersion === undefined)
      throw new Faults('A table cannot be created:', [
        `${model.name}.${field.name} is a version that the database raises by itself, which ${dialect.name} does not; use version().`,
      ])
    return { sql: sql`${column} ${dialect.rowVersion} not null`, isKey: false }
  }
  return { sql: words(column, dialect.columnType(field.type, held), word(field.nullable ? 'null' : 'not null')), isKey: false }
}

const isRowVersion = ({ version, readOnly }: CatalogField): boolean => version === true && readOnly === true

const ON_DELETE = { cascade: 'on delete cascade', restrict: 'on delete restrict', setNull: 'on delete set null' } as const

function foreignKey({ child, fields, parent, references, onDelete }: Reference, namespace: string | undefined): Sql {
  const names = (model: CatalogModel, of: readonly string[]) => join(of.map((field) => name(columnOf(model, field))))
  const target = sql`foreign key (${names(child, fields)}) references ${tableOf(parent, namespace)} (${names(parent, references)})`
  return onDelete === undefined ? target : sql`${target} ${word(ON_DELETE[onDelete])}`
}

/** Parents before children; `late`: the references that lead back into a circle. */
function sortByParents(models: readonly CatalogModel[], references: readonly Reference[]) {
  const order: CatalogModel[] = []
  const late = new Set<Reference>()
  const state = new Map<CatalogModel, 'open' | 'done'>()
  const wanted = new Set(models)
  const visit = (model: CatalogModel): void => {
    if (state.has(model)) return
    state.set(model, 'open')
    for (const reference of references)
      if (reference.child === model && reference.parent !== model && wanted.has(reference.parent)) {
        visit(reference.parent)
        if (state.get(reference.parent) === 'open') late.add(reference)
      }
    state.set(model, 'done')
    order.push(model)
  }
  models.forEach(visit)
  return { order, late }
}

/** Declared indexes and those that relations are followed by, without those another one or a key begins with. */
function indexesOf(catalog: Catalog, model: CatalogModel): (readonly string[])[] {
  const groups: (readonly string[])[] = [...model.indexes]
  for (const relation of model.relations.values()) if (relation.kind === 'belongsTo') groups.push(relation.fields)
  for (const other of catalog.models.values())
    for (const { kind, to, references, through } of other.relations.values()) {
      if (through?.model === model.name) groups.push(through.near, through.far)
      else if (to === model.name && (kind === 'hasMany' || kind === 'hasOne')) groups.push(references)
    }
  const kept: (readonly string[])[] = []
  const covered = [model.key, ...model.unique]
  for (const group of groups.toSorted((a, b) => b.length - a.length))
    if (![...covered, ...kept].some((longer) => group.every((field, i) => longer[i] === field))) kept.push(group)
  return kept
}

/** Two underscores tell parts apart that have none such themselves; PostgreSQL cuts names after 63 bytes, and takes no index named as a table. */
function ownName(parts: readonly string[], tables: ReadonlySet<string>): string {
  const whole = parts.join('__')
  const plain = parts.every((part) => !part.includes('__') && !part.startsWith('_') && !part.endsWith('_'))
  if (plain && Buffer.byteLength(whole) <= 63 && !tables.has(whole.toLowerCase())) return whole
  let hash = 0n
  for (const byte of Buffer.from(JSON.stringify(parts))) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 1099511628211n)
  // Three underscores: no name without a hash has them.
  const suffix = `___${hash.toString(36)}`
  let cut = whole
  while (Buffer.byteLength(cut) > 63 - suffix.length) cut = cut.slice(0, -1)
  return `${cut}${suffix}`
}
