/** Defines input types and enums by name, each once, circles among them included. */

import type { EnumRef, InputRef, InputType } from '@pothos/core'
import type { Builder } from './builder.ts'

type Types = Builder['$inferSchemaTypes']
export type InputObject = InputRef<Record<string, unknown>>
export type Enum = EnumRef<Types, string>
/** Anything that an input may be of: a scalar's name, an enum, an input object. */
export type ValueType = InputType<Types>

/** One field of an input type. */
export interface InputField {
  readonly type: ValueType | [ValueType]
  readonly description: string
  readonly required?: true
}

export interface InputOptions {
  readonly description: string
  /** Exactly one of the fields is given. */
  readonly oneOf?: true
  /** Called once, at once; it may ask for the very type that is being defined. */
  fields(): Readonly<Record<string, InputField>>
}

export interface InputTypes {
  /** The input type of this name, defined at the first call. */
  input(name: string, options: InputOptions): InputObject
  /** The enum of this name, defined at the first call. @param values name → description */
  enum(name: string, description: string, values: Readonly<Record<string, string>>): Enum
}

export function inputTypes(builder: Builder): InputTypes {
  const inputs = new Map<string, InputObject>()
  const enums = new Map<string, Enum>()
  return {
    input(name, options) {
      const known = inputs.get(name)
      if (known !== undefined) return known
      let fields: readonly (readonly [string, InputField])[] = []
      const ref: InputObject = builder.inputType(name, {
        description: options.description,
        isOneOf: options.oneOf === true,
        fields: (t) =>
          Object.fromEntries(
            fields.map(([field, { type, description, required }]) => [field, t.field({ type, description, required: required === true })]),
          ),
      })
      inputs.set(name, ref)
      // Collected now, not while the schema is built, since a builder takes no new types then.
      fields = Object.entries(options.fields())
      return ref
    },
    enum(name, description, values) {
      const known = enums.get(name)
      if (known !== undefined) return known
      const ref: Enum = builder.enumType(name, {
        description,
        values: Object.fromEntries(Object.entries(values).map(([value, about]) => [value, { description: about }])),
      })
      enums.set(name, ref)
      return ref
    },
  }
}
