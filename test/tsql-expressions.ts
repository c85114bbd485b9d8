/** Expressions and conditions of T-SQL, bound: the type of each value, and what SQL Server says of types that do not go together. */

import type { Binding } from './tsql-binder.ts'
import { hasCondition, is, type Node, show, split } from './tsql-text.ts'
import {
  ANY,
  type Columns,
  calculated,
  DATABASE,
  decimal,
  exact,
  family,
  isText,
  JSON_KEYS,
  type Typed,
  text,
  together,
  typeOf,
} from './tsql-types.ts'

/** Tables by the names that a select has for them. */
export type Scope = Map<string, Columns>

const MAX = Number.POSITIVE_INFINITY

/** Shorter than its type says: a parameter, which is as long as the model allows, or a key of JSON. */
const isShort = ({ label = DATABASE }: Typed): boolean => label.from === 'database' || (label.from === 'column' && label.of === JSON_KEYS)

/** @param condition whether it is true or false and no value */
export function bindExpression(binding: Binding, nodes: readonly Node[], scopes: readonly Scope[], condition = false): Typed {
  const reader = createReader(binding, nodes, scopes)
  const found = condition ? reader.condition() : reader.value()
  if (!reader.done()) binding.fault(`102: not understood from here on: ${show(reader.rest())}`)
  return found ?? ANY
}

function createReader(binding: Binding, nodes: readonly Node[], scopes: readonly Scope[]) {
  let at = 0
  const peek = (...words: string[]): boolean => is(nodes[at], ...words)
  const take = (...words: string[]): boolean => {
    const found = peek(...words)
    if (found) at++
    return found
  }
  const bind = (part: readonly Node[], condition = false) => bindExpression(binding, part, scopes, condition)
  const { fault } = binding
  const here = (from: number) => show(nodes.slice(from, at))

  /** What is compared must be of one kind, and have one collation. */
  function compare(left: Typed, right: Typed, from: number): void {
    const [a, b] = [family(left), family(right)]
    if (![a, b].some((kind) => kind === 'any' || kind === 'null') && a !== b) fault(`206: ${a} is compared with ${b}: ${here(from)}`)
    if (isText(left) && isText(right) && together(left.label, right.label, fault).from === 'none') fault(`468: ${here(from)}`)
  }

  function condition(): undefined {
    do {
      do predicate()
      while (take('and'))
    } while (take('or'))
    return undefined
  }

  function predicate(): void {
    const from = at
    while (take('not')) {
      // Of a condition that is denied the parts are the same.
    }
    const node = nodes[at]
    if (take('exists')) {
      const group = nodes[at++]
      if (group?.kind === 'group') binding.select(group.of, scopes)
      return
    }
    if (node?.kind === 'group' && !is(node.of[0], 'select') && hasCondition(node.of)) {
      at++
      bind(node.of, true)
      return
    }
    const left = value()
    if (take('is')) {
      take('not')
      if (!take('null')) fault(`102: is what: ${here(from)}`)
      return
    }
    take('not')
    if (take('in')) {
      const group = nodes[at++]
      if (group?.kind === 'group') compare(left, binding.select(group.of, scopes)[0] ?? ANY, from)
    } else if (take('between')) {
      compare(left, value(), from)
      take('and')
      compare(left, value(), from)
    } else if (take('=', '<', '>', '<>', '<=', '>=', 'like')) compare(left, value(), from)
    else fault(`4145: a value where a condition is expected: ${here(from)}`)
  }

  function value(): Typed {
    let left = product()
    while (peek('+', '-')) {
      const from = at
      const operator = is(nodes[at++], '+') ? '+' : '-'
      left = operate(operator, left, product(), from)
    }
    return left
  }

  function product(): Typed {
    let left = unary()
    while (peek('*', '/', '%')) {
      const from = at
      const node = nodes[at++]
      left = operate(node?.kind === 'sign' ? node.text : '', left, unary(), from)
    }
    return left
  }

  function operate(operator: string, left: Typed, right: Typed, from: number): Typed {
    if (left.base === 'any' || right.base === 'any') return left.base === 'any' ? right : left
    if (isText(left) && isText(right) && operator === '+') return concatenated(left, right, from)
    if (left.base === 'varbinary' && right.base === 'varbinary') {
      const size = (left.size ?? 1) + (right.size ?? 1)
      if (size > 8_000 && size !== MAX) fault(`bytes are cut to 8,000: ${here(from)}`)
      return { base: 'varbinary', size }
    }
    if (family(left) !== 'number' || family(right) !== 'number' || left.base === 'bit' || right.base === 'bit') {
      fault(`402: ${left.base} ${operator} ${right.base}: ${here(from)}`)
      return ANY
    }
    if (left.base === 'float' || right.base === 'float') return { base: 'float' }
    if (left.base !== 'decimal' && right.base !== 'decimal') return left.base === 'bigint' ? left : right
    const { type, cut } = calculated(operator, left, right)
    if (cut) fault(`digits are cut off: ${JSON.stringify(exact(left))} ${operator} ${JSON.stringify(exact(right))}`)
    return type
  }

  function concatenated(left: Typed, right: Typed, from: number): Typed {
    const label = together(left.label, right.label, fault)
    const base = left.base === 'nvarchar' || right.base === 'nvarchar' ? 'nvarchar' : 'varchar'
    const most = base === 'nvarchar' ? 4_000 : 8_000
    const size = (left.size ?? 1) + (right.size ?? 1)
    if (size > most && size !== MAX && ![left, right].every(isShort))
      fault(
        `a text is cut to ${most}: ${left.base} of ${left.size} and ${right.base} of ${right.size} before ${here(Math.max(0, from - 3))}`,
      )
    return { base, size, label }
  }

  function unary(): Typed {
    if (take('-')) return unary()
    let typed = primary()
    while (take('collate')) {
      const node = nodes[at++]
      const of = node?.kind === 'word' ? node.text : ''
      if (!isText(typed) && typed.base !== 'any') fault(`447: a collation for ${typed.base}`)
      if (typed.label?.from === 'said') fault(`449: two collations are said of one text: ${here(0)}`)
      if (typed.base === 'varchar') fault(`a varchar leaves its code page: ${here(0)}`)
      typed = { ...typed, label: { from: 'said', of } }
    }
    return typed
  }

  function primary(): Typed {
    const node = nodes[at++]
    if (node === undefined) {
      fault(`102: a value is missing: ${show(nodes)}`)
      return ANY
    }
    if (node.kind === 'text') return text(Math.max(1, node.text.length - 3))
    if (node.kind === 'parameter') return ANY
    if (node.kind === 'number') {
      if (node.text.startsWith('0x')) return { base: 'varbinary', size: (node.text.length - 2) / 2 }
      const [whole = '', fraction = ''] = node.text.split('.')
      return fraction === '' && whole.length < 10 ? { base: 'int' } : decimal(whole.length + fraction.length, fraction.length)
    }
    if (node.kind === 'name') return column(node.text)
    if (node.kind === 'group') {
      if (!is(node.of[0], 'select')) return bind(node.of)
      const found = binding.select(node.of, scopes)
      if (found.length !== 1) fault(`116: a value of ${found.length} columns: ${show(node.of)}`)
      return found[0] ?? ANY
    }
    if (is(node, 'null')) return { base: 'null' }
    if (is(node, 'case')) return cases()
    const group = nodes[at]
    if (node.kind === 'word' && group?.kind === 'group') {
      at++
      return called(node.text, group.of)
    }
    fault(`102: ${show([node])} in ${show(nodes)}`)
    return ANY
  }

  const unquoted = (name: string): string => name.slice(1, -1).replaceAll('""', '"')

  function column(first: string): Typed {
    if (!take('.')) {
      fault(`207: a column without its table: ${first}`)
      return ANY
    }
    const second = nodes[at++]
    const [alias, name] = [unquoted(first), second?.kind === 'name' ? unquoted(second.text) : '']
    const found = scopes.find((scope) => scope.has(alias))?.get(alias)
    if (found === undefined) fault(`4104: ${first}.${name} cannot be bound`)
    else if (!found.has(name)) fault(`207: ${first} has no column ${name}`)
    return found?.get(name) ?? ANY
  }

  /** The branches of a case are put together as its value. */
  function cases(): Typed {
    const subject = peek('when') ? undefined : value()
    let found: Typed = { base: 'null' }
    while (take('when')) {
      const from = at
      if (subject === undefined) condition()
      else compare(subject, value(), from)
      if (!take('then')) fault(`102: when without then: ${here(0)}`)
      found = merged(found, value())
    }
    if (take('else')) found = merged(found, value())
    if (!take('end')) fault(`102: case without end: ${here(0)}`)
    return found
  }

  function merged(a: Typed, b: Typed): Typed {
    if (a.base === 'null' || a.base === 'any') return b.base === 'null' ? a : b
    if (b.base === 'null' || b.base === 'any') return a
    if (family(a) !== family(b)) fault(`206: ${a.base} or ${b.base} in one value`)
    if (!isText(a) || !isText(b)) return a
    return { ...a, size: Math.max(a.size ?? 1, b.size ?? 1), label: together(a.label, b.label, fault) }
  }

  function called(name: string, of: readonly Node[]): Typed {
    if (name === 'cast' || name === 'try_cast') {
      const as = of.findIndex((node) => is(node, 'as'))
      return converted(bind(of.slice(0, as)), of.slice(as + 1))
    }
    if (name === 'count') {
      if (!is(of[0], '*')) bind(is(of[0], 'distinct') ? of.slice(1) : of)
      return { base: 'int' }
    }
    if (name === 'row_number') {
      const over = nodes[at + 1]
      at += 2
      const parts = over?.kind === 'group' ? over.of : []
      const order = parts.findIndex((node) => is(node, 'order'))
      const terms = [...split(is(parts[0], 'partition') ? parts.slice(2, order) : [], ','), ...split(parts.slice(order + 2), ',')]
      for (const term of terms) if (term.length > 0) bind(term.filter((node) => !is(node, 'asc', 'desc')))
      return { base: 'bigint' }
    }
    const parts = split(of, ',')
    if (name === 'convert') return converted(bind(parts[1] ?? []), parts[0] ?? [])
    if (name === 'datediff' || name === 'dateadd' || name === 'datepart') {
      const values = parts.slice(1).map((part) => bind(part))
      return name === 'dateadd' ? (values[1] ?? ANY) : { base: 'int' }
    }
    return result(
      name,
      parts.filter((part) => part.length > 0).map((part) => bind(part)),
    )
  }

  function converted(of: Typed, type: readonly Node[]): Typed {
    const to = typeOf(type, of.label)
    if (!isText(to)) return to
    if (!isText(of)) return { ...to, label: DATABASE }
    const isUtf8 = of.label?.from === 'said' && of.label.of.endsWith('_utf8')
    if (of.base === 'nvarchar' && to.base !== 'nvarchar' && !isUtf8)
      fault(`what a code page has not becomes a question mark: ${show(nodes)}`)
    return to
  }

  function result(name: string, args: readonly Typed[]): Typed {
    const [first = ANY, second = ANY] = args
    const label = args.filter(isText).reduce((all, { label: own }) => together(all, own, fault), DATABASE)
    const compares = ['charindex', 'translate', 'nullif', 'replace', 'min', 'max']
    if (compares.includes(name) && label.from === 'none') fault(`446: ${name} of texts of two collations`)
    switch (name) {
      case 'charindex':
        return { base: first.size === MAX || second.size === MAX ? 'bigint' : 'int' }
      case 'len':
      case 'datalength':
        return { base: 'bigint' }
      case 'year':
      case 'month':
        return { base: 'int' }
      case 'isjson':
        return { base: 'int' }
      case 'datefromparts':
        return { base: 'date' }
      case 'nchar':
        return text(1)
      case 'string_escape':
      case 'json_query':
      case 'string_agg':
        if (name === 'string_agg' && first.size !== MAX && first.base !== 'any')
          fault('9829: string_agg of a text that is not of the longest type')
        return text(MAX, label)
      case 'coalesce':
        return args.reduce(merged)
      case 'left':
      case 'right':
      case 'substring':
      case 'reverse':
      case 'stuff':
      case 'translate':
        return isText(first) ? { ...first, label } : first
      case 'abs':
      case 'floor':
      case 'nullif':
        return first
      case 'min':
      case 'max':
        if (first.base === 'bit' || first.base === 'varbinary') fault(`8117: ${name} of ${first.base}`)
        return first
      case 'sum':
      case 'avg':
        if (family(first) !== 'number' || first.base === 'bit') fault(`8117: ${name} of ${first.base}`)
        if (first.base === 'int' || first.base === 'bigint') fault(`8115: ${name} of ${first.base} leaves the type`)
        return first.base === 'decimal' ? decimal(38, first.scale ?? 0) : first
      default:
        fault(`195: ${name} is no function that is known here`)
        return ANY
    }
  }

  return { condition, value, done: () => at >= nodes.length, rest: () => nodes.slice(at) }
}
