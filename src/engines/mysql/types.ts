/** Which canonical type holds the values of a MySQL or MariaDB column, and what its default means. */

import type { Value } from '../../base/json.ts'
import type { ColumnInfo } from '../../datasource/introspection.ts'
import type { FieldType } from '../../model/model.ts'
import { canonical, NotCanonical, type ScalarType } from '../../model/scalars.ts'

/** A column as information_schema tells it. */
export interface NativeColumn {
  readonly name: string
  /** As it was written, such as `int unsigned` or `enum('a','b')`. */
  readonly written: string
  /** Such as `int`, lower case. */
  readonly kind: string
  readonly length: number | null
  readonly precision: number | null
  readonly scale: number | null
  /** Fraction digits of a second. */
  readonly fraction: number | null
  readonly charset: string | null
  /** MariaDB's JSON: text with a check. */
  readonly checkedJson: boolean
  /** A key, an index or a foreign key holds it. */
  readonly joins: boolean
  /** The primary key or a foreign key holds it, or one refers to it. */
  readonly keyed: boolean
}

/** What a look at the values said, where the type alone does not tell. */
export interface Seen {
  readonly values: number
  /** How many of them are what the type is guessed to be. */
  readonly fit: number
}

type Found = Pick<ColumnInfo, 'type' | 'note'>

const is = (type: FieldType, note: string | null = null): Found => ({ type, note })
const none = (note: string): Found => ({ type: null, note })

const PLAIN: Readonly<Record<string, ScalarType>> = {
  tinyint: { kind: 'int' },
  smallint: { kind: 'int' },
  mediumint: { kind: 'int' },
  year: { kind: 'int' },
  float: { kind: 'float', single: true },
  double: { kind: 'float' },
  tinytext: { kind: 'string' },
  text: { kind: 'string' },
  mediumtext: { kind: 'string' },
  longtext: { kind: 'string' },
  json: { kind: 'json' },
  binary: { kind: 'bytes' },
  varbinary: { kind: 'bytes' },
  tinyblob: { kind: 'bytes' },
  blob: { kind: 'bytes' },
  mediumblob: { kind: 'bytes' },
  longblob: { kind: 'bytes' },
  date: { kind: 'date' },
  uuid: { kind: 'uuid' },
}
const WIDEST = 38

const isBoolean = ({ written }: NativeColumn): boolean => /^tinyint\(1\)(?! unsigned zerofill)/.test(written)
const isUuidText = ({ kind, length }: NativeColumn): boolean => (kind === 'char' || kind === 'varchar') && length === 36

const HAS_DAY: ReadonlySet<string> = new Set(['date', 'datetime', 'timestamp'])

/** The guess that a look at the values decides: a condition on the column `?`; undefined where the type says all. */
export function guessOf(column: NativeColumn): string | undefined {
  if (isBoolean(column)) return '? in (0, 1)'
  if (HAS_DAY.has(column.kind)) return '(year(?) > 0 and month(?) > 0 and dayofmonth(?) > 0)'
  // Capitals do where the column's collation does not tell them apart: only then are they found by what clients send.
  return isUuidText(column) ? `? rlike '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'` : undefined
}

export const ZERO_DATES = 'Dates without a year, month or day come as null, with an error: nothing else of the row is lost to them.'

/** Whether a column that is never null has, or gets by its default, dates that no calendar has. */
export function holdsZeroDates({ kind }: NativeColumn, standard: string | null, seen: Seen | null): boolean {
  return HAS_DAY.has(kind) && ((seen !== null && seen.fit < seen.values) || /^'?\d{4}-(00-|\d\d-00)|^'?0000-/.test(standard ?? ''))
}

/** @param seen null where the values cannot be looked at */
export function typeOfColumn(column: NativeColumn, seen: Seen | null): Found {
  const { kind, written, length, precision, scale, fraction, keyed } = column
  const unsigned = /\bunsigned\b/.test(written)
  const all = seen !== null && seen.fit === seen.values
  if (isBoolean(column)) {
    // True and false join nothing.
    if (keyed) return is({ kind: 'int' })
    return all ? is({ kind: 'boolean' }) : is({ kind: 'int' }, seen && 'A tinyint(1) with other values than 0 and 1.')
  }
  if (isUuidText(column) && all && (seen.values > 0 || column.charset === 'ascii'))
    return is({ kind: 'uuid' }, seen.values > 0 ? 'Text of 36 characters whose values are all UUIDs.' : null)
  if (column.checkedJson) return is({ kind: 'json' })
  const plain = Object.hasOwn(PLAIN, kind) ? PLAIN[kind] : undefined
  if (plain !== undefined) return is(plain)
  switch (kind) {
    case 'int':
      return is(unsigned ? { kind: 'bigInt' } : { kind: 'int' })
    case 'bigint':
      if (!unsigned) return is({ kind: 'bigInt' })
      // A decimal cannot be the end of a relation.
      return column.joins
        ? is({ kind: 'bigInt' }, 'Unsigned: values beyond 9223372036854775807 cannot be represented.')
        : is({ kind: 'decimal', precision: 20, scale: 0 })
    case 'decimal':
      return precision === null || precision > WIDEST
        ? none(`${written} has more digits than a decimal, which has at most ${WIDEST}.`)
        : is({ kind: 'decimal', precision, scale: scale ?? 0 })
    case 'bit':
      return precision === 1 ? is({ kind: 'boolean' }) : none(`${written} has no type in models.`)
    case 'char':
      return is(textOf(length), 'Blanks at the end of a value are not kept.')
    case 'varchar':
      return is(textOf(length))
    case 'enum':
      if (keyed) return is({ kind: 'string' }, `One of ${written}, as text: an enum can be no key.`)
      return is({ kind: 'enum', name: column.name, values: Object.fromEntries(labelsOf(written).map((label) => [label, label])) })
    case 'set':
      return is({ kind: 'string' }, `A set: the values of ${written} that are in it, with commas between.`)
    case 'datetime':
      return is({ kind: 'dateTime', precision: fraction ?? 0 }, 'A datetime has no zone: it is taken as UTC.')
    case 'timestamp':
      return is({ kind: 'dateTime', precision: fraction ?? 0 })
    case 'time':
      return is({ kind: 'time', precision: fraction ?? 0 })
    default:
      return none(`The type ${written} has no type in models.`)
  }
}

const textOf = (length: number | null): ScalarType => (length === null ? { kind: 'string' } : { kind: 'string', max: length })

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', '0': '\0' }

/** A constant as the catalog writes it between quotes, whatever the mode of the session. */
const unescaped = (written: string): string =>
  written.replace(/''|\\(.)/gs, (_, char?: string) => (char === undefined ? "'" : (ESCAPED[char] ?? char)))

/** `enum('a','it''s')` → the labels. */
const labelsOf = (written: string): string[] => [...written.matchAll(/'((?:[^']|'')*)'/g)].map((match) => unescaped(match[1] ?? ''))

const NOW = /^(current_timestamp|now|localtime|localtimestamp|utc_timestamp|curdate|current_date)(\(\d?\))?$/i

/**
 * What the default's expression says to a model.
 * @param quoted whether constants stand in quotes, as MariaDB tells them
 * @param expression whether MySQL says that it is one
 */
export function defaultOf(text: string | null, type: FieldType | null, quoted: boolean, expression: boolean): ColumnInfo['default'] {
  if (text === null || (quoted && text === 'NULL')) return null
  if (type === null) return 'other'
  if (NOW.test(text)) return type.kind === 'dateTime' || type.kind === 'date' ? 'now' : 'other'
  if (/^\(?uuid(_v[47])?\(\)\)?$/i.test(text)) return type.kind === 'uuid' ? 'uuid' : 'other'
  if (expression || type.kind === 'list' || type.kind === 'object') return 'other'
  const inside = quoted ? /^'((?:[^']|'')*)'$/s.exec(text)?.[1] : undefined
  // Of numbers both tell the digits alone.
  const constant = constantOf(inside === undefined ? text : unescaped(inside), type)
  if (constant === undefined || (quoted && inside === undefined && isText(type))) return 'other'
  if (type.kind === 'enum') return typeof constant === 'string' && Object.hasOwn(type.values, constant) ? { value: constant } : 'other'
  try {
    return { value: canonical(type, constant) }
  } catch (error) {
    if (error instanceof NotCanonical) return 'other'
    throw error
  }
}

const isText = ({ kind }: FieldType): boolean => kind === 'string' || kind === 'enum' || kind === 'uuid' || kind === 'date'

function constantOf(text: string, type: ScalarType): Value | undefined {
  switch (type.kind) {
    case 'boolean':
      return /^(1|b'1')$/.test(text) ? true : /^(0|b'0')$/.test(text) ? false : undefined
    case 'float':
      return text.trim() === '' ? undefined : Number(text)
    case 'int':
    case 'bigInt':
    case 'decimal':
    case 'string':
    case 'enum':
    case 'uuid':
    case 'date':
      return text
    default:
      return undefined
  }
}
