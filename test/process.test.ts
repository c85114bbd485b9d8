/** The process as an operator meets it: it starts on nothing, says where it is, serves, stops in good order, and refuses what is wrong. */

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
