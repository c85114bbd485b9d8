/** What each driver says of a violated constraint, and which fields of the graph that is. */

import { MongoServerError } from 'mongodb'
import { describe, expect, test } from 'vitest'
import type { Touched } from '../src/datasource/datasource.ts'
import { classifySqlite } from '../src/engines/embedded/classify.ts'
import { fieldsOf, isBlamable } from '../src/engines/hosted/blame.ts'
import { classify as classifyMongodb } from '../src/engines/mongodb/classify.ts'
import { violated } from '../src/engines/mongodb/run.ts'
import { classifyStatement as classifyMysql } from '../src/engines/mysql/classify.ts'
import { classifyStatement as classifyPostgres } from '../src/engines/postgres/classify.ts'
import { classifyStatement as classifySqlServer } from '../src/engines/sqlserver/classify.ts'

const touched: Touched = {
  kind: 'insert',
  table: 'lines',
  namespace: undefined,
  columns: { product_id: 'productId', 'odd "no"': 'number', note: 'note' },
}

describe('PostgreSQL', () => {
  const said = (code: string, fields: object) => classifyPostgres(Object.assign(new Error('words'), { code, severity: 'ERROR', ...fields }))

  test.each([
    [
      '23505',
      { table: 'lines', constraint: 'x', detail: 'Key (product_id, "odd ""no""")=(1, (a)=(b)) already exists.' },
      ['productId', 'number'],
    ],
    ['23505', { table: 'lines', constraint: 'x', detail: 'Schlüssel »(product_id)=(1)« existiert bereits.' }, ['productId']],
    ['23505', { table: 'lines', constraint: 'x', detail: 'Key (lower(note))=(x) already exists.' }, undefined],
    ['23505', { table: 'log', constraint: 'x', detail: 'Key (note)=(x) already exists.' }, undefined],
    ['23505', { table: 'lines', constraint: 'x' }, undefined],
    ['23503', { table: 'lines', constraint: 'x', detail: 'Key (product_id)=(9) is not present in table "products".' }, ['productId']],
    ['23502', { table: 'lines', column: 'note' }, ['note']],
    ['23502', { table: 'lines', column: 'elsewhere' }, undefined],
    ['23514', { table: 'lines', constraint: 'x' }, undefined],
    // A failure of another kind may have a detail with brackets as well.
    ['22003', { detail: 'A field (note)=(x) overflows.' }, undefined],
  ])('%s %j', (code, fields, expected) => expect(fieldsOf(touched, said(code, fields).violated ?? {})).toEqual(expected))
})

describe('SQLite', () => {
  test.each([
    [2067, 'UNIQUE constraint failed: lines.product_id, lines.note', ['productId', 'note']],
    [1555, 'UNIQUE constraint failed: lines.product_id', ['productId']],
    [2067, "UNIQUE constraint failed: index 'x'", undefined],
    [1299, 'NOT NULL constraint failed: lines.note', ['note']],
    [1299, 'NOT NULL constraint failed: log.note', undefined],
    [787, 'FOREIGN KEY constraint failed', undefined],
    [275, 'CHECK constraint failed: note', undefined],
  ])('%i %s', (errcode, message, expected) =>
    expect(fieldsOf(touched, classifySqlite(Object.assign(new Error(message), { errcode })).violated ?? {})).toEqual(expected),
  )

  test('a sum that overflows is what someone sent if it was to be written', () => {
    const overflow = Object.assign(new Error('integer overflow'), { errcode: 1 })
    expect([classifySqlite(overflow).code, classifySqlite(overflow, true).code]).toEqual(['VALUE_NOT_REPRESENTABLE', 'BAD_USER_INPUT'])
  })
})

describe('MySQL and MariaDB', () => {
  const said = (errno: number, message: string) => classifyMysql(Object.assign(new Error(message), { errno, sqlState: '23000' }))
  const reference = 'fails (`shop`.`lines`, CONSTRAINT `x``y` FOREIGN KEY (`product_id`, `note`) REFERENCES `products` (`id`, `no`))'

  test.each([
    [1062, "Duplicate entry 'a' for key 'x' for key 'lines.odd_index'", { table: 'lines', constraint: 'odd_index' }],
    [1062, "Duplicate entry '1' for key 'PRIMARY'", { table: undefined, constraint: 'PRIMARY' }],
    [1048, "Column 'note' cannot be null", { columns: ['note'] }],
    [1364, "Field 'note' doesn't have a default value", { columns: ['note'] }],
    [1406, "Data too long for column 'note' at row 3", { columns: ['note'] }],
    [1264, "Out of range value for column 'note' at row 1", { columns: ['note'] }],
    [1452, `Cannot add or update a child row: a foreign key constraint ${reference}`, { table: 'lines', columns: ['product_id', 'note'] }],
    [4025, 'CONSTRAINT `odd_check` failed for `shop`.`lines`', undefined],
  ])('%i %s', (errno, message, expected) => expect(said(errno, message).violated).toEqual(expected))
})

describe('SQL Server', () => {
  const said = (number: number, message: string) => classifySqlServer(Object.assign(new Error(message), { number }))

  test.each([
    [
      2627,
      "Violation of UNIQUE KEY constraint 'UQ__lines__1'. Cannot insert duplicate key in object 'dbo.lines'. The duplicate key value is (a).",
      { table: 'lines', constraint: 'UQ__lines__1' },
    ],
    [
      2601,
      "Cannot insert duplicate key row in object 'dbo.lines' with unique index 'odd_index'. The duplicate key value is (a).",
      { table: 'lines', constraint: 'odd_index' },
    ],
    [
      515,
      "Cannot insert the value NULL into column 'note', table 'shop.dbo.lines'; column does not allow nulls. INSERT fails.",
      { table: 'lines', columns: ['note'] },
    ],
    [
      547,
      'The INSERT statement conflicted with the FOREIGN KEY constraint "FK_x". The conflict occurred in database "shop", table "dbo.products", column \'id\'.',
      { constraint: 'FK_x' },
    ],
    [
      547,
      'The UPDATE statement conflicted with the FOREIGN KEY SAME TABLE constraint "FK_x". The conflict occurred in database "shop", table "dbo.lines", column \'id\'.',
      { constraint: 'FK_x' },
    ],
    [
      547,
      'The DELETE statement conflicted with the REFERENCE constraint "FK_x". The conflict occurred in database "shop", table "dbo.lines", column \'product_id\'.',
      undefined,
    ],
    [
      547,
      'The INSERT statement conflicted with the CHECK constraint "CK_x". The conflict occurred in database "shop", table "dbo.lines", column \'note\'.',
      { table: 'lines', columns: ['note'] },
    ],
    [
      2628,
      "String or binary data would be truncated in table 'shop.dbo.lines', column 'note'. Truncated value: 'ab'.",
      { table: 'lines', columns: ['note'] },
    ],
  ])('%i %s', (number, message, expected) => expect(said(number, message).violated).toEqual(expected))

  test('what is deleted has no field at fault', () =>
    expect(isBlamable('FOREIGN_KEY_VIOLATION', { ...touched, kind: 'delete' })).toBe(false))
})

test('what a trigger refuses breaks a rule of the database', () => {
  const because = (fields: object) => Object.assign(new Error('secret words'), fields)
  const refusals = [
    classifyPostgres(because({ code: 'P0001', severity: 'ERROR' })),
    classifyMysql(because({ errno: 1644, sqlState: '45000' })),
    classifySqlServer(because({ number: 50000 })),
    classifySqlServer(because({ number: 51234 })),
    classifySqlite(because({ errcode: 1811 })),
  ]
  for (const { code, message, violated: by } of refusals) {
    expect([code, by]).toEqual(['CHECK_VIOLATION', undefined])
    expect(message).not.toContain('secret')
  }
  // Whoever only reads has sent nothing that could break one.
  expect(classifyPostgres(because({ code: 'P0001', severity: 'ERROR' }), true).code).toBe('INTERNAL_SERVER_ERROR')
})

describe('MongoDB', () => {
  test('tells the columns of the unique index', () => {
    const error = new MongoServerError({ code: 11000, keyPattern: { product_id: 1, note: 1 }, message: 'E11000 duplicate key' })
    expect(classifyMongodb(error).code).toBe('UNIQUE_VIOLATION')
    expect(fieldsOf(touched, { columns: violated(error) })).toEqual(['productId', 'note'])
  })

  test('a transaction that it has rolled back may be tried again, whatever the reason', () => {
    const aborted = (code: number) =>
      classifyMongodb(new MongoServerError({ code, errorLabels: ['TransientTransactionError'], message: 'aborted' })).code
    expect([112, 251, 24].map(aborted)).toEqual(['SERIALIZATION_CONFLICT', 'SERIALIZATION_CONFLICT', 'SERIALIZATION_CONFLICT'])
    expect(aborted(10107)).toBe('DATASOURCE_UNAVAILABLE')
  })
})
