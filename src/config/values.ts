/** Texts of the environment as typed values: one meaning of "number" and "boolean" for flat settings and datasources alike. */

import type { Option } from '../datasource/datasource.ts'

/** What a text should have been, to be put after the variable's name: `must be …`. */
export class NotValid extends Error {}

/** An exact whole number within inclusive bounds; `1e3`, `0x10`, `5.0` and blanks are refused. */
export function wholeNumber(text: string, min: number, max: number): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) throw new NotValid(`must be a whole number from ${min} to ${max}`)
  return value
}

export function booleanOf(text: string): boolean {
  const word = text.toLowerCase()
  if (word === 'true' || word === '1' || word === 'yes' || word === 'on') return true
  if (word === 'false' || word === '0' || word === 'no' || word === 'off') return false
  throw new NotValid('must be true or false')
}

/** The choice that equals the text but for case, in its own spelling. */
export function choiceOf(text: string, choices: readonly string[]): string {
  const found = choices.find((choice) => choice.toLowerCase() === text.toLowerCase())
  if (found === undefined) throw new NotValid(`must be one of ${choices.join(', ')}`)
  return found
}

/** Bounds that follow from an option's name, so that every engine's ports and pools obey the same ones. */
function boundsOf(key: string): readonly [min: number, max: number] {
  if (key === 'DB_PORT') return [1, 65535]
  if (key === 'POOL__MAX') return [1, 10_000]
  if (/^POOL__(ACQUIRE|CONNECT)_TIMEOUT$|^STATEMENT_TIMEOUT$|^HEALTH__THRESHOLD$/.test(key)) return [1, 2_147_483_647]
  // The longest delay a timer can hold.
  return [0, 2_147_483_647]
}

/** @throws NotValid */
export function optionValue(key: string, option: Option, text: string): string | number | boolean {
  if (option.type === 'int') return wholeNumber(text, ...boundsOf(key))
  if (option.type === 'boolean') return booleanOf(text)
  if (option.type === 'string') return text
  return choiceOf(text, option.type.oneOf)
}
