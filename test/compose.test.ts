/** The compose file: the compose command accepts it, its ports stay on this machine, and the gateway accepts the variables it is given. */

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/config.ts'
import { ENGINES } from '../src/engines/index.ts'

const ROOT = join(import.meta.dirname, '..')
const file = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8')

/** The compose plugin, or the program of the same name where it is version 2; null where neither is there. */
function composeCommand(): readonly [string, ...string[]] | null {
  const candidates: readonly (readonly [string, ...string[]])[] = [['docker', 'compose'], ['docker-compose']]
  return (
    candidates.find(([command, ...args]) => {
      const { status, stdout } = spawnSync(command, [...args, 'version', '--short'], { encoding: 'utf8' })
      return status === 0 && !/^v?1\./.test(stdout)
    }) ?? null
  )
}
const compose = composeCommand()

interface Service {
  readonly environment?: Readonly<Record<string, string>>
  readonly ports?: readonly { readonly host_ip?: string; readonly published: string }[]
  readonly healthcheck?: object
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly init?: boolean
  readonly stop_grace_period?: string
  readonly restart?: string
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
}

describe.skipIf(compose === null)('docker compose config (needs docker compose 2)', () => {
  const config = (): { services: Record<string, Service> } => {
    const [command, ...args] = compose ?? ['docker']
    // Nothing of this machine's .env may change what is looked at.
    const options = ['--env-file', '/dev/null', '--profile', '*', 'config', '--format', 'json']
    const { status, stdout, stderr } = spawnSync(command, [...args, ...options], { cwd: ROOT, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(status).toBe(0)
    return JSON.parse(stdout)
  }

  test('whoever is waited for can be: a server has a health check, a step ends by itself', () => {
    const { services } = config()
    const waits = Object.entries(services).flatMap(([name, { depends_on = {} }]) =>
      Object.entries(depends_on).map(([on, { condition }]) => ({ name, on, condition })),
    )
    expect(waits.length).toBeGreaterThan(5)
    for (const { name, on, condition } of waits) {
      const target = services[on]
      if (condition === 'service_healthy') expect(target?.healthcheck, `${name} waits for ${on}`).toBeDefined()
      else expect([undefined, 'no'], `${name} waits for ${on}`).toContain(target?.restart)
    }
  })

  test('the gateway gives up every privilege, in each of its services', () => {
    const { services } = config()
    for (const name of ['gateway', 'seed', 'gateway-postgres']) {
      const { read_only, cap_drop, security_opt, init, stop_grace_period } = services[name] ?? {}
      expect({ read_only, cap_drop, security_opt, init, stop_grace_period }, name).toEqual({
        ...{ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], init: true, stop_grace_period: '30s' },
      })
    }
  })

  test('it passes, every port is on 127.0.0.1, every server has a health check, and each step waits for the one before', () => {
    const { services } = config()
    expect(Object.keys(services).sort()).toEqual([
      ...['gateway', 'gateway-postgres', 'mongodb', 'mongodb-create', 'mysql', 'postgres', 'seed', 'sqlserver', 'sqlserver-create'],
    ])
    for (const { ports = [] } of Object.values(services)) for (const port of ports) expect(port.host_ip).toBe('127.0.0.1')
    for (const name of ['postgres', 'mysql', 'sqlserver', 'mongodb']) expect(services[name]?.healthcheck, name).toBeDefined()
    for (const name of ['gateway', 'seed', 'gateway-postgres']) expect(services[name]?.read_only, name).toBe(true)
    expect(services.gateway?.depends_on?.seed?.condition).toBe('service_completed_successfully')
    expect(services.seed?.depends_on?.['sqlserver-create']?.condition).toBe('service_completed_successfully')
    // The seed step has more patience, and is otherwise wired as the gateway is.
    const wired = Object.entries(services.seed?.environment ?? {}).filter(([variable]) => !variable.endsWith('__POOL__CONNECT_TIMEOUT'))
    expect(Object.fromEntries(wired)).toEqual(services.gateway?.environment)
  })
})

test('every published port is bound to 127.0.0.1', () => {
  const published = [...file.matchAll(/^ +- "([^"]*:\d+)"$/gm)].map(([, port]) => port)
  expect(published.length).toBeGreaterThan(4)
  for (const port of published) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/)
})

describe.each([
  ['x-three-servers', { users_db: 'mongodb', products_db: 'sqlserver', main: 'postgres' }],
  ['x-one-postgres', { users_db: 'postgres', products_db: 'postgres', main: 'postgres' }],
])('%s', (block, types) => {
  test('are variables that the gateway accepts', () => {
    const lines = (new RegExp(`^${block}:.*\\n((?: {2}.*\\n)+)`, 'm').exec(file)?.[1] ?? '').split('\n')
    const env: Record<string, string> = {}
    for (const line of lines) {
      const [, name, value] = /^ {2}(\w+): (.*)$/.exec(line) ?? []
      if (name === undefined || value === undefined) continue
      env[name] = value.replace(/^"(.*)"$/, '$1').replace(/\$\{\w+:-([^}]*)\}/, '$1')
    }
    const { config, notices } = loadConfig(env, ENGINES)
    expect(notices).toEqual([])
    expect(Object.fromEntries([...config.datasources].map(([name, { type }]) => [name, type]))).toEqual(types)
  })
})
