/** Which canonical type holds the values of a PostgreSQL column, and what its default means. */

import type { Value } from '../../base/json.ts'
import type { ColumnInfo } from '../../datasource/introspection.ts'
import type { FieldType } from '../../model/model.ts'
import { canonical, NotCanonical, type ScalarType } from '../../model/scalars.ts'

/** A column's type as the catalog tells it, domains taken off. */
export interface NativeType {
  /** With its length or precision, such as `numeric(10,2)`. */
  readonly written: string
  readonly name: string
  /** `b`ase, `e`num, `c`omposite, `r`ange, `m`ultirange. */
  readonly kind: string
  /** Of the system itself, not of an extension or a user. */
  readonly own: boolean
  readonly labels: readonly string[] | null
  readonly item: { readonly name: string; readonly kind: string } | null
}

type Found = Pick<ColumnInfo, 'type' | 'note'>

const is = (type: FieldType, note: string | null = null): Found => ({ type, note })
const none = (note: string): Found => ({ type: null, note })

const PLAIN: Readonly<Record<string, ScalarType>> = {
  int2: { kind: 'int' },
  int4: { kind: 'int' },
  int8: { kind: 'bigInt' },
  float4: { kind: 'float', single: true },
  float8: { kind: 'float' },
  bool: { kind: 'boolean' },
  text: { kind: 'string' },
  name: { kind: 'string' },
  date: { kind: 'date' },
  uuid: { kind: 'uuid' },
  json: { kind: 'json' },
  jsonb: { kind: 'json' },
  bytea: { kind: 'bytes' },
}
/** Items that stand in JSON as the language wants them; others would be numbers that are no longer exact, or moments without a zone. */
const ITEMS = new Set(['int2', 'int4', 'float4', 'float8', 'bool', 'text', 'varchar', 'date', 'uuid'])

/** Digits of a decimal. */
const WIDEST = 38

/** The numbers in the brackets behind a type: `numeric(10,2)` → [10, 2]. */
function given(written: string): number[] {
  const brackets = /\(([-\d, ]+)\)/.exec(written)?.[1]
  return brackets === undefined ? [] : brackets.split(',').map(Number)
}

export function typeOfColumn(native: NativeType): Found {
  const { name, written, kind, own, labels, item } = native
  if (item !== null) return listOf(item, labels)
  if (kind === 'e') return enumOf(name, labels)
  if (kind === 'r' || kind === 'm') return none(`A range (${written}) has no type in models.`)
  if (kind === 'c') return none(`A composite (${written}) has no type in models.`)
  const [first, second = 0] = given(written)
  if (!own) {
    if (name === 'citext')
      return is({ kind: 'string' }, 'A citext column: here, as on every engine, case matters, and no index of it helps.')
    return none(`The type ${written} has no type in models.`)
  }
  const plain = PLAIN[name]
  if (plain !== undefined) return is(plain)
  switch (name) {
    case 'varchar':
      return is(first === undefined ? { kind: 'string' } : { kind: 'string', max: first })
    case 'bpchar':
      return is(first === undefined ? { kind: 'string' } : { kind: 'string', max: first }, 'Blanks at the end of a value do not count.')
    case 'timestamptz':
      return is({ kind: 'dateTime', precision: first ?? 6 })
    case 'timestamp':
      return is({ kind: 'dateTime', precision: first ?? 6 }, 'A timestamp without a zone: it is taken as UTC.')
    case 'time':
      return is({ kind: 'time', precision: first ?? 6 })
    case 'numeric':
      if (first === undefined) return none(UNBOUNDED)
      if (second < 0 || second > first || first > WIDEST)
        return none(`${written} has more digits than a decimal, which has at most ${WIDEST}.`)
      return is({ kind: 'decimal', precision: first, scale: second })
    default:
      return none(`The type ${written} has no type in models.`)
  }
}

/** What a numeric without a precision is before its values have been looked at. */
export const UNBOUNDED = 'A numeric without a precision: its values say which decimal holds them.'

/**
 * A numeric without a precision, by what it holds.
 * @param digits most digits before the point; null where there are no values
 * @param scale most digits behind it
 */
export function unboundedNumeric(digits: number | null, scale: number): Found {
  if (digits === null)
    return is(
      { kind: 'decimal', precision: WIDEST, scale: 10 },
      'A numeric without a precision, and no values to tell by: the scale is a guess.',
    )
  if (digits + scale > WIDEST) return none(`A numeric without a precision, with values of more than ${WIDEST} digits.`)
  return is({ kind: 'decimal', precision: WIDEST, scale }, 'A numeric without a precision: the scale is that of the values it has now.')
}

function enumOf(name: string, labels: readonly string[] | null): Found {
  if (labels === null || labels.length === 0) return none(`The enum ${name} has no values.`)
  return is({ kind: 'enum', name, values: Object.fromEntries(labels.map((label) => [label, label])) })
}

function listOf(item: { readonly name: string; readonly kind: string }, labels: readonly string[] | null): Found {
  if (item.kind === 'e') {
    const { type, note } = enumOf(item.name, labels)
    return type?.kind === 'enum' ? is({ kind: 'list', of: type }) : none(note ?? '')
  }
  const of = item.name === 'varchar' ? PLAIN.text : PLAIN[item.name]
  if (!ITEMS.has(item.name) || of === undefined) return none(`A list of ${item.name} has no type in models.`)
  // Within JSON the server writes singles in their shortest form anyway.
  return is({ kind: 'list', of: of.kind === 'float' ? { kind: 'float' } : of })
}

const NOW =
  /^(now\(\)|CURRENT_TIMESTAMP(\(\d\))?|LOCALTIMESTAMP(\(\d\))?|(transaction|statement|clock)_timestamp\(\)|CURRENT_DATE)(::[a-z ()\d]+)?$/i
const NEW_UUID = /^(\w+\.)?(gen_random_uuid|uuid_generate_v[14]|uuidv[47])\(\)$/
const NUMBERED = /^nextval\(/
/** A constant, as the server writes it back: quotes doubled, and a cast behind most. */
const TEXT = /^\(?'((?:[^']|'')*)'(?:::[\w ".]+(?:\([\d, ]+\))?)?\)?$/s
const NUMBER = /^\(?'?(-?[\d.]+)'?\)?(?:::[\w ]+(?:\([\d, ]+\))?)?$/

/** Whether a default takes the next number of a sequence. */
export const isNumbered = (expression: string | null): boolean => expression !== null && NUMBERED.test(expression)

/** What the default's expression says to a model. */
export function defaultOf(expression: string | null, type: FieldType | null): ColumnInfo['default'] {
  if (expression === null || /^NULL(::|$)/i.test(expression)) return null
  if (type === null) return 'other'
  if (NOW.test(expression)) return type.kind === 'dateTime' || type.kind === 'date' ? 'now' : 'other'
  if (NEW_UUID.test(expression)) return type.kind === 'uuid' ? 'uuid' : 'other'
  if (type.kind === 'list' || type.kind === 'object') return 'other'
  const constant = constantOf(expression, type)
  if (constant === undefined) return 'other'
  if (type.kind === 'enum') return Object.values(type.values).includes(String(constant)) ? { value: constant } : 'other'
  try {
    return { value: canonical(type, constant) }
  } catch (error) {
    if (error instanceof NotCanonical) return 'other'
    throw error
  }
}

function constantOf(expression: string, type: ScalarType): Value | undefined {
  if (type.kind === 'boolean') return expression === 'true' ? true : expression === 'false' ? false : undefined
  if (type.kind === 'int' || type.kind === 'bigInt' || type.kind === 'decimal') return NUMBER.exec(expression)?.[1]
  if (type.kind === 'float') {
    const digits = NUMBER.exec(expression)?.[1]
    return digits === undefined ? undefined : Number(digits)
  }
  // What the server makes of the text of these depends on the moment or the setting.
  if (type.kind === 'bytes' || type.kind === 'dateTime' || type.kind === 'time') return undefined
  const text = TEXT.exec(expression)?.[1]?.replaceAll("''", "'")
  if (text === undefined || type.kind !== 'json') return text
  try {
    return JSON.parse(text) as Value
  } catch {
    // No JSON that we read: then it is a default that models cannot say.
    return undefined
  }
}
