/** Principals of a test, and how each of them asks. */

import { makeKey } from '../../src/access/keys.ts'
import type { Answer } from '../e2e/harness.ts'

const made = {
  admin: { ...makeKey('dashboard'), roles: ['admin'] },
  sql: { ...makeKey('operator'), roles: ['admin:sql'] },
  both: { ...makeKey('owner'), roles: ['admin', 'admin:sql'] },
  reader: { ...makeKey('reader'), roles: ['reader'] },
}
export type Who = keyof typeof made | 'nobody'

/** Makes the keys known to a gateway. */
export const KEYS = {
  API_KEYS: JSON.stringify([
    { id: 'dashboard', sha256: made.admin.sha256, roles: made.admin.roles },
    { id: 'operator', sha256: made.sql.sha256, roles: made.sql.roles },
    { id: 'owner', sha256: made.both.sha256, roles: made.both.roles },
    { id: 'reader', sha256: made.reader.sha256, roles: made.reader.roles },
  ]),
}

/** The headers by which the gateway knows him. */
export const credentialOf = (who: Who): Readonly<Record<string, string>> =>
  who === 'nobody' ? {} : { authorization: `Bearer ${made[who].key}` }

export type Ask = (who: Who, query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Answer<Record<string, unknown>>>

/** @param url of a gateway that knows the keys */
export const asks =
  (url: string): Ask =>
  async (who, query, variables) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...credentialOf(who) },
      body: JSON.stringify({ query, variables }),
    })
    return (await response.json()) as Answer<Record<string, unknown>>
  }

/** The data of an answer without errors. */
export async function dataOf<T>(answer: Promise<Answer<Record<string, unknown>>>): Promise<T> {
  const { data, errors } = await answer
  if (errors !== undefined) throw new Error(`unexpected errors: ${JSON.stringify(errors)}`)
  return data as T
}
