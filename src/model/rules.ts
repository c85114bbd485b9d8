/** What a model demands of values beyond their type, and what is wrong with those that do not meet it. */

import type { Value } from '../base/json.ts'
import type { Field } from './model.ts'
import { compareValues, ORDERED_KINDS, type ScalarType } from './scalars.ts'

/** Text, an at sign, and a domain with a dot: whether a letter arrives, only a letter can tell. */
const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/

/**
 * Everything that is wrong with a value by its field's rules.
 * @param value canonical, not null
 * @returns parts of sentences that go on from the value's name: `must be 0 or more`
 */
export function brokenRules(field: Field, value: Value): string[] {
  const { type, min, maxValue, length, pattern, email, check } = field
  const broken: string[] = []
  if (type.kind !== 'object' && type.kind !== 'list' && ORDERED_KINDS.has(type.kind)) {
    const compare = (bound: string | number) => compareValues(type as ScalarType, value, bound)
    if (min !== undefined && compare(min) < 0) broken.push(`must be ${min} or more`)
    if (maxValue !== undefined && compare(maxValue) > 0) broken.push(`must be ${maxValue} or less`)
  }
  if (length !== undefined) {
    const [size, what] = typeof value === 'string' ? [[...value].length, 'characters'] : [(value as readonly Value[]).length, 'items']
    if (length.min !== undefined && size < length.min) broken.push(`must have at least ${length.min} ${what}`)
    if (length.max !== undefined && size > length.max) broken.push(`must have at most ${length.max} ${what}`)
  }
  if (typeof value === 'string') {
    // A pattern that is global remembers where it stopped.
    if (pattern !== undefined && !new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).test(value))
      broken.push(`must match ${pattern.source}`)
    if (email === true && !EMAIL.test(value)) broken.push('must be an email address')
  }
  const own = check?.(value)
  if (own !== undefined) broken.push(own)
  return broken
}
