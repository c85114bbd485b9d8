/** SQL Server without a server: what it is told, in golden files and by rule, its connection strings, and what its errors mean. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import type { Value } from '../src/base/json.ts'
import type { Compiled, Datasource } from '../src/datasource/datasource.ts'
import { engineEntry } from '../src/engines/index.ts'
import { openMemory } from '../src/engines/memory.ts'
import { compileRead } from '../src/engines/sql/read.ts'
import { sqlserverDialect } from '../src/engines/sql/sqlserver.ts'
import { forBabelfish } from '../src/engines/sqlserver/babelfish.ts'
import { classifyConnect, classifyStatement, endsSession } from '../src/engines/sqlserver/classify.ts'
import { parseSqlServerUrl } from '../src/engines/sqlserver/options.ts'
import { defaultOf, typeOfColumn, written } from '../src/engines/sqlserver/types.ts'
import { sqlserver } from '../src/engines/sqlserver.ts'
import { buildCatalog } from '../src/model/catalog.ts'
import { int, string } from '../src/model/fields.ts'
import { belongsTo, defineModel, hasMany } from '../src/model/model.ts'
import { createAnswerer } from '../src/plan/answer.ts'
import type { Insert, Read } from '../src/query/query.ts'
import { cases } from './conformance/cases.ts'
import { conformanceCatalog } from './conformance/catalog.ts'
import { randomRead } from './conformance/random.ts'
import { conformanceRows } from './conformance/rows.ts'
import { sqlCatalog, sqlModels } from './fixtures/sql-catalog.ts'
import { faultsOf, type TextColumns } from './tsql-rules.ts'
import { tablesOf } from './tsql-types.ts'

const GOLDEN = join(import.meta.dirname, 'golden')
const CATALOG = conformanceCatalog()
const at = { catalog: sqlCatalog, version: '15' }
const READS = 1_500

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

/** Everything the planner would send for a read, each statement once; the memory engine answers, so that it goes on to the next level. */
async function statementsOf(asked: readonly { readonly read: Read; readonly binds: readonly Value[] }[]): Promise<Compiled[][]> {
  let told: Compiled[] = []
  const memory = openMemory('main', conformanceRows, { nest: false, collation: 'binary' })
  const recording: Datasource = {
    ...memory,
    engine: {
      ...memory.engine,
      compile(query, target) {
        told.push(sqlserver.compile(query, target))
        return memory.engine.compile(query, target)
      },
    },
  }
  const options = () => ({
    signal: new AbortController().signal,
    deadline: Date.now() + 60_000,
    lane: 'traffic' as const,
    maxRows: 1_000_000,
  })
  const statements: Compiled[][] = []
  for (const { read, binds } of asked) {
    // A planner of its own each time: it compiles a shape once.
    const answerer = createAnswerer({ catalog: CATALOG, datasource: () => recording, crossKeys: 10_000 })
    told = []
    await answerer.answer(read, binds, options())
    statements.push(told)
  }
  return statements
}

/** Whether a column of text is keyed, and so has a declared collation. `name` is in one table and not in another; nothing is joined by it. */
const TEXT_COLUMNS: TextColumns = new Map([
  ...['code', 'parent_code', 'name', 'hall', 'overflow_hall', 'category_code', 'status', 'kind'].map((column) => [column, true] as const),
  ...['title', 'note', 'tone', 'country', 'bio', 'label'].map((column) => [column, false] as const),
])

/** The tables as others could have made them. */
const TABLES = tablesOf(CATALOG.models.values(), (column) => TEXT_COLUMNS.get(column) === true)

describe('what SQL Server is told', () => {
  test('every case, by golden text and by rule', async () => {
    const statements = await statementsOf(cases)
    const texts = cases.flatMap(({ name }, i) =>
      (statements[i] ?? []).map((statement, level) => ({ name: level === 0 ? name : `${name}, then`, statement })),
    )
    expect(texts.length).toBeGreaterThan(cases.length)
    for (const { name, statement } of texts)
      expect(faultsOf(String(statement.text), statement.params.length, TEXT_COLUMNS, TABLES), `${name}: ${statement.text}`).toEqual([])
    // One with hundreds of conditions says nothing that one with two does not.
    const short = texts.filter(({ statement }) => statement.params.length < 100)
    matchGolden('sqlserver-cases.sql', short.map(({ name, statement }) => shown(name, statement)).join('\n'))
  })

  test(`${READS} random reads, by rule`, { timeout: 120_000 }, async () => {
    const asked = Array.from({ length: READS }, (_, i) => randomRead(90_000 + i))
    const statements = (await statementsOf(asked)).flat()
    expect(statements.length).toBeGreaterThan(READS)
    for (const { text, params } of statements) expect(faultsOf(String(text), params.length, TEXT_COLUMNS, TABLES), String(text)).toEqual([])
  })

  test('the reads of the writer’s own tests, by rule', () => {
    const golden = readFileSync(join(GOLDEN, 'sqlserver-reads.sql'), 'utf8')
    const texts = [...golden.matchAll(/^-- (.*)\n(.*);$/gm)]
    expect(texts.length).toBeGreaterThan(50)
    const keyed = new Set(['code', 'parent_code', 'category_code', 'stock_no', 'status'])
    const tables = tablesOf(sqlCatalog.models.values(), (column) => keyed.has(column))
    for (const [, name, text = ''] of texts) {
      const parameters = Math.max(0, ...[...text.matchAll(/@p(\d+)/g)].map(([, n]) => Number(n)))
      expect(faultsOf(text, parameters, new Map(), tables), `${name}: ${text}`).toEqual([])
    }
  })

  test('definitions and inserts', () => {
    const insertOf = (model: string, fields: readonly string[], more: Partial<Insert> = {}): Insert => ({
      ...{ kind: 'insert', model, fields: fields.map((field) => field.split('.') as [string]), rows: { slot: 0 }, returning: [] },
      ...more,
    })
    const ignore = { target: [['sku']] as const, set: 'nothing' as const }
    const texts = [
      ...sqlserver.define(sqlModels, at).map((each) => shown('define', each)),
      ...sqlserver
        .define(['Bundle', 'BundleItem'], { ...at, namespace: `tenant "a" o'b` })
        .map((each) => shown('define in a namespace', each)),
      shown('insert', sqlserver.compile(insertOf('Product', ['sku', 'price', 'meta', 'photo', 'size.unit', 'size.height']), at)),
      shown('insert numbers of our own', sqlserver.compile(insertOf('Product', ['id', 'sku']), at)),
      shown(
        'insert and return',
        sqlserver.compile(insertOf('Product', ['sku', 'createdAt'], { returning: [['id'], ['createdAt'], ['price']] }), at),
      ),
      shown(
        'insert what is not there',
        sqlserver.compile(insertOf('Product', ['sku', 'price'], { conflict: ignore, returning: [['id']] }), at),
      ),
    ]
    matchGolden('sqlserver-tables.sql', texts.join('\n'))
  })

  test('tables that the server takes, and rows that fit their indexes', () => {
    const models = [
      defineModel('Maker', {
        ...{ datasource: 'main', key: ['code'] },
        unique: [['alias']],
        fields: { code: string({ max: 40 }), alias: string({ max: 40, nullable: true }) },
        // No foreign key says it, and the ends are compared all the same.
        relations: { works: hasMany('Work', { fields: ['code'], references: ['makerCode'] }) },
      }),
      defineModel('Work', {
        ...{ datasource: 'main', key: ['id'] },
        indexes: [['title'], ['shelf', 'title']],
        fields: {
          ...{ id: int(), makerCode: string({ max: 40 }), alias: string({ max: 40, nullable: true }) },
          ...{ title: string({ max: 1_000 }), shelf: string({ max: 100 }) },
        },
        relations: { alias_: belongsTo('Maker', { fields: ['alias'], references: ['alias'] }) },
      }),
    ]
    const texts = sqlserver
      .define(['Maker', 'Work'], { ...at, catalog: buildCatalog(models.map((model) => ({ model, file: 'x' }))) })
      .map(({ text }) => String(text))
    const work = texts.find((text) => text.includes('create table "works"')) ?? ''
    expect(work).toContain('"maker_code" nvarchar(80) collate Latin1_General_100_BIN2')
    expect(work).not.toContain('foreign key')
    expect(texts.filter((text) => / create index /.test(text)).map((text) => text.slice(text.indexOf(' on ')))).toEqual([
      ' on "works" ("shelf")',
      ' on "works" ("alias")',
      ' on "works" ("maker_code")',
    ])
  })

  test('more values than a statement may have are refused', () => {
    const of = Array.from({ length: 2_100 }, (_, slot) => ({
      ...({ kind: 'compare', left: { kind: 'field', via: [], path: ['id'] }, op: 'eq', negated: false } as const),
      right: { slot },
    }))
    const read = (count: number): Read => ({ model: 'Product', select: [], where: { kind: 'or', of: of.slice(0, count) } })
    expect(sqlserver.compile(read(2_098), at).params.length).toBe(2_098)
    expect(() => sqlserver.compile(read(2_099), at)).toThrow(GatewayError)
  })
})

describe('connection strings', () => {
  test('name the parts', () => {
    expect(parseSqlServerUrl('sqlserver://app:p%40ss@db.example:1435/shop?encrypt=true&connectTimeout=5')).toEqual({
      ...{ DB_HOST: 'db.example', DB_PORT: 1435, DB_USER: 'app', DB_PASSWORD: 'p@ss', DB_NAME: 'shop' },
      ...{ SSL__MODE: 'verify', POOL__CONNECT_TIMEOUT: 5_000 },
    })
    expect(parseSqlServerUrl('mssql://h/d?encrypt=yes&trustServerCertificate=true&applicationIntent=ReadOnly')).toEqual({
      ...{ DB_HOST: 'h', DB_NAME: 'd', SSL__MODE: 'insecure', READ_INTENT: true },
    })
    expect(parseSqlServerUrl('mssql://h/d?encrypt=false')).toEqual({ DB_HOST: 'h', DB_NAME: 'd', SSL__MODE: 'off' })
    expect(engineEntry('MSSQL')?.type).toBe('sqlserver')
  })

  test.each([
    'multipleActiveResultSets=true',
    'encrypt=maybe',
    'encrypt=false&trustServerCertificate=true',
    'authentication=ActiveDirectoryMSI',
    'connectTimeout=x',
  ])('%s is refused', (parameter) => expect(() => parseSqlServerUrl(`sqlserver://u:secret@h/d?${parameter}`)).toThrow(/parameter/))
})

describe('errors', () => {
  const server = (number: number, message = 'x') => Object.assign(new Error(message), { code: 'EREQUEST', number })
  test.each([
    [2627, 'UNIQUE_VIOLATION'],
    [2601, 'UNIQUE_VIOLATION'],
    [547, 'FOREIGN_KEY_VIOLATION'],
    [515, 'NOT_NULL_VIOLATION'],
    [2628, 'BAD_USER_INPUT'],
    [8115, 'BAD_USER_INPUT'],
    [1205, 'SERIALIZATION_CONFLICT'],
    [1222, 'DATASOURCE_OVERLOADED'],
    [3906, 'DATASOURCE_READ_ONLY'],
    [1105, 'DATASOURCE_STORAGE_FULL'],
    [208, 'SCHEMA_VERSION_MISMATCH'],
    [468, 'QUERY_UNSUPPORTED'],
    [544, 'SCHEMA_VERSION_MISMATCH'],
    [41302, 'SERIALIZATION_CONFLICT'],
    [33504, 'CHECK_VIOLATION'],
    [976, 'DATASOURCE_UNAVAILABLE'],
    [8623, 'RESULT_TOO_LARGE'],
    [4060, 'DATASOURCE_UNAVAILABLE'],
    [102, 'INTERNAL_SERVER_ERROR'],
  ])('%i is %s', (number, code) => expect(classifyStatement(server(number)).code).toBe(code))

  test('a check is told from a foreign key by the words', () => {
    expect(classifyStatement(server(547, 'The INSERT statement conflicted with the CHECK constraint "c".')).code).toBe('CHECK_VIOLATION')
  })

  test('of several errors the one that says why counts', () => {
    // As the driver hands on what a trigger does that refuses a row and rolls back.
    const refused = new AggregateError([
      Object.assign(server(50_001, 'No such discount.'), { class: 16 }),
      Object.assign(server(3609, 'The transaction ended in the trigger.'), { class: 16 }),
    ])
    expect(classifyStatement(refused).code).toBe('CHECK_VIOLATION')
    expect(endsSession(refused)).toBe(false)
    const conflict = new AggregateError([server(50, 'x'), server(1205, 'deadlock')])
    expect(classifyStatement(conflict).code).toBe('SERIALIZATION_CONFLICT')
    expect(endsSession(new AggregateError([Object.assign(server(824), { class: 24 }), server(596)]))).toBe(true)
    expect(endsSession(Object.assign(new Error('x'), { code: 'ECONNRESET' }))).toBe(true)
  })

  test('the driver’s own codes are no numbers of the server', () => {
    const driver = (code: string) => Object.assign(new Error('x'), { code, number: code })
    expect(classifyStatement(driver('ECONNCLOSED')).code).toBe('DATASOURCE_UNAVAILABLE')
    expect(classifyStatement(driver('ETIMEOUT')).code).toBe('DATASOURCE_TIMEOUT')
    expect(classifyStatement(driver('EPARAM')).code).toBe('INTERNAL_SERVER_ERROR')
  })

  test('no message for clients holds the words of the server', () => {
    const { message, detail } = classifyStatement(server(2627, 'Violation of UNIQUE KEY; the duplicate key value is (secret).'))
    expect(message).not.toContain('secret')
    expect(detail).toContain('2627')
    expect(classifyConnect(server(18456, 'Login failed for user x.'), ['4060: Cannot open database']).detail).toMatch(/4060.*18456/)
  })
})

describe('columns', () => {
  const native = (name: string, more: Partial<Parameters<typeof typeOfColumn>[0]> = {}) => ({
    ...{ name, base: name, length: 0, precision: 0, scale: 0 },
    ...more,
  })
  test.each([
    ['nvarchar', { length: 80 }, { kind: 'string', max: 40 }, 'nvarchar(40)'],
    ['nvarchar', { length: -1 }, { kind: 'string' }, 'nvarchar(max)'],
    ['varchar', { length: 30 }, { kind: 'string', max: 30 }, 'varchar(30)'],
    ['varchar', { length: 9, collation: 'Latin1_General_CI_AS' }, { kind: 'string', max: 9 }, 'varchar(9)'],
    ['money', {}, { kind: 'decimal', precision: 19, scale: 4 }, 'money'],
    ['decimal', { precision: 12, scale: 3 }, { kind: 'decimal', precision: 12, scale: 3 }, 'decimal(12,3)'],
    ['datetime2', { scale: 7 }, { kind: 'dateTime', precision: 6 }, 'datetime2(7)'],
    ['datetime', { scale: 3 }, { kind: 'dateTime', precision: 3 }, 'datetime'],
    ['time', { scale: 0 }, { kind: 'time', precision: 0 }, 'time(0)'],
    ['uniqueidentifier', {}, { kind: 'uuid' }, 'uniqueidentifier'],
    ['timestamp', { length: 8 }, { kind: 'bytes' }, 'timestamp'],
    ['datetimeoffset', { scale: 7 }, null, 'datetimeoffset(7)'],
    ['xml', {}, null, 'xml'],
    ['text', {}, null, 'text'],
  ])('%s %j', (name, more, type, text) => {
    expect(typeOfColumn(native(name, more)).type).toEqual(type)
    expect(written(native(name, more))).toBe(text)
  })

  test('what a code page has not is told of', () => {
    const note = (collation: string) => typeOfColumn(native('varchar', { length: 30, collation })).note
    expect(note('Cyrillic_General_CI_AS')).toContain('question marks')
    expect(note('Cyrillic_General_CI_AS')).not.toContain('COLLATION')
    expect(note('SQL_Latin1_General_CP1_CI_AS')).toContain('COLLATION=binary')
    expect(note('Latin1_General_100_CI_AS_SC_UTF8')).toBeNull()
  })

  test('a type that a user made is what it is made of', () => {
    expect(typeOfColumn(native('Email', { base: 'nvarchar', length: 200 })).type).toEqual({ kind: 'string', max: 100 })
  })

  test('defaults', () => {
    expect(defaultOf('(getutcdate())', { kind: 'dateTime', precision: 3 })).toBe('now')
    expect(defaultOf('(newsequentialid())', { kind: 'uuid' })).toBe('uuid')
    expect(defaultOf("(N'it''s')", { kind: 'string' })).toEqual({ value: "it's" })
    expect(defaultOf('((1))', { kind: 'boolean' })).toEqual({ value: true })
    expect(defaultOf('((-1.50))', { kind: 'decimal', precision: 8, scale: 2 })).toEqual({ value: '-1.50' })
    expect(defaultOf('(NULL)', { kind: 'int' })).toBeNull()
    expect(defaultOf('(user_name())', { kind: 'string' })).toBe('other')
  })
})

test('for Babelfish only what it lacks is said otherwise', () => {
  const read: Read = {
    ...{ model: 'Product', select: [{ kind: 'value', of: { kind: 'field', via: [], path: ['sku'] } }] },
    order: [{ by: { kind: 'field', via: [], path: ['sku'] }, direction: 'asc', nulls: 'first', collation: 'binary' }],
    each: { keys: { slot: 0 }, on: [['categoryCode']] },
  }
  const text = forBabelfish(String(compileRead(read, at, sqlserverDialect).text))
  expect(text).not.toMatch(/UTF8|varbinary/)
  const plain = `select "t0"."id" from "items" as "t0" where "t0"."title" = N'_UTF8 as varchar(1)'`
  expect(forBabelfish(plain)).toBe(plain)
})
