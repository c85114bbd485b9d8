/** Pipelines with holes: what is compiled once per shape, and how one operation's values come in as nothing but values. */

/** What BSON can hold, plain objects and arrays around it, and holes. */
export type Template = unknown
export type Stage = Readonly<Record<string, Template>>

/** A place for a parameter. */
export class Hole {
  readonly param: number
  /** What golden files show; it has no other meaning. */
  readonly note: string
  readonly view: (encoded: unknown) => Template

  constructor(param: number, note: string, view: (encoded: unknown) => Template) {
    this.param = param
    this.note = note
    this.view = view
  }

  toJSON(): string {
    return `?${this.param} ${this.note}`
  }
}

/**
 * The template with its holes filled. A value that stands where an expression is read must be inside `$literal`:
 * that is the template's care, since a text that begins with a dollar would be a field path there.
 */
export function fill(template: Template, values: readonly unknown[]): unknown {
  if (template instanceof Hole) return template.view(values[template.param])
  if (Array.isArray(template)) return template.map((part) => fill(part, values))
  if (template === null || typeof template !== 'object' || Object.getPrototypeOf(template) !== Object.prototype) return template
  return Object.fromEntries(Object.entries(template).map(([key, part]) => [key, fill(part, values)]))
}

export const literal = (value: Template): Template => ({ $literal: value })
export const isSet = (value: Template): Template => ({ $gt: [value, null] })
export const orNull = (value: Template): Template => ({ $ifNull: [value, null] })
export const hasType = (value: Template, type: string): Template => ({ $eq: [{ $type: value }, type] })
export const not = (value: Template): Template => ({ $not: [value] })
export const all = (of: readonly Template[]): Template => (of.length === 1 ? of[0] : { $and: of })
export const any = (of: readonly Template[]): Template => (of.length === 1 ? of[0] : { $or: of })
