/** The types of T-SQL's values, and the collation that a text is said to have: what SQL Server works out before it runs a statement. */

import { columnName, tableName } from '../src/engines/sql/names.ts'
import { type CatalogModel, fieldAt, type modelOf } from '../src/model/catalog.ts'
import type { FieldType } from '../src/model/model.ts'
import { is, type Node, split } from './tsql-text.ts'

/** Where a text's collation comes from: said at the value, a column's, the database's for want of any other, or none because two columns disagree. */
export type Label = { readonly from: 'said' | 'column'; readonly of: string } | { readonly from: 'database' | 'none' }

export interface Typed {
  readonly base: string
  /** Units or bytes; Infinity for max. */
  readonly size?: number
  readonly precision?: number
  readonly scale?: number
  readonly label?: Label
}

export type Columns = ReadonlyMap<string, Typed>

export const ANY: Typed = { base: 'any' }
/** The collation of the keys that OPENJSON gives. */
export const JSON_KEYS = 'latin1_general_bin2'
export const DATABASE: Label = { from: 'database' }
export const text = (size: number, label: Label = DATABASE): Typed => ({ base: 'nvarchar', size, label })
export const decimal = (precision: number, scale: number): Typed => ({ base: 'decimal', precision, scale })

const NUMBERS = ['int', 'bigint', 'decimal', 'float', 'bit']
export const isText = ({ base }: Typed): boolean => base === 'nvarchar' || base === 'varchar' || base === 'char'

/** What values are compared or put together as. */
export function family(of: Typed): string {
  if (isText(of)) return 'text'
  if (NUMBERS.includes(of.base)) return 'number'
  return of.base === 'datetime2' || of.base === 'date' ? 'moment' : of.base
}

/** A type as it is written: a word, and its measures in brackets. */
export function typeOf(nodes: readonly Node[], label: Label = DATABASE): Typed {
  const [word, group] = nodes
  const base = word?.kind === 'word' ? word.text : '?'
  const [first, second] =
    group?.kind === 'group'
      ? split(group.of, ',').map(([node]) =>
          is(node, 'max') ? Number.POSITIVE_INFINITY : Number(node?.kind === 'number' ? node.text : Number.NaN),
        )
      : []
  if (base === 'decimal') return decimal(first ?? 18, second ?? 0)
  if (['nvarchar', 'varchar', 'char'].includes(base)) return { base, size: first ?? 1, label }
  return { base, ...(first === undefined ? {} : { size: first }) }
}

/** As an exact number in arithmetic. */
export function exact({ base, precision = 0, scale = 0 }: Typed): Typed {
  if (base === 'int') return decimal(10, 0)
  return base === 'bigint' ? decimal(19, 0) : decimal(precision, scale)
}

const MOST = 38

/** The type of a calculation with exact numbers, and whether digits of the fraction may be cut off. */
export function calculated(operator: string, left: Typed, right: Typed): { readonly type: Typed; readonly cut: boolean } {
  const [{ precision: p = 0, scale: s = 0 }, { precision: q = 0, scale: t = 0 }] = [exact(left), exact(right)]
  const [digits, scale] = ((): [number, number] => {
    switch (operator) {
      case '*':
        return [p + q + 1, s + t]
      case '/':
        return [p - s + t + Math.max(6, s + q + 1), Math.max(6, s + q + 1)]
      case '%':
        return [Math.min(p - s, q - t) + Math.max(s, t), Math.max(s, t)]
      default:
        return [Math.max(s, t) + Math.max(p - s, q - t) + 1, Math.max(s, t)]
    }
  })()
  if (digits <= MOST) return { type: decimal(digits, scale), cut: false }
  const whole = digits - scale
  const left_ = whole < 32 ? Math.min(scale, MOST - whole) : Math.min(scale, 6)
  // A quotient may have any number of digits: the one that matters is whether those of what is divided are kept.
  return { type: decimal(MOST, left_), cut: left_ < (operator === '/' ? s : scale) }
}

/** The label of what is made of both; a second one is a fault where both were said. */
export function together(a: Label | undefined, b: Label | undefined, fault: (text: string) => void): Label {
  const [left, right] = [a ?? DATABASE, b ?? DATABASE]
  if (left.from === 'said' && right.from === 'said' && left.of !== right.of) fault(`468: ${left.of} beside ${right.of}`)
  if (left.from === 'said') return left
  if (right.from === 'said') return right
  if (left.from === 'none' || right.from === 'none') return { from: 'none' }
  if (left.from === 'column' && right.from === 'column') return left.of === right.of ? left : { from: 'none' }
  return left.from === 'column' ? left : right
}

/** As the columns of a table that others made could be: as narrow as the model allows, texts in code pages. */
function worst(type: FieldType, collation: string): Typed {
  const varchar = (size: number): Typed => ({ base: 'varchar', size, label: { from: 'column', of: collation } })
  switch (type.kind) {
    case 'string':
      return varchar(Math.min(type.max ?? 8_000, 8_000))
    case 'enum':
    case 'objectId':
      return varchar(40)
    case 'json':
    case 'list':
    case 'object':
      return { ...text(4_000), label: { from: 'column', of: collation } }
    case 'bytes':
      return { base: 'varbinary', size: 8_000 }
    case 'int':
    case 'float':
    case 'date':
    case 'time':
      return { base: type.kind }
    case 'bigInt':
      return { base: 'bigint' }
    case 'boolean':
      return { base: 'bit' }
    case 'dateTime':
      return { base: 'datetime2' }
    case 'uuid':
      return { base: 'uniqueidentifier' }
    case 'decimal':
      return decimal(type.precision, type.scale)
  }
}

/**
 * The tables of models, by name.
 * @param keyed whether a key, a unique group or a reference holds the column, so that its collation is declared
 */
export function tablesOf(models: Iterable<ReturnType<typeof modelOf>>, keyed: (column: string) => boolean): ReadonlyMap<string, Columns> {
  return new Map(
    [...models].map((model: CatalogModel) => {
      const stored = [...model.fields.values()].filter((field) => field.computed === undefined)
      const columns = stored.map((field): [string, Typed] => {
        const column = columnName(field)
        if (field.version === true && field.readOnly === true) return [column, { base: 'rowversion' }]
        return [column, worst(fieldAt(model, [field.name]).type, keyed(column) ? 'latin1_general_100_bin2' : 'cyrillic_general_ci_as')]
      })
      return [tableName(model), new Map(columns)]
    }),
  )
}
