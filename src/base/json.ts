/** JSON as data: the value type every room shares, canonical text, and canonical keys of tuples. */

export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value }

/** True for an object in JSON's sense: neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** Takes from parsed JSON, in place, what its objects inherit: whoever looks one up by a name such as `constructor` finds data or nothing. */
export function disinherit(value: unknown): void {
  if (value === null || typeof value !== 'object') return
  if (!Array.isArray(value)) Object.setPrototypeOf(value, null)
  for (const inner of Object.values(value)) disinherit(inner)
}

/** A copy of a JSON value with object keys in code-unit order, so that equal values have equal text. */
export function canonicalJson(value: Value): Value {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(canonicalJson)
  const object = value as { readonly [key: string]: Value }
  // Object.fromEntries defines own properties, so a key named __proto__ stays data.
  return Object.fromEntries(
    Object.keys(object)
      .sort()
      .map((key) => [key, canonicalJson(object[key] as Value)]),
  )
}

/** One text per distinct tuple of canonical values; the key of every Map that groups rows. */
export function tupleKey(tuple: readonly Value[]): string {
  return tuple.length === 1 && typeof tuple[0] === 'string' ? `"${tuple[0]}` : JSON.stringify(tuple)
}

/** The distinct tuples without a null in them, in order of first appearance. */
export function distinctTuples(tuples: Iterable<readonly Value[]>): Value[][] {
  const seen = new Map<string, Value[]>()
  for (const tuple of tuples) {
    if (tuple.includes(null)) continue
    const key = tupleKey(tuple)
    if (!seen.has(key)) seen.set(key, [...tuple])
  }
  return [...seen.values()]
}
