/** Makers of specifications for flat settings: each turns a text into a typed value or says what it must be. */

import { makeExactValidator } from 'envalid'
import { booleanOf, choiceOf, NotValid, wholeNumber } from './values.ts'

export const whole = (min: number, max: number) => makeExactValidator<number>((text) => wholeNumber(text, min, max))
export const flag = makeExactValidator<boolean>(booleanOf)
export const choice = <const T extends string>(...choices: readonly T[]) => makeExactValidator<T>((text) => choiceOf(text, choices) as T)
export const secret = makeExactValidator<string>((text) => {
  if (text.length < 16) throw new NotValid('must have at least 16 characters; make one with: openssl rand -base64 32')
  return text
})
