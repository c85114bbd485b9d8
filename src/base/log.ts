/** The gateway's log: one line per event, secrets redacted by structure and by value. */

const SECRET_KEY = /pass(word|wd)?$|secret|token|authorization|api_?key|connection_?string|credential/i
const MASK = '***'

/** Secret values seen at start (passwords, keys); each is masked wherever it turns up. */
const secrets = new Set<string>()

/** Remember a secret's value so that no log line or printed configuration shows it. Very short ones are left to redaction by structure. */
export function rememberSecret(value: string): void {
  if (value.length < 4) return
  secrets.add(value)
  secrets.add(encodeURIComponent(value))
  secrets.add(Buffer.from(value).toString('base64'))
}

/** The text with every remembered secret masked. */
export function redactText(text: string): string {
  let out = text
  for (const secret of secrets) out = out.replaceAll(secret, MASK)
  return out
}

/** A copy fit for print: values under secret-like keys masked, remembered secrets masked in every text. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value)
  if (value instanceof Error) return redactText(value.stack ?? value.message)
  if (Array.isArray(value)) return value.map(redact)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SECRET_KEY.test(key) && inner !== null && inner !== undefined ? MASK : redact(inner),
    ]),
  )
}

export type Level = 'info' | 'warn' | 'error'

export interface Log {
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  error(message: string, fields?: Record<string, unknown>): void
}

/**
 * A log that writes one line per event.
 * @param write receives the finished line, without a line break
 * @param format `json` for machines, `text` for a person at a terminal
 */
export function createLog(write: (line: string) => void, format: 'json' | 'text'): Log {
  const at =
    (level: Level) =>
    (message: string, fields: Record<string, unknown> = {}) => {
      const clean = redact(fields) as Record<string, unknown>
      const text = redactText(message)
      if (format === 'json') write(JSON.stringify({ time: new Date().toISOString(), level, message: text, ...clean }))
      else {
        // Line breaks inside values would let a value forge a log line.
        const tail = Object.entries(clean).map(
          ([key, value]) => ` ${key}=${typeof value === 'string' ? JSON.stringify(value) : JSON.stringify(value)}`,
        )
        write(`${level === 'info' ? '' : `${level}: `}${text}${tail.join('')}`)
      }
    }
  return { info: at('info'), warn: at('warn'), error: at('error') }
}
