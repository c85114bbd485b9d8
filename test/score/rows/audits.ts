/** R19: suites that others wrote: the audits of GraphQL over HTTP, and what graphql-cop looks for. */

import { auditServer } from 'graphql-http'
import type { ScoreRow } from '../row.ts'
import { type Subject, startEmbedded } from '../subject.ts'

/** One look of graphql-cop: what it sends, and by which answer it is a finding. */
interface Look {
  readonly title: string
  readonly body?: unknown
  readonly method?: string
  readonly search?: string
  readonly headers?: Readonly<Record<string, string>>
  found(answer: { readonly text: string; readonly json: Json }): boolean
}
// biome-ignore lint/suspicious/noExplicitAny: whatever came back is looked into as the tool does.
type Json = any

const cop = (selection: string) => ({ query: `query cop { ${selection} }`, operationName: 'cop' })
const attempt = (look: () => unknown): boolean => {
  try {
    return Boolean(look())
  } catch {
    // As there: what is not in the answer is no finding.
    return false
  }
}

/** The checks of graphql-cop 1.15 (dolevf/graphql-cop at 2b7e086), with the one that it leaves out for its own fault. */
const LOOKS: readonly Look[] = [
  {
    title: 'Field Suggestions',
    body: cop('__schema { directive }'),
    found: ({ json }) => json.errors[0].message.includes('Did you mean'),
  },
  { title: 'Introspection', body: cop('__schema { types { name fields { name } } }'), found: ({ json }) => json.data.__schema.types },
  {
    title: 'GraphQL IDE',
    method: 'GET',
    headers: { accept: 'text/html' },
    found: ({ text }) => /graphiql\.min\.css|GraphQL Playground|GraphiQL|graphql-playground/.test(text),
  },
  { title: 'GET Method Query Support', method: 'GET', search: '?query=query cop {__typename}', found: ({ json }) => json.data.__typename },
  {
    title: 'Alias Overloading',
    body: cop(Array.from({ length: 101 }, (_, i) => `alias${i}:__typename \n`).join('')),
    found: ({ json }) => json.data.alias100,
  },
  {
    title: 'Array-based Query Batching',
    body: Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })),
    found: ({ json }) => json.length >= 10,
  },
  { title: 'Field Duplication', body: cop('__typename \n'.repeat(500)), found: ({ json }) => json.data.__typename },
  { title: 'Directive Overloading', body: cop(`__typename ${'@aa'.repeat(10)}`), found: ({ json }) => json.errors.length === 10 },
  { title: 'Trace Mode', body: cop('__typename'), found: ({ text }) => text.includes('"tracing"') },
  {
    title: 'Introspection-based Circular Query',
    body: cop(`__schema { types { ${'fields { type { '.repeat(4)}name${' } }'.repeat(4)} } }`),
    found: ({ json }) => json.data.__schema.types.length > 25,
  },
  {
    title: 'Mutation is allowed over GET',
    method: 'GET',
    search: '?query=mutation cop {__typename}',
    found: ({ json }) => json.data.__typename,
  },
  {
    title: 'POST based url-encoded query',
    body: 'query=query+cop+%7B+__typename+%7D',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    found: ({ json }) => json.data.__typename,
  },
  {
    title: 'Unhandled Errors Detection',
    body: { query: 'qwerty cop { abc }', operationName: 'cop' },
    found: ({ text }) => text.includes('"exception"'),
  },
]

export const audits: ScoreRow = {
  id: 'R19',
  measure: 'graphql-http’s audits · graphql-cop’s checks',
  target: '61 of 61 · 0 findings',
  async run({ folder, say }) {
    await using allowing = await startEmbedded(folder, 'sqlite', { ALLOW_GET: 'true', INTROSPECTION: 'true' })
    // The audits know nothing of the header that a GET needs here.
    const withHeader: typeof fetch = (url, init) => {
      const headers = new Headers(init?.headers)
      headers.set('graphql-require-preflight', '1')
      return fetch(url, { ...init, headers })
    }
    const results = await auditServer({ url: allowing.url, fetchFn: withHeader })
    for (const result of results) {
      if (result.status !== 'ok') say(`   ${result.status} ${result.name}: ${result.reason}`)
      if (result.status !== 'ok') await result.response.body?.cancel()
    }
    const passed = results.filter(({ status }) => status === 'ok').length
    await using production = await startEmbedded(folder, 'sqlite')
    const findings = await graphqlCop(production)
    for (const title of findings) say(`   finding: ${title}`)
    return {
      figure: `${passed} of ${results.length} with GET and introspection allowed · ${findings.length} findings of ${LOOKS.length} as in production`,
      n: results.length + LOOKS.length,
      met: passed === 61 && results.length === 61 && findings.length === 0,
      beside: 'graphql-cop’s checks are asked as it asks them, without its Python',
    }
  },
}

async function graphqlCop(subject: Subject): Promise<readonly string[]> {
  const findings: string[] = []
  for (const { title, body, method = 'POST', search = '', headers = {}, found } of LOOKS) {
    const asking = { method, headers, path: `/graphql${encodeURI(search)}` }
    const { text } = await subject.client.ask(body, asking)
    if (attempt(() => found({ text, json: attempt(() => JSON.parse(text)) ? JSON.parse(text) : undefined }))) findings.push(title)
  }
  return findings
}
