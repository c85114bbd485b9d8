/** Floats of 32 bits, as databases write them. */

/** In the fewest digits that name it, six at least, as the servers' own text has it where that names it. */
export function shortFloat(value: number): number {
  let digits = 6
  while (digits < 9 && Math.fround(Number(value.toPrecision(digits))) !== value) digits++
  return Number(value.toPrecision(digits))
}
