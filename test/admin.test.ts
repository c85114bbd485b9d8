/** The admin part of the graph through the real server: who may see it, every field of it, one sick datasource, and what polling costs. */

import { type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readableSize } from '../src/graphql/admin/lookup.ts'
import { ADMIN_TYPES } from '../src/model/names.ts'
import { type Client, startGateway } from './e2e/harness.ts'
import { type Ask, asks, dataOf, KEYS } from './support/admin.ts'

const CANARY = 'CANARY-pw-7f3a91'

let client: Client
let ask: Ask

beforeAll(async () => {
  client = await startGateway({ ...KEYS, HEALTH_INTERVAL: '60000' })
  ask = asks(client.url)
}, 120_000)
afterAll(() => client?.[Symbol.asyncDispose]())

/** Everything that can be asked of a type without arguments, to a depth at which models and datasources have shown each other once. */
function everything(type: GraphQLObjectType, schema: GraphQLSchema, path: readonly string[] = []): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some(({ type: of }) => String(of).endsWith('!'))) return []
    const named = getNamedType(field.type)
    if (!isObjectType(named)) return [field.name]
    if (path.filter((name) => name === named.name).length > 0) return []
    return [`${field.name} ${everything(named, schema, [...path, named.name])}`]
  })
  return `{ ${fields.join(' ')} }`
}

interface Source {
  readonly name: string
  readonly [field: string]: unknown
}

describe('who may see it', () => {
  test.each([
    ['nobody', 'UNAUTHENTICATED'],
    ['reader', 'FORBIDDEN'],
    ['sql', 'FORBIDDEN'],
  ] as const)('%s gets null and %s', async (who, code) => {
    const { data, errors } = await ask(who, '{ admin { datasources { name } } }')
    expect(data).toEqual({ admin: null })
    expect(errors).toHaveLength(1)
    expect(errors?.[0]).toMatchObject({ path: ['admin'], extensions: { code } })
    expect(errors?.[0]?.message).not.toMatch(/products_db|users_db/)
  })

  test('the rest of the operation is answered all the same', async () => {
    const { data } = await ask('nobody', '{ admin { datasources { name } } products(first: 1) { totalCount } }')
    expect(data).toMatchObject({ admin: null, products: { totalCount: expect.any(Number) } })
  })
})

describe('on the embedded default', () => {
  test('every field that there is can be asked at once, without an error', async () => {
    const { schema } = client.gateway
    const admin = schema.getType('Admin') as GraphQLObjectType
    const { admin: found } = await dataOf<{ admin: { datasources: Source[]; models: Source[] } }>(
      ask('admin', `{ admin ${everything(admin, schema, ['Admin'])} }`),
    )
    expect(found.datasources.map(({ name, engine, role }) => [name, engine, role])).toEqual([
      ['main', 'pglite', 'PRIMARY'],
      ['products_db', 'sqlite', 'PRIMARY'],
      ['users_db', 'sqlite', 'PRIMARY'],
    ])
    for (const datasource of found.datasources) {
      expect(datasource.health).toMatchObject({ state: 'HEALTHY', testQuery: true, trouble: null, faults: [], reasons: [] })
      expect(datasource.health).toMatchObject({ since: expect.stringMatching(/^\d{4}-.*Z$/), latency: expect.any(Number) })
      expect(datasource.stats).toMatchObject({ size: expect.stringMatching(/^[\d.]+ [kMG]?B$/), tables: expect.any(Number), error: null })
      expect(datasource.backup).toMatchObject({ backup: expect.any(String), restore: expect.any(String), host: null })
      expect(datasource.pool).toMatchObject({ max: expect.any(Number), waiting: 0 })
      expect(datasource.activity).toMatchObject({ minutes: 10, errors: expect.any(Array), slow: expect.any(Array) })
      expect(datasource.capabilities).toMatchObject({ transactions: true })
      expect(datasource.console).toBe(false)
    }
    expect(found.models.length).toBe(client.gateway.catalog.models.size)
  })

  test('models by datasource and datasource by model', async () => {
    const { admin } = await dataOf<{ admin: { models: Source[]; datasource: { models: Source[] } } }>(
      ask(
        'admin',
        `{ admin {
          models(datasource: "USERS_DB") { name }
          datasource(name: "users_db") { models { name table key } }
          model(name: "Order") { datasource { name } relations { name model datasource many } fields { name type column } }
          missing: model(name: "Nothing") { name }
        } }`,
      ),
    )
    expect(admin).toMatchObject({
      models: expect.arrayContaining([{ name: 'Customer' }]),
      model: {
        datasource: { name: 'main' },
        relations: expect.arrayContaining([{ name: 'customer', model: 'Customer', datasource: 'users_db', many: false }]),
        fields: expect.arrayContaining([{ name: 'orderedAt', type: 'DateTime!', column: 'ordered_at' }]),
      },
      missing: null,
    })
    expect(admin.datasource.models).toContainEqual({ name: 'Customer', table: 'customers', key: ['id'] })
  })

  test('tables are told with the models whose rows they hold, and as many rows as there are', async () => {
    const { admin, orders } = await dataOf<{ admin: { datasource: { stats: { tableStats: Source[] } } }; orders: { totalCount: number } }>(
      ask('admin', '{ admin { datasource(name: "main") { stats { tableStats { table model rows estimated } } } } orders { totalCount } }'),
    )
    const table = admin.datasource.stats.tableStats.find(({ model }) => model === 'Order')
    expect(table).toMatchObject({ table: 'orders' })
    if (table?.estimated === false) expect(table.rows).toBe(String(orders.totalCount))
  })

  test('a name that is not configured is NOT_FOUND and names those that are; the others stand', async () => {
    const { data, errors } = await ask(
      'admin',
      '{ admin { datasource(name: "nope") { name } datasources(names: ["main", "nope"]) { name } } }',
    )
    expect(data).toEqual({ admin: { datasource: null, datasources: [{ name: 'main' }, null] } })
    expect(errors?.map(({ path, extensions: { code } }) => [path?.join('.'), code])).toEqual([
      ['admin.datasource', 'NOT_FOUND'],
      ['admin.datasources.1', 'NOT_FOUND'],
    ])
    expect(errors?.[0]?.message).toContain('main, products_db, users_db')
  })

  test('a thousand polls ask the databases what one does', async () => {
    const POLL =
      '{ admin { datasources { name pool { used } health { state latency } stats { rows bytes tableStats { table rows } } activity { statements } backup { lastBackup } } } }'
    await dataOf(ask('admin', POLL))
    const asked: string[] = []
    for (const name of client.gateway.registry.names) {
      const datasource = client.gateway.registry.get(name) as unknown as Record<string, ((...args: unknown[]) => unknown) | undefined>
      for (const method of ['run', 'health', 'stats', 'transaction', 'introspect']) {
        const own = datasource[method]
        if (own === undefined) continue
        datasource[method] = (...args) => {
          asked.push(`${name}.${method}`)
          return own.apply(datasource, args)
        }
      }
    }
    for (let round = 0; round < 50; round++) await Promise.all(Array.from({ length: 20 }, () => dataOf(ask('admin', POLL))))
    // Figures may fall due once in that time, whoever asks.
    expect(asked.filter((call) => !call.endsWith('.stats'))).toEqual([])
    expect(asked.length).toBeLessThanOrEqual(3 * client.gateway.registry.names.length)
    await dataOf(ask('admin', '{ products(first: 1) { nodes { id } } }'))
    // The counting itself counts.
    expect(asked).toContain('products_db.run')
  }, 120_000)
})

describe('the schema', () => {
  test('has the admin types whatever is configured, and reserves their names', () => {
    const names = Object.keys(client.gateway.schema.getTypeMap()).filter((name) => name.startsWith('Admin'))
    expect(names.toSorted()).toEqual(ADMIN_TYPES.toSorted())
  })
})

test('sizes to be read', () => {
  const sizes: readonly [number, string][] = [
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [999_949, '999.9 kB'],
    [999_960, '1.0 MB'],
    [12_345_678, '12.3 MB'],
    [5e15, '5.0 PB'],
    [5e18, '5000.0 PB'],
  ]
  for (const [bytes, text] of sizes) expect(readableSize(bytes)).toBe(text)
})

describe('with a datasource that is not there', () => {
  let sick: Client
  beforeAll(async () => {
    sick = await startGateway(
      {
        ...KEYS,
        DATABASES__main__DB_TYPE: 'sqlite',
        DATABASES__main__DB_FILE: ':memory:',
        DATABASES__products_db__DB_TYPE: 'sqlite',
        DATABASES__products_db__DB_FILE: ':memory:',
        DATABASES__users_db__DB_TYPE: 'postgres',
        // The port of TCP that is kept free for nothing.
        DATABASES__users_db__DB_HOST: '127.0.0.1',
        DATABASES__users_db__DB_PORT: '1',
        DATABASES__users_db__DB_USER: 'gateway',
        DATABASES__users_db__DB_NAME: 'users',
        DATABASES__users_db__DB_PASSWORD: CANARY,
        DATABASES__users_db__ADMIN_SQL__USER: 'reader',
        DATABASES__users_db__ADMIN_SQL__PASSWORD: `${CANARY}-2`,
      },
      false,
    )
  }, 60_000)
  afterAll(() => sick?.[Symbol.asyncDispose]())

  test('its own fields are null with an error that names it, and the data of the others is there', async () => {
    const { schema } = sick.gateway
    const answer = await asks(sick.url)('admin', `{ admin ${everything(schema.getType('Admin') as GraphQLObjectType, schema, ['Admin'])} }`)
    const { datasources } = (answer.data as { admin: { datasources: Source[] } }).admin
    expect(datasources.map(({ name, health }) => [name, (health as { state: string }).state])).toEqual([
      ['main', expect.not.stringMatching('UNHEALTHY')],
      ['products_db', expect.not.stringMatching('UNHEALTHY')],
      ['users_db', 'UNHEALTHY'],
    ])
    const users = datasources.find(({ name }) => name === 'users_db')
    expect(users).toMatchObject({
      stats: null,
      health: { trouble: 'REFUSED', testQuery: false, lastError: { code: 'DATASOURCE_UNAVAILABLE', trouble: 'REFUSED' } },
      backup: { host: '127.0.0.1', port: 1, user: 'gateway', database: 'users' },
      console: true,
    })
    for (const { path, extensions } of answer.errors ?? []) {
      expect(extensions).toMatchObject({ datasource: 'users_db', code: 'DATASOURCE_UNAVAILABLE' })
      expect(path?.join('.')).toMatch(/stats|lastBackup/)
    }
    expect(answer.errors?.length).toBeGreaterThan(0)
    expect(datasources.find(({ name }) => name === 'main')?.stats).not.toBeNull()
  }, 60_000)

  test('no password is in any answer, and secrets that are set are masked', async () => {
    const answer = await asks(sick.url)(
      'admin',
      '{ admin { datasource(name: "users_db") { settings { name value from } backup { backup restore note } health { state reasons faults } } } }',
    )
    const text = JSON.stringify(answer)
    expect(text).not.toContain(CANARY)
    const { settings } = (answer.data as { admin: { datasource: { settings: Source[] } } }).admin.datasource
    expect(settings).toContainEqual({ name: 'DATABASES__users_db__DB_PASSWORD', value: '***', from: 'DATABASES__users_db__DB_PASSWORD' })
    expect(settings).toContainEqual({
      name: 'DATABASES__users_db__ADMIN_SQL__PASSWORD',
      value: '***',
      from: 'DATABASES__users_db__ADMIN_SQL__PASSWORD',
    })
    expect(settings.find(({ name }) => name === 'DATABASES__users_db__DB_PORT')?.value).toBe('1')
    expect(sick.logged.join('\n')).not.toContain(CANARY)
  })
})
