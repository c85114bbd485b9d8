/** Bounded caches; nothing in the gateway grows with the number of distinct requests. */

import { LRUCache } from 'lru-cache'

/** A bounded memo: `get(key, make)` returns the kept value or makes and keeps it. */
export interface Memo<V extends object> {
  get(key: string, make: () => V): V
  readonly size: number
}

/** @param max how many entries are kept; the least recently used goes first */
export function memo<V extends object>(max: number): Memo<V> {
  const cache = new LRUCache<string, V>({ max })
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
