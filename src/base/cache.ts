/** Bounded caches; nothing in the gateway grows with the number of distinct requests. */

import { LRUCache } from 'lru-cache'

/** A bounded memo: `get(key, make)` returns the kept value or makes and keeps it. */
export interface Memo<V extends object> {
  get(key: string, make: () => V): V
  readonly size: number
}

/**
 * The least recently used goes first.
 * @param max how many entries are kept
 * @param maxCharacters of all their keys; a value must not weigh much more than its key
 */
export function memo<V extends object>(max: number, maxCharacters: number): Memo<V> {
  const cache = new LRUCache<string, V>({ max, maxSize: maxCharacters, sizeCalculation: (_, key) => key.length + 1 })
  return {
    get(key, make) {
      const kept = cache.get(key)
      if (kept !== undefined) return kept
      const made = make()
      cache.set(key, made)
      return made
    },
    get size() {
      return cache.size
    },
  }
}
