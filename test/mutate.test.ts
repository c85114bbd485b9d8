/** Mutations below the graph: what is written, in which transaction, and what each field is told; over memory, with and without an upsert of its own. */

import { describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import type { Value } from '../src/base/json.ts'
import type { Datasource, RunOptions, Session } from '../src/datasource/datasource.ts'
import type { Row } from '../src/engines/memory/tables.ts'
import { openMemory } from '../src/engines/memory.ts'
import { buildCatalog, type Catalog, modelOf } from '../src/model/catalog.ts'
import * as f from '../src/model/fields.ts'
import { belongsTo, defineModel, hasMany } from '../src/model/model.ts'
import { createAnswerer } from '../src/plan/answer.ts'
import type { Change, Mutation, MutationAnswer, MutationField, NewRow } from '../src/plan/mutate/mutation.ts'
import { requestTables } from '../src/plan/mutate/once.ts'
import { createMutator, type MutateOptions } from '../src/plan/mutate/operation.ts'
import { bindList, eq, fieldOperand } from '../src/query/build.ts'
import type { Predicate, Selected } from '../src/query/query.ts'

const models = [
  defineModel('Shop', {
    datasource: 'far',
    fields: { id: f.int(), name: f.string() },
    key: ['id'],
    relations: { orders: hasMany('Order', { fields: ['id'], references: ['shopId'] }) },
  }),
  defineModel('Order', {
    datasource: 'main',
    fields: {
      id: f.int({ generated: 'identity' }),
      code: f.string(),
      note: f.string({ nullable: true }),
      total: f.int({ default: { value: 0 } }),
      made: f.dateTime({ default: 'now' }),
      changed: f.dateTime({ precision: 0, onUpdate: 'now' }),
      shopId: f.int({ nullable: true }),
      version: f.version(),
    },
    key: ['id'],
    unique: [['code']],
    relations: {
      shop: belongsTo('Shop', { fields: ['shopId'], references: ['id'] }),
      lines: hasMany('Line', { fields: ['id'], references: ['orderId'], onDelete: 'cascade' }),
    },
  }),
  defineModel('Line', {
    datasource: 'main',
    fields: { orderId: f.int(), number: f.int(), pieces: f.int({ nullable: true }) },
    key: ['orderId', 'number'],
    relations: {
      order: belongsTo('Order', { fields: ['orderId'], references: ['id'] }),
      parts: hasMany('Part', { fields: ['orderId', 'number'], references: ['orderId', 'number'], onDelete: 'setNull' }),
    },
  }),
  defineModel('Part', {
    datasource: 'main',
    fields: {
      id: f.uuid({ default: 'uuid' }),
      orderId: f.int({ nullable: true }),
      number: f.int({ nullable: true }),
      version: f.version(),
    },
    key: ['id'],
    relations: { line: belongsTo('Line', { fields: ['orderId', 'number'], references: ['orderId', 'number'] }) },
  }),
  defineModel('Leaf', {
    datasource: 'main',
    fields: { id: f.int(), parentId: f.int({ nullable: true }) },
    key: ['id'],
    relations: {
      parent: belongsTo('Leaf', { fields: ['parentId'], references: ['id'], onDelete: 'cascade' }),
    },
  }),
]
const catalog: Catalog = buildCatalog(models.map((model) => ({ model, file: 'test' })))
const NOW = Date.parse('2026-03-04T05:06:07.089Z')

const run = (): RunOptions => ({ signal: new AbortController().signal, deadline: Date.now() + 10_000, lane: 'traffic', maxRows: 100_000 })

interface Stage {
  readonly main: Datasource
  readonly statements: string[]
  go(fields: readonly (Asked | GatewayError)[], options?: MutateOptions): Promise<readonly (MutationAnswer | GatewayError)[]>
  one(mutation: Mutation, ...select: string[]): Promise<MutationAnswer>
  refused(mutation: Mutation): Promise<GatewayError>
  rows(model: string): Promise<readonly Row[]>
}
interface Asked {
  readonly mutation: Mutation
  readonly select?: readonly Selected[]
  readonly values?: readonly Value[]
  readonly identity?: string
}

type Meddle = (name: string, datasource: Datasource) => Datasource

const KINDS = { 'an upsert of its own': {}, 'no upsert': { upsert: false } } as const

/** @param lifetime for how many milliseconds datasources remember what was done under a key */
function stage(
  options: { upsert?: boolean; transactions?: boolean } = {},
  meddle: Meddle = (_, datasource) => datasource,
  clock: () => number = () => NOW,
  lifetime?: number,
): Stage {
  const statements: string[] = []
  const kept = new Map<string, Datasource>()
  for (const name of ['main', 'far']) {
    const own = [...catalog.models.values()].filter((model) => model.datasource === name)
    kept.set(name, openMemory(name, new Map(own.map((model) => [model.name, [] as Row[]])), { nest: false, ...options }))
  }
  const datasources = new Map([...kept].map(([name, datasource]) => [name, meddle(name, datasource)]))
  const datasource = (name: string) => datasources.get(name) as Datasource
  const answerer = createAnswerer({ catalog, datasource, crossKeys: 1000 })
  const mutator = createMutator({ catalog, datasource, answerer, clock, remembers: () => lifetime })
  const go: Stage['go'] = (fields, more) =>
    mutator.run(
      fields.map((field): MutationField | GatewayError =>
        field instanceof GatewayError
          ? field
          : {
              ...{ mutation: field.mutation, select: field.select, binds: bindList([...(field.values ?? [])]) },
              ...(field.identity === undefined ? {} : { identity: field.identity }),
            },
      ),
      run(),
      { onStatement: (name) => statements.push(name), ...more },
    )
  const outcome = async (mutation: Mutation, select: readonly string[]) =>
    (await go([{ mutation, ...(select.length === 0 ? {} : { select: select.map(value) }) }]))[0] as MutationAnswer | GatewayError
  return {
    main: datasource('main'),
    statements,
    go,
    async one(mutation, ...select) {
      const answer = await outcome(mutation, select)
      if (answer instanceof GatewayError) throw answer
      return answer
    },
    async refused(mutation) {
      const answer = await outcome(mutation, [])
      if (answer instanceof GatewayError) return answer
      throw new Error('not refused')
    },
    async rows(name) {
      const fields = [...modelOf(catalog, name).fields.keys()]
      const rows = await answerer.answer({ model: name, select: fields.map(value) }, [], run())
      return rows.map((row) => Object.fromEntries(fields.map((field, i) => [field, row[i] as Value])))
    },
  }
}

const value = (field: string): Selected => ({ kind: 'value', of: fieldOperand([field]) })
const row = (values: Record<string, Value>, more: Partial<NewRow> = {}): NewRow => ({
  values: new Map(Object.entries(values)),
  connect: [],
  create: [],
  ...more,
})
const create = (model: string, ...rows: NewRow[]): Mutation => ({ kind: 'create', model, rows })
const order = (code: string, more: Record<string, Value> = {}) => create('Order', row({ code, ...more }))
const set = (field: string, to: Value): Change => ({ field, op: 'set', value: to })
const plus = (field: string, by: Value): Change => ({ field, op: 'increment', value: by })
const update = (id: number, changes: Change[], version?: number): Mutation => ({
  ...{ kind: 'update', model: 'Order', key: [id], set: changes },
  ...(version === undefined ? {} : { version }),
})
const remove = (model: string, ...key: Value[]): Mutation => ({ kind: 'delete', model, key })
const codeIs: Predicate = eq(fieldOperand(['note']), { slot: 0 })

describe('create', () => {
  test('gives defaults, the clock in each field’s precision, the first version and the key that the database made', async () => {
    const on = stage()
    const { affected, rows } = await on.one(order('a'), 'id', 'code', 'note', 'total', 'made', 'changed', 'version')
    expect(affected).toBe(1)
    expect(rows).toEqual([[1, 'a', null, 0, '2026-03-04T05:06:07.089Z', '2026-03-04T05:06:07Z', 1]])
  })

  test('answers many rows in the order given, whatever each of them says', async () => {
    const on = stage()
    const { rows } = await on.one(
      create('Order', row({ code: 'a', note: 'x' }), row({ code: 'b' }), row({ code: 'c', note: null })),
      'code',
      'note',
    )
    expect(rows).toEqual([
      ['a', 'x'],
      ['b', null],
      ['c', null],
    ])
  })

  test('makes what belongs to a row with it, and refers to the row itself', async () => {
    const on = stage()
    const lines = { relation: 'lines', rows: [row({ number: 1, pieces: 4 }), row({ number: 2 })] }
    await on.one(
      create('Order', row({ code: 'a' }, { create: [lines] }), row({ code: 'b' }, { create: [{ ...lines, rows: [row({ number: 1 })] }] })),
    )
    expect(await on.rows('Line')).toEqual([
      { orderId: 1, number: 1, pieces: 4 },
      { orderId: 1, number: 2, pieces: null },
      { orderId: 2, number: 1, pieces: null },
    ])
    const part = row({}, { create: [{ relation: 'line', rows: [row({ number: 9 }, { connect: [{ relation: 'order', key: [2] }] })] }] })
    await on.one(create('Part', part))
    expect((await on.rows('Part'))[0]).toMatchObject({ orderId: 2, number: 9, version: 1 })
  })

  test('connects to rows that are there, here and far away, and to none else', async () => {
    const on = stage()
    await on.one(create('Shop', row({ id: 7, name: 's' })))
    const to = (key: number) => create('Order', row({ code: 'a' }, { connect: [{ relation: 'shop', key: [key] }] }))
    expect(await on.refused(to(8))).toMatchObject({ code: 'FOREIGN_KEY_VIOLATION', fields: ['shop'] })
    expect((await on.one(to(7), 'shopId')).rows).toEqual([[7]])
    const line = (key: number) => create('Line', row({ number: 1 }, { connect: [{ relation: 'order', key: [key] }] }))
    expect(await on.refused(line(5))).toMatchObject({ code: 'FOREIGN_KEY_VIOLATION', fields: ['order'] })
    await on.one(line(1))
    expect(await on.rows('Line')).toHaveLength(1)
  })

  test('does not say that a row was made that the database left out', async () => {
    const without: Meddle = (_, datasource) => ({
      ...datasource,
      transaction: (options, work) =>
        datasource.transaction(options, (session) =>
          work({
            run: (compiled, binds, statement) =>
              statement.about?.action === 'insert' ? Promise.resolve({ rows: [], affected: 0 }) : session.run(compiled, binds, statement),
          }),
        ),
    })
    const on = stage({}, without)
    const upsert = (code: string): Mutation => ({ kind: 'upsert', model: 'Order', row: row({ code }), target: ['code'] })
    const changing: Mutation = { kind: 'upsert', model: 'Order', row: row({ code: 'a', note: 'n' }), target: ['code'] }
    for (const mutation of [order('a'), create('Leaf', row({ id: 1 })), upsert('a'), changing]) {
      const refusal = await on.refused(mutation)
      expect([refusal.code, refusal.datasource]).toEqual(['CHECK_VIOLATION', 'main'])
    }
  })

  test('believes the rows, not their count, where a trigger puts them in place', async () => {
    const uncounted: Meddle = (_, datasource) => ({
      ...datasource,
      transaction: (options, work) =>
        datasource.transaction(options, (session) =>
          work({
            run: async (compiled, binds, statement) => {
              const result = await session.run(compiled, binds, statement)
              return statement.about?.action === 'insert' ? { ...result, affected: 0 } : result
            },
          }),
        ),
    })
    expect((await stage({}, uncounted).one(create('Leaf', row({ id: 1 })), 'id')).rows).toEqual([[1]])
  })

  test('says of a reference that leads nowhere what to do', async () => {
    const nowhere = await stage().refused(create('Line', row({ orderId: 9, number: 1 })))
    expect(nowhere).toMatchObject({ code: 'FOREIGN_KEY_VIOLATION', fields: ['orderId'], datasource: 'main' })
    expect(nowhere.message).toMatch(/^The row refers to one that does not exist\. /)
  })

  test('makes nothing in another datasource', async () => {
    const on = stage()
    const shop = row({ code: 'a' }, { create: [{ relation: 'shop', rows: [row({ id: 1, name: 's' })] }] })
    expect(await on.refused(create('Order', shop))).toMatchObject({ code: 'CROSS_DATABASE_TRANSACTION_UNSUPPORTED' })
    expect([await on.rows('Order'), await on.rows('Shop')]).toEqual([[], []])
  })
})

describe('update', () => {
  test('changes what is named, raises the version and adds to what is there', async () => {
    const on = stage()
    await on.one(order('a', { note: 'x', total: 5 }))
    const { rows } = await on.one(update(1, [set('note', null), plus('total', -7)]), 'note', 'total', 'code', 'version')
    expect(rows).toEqual([[null, -2, 'a', 2]])
  })

  test('tells a passed version from a missing row', async () => {
    const on = stage()
    await on.one(order('a'))
    await on.one(update(1, [set('note', 'x')], 1))
    expect(await on.refused(update(1, [set('note', 'y')], 1))).toMatchObject({ code: 'VERSION_CONFLICT', fields: ['version'] })
    expect(await on.refused(update(2, [set('note', 'y')], 1))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await on.refused(update(2, [set('note', 'y')]))).toMatchObject({ code: 'NOT_FOUND' })
    expect((await on.rows('Order'))[0]).toMatchObject({ note: 'x', version: 2 })
    expect(await on.refused({ kind: 'delete', model: 'Order', key: [1], version: 1 })).toMatchObject({ code: 'VERSION_CONFLICT' })
    expect(await on.refused(remove('Order', 2))).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('an increment never leaves what its type can hold', async () => {
    const on = stage()
    await on.one(order('a', { total: 2147483647 }))
    expect(await on.refused(update(1, [plus('total', 1)]))).toMatchObject({ code: 'BAD_USER_INPUT', fields: ['total'] })
  })

  test('of many rows stops where there are more than expected, and says how many', async () => {
    const on = stage()
    await on.one(create('Order', ...['a', 'b', 'c'].map((code) => row({ code, note: code === 'c' ? 'z' : 'x' }))))
    const many = (atMost: number, where?: Predicate): Asked => ({
      mutation: { kind: 'updateMany', model: 'Order', where, atMost, set: [plus('total', 1)] },
      select: [value('code'), value('total')],
      values: ['x'],
    })
    const [refusal] = await on.go([many(2)])
    expect(refusal).toMatchObject({ code: 'AT_MOST_EXCEEDED' })
    expect((refusal as GatewayError).message).toContain('3 rows match')
    expect((await on.rows('Order')).map(({ total }) => total)).toEqual([0, 0, 0])
    expect(await on.go([many(2, codeIs)])).toEqual([
      {
        affected: 2,
        rows: [
          ['a', 1],
          ['b', 1],
        ],
      },
    ])
    expect(await on.go([many(0, { kind: 'const', value: false })])).toEqual([{ affected: 0, rows: [] }])
  })

  test('by a filter on another datasource asks that one before the transaction begins', async () => {
    let open = 0
    const asked: number[] = []
    const on = stage({}, (name, datasource) => ({
      ...datasource,
      run: (...call) => {
        if (name === 'far') asked.push(open)
        return datasource.run(...call)
      },
      transaction: (options, work) =>
        datasource.transaction(options, async (session) => {
          open++
          try {
            return await work(session)
          } finally {
            open--
          }
        }),
    }))
    await on.one(create('Shop', row({ id: 1, name: 'x' }), row({ id: 2, name: 'y' })))
    await on.one(create('Order', row({ code: 'a', shopId: 1 }), row({ code: 'b', shopId: 2 })))
    asked.length = 0
    const where: Predicate = { kind: 'exists', relation: 'shop', where: eq(fieldOperand(['name']), { slot: 0 }), negated: false }
    const shop: Selected = { kind: 'nested', relation: 'shop', one: true, read: { model: 'Shop', select: [value('name')] } }
    const [answer] = await on.go([
      {
        mutation: { kind: 'updateMany', model: 'Order', where, atMost: 1, set: [set('note', 'hit')] },
        select: [value('code'), value('note'), shop],
        values: ['y'],
      },
    ])
    expect(answer).toEqual({ affected: 1, rows: [['b', 'hit', [['y']]]] })
    expect(asked).toEqual([0, 0])
  })
})

describe.each(Object.entries(KINDS))('upsert with %s', (_, options) => {
  const upsert = (values: Record<string, Value>): Mutation => ({ kind: 'upsert', model: 'Order', row: row(values), target: ['code'] })

  test('inserts with defaults, or changes what was given of the row that is there', async () => {
    const on = stage(options)
    expect((await on.one(upsert({ code: 'a', note: 'x' }), 'id', 'note', 'total', 'version')).rows).toEqual([[1, 'x', 0, 1]])
    await on.one(update(1, [set('total', 9)]))
    expect((await on.one(upsert({ code: 'a', note: null }), 'id', 'note', 'total', 'version')).rows).toEqual([[1, null, 9, 3]])
    expect((await on.one(upsert({ code: 'a' }), 'note', 'version')).rows).toEqual([[null, 3]])
    expect(await on.rows('Order')).toHaveLength(1)
  })

  test('goes by the unique group that it names, and meets the others as violations', async () => {
    const on = stage(options)
    await on.one(create('Leaf', row({ id: 1 })))
    const node = (values: Record<string, Value>): Mutation => ({ kind: 'upsert', model: 'Leaf', row: row(values), target: ['id'] })
    expect(await on.refused(node({ id: 2, parentId: 7 }))).toMatchObject({ code: 'FOREIGN_KEY_VIOLATION' })
    expect((await on.one(node({ id: 2, parentId: 1 }), 'parentId')).rows).toEqual([[1]])
  })
})

describe('delete', () => {
  test('answers what was there and takes children along, over levels and in circles', async () => {
    const on = stage()
    const lines = { relation: 'lines', rows: [row({ number: 1 }), row({ number: 2 })] }
    await on.one(create('Order', row({ code: 'a' }, { create: [lines] }), row({ code: 'b' }, { create: [lines] })))
    await on.one(create('Part', row({ orderId: 1, number: 1 }), row({ orderId: 2, number: 1 })))
    const nested: Selected = { kind: 'nested', relation: 'lines', one: false, read: { model: 'Line', select: [value('number')] } }
    const [answer] = await on.go([{ mutation: remove('Order', 1), select: [value('code'), nested] }])
    expect(answer).toEqual({ affected: 1, rows: [['a', [[1], [2]]]] })
    expect(await on.rows('Line')).toHaveLength(2)
    expect((await on.rows('Part')).map(({ orderId, version }) => [orderId, version]).sort()).toEqual([
      [null, 2],
      [2, 1],
    ])
    await on.one(create('Leaf', row({ id: 1 }), row({ id: 2, parentId: 1 }), row({ id: 3, parentId: 2 })))
    await on.one({ kind: 'update', model: 'Leaf', key: [1], set: [set('parentId', 3)] })
    expect((await on.one(remove('Leaf', 2))).affected).toBe(1)
    expect(await on.rows('Leaf')).toEqual([])
  })

  test('of many rows asks first how many', async () => {
    const on = stage()
    await on.one(create('Order', row({ code: 'a' }), row({ code: 'b' })))
    const many = (atMost: number): Mutation => ({ kind: 'deleteMany', model: 'Order', where: undefined, atMost })
    expect(await on.refused(many(1))).toMatchObject({ code: 'AT_MOST_EXCEEDED' })
    expect(await on.one(many(2), 'code')).toEqual({ affected: 2, rows: [['a'], ['b']] })
  })
})

describe('operations', () => {
  test('are all or nothing; the innocent say so', async () => {
    const on = stage()
    const outcomes = await on.go([{ mutation: order('a') }, { mutation: order('a') }, { mutation: order('b') }])
    expect(outcomes.map((outcome) => (outcome as GatewayError).code)).toEqual([
      'TRANSACTION_ROLLED_BACK',
      'UNIQUE_VIOLATION',
      'TRANSACTION_ROLLED_BACK',
    ])
    expect(await on.rows('Order')).toEqual([])
    const read = await on.go([{ mutation: order('a') }, new GatewayError('BAD_USER_INPUT', 'no')])
    expect(read.map((outcome) => (outcome as GatewayError).code)).toEqual(['TRANSACTION_ROLLED_BACK', 'BAD_USER_INPUT'])
    expect(await on.rows('Order')).toEqual([])
  })

  test('later fields see what earlier ones wrote, and each answers its own moment', async () => {
    const on = stage()
    const outcomes = await on.go([
      { mutation: order('a'), select: [value('total')] },
      { mutation: update(1, [plus('total', 2)]), select: [value('total')] },
      { mutation: remove('Order', 1), select: [value('total')] },
    ])
    expect(outcomes).toEqual([0, 2, 2].map((total) => ({ affected: 1, rows: [[total]] })))
  })

  test('lock the rows that they are known to write first, in one order whatever theirs is', async () => {
    const locked: unknown[] = []
    const listening: Meddle = (_, datasource) => ({
      ...datasource,
      transaction: (options, work) =>
        datasource.transaction(options, (session) =>
          work({
            run: (compiled, binds, statement) => {
              const { query } = compiled.text as { query: { lock?: string } }
              locked.push(query.lock === undefined ? statement.about?.action : [statement.about?.model, ...binds])
              return session.run(compiled, binds, statement)
            },
          }),
        ),
    })
    const on = stage({}, listening)
    await on.one(create('Order', row({ code: 'a' }), row({ code: 'b' })))
    await on.one(create('Leaf', row({ id: 1 })))
    const fields = [update(2, [set('note', 'x')]), { ...remove('Leaf', 1) }, update(1, [set('note', 'x')])].map((mutation) => ({
      mutation,
    }))
    for (const asked of [fields.slice(0, 1), [fields[0], fields[2]], fields, fields.toReversed()] as Asked[][]) {
      locked.length = 0
      await on.go(asked)
      const ahead = locked.slice(0, locked.indexOf('update'))
      if (asked.length === 1) expect(ahead).toEqual([])
      else if (asked.length === 2) expect(ahead).toEqual([['Order', [[1], [2]]]])
      else
        expect(ahead.slice(0, 2)).toEqual([
          ['Leaf', 1],
          ['Order', [[1], [2]]],
        ])
    }
  })

  test('stay in one datasource, unless each field stands for itself', async () => {
    const on = stage()
    const shop: Asked = { mutation: create('Shop', row({ id: 1, name: 's' })) }
    const fields = [{ mutation: order('a') }, shop, { mutation: order('a') }, { mutation: order('b') }]
    const refused = await on.go(fields)
    expect(new Set(refused.map((outcome) => (outcome as GatewayError).code))).toEqual(new Set(['CROSS_DATABASE_TRANSACTION_UNSUPPORTED']))
    expect(on.statements).toEqual([])
    const apart = await on.go(fields, { independent: true })
    expect(apart.map((outcome) => (outcome instanceof GatewayError ? outcome.code : outcome.affected))).toEqual([
      1,
      1,
      'UNIQUE_VIOLATION',
      1,
    ])
  })
})

describe('transactions', () => {
  /** Fails transactions of `main` by turns. */
  const failing = (...failures: (GatewayError | 'late' | null)[]): { meddle: Meddle; tries: () => number } => {
    let tries = 0
    return {
      tries: () => tries,
      meddle: (name, datasource) => ({
        ...datasource,
        transaction: (options, work) => {
          const failure = name === 'main' ? failures[tries++] : null
          if (failure === 'late')
            return datasource.transaction(options, async (session: Session) => {
              await work(session)
              throw new GatewayError('SERIALIZATION_CONFLICT', 'late')
            }) as never
          if (failure) return Promise.reject(failure)
          return datasource.transaction(options, work)
        },
      }),
    }
  }
  const conflict = new GatewayError('SERIALIZATION_CONFLICT', 'again')

  test('are tried again where they are known not to have been applied', async () => {
    const { meddle, tries } = failing(conflict, 'late')
    const on = stage({}, meddle)
    expect((await on.one(order('a'), 'id')).rows).toEqual([[1]])
    expect(tries()).toBe(3)
    expect(await on.rows('Order')).toHaveLength(1)
  })

  test('at most twice', async () => {
    const { meddle, tries } = failing(conflict, conflict, conflict, null)
    expect(await stage({}, meddle).refused(order('a'))).toMatchObject({ code: 'SERIALIZATION_CONFLICT' })
    expect(tries()).toBe(3)
  })

  test('and never where nobody knows', async () => {
    const { meddle, tries } = failing(new GatewayError('WRITE_OUTCOME_UNKNOWN', 'who knows'), null)
    const on = stage({}, meddle)
    const outcomes = await on.go([{ mutation: order('a') }, { mutation: order('b') }])
    expect(outcomes.map((outcome) => (outcome as GatewayError).code)).toEqual(['WRITE_OUTCOME_UNKNOWN', 'WRITE_OUTCOME_UNKNOWN'])
    expect(tries()).toBe(1)
  })

  test('tell that something may have been written from before a commit on, until it is known that nothing was', async () => {
    const told = async (meddle: Meddle | undefined, fields: readonly Asked[], independent = false) => {
      const moments: boolean[] = []
      const on = stage({}, meddle)
      await on.go([{ mutation: order('there') }])
      await on.go(fields, { independent, writing: (mayBe) => moments.push(mayBe) })
      return moments
    }
    const [made, refused] = [{ mutation: order('a') }, { mutation: order('there') }]
    expect(await told(undefined, [made])).toEqual([true])
    expect(await told(undefined, [refused])).toEqual([false])
    expect(await told(failing(null, 'late').meddle, [made])).toEqual([true, false, true])
    expect(await told(failing(null, new GatewayError('WRITE_OUTCOME_UNKNOWN', 'who knows')).meddle, [made])).toEqual([true])
    expect(await told(undefined, [made, refused], true)).toEqual([true, true])
  })

  test('an upsert that was overtaken begins anew and updates', async () => {
    let meet = true
    const on = stage({ upsert: false }, (name, datasource) => ({
      ...datasource,
      transaction: (options, work) =>
        datasource.transaction(options, (session) =>
          work({
            run: (compiled, binds, statement) => {
              const first = name === 'main' && meet && statement.about?.action === 'insert'
              if (!first) return session.run(compiled, binds, statement)
              meet = false
              return Promise.reject(new GatewayError('UNIQUE_VIOLATION', 'there', { fields: ['code'] }))
            },
          }),
        ),
    }))
    const upsert: Mutation = { kind: 'upsert', model: 'Order', row: row({ code: 'a', note: 'x' }), target: ['code'] }
    expect((await on.one(upsert, 'note')).rows).toEqual([['x']])
    expect(meet).toBe(false)
  })
})

describe('a datasource without transactions', () => {
  test('never takes more along, nor a row that was changed meanwhile', async () => {
    let meddling = false
    const on = stage({ transactions: false }, (name, datasource) => ({
      ...datasource,
      run: async (compiled, binds, options) => {
        const removes = name === 'main' && meddling && options.about?.action === 'delete'
        if (removes) {
          meddling = false
          await on.one(update(1, [set('note', 'meanwhile')]))
        }
        return datasource.run(compiled, binds, options)
      },
    }))
    await on.one(create('Leaf', row({ id: 1 })))
    await on.one(create('Leaf', row({ id: 2, parentId: 1 })))
    expect(await on.refused(remove('Leaf', 1))).toMatchObject({ code: 'QUERY_UNSUPPORTED' })
    await on.one(order('a'))
    meddling = true
    expect(await on.refused({ kind: 'delete', model: 'Order', key: [1], version: 1 })).toMatchObject({ code: 'VERSION_CONFLICT' })
    expect((await on.rows('Order'))[0]).toMatchObject({ note: 'meanwhile' })
  })

  test.each(['DATASOURCE_TIMEOUT', 'SERIALIZATION_CONFLICT'] as const)(
    'does not say of a row that is written that it is not, nor writes it again, when %s keeps it from being read',
    async (code) => {
      let written = false
      const on = stage({ transactions: false }, (name, datasource) => ({
        ...datasource,
        run: async (compiled, binds, options) => {
          if (written && options.about?.action === 'read') throw new GatewayError(code, 'no answer', { datasource: name })
          const result = await datasource.run(compiled, binds, options)
          written ||= options.about?.action === 'insert' || options.about?.action === 'update'
          return result
        },
      }))
      const told = async (mutation: Mutation) => {
        const outcome = await on.one(mutation, 'id').catch((error: unknown) => error)
        written = false
        return outcome
      }
      const unknown = { code: 'WRITE_OUTCOME_UNKNOWN', datasource: 'main' }
      expect(await told(order('a', { total: 1 }))).toMatchObject(unknown)
      expect(await told(update(1, [plus('total', 2)]))).toMatchObject(unknown)
      expect(await told({ kind: 'upsert', model: 'Order', row: row({ code: 'a', note: 'z' }), target: ['code'] })).toMatchObject(unknown)
      expect(await on.rows('Order')).toMatchObject([{ code: 'a', total: 3, note: 'z' }])
    },
  )

  test('writes single rows', async () => {
    const on = stage({ transactions: false })
    await on.one(order('a'))
    expect((await on.one(update(1, [set('note', 'x')]), 'note')).rows).toEqual([['x']])
    const many: Mutation = { kind: 'updateMany', model: 'Order', where: undefined, atMost: 5, set: [set('note', 'y')] }
    expect((await on.one(many, 'note')).rows).toEqual([['y']])
    const upsert: Mutation = { kind: 'upsert', model: 'Order', row: row({ code: 'a', note: 'z' }), target: ['code'] }
    expect((await on.one(upsert, 'note')).rows).toEqual([['z']])
    expect((await on.one(remove('Order', 1), 'note')).rows).toEqual([['z']])
  })

  test('and refuses whatever writes more', async () => {
    const on = stage({ transactions: false })
    const unsupported = { code: 'QUERY_UNSUPPORTED', datasource: 'main' }
    expect(await on.refused(create('Order', row({ code: 'a' }), row({ code: 'b' })))).toMatchObject(unsupported)
    expect(
      await on.refused(create('Order', row({ code: 'a' }, { create: [{ relation: 'lines', rows: [row({ number: 1 })] }] }))),
    ).toMatchObject(unsupported)
    expect(await on.go([{ mutation: order('a') }, { mutation: order('b') }])).toMatchObject([unsupported, unsupported])
    expect(await on.rows('Order')).toEqual([])
    await on.one(order('a'))
    await on.one(order('b'))
    await on.one(create('Line', row({ orderId: 1, number: 1 })))
    expect(await on.refused({ kind: 'deleteMany', model: 'Order', where: undefined, atMost: 5 })).toMatchObject(unsupported)
    expect(await on.refused(remove('Order', 1))).toMatchObject(unsupported)
    expect(await on.rows('Order')).toHaveLength(2)
  })
})

describe('under an idempotency key', () => {
  const idempotency = { key: 'k', scope: ['ann'] }
  const HOUR = 3_600_000
  const code = (outcomes: readonly (MutationAnswer | GatewayError)[]) =>
    outcomes.map((outcome) => (outcome instanceof GatewayError ? outcome.code : outcome.affected))

  test('the same operation is done once and answered from its rows as they are now', async () => {
    const on = await remembering()
    const fields = [{ mutation: order('a'), select: [value('id'), value('total')], identity: 'make a' }]
    const first = await on.go(fields, { idempotency })
    expect(first).toEqual([{ affected: 1, rows: [[1, 0]] }])
    await on.one(update(1, [set('total', 5)]))
    expect(await on.go(fields, { idempotency })).toEqual([{ affected: 1, rows: [[1, 5]] }])
    expect(await on.rows('Order')).toHaveLength(1)
    const gone = [{ mutation: remove('Order', 1), select: [value('id')], identity: 'remove 1' }]
    expect(await on.go(gone, { idempotency: { ...idempotency, key: 'l' } })).toEqual([{ affected: 1, rows: [[1]] }])
    // What is gone cannot be told again.
    expect(await on.go(gone, { idempotency: { ...idempotency, key: 'l' } })).toEqual([{ affected: 1, rows: [] }])
  })

  test('another operation is refused, and another principal has keys of his own', async () => {
    const on = await remembering()
    await on.go([{ mutation: order('a'), identity: 'make a' }], { idempotency })
    const other = [{ mutation: order('b'), identity: 'make b' }]
    expect(code(await on.go(other, { idempotency }))).toEqual(['IDEMPOTENCY_KEY_REUSED'])
    expect(code(await on.go(other, { idempotency: { ...idempotency, scope: ['bob'] } }))).toEqual([1])
  })

  test('the key stands for the whole operation, and for whether its fields stand for themselves', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ mutation: order(name), identity: `make ${name}` })) as [Asked, Asked, Asked]
    const reused = 'IDEMPOTENCY_KEY_REUSED'
    const together = await remembering()
    expect(code(await together.go([a, b], { idempotency }))).toEqual([1, 1])
    expect(code(await together.go([a, b], { idempotency, independent: true }))).toEqual([reused, reused])
    const apart = await remembering()
    expect(code(await apart.go([a, b], { idempotency, independent: true }))).toEqual([1, 1])
    expect(code(await apart.go([a, b], { idempotency }))).toEqual([reused, reused])
    expect(code(await apart.go([a, b, c], { idempotency, independent: true }))).toEqual([reused, reused, reused])
    for (const on of [together, apart]) expect(await on.rows('Order')).toHaveLength(2)
  })

  test('an operation that failed did not happen, and may be sent again', async () => {
    const on = await remembering()
    await on.one(order('a'))
    const fields = [{ mutation: order('a'), identity: 'make a' }]
    expect(code(await on.go(fields, { idempotency }))).toEqual(['UNIQUE_VIOLATION'])
    await on.one(remove('Order', 1))
    expect(code(await on.go(fields, { idempotency }))).toEqual([1])
  })

  test('independent fields are remembered one by one', async () => {
    const on = await remembering()
    const fields = [
      { mutation: order('a'), identity: 'make a' },
      { mutation: order('a'), identity: 'make a again' },
      { mutation: order('b'), identity: 'make b' },
    ]
    expect(code(await on.go(fields, { idempotency, independent: true }))).toEqual([1, 'UNIQUE_VIOLATION', 1])
    expect(code(await on.go(fields, { idempotency, independent: true }))).toEqual([1, 'UNIQUE_VIOLATION', 1])
    expect(await on.rows('Order')).toHaveLength(2)
  })

  test('two that come at the same time are one', async () => {
    const on = await remembering()
    const fields = [{ mutation: order('a'), select: [value('id')], identity: 'make a' }]
    const both = await Promise.all([on.go(fields, { idempotency }), on.go(fields, { idempotency })])
    expect(both).toEqual([[{ affected: 1, rows: [[1]] }], [{ affected: 1, rows: [[1]] }]])
    expect(await on.rows('Order')).toHaveLength(1)
  })

  test('one that was overtaken looks again', async () => {
    let meet = true
    const on = await remembering({}, (name, datasource) => ({
      ...datasource,
      transaction: (options, work) =>
        datasource.transaction(options, (session) =>
          work({
            run: (compiled, binds, statement) => {
              const first = name === 'main' && meet && statement.about?.action === 'insert'
              if (!first) return session.run(compiled, binds, statement)
              meet = false
              return Promise.reject(new GatewayError('UNIQUE_VIOLATION', 'there', { fields: ['id'] }))
            },
          }),
        ),
    }))
    expect(code(await on.go([{ mutation: order('a'), identity: 'make a' }], { idempotency }))).toEqual([1])
    expect(meet).toBe(false)
  })

  test('is forgotten after its lifetime', async () => {
    let now = NOW
    const on = await remembering({}, undefined, () => now)
    const fields = [{ mutation: order('a'), identity: 'make a' }]
    await on.go(fields, { idempotency })
    now += HOUR - 1
    expect(code(await on.go(fields, { idempotency }))).toEqual([1])
    now += 2
    expect(code(await on.go(fields, { idempotency }))).toEqual(['UNIQUE_VIOLATION'])
  })

  test('is refused where nothing is remembered, and nothing is done', async () => {
    const fields = [{ mutation: order('a'), identity: 'make a' }]
    for (const on of [stage(), await remembering({ transactions: false }), stage({}, undefined, undefined, HOUR)]) {
      expect(code(await on.go(fields, { idempotency }))).toEqual(['IDEMPOTENCY_UNSUPPORTED'])
      expect(await on.rows('Order')).toEqual([])
    }
  })

  /** A stage whose datasources remember for an hour. */
  async function remembering(options: Parameters<typeof stage>[0] = {}, meddle?: Meddle, clock?: () => number): Promise<Stage> {
    const on = stage(options, meddle, clock, HOUR)
    for (const statement of requestTables(on.main)) await on.main.run(statement, [], run())
    return on
  }
})
