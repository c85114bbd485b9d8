/** T-SQL as tokens and brackets, as far as the rules for statements look into it. */

type Kind = 'text' | 'name' | 'word' | 'number' | 'parameter' | 'sign'
export interface Token {
  readonly kind: Kind
  readonly text: string
}

/** A token, or what stands in brackets. */
export type Node = Token | { readonly kind: 'group'; readonly of: readonly Node[] }

const TOKEN = /(N?'(?:[^']|'')*')|("(?:[^"]|"")*")|(@\w+)|([A-Za-z_][\w.]*)|(\d[\w.]*)|(<>|<=|>=|\|\||::|[^\s])|\s+/gy
const KINDS: readonly Kind[] = ['text', 'name', 'parameter', 'word', 'number', 'sign']

export function tokens(text: string): Token[] {
  const found: Token[] = []
  for (const match of text.matchAll(TOKEN)) {
    const i = match.slice(1).findIndex((part) => part !== undefined)
    const kind = KINDS[i]
    if (kind !== undefined) found.push({ kind, text: kind === 'word' ? match[0].toLowerCase() : match[0] })
  }
  return found
}

export function tree(all: readonly Token[]): Node[] {
  const stack: Node[][] = [[]]
  for (const token of all) {
    const top = stack.at(-1) as Node[]
    if (token.text === '(' && token.kind === 'sign') stack.push([])
    else if (token.text === ')' && token.kind === 'sign') {
      stack.pop()
      const outer = stack.at(-1)
      if (outer === undefined) throw new Error('a bracket too many')
      outer.push({ kind: 'group', of: top })
    } else top.push(token)
  }
  if (stack.length !== 1) throw new Error('a bracket too few')
  return stack[0] as Node[]
}

export const is = (node: Node | undefined, ...words: readonly string[]): boolean =>
  node !== undefined && node.kind !== 'group' && node.kind !== 'name' && node.kind !== 'text' && words.includes(node.text)
export const show = (nodes: readonly Node[]): string =>
  nodes.map((node) => (node.kind === 'group' ? `(${show(node.of)})` : node.text)).join(' ')
export const any = (nodes: readonly Node[], test: (node: Node) => boolean): boolean =>
  nodes.some((node) => test(node) || (node.kind === 'group' && any(node.of, test)))

const CLAUSES = ['select', 'from', 'where', 'group', 'having', 'order', 'offset', 'intersect', 'union', 'output', 'option']

/** The clauses of the select at this level. */
export function clauses(nodes: readonly Node[]): Map<string, Node[]> {
  const found = new Map<string, Node[]>()
  let current: Node[] = []
  for (const node of nodes) {
    const word = node.kind === 'word' ? node.text : ''
    // A second select at one level is the other side of an intersection.
    if (CLAUSES.includes(word)) {
      current = []
      found.set(found.has(word) ? `${word} again` : word, current)
    } else current.push(node)
  }
  return found
}

export function split(nodes: readonly Node[], at: string): Node[][] {
  const parts: Node[][] = [[]]
  for (const node of nodes) {
    if (is(node, at)) parts.push([])
    else parts.at(-1)?.push(node)
  }
  return parts
}

const COMPARISONS = ['=', '<', '>', '<>', '<=', '>=', 'like', 'in', 'is', 'exists', 'and', 'or', 'not', 'between']

/** Comparisons are conditions, and SQL Server has no values that are true or false. */
export function hasCondition(nodes: readonly Node[]): boolean {
  let depth = 0
  for (const [i, node] of nodes.entries()) {
    if (is(node, 'case')) depth++
    else if (is(node, 'end')) depth--
    else if (depth > 0) continue
    else if (node.kind === 'group') {
      if (!is(node.of[0], 'select') && hasCondition(node.of)) return true
    } else if (is(node, ...COMPARISONS) && !(is(node, 'is') && i === 0)) return true
  }
  return depth !== 0
}
