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
import { type Columns, tablesOf } from './tsql-types.ts'

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

describe('the rules find', () => {
  test.each([
    ['a column twice in order by', 'select "a" from "t" order by "a" asc, "a" desc', '169'],
    ['an order in a derived table', 'select "a" from (select "a" from "t" order by "a") as "d"', '1033'],
    ['an order in a common table', 'with "c" as (select "a" from "t" order by "a") select "a" from "c"', '1033'],
    ['a fetch of perhaps no rows', 'select "a" from "t" order by "a" offset 0 rows fetch next 0 rows only', '10744'],
    ['a page without an order', 'select "a" from "t" offset 0 rows', '153'],
    ['top and offset', 'select top (1) "a" from "t" order by "a" offset 0 rows', '10741'],
    ['a condition that is selected', 'select "a" = 1 from "t"', 'selected'],
    ['a condition in brackets', 'select ("a" > 1) as "x" from "t"', 'selected'],
    ['exists that is selected', 'select exists (select 1 from "u") from "t"', 'selected'],
    ['a row of values', 'select 1 from "t" where ("a", "b") in (select "a", "b" from "u")', 'row of values'],
    ['two columns after in', 'select 1 from "t" where "a" in (select "a", "b" from "u")', '116'],
    ['an aggregate of a subselect', 'select sum((select 1)) from "t"', '130'],
    ['a window without an order', 'select row_number() over (partition by "a") from "t"', '4112'],
    ['a group by a subselect', 'select 1 from "t" group by (select 1)', '144'],
    ['a group by a constant', 'select 1 from "t" group by 1', '164'],
    ['an order by a constant', 'select "a" from "t" order by 1', '408'],
    ['limit', 'select "a" from "t" limit 1', 'limit'],
    ['||', `select "a" || 'x' from "t"`, '||'],
    ['true', 'select 1 from "t" where "a" = true', 'true'],
    ['is distinct from', 'select 1 from "t" where "a" is not distinct from 1', 'distinct'],
    ['nulls last', 'select "a" from "t" order by "a" nulls last', 'nulls'],
    ['columns of two collations', 'select 1 from "t" as "t0" join "u" as "t1" on "t1"."code" = "t0"."title"', '468'],
    ['a bound text beside a column', 'select 1 from "b" as "k" join "u" as "t1" on "t1"."code" = "k"."c0"', '468'],
    ['a parameter too many', 'select 1 from "t"', 'parameters'],
  ])('%s', (title, text, fault) => {
    expect(faultsOf(text, title === 'a parameter too many' ? 1 : 0, TEXT_COLUMNS).join('; ')).toContain(fault)
  })

  const column = (of: string) => ({ from: 'column', of }) as const
  const tables: ReadonlyMap<string, Columns> = new Map([
    [
      't',
      new Map([
        ...([
          ['a', { base: 'int' }],
          ['d', { base: 'date' }],
          ['u', { base: 'uniqueidentifier' }],
          ['on', { base: 'bit' }],
        ] as const),
        ...([
          ['v', { base: 'varchar', size: 8_000, label: column('x') }],
          ['n', { base: 'nvarchar', size: 4_000, label: column('y') }],
        ] as const),
        ...([
          ['b', { base: 'varbinary', size: 8_000 }],
          ['p', { base: 'decimal', precision: 30, scale: 10 }],
        ] as const),
      ]),
    ],
  ])

  test.each([
    ['a column without a name', 'select count(*) from (select null from "t" as "t0") as "s"', '8155'],
    ['a column twice', 'select "s"."c" from (select "t0"."a" as "c", "t0"."d" as "c" from "t" as "t0") as "s"', '8156'],
    ['a table that is not there', 'select "t1"."a" from "t" as "t0"', '4104'],
    ['a column that is not there', 'select "t0"."x" from "t" as "t0"', '207'],
    [
      'a neighbour seen from a derived table',
      'select 1 from "t" as "t0" join (select "t0"."a" as "c" from "t" as "t1") as "s" on "s"."c" = "t0"."a"',
      '4104',
    ],
    ['two collations compared', 'select 1 from "t" as "t0" where "t0"."v" = "t0"."n"', '468'],
    ['two collations put together', 'select "t0"."v" + "t0"."n" from "t" as "t0"', '451'],
    [
      'two collations put together and set',
      'update "t0" set "n" = (select string_agg(cast("j"."key" as nvarchar(max)) + "j"."value", N\',\') from openjson("t0"."n") as "j") from "t" as "t0"',
      '457',
    ],
    ['two collations said', 'select (("t0"."n" collate a) + N\'x\') collate b from "t" as "t0"', '449'],
    ['two said collations compared', 'select 1 from "t" as "t0" where "t0"."n" collate a = "t0"."n" collate b', '468'],
    ['a code page left', 'select "t0"."v" collate a from "t" as "t0"', 'code page'],
    ['a text that becomes question marks', 'select cast("t0"."n" as varchar(10)) from "t" as "t0"', 'question mark'],
    ['a text that is cut', 'select ("t0"."v" + N\'.\') from "t" as "t0"', 'cut to 4000'],
    ['bytes that are cut', 'select ("t0"."b" + 0x01) from "t" as "t0"', 'cut to 8,000'],
    ['digits that are cut', 'select ("t0"."p" * "t0"."p") from "t" as "t0"', 'digits'],
    ['a date compared with a number', 'select 1 from "t" as "t0" where "t0"."d" = "t0"."a"', '206'],
    ['a uuid compared with a text', 'select 1 from "t" as "t0" where "t0"."u" = "t0"."v"', '206'],
    ['the least of bits', 'select min("t0"."on") from "t" as "t0"', '8117'],
    ['the most of bytes', 'select max("t0"."b") from "t" as "t0"', '8117'],
    ['a sum that leaves its type', 'select sum("t0"."a") from "t" as "t0"', '8115'],
    ['a text beside a number', 'select "t0"."v" + "t0"."a" from "t" as "t0"', '402'],
    ['a bit as a condition', 'select 1 from "t" as "t0" where "t0"."on"', '4145'],
    ['what is neither grouped nor an aggregate', 'select "s"."a" + 1, "s"."d" from "t" as "s" group by "s"."a"', '8120'],
    ['an order by what is not grouped', 'select count(*) from "t" as "s" order by "s"."a"', '8120'],
    ['an aggregate in a where', 'select 1 from "t" as "s" where sum("s"."p") > 1', '147'],
    ['an aggregate of an aggregate', 'select sum(cast(count("s"."a") as decimal(38, 0))) from "t" as "s"', '130'],
  ])('%s', (_title, text, fault) => {
    expect(faultsOf(text, 0, new Map(), tables).join('; ')).toContain(fault)
  })

  test('nothing in what is right', () => {
    const text = `with "c" as (select "a" from "t") select (case when "a" = 1 then 1 else 0 end), 'limit true' from (select top (1) "a" from "c" order by "a") as "d" where exists (select "a" intersect select @p1) order by "a" offset 0 rows fetch next (case when @p1 < 1 then 1 else @p1 end) rows only`
    expect(faultsOf(text, 1)).toEqual([])
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
