/** TypeScript text in the formatter's own layout: on one line where it fits, else a line for each part. */

const WIDTH = 140
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/

/** Finished text, or parts between brackets. */
export type Text = string | Brackets

interface Brackets {
  readonly open: string
  readonly close: string
  readonly items: readonly Item[]
  /** A blank inside the brackets while they stand on one line. */
  readonly pad: boolean
  /** Never on one line. */
  readonly broken: boolean
  /** Comments after the last item. */
  readonly after: readonly string[]
  /** The last item's brackets stand with these, as in `f({`. */
  readonly hugs: boolean
}

interface Item {
  readonly before: string
  readonly text: Text
  readonly above: readonly string[]
}

export interface Entry {
  readonly key: string
  readonly value: Text
  /** Comments above it. */
  readonly above?: readonly string[]
}

/** A string constant, with the quotes that need fewer escapes. */
export function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = [...text].map((char) => {
    if (char === '\\' || char === quote) return `\\${char}`
    if (char === '\n') return '\\n'
    return /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(char) ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : char
  })
  return `${quote}${escaped.join('')}${quote}`
}

/** `__proto__` as a plain key would be the object's prototype. */
const keyText = (key: string): string => (key === '__proto__' ? "['__proto__']" : IDENTIFIER.test(key) ? key : quoted(key))

export function object(entries: readonly Entry[], options: { readonly broken?: boolean; readonly after?: readonly string[] } = {}): Text {
  const items = entries.map(({ key, value, above = [] }) => ({ before: `${keyText(key)}: `, text: value, above }))
  const commented = entries.some(({ above = [] }) => above.length > 0)
  return {
    open: '{',
    close: '}',
    items,
    pad: true,
    broken: (options.broken ?? false) || commented,
    after: options.after ?? [],
    hugs: false,
  }
}

const bare = (text: Text): Item => ({ before: '', text, above: [] })

export const array = (items: readonly Text[]): Text => ({
  open: '[',
  close: ']',
  items: items.map(bare),
  pad: false,
  broken: false,
  after: [],
  hugs: false,
})

export const call = (name: string, args: readonly Text[]): Text => ({
  open: `${name}(`,
  close: ')',
  items: args.map(bare),
  pad: false,
  broken: false,
  after: [],
  hugs: true,
})

function flat(text: Text): string | undefined {
  if (typeof text === 'string') return text
  if (text.broken || text.after.length > 0) return undefined
  const parts = text.items.map((item) => {
    const inner = flat(item.text)
    return inner === undefined ? undefined : `${item.before}${inner}`
  })
  if (parts.includes(undefined)) return undefined
  const pad = text.pad && parts.length > 0 ? ' ' : ''
  return `${text.open}${pad}${parts.join(', ')}${pad}${text.close}`
}

/** @param column where the text begins; @param rest what still follows on its last line */
function render(text: Text, indent: string, column: number, rest: number): string {
  const line = flat(text)
  if (typeof text === 'string' || (line !== undefined && column + line.length + rest <= WIDTH)) return line ?? ''
  if (text.hugs) {
    const hugged = hug(text, indent, column, rest)
    if (hugged !== undefined) return hugged
  }
  const inner = `${indent}  `
  const lines = text.items.map(
    ({ before, text: of, above }) =>
      `${above.flatMap((each) => commentLines(each, inner)).join('')}${inner}${before}${render(of, inner, inner.length + before.length, 1)},\n`,
  )
  return `${text.open}\n${lines.join('')}${text.after.flatMap((each) => commentLines(each, inner)).join('')}${indent}${text.close}`
}

/** `f('a', {` … `})`, where all before the last argument is plain. */
function hug(text: Brackets, indent: string, column: number, rest: number): string | undefined {
  const last = text.items.at(-1)?.text
  const before = text.items.slice(0, -1).map((item) => item.text)
  if (last === undefined || typeof last === 'string' || last.open !== '{' || before.some((each) => typeof each !== 'string'))
    return undefined
  const head = `${text.open}${before.map((each) => `${each}, `).join('')}`
  if (column + head.length + 1 > WIDTH) return undefined
  const open: Brackets = { ...last, broken: true }
  return `${head}${render(open, indent, column + head.length, rest + text.close.length)}${text.close}`
}

function commentLines(text: string, indent: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.replace(/\s+/g, ' ').trim().split(' ')) {
    if (line !== '' && indent.length + 3 + line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((each) => `${indent}// ${each}\n`)
}

/** A comment of its own lines. */
export const remark = (text: string): string => commentLines(text, '').join('')

/** A statement that begins with `before`. */
export const statement = (before: string, text: Text): string => `${before}${render(text, '', before.length, 0)}`

/** On one line, however long. */
export const inline = (text: Text): string => flat(text) ?? statement('', text)
