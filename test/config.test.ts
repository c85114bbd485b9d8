/** The configuration: names, types, files, old names, faults all at once, and nothing that leaks or pollutes. */

import { describe, expect, test } from 'vitest'
import { Faults } from '../src/base/errors.ts'
import { createLog, redactText } from '../src/base/log.ts'
import { parseUrl } from '../src/base/url.ts'
import { unboundModels, unfitModels } from '../src/config/bindings.ts'
import { type LoadOptions, loadConfig } from '../src/config/config.ts'
import type { EngineOptions } from '../src/config/datasources.ts'
import { withDotEnv } from '../src/config/dotenv.ts'
import type { Environment } from '../src/config/env.ts'
import { settingNames } from '../src/config/flat.ts'
import { nearest } from '../src/config/nearest.ts'
import { configLines, printConfig } from '../src/config/print.ts'
import type { Capabilities } from '../src/datasource/capabilities.ts'
import type { OptionSpec } from '../src/datasource/datasource.ts'
import { buildCatalog } from '../src/model/catalog.ts'
import { objectId, uuid } from '../src/model/fields.ts'
import type { ModelSource } from '../src/model/model.ts'
import { defineModel } from '../src/model/model.ts'

const SERVER: OptionSpec = {
  DB_HOST: { type: 'string', required: true, about: 'The host.' },
  DB_PORT: { type: 'int', default: 5432, about: 'The port.' },
  DB_USER: { type: 'string', about: 'The user.' },
  DB_PASSWORD: { type: 'string', secret: true, about: 'The password.' },
  DB_NAME: { type: 'string', about: 'The database.' },
  SSL__MODE: { type: { oneOf: ['disable', 'require', 'verify-full'] }, default: 'verify-full', about: 'TLS.' },
  SSL__CA: { type: 'string', about: 'Certificates.' },
  POOL__MAX: { type: 'int', about: 'Connections.' },
}

function parseServer(protocols: readonly string[]) {
  return (url: string) => {
    const { host, port, user, password, database, params } = parseUrl(url, { protocols, params: ['sslmode'] })
    return {
      DB_HOST: host ?? undefined,
      DB_PORT: port ?? undefined,
      DB_USER: user ?? undefined,
      DB_PASSWORD: password ?? undefined,
      DB_NAME: database ?? undefined,
      SSL__MODE: params.get('sslmode'),
    }
  }
}

const FILE: OptionSpec = { DB_FILE: { type: 'string', about: 'The file.' } }
const CAN: Capabilities = { nest: true, transactions: true, identity: true, objectId: false, decimalPrecision: 38, timePrecision: 6 }

const ENGINES: readonly (EngineOptions & { capabilities(): Capabilities })[] = [
  {
    type: 'postgres',
    aliases: ['postgresql', 'pg'],
    options: SERVER,
    parse: parseServer(['postgres', 'postgresql']),
    capabilities: () => CAN,
  },
  { type: 'mysql', aliases: [], options: SERVER, parse: parseServer(['mysql']), capabilities: () => CAN },
  { type: 'sqlite', aliases: ['sqlite3'], options: FILE, parse: (url) => ({ DB_FILE: url.slice(7) }), capabilities: () => CAN },
  {
    type: 'pglite',
    aliases: [],
    options: FILE,
    parse: () => {
      throw new TypeError('Invalid URL: pglite://quoted-secret')
    },
    capabilities: () => CAN,
  },
]

const load = (env: Environment, options: LoadOptions = {}) => loadConfig(env, ENGINES, options)

function faultsOf(env: Environment, options: LoadOptions = {}): readonly string[] {
  try {
    load(env, options)
  } catch (error) {
    if (error instanceof Faults) return error.faults
    throw error
  }
  return []
}

/** The whole of a datasource that is right, in the long form. */
const good = (name: string): Record<string, string> => ({
  [`DATABASES__${name}__DB_TYPE`]: 'postgres',
  [`DATABASES__${name}__DB_HOST`]: 'db.example.org',
})

const settingsOf = (env: Environment, name = 'main', options: LoadOptions = {}) => load(env, options).config.datasources.get(name)?.settings

describe('the embedded default', () => {
  test('serves when nothing is configured', () => {
    const { config, notices } = load({ PATH: '/bin', HOME: '/root', DATABASES: 'x', DATABASE: 'y' })
    expect(config.embedded).toBe(true)
    expect([...config.datasources.values()].map(({ name, type }) => [name, type])).toEqual([
      ['main', 'pglite'],
      ['products_db', 'sqlite'],
      ['users_db', 'sqlite'],
    ])
    expect(config.seedDemo).toBe(true)
    expect(notices).toEqual([])
    expect(config).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      environment: 'development',
      logFormat: 'json',
      echo: false,
      schemaDir: 'schema',
      dataDir: '.switchyard',
      secretKey: undefined,
      limits: {
        defaultPageSize: 100,
        maxPageSize: 1000,
        maxBatchSize: 1000,
        idempotencyHours: 24,
        maxRows: 100_000,
        crossDatabaseKeys: 10_000,
        requestTimeout: 10_000,
        maxBodyBytes: 262_144,
        maxTokens: 2000,
        maxDepth: 20,
        maxAliases: 50,
        maxRootFields: 20,
      },
    })
  })

  test('gives way to any datasource, and to none that is only written empty', () => {
    const { config } = load(good('crm'))
    expect(config.embedded).toBe(false)
    expect([...config.datasources.keys()]).toEqual(['crm'])
    expect(config.seedDemo).toBe(false)
    expect(load({ DB_TYPE: '', DB_HOST: '', DATABASES__users_db__DB_TYPE: '', PORT: '', DATABASE_URL: '' }).config.embedded).toBe(true)
  })
})

describe('names of datasource variables', () => {
  test('are case-insensitive, and datasource names are lower case', () => {
    const { config } = load({
      databases__USERS_DB__db_type: 'PostgreSQL',
      DATABASES__users_db__DB_host: 'h',
      Databases__Users_Db__ssl__mode: 'REQUIRE',
    })
    expect(config.datasources.get('users_db')).toMatchObject({
      name: 'users_db',
      type: 'postgres',
      settings: { DB_HOST: 'h', SSL__MODE: 'require' },
    })
  })

  test('that collide are a fault that names both', () => {
    const faults = faultsOf({ ...good('a'), databases__A__db_host: 'db.example.org' })
    expect(faults).toEqual(['DATABASES__a__DB_HOST and databases__A__db_host set the same thing. Keep one of them.'])
  })

  test('unknown ones are faults with the nearest known one', () => {
    expect(faultsOf({ ...good('a'), DATABASES__a__DB_HOTS: 'x' })).toEqual([
      'DATABASES__a__DB_HOTS: there is no option DB_HOTS. Did you mean DB_HOST?',
    ])
    expect(faultsOf({ ...good('a'), DATABASES__a__HOST: 'x' })[0]).toContain('Did you mean DB_HOST?')
    expect(faultsOf({ ...good('a'), DATABASES__a__DB_POOL__MAX: '1' })[0]).toContain('Did you mean POOL__MAX?')
    expect(faultsOf({ ...good('a'), DATABASES__a__SSLCA: 'x' })[0]).toContain('Did you mean SSL__CA?')
    expect(faultsOf({ ...good('a'), DATABASES__a___DB_HOST: 'x' })[0]).toContain('Did you mean DB_HOST?')
    expect(faultsOf({ ...good('a'), DATABASES__a__QQQQQQQQQQQ: 'x' })[0]).toContain('The options are COLLATION, CONNECTION_STRING, DB_HOST')
    expect(faultsOf({ DATABASES__a__DB_TYPE: 'postgrs', DATABASES__a__DB_HOTS: 'x' })).toHaveLength(2)
  })

  test('of another engine say whose they are', () => {
    expect(faultsOf({ DATABASES__a__DB_TYPE: 'sqlite', DATABASES__a__SSL__CA: 'x' })).toEqual([
      'DATABASES__a__SSL__CA: sqlite has no option SSL__CA (postgres, mysql has). Remove it or correct DB_TYPE.',
    ])
    const { notices } = load({ DATABASES__a__DB_TYPE: 'sqlite', DATABASES__a__POOL__MAX: '4' })
    expect(notices).toEqual(['DATABASES__a__POOL__MAX is ignored: sqlite has no such pool setting.'])
  })

  test.each([
    'DATABASES__',
    'DATABASES____DB_TYPE',
    'DATABASES__a',
    'DATABASES__a__',
    'DATABASES__1a__DB_TYPE',
    'DATABASES__a.b__DB_TYPE',
    'DATABASES__a b__DB_TYPE',
  ])('incomplete or odd: %s', (name) => {
    const faults = faultsOf({ [name]: 'postgres' })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(new RegExp(`^${name.replace('.', '\\.')}[: ]`))
  })

  test('outside, foreign variables are let be', () => {
    const env = {
      ...good('a'),
      DATABASE_HOST: 'x',
      MY_DB_HOST: 'x',
      DB_SERVICE_HOST: '10.0.0.1',
      DB_PORT_5432_TCP_ADDR: '10.0.0.1',
      PGHOST: 'x',
    }
    expect(load(env)).toMatchObject({ notices: [] })
    expect(load({ DATABASE__users__DB_HOST: 'x' }).notices[0]).toContain('begin with DATABASES__')
  })
})

describe('the short form', () => {
  test('is the datasource main, other options by DB_ too', () => {
    const env = {
      DB_TYPE: 'pg',
      DB_HOST: 'h',
      DB_PORT: '6543',
      DB_SSL__MODE: 'require',
      DB_POOL__MAX: '9',
      DB_COLLATION: 'binary',
      DB_FOO: 'foreign',
    }
    const { config } = load(env)
    expect(config.datasources.get('main')).toMatchObject({
      type: 'postgres',
      collation: 'binary',
      settings: { DB_HOST: 'h', DB_PORT: 6543, SSL__MODE: 'require', POOL__MAX: 9 },
    })
    expect(settingsOf({ CONNECTION_STRING: 'postgres://h/db' })).toMatchObject({ DB_HOST: 'h', DB_NAME: 'db' })
    expect(settingsOf({ DB_CONNECTION_STRING: 'postgres://h/db' })).toMatchObject({ DB_HOST: 'h', DB_NAME: 'db' })
  })

  test('beside the long form of main is a fault that names both', () => {
    const faults = faultsOf({ ...good('main'), DB_HOST: 'x', DB_USER: 'y' })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain('two forms: DB_HOST, DB_USER and DATABASES__main__DB_TYPE, DATABASES__main__DB_HOST')
    expect(load({ ...good('crm'), DB_TYPE: 'pg', DB_HOST: 'x' }).config.datasources.size).toBe(2)
  })

  test("Kubernetes' DB_PORT is recognised, ignored and explained", () => {
    const { config, notices } = load({ DB_PORT: 'tcp://10.0.0.1:5432', DB_PORT_5432_TCP: 'tcp://10.0.0.1:5432' })
    expect(config.embedded).toBe(true)
    expect(notices).toHaveLength(1)
    expect(notices[0]).toMatch(/DB_PORT=tcp.*Kubernetes.*DATABASES__main__DB_PORT/)
    expect(settingsOf({ DB_TYPE: 'pg', DB_HOST: 'h', DB_PORT: 'tcp://10.0.0.1:5432' })).toMatchObject({ DB_PORT: 5432 })
    expect(faultsOf({ DB_TYPE: 'pg', DB_HOST: 'h', DB_PORT: 'http://x' })[0]).toContain('DB_PORT')
  })

  test('is understood, not passed over, where all engines are embedded', () => {
    const embedded = ENGINES.filter(({ type }) => type === 'sqlite')
    expect(() => loadConfig({ DB_HOST: 'h' }, embedded)).toThrow(/DB_TYPE is not set.*or remove DB_HOST/)
    expect(loadConfig({ DB_HOST: 'h', DB_TYPE: 'sqlite' }, embedded).notices).toHaveLength(1)
  })

  test('points at what looks like a slip', () => {
    expect(load({ DB_TYPE: 'pg', DB_HOST: 'h', DB_PASSWROD: 'x' }).notices[0]).toContain('Did you mean DB_PASSWORD?')
    expect(load({ DB_TYPE: 'sqlite', DB_HOST: 'h' }).notices).toEqual(['DB_HOST is ignored: sqlite has no option DB_HOST.'])
  })
})

describe('values', () => {
  test.each([
    ['DB_PORT', '5432x', /DB_PORT is "5432x", but must be a whole number from 1 to 65535/],
    ['DB_PORT', '0', /1 to 65535/],
    ['DB_PORT', '65536', /1 to 65535/],
    ['DB_PORT', '0x10', /whole number/],
    ['DB_PORT', '1e3', /whole number/],
    ['DB_PORT', ' 5432', /whole number/],
    ['DB_PORT', '-1', /whole number/],
    ['POOL__MAX', '0', /1 to 10000/],
    ['STATEMENT_TIMEOUT', '99999999999', /whole number/],
    ['READ_ONLY', 'maybe', /READ_ONLY is "maybe", but must be true or false. Refuse every write/],
    ['COLLATION', 'latin1', /must be one of native, binary/],
    ['SSL__MODE', 'prefer', /must be one of disable, require, verify-full/],
    ['SERVER_VERSION', '16beta', /version in digits/],
  ])('%s=%s is a fault', (key, value, fault) => {
    const faults = faultsOf({ ...good('a'), [`DATABASES__a__${key}`]: value })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(fault)
  })

  test.each([
    ['true', true],
    ['TRUE', true],
    ['1', true],
    ['yes', true],
    ['false', false],
    ['0', false],
    ['No', false],
  ])('boolean %s', (text, value) => {
    const { config } = load({ ...good('a'), DATABASES__a__READ_ONLY: text, DATABASES__a__REQUIRED: text, ECHO: text })
    expect(config.datasources.get('a')).toMatchObject({ readOnly: value, required: value, settings: { READ_ONLY: value } })
    expect(config.echo).toBe(value)
  })

  test('defaults of a datasource, and the pool from POOL_SIZE and MAX_OVERFLOW', () => {
    expect(load(good('a')).config.datasources.get('a')).toMatchObject({
      collation: 'native',
      readOnly: false,
      required: false,
      statementTimeout: undefined,
      settings: { DB_PORT: 5432, SSL__MODE: 'verify-full', POOL__MAX: 10, COLLATION: 'native' },
    })
    expect(settingsOf({ ...good('a'), POOL_SIZE: '7', MAX_OVERFLOW: '0' }, 'a')).toMatchObject({ POOL__MAX: 7 })
    expect(settingsOf({ ...good('a'), POOL_SIZE: '7', DATABASES__a__POOL__MAX: '2' }, 'a')).toMatchObject({ POOL__MAX: 2 })
    expect(settingsOf({ DATABASES__a__DB_TYPE: 'sqlite' }, 'a')).not.toHaveProperty('POOL__MAX')
    const threads: EngineOptions = {
      type: 'threads',
      aliases: [],
      options: { POOL__MAX: { type: 'int', default: 2, about: '' } },
      parse: () => ({}),
    }
    expect(loadConfig({ DB_TYPE: 'threads', POOL_SIZE: '9' }, [threads]).config.datasources.get('main')?.settings).toMatchObject({
      POOL__MAX: 2,
    })
    expect(load({ ...good('a'), DATABASES__a__STATEMENT_TIMEOUT: '500' }).config.datasources.get('a')?.statementTimeout).toBe(500)
  })

  test('what is required is asked for by name', () => {
    expect(faultsOf({ DATABASES__a__DB_TYPE: 'postgres' })).toEqual(['DATABASES__a__DB_HOST is not set. The host.'])
    expect(faultsOf({ DB_TYPE: 'postgres' })).toEqual(['DB_HOST is not set. The host.'])
    expect(faultsOf({ DATABASES__a__DB_HOST: 'h' })).toEqual([
      'DATABASES__a__DB_TYPE is not set. Say which engine a is: postgres, mysql, sqlite, pglite; or remove DATABASES__a__DB_HOST.',
    ])
    expect(faultsOf({ DATABASES__a__DB_TYPE: 'postgrse', DATABASES__a__DB_HOST: 'h' })).toEqual([
      'DATABASES__a__DB_TYPE is "postgrse", which is no engine. Did you mean postgres? There are postgres, mysql, sqlite, pglite.',
    ])
  })
})

describe('connection strings', () => {
  test('tell the engine and fill the options; other options are added', () => {
    const env = {
      DATABASES__a__CONNECTION_STRING: 'postgresql://u:p%40ssw0rd@h:6000/db?sslmode=require',
      DATABASES__a__POOL__MAX: '3',
      DATABASES__a__DB_USER: 'u',
    }
    expect(settingsOf(env, 'a')).toEqual({
      DB_HOST: 'h',
      DB_PORT: 6000,
      DB_USER: 'u',
      DB_PASSWORD: 'p@ssw0rd',
      DB_NAME: 'db',
      SSL__MODE: 'require',
      POOL__MAX: 3,
      COLLATION: 'native',
      IDEMPOTENCY: false,
      READ_ONLY: false,
      REQUIRED: false,
      HEALTH__THRESHOLD: 1000,
    })
  })

  test('that disagree with an option are a fault', () => {
    const faults = faultsOf({
      DATABASES__a__CONNECTION_STRING: 'postgres://u:one-secret@h/db',
      DATABASES__a__DB_HOST: 'other',
      DATABASES__a__DB_PASSWORD: 'two-secret',
    })
    expect(faults).toEqual([
      'DATABASES__a__DB_HOST and DATABASES__a__CONNECTION_STRING disagree about DB_HOST. Remove it from one of them.',
      'DATABASES__a__DB_PASSWORD and DATABASES__a__CONNECTION_STRING disagree about DB_PASSWORD. Remove it from one of them.',
    ])
  })

  test.each([
    [{ CONNECTION_STRING: 'h2://u:canary-77@h' }, /DB_TYPE is not set and .*CONNECTION_STRING does not begin/],
    [{ CONNECTION_STRING: 'Server=h;Password=canary-77' }, /does not begin/],
    [{ DB_TYPE: 'mysql', CONNECTION_STRING: 'postgres://u:canary-77@h' }, /CONNECTION_STRING: it begins with postgres/],
    [{ CONNECTION_STRING: 'postgres://u:canary-77@h?options=canary-77' }, /"options" is not accepted/],
    [{ CONNECTION_STRING: 'postgres://u:canary-77/x@h/db' }, /CONNECTION_STRING: /],
    [{ DB_TYPE: 'pglite', CONNECTION_STRING: 'pglite://canary-77' }, /no connection string that pglite understands/],
    [{ CONNECTION_STRING: 'postgres://u:canary-77@/db' }, /DB_HOST is not set/],
  ])('%o is a fault without the secret', (options, fault) => {
    const env = Object.fromEntries(Object.entries(options).map(([key, value]) => [`DATABASES__a__${key}`, value]))
    const faults = faultsOf(env).join('\n')
    expect(faults).toMatch(fault)
    expect(faults).not.toMatch(/canary|quoted-secret/)
  })
})

describe('values from files', () => {
  const readFile = (path: string): string => {
    const files = new Map([
      ['/run/secrets/pw', 'from-a-file\n'],
      ['/run/secrets/crlf', ' two lines \n\r\n'],
      ['/run/secrets/empty', '\n'],
      ['/run/secrets/url', 'postgres://u:from-the-url@h/db\n'],
      ['/run/secrets/key', '0123456789abcdef\n'],
      ['/etc/port', '6001\n'],
      ['/etc/wrong', 'root:x:0:0\n'],
    ])
    const text = files.get(path)
    if (text === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' })
    return text
  }
  const options = { readFile }

  test('lose one trailing line break and nothing else', () => {
    const env = {
      ...good('a'),
      DATABASES__a__DB_PASSWORD_FILE: '/run/secrets/pw',
      DATABASES__a__SSL__CA_FILE: '/run/secrets/crlf',
      DATABASES__a__DB_PORT_FILE: '/etc/port',
    }
    expect(settingsOf(env, 'a', options)).toMatchObject({ DB_PASSWORD: 'from-a-file', SSL__CA: ' two lines \n', DB_PORT: 6001 })
    expect(redactText('x from-a-file y')).toBe('x *** y')
    const { config } = load({ DB_CONNECTION_STRING_FILE: '/run/secrets/url', SECRET_KEY_FILE: '/run/secrets/key' }, options)
    expect(config.datasources.get('main')?.settings).toMatchObject({ DB_PASSWORD: 'from-the-url' })
    expect(config.secretKey).toBe('0123456789abcdef')
  })

  test('an option that is itself called …_FILE is a value', () => {
    expect(settingsOf({ DATABASES__a__DB_TYPE: 'sqlite', DATABASES__a__DB_FILE: '/data/a.db' }, 'a', options)).toMatchObject({
      DB_FILE: '/data/a.db',
    })
    expect(settingsOf({ DATABASES__a__DB_TYPE: 'sqlite', DATABASES__a__DB_FILE_FILE: '/etc/port' }, 'a', options)).toMatchObject({
      DB_FILE: '6001',
    })
    const odd: EngineOptions = {
      type: 'odd',
      aliases: [],
      options: { KEY: FILE.DB_FILE, KEY_FILE: FILE.DB_FILE },
      parse: () => ({}),
    } as EngineOptions
    const { config } = loadConfig(
      { DATABASES__a__DB_TYPE: 'odd', DATABASES__a__KEY: 'k', DATABASES__a__KEY_FILE: '/not/read' },
      [odd],
      options,
    )
    expect(config.datasources.get('a')?.settings).toMatchObject({ KEY: 'k', KEY_FILE: '/not/read' })
  })

  test('unreadable, empty, doubled or wrong ones are faults', () => {
    const faults = faultsOf(
      {
        ...good('a'),
        DATABASES__a__DB_PASSWORD: 'x',
        DATABASES__a__DB_PASSWORD_FILE: '/run/secrets/pw',
        DATABASES__a__SSL__CA_FILE: '/run/secrets/empty',
        DATABASES__a__DB_PORT_FILE: '/etc/wrong',
        SECRET_KEY_FILE: '/run/secrets/none',
      },
      options,
    )
    expect(faults).toEqual([
      'SECRET_KEY_FILE names the file /run/secrets/none, which cannot be read (ENOENT). Correct the path or its permissions.',
      'DATABASES__a__DB_PORT_FILE must be a whole number from 1 to 65535. The port.',
      'DATABASES__a__DB_PASSWORD and DATABASES__a__DB_PASSWORD_FILE set the same thing. Keep one of them.',
      'DATABASES__a__SSL__CA_FILE names the file /run/secrets/empty, which is empty.',
    ])
    expect(faultsOf({ DATABASES__a__DB_TYPE_FILE: '/none' }, options)).toHaveLength(1)
    expect(faultsOf({ DATABASES__a__CONNECTION_STRING_FILE: '/none' }, options)).toHaveLength(1)
    expect(faultsOf({ DATABASES__a__DB_TYPE: 'pg', DATABASES__a__DB_HOST_FILE: '/none' }, options)).toHaveLength(1)
  })
})

describe('old names', () => {
  test.each<[Environment, string, object, string]>([
    [
      { DB_CLIENT: 'pg', DB_HOST: 'h', DB_USERNAME: 'u', DB_DATABASE: 'd' },
      'main',
      { DB_USER: 'u', DB_NAME: 'd' },
      'DB_USERNAME is an old name; write DB_USER instead.',
    ],
    [{ ...good('a'), DATABASES__a__DB_USERNAME: 'u' }, 'a', { DB_USER: 'u' }, 'write DATABASES__a__DB_USER instead.'],
    [
      { DATABASE_URL: 'postgres://u@h/d' },
      'main',
      { DB_HOST: 'h', DB_NAME: 'd' },
      'DATABASE_URL is an old name; write DATABASES__main__CONNECTION_STRING instead.',
    ],
    [{ DATABASE_URL: 'postgres://u@h/d', DB_PASSWORD: 'later' }, 'main', { DB_HOST: 'h', DB_PASSWORD: 'later' }, 'DATABASE_URL'],
    [{ DB_CLIENT: 'sqlite3', DB_FILENAME: '/a.db' }, 'main', { DB_FILE: '/a.db' }, 'DB_FILENAME is an old name; write DB_FILE instead.'],
    [{ MULTI_DB_USERS_DB_TYPE: 'pg', MULTI_DB_USERS_DB_HOST: 'h' }, 'users', { DB_HOST: 'h' }, 'write DATABASES__users__DB_TYPE instead.'],
    [
      { MULTI_DB_USERS_DB_DB_TYPE: 'pg', MULTI_DB_USERS_DB_DB_HOST: 'h' },
      'users_db',
      { DB_HOST: 'h' },
      'write DATABASES__users_db__DB_HOST instead.',
    ],
    [
      { MULTI_DB_CRM_TYPE: 'pg', MULTI_DB_CRM_HOST: 'h', MULTI_DB_CRM_USERNAME: 'u', MULTI_DB_CRM_POOL__MAX: '2' },
      'crm',
      { DB_HOST: 'h', DB_USER: 'u', POOL__MAX: 2 },
      'MULTI_DB_CRM_USERNAME',
    ],
    [{ MULTI_DB_CRM_URL: 'postgres://u@h/d' }, 'crm', { DB_HOST: 'h' }, 'write DATABASES__crm__CONNECTION_STRING instead.'],
  ])('%o', (env, name, settings, notice) => {
    const { config, notices } = load(env)
    expect(config.datasources.get(name)?.settings).toMatchObject(settings)
    expect(notices.join('\n')).toContain(notice)
  })

  test('MULTI_DB_ROUTING is MODEL_ROUTING', () => {
    const { config, notices } = load({ MULTI_DB_ROUTING: '{"Customer": "Users_DB"}' })
    expect(config.modelRouting).toEqual({ Customer: 'users_db' })
    expect(notices).toEqual(['MULTI_DB_ROUTING is an old name; write MODEL_ROUTING instead.'])
    expect(faultsOf({ MULTI_DB_ROUTING: '{}', MODEL_ROUTING: '{"A":"b"}' })).toEqual([
      'MULTI_DB_ROUTING and MODEL_ROUTING set the same thing to different values. Remove MULTI_DB_ROUTING.',
    ])
  })

  test('beside the new name: the same value is a notice, another a fault', () => {
    const env = { DB_TYPE: 'pg', DB_HOST: 'h', DB_USER: 'u' }
    expect(load({ ...env, DB_USERNAME: 'u' }).notices).toHaveLength(1)
    expect(faultsOf({ ...env, DB_USERNAME: 'v' })).toEqual([
      'DB_USERNAME and DB_USER set the same thing to different values. Remove DB_USERNAME.',
    ])
    expect(load({ ...env, DB_USERNAME: '' }).notices).toEqual([])
  })

  test('what the table does not know is said', () => {
    expect(load({ MULTI_DB_ENABLED: 'true' })).toMatchObject({
      config: { embedded: true },
      notices: [expect.stringContaining('MULTI_DB_ENABLED')],
    })
  })
})

describe('flat settings', () => {
  test('are typed', () => {
    const { config } = load(
      {
        ...{ PORT: '8080', HOST: '::', NODE_ENV: 'production', AUTH_REQUIRED: 'false' },
        ...{ MAX_PAGE_SIZE: '50', SEED_DEMO: 'no', SECRET_KEY: 'k'.repeat(16) },
      },
      { terminal: true },
    )
    expect(config).toMatchObject({
      port: 8080,
      host: '::',
      environment: 'production',
      logFormat: 'text',
      seedDemo: false,
      secretKey: 'k'.repeat(16),
    })
    expect(config.limits).toMatchObject({ maxPageSize: 50, defaultPageSize: 50 })
  })

  test('all faults at once, each with its variable', () => {
    const bad = {
      PORT: '80a',
      HOST: 'not a host',
      NODE_ENV: 'prod',
      LOG_FORMAT: 'xml',
      ECHO: 'perhaps',
      SECRET_KEY: 'short-secret',
      MAX_PAGE_SIZE: '0',
      DEFAULT_PAGE_SIZE: '1.5',
      CROSS_DATABASE_KEYS: '-1',
      MAX_ROWS: 'NaN',
      REQUEST_TIMEOUT: '10s',
      MAX_BODY_BYTES: '12',
      MAX_TOKENS: 'Infinity',
      MAX_DEPTH: '',
      POOL_SIZE: '0',
      MAX_OVERFLOW: 'x',
      SEED_DEMO: '2',
      MODEL_ROUTING: '[1]',
      DATABASES__a__DB_TYPE: 'oracle',
      DATABASES__b__DB_TYPE: 'pg',
      DATABASES__b__DB_PORT: 'x',
      DATABASES__b__DB_HOTS: 'x',
    }
    const faults = faultsOf(bad)
    const named = ['MAX_DEPTH']
    for (const name of Object.keys(bad))
      if (!named.includes(name))
        expect(faults.filter((fault) => fault.startsWith(name))).toHaveLength(name === 'DATABASES__b__DB_TYPE' ? 0 : 1)
    expect(faults).toContain('DATABASES__b__DB_HOST is not set. The host.')
    expect(faults).toHaveLength(21)
    expect(faults.join()).not.toContain('short-secret')
  })

  test('the default page is not larger than the largest', () => {
    expect(faultsOf({ MAX_PAGE_SIZE: '50', DEFAULT_PAGE_SIZE: '60' })).toEqual([
      'DEFAULT_PAGE_SIZE is 60, more than MAX_PAGE_SIZE, which is 50. Lower the one or raise the other.',
    ])
  })

  test.each([
    'x',
    '[]',
    'null',
    '"a"',
    '{"A": 1}',
    '{"A": null}',
    '{"A": {"B": "c"}}',
    '{"A": "no/name"}',
    '{"A": "__proto__"}',
    '{"A": ""}',
  ])('MODEL_ROUTING=%s is a fault', (text) => {
    const faults = faultsOf({ MODEL_ROUTING: text })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain('MODEL_ROUTING')
  })
})

describe('pollution', () => {
  const clean = () => {
    const fresh: Record<string, unknown> = {}
    for (const name of ['polluted', 'POLLUTED', 'DB_HOST', 'DB_TYPE']) expect(fresh[name]).toBeUndefined()
  }

  test.each([
    'DATABASES____proto____DB_HOST',
    'DATABASES____proto____polluted',
    'DATABASES__constructor__DB_TYPE',
    'DATABASES__constructor__prototype',
    'DATABASES__CONSTRUCTOR__DB_TYPE',
    'DATABASES__prototype__polluted',
    'MULTI_DB_CONSTRUCTOR_TYPE',
    'MULTI_DB___PROTO___DB_TYPE',
  ])('%s is refused', (name) => {
    expect(faultsOf({ [name]: 'sqlite' })).toHaveLength(1)
    clean()
  })

  test.each(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf'])('%s as an option is unknown', (key) => {
    expect(faultsOf({ DATABASES__a__DB_TYPE: 'sqlite', [`DATABASES__a__${key}`]: 'x' })).toHaveLength(1)
    clean()
  })

  test('in routing, .env and names without meaning stays data', () => {
    const { config } = load({ MODEL_ROUTING: '{"__proto__": "main", "constructor": "main"}' })
    expect(Object.keys(config.modelRouting)).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(config.modelRouting)).toBe(Object.prototype)
    const env = withDotEnv({}, '.env', () => '__proto__=x\nDATABASES____proto____polluted=1')
    expect(Object.getPrototypeOf(env)).toBe(Object.prototype)
    expect(faultsOf(env)).toHaveLength(1)
    expect(load({ toString: 'x', constructor: 'y' } as unknown as Environment).config.embedded).toBe(true)
    clean()
  })
})

describe('.env', () => {
  const fails = (code: string) => () => {
    throw Object.assign(new Error(code), { code })
  }

  test('is laid under the process environment', () => {
    const file = '# comment\nPORT=1\nDB_TYPE="pg"\nexport HOST=h # why\nDATABASES__a__DB_HOST=file\n'
    const env = withDotEnv({ PORT: '2', DATABASES__A__db_host: 'process' }, '.env', () => `\uFEFF${file}`)
    expect(env).toEqual({ PORT: '2', DATABASES__A__db_host: 'process', DB_TYPE: 'pg', HOST: 'h' })
  })

  test('may be missing, but not unreadable', () => {
    const env = { A: 'b' }
    expect(withDotEnv(env, '.env', fails('ENOENT'))).toBe(env)
    expect(() => withDotEnv(env, '.env', fails('EACCES'))).toThrow(/\.env cannot be read \(EACCES\)/)
    expect(() => withDotEnv(env, 'test')).toThrow(/EISDIR/)
  })
})

describe('what is printed', () => {
  const PASSWORD = 'pä$$/w0rd@canary'
  const { config, secretVariables } = load({
    DATABASES__a__CONNECTION_STRING: `postgres://u:${encodeURIComponent(PASSWORD)}@h/db`,
    DATABASES__b__DB_TYPE: 'pg',
    DATABASES__b__DB_HOST: 'h',
    DATABASES__b__DB_PASSWORD: 'abc',
    DATABASES__b__DB_NAME: `db-${PASSWORD}`,
    SECRET_KEY: 'secret-key-canary-1234',
    PORT: '4001',
  })

  test.each(['text', 'json'] as const)('masks secrets: %s', (format) => {
    const printed = printConfig(config, format)
    expect(printed).not.toContain('canary')
    expect(printed).not.toContain(encodeURIComponent(PASSWORD))
    expect(printed).not.toContain('abc')
    expect(printed).toContain('DATABASES__b__DB_PASSWORD')
  })

  test('tells where a value came from', () => {
    const lines = configLines(config)
    expect(lines).toContainEqual({ name: 'PORT', value: '4001', from: 'PORT' })
    expect(lines).toContainEqual({ name: 'MAX_DEPTH', value: '20', from: 'default' })
    expect(lines).toContainEqual({ name: 'SECRET_KEY', value: '***', from: 'SECRET_KEY' })
    expect(lines).toContainEqual({ name: 'DATABASES__a__DB_HOST', value: 'h', from: 'DATABASES__a__CONNECTION_STRING' })
    expect(lines).toContainEqual({ name: 'DATABASES__a__DB_PASSWORD', value: '***', from: 'DATABASES__a__CONNECTION_STRING' })
    expect(lines).toContainEqual({ name: 'DATABASES__a__POOL__MAX', value: '10', from: 'POOL_SIZE + MAX_OVERFLOW' })
    expect(lines).toContainEqual({ name: 'DATABASES__b__DB_NAME', value: 'db-***', from: 'DATABASES__b__DB_NAME' })
    expect(lines).toContainEqual({ name: 'DATABASES__b__SSL__CA', value: null, from: 'not set' })
    expect(printConfig(load({}).config, 'text')).toMatch(/embedded databases serve/)
  })

  test('and what is logged, also where the password is written encoded or in a fault', () => {
    const lines: string[] = []
    const log = createLog((line) => lines.push(line), 'json')
    log.error(`connect postgres://u:${encodeURIComponent(PASSWORD)}@h`, {
      why: `for ${PASSWORD}`,
      config: config.datasources.get('a')?.settings,
    })
    expect(lines.join()).not.toContain('canary')
    expect(secretVariables).toEqual(['SECRET_KEY', 'DATABASES__a__CONNECTION_STRING', 'DATABASES__b__DB_PASSWORD'])
    const faults = faultsOf({
      ...good('c'),
      DATABASES__c__DB_PASSWORD: 'long-canary-password',
      DATABASES__c__DB_PORT: `${'9'.repeat(50)}long-canary-password`,
    })
    expect(faults.join()).not.toContain('canary')
  })
})

test('the password of a connection string that cannot be read is a secret too', () => {
  const faults = faultsOf({
    DATABASES__a__CONNECTION_STRING: 'postgres://u:url%2Dcanary%21@h?x=1',
    DATABASES__a__DB_PORT: 'url-canary!',
    DATABASES__a__COLLATION: 'url%2Dcanary%21',
  })
  expect(faults).toHaveLength(3)
  expect(faults.join()).not.toContain('canary')
})

describe('bindings', () => {
  const model = (name: string, datasource: string, file: string, id = uuid()): ModelSource => ({
    model: defineModel(name, { datasource, fields: { id }, key: ['id'] }),
    file,
  })
  const sources = [
    model('Order', 'main', 'schema/main.ts'),
    model('Customer', 'users_db', 'schema/users_db.ts'),
    model('Review', 'users_db', 'schema/users_db.ts'),
    model('Visit', 'Main', 'schema/visits.ts'),
    model('Doc', 'main', 'schema/docs.ts', objectId()),
  ]
  const faults = (env: Environment, some: readonly ModelSource[]) => {
    const { config } = load(env)
    return [...unboundModels(config, some), ...unfitModels(config, buildCatalog(some, config.modelRouting), some, ENGINES)]
  }

  test('name models, datasource, files and remedy', () => {
    expect(faults(good('main'), sources)).toEqual([
      'Customer, Review are bound to users_db, which is not configured. Set DATABASES__users_db__DB_TYPE=… , or remove schema/users_db.ts.',
      'Visit is bound to Main; datasource names are lower case: write main in schema/visits.ts.',
      'Doc.id is an objectId, which postgres has not; use uuid or string. (schema/docs.ts, bound to main)',
    ])
  })

  test('follow the routing', () => {
    const two = sources.slice(0, 2)
    expect(faults({ ...good('main'), MODEL_ROUTING: '{"Customer": "main"}' }, two)).toEqual([])
    expect(faults({ ...good('main'), ...good('users_db'), MODEL_ROUTING: '{"Customer": "crm"}' }, two)).toEqual([
      'MODEL_ROUTING sends Customer to crm, which is not configured. Set DATABASES__crm__DB_TYPE=… , or route to main, users_db.',
    ])
    expect(faults({}, sources.slice(0, 3))).toEqual([])
  })
})

describe('around it', () => {
  test('nearest does not guess wildly', () => {
    expect(nearest('DB_HSOT', ['DB_HOST', 'DB_PORT'])).toBe('DB_HOST')
    expect(nearest('ZEBRA', ['DB_HOST', 'DB_PORT'])).toBeUndefined()
    expect(nearest('x'.repeat(1000), ['DB_HOST'])).toBeUndefined()
  })

  test('.env.example and the settings tell of each other', async () => {
    const { readFileSync } = await import('node:fs')
    const example = readFileSync('.env.example', 'utf8')
    for (const { name, about } of settingNames()) {
      expect(example).toMatch(new RegExp(`^#?${name}=`, 'm'))
      expect(about).not.toBe('')
    }
    const set = example.split('\n').filter((line) => /^[A-Z]/.test(line))
    expect(set).toEqual([])
  })
})
