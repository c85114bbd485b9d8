/** MySQL and MariaDB without a server: what they are told, in golden files, their connection strings, and what their errors mean. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import type { Compiled } from '../src/datasource/datasource.ts'
import { load } from '../src/datasource/load.ts'
import { loadEngine } from '../src/engines/index.ts'
import { openMemory } from '../src/engines/memory.ts'
import { classifyStatement, endsSession } from '../src/engines/mysql/classify.ts'
import { parseMariadbUrl, parseMysqlUrl } from '../src/engines/mysql/options.ts'
import { defaultOf, guessOf, holdsZeroDates, typeOfColumn } from '../src/engines/mysql/types.ts'
import { defineTables } from '../src/engines/sql/define.ts'
import { compileInsert } from '../src/engines/sql/insert.ts'
import { mariadbDialect } from '../src/engines/sql/mariadb.ts'
import { mysqlDialect } from '../src/engines/sql/mysql.ts'
import { compileRead } from '../src/engines/sql/read.ts'
import { word } from '../src/engines/sql/text.ts'
import { normalise } from '../src/query/normal.ts'
import type { Insert } from '../src/query/query.ts'
import { cases } from './conformance/cases.ts'
import { conformanceCatalog } from './conformance/catalog.ts'
import { sqlCatalog, sqlModels } from './fixtures/sql-catalog.ts'

const GOLDEN = join(import.meta.dirname, 'golden')
const CATALOG = conformanceCatalog()
const at = { catalog: sqlCatalog, version: '8.0.19' }

function matchGolden(file: string, text: string): void {
  const full = join(GOLDEN, file)
  if (process.env.UPDATE === '1') {
    mkdirSync(GOLDEN, { recursive: true })
    writeFileSync(full, text)
  }
  expect(text).toBe(readFileSync(full, 'utf8'))
}

const shown = (title: string, { text, params }: Compiled): string =>
  `-- ${title}\n${text};\n-- slots: ${params.map(({ slot }) => slot).join(' ') || 'none'}\n`

/** Every case that is one read; those with related rows are taken apart by the planner first. */
const reads = cases
  .filter(({ read }) => read.select.every(({ kind }) => kind !== 'nested'))
  .map(({ name, read }) => ({ name, read: normalise(CATALOG, read, () => 'binary') }))
const compiled = reads.map(({ name, read }) => ({
  name,
  statement: compileRead(read, { catalog: CATALOG, version: '8.0.19' }, mysqlDialect),
}))

const insertOf = (model: string, fields: readonly string[], more: Partial<Insert> = {}): Insert => ({
  ...{ kind: 'insert', model, fields: fields.map((field) => field.split('.') as [string]), rows: { slot: 0 }, returning: [] },
  ...more,
})

describe('what MySQL is told', () => {
  test('every case', () => {
    expect(compiled.length).toBeGreaterThan(100)
    // One with hundreds of conditions says nothing that one with two does not.
    const short = compiled.filter(({ statement }) => statement.params.length < 100)
    matchGolden('mysql-reads.sql', short.map(({ name, statement }) => shown(name, statement)).join('\n'))
  })

  test.each([mysqlDialect, mariadbDialect])('inserts and definitions of $name', (dialect) => {
    const namespaced = { ...at, namespace: 'tenant `a`' }
    const ignore = { target: [['sku']] as const, set: 'nothing' as const }
    const texts = [
      ...defineTables(sqlModels, at, dialect).map((each) => shown('define', each)),
      ...defineTables(['Bundle', 'BundleItem'], namespaced, dialect).map((each) => shown('define in a namespace', each)),
      shown('insert', compileInsert(insertOf('Product', ['sku', 'price', 'meta', 'photo', 'size.unit', 'size.height']), at, dialect)),
      shown('insert what is not there', compileInsert(insertOf('Product', ['sku'], { conflict: ignore }), at, dialect)),
    ]
    matchGolden(`${dialect.name}-writes.sql`, texts.join('\n'))
  })

  test('where an insert returns nothing, the number of one row is what the driver tells beside the rows, and nothing else is', () => {
    const insert = insertOf('Product', ['sku'], { returning: [['id']] })
    expect(compileInsert(insert, at, mariadbDialect).text).toContain('returning `id`')
    const { text, settle } = compileInsert(insert, at, mysqlDialect)
    expect(text).not.toContain('returning')
    expect(settle?.({ rows: [], affected: 1, inserted: '41' })).toEqual({ rows: [[41]], affected: 1 })
    for (const returning of [[['sku']], [['id'], ['sku']]] as const)
      expect(() => compileInsert(insertOf('Product', ['sku'], { returning }), at, mysqlDialect)).toThrow(GatewayError)
  })

  test('no more digits behind the point than it takes, where an average is compared', () => {
    const average = { kind: 'decimal', precision: 38, scale: 36 } as const
    const cast = (dialect: typeof mysqlDialect) => dialect.param(average, word('v')).pieces.join('')
    expect([cast(mysqlDialect), cast(mariadbDialect)]).toEqual(['cast(v as decimal(65, 30))', 'cast(v as decimal(65, 36))'])
  })

  test('no statement has what MySQL 8.0.19 refuses', () => {
    for (const { name, statement } of compiled) {
      const text = String(statement.text)
      const outside = text.replaceAll(/'(?:[^']|'')*'/g, "''").replaceAll(/`(?:[^`]|``)*`/g, '``')
      expect(outside.match(/\?/g)?.length ?? 0, name).toBe(statement.params.length)
      // LIMIT takes a bare parameter, and not inside IN; there is no MATERIALIZED, no NULLS LAST, no full join, no cast with two colons.
      expect(outside, name).not.toMatch(
        /limit (?![?\d])|offset (?![?\d])|materialized|nulls (first|last)|full join|::|returning|intersect|except/,
      )
      // Every derived table has a name.
      expect(outside, name).not.toMatch(/\bfrom \(select (?:[^()]|\([^()]*\))*\) (?!as )/)
    }
  })
})

describe('connection strings', () => {
  test('name the parts', () => {
    expect(parseMysqlUrl('mysql://app:p%40ss@db.example:3307/shop?ssl-mode=VERIFY_IDENTITY&connect_timeout=5')).toEqual({
      ...{ DB_HOST: 'db.example', DB_PORT: 3307, DB_USER: 'app', DB_PASSWORD: 'p@ss', DB_NAME: 'shop' },
      ...{ SSL__MODE: 'verify', POOL__CONNECT_TIMEOUT: 5_000 },
    })
    expect(parseMariadbUrl('mariadb://h/d')).toEqual({ DB_HOST: 'h', DB_NAME: 'd' })
    expect(parseMariadbUrl('mysql://h/d?ssl-mode=disabled')).toEqual({ DB_HOST: 'h', DB_NAME: 'd', SSL__MODE: 'off' })
  })

  test.each([
    ['mysql://h/d?multipleStatements=true', 'multipleStatements'],
    ['mysql://h/d?flags=LOCAL_FILES', 'flags'],
    ['mysql://h/d?ssl={"rejectUnauthorized":false}', 'ssl'],
    ['mysql://h/d?ssl-mode=PREFERRED', 'ssl-mode'],
    ['mysql://h/d?ssl-mode=constructor', 'ssl-mode'],
    ['mysql://h/d?connect_timeout=0', 'connect_timeout'],
    ['mariadb://h/d', 'mariadb'],
  ])('%s is refused', (url, word) => {
    expect(() => parseMysqlUrl(url)).toThrow(word)
  })
})

describe('errors', () => {
  const of = (errno: number, message = 'secret words'): Error =>
    Object.assign(new Error(message), { errno, sqlState: 'HY000', code: 'ER_SOME' })

  test.each([
    [1062, 'UNIQUE_VIOLATION'],
    [1452, 'FOREIGN_KEY_VIOLATION'],
    [1048, 'NOT_NULL_VIOLATION'],
    [4025, 'CHECK_VIOLATION'],
    [1406, 'BAD_USER_INPUT'],
    [1213, 'SERIALIZATION_CONFLICT'],
    [1205, 'DATASOURCE_OVERLOADED'],
    [3024, 'DATASOURCE_TIMEOUT'],
    [1969, 'DATASOURCE_TIMEOUT'],
    [1792, 'DATASOURCE_READ_ONLY'],
    [1114, 'DATASOURCE_STORAGE_FULL'],
    [1146, 'SCHEMA_VERSION_MISMATCH'],
    [1054, 'SCHEMA_VERSION_MISMATCH'],
    [1267, 'QUERY_UNSUPPORTED'],
    [1053, 'DATASOURCE_UNAVAILABLE'],
    [1064, 'INTERNAL_SERVER_ERROR'],
  ])('%i is %s, and only the log has the words', (errno, code) => {
    const { message, detail, ...found } = classifyStatement(of(errno))
    expect(found.code).toBe(code)
    expect(message).not.toContain('secret')
    expect(detail).toContain('secret words')
  })

  test('a lost connection is told from a statement that failed', () => {
    const lost = Object.assign(new Error('Connection lost: The server closed the connection.'), {
      code: 'PROTOCOL_CONNECTION_LOST',
      fatal: true,
    })
    expect(classifyStatement(lost).code).toBe('DATASOURCE_UNAVAILABLE')
    expect(classifyStatement(Object.assign(new Error('read'), { code: 'ECONNRESET', errno: -104 })).code).toBe('DATASOURCE_UNAVAILABLE')
    expect(classifyStatement(new TypeError('undefined is not a function')).code).toBe('INTERNAL_SERVER_ERROR')
    expect([endsSession(lost, false), endsSession(of(1062), false), endsSession(of(1290), false), endsSession(of(1290), true)]).toEqual([
      ...[true, false, true, false],
    ])
  })
})

describe('columns of MySQL', () => {
  const native = (written: string, more = {}) => ({
    ...{ name: 'c', written, kind: written.split(/[ (]/)[0] ?? '', length: null, precision: null, scale: null, fraction: null },
    ...{ charset: null, checkedJson: false, joins: false, keyed: false },
    ...more,
  })
  const none = { values: 0, fit: 0 }

  test('take the type that holds every value', () => {
    const kinds = ['int', 'int unsigned', 'bigint', 'bigint unsigned', 'tinyint', 'json', 'year', 'geometry', 'mediumblob'].map(
      (written) => typeOfColumn(native(written), none).type?.kind ?? null,
    )
    expect(kinds).toEqual(['int', 'bigInt', 'bigInt', 'decimal', 'int', 'json', 'int', null, 'bytes'])
    expect(typeOfColumn(native('bigint unsigned', { joins: true }), none)).toMatchObject({
      type: { kind: 'bigInt' },
      note: expect.stringContaining('Unsigned'),
    })
    expect(typeOfColumn(native('tinyint(1)'), { values: 3, fit: 3 }).type).toEqual({ kind: 'boolean' })
    expect(typeOfColumn(native('tinyint(1)'), { values: 3, fit: 2 }).type).toEqual({ kind: 'int' })
    expect(typeOfColumn(native('decimal(40,2)', { precision: 40, scale: 2 }), none).type).toBeNull()
  })

  test('of a key are of a type that joins', () => {
    const keyed = { joins: true, keyed: true }
    expect(typeOfColumn(native('tinyint(1)', keyed), { values: 3, fit: 3 }).type).toEqual({ kind: 'int' })
    expect(typeOfColumn(native("enum('a')", keyed), none)).toEqual({ type: { kind: 'string' }, note: expect.stringContaining("enum('a')") })
  })

  test('of an enum have the labels that are stored, not as the catalog writes them', () => {
    const { type } = typeOfColumn(native(String.raw`enum('it''s','a\\b','x\ny','')`), none)
    expect(type).toMatchObject({ values: { "it's": "it's", 'a\\b': 'a\\b', 'x\ny': 'x\ny', '': '' } })
  })

  test('of text are UUIDs only in the form in which they are found', () => {
    const text = native('char(36)', { length: 36 })
    expect(guessOf(text)).toContain('[0-9a-f]{8}')
    expect(typeOfColumn(text, { values: 2, fit: 2 }).type).toEqual({ kind: 'uuid' })
    expect(typeOfColumn(text, { values: 2, fit: 1 }).type).toMatchObject({ kind: 'string' })
  })

  test('whose values cannot be looked at take the wider type', () => {
    expect(typeOfColumn(native('tinyint(1)'), null).type).toEqual({ kind: 'int' })
    expect(typeOfColumn(native('char(36)', { length: 36 }), null).type).toMatchObject({ kind: 'string' })
  })

  test('hold days that no calendar has by value or by default', () => {
    expect(holdsZeroDates(native('date'), null, { values: 2, fit: 1 })).toBe(true)
    expect(holdsZeroDates(native('datetime'), "'0000-00-00 00:00:00'", none)).toBe(true)
    expect(holdsZeroDates(native('datetime'), '2020-00-01 00:00:00', null)).toBe(true)
    expect(holdsZeroDates(native('date'), '2020-10-10', { values: 2, fit: 2 })).toBe(false)
    expect(holdsZeroDates(native('varchar(9)'), '0000-00-00', { values: 2, fit: 1 })).toBe(false)
  })

  test('have defaults with and without quotes', () => {
    const text = { kind: 'string' } as const
    expect(defaultOf("it's", text, false, false)).toEqual({ value: "it's" })
    expect(defaultOf("'it''s'", text, true, false)).toEqual({ value: "it's" })
    expect(defaultOf(String.raw`'a\\b'`, text, true, false)).toEqual({ value: 'a\\b' })
    expect(defaultOf(String.raw`a\b`, text, false, false)).toEqual({ value: 'a\\b' })
    expect(defaultOf('concat(1)', text, true, false)).toBe('other')
    expect(defaultOf('NULL', text, true, false)).toBeNull()
    expect(defaultOf('NULL', text, false, false)).toEqual({ value: 'NULL' })
    expect(defaultOf('CURRENT_TIMESTAMP(3)', { kind: 'dateTime', precision: 3 }, false, true)).toBe('now')
    expect(defaultOf('uuid()', { kind: 'uuid' }, false, true)).toBe('uuid')
    expect(defaultOf('rand()', { kind: 'float' }, false, true)).toBe('other')
  })
})

test('where tables commit what is open, they are made before rows are looked for', async () => {
  const begun: string[][] = []
  const memory = openMemory('shop', new Map(), { nest: false })
  const { define } = await loadEngine('mysql')
  const datasource = {
    ...memory,
    capabilities: { ...memory.capabilities, transactionalDdl: false },
    engine: { ...memory.engine, define },
    transaction: async (_options: never, work: never) => {
      const texts: string[] = []
      begun.push(texts)
      return (work as (session: unknown) => Promise<never>)({
        run: async (statement: Compiled) => {
          texts.push(String(statement.text).split(' ')[0] ?? '')
          return { rows: [] }
        },
      })
    },
  }
  const run = { signal: new AbortController().signal, deadline: Date.now() + 5_000, lane: 'admin', maxRows: 10 } as const
  await load(datasource as never, at, ['Bundle'], [], run)
  expect(begun).toHaveLength(2)
  expect(begun[0]).toEqual(['create'])
  expect(begun[1]).not.toContain('create')
})
