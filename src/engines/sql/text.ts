/** SQL text in pieces: the only place that writes a quote, and where values are holes that never become text. */

import type { Value } from '../../base/json.ts'
import type { Param } from '../../datasource/datasource.ts'

/** A place for a bound value. Two holes of one slot and form are one parameter where the dialect numbers them. */
interface Hole {
  readonly slot: number
  /** Which encoding this is, among those of one slot. */
  readonly form: string
  encode(value: Value): unknown
}

type Piece = string | { readonly name: string } | { readonly literal: string } | Hole

/** A piece of a statement. It can only be made by this file, so no client's text can be one. */
export interface Sql {
  readonly pieces: readonly Piece[]
}

/** How a dialect writes names and parameters. */
export interface Lettering {
  /** What stands around a name; doubled inside it. */
  readonly nameQuote: string
  /** True when a parameter may be referred to several times by its number. */
  readonly numbered: boolean
  /** What stands before a text constant, where without it not every character is kept. */
  readonly literalPrefix?: string
  /** @param number from 1 */
  placeholder(number: number): string
}

/** Our own text around other pieces: sql`${a} = ${b}`. */
export function sql(strings: TemplateStringsArray, ...parts: readonly Sql[]): Sql {
  const pieces: Piece[] = []
  strings.forEach((text, i) => {
    if (text !== '') pieces.push(text)
    const part = parts[i]
    if (part !== undefined) pieces.push(...part.pieces)
  })
  return { pieces }
}

export const EMPTY: Sql = { pieces: [] }

/** A quoted name, with the names that qualify it before it. */
export function name(...path: readonly string[]): Sql {
  return { pieces: path.flatMap((part, i): Piece[] => (i === 0 ? [{ name: part }] : ['.', { name: part }])) }
}

/** A text constant that comes from a model or from us. */
export const literal = (text: string): Sql => ({ pieces: [{ literal: text }] })

/** An integer constant, such as a power of ten. */
export const integer = (value: number | bigint): Sql => ({ pieces: [BigInt(value).toString()] })

/** A word of the language that is chosen by code: a type, an operator. */
export function word(text: string): Sql {
  if (/['"`;?$]|--/.test(text)) throw new Error('a word holds no quote')
  return { pieces: [text] }
}

export const hole = (slot: number, form: string, encode: (value: Value) => unknown): Sql => ({ pieces: [{ slot, form, encode }] })

/** Another parameter of the same slot: what the parameter is encoded to, turned into something else. */
export function reencoded({ pieces }: Sql, form: string, turn: (encoded: unknown) => unknown): Sql {
  return {
    pieces: pieces.map((piece) =>
      typeof piece === 'object' && 'slot' in piece
        ? { slot: piece.slot, form: `${piece.form} ${form}`, encode: (value: Value) => turn(piece.encode(value)) }
        : piece,
    ),
  }
}

/** Whether a piece of text is a name and nothing else. */
export const isName = ({ pieces }: Sql): boolean => pieces.every((piece) => piece === '.' || (typeof piece === 'object' && 'name' in piece))

/** Whether two texts are the same, their parameters included. */
export const sameSql = (a: Sql, b: Sql): boolean => JSON.stringify(a.pieces) === JSON.stringify(b.pieces)

export function join(parts: readonly Sql[], separator = ', '): Sql {
  return { pieces: parts.flatMap((part, i) => (i === 0 ? part.pieces : [separator, ...part.pieces])) }
}

/** The parts that are there, with a blank between them. */
export const words = (...parts: readonly Sql[]): Sql =>
  join(
    parts.filter((part) => part.pieces.length > 0),
    ' ',
  )

/** The finished text and its parameters in order of their numbers. */
export function render(statement: Sql, lettering: Lettering): { readonly text: string; readonly params: readonly Param[] } {
  const { nameQuote } = lettering
  const numbers = new Map<string, number>()
  const params: Param[] = []
  const number = ({ slot, form, encode }: Hole): number => {
    const key = `${slot} ${form}`
    const known = lettering.numbered ? numbers.get(key) : undefined
    if (known !== undefined) return known
    params.push({ slot, encode })
    numbers.set(key, params.length)
    return params.length
  }
  let text = ''
  for (const piece of statement.pieces)
    if (typeof piece === 'string') text += piece
    else if ('name' in piece) text += nameQuote + piece.name.replaceAll(nameQuote, nameQuote + nameQuote) + nameQuote
    else if ('literal' in piece) text += `${lettering.literalPrefix ?? ''}'${piece.literal.replaceAll("'", "''")}'`
    else text += lettering.placeholder(number(piece))
  return { text, params }
}

/** A block of PostgreSQL's procedural language around statements of ours. */
export function block(body: Sql): Sql {
  const texts = body.pieces.map((piece) => (typeof piece === 'string' ? piece : Object.values(piece).join(' ')))
  let tag = '$$'
  // A name in it may hold what would end it.
  for (let i = 0; texts.some((text) => text.includes(tag)); i++) tag = `$do${i}$`
  return sql`do ${{ pieces: [tag] }} begin ${body} end ${{ pieces: [tag] }}`
}
