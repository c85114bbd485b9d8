/** Names for models and fields out of the names that tables and columns have. */

/** Letters that carry no accent to be taken off. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  (
    'ß ss æ ae œ oe ø o đ d ð d þ th ł l ı i ' +
    'а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya є ye і i ґ g ' +
    'α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o'
  )
    .split(' ')
    .flatMap((letter, i, all) => (i % 2 === 0 ? [[letter, all[i + 1] === '-' ? '' : (all[i + 1] ?? '')] as const] : [])),
)

/** The text in the letters that GraphQL has; a character that none of them stands for becomes its number. */
function latin(text: string): string {
  let out = ''
  for (const char of text.normalize('NFKD').replace(/\p{M}+/gu, '')) {
    const lower = char.toLowerCase()
    const known = LETTERS.get(lower)
    if (/[A-Za-z0-9]/.test(char)) out += char
    else if (known !== undefined) out += lower === char ? known : known.charAt(0).toUpperCase() + known.slice(1)
    else out += /[\p{L}\p{N}]/u.test(char) ? `_u${char.codePointAt(0)?.toString(16)}` : ' '
  }
  return out
}

/** `order_lines`, `OrderLines` and `order lines` are all `order`, `lines`. */
export function wordsOf(name: string): string[] {
  return latin(name)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** `OrderLine`; begins with a letter. */
export function pascal(words: readonly string[], otherwise: string): string {
  const name = words.map(capital).join('')
  return /^[A-Z]/.test(name) ? name : `${capital(otherwise)}${name}`
}

/** `orderLine`; begins with a letter. */
export function camel(words: readonly string[], otherwise: string): string {
  const name = pascal(words, otherwise)
  return name.charAt(0).toLowerCase() + name.slice(1)
}

/** `IN_PROGRESS`. */
export function constant(words: readonly string[]): string {
  const name = words.join('_').toUpperCase()
  return /^[A-Z]/.test(name) && !['TRUE', 'FALSE', 'NULL'].includes(name) ? name : `VALUE${name === '' ? '' : `_${name}`}`
}

const IRREGULAR: ReadonlyMap<string, string> = new Map(
  (
    'people person men man women woman children child mice mouse geese goose feet foot teeth tooth oxen ox criteria criterion phenomena phenomenon ' +
    'indices index indexes index vertices vertex matrices matrix appendices appendix leaves leaf shelves shelf wolves wolf knives knife ' +
    'lives life wives wife halves half thieves thief loaves loaf quizzes quiz aliases alias biases bias gases gas canvases canvas ' +
    'atlases atlas lenses lens axes axis shoes shoe toes toe canoes canoe movies movie cookies cookie ties tie pies pie lies lie ' +
    'calories calorie selfies selfie zombies zombie rookies rookie caches cache niches niche headaches headache excuses excuse uses use ' +
    'curricula curriculum memoranda memorandum'
  )
    .split(' ')
    .flatMap((word, i, all) => (i % 2 === 0 ? [[word, all[i + 1] ?? ''] as const] : [])),
)
/** Alike in both numbers, or no plural although they end like one. */
const SAME = new Set(
  (
    'series species news data information equipment money fish sheep deer metadata media goods means gas bus lens canvas atlas bias alias ' +
    'staff sms gps dns css aws https always perhaps yes has was this his is as us'
  ).split(' '),
)

/** The singular of an English plural; any other word as it is. */
export function singular(word: string): string {
  const known = IRREGULAR.get(word)
  if (known !== undefined) return known
  if (SAME.has(word) || word.length < 4 || !word.endsWith('s') || /(ss|us|is)$/.test(word)) return word
  if (/yses$/.test(word)) return `${word.slice(0, -2)}is`
  if (/(ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2)
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`
  // Statuses and bonuses; but houses, clauses and warehouses.
  if (/uses$/.test(word) && !/[ao]uses$/.test(word)) return word.slice(0, -2)
  if (/[^aeiou]oes$/.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}

const PLURALS: ReadonlyMap<string, string> = new Map([...IRREGULAR].toReversed().map(([many, one]) => [one, many]))

/** The plural of a word; of a plural, the word itself. */
export function pluralWord(word: string): string {
  if (SAME.has(word) || IRREGULAR.has(word) || singular(word) !== word) return word
  const known = PLURALS.get(word)
  if (known !== undefined) return known
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`
}

/** Hands out each name once; the first candidate that is free, else the first with a number. */
export function nameGiver(taken: (name: string) => boolean): (candidates: readonly string[]) => string {
  return (candidates) => {
    const free = candidates.find((name) => !taken(name))
    if (free !== undefined) return free
    const [base = 'x'] = candidates
    for (let number = 2; ; number++) if (!taken(`${base}${number}`)) return `${base}${number}`
  }
}
