/** Authentication by its parts: keys, tokens, the issuer's keys, one credential per request, and what nobody gets in with. */

import { createHmac, generateKeyPairSync, type KeyObject, sign as signBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openAccess } from '../src/access/access.ts'
import { type AuthenticatorOptions, createAuthenticator } from '../src/access/authenticate.ts'
import { mayUse, requireRole } from '../src/access/authorize.ts'
import type { JwksTiming } from '../src/access/jwks.ts'
import { createTokenVerifier, type TokenSettings } from '../src/access/jwt.ts'
import { createKeyring } from '../src/access/keyring.ts'
import { createKeySet, makeKey, readKeys } from '../src/access/keys.ts'
import { ANONYMOUS, type Principal, principalOf } from '../src/access/principal.ts'
import { createRefusals, Invalid } from '../src/access/refusal.ts'
import { remembering } from '../src/access/remembered.ts'
import { Faults, GatewayError } from '../src/base/errors.ts'
import { createLog } from '../src/base/log.ts'
import { keys as keysCommand } from '../src/cli-keys.ts'

/** What comparing digests was asked, to see that it is asked for keys that are not known too. */
const compared = vi.hoisted(() => ({ times: 0 }))
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>()
  return {
    ...crypto,
    timingSafeEqual: (a: NodeJS.ArrayBufferView, b: NodeJS.ArrayBufferView) => {
      compared.times++
      return crypto.timingSafeEqual(a, b)
    },
  }
})

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'switchyard-access-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const logged: string[] = []
const log = createLog((line) => logged.push(line), 'json')
/** The lines that were logged while `work` ran. */
async function linesOf(work: () => unknown): Promise<string> {
  const before = logged.length
  await work()
  return logged.slice(before).join('\n')
}

function faultsOf(work: () => unknown): readonly string[] {
  try {
    work()
  } catch (error) {
    if (error instanceof Faults) return error.faults
    throw error
  }
  return []
}

async function refusalOf(work: () => unknown): Promise<GatewayError> {
  try {
    await work()
  } catch (error) {
    expect(error).toBeInstanceOf(GatewayError)
    return error as GatewayError
  }
  throw new Error('it was let in')
}

const NOW = Date.parse('2026-11-20T12:00:00Z')

describe('API keys', () => {
  const ops = makeKey('ops')
  const old = makeKey('old')
  const set = createKeySet([
    { id: 'ops', sha256: ops.sha256, roles: ['admin', 'reader', 'admin'] },
    { id: 'old', sha256: old.sha256, roles: ['admin'], expires: '2026-11-20T12:00:00Z' },
  ])

  test('name a principal of their own kind, with exact roles, which nobody can change', () => {
    const principal = set.verify(ops.key, NOW)
    expect(principal).toEqual({ id: 'key:ops', roles: ['admin', 'reader'], claims: Object.create(null) })
    expect(Object.isFrozen(principal) && Object.isFrozen(principal.roles) && Object.isFrozen(principal.claims)).toBe(true)
    expect(Object.getPrototypeOf(principal.claims)).toBeNull()
  })

  test('have 256 bits of chance each, and are kept as a hash alone', () => {
    const made = Array.from({ length: 50 }, () => makeKey('a'))
    expect(new Set(made.map(({ key }) => key)).size).toBe(50)
    for (const { key, sha256 } of made) {
      expect(key).toMatch(/^sy_a_[\w-]{43}$/)
      expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    }
  })

  test('expire at the moment that is said', () => {
    expect(set.verify(old.key, NOW - 1).id).toBe('key:old')
    expect(() => set.verify(old.key, NOW)).toThrow(Invalid)
  })

  test.each([
    ['the right one', ops.key],
    ['a wrong secret', `${ops.key.slice(0, -1)}${ops.key.endsWith('A') ? 'E' : 'A'}`],
    ['an unknown id', makeKey('nobody').key],
    ['an id that objects answer to', `sy_constructor_${'A'.repeat(43)}`],
    ['no key at all', 'sy_'],
    ['nothing', ''],
  ])('compare a digest in constant time once for %s', (_, key) => {
    const before = compared.times
    try {
      set.verify(key, NOW)
    } catch (error) {
      expect(error).toBeInstanceOf(Invalid)
    }
    expect(compared.times - before).toBe(1)
  })

  test('do not open by any other text', () => {
    const mutated = fc
      .tuple(fc.nat(ops.key.length - 1), fc.string({ unit: 'binary', minLength: 0, maxLength: 3 }), fc.nat(3))
      .map(([at, put, take]) => ops.key.slice(0, at) + put + ops.key.slice(at + take))
      .filter((key) => key !== ops.key)
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string({ unit: 'binary' })), (key) => {
        expect(() => set.verify(key, NOW)).toThrow(Invalid)
      }),
    )
  })

  test('are read with all faults at once, which quote nothing but ids', () => {
    const { key, sha256 } = makeKey('leaked')
    expect(
      readKeys(`[${JSON.stringify({ id: 'a', sha256, roles: [], expires: '2027-01-01T00:00:00+01:00', name: 'A' })}]`, 'F'),
    ).toHaveLength(1)
    const list = [
      { id: 'ok', sha256, roles: ['reader'] },
      { id: 'ok', sha256, roles: ['reader'] },
      { id: key, sha256: key, roles: 'admin', expires: 'soon', name: 1, [key]: 1 },
      { id: 'no-roles', sha256 },
      { id: 'bad-role', sha256, roles: ['a', ''] },
      JSON.parse(`{"__proto__": {"id": "x"}, "sha256": "${sha256}", "roles": ["admin"]}`),
      null,
      [],
      key,
    ]
    const faults = faultsOf(() => readKeys(JSON.stringify(list), 'keys.json'))
    expect(faults.join('\n')).not.toContain(key)
    expect(faults.filter((fault) => fault.startsWith('keys.json: entry 2 (ok) has the id of another one'))).toHaveLength(1)
    for (const [entry, count] of [
      [1, 0],
      [3, 6],
      [4, 1],
      [5, 1],
      [6, 2],
      [7, 1],
      [8, 1],
      [9, 1],
    ] as const)
      expect(
        faults.filter((fault) => fault.startsWith(`keys.json: entry ${entry} `) || fault.startsWith(`keys.json: entry ${entry}:`)),
        `${entry}`,
      ).toHaveLength(count)
    for (const text of ['', 'no json', '{}', '"a"', 'null', `[${key}`])
      expect(faultsOf(() => readKeys(text, 'keys.json'))).toEqual([expect.stringMatching(/^keys\.json is no JSON list\. Write /)])
  })
})

describe('the file of keys', () => {
  const entry = (id: string) => {
    const made = makeKey(id)
    return { key: made.key, line: JSON.stringify({ id, sha256: made.sha256, roles: ['reader'] }) }
  }

  test('is read again: new keys work, revoked ones do not, and a broken file changes nothing', async () => {
    const file = join(dir, 'live.json')
    const [a, b] = [entry('a'), entry('b')]
    const text = `[${a.line}]`
    writeFileSync(file, `${text}\n`)
    using ring = createKeyring({ text, from: 'API_KEYS_FILE', file }, log, 3_600_000)
    expect(await linesOf(() => ring.look())).toBe('')
    expect(ring.verify(a.key).id).toBe('key:a')
    expect(() => ring.verify(b.key)).toThrow(Invalid)
    writeFileSync(file, `[${b.line}]`)
    await ring.look()
    expect(() => ring.verify(a.key)).toThrow(Invalid)
    expect(ring.verify(b.key).id).toBe('key:b')
    for (const broken of ['', '[', '{}', `[${b.line}, {}]`]) {
      writeFileSync(file, broken)
      expect(await linesOf(() => ring.look()), broken).toMatch(/stay as they were/)
      expect(await linesOf(() => ring.look()), broken).toBe('')
      expect(ring.verify(b.key).id).toBe('key:b')
    }
    rmSync(file)
    expect(await linesOf(() => ring.look())).toMatch(/ENOENT/)
    expect(await linesOf(() => ring.look())).toBe('')
    expect(ring.verify(b.key).id).toBe('key:b')
    writeFileSync(file, '[]')
    expect(await linesOf(() => ring.look())).toMatch(/read again/)
    expect(() => ring.verify(b.key)).toThrow(Invalid)
  })

  test('is looked at by itself', async () => {
    const file = join(dir, 'watched.json')
    const a = entry('a')
    writeFileSync(file, `[${a.line}]`)
    using ring = createKeyring({ text: `[${a.line}]`, from: 'API_KEYS_FILE', file }, log, 10)
    expect(ring.verify(a.key).id).toBe('key:a')
    writeFileSync(file, '[]')
    await vi.waitFor(() => expect(() => ring.verify(a.key)).toThrow(Invalid), { timeout: 20_000 })
  })

  test('is kept by the command line: created for its owner alone, listed without secrets, revoked by id', async () => {
    const file = join(dir, 'cli.json')
    const run = async (...args: string[]) => {
      const lines: string[] = []
      await keysCommand(args, { API_KEYS_FILE: file }, (line) => lines.push(line))
      return lines.join('\n')
    }
    const created = await run('create', '--roles', 'admin, reader', '--id', 'ops', '--expires', '90d', '--name', 'Operations')
    const key = /sy_ops_[\w-]{43}/.exec(created)?.[0] ?? ''
    expect(created.split(key)).toHaveLength(2)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const kept = readFileSync(file, 'utf8')
    expect(kept).not.toContain(key.slice(7))
    using ring = createKeyring({ text: kept, from: 'x', file: undefined }, log)
    expect(ring.verify(key).roles).toEqual(['admin', 'reader'])
    await run('create', '--roles', 'reader', '--id', 'second')
    const listed = await run('list')
    expect(listed).toMatch(/^ops +admin,reader +expires 20\d\d-.* "Operations"$/m)
    expect(listed).toMatch(/^second +reader +never expires$/m)
    expect(listed).not.toMatch(/[0-9a-f]{64}/)
    await expect(run('create', '--roles', 'reader', '--id', 'ops')).rejects.toThrow(/has a key ops already/)
    await run('revoke', 'ops')
    expect(await run('list')).not.toMatch(/ops/)
    await expect(run('revoke', 'ops')).rejects.toThrow(/has no key "ops"/)
    writeFileSync(`${file}.new`, '')
    await expect(run('revoke', 'second')).rejects.toThrow(/another command is changing the keys/)
    rmSync(`${file}.new`)
    await run('revoke', 'second')
    expect(await run('list')).toBe('There are no keys.')
  })

  test('without a file the command prints what to add, and it works', async () => {
    const lines: string[] = []
    await keysCommand(['create', '--roles', 'reader'], {}, (line) => lines.push(line))
    const key = /sy_[0-9a-f]{10}_[\w-]{43}/.exec(lines.join('\n'))?.[0] ?? ''
    const written = lines.join('\n').split('\n').at(-1) ?? ''
    using ring = createKeyring({ text: `[${written.trim()}]`, from: 'API_KEYS', file: undefined }, log)
    expect(ring.verify(key).roles).toEqual(['reader'])
  })

  test.each([
    [['create']],
    [['create', '--roles', ',']],
    [['create', '--roles', 'a b', '--id', 'A']],
    [['create', '--roles', 'a', '--expires', 'never']],
    [['create', '--roles', 'a', '--expires', '2001-01-01T00:00:00Z']],
    [['create', '--roles', 'a', '--expires', '0d']],
    [['revoke']],
    [['revoke', 'a']],
    [['list', '--file', '/nowhere/keys.json']],
    [['forget']],
    [[]],
  ])('%j is refused with what to do', async (args) => {
    await expect(keysCommand(args, {}, () => {})).rejects.toThrow(Faults)
  })
})

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed = generateKeyPairSync('ed25519')
const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()
const SECRET = 'a secret of thirty-two bytes or more'

const SETTINGS: TokenSettings = {
  key: { kind: 'public', pem: pemOf(rsa.publicKey) },
  issuer: 'https://id.example.org/',
  audience: ['graph', 'other'],
  algorithms: ['RS256', 'ES256', 'EdDSA'],
  rolesClaim: 'roles',
  typ: undefined,
  clockTolerance: 5,
}
const later = (seconds: number) => Math.floor(Date.now() / 1000) + seconds
const CLAIMS = { sub: 'ann', iss: 'https://id.example.org/', aud: 'graph', roles: ['reader'] }

const token = (claims: Record<string, unknown>, header: Record<string, unknown> = {}, key: KeyObject = rsa.privateKey): Promise<string> =>
  new SignJWT({ exp: later(300), ...CLAIMS, ...claims }).setProtectedHeader({ alg: 'RS256', ...header }).sign(key)

/** A token whose payload is this text, signed by the right key: what a library would not write. */
function tokenOfText(payload: string): string {
  const input = `${encode('{"alg":"RS256"}')}.${encode(payload)}`
  return `${input}.${signBytes('sha256', Buffer.from(input), rsa.privateKey).toString('base64url')}`
}
const encode = (text: string) => Buffer.from(text).toString('base64url')

describe('tokens', () => {
  const verify = createTokenVerifier(SETTINGS, log)

  test.each([
    ['RS256', rsa, {}],
    ['ES256', ec, {}],
    ['EdDSA', ed, {}],
    ['PS256', rsa, { algorithms: ['PS256'] }],
  ])('signed with %s are taken', async (alg, pair, more) => {
    const check = createTokenVerifier({ ...SETTINGS, ...more, key: { kind: 'public', pem: pemOf(pair.publicKey) } }, log)
    expect(await check(await token({}, { alg }, pair.privateKey))).toMatchObject({ id: 'user:ann', roles: ['reader'] })
  })

  test('signed with a shared secret are taken, and then no other', async () => {
    const check = createTokenVerifier({ ...SETTINGS, key: { kind: 'secret', secret: SECRET }, algorithms: ['HS256'] }, log)
    const signed = await new SignJWT({ ...CLAIMS, exp: later(60) }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(SECRET))
    expect((await check(signed)).id).toBe('user:ann')
    await expect(check(await token({}))).rejects.toThrow(Invalid)
    const other = await new SignJWT({ ...CLAIMS, exp: later(60) }).setProtectedHeader({ alg: 'HS512' }).sign(Buffer.from(SECRET.repeat(2)))
    await expect(check(other)).rejects.toThrow(Invalid)
  })

  test('claims are frozen through and through, and answer to their own names only', async () => {
    const { claims } = await verify(
      tokenOfText(
        JSON.stringify({ ...CLAIMS, exp: later(60), a: [{ b: 1 }] }).replace('{', '{"__proto__":{"polluted":1},"constructor":2,'),
      ),
    )
    expect(Object.getPrototypeOf(claims)).toBeNull()
    expect(Object.keys(claims).slice(0, 2)).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    const [inner] = claims.a as [{ b: number }]
    expect(Object.isFrozen(claims) && Object.isFrozen(claims.a) && Object.isFrozen(inner)).toBe(true)
    expect(claims.toString).toBeUndefined()
  })

  test.each<[string, string, Record<string, unknown>, readonly string[]]>([
    ['a list', 'roles', { roles: ['b', 'a', 'b'] }, ['b', 'a']],
    ['a text with blanks, as scope is', 'scope', { scope: 'read  write' }, ['read', 'write']],
    ['a path', 'realm_access.roles', { realm_access: { roles: ['x'] } }, ['x']],
    ['a name with dots', 'https://example.org/roles', { 'https://example.org/roles': ['y'] }, ['y']],
    ['nothing', 'nothing.there', {}, []],
    ['null', 'roles', { roles: null }, []],
    ['what objects inherit', 'constructor.name', {}, []],
    ['what objects inherit from others', '__proto__.constructor', {}, []],
    ['a path through a list', 'groups.0', { groups: ['admin'] }, []],
    ['a path through a text', 'sub.length', {}, []],
    ['another spelling', 'Roles', {}, []],
    ['a text with commas is one role', 'roles', { roles: 'admin,reader' }, ['admin,reader']],
  ])('roles: %s', async (_, rolesClaim, claims, roles) => {
    const check = createTokenVerifier({ ...SETTINGS, rolesClaim }, log)
    expect((await check(await token(claims))).roles).toEqual(roles)
  })

  test.each<[string, unknown]>([
    ['an object', { admin: true }],
    ['a number', 1],
    ['true', true],
    ['a list with an object', ['reader', { name: 'admin' }]],
    ['a list in a list', [['admin']]],
    ['a list with null', [null]],
    ['a list with nothing', ['']],
  ])('roles that are %s end the request', async (_, roles) => {
    await expect(verify(await token({ roles }))).rejects.toThrow(Invalid)
  })

  test('that are an own __proto__ are not taken for roles', async () => {
    const text = JSON.stringify({ ...CLAIMS, roles: undefined, exp: later(60) }).replace('{', '{"__proto__":{"roles":["admin"]},')
    expect((await verify(tokenOfText(text))).roles).toEqual([])
  })

  test('with any other character do not open', async () => {
    const right = await token({})
    await fc.assert(
      fc.asyncProperty(fc.nat(right.length - 1), fc.constantFrom(...'ABCDwxyz0189-_. ='), fc.nat(2), async (at, put, take) => {
        const changed = right.slice(0, at) + put + right.slice(at + take)
        if (changed !== right) await expect(verify(changed)).rejects.toThrow(Invalid)
      }),
      { numRuns: 300 },
    )
    // The last character of a signature has bits that decode to nothing.
    for (const last of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
      if (!right.endsWith(last)) await expect(verify(right.slice(0, -1) + last)).rejects.toThrow(Invalid)
  })

  test('with any claims and header do not open unless the right key signed them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.constantFrom('alg', 'kid', 'typ', 'crit', 'jku', 'jwk', 'b64'), fc.jsonValue()),
        async (claims, header) => {
          const input = `${encode(JSON.stringify({ alg: 'RS256', ...header }))}.${encode(JSON.stringify({ ...CLAIMS, exp: later(60), ...claims }))}`
          const hmac = createHmac('sha256', pemOf(rsa.publicKey)).update(input).digest('base64url')
          await expect(verify(`${input}.${hmac}`)).rejects.toThrow(Invalid)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('a key that cannot serve is a fault with its remedy, and quotes nothing', () => {
    const faults = (more: Partial<TokenSettings>) => faultsOf(() => createTokenVerifier({ ...SETTINGS, ...more }, log))
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const secretPem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    expect(faults({ key: { kind: 'public', pem: 'nonsense' } })).toEqual([expect.stringMatching(/^JWT_PUBLIC_KEY is no public key in PEM/)])
    expect(faults({ key: { kind: 'public', pem: secretPem } })).toEqual([expect.stringMatching(/^JWT_PUBLIC_KEY is a private key/)])
    expect(faults({ key: { kind: 'public', pem: pemOf(weak.publicKey) } })).toEqual([expect.stringMatching(/1024 bits/)])
    expect(faults({ algorithms: ['ES256'] })).toEqual([expect.stringMatching(/none of ES256 fits/)])
    expect(faults({ algorithms: ['RS256', 'PS256'] })).toEqual([expect.stringMatching(/RS256 and PS256 fit .* Name one/)])
  })
})

describe('tokens that held a moment ago', () => {
  const counted = () => {
    const check = createTokenVerifier(SETTINGS, log)
    const state = { times: 0, now: Date.now() }
    const verify = remembering(
      (sent) => {
        state.times++
        return check(sent)
      },
      () => state.now,
    )
    return { state, verify }
  }

  test('are known at once, and checked again after half a minute', async () => {
    const { state, verify } = counted()
    const right = await token({})
    const first = await verify(right)
    expect(verify(right)).toBe(first)
    expect(state.times).toBe(1)
    state.now += 31_000
    expect(verify(right)).toBeInstanceOf(Promise)
    expect(state.times).toBe(2)
  })

  test('are not known beyond their exp', async () => {
    const { state, verify } = counted()
    const right = await token({ exp: later(10) })
    await verify(right)
    state.now += 9_000
    expect(verify(right)).not.toBeInstanceOf(Promise)
    state.now += 2_000
    expect(verify(right)).toBeInstanceOf(Promise)
  })

  test('are known by every character, and what does not hold is not remembered', async () => {
    const { state, verify } = counted()
    const right = await token({})
    await verify(right)
    const wrong = [`${right}A`, right.slice(0, -1), right.replace('.', '..'), await token({}, {}, ec.privateKey).catch(() => 'x')]
    for (const sent of [...wrong, ...wrong]) await expect(verify(sent)).rejects.toThrow(Invalid)
    expect(state.times).toBe(1 + 2 * wrong.length)
  })
})

interface Issuer extends AsyncDisposable {
  readonly url: string
  /** What it publishes. */
  publish(body: unknown, status?: number): void
  asked(): number
}

/** Published by an issuer that takes requests and never answers. */
const SILENCE = Symbol('silence')

async function startIssuer(): Promise<Issuer> {
  let [body, status]: [unknown, number] = [{ keys: [] }, 200]
  let asked = 0
  const server = createHttpServer((request, response) => {
    asked++
    if (request.url !== '/keys') response.writeHead(302, { location: '/keys' }).end()
    else if (body !== SILENCE)
      response.writeHead(status, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`,
    publish(next, code = 200) {
      body = next
      status = code
    },
    asked: () => asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const jwk = (key: KeyObject, more: Record<string, unknown>) => ({ ...key.export({ format: 'jwk' }), use: 'sig', ...more })
const LONG: JwksTiming = { timeout: 600_000, cooldown: 3_600_000, maxAge: 3_600_000, outage: 3_600_000 }

describe("the issuer's keys", () => {
  const verifier = (url: string, timing: Partial<JwksTiming> = {}) =>
    createTokenVerifier({ ...SETTINGS, key: { kind: 'jwks', url } }, log, { ...LONG, ...timing })
  const one = { keys: [jwk(rsa.publicKey, { kid: 'one', alg: 'RS256' })] }
  const two = { keys: [jwk(ec.publicKey, { kid: 'two', alg: 'ES256' })] }
  const tokenTwo = () => token({}, { alg: 'ES256', kid: 'two' }, ec.privateKey)

  test('are fetched once for all that come at once, and kept', async () => {
    await using issuer = await startIssuer()
    issuer.publish(one)
    const verify = verifier(issuer.url)
    const tokens = await Promise.all(Array.from({ length: 20 }, () => token({}, { kid: 'one' })))
    for (const { id } of await Promise.all(tokens.map(verify))) expect(id).toBe('user:ann')
    await verify(await token({}, { kid: 'one' }))
    expect(issuer.asked()).toBe(1)
  })

  test('rotate: a new kid is fetched, a key that was withdrawn ends', async () => {
    await using issuer = await startIssuer()
    issuer.publish(one)
    const verify = verifier(issuer.url, { cooldown: 0 })
    const before = await token({}, { kid: 'one' })
    await verify(before)
    issuer.publish(two)
    expect((await verify(await tokenTwo())).id).toBe('user:ann')
    await expect(verify(before)).rejects.toThrow(Invalid)
  })

  test('a key that was withdrawn ends at their age, without anybody asking for another', async () => {
    await using issuer = await startIssuer()
    issuer.publish(one)
    const verify = verifier(issuer.url, { cooldown: 0, maxAge: 0 })
    const before = await token({}, { kid: 'one' })
    await verify(before)
    issuer.publish(two)
    await expect(verify(before)).rejects.toThrow(Invalid)
  })

  test.each([
    ['up', 200],
    ['down', 500],
  ])('a storm of invented kids while the issuer is %s costs one fetch per cooldown', async (_, status) => {
    await using issuer = await startIssuer()
    issuer.publish(one)
    // The first fetch is the one of this cooldown; while the issuer is down it fails.
    if (status !== 200) issuer.publish('no', status)
    const verify = verifier(issuer.url)
    const storm = Array.from({ length: 200 }, async (_each, i) => {
      await expect(verify(await token({}, { kid: `invented-${i}` }))).rejects.toThrow(Invalid)
    })
    await Promise.all(storm)
    for (let i = 0; i < 20; i++) await expect(verify(await token({}, { kid: `again-${i}` }))).rejects.toThrow(Invalid)
    expect(issuer.asked()).toBe(1)
  })

  test('while the issuer is down those that were fetched serve, though not for ever, and the log says it once', async () => {
    await using issuer = await startIssuer()
    issuer.publish(one)
    const verify = verifier(issuer.url, { cooldown: 0, maxAge: 0 })
    const right = await token({}, { kid: 'one' })
    await verify(right)
    for (const [body, status] of [
      ['down', 503],
      ['no json', 200],
      [{ keys: 'none' }, 200],
    ] as const) {
      issuer.publish(body, status)
      expect((await verify(right)).id).toBe('user:ann')
    }
    const lines = await linesOf(async () => {
      for (let i = 0; i < 5; i++) await verify(right)
    })
    expect(lines).not.toMatch(/cannot be fetched/)
    issuer.publish(one)
    const from = logged.length
    // Those who ask do not wait for the fetch, so its line comes when it comes.
    const again = async () => {
      await verify(right)
      expect(logged.slice(from).join('\n')).toMatch(/can be fetched again/)
    }
    await vi.waitFor(again, { timeout: 20_000 })
    issuer.publish('down', 503)
    const at = performance.now()
    const clock = vi.spyOn(performance, 'now').mockReturnValue(at + LONG.outage - 60_000)
    expect((await verify(right)).id).toBe('user:ann')
    clock.mockReturnValue(at + LONG.outage + 60_000)
    await expect(verify(right)).rejects.toThrow(/keys of its issuer cannot be fetched/)
    clock.mockRestore()
  })

  test('nobody waits for an issuer that hangs who has keys to go on with', async () => {
    await using issuer = await startIssuer()
    issuer.publish(one)
    const verify = verifier(issuer.url, { cooldown: 0, maxAge: 0 })
    const right = await token({}, { kid: 'one' })
    await verify(right)
    issuer.publish('down', 503)
    await verify(right)
    issuer.publish(SILENCE)
    for (let i = 0; i < 5; i++) expect((await verify(right)).id).toBe('user:ann')
  })

  test('an issuer that was down at first is asked again', async () => {
    await using issuer = await startIssuer()
    issuer.publish('down', 503)
    const verify = verifier(issuer.url, { cooldown: 0 })
    const right = await token({}, { kid: 'one' })
    await expect(verify(right)).rejects.toThrow(/keys of its issuer cannot be fetched/)
    issuer.publish(one)
    expect((await verify(right)).id).toBe('user:ann')
  })

  test('another address has no say: redirects are not followed, and symmetric keys in the set open nothing', async () => {
    await using issuer = await startIssuer()
    issuer.publish(one)
    await expect(verifier(issuer.url.replace('/keys', '/moved'))(await token({}, { kid: 'one' }))).rejects.toThrow(Invalid)
    issuer.publish({ keys: [{ kty: 'oct', kid: 'h', alg: 'HS256', k: encode(SECRET) }] })
    const forged = await new SignJWT({ ...CLAIMS, exp: later(60) }).setProtectedHeader({ alg: 'HS256', kid: 'h' }).sign(Buffer.from(SECRET))
    await expect(verifier(issuer.url)(forged)).rejects.toThrow(Invalid)
  })

  test('a kid that is missing or no text finds no key, not even the only one', async () => {
    await using issuer = await startIssuer()
    issuer.publish(one)
    const verify = verifier(issuer.url)
    await expect(verify(await token({}))).rejects.toThrow(Invalid)
    await expect(verify(await token({}, { kid: 'one' }))).resolves.toMatchObject({ roles: expect.any(Array) })
    for (const kid of [1, null, {}, ['one'], '../../dev/null', "' or 1=1", 'https://x', '__proto__'])
      await expect(verify(await token({}, { kid })), String(kid)).rejects.toThrow(Invalid)
  })
})

describe('one credential per request', () => {
  const { key, sha256 } = makeKey('ops')
  const keys = createKeySet([{ id: 'ops', sha256, roles: ['admin'] }])
  const tokens = createTokenVerifier(SETTINGS, log)
  const ask = (headers: Record<string, string>, more: Partial<AuthenticatorOptions> = {}) => {
    const authenticate = createAuthenticator({ required: false, keys: { verify: (sent) => keys.verify(sent, NOW) }, tokens, log, ...more })
    return authenticate({ header: (name) => headers[name] ?? null })
  }

  test('a key is known at once, without a promise', () => {
    const right: readonly Record<string, string>[] = [
      { authorization: `Bearer ${key}` },
      { authorization: `bearer  ${key}` },
      { 'x-api-key': key },
    ]
    for (const headers of right) expect(ask(headers)).toMatchObject({ id: 'key:ops', roles: ['admin'] })
    expect(ask({})).toBe(ANONYMOUS)
  })

  test('a token is waited for', async () => {
    expect(await ask({ authorization: `Bearer ${await token({})}` })).toMatchObject({ id: 'user:ann' })
  })

  test('anything else is refused with one and the same message, also where nobody needs a credential', async () => {
    const right = await token({})
    const wrong: readonly Record<string, string>[] = [
      { authorization: '' },
      { authorization: 'Bearer' },
      { authorization: 'Bearer ' },
      { authorization: key },
      { authorization: `Basic ${Buffer.from(`ops:${key}`).toString('base64')}` },
      { authorization: `Token ${key}` },
      { authorization: `Bearer ${key}, Bearer ${key}` },
      { authorization: `Bearer ${key},${key}` },
      { authorization: `Bearer ${key} ${key}` },
      { authorization: `Bearer ${key}x` },
      { authorization: `Bearer ${makeKey('ops').key}` },
      { authorization: `Bearer ${makeKey('nobody').key}` },
      { authorization: `Bearer ${right}, Bearer ${right}` },
      { authorization: `Bearer ${right}`, 'x-api-key': key },
      { authorization: `Bearer ${key}`, 'x-api-key': key },
      { 'x-api-key': `${key}, ${key}` },
      { 'x-api-key': right },
      { 'x-api-key': '' },
      { 'x-api-key': `Bearer ${key}` },
    ]
    const messages = new Set<string>()
    for (const headers of wrong) {
      const refusal = await refusalOf(() => ask(headers))
      expect(refusal.code).toBe('UNAUTHENTICATED')
      messages.add(refusal.message)
    }
    expect(messages.size).toBe(1)
  })

  test('nothing sent is refused where a credential is needed, with what to send', async () => {
    const refusal = await refusalOf(() => ask({}, { required: true }))
    expect(refusal.code).toBe('UNAUTHENTICATED')
    expect(refusal.message).toMatch(/Send "authorization: Bearer/)
  })

  test('without keys or tokens no credential is right', async () => {
    const none = { keys: undefined, tokens: undefined }
    expect((await refusalOf(async () => ask({ authorization: `Bearer ${await token({})}` }, none))).code).toBe('UNAUTHENTICATED')
    expect((await refusalOf(() => ask({ 'x-api-key': key }, none))).code).toBe('UNAUTHENTICATED')
  })

  test('a fault of our own is no refusal', () => {
    const broken = {
      verify: () => {
        throw new TypeError('ours')
      },
    }
    expect(() => ask({ 'x-api-key': key }, { keys: broken })).toThrow(TypeError)
  })
})

test('a flood of refusals leaves a line now and then, with reasons and numbers, and nothing of what was sent', async () => {
  let now = 0
  const refuse = createRefusals(log, () => now)
  const lines = await linesOf(() => {
    for (let i = 0; i < 100; i++) refuse(new Invalid('a wrong secret for the API key ops'))
    now = 60_000
    refuse(new Invalid('two credentials at once'))
  })
  expect(lines.split('\n')).toHaveLength(2)
  expect(lines).toContain('1 × a wrong secret for the API key ops')
  expect(lines).toContain('99 × a wrong secret for the API key ops')
  expect(lines).toContain('1 × two credentials at once')
})

test('the reason of the last refusal comes as well, though nobody is refused after it', async () => {
  vi.useFakeTimers()
  try {
    const refuse = createRefusals(log, () => Date.now())
    const lines = await linesOf(() => {
      refuse(new Invalid('two credentials at once'))
      vi.advanceTimersByTime(1_000)
      refuse(new Invalid('an API key that is not known'))
      refuse(new Invalid('an API key that is not known'))
      vi.advanceTimersByTime(60_000)
    })
    expect(lines.split('\n').map((line) => JSON.parse(line).reasons)).toEqual([
      ['1 × two credentials at once'],
      ['2 × an API key that is not known'],
    ])
  } finally {
    vi.useRealTimers()
  }
})

describe('what a principal may do', () => {
  const who = (...roles: string[]): Principal => principalOf('user:a', roles, {})

  test('goes by exact roles, and none includes another', () => {
    expect(mayUse(who('admin'), 'admin')).toBe(true)
    for (const role of ['Admin', 'admin:sql', 'admin ', 'adm', '*', '']) expect(mayUse(who('admin'), role)).toBe(false)
    expect(mayUse(who('admin:sql'), 'admin')).toBe(false)
  })

  test('says who must first show who he is', () => {
    expect(() => requireRole(who('admin'), 'admin')).not.toThrow()
    expect(() => requireRole(who('reader'), 'admin')).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    expect(() => requireRole(ANONYMOUS, 'admin')).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }))
  })
})

describe('put together', () => {
  const NONE = { required: false, keys: undefined, tokens: undefined }

  test('a key for one run is made only where it is offered and nothing is configured', () => {
    using offered = openAccess(NONE, true, log)
    const { adminKey } = offered
    expect(offered.authenticate({ header: (name) => (name === 'x-api-key' ? adminKey : null) })).toMatchObject({
      roles: ['admin', 'admin:sql'],
    })
    using other = openAccess(NONE, true, log)
    expect(other.adminKey).not.toBe(adminKey)
    using without = openAccess(NONE, false, log)
    expect(without.adminKey).toBeNull()
    using configured = openAccess({ ...NONE, keys: { text: '[]', from: 'API_KEYS', file: undefined } }, true, log)
    expect(configured.adminKey).toBeNull()
    using tokens = openAccess(
      { ...NONE, tokens: { ...SETTINGS, key: { kind: 'secret', secret: 'x'.repeat(32) }, algorithms: ['HS256'] } },
      true,
      log,
    )
    expect(tokens.adminKey).toBeNull()
  })

  test('faults of keys and tokens are told together', () => {
    const faults = faultsOf(() =>
      openAccess(
        {
          required: true,
          keys: { text: '{}', from: 'API_KEYS', file: undefined },
          tokens: { ...SETTINGS, key: { kind: 'public', pem: 'x' } },
        },
        false,
        log,
      ),
    )
    expect(faults).toEqual([expect.stringMatching(/^JWT_PUBLIC_KEY/), expect.stringMatching(/^API_KEYS/)])
  })
})
