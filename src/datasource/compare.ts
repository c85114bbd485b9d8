/** Models against the tables that are really there: what is missing or other, and what to do about it. */

import { type Catalog, type CatalogField, type CatalogModel, modelOf } from '../model/catalog.ts'
import type { FieldType } from '../model/model.ts'
import type { Engine } from './datasource.ts'
import type { ColumnInfo, TableInfo } from './introspection.ts'
import { columnOfField, type Naming, SNAKE_CASE, sourceOf, tableKey } from './naming.ts'

export interface Finding {
  /** `fault`: requests fail or values come as errors. `hint`: it works, but slowly or only for now. */
  readonly level: 'fault' | 'hint'
  readonly model: string
  readonly field?: string
  /** What is wrong and what to do. */
  readonly text: string
}

export interface CompareOptions {
  readonly naming?: Naming
  /** Whether a column can hold the values of a field; by default the two must be of one type. */
  readonly holds?: (column: ColumnInfo, type: FieldType) => boolean
}

/** What an engine says of names and columns otherwise than most. */
export function compareOptionsOf({ naming, holds }: Engine): CompareOptions {
  return { ...(naming === undefined ? {} : { naming }), ...(holds === undefined ? {} : { holds }) }
}

/** What is wrong with the models that this datasource serves; in the order of the models. */
export function compareModels(catalog: Catalog, datasource: string, tables: readonly TableInfo[], options: CompareOptions = {}): Finding[] {
  const { naming = SNAKE_CASE, holds = holdsType } = options
  const byTable = new Map(tables.map((table) => [tableKey(table.schema, table.name), table]))
  return [...catalog.models.values()]
    .filter((model) => model.datasource === datasource)
    .flatMap((model): Finding[] => {
      const name = sourceOf(model, naming)
      const table = byTable.get(tableKey(model.schema, name))
      if (table === undefined) return [missingTable(model, name, tables)]
      const columns = [...model.fields.values()].flatMap((field) => compareField(model, field, table, naming, holds))
      return [
        ...keepsHalves(model, table),
        ...columns,
        ...compareKeys(model, table, naming),
        ...compareIndexes(catalog, model, table, naming),
      ]
    })
}

function keepsHalves(model: CatalogModel, { name, rollsBack }: TableInfo): Finding[] {
  if (rollsBack !== false || model.readOnly) return []
  const text = `${model.name}: the table ${name} knows no transactions: of a mutation that fails, a part stays written. Give it a storage engine that does, such as InnoDB, or write readOnly: true.`
  return [{ level: 'fault', model: model.name, text }]
}

const alike = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

function missingTable(model: CatalogModel, name: string, tables: readonly TableInfo[]): Finding {
  const place = model.schema === undefined ? name : `${model.schema}.${name}`
  const near = tables.find((table) => alike(table.name, name))
  const remedy =
    near === undefined
      ? 'Create it, or correct `source` of the model.'
      : `There is ${near.schema === null ? near.name : `${near.schema}.${near.name}`}: set \`source\`${near.schema === null ? '' : ' and `schema`'} of the model.`
  return { level: 'fault', model: model.name, text: `${model.name}: the table ${place} does not exist in ${model.datasource}. ${remedy}` }
}

function compareField(
  model: CatalogModel,
  field: CatalogField,
  table: TableInfo,
  naming: Naming,
  holds: (column: ColumnInfo, type: FieldType) => boolean,
): Finding[] {
  if (field.computed !== undefined) return []
  const name = columnOfField(field.name, field, naming)
  const about = { model: model.name, field: field.name }
  const path = `${model.name}.${field.name}`
  const column = table.columns.find((each) => each.name === name)
  if (column === undefined && table.sampled === 0) return []
  if (column === undefined && table.sampled !== undefined && field.nullable)
    return [
      { ...about, level: 'hint', text: `${path}: of ${table.sampled} documents of ${table.name} none has ${name}. It may be misspelt.` },
    ]
  if (column === undefined) {
    const near = table.columns.find((each) => alike(each.name, name))
    const remedy =
      near === undefined ? 'Add the column, or remove the field.' : `There is ${near.name}: give the field column: '${near.name}'.`
    return [{ ...about, level: 'fault', text: `${path}: the table ${table.name} has no column ${name}. ${remedy}` }]
  }
  const findings: Finding[] = []
  if (!holds(column, field.type)) {
    const found = column.type === null ? 'holds what no type of field can' : `is ${typeText(column.type)}`
    findings.push({
      ...about,
      level: 'fault',
      text: `${path} is ${typeText(field.type)}, but the column ${name} (${column.nativeType || 'no type'}) ${found}. Change the field, or the column.`,
    })
  }
  if (column.nullable && !field.nullable && !(table.kind === 'view' && model.key.includes(field.name)))
    findings.push({
      ...about,
      level: 'fault',
      text: `${path} is never null, but the column ${name} may be. Write nullable: true, or make the column not null.`,
    })
  if (!column.nullable && field.nullable && !column.computed && table.kind === 'table')
    findings.push({ ...about, level: 'hint', text: `${path} may be null, but the column ${name} may not. Remove nullable: true.` })
  return findings
}

/** The type as a field's constructor says it. */
function typeText(type: FieldType): string {
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision}, ${type.scale})`
    case 'time':
    case 'dateTime':
      return `${type.kind}(${type.precision})`
    case 'list':
      return `list of ${typeText(type.of)}`
    case 'enum':
      return `enum ${type.name}`
    default:
      return type.kind
  }
}

/** Whether the column's own type is the field's, or narrower. */
export function holdsType({ type: found }: ColumnInfo, type: FieldType): boolean {
  if (found === null) return false
  const documents = ['json', 'object', 'list']
  switch (type.kind) {
    case 'decimal':
      if (found.kind === 'int' || found.kind === 'bigInt') return false
      return found.kind === 'decimal' && found.scale <= type.scale && found.precision - found.scale <= type.precision - type.scale
    case 'time':
    case 'dateTime':
      return found.kind === type.kind && found.precision <= type.precision
    case 'bigInt':
      return found.kind === 'bigInt' || found.kind === 'int'
    case 'enum':
      if (found.kind === 'string') return true
      return found.kind === 'enum' && Object.values(found.values).every((stored) => Object.values(type.values).includes(stored))
    case 'list':
      return found.kind === 'list' ? found.of.kind === type.of.kind : documents.includes(found.kind)
    case 'json':
    case 'object':
      return documents.includes(found.kind)
    default:
      return found.kind === type.kind
  }
}

const columnsOf = (model: CatalogModel, fields: readonly string[], naming: Naming): string[] =>
  fields.flatMap((name) => {
    const field = model.fields.get(name)
    return field === undefined ? [] : [columnOfField(name, field, naming)]
  })

const sameColumns = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((name) => b.includes(name))

/** What the models take for unique must be so in the database: pages, single rows and relations count on it. */
function compareKeys(model: CatalogModel, table: TableInfo, naming: Naming): Finding[] {
  if (table.kind === 'view') return []
  return [model.key, ...model.unique].flatMap((group): Finding[] => {
    const columns = columnsOf(model, group, naming)
    if ([table.primaryKey, ...table.uniques].some((unique) => sameColumns(unique, columns))) return []
    const what = group === model.key ? 'its key' : 'unique in the model'
    const remedy = `Create a unique index on ${table.name} (${columns.join(', ')}), or correct the model.`
    return [
      {
        level: 'fault',
        model: model.name,
        text: `${model.name}: ${group.join(', ')} is ${what}, but ${table.name} lets values repeat. ${remedy}`,
      },
    ]
  })
}

/** The columns that relations are followed by must lead an index, or every request reads the whole table. */
function compareIndexes(catalog: Catalog, model: CatalogModel, table: TableInfo, naming: Naming): Finding[] {
  if (table.kind === 'view') return []
  const wanted = new Map<string, { columns: readonly string[]; by: string }>()
  const want = (fields: readonly string[], by: string): void => {
    const columns = columnsOf(model, fields, naming)
    const key = JSON.stringify([...columns].sort())
    if (!wanted.has(key)) wanted.set(key, { columns, by })
  }
  for (const from of catalog.models.values())
    for (const { name, to, through, references, kind } of from.relations.values()) {
      if (through?.model === model.name) {
        want(through.near, `${from.name}.${name}`)
        want(through.far, `${modelOf(catalog, to).name}, from ${from.name}.${name}`)
      } else if (to === model.name && kind !== 'manyToMany') want(references, `${from.name}.${name}`)
    }
  const leads = (columns: readonly string[]) =>
    [table.primaryKey, ...table.uniques, ...table.indexes].some((index) => sameColumns(index.slice(0, columns.length), columns))
  return [...wanted.values()]
    .filter(({ columns }) => !leads(columns))
    .map(({ columns, by }) => ({
      level: 'hint',
      model: model.name,
      text: `${model.name}: ${by} is followed by ${columns.join(', ')}, which no index of ${table.name} begins with. Create an index on ${table.name} (${columns.join(', ')}).`,
    }))
}
