/** Random operands of a model: any, those that sort, those that add up. */

import type { Value } from '../../src/base/json.ts'
import { type Catalog, type CatalogModel, modelOf } from '../../src/model/catalog.ts'
import type { Field } from '../../src/model/model.ts'
import { ORDERED_KINDS, type ScalarType } from '../../src/model/scalars.ts'
import { type BindList, modelVia, operandAt } from '../../src/query/build.ts'
import type { Operand, Path } from '../../src/query/query.ts'
import type { Random } from './random-numbers.ts'

/** What a read is being made from. */
export interface Making {
  readonly random: Random
  readonly catalog: Catalog
  readonly rows: ReadonlyMap<string, readonly Readonly<Record<string, Value>>[]>
  readonly binds: BindList
}

/** Every path of a model, into nested objects too, with the type's kind at its end. */
export function pathsOf(model: CatalogModel): { path: Path; kind: string }[] {
  const found: { path: Path; kind: string }[] = []
  const visit = (path: Path, field: Field): void => {
    found.push({ path, kind: field.type.kind })
    if (field.type.kind === 'object') for (const [name, inner] of Object.entries(field.type.fields)) visit([...path, name], inner)
  }
  for (const field of model.fields.values()) visit([field.name], field)
  return found
}

/** No relation most of the time, else one or two to-one steps. */
export function randomVia({ random, catalog }: Making, model: CatalogModel): string[] {
  const via: string[] = []
  let at = model
  while (via.length < 2 && random.chance(0.15)) {
    const toOne = [...at.relations.values()].filter((relation) => !relation.many)
    if (toOne.length === 0) break
    const step = random.pick(toOne)
    via.push(step.name)
    at = modelOf(catalog, step.to)
  }
  return via
}

/** A field of the model, or of one behind to-one relations, whose kind fits; null where the model has none. */
function fieldWhere(making: Making, model: CatalogModel, fits: (kind: string, path: Path, at: CatalogModel) => boolean): Operand | null {
  const via = randomVia(making, model)
  const at = modelVia(making.catalog, model.name, via)
  const candidates = pathsOf(at).filter(({ path, kind }) => fits(kind, path, at))
  return candidates.length === 0 ? null : operandAt(at, making.random.pick(candidates).path, via, making.binds)
}

export function orderedOperand(making: Making, model: CatalogModel): Operand {
  for (;;) {
    const found = fieldWhere(making, model, (kind) => ORDERED_KINDS.has(kind as never))
    if (found !== null) return found
  }
}

/** Any field: objects, lists, JSON and bytes too. */
export function fieldOfAnyKind(making: Making, model: CatalogModel): Operand {
  for (;;) {
    const found = fieldWhere(making, model, () => true)
    if (found !== null) return found
  }
}

const NUMBERS: readonly string[] = ['int', 'bigInt', 'float', 'decimal']
/** What the graph takes the least and greatest of. */
const EXTREMES: readonly string[] = [...NUMBERS, 'date', 'time', 'dateTime', 'string']

/** A number that sums up within 64 bits: no keys, which may be as large as they get. Null where the model has none. */
export function summedOperand(making: Making, model: CatalogModel): Operand | null {
  const joins = (at: CatalogModel) => new Set([...at.key, ...[...at.relations.values()].flatMap((relation) => relation.fields)])
  return fieldWhere(making, model, (kind, path, at) => NUMBERS.includes(kind) && !joins(at).has(path[0]))
}

export function extremeOperand(making: Making, model: CatalogModel): Operand | null {
  return fieldWhere(making, model, (kind) => EXTREMES.includes(kind))
}

const JSON_KEYS = [['a'], ['a', 'b'], ['a', 'n'], ['a', 'flag'], ['k'], ['list'], ['a.b'], ['"q"'], ['$d'], ['a', 'none'], ['by']]

export const randomKeys = ({ random, binds }: Making) => binds.bind(random.pick(JSON_KEYS))

/** A scalar inside a JSON field; null where the model has no such field. */
export function jsonOperand(making: Making, model: CatalogModel): Operand | null {
  const field = fieldWhere(making, model, (kind) => kind === 'json')
  if (field === null || field.kind !== 'field') return null
  const as = making.random.pick<ScalarType>([{ kind: 'string' }, { kind: 'float' }, { kind: 'boolean' }])
  return { kind: 'json', via: field.via, path: field.path, keys: randomKeys(making), as }
}

/** Anything that may be selected. */
export function anyOperand(making: Making, model: CatalogModel): Operand {
  const { random } = making
  const plain = () => fieldOfAnyKind(making, model)
  return random.weighted<() => Operand>([
    [14, plain],
    [1, () => jsonOperand(making, model) ?? plain()],
    [
      0.5,
      () => {
        const many = [...model.relations.values()].filter((relation) => relation.many)
        return many.length === 0 ? plain() : { kind: 'related', relation: random.pick(many).name, of: { kind: 'aggregate', fn: 'count' } }
      },
    ],
    [
      0.3,
      () => {
        const steps = [...model.relations.values()].filter((relation) => !relation.many)
        if (steps.length === 0) return plain()
        const step = random.pick(steps)
        const many = [...modelOf(making.catalog, step.to).relations.values()].filter((relation) => relation.many)
        if (many.length === 0) return plain()
        return { kind: 'related', via: [step.name], relation: random.pick(many).name, of: { kind: 'aggregate', fn: 'count' } }
      },
    ],
  ])()
}
