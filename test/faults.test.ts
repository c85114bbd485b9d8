/** Each fault as each driver throws it, and what it becomes: the code that a client sees, and the cause that operators see. */

import {
  MongoClientClosedError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  type TopologyDescription,
} from 'mongodb'
import { describe, expect, test } from 'vitest'
import type { Code } from '../src/base/errors.ts'
import type { Trouble } from '../src/datasource/report.ts'
import { classifySqlite } from '../src/engines/embedded/classify.ts'
import type { Failure } from '../src/engines/hosted/host.ts'
import { classify as classifyMongo } from '../src/engines/mongodb/classify.ts'
import * as mysql from '../src/engines/mysql/classify.ts'
import * as postgres from '../src/engines/postgres/classify.ts'
import * as sqlserver from '../src/engines/sqlserver/classify.ts'

/** Stands for what must reach no client. */
const CANARY = 'canary-host:5432'
const error = (message: string, more: object = {}) => Object.assign(new Error(`${message} ${CANARY}`), more)

const pg = (code: string, severity = 'ERROR') => error('said the server', { code, severity })
const my = (errno: number, more: object = {}) => error('said the server', { errno, sqlState: 'HY000', code: 'ER_X', ...more })
const ms = (number: number, more: object = {}) => error('said the server', { number, code: 'EREQUEST', class: 16, ...more })
const mongo = (code: number, more: object = {}) => new MongoServerError({ message: `said the server ${CANARY}`, code, ...more })
const lite = (errcode: number, message = 'said the file') => error(message, { code: 'ERR_SQLITE_ERROR', errcode })
const selection = (cause?: Error) => {
  const servers = new Map(cause === undefined ? [] : [[CANARY, { error: cause }]])
  return new MongoServerSelectionError(`connection <monitor> to ${CANARY}`, { servers } as unknown as TopologyDescription)
}

type Cell = readonly [found: () => Failure, code: Code, trouble?: Trouble]
const down = (found: () => Failure, trouble?: Trouble): Cell => [found, 'DATASOURCE_UNAVAILABLE', trouble]
const refused = { code: 'ECONNREFUSED', errno: -111, syscall: 'connect' }
const unknown = { code: 'ENOTFOUND', errno: -3008, syscall: 'getaddrinfo' }

/** The cells of one fault, by driver; a driver that cannot have it has none. */
const TABLE: Readonly<Record<string, Readonly<Record<string, Cell>>>> = {
  refused: {
    pg: down(() => postgres.classifyConnect(error('connect ECONNREFUSED', refused)), 'refused'),
    mysql2: down(() => mysql.classifyConnect(error('connect ECONNREFUSED', { ...refused, fatal: true })), 'refused'),
    'of an address with two numbers': down(
      () => mysql.classifyConnect(Object.assign(new AggregateError([error('a', refused), error('b', refused)]), { code: 'ECONNREFUSED' })),
      'refused',
    ),
    tedious: down(() => sqlserver.classifyConnect(error('Failed to connect', { code: 'ESOCKET', cause: error('', refused) })), 'refused'),
    mongodb: down(() => classifyMongo(selection(new MongoNetworkError('connect', { cause: error('', refused) }))), 'refused'),
    sqlite: down(() => classifySqlite(lite(14))),
  },
  'connect silent': {
    pg: down(() => postgres.classifyConnect(new Error('Connection terminated due to connection timeout')), 'timeout'),
    mysql2: down(
      () => mysql.classifyConnect(error('connect ETIMEDOUT', { code: 'ETIMEDOUT', syscall: 'connect', fatal: true })),
      'timeout',
    ),
    tedious: down(() => sqlserver.classifyConnect(error('Failed to connect in 500ms', { code: 'ETIMEOUT' })), 'timeout'),
    mongodb: down(() => classifyMongo(selection(new MongoNetworkTimeoutError('connection <monitor> timed out'))), 'timeout'),
    'mongodb, without a word': down(() => classifyMongo(selection()), 'timeout'),
  },
  DNS: {
    pg: down(() => postgres.classifyConnect(error('getaddrinfo ENOTFOUND', unknown)), 'dns'),
    mysql2: down(() => mysql.classifyConnect(error('getaddrinfo ENOTFOUND', unknown)), 'dns'),
    tedious: down(() => sqlserver.classifyConnect(error('Failed', { code: 'ESOCKET', cause: error('', unknown) })), 'dns'),
    mongodb: down(() => classifyMongo(selection(new MongoNetworkError('getaddrinfo', { cause: error('', unknown) }))), 'dns'),
  },
  'lost in the middle': {
    pg: down(() => postgres.classifyStatement(new Error('Connection terminated unexpectedly'))),
    'pg, with a code': down(() => postgres.classifyStatement(error('read ECONNRESET', { code: 'ECONNRESET' }))),
    mysql2: down(() => mysql.classifyStatement(error('lost', { code: 'PROTOCOL_CONNECTION_LOST', fatal: true }))),
    'mysql2, reset': down(() => mysql.classifyStatement(error('read ECONNRESET', { code: 'ECONNRESET', fatal: true }))),
    tedious: down(() => sqlserver.classifyStatement(error('Connection lost', { code: 'ESOCKET' }))),
    'tedious, closed': down(() => sqlserver.classifyStatement(error('closed', { code: 'ECONNCLOSED' }))),
    mongodb: down(() => classifyMongo(new MongoNetworkError(`connection closed ${CANARY}`))),
    'mongodb, a client that is none': down(() => classifyMongo(new MongoTopologyClosedError())),
    'mongodb, closed': down(() => classifyMongo(new MongoClientClosedError())),
  },
  'no connection in time': {
    mongodb: [
      // The driver does not export its class; test/canaries.test.ts sees that this is what it throws.
      () => classifyMongo(error('Timed out while checking out a connection', { name: 'MongoWaitQueueTimeoutError' })),
      'DATASOURCE_OVERLOADED',
    ],
    sqlite: [() => classifySqlite(lite(5, 'database is locked')), 'DATASOURCE_OVERLOADED'],
  },
  'statement too long': {
    pg: [() => postgres.classifyStatement(pg('57014')), 'DATASOURCE_TIMEOUT'],
    'mysql2 on MySQL': [() => mysql.classifyStatement(my(3024)), 'DATASOURCE_TIMEOUT'],
    'mysql2 on MariaDB': [() => mysql.classifyStatement(my(1969)), 'DATASOURCE_TIMEOUT'],
    'mysql2, killed': [() => mysql.classifyStatement(my(1317)), 'DATASOURCE_TIMEOUT'],
    tedious: [() => sqlserver.classifyStatement(error('Timeout', { code: 'ETIMEOUT' })), 'DATASOURCE_TIMEOUT'],
    'tedious, cancelled': [() => sqlserver.classifyStatement(error('Canceled.', { code: 'ECANCEL' })), 'DATASOURCE_TIMEOUT'],
    mongodb: [() => classifyMongo(mongo(50)), 'DATASOURCE_TIMEOUT'],
    'mongodb, the driver': [() => classifyMongo(new MongoNetworkTimeoutError('timed out')), 'DATASOURCE_TIMEOUT', 'timeout'],
    sqlite: [() => classifySqlite(lite(9)), 'DATASOURCE_TIMEOUT'],
  },
  'too many connections': {
    pg: down(() => postgres.classifyConnect(pg('53300', 'FATAL')), 'other'),
    mysql2: down(() => mysql.classifyConnect(my(1040)), 'other'),
    'mysql2, of one user': down(() => mysql.classifyConnect(my(1203)), 'other'),
    tedious: down(() => sqlserver.classifyConnect(ms(10928, { code: 'ESOCKET' }))),
  },
  'wrong credentials': {
    pg: down(() => postgres.classifyConnect(pg('28P01', 'FATAL')), 'auth'),
    'pg, from here not': down(() => postgres.classifyConnect(pg('28000', 'FATAL')), 'auth'),
    mysql2: down(() => mysql.classifyConnect(my(1045)), 'auth'),
    tedious: down(() => sqlserver.classifyConnect(error('Login failed', { code: 'ELOGIN', number: 18456 })), 'auth'),
    mongodb: [() => classifyMongo(mongo(18)), 'DATASOURCE_UNAVAILABLE', 'auth'],
  },
  'no such database': {
    pg: down(() => postgres.classifyConnect(pg('3D000', 'FATAL')), 'other'),
    mysql2: down(() => mysql.classifyConnect(my(1049)), 'other'),
    tedious: down(
      () => sqlserver.classifyConnect(error('Login failed', { code: 'ELOGIN', number: 18456 }), ['4060: Cannot open database']),
      'other',
    ),
  },
  'TLS refused': {
    pg: down(() => postgres.classifyConnect(new Error('The server does not support SSL connections')), 'tls'),
    mysql2: down(() => mysql.classifyConnect(error('no secure connection', { code: 'HANDSHAKE_NO_SSL_SUPPORT', fatal: true })), 'tls'),
    tedious: down(() => sqlserver.classifyConnect(error('no encryption', { code: 'EENCRYPT' })), 'tls'),
    'tedious, a certificate of its own': down(
      () =>
        sqlserver.classifyConnect(
          error('Failed', { code: 'ESOCKET', cause: error('self-signed', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }) }),
        ),
      'tls',
    ),
    mongodb: down(
      () => classifyMongo(selection(new MongoNetworkError('tls', { cause: error('', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }) }))),
      'tls',
    ),
  },
  'starting or stopping': {
    ...Object.fromEntries(
      ['57P01', '57P02', '57P03'].map((state) => [`pg ${state}`, down(() => postgres.classifyStatement(pg(state, 'FATAL')))]),
    ),
    ...Object.fromEntries([1053, 4031].map((number) => [`mysql2 ${number}`, down(() => mysql.classifyStatement(my(number)))])),
    ...Object.fromEntries([6005, 17142].map((number) => [`tedious ${number}`, down(() => sqlserver.classifyStatement(ms(number)))])),
    ...Object.fromEntries([91, 11600, 11602].map((code) => [`mongodb ${code}`, down(() => classifyMongo(mongo(code)))])),
  },
  'read only': {
    pg: [() => postgres.classifyStatement(pg('25006')), 'DATASOURCE_READ_ONLY'],
    ...Object.fromEntries(
      [1290, 1792, 1836].map((number) => [
        `mysql2 ${number}`,
        [() => mysql.classifyStatement(my(number)), 'DATASOURCE_READ_ONLY'] as const,
      ]),
    ),
    'tedious 3906': [() => sqlserver.classifyStatement(ms(3906)), 'DATASOURCE_READ_ONLY'],
    // A replica that takes no questions either.
    'tedious 976': down(() => sqlserver.classifyStatement(ms(976))),
    // It is no primary any more; the driver looks for the new one.
    ...Object.fromEntries([10107, 13435, 189].map((code) => [`mongodb ${code}`, down(() => classifyMongo(mongo(code)))])),
    sqlite: [() => classifySqlite(lite(8)), 'DATASOURCE_READ_ONLY'],
  },
  'disk full': {
    pg: [() => postgres.classifyStatement(pg('53100')), 'DATASOURCE_STORAGE_FULL'],
    'mysql2 1021': [() => mysql.classifyStatement(my(1021)), 'DATASOURCE_STORAGE_FULL'],
    'mysql2 1114': [() => mysql.classifyStatement(my(1114)), 'DATASOURCE_STORAGE_FULL'],
    'tedious 1105': [() => sqlserver.classifyStatement(ms(1105)), 'DATASOURCE_STORAGE_FULL'],
    'tedious 9002': [() => sqlserver.classifyStatement(ms(9002)), 'DATASOURCE_STORAGE_FULL'],
    mongodb: [() => classifyMongo(mongo(14031)), 'DATASOURCE_STORAGE_FULL'],
    sqlite: [() => classifySqlite(lite(13, 'database or disk is full')), 'DATASOURCE_STORAGE_FULL'],
  },
  'deadlock or conflict': {
    'pg deadlock': [() => postgres.classifyStatement(pg('40P01')), 'SERIALIZATION_CONFLICT'],
    'pg serialization': [() => postgres.classifyStatement(pg('40001')), 'SERIALIZATION_CONFLICT'],
    mysql2: [() => mysql.classifyStatement(my(1213)), 'SERIALIZATION_CONFLICT'],
    'tedious deadlock': [() => sqlserver.classifyStatement(ms(1205)), 'SERIALIZATION_CONFLICT'],
    'tedious snapshot': [() => sqlserver.classifyStatement(ms(3960)), 'SERIALIZATION_CONFLICT'],
    mongodb: [() => classifyMongo(mongo(112, { errorLabels: ['TransientTransactionError'] })), 'SERIALIZATION_CONFLICT'],
    sqlite: [() => classifySqlite(lite(517)), 'SERIALIZATION_CONFLICT'],
  },
  'lock wait': {
    pg: [() => postgres.classifyStatement(pg('55P03')), 'DATASOURCE_OVERLOADED'],
    mysql2: [() => mysql.classifyStatement(my(1205)), 'DATASOURCE_OVERLOADED'],
    tedious: [() => sqlserver.classifyStatement(ms(1222)), 'DATASOURCE_OVERLOADED'],
    mongodb: [() => classifyMongo(mongo(24)), 'DATASOURCE_OVERLOADED'],
    sqlite: [() => classifySqlite(lite(6)), 'DATASOURCE_OVERLOADED'],
  },
  unique: {
    pg: [() => postgres.classifyStatement(pg('23505')), 'UNIQUE_VIOLATION'],
    mysql2: [() => mysql.classifyStatement(my(1062)), 'UNIQUE_VIOLATION'],
    'tedious key': [() => sqlserver.classifyStatement(ms(2627)), 'UNIQUE_VIOLATION'],
    'tedious index': [() => sqlserver.classifyStatement(ms(2601)), 'UNIQUE_VIOLATION'],
    mongodb: [() => classifyMongo(mongo(11000)), 'UNIQUE_VIOLATION'],
    sqlite: [() => classifySqlite(lite(2067)), 'UNIQUE_VIOLATION'],
    'sqlite key': [() => classifySqlite(lite(1555)), 'UNIQUE_VIOLATION'],
  },
  'foreign key': {
    pg: [() => postgres.classifyStatement(pg('23503')), 'FOREIGN_KEY_VIOLATION'],
    'mysql2 parent': [() => mysql.classifyStatement(my(1451)), 'FOREIGN_KEY_VIOLATION'],
    'mysql2 child': [() => mysql.classifyStatement(my(1452)), 'FOREIGN_KEY_VIOLATION'],
    tedious: [() => sqlserver.classifyStatement(ms(547)), 'FOREIGN_KEY_VIOLATION'],
    sqlite: [() => classifySqlite(lite(787)), 'FOREIGN_KEY_VIOLATION'],
  },
  'not null': {
    pg: [() => postgres.classifyStatement(pg('23502')), 'NOT_NULL_VIOLATION'],
    mysql2: [() => mysql.classifyStatement(my(1048)), 'NOT_NULL_VIOLATION'],
    tedious: [() => sqlserver.classifyStatement(ms(515)), 'NOT_NULL_VIOLATION'],
    sqlite: [() => classifySqlite(lite(1299)), 'NOT_NULL_VIOLATION'],
  },
  check: {
    pg: [() => postgres.classifyStatement(pg('23514')), 'CHECK_VIOLATION'],
    'mysql2 on MySQL': [() => mysql.classifyStatement(my(3819)), 'CHECK_VIOLATION'],
    'mysql2 on MariaDB': [() => mysql.classifyStatement(my(4025)), 'CHECK_VIOLATION'],
    tedious: [
      () =>
        sqlserver.classifyStatement(Object.assign(new Error('conflicted with the CHECK constraint'), { number: 547, code: 'EREQUEST' })),
      'CHECK_VIOLATION',
    ],
    mongodb: [() => classifyMongo(mongo(121)), 'CHECK_VIOLATION'],
    sqlite: [() => classifySqlite(lite(275)), 'CHECK_VIOLATION'],
  },
  corrupt: {
    pg: down(() => postgres.classifyStatement(pg('XX001'))),
    mysql2: down(() => mysql.classifyStatement(my(1030))),
    'tedious 823': down(() => sqlserver.classifyStatement(ms(823))),
    'tedious 824': down(() => sqlserver.classifyStatement(ms(824))),
    sqlite: down(() => classifySqlite(lite(11))),
    'sqlite, no database': down(() => classifySqlite(lite(26))),
  },
  // The connection is sound and so are the other tables: nobody else is to be kept away from them.
  'no right to a table': {
    pg: [() => postgres.classifyStatement(pg('42501')), 'SCHEMA_VERSION_MISMATCH'],
    mysql2: [() => mysql.classifyStatement(my(1142)), 'SCHEMA_VERSION_MISMATCH'],
    tedious: [() => sqlserver.classifyStatement(ms(229)), 'SCHEMA_VERSION_MISMATCH'],
    mongodb: [() => classifyMongo(mongo(13)), 'SCHEMA_VERSION_MISMATCH'],
  },
  'a column that was dropped': {
    pg: [() => postgres.classifyStatement(pg('42703')), 'SCHEMA_VERSION_MISMATCH'],
    mysql2: [() => mysql.classifyStatement(my(1054)), 'SCHEMA_VERSION_MISMATCH'],
    tedious: [() => sqlserver.classifyStatement(ms(207)), 'SCHEMA_VERSION_MISMATCH'],
    sqlite: [() => classifySqlite(lite(1, 'no such column: gone')), 'SCHEMA_VERSION_MISMATCH'],
  },
  'something nobody knows': {
    pg: [() => postgres.classifyStatement(pg('XX000')), 'INTERNAL_SERVER_ERROR'],
    'pg, not of the server': [() => postgres.classifyStatement(new TypeError(CANARY)), 'INTERNAL_SERVER_ERROR'],
    mysql2: [() => mysql.classifyStatement(my(1999)), 'INTERNAL_SERVER_ERROR'],
    tedious: [() => sqlserver.classifyStatement(ms(8_180)), 'INTERNAL_SERVER_ERROR'],
    mongodb: [() => classifyMongo(mongo(99_999)), 'INTERNAL_SERVER_ERROR'],
    sqlite: [() => classifySqlite(lite(1, 'near "x": syntax error')), 'INTERNAL_SERVER_ERROR'],
  },
}

describe.each(Object.entries(TABLE))('%s', (fault, cells) => {
  test.each(Object.entries(cells))('%s', (_, [found, code, trouble]) => {
    const failure = found()
    expect(failure.code).toBe(code)
    if (trouble !== undefined) expect(failure.trouble).toBe(trouble)
    if (fault === 'too many connections') expect(failure.full).toBe(true)
    expect(failure.message).not.toMatch(/canary|server said|said the|ECONN|ENOTFOUND/)
  })
})
