/** The known name that a mistyped one was probably meant to be. */

/** Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    before = previous
    previous = row
  }
  return previous[b.length] ?? 0
}

/** The nearest of `known`, or undefined when nothing is near enough to be meant. A missing or extra `DB_` counts as nothing. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  if (name.length > 80) return undefined
  let best: string | undefined
  let least = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const candidate of known) {
    const far =
      candidate === `DB_${name}` || name === `DB_${candidate}` || candidate.replaceAll('_', '') === name.replaceAll('_', '')
        ? 0
        : distance(name, candidate)
    if (far < least) {
      best = candidate
      least = far
    }
  }
  return best
}

/** ` Did you mean X?`, or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const guess = nearest(name, known)
  return guess === undefined ? '' : ` Did you mean ${guess}?`
}
