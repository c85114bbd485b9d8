/** The words of a SQL text, as far as one must tell names from strings and comments; every product differs a little. */

export interface Lexicon {
  /** Comments stand inside comments. */
  readonly nested?: boolean
  /** $tag$…$tag$ is a string, E'…' one with backslashes. */
  readonly dollar?: boolean
  /** [name] */
  readonly brackets?: boolean
  /** `name` */
  readonly backticks?: boolean
  /** # begins a comment, and -- only with a blank behind it. */
  readonly hash?: boolean
}

export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol'
  /** Lower case; of a quoted name without its quotes. */
  readonly text: string
  /** How many parentheses are open around it. */
  readonly depth: number
  /** Nothing stands between it and the token before. */
  readonly glued: boolean
}

export interface Lexed {
  readonly tokens: readonly Token[]
  readonly comments: readonly string[]
}

const BLANK = /[ \t\r\n\f\v]+/y
const WORD = /[\p{L}_@#$][\p{L}\p{N}_@#$]*/uy
/** A word may follow a number without a blank between: 1drop are two. */
const NUMBER = /0x[0-9a-f]*|\d+(?:\.\d*)?(?:e[+-]?\d*)?/iy

/** @returns null where a quote, a comment or a parenthesis is not closed: what the database would make of it nobody should guess */
export function lex(text: string, lexicon: Lexicon): Lexed | null {
  const tokens: Token[] = []
  const comments: string[] = []
  let at = 0
  let depth = 0
  let glued = false
  const push = (kind: Token['kind'], word: string) => {
    tokens.push({ kind, text: word.toLowerCase(), depth, glued })
    glued = true
  }
  while (at < text.length) {
    const end = skip(text, at, lexicon)
    if (end === -1) return null
    if (end > at) {
      const passed = text.slice(at, end)
      if (/^(--|\/\*|#)/.test(passed)) comments.push(passed)
      at = end
      glued = false
      continue
    }
    const quote = quoteAt(text, at, lexicon)
    if (quote !== null) {
      const close = closing(text, at + quote.open.length, quote.close, quote.backslash)
      if (close === -1) return null
      push(quote.kind, text.slice(at + quote.open.length, close))
      at = close + quote.close.length
      continue
    }
    const number = matchAt(NUMBER, text, at)
    const word = number ?? matchAt(WORD, text, at)
    if (word !== undefined) {
      push(number === undefined ? 'word' : 'number', word)
      at += word.length
      continue
    }
    const symbol = text[at] as string
    if (symbol === ')') depth--
    push('symbol', symbol)
    if (symbol === '(') depth++
    if (depth < 0) return null
    at++
  }
  return depth === 0 ? { tokens, comments } : null
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

/** The end of the blanks or the comment that begin here; `at` itself where there is none, -1 where the comment has no end. */
function skip(text: string, at: number, { nested, hash }: Lexicon): number {
  const blank = matchAt(BLANK, text, at)
  if (blank !== undefined) return at + blank.length
  if (hash ? /^(#|--([\s\0]|$))/.test(text.slice(at, at + 3)) : text.startsWith('--', at)) {
    const end = text.indexOf('\n', at)
    return end === -1 ? text.length : end
  }
  if (!text.startsWith('/*', at)) return at
  let open = 0
  for (let i = at; i < text.length; ) {
    if (text.startsWith('/*', i) && (open === 0 || nested)) {
      open++
      i += 2
    } else if (text.startsWith('*/', i)) {
      open--
      i += 2
      if (open === 0) return i
    } else i++
  }
  return -1
}

interface Quote {
  readonly kind: 'string' | 'quoted'
  readonly open: string
  readonly close: string
  readonly backslash: boolean
}

function quoteAt(text: string, at: number, { dollar, brackets, backticks }: Lexicon): Quote | null {
  const first = text[at] as string
  if (first === "'") return { kind: 'string', open: "'", close: "'", backslash: false }
  if (first === '"') return { kind: 'quoted', open: '"', close: '"', backslash: false }
  if (first === '`' && backticks) return { kind: 'quoted', open: '`', close: '`', backslash: false }
  if (first === '[' && brackets) return { kind: 'quoted', open: '[', close: ']', backslash: false }
  if (!dollar) return null
  if (/^e'/i.test(text.slice(at, at + 2))) return { kind: 'string', open: text.slice(at, at + 2), close: "'", backslash: true }
  const tag = first === '$' ? /^\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/u.exec(text.slice(at, at + 70))?.[0] : undefined
  return tag === undefined ? null : { kind: 'string', open: tag, close: tag, backslash: false }
}

/** Where the closing quote stands; a doubled one is none. */
function closing(text: string, from: number, close: string, backslash: boolean): number {
  for (let i = from; i < text.length; i++) {
    if (backslash && text[i] === '\\') i++
    else if (text.startsWith(close, i)) {
      if (close.length > 1 || text[i + 1] !== close) return i
      i++
    }
  }
  return -1
}
