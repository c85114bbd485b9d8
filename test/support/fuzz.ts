/** Requests that are nearly right: valid ones with tokens, values or bytes changed, the same ones for the same seed. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GraphQLSchema } from 'graphql'
import { WORKLOADS } from '../../bench/workloads.ts'
import { HOSTILE } from '../fixtures/hostile.ts'

interface Body {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

const FILTERS = `query ($w: ProductWhere, $n: Int, $o: [ProductOrderBy!]) {
  products(where: $w, first: $n, orderBy: $o) { totalCount nodes { id name attributes supplier { companyName } } aggregate { avg { unitPrice } } }
}`

/** Valid requests, which the mutations start from. */
const STARTS: readonly Body[] = [
  ...readdirSync('schema/examples').map((name) => ({ query: readFileSync(join('schema/examples', name), 'utf8'), variables: {} })),
  ...WORKLOADS.map(({ document, variables }) => ({ query: document, variables: variables(3, 1) })),
  {
    query: FILTERS,
    variables: {
      w: {
        or: [
          { name: { contains: 'a', mode: 'INSENSITIVE' } },
          { unitPrice: { between: { from: '1.50', to: '20' } } },
          { attributes: { path: ['a'], eq: 1 } },
        ],
      },
      n: 3,
      o: [{ name: 'ASC' }, { supplier: { companyName: 'DESC' } }],
    },
  },
  {
    query: 'query ($i: ID!) { node(nodeId: $i) { nodeId ... on Order { lines { nodes { quantity } } } } }',
    variables: { i: 'T3JkZXI6MQ==' },
  },
  {
    query:
      '{ orders { groups(by: [{orderedAt: MONTH}, {status: VALUE}], having: {count: {gt: 1}}, first: 3) { key { orderedAt status } aggregate { count } } } }',
    variables: {},
  },
]

/** The same numbers for the same seed, on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

type Below = (below: number) => number
const pick = <T>(of: readonly T[], below: Below): T => of[below(of.length)] as T

const ODD: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    2 ** 31,
    1e308,
    '',
    '0',
    [],
    {},
    [[]],
    [null],
    { eq: null },
    { $ne: null },
    { and: [{ and: [] }] },
    '\u0000',
    '2024-02-30',
    'NaN',
  ],
  JSON.parse('{"__proto__": {"polluted": 1}}'),
  ...HOSTILE,
]

/** One leaf or branch somewhere in a value replaced by something odd. */
function confused(value: unknown, below: Below): unknown {
  if (value === null || typeof value !== 'object' || below(4) === 0) return pick(ODD, below)
  const keys = Object.keys(value)
  if (keys.length === 0) return pick(ODD, below)
  const key = pick(keys, below)
  if (Array.isArray(value)) return value.map((item, n) => (String(n) === key ? confused(item, below) : item))
  const entries = Object.entries(value).map(([name, item]) => [
    below(12) === 0 ? String(pick(HOSTILE, below)) : name,
    name === key ? confused(item, below) : item,
  ])
  return Object.fromEntries(entries)
}

const TOKEN = /"(?:[^"\\\n]|\\.)*"|\.\.\.|[$@\w]+|[^\s\w]/g

/** A document with some tokens left out, doubled, swapped or replaced by others of the schema or of no language. */
function garbled(query: string, words: readonly string[], below: Below): string {
  const tokens = [...(query.match(TOKEN) ?? [])]
  for (let times = 1 + below(3); times > 0; times--) {
    const at = below(tokens.length)
    const token = tokens[at] as string
    const how = below(6)
    if (how === 0) tokens.splice(at, 1)
    else if (how === 1) tokens.splice(at, 0, ...tokens.slice(at, at + 1 + below(8)))
    else if (how === 2) tokens.splice(at, 1, tokens[below(tokens.length)] as string)
    else if (how === 3) tokens.splice(at, 1, pick(words, below))
    else if (how === 4)
      tokens.splice(
        at,
        1,
        pick(
          [
            '{',
            '}',
            '(',
            ')',
            '...',
            '$',
            '@skip(if: true)',
            '-1',
            '1e999',
            '""',
            '"\\u0000"',
            'null',
            '[',
            ']',
            '"""',
            '#',
            '&',
            '\u0007',
          ],
          below,
        ),
      )
    else tokens.splice(at, 0, ...Array.from({ length: below(200) }, () => token))
  }
  return tokens.join(' ')
}

/** Bytes flipped, left out, doubled or cut off. */
function broken(text: string, below: Below): Uint8Array<ArrayBuffer> {
  let bytes = [...Buffer.from(text)]
  for (let times = 1 + below(4); times > 0; times--) {
    const at = below(bytes.length)
    const how = below(5)
    if (how === 0) bytes[at] = below(256)
    else if (how === 1) bytes.splice(at, 1 + below(10))
    else if (how === 2) bytes.splice(at, 0, ...bytes.slice(at, at + below(50)))
    else if (how === 3) bytes.splice(at, 0, below(256), below(256))
    else bytes = bytes.slice(0, at + 1)
  }
  return new Uint8Array(bytes)
}

const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'application/json; charset=utf-16',
  'multipart/form-data',
  '*/*',
]
const ACCEPTS = [
  '*/*',
  'application/json',
  'application/graphql-response+json',
  'text/event-stream',
  'multipart/mixed',
  'text/html',
  ';;;',
  'a'.repeat(500),
]

export interface NearlyRight {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array<ArrayBuffer>
}

/**
 * The n-th request of a seed.
 * @param words of the schema, to stray into
 */
export function nearlyRight(seed: number, n: number, words: readonly string[]): NearlyRight {
  const below = numbers(seed + n * 7919)
  const { query, variables } = pick(STARTS, below)
  const headers: Record<string, string> = { 'content-type': below(20) === 0 ? pick(TYPES, below) : 'application/json' }
  if (below(5) === 0) headers.accept = pick(ACCEPTS, below)
  const body: Record<string, unknown> = { query, variables }
  const how = below(4)
  if (how === 0) body.query = garbled(query, words, below)
  if (how === 1) body.variables = confused(variables, below)
  if (how === 2) body[pick(['query', 'variables', 'operationName', 'extensions', 'documentId'], below)] = pick(ODD, below)
  return { headers, body: how === 3 ? broken(JSON.stringify(body), below) : JSON.stringify(body) }
}

/** The names of a schema's types and fields. */
export const wordsOf = (schema: GraphQLSchema): readonly string[] =>
  Object.values(schema.getTypeMap()).flatMap((type) => ('getFields' in type ? [type.name, ...Object.keys(type.getFields())] : [type.name]))

/** What must be in no answer: places in code, stacks, statements. */
export const TELLTALE = /node_modules|\.[jt]s:\d+|\bat \S+ \(|\bFROM ["`[]|sqlite_|pg_catalog|"stack"/
