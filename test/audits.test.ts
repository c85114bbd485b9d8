/** The audits of graphql-http: whether the gateway speaks GraphQL over HTTP as the specification says. */

import { auditServer } from 'graphql-http'
import { expect, test } from 'vitest'
import { type Client, startGateway } from './e2e/harness.ts'

/** What was not right, with what the audit says of it. */
async function audit(client: Client, fetchFn: typeof fetch) {
  const results = await auditServer({ url: `${client.url}/graphql`, fetchFn })
  const failed = await Promise.all(
    results.flatMap((result) =>
      result.status === 'ok'
        ? []
        : [result.response.text().then((text) => [result.status, result.name, result.reason, text.slice(0, 200)])],
    ),
  )
  return { results, failed }
}

test('all 61 pass where introspection and GET are allowed', async () => {
  await using client = await startGateway({ ALLOW_GET: 'true', INTROSPECTION: 'true' })
  // The audits know nothing of the header that a GET needs here.
  const withHeader: typeof fetch = (url, init) => {
    const headers = new Headers(init?.headers)
    headers.set('graphql-require-preflight', '1')
    return fetch(url, { ...init, headers })
  }
  const { results, failed } = await audit(client, withHeader)
  expect(failed).toEqual([])
  expect(results).toHaveLength(61)
})

test('as it comes, only what is optional is left out: GET', async () => {
  await using client = await startGateway()
  const { failed } = await audit(client, fetch)
  for (const [status, name] of failed) {
    expect(['notice', 'warn']).toContain(status)
    expect(name).toMatch(/GET/)
  }
})
