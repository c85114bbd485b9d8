/** Physical names of models and fields in MongoDB, and field paths that no name can break out of. */

import type { CatalogModel } from '../../model/catalog.ts'
import type { Field } from '../../model/model.ts'
import { lowerFirst } from '../../model/names.ts'
import type { Template } from './template.ts'

export const collectionName = (model: CatalogModel): string => model.source ?? lowerFirst(model.plural)

/** The name of a model's own field; `id` is `_id` where it is the whole key. */
export function columnOf(model: CatalogModel, name: string): string {
  const field = model.fields.get(name)
  if (field === undefined) throw new Error(`no field ${model.name}.${name}`)
  return field.column ?? (name === 'id' && model.key.length === 1 && model.key[0] === 'id' ? '_id' : name)
}

/** The name of a field inside an object. */
export const innerName = (name: string, field: Field): string => field.column ?? name

/** The physical steps of a path of declared fields. */
export function stepsOf(model: CatalogModel, [head, ...rest]: readonly string[]): string[] {
  if (head === undefined) throw new Error('an empty path')
  const steps = [columnOf(model, head)]
  let field: Field | undefined = model.fields.get(head)
  for (const step of rest) {
    field = field?.type.kind === 'object' ? field.type.fields[step] : undefined
    if (field === undefined) throw new Error(`no field ${model.name}.${[head, ...rest].join('.')}`)
    steps.push(innerName(step, field))
  }
  return steps
}

/** A name that stands in a path as it is: MongoDB reads dots as steps and a leading dollar as an operator or a variable. */
const isPlain = (step: string): boolean => step !== '' && !step.startsWith('$') && !step.includes('.')

/** The dotted path for stages and query operators; undefined where a name forbids one. */
export const dotted = (steps: readonly string[]): string | undefined => (steps.every(isPlain) ? steps.join('.') : undefined)

/** The value at these steps of the document, as an expression; missing where there is none. */
export function valueAt(steps: readonly string[]): Template {
  const path = dotted(steps)
  if (path !== undefined) return `$${path}`
  return steps.reduce<Template>((input, step) => getField(input, { $literal: step }), '$$CURRENT')
}

/** A field by its exact name, missing where there is no such field or no document. */
export function getField(input: Template, field: Template): Template {
  // `$getField` refuses what is no document.
  const found = (from: Template): Template => ({
    $getField: { field, input: { $cond: [{ $eq: [{ $type: from }, 'object'] }, from, {}] } },
  })
  return typeof input === 'string' ? found(input) : { $let: { vars: { at: input }, in: found('$$at') } }
}
