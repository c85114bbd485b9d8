/** Fields, key and name of the model of one table. */

import { RESERVED_FIELDS } from '../../model/check.ts'
import type { Field, FieldType } from '../../model/model.ts'
import { pluralOf, uniqueField } from '../../model/names.ts'
import { canonical, NotCanonical } from '../../model/scalars.ts'
import type { ColumnInfo, TableInfo } from '../introspection.ts'
import type { Claims } from './claims.ts'
import { type Draft, fieldsOf, isKeyKind, type LeftColumn, sameGroup } from './model.ts'
import { camel, nameGiver, pascal, pluralWord, singular, wordsOf } from './names.ts'
import { draftType } from './types.ts'

/** How a table is called in words. */
export const placeOf = ({ schema, name }: Pick<TableInfo, 'schema' | 'name'>): string => (schema === null ? name : `${schema}.${name}`)

/**
 * @param wantedKey columns that identify a row, where the caller knows better than the table
 * @returns undefined, with a note, where no row of the table can be told from the others
 */
export function draftTable(table: TableInfo, wantedKey: readonly string[] | undefined, claims: Claims, notes: string[]): Draft | undefined {
  const leave = (reason: string): undefined => {
    notes.push(
      [`The ${table.kind} ${placeOf(table)} is left out:${reason === '' ? '' : ` ${reason}`}`, ...(table.notes ?? [])]
        .filter((part) => part !== '')
        .join(' '),
    )
  }
  const named = namesOf(table)
  const fields = new Map<string, Field>()
  const byColumn = new Map<string, string>()
  const remarks = new Map<string, string>()
  const left: LeftColumn[] = []
  const give = nameGiver((name) => fields.has(name) || RESERVED_FIELDS.includes(name))
  for (const column of table.columns) {
    const { type, reason } = draftType(named.candidates[0] ?? '', column, claims)
    if (type === null) {
      left.push({
        column: column.name,
        nativeType: column.nativeType,
        reason: `${reason}${mustBeGiven(column) ? ' It must have a value, so that no row can be made here.' : ''}`,
      })
      continue
    }
    const plain = camel(wordsOf(column.name), 'column')
    const given = give([plain, `${plain}Value`])
    fields.set(given, fieldOf(column, type))
    byColumn.set(column.name, given)
    const remark = remarkOf(column)
    if (remark !== '') remarks.set(given, remark)
  }
  if (table.columns.length === 0) return leave((table.notes ?? []).length === 0 ? 'it has no columns.' : '')
  if (fields.size === 0) return leave('it has no column that can be represented.')
  const comments = [...(table.notes ?? [])]
  const key = keyOf({ fields, byColumn }, table, wantedKey, comments)
  if (key === undefined)
    return leave(
      wantedKey === undefined
        ? `${whyNoKey({ fields, byColumn }, table)} that do: --key '${placeOf(table)}=column,column'.`
        : `${wantedKey.join(', ')} cannot be its key.`,
    )
  for (const name of key) {
    const field = fields.get(name)
    if (field !== undefined) fields.set(name, { ...field, nullable: false })
  }
  const groups = table.uniques
    .flatMap((columns) => [fieldsOf({ byColumn }, columns) ?? []])
    .filter((group) => group.length > 0 && group.every((name) => isKeyKind({ fields }, name)))
  const { name, plural } = claims.model(named.candidates, named.plural)
  const unique = groups.filter((group, i) => {
    if (sameGroup(group, key) || groups.findIndex((other) => sameGroup(other, group)) !== i) return false
    const free = claims.root(uniqueField(name, group))
    if (!free) comments.push(`${group.join(', ')} is unique too; the root field that would find a row by it has the name of another.`)
    return free
  })
  return {
    table,
    existing: false,
    name,
    plural,
    fields,
    byColumn,
    key,
    unique,
    relations: new Map(),
    comments,
    remarks,
    left,
  }
}

const mustBeGiven = ({ nullable, identity, computed, default: standard }: ColumnInfo): boolean =>
  !nullable && !identity && !computed && standard === null

/** A key of types that cannot be one is another matter than none. */
function whyNoKey(draft: Pick<Draft, 'fields' | 'byColumn'>, { primaryKey, columns }: TableInfo): string {
  const unfit = primaryKey.filter((column) => !isKeyKind(draft, draft.byColumn.get(column) ?? ''))
  if (unfit.length === 0) return 'nothing identifies its rows. Name the columns'
  const types = unfit.map((name) => `${name} (${columns.find((column) => column.name === name)?.nativeType ?? 'no column'})`)
  return `its primary key holds ${types.join(', ')}, which no key here can, and nothing else identifies its rows. Name other columns`
}

/** Names for the model, the best first, and the plural where the plain one would be another. */
function namesOf(table: TableInfo): { candidates: readonly string[]; plural: (name: string) => string | undefined } {
  const own = wordsOf(table.name)
  const words = own.length === 0 ? ['table'] : own
  const last = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  const one = [...before, singular(last)]
  const base = pascal(one, 'Table')
  const many = pascal([...before, pluralWord(last)], 'Table')
  const inSchema = table.schema === null ? [] : [pascal([...wordsOf(table.schema), ...one], 'Table')]
  return {
    // Where the name is taken, the table's own in the plural would only make a plural of a plural: Nodes, nodeses.
    candidates: [base, ...inSchema, `${base}Row`],
    plural: (name) => (name === base && many !== pluralOf(name) ? many : undefined),
  }
}

function fieldOf(column: ColumnInfo, type: FieldType): Field {
  const description = column.comment?.trim() ?? ''
  const value = defaultOf(column.default, type)
  const numbered = column.identity && (type.kind === 'int' || type.kind === 'bigInt')
  return {
    type,
    column: column.name,
    nullable: column.nullable,
    ...(numbered ? { generated: 'identity' } : {}),
    ...(value === undefined || numbered ? {} : { default: value }),
    ...(column.computed ? { readOnly: true } : {}),
    ...(description === '' ? {} : { description }),
  }
}

/** The default, where it is one of the field's type. */
function defaultOf(given: ColumnInfo['default'], type: FieldType): Field['default'] {
  if (given === null) return undefined
  if (given === 'other') return 'database'
  if (given === 'now') return type.kind === 'dateTime' || type.kind === 'date' ? given : undefined
  if (given === 'uuid') return type.kind === 'uuid' ? given : undefined
  if (given.value === null || type.kind === 'object' || type.kind === 'list') return undefined
  // The names of an enum's values are made anew here; what the database says is the stored one.
  const stored = type.kind === 'enum' ? Object.entries(type.values).find(([, value]) => value === given.value)?.[0] : undefined
  try {
    return { value: canonical(type, stored ?? given.value) }
  } catch (error) {
    if (error instanceof NotCanonical) return undefined
    throw error
  }
}

function remarkOf(column: ColumnInfo): string {
  const remarks = [column.note ?? '', column.computed ? 'The database works it out; it cannot be written.' : '']
  return remarks.filter((remark) => remark !== '').join(' ')
}

function keyOf(
  draft: Pick<Draft, 'fields' | 'byColumn'>,
  table: TableInfo,
  wanted: readonly string[] | undefined,
  comments: string[],
): readonly string[] | undefined {
  const usable = (columns: readonly string[]): readonly string[] | undefined => {
    const fields = fieldsOf(draft, columns)
    return fields?.every((name) => isKeyKind(draft, name)) ? fields : undefined
  }
  if (wanted !== undefined) return usable(wanted)
  const primary = usable(table.primaryKey)
  if (primary !== undefined) return primary
  const present = (name: string) => table.columns.find((column) => column.name === name)?.nullable === false
  const found = table.uniques
    .filter((columns) => columns.every(present))
    .toSorted((a, b) => a.length - b.length)
    .map(usable)
    .find((fields) => fields !== undefined)
  if (found !== undefined) {
    const why =
      table.primaryKey.length === 0 ? 'It has no primary key' : `Its primary key ${table.primaryKey.join(', ')} cannot be one here`
    comments.push(`${why}; ${found.join(', ')} is unique and never null.`)
  }
  return found
}
