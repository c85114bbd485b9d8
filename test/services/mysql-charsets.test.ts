/** Columns of MySQL and MariaDB in smaller character sets, asked for text that these lack: nothing there is like it, and that is the answer. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Datasource } from '../../src/datasource/datasource.ts'
import { loadEngine } from '../../src/engines/index.ts'
import { openMemory } from '../../src/engines/memory.ts'
import { buildCatalog } from '../../src/model/catalog.ts'
import { int, string } from '../../src/model/fields.ts'
import { defineModel } from '../../src/model/model.ts'
import { bindList, fieldOperand } from '../../src/query/build.ts'
import type { Predicate, Read } from '../../src/query/query.ts'
import { runOptions } from '../conformance/stage.ts'
import { type FreshDatabase, freshDatabase } from './databases.ts'

const FIELDS = ['latin', 'old', 'plain', 'code'] as const
type Field = (typeof FIELDS)[number]
const WORD = defineModel('Word', {
  datasource: 'main',
  source: 'words',
  fields: { id: int(), latin: string(), old: string({ nullable: true }), plain: string(), code: string() },
  key: ['id'],
})
const catalog = buildCatalog([{ model: WORD, file: 'word.ts' }])
const TABLE = `create table words (id int primary key, latin varchar(20) character set latin1 not null, old varchar(20) character set utf8mb3,
  plain char(10) character set ascii not null, code varchar(20) character set latin1 collate latin1_bin not null, key (latin), key (old), key (plain))`
const ROWS = [
  { id: 1, latin: 'é', old: '日本', plain: 'a', code: 'é' },
  { id: 2, latin: 'E', old: 'é', plain: 'A', code: 'e' },
  { id: 3, latin: '?', old: null, plain: '?', code: '?' },
]
const TEXTS = ['日本', '😀', 'é', 'e', '?']

const read = (where?: Predicate): Read => ({
  model: 'Word',
  select: ['id', ...FIELDS].map((field) => ({ kind: 'value', of: fieldOperand([field]) })),
  ...(where === undefined ? {} : { where }),
  order: [{ by: fieldOperand(['id']), direction: 'asc', nulls: 'first', collation: 'binary' }],
})

/** Every way to ask a field for a text, and the values that it is asked with. */
function* questions(field: Field, text: string): Generator<readonly [string, Read, readonly unknown[]]> {
  const left = fieldOperand([field])
  for (const negated of [false, true]) {
    for (const op of ['eq', 'same', 'gt', 'contains', 'startsWith'] as const)
      yield [`${negated ? 'not ' : ''}${op}`, read({ kind: 'compare', left, op, negated, right: { slot: 0 } }), [text]]
    yield [`${negated ? 'not ' : ''}in`, read({ kind: 'compare', left, op: 'in', negated, right: { slot: 0 } }), [[text, 'é', 'a']]]
  }
  yield ['each', { ...read(), each: { keys: { slot: 0 }, on: [[field]] } }, [[...new Set([text, 'é', 'a'])].map((key) => [key])]]
}

describe.each([
  ['mariadb', 'TEST_MARIADB_URL'],
  ['mysql', 'TEST_MYSQL_URL'],
] as const)('%s (skipped where %s is not set)', (type, variable) => {
  const url = process.env[variable] ?? ''
  if (url === '') return test.skip(`${variable} is not set`)
  let database: FreshDatabase
  let datasource: Datasource
  const oracle = openMemory('oracle', new Map([['Word', ROWS]]), { nest: false })
  const answer = async (on: Datasource, asked: Read, binds: readonly unknown[]): Promise<unknown> =>
    (await on.run(on.engine.compile(asked, { catalog, version: on.version }), binds as never, runOptions())).rows.toSorted((a, b) =>
      JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
    )
  const run = (text: string) => datasource.run({ text, params: [], decode: [] }, [], runOptions())

  beforeAll(async () => {
    database = await freshDatabase(type, url)
    datasource = (await loadEngine(type)).open('main', { ...database.settings, COLLATION: 'binary' }, { dataDir: '' })
    await run(TABLE)
    for (const { id, latin, old, plain, code } of ROWS)
      await run(`insert into words values (${id}, '${latin}', ${old === null ? 'null' : `'${old}'`}, '${plain}', '${code}')`)
  })
  afterAll(async () => {
    await datasource?.[Symbol.asyncDispose]()
    await database?.drop()
  })

  test.each(FIELDS)('%s, asked for what it can and cannot hold', async (field) => {
    for (const text of TEXTS)
      for (const [what, asked, binds] of questions(field, text))
        expect([text, what, await answer(datasource, asked, binds)]).toEqual([text, what, await answer(oracle, asked, binds)])
  })

  test('in a transaction, and by a change, which changes nothing', async () => {
    const at = { catalog, version: datasource.version }
    const binds = bindList()
    const where: Predicate = {
      ...{ kind: 'compare', left: fieldOperand(['latin']), op: 'eq', negated: false },
      right: binds.bind('日本'),
    }
    const change = datasource.engine.compile(
      { kind: 'update', model: 'Word', where, set: [{ path: ['plain'], op: 'set', value: binds.bind('z') }] },
      at,
    )
    const { affected, rows } = await datasource.transaction({ ...runOptions(), readOnly: false }, async (session) => {
      const { affected } = await session.run(change, binds.values, runOptions())
      const { rows } = await session.run(datasource.engine.compile(read(where), at), binds.values, runOptions())
      return { affected, rows }
    })
    expect({ affected, rows }).toEqual({ affected: 0, rows: [] })
  })

  test('what has no place in the column’s own order is refused, with the reason', async () => {
    const left = fieldOperand(['latin'])
    const where: Predicate = { kind: 'compare', left, op: 'gt', negated: false, right: { slot: 0 }, collation: 'native' }
    await expect(answer(datasource, read(where), ['日本'])).rejects.toMatchObject({
      code: 'QUERY_UNSUPPORTED',
      message: expect.stringMatching(/character set of its column lacks/),
    })
  })
})
