/** The settings of protection: their defaults, what production changes, and faults that name the remedy. */

import { expect, test } from 'vitest'
import { Faults } from '../src/base/errors.ts'
import { type Config, loadConfig } from '../src/config/config.ts'
import { ENGINES } from '../src/engines/index.ts'
import { DEFAULT_PROTECTION } from '../src/server/protection.ts'

type Env = Readonly<Record<string, string>>

const files: Env = { 'operations.json': '{"a": "{ a }"}' }
const readFile = (path: string): string => {
  const text = files[path]
  if (text === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' })
  return text
}
const load = (env: Env) => loadConfig(env, ENGINES, { readFile })
const config = (env: Env = {}): Config => load(env).config

function faults(env: Env): readonly string[] {
  try {
    load(env)
  } catch (error) {
    if (error instanceof Faults) return error.faults
    throw error
  }
  throw new Error('there are no faults')
}

test('protects by default, with everything open in development that only developers need', () => {
  const { protection, graphiql, persisted } = config()
  expect(protection).toEqual(DEFAULT_PROTECTION)
  expect([graphiql, persisted]).toEqual([true, { mode: 'off', manifest: undefined }])
})

test('closes introspection and the explorer in production, unless they are asked for', () => {
  const production = { NODE_ENV: 'production', AUTH_REQUIRED: 'false' }
  expect([config(production).protection.introspection, config(production).graphiql]).toEqual([false, false])
  const open = config({ ...production, INTROSPECTION: 'true', GRAPHIQL: 'true' })
  expect([open.protection.introspection, open.graphiql]).toEqual([true, true])
  const closed = config({ INTROSPECTION: 'false', GRAPHIQL: 'false' })
  expect([closed.protection.introspection, closed.graphiql]).toEqual([false, false])
  // What is in force is shown, not what was left open.
  const shown = new Map(config(production).effective.map(({ name, value }) => [name, value]))
  expect([shown.get('INTROSPECTION'), shown.get('GRAPHIQL'), shown.get('RATE_LIMIT_BURST')]).toEqual([false, false, 10_000_000])
})

test('reads lists and figures', () => {
  const { protection, persisted } = config({
    CORS_ORIGINS: 'https://app.example.org, http://localhost:3000,',
    TRUSTED_PROXIES: '10.0.0.0/8, 192.168.1.1,fd00::/8',
    MAX_COST: '500',
    RATE_LIMIT: '1000',
    RATE_LIMIT_BURST: '0',
    ALLOW_GET: 'yes',
    PERSISTED_OPERATIONS: 'only',
    PERSISTED_MANIFEST: 'operations.json',
  })
  expect([...protection.corsOrigins]).toEqual(['https://app.example.org', 'http://localhost:3000'])
  expect(protection.trustedProxies).toEqual(['10.0.0.0/8', '192.168.1.1', 'fd00::/8'])
  expect(protection).toMatchObject({ maxCost: 500, rateLimit: 1_000, rateBurst: 0, allowGet: true })
  expect(persisted).toEqual({ mode: 'only', manifest: { file: 'operations.json', text: '{"a": "{ a }"}' } })
  expect(config({ RATE_LIMIT: '0', MAX_COST: '500' }).protection).toMatchObject({ rateLimit: 0, rateBurst: 0 })
})

test('refuses what would not protect, and says what to write instead', () => {
  const cases: [env: Env, fault: string][] = [
    [{ CORS_ORIGINS: '*' }, 'CORS_ORIGINS has "*", which would let any page call the graph: list each as browsers write it'],
    [{ CORS_ORIGINS: 'null' }, 'CORS_ORIGINS has "null"'],
    [{ CORS_ORIGINS: 'https://app.example.org/' }, 'write https://app.example.org.'],
    [{ CORS_ORIGINS: 'https://app.example.org:443' }, 'write https://app.example.org.'],
    [{ CORS_ORIGINS: 'app.example.org' }, 'list each as browsers write it'],
    [{ CORS_ORIGINS: 'https://*.example.org' }, 'no origin'],
    [{ TRUSTED_PROXIES: 'proxy' }, 'TRUSTED_PROXIES has "proxy", which is no address or network. Write'],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, 'TRUSTED_PROXIES has "10.0.0.0/33"'],
    [{ TRUSTED_PROXIES: '0.0.0.0/0' }, 'TRUSTED_PROXIES has "0.0.0.0/0"'],
    [{ TRUSTED_PROXIES: '10.0.0.0/8/8' }, 'TRUSTED_PROXIES'],
    [{ RATE_LIMIT: '5000', MAX_COST: '6000' }, 'RATE_LIMIT is 5000, less than MAX_COST, which is 6000'],
    [{ RATE_LIMIT: '-1' }, 'RATE_LIMIT is "-1", but must be a whole number'],
    [{ MAX_COST: '0' }, 'MAX_COST is "0"'],
    [{ PERSISTED_OPERATIONS: 'only' }, 'Name the file with them in PERSISTED_MANIFEST.'],
    [{ PERSISTED_OPERATIONS: 'sometimes' }, 'must be one of off, allow, only'],
    [{ PERSISTED_OPERATIONS: 'allow', PERSISTED_MANIFEST: 'none.json' }, 'names the file none.json, which cannot be read (ENOENT)'],
  ]
  for (const [env, fault] of cases) expect([env, faults(env)]).toEqual([env, [expect.stringContaining(fault)]])
  expect(load({ PERSISTED_MANIFEST: 'operations.json' }).notices).toEqual([expect.stringContaining('PERSISTED_OPERATIONS is off')])
})
