/** The image and the workflow, as far as they can be judged without an engine: what is copied, who runs it, how long it may take, what it is tested with. */

import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { shownPath } from '../src/user-schema.ts'

const ROOT = join(import.meta.dirname, '..')
const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const dockerfile = text('Dockerfile').replaceAll('\\\n', ' ')
const compose = text('docker-compose.yml')
const workflow = text('.github/workflows/ci.yml')
const lines = (source: string): string[] => source.split('\n').map((line) => line.trim())

/** Milliseconds that the process takes at most between the signal and its end. */
const drains = ['GRACE', 'LINGER']
  .map((name) => Number(new RegExp(`^const ${name} = ([\\d_]+)$`, 'm').exec(text('src/main.ts'))?.[1]?.replaceAll('_', '')))
  .reduce((sum, each) => sum + each, 0)

test('the context of the build holds what the Dockerfile copies, and nothing else', () => {
  const copied = [...dockerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, names]) => names?.split(' ') ?? [])
  const rules = lines(text('.dockerignore')).filter((line) => line !== '' && !line.startsWith('#'))
  expect(rules[0]).toBe('*')
  expect(rules.filter((rule) => rule.startsWith('!')).sort()).toEqual(copied.map((name) => `!${name}`).sort())
  // Rules for what lies deeper come last: the last one that matches decides.
  expect(rules.slice(-2)).toEqual(['**/.env', '**/*.log'])
})

test('it is run by an ordinary user, on the base that the package names, without development dependencies or secrets', () => {
  const order = lines(dockerfile).map((line) => line.split(' ')[0])
  expect(order.indexOf('USER')).toBeGreaterThan(order.lastIndexOf('RUN'))
  expect(dockerfile).toMatch(/^USER node$/m)
  const { optionalDependencies } = JSON.parse(text('package.json')) as { optionalDependencies: { node: string } }
  expect(dockerfile).toContain(`FROM node:${optionalDependencies.node.split('.')[0]}-`)
  expect(dockerfile).toMatch(/^RUN npm ci --omit=dev --omit=optional --ignore-scripts && rm -rf \/root\/\.npm$/m)
  expect(dockerfile).not.toMatch(/^ARG|PASSWORD|SECRET|TOKEN/m)
})

test('who stops it waits for what is under way', () => {
  expect(drains).toBeGreaterThan(0)
  const waits = [...compose.matchAll(/^ +stop_grace_period: (\d+)s$/gm)].map(([, seconds]) => Number(seconds) * 1000)
  // The image's own, and each of the four servers'.
  expect(waits).toHaveLength(5)
  for (const wait of waits) expect(wait).toBeGreaterThan(drains)
  expect(Number(/docker run --stop-timeout (\d+) /.exec(dockerfile)?.[1]) * 1000).toBeGreaterThan(drains)
})

test('steps that have one try wait longer than their tools would by themselves', () => {
  // Beside these the shell waits 2 seconds for a server, sqlcmd 8 and the gateway 2.
  expect(compose).toMatch(/const patience = "directConnection=true&serverSelectionTimeoutMS=30000&connectTimeoutMS=30000"/)
  const logins = lines(compose).filter((line) => line.startsWith('/opt/mssql-tools18/bin/sqlcmd'))
  expect(logins).toHaveLength(2)
  for (const login of logins) expect(login).toMatch(/ -C -b -l 30 -S sqlserver /)
  const seed = /^ {2}seed:\n(?: {4}.*\n)+/m.exec(compose)?.[0] ?? ''
  for (const name of ['users_db', 'products_db', 'main']) expect(seed).toContain(`DATABASES__${name}__POOL__CONNECT_TIMEOUT: "20000"`)
})

test('the workflow runs both commands, with a server behind each of the five URLs', () => {
  expect(workflow).toMatch(/- run: npm test\n/)
  expect(workflow).toMatch(/- run: npm run test:services\n/)
  const urls = [...workflow.matchAll(/^ +(TEST_\w+_URL): (\S+)$/gm)].map(([, name, url]) => ({ name, url: new URL(url ?? '') }))
  const engines = ['POSTGRES', 'MYSQL', 'MARIADB', 'SQLSERVER', 'MONGODB']
  expect(urls.map(({ name }) => name)).toEqual(engines.map((engine) => `TEST_${engine}_URL`))
  for (const { name, url } of urls) {
    expect(url.hostname, name).toBe('127.0.0.1')
    expect(workflow, name).toMatch(new RegExp(`(ports: \\["|publish 127\\.0\\.0\\.1:)${url.port}:\\d+`))
    // Whoever logs in does so with the password that its server was given.
    if (url.password !== '') expect(workflow, name).toMatch(new RegExp(`_PASSWORD: ${url.password}\\n`))
  }
  // Both files try the same servers, and a server without transactions would be refused.
  for (const image of ['postgres', 'mysql', 'mcr.microsoft.com/mssql/server', 'mongo']) {
    const tags = [compose, workflow].map((file) => new RegExp(`[: ]${image}:(\\S+)`).exec(file)?.[1])
    expect(tags[0], image).toBeDefined()
    expect(tags[0], image).toBe(tags[1])
  }
  expect(workflow).toMatch(/mongo:\S+ --replSet rs0/)
})

test('messages name a mounted folder as the operator knows it', () => {
  expect(shownPath(resolve('schema/main.ts'))).toBe(join('schema', 'main.ts'))
  expect(shownPath(resolve('..', 'models', 'shop.ts'))).toBe(resolve('..', 'models', 'shop.ts'))
  expect(shownPath(resolve('..odd', 'shop.ts'))).toBe(join('..odd', 'shop.ts'))
})
