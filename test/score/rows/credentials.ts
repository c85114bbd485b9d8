/** R17: nobody gets in with a credential that is not right. */

import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { ATTACKS, ec, entries, ISSUER, jwk, keys, rsa, signed, thief } from '../../fixtures/credentials.ts'
import { ms, percentile, type ScoreRow, tally } from '../row.ts'
import { startEmbedded } from '../subject.ts'

const QUESTION = '{ __typename }'

export const credentials: ScoreRow = {
  id: 'R17',
  measure: 'JWT and API key attacks S41–S54',
  target: '100 % 401, 0 server errors',
  async run({ folder, say }) {
    let thiefAsked = 0
    const published = {
      keys: [
        jwk(rsa.publicKey, { kid: 'one', alg: 'RS256' }),
        jwk(ec.publicKey, { kid: 'two', alg: 'ES256' }),
        jwk(rsa.publicKey, { kid: 'bare' }),
      ],
    }
    const issuer = await publish(() => published)
    const other = await publish(() => {
      thiefAsked++
      return { keys: [jwk(thief.publicKey, { kid: 'thief', alg: 'RS256' })] }
    })
    thief.url = other.url
    const file = join(folder, 'keys.json')
    writeFileSync(file, JSON.stringify([entries.ops, entries.reader, entries.old]))
    const env = { AUTH_REQUIRED: 'true', API_KEYS_FILE: file, JWT_JWKS_URL: issuer.url, JWT_ISSUER: ISSUER, JWT_AUDIENCE: 'graph' }
    try {
      await using subject = await startEmbedded(folder, 'sqlite', env)
      const ask = (headers: Readonly<Record<string, string>>) => subject.ask(QUESTION, undefined, { headers })
      const bearer = (credential: string) => ({ authorization: `Bearer ${credential}` })
      const right = await Promise.all([ask(bearer(keys.ops.key)), ask(bearer(await signed())), ask({ 'x-api-key': keys.reader.key })])
      const outcomes: string[] = []
      const bodies = new Set<string>()
      let inLog = 0
      const refused = async (what: string, headers: Readonly<Record<string, string>>) => {
        const reply = await ask(headers)
        const outcome = `${reply.status} ${reply.outcome}`
        outcomes.push(outcome)
        bodies.add(reply.errors.map(({ message }) => message).join())
        if (outcome !== '401 UNAUTHENTICATED') say(`   ${what}: ${outcome}`)
      }
      for (const [id, what, make] of ATTACKS) {
        const credential = await make()
        await refused(`${id} ${what}`, bearer(credential))
        if (credential.length > 20 && subject.logged().some((line) => line.includes(credential.slice(-20)))) inLog++
      }
      const key = keys.ops.key
      const mixed: readonly Readonly<Record<string, string>>[] = [
        { ...bearer(await signed()), 'x-api-key': key },
        { ...bearer(key), 'x-api-key': keys.reader.key },
        { ...bearer(key), 'x-api-key': key },
        { 'x-api-key': `${key},${keys.reader.key}` },
        { authorization: `Bearer ${await signed()}, Bearer ${key}` },
        { x_api_key: key },
        { 'proxy-authorization': `Bearer ${key}` },
        { cookie: `authorization=Bearer ${key}` },
        { authorization: `Basic ${Buffer.from(`ops:${key}`).toString('base64')}` },
        { authorization: 'Bearer' },
        { authorization: '' },
        ...['x-user-id', 'x-user-role', 'x-roles', 'x-hasura-role', 'x-hasura-admin-secret', 'x-forwarded-user', 'remote-user'].map(
          (name) => ({ [name]: 'admin' }),
        ),
        {},
      ]
      const messages = bodies.size
      for (const headers of mixed) await refused(Object.keys(headers).join(), headers)
      // S38: whether the id is known must not show in the time that the refusal takes.
      const times = { known: [] as number[], unknown: [] as number[] }
      const unknown = key.replace('sy_ops_', 'sy_opq_')
      const wrong = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`
      for (let i = 0; i < 1_000; i++) {
        times.known.push((await ask(bearer(wrong))).ms)
        times.unknown.push((await ask(bearer(unknown))).ms)
      }
      const [known, strange] = [percentile(times.known, 0.5), percentile(times.unknown, 0.5)]
      const held = outcomes.filter((outcome) => outcome === '401 UNAUTHENTICATED').length
      const answered = right.filter(({ outcome }) => outcome === 'fine').length
      return {
        figure: `${tally(outcomes)}; ${messages === 1 ? 'one message for all' : `${messages} messages`}; ${inLog} credentials in the log; the thief's keys fetched ${thiefAsked}×; median of a wrong secret ${ms(known)}, of an unknown id ${ms(strange)}; ${answered} of ${right.length} right ones got in`,
        n: outcomes.length,
        met:
          held === outcomes.length && messages === 1 && inLog === 0 && thiefAsked === 0 && answered === right.length && subject.isAlive(),
      }
    } finally {
      issuer.close()
      other.close()
    }
  },
}

async function publish(answer: () => unknown): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
