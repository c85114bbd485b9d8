/** Tables of a database that exists already, as models that a person would like to keep. */

import type { Field, ModelDefinition } from '../model/model.ts'
import { pluralOf } from '../model/names.ts'
import { claimsOf } from './draft/claims.ts'
import { type Draft, fieldsOf, type LeftColumn } from './draft/model.ts'
import { relate } from './draft/relations.ts'
import { draftTable, placeOf } from './draft/table.ts'
import type { TableInfo } from './introspection.ts'
import { columnOfField, type Naming, SNAKE_CASE, sourceOf, tableKey } from './naming.ts'

export interface DraftModel {
  readonly model: ModelDefinition
  readonly table: TableInfo
  /** What a reader of the model should know of its table: one sentence each. */
  readonly comments: readonly string[]
  /** The same of single fields, by field. */
  readonly remarks: ReadonlyMap<string, string>
  /** Columns that no field stands for. */
  readonly left: readonly LeftColumn[]
}

export interface DraftOptions {
  /** Models that are there already, of any datasource: their tables are not drafted again, and their names stay theirs. */
  readonly existing?: readonly ModelDefinition[]
  readonly naming?: Naming
  /** What identifies a row, for tables and views that do not say: `name` or `schema.name` → columns. */
  readonly keys?: ReadonlyMap<string, readonly string[]>
}

export interface Drafts {
  readonly models: readonly DraftModel[]
  /** What could not be drafted, and why: one sentence each. */
  readonly notes: readonly string[]
}

/**
 * Drafts a model for every table that has none yet. The same tables give the same names, in whatever order they come.
 * @returns models that pass the catalog together with the existing ones
 */
export function draftModels(datasource: string, tables: readonly TableInfo[], options: DraftOptions = {}): Drafts {
  const { existing = [], naming = SNAKE_CASE, keys } = options
  const notes: string[] = []
  const claims = claimsOf(existing)
  const drafts = new Map<string, Draft>()
  const byTable = new Map(tables.map((table) => [tableKey(table.schema, table.name), table]))
  for (const model of existing) {
    const key = tableKey(model.schema, sourceOf(model, naming))
    if (model.datasource === datasource) drafts.set(key, existingDraft(model, byTable.get(key), naming))
  }
  for (const [key, table] of [...byTable].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (drafts.has(key)) continue
    const draft = draftTable(table, keys?.get(placeOf(table)) ?? keys?.get(table.name), claims, notes)
    if (draft !== undefined) drafts.set(key, draft)
  }
  relate(drafts, notes)
  return { models: [...drafts.values()].flatMap((draft) => finish(datasource, draft, naming)), notes }
}

function existingDraft(model: ModelDefinition, table: TableInfo | undefined, naming: Naming): Draft {
  const stored = Object.entries(model.fields).filter(([, field]) => field.computed === undefined)
  return {
    table,
    existing: true,
    name: model.name,
    plural: model.plural,
    fields: new Map(Object.entries(model.fields)),
    byColumn: new Map(stored.map(([name, field]) => [columnOfField(name, field, naming), name])),
    key: model.key,
    unique: model.unique ?? [],
    relations: new Map(Object.entries(model.relations ?? {})),
    comments: [],
    remarks: new Map(),
    left: [],
  }
}

/** The finished model, with physical names only where the default would be another; none for a model that is there already. */
function finish(datasource: string, draft: Draft, naming: Naming): DraftModel[] {
  const { table, name, plural } = draft
  if (table === undefined || draft.existing) return []
  const fields = [...draft.fields].map(([field, { column, nullable, ...rest }]): [string, Field] => [
    field,
    { ...rest, ...(nullable ? { nullable } : {}), ...(column === naming.column(field) ? {} : { column }) },
  ])
  const covered = (group: readonly string[]) =>
    [draft.key, ...draft.unique].some((longer) => group.every((field, i) => longer[i] === field))
  const groups = table.indexes.map((columns) => fieldsOf(draft, columns) ?? []).filter((group) => group.length > 0 && !covered(group))
  const indexes = [...new Map(groups.map((group) => [JSON.stringify(group), group])).values()]
  const description = table.comment?.trim() ?? ''
  const model: ModelDefinition = {
    kind: 'model',
    name,
    datasource,
    ...(naming.source(plural ?? pluralOf(name)) === table.name ? {} : { source: table.name }),
    ...(table.schema === null ? {} : { schema: table.schema }),
    ...(plural === undefined ? {} : { plural }),
    ...(description === '' ? {} : { description }),
    fields: Object.fromEntries(fields),
    key: draft.key,
    ...(draft.unique.length === 0 ? {} : { unique: draft.unique }),
    ...(indexes.length === 0 ? {} : { indexes }),
    // What a view shows is written where it comes from; what cannot be taken back would break the promise of all or nothing.
    ...(table.kind === 'view' || table.rollsBack === false ? { readOnly: true } : {}),
    ...(draft.relations.size === 0 ? {} : { relations: Object.fromEntries(draft.relations) }),
  }
  return [{ model, table, comments: draft.comments, remarks: draft.remarks, left: draft.left }]
}
