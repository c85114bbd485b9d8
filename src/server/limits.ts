/** The size of a document, measured once before validation, and the limits it must keep. */

import type { DirectiveNode, DocumentNode, FragmentDefinitionNode, SelectionSetNode, ValueNode } from 'graphql'
import { GatewayError } from '../base/errors.ts'

export interface DocumentLimits {
  /** Levels of fields, fragments expanded; a root field is level 1. The introspection query of GraphiQL needs 15. */
  readonly maxDepth: number
  /** Fields of one operation's root, fragments expanded, each alias counted. */
  readonly maxRootFields: number
  /** Fields of the whole document, fragments expanded at each spread. */
  readonly maxFields: number
  /** Aliases of the whole document, fragments expanded at each spread. */
  readonly maxAliases: number
  /** Directives as written. */
  readonly maxDirectives: number
  /** Fields written again in one selection set: validation compares every pair of them. */
  readonly maxRepeats: number
  /** Fragment spreads as written: validation compares every pair of them too. */
  readonly maxSpreads: number
  /** Levels of lists and objects in a literal or a variable. */
  readonly maxValueDepth: number
}

/** What holds where the caller names no other figure. */
export const DEFAULT_DOCUMENT_LIMITS = {
  maxFields: 2_000,
  maxAliases: 100,
  maxDirectives: 100,
  maxRepeats: 25,
  maxSpreads: 80,
  maxValueDepth: 50,
} as const satisfies Partial<DocumentLimits>

/** The measures of a document, each named as its limit. */
export type DocumentSize = { readonly [L in keyof DocumentLimits]: number }

/** What one pass over a document finds. */
export interface Measured extends DocumentSize {
  /** Whether it asks for the schema anywhere, by whatever alias or fragment. */
  readonly introspects: boolean
}

interface Extent {
  /** Fields at this level itself. */
  readonly top: number
  readonly fields: number
  readonly aliases: number
  readonly depth: number
}

const NOTHING: Extent = { top: 0, fields: 0, aliases: 0, depth: 0 }

/**
 * Measures a document in one pass over its text: each fragment is measured once and its extent added at every spread, so
 * fragments that multiply each other cost no time here, only a large figure. A spread inside its own fragment counts as
 * nothing: validation refuses the document for it.
 */
export function measureDocument(document: DocumentNode): Measured {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition)
  }
  const extents = new Map<string, Extent>()
  let directives = 0
  let repeats = 0
  let spreads = 0
  let valueDepth = 0
  let introspects = false

  const readValue = (value: ValueNode) => {
    valueDepth = Math.max(valueDepth, literalDepth(value))
  }
  const readDirectives = (nodes: readonly DirectiveNode[] | undefined) => {
    for (const node of nodes ?? []) {
      directives += 1
      for (const argument of node.arguments ?? []) readValue(argument.value)
    }
  }
  const ofFragment = (name: string): Extent => {
    const known = extents.get(name)
    if (known !== undefined) return known
    const fragment = fragments.get(name)
    if (fragment === undefined) return NOTHING
    extents.set(name, NOTHING)
    readDirectives(fragment.directives)
    const extent = ofSelections(fragment.selectionSet, new Set())
    extents.set(name, extent)
    return extent
  }
  const ofSelections = (set: SelectionSetNode, names: Set<string>): Extent => {
    let { top, fields, aliases, depth } = NOTHING
    for (const selection of set.selections) {
      readDirectives(selection.directives)
      if (selection.kind === 'Field') {
        const field = selection.name.value
        if (field === '__schema' || field === '__type') introspects = true
        const name = selection.alias?.value ?? field
        if (names.has(name)) repeats += 1
        names.add(name)
        for (const argument of selection.arguments ?? []) readValue(argument.value)
        const inner = selection.selectionSet === undefined ? NOTHING : ofSelections(selection.selectionSet, new Set())
        top += 1
        fields += 1 + inner.fields
        aliases += (selection.alias === undefined ? 0 : 1) + inner.aliases
        depth = Math.max(depth, 1 + inner.depth)
      } else {
        if (selection.kind === 'FragmentSpread') spreads += 1
        const inner = selection.kind === 'FragmentSpread' ? ofFragment(selection.name.value) : ofSelections(selection.selectionSet, names)
        top += inner.top
        fields += inner.fields
        aliases += inner.aliases
        depth = Math.max(depth, inner.depth)
      }
    }
    return { top, fields, aliases, depth }
  }

  let { top: rootFields, fields, aliases, depth } = NOTHING
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition') ofFragment(definition.name.value)
    if (definition.kind !== 'OperationDefinition') continue
    readDirectives(definition.directives)
    for (const variable of definition.variableDefinitions ?? []) {
      readDirectives(variable.directives)
      if (variable.defaultValue !== undefined) readValue(variable.defaultValue)
    }
    const extent = ofSelections(definition.selectionSet, new Set())
    rootFields = Math.max(rootFields, extent.top)
    fields += extent.fields
    aliases += extent.aliases
    depth = Math.max(depth, extent.depth)
  }
  return {
    maxDepth: depth,
    maxRootFields: rootFields,
    maxFields: fields,
    maxAliases: aliases,
    maxDirectives: directives,
    maxRepeats: repeats,
    maxSpreads: spreads,
    maxValueDepth: valueDepth,
    introspects,
  }
}

const MEASURES: { readonly [L in keyof DocumentLimits]: string } = {
  maxDepth: 'levels of fields',
  maxRootFields: 'root fields',
  maxFields: 'fields',
  maxAliases: 'aliases',
  maxDirectives: 'directives',
  maxRepeats: 'repeated fields in one selection',
  maxSpreads: 'fragment spreads',
  maxValueDepth: 'levels of lists and objects in a value',
}

/** The refusal for the first limit that the document breaks, naming it, its figure and the document's; undefined within all. */
export function exceededLimit(size: DocumentSize, limits: DocumentLimits): GatewayError | undefined {
  for (const name of Object.keys(MEASURES) as (keyof DocumentLimits)[]) {
    if (size[name] > limits[name]) return limitExceeded(name, MEASURES[name], size[name], limits[name])
  }
  return undefined
}

/** The refusal of something too large; `figure` is what was sent. */
export function limitExceeded(limit: string, measure: string, figure: number, most: number): GatewayError {
  // Fragments that double each other reach figures that nobody can read.
  const sent = figure > 1_000_000 ? 'more than 1000000' : String(figure)
  return new GatewayError('QUERY_LIMIT_EXCEEDED', `${sent} ${measure}; the limit ${limit} is ${most}.`)
}

/** The refusal of an operation that may cost too much. */
export function costExceeded(cost: number, most: number): GatewayError {
  const { code, message } = limitExceeded('maxCost', 'rows times fields, through nested lists, may this cost', cost, most)
  return new GatewayError(code, `${message} Ask for smaller pages by first, or for fewer fields.`)
}

/** Levels of lists and objects in a JSON value, counted up to `most`; without recursion, because a client decides how deep it goes. */
export function valueDepth(value: unknown, most: number): number {
  const isNest = (item: unknown) => item !== null && typeof item === 'object'
  let level = [value].filter(isNest)
  let depth = 0
  while (level.length > 0 && depth < most) {
    depth += 1
    level = level.flatMap((item) => Object.values(item as object)).filter(isNest)
  }
  return depth
}

function literalDepth(value: ValueNode): number {
  if (value.kind === 'ListValue') return 1 + Math.max(0, ...value.values.map(literalDepth))
  if (value.kind === 'ObjectValue') return 1 + Math.max(0, ...value.fields.map((field) => literalDepth(field.value)))
  return 0
}
