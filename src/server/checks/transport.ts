/** Checks of what HTTP says of a request: its origin, method, content type, length, and then its body. */

import { badInput } from '../../base/errors.ts'
import { bodyTooLarge, methodRefused, Refused } from '../answer.ts'
import type { Check } from '../check.ts'

/** Only what came by TLS may be told to come by TLS from now on; other names of the same domain are not ours to speak for. */
export const transportSecurity: Check = (request, found) => {
  if (request.secure) found.headers['strict-transport-security'] = 'max-age=31536000'
  return undefined
}

/** Seconds for which a browser may remember what it was told of another origin. */
const PREFLIGHT_AGE = 600

/** The headers that a page of a listed origin may send. */
const CORS_HEADERS = 'content-type, authorization, x-api-key, x-request-id, idempotency-key, graphql-require-preflight'

/** Only listed origins are named, and only themselves; a browser keeps the answer from the pages of all others. */
export const cors: Check = (request, found, { protection: { corsOrigins, allowGet } }) => {
  if (corsOrigins.size === 0) return undefined
  found.headers.vary = 'origin'
  const origin = request.header('origin')
  if (origin === null || !corsOrigins.has(origin)) return undefined
  found.headers['access-control-allow-origin'] = origin
  found.headers['access-control-expose-headers'] = 'x-request-id, retry-after, ratelimit, ratelimit-policy'
  if (request.method !== 'OPTIONS' || request.header('access-control-request-method') === null) return undefined
  const headers = {
    'access-control-allow-methods': allowGet ? 'GET, POST' : 'POST',
    'access-control-allow-headers': CORS_HEADERS,
    'access-control-max-age': String(PREFLIGHT_AGE),
  }
  return { status: 204, headers, body: null }
}

/** Headers that no form and no image can send, by the names that clients have for them. */
const PREFLIGHT = ['graphql-require-preflight', 'apollo-require-preflight', 'x-requested-with']

export const method: Check = (request, _, { protection: { allowGet } }) => {
  if (request.method === 'POST') return undefined
  if (request.method !== 'GET' || !allowGet) throw methodRefused(request.method, allowGet ? 'GET, POST' : 'POST')
  if (PREFLIGHT.some((name) => (request.header(name) ?? '') !== '')) return undefined
  throw new Refused(403, 'FORBIDDEN', `Send the header "${PREFLIGHT[0]}: 1" with a GET, so that no foreign page can send it unasked.`)
}

/** Only a content type that no HTML form can send, so that no foreign page can post with the user's cookies. */
export const contentType: Check = (request) => {
  if (request.method === 'GET') return undefined
  const type = request.header('content-type')
  if (type === null || !/^application\/json\s*(;\s*charset="?utf-8"?\s*)?;?$/i.test(type))
    throw new Refused(415, 'BAD_USER_INPUT', 'Send the body as "content-type: application/json", in UTF-8.')
  const encoding = request.header('content-encoding')
  if (encoding !== null && encoding !== 'identity') throw new Refused(415, 'BAD_USER_INPUT', 'Send the body without a content-encoding.')
  return undefined
}

export const declaredLength: Check = (request, _, front) => {
  const length = request.header('content-length')
  if (length === null) return undefined
  if (!/^\d+$/.test(length)) throw badInput('The content-length is not a number.')
  if (Number(length) > front.maxBodyBytes) throw bodyTooLarge(front.maxBodyBytes)
  return undefined
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })

export const body: Check = async (request, found, front) => {
  if (request.method === 'GET') {
    found.json = searched(request.search)
    return undefined
  }
  const bytes = await request.readBody(front.maxBodyBytes)
  try {
    found.json = JSON.parse(UTF8.decode(bytes))
  } catch {
    // The parser's own message quotes the body, which may hold what its sender would not see in a log.
    throw badInput('The body is not valid JSON in UTF-8.')
  }
  return undefined
}

/** The parameters of a GET, in the shape that a body has. */
function searched(search: string): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [name, text] of new URLSearchParams(search)) {
    if (!['query', 'operationName', 'documentId', 'variables', 'extensions'].includes(name)) continue
    if (found[name] !== undefined) throw badInput(`The URL has "${name}" twice.`)
    found[name] = name === 'variables' || name === 'extensions' ? jsonOf(name, text) : text
  }
  return found
}

function jsonOf(name: string, text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw badInput(`"${name}" in the URL is not valid JSON.`)
  }
}
