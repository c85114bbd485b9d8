/** API keys: their form, what is kept of them, and whether a key that was sent is one of them. */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Faults } from '../base/errors.ts'
import { rememberSecret } from '../base/log.ts'
import { type Principal, principalOf } from './principal.ts'
import { Invalid } from './refusal.ts'

/** What every key begins with, so that people and scanners of leaks know one when they see it. */
export const KEY_PREFIX = 'sy_'

/** Without an underscore, which ends it within a key. */
const ID = /^[a-z0-9][a-z0-9-]{0,62}$/
/** 256 bits of chance, so one round of a fast hash is enough: there is nothing to guess. */
const SECRET_BYTES = 32
const KEY = /^sy_([a-z0-9][a-z0-9-]{0,62})_[A-Za-z0-9_-]{43}$/
const ROLE = /^[A-Za-z0-9][A-Za-z0-9_:.-]{0,63}$/

/** An entry as it is written. */
export interface WrittenKey {
  readonly id: string
  /** Of the whole key, in hex. */
  readonly sha256: string
  readonly roles: readonly string[]
  /** RFC 3339. */
  readonly expires?: string
  /** For people: whose it is, what for. */
  readonly name?: string
}

interface Entry {
  readonly digest: Buffer
  readonly principal: Principal
  /** Milliseconds since the epoch. */
  readonly expires: number
}

export interface KeySet {
  readonly size: number
  /**
   * The principal of a key, in the same time whether its id is unknown or its secret wrong.
   * @param now milliseconds since the epoch
   * @throws Invalid
   */
  verify(key: string, now: number): Principal
}

/** Compared with where there is no entry. */
const NOBODY: Entry = { digest: Buffer.alloc(32), principal: principalOf('nobody', [], {}), expires: Number.POSITIVE_INFINITY }

/** @param written entries that were checked */
export function createKeySet(written: readonly WrittenKey[]): KeySet {
  const entries = new Map<string, Entry>()
  for (const { id, sha256, roles, expires } of written) {
    entries.set(id, {
      digest: Buffer.from(sha256, 'hex'),
      principal: principalOf(`key:${id}`, roles, {}),
      expires: expires === undefined ? Number.POSITIVE_INFINITY : Date.parse(expires),
    })
  }
  return {
    size: entries.size,
    verify(key, now) {
      const id = KEY.exec(key)?.[1] ?? ''
      const found = entries.get(id)
      const entry = found ?? NOBODY
      const same = timingSafeEqual(createHash('sha256').update(key).digest(), entry.digest)
      if (found === undefined) throw new Invalid('an API key that is not known')
      if (!same) throw new Invalid(`a wrong secret for the API key ${id}`)
      if (now >= entry.expires) throw new Invalid(`the API key ${id}, which has expired`)
      return entry.principal
    },
  }
}

/** A new key, and what is kept of it: the key itself is nowhere but in the answer. */
export function makeKey(id: string): { readonly key: string; readonly sha256: string } {
  const key = `${KEY_PREFIX}${id}_${randomBytes(SECRET_BYTES).toString('base64url')}`
  rememberSecret(key)
  return { key, sha256: createHash('sha256').update(key).digest('hex') }
}

/** What is wrong with this id, as the end of a sentence; undefined when nothing is. */
export function idFault(id: string): string | undefined {
  return ID.test(id) ? undefined : 'must be 1 to 63 lower-case letters, digits and -'
}

export function roleFault(role: string): string | undefined {
  return ROLE.test(role) ? undefined : 'must be 1 to 64 letters, digits and _ : . -'
}

const FIELDS = ['id', 'sha256', 'roles', 'expires', 'name']
const EXAMPLE = '[{"id": "reports", "sha256": "…", "roles": ["reader"]}]'

/**
 * The entries of a list of keys.
 * @param from where it stands, for messages; they quote nothing but ids and names of fields
 * @throws Faults with everything that is wrong
 */
export function readKeys(text: string, from: string): readonly WrittenKey[] {
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch {
    // The parser's message would quote the text.
  }
  if (!Array.isArray(list))
    throw new Faults('The API keys have faults:', [`${from} is no JSON list. Write ${EXAMPLE}, as "keys create" makes it, or [] for none.`])
  const faults: string[] = []
  const seen = new Set<unknown>()
  for (const [i, entry] of list.entries()) {
    const wrong = faultsOf(entry)
    const id = wrong.length === 0 || hasId(entry) ? (entry as { id: string }).id : undefined
    const place = `${from}: entry ${i + 1}${id === undefined ? '' : ` (${id})`}`
    faults.push(...wrong.map((fault) => `${place} ${fault}.`))
    if (id !== undefined && seen.has(id)) faults.push(`${place} has the id of another one. Give each key an id of its own.`)
    seen.add(id)
  }
  if (faults.length > 0) throw new Faults('The API keys have faults:', faults)
  return list as WrittenKey[]
}

function hasId(entry: unknown): boolean {
  return entry !== null && typeof entry === 'object' && 'id' in entry && typeof entry.id === 'string' && idFault(entry.id) === undefined
}

function faultsOf(entry: unknown): string[] {
  if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) return [`is no object. Write ${EXAMPLE}`]
  const { id, sha256, roles, expires, name } = entry as Record<string, unknown>
  const faults: string[] = []
  const unknown = Object.keys(entry).filter((key) => !FIELDS.includes(key))
  if (unknown.length > 0) faults.push(`has fields that mean nothing (${unknown.length}); there are ${FIELDS.join(', ')}`)
  if (typeof id !== 'string') faults.push('has no id')
  else if (idFault(id) !== undefined) faults.push(`has an id that is none: it ${idFault(id)}`)
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256))
    faults.push('must have the SHA-256 of the whole key as "sha256", in 64 lower-case hex digits; never the key itself')
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string' && roleFault(role) === undefined))
    faults.push('must have "roles", a list of texts of letters, digits and _ : . -')
  if (expires !== undefined && !isInstant(expires)) faults.push('has an "expires" that is no moment such as 2027-01-31T00:00:00Z')
  if (name !== undefined && typeof name !== 'string') faults.push('has a "name" that is no text')
  return faults
}

function isInstant(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  )
}
