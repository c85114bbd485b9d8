/** Value completion, compiled: what generated fields find under their keys becomes JSON text, without an executor that visits every leaf. */

import {
  type FieldNode,
  type GraphQLError,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  locatedError,
} from 'graphql'
import { byKey, byName, type Found } from './refs.ts'
import { type Collected, collectFields, type SelectionEnv, subSets } from './select/collect.ts'

/** What the fields of one operation share while it is completed. */
export interface Completing {
  /** The response keys and indexes from the root down to where it is; what stands beyond the depth of a call is of others. */
  readonly path: (string | number)[]
  readonly errors: GraphQLError[]
  /** Characters that the answer may still have. */
  left: number
}

/** The JSON text of a value; undefined where it is null and may not be, so that the object around it is null. */
export type Complete = (value: unknown, run: Completing, depth: number) => string | undefined

/** Ends the completion of an answer that is too large. */
export class TooLarge extends Error {}

/** Characters around each value: a colon, a comma. */
const AROUND = 2
const NULL = 4

/** Keys and nulls count as values do: an alias may be as long as a document, and stand in every row. */
function charge(run: Completing, characters: number): void {
  run.left -= characters + AROUND
  if (run.left < 0) throw new TooLarge()
}

/**
 * Compiles the completion of a field's values (GraphQL specification, section 6.4.3). Type and selection are known, so are all keys.
 * @param field as it was collected on the type named `parent`
 * @returns undefined where a part of it is not generated: an abstract type, a resolver of someone's own
 */
export function compileField(env: SelectionEnv, parent: string, type: GraphQLOutputType, field: Collected): Complete | undefined {
  return ofType(env, type, field, `${parent}.${field.name}`)
}

function ofType(env: SelectionEnv, type: GraphQLOutputType, field: Collected, place: string): Complete | undefined {
  const strict = isNonNullType(type)
  const inner = ofNullable(env, strict ? type.ofType : type, field, place)
  return inner && guarded(inner, field.nodes, strict ? place : undefined)
}

function ofNullable(env: SelectionEnv, type: GraphQLOutputType, field: Collected, place: string): Complete | undefined {
  if (isListType(type)) {
    const item = ofType(env, type.ofType, field, place)
    return item && ofList(item, place)
  }
  if (isLeafType(type)) return ofLeaf(type)
  return isObjectType(type) ? ofObject(env, type, field) : undefined
}

/**
 * Null, errors and what must not be null.
 * @param place the field's coordinate where its value must not be null
 */
function guarded(inner: Complete, nodes: readonly FieldNode[], place: string | undefined): Complete {
  const absent = place === undefined ? 'null' : undefined
  return (value, run, depth) => {
    try {
      if (value instanceof Error) throw value
      if (value !== null && value !== undefined) return inner(value, run, depth) ?? absent
      if (place === undefined) {
        charge(run, NULL)
        return absent
      }
      throw new Error(`Cannot return null for non-nullable field ${place}.`)
    } catch (error) {
      if (error instanceof TooLarge) throw error
      run.errors.push(locatedError(error, nodes, run.path.slice(0, depth)))
      return absent
    }
  }
}

function ofList(item: Complete, place: string): Complete {
  return (value, run, depth) => {
    if (!Array.isArray(value)) throw new Error(`Expected Iterable, but did not find one for field "${place}".`)
    let text = '['
    for (let i = 0; i < value.length; i++) {
      run.path[depth] = i
      const part = item(value[i], run, depth + 1)
      if (part === undefined) return undefined
      text += i === 0 ? part : `,${part}`
    }
    return `${text}]`
  }
}

function ofLeaf(type: GraphQLLeafType): Complete {
  return (value, run) => {
    const serialized = type.serialize(value)
    const text = typeof serialized === 'string' ? quoted(serialized) : JSON.stringify(serialized)
    if (text === undefined || serialized === null) throw new Error(`Expected "${type.name}" to return a value, and it returned none.`)
    charge(run, text.length)
    return text
  }
}

/** Most texts need no escape, and to look is cheaper than to write them one character after another. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what JSON must escape.
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/
const quoted = (text: string): string => (ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`)

interface Part {
  /** The brace or comma before it, its key and the colon. */
  readonly before: string
  readonly key: string
  /** Of the field, where its value stands under that. */
  readonly name: string | undefined
  readonly complete: Complete
}

function ofObject(env: SelectionEnv, type: GraphQLObjectType, field: Collected): Complete | undefined {
  const definitions = type.getFields()
  const parts: Part[] = []
  for (const each of collectFields(env, type, subSets(field))) {
    const { key, name } = each
    const before = `${parts.length === 0 ? '{' : ','}${JSON.stringify(key)}:`
    if (name === '__typename') {
      const text = JSON.stringify(type.name)
      parts.push({ before: before + text, key, name: undefined, complete: () => '' })
      continue
    }
    const definition = definitions[name]
    if (definition?.resolve !== byKey && definition?.resolve !== byName) return undefined
    const complete = compileField(env, type.name, definition.type, each)
    if (complete === undefined) return undefined
    parts.push({ before, key, name: definition.resolve === byName ? name : undefined, complete })
  }
  const open = parts.length === 0 ? '{' : ''
  const keys = parts.reduce((sum, { before }) => sum + before.length, 0)
  return (value, run, depth) => {
    charge(run, keys)
    const found = value as Found
    let text = open
    for (const { before, key, name, complete } of parts) {
      run.path[depth] = key
      const part = complete(name === undefined ? found[key] : Object.hasOwn(found, name) ? found[name] : null, run, depth + 1)
      if (part === undefined) return undefined
      text += before + part
    }
    return `${text}}`
  }
}
