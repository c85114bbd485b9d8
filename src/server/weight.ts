/** How much an answer weighs, counted before it becomes text: one value may stand in it many times, under as many aliases. */

import { GatewayError } from '../base/errors.ts'

/** Characters of a number or a word, and of what stands around each value: the quotes, the colon and the comma. */
const PLAIN = 4
const AROUND = 4

/** Whether a JSON value has more than so many characters as text, about; stops counting there. */
export function isHeavier(value: unknown, most: number): boolean {
  let left = most
  const weigh = (item: unknown): void => {
    if (left < 0) return
    if (typeof item === 'string') left -= item.length + AROUND
    else if (item === null || typeof item !== 'object') left -= PLAIN
    else if (Array.isArray(item)) for (const one of item) weigh(one)
    else
      for (const key in item) {
        left -= key.length + AROUND
        weigh((item as Record<string, unknown>)[key])
      }
  }
  weigh(value)
  return left < 0
}

/** @param wrote whether it was a mutation, which has been executed all the same */
export function answerTooLarge(most: number, wrote: boolean): GatewayError {
  const done = wrote ? ' The mutation has been executed; only its answer is not sent.' : ''
  return new GatewayError('RESULT_TOO_LARGE', `The answer has more than ${most} bytes; ask for fewer rows or fields at once.${done}`)
}
