/** The PostgreSQL engine without a server: connection strings, what errors mean, refusals at the door, tables that others made (on PGlite). */

import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import type { Datasource, RunOptions } from '../src/datasource/datasource.ts'
import type { TableInfo } from '../src/datasource/introspection.ts'
import { loadEngine } from '../src/engines/index.ts'
import { classifyConnect, classifyStatement, endsSession } from '../src/engines/postgres/classify.ts'
import { parsePostgresUrl } from '../src/engines/postgres/options.ts'
import { postgres } from '../src/engines/postgres.ts'
import { createZoo, readZoo, zooAnswer } from './fixtures/postgres-zoo.ts'

const options = (milliseconds = 5_000): RunOptions => ({
  signal: new AbortController().signal,
  deadline: Date.now() + milliseconds,
  lane: 'traffic',
  maxRows: 1_000,
})

describe('connection strings', () => {
  test('all parts', () => {
    expect(
      parsePostgresUrl('postgres://me:s%40crit@db.example:6000/shop?sslmode=verify-full&schema=Sales&pgbouncer=true&connect_timeout=3'),
    ).toEqual({
      DB_HOST: 'db.example',
      DB_PORT: 6000,
      DB_USER: 'me',
      DB_PASSWORD: 's@crit',
      DB_NAME: 'shop',
      SSL__MODE: 'verify',
      DB_SCHEMA: 'Sales',
      POOLER: true,
      POOL__CONNECT_TIMEOUT: 3000,
    })
  })
  test.each([
    ['disable', 'off'],
    ['require', 'verify'],
    ['no-verify', 'insecure'],
  ])('sslmode=%s is %s', (given, meant) => {
    expect(parsePostgresUrl(`postgresql://h/d?sslmode=${given}`).SSL__MODE).toBe(meant)
  })
  test.each([
    'sslmode=prefer',
    'sslmode=constructor',
    'pgbouncer=1',
    'connect_timeout=0',
    'schema=',
    'options=-c%20x',
    'host=/tmp',
    'sslrootcert=/etc/passwd',
  ])('%s is refused', (parameter) => {
    expect(() => parsePostgresUrl(`postgres://h/d?${parameter}`)).toThrow('The connection string has faults')
  })
})

describe('what errors mean', () => {
  const said = (code: string, severity = 'ERROR') => Object.assign(new Error('words'), { code, severity })
  test.each([
    ['57014', 'DATASOURCE_TIMEOUT'],
    ['53300', 'DATASOURCE_UNAVAILABLE'],
    ['28P01', 'DATASOURCE_UNAVAILABLE'],
    ['3D000', 'DATASOURCE_UNAVAILABLE'],
    ['57P01', 'DATASOURCE_UNAVAILABLE'],
    ['57P02', 'DATASOURCE_UNAVAILABLE'],
    ['57P03', 'DATASOURCE_UNAVAILABLE'],
    ['25006', 'DATASOURCE_READ_ONLY'],
    ['53100', 'DATASOURCE_STORAGE_FULL'],
    ['40P01', 'SERIALIZATION_CONFLICT'],
    ['40001', 'SERIALIZATION_CONFLICT'],
    ['55P03', 'DATASOURCE_OVERLOADED'],
    ['23505', 'UNIQUE_VIOLATION'],
    ['23503', 'FOREIGN_KEY_VIOLATION'],
    ['23502', 'NOT_NULL_VIOLATION'],
    ['23514', 'CHECK_VIOLATION'],
    ['42P01', 'SCHEMA_VERSION_MISMATCH'],
    ['42703', 'SCHEMA_VERSION_MISMATCH'],
    ['XX001', 'DATASOURCE_UNAVAILABLE'],
    ['XX000', 'INTERNAL_SERVER_ERROR'],
  ])('SQLSTATE %s', (state, code) => {
    expect(classifyStatement(said(state)).code).toBe(code)
  })

  // As pg 8.23 says them, without a code.
  test.each([
    'Connection terminated unexpectedly',
    'Connection terminated',
    'timeout expired',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'The server does not support SSL connections',
    'There was an error establishing an SSL connection',
    'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a non-empty string',
  ])('%s', (message) => {
    expect(classifyStatement(new Error(message)).code).toBe('DATASOURCE_UNAVAILABLE')
    expect(endsSession(new Error(message))).toBe(true)
  })
  test.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ETIMEDOUT',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('%s', (code) => {
    expect(classifyStatement(Object.assign(new Error('secret-host:5432'), { code })).code).toBe('DATASOURCE_UNAVAILABLE')
  })
  test('a fault of ours is none of the connection’s, and no session outlives it', () => {
    expect(classifyStatement(new TypeError('x is not a function')).code).toBe('INTERNAL_SERVER_ERROR')
    expect(endsSession(new TypeError('x'))).toBe(true)
  })
  test('a statement’s error keeps its session, the server’s farewell does not', () => {
    expect(endsSession(said('23505'))).toBe(false)
    expect(endsSession(said('57014'))).toBe(false)
    expect(endsSession(said('57P01', 'FATAL'))).toBe(true)
    expect(endsSession(said('25P03', 'FATAL'))).toBe(true)
  })
  test('no message for clients holds the server’s words; nothing that fails before the connection stands is anything but its absence', () => {
    const failure = classifyConnect(
      Object.assign(new Error('password authentication failed for user "root"'), { code: '42501', severity: 'FATAL' }),
    )
    expect(failure).toMatchObject({ code: 'DATASOURCE_UNAVAILABLE', detail: '42501: password authentication failed for user "root"' })
    expect(failure.message).not.toContain('root')
  })
})

/** A server that answers what it first receives with these bytes, and is silent for ever after. */
async function fakeServer(answer: (received: Buffer) => Buffer | null): Promise<{ server: Server; port: number; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    socket.once('data', (received) => {
      const bytes = answer(received)
      if (bytes !== null) socket.write(bytes)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0, sockets }
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
const greeting = (parameters: Record<string, string>): Buffer =>
  Buffer.concat([
    message('R', Buffer.from([0, 0, 0, 0])),
    ...Object.entries(parameters).map(([name, value]) => message('S', Buffer.from(`${name}\0${value}\0`))),
    message('Z', Buffer.from('I')),
  ])

describe('at the door', () => {
  const refusal = async (answer: (received: Buffer) => Buffer | null, settings: Record<string, string | number> = {}) => {
    const { server, port, sockets } = await fakeServer(answer)
    const datasource = postgres.open(
      'shop',
      { DB_HOST: '127.0.0.1', DB_PORT: port, DB_NAME: 'd', POOL__CONNECT_TIMEOUT: 300, ...settings },
      { dataDir: '' },
    )
    const began = Date.now()
    try {
      const error = await datasource.run({ text: 'select 1', params: [], decode: [] }, [], options()).catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(GatewayError)
      const { code, message: words, cause } = error as GatewayError
      expect(code).toBe('DATASOURCE_UNAVAILABLE')
      expect(words).not.toMatch(/127|SSL|12\.3|LATIN/)
      return { detail: (cause as Error).message, took: Date.now() - began, left: sockets }
    } finally {
      await datasource[Symbol.asyncDispose]()
      for (const socket of sockets) socket.destroy()
      server.close()
    }
  }

  test('a server that is too old', async () => {
    const { detail } = await refusal(() => greeting({ server_version: '12.3 (Debian)', server_encoding: 'UTF8' }))
    expect(detail).toBe('the server is PostgreSQL 12.3; 13 or newer is needed')
  })
  test('a database whose texts are not Unicode', async () => {
    const { detail } = await refusal(() => greeting({ server_version: '15.1', server_encoding: 'LATIN1' }))
    expect(detail).toContain('LATIN1')
  })
  test('no TLS where it is asked for: nothing but the question was sent', async () => {
    const seen: Buffer[] = []
    const { detail } = await refusal(
      (received) => {
        seen.push(received)
        return Buffer.from('N')
      },
      { SSL__MODE: 'insecure' },
    )
    expect(detail).toContain('does not support SSL')
    expect(seen.every((bytes) => bytes.length === 8)).toBe(true)
  })
  test('silence ends with the time a connection may take', async () => {
    const { detail, took } = await refusal(() => null)
    expect(detail).toMatch(/timeout|terminated/)
    expect(took).toBeGreaterThan(250)
    expect(took).toBeLessThan(5_000)
  })
  test('silence after the greeting too', async () => {
    const { took } = await refusal(() => greeting({ server_version: '15.1', server_encoding: 'UTF8' }))
    expect(took).toBeLessThan(5_000)
  })
  test('what the startup says is ours alone, whatever the process environment holds', async () => {
    process.env.PGOPTIONS = '-c default_transaction_read_only=on'
    process.env.PGUSER = 'somebody'
    process.env.PGAPPNAME = 'other'
    try {
      let startup = ''
      await refusal(
        (received) => {
          startup = received.toString('latin1')
          return greeting({ server_version: '9.6' })
        },
        { DB_USER: 'gate', DB_SCHEMA: 'a"b', STATEMENT_TIMEOUT: 700 },
      )
      expect(startup).toContain('user\0gate\0database\0d\0')
      expect(startup).toContain('application_name\0switchyard shop\0')
      expect(startup).toContain('search_path\0"a""b"\0')
      expect(startup.split('\0')).toContain('1700')
      expect(startup).not.toMatch(/options|somebody|other/)
    } finally {
      for (const name of ['PGOPTIONS', 'PGUSER', 'PGAPPNAME']) delete process.env[name]
    }
  })
})

describe('tables that others made, on PGlite', () => {
  let datasource: Datasource
  let tables: readonly TableInfo[]
  beforeAll(async () => {
    datasource = (await loadEngine('pglite')).open('main', { DB_FOLDER: ':memory:' }, { dataDir: '' })
    await createZoo(datasource, false)
    tables = (await datasource.introspect?.(options(30_000))) ?? []
  }, 60_000)
  afterAll(() => datasource?.[Symbol.asyncDispose]())
  const table = (name: string) => tables.find((each) => each.name === name)
  const column = (name: string) => table('zoo')?.columns.find((each) => each.name === name)

  test('tables, views and schemas; partitions are their table’s own business', () => {
    expect(tables.map(({ schema, name, kind }) => [schema, name, kind])).toEqual([
      ['Other One', 'the.Parents', 'table'],
      [null, 'counted', 'view'],
      [null, 'parents', 'table'],
      [null, 'parts', 'table'],
      [null, 'seen', 'view'],
      [null, 'select', 'table'],
      [null, 'zoo', 'table'],
    ])
    expect(table('parents')).toMatchObject({ comment: 'Those above.', primaryKey: ['a', 'b'] })
    expect(table('parents')?.columns[2]?.comment).toBe("What 'one' should know.")
    expect(table('select')?.columns.map(({ name }) => name)).toEqual(['from', 'a "quoted" one', 'ünïcode 字'])
  })
  test('only the schemas that are asked for', async () => {
    const found = await datasource.introspect?.({ ...options(), schemas: ['Other One', `x"},'`] })
    expect(found?.map(({ name }) => name)).toEqual(['the.Parents'])
  })
  test('keys', () => {
    expect(table('zoo')).toMatchObject({
      primaryKey: ['id'],
      uniques: [['token'], ['label', 'code']],
      indexes: [['day', 'at']],
      foreignKeys: [
        { columns: ['far_key'], schema: 'Other One', table: 'the.Parents', references: ['the key'], onDelete: 'cascade' },
        { columns: ['parent_a', 'parent_b'], schema: null, table: 'parents', references: ['a', 'b'], onDelete: 'restrict' },
        { columns: ['self_id'], schema: null, table: 'zoo', references: ['id'], onDelete: 'setNull' },
      ],
    })
    expect(table('zoo')?.notes).toHaveLength(2)
  })
  test.each([
    ['id', { kind: 'int' }, null],
    ['small', { kind: 'int' }, { value: 7 }],
    ['big', { kind: 'bigInt' }, { value: '-9007199254740993' }],
    ['money_amount', { kind: 'decimal', precision: 12, scale: 3 }, { value: '1.500' }],
    ['anything', { kind: 'decimal', precision: 38, scale: 3 }, null],
    ['wide', null, null],
    ['ratio', { kind: 'float' }, { value: 0.5 }],
    ['flag', { kind: 'boolean' }, { value: true }],
    ['label', { kind: 'string', max: 20 }, { value: "it's" }],
    ['code', { kind: 'string', max: 5 }, null],
    ['day', { kind: 'date' }, 'now'],
    ['at', { kind: 'dateTime', precision: 3 }, 'now'],
    ['local_at', { kind: 'dateTime', precision: 6 }, 'now'],
    ['clock', { kind: 'time', precision: 0 }, null],
    ['zoned', null, null],
    ['token', { kind: 'uuid' }, 'uuid'],
    ['data', { kind: 'json' }, { value: { b: [1] } }],
    ['blob', { kind: 'bytes' }, null],
    ['feeling', { kind: 'enum', name: 'mood', values: { sad: 'sad', 'so-so': 'so-so', "it's ok": "it's ok" } }, { value: 'so-so' }],
    ['tags', { kind: 'list', of: { kind: 'string' } }, 'other'],
    ['amounts', null, null],
    ['span', null, null],
    ['pos', { kind: 'int' }, { value: 3 }],
    ['nick', { kind: 'string', max: 30 }, { value: 'x' }],
    ['address', null, null],
    ['doubled', { kind: 'int' }, null],
  ])('%s', (name, type, otherwise) => {
    const found = column(name)
    expect(found).toMatchObject({ type, default: otherwise })
    if (type === null) expect(found?.note).toBeTruthy()
  })
  test('who writes a column', () => {
    expect(column('id')?.identity).toBe(true)
    expect(column('serial_number')?.identity).toBe(true)
    expect(column('doubled')).toMatchObject({ computed: true, default: null })
    expect(column('nick')?.nullable).toBe(false)
    expect(column('pos')?.nullable).toBe(true)
  })
  test('near types are read and found as the declared ones', async () => {
    expect(await readZoo(datasource)).toEqual(zooAnswer)
  })
})
