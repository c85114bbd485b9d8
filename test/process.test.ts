/** The process as an operator meets it: it starts on nothing, says where it is, serves, stops in good order, and refuses what is wrong. */

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'switchyard-process-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

interface Run {
  readonly child: ChildProcess
  output(): string
  readonly exit: Promise<number | null>
}

function run(file: string, args: readonly string[], env: Readonly<Record<string, string>>): Run {
  const child = spawn(process.execPath, ['run.mjs', file, ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', NO_COLOR: '1', ...env },
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk))
  return { child, output: () => text, exit: new Promise((resolve) => child.once('exit', resolve)) }
}

async function urlOf(started: Run): Promise<string> {
  for (let i = 0; i < 600; i++) {
    const url = /GraphiQL\s+(http:\/\/[^\s]+)\/graphql/.exec(started.output())?.[1]
    if (url !== undefined) return url
    if (started.child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`did not start: ${started.output()}`)
}

async function until(is: () => boolean): Promise<void> {
  for (let i = 0; i < 600 && !is(); i++) await new Promise((resolve) => setTimeout(resolve, 100))
}

const start = (env: Readonly<Record<string, string>> = {}) => run('src/main.ts', [], { DATA_DIR: join(dir, 'data'), PORT: '0', ...env })
const ask = async (url: string, query: string) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  return response.json()
}

test('starts without any setting, serves, and stops on SIGTERM and SIGINT with 0; the second start finds the data', async () => {
  const first = start()
  const url = await urlOf(first)
  expect(first.output()).toMatch(/Filled main: .*1000 Order/)
  expect(await ask(url, '{ orders { totalCount } }')).toEqual({ data: { orders: { totalCount: 1000 } } })
  expect((await fetch(`${url}/livez`)).status).toBe(200)
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  const second = start()
  expect(await second.exit).toBe(1)
  expect(second.output()).toMatch(/in use by another gateway/)
  expect(second.output()).not.toMatch(/ at .*\.ts:/)
  first.child.kill('SIGTERM')
  expect(await first.exit).toBe(0)
  const third = start()
  const again = await urlOf(third)
  expect(third.output()).not.toMatch(/Filled/)
  expect(await ask(again, '{ customers { totalCount } }')).toEqual({ data: { customers: { totalCount: 100 } } })
  third.child.kill('SIGINT')
  expect(await third.exit).toBe(0)
})

test('on the embedded default whoever starts it is shown a key for this run, once; where others can reach it there is none', async () => {
  const data = join(dir, 'data')
  const first = start({ ACCESS_LOG: 'true', DATA_DIR: data })
  const url = await urlOf(first)
  const shown = /authorization: (Bearer sy_this-run_[\w-]{43})/
  await until(() => shown.test(first.output()))
  const authorization = shown.exec(first.output())?.[1] ?? ''
  expect((await fetch(`${url}/readyz?verbose`)).status).toBe(401)
  expect((await fetch(`${url}/readyz?verbose`, { headers: { authorization } })).status).toBe(200)
  await fetch(`${url}/graphql?key=${authorization}`, { headers: { authorization } })
  first.child.kill('SIGTERM')
  expect(await first.exit).toBe(0)
  expect(first.output().split(authorization.slice(-20))).toHaveLength(2)
  const second = start({ HOST: '0.0.0.0', DATA_DIR: data })
  const again = await urlOf(second)
  expect((await fetch(`${again}/readyz?verbose`, { headers: { authorization } })).status).toBe(401)
  second.child.kill('SIGTERM')
  expect(await second.exit).toBe(0)
  expect(second.output()).not.toMatch(/Admin|sy_this-run/)
})

test('production is told whether everyone may ask, and keys with their faults are refused beside it', async () => {
  const silent = start({ NODE_ENV: 'production' })
  expect(await silent.exit).toBe(1)
  expect(silent.output()).toMatch(/AUTH_REQUIRED is not set, and NODE_ENV is production/)
  const wrong = start({
    NODE_ENV: 'production',
    AUTH_REQUIRED: 'true',
    API_KEYS: '[{"id": "canary"}]',
    MODEL_ROUTING: '{"Nothing": "main"}',
  })
  expect(await wrong.exit).toBe(1)
  expect(wrong.output()).toMatch(/API_KEYS: entry 1 \(canary\) must have the SHA-256/)
  expect(wrong.output()).toMatch(/Nothing/)
})

test('keys are made, listed and revoked from the command line', async () => {
  const file = join(dir, 'keys.json')
  const made = run('src/cli.ts', ['keys', 'create', '--roles', 'reader', '--id', 'reports', '--file', file], {})
  expect(await made.exit).toBe(0)
  expect(made.output()).toMatch(/sy_reports_[\w-]{43}/)
  const revoked = run('src/cli.ts', ['keys', 'revoke', 'reports'], { API_KEYS_FILE: file })
  expect(await revoked.exit).toBe(0)
  expect(readFileSync(file, 'utf8')).not.toContain('reports')
  const wrong = run('src/cli.ts', ['keys', 'create', '--rolls', 'reader'], {})
  expect(await wrong.exit).toBe(1)
  expect(wrong.output()).not.toMatch(/ at .*\.ts:/)
})

test('told to stop it says so, lets those who are connected finish, and ends with 0; told twice it ends at once', {
  timeout: 120_000,
}, async () => {
  const data = join(dir, 'stopping')
  const stopping = start({ DATA_DIR: data })
  const url = await urlOf(stopping)
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const post = (query: string) =>
    new Promise<{ status: number | undefined; connection: string | undefined; body: string }>((done, fail) => {
      const body = JSON.stringify({ query })
      const headers = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }
      const request = httpRequest(`${url}/graphql`, { method: 'POST', agent, headers }, (response) => {
        let text = ''
        response.on('data', (chunk) => (text += chunk))
        response.on('end', () => done({ status: response.statusCode, connection: response.headers.connection, body: text }))
      })
      request.on('error', fail).end(body)
    })
  const readiness = () =>
    fetch(`${url}/readyz`, { headers: { connection: 'close' } }).then(
      ({ status }) => status,
      () => 'gone',
    )
  expect(await readiness()).toBe(200)
  let over = false
  const answers: (number | undefined)[] = []
  const broken: string[] = []
  const client = async () => {
    while (!over)
      await post('{ orders(first: 50) { nodes { id lines(first: 5) { nodes { productId } } } } }').then(
        ({ status }) => answers.push(status),
        (error: NodeJS.ErrnoException) => broken.push(String(error.code ?? error)),
      )
  }
  const clients = [client(), client(), client()]
  while (answers.length < 20) await new Promise((done) => setTimeout(done, 20))
  stopping.child.kill('SIGTERM')
  let seen: number | string = 200
  while (seen === 200) seen = await readiness()
  expect(seen).toBe(503)
  // As who balances load does when he sees that.
  over = true
  await Promise.all(clients)
  expect(await stopping.exit).toBe(0)
  agent.destroy()
  expect(broken).toEqual([])
  expect(new Set(answers)).toEqual(new Set([200]))

  const twice = start({ DATA_DIR: data })
  const held = await urlOf(twice)
  // Somebody who never ends his request would be waited for.
  const open = httpRequest(`${held}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': '100' } })
  open.on('error', () => undefined)
  open.flushHeaders()
  await new Promise((done) => setTimeout(done, 200))
  twice.child.kill('SIGTERM')
  while (!twice.output().includes('Stopping')) await new Promise((done) => setTimeout(done, 20))
  twice.child.kill('SIGTERM')
  expect(await twice.exit).toBe(1)
  expect(twice.output()).toMatch(/Stopping at once/)
})

test('told to stop while it fills its databases it ends in good order, and blames no database', { timeout: 60_000 }, async () => {
  const early = start({ DATA_DIR: join(dir, 'early') })
  await until(() => early.output().includes('Opening the databases'))
  early.child.kill('SIGTERM')
  expect(await early.exit).toBe(0)
  expect(early.output()).not.toMatch(/cannot be prepared|is ready/)
})

test('a damaged database is said plainly, and nothing is overwritten', async () => {
  const data = join(dir, 'damaged')
  const filled = start({ DATA_DIR: data })
  await urlOf(filled)
  filled.child.kill('SIGTERM')
  expect(await filled.exit).toBe(0)
  const file = join(data, 'users_db.sqlite')
  writeFileSync(file, 'this was a database once')
  const damaged = start({ DATA_DIR: data })
  expect(await damaged.exit).toBe(1)
  expect(damaged.output()).toMatch(/users_db\.sqlite is not a SQLite database\. Restore it from a backup/)
  expect(readFileSync(file, 'utf8')).toBe('this was a database once')
})

test('wrong settings and wrong models are refused together, each with its remedy', async () => {
  const schema = join(dir, 'schema')
  const model = (name: string, datasource: string) =>
    `import { defineModel, belongsTo } from '${join(ROOT, 'src/model/model.ts')}'\nimport { uuid } from '${join(ROOT, 'src/model/fields.ts')}'\n` +
    `export const ${name} = defineModel('${name}', { datasource: '${datasource}', fields: { id: uuid() }, key: ['id'], relations: { x: belongsTo('Nothing', { fields: ['id'], references: ['id'] }) } })\n`
  rmSync(schema, { recursive: true, force: true })
  await import('node:fs/promises').then(({ mkdir }) => mkdir(schema))
  writeFileSync(join(schema, 'a.ts'), model('Thing', 'nowhere'))
  writeFileSync(join(schema, 'b.ts'), model('Thing', 'main'))
  const refused = start({ SCHEMA_DIR: schema, DB_TYPE: 'sqlite', DB_FILE: join(dir, 'x.sqlite') })
  expect(await refused.exit).toBe(1)
  const text = refused.output()
  expect(text).toMatch(/Two models are named Thing: one in .*a\.ts, one in .*b\.ts/)
  expect(text).toMatch(/relation x goes to Nothing/)
  expect(text).toMatch(/Thing is bound to nowhere, which is not configured\. Set DATABASES__nowhere__DB_TYPE/)
  const both = start({ SCHEMA_DIR: schema, DB_TYPE: 'sqlite', DB_FIEL: 'x', PORT: 'many' })
  expect(await both.exit).toBe(1)
  expect(both.output()).toMatch(/PORT/)
  expect(both.output()).toMatch(/Two models are named Thing/)
})

test('config prints what is in force, without a secret', async () => {
  const printed = run('src/cli.ts', ['config'], { SECRET_KEY: 'canary-canary-canary', DATA_DIR: dir })
  expect(await printed.exit).toBe(0)
  expect(printed.output()).toMatch(/SECRET_KEY +=/)
  expect(printed.output()).not.toContain('canary')
})

test('a command that is not there is answered with those that are', async () => {
  const wrong = run('src/cli.ts', ['sede'], {})
  expect(await wrong.exit).toBe(1)
  expect(wrong.output()).toMatch(/There is no command sede/)
  expect(wrong.output()).toMatch(/seed \[--scale N\]/)
})
