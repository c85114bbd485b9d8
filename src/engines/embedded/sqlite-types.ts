/** The canonical type of a SQLite column: from what is declared, which binds no value, and from the values that are there. */

import type { ColumnInfo } from '../../datasource/introspection.ts'
import type { FieldType } from '../../model/model.ts'
import { canonical, NotCanonical, type ScalarType } from '../../model/scalars.ts'

/** Values of a column by storage class. */
export interface Found {
  readonly integer: number
  readonly real: number
  readonly text: number
  readonly blob: number
  /** The least and the greatest integer. */
  readonly low: bigint | null
  readonly high: bigint | null
  /** How many of the texts are JSON; counted only where the column is declared as such. */
  readonly json: number
}

export interface Texts {
  /** All texts that were looked at are in the canonical form of this type. */
  are(type: ScalarType): boolean
  readonly values: readonly string[]
}

export interface Typed {
  readonly type: FieldType | null
  readonly note: string | null
}

type Hint = 'boolean' | 'date' | 'time' | 'dateTime' | 'uuid' | 'json'

/** What a declaration means to people; SQLite itself knows none of these. */
function hintOf(declared: string): Hint | undefined {
  if (/bool|^\s*bit\s*$/i.test(declared)) return 'boolean'
  if (/datetime|timestamp/i.test(declared)) return 'dateTime'
  if (/date/i.test(declared)) return 'date'
  if (/^\s*time/i.test(declared)) return 'time'
  if (/uuid|guid|uniqueidentifier/i.test(declared)) return 'uuid'
  return /json/i.test(declared) ? 'json' : undefined
}

const TEXTUAL: readonly (Hint | undefined)[] = ['date', 'time', 'dateTime', 'uuid']

/** Whether the texts of the column have to be looked at before its type can be told. */
export const wantsTexts = (declared: string, found: Found): boolean => found.text > 0 && TEXTUAL.includes(hintOf(declared))

/** SQLite's own rules, in its own order. */
function affinityOf(declared: string): 'integer' | 'text' | 'blob' | 'real' | 'numeric' {
  if (/int/i.test(declared)) return 'integer'
  if (/char|clob|text/i.test(declared)) return 'text'
  if (/blob/i.test(declared) || /^\s*(any)?\s*$/i.test(declared)) return 'blob'
  return /real|floa|doub/i.test(declared) ? 'real' : 'numeric'
}

const INT: FieldType = { kind: 'int' }
const BIG: FieldType = { kind: 'bigInt' }
const FLOAT: FieldType = { kind: 'float' }
const STRING: FieldType = { kind: 'string' }
const plain = (type: FieldType): Typed => ({ type, note: null })

/** @param joins the column is part of a key or of a foreign key, which dates cannot be */
export function typeOfColumn(declared: string, found: Found, { texts, joins }: { texts: Texts | undefined; joins: boolean }): Typed {
  const total = found.integer + found.real + found.text + found.blob
  if (total === 0) return undecided(declared)
  const numbers = found.integer + found.real
  if (total === numbers) return ofNumbers(declared, found, joins)
  if (total === found.text) return ofTexts(declared, found, texts, joins)
  if (total === found.blob) return plain({ kind: 'bytes' })
  const most = Math.max(numbers, found.text, found.blob)
  const classes = [found.text > 0 ? 'texts' : '', numbers > 0 ? 'numbers' : '', found.blob > 0 ? 'blobs' : ''].filter((each) => each !== '')
  const note = `It holds ${classes.join(' and ')}; those that do not fit come as VALUE_NOT_REPRESENTABLE.`
  if (found.text === most) return { type: STRING, note }
  if (found.blob === most) return { type: { kind: 'bytes' }, note }
  return { ...ofNumbers(declared, found, joins), note }
}

/** Of a column without values only its declaration can tell. */
function undecided(declared: string): Typed {
  const hint = hintOf(declared)
  if (hint === 'boolean' || hint === 'json') return plain({ kind: hint })
  if (hint !== undefined)
    return { type: STRING, note: `Declared ${declared}, and there is no value yet that shows in which form it is kept.` }
  switch (affinityOf(declared)) {
    case 'integer':
      return plain(isWide(declared) ? BIG : INT)
    case 'text':
      return plain(STRING)
    case 'real':
      return plain(FLOAT)
    case 'numeric':
      return wholeDigits(declared) === undefined ? floating(declared) : plain((wholeDigits(declared) ?? 0) > 9 ? BIG : INT)
    case 'blob':
      if (/blob/i.test(declared)) return plain({ kind: 'bytes' })
      return { type: null, note: 'It declares no type and has no value that would show one.' }
  }
}

const isWide = (declared: string): boolean => /big|int8/i.test(declared)

/** Digits of `numeric(9)` or `number(9,0)`; undefined where a fraction is possible. */
function wholeDigits(declared: string): number | undefined {
  const match = /\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)/.exec(declared)
  return match === null || Number(match[2] ?? 0) > 0 ? undefined : Number(match[1])
}

const floating = (declared: string): Typed => ({
  type: FLOAT,
  note: `Declared ${declared}, which SQLite keeps as a floating-point number.`,
})

function ofNumbers(declared: string, { real, low, high }: Found, joins: boolean): Typed {
  const affinity = affinityOf(declared)
  if (real > 0 || affinity === 'real')
    return affinity === 'numeric'
      ? floating(declared)
      : affinity === 'integer'
        ? { type: FLOAT, note: `Declared ${declared}, and it holds fractions.` }
        : plain(FLOAT)
  const [least, most] = [low ?? 0n, high ?? 0n]
  const hint = hintOf(declared)
  if (hint === 'boolean' && least >= 0n && most <= 1n) return plain({ kind: 'boolean' })
  const fits = least >= -2147483648n && most <= 2147483647n
  const whole = plain(isWide(declared) || !fits ? BIG : INT)
  if (hint !== undefined) return { ...whole, note: `Declared ${declared}, and kept as a number.` }
  // Fractions may come wherever a declaration allows them.
  return affinity === 'numeric' && wholeDigits(declared) === undefined && !joins ? floating(declared) : whole
}

function ofTexts(declared: string, found: Found, texts: Texts | undefined, joins: boolean): Typed {
  const hint = hintOf(declared)
  if (hint === 'json' && found.json === found.text) return plain({ kind: 'json' })
  if (hint === 'uuid' && texts?.are({ kind: 'uuid' })) return plain({ kind: 'uuid' })
  if (TEXTUAL.includes(hint) && texts !== undefined && hint !== 'uuid') {
    const type = momentsOf(texts)
    if (type !== undefined && !joins) return plain(type)
    if (type !== undefined) return { type: STRING, note: `Declared ${declared}; a key is compared as text.` }
  }
  return affinityOf(declared) === 'text' || affinityOf(declared) === 'blob'
    ? plain(STRING)
    : { type: STRING, note: `Declared ${declared}, and kept as text that is not in the form of such a type.` }
}

/** The type of dates and times whose texts are all in the gateway's own form; what is kept otherwise would not compare rightly. */
function momentsOf(texts: Texts): ScalarType | undefined {
  const digits = /\.(\d{1,6})Z?$/.exec(texts.values[0] ?? '')?.[1]?.length ?? 0
  const types: readonly ScalarType[] = [{ kind: 'date' }, { kind: 'time', precision: digits }, { kind: 'dateTime', precision: digits }]
  return types.find((type) => texts.are(type))
}

/** The default of a column, where models can say it. */
export function defaultOf(expression: string | null, type: FieldType | null): ColumnInfo['default'] {
  if (expression === null || /^\s*null\s*$/i.test(expression)) return null
  if (/^current_(timestamp|date|time)$/i.test(expression)) return type?.kind === 'dateTime' || type?.kind === 'date' ? 'now' : 'other'
  const value = constant(expression)
  if (value === undefined || type === null || type.kind === 'object' || type.kind === 'list' || type.kind === 'bytes') return 'other'
  const given = type.kind === 'boolean' && (value === 0 || value === 1) ? value === 1 : type.kind === 'string' ? String(value) : value
  try {
    return { value: canonical(type, type.kind === 'json' ? JSON.parse(String(given)) : given) }
  } catch (error) {
    if (error instanceof NotCanonical || error instanceof SyntaxError) return 'other'
    throw error
  }
}

function constant(expression: string): string | number | boolean | undefined {
  const text = /^'((?:[^']|'')*)'$/.exec(expression)?.[1]
  if (text !== undefined) return text.replaceAll("''", "'")
  if (/^(true|false)$/i.test(expression)) return /^true$/i.test(expression)
  // Beyond this a number is not exact in JavaScript.
  return /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(expression) ? Number(expression) : undefined
}

const AS_TEXT = ['string', 'date', 'time', 'dateTime', 'uuid', 'enum', 'json', 'list', 'object']
const AS_INTEGER = ['int', 'bigInt', 'boolean', 'decimal']

/** Whether a column, with the values that it was found to have, can hold a field of the type, which the gateway keeps as text, number or blob. */
export function holdsInSqlite({ type: found }: ColumnInfo, { kind }: FieldType): boolean {
  if (found === null || found.kind === kind) return true
  if (AS_TEXT.includes(kind)) return AS_TEXT.includes(found.kind)
  if (kind === 'int' || kind === 'boolean') return ['int', 'boolean'].includes(found.kind)
  if (AS_INTEGER.includes(kind)) return AS_INTEGER.includes(found.kind)
  return kind === 'float' && AS_INTEGER.includes(found.kind)
}
