/** What SQL Server refuses and look-alikes let pass, found in the text of a statement: for servers that cannot be had here. */

import { bindingFaults } from './tsql-binder.ts'
import { any, clauses, hasCondition, is, type Node, show, split, tokens, tree } from './tsql-text.ts'
import type { Columns } from './tsql-types.ts'

const AGGREGATES = ['sum', 'count', 'min', 'max', 'avg', 'count_big']

const isAggregate = (node: Node | undefined, next: Node | undefined): boolean => is(node, ...AGGREGATES) && next?.kind === 'group'

/** Whether rows are put together here, and not in a select further in. */
const aggregates = (nodes: readonly Node[]): boolean =>
  nodes.some((node, i) => isAggregate(node, nodes[i + 1]) || (node.kind === 'group' && !is(node.of[0], 'select') && aggregates(node.of)))

/** The text of what is left of it beside aggregates and other selects. */
function beside(nodes: readonly Node[]): string {
  const parts = nodes.map((node, i) => {
    if (node.kind !== 'group') return node.text
    return is(node.of[0], 'select') || isAggregate(nodes[i - 1], node) ? '#' : `(${beside(node.of)})`
  })
  return parts.join(' ')
}

/** Of groups only what they are grouped by may be said, in the very same words. */
function groupFaults(parts: ReadonlyMap<string, readonly Node[]>, select: readonly Node[]): string[] {
  const [group, having = [], order = []] = [parts.get('group'), parts.get('having'), parts.get('order')]
  if (aggregates(parts.get('where') ?? [])) return ['147: an aggregate in a where']
  if (group === undefined && !aggregates([...select, ...having, ...order])) return []
  const terms = group === undefined ? [] : split(group.slice(1), ',').map(beside)
  const longestFirst = terms.toSorted((a, b) => b.length - a.length)
  return [select, having, order].flatMap((part) => {
    const left = longestFirst.reduce((text, term) => text.replaceAll(term, '#'), beside(part).replaceAll(/ as "[^"]*"/g, ''))
    const column = /"[^"]*" \. "[^"]*"/.exec(left)?.[0]
    return column === undefined ? [] : [`8120: ${column} is neither grouped by nor in an aggregate`]
  })
}

/** @returns what is wrong with a select and those in it; empty where nothing is */
function selectFaults(nodes: readonly Node[], derived: boolean): string[] {
  const faults: string[] = []
  const parts = clauses(nodes)
  const select = parts.get('select') ?? []
  const order = parts.get('order')
  const page = parts.get('offset')
  const top = is(select[0], 'top') || (is(select[0], 'distinct') && is(select[1], 'top'))
  if (derived && order !== undefined && page === undefined && !top) faults.push('1033: order by in a table of another select')
  if (page !== undefined && order === undefined) faults.push('153: offset without order by')
  if (page !== undefined && top) faults.push('10741: top and offset together')
  if (page !== undefined) {
    const fetched = page.findIndex((node) => is(node, 'fetch'))
    const count = page[fetched + 2]
    if (fetched >= 0 && !(count?.kind === 'group' && is(count.of[0], 'case'))) faults.push('10744: a fetch that may be of no rows')
  }
  if (order !== undefined) {
    const terms = split(order.slice(1), ',').map((term) => show(term.filter((node) => !is(node, 'asc', 'desc'))))
    if (new Set(terms).size < terms.length) faults.push(`169: a column twice in order by: ${terms.join(' | ')}`)
    for (const term of terms) if (!/"|count \(|^\( ?select null ?\)$/.test(term)) faults.push(`408: ordered by a constant: ${term}`)
    if (is(select[0], 'distinct')) faults.push('145: order by beside distinct')
  }
  const grouped = parts.get('group')
  for (const term of grouped === undefined ? [] : split(grouped.slice(1), ',')) {
    if (any(term, (node) => is(node, 'select'))) faults.push(`144: grouped by a subselect: ${show(term)}`)
    if (!any(term, (node) => node.kind === 'name')) faults.push(`164: grouped by no column: ${show(term)}`)
  }
  faults.push(...groupFaults(parts, select))
  const items = split(top ? select.slice(2) : select, ',').map((item) => item.filter((node) => !is(node, 'distinct')))
  for (const item of items) if (hasCondition(item)) faults.push(`a condition is selected: ${show(item)}`)
  return faults
}

function levelFaults(nodes: readonly Node[], inner: boolean): string[] {
  const faults: string[] = []
  if (is(nodes[0], 'select') || nodes.some((node) => is(node, 'select'))) {
    const start = nodes.findIndex((node) => is(node, 'select'))
    faults.push(...selectFaults(nodes.slice(start), inner))
  }
  for (const [i, node] of nodes.entries()) {
    const [before, after] = [nodes[i - 1], nodes[i + 1]]
    if (node.kind !== 'group') continue
    const isSelect = is(node.of[0], 'select')
    const function_ = before?.kind === 'word' ? before.text : ''
    if (AGGREGATES.includes(function_) && any(node.of, (each) => is(each, 'select'))) faults.push(`130: ${function_} of a subselect`)
    if (AGGREGATES.includes(function_) && aggregates(node.of)) faults.push(`130: ${function_} of an aggregate`)
    if (function_ === 'over' && !node.of.some((each) => is(each, 'order'))) faults.push('4112: a window without order by')
    if (function_ === 'in' && isSelect && split((clauses(node.of).get('select') ?? []) as Node[], ',').length > 1)
      faults.push('116: more than one column after in')
    const compared = is(after, 'in', '=', '<>', '<', '>', '<=', '>=')
    if (
      !isSelect &&
      compared &&
      split(node.of, ',').length > 1 &&
      (before === undefined || is(before, 'where', 'and', 'or', 'on', 'not', 'when', ','))
    )
      faults.push(`a row of values is compared: (${show(node.of)})`)
    if (function_ === 'openjson') {
      const [, path] = split(node.of, ',')
      if (path !== undefined && !(path.length === 1 && (path[0]?.kind === 'text' || path[0]?.kind === 'parameter')))
        faults.push(`openjson takes a text or a parameter as its path: ${show(path)}`)
    }
    faults.push(...levelFaults(node.of, true))
  }
  return faults
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\blimit\b/, 'limit'],
  [/\bnulls (first|last)\b/, 'nulls first or last'],
  [/\|\|/, '||'],
  [/::/, '::'],
  [/\b(true|false)\b/, 'true or false'],
  [/\bis (not )?distinct from\b/, 'is distinct from, before 2022'],
  [/\bis (not )?(true|false)\b/, 'is true'],
  [/\b(materialized|lateral|returning|ilike|similar|using|natural)\b/, 'a word of other products'],
  [/\b(datetrunc|date_bucket|greatest|least|string_split|generate_series|json_array|json_object|json_path_exists)\b/, 'a function of 2022'],
  [/\bif not exists "|\bif exists "/, 'if exists'],
  [/\b(encode|decode|concat_ws)\b/, 'a function of the look-alike'],
]

/** What of a text is not a name and not a text constant. */
const bare = (text: string): string =>
  tokens(text)
    .map((token) => (token.kind === 'text' ? "''" : token.kind === 'name' ? '""' : token.text))
    .join(' ')

/** Columns of text, and whether their collation is a declared one. */
export type TextColumns = ReadonlyMap<string, boolean>

/** Two columns that are compared must have one collation: 468. What is cast from bytes, or has a collation beside it, has none of its own. */
function collationFaults(text: string, columns: TextColumns): string[] {
  const faults: string[] = []
  const column = String.raw`"((?:[^"]|"")*)"\."((?:[^"]|"")*)"`
  for (const [whole, leftTable, left, rightTable, right] of text.matchAll(new RegExp(`${column} = ${column}`, 'g'))) {
    const own = (table = '', name = ''): boolean | undefined => {
      if (table === 'e') return /^s\d*$/.test(name) ? false : undefined
      return /^t\d+$/.test(table) ? columns.get(name) : undefined
    }
    const isBound = (table = '', name = '') => (table === 'k' || table === 'm') && /^[ck]\d+$/.test(name)
    const [a, b] = [own(leftTable, left), own(rightTable, right)]
    if (a !== undefined && b !== undefined && a !== b) faults.push(`468: ${whole}`)
    if ((a !== undefined && isBound(rightTable, right)) || (b !== undefined && isBound(leftTable, left)))
      faults.push(`468: a bound text beside a column: ${whole}`)
  }
  if (/"e"\."s\d*" (=|<>|<|>)|(=|<>|<|>) "e"\."s\d*"/.test(text)) faults.push('468: a bound text is compared in its own collation')
  if (/[^N]'[^']*[^\x20-\x7e][^']*'/.test(text)) faults.push('a text constant without N')
  return faults
}

/**
 * @param parameters how many the statement has
 * @param tables those it is about; without them names and types are not looked at
 * @returns what is wrong with it; empty where nothing is
 */
export function faultsOf(
  text: string,
  parameters: number,
  columns: TextColumns = new Map(),
  tables?: ReadonlyMap<string, Columns>,
): string[] {
  const faults = WORDS.filter(([pattern]) => pattern.test(bare(text))).map(([, fault]) => fault)
  if (parameters > 2098) faults.push(`8003: ${parameters} parameters`)
  const numbers = new Set([...text.matchAll(/@p(\d+)/g)].map(([, number]) => Number(number)))
  if (numbers.size !== parameters || Math.max(0, ...numbers) !== parameters) faults.push('parameters that are not those of the text')
  for (const name of text.matchAll(/"((?:[^"]|"")*)"/g))
    if ((name[1] ?? '').length > 128) faults.push(`103: a name of more than 128 characters`)
  const nodes = tree(tokens(text))
  // Common tables come first, each in brackets behind its name.
  faults.push(...levelFaults(nodes, false), ...collationFaults(text, columns))
  if (tables !== undefined) faults.push(...bindingFaults(text, tables))
  return [...new Set(faults)]
}
