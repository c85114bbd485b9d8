/** What can be told from the text of a SQLite statement without a parser. */

/** Quoted text, names and comments, or a numbered placeholder. */
const TOKENS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\/|\?(\d+)/g

/** How many values the numbered placeholders ?1 to ?n want. */
export function paramCount(text: string): number {
  let most = 0
  for (const match of text.matchAll(TOKENS)) if (match[1] !== undefined) most = Math.max(most, Number(match[1]))
  return most
}

/** False for statements that only read; a `with` is taken for one, as this gateway writes none that change rows. */
export function mayWrite(text: string): boolean {
  return !/^[\s(]*(select|values|with|pragma|explain)\b/i.test(text)
}
