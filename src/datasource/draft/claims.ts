/** Which names of the graph are taken while models are drafted. */

import { RESERVED_ROOTS, RESERVED_TYPES } from '../../model/check.ts'
import type { FieldType, ModelDefinition } from '../../model/model.ts'
import {
  enumTypeNames,
  manyField,
  modelTypeNames,
  objectTypeNames,
  PAYLOAD_FIELDS,
  pluralOf,
  singleField,
  uniqueField,
} from '../../model/names.ts'
import { nameGiver } from './names.ts'

type Named = Extract<FieldType, { kind: 'enum' | 'object' }>

export interface Claims {
  /** The first of these names whose every generated name is free; from here on it is taken. */
  model(
    candidates: readonly string[],
    plural: (name: string) => string | undefined,
  ): { readonly name: string; readonly plural: string | undefined }
  /** Whether a root field's name was free; from here on it is taken. */
  root(name: string): boolean
  /** An enum or object under a name of its own; types that are alike share one. */
  type(candidates: readonly string[], make: (name: string) => Named): Named
}

/** @param existing models whose names are taken from the beginning */
export function claimsOf(existing: readonly ModelDefinition[]): Claims {
  const types = new Set(RESERVED_TYPES)
  const roots = new Set(RESERVED_ROOTS)
  const shapes = new Map<string, string>()
  const typeNames = (type: Named) => (type.kind === 'enum' ? enumTypeNames(type.name) : objectTypeNames(type.name))
  const rootNames = (name: string, plural: string | undefined) => [singleField(name), manyField(name, plural ?? pluralOf(name))]
  const ownTypes = (name: string, plural: string | undefined) => modelTypeNames(name, plural ?? pluralOf(name))
  const take = (names: readonly string[], from: Set<string>) => {
    for (const name of names) from.add(name)
  }
  const takeType = (type: FieldType): void => {
    if (type.kind === 'list') takeType(type.of)
    if (type.kind !== 'enum' && type.kind !== 'object') return
    shapes.set(type.name, JSON.stringify(type))
    take(typeNames(type), types)
    if (type.kind === 'object') for (const field of Object.values(type.fields)) takeType(field.type)
  }
  const claims: Claims = {
    model(candidates, plural) {
      const free = (name: string) =>
        !ownTypes(name, plural(name)).some((type) => types.has(type)) &&
        !rootNames(name, plural(name)).some((root) => roots.has(root) || PAYLOAD_FIELDS.includes(root)) &&
        new Set(rootNames(name, plural(name))).size === 2
      const name = nameGiver((candidate) => !free(candidate))(candidates)
      take(ownTypes(name, plural(name)), types)
      take(rootNames(name, plural(name)), roots)
      return { name, plural: plural(name) }
    },
    root(name) {
      const free = !roots.has(name)
      roots.add(name)
      return free
    },
    type(candidates, make) {
      const taken = (name: string) => {
        const made = make(name)
        return shapes.get(name) !== JSON.stringify(made) && typeNames(made).some((each) => types.has(each))
      }
      const made = make(nameGiver(taken)(candidates))
      takeType(made)
      return made
    },
  }
  for (const model of existing) {
    take(ownTypes(model.name, model.plural), types)
    take(rootNames(model.name, model.plural), roots)
    for (const group of model.unique ?? []) roots.add(uniqueField(model.name, group))
    for (const field of Object.values(model.fields)) takeType(field.type)
  }
  return claims
}
