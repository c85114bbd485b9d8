/** Types of columns as types of fields: names that GraphQL can say, and a reason where there is no type. */

import { RESERVED_OBJECT_FIELDS } from '../../model/check.ts'
import type { Field, FieldType } from '../../model/model.ts'
import type { ScalarType } from '../../model/scalars.ts'
import type { ColumnInfo } from '../introspection.ts'
import type { Claims } from './claims.ts'
import { camel, constant, nameGiver, pascal, wordsOf } from './names.ts'

type ObjectType = Extract<FieldType, { kind: 'object' }>
type EnumType = Extract<ScalarType, { kind: 'enum' }>

/** @param model the name that types without one of their own begin with */
export function draftType(model: string, column: ColumnInfo, claims: Claims): { type: FieldType | null; reason: string } {
  if (column.type === null) return { type: null, reason: column.note ?? 'There is no type that holds its values.' }
  const type = rename(column.type, `${model}${pascal(wordsOf(column.name), 'Column')}`, claims)
  return typeof type === 'string' ? { type: null, reason: type } : { type, reason: '' }
}

/** The type with names of its own, or why there is none. */
function rename(type: FieldType, own: string, claims: Claims): FieldType | string {
  switch (type.kind) {
    case 'list': {
      const of = rename(type.of, own, claims)
      return typeof of === 'string' || of.kind === 'list' ? 'A list of lists cannot be said.' : { kind: 'list', of }
    }
    case 'object':
      return renameObject(type, own, claims)
    case 'enum':
      return renameEnum(type, own, claims)
    case 'decimal':
      return type.precision >= 1 && type.precision <= 38 && type.scale >= 0 && type.scale <= type.precision
        ? type
        : 'It has more digits than the 38 that a decimal keeps.'
    case 'time':
    case 'dateTime':
      return type.precision >= 0 && type.precision <= 6 ? type : 'It keeps finer parts of a second than the six digits of a DateTime.'
    default:
      return type
  }
}

function renameEnum(type: EnumType, own: string, claims: Claims): FieldType | string {
  const stored = [...new Set(Object.values(type.values))]
  if (stored.length === 0) return 'The enum has no values.'
  const names = new Map<string, string>()
  for (const value of stored) names.set(nameGiver((name) => names.has(name))([constant(wordsOf(value))]), value)
  const values = Object.fromEntries(names)
  const named = pascal(wordsOf(type.name), 'Enum')
  return claims.type([named, own, `${named}Enum`], (name) => ({ kind: 'enum', name, values }))
}

function renameObject(type: ObjectType, own: string, claims: Claims): FieldType | string {
  const fields = new Map<string, Field>()
  const give = nameGiver((name) => fields.has(name) || RESERVED_OBJECT_FIELDS.includes(name))
  for (const [key, field] of Object.entries(type.fields)) {
    const inner = rename(field.type, `${own}${pascal(wordsOf(key), 'Field')}`, claims)
    if (typeof inner === 'string') continue
    const { column = key, ...rest } = field
    const plain = camel(wordsOf(column), 'field')
    const name = give([plain, `${plain}Value`])
    fields.set(name, { ...rest, type: inner, ...(column === name ? {} : { column }) })
  }
  if (fields.size === 0) return 'The object has no fields.'
  const known = Object.fromEntries(fields)
  return claims.type([own, `${own}Object`], (name) => ({ kind: 'object', name, fields: known }))
}
