/** The MongoDB engine without a server: connection strings, pipelines, values, and how it bears a server that is ill. */

import { EventEmitter } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Binary, Decimal128, Double, Int32, Long, MongoClient, ObjectId, UUID } from 'mongodb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import type { Value } from '../src/base/json.ts'
import type { Datasource, RunOptions } from '../src/datasource/datasource.ts'
import { watchHeartbeats } from '../src/engines/mongodb/heartbeats.ts'
import { createShape, holds, shapeType } from '../src/engines/mongodb/shape.ts'
import type { Aggregation, Definition } from '../src/engines/mongodb/statement.ts'
import { fill, Hole } from '../src/engines/mongodb/template.ts'
import { decode, encode } from '../src/engines/mongodb/values.ts'
import { mongodb } from '../src/engines/mongodb.ts'
import { buildCatalog, modelOf } from '../src/model/catalog.ts'
import { bigInt, int, json, objectId, string, uuid } from '../src/model/fields.ts'
import { defineModel, type FieldType } from '../src/model/model.ts'
import { paths } from '../src/query/build.ts'
import { normalise } from '../src/query/normal.ts'
import type { Read } from '../src/query/query.ts'
import { cases } from './conformance/cases.ts'
import { conformanceCatalog } from './conformance/catalog.ts'
import { randomRead } from './conformance/random.ts'
import { f, val } from './conformance/say.ts'
import { healthy, mongoStub, type Stub } from './fixtures/mongo-stub.ts'

const catalog = conformanceCatalog()
const compiled = (read: Read, version = '5.0') => {
  const { text, ...rest } = mongodb.compile(
    normalise(catalog, read, () => 'binary'),
    { catalog, version },
  )
  return { ...rest, text: text as Aggregation }
}

describe('connection strings', () => {
  test('are taken apart', () => {
    expect(mongodb.parse('mongodb://jo:p%40ss@db.example:27018/shop?replicaSet=rs0&authSource=admin&tls=true')).toEqual({
      DB_HOST: 'db.example',
      DB_PORT: 27018,
      DB_USER: 'jo',
      DB_PASSWORD: 'p@ss',
      DB_NAME: 'shop',
      REPLICA_SET: 'rs0',
      AUTH_SOURCE: 'admin',
      SSL__MODE: 'verify',
    })
    expect(mongodb.parse('mongodb+srv://jo:secret@cluster.example/shop?retryWrites=true&w=majority&appName=x')).toEqual({
      DB_HOST: 'cluster.example',
      DB_USER: 'jo',
      DB_PASSWORD: 'secret',
      DB_NAME: 'shop',
      SRV: true,
      SSL__MODE: 'verify',
    })
    expect(mongodb.parse('mongodb+srv://cluster.example/shop?tls=false')).toMatchObject({ SSL__MODE: 'off' })
    expect(mongodb.parse('mongodb://127.0.0.1/shop?directConnection=true')).toMatchObject({ DIRECT_CONNECTION: true })
    expect(mongodb.parse('mongodb://h/d?ssl=true&retryWrites=false')).toEqual({
      DB_HOST: 'h',
      DB_NAME: 'd',
      SSL__MODE: 'verify',
      RETRY_WRITES: false,
    })
    // As every client of MongoDB does: the path names the database that knows the user.
    expect(mongodb.parse('mongodb://jo:x@h/shop')).toMatchObject({ AUTH_SOURCE: 'shop' })
  })

  test.each([
    ['mongodb://h/d?tlsInsecure=true', 'tlsInsecure'],
    ['mongodb://h/d?w=0', 'w can only be'],
    ['mongodb://h/d?proxyHost=evil', 'proxyHost'],
    ['mongodb://a,b/d', 'several hosts'],
    ['mongodb://h/d?tls=maybe', 'must be true or false'],
    ['mongodb://h/d?retryWrites=often', 'must be true or false'],
    ['mongodb://h/d?tls=true&ssl=false', 'contradict each other'],
    ['mongodb://h/d?replicaSet=', 'is empty'],
    ['mongodb+srv://h:27017/d', 'takes no port'],
    ['postgres://h/d', 'begins with postgres'],
  ])('%s is refused', (url, why) => expect(() => mongodb.parse(url)).toThrow(why))
})

/** Every hole with the path that leads to it. */
function holesOf(part: unknown, at: readonly string[] = []): { hole: Hole; at: readonly string[] }[] {
  if (part instanceof Hole) return [{ hole: part, at }]
  if (Array.isArray(part)) return part.flatMap((inner) => holesOf(inner, at))
  if (part === null || typeof part !== 'object' || Object.getPrototypeOf(part) !== Object.prototype) return []
  return Object.entries(part).flatMap(([key, inner]) => holesOf(inner, [...at, key]))
}

const QUERY_OPERATORS = ['$eq', '$ne', '$in', '$nin', '$lt', '$lte', '$gt', '$gte']
const NUMBERS = ['$limit', '$skip', '$slice']

/** Where a value may stand: inside $literal, as what the query language compares with, as a number of a page, or as names for $getField. */
function isSafe({ hole, at }: { hole: Hole; at: readonly string[] }): boolean {
  const last = at.at(-1) ?? ''
  if (last === '$literal' || NUMBERS.includes(last)) return true
  if (hole.note.startsWith('keys below')) return true
  return QUERY_OPERATORS.includes(last) && at.includes('$match') && !at.includes('$expr')
}

describe('pipelines', () => {
  test.each(['5.0', '7.0'])('of every case, for %s', (version) => {
    const file = join(import.meta.dirname, `golden/mongodb-${version}.json`)
    const all = cases
      .map(({ name, read }): [string, string] => {
        const { text } = withoutNested(read, version)
        return [name, JSON.stringify([text.collection, ...text.pipeline])]
      })
      .map(([name, pipeline]) => `${JSON.stringify(name)}: ${pipeline}`)
    const golden = `{\n${all.join(',\n')}\n}\n`
    if (process.env.UPDATE !== undefined || !existsSync(file)) writeFileSync(file, golden)
    expect(golden).toBe(readFileSync(file, 'utf8'))
  })

  const reads = () => [...cases.map(({ read }) => read), ...Array.from({ length: 500 }, (_, seed) => randomRead(seed + 1).read)]

  test('hold no value where it would be read as an expression', () => {
    for (const version of ['5.0', '7.0'])
      for (const read of reads()) {
        const holes = holesOf(withoutNested(read, version).text.pipeline)
        expect(holes.filter((hole) => !isSafe(hole)).map(({ hole, at }) => `${at.join(' ')}: ${hole.note}`)).toEqual([])
      }
  })

  test('reach no other collection than those of the models, and write nothing', () => {
    const collections = [...catalog.models.values()].map(({ plural }) => plural.charAt(0).toLowerCase() + plural.slice(1))
    for (const read of reads()) {
      const { text } = withoutNested(read, '7.0')
      const whole = JSON.stringify(text.pipeline)
      expect(whole).not.toMatch(/\$(out|merge|unionWith|where|function|accumulator|currentOp|graphLookup)"/)
      const froms = [...whole.matchAll(/"from":"([^"]*)"/g)].map((match) => match[1])
      expect([text.collection, ...froms].filter((name) => !collections.includes(name as string))).toEqual([])
    }
  })

  test('take texts that look like fields, variables and operators for texts', () => {
    const read: Read = {
      model: 'Item',
      select: val('id'),
      where: {
        kind: 'or',
        of: [
          { kind: 'compare', left: f('note'), op: 'eq', negated: false, right: { slot: 0 }, fold: 'ascii' },
          {
            kind: 'compare',
            left: { kind: 'json', via: [], path: ['data'], keys: { slot: 1 }, as: { kind: 'string' } },
            op: 'eq',
            negated: false,
            right: { slot: 0 },
          },
        ],
      },
    }
    const { text, params } = compiled(read)
    const binds: Value[] = ['$$ROOT', ['$where', 'a.b']]
    const filled = fill(
      text.pipeline,
      params.map(({ slot, encode: as }) => as(binds[slot] as Value)),
    )
    const whole = JSON.stringify(filled)
    expect(whole.match(/"\$\$ROOT"/gi)).toHaveLength(whole.match(/\{"\$literal":"\$\$root"\}/gi)?.length ?? 0)
    expect(whole).toContain('{"field":{"$literal":"$where"}')
    expect(whole).toContain('{"field":{"$literal":"a.b"}')
  })

  test('keep their own fields apart from those of any model', () => {
    const odd = buildCatalog([
      {
        file: 'odd.ts',
        model: defineModel('Odd', {
          datasource: 'main',
          fields: { id: int(), taken: string({ column: '__0' }), other: string({ nullable: true }) },
          key: ['id'],
        }),
      },
    ])
    const read: Read = {
      model: 'Odd',
      select: val('id'),
      order: [{ by: f('other'), direction: 'asc', nulls: 'last', collation: 'binary' }],
    }
    const { pipeline } = mongodb.compile(
      normalise(odd, read, () => 'binary'),
      { catalog: odd, version: '5.0' },
    ).text as Aggregation
    expect(Object.keys(pipeline[0]?.$addFields as object)).toEqual(['___0'])
  })

  test('id is _id where it is the whole key, and a unique index leaves out what is null', () => {
    const models = buildCatalog([
      {
        file: 'x.ts',
        model: defineModel('User', {
          datasource: 'main',
          fields: { id: objectId(), code: bigInt({ nullable: true }), mail: string() },
          key: ['id'],
          unique: [['code'], ['mail']],
        }),
      },
      { file: 'x.ts', model: defineModel('Seat', { datasource: 'main', fields: { id: int(), hall: int() }, key: ['id', 'hall'] }) },
    ])
    const [user, seat] = mongodb.define(['User', 'Seat'], { catalog: models, version: '5.0' }).map(({ text }) => text as Definition)
    expect(user).toMatchObject({
      collection: 'users',
      indexes: [
        { columns: ['code'], unique: true, sparse: ['code'] },
        { columns: ['mail'], unique: true, sparse: [] },
      ],
    })
    expect(seat?.indexes).toEqual([{ columns: ['id', 'hall'], unique: true, sparse: [] }])
  })

  test('what MongoDB cannot make is a fault', () => {
    const models = buildCatalog([
      {
        file: 'x.ts',
        model: defineModel('Thing', {
          datasource: 'main',
          fields: { id: int({ generated: 'identity' }), a: string({ column: 'a.b' }) },
          key: ['id'],
        }),
      },
    ])
    expect(() => mongodb.define(['Thing'], { catalog: models, version: '5.0' })).toThrow(/numbered by the database[\s\S]*contains a dot/)
  })
})

/** The planner asks nested reads on their own. */
function withoutNested(read: Read, version: string): { text: Aggregation } {
  const select = read.select.filter((item) => item.kind !== 'nested')
  const key = modelOf(catalog, read.model).key
  return compiled({ ...read, select: select.length === 0 ? val(...key) : select }, version)
}

describe('values', () => {
  const roundTrip = (type: FieldType, value: Value) => decode(type, encode(type, value))
  test.each<[FieldType, Value]>([
    [{ kind: 'int' }, -2147483648],
    [{ kind: 'bigInt' }, '9223372036854775807'],
    [{ kind: 'decimal', precision: 34, scale: 4 }, '-123456789012345678901234567890.1234'],
    [{ kind: 'decimal', precision: 12, scale: 2 }, '0.00'],
    [{ kind: 'float' }, 1e-7],
    [{ kind: 'dateTime', precision: 3 }, '0001-01-01T00:00:00.000Z'],
    [{ kind: 'dateTime', precision: 0 }, '9999-12-31T23:59:59Z'],
    [{ kind: 'dateTime', precision: 6 }, '2020-12-31T23:59:59.999999Z'],
    [{ kind: 'bytes' }, ''],
    [{ kind: 'bytes' }, 'AAEC'],
    [{ kind: 'objectId' }, '0123456789abcdef01234567'],
    [{ kind: 'json' }, { _bsontype: 'ObjectId', $where: 'x', 'a.b': [1, null], 10: 1, 9: 2 }],
    [{ kind: 'enum', name: 'E', values: { A: 'z', B: 'a' } }, 'A'],
    [{ kind: 'list', of: { kind: 'decimal', precision: 5, scale: 2 } }, ['1.50', '0.00']],
  ])('%j keeps %j', (type, value) => expect(roundTrip(type, value)).toEqual(value))

  test('UUIDs are found in both forms', () => {
    const text = '01234567-89ab-4def-8123-456789abcdef'
    expect(encode({ kind: 'uuid' }, text)).toBe(text)
    expect(decode({ kind: 'uuid' }, new UUID(text))).toBe(text)
  })

  test.each<[FieldType, unknown]>([
    [{ kind: 'int' }, 1.5],
    [{ kind: 'int' }, '1'],
    [{ kind: 'int' }, [1]],
    [{ kind: 'int' }, 2147483648],
    [{ kind: 'bigInt' }, 2 ** 60],
    [{ kind: 'decimal', precision: 4, scale: 2 }, Decimal128.fromString('1.005')],
    [{ kind: 'decimal', precision: 4, scale: 2 }, Decimal128.fromString('NaN')],
    [{ kind: 'decimal', precision: 4, scale: 2 }, Decimal128.fromString('Infinity')],
    [{ kind: 'decimal', precision: 4, scale: 2 }, 0.1],
    [{ kind: 'float' }, Number.NaN],
    [{ kind: 'string' }, ['a']],
    [{ kind: 'dateTime', precision: 3 }, '2020-01-01T00:00:00.000Z'],
    [{ kind: 'dateTime', precision: 6 }, new Date(0)],
    [{ kind: 'dateTime', precision: 3 }, new Date('+020000-01-01T00:00:00Z')],
    [{ kind: 'dateTime', precision: 0 }, new Date(1)],
    [{ kind: 'uuid' }, new Binary(Buffer.alloc(16), 3)],
    [{ kind: 'bytes' }, new UUID()],
    [{ kind: 'objectId' }, '0123456789abcdef01234567'],
    [{ kind: 'list', of: { kind: 'int' } }, [1, null]],
    [{ kind: 'object', name: 'O', fields: { a: int() } }, 'x'],
    [{ kind: 'object', name: 'O', fields: { a: int() } }, new ObjectId()],
    [{ kind: 'json' }, { a: Long.fromString('9007199254740993') }],
  ])('%j has no canonical form of %j', (type, raw) => expect(() => decode(type, raw)).toThrow())

  test('more digits than are compared exactly are refused', () =>
    expect(() => encode({ kind: 'decimal', precision: 38, scale: 0 }, '1'.repeat(35))).toThrow('34 digits'))
})

describe('what a sample of documents says', () => {
  const shapeOf = (...values: unknown[]) => {
    const shape = createShape()
    for (const value of values) shape.add(value)
    return shapeType('homeAddress', shape)
  }
  test.each<[unknown[], FieldType | null]>([
    [[new Int32(1), null], { kind: 'int' }],
    [[new Int32(1), Long.fromString('9007199254740993')], { kind: 'bigInt' }],
    [[new Int32(1), new Double(1.5)], { kind: 'float' }],
    [[Long.fromString('1'), new Double(1.5)], null],
    [[Decimal128.fromString('12.50'), Decimal128.fromString('1E+3')], { kind: 'decimal', precision: 34, scale: 2 }],
    [['a', new Int32(1)], { kind: 'json' }],
    [[new Date()], { kind: 'dateTime', precision: 3 }],
    [[new UUID()], { kind: 'uuid' }],
    [[['a'], []], { kind: 'list', of: { kind: 'string' } }],
    [[['a', null]], { kind: 'json' }],
    [[[]], { kind: 'json' }],
    [[/x/], null],
    [[], null],
  ])('%j', (values, type) => expect(shapeOf(...values).type).toEqual(type))

  test('documents become objects with fields of their own, optional where some have none', () => {
    const { type, note } = shapeOf({ 'Zip Code': '1', city: 'a', not: true }, { city: 'b', odd: new Int32(1) }, { city: 'c', odd: 'x' })
    expect(type).toEqual({
      kind: 'object',
      name: 'HomeAddress',
      fields: {
        zipCode: { type: { kind: 'string' }, nullable: true, column: 'Zip Code' },
        city: { type: { kind: 'string' } },
        notValue: { type: { kind: 'boolean' }, nullable: true, column: 'not' },
        odd: { type: { kind: 'json' }, nullable: true },
      },
    })
    expect(note).toBe('odd: It holds integers and texts, so that only JSON holds them all.')
  })

  test('a field may say more exactly what a sample cannot', () => {
    expect(holds({ kind: 'string' }, uuid().type)).toBe(true)
    expect(holds({ kind: 'string' }, { kind: 'dateTime', precision: 6 })).toBe(true)
    expect(holds({ kind: 'dateTime', precision: 3 }, { kind: 'dateTime', precision: 6 })).toBe(false)
    expect(holds({ kind: 'int' }, bigInt().type)).toBe(true)
    expect(holds({ kind: 'float' }, int().type)).toBe(false)
    expect(holds({ kind: 'int' }, json().type)).toBe(true)
  })
})

describe('a server that is ill', () => {
  const open: (Stub | Datasource)[] = []
  afterEach(async () => {
    for (const each of open.splice(0)) await each[Symbol.asyncDispose]()
  })
  const stub = async (...given: Parameters<typeof mongoStub>) => {
    const made = await mongoStub(...given)
    open.push(made)
    return made
  }
  const datasource = (port: number, more = {}) => {
    const made = mongodb.open(
      'docs',
      { DB_HOST: '127.0.0.1', DB_PORT: port, DB_NAME: 'shop', POOL__MAX: 2, POOL__CONNECT_TIMEOUT: 500, ...more },
      { dataDir: '/nowhere' },
    )
    open.push(made)
    return made
  }
  const options = (ms = 5_000, signal = new AbortController().signal): RunOptions => ({
    signal,
    deadline: Date.now() + ms,
    lane: 'traffic',
    maxRows: 100,
  })
  const read = mongodb.compile({ model: 'Item', select: val('id') }, { catalog, version: '5.0' })
  const insert = mongodb.compile(
    { kind: 'insert', model: 'Category', fields: paths(['code', 'name']), rows: { slot: 0 }, returning: [] },
    { catalog, version: '5.0' },
  )
  const failure = async (work: Promise<unknown>): Promise<GatewayError> => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(GatewayError)
    return error as GatewayError
  }

  test('that is not there is told at once, asked for by one attempt, and found as soon as it is there', async () => {
    const gone = await mongoStub(healthy())
    const { port } = gone
    await gone[Symbol.asyncDispose]()
    const on = datasource(port)
    const errors = await Promise.all([failure(on.run(read, [], options())), failure(on.run(read, [], options()))])
    expect(errors.map(({ code }) => code)).toEqual(['DATASOURCE_UNAVAILABLE', 'DATASOURCE_UNAVAILABLE'])
    expect(errors[0]?.message).not.toContain('127.0.0.1')
    await stub(healthy(), port)
    expect((await on.run(read, [], options())).rows).toEqual([])
    expect(await on.health(options())).toMatchObject({ ok: true, serverVersion: '7.0.0', error: null })
  })

  test('that dies and comes back', async () => {
    const first = await mongoStub(healthy())
    const on = datasource(first.port)
    await on.run(read, [], options())
    await first[Symbol.asyncDispose]()
    expect((await failure(on.run(read, [], options()))).code).toBe('DATASOURCE_UNAVAILABLE')
    await stub(healthy(), first.port)
    const again = () =>
      on.run(read, [], options()).then(
        ({ rows }) => rows,
        (error: unknown) => error,
      )
    await expect.poll(again, { timeout: 2_000 }).toEqual([])
  })

  test('that is too old', async () => {
    const { port } = await stub(healthy({ version: '4.4.29' }))
    const error = await failure(datasource(port).run(read, [], options()))
    expect(error.code).toBe('DATASOURCE_UNAVAILABLE')
    expect(String((error.cause as Error).message)).toBe('the server is MongoDB 4.4.29; at least 5.0 is needed')
  })

  test('that never answers is given up at the deadline, and so is one the client gives up', async () => {
    const ok = healthy()
    const { port } = await stub((command, body) => (command === 'aggregate' ? undefined : ok(command, body)))
    const on = datasource(port)
    const began = Date.now()
    expect((await failure(on.run(read, [], options(300)))).code).toBe('DATASOURCE_TIMEOUT')
    expect(Date.now() - began).toBeLessThan(5_000)
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 50)
    expect((await failure(on.run(read, [], options(5_000, controller.signal)))).code).toBe('QUERY_CANCELLED')
    // More reads than the pool is large were given up; it is none the worse for it.
    for (let i = 0; i < 8; i++) await failure(on.run(read, [], options(50)))
    expect((await on.health(options())).ok).toBe(true)
  })

  test('that took a write and says nothing leaves its outcome open', async () => {
    const ok = healthy()
    const { port } = await stub((command, body) => (command === 'insert' ? undefined : ok(command, body)))
    expect((await failure(datasource(port).run(insert, [[['a', 'b']]], options(300)))).code).toBe('WRITE_OUTCOME_UNKNOWN')
  })

  test('that goes away under a write leaves its outcome open', async () => {
    const ok = healthy()
    const made = await stub((command, body) => {
      if (command !== 'insert') return ok(command, body)
      void made[Symbol.asyncDispose]()
      return undefined
    })
    expect((await failure(datasource(made.port).run(insert, [[['a', 'b']]], options(20_000)))).code).toBe('WRITE_OUTCOME_UNKNOWN')
  })

  test('whose driver looks for it without an end is told from one that is looked for', () => {
    const heart = new EventEmitter()
    let now = 0
    const heartbeats = watchHeartbeats(heart, () => now)
    const [connectionId, other] = ['h:1', 'h:2']
    heart.emit('serverHeartbeatStarted', { connectionId })
    heart.emit('serverHeartbeatStarted', { connectionId: other })
    now = 100
    heart.emit('serverHeartbeatSucceeded', { connectionId })
    heart.emit('serverHeartbeatStarted', { connectionId })
    expect(heartbeats.lost(100)).toBe(false)
    now = 101
    expect(heartbeats.lost(100)).toBe(true)
    heart.emit('serverClosed', { address: other })
    expect(heartbeats.lost(100)).toBe(false)
    now = 500
    expect(heartbeats.lost(100)).toBe(true)
    heart.emit('serverHeartbeatFailed', { connectionId })
    expect(heartbeats.lost(100)).toBe(false)
  })

  test('whose driver has lost it for good is connected to by another client', async () => {
    const { port } = await stub(healthy())
    // The first client says that it looks, and then no more of it.
    let begun = 0
    const looks = vi.spyOn(MongoClient.prototype, 'emit').mockImplementation(function (this: MongoClient, event, ...args) {
      if (looks.mock.contexts[0] === this && /^serverHeartbeat/.test(String(event)) && ++begun > 1) return false
      return EventEmitter.prototype.emit.call(this, String(event), ...args)
    })
    try {
      const on = datasource(port, { POOL__CONNECT_TIMEOUT: 100 })
      await on.run(read, [], options())
      const [first] = looks.mock.contexts
      const closed = new Promise((done) => (first as MongoClient).once('topologyClosed', done))
      const others = () => new Set(looks.mock.contexts).size
      while (others() === 1) await pause(50).then(() => on.run(read, [], options()))
      await closed
      await on.run(read, [], options())
      expect(others()).toBe(2)
    } finally {
      looks.mockRestore()
    }
  })

  test('that refuses the login is not asked again and again', async () => {
    const ok = healthy()
    const { port, asked } = await stub((command, body) =>
      command === 'saslStart'
        ? { ok: 0, code: 18, codeName: 'AuthenticationFailed', errmsg: 'Authentication failed for jo@10.0.0.1' }
        : ok(command, body),
    )
    const on = datasource(port, { DB_USER: 'jo', DB_PASSWORD: 'wrong-password' })
    const error = await failure(on.run(read, [], options()))
    expect(error).toMatchObject({ code: 'DATASOURCE_UNAVAILABLE', message: 'The datasource is not available.' })
    const before = asked.filter((command) => command === 'saslStart').length
    for (let i = 0; i < 5; i++) await failure(on.run(read, [], options()))
    expect(asked.filter((command) => command === 'saslStart')).toHaveLength(before)
  })

  test('that stands alone has no transactions, and says so before anything runs', async () => {
    const { port, asked } = await stub(healthy())
    const error = await failure(
      datasource(port).transaction({ ...options(), readOnly: false }, async (session) => session.run(insert, [[['a', 'b']]], options())),
    )
    expect(error.code).toBe('QUERY_UNSUPPORTED')
    expect(error.message).toContain('replica set')
    expect(asked).not.toContain('insert')
  })

  test('of a replica set has them; what its work throws leaves as it is, rolled back', async () => {
    const { port, asked } = await stub(healthy({ hello: { setName: 'rs0', hosts: ['127.0.0.1:1'], logicalSessionTimeoutMinutes: 30 } }))
    const on = datasource(port, { DIRECT_CONNECTION: true })
    await on.transaction({ ...options(), readOnly: false }, async (session) => session.run(read, [], options()))
    expect(asked).toContain('commitTransaction')
    const own = new Error('mine')
    await expect(
      on.transaction({ ...options(), readOnly: false }, async (session) => {
        await session.run(read, [], options())
        throw own
      }),
    ).rejects.toBe(own)
    await expect.poll(() => asked).toContain('abortTransaction')
  })

  test.each([
    [11000, 'UNIQUE_VIOLATION'],
    [50, 'DATASOURCE_TIMEOUT'],
    [112, 'SERIALIZATION_CONFLICT'],
    [14031, 'DATASOURCE_STORAGE_FULL'],
    [292, 'RESULT_TOO_LARGE'],
    [99999, 'INTERNAL_SERVER_ERROR'],
  ])('error %i is %s', async (code, expected) => {
    const ok = healthy()
    const { port } = await stub((command, body) => (command === 'aggregate' ? { ok: 0, code, errmsg: 'secret words' } : ok(command, body)))
    const error = await failure(datasource(port).run(read, [], options()))
    expect(error.code).toBe(expected)
    expect(error.message).not.toContain('secret')
  })

  test('more rows than may come are refused, and the server was told to stop', async () => {
    const ok = healthy()
    let limit: unknown
    const { port } = await stub((command, body) => {
      if (command !== 'aggregate') return ok(command, body)
      limit = (body.pipeline as Record<string, unknown>[]).at(-1)?.$limit
      return { ok: 1, cursor: { firstBatch: Array.from({ length: 101 }, (_, i) => ({ _id: i })), id: 0n, ns: 'shop.items' } }
    })
    expect((await failure(datasource(port).run(read, [], options()))).code).toBe('RESULT_TOO_LARGE')
    expect(limit).toBe(101)
  })

  test('a value that does not fit costs its cell alone', async () => {
    const ok = healthy()
    const two = mongodb.compile({ model: 'Item', select: val('id', 'title', 'origin.city') }, { catalog, version: '5.0' })
    const { port } = await stub((command, body) =>
      command === 'aggregate'
        ? {
            ok: 1,
            cursor: {
              firstBatch: [
                { _id: 1, title: ['a'], origin: [{ city: 'x' }] },
                { _id: 2, title: 'b' },
              ],
              id: 0n,
              ns: 'shop.items',
            },
          }
        : ok(command, body),
    )
    const { rows } = await datasource(port).run(two, [], options())
    expect(rows[0]?.[0]).toBe(1)
    expect(rows[0]?.slice(1).map((cell) => (cell as GatewayError).code)).toEqual(['VALUE_NOT_REPRESENTABLE', 'VALUE_NOT_REPRESENTABLE'])
    expect(rows[0]?.[1]).toMatchObject({ fields: ['title'] })
    expect(rows[1]).toEqual([2, 'b', null])
  })
})
