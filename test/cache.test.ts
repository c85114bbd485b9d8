/** The bounded memo: how many it keeps, how much, and which go first. */

import { expect, test } from 'vitest'
import { memo } from '../src/base/cache.ts'

test('keeps what was used last, within its number and its characters', () => {
  const few = memo<{ n: number }>(2, 1_000)
  for (const key of ['a', 'b', 'a', 'c']) few.get(key, () => ({ n: 1 }))
  expect(few.get('a', () => ({ n: 2 }))).toEqual({ n: 1 })
  expect(few.get('b', () => ({ n: 2 }))).toEqual({ n: 2 })
  const long = memo<{ n: number }>(1_000, 1_000)
  for (let i = 0; i < 100; i++) long.get(`${i} ${'x'.repeat(200)}`, () => ({ n: i }))
  expect(long.size).toBe(4)
  // What is too large for it altogether is made each time, and takes nothing else's place.
  for (const n of [1, 2]) expect(long.get('y'.repeat(2_000), () => ({ n }))).toEqual({ n })
  expect(long.size).toBe(4)
})
