/** Thousands of requests that are nearly right: each is answered, by data or a coded refusal, and tells nothing. `SEED=5 FUZZ=100000` widens it, `SEED=5 FUZZ_FROM=123 FUZZ=1` replays one. */

import { afterAll, beforeAll, expect, it } from 'vitest'
import { CODES } from '../src/base/errors.ts'
import { type Client, startGateway } from './e2e/harness.ts'
import { nearlyRight, TELLTALE, wordsOf } from './support/fuzz.ts'

const SEED = Number(process.env.SEED ?? 20_261_120)
const COUNT = Number(process.env.FUZZ ?? 2_000)
const FROM = Number(process.env.FUZZ_FROM ?? 0)
/** Milliseconds after which a request counts as hung: twice its deadline. */
const HUNG = 20_000
const AT_ONCE = 8
const CANARY = 'CANARY-8c1d55-secret'

let client: Client

beforeAll(async () => {
  // Nobody may be refused for asking much: everything is to be looked at.
  client = await startGateway({ RATE_LIMIT: '0', SECRET_KEY: CANARY })
}, 120_000)
afterAll(async () => {
  await client[Symbol.asyncDispose]()
})

it(
  `answers ${COUNT} requests that are nearly right, seed ${SEED}`,
  async () => {
    const words = wordsOf(client.gateway.schema)
    const found: Record<string, number> = {}
    const wrong: unknown[] = []
    const one = async (n: number) => {
      const response = await fetch(`${client.url}/graphql`, {
        method: 'POST',
        ...nearlyRight(SEED, n, words),
        signal: AbortSignal.timeout(HUNG),
      })
      const text = await response.text()
      const { errors = [] } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] }
      for (const { extensions } of errors) found[extensions.code] = (found[extensions.code] ?? 0) + 1
      if (errors.length === 0) found.none = (found.none ?? 0) + 1
      const coded = errors.every(({ extensions }) => Object.hasOwn(CODES, extensions.code) && extensions.code !== 'INTERNAL_SERVER_ERROR')
      const leaks = text.includes(CANARY) || TELLTALE.test(text)
      if (!coded || leaks || response.status >= 500)
        wrong.push({ replay: `SEED=${SEED} FUZZ_FROM=${n} FUZZ=1`, status: response.status, text: text.slice(0, 500) })
    }
    for (let from = FROM; from < FROM + COUNT; from += AT_ONCE)
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, FROM + COUNT - from) }, (_, n) => one(from + n)))
    expect(wrong).toEqual([])
    expect(client.logged.filter((line) => line.includes('"level":"error"'))).toEqual([])
    expect(client.logged.join('\n')).not.toContain(CANARY)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    // Mutations that are all refused at the first door would look at nothing behind it.
    if (COUNT >= 1_000)
      for (const code of ['none', 'BAD_USER_INPUT', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'QUERY_LIMIT_EXCEEDED'])
        expect([code, (found[code] ?? 0) > 0]).toEqual([code, true])
  },
  60_000 + COUNT * 200,
)
