/** The house's own rules: who may import whom, no cycles with types counted, packages in their rooms, files one can hold in one's head. */

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const SRC = join(ROOT, 'src')

/** Rooms in import order; those on one line do not see each other. */
const ORDER = [
  ['base'],
  ['model'],
  ['query'],
  ['datasource'],
  ['engines', 'plan', 'access', 'config'],
  ['control'],
  ['graphql'],
  ['server'],
  ['main'],
]
/** The composition roots stand directly in src and know every room. */
const RANK = new Map(ORDER.flatMap((rooms, rank) => rooms.map((room) => [room, rank] as const)))

/** Which npm packages a room may import; a folder within a room may have its own. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  base: ['lru-cache', 'pino'],
  engines: ['lru-cache', 'tarn'],
  'engines/embedded/pglite-worker.ts': ['@electric-sql/pglite'],
  'engines/embedded/sqlite-worker.ts': ['node:sqlite'],
  'engines/embedded/sqlite-console-process.ts': ['node:sqlite'],
  'engines/postgres/client.ts': ['pg'],
  'engines/mysql/connection.ts': ['mysql2'],
  'engines/mysql/console.ts': ['mysql2'],
  'engines/sqlserver/connection.ts': ['tedious'],
  'engines/sqlserver/console.ts': ['tedious'],
  // Its values have types of their own, which every part of the engine handles.
  'engines/mongodb': ['mongodb'],
  access: ['jose', 'lru-cache'],
  config: ['envalid'],
  graphql: ['graphql', '@pothos/core', '@pothos/plugin-dataloader'],
  'server/telemetry': [
    '@opentelemetry/api',
    '@opentelemetry/exporter-prometheus',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-metrics',
    '@opentelemetry/sdk-trace',
  ],
  server: ['lru-cache', 'graphql', 'graphql-yoga', '@graphql-yoga/render-graphiql'],
  'server/rates.ts': ['rate-limiter-flexible'],
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map((name) => name.replaceAll('\\', '/'))
  .sort()
const text = new Map(files.map((file) => [file, readFileSync(join(SRC, file), 'utf8')]))
const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] as string) : 'main')

/** Everything a file imports or re-exports, types included. */
function importsOf(file: string): string[] {
  const source = text.get(file) ?? ''
  const statement =
    /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|(?:^|\n)import\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|new URL\(\s*['"](\.[^'"]+)['"]/g
  return [...source.matchAll(statement)].map((match) => (match[1] ?? match[2] ?? match[3] ?? match[4]) as string)
}
const localImports = (file: string): string[] =>
  importsOf(file)
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(SRC, resolve(SRC, dirname(file), name)).replaceAll('\\', '/'))
const packagesOf = (file: string): string[] => {
  const names = importsOf(file).filter((name) => !name.startsWith('.') && (!name.startsWith('node:') || name === 'node:sqlite'))
  return names.map((name) =>
    name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/'),
  )
}

test('every file stands in a room that is in the order', () => {
  expect(files.length).toBeGreaterThan(50)
  expect(files.filter((file) => !RANK.has(roomOf(file)))).toEqual([])
})

test('a room imports only itself and the rooms before it', () => {
  const wrong = files.flatMap((file) =>
    localImports(file)
      .filter((target) => {
        const [from, to] = [roomOf(file), roomOf(target)]
        return from !== to && !((RANK.get(to) ?? 99) < (RANK.get(from) ?? -1))
      })
      .map((target) => `${file} → ${target}`),
  )
  expect(wrong).toEqual([])
})

test('imports that are named exist', () => {
  const missing = files.flatMap((file) =>
    localImports(file)
      .filter((target) => !text.has(target))
      .map((target) => `${file} → ${target}`),
  )
  expect(missing).toEqual([])
})

test('no imports go in circles, types counted', () => {
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file)
    if (at >= 0) cycles.push([...path.slice(at), file].join(' → '))
    if (at >= 0 || done.has(file)) return
    for (const target of localImports(file)) visit(target, [...path, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  expect(cycles).toEqual([])
})

test('packages are imported only in their rooms', () => {
  const wrong = files.flatMap((file) => {
    const allowed = Object.entries(PACKAGES).flatMap(([place, names]) => (file === place || file.startsWith(`${place}/`) ? names : []))
    return packagesOf(file)
      .filter((name) => !allowed.includes(name))
      .map((name) => `${file} imports ${name}`)
  })
  expect(wrong).toEqual([])
})

test('no engine is named outside the engines and the configuration', () => {
  const named = /=== '(postgres|pglite|mysql|mariadb|sqlserver|sqlite|mongodb)'/
  expect(files.filter((file) => !['engines', 'config'].includes(roomOf(file)) && named.test(text.get(file) ?? ''))).toEqual([])
})

test('every file opens with one sentence that says what lives there, and can be held in one’s head', () => {
  expect(files.filter((file) => !/^\/\*\*[\s\S]*?\*\//.test(text.get(file) ?? ''))).toEqual([])
  const long = files.map((file) => [file, (text.get(file) ?? '').split('\n').length] as const).filter(([, lines]) => lines > 350)
  expect(long).toEqual([])
})

test('a user’s models import the gateway by its public paths only', () => {
  const schema = readdirSync(join(ROOT, 'schema'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const wrong = schema.flatMap((name) => {
    const source = readFileSync(join(ROOT, 'schema', name), 'utf8')
    return [...source.matchAll(/from '([^']+)'/g)].map((match) => match[1] as string).filter((from) => /^\.\.\/.*src\//.test(from))
  })
  expect(schema.length).toBeGreaterThan(3)
  expect(wrong).toEqual([])
})
