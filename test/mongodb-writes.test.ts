/** What MongoDB is told when documents change: one golden file, and the commands of the changes that take several. */

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from 'mongodb'
import { describe, expect, test } from 'vitest'
import { GatewayError } from '../src/base/errors.ts'
import type { Asked } from '../src/engines/mongodb/asked.ts'
import { change } from '../src/engines/mongodb/run-change.ts'
import type { Change } from '../src/engines/mongodb/statement.ts'
import { mongodb } from '../src/engines/mongodb.ts'
import { normaliseWrite } from '../src/query/normal.ts'
import type { Write } from '../src/query/query.ts'
import { runOptions } from './conformance/stage.ts'
import { cases } from './conformance/writes.ts'
import { writesCatalog } from './conformance/writes-catalog.ts'
import { type Step, update } from './conformance/writes-say.ts'

const GOLDEN = join(import.meta.dirname, 'golden/mongodb-changes.json')
const at = { catalog: writesCatalog(false), version: '5.0' }
const compile = (write: Write) => mongodb.compile(normaliseWrite(at.catalog, write), at)

test('every shape of an update or a deletion', () => {
  const seen = new Set<string>()
  const lines: string[] = []
  for (const { name, steps } of cases)
    for (const { write } of steps) {
      if (write.kind === 'insert' || !at.catalog.models.has(write.model) || seen.has(JSON.stringify(write))) continue
      seen.add(JSON.stringify(write))
      try {
        lines.push(JSON.stringify({ name, text: compile(write).text }))
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error
        lines.push(JSON.stringify({ name, refused: error.code }))
      }
    }
  const text = `[\n${lines.join(',\n')}\n]\n`
  if (process.env.UPDATE === '1') writeFileSync(GOLDEN, text)
  expect(text).toBe(readFileSync(GOLDEN, 'utf8'))
})

/** The commands that a change sends, in their order. */
async function commands({ write, binds }: Step, found: readonly object[] = []): Promise<unknown[]> {
  const sent: unknown[] = []
  const cursor = { toArray: async () => found }
  const collection = {
    find: (filter: unknown) => {
      sent.push({ find: filter })
      return cursor
    },
    updateMany: async (filter: unknown, operators: unknown) => {
      sent.push({ filter, ...(operators as object) })
      return { matchedCount: 1 }
    },
  }
  const compiled = compile(write)
  const asked: Asked = {
    db: { collection: () => collection } as unknown as Db,
    datasource: 'main',
    statement: compiled.text as Change,
    values: compiled.params.map(({ slot, encode }) => encode(binds[slot] ?? null)),
    options: runOptions(),
    signal: new AbortController().signal,
    session: undefined,
    collations: true,
  }
  await change(asked, compiled.text as Change)
  return JSON.parse(JSON.stringify(sent))
}

describe('the commands', () => {
  const id = { _id: { $in: [1] } }

  test('what is null is left out, and text that looks like a field is text', async () => {
    const step = update('Product', { id: 1 }, ({ set }) => [set('title', '$sku'), set('status', null)])
    expect(await commands(step)).toEqual([{ filter: id, $set: { title: '$sku' }, $unset: { status: '' } }])
  })

  test('a number that may be null is added to where there is one, the rest changes in any case', async () => {
    const step = update('Product', { id: 1 }, ({ set, add }) => [set('title', 'x'), add('count', '5')])
    expect(await commands(step)).toEqual([
      { find: { $and: [id, { count: { $gt: expect.anything() } }] } },
      { filter: { $and: [id, { count: { $type: 'number' } }] }, $set: { title: 'x' }, $inc: expect.anything() },
      { filter: { $and: [id, { count: null }] }, $set: { title: 'x' } },
    ])
  })

  test('what would leave its type is found before anything is changed', async () => {
    const step = update('Product', { id: 1 }, ({ add }) => [add('quantity', 1)])
    await expect(commands(step, [{ _id: 1 }])).rejects.toMatchObject({ code: 'BAD_USER_INPUT', fields: ['quantity'] })
  })

  test('an object that is null gives way to one that can be entered', async () => {
    const step = update('Product', { id: 1 }, ({ set }) => [set('size.box.deep', 1), set('size.unit', null)])
    expect(await commands(step)).toEqual([
      { filter: { $and: [id, { size: { $type: 'null' } }] }, $unset: { size: '' } },
      { filter: { $and: [id, { 'size.box': { $type: 'null' } }] }, $unset: { 'size.box': '' } },
      { filter: id, $set: { 'size.box.deep': 1, 'size.unit': null } },
    ])
  })

  test('what a model requires is not set to null', () => {
    const step = update('Product', { id: 1 }, ({ set }) => [set('sku', null)])
    const { params } = compile(step.write)
    expect(() => params.map(({ slot, encode }) => encode(step.binds[slot] ?? null))).toThrow(
      expect.objectContaining({ code: 'NOT_NULL_VIOLATION', fields: ['sku'] }),
    )
  })
})
