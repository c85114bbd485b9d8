/** A statement bound as SQL Server binds it: every name resolved, every value given its type and collation, before anything runs. */

import { bindExpression, type Scope } from './tsql-expressions.ts'
import { clauses, is, type Node, show, split, tokens, tree } from './tsql-text.ts'
import { ANY, type Columns, DATABASE, isText, JSON_KEYS, type Typed, text, together, typeOf } from './tsql-types.ts'

/** What one statement shares. */
export interface Binding {
  readonly tables: ReadonlyMap<string, Columns>
  readonly common: Map<string, Columns>
  fault(text: string): void
  select(nodes: readonly Node[], outer: readonly Scope[]): Typed[]
}

const named = (node: Node | undefined): string => (node?.kind === 'name' ? node.text.slice(1, -1).replaceAll('""', '"') : '')

/** As a column of another table: its collation is that column's from there on. */
function asColumn(typed: Typed): Typed {
  if (!isText(typed)) return typed
  const { label = DATABASE } = typed
  if (label.from === 'said') return { ...typed, label: { from: 'column', of: label.of } }
  return label.from === 'database' ? { ...typed, label: { from: 'column', of: 'the database’s' } } : typed
}

/** The columns of a table made by a select: each with a name, none twice. */
function made(binding: Binding, nodes: readonly Node[], outer: readonly Scope[], alias: string): Columns {
  const types = binding.select(nodes, outer)
  const columns = new Map<string, Typed>()
  const items = split(withoutTop(clauses(nodes).get('select') ?? []), ',')
  items.forEach((item, i) => {
    const column = named(item.at(-1))
    const isNamed =
      column !== '' && (is(item.at(-2), 'as') || item.every((node, j) => (j % 2 === 0 ? node.kind === 'name' : is(node, '.'))))
    if (!isNamed) binding.fault(`8155: a column of ${alias} has no name: ${show(item)}`)
    else if (columns.has(column)) binding.fault(`8156: ${alias} has the column ${column} twice`)
    columns.set(column, asColumn(types[i] ?? ANY))
  })
  return columns
}

function withoutTop(select: readonly Node[]): readonly Node[] {
  const rest = is(select[0], 'distinct') ? select.slice(1) : select
  return is(rest[0], 'top') ? rest.slice(2) : rest
}

/** What OPENJSON gives: keys in a collation of their own, values in that of the text that is opened. */
function opened(binding: Binding, [json = []]: readonly (readonly Node[])[], declared: Node | undefined, outer: readonly Scope[]): Columns {
  const source = bindExpression(binding, json, outer)
  if (declared?.kind === 'group')
    return new Map(
      split(declared.of, ',').map((column) => [named(column[0]), typeOf(column.slice(1), { from: 'column', of: 'the database’s' })]),
    )
  return new Map([
    ['key', text(4_000, { from: 'column', of: JSON_KEYS })],
    ['value', asColumn(text(Number.POSITIVE_INFINITY, source.label))],
    ['type', { base: 'int' }],
  ])
}

/** The tables of a from clause, with the conditions that join them. */
function bindFrom(binding: Binding, nodes: readonly Node[], outer: readonly Scope[]): Scope {
  const scope = new Map<string, Columns>()
  let i = 0
  while (i < nodes.length) {
    while (is(nodes[i], 'join', 'left', ',')) i++
    const start = nodes[i]
    let columns: Columns | undefined
    let table = ''
    let pending: (() => Columns) | undefined
    if (start?.kind === 'group') {
      const at = named(nodes[i + 2])
      pending = () => made(binding, start.of, outer, at)
      i++
    } else if (is(start, 'openjson')) {
      const [args, declared] = [nodes[i + 1], is(nodes[i + 2], 'with') ? nodes[i + 3] : undefined]
      columns = opened(binding, args?.kind === 'group' ? split(args.of, ',') : [], declared, outer)
      i += declared === undefined ? 2 : 4
      table = 'openjson'
    } else if (start?.kind === 'name') {
      while (is(nodes[i + 1], '.')) i += 2
      table = named(nodes[i])
      columns = binding.common.get(table) ?? binding.tables.get(table)
      i++
    } else {
      binding.fault(`what is this in a from clause: ${show(nodes.slice(i))}`)
      return scope
    }
    if (is(nodes[i], 'as')) i++
    const alias = named(nodes[i])
    if (alias !== '') i++
    columns ??= pending?.()
    if (columns === undefined) binding.fault(`208: there is no table ${table}`)
    if (alias === '' && start?.kind === 'group') binding.fault('102: a table made by a select needs a name')
    if (scope.has(alias)) binding.fault(`1011: ${alias} is the name of two tables`)
    scope.set(alias === '' ? table : alias, columns ?? new Map())
    if (is(nodes[i], 'with')) i += 2
    if (is(nodes[i], 'on')) {
      const end = nodes.findIndex(
        (node, j) => (j > i && is(node, 'join', 'left') && nodes[j + 1]?.kind !== 'group') || (j > i && is(node, 'join')),
      )
      bindExpression(binding, nodes.slice(i + 1, end < 0 ? nodes.length : end), [scope, ...outer], true)
      i = end < 0 ? nodes.length : end
    }
  }
  return scope
}

/** Terms of an order, without their directions. */
const orderTerms = (nodes: readonly Node[]): Node[][] =>
  split(nodes.slice(1), ',').map((term) => term.filter((node) => !is(node, 'asc', 'desc')))

function bindSelect(binding: Binding, nodes: readonly Node[], outer: readonly Scope[]): Typed[] {
  const at = nodes.findIndex((node) => is(node, 'intersect'))
  if (at >= 0) {
    const [left, right] = [bindSelect(binding, nodes.slice(0, at), outer), bindSelect(binding, nodes.slice(at + 1), outer)]
    left.forEach((type, i) => {
      const other = right[i]
      if (other !== undefined && isText(type) && isText(other) && together(type.label, other.label, binding.fault).from === 'none')
        binding.fault(`468: in an intersection: ${show(nodes)}`)
    })
    return left
  }
  const parts = clauses(nodes)
  const scope = bindFrom(binding, parts.get('from') ?? [], outer)
  const scopes = parts.has('from') ? [scope, ...outer] : outer
  const bind = (part: readonly Node[], condition = false) => bindExpression(binding, part, scopes, condition)
  for (const clause of ['where', 'having']) if (parts.has(clause)) bind(parts.get(clause) ?? [], true)
  for (const clause of ['group', 'order'])
    for (const term of parts.has(clause) ? orderTerms(parts.get(clause) ?? []) : [])
      if (bind(term).label?.from === 'none') binding.fault(`451: ${clause} by a text of two collations: ${show(term)}`)
  return split(withoutTop(parts.get('select') ?? []), ',').map((item) => {
    const value = is(item.at(-2), 'as') ? item.slice(0, -2) : item
    const type = bind(value)
    if (type.label?.from === 'none') binding.fault(`451: a text of two collations is selected: ${show(value)}`)
    return type
  })
}

/** A change of rows: what is set, and which rows. */
function bindChange(binding: Binding, nodes: readonly Node[]): void {
  const from = nodes.findIndex((node) => is(node, 'from'))
  const where = nodes.findIndex((node) => is(node, 'where'))
  const scope = bindFrom(binding, nodes.slice(from + 1, where < 0 ? nodes.length : where), [])
  if (where >= 0) bindExpression(binding, nodes.slice(where + 1), [scope], true)
  const set = nodes.findIndex((node) => is(node, 'set'))
  if (set < 0) return
  const target = scope.get(named(nodes[1]))
  for (const setting of split(nodes.slice(set + 1, from), ',')) {
    const column = target?.get(named(setting[0]))
    const value = bindExpression(binding, setting.slice(2), [scope])
    if (column === undefined) binding.fault(`207: there is no column ${show(setting.slice(0, 1))}`)
    if (value.label?.from === 'none') binding.fault(`457: a text of two collations is assigned: ${show(setting)}`)
  }
}

/** @returns what is wrong with the types, names and collations of a statement; empty where nothing is */
export function bindingFaults(statement: string, tables: ReadonlyMap<string, Columns>): string[] {
  const faults = new Set<string>()
  for (const part of split(tree(tokens(statement)), ';')) {
    const binding: Binding = {
      ...{ tables, common: new Map() },
      fault: (fault) => void faults.add(fault),
      select: (nodes, outer) => bindSelect(binding, nodes, outer),
    }
    let rest = part
    if (is(rest[0], 'with'))
      do {
        const [, name, , body] = rest
        if (body?.kind === 'group') binding.common.set(named(name), made(binding, body.of, [], named(name)))
        rest = rest.slice(4)
      } while (is(rest[0], ','))
    const select = rest.findIndex((node) => is(node, 'select'))
    if (is(rest[0], 'update', 'delete')) bindChange(binding, rest)
    else if (
      (is(rest[0], 'insert') || select === 0) &&
      select >= 0 &&
      rest.some((node) => is(node, 'from')) &&
      !rest.some((node) => is(node, '@made') && !is(rest[0], 'insert'))
    )
      bindSelect(binding, rest.slice(select), [])
  }
  return [...faults]
}
