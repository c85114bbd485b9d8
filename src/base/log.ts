/** The gateway's log: one line per event, secrets redacted by structure and by value, nothing in it that a terminal obeys. */

import { pino, stdTimeFunctions } from 'pino'

const SECRET_KEY = /pass(word|wd)?$|secret|token|authorization|cookie|api[_-]?key|connection[_-]?string|credential/i
const MASK = '***'

/** Secret values seen at start (passwords, keys), in every form in which one may turn up. */
const secrets = new Set<string>()
/** Matches any of them; built again when one is added. */
let anySecret: RegExp | undefined

/** Remember a secret's value so that no log line or printed configuration shows it. Very short ones are left to redaction by structure. */
export function rememberSecret(value: string): void {
  if (value.length < 4) return
  for (const form of formsOf(value)) secrets.add(form)
  anySecret = undefined
}

/** How a secret looks in a URL, in JSON within a text, and in base64, by itself or with something before and behind it. */
function formsOf(value: string): string[] {
  const encoded = encodeURIComponent(value)
  const forms = [value, JSON.stringify(value).slice(1, -1)]
  for (const url of [encoded, encoded.replaceAll('%20', '+'), encodeURI(value)])
    forms.push(
      url,
      url.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()),
    )
  const base64 = [0, 1, 2].map((before) => base64Within(value, before)).filter((form) => form.length >= 8)
  for (const form of [Buffer.from(value).toString('base64'), ...base64]) forms.push(form, form.replaceAll('+', '-').replaceAll('/', '_'))
  return forms
}

/** The characters of a longer text's base64 that depend on the secret alone, `before` bytes into a group of three. */
function base64Within(value: string, before: number): string {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)])
  return bytes
    .subarray(0, bytes.length - (bytes.length % 3))
    .toString('base64')
    .slice(before === 0 ? 0 : 4)
}

/** The text with every remembered secret masked. */
export function redactText(text: string): string {
  if (secrets.size === 0) return text
  // Longest first: a secret that begins like another one must not leave its end behind.
  anySecret ??= new RegExp(
    [...secrets]
      .sort((a, b) => b.length - a.length)
      .map(literally)
      .join('|'),
    'g',
  )
  return text.replace(anySecret, MASK)
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** No line is without bounds: what is longer or deeper is cut. */
const MAX_TEXT = 16_384
const MAX_DEPTH = 8
const MAX_ITEMS = 200

/** A copy fit for print: values under secret-like keys masked, remembered secrets masked in every text, bounded in all directions. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cut(redactText(value))
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'function' || typeof value === 'symbol') return undefined
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Error) return cut(redactText(wordsOf(value)))
  if (depth >= MAX_DEPTH) return '…'
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`
  if (value instanceof Map) return redact(Object.fromEntries(value), depth)
  if (Array.isArray(value) || value instanceof Set) return [...value].slice(0, MAX_ITEMS).map((item) => redact(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_ITEMS)
      .map(([key, inner]) => [
        redactText(key),
        SECRET_KEY.test(key) && inner !== null && inner !== undefined ? MASK : redact(inner, depth + 1),
      ]),
  )
}

const cut = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}… (${text.length} characters)` : text)

/** The stack of an error, and of what caused it. */
function wordsOf(error: Error): string {
  const words: string[] = []
  for (let at: unknown = error; at !== undefined && at !== null && words.length < 5; at = at instanceof Error ? at.cause : undefined)
    words.push(at instanceof Error ? (at.stack ?? at.message) : String(at))
  return words.join('\nCause: ')
}

/** What is logged is at least as grave; `silent` logs nothing. */
export const LEVELS = ['info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof LEVELS)[number]

export interface Log {
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  error(message: string, fields?: Record<string, unknown>): void
}

/** Line breaks would forge lines; escape sequences, in either form, and marks of direction would forge what a reader sees. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g
/** One line that is obeyed by nobody; JSON stays the same JSON. */
export const escaped = (text: string): string => text.replace(OBEYED, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * A log that writes one line per event and never throws.
 * @param write receives the finished line, without a line break
 * @param format `json` for machines, `text` for a person at a terminal
 */
export function createLog(write: (line: string) => void, format: 'json' | 'text', level: LogLevel = 'info'): Log {
  const put = format === 'json' ? jsonLines(write, level) : textLines(write)
  const least = LEVELS.indexOf(level)
  const at =
    (own: keyof Log) =>
    (message: string, fields: Record<string, unknown> = {}): void => {
      if (LEVELS.indexOf(own) < least) return
      try {
        put(own, redactText(message), redact(fields) as Record<string, unknown>)
      } catch {
        // A field that cannot be read must not take a request down; the event itself is still told.
        put(own, redactText(message), { unreadable: true })
      }
    }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

type Put = (level: keyof Log, message: string, fields: Record<string, unknown>) => void

function jsonLines(write: (line: string) => void, level: LogLevel): Put {
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    // JSON escapes what is below a blank; the rest stands inside texts only, where the escaped form means the same.
    { write: (line: string) => write(escaped(line.trimEnd())) },
  )
  return (own, message, fields) => logger[own](fields, message)
}

function textLines(write: (line: string) => void): Put {
  return (own, message, fields) => {
    const tail = Object.entries(fields).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`)
    write(escaped(`${own === 'info' ? '' : `${own}: `}${message}${tail.join('')}`))
  }
}
