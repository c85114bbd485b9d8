/** What the audit keeps of an operator's question: its words, without the values in it. What they were, its hash can prove. */

import { redactText } from '../../base/log.ts'

/** Characters that are kept. */
const KEPT = 4_000

/**
 * In whatever language: a document of MongoDB keeps its keys and its collection, any other text all but its strings.
 * Names in double quotes stay; no console takes strings in them.
 */
export function auditedText(query: string): string {
  const text = redactText(query)
  return (/^\s*\{/.test(text) ? withoutJsonStrings(text) : withoutStrings(text)).slice(0, KEPT)
}

/** `'…'` and `$tag$…$tag$`. Behind a backslash databases do not agree where a string ends: nothing of what follows is kept. */
const withoutStrings = (text: string): string =>
  text.replace(/\$([\p{L}_][\p{L}\p{N}_]*)?\$[\s\S]*?(?:\$\1\$|$)|'(?:[^'\\]|'')*(?:'|\\[\s\S]*|$)/gu, "'…'")

function withoutJsonStrings(text: string): string {
  const [head = ''] = /^\s*\{\s*"(?:find|aggregate)"\s*:\s*"[^"\\]*"/.exec(text) ?? []
  // A string with a colon behind it is a key.
  const rest = text
    .slice(head.length)
    .replace(/"(?:[^"\\]|\\[\s\S])*(?:"(\s*:)?|\\?$)/g, (found, key: string | undefined) => (key === undefined ? '"…"' : found))
  return head + rest
}
