/** What the console does not even send: more than one statement, and what does anything but read. The database's grants are the wall, this is the fence. */

import { type Lexicon, lex, type Token } from './lex.ts'

export interface Fence {
  readonly lexicon: Lexicon
  /** What a statement may begin with. */
  readonly starts: readonly string[]
  /** Words that stand nowhere in a statement that only reads. Quoted, they are names. */
  readonly words: readonly string[]
  /** Names of what reaches out of the transaction, quoted or not. */
  readonly names: RegExp
  /** Comments that the database reads all the same. */
  readonly comments?: RegExp
  /** What is left to find in the tokens; says what is refused. */
  readonly further?: (tokens: readonly Token[]) => string | undefined
}

const LONGEST = 20_000

/** Why this text is not asked, in a sentence; undefined where it is. */
export function screen(text: string, fence: Fence): string | undefined {
  if (text.length > LONGEST) return `The query has ${text.length} characters; ${LONGEST} are taken.`
  // Whether a lone carriage return ends a comment, databases do not agree.
  if (/\0|\r(?!\n)/.test(text)) return 'The query holds a NUL, or a carriage return without a line feed.'
  const lexed = lex(text, fence.lexicon)
  if (lexed === null) return 'The query leaves a quote, a comment or a parenthesis open.'
  const { tokens, comments } = lexed
  if (fence.comments !== undefined && comments.some((comment) => fence.comments?.test(comment)))
    return 'Comments that the database reads as instructions are not taken.'
  const end = tokens.findIndex(isSemicolon)
  const statement = end === -1 ? tokens : tokens.slice(0, end)
  if (end !== -1 && !tokens.slice(end).every(isSemicolon)) return 'Only one statement is taken at a time.'
  const first = statement.find(({ text: symbol }) => symbol !== '(')
  if (first === undefined) return 'The query is empty.'
  if (first.kind !== 'word' || !fence.starts.includes(first.text))
    return `Only statements that read are taken: they begin with ${fence.starts.join(', ').toUpperCase()}.`
  const words = new Set(fence.words)
  const outside = tokens.find(({ kind, text: found }) => (kind === 'word' || kind === 'symbol') && /[^ -~]/.test(found))
  if (outside !== undefined) return `${outside.text} needs quotes: outside of them a query holds ASCII only.`
  for (const [i, token] of statement.entries()) {
    if (token.kind === 'word' && words.has(token.text))
      return `${token.text.toUpperCase()} is not taken: the console only reads. A column of that name needs quotes.`
    if ((token.kind === 'word' || token.kind === 'quoted') && fence.names.test(token.text))
      return `${token.text} is not taken: it does more than read this database.`
    if (token.text === 'for' && token.kind === 'word' && LOCKS.has(statement[i + 1]?.text ?? ''))
      return 'Locks are not taken: the console only reads.'
  }
  return fence.further?.(statement)
}

const LOCKS: ReadonlySet<string> = new Set(['update', 'share', 'no', 'key'])

const isSemicolon = ({ kind, text }: Token): boolean => kind === 'symbol' && text === ';'
