/** Which canonical type holds the values of a SQL Server column, and what its default means. */

import type { Value } from '../../base/json.ts'
import type { ColumnInfo } from '../../datasource/introspection.ts'
import type { FieldType } from '../../model/model.ts'
import { canonical, NotCanonical, type ScalarType } from '../../model/scalars.ts'

/** A column's type as the catalog tells it. */
export interface NativeType {
  /** The type's own name, which a user may have given. */
  readonly name: string
  /** What that is made of; null for types of the common language runtime. */
  readonly base: string | null
  /** Bytes; -1 for max. */
  readonly length: number
  readonly precision: number
  readonly scale: number
  /** Of text; null where there is none. */
  readonly collation?: string | null
}

type Found = Pick<ColumnInfo, 'type' | 'note'>

const is = (type: FieldType, note: string | null = null): Found => ({ type, note })
const none = (note: string): Found => ({ type: null, note })

const PLAIN: Readonly<Record<string, ScalarType>> = {
  tinyint: { kind: 'int' },
  smallint: { kind: 'int' },
  int: { kind: 'int' },
  bigint: { kind: 'bigInt' },
  bit: { kind: 'boolean' },
  float: { kind: 'float' },
  real: { kind: 'float' },
  date: { kind: 'date' },
  uniqueidentifier: { kind: 'uuid' },
  varbinary: { kind: 'bytes' },
  money: { kind: 'decimal', precision: 19, scale: 4 },
  smallmoney: { kind: 'decimal', precision: 10, scale: 4 },
}

const UTC = 'It has no zone: it is taken as UTC.'
const FILLED = 'Values are filled up with blanks, which count here.'
const CODE_PAGE = 'Characters that its code page has not are stored as question marks; an nvarchar keeps all.'
const TWO_ORDERS = 'It sorts by other rules than nvarchar, in which pages are cut: where it is sorted by, set COLLATION=binary.'
const SEVENTH = 'The seventh digit of a second is rounded away.'

/** What is to be known of a varchar. The collations that are older than Unicode sort 'a-c' before 'ab' in it, and after it in an nvarchar. */
function narrow(collation: string | null | undefined): string | null {
  if (collation == null || /_UTF8$/i.test(collation)) return null
  return /^SQL_/i.test(collation) ? `${CODE_PAGE} ${TWO_ORDERS}` : CODE_PAGE
}

export function typeOfColumn(native: NativeType): Found {
  const { base, length, precision, scale, collation } = native
  const codePage = narrow(collation)
  const plain = base === null ? undefined : PLAIN[base]
  if (plain !== undefined) return is(plain)
  switch (base) {
    case 'decimal':
    case 'numeric':
      return is({ kind: 'decimal', precision, scale })
    case 'varchar':
      return is(length < 0 ? { kind: 'string' } : { kind: 'string', max: length }, codePage)
    case 'nvarchar':
      return is(length < 0 ? { kind: 'string' } : { kind: 'string', max: length / 2 })
    case 'char':
      return is({ kind: 'string', max: length }, codePage === null ? FILLED : `${FILLED} ${codePage}`)
    case 'nchar':
      return is({ kind: 'string', max: length / 2 }, FILLED)
    case 'binary':
      return is({ kind: 'bytes' }, 'Values are filled up with zeros, which count here.')
    case 'time':
      return is({ kind: 'time', precision: Math.min(scale, 6) }, scale > 6 ? SEVENTH : null)
    case 'datetime2':
      return is({ kind: 'dateTime', precision: Math.min(scale, 6) }, scale > 6 ? `${UTC} ${SEVENTH}` : UTC)
    case 'datetime':
      return is({ kind: 'dateTime', precision: 3 }, `${UTC} It keeps every third millisecond.`)
    case 'smalldatetime':
      return is({ kind: 'dateTime', precision: 0 }, `${UTC} It keeps whole minutes.`)
    case 'datetimeoffset':
      return none('A datetimeoffset keeps the zone it was written in, which a DateTime has not.')
    case 'timestamp':
      return is({ kind: 'bytes' }, 'A row version: the database changes it at every update.')
    case 'text':
    case 'ntext':
    case 'image':
      return none(`${base} cannot be compared; nvarchar(max) and varbinary(max) have taken its place.`)
    default:
      return none(`The type ${native.name} has no type in models.`)
  }
}

/** The type as one would write it. */
export function written({ name, base, length, precision, scale }: NativeType): string {
  if (name !== base) return name
  if (base === 'decimal' || base === 'numeric') return `${base}(${precision},${scale})`
  if (base === 'time' || base === 'datetime2' || base === 'datetimeoffset') return `${base}(${scale})`
  const wide = base === 'nvarchar' || base === 'nchar'
  if (wide || base === 'varchar' || base === 'char' || base === 'varbinary' || base === 'binary')
    return `${base}(${length < 0 ? 'max' : wide ? length / 2 : length})`
  return name
}

const NOW = /^\(*(getdate|getutcdate|sysdatetime|sysutcdatetime|current_timestamp)(\(\))?\)*$/i
const NEW_UUID = /^\(*(newid|newsequentialid)\(\)\)*$/i
/** A constant in the brackets that the server puts around it. */
const TEXT = /^\(*N?'((?:[^']|'')*)'\)*$/s
const NUMBER = /^\(*([-+]?[\d.]+(?:e[-+]?\d+)?)\)*$/i

/** What the default's expression says to a model. */
export function defaultOf(expression: string | null, type: FieldType | null): ColumnInfo['default'] {
  if (expression === null || /^\(*null\)*$/i.test(expression)) return null
  if (type === null) return 'other'
  if (NOW.test(expression)) return type.kind === 'dateTime' || type.kind === 'date' ? 'now' : 'other'
  if (NEW_UUID.test(expression)) return type.kind === 'uuid' ? 'uuid' : 'other'
  if (type.kind === 'list' || type.kind === 'object') return 'other'
  const constant = constantOf(expression, type)
  if (constant === undefined) return 'other'
  try {
    return { value: canonical(type, constant) }
  } catch (error) {
    if (error instanceof NotCanonical) return 'other'
    throw error
  }
}

function constantOf(expression: string, type: ScalarType): Value | undefined {
  const number = NUMBER.exec(expression)?.[1]
  const text = TEXT.exec(expression)?.[1]?.replaceAll("''", "'")
  switch (type.kind) {
    case 'boolean':
      return number === '1' ? true : number === '0' ? false : undefined
    case 'int':
    case 'bigInt':
    case 'decimal':
      return number
    case 'float':
      return number === undefined ? undefined : Number(number)
    case 'string':
    case 'uuid':
    case 'date':
      return text
    default:
      // What the server makes of the text of these depends on the moment or the setting.
      return undefined
  }
}
