/** What an operation may cost at most: rows times fields, multiplied through nested lists, known before any database is asked. */

import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql'
import { type FieldPrice, type Prices, type RowsOf, UNKNOWN } from './prices.ts'

/** A count, an aggregate or groups: the whole list is read for it, whatever the page. */
export const WHOLE = 10
/** The schema asked about itself, whatever of it: no database takes part. */
export const INTROSPECTION = 100
/** Items of a list whose length nothing tells: values of one row, or the gateway's own. */
export const ITEMS = 10
/** An object in a list, beside its keys: to read it against its type costs, whatever of it is given. */
export const OBJECT = 20
/** A row that is written, beside the values given for it and what is asked of it: locks, indexes and references are looked after. */
export const WRITTEN = 10

export interface PageSizes {
  readonly defaultPageSize: number
  readonly maxPageSize: number
  /** Rows that one mutation may write. */
  readonly maxBatchSize: number
}

/** What the cost depends on beside the document. */
export type Variables = Readonly<Record<string, unknown>>

/** The values of the variables of one request. */
interface Given {
  value(name: string): unknown
  /** Keys of all objects in it, and values of all lists, of which objects count as `OBJECT`. */
  keys(name: string): number
}

/** A number, or what it is once variables have values. */
type Price = number | ((given: Given) => number)

/** A selection on some rows: what it costs once, and what it costs per row of the connection that it stands in. */
interface Extent {
  readonly once: Price
  readonly each: Price
}

const NOTHING: Extent = { once: 0, each: 0 }

/**
 * The price of one operation as a function of its variables; what depends on the document alone is added up here.
 * The document must be valid.
 */
export function priceOf(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  prices: Prices,
  sizes: PageSizes,
): (variables: Variables) => number {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition)
  }
  const known = new Map<string, Extent>()

  const ofFragment = (name: string): Extent => {
    const fragment = fragments.get(name)
    if (fragment === undefined) return NOTHING
    const extent = known.get(name) ?? ofSet(fragment.typeCondition.name.value, fragment.selectionSet)
    known.set(name, extent)
    return extent
  }
  const ofSet = (type: string, set: SelectionSetNode): Extent => {
    const once: Price[] = []
    const each: Price[] = []
    for (const selection of set.selections) {
      const extent = ofSelection(type, selection)
      once.push(extent.once)
      each.push(extent.each)
    }
    return { once: sum(once), each: sum(each) }
  }
  const ofSelection = (type: string, selection: SelectionNode): Extent => {
    let extent: Extent
    if (selection.kind === 'Field') extent = ofField(type, selection)
    else if (selection.kind === 'FragmentSpread') extent = ofFragment(selection.name.value)
    else extent = ofSet(selection.typeCondition?.name.value ?? type, selection.selectionSet)
    for (const { name, arguments: given } of selection.directives ?? []) {
      const condition = given?.find((argument) => argument.name.value === 'if')?.value
      if (condition === undefined || (name.value !== 'skip' && name.value !== 'include')) continue
      const wanted = name.value === 'include'
      extent = { once: when(condition, wanted, extent.once), each: when(condition, wanted, extent.each) }
    }
    return extent
  }
  const ofField = (type: string, field: FieldNode): Extent => {
    const name = field.name.value
    if (name === '__schema' || name === '__type') return { once: INTROSPECTION, each: 0 }
    const price = prices.get(type)?.get(name) ?? UNKNOWN
    const own = sum([price.own, ...(field.arguments ?? []).map(({ value }) => keysIn(value))])
    const inner = field.selectionSet === undefined || price.type === undefined ? NOTHING : ofSet(price.type, field.selectionSet)
    return ofKind(price, own, inner, field.arguments ?? [])
  }
  const ofKind = ({ kind, rows }: FieldPrice, own: Price, inner: Extent, given: readonly ArgumentNode[]): Extent => {
    // A connection's own price and rows; one that is reached without arguments has a page as it comes.
    if (kind === 'connection' || kind === 'plain') return { once: sum([own, inner.once, times(rowsOf(given, sizes), inner.each)]), each: 0 }
    if (kind === 'written')
      return { once: sum([own, inner.once, times(writtenBy(rows, given, sizes), sum([WRITTEN, inner.each]))]), each: 0 }
    if (kind === 'rows') return { once: own, each: inner.once }
    if (kind === 'groups') return { once: sum([own, WHOLE, times(rowsOf(given, sizes), inner.once)]), each: 0 }
    if (kind === 'whole') return { once: sum([own, WHOLE, inner.once]), each: 0 }
    return { once: sum([own, times(ITEMS, inner.once)]), each: 0 }
  }

  const price = ofSet(prices.root(operation.operation), operation.selectionSet).once
  if (typeof price === 'number') return () => price
  const defaults = new Map<string, unknown>()
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    if (defaultValue !== undefined) defaults.set(variable.name.value, valueFromASTUntyped(defaultValue))
  }
  return (variables) => price(givenOf(variables, defaults))
}

function givenOf(variables: Variables, defaults: ReadonlyMap<string, unknown>): Given {
  // One variable may stand in many places, and a client decides how large it is.
  const counted = new Map<string, number>()
  const value = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : defaults.get(name))
  return {
    value,
    keys(name) {
      const keys = counted.get(name) ?? keysOf(value(name))
      counted.set(name, keys)
      return keys
    },
  }
}

function sum(prices: readonly Price[]): Price {
  let constant = 0
  const open: ((given: Given) => number)[] = []
  for (const price of prices) {
    if (typeof price === 'number') constant += price
    else open.push(price)
  }
  if (open.length === 0) return constant
  return (given) => {
    let total = constant
    for (const price of open) total += price(given)
    return total
  }
}

function times(rows: Price, price: Price): Price {
  if (typeof rows === 'number' && typeof price === 'number') return rows * price
  if (price === 0) return 0
  return (given) => amount(rows, given) * amount(price, given)
}

const amount = (price: Price, given: Given): number => (typeof price === 'number' ? price : price(given))

/** The price of what stands under a condition; one that is neither true nor false is refused later, and counts as met. */
function when(condition: ValueNode, wanted: boolean, price: Price): Price {
  if (condition.kind === 'BooleanValue') return condition.value === wanted ? price : 0
  if (condition.kind !== 'Variable' || price === 0) return price
  const name = condition.name.value
  return (given) => (given.value(name) === !wanted ? 0 : amount(price, given))
}

/** The rows that a page may have: `first` or `last`, the larger where both are there, which is refused later. */
function rowsOf(given: readonly ArgumentNode[], sizes: PageSizes): Price {
  const asked = given.filter(({ name }) => name.value === 'first' || name.value === 'last').map(({ value }) => sizeOf(value, sizes))
  const [one, other] = asked
  if (one === undefined) return sizes.defaultPageSize
  if (other === undefined) return one
  return (values) => Math.max(amount(one, values), amount(other, values))
}

function sizeOf(value: ValueNode, sizes: PageSizes): Price {
  if (value.kind === 'Variable') return (given) => within(given.value(value.name.value), sizes)
  return within(value.kind === 'IntValue' ? Number(value.value) : undefined, sizes)
}

/** The rows that a mutation may write. */
function writtenBy(by: RowsOf | undefined, given: readonly ArgumentNode[], { maxBatchSize }: PageSizes): Price {
  const value = given.find(({ name }) => name.value === by)?.value
  if (value === undefined) return 1
  if (value.kind === 'Variable') return (values) => atMost(values.value(value.name.value), maxBatchSize)
  if (value.kind === 'ListValue') return Math.min(value.values.length, maxBatchSize)
  return atMost(value.kind === 'IntValue' ? Number(value.value) : undefined, maxBatchSize)
}

/** A number of rows, or a list of them; one of neither kind is one row, or refused later. */
function atMost(rows: unknown, most: number): number {
  if (Array.isArray(rows)) return Math.min(rows.length, most)
  return typeof rows === 'number' && !Number.isNaN(rows) ? Math.min(Math.max(rows, 0), most) : 1
}

/** A page size that the graph takes: what is beyond it is refused where it stands, by a better message than a cost. */
function within(size: unknown, { defaultPageSize, maxPageSize }: PageSizes): number {
  return typeof size === 'number' && !Number.isNaN(size) ? Math.min(Math.max(size, 0), maxPageSize) : defaultPageSize
}

/**
 * Keys of all objects in an argument: each is a condition, a term or a value to be written. In lists each value counts as well:
 * a database may compare every row with every one of them.
 */
function keysIn(value: ValueNode): Price {
  if (value.kind === 'Variable') return (given) => given.keys(value.name.value)
  if (value.kind === 'ListValue') return sum(value.values.flatMap((item) => [itemPrice(item), keysIn(item)]))
  if (value.kind === 'ObjectValue') return sum([value.fields.length, ...value.fields.map((field) => keysIn(field.value))])
  return 0
}

const itemPrice = ({ kind }: ValueNode): number => (kind === 'ObjectValue' ? OBJECT : kind === 'ListValue' ? 0 : 1)

/** Without recursion: the depth has been measured, but this must hold for whoever calls. */
function keysOf(value: unknown): number {
  const open = [value]
  let keys = 0
  while (open.length > 0) {
    const item = open.pop()
    if (item === null || typeof item !== 'object') continue
    const inner = Object.values(item)
    const isList = Array.isArray(item)
    for (const one of inner) {
      const nests = one !== null && typeof one === 'object'
      if (nests) open.push(one)
      if (!isList || !nests) keys += 1
      else if (!Array.isArray(one)) keys += OBJECT
    }
  }
  return keys
}
